"""The words of a goal: who does what, under what conditions, to what degree of success.

Pure. The family’s own words are never corrected. Of the sentence that is to be watched for, a gentle hint
says when it names something that nobody can see, and offers a way to put it. No hint keeps anybody from
setting a goal.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One thing to look at again: the part it is about, and a friendly sentence."""

    part: str  # does_what, conditions or success
    text: str


def sentence(who: str, does_what: str, conditions: str = "", success: str = "") -> str:
    """ "Aisha drinks from an open cup, at the table with the cup held for her, 3 times out of 4." """
    does_what = _bare(does_what)
    if not does_what:
        return ""
    if does_what.lower().startswith(f"{who.lower()} "):
        does_what = does_what[len(who) + 1 :]
    does_what = re.sub(r"^(?:he|she)\s+(?=\w)", "", does_what, flags=re.IGNORECASE)
    parts = [f"{who} {_small(does_what)}", _small(_bare(conditions)), _small(_bare(success))]
    return ", ".join(part for part in parts if part) + "."


# What goes on inside a person, as the verb of the sentence; each with what one might see instead.
_BEFORE = r"^(?:(?:he|she|they|will|can|to|is|be|being|feels|becomes?|able to|more|very|really)\s+)*"
_INSIDE = (
    (r"understands?", "points to it, fetches it, or does what was asked"),
    (r"knows?", "shows, names or picks it"),
    (r"learns?", "does it at the end of it"),
    (r"thinks?|believes?|realis\w+|recognis\w+", "picks it, points or looks when asked"),
    (r"aware|notices?|hears?", "turns, looks or reaches"),
    (r"feels?", "says or shows it, and how"),
    (r"enjoys?|likes?|loves?|wants?", "stays with it, smiles, or asks for more"),
    (r"confident|independent|secure", "does it with less help, or alone"),
    (r"happy|happier|calm|calmer|settled", "smiles, plays on, or stays for five minutes"),
    (r"remembers?", "does or says it the next time"),
    (r"concentrates?|attends?|focus\w*", "looks at it, or stays with it for two minutes"),
)
_INSIDE_NAMED = (
    r"understanding|awareness|knowledge|confidence|independence|self-esteem|concentration|attention span"
)
# A direction, without saying where it ends.
_DIRECTION = (
    r"improv\w+|develop\w*|increas\w+|progress\w*|works?|working|tries|try|trying|explor\w+|begins?|starts?|"
    r"continues?|practis\w+|has more|gets? better"
)
_DIRECTION_NAMED = r"better|more often|improved?|improvement"
_NOT = r"does not|do not|will not|not|no longer|never|doesn[’']t|won[’']t|stops? \w+ing"
_VAGUE = r"sometimes|often|usually|mostly|regularly|appropriately|well|nicely|properly|most of the time|a lot"
_COUNTED = (
    r"\d|\b(?:once|twice|one|two|three|four|five|six|seven|eight|nine|ten|half|each|every|all|both|any)\b|"
    r"\b(?:the whole|by (?:him|her|them)self|on (?:his|her|their) own|without help|alone)\b"
)


def hints(does_what: str, conditions: str = "", success: str = "") -> list[Hint]:
    """What might be looked at again, in the order of the parts; empty when all of it can be seen."""
    if not _bare(does_what):
        return []
    found = [Hint("does_what", text) for text in _about_doing(does_what)]
    if not _bare(conditions):
        found.append(
            Hint(
                "conditions",
                "Say where or with what help, such as “at the table, with the cup held for her”.",
            )
        )
    return found + [Hint("success", text) for text in _about_success(success)]


def _about_doing(text):
    if word := _found(_NOT, text):
        yield f"“{word}” says what will be gone. What will be there instead, to look forward to?"
    if inside := _about_inside(text):
        yield inside
    elif word := _found(_DIRECTION, text, first=True) or _found(_DIRECTION_NAMED, text):
        yield f"“{word}” says the way, not where it ends. What would you see on the day it is there?"
    if len(re.findall(r"\b(?:and|then)\b", text, flags=re.IGNORECASE)) > 1:
        yield "This is more than one thing. Perhaps it is two goals, or a goal with steps?"


def _about_inside(text):
    for words, instead in _INSIDE:
        if word := _found(words, text, first=True):
            return (
                f"Nobody can see “{word}” from outside. What would you see? Perhaps that the child {instead}."
            )
    if word := _found(_INSIDE_NAMED, text):
        return f"Nobody can see “{word}” from outside. What would the child do that shows it?"
    return ""


def _about_success(text):
    if not _bare(text):
        yield "Say how often or how long, such as “3 times out of 4”, so that all know when it is there."
    elif not re.search(_COUNTED, text, flags=re.IGNORECASE):
        word = _found(_VAGUE, text)
        yield (
            f"“{word}” means something else to each of us. How often, or for how long?"
            if word
            else "How often, or for how long? A number helps everyone to see the same thing."
        )


def _found(words, text, *, first=False):
    """The word as it was written, anywhere or as the verb of the sentence; or empty."""
    match = re.search(rf"{_BEFORE if first else ''}\b({words})\b", text.strip(), flags=re.IGNORECASE)
    return match.group(1).lower() if match else ""


def _bare(text):
    return " ".join(text.split()).strip(" .,;")


def _small(text):
    """The first letter small, unless it is a name or “I”."""
    first, _, _rest = text.partition(" ")
    return text if first in ("I",) or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]

"""Names of people as lists write them: surname first, with a comma, in capitals, with a bracket behind.

Pure. Each reading says what made it certain; two capital words with nothing to tell them apart are not read.
"""

import re
from dataclasses import dataclass

from ..identity import normalise_name

PARTICLES = {
    "de", "la", "le", "del", "della", "di", "da", "dos", "das", "du", "van", "den", "der", "von", "ter",
    "bin", "ibn", "al", "el", "ap", "ab", "y", "st",
}  # fmt: skip
GIVEN_FIRST, FAMILY_FIRST = "given", "family"
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_TAIL = re.compile(r"\s+[-–—]\s+(.+)$")
_TITLES = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof|sir|rev)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """A name taken apart, what stood in brackets or behind a dash; or why it cannot be taken apart."""

    given: str = ""
    family: str = ""
    aside: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()
    remark: str = ""


def without_aside(text):
    """A text without its bracket and its dash, and what stood there."""
    asides = [found.strip() for found in _BRACKETS.findall(text) if found.strip()]
    text = _BRACKETS.sub(" ", text)
    if match := _TAIL.search(text):
        asides.append(match[1].strip())
        text = text[: match.start()]
    return " ".join(text.split()).strip(" ,;"), "; ".join(asides)


def read(text, *, order="", capitals_mean=True, relative=""):
    """Take a child's name apart.

    ``order`` is what the heading says of the column; ``capitals_mean`` is whether capitals mark surnames in
    it; ``relative`` is the name of an adult on the same row, whose surname may settle the order.
    """
    plain, aside = without_aside(text)
    if not re.search(r"[^\W\d_]", plain):
        return Name(problem="this is not a name", aside=aside)
    if re.search(r"\d", plain):
        return Name(problem="a name has no figures in it", aside=aside)
    if "," in plain:
        family, _, given = (part.strip() for part in plain.partition(","))
        if given and family:
            return _done(given, family, aside, relative)
    words = plain.split()
    if len(words) == 1:
        return Name(problem="this is one name only", aside=aside)
    if capitals_mean and (found := _by_capitals(words)) is not None:
        return found if found.problem else _done(found.given, found.family, aside, relative)
    return _by_order(words, order, aside, relative)


def marks_surnames(texts):
    """Whether capitals mark the surname in a column: some names are partly, few wholly in capitals."""
    partly = wholly = 0
    for text in texts:
        loud = [_is_loud(word) for word in without_aside(text)[0].replace(",", " ").split()]
        partly += any(loud) and not all(loud)
        wholly += len(loud) > 1 and all(loud)
    return partly >= wholly


def order_in(heading):
    """Which name comes first, if the heading says so: “Surname, first name”."""
    words = normalise_name(heading).split()
    family = [n for n, word in enumerate(words) if word in ("surname", "last", "family")]
    given = [
        n for n, word in enumerate(words) if word in ("first", "forename", "given", "christian", "forenames")
    ]
    if not family or not given:
        return ""
    return FAMILY_FIRST if family[0] < given[0] else GIVEN_FIRST


def tidy(text, like=""):
    """A name in its usual letters. Capitals are taken back; an adult's surname shows how ours is written."""
    words = text.split()
    if not any(_is_loud(word) for word in words) and not text.islower():
        return text
    pattern = _same_in(text, like)
    return pattern or " ".join(_tidy_word(word, first=n == 0) for n, word in enumerate(words))


def last_name(name):
    """The surname of an adult, by the usual order: from the first particle, else the last word."""
    words = without_aside(_TITLES.sub("", name))[0].replace(",", " ").split()
    start = next(
        (n for n, word in enumerate(words[1:], 1) if word.casefold() in PARTICLES or word == "Ó"), None
    )
    return " ".join(words[start:]) if start else " ".join(words[-1:])


def _by_capitals(words):
    loud = [_is_loud(word) for word in words]
    if all(loud) and len(words) > 1:
        one, other = f"{words[-1]}, {' '.join(words[:-1])}", f"{words[0]}, {' '.join(words[1:])}"
        turned = tuple(dict.fromkeys(tidy(choice) for choice in (one, other)))
        return Name(problem="it is all in capitals, so we cannot tell which is the surname", choices=turned)
    if not any(loud):
        return None
    first = loud.index(True)
    last = len(loud) - loud[::-1].index(True)
    if not all(loud[first:last]) or (first > 0 and last < len(words)):
        return None
    family, given = words[first:last], words[:first] + words[last:]
    if all(len(word.strip(".")) == 1 for word in family):
        return None  # initials, not a surname
    return Name(given=" ".join(given), family=" ".join(family))


def _by_order(words, order, aside, relative):
    surname = last_name(relative)
    same = normalise_name(surname)
    if order == FAMILY_FIRST:
        return (
            _done(words[-1], " ".join(words[:-1]), aside, relative)
            if len(words) == 2
            else _family_first(words, aside, relative)
        )
    if not order and same and same == normalise_name(" ".join(words[: len(surname.split())])):
        rest = words[len(surname.split()) :]
        if rest and normalise_name(" ".join(words[-len(surname.split()) :])) != same:
            found = _done(" ".join(rest), surname, aside, relative)
            return Name(
                found.given, found.family, aside, remark=f"read surname first: the adult is a {surname}."
            )
    return _given_first(words, aside, relative)


def _given_first(words, aside, relative):
    start = next(
        (
            n
            for n, word in enumerate(words[1:], 1)
            if word.casefold() in PARTICLES or word in ("Ó", "Ní", "Mac", "O'")
        ),
        None,
    )
    surname = last_name(relative).split()
    if (
        start is None
        and len(words) > 2
        and normalise_name(" ".join(words[-len(surname) :])) == normalise_name(" ".join(surname))
    ):
        start = len(words) - len(surname)
    start = start or (len(words) - 1)
    return _done(" ".join(words[:start]), " ".join(words[start:]), aside, relative)


def _family_first(words, aside, relative):
    end = 1
    while end < len(words) - 1 and words[end - 1].casefold() in PARTICLES:
        end += 1
    return _done(" ".join(words[end:]), " ".join(words[:end]), aside, relative)


def _done(given, family, aside, relative):
    return Name(tidy(given), tidy(family, like=last_name(relative)), aside)


def _is_loud(word):
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and all(sign.isupper() for sign in letters)


def _same_in(text, like):
    return like if like and normalise_name(like) == normalise_name(text) and not _is_loud(like) else ""


def _tidy_word(word, *, first):
    low = word.lower()
    if not first and low in PARTICLES:
        return low
    parts = re.split(r"([-'’])", low)
    done = "".join(part[:1].upper() + part[1:] for part in parts)
    return re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), done)

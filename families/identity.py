"""Is this child already in our records? Names, postcodes and phones made alike, and likeness with reasons.

Pure. A duplicate record splits a child's story in two, and a wrong merge mixes two children's; so this
only ever proposes, says why, and a person decides. Twins are the hard case: same surname, same birthday,
same home, and often names that rhyme. So a first name that differs outweighs any count of matches, and
one that is only almost the same is never called "very likely".
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from anyascii import anyascii
from rapidfuzz import fuzz

# Names ---------------------------------------------------------------------------------------------

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile(r"['’‘`´ʼʻʹ]")
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("q", "k"),
    ("ch", "k"), ("c", "k"), ("x", "ks"), ("z", "s"), ("w", "f"), ("v", "f"), ("y", "i"),
)  # fmt: skip


def normalise_name(name: str) -> str:
    """Small letters without accents, apostrophes or hyphens: "Anne-Marie O’Búrca" → "anne marie oburca"."""
    # taken apart twice: mathematical capitals become letters only then, and only then small ones
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    plain = _APOSTROPHES.sub("", plain)
    return " ".join(re.sub(r"[^\w]|_", " ", plain).split())


def search_key(*names: str) -> str:
    """What is stored to be searched: the names made plain, double ones also in one word.

    "Anne-Marie", "Khan" becomes "anne marie annemarie khan", so that each way of typing it is a part of it.
    """
    words: list[str] = []
    for plain in map(normalise_name, names):
        words += [plain, plain.replace(" ", "")] if " " in plain else [plain]
    return " ".join(word for word in words if word)


def sound_key(name: str) -> str:
    """Much the same for names that sound alike: "Sophia" and "Sofia", "Mohammed" and "Muhamad", "Мария"."""
    return " ".join(filter(None, map(_sound, romanise(name).split())))


def romanise(name: str) -> str:
    """A plain name in Latin letters, whatever script it was written in: "Мария" → "mariia"."""
    plain = normalise_name(name)
    return plain if plain.isascii() else normalise_name(anyascii(plain))


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """Consonants only, but for a vowel at the start, where all vowels are one: Omar and Umar."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    first, rest = re.sub(r"[aeiou]", "a", word[0]), word[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", first + re.sub(r"[aeiou]", "", rest))


def name_likeness(one: str, other: str) -> float:
    """0 to 1: 1 for the same name, ALMOST and more for the same sound, a short form, half a double name."""
    a, b = normalise_name(one), normalise_name(other)
    if not a or not b:
        return 0.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    if a.isascii() != b.isascii():  # the same name in two scripts; never called the same for certain
        return min(name_likeness(romanise(a), romanise(b)), 0.95)
    ratio = fuzz.ratio(a, b) / 100
    sound = sound_key(a)
    sounds_alike = sound == sound_key(b) and len(sound) >= 2 and ratio >= 0.6
    is_short_form = min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a))
    shares_a_part = any(len(part) >= 3 for part in {*a.split()} & {*b.split()})
    return max(ratio, 0.85) if sounds_alike or is_short_form or shares_a_part else ratio


#: From this likeness on two names are almost the same.
ALMOST = 0.8

# Postcodes and phones ------------------------------------------------------------------------------

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", re.ASCII)


def normalise_postcode(text: str) -> str:
    """Capitals with the one space: "sw1a1aa" → "SW1A 1AA". An O or I where only a digit can be is mended."""
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(letters) < 5:
        return letters
    outward, inward = letters[:-3], letters[-3:]
    return f"{outward} {inward[0].translate(str.maketrans('OI', '01'))}{inward[1:]}"


def postcode_problem(text: str) -> str:
    """A sentence when this is no UK postcode; empty when it is one."""
    if _POSTCODE.fullmatch(normalise_postcode(text)):
        return ""
    return "This is not a full UK postcode. Write it like SW1A 1AA."


def normalise_phone(text: str) -> str:
    """The form phones are compared and dialled in: "(07700) 900 214" → "+447700900214"; "" if it is none."""
    text = text.strip()
    digits = re.sub(r"[^0-9]", "", text.replace("(0)", ""))
    if text.startswith("00"):
        text, digits = "+", digits[2:]
    if text.startswith("+") and not digits.startswith("44"):
        return f"+{digits}" if 8 <= len(digits) <= 15 else ""
    national = digits[2:] if digits.startswith("44") and len(digits) > 11 else digits
    if not national.startswith("0"):
        national = f"0{national}"
    fits = len(national) in (10, 11) and national[1] in "12378"
    return f"+44{national[1:]}" if fits else ""


def phone_in_words(text: str) -> str:
    """To read: "07700 900 214", "020 7946 0018"; other countries' numbers as they are dialled."""
    phone = normalise_phone(text)
    if not phone.startswith("+44"):
        return phone or text.strip()
    national = f"0{phone[3:]}"
    cuts = (3, 7) if national.startswith("02") else (5, 8)
    return " ".join(
        part for part in (national[: cuts[0]], national[cuts[0] : cuts[1]], national[cuts[1] :]) if part
    )


def phone_problem(text: str) -> str:
    """A sentence when this is no phone number; empty when it is one."""
    return "" if normalise_phone(text) else "This is not a full phone number. Write it like 07700 900 214."


# Likeness ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """What we compare of a child; leave empty what is not known. Phones are those of the carers."""

    first_name: str
    last_name: str
    born_on: date | None = None
    postcode: str = ""
    phones: tuple[str, ...] = ()
    nhs_number: str = ""
    other_names: tuple[str, ...] = ()  # known as, or a former surname


class Verdict(StrEnum):
    """What the likeness suggests to the person who decides."""

    SAME = "same"
    PERHAPS = "perhaps"
    SIBLING = "sibling"
    DIFFERENT = "different"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.SAME: "Very likely the same child",
    Verdict.PERHAPS: "Perhaps the same child",
    Verdict.SIBLING: "More likely a brother or sister",
    Verdict.DIFFERENT: "No sign of the same child",
}

Tone = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `points` add up to the score."""

    text: str
    points: int

    @property
    def tone(self) -> Tone:
        return "for" if self.points > 0 else "against"


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two records are: 0 to 100, why, and what that suggests."""

    score: int
    reasons: tuple[Reason, ...]
    verdict: Verdict

    @property
    def in_words(self) -> str:
        return self.verdict.label


#: From these scores on; one slip of the pen in surname or date of birth still reaches SAME.
SAME_FROM, PERHAPS_FROM = 75, 45
#: What the same first name gives, or both names turned round.
SAME_FIRST_NAME = 25


def possible_match(a: Person, b: Person) -> Match:
    """Compare two children; reasons with the weightiest first."""
    first = _first_name(a, b)
    reasons = [
        reason
        for reason in (first, _last_name(a, b), _birth(a, b), _postcode(a, b), _phone(a, b), _nhs(a, b))
        if reason is not None
    ]
    score = max(0, min(100, sum(reason.points for reason in reasons)))
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Match(score, tuple(reasons), _verdict(a, b, score, first))


def _verdict(a: Person, b: Person, score: int, first: Reason | None) -> Verdict:
    same_number = bool(_number(a)) and _number(a) == _number(b)
    if first is not None and first.points < 0 and not same_number:
        home = _postcode(a, b), _phone(a, b)
        surname = _last_name(a, b)
        ties = [reason for reason in (*home, surname) if reason is not None and reason.points > 0]
        return Verdict.SIBLING if len(ties) >= 2 else Verdict.DIFFERENT
    if same_number and score < SAME_FROM:
        return Verdict.PERHAPS  # one number and two names: somebody must look, whatever else differs
    is_certain = same_number or (first is not None and first.points >= SAME_FIRST_NAME)
    if score >= SAME_FROM and is_certain:
        return Verdict.SAME
    return Verdict.PERHAPS if score >= PERHAPS_FROM else Verdict.DIFFERENT


def _first_name(a: Person, b: Person) -> Reason | None:
    if not a.first_name or not b.first_name:
        return None
    if _is_swapped(a, b):
        return Reason("First name and surname the other way round", SAME_FIRST_NAME)
    pairs = [(x, y) for x in (a.first_name, *a.other_names) for y in (b.first_name, *b.other_names)]
    alike = max(name_likeness(x, y) for x, y in pairs)
    if alike == 1.0:
        return Reason("Same first name", SAME_FIRST_NAME)
    if alike >= ALMOST:
        return Reason("First name almost the same", 18)
    return Reason("Different first name", -25)


def _last_name(a: Person, b: Person) -> Reason | None:
    if not a.last_name or not b.last_name:
        return None
    if _is_swapped(a, b):
        return Reason("Both names match once they are turned round", 15)
    pairs = [(x, y) for x in (a.last_name, *a.other_names) for y in (b.last_name, *b.other_names)]
    alike = max(name_likeness(x, y) for x, y in pairs)
    if alike == 1.0:
        return Reason("Same surname", 20)
    if alike >= ALMOST:
        return Reason("Surname almost the same or sounds alike", 14)
    return Reason("Different surname", -5)  # surnames change: marriage, care, a parent's choice


def _is_swapped(a: Person, b: Person) -> bool:
    crossed = name_likeness(a.first_name, b.last_name) == name_likeness(a.last_name, b.first_name) == 1.0
    return crossed and name_likeness(a.first_name, b.first_name) < 1.0


def _birth(a: Person, b: Person) -> Reason | None:
    one, other = a.born_on, b.born_on
    if one is None or other is None:
        return None
    if one == other:
        return Reason("Same date of birth", 30)
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Reason("Date of birth with day and month the other way round", 24)
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    if same == 2:
        return Reason("Date of birth differs in one part only", 14)
    return Reason("Different date of birth", -20)


def _postcode(a: Person, b: Person) -> Reason | None:
    one, other = normalise_postcode(a.postcode), normalise_postcode(b.postcode)
    if not one or not other:
        return None
    return Reason("Same postcode", 12) if one == other else Reason("Different postcode", 0)


def _phone(a: Person, b: Person) -> Reason | None:
    known = {normalise_phone(phone) for phone in a.phones} & {normalise_phone(phone) for phone in b.phones}
    shared = sorted(known - {""})
    return Reason(f"Same phone, ending {shared[0][-3:]}", 15) if shared else None


def _nhs(a: Person, b: Person) -> Reason | None:
    one, other = _number(a), _number(b)
    if not one or not other:
        return None
    return Reason("Same NHS number", 70) if one == other else Reason("Different NHS number", -40)


def _number(person: Person) -> str:
    return re.sub(r"\D", "", person.nhs_number)

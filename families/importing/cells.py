"""Reading one cell: what it says, or what was wrong and what we expected. Nothing is guessed.

A reader takes the text of a cell and ``At``, where it stands, and gives a ``Reading``. What is left over in a
cell (a word behind a telephone number) becomes a note.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum.gb import nhs

from ..ages import birthday
from ..identity import normalise_name, normalise_phone, normalise_postcode, phone_in_words, postcode_problem
from . import dates, names

OLDEST = 19  # years: nobody on such a list is older
NOTHING = {
    "", "-", "--", "---", "–", "—", ".", "/", "?", "??", "n/a", "na", "n.a.", "n.a", "#n/a", "none",
    "nil", "null", "nk", "n/k", "not known", "unknown", "not given", "not recorded", "tbc", "tba", "t.b.c.",
    "no number", "to follow", "#ref!", "#value!", "#name?",
}  # fmt: skip
RELATIONSHIPS = {
    "PAM": "mum mother mam mummy mom ma birthmother",
    "PAF": "dad father daddy pa birthfather",
    "GRP": "gran grandma grandmother nan nana nanny granny grandad granddad grandpa grandfather "
    "grandparent grandparents",
    "FOS": "foster carer fostercarer fosterer fostermum fosterdad fc",
    "SGO": "sgo guardian specialguardian",
    "STP": "step stepmum stepdad stepmother stepfather stepparent",
    "ADP": "adoptive adopter adoptivemum adoptivedad adoptivemother adoptivefather",
    "CHM": "childminder",
    "REL": "aunt auntie uncle aunty cousin sister brother",
}
ADULTS = re.compile(r"\s(?:&|and|\+)\s|\s/\s", re.IGNORECASE)
PHONE = re.compile(r"\(?\+?[\d(][\d\s()\-.]{6,18}\d")
POSTCODE_BEHIND = re.compile(r"[,\s]+([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\s*$", re.IGNORECASE)


@dataclass
class Reading:
    """What a cell gave: values by name; or a problem with what was expected, and readings to choose from."""

    values: dict = field(default_factory=dict)
    problem: str = ""
    expected: str = ""
    choices: list = field(default_factory=list)  # (words, text that would be written instead)
    note: str = ""
    remark: str = ""


@dataclass
class At:
    """Where a cell stands: today, the habits of its column, what else the row says, who works here."""

    today: date
    epoch: int = 1900
    order: str = ""
    capitals_mean: bool = True
    heading: str = ""
    relative: str = ""
    roster: object = None


def is_nothing(text):
    """Whether a cell says nothing: empty, a dash, n/a, unknown."""
    return text.strip().strip("'").casefold() in NOTHING


def plain(text):
    """A cell without the apostrophe that keeps a spreadsheet from running it, and without odd spaces."""
    return " ".join(re.sub(r"^'(?=[=+\-@])", "", text.strip()).replace("\xa0", " ").split())


# Names -----------------------------------------------------------------------------------------------


def full_name(text, at):
    found = names.read(
        plain(text), order=names.order_in(at.heading), capitals_mean=at.capitals_mean, relative=at.relative
    )
    if found.problem:
        choices = [(choice, choice) for choice in found.choices]
        return Reading(problem=found.problem, expected="a first name and a last name", choices=choices)
    values = {"given_name": found.given[:80], "family_name": found.family[:80]}
    return Reading(values, note=found.aside, remark=found.remark)


def part_of_name(code):
    """A reader for a column that holds only the first or only the last name."""

    def read(text, at):
        found, aside = names.without_aside(plain(text))
        if not re.search(r"[^\W\d_]", found) or re.search(r"\d", found):
            return Reading(problem="this is not a name", expected="letters")
        return Reading({code: names.tidy(found, like=names.last_name(at.relative))[:80]}, note=aside)

    return read


def adult(name, relationship):
    """A reader for an adult’s cell: a name, perhaps with who they are in brackets or behind a dash."""

    def read(text, at):
        words, aside = names.without_aside(plain(text))
        if not re.search(r"[^\W\d_]", words) or re.search(r"\d{3}", words):
            return Reading(problem="this is not a name", expected="the name of one adult")
        if ADULTS.search(words):
            return Reading(
                problem="there seem to be two adults in one cell",
                expected="the name of one adult, such as Amy Khan (mum)",
            )
        if "," in words:
            last, _, first = (part.strip() for part in words.partition(","))
            words = f"{first} {last}".strip()
        code = relationship_in(aside)
        left_over = aside if aside and (not code or len(aside.split()) > 2) else ""
        values = {name: names.tidy(words)[:120]} | ({relationship: code} if code else {})
        return Reading(values, note=left_over)

    return read


def tie(code):
    """A reader for a column that says who the adult is to the child."""

    def read(text, at):
        found = relationship_in(text)
        if found:
            return Reading({code: found})
        return Reading(
            problem="we do not know this word", expected="mum, dad, gran, foster carer or the like"
        )

    return read


def relationship_in(text):
    """Which relationship a few words name; empty if none."""
    said = normalise_name(text)
    for code in ("STP", "ADP", "FOS", "SGO", "GRP", "CHM", "REL", "PAM", "PAF"):
        known = RELATIONSHIPS[code].split()
        if said.replace(" ", "") in known or any(word in known for word in said.split()):
            return code
    return ""


# Days ------------------------------------------------------------------------------------------------


def day(code, *, earliest=None, latest=None, expected="a date such as 28/02/2024"):
    """A reader of dates. ``earliest`` and ``latest`` take today, and give the first and last day allowed."""

    def read(text, at):
        found = dates.read(plain(text), order=at.order, epoch=at.epoch, today=at.today)
        if found.problem:
            choices = [(dates.in_words(choice), choice.isoformat()) for choice in found.choices]
            return Reading(problem=found.problem, expected=expected, choices=choices)
        if latest and found.day > latest(at.today):
            return Reading(problem=f"{dates.in_words(found.day)} is still to come", expected=expected)
        if earliest and found.day < earliest(at.today):
            return Reading(problem=f"{dates.in_words(found.day)} is too long ago", expected=expected)
        return Reading({code: found.day.isoformat()}, remark=found.remark)

    return read


def same_day(today):
    return today


def years_ago(years):
    return lambda today: birthday(today, -years)


date_of_birth = day(
    "born_on",
    earliest=years_ago(OLDEST),
    latest=same_day,
    expected="a date of birth such as 28/02/2024",
)

# Numbers and addresses -------------------------------------------------------------------------------


def nhs_number(text, at):
    digits = re.sub(r"[\s\-.]", "", plain(text))
    expected = "10 digits, the last one a check digit"
    if not digits.isdigit():
        return Reading(problem="this is not a number", expected=expected)
    if len(digits) != 10:
        return Reading(problem=f"{len(digits)} digits", expected=expected)
    if not nhs.is_valid(digits):
        return Reading(problem="the check digit does not fit: one of the digits is wrong", expected=expected)
    return Reading({"nhs_number": digits})


def phone(code):
    def read(text, at):
        said = plain(text)
        match = PHONE.search(said)
        number = normalise_phone(match[0]) if match else ""
        if not number:
            return Reading(problem="this is not a telephone number", expected="a number such as 07700 900123")
        rest = " ".join((said[: match.start()] + " " + said[match.end() :]).split()).strip(" ,;:/")
        bare = re.fullmatch(r"\(?([^()]*)\)?", rest)
        return Reading({code: phone_in_words(number)[:30]}, note=bare[1] if bare else rest)

    return read


def email(code):
    def read(text, at):
        address = plain(text).removeprefix("mailto:")
        try:
            validate_email(address)
        except ValidationError:
            return Reading(
                problem="this is not an e-mail address", expected="an address such as ann@example.org"
            )
        return Reading({code: address[:254].lower()})

    return read


def postcode(text, at):
    said = plain(text)
    if problem := postcode_problem(said):
        return Reading(
            problem=problem.split(". ")[0][0].lower() + problem.split(". ")[0][1:], expected="SW1A 1AA"
        )
    return Reading({"postcode": normalise_postcode(said)})


def address(text, at):
    """Where a family lives; a postcode at its end is taken as one."""
    said = ", ".join(line.strip(" ,") for line in re.split(r"[\r\n]+", text.strip()) if line.strip(" ,"))
    said = plain(said)
    if match := POSTCODE_BEHIND.search(said):
        return Reading({"address": said[: match.start()], "postcode": normalise_postcode(match[1])})
    return Reading({"address": said})


def language(text, at):
    """Languages at home; “interpreter” beside one means that one is needed for it."""
    said = plain(text)
    needs = re.search(r"interp\w*", said, re.IGNORECASE)
    bare = re.sub(
        r"\s*[\-–(,/]*\s*(needs? )?(an )?interp\w*( needed| required)?\)?", "", said, flags=re.IGNORECASE
    )
    bare = bare.strip(" -–,;/(")
    named = bare[:1].upper() + bare[1:]
    values = {"languages": named[:120]} if named else {}
    if needs:
        values["interpreter"] = (named or "Yes, language not said")[:60]
    return Reading(values)


# Words from a short list -----------------------------------------------------------------------------


def chosen(code, words, expected):
    """A reader for a cell with one of a few words; ``words`` maps what people write to what it means."""
    known = {normalise_name(word): meaning for meaning, many in words.items() for word in many.split("|")}

    def read(text, at):
        meaning = known.get(normalise_name(plain(text)))
        if meaning is None:
            return Reading(problem="we do not know this word", expected=expected)
        return Reading({code: meaning})

    return read


def text(code, most=200):
    """A reader that takes a cell as it stands."""

    def read(written, at):
        said = plain(written)
        kept = said[:most]
        return Reading({code: kept}, note=said[most:])

    return read


frequency = chosen(
    "frequency",
    {
        "weekly": "weekly|w|wkly|week|every week|1 week|once a week|1x week|1 x week|1/7|each week|7 days",
        "fortnightly": "fortnightly|f|fnightly|f'nightly|fort nightly|fortnight|every 2 weeks|every two weeks"
        "|2 weekly|2 weeks|two weekly|alternate weeks|every other week|14 days",
        "monthly": "monthly|m|month|every month|4 weekly|4 weeks|every 4 weeks|once a month|every four weeks",
        "group": "group|g|group only|groups|group sessions",
    },
    "weekly, fortnightly, monthly or group",
)
sex = chosen(
    "sex",
    {"F": "f|female|girl", "M": "m|male|boy"},
    "girl or boy",
)
yes_or_no = {"yes": "y|yes|true|1|x|✓|✔|ok|returned|back", "no": "n|no|false|0|not yet|out"}


def hours(text, at):
    """Hours a week, as “15”, “30 hrs”, “9 hours”."""
    match = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})?)\s*(?:h|hr|hrs|hour|hours)?(?: ?(?:a|per|/) ?(?:week|wk))?",
                         plain(text).casefold())  # fmt: skip
    if match is None or float(match[1]) > 60:
        return Reading(problem="this is not a number of hours", expected="hours a week, such as 15")
    return Reading({"setting_hours": float(match[1])})

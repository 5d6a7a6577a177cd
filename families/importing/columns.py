"""What each column of a sheet is: by what was said of its heading before, by its words, by what stands in it.

A proposal only: a person sees it, changes it, and it is remembered for next time. A column that nobody knows
becomes a note on the record, so that nothing in it is lost.
"""

import re
from functools import lru_cache

from django.utils import timezone
from rapidfuzz import fuzz, process
from stdnum.gb import nhs

from ..identity import normalise_name, normalise_phone, postcode_problem
from ..models import ColumnMatch
from . import dates, kinds
from .cells import OLDEST, At, is_nothing

CLOSE_ENOUGH = 87  # of 100: “Parent/carer name” for “parent carer name”; “Last visit” is not “first visit”
#: Words that say what a column is wherever they stand in its heading, unless a word of OTHERS is beside them.
KEYWORDS = {
    "dob": "born_on", "birth": "born_on", "nhs": "nhs_number", "postcode": "postcode", "mobile": "phone",
    "telephone": "phone", "phone": "phone", "tel": "phone", "email": "email", "surname": "family_name",
    "forename": "given_name", "carer": "carer_name", "parent": "carer_name", "mum": "carer_name",
    "address": "address", "language": "languages", "worker": "worker", "keyworker": "worker",
    "practitioner": "worker", "frequency": "frequency", "referrer": "source", "toy": "toy",
    "condition": "condition",
}  # fmt: skip
OTHERS = {
    "social", "support", "gp", "health", "school", "nursery", "emergency", "last", "next", "other",
    "previous",
    "old", "review", "second", "2", "reason", "date", "no", "number", "name", "first", "notes", "dad",
    "mum", "professional", "sibling", "siblings", "brother", "sister", "place",
}  # fmt: skip
#: Words cut short in headings, written out before headings are compared.
SHORT = {
    "ref": "referral", "refd": "referred", "recd": "received", "freq": "frequency", "lang": "language",
    "mob": "mobile", "tel": "telephone", "mothers": "mum", "mother": "mum", "mums": "mum", "fathers": "dad",
    "father": "dad", "dads": "dad", "childs": "child", "pupils": "child", "pupil": "child",
}  # fmt: skip
HOW_TO_WRITE = {"dd", "mm", "yy", "yyyy", "uk", "10", "digits", "please"}  # “DOB (dd/mm/yyyy)”
FROM_WORDS = 75  # what a keyword counts: less than a heading that is known as a whole
SHARE = 0.6  # of the values that a column has to say what its heading does not
FEWEST = 3


def normalise(header):
    """A heading made plain: “D.O.B.” and “dob” are one, and so are “NHS No:” and “nhs no”."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    words = normalise_name(text.replace("/", " ").replace("&", " ")).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]  # d o b
    return " ".join(words)[:120]


def written_out(plain):
    """A plain heading with its short words written out, and without what it says of how to write.

    >>> written_out("date of ref dd mm yyyy")
    'date of referral'
    """
    words = [SHORT.get(word, word) for word in plain.split()]
    return " ".join([word for word in words if word not in HOW_TO_WRITE] or words)


def remembered():
    """{(kind, plain heading): field} as people said before."""
    return {(one.kind, one.header): one.field for one in ColumnMatch.objects.order_by("pk")}


def remember(kind, headers, mapping, by):
    """Keep what somebody said of these headings, for the next file."""
    known = {match.header: match for match in ColumnMatch.objects.filter(kind=kind.code).order_by("pk")}
    for place, code in mapping.items():
        header = normalise(headers[int(place)]) if int(place) < len(headers) else ""
        if not header:
            continue
        match = known.get(header) or ColumnMatch(kind=kind.code, header=header, said_by=by)
        if match.pk is None or match.field != code:
            match.field, match.said_by, match.said_at = code, by, timezone.now()
            match.save()
            known[header] = match


def propose(kind, headers, samples, said, roster=None):
    """{column number as text: field, "note" or ""} for each column that has a heading or values.

    ``roster`` is who works here: a column full of their names is the worker’s, whatever stands above it.
    """
    found = _by_words(kind, headers, said)
    taken = {code for code in found.values() if code not in (kinds.NOTE, kinds.LEFT_OUT)}
    for field in kind.fields:
        if field.content and field.code not in taken:
            place = _by_content(field, samples, found, roster)
            if place is not None:
                found[place] = field.code
    width = max(len(headers), len(samples))
    for place in range(width):
        has_something = (place < len(headers) and headers[place]) or (place < len(samples) and samples[place])
        if place not in found and has_something:
            found[place] = kinds.NOTE
    if "name" in found.values():  # the whole name is enough
        found = {p: kinds.NOTE if c in ("given_name", "family_name") else c for p, c in found.items()}
    return {str(place): code for place, code in sorted(found.items())}


def score_of(kind, headers, sheet_name, said):
    """How likely these headings, under this name of a sheet, are those of a kind of list."""
    found = _by_words(kind, headers, said)
    codes = {code for code in found.values() if code in kind.by_code}
    if len(codes) < 2 or not kind.has_needs(codes):
        return len(codes) * 0.5 if len(codes) >= 2 else 0.0
    name = normalise(sheet_name)
    named = any(re.search(rf"\b{re.escape(word)}\b", name) for word in kind.sheet_words)
    return len(codes) + 3 * named


def _by_words(kind, headers, said):
    """{column: field} by the headings alone; each field once, the closest heading first."""
    offers = []
    for place, header in enumerate(headers):
        plain = normalise(header)
        if not plain:
            continue
        if (kind.code, plain) in said:
            offers.append((101, -place, place, said[kind.code, plain]))
            continue
        offers += [(score, -place, place, code) for code, score in _alike(kind.code, plain)]
    found, taken = {}, set()
    for _score, _order, place, code in sorted(offers, reverse=True):
        is_free = code in (kinds.NOTE, kinds.LEFT_OUT) or code not in taken
        if place not in found and is_free:
            found[place] = code
            taken.add(code)
    return found


@lru_cache(maxsize=4_000)
def _alike(kind_code, plain):
    """((field, 0 to 100), …) for the fields whose known headings are close to this one."""
    found, known, heading = {}, _words_of(kind_code), written_out(plain)
    for word, code in known:
        if word == heading:
            return ((code, 100),)
    choices = dict(enumerate(word for word, _code in known))
    close = process.extract(
        heading, choices, scorer=fuzz.token_sort_ratio, score_cutoff=CLOSE_ENOUGH, limit=8
    )
    for _word, score, place in close:
        code = known[place][1]
        found[code] = max(found.get(code, 0), score)
    return tuple(found.items()) or _by_keyword(kind_code, plain)


def _by_keyword(kind_code, plain):
    """A heading of which the words that we know all say the same: “mum / dad / carer”, “worker initials”."""
    words = plain.split()
    codes = {KEYWORDS[word] for word in words if word in KEYWORDS}
    known = {code for _word, code in _words_of(kind_code)}
    strangers = OTHERS - ({"mum", "dad"} if "carer_name" in codes else set())
    if len(codes) != 1 or not codes <= known or strangers & {*words, *written_out(plain).split()}:
        return ()
    return ((codes.pop(), FROM_WORDS),)


@lru_cache(maxsize=20)
def _words_of(kind_code):
    kind = kinds.get(kind_code)
    words = ((word, one.code) for one in kind.fields for word in (*one.synonyms, one.label))
    return tuple((written_out(normalise(word)), code) for word, code in words)


def _by_content(field, samples, found, roster):
    """The one free column whose values are what is looked for, whatever its heading says."""
    fits = CONTENTS.get(field.content)
    if field.content == "worker" and roster is not None:
        fits = roster.find
    elif field.content == "reads":
        at = At(today=timezone.localdate())
        fits = lambda text: not field.read(text, at).problem  # noqa: E731
    if fits is None:
        return None
    best, best_share = None, SHARE
    for place, values in enumerate(samples):
        said = [value for value in values if not is_nothing(value)]
        if place in found or len(said) < (1 if field.content in ("worker", "reads") else FEWEST):
            continue
        share = sum(bool(fits(value)) for value in said) / len(said)
        if share > best_share:
            best, best_share = place, share
    return best


def _is_birth(text):
    today = timezone.localdate()
    found = dates.read(text, order=dates.DAY, today=today)
    return bool(found.day) and 0 <= (today - found.day).days <= 365 * OLDEST / 3


def _is_nhs(text):
    digits = re.sub(r"[\s\-]", "", text)
    return len(digits) == 10 and digits.isdigit() and nhs.is_valid(digits)


CONTENTS = {
    "birth": _is_birth,
    "nhs": _is_nhs,
    "postcode": lambda text: not postcode_problem(text),
    "phone": lambda text: bool(normalise_phone(text)) and len(re.sub(r"\D", "", text)) >= 10,
    "email": lambda text: "@" in text and "." in text.partition("@")[2],
}

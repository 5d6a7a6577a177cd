"""Workbooks as services bring them: messy, in many habits, made from a seed so that tests can count."""

import io
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import factory
from django.utils import timezone
from openpyxl import Workbook
from stdnum.gb import nhs

from families.importing import store
from families.models import Import, ImportedNote, ImportRow, ImportSheet

from .accounts import UserFactory
from .families import ChildFactory

GIVEN = ["Orla", "Idris", "Tilly", "Bartek", "Amara", "Wilf", "Nia", "Hamza", "Iris", "Kofi", "Elin", "Rocco"]
FAMILY = ["Penrose", "van der Meer", "Achebe", "O’Dowd", "Lindqvist", "Haddad", "Marlowe-Finch", "Tran"]
STREETS = ["Quay Street", "Larch Way", "Old Mill Court", "Chapel Row"]
WORDS = {"weekly": ["weekly", "W", "every week"], "fortnightly": ["F", "fortnightly", "alternate weeks"]}


class ImportFactory(factory.django.DjangoModelFactory):
    """A file that was read, with nothing in it yet."""

    class Meta:
        model = Import

    name = "caseload.xlsx"
    format = "xlsx"
    size = 1
    status = Import.Status.READ
    uploaded_by = factory.SubFactory(UserFactory, administrator=True)

    class Params:
        committed = factory.Trait(
            status=Import.Status.COMMITTED,
            committed_at=factory.LazyFunction(timezone.now),
            committed_by=factory.SelfAttribute("uploaded_by"),
        )

    @factory.lazy_attribute
    def file(self):
        return store.keep(b"PK", "xlsx")[0]

    @factory.lazy_attribute
    def sha256(self):
        return store.keep(b"PK", "xlsx")[1]


class ImportSheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportSheet

    batch = factory.SubFactory(ImportFactory)
    position = factory.Sequence(int)
    name = "Caseload"
    kind = "children"
    header_row = 1
    headers = ["Name", "DOB"]
    mapping = {"0": "name", "1": "born_on"}


class ImportRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRow

    sheet = factory.SubFactory(ImportSheetFactory)
    number = factory.Sequence(lambda n: n + 2)
    values = ["Orla Penrose", "2024-02-28"]
    verdict = ImportRow.Verdict.NEW


class ImportedNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportedNote

    child = factory.SubFactory(ChildFactory)
    heading = "Notes"
    text = "two visitors only"
    came_from = "caseload.xlsx, Caseload, row 5"


def nhs_number(chance):
    """A number from the range for tests, with its check digit."""
    while True:
        start = f"999{chance.randrange(10**6):06}"
        for digit in "0123456789":
            if nhs.is_valid(start + digit):
                return start + digit


@dataclass
class Messy:
    """A workbook much like one that somebody has kept for years, and what is wrong in it."""

    content: bytes
    children: int = 0
    wrong: dict = field(default_factory=dict)


def messy_workbook(seed=7, *, children=24, workers=("Sofia Marsh", "Tom Brooks"), today=None):
    """Titles above the headings, sections and totals between, names and dates in every habit."""
    chance, today = random.Random(seed), today or date.today()
    book = Workbook()
    made = _caseload(book.active, chance, children, workers, today)
    _waiting(book.create_sheet("Waiting"), chance, today)
    _toys(book.create_sheet("Toys"), made, today)
    hidden = book.create_sheet("old 2019")
    hidden.sheet_state = "hidden"
    hidden.append(["do not use"])
    out = io.BytesIO()
    book.save(out)
    return Messy(out.getvalue(), children, {"Caseload": 5, "Toys": 2})


def _caseload(sheet, chance, children, workers, today):
    """Five rows of it cannot be read; one says who must not know the address."""
    sheet.title = "Caseload"
    sheet.append(["OUR CASELOAD – please keep up to date!"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(
        ["Child", "Born", "NHS", "Mum/Dad/Carer", "Mobile", "Lives at", "Post code",
         "Speaks", "Who visits", "How often", "Since", "Anything else"]
    )  # fmt: skip
    made = []
    for n in range(children):
        given, last = GIVEN[n % len(GIVEN)], FAMILY[(n * 3 + n // len(GIVEN)) % len(FAMILY)]
        born = today - timedelta(days=chance.randrange(500, 1500))
        made.append((given, last, born))
        initial = workers[n % len(workers)].split()
        row = [
            chance.choice([f"{given} {last}", f"{last}, {given}", f"{last.upper()} {given}"]),
            chance.choice(
                [datetime.combine(born, datetime.min.time()), f"{born:%d.%m.%y}", f"{born:%d %B %Y}"]
            ),
            chance.choice([nhs_number(chance), "n/a", None]),
            f"{chance.choice(GIVEN)} {last} ({chance.choice(['mum', 'dad', 'gran', 'foster carer'])})",
            f"07700900{n:03}" + chance.choice(["", " (mum) text only", " not Tuesdays"]),
            f"{n + 1} {chance.choice(STREETS)}",
            f"FN{n % 9 + 1} {n % 9}AB",
            chance.choice(["English", "polish", "Urdu - INTERPRETER", None]),
            chance.choice(
                [" ".join(initial), f"{initial[0][0]}. {initial[1]}", f"{initial[0]} {initial[1][0]}."]
            ),
            chance.choice(WORDS[chance.choice(list(WORDS))]),
            f"{today - timedelta(days=chance.randrange(20, 400)):%d-%b-%y}",
            chance.choice([None, "dog!", "side gate", "two visitors only"]),
        ]
        sheet.append(_spoilt(row, n))
        if n == children // 2:
            sheet.append([])
            sheet.append([f"--- {workers[0]} ---"])
    sheet.append(["TOTAL", children])
    return made


def _spoilt(row, n):
    spoil = {
        2: (1, "31/02/2024"),
        5: (2, "999 123 456"),
        8: (8, "Zelda Q."),
        11: (1, "12/13/2023"),
        14: (0, "Leo"),
        17: (11, "dad must NOT have the address"),
    }
    if n in spoil:
        row[spoil[n][0]] = spoil[n][1]
    return row


def _waiting(sheet, chance, today):
    sheet.append(["Date referred", "First name", "Surname", "DOB", "Referred by", "Why", "RAG"])
    for n in range(6):
        born = today - timedelta(days=chance.randrange(300, 1200))
        received = today - timedelta(days=30 + n)
        referrer = ["HV", "Paed", "Mum", "GP", "nursery SENCo", "Health visitor - J Okoro"][n]
        sheet.append([received, f"Wait{'abcdef'[n]}", "Ford", born, referrer, "late to talk", "Amber"])


def _toys(sheet, made, today):
    taken = datetime.combine(today - timedelta(days=10), datetime.min.time())
    given, last, _born = made[0]
    sheet.append(["Toy", "Label", "With", "Taken", "Returned?", "State"])
    sheet.append(["Peg board", "K1", f"{given} {last}", taken, None, "ok"])
    sheet.append(["Sound tubes", "K2", None, None, "y", "1 tube missing"])
    sheet.append(["Ball run", None, None, None, None, "good"])
    sheet.append(["Rain stick", "K2", None, None, None, "good"])

"""A list that an administrator has brought along and not yet brought in."""

from datetime import timedelta

from django.utils import timezone

from families.actions import imports
from families.importing.delimited import line


def tell_a_file_to_check(staff):
    """One small caseload, read and checked: most of it is ready, some of it waits for a person."""
    by = staff["Mel Grant"]
    batch = imports.upload(_list(), name="vale-caseload.csv", by=by)
    sheet = batch.sheets.get()
    sheet.answers = {**sheet.answers, "frequency": "fortnightly"}
    sheet.save(update_fields=["answers"])
    return imports.check(batch, by=by)


def _list():
    """Nine rows as somebody kept them for years."""
    today = timezone.localdate()
    born = [today - timedelta(days=days) for days in (620, 745, 803, 911, 1004, 1180, 1302)]
    lines = []

    def write(cells):
        lines.append(line(cells))

    write(["Vale caseload, kept by hand"])
    write(["Child", "DOB", "NHS no", "Parent", "Tel", "Postcode", "Worker", "How often", "Notes"])
    write(["Elowen Tamsin", f"{born[0]:%d/%m/%Y}", "", "Rosa Tamsin (mum)", "07700 900610", "FN6 1AB",
           "Sofia Marsh", "weekly", "side gate"])  # fmt: skip
    write(["OYELARAN Tobi", f"{born[1]:%d %B %Y}", "n/a", "Ade Oyelaran (dad)", "07700 900611 text only",
           "fn61ab",
           "S. Marsh", "F", ""])  # fmt: skip
    write(
        [
            "Petrova, Mila",
            "31/02/2024",
            "",
            "Anna Petrova (gran)",
            "07700 900612",
            "FN6 2CD",
            "vacant",
            "W",
            "",
        ]
    )
    write(["Caspian Holt", f"{born[2]:%d-%b-%y}", "999 123 456", "Jo Holt (foster carer)", "07700 900613",
           "FN6 2CD",
           "Sofia Marsh", "monthly", "dog!"])  # fmt: skip
    write(["Suri Bhandal", f"{born[3]:%d.%m.%y}", "", "Kiran Bhandal (mum)", "07700 900614", "FN6 3EF",
           "Sofia Marsh",
           "weekly", "split family, dad NOT to have address"])  # fmt: skip
    write(["Aisha Khan", "", "", "", "", "", "Sofia Marsh", "", "see above?"])
    write(["TOTAL", "6"])
    return "".join(lines).encode()

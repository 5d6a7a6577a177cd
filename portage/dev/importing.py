"""A list that an administrator has brought along and not yet brought in."""

from datetime import timedelta

from django.utils import timezone

from accounts.sheets import text_file
from families.actions import imports


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
    return text_file(
        [
            ["Vale caseload, kept by hand"],
            ["Child", "DOB", "NHS no", "Parent", "Tel", "Postcode", "Worker", "How often", "Notes"],
            ["Elowen Tamsin", f"{born[0]:%d/%m/%Y}", "", "Rosa Tamsin (mum)", "07700 900610", "FN6 1AB",
             "Sofia Marsh", "weekly", "side gate"],
            ["OYELARAN Tobi", f"{born[1]:%d %B %Y}", "n/a", "Ade Oyelaran (dad)", "07700 900611 text only",
             "fn61ab", "S. Marsh", "F", ""],
            ["Petrova, Mila", "31/02/2024", "", "Anna Petrova (gran)", "07700 900612", "FN6 2CD",
             "vacant", "W", ""],
            ["Caspian Holt", f"{born[2]:%d-%b-%y}", "999 123 456", "Jo Holt (foster carer)", "07700 900613",
             "FN6 2CD", "Sofia Marsh", "monthly", "dog!"],
            ["Suri Bhandal", f"{born[3]:%d.%m.%y}", "", "Kiran Bhandal (mum)", "07700 900614", "FN6 3EF",
             "Sofia Marsh", "weekly", "split family, dad NOT to have address"],
            ["Aisha Khan", "", "", "", "", "", "Sofia Marsh", "", "see above?"],
            ["TOTAL", "6"],
        ]
    )  # fmt: skip

"""How the fault tests ask for work and look at what became of it."""

ASK_FOR_REPORTS = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from families.models import Child
from reports.actions import reports
sofia = User.objects.get(email="sofia.marsh@example.org")
today = timezone.localdate()
for child in Child.objects.visible_to(sofia).order_by("pk")[{start}:{end}]:
    report = reports.request(child, by=sofia, period_from=today - timedelta(days=180), period_to=today)
    print(report.pk)
"""
TELL = """
from accounts.models import User
from accounts.notify import notify
from accounts.notifications import SignInCode
nadia = User.objects.get(email="nadia.khan@example.org")
notify(SignInCode, to=nadia, key="{key}", secret="123456")
"""


def ask_for_reports(town, start, end):
    """Have Sofia ask for the reports of some of her children; returns their numbers."""
    return [int(number) for number in town.shell(ASK_FOR_REPORTS.format(start=start, end=end)).split()]


def reports_in(town, status, numbers):
    """How many of these reports are in a state."""
    found = town.rows(
        "SELECT count(*) FROM reports_report WHERE status = %s AND id = ANY(%s)", status, numbers
    )
    return found[0][0]


def jobs(town, state):
    return town.rows("SELECT count(*) FROM accounts_job WHERE state = %s", state)[0][0]

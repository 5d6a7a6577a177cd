"""What has happened before a journey begins, told inside the application by the words that it uses itself."""

CHILD_OF = """
from django.utils import timezone
from accounts.models import User
from families.models import Child
worker = User.objects.get(email="{worker}")
child = next(child for child in Child.objects.visible_to(worker) if child.name == "{child}")
"""
VISIT = (
    CHILD_OF
    + """
from datetime import timedelta
from visits.actions import visits
from visits.clashes import clash_in_words
day = timezone.localtime().replace(minute=0, second=0, microsecond=0) - timedelta(days={days_ago})
hours = [day.replace(hour=hour) for hour in range(7, 20)]
def busy(start):
    end = start + timedelta(hours=1)
    return clash_in_words(worker=worker, starts_at=start, ends_at=end, user=worker)
starts_at = next(start for start in hours if not busy(start))
print(visits.plan(
    child, worker=worker, starts_at=starts_at, minutes=60, mode="home", bring="Bubbles", by=worker
).ref)
"""
)
WAITING = """
import random
from accounts.models import Team
from families.models import Episode
from portage.dev import lives, seeding
from tests.factories.families import EpisodeFactory
child = seeding.tell_family({number}, random.Random({number}))
team = Team.objects.get(name=lives.TEAMS[0])
EpisodeFactory(child=child, team=team, status=Episode.Status.WAITING, frequency="weekly")
print(child.ref, child.name)
"""
BROTHER = """
from accounts.models import User
from families.models import Episode
from tests.factories.families import (
    AddressFactory, AllocationFactory, CarerFactory, ChildFactory, EpisodeFactory, FamilyFactory
)
first, last = "{name}".split()
worker = User.objects.get(name="{worker}")
family = FamilyFactory(name=last)
AddressFactory(family=family, lines="9 Orchard Row", town="Ashby", postcode="FN1 7QD")
child = ChildFactory(family=family, given_name=first, family_name=last)
team = worker.memberships.get().team
episode = EpisodeFactory(child=child, team=team, status=Episode.Status.ACTIVE)
AllocationFactory(episode=episode, worker=worker, allocated_by=User.objects.get(name="Hannah Osei"))
CarerFactory(child=child, name="Jess " + last, phone="07700 900471", sees=True)
"""
SOFIA = "sofia.marsh@example.org"
AGE = """
from django.contrib.sessions.models import Session
session = Session.objects.get(pk="{key}")
data = session.get_decoded()
session.session_data = Session.objects.encode(data | {{"seen_at": data["seen_at"] - 24 * 3600}})
session.save()
"""
SHARE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from families.models import Carer, Child
from reports.actions import reports
from reports.models import Report
sofia = User.objects.get(email="sofia.marsh@example.org")
hannah = User.objects.get(email="hannah.osei@example.org")
child = next(child for child in Child.objects.visible_to(sofia) if child.name == "{child}")
mine = Report.objects.visible_to(hannah).filter(child=child).order_by("-pk")
"""
ASK = """
today = timezone.localdate()
reports.request(child, by=sofia, period_from=today - timedelta(days=120), period_to=today)
"""
APPROVE = """
report = mine.first()
reports.approve(report, by=hannah, sha256=report.sha256)
"""
RELEASE = 'reports.release(mine.first(), by=hannah, to=[Carer.objects.get(child=child, email="{to}")])'


def given_a_child_who_waits(town, number):
    """A child with a place in Sofia's team, and no worker yet: its address and name."""
    ref, name = town.shell(WAITING.format(number=number)).split(" ", 1)
    return ref, name


def given_the_child(town, child, worker=SOFIA):
    """A child of somebody's caseload by name: the address of its pages."""
    ref = town.shell(CHILD_OF.format(worker=worker, child=child) + "print(child.ref)")
    return f"/children/{ref}/"


def given_a_brother(town, name, worker):
    """A child of somebody's caseload, with a mother and a home."""
    town.shell(BROTHER.format(name=name, worker=worker))


def given_a_visit(town, child, *, days_ago, worker=SOFIA):
    """A visit in the diary, at a free hour, that waits to be written up: the address of its pages."""
    ref = town.shell(VISIT.format(worker=worker, child=child, days_ago=days_ago))
    return f"/visits/{ref}/"


def given_a_day_has_passed(visitor):
    """Nothing was asked of the server since yesterday, as far as this session knows."""
    key = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "s")
    visitor.town.shell(AGE.format(key=key))


def given_a_shared_report(town, child, to):
    """A progress report about a child that was approved and given to one parent."""
    about = SHARE.format(child=child)
    for step, made in ((ASK, "ready"), (APPROVE, "approved")):
        town.shell(about + step)
        town.wait_for(lambda made=made: newest_report(town) == made, 60, what=f"a report that is {made}")
    town.shell(about + RELEASE.format(to=to))


def newest_report(town):
    """How the report stands that was asked for last."""
    return town.rows("SELECT status FROM reports_report ORDER BY id DESC LIMIT 1")[0][0]

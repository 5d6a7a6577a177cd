"""Many children with history, written by the database itself so that ten thousand take a minute."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Team, User
from accounts.refs import new_ref
from families.models import Address, Allocation, Carer, Child, Episode, Family, Referral
from portage.dev import lives

PER_WORKER = 25
LARGE_TEAM = 1_000
MOST_WAITING = 200


def crowd(total):
    """Add children until there are ``total``, each with a home, a carer, a worker and a year of visits."""
    begin = Child.objects.count()
    missing = total - begin
    if missing <= 0:
        return
    today = timezone.localdate()
    lift_time_limit()
    families = Family.objects.bulk_create([Family(name=name_of(begin + n)[1]) for n in range(missing)])
    Address.objects.bulk_create(
        [
            Address(family=f, lines="1 Mill Lane", town="Vale", postcode="FN6 1GH", since_on=today)
            for f in families
        ]
    )
    children = Child.objects.bulk_create(
        [child_of(begin + n, family, today) for n, family in enumerate(families)]
    )
    Carer.objects.bulk_create([carer_of(child) for child in children])
    waiting = min(MOST_WAITING, missing // 10)
    wait(children[:waiting], today)
    allocate(children[waiting:], today)
    fill_history([child.pk for child in children])


def lift_time_limit():
    """Let a statement take as long as it takes; a page's may not."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def name_of(number):
    first = lives.FIRST_NAMES[number % len(lives.FIRST_NAMES)]
    last = lives.LAST_NAMES[number // len(lives.FIRST_NAMES) % len(lives.LAST_NAMES)]
    return first, f"{last}{number // 3000 or ''}"


def child_of(number, family, today):
    first, last = name_of(number)
    child = Child(
        ref=new_ref(),
        family=family,
        given_name=first,
        family_name=last,
        born_on=today - timedelta(days=300 + number * 37 % 1400),
    )
    child.make_findable()  # bulk_create does not call save()
    return child


def carer_of(child):
    carer = Carer(child=child, name=f"Sam {child.family_name}", relationship="PAM", phone="07700 900123")
    carer.make_findable()
    return carer


def allocate(children, today):
    """One large team of a thousand, the others small; a worker for every twenty-five children."""
    lead = User.objects.get(email="hannah.osei@example.org")
    large = Team.objects.get(name=lives.TEAMS[0])
    room = LARGE_TEAM - Episode.objects.open().filter(team=large).count()
    episodes, allocations = [], []
    for start in range(0, len(children), PER_WORKER):
        team = large if start < room else Team.objects.get_or_create(name=f"Team {start // 250}")[0]
        worker = new_worker(team, today)
        for child in children[start : start + PER_WORKER]:
            opened = today - timedelta(days=300)
            episode = Episode(ref=new_ref(), child=child, team=team, status="active", opened_on=opened)
            episodes.append(episode)
            allocations.append(Allocation(episode=episode, worker=worker, weight=1, allocated_by=lead))
    Episode.objects.bulk_create(episodes)
    Allocation.objects.bulk_create(allocations)


def new_worker(team, today):
    number = User.objects.count()
    worker = User.objects.create(
        name=f"Worker {number}", email=f"w{number}@example.org", roles=["portage_worker"]
    )
    Membership.objects.create(user=worker, team=team, since_on=today - timedelta(days=400))
    return worker


def fill_history(children):
    """Let the database write visits, records, observations, goals and activities."""
    statements = Path(__file__).with_suffix(".sql").read_text().split("\n\n")
    with connection.cursor() as cursor:
        for statement in statements[1:]:
            cursor.execute(statement, {"children": children})


def wait(children, today):
    """Some have no place yet: the waiting list is as long as a large service's."""
    by = User.objects.get(email="mel.grant@example.org")
    common = {
        "source": "gp",
        "referrer_name": "Dr Warne",
        "received_on": today,
        "reason": "Slow to talk",
        "status": "waiting",
        "band": "high",
        "triaged_at": timezone.now(),
        "triaged_by": by,
    }
    Referral.objects.bulk_create(
        [
            Referral(
                ref=new_ref(), child=child, score=n % 20, waiting_since=today - timedelta(days=n), **common
            )
            for n, child in enumerate(children)
        ]
    )

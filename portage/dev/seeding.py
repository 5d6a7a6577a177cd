"""A plausible service, told with the tests' own factories: its people, its families, who waits and who comes.

The same seed makes the same lives, counted from today, so that the demo is always fresh.
"""

import random
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Service, Team, User
from families.models import Episode, Policy
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.equipment import EquipmentFactory
from tests.factories.families import (
    AddressFactory,
    AllocationFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    FamilyFactory,
    HomeNoteFactory,
    ProfessionalFactory,
)

from . import lives
from .checklists import tell_checklists
from .designing import tell_a_draft
from .history import tell_a_year
from .importing import tell_a_file_to_check
from .intake import tell_what_came_in
from .moving import tell_who_moves
from .next_steps import tell_next_steps
from .observing import tell_observing
from .other_help import tell_other_help
from .people_more import tell_people_more
from .plans import tell_plans
from .safety import tell_safety
from .support import tell_support
from .talking import tell_what_families_see
from .triage import tell_the_rules, tell_triage
from .waiting import tell_who_waits

VISITED = 44  # children on a caseload; with those who wait and those who have left about sixty
LEFT = 5


@transaction.atomic
def seed(say=print):
    """Fill an empty database. ``say`` is told each step in a line."""
    chance = random.Random(20261121)
    call_command("load_framework", verbosity=0)
    tell_the_service()
    staff = tell_the_staff()
    say(f"{len(staff)} colleagues in {len(lives.TEAMS)} teams")
    tell_the_rules(staff)
    tell_the_toys()
    children = [tell_story_child(story, staff, chance) for story in lives.STORY]
    children += [tell_child(number, staff, chance) for number in range(VISITED - len(children))]
    say(f"{len(children)} children with a worker")
    tell_people_more(staff, children, random.Random(17))
    tell_a_year(children, staff, chance)
    say("a year of visits, steps, observations and toys")
    waiting = tell_who_waits(staff, chance, after=VISITED)
    waiting += tell_triage(staff, random.Random(31), after=VISITED + waiting)
    say(f"{waiting} referrals, some waiting, some to be triaged")
    tell_other_help(staff, children, random.Random(23))
    tell_who_left(staff, chance)
    tell_what_came_in(staff, children, chance)
    tell_a_file_to_check(staff)
    tell_checklists(staff)
    tell_who_moves(staff)
    tell_safety(staff, children)
    tell_support(staff, children)
    tell_a_draft(staff)
    tell_plans(children)
    tell_next_steps(children)
    tell_observing(children)
    tell_what_families_see(children)


def tell_the_service():
    today = timezone.localdate()
    Service.objects.create(
        pk=1,
        name="Fernshire Portage",
        council="Fernshire Council",
        phone="07700 900100",
        email="portage@example.org",
    )
    Policy.objects.create(from_on=today - timedelta(days=800))


def tell_the_staff():
    teams = [TeamFactory(name=name) for name in lives.TEAMS]
    staff = {}
    for colleague in lives.COLLEAGUES:
        team = teams[colleague.team] if colleague.team is not None else None
        staff[colleague.name] = UserFactory(
            name=colleague.name,
            email=colleague.email,
            roles=[colleague.role],
            fte=colleague.fte,
            phone="07700 900200",
            team=team,
        )
    return staff


def tell_the_toys():
    number = 0
    for name, about, parts, icon in lives.TOYS:
        for _ in range(3):
            number += 1
            EquipmentFactory(code=f"FP{number:03}", name=name, about=about, parts=parts, icon=icon)


def tell_story_child(story, staff, chance):
    """One of the children that the README and the journeys know by name; all are Sofia's."""
    family = FamilyFactory(name=story.last, languages=story.languages, interpreter=story.interpreter)
    AddressFactory(
        family=family,
        lines=f"{chance.randint(2, 80)} {chance.choice(lives.STREETS)}",
        town="Millbrook",
        postcode="FN4 2AB",
        is_protected=story.protected,
    )
    today = timezone.localdate()
    born = today - timedelta(days=round(story.months * 30.44) + 3)
    child = ChildFactory(
        family=family,
        given_name=story.first,
        family_name=story.last,
        born_on=born,
        due_on=born + timedelta(weeks=story.weeks_early) if story.weeks_early else None,
        sex=story.sex,
        nhs_number=nhs_number(chance),
        likes=lives.LIKES[0],
    )
    give_worker(child, staff["Sofia Marsh"], staff["Hannah Osei"], frequency="weekly", since=320)
    tell_carers_of_story(child)
    for number in story.notes:
        text, tone, icon = lives.HOME_NOTES[number]
        HomeNoteFactory(child=child, text=text, tone=tone, icon=icon)
    for name, role, organisation in lives.PROFESSIONALS[:3]:
        ProfessionalFactory(child=child, name=name, role=role, organisation=organisation)
    child.aims = story.aims
    return child


MOTHERS = {
    "Khan": "Nadia",
    "Rahman": "Ruma",
    "Nowak": "Marta",
    "Bevan": "Sian",
    "Thomas": "Carys",
    "Adeyemi": "Tola",
}


def tell_carers_of_story(child):
    name = f"{MOTHERS[child.family_name]} {child.family_name}"
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user = UserFactory(name=name, email=email, parent=True)
    CarerFactory(
        child=child,
        user=user,
        name=name,
        email=email,
        phone="07700 900412",
        sees=True,
        parental_responsibility="yes",
    )
    if child.family_name == "Khan":
        father = UserFactory(name="Tariq Khan", email="tariq.khan@example.org", parent=True)
        CarerFactory(
            child=child,
            user=father,
            name=father.name,
            relationship="PAF",
            email=father.email,
            restricted=True,
            lives_with_child=False,
            phone="07700 900499",
            parental_responsibility="yes",
        )
        CarerFactory(child=child, name="Grandad", relationship="GRP", phone="")


def tell_child(number, staff, chance):
    """One of the other children, on the caseload of whichever worker has room."""
    child = tell_family(number, chance)
    workers = [user for user in staff.values() if user.roles == ["portage_worker"]]
    worker = min(workers, key=lambda user: user.allocations.count() / float(user.fte))
    lead = (
        staff["Hannah Osei"]
        if worker.name in ("Sofia Marsh", "Priya Shah", "Dev Patel")
        else staff["Jo Bright"]
    )
    frequency = chance.choice(["weekly", "weekly", "fortnightly", "fortnightly", "monthly"])
    give_worker(child, worker, lead, frequency=frequency, since=chance.randint(40, 360))
    child.aims = chance.sample(lives.AIMS, 2)
    return child


def tell_family(number, chance):
    """A child with a home and a carer, named in turn from the lists."""
    first = lives.FIRST_NAMES[number % len(lives.FIRST_NAMES)]
    last = lives.LAST_NAMES[(number * 7 + number // len(lives.FIRST_NAMES)) % len(lives.LAST_NAMES)]
    town, postcode = chance.choice(lives.TOWNS)
    family = FamilyFactory(name=last, languages=chance.choice(lives.LANGUAGES))
    AddressFactory(
        family=family,
        lines=f"{chance.randint(2, 80)} {chance.choice(lives.STREETS)}",
        town=town,
        postcode=postcode,
    )
    born = timezone.localdate() - timedelta(days=chance.randint(240, 1500))
    child = ChildFactory(
        family=family,
        given_name=first,
        family_name=last,
        born_on=born,
        due_on=born + timedelta(weeks=chance.randint(4, 9)) if chance.random() < 0.15 else None,
        sex=chance.choice("FM"),
        nhs_number=nhs_number(chance),
        likes=chance.choice(lives.LIKES),
    )
    mother = f"{chance.choice(['Sam', 'Alex', 'Jess', 'Noor', 'Kate', 'Ewa', 'Mina', 'Ruth'])} {last}"
    email = f"family{number}@example.org"
    CarerFactory(
        child=child,
        user=UserFactory(name=mother, email=email, parent=True),
        name=mother,
        email=email,
        phone=f"07700 900{300 + number % 100}",
        sees=True,
        parental_responsibility="yes",
    )
    if chance.random() < 0.3:
        text, tone, icon = chance.choice(lives.HOME_NOTES)
        HomeNoteFactory(child=child, text=text, tone=tone, icon=icon)
    return child


def give_worker(child, worker, lead, *, frequency, since):
    """Open an episode and put the child on a caseload."""
    today = timezone.localdate()
    weight = Policy.on(today).weight_of(frequency)
    team = worker.memberships.current(on=today).get().team
    episode = EpisodeFactory(
        child=child,
        team=team,
        status=Episode.Status.ACTIVE,
        frequency=frequency,
        opened_on=today - timedelta(since),
    )
    AllocationFactory(
        episode=episode,
        worker=worker,
        weight=weight,
        allocated_by=lead,
        from_at=timezone.now() - timedelta(days=since - 1),
    )


def tell_who_left(staff, chance):
    """Children whose time with the service is over: their record stays."""
    today = timezone.localdate()
    team = Team.objects.get(name=lives.TEAMS[0])
    for number in range(LEFT):
        child = tell_family(200 + number, chance)
        EpisodeFactory(
            child=child,
            team=team,
            status=Episode.Status.CLOSED,
            opened_on=today - timedelta(days=500),
            closed_on=today - timedelta(days=60 + number),
            closing_reason="Started at nursery full time",
        )


def nhs_number(chance):
    """An NHS number from the range kept for tests (999…), with its check digit."""
    while True:
        digits = f"999{chance.randint(0, 999_999):06}"
        rest = (
            11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        )
        if rest != 10:
            return f"{digits}{rest % 11}"


def is_empty():
    """Whether nobody has used this database yet."""
    return not User.objects.exists()

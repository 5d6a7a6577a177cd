"""Profiles: one child with three checklists and three years of observations; three hundred at a glance.

Within a town as all else; ``main(url)`` in a shell measures alone, on a server whose database holds a demo.
"""

import statistics
import time
from datetime import timedelta
from types import SimpleNamespace

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Membership, Team, User
from assessments.models import Area, Assessment, Band, Framework, Item, Observation, Scale
from assessments.profile.team import frameworks_in_use, glances_of
from families.models import Allocation, Child, Episode, Family, HomeNote, Package
from reports.kinds.profile import profile

from .measure import Session
from .pages import HANNAH, SOFIA, Page, queries

FRAMEWORKS, AREAS, BANDS, IN_A_CELL = 3, 6, 5, 10  # 300 items each
OBSERVATIONS, DAYS, SITTINGS = 6_000, 3 * 365, 6
MANY, EACH = 300, 60
MOST_LOADED = 10_000


def measure(town):
    """Milliseconds of every page of a profile, its queries, and how long many observations take to load."""
    found = {**load_many(), **pages(town)}
    return {f"assess_{name}": figure for name, figure in found.items()}


def pages(town):
    child, items = a_child()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    today = timezone.localdate()
    past, earlier = today - timedelta(days=400), today - timedelta(days=800)
    at = f"/children/{child.ref}/profile/"
    asked = {
        "profile": at,
        "past": f"{at}?on={past}&since=none",
        "compare": f"{at}?on={past}&day={earlier}",
        "beside": f"{at}?beside={Framework.objects.in_use().exclude(code__startswith='bench').first().ref}",
        "history": f"{at}history/",
        "ages": f"{at}ages/",
    }
    found = {}
    session = Session(town.url).sign_in(SOFIA)
    for name, path in asked.items():
        found |= timed(session, name, SOFIA, path)
    found |= {"tick": tick(town, child, items), "table": table(child)}
    return found | at_a_glance(town)


def timed(session, name, email, path):
    page = Page(name, email, lambda: path)
    return {name: session.time("GET", path).p50, f"{name}_queries": queries(page, path)}


def tick(town, child, items):
    """One touch after another, each of another line, each another word than before."""
    session, number = Session(town.url).sign_in(SOFIA), 0
    token = session.token(f"/children/{child.ref}/profile/")

    def touch(_answer):
        nonlocal number
        number += 1
        word = ("can", "nearly")[number // len(items) % 2]
        return f"csrfmiddlewaretoken={token}&tick={items[number % len(items)]}:{word}"

    return session.time("POST", f"/children/{child.ref}/observe/tick/", touch, good=(302,)).p50


def table(child):
    """The table of the profile as HTML for a PDF: written by the template, from what a paper keeps."""
    user = User.objects.get(email=SOFIA)
    data = profile(child, user, since=(timezone.localdate() - timedelta(days=400)).isoformat())
    return median(lambda: render_to_string("print/_colouring.html", data))


def median(carry_out, times=15):
    took = []
    for _ in range(times):
        began = time.perf_counter()
        carry_out()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


# The child ------------------------------------------------------------------------------------------


def a_child():
    """A child of Sofia's with everything in its bar, and the primary keys of the lines of one checklist."""
    today, sofia = timezone.localdate(), User.objects.get(email=SOFIA)
    child = Child(family=Family.objects.create(name="Bench"), given_name="Bench", family_name="Profile")
    child.born_on = today - timedelta(days=DAYS + 30)
    child.due_on = child.born_on + timedelta(days=50)
    child.save()
    team = sofia.memberships.first().team
    episode = Episode.objects.create(child=child, team=team, status="active", opened_on=child.born_on)
    Allocation.objects.create(episode=episode, worker=sofia, weight=1, allocated_by=sofia)
    HomeNote.objects.create(child=child, text="Use the side gate", icon="door-open")
    begun = {"unit": "visits", "amount": 40, "frequency": "weekly", "from_on": today, "begun_by": sofia}
    Package.objects.create(episode=episode, name="A year", until_on=today + timedelta(days=280), **begun)
    ages_of_items = [observe(child, number, sofia, today) for number in range(FRAMEWORKS)]
    return child, ages_of_items[0]


def observe(child, number, by, today):
    """A checklist of three hundred items, and the child's three years with it."""
    framework, items = a_framework(number)
    for sitting in range(SITTINGS):
        Assessment.objects.create(
            child=child,
            framework=framework,
            kind="review" if sitting else "baseline",
            on=today - timedelta(days=DAYS - sitting * DAYS // SITTINGS),
            by=by,
            finished_at=timezone.now(),
            finished_by=by,
        )
    each = OBSERVATIONS // FRAMEWORKS
    Observation.objects.bulk_create(
        Observation(
            child=child,
            item=items[n * 7 % len(items)],
            state=("not_yet", "nearly", "can", "can")[n * 4 // each],
            on=today - timedelta(days=DAYS - n * DAYS // each),
            by=by,
        )
        for n in range(each)
    )
    return [item.pk for item in items]


def a_framework(number):
    """One checklist, made once whatever the number of children."""
    framework, is_new = Framework.objects.get_or_create(
        code=f"bench-{number}",
        defaults={
            "name": f"Bench {number}",
            "version": "1",
            "licence": "ours",
            "scale": Scale.objects.get(code="can-do"),
        },
    )
    if is_new:
        Band.objects.bulk_create(
            Band(framework=framework, start=12 * band, end=12 * band + 11) for band in range(BANDS)
        )
        areas = Area.objects.bulk_create(
            Area(framework=framework, code=f"area-{n}", name=f"Area {n}", order=n) for n in range(AREAS)
        )
        Item.objects.bulk_create(
            Item(area=area, code=f"{area.code}-{n}", text=f"stack {n} bricks", band=12 * (n // 10), order=n)
            for area in areas
            for n in range(BANDS * IN_A_CELL)
        )
        framework.status, framework.published_at = Framework.Status.PUBLISHED, timezone.now()
        framework.save()
    return framework, list(Item.objects.filter(area__framework=framework).order_by("area", "order"))


# Many children --------------------------------------------------------------------------------------


def load_many():
    """Sixty observations for each of many children, by the way the program itself writes many."""
    _framework, items = a_framework(0)
    children = list(Child.objects.order_by("pk").values_list("pk", flat=True)[:MOST_LOADED])
    by, today = User.objects.get(email=SOFIA), timezone.localdate()
    began = time.perf_counter()
    for start in range(0, len(children), 100):
        Observation.objects.bulk_create(
            Observation(
                child_id=child, item=items[n * 5], state="can", on=today - timedelta(days=300 - n), by=by
            )
            for child in children[start : start + 100]
            for n in range(EACH)
        )
    return {"loaded": time.perf_counter() - began, "loaded_rows": len(children) * EACH}


def at_a_glance(town):
    """The page of many children, of whom it shows fifty; and the numbers of all of them."""
    today, hannah = timezone.localdate(), User.objects.get(email=HANNAH)
    team = Team.objects.create(name=f"Glance {timezone.now():%H%M%S}")
    member = Membership.objects.create(user=hannah, team=team, since_on=today)
    chosen = Episode.objects.open().filter(status="active").exclude(child__given_name="Bench")
    episodes = list(chosen.order_by("pk").values_list("pk", "team_id")[:MANY])
    pks = [pk for pk, _team in episodes]
    Episode.objects.filter(pk__in=pks).update(team=team)
    try:
        path = f"/profiles/?team={team.pk}"
        found = timed(Session(town.url).sign_in(HANNAH), "team", HANNAH, path)
        children, frameworks = list(Child.objects.filter(episodes__in=pks)), frameworks_in_use(hannah)
        found["all_at_once"] = median(lambda: glances_of(children, frameworks, today))
        return found | {"team_children": len(children)}
    finally:
        for pk, was in episodes:
            Episode.objects.filter(pk=pk).update(team=was)
        member.delete()
        team.delete()


def main(url):
    for name, figure in measure(SimpleNamespace(url=url)).items():
        print(f"{name:32} {figure:.1f}")

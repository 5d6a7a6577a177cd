"""A worker with fourteen children goes sick: cover, then a new place for each, briefs; all is undone."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .screens import SCREENS

FULL = """
import random
from datetime import timedelta
from django.utils import timezone
from accounts.models import Team
from families.models import Allocation
from portage.dev import lives, seeding
from tests.factories.accounts import UserFactory
from tests.factories.families import AllocationFactory, EpisodeFactory
from tests.factories.visits import VisitFactory
team = Team.objects.get(name=lives.TEAMS[0])
worker = UserFactory(name="{name}", email="{email}", roles=["portage_worker"], team=team)
UserFactory(name="Helper {number}", email="helper{number}@example.org", roles=["portage_worker"], team=team)
for n in range(14):
    child = seeding.tell_family({number} + n, random.Random({number} + n))
    episode = EpisodeFactory(child=child, team=team, status="active", frequency="fortnightly")
    AllocationFactory(episode=episode, worker=worker, weight="0.5", allocated_by=worker)
    VisitFactory(child=child, worker=worker, in_days=40 + n)
    VisitFactory(child=child, worker=worker, in_days=80 + n)
    print(child.ref, child.name)
early = timezone.localtime() + timedelta(days=1)  # nobody else is on the road then
early = early.replace(hour={hour}, minute=0, second=0, microsecond=0)
VisitFactory(child=child, worker=worker, starts_at=early)
"""
TABLES = {
    "families_allocation": "*",
    "families_cover": "*",
    "families_covershare": "*",
    "families_episode": "*",
    "families_leadprofessional": "*",
    "families_handover": "*",
    "visits_visit": "*",
    "reports_report": "id, child_id, status, requested_by_id, version",
}


def all_rows(town):
    """Every row that a move may touch, as it lies in the database."""
    return {table: town.rows(f"SELECT {what} FROM {table} ORDER BY id") for table, what in TABLES.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_worker_goes_sick_her_caseload_is_covered_then_shared_out_and_undone(town, arrive, screen):
    turn = list(SCREENS).index(screen)
    number, name = 500 + 20 * turn, f"Grace Number{500 + 20 * turn}"
    children = given_fourteen_children(town, name, number, hour=3 + turn)
    hannah, sofia = (arrive(**SCREENS[screen]) for _ in range(2))
    hannah.sign_in("Team lead"), sofia.sign_in("Portage worker")

    then_none_of_them_is_in_sight(sofia, children)
    when_cover_for_two_weeks_is_arranged(hannah, name, number, children)
    then_the_coverer_sees_her_child_and_for_whom_she_goes(sofia, name, children)
    before = all_rows(town)
    when_the_caseload_is_moved_from_proposal_to_briefs(town, hannah, name, children[-1])
    then_the_cover_is_over_for_a_child_with_a_new_worker(sofia, children[-1])
    when_the_whole_move_is_undone(hannah)
    assert all_rows(town) == before
    sofia.open(f"/children/{children[-1][0]}/")
    sofia.at(children[-1][1])


def given_fourteen_children(town, name, number, *, hour):
    """The caseload of a worker, as refs and names; the last child has a visit tomorrow."""
    email = f"{name.split()[-1].lower()}@example.org"
    told = town.shell(FULL.format(name=name, email=email, number=number, hour=hour))
    return [tuple(line.split(" ", 1)) for line in told.splitlines()]


def then_none_of_them_is_in_sight(sofia, children):
    """A colleague of the same team is a stranger to these children."""
    for ref, _name in (children[0], children[-1]):
        sofia.is_told_not_found(f"/children/{ref}/")


def when_cover_for_two_weeks_is_arranged(hannah, name, number, children):
    """As proposed, but for two children: the first to the helper, the last to Sofia."""
    hannah.open("/caseloads/")
    hannah.follow("Cover")
    hannah.at("Cover")
    hannah.follow("Arrange cover")
    hannah.at("Arrange cover")
    hannah.pick("Who is away?", name)
    hannah.choose("Why?", "Sickness")
    hannah.write("First day", "today")
    hannah.write("Last day", f"{timezone.localdate() + timedelta(days=13):%d/%m/%Y}")
    hannah.press("Propose who covers")
    hannah.sees("Nothing has happened yet")
    hannah.look()
    expect(hannah.page.get_by_text(re.compile(r"^Proposed: "))).to_have_count(14)
    for (_ref, child), who in ((children[0], f"Helper {number}"), (children[-1], "Sofia Marsh")):
        field = hannah.page.get_by_label(f"Who covers {child}", exact=True)
        field.select_option(value=field.locator("option", has_text=who).get_attribute("value"))
    hannah.press("Arrange this cover")
    hannah.at(f"Cover for {name}")
    hannah.sees("It ends by itself after the last day")
    row = hannah.page.get_by_role("row").filter(has_text=children[-1][1])
    expect(row).to_contain_text("Sofia Marsh")
    expect(row.get_by_role("cell").last).to_have_text("1")  # the visit of tomorrow is hers


def then_the_coverer_sees_her_child_and_for_whom_she_goes(sofia, name, children):
    (other, _), (ref, child) = children[0], children[-1]
    tomorrow = timezone.localdate() + timedelta(days=1)
    sofia.open(f"/my-day/?day={tomorrow:%Y-%m-%d}")
    stop = sofia.page.locator(".app-route__stop").filter(has_text=child)
    expect(stop).to_contain_text(f"Covering for {name.split()[0]}")
    sofia.look()
    stop.get_by_role("link", name=child, exact=True).click()
    sofia.at(child)
    assert sofia.path == f"/children/{ref}/"
    sofia.is_told_not_found(f"/children/{other}/")


def when_the_caseload_is_moved_from_proposal_to_briefs(town, hannah, name, by_hand):
    """All of it in one sitting; how long that takes is said, for people to judge (``pytest -s``)."""
    before, began = all_rows(town), time.monotonic()
    when_a_proposal_is_asked_for(hannah, name)
    then_every_child_has_a_place_and_its_reasons(hannah, name)
    when_a_child_is_placed_by_keyboard(hannah, by_hand[1])
    then_nothing_has_changed_in_the_database(town, before)
    when_every_change_is_looked_at_and_applied(hannah)
    then_fourteen_children_are_with_others(town, hannah, name)
    when_briefs_are_printed(town, hannah)
    print(f"\nfrom proposal to briefs: {time.monotonic() - began:.0f} s")


def then_the_cover_is_over_for_a_child_with_a_new_worker(sofia, child):
    """By itself: nobody has ended it."""
    sofia.is_told_not_found(f"/children/{child[0]}/")


def when_a_proposal_is_asked_for(hannah, name):
    hannah.open("/caseloads/")
    hannah.look()
    hannah.follow("Move many children")
    hannah.at("Move many children")
    hannah.press("Propose new places")
    hannah.tick(name)
    hannah.write("Why?", "Grace is on sick leave.")
    hannah.press("Propose new places")


def then_every_child_has_a_place_and_its_reasons(hannah, name):
    hannah.at(f"Move {name}’s caseload")
    hannah.sees("Every child has a place in this plan", "Proposed")
    expect(hannah.page.locator(".app-planbar")).to_contain_text("14 children would move")


def when_a_child_is_placed_by_keyboard(hannah, child):
    """Without a mouse: to the menu of its card, open it, on to a worker whose diary it fits, press."""
    for steps in (1, 2, 3):
        card = hannah.page.locator(".app-kid--in, .app-kid--clash").filter(has_text=child).first
        card.locator("summary").focus()
        hannah.page.keyboard.press("Enter")
        expect(card.get_by_role("button").first).to_be_visible()
        hannah.page.evaluate("scrollTo(0, 0)")  # the whole page, as on every page that is opened
        hannah.look()
        for _ in range(steps):
            hannah.page.keyboard.press("Tab")
        with hannah.page.expect_navigation():
            hannah.page.keyboard.press("Enter")
        if hannah.page.locator(".app-kid--clash", has_text=child).count() == 0:
            break  # else a visit of hers clashes: the next one
    placed = hannah.page.locator(".app-kid", has_text=child).filter(has_text="Placed by hand")
    expect(placed).to_have_count(1)
    hannah.page.evaluate("scrollTo(0, 0)")  # from its card to the whole page, as on every page that is opened
    hannah.look()


def then_nothing_has_changed_in_the_database(town, before):
    assert all_rows(town) == before


def when_every_change_is_looked_at_and_applied(hannah):
    hannah.page.get_by_role("link", name=re.compile("Preview every change")).click()
    hannah.at("What will happen to 14 children")
    for question in hannah.page.locator(".app-conflict select").all():
        question.select_option(index=1)
    for reason in hannah.page.locator(".app-override input").all():
        reason.fill("For a few weeks")
    hannah.page.get_by_role("button", name="Apply to 14 children").click()


def then_fourteen_children_are_with_others(town, hannah, name):
    hannah.at("14 children moved")
    hannah.sees("All of it was done; nothing was left out")
    left = town.rows(
        "SELECT count(*) FROM families_allocation a JOIN accounts_user u ON u.id = a.worker_id "
        "WHERE u.name = %s AND a.until_at IS NULL",
        name,
    )
    assert left == [(0,)]


def when_briefs_are_printed(town, hannah):
    result = hannah.path
    hannah.press("Print 14 one-page briefs")
    hannah.at("Briefs for the new workers")
    made = "SELECT status, pages FROM reports_paper WHERE kind = 'brief' ORDER BY id DESC LIMIT 1"
    town.wait_for(lambda: town.rows(made)[0][0] != "asked", 90, what="the briefs")
    assert town.rows(made) == [("ready", 14)]
    hannah.open(hannah.path)
    hannah.look()
    hannah.open(result)


def when_the_whole_move_is_undone(hannah):
    hannah.follow("Undo the whole move")
    hannah.at("Move 14 children back?")
    hannah.press("Move 14 children back")
    hannah.at("14 children moved back")

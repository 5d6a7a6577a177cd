"""A worker with fourteen children goes sick: her caseload is shared out, briefs are made, all is undone."""

import re
import time

import pytest
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
"""
TABLES = {
    "families_allocation": "*",
    "families_episode": "*",
    "families_leadprofessional": "*",
    "families_handover": "*",
    "visits_visit": "*",
    "reports_report": "id, child_id, status, requested_by_id, version",
}
FIVE_MINUTES = 300


def all_rows(town):
    """Every row that a move may touch, as it lies in the database."""
    return {table: town.rows(f"SELECT {what} FROM {table} ORDER BY id") for table, what in TABLES.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_caseload_is_shared_out_from_proposal_to_briefs_and_undone_to_the_same_rows(town, arrive, screen):
    number = 500 + 20 * list(SCREENS).index(screen)
    name = f"Grace Number{number}"
    town.shell(FULL.format(name=name, email=f"grace{number}@example.org", number=number))
    hannah = arrive(**SCREENS[screen]).sign_in("Team lead")
    before, began = all_rows(town), time.monotonic()

    when_a_proposal_is_asked_for(hannah, name)
    then_every_child_has_a_place_and_its_reasons(hannah, name)
    when_a_child_is_placed_by_keyboard(hannah)
    then_nothing_has_changed_in_the_database(town, before)
    when_every_change_is_looked_at_and_applied(hannah)
    then_fourteen_children_are_with_others(town, hannah, name)
    when_briefs_are_printed(town, hannah)
    assert time.monotonic() - began < FIVE_MINUTES
    when_the_whole_move_is_undone(hannah)
    assert all_rows(town) == before


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


def when_a_child_is_placed_by_keyboard(hannah):
    """Without a mouse: to the menu of the first card, open it, to its first worker, press."""
    card = hannah.page.locator(".app-kid--in, .app-kid--clash").first
    child = card.locator(".app-kid__name").inner_text()
    summary = card.locator("summary")
    summary.focus()
    hannah.page.keyboard.press("Enter")
    expect(card.get_by_role("button").first).to_be_visible()
    hannah.look()
    hannah.page.keyboard.press("Tab")
    hannah.page.keyboard.press("Enter")
    placed = hannah.page.locator(".app-kid", has_text=child).filter(has_text="Placed by hand")
    expect(placed).to_have_count(1)
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

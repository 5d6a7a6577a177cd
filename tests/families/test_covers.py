"""Cover: rights by the day, visits as decided, and an end by itself. No child moves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from families import sharing_out
from families.actions import covers, episodes
from families.covering import stand_ins
from families.models import Child, Cover, CoverShare
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory
from tests.factories.safety import CoverFactory
from tests.factories.visits import VisitFactory
from visits.models import Visit

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + timedelta(days=number)


def at_ten(number):
    morning = timezone.localtime() + timedelta(days=number)
    return morning.replace(hour=10, minute=0, second=0, microsecond=0)


def sees(user, child):
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


def arrange(people, *, first=0, last=7, to=None, visits=None):
    return covers.arrange(
        people.worker,
        by=people.team_lead,
        reason=Cover.Reason.SICK,
        from_on=day(first),
        until_on=day(last),
        shares={people.child.current_episode(): to or people.teammate},
        visits=visits,
    )


# The ladder -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "is_seen"),
    [(1, 5, False), (0, 5, True), (-3, 0, True), (-5, -1, False)],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_who_covers_sees_the_child_on_the_days_of_the_cover_and_no_other(people, first, last, is_seen):
    CoverFactory(
        away=people.worker, child=people.child, child__by=people.teammate, from_on=day(first),
        until_on=day(last),
    )  # fmt: skip
    assert sees(people.teammate, people.child) is is_seen
    assert sees(people.worker, people.child)  # who is away keeps the child
    assert not sees(people.stranger, people.child)


def test_cover_that_was_ended_gives_nothing(people):
    cover = arrange(people)
    assert sees(people.teammate, people.child)
    covers.end(cover, by=people.team_lead)
    assert not sees(people.teammate, people.child)


def test_when_the_child_moves_meanwhile_the_cover_of_the_old_worker_gives_nothing(people):
    arrange(people)
    new = UserFactory(worker=True, team=people.ashby)
    episodes.hand_over(people.child.current_episode(), to=new, by=people.team_lead, reason="For good")
    assert not sees(people.teammate, people.child)
    assert sees(new, people.child)


def test_other_children_of_who_is_away_stay_out_of_sight(people):
    other = ChildFactory(with_worker=people.worker)
    arrange(people)
    assert not sees(people.teammate, other)


def test_the_page_of_the_child_opens_to_who_covers_and_says_so(people, signed_in):
    url = reverse("portage:child_overview", args=[people.child.ref])
    assert signed_in(people.teammate).get(url).status_code == 404
    arrange(people)
    page = signed_in(people.teammate).get(url)
    assert page.status_code == 200
    assert "Covered by" in page.content.decode()


# Arranging it ---------------------------------------------------------------------------------------


def test_each_who_covers_and_each_parent_is_told_once_and_no_other_parent(people):
    arrange(people)
    told = Notice.objects.filter(kind__in=["families.CoverArranged", "families.CoverForFamily"])
    assert {notice.to for notice in told} == {people.teammate, people.parent}


def test_each_child_has_its_line(people):
    arrange(people)
    line = AuditEvent.objects.get(what="cover.given")
    assert line.child_ref == people.child.ref
    assert line.after["worker"] == "Priya Shah"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"to": "stranger"}, "is not in the team"),
        ({"to": "worker"}, "is not in the team"),
        ({"first": 5, "last": 2}, "on or after the day it begins"),
        ({"first": -5, "last": -2}, "not in the past"),
    ],
)
def test_what_cannot_be_is_refused(people, what, sentence):
    to = getattr(people, what.pop("to")) if "to" in what else None
    with pytest.raises(Refused, match=sentence):
        arrange(people, to=to, **what)
    assert not Cover.objects.exists()


def test_who_is_away_in_these_days_covers_nobody(people):
    CoverFactory(away=people.teammate)
    with pytest.raises(Refused, match="is away in these days"):
        arrange(people)


def test_a_child_is_covered_by_one_at_a_time(people):
    arrange(people)
    with pytest.raises(Refused, match="covered by Priya Shah in these days already"):
        arrange(people, first=3, last=9, to=UserFactory(worker=True, team=people.ashby))
    assert CoverShare.objects.count() == 1


def test_a_child_that_moved_meanwhile_is_not_covered(people):
    episode = people.child.current_episode()
    episodes.hand_over(episode, to=people.teammate, by=people.team_lead, reason="For good")
    with pytest.raises(Refused, match="is not with Sofia Marsh any more"):
        arrange(people, to=UserFactory(worker=True, team=people.ashby))


def test_all_or_nothing(people):
    VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(1))
    visit = Visit.objects.get()
    VisitFactory(worker=people.teammate, starts_at=at_ten(1))
    with pytest.raises(Refused, match="Priya Shah has another visit"):
        arrange(people, visits={visit.ref: "take"})
    assert not Cover.objects.exists()
    visit.refresh_from_db()
    assert visit.worker == people.worker


# Visits ---------------------------------------------------------------------------------------------


def test_a_visit_is_taken_cancelled_or_left_as_was_decided(people):
    visits = [
        VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(number))
        for number in (1, 2, 3)
    ]
    outside = VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(9))
    decided = dict(zip([visit.ref for visit in visits], ["take", "cancel", "leave"], strict=True))
    arrange(people, visits=decided | {outside.ref: "take"})
    for visit in [*visits, outside]:
        visit.refresh_from_db()
    assert [visit.worker for visit in visits] == [people.teammate, people.worker, people.worker]
    assert visits[1].status == Visit.Status.CANCELLED
    assert visits[1].reason == Visit.Reason.WORKER_ILL
    assert outside.worker == people.worker


def test_what_was_taken_and_is_still_to_come_goes_back_when_the_cover_ends_early(people):
    visit = VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(2))
    cover = arrange(people, visits={visit.ref: "take"})
    assert covers.end(cover, by=people.team_lead) == 1
    visit.refresh_from_db()
    assert visit.worker == people.worker


def test_my_day_says_for_whom_one_goes(people, signed_in):
    visit = VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(1))
    arrange(people, visits={visit.ref: "take"})
    page = signed_in(people.teammate).get(f"{reverse('portage:my_day')}?day={day(1)}").content.decode()
    assert "Covering for Sofia" in page


def test_who_covers_is_found_for_many_children_with_one_question(people, django_assert_num_queries):
    arrange(people)
    children = [people.child, people.other_child]
    with django_assert_num_queries(1):
        found = stand_ins(children, on=day(0))
    assert {pk: share.worker for pk, share in found.items()} == {people.child.pk: people.teammate}


# Longer, shorter, over ------------------------------------------------------------------------------


def test_cover_is_made_longer_and_told_again(people):
    cover = arrange(people, last=2)
    covers.extend(cover, by=people.team_lead, until=day(9))
    cover.refresh_from_db()
    assert cover.until_on == day(9)
    assert Notice.objects.filter(kind="families.CoverArranged").count() == 2


def test_cover_that_is_over_is_not_made_longer_nor_ended(people):
    over = CoverFactory(away=people.worker, from_on=day(-9), until_on=day(-1))
    with pytest.raises(Refused, match="over already"):
        covers.extend(over, by=people.team_lead, until=day(3))
    with pytest.raises(Refused, match="over already"):
        covers.end(over, by=people.team_lead)


# The pages ------------------------------------------------------------------------------------------


def fill(people, **changes):
    first = {
        "away": people.worker.pk,
        "reason": "sick",
        "from_on": "today",
        "until_on": f"{day(5):%-d/%-m/%Y}",
    }
    return first | changes


def test_a_lead_is_proposed_who_covers_and_changes_it(people, signed_in):
    VisitFactory(child=people.child, worker=people.worker, starts_at=at_ten(1))
    client, url = signed_in(people.team_lead), reverse("families:cover_add")
    page = client.post(url, fill(people))
    assert page.status_code == 200
    plan = page.context["plan"]
    (row,) = plan.rows
    assert row.proposed == people.teammate.pk
    assert not Cover.objects.exists()
    chosen = {"mark": plan.mark, f"worker_{row.episode.pk}": people.teammate.pk}
    answer = client.post(url, fill(people, **chosen, **{f"visit_{row.planned[0].ref}": "take"}))
    cover = Cover.objects.get()
    assert answer.url == reverse("families:cover_detail", args=[cover.ref])
    assert [share.worker for share in cover.shares.all()] == [people.teammate]
    assert Visit.objects.get().worker == people.teammate


def test_a_caseload_that_changed_meanwhile_is_looked_at_again(people, signed_in):
    client, url = signed_in(people.team_lead), reverse("families:cover_add")
    plan = client.post(url, fill(people)).context["plan"]
    ChildFactory(with_worker=people.worker)
    chosen = {"mark": plan.mark, f"worker_{plan.rows[0].episode.pk}": people.teammate.pk}
    page = client.post(url, fill(people, **chosen)).content.decode()
    assert "The caseload has changed" in page
    assert not Cover.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"until_on": "1/1/2020"}, "is before"),
        ({"from_on": ""}, "“First day” is still empty."),
        ({"away": "999999"}, "Choose one of the answers"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(people, signed_in, changes, says):
    page = signed_in(people.team_lead).post(reverse("families:cover_add"), fill(people, **changes))
    assert says in page.content.decode()


def test_a_lead_arranges_no_cover_in_another_team(people, signed_in):
    page = signed_in(people.other_lead).post(reverse("families:cover_add"), fill(people))
    assert "Choose one of the answers" in page.content.decode()


def test_who_is_made_up_covers_nobody(people, signed_in):
    client, url = signed_in(people.team_lead), reverse("families:cover_add")
    plan = client.post(url, fill(people)).context["plan"]
    chosen = {"mark": plan.mark, f"worker_{plan.rows[0].episode.pk}": people.stranger.pk}
    page = client.post(url, fill(people, **chosen)).content.decode()
    assert "Choose one of the colleagues offered" in page
    assert not Cover.objects.exists()


# The proposal: pure ---------------------------------------------------------------------------------


def kid(key, family=None, weight="1", area=""):
    return sharing_out.Kid(key, family or key, Decimal(weight), area)


def hand(key, load="0", capacity="10", areas=()):
    return sharing_out.Hand(key, Decimal(capacity), Decimal(load), frozenset(areas))


@pytest.mark.parametrize(
    ("kids", "hands", "wanted"),
    [
        ([kid(1)], [hand(7, "5"), hand(8, "2")], {1: 8}),
        ([kid(1), kid(2)], [hand(7), hand(8)], {1: 7, 2: 8}),
        ([kid(1, family=3), kid(2, family=3)], [hand(7), hand(8)], {1: 7, 2: 7}),
        ([kid(1, area="Ashby")], [hand(7, "1"), hand(8, "2", areas=["Ashby"])], {1: 8}),
        ([kid(1, area="Ashby")], [hand(7, "1"), hand(8, "9", areas=["Ashby"])], {1: 7}),
        ([kid(1)], [hand(7, capacity="0"), hand(8, "9")], {1: 8}),
        ([kid(1)], [], {}),
    ],
    ids=["most room", "in turn", "siblings together", "near", "near but full", "no capacity", "nobody"],
)
def test_who_is_proposed(kids, hands, wanted):
    assert {key: worker for key, (worker, _why) in sharing_out.share_out(kids, hands).items()} == wanted

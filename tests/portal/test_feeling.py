"""A parent says from 1 to 10 how she feels about a goal, and nobody else’s goal is there for her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent
from accounts.refusals import Refused
from accounts.sentences import SENTENCES
from assessments.actions import attainments
from assessments.models import FamilyRating
from families.models import Carer
from tests.factories.assessments import GoalFactory
from tests.factories.families import CarerFactory
from tests.factories.plans import FeltFactory
from tests.factories.visits import ActivityFactory
from tests.parallel import in_parallel

TODAY = timezone.localdate
ENDED = ["reached", "partly", "not_reached", "set_aside"]


@pytest.fixture
def goal(people):
    return GoalFactory(child=people.child, steps=["Hold the cup", "Lift the cup"])


@pytest.fixture
def nadia(people, signed_in):
    return signed_in(people.parent)


def page(goal):
    return reverse("portal:goal_feeling", args=[goal.ref])


def can_do(people):
    return reverse("portal:can_do", args=[people.child.ref])


def felt():
    return [(one.value, one.words) for one in FamilyRating.objects.order_by("pk")]


def lines():
    return AuditEvent.objects.filter(what="goal.feeling_told")


# Saying it


def test_she_says_it_in_two_touches_and_sees_it_beside_the_goal(people, nadia, goal):
    assert page(goal) in nadia.get(can_do(people)).text
    form = nadia.get(page(goal)).text
    assert form.count('type="radio"') == 10
    assert "1: not there yet" in form
    assert "10: all we hoped for" in form
    response = nadia.post(page(goal), {"value": "7", "words": "She asks for her cup."}, follow=True)
    assert response.redirect_chain[0][0] == can_do(people)
    assert "Thank you for telling us! You said 7 of 10 for “Drink from a cup”." in response.text
    assert "You said <strong>7 of 10</strong>" in response.text
    one = FamilyRating.objects.get()
    assert (one.goal, one.value, one.words) == (goal, 7, "She asks for her cup.")
    assert (one.on, one.recorded_by) == (TODAY(), people.parent)


def test_words_need_not_be_found(nadia, goal):
    nadia.post(page(goal), {"value": "10"})
    assert felt() == [(10, "")]


def test_the_trail_says_who_and_which_number_and_not_the_words(people, nadia, goal):
    nadia.post(page(goal), {"value": "4", "words": "Mornings are hard."})
    line = lines().get()
    assert (line.by_pk, line.child_ref) == (people.parent.pk, people.child.ref)
    assert line.after == {"value": 4, "on": TODAY().isoformat()}
    assert "Mornings" not in str(line.__dict__)
    assert "{child}" in SENTENCES["goal.feeling_told"]


def test_a_line_that_cannot_be_written_leaves_no_number(people, goal, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        attainments.tell_feeling(goal, by=people.parent, value=5)
    assert not FamilyRating.objects.exists()


def test_a_goal_planned_for_later_may_be_felt_about(people, nadia):
    planned = GoalFactory(child=people.child, status="planned")
    assert page(planned) in nadia.get(can_do(people)).text
    assert nadia.post(page(planned), {"value": "2"}).status_code == 302
    assert felt() == [(2, "")]


def test_the_first_page_leads_there_from_this_week_s_step(people, nadia, goal):
    ActivityFactory(child=people.child, step=goal.steps.first())
    home = reverse("portal:child_home", args=[people.child.ref])
    assert page(goal) in nadia.get(home).text
    goal.status, goal.ended_on = "reached", TODAY()
    goal.save()
    assert page(goal) not in nadia.get(home).text


# Once, and again


def test_a_double_click_is_written_once(nadia, goal):
    for _ in range(3):
        assert nadia.post(page(goal), {"value": "7", "form_key": "k1"}).status_code == 302
    nadia.post(page(goal), {"value": "3", "form_key": "k1"})
    assert felt() == [(7, "")]
    assert lines().count() == 1


def test_the_same_from_a_second_tab_is_written_once_too(nadia, goal):
    for key in ("k1", "k2", ""):
        nadia.post(page(goal), {"value": "7", "words": "So proud", "form_key": key})
    assert felt() == [(7, "So proud")]
    assert lines().count() == 1


def test_who_thinks_again_says_it_again_and_the_newer_word_counts(people, nadia, goal):
    nadia.post(page(goal), {"value": "7"})
    nadia.post(page(goal), {"value": "5"})
    nadia.post(page(goal), {"value": "7"})
    assert felt() == [(7, ""), (5, ""), (7, "")]
    assert "You said <strong>7 of 10</strong>" in nadia.get(can_do(people)).text


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_write_one(people):
    goal = GoalFactory(child=people.child)
    in_parallel(*[lambda: attainments.tell_feeling(goal, by=people.parent, value=6)] * 2)
    assert felt() == [(6, "")]
    assert lines().count() == 1


# Nonsense


@pytest.mark.parametrize(
    "value",
    ["", "0", "11", "-1", "7.5", "x", "\x00", "٧", " 7 7", "99999999999999999999", "١٠", "true", "1" * 5000],
)
def test_what_is_no_number_from_one_to_ten_is_asked_again(value, nadia, goal):
    response = nadia.post(page(goal), {"value": value, "words": "Typed with care"})
    assert response.status_code == 200
    assert "Choose a number from 1 to 10." in response.text
    assert "Typed with care" in response.text, "nothing typed is lost"
    assert not FamilyRating.objects.exists()


@pytest.mark.parametrize(
    "words", ["x" * 301, "a\x00b", "<script>alert(1)</script>", "‮", "🎉" * 300, "\n" * 300]
)
def test_words_may_be_anything_and_are_never_cut(words, people, nadia, goal):
    response = nadia.post(page(goal), {"value": "7", "words": words})
    assert response.status_code in (200, 302)
    kept = felt()
    assert kept in ([], [(7, words.strip())])
    assert len(words) <= 300 or not kept
    assert "<script>alert" not in nadia.get(page(goal)).text


def test_an_address_may_say_anything(nadia, goal):
    assert nadia.get(page(goal), {"value": "\x00", "page": "x" * 3000}).status_code == 200


@pytest.mark.parametrize("value", [0, 11])
def test_the_action_refuses_what_lies_beside_the_scale(value, people, goal):
    with pytest.raises(Refused, match="1 to 10"):
        attainments.tell_feeling(goal, by=people.parent, value=value)


# Who may


def test_nobody_else_finds_it(people, signed_in, goal):
    for person in (people.other_parent, people.restricted):
        client = signed_in(person)
        assert client.get(page(goal)).status_code == 404
        assert client.post(page(goal), {"value": "7"}).status_code == 404
    for person in (people.worker, people.team_lead, people.service_manager):
        client = signed_in(person)
        assert client.get(page(goal)).status_code == 403
        assert client.post(page(goal), {"value": "7"}).status_code == 403
    assert not FamilyRating.objects.exists()


def test_a_goal_of_another_child_is_not_there(people, nadia):
    foreign = GoalFactory(child=people.other_child)
    assert nadia.get(page(foreign)).status_code == 404
    assert nadia.post(page(foreign), {"value": "7"}).status_code == 404
    assert nadia.get("/family/goals/01ARZ3NDEKTSV4RRFFQ69G5FAV/feeling/").status_code == 404
    assert not FamilyRating.objects.exists()


@pytest.mark.parametrize("status", ENDED)
def test_a_goal_that_ended_asks_nothing(status, people, nadia):
    goal = GoalFactory(child=people.child, status=status, ended_on=TODAY())
    assert page(goal) not in nadia.get(can_do(people)).text
    assert nadia.get(page(goal)).status_code == 404
    assert nadia.post(page(goal), {"value": "7"}).status_code == 404
    assert not FamilyRating.objects.exists()


def test_a_goal_that_ends_while_she_sends_is_refused(people, goal):
    held = type(goal).objects.get(pk=goal.pk)
    goal.status, goal.ended_on = "reached", TODAY()
    goal.save()
    with pytest.raises(Refused, match="not worked on any more"):
        attainments.tell_feeling(held, by=people.parent, value=7)


def test_a_tie_that_ended_yesterday_says_no_more(people, nadia, goal):
    yesterday = TODAY() - timedelta(days=1)
    Carer.objects.filter(user=people.parent).update(access_from=yesterday, access_until=yesterday)
    assert nadia.get(page(goal)).status_code == 404
    assert nadia.post(page(goal), {"value": "7"}).status_code == 404
    assert not FamilyRating.objects.exists()


def test_after_a_death_nothing_is_asked_and_nothing_written(people, nadia, goal):
    people.child.died_on = TODAY()
    people.child.save()
    home = reverse("portal:child_home", args=[people.child.ref])
    assert nadia.get(page(goal)).url == home
    assert nadia.post(page(goal), {"value": "7"}).url == home
    assert page(goal) not in nadia.get(can_do(people)).text
    assert not FamilyRating.objects.exists()


# What is shown


def test_another_adult_s_number_is_the_family_s_and_the_words_stay_his(people, nadia, goal):
    FeltFactory(goal=goal, value=3, words="Written down for Grandad", recorded_by=people.worker)
    for url in (can_do(people), page(goal)):
        text = nadia.get(url).text
        assert "Your family said <strong>3 of 10</strong>" in text
        assert "Grandad" not in text


def test_her_own_words_are_there_when_she_comes_back(people, nadia, goal):
    FeltFactory(goal=goal, value=3, words="So proud", recorded_by=people.parent)
    assert "“<bdi>So proud</bdi>”" in nadia.get(page(goal)).text


def test_each_goal_shows_its_newest_number(people, nadia, goal):
    other = GoalFactory(child=people.child, text="Play with others")
    day = timedelta(days=1)
    FeltFactory(goal=goal, value=8, on=TODAY() - day, recorded_by=people.parent)
    FeltFactory(goal=goal, value=2, on=TODAY() - 9 * day, recorded_by=people.parent)
    FeltFactory(goal=other, value=5, recorded_by=people.parent)
    text = nadia.get(can_do(people)).text
    assert "8 of 10" in text
    assert "5 of 10" in text
    assert "2 of 10" not in text


def test_staff_read_who_said_it(people, signed_in, goal):
    FeltFactory(goal=goal, value=4, recorded_by=people.worker, on=TODAY() - timedelta(days=9))
    signed_in(people.parent).post(page(goal), {"value": "6", "words": "Nearly"})
    text = signed_in(people.worker).get(reverse("assessments:goal_detail", args=[goal.ref])).text
    assert "Nadia Khan told us" in text
    assert "Sofia Marsh asked" in text
    assert "“Nearly”" in text


def test_of_one_day_the_chart_draws_the_newer_number_of_each(people, signed_in, goal):
    for value in (3, 7):
        FeltFactory(goal=goal, value=value, recorded_by=people.parent)
    shown = signed_in(people.worker).get(reverse("assessments:goal_detail", args=[goal.ref]))
    assert [point.value for point in shown.context["chart"].points] == [7]
    second = CarerFactory(child=people.child, user=people.other_parent, sees=True).user
    FeltFactory(goal=goal, value=5, recorded_by=second)
    shown = signed_in(people.worker).get(reverse("assessments:goal_detail", args=[goal.ref]))
    assert [point.value for point in shown.context["chart"].points] == [7, 5]


def test_the_look_is_noted(people, nadia, goal):
    nadia.get(page(goal))
    seen = AuditEvent.objects.filter(what="goal.seen", by_pk=people.parent.pk, child_ref=people.child.ref)
    assert seen.count() == 1


# Speed


def test_the_pages_ask_as_often_for_many_numbers_as_for_one(people, nadia, goal, same_queries):
    def add():
        for number in range(1, 9):
            FeltFactory(goal=goal, value=number, recorded_by=people.parent)
            FeltFactory(goal=GoalFactory(child=people.child), value=number, recorded_by=people.parent)

    same_queries(nadia, page(goal), add, most=20)
    same_queries(nadia, can_do(people), add, most=20)
    same_queries(nadia, reverse("portal:child_home", args=[people.child.ref]), add, most=20)

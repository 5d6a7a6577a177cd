"""A child's plan as pages: from hope to play, outcomes, advice, ratings, reviews."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Aspiration, PlanReview, Strategy
from tests.factories.assessments import GoalFactory, ItemFactory
from tests.factories.plans import (
    AspirationFactory,
    FeltFactory,
    OutcomeFactory,
    PlanReviewFactory,
    RatingFactory,
    ScaleFactory,
    StrategyFactory,
)
from tests.factories.visits import ActivityFactory, PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people, signed_in):
    return signed_in(people.worker)


@pytest.fixture
def goal(people):
    return GoalFactory(
        child=people.child, text="Drink from a cup", steps=["Hold the cup", "Tip the cup", "Sip"]
    )


def at(name, thing):
    return reverse(f"assessments:{name}", args=[thing.ref])


def text_of(response):
    return response.content.decode()


# From hope to play ----------------------------------------------------------------------------------


def test_the_plan_leads_from_the_hope_to_last_week_at_home_and_to_the_ehc_plan(people, client):
    hope, outcome = AspirationFactory(child=people.child), OutcomeFactory(child=people.child)
    goal = GoalFactory(child=people.child, aspiration=hope, outcome=outcome, steps=["Hold the cup"])
    activity = ActivityFactory(
        child=people.child, step=goal.steps.get(), from_on=timezone.localdate() - timedelta(days=3)
    )
    PracticeFactory(activity=activity, comment="She laughed", by=people.parent)
    page = text_of(client.get(at("plan_detail", people.child)))
    ordered = [
        hope.text,
        goal.text,
        "Hold the cup",
        "Take two sips",
        "Practised on 1 of the last 7 days.",
        "She laughed",
    ]
    places = [page.index(words) for words in ordered]
    assert places == sorted(places)
    assert f"Works towards the EHC plan: {outcome.text}" in page
    assert "Take two sips" in text_of(client.get(at("goal_detail", goal)))


def test_the_plan_asks_as_often_for_much_as_for_little(people, client, same_queries):
    def fill():
        hope, outcome = AspirationFactory(child=people.child), OutcomeFactory(child=people.child)
        for goal in GoalFactory.create_batch(
            3, child=people.child, aspiration=hope, outcome=outcome, steps=["One", "Two"]
        ):
            ActivityFactory(child=people.child, step=goal.steps.first())
            ScaleFactory(goal=goal)
            RatingFactory.create_batch(2, goal=goal)
        StrategyFactory(child=people.child)
        StrategyFactory(child=people.child, until_on=timezone.localdate(), ended_reason="Grown out of it")
        PlanReviewFactory(child=people.child, held=True)

    fill()
    same_queries(client, at("plan_detail", people.child), fill, most=25)


def test_a_goal_asks_as_often_for_much_as_for_little(people, client, goal, same_queries):
    def fill():
        number = goal.steps.count()
        from tests.factories.assessments import StepFactory

        for step in StepFactory.create_batch(1, goal=goal, order=number + 1):
            step.items.add(ItemFactory())
            ActivityFactory(child=people.child, step=step)
        RatingFactory(goal=goal)
        FeltFactory(goal=goal)
        StrategyFactory(child=people.child, goal=goal)

    ScaleFactory(goal=goal)
    fill()
    same_queries(client, at("goal_detail", goal), fill, most=25)


def test_hopes_and_outcomes_are_kept_changed_and_ended(people, client):
    today = timezone.localdate()
    client.post(at("aspiration_add", people.child), {"text": "A friend", "said_by": "Mum", "since_on": today})
    hope = Aspiration.objects.get()
    client.post(at("aspiration_edit", hope), {"text": "One good friend", "said_by": "Mum", "since_on": today})
    assert "One good friend" in text_of(client.get(at("plan_detail", people.child)))
    answer = client.post(at("aspiration_end", hope), {"on": today + timedelta(days=1)})
    assert "still to come" in text_of(answer)
    client.post(at("aspiration_end", hope), {"on": today})
    hope.refresh_from_db()
    assert hope.until_on == today
    data = {"text": "Will walk", "need": "sensory", "by_when": "", "since_on": today}
    client.post(at("outcome_add", people.child), data)
    outcome = people.child.outcomes.get()
    client.post(at("outcome_edit", outcome), data | {"text": "Will walk to the shop"})
    client.post(at("outcome_end", outcome), {"on": today})
    outcome.refresh_from_db()
    assert (outcome.text, outcome.until_on) == ("Will walk to the shop", today)
    assert [line.what for line in AuditEvent.objects.filter(kind="done").order_by("pk")][1:] == [
        "aspiration.added", "aspiration.changed", "aspiration.ended",
        "outcome.added", "outcome.changed", "outcome.ended",
    ]  # fmt: skip


def test_an_advice_is_marked_when_it_is_due_and_looked_at_again(people, client):
    advice = StrategyFactory(child=people.child, due=True)
    assert "Look at it again" in text_of(client.get(at("plan_detail", people.child)))
    answer = client.post(at("strategy_review", advice), {"answer": "end"})
    assert "Say why it does not hold any more." in text_of(answer)
    until = timezone.localdate() + timedelta(days=60)
    client.post(at("strategy_review", advice), {"answer": "keep", "until": until})
    advice.refresh_from_db()
    assert advice.review_on == until
    client.post(at("strategy_review", advice), {"answer": "end", "reason": "She walks now"})
    page = text_of(client.get(at("plan_detail", people.child)))
    assert "She walks now" in page
    again = client.post(at("strategy_review", advice), {"answer": "end", "reason": "x"})
    assert "already" in text_of(again)


def test_an_advice_is_written_down_with_who_gave_it(people, client, goal):
    today = timezone.localdate()
    data = {"text": "Wait ten seconds", "source": "Ruth Ellis, SLT", "since_on": today, "goal": goal.pk}
    assert client.post(at("strategy_add", people.child), data | {"review_on": today}).status_code == 302
    advice = Strategy.objects.get()
    assert (advice.goal, advice.recorded_by) == (goal, people.worker)
    far = client.post(at("strategy_add", people.child), data | {"review_on": today + timedelta(days=3000)})
    assert "within the next three years" in text_of(far)


# How far --------------------------------------------------------------------------------------------


LEVELS = {"much_less": "Bottle", "less": "Holds", "expected": "Sips", "more": "Drinks", "much_more": "Pours"}


def test_five_levels_are_agreed_rated_and_reckoned_in_the_open(people, client, goal):
    assert "Agree first" in text_of(client.get(at("goal_rate", goal), follow=True))
    client.post(at("scale_agree", goal), LEVELS | {"weight": 3})
    client.post(at("goal_rate", goal), {"level": "1", "on": timezone.localdate()})
    page = text_of(client.get(at("plan_detail", people.child)))
    assert "T 60.0" in page
    assert "50 + 10 × 3 ÷ √(0.7 × 9 + 0.3 × 3²) = 50 + 30 ÷ 3.00 = 60.0" in page
    assert "More than" not in page
    assert "Here now" in text_of(client.get(at("goal_detail", goal)))
    answer = client.post(at("scale_agree", goal), LEVELS | {"weight": 1})
    assert "rated on these levels already" in text_of(answer)
    assert client.post(at("goal_rate", goal), {"level": "3", "on": timezone.localdate()}).status_code == 200


def test_a_family_says_from_one_to_ten_and_sees_it_as_chart_and_table(client, goal):
    today = timezone.localdate()
    client.post(
        at("family_rate", goal), {"value": "3", "words": "A long way", "on": today - timedelta(days=30)}
    )
    client.post(at("family_rate", goal), {"value": "7", "words": "", "on": today})
    page = text_of(client.get(at("goal_detail", goal)))
    assert 'role="img"' in page
    assert "From 3 on" in page
    assert "“A long way”" in page
    assert client.post(at("family_rate", goal), {"value": "11", "on": today}).status_code == 200
    assert goal.family_ratings.count() == 2


# Reviews --------------------------------------------------------------------------------------------


def test_a_review_is_held_and_the_next_is_planned_by_itself(people, client):
    review = PlanReviewFactory(child=people.child)
    today = timezone.localdate()
    data = {
        "held_on": today, "went_well": "Two steps", "family_words": "Lovely", "decision": "continue",
        "next_plan": "The open cup", "next_due_on": "",
    }  # fmt: skip
    assert client.get(at("review_hold", review)).status_code == 200
    answer = client.post(at("review_hold", review), data)
    page = text_of(client.get(answer.url))
    assert "Two steps" in page
    assert "Go on as planned" in page
    following = PlanReview.objects.to_come().get()
    assert following.due_on == today + timedelta(weeks=26)
    assert "already" in text_of(client.post(at("review_hold", review), data))
    assert client.get(at("review_hold", review)).status_code == 302
    client.post(at("review_edit", review), {"went_well": "Three steps", "family_words": "", "next_plan": ""})
    assert "Three steps" in text_of(client.get(at("review_list", people.child)))


def test_a_review_says_what_was_decided(people, client):
    review = PlanReviewFactory(child=people.child)
    answer = client.post(at("review_hold", review), {"held_on": timezone.localdate(), "decision": ""})
    assert answer.status_code == 200
    assert "What did you decide?" in text_of(answer)
    review.refresh_from_db()
    assert review.held_on is None


def test_a_review_is_planned_and_moved(people, client):
    day = timezone.localdate() + timedelta(days=30)
    client.post(at("review_plan", people.child), {"due_on": day})
    client.post(at("review_plan", people.child), {"due_on": day + timedelta(days=7)})
    assert PlanReview.objects.get().due_on == day + timedelta(days=7)
    assert "within the next two years" in text_of(
        client.post(at("review_plan", people.child), {"due_on": timezone.localdate() - timedelta(days=1)})
    )
    assert client.get(at("review_detail", PlanReview.objects.get())).status_code == 200


def test_the_lists_ask_as_often_for_many_as_for_one(people, client, same_queries):
    PlanReviewFactory(child=people.child)
    PlanReviewFactory(child=people.child, held=True)
    same_queries(
        client, at("review_list", people.child),
        lambda: PlanReviewFactory.create_batch(5, child=people.child, held=True), most=15,
    )  # fmt: skip


def test_the_list_of_families_says_whose_goals_are_to_be_looked_at(people, client, signed_in):
    url = reverse("families:child_list")
    assert "Review due" not in text_of(client.get(url))
    PlanReviewFactory(child=people.child, due_on=timezone.localdate())
    PlanReviewFactory(child=people.other_child, due_on=timezone.localdate())
    assert "Review due" in text_of(client.get(url))
    page = text_of(client.get(url, {"look": "review-due"}))
    assert "Aisha" in page
    people.child.died_on = timezone.localdate()
    people.child.save()
    assert "Review due" not in text_of(client.get(url))
    assert signed_in(people.administrator).get(url).status_code == 200


def test_nothing_is_due_once_a_child_has_died(people, client):
    PlanReviewFactory(child=people.child, due_on=timezone.localdate() - timedelta(days=9))
    assert "It is time" in text_of(client.get(at("plan_detail", people.child)))
    people.child.died_on = timezone.localdate()
    people.child.save()
    for name in ("plan_detail", "review_list"):
        page = text_of(client.get(at(name, people.child)))
        assert "It is time" not in page
        assert "Hold this review" not in page

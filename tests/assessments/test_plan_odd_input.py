"""Whatever is sent to the forms of a child's plan is answered with a page, never with a fault."""

import pytest
from django.urls import reverse

from tests.factories.assessments import GoalFactory
from tests.factories.plans import (
    AspirationFactory,
    OutcomeFactory,
    PlanReviewFactory,
    ScaleFactory,
    StrategyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]

ODD = ["", "-1", "99999999999999999999", "x" * 400, "\x00\ud83d", "0001-01-01", "9999-12-31"]
FIELDS = [
    "text", "why", "does_what", "conditions", "success", "priority", "aspiration", "outcome", "hope",
    "status", "step_1", "criterion_1", "criterion", "kind", "after", "on", "reason", "how", "way",
    "what", "item",
    "much_less", "less", "expected", "more", "much_more", "weight", "level", "value", "words", "said_by",
    "since_on", "need", "by_when", "source", "professional", "goal", "document", "review_on", "answer",
    "until", "due_on", "held_on", "went_well", "family_words", "decision", "next_plan", "assessment",
    "next_due_on",
]  # fmt: skip
GOAL = (
    "goal_edit", "goal_reach", "goal_end", "goal_set_aside", "goal_take_up", "scale_agree", "goal_rate",
    "family_rate", "step_add",
)  # fmt: skip
STEP = ("step_edit", "step_begin", "step_achieve", "step_end", "step_undo", "step_shift", "step_items")
CHILD = ("goal_add", "aspiration_add", "outcome_add", "strategy_add", "review_plan")


@pytest.mark.parametrize("odd", ODD, ids=[str(number) for number in range(len(ODD))])
def test_nothing_falls_over(people, signed_in, odd):
    client = signed_in(people.worker)
    child = people.child
    goal = GoalFactory(child=child, steps=["One", "Two"])
    ScaleFactory(goal=goal)
    things = [
        *[(name, goal) for name in GOAL], *[(name, goal.steps.first()) for name in STEP],
        *[(name, child) for name in CHILD],
        *[(name, AspirationFactory(child=child)) for name in ("aspiration_edit", "aspiration_end")],
        *[(name, OutcomeFactory(child=child)) for name in ("outcome_edit", "outcome_end")],
        ("strategy_review", StrategyFactory(child=child)),
        *[(name, PlanReviewFactory(child=child, held=held)) for name, held in
          (("review_hold", False), ("review_edit", True))],
    ]  # fmt: skip
    sent = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for name, thing in things:
        url = reverse(f"assessments:{name}", args=[thing.ref])
        assert client.post(url, dict.fromkeys(FIELDS, sent)).status_code < 500, name
        assert client.get(url, {"q": sent, "page": sent, "after": sent, "hope": sent}).status_code < 500, name
    plausible = {"text": "Drink", "decision": "continue", "how": "partly", "reason": "So", "answer": "keep",
                 "source": "R", "value": "5", "level": "1", "status": "current", "priority": "1"}  # fmt: skip
    for name, thing in things:  # everything else is right, so that the odd day or number is what is acted on
        url = reverse(f"assessments:{name}", args=[thing.ref])
        assert client.post(url, dict.fromkeys(FIELDS, sent) | plausible).status_code < 500, name
    for name in ("goal_list", "plan_detail", "review_list"):
        assert client.get(reverse(f"assessments:{name}", args=[child.ref])).status_code == 200
    assert client.get(reverse("assessments:goal_detail", args=[goal.ref])).status_code == 200

"""What families hope for and how their goals go: hopes, outcomes, advice, five levels, ratings, reviews."""

from datetime import timedelta

from django.utils import timezone

from assessments.actions import attainments, goals, plan_reviews, strategies
from assessments.models import Aspiration, Goal, Outcome, PlanReview
from families.models import Allocation

TOLD = 5  # children with a whole plan; all others have goals and the date of their next review
HOPES = (
    ("That she eats with us, at the same table, at the same time", "Mum"),
    ("That he can tell us what he wants", "Mum and Dad"),
    ("That she has a friend at nursery", "Nan"),
)
WORDS = (
    ("drinks from an open cup", "at the table, with the cup held for the first sip", "3 times out of 4"),
    ("takes turns with one other child", "with a ball or bubbles, grown-up near by", "4 turns in a row"),
)
LEVELS = {
    "much_less": "Drinks from a bottle; looks away from a cup",
    "less": "Holds the cup with us",
    "expected": "Takes two sips, cup held for the first",
    "more": "Takes two sips all alone",
    "much_more": "Drinks half a cup at every meal",
}
ADVICE = (
    (
        "Ruth Ellis, speech and language therapist",
        "Hold two things up, name them, wait for ten seconds.",
        70,
        -3,
    ),
    ("Tom Adair, occupational therapist", "Feet flat on a box at the table; it helps the hands.", 30, 50),
)


def tell_plans(children):
    """A whole plan for a few children, and a review to come for every child with goals."""
    today = timezone.localdate()
    held = Allocation.objects.open().filter(episode__child__in=children).select_related("episode", "worker")
    workers = {row.episode.child_id: row.worker for row in held}
    for goal in Goal.objects.filter(child__in=children, status="current").with_steps():
        begun_on_now(goal)
    for number, child in enumerate(children[:TOLD]):
        tell_plan(number, child, workers[child.pk], today)
    known = set(PlanReview.objects.to_come().values_list("child", flat=True))
    PlanReview.objects.bulk_create(
        PlanReview(child=child, due_on=today + timedelta(days=5 + number * 4 % 150))
        for number, child in enumerate(children)
        if child.pk not in known and child.pk in workers
    )


def begun_on_now(goal):
    step = goal.step_now
    if step and not step.started_on:
        step.started_on = max(
            [goal.set_on, *[one.achieved_on for one in goal.steps.all() if one.achieved_on]]
        )
        step.save(update_fields=["started_on"])


def tell_plan(number, child, worker, today):
    text, said_by = HOPES[number % len(HOPES)]
    begun = today - timedelta(days=160)
    hope = Aspiration.objects.create(child=child, text=text, said_by=said_by, since_on=begun)
    outcome = Outcome.objects.create(
        child=child, text=f"{child.first_name} will make choices known to familiar adults",
        need="communication", by_when="by the end of reception", since_on=begun,
    )  # fmt: skip
    found = list(child.goals.filter(status="current")[:2])
    for goal, words in zip(found, WORDS, strict=False):
        about = dict(zip(("does_what", "conditions", "success"), words, strict=True))
        goals.put_differently(goal, by=worker, aspiration=hope, outcome=outcome, **about)
    if found:
        found[0].priority = Goal.Priority.FIRST
        found[0].save(update_fields=["priority"])
        tell_how_far(found[0], worker, today)
    for source, text, ago, ahead in ADVICE:
        strategies.add(
            child, by=worker, text=text, source=source, since_on=today - timedelta(days=ago),
            review_on=today + timedelta(days=ahead), goal=found[0] if found else None,
        )  # fmt: skip
    goals.set_goal(child, by=worker, text="Play beside other children", status="planned", aspiration=hope)
    tell_review(child, worker, today)


def tell_how_far(goal, worker, today):
    scale = attainments.agree(goal, by=worker, weight=2, **LEVELS)
    scale.agreed_on = max(goal.set_on, today - timedelta(days=90))
    scale.save(update_fields=["agreed_on"])
    for level, ago in ((-2, 85), (-1, 40), (0, 4)):
        on = max(goal.set_on, today - timedelta(days=ago))
        attainments.rate(goal, by=worker, level=level, on=on)
    for value, words, ago in ((2, "A long way", 80), (4, "", 45), (7, "She loves her blue cup", 6)):
        on = max(goal.set_on, today - timedelta(days=ago))
        attainments.rate_by_family(goal, by=worker, value=value, words=words, on=on)


def tell_review(child, worker, today):
    """One review that was held, and the next by the rules."""
    PlanReview.objects.filter(child=child).delete()
    review = PlanReview.objects.create(child=child, due_on=today - timedelta(days=60))
    plan_reviews.hold(
        review, by=worker, held_on=today - timedelta(days=58), decision="continue",
        went_well="The cup at every meal. Looks to see who is there.",
        family_words="Mealtimes are calmer for all of us.", next_plan="The cup by herself; one other child.",
    )  # fmt: skip

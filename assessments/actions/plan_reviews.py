"""The cycle of looking at the goals again: planned by the rules of the service, moved, held, planned anew."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Child, Policy
from families.saving import save_or_refuse

from ..models import PlanReview

FURTHEST = timedelta(days=2 * 366)


def due_after(on):
    """When the review that follows a day is due, by the rules of that day."""
    return on + timedelta(weeks=Policy.on(on).review_weeks)


@transaction.atomic
def plan_by_itself(child, *, by, on):
    """Plan the next review from a day on, if none is planned and the child is with us; else None."""
    if child.died_on or not Child.objects.in_service().filter(pk=child.pk).exists():
        return None
    review, is_new = PlanReview.objects.get_or_create(
        child=child, held_on=None, defaults={"due_on": max(due_after(on), timezone.localdate())}
    )
    if not is_new:
        return None
    audit.record("review.planned", by=by, target=review, after={"due_on": review.due_on.isoformat()})
    return review


@transaction.atomic
def plan(child, *, by, due_on):
    """Plan a review for a day, or move the one that is planned."""
    today = timezone.localdate()
    if not today <= due_on <= today + FURTHEST:
        raise Refused("A review is planned for a day within the next two years.")
    review = PlanReview.objects.select_for_update().filter(child=child, held_on=None).first()
    if review and review.due_on == due_on:
        return review
    before = {"due_on": review.due_on.isoformat()} if review else None
    review = review or PlanReview(child=child)
    review.due_on, review.reminded_on = due_on, None
    save_or_refuse(review)
    event = "review.moved" if before else "review.planned"
    audit.record(event, by=by, target=review, before=before, after={"due_on": due_on.isoformat()})
    return review


@transaction.atomic
def hold(review, *, by, held_on, decision, next_due_on=None, **words):
    """Write down a review that was held: what was said, what was decided; the next is planned by itself."""
    review = _fresh(review)
    if review.held_on:
        raise Refused(f"This review was written down on {review.held_on:%-d %B %Y} already.")
    if held_on > timezone.localdate():
        raise Refused("This day is still to come: write the review down once it was held.")
    if held_on < review.child.born_on:
        raise Refused(f"{review.child.first_name} was not born yet on this day.")
    if decision not in PlanReview.Decision.values:
        raise Refused("Say what was decided.")
    assessment = words.get("assessment")
    if assessment is not None and assessment.child_id != review.child_id:
        raise Refused("This look at everything is about another child.")
    review.held_on, review.held_by, review.decision = held_on, by, decision
    for name in ("family_words", "went_well", "next_plan", "assessment"):
        setattr(review, name, words.get(name, getattr(review, name)))
    review.save()
    audit.record(
        "review.held", by=by, target=review, after={"held_on": held_on.isoformat(), "decision": decision}
    )
    if decision != PlanReview.Decision.END:
        _plan_next(review, by=by, due_on=next_due_on)
    return review


@transaction.atomic
def write_more(review, *, by, **words):
    """Put the words of a review that was held right; what was decided and when stays."""
    review = _fresh(review)
    if not review.held_on:
        raise Refused("This review has not been held yet.")
    names = ("family_words", "went_well", "next_plan")
    changed = [name for name in names if name in words and getattr(review, name) != words[name]]
    if not changed:
        return review
    before = {name: getattr(review, name) for name in changed}
    for name in changed:
        setattr(review, name, words[name])
    review.save(update_fields=changed)
    after = {name: words[name] for name in changed}
    audit.record("review.changed", by=by, target=review, before=before, after=after)
    return review


def _plan_next(review, *, by, due_on):
    """The next one: on the day that was agreed, else by the rules."""
    if due_on:
        plan(review.child, by=by, due_on=due_on)
    else:
        plan_by_itself(review.child, by=by, on=review.held_on)


def _fresh(review):
    held = PlanReview._base_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("child").get(pk=review.pk)

"""A service changes its own rules: always a new version from a day on, never an edit of one that was used."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import eligibility, facts, triage
from ..models import Policy
from ..rules import stage_problems, what_changed
from ..saving import save_or_refuse

OWN = {"id", "from_on", "written_at", "written_by", "reason"}


@transaction.atomic
def write(*, by, from_on, reason, **values):
    """Write a new version of the rules that holds from a day on. Returns the Policy.

    Arguments: ``values`` are the fields that change; all others stay as they are on that day.
    """
    if from_on < timezone.localdate():
        raise Refused("New rules begin today or later: what was decided was decided by the rules of its day.")
    if not reason.strip():
        raise Refused("Say why the rules change.")
    before = Policy.on(from_on)
    after = drafted(before, from_on=from_on, **values)
    if problems := problems_of(after):
        raise Refused(" ".join(problems))
    changed = what_changed(before, after)
    if not changed:
        raise Refused("Nothing is different from the rules that hold then.")
    if Policy.objects.filter(from_on=from_on).exists():
        raise Refused(f"Rules from {from_on:%-d %B %Y} are written already. Choose another day.")
    after.written_at, after.written_by, after.reason = timezone.now(), by, reason.strip()
    save_or_refuse(after)
    said = {"rules": changed, "from": from_on.isoformat()}
    audit.record("rules.written", by=by, target=after, after=said, reason=reason.strip())
    return after


def drafted(before, *, from_on, **values):
    """The rules as they would be, not saved: those of before with these values put in."""
    kept = {field.name: getattr(before, field.name) for field in Policy._meta.concrete_fields}
    kept = {name: value for name, value in kept.items() if name not in OWN}
    unknown = set(values) - set(kept)
    if unknown:
        raise Refused(" ".join(triage.unknown_rules(unknown, kept)))
    return Policy(**{**kept, **values, "from_on": from_on})


def problems_of(policy):
    """Sentences about rules that must not be used; empty when they may."""
    problems = triage.weight_problems(facts.weights_of(policy))
    problems += eligibility.eligibility_problems(facts.conditions_of(policy))
    return problems + stage_problems(policy.stages)

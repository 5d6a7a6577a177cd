"""Writing down what was seen: one judgement for each item that stands differently from before."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Child

from ..models import Item, Observation
from ..scoring import Seen, states_on

KEY = Concat("area__framework__code", Value("/"), "code")
SEEN_KEY = Concat("item__area__framework__code", Value("/"), "item__code")


@transaction.atomic
def record(child, states, *, by, on, source=Observation.Source.WORKER, assessment=None):
    """Write down what a child was seen to do on a day; what has not changed is not written again.

    ``states`` maps an Item to its state. What was known at the end of that day is what counts as "before", so
    that a visit written up late changes nothing that was seen since. Returns the new observations.
    """
    _refuse_impossible(child, on)
    Child._base_manager.select_for_update(no_key=True).get(pk=child.pk)  # two tabs take turns
    known = _known(child, states, on)
    changed = {item: state for item, state in states.items() if known[item.pk] != state}
    if not changed:
        return []
    written = Observation.objects.bulk_create(
        Observation(
            child=child, item=item, state=state, on=on, by=by, source=source, assessment=assessment
        )
        for item, state in changed.items()
    )  # fmt: skip
    audit.record(
        "observation.recorded",
        by=by,
        target=child,
        before={item.code: str(known[item.pk]) for item in changed},
        after={"on": on.isoformat()} | {item.code: str(state) for item, state in changed.items()},
    )
    return written


def _known(child, items, on):
    """What was known of these items at the end of the day, by primary key; nothing known is "not seen".

    A code outlives its wording: what was seen with an earlier version of a framework still counts.
    """
    keys = dict(
        Item.objects.filter(pk__in=[item.pk for item in items]).annotate(key=KEY).values_list("pk", "key")
    )
    observed = Observation.objects.filter(child=child, item__code__in=[item.code for item in items])
    rows = observed.as_of(on).latest().annotate(key=SEEN_KEY).values_list("key", "state", "on", "pk")
    states = states_on((Seen(*row) for row in rows), on)
    return {pk: states.get(key, Observation.State.NOT_SEEN) for pk, key in keys.items()}


def _refuse_impossible(child, on):
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was seen.")
    if on < child.born_on:
        raise Refused(f"{child.first_name} was not born yet on this day: check the date.")

"""Settling what was seen differently: what a family and a worker agreed when they talked about it."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused
from families.models import Child

from ..differing import difference_about
from ..models import Observation
from . import observations

MEANWHILE = "Somebody wrote something new about this meanwhile: look at it once more."


@transaction.atomic
def settle(child, item, level, *, by, on, note="", shown):
    """Write down what was agreed together about one line. It is the newest word of both from now on.

    ``shown`` names the two words that the person had in sight (Difference.shown). Raises Refused if one of
    them is not the newest any more, or if the day lies before one of them.
    """
    Child._base_manager.select_for_update(no_key=True).only("pk").get(pk=child.pk)
    if child.died_on:
        raise Refused("There is nothing to talk about any more.")
    difference = difference_about(child, by, item)
    if difference is None or difference.shown != shown:
        raise Refused(MEANWHILE)
    if on < difference.last_on:
        last = difference.last_on
        raise Refused(
            f"You talked about it after you had both seen it: choose {last.day} {last:%B} or a later day."
        )
    how = observations.How(on=on, source=Observation.Source.TOGETHER, note=note)
    agreed = observations.tick(child, item, level, by=by, how=how)
    before = {"family": str(difference.family.state), "professionals": str(difference.ours.state)}
    after = {"on": on.isoformat(), item.code: level.code}
    audit.record("difference.settled", by=by, target=child, before=before, after=after)
    return agreed

"""What a family is offered: begun, and ended. How far it is, is counted from the diary."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Episode, Package
from ..packages import last_day
from ..saving import save_or_refuse
from . import episodes


@transaction.atomic
def begin(episode, *, by, name, unit, amount, frequency, mode, source, from_on):
    """Begin a package; its last day is worked out from how much and how often."""
    episode = episodes.locked(episode)
    if episode.status == Episode.Status.CLOSED:
        raise Refused(episodes.moved_meanwhile(episode, None))
    if from_on < episode.opened_on:
        since = f"{episode.opened_on:%-d %B %Y}"
        raise Refused(f"{episode.child.first_name} has a place with us since {since}: a package begins then.")
    package = save_or_refuse(
        Package(
            episode=episode, name=name.strip(), unit=unit, amount=amount, frequency=frequency, mode=mode,
            source=source, from_on=from_on, until_on=last_day(from_on, unit, amount, frequency), begun_by=by,
        )
    )  # fmt: skip
    after = {"name": package.name, "from": from_on.isoformat(), "until": package.until_on.isoformat()}
    audit.record("package.begun", by=by, target=package, after=after)
    return package


@transaction.atomic
def end(package, *, by, on, reason):
    """End a package, complete or not: the reason says which."""
    rows = Package.objects.select_for_update(of=("self",)).select_related("episode__child")
    package = rows.get(pk=package.pk)
    if package.ended_on is not None:
        raise Refused(f"This package ended on {package.ended_on:%-d %B %Y} already.")
    if on > timezone.localdate():
        raise Refused("This day is still to come: end the package on the day itself.")
    if on < package.from_on:
        raise Refused(f"The package began on {package.from_on:%-d %B %Y}: it cannot end before.")
    if not reason.strip():
        raise Refused("Say why the package ends.")
    package.ended_on, package.ended_by, package.ended_reason = on, by, reason.strip()
    save_or_refuse(package)
    audit.record("package.ended", by=by, target=package, after={"on": on.isoformat()}, reason=reason)
    return package

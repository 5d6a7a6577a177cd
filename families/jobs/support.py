"""What the clock does around a child's time with us: changes take effect, weights are worked out anew, and a
worker hears once of a permission about to lapse and of a package near its end.

Each asks the data what is due now, so that a day on which the clock stood still is caught up.
"""

from django.utils import timezone

from accounts import work
from accounts.notify import notify_many

from .. import weighing
from ..actions import intensities
from ..counting import progress_of
from ..models import Allocation, Consent, Episode, Intensity, Package, Policy
from ..notifications import ConsentLapsing, PackageEnding

DAILY = "families.look_at_everything"


@work.due
def let_changes_take_effect(now):
    """How often a child is visited changes on the day that was agreed."""
    due = Intensity.objects.due(on=timezone.localdate(now))
    due = due.exclude(episode__status=Episode.Status.CLOSED)
    for intensity in due.select_related("episode").order_by("from_on", "pk"):
        intensities.take_effect(intensity)


@work.due
def ask_for_the_days_work(now):
    """What one look a day is enough for is one piece of work for each day."""
    work.ask(DAILY, key=f"{DAILY}:{timezone.localdate(now).isoformat()}")


@work.handler(DAILY, called="Look at weights, permissions and packages")
def look_at_everything(job):
    """Weights, permissions, packages, in one go; doing it twice does no harm."""
    today = timezone.localdate()
    with work.finish(job):
        weighing.weigh_again(Allocation.objects.all(), on=today)
        tell_of_permissions_about_to_lapse(today)
        tell_of_packages_near_their_end(today)


def tell_of_permissions_about_to_lapse(today):
    """The worker hears once of each permission that lapses within the days of the policy."""
    soon = Consent.objects.open().about_to_lapse(on=today, days=Policy.on(today).consent_warn_days)
    found = list(soon.filter(child__died_on=None).select_related("child"))
    workers = _workers_of({consent.child_id for consent in found})
    pairs = [(one, workers[one.child_id]) for one in found if one.child_id in workers]
    notify_many(ConsentLapsing, pairs)


def tell_of_packages_near_their_end(today):
    """The worker hears once that a package is about to end, and once that it is complete."""
    active = Package.objects.running().filter(episode__status=Episode.Status.ACTIVE)
    running = list(active.select_related("episode__child"))
    far = progress_of(running, on=today)
    workers = _workers_of({package.episode.child_id for package in running})
    for suffix, is_due in ((":soon", lambda one: one.ends_soon), (":over", lambda one: one.is_over)):
        pairs = [
            (package, workers[package.episode.child_id])
            for package in running
            if is_due(far[package.pk]) and package.episode.child_id in workers
        ]
        notify_many(PackageEnding, pairs, suffix=suffix)


def _workers_of(children):
    """Who visits each of these children now."""
    rows = Allocation.objects.open().filter(episode__child__in=children, worker__is_active=True)
    return {row.episode.child_id: row.worker for row in rows.select_related("worker", "episode")}

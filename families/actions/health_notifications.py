"""A notification from health: logged, filed for information, or made a referral after the search."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..identity import ALMOST, name_likeness
from ..models import HealthNotification
from ..saving import save_or_refuse

Route = HealthNotification.Route


@transaction.atomic
def log(notification, *, by):
    """Write down a notification that came. Nothing is decided by this."""
    notification.logged_by = by
    save_or_refuse(notification)
    audit.record("notification.logged", by=by, target=notification)
    return notification


@transaction.atomic
def file_for_information(notification, *, by):
    """Keep it for information: the parents have not asked for us."""
    notification = _open_one(notification)
    _decide(notification, Route.INFORMATION, by)
    save_or_refuse(notification)
    audit.record("notification.filed", by=by, target=notification)
    return notification


@transaction.atomic
def became(notification, referral, *, by):
    """Say which referral it became, once the search is done and the referral is keyed."""
    notification = _open_one(notification)
    if not is_about(notification, referral.child):
        raise Refused(f"{referral.child} is not the child that this notification is about.")
    notification.referral = referral
    _decide(notification, Route.REFERRAL, by)
    save_or_refuse(notification)
    audit.record("notification.became_referral", by=by, target=notification, child=referral.child)
    return notification


def is_about(notification, child):
    """Whether a child is the one that a notification names: by the date of birth, or by both names."""
    names = ((notification.given_name, child.given_name), (notification.family_name, child.family_name))
    alike = all(name_likeness(one, other) >= ALMOST for one, other in names)
    return alike or (notification.born_on == child.born_on and bool(alike or _one_alike(names)))


def _one_alike(names):
    return any(name_likeness(one, other) >= ALMOST for one, other in names)


def _open_one(notification):
    notification = HealthNotification.objects.select_for_update().get(pk=notification.pk)
    if notification.route != Route.OPEN:
        at = timezone.localtime(notification.decided_at)
        now = notification.get_route_display().lower()
        raise Refused(f"{notification.decided_by.name} decided on {at:%-d %B at %H:%M}: “{now}”.")
    return notification


def _decide(notification, route, by):
    notification.route, notification.decided_at, notification.decided_by = route, timezone.now(), by

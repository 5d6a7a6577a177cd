"""Bringing a framework into use: a version is published once, whole, and never edited in place."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Framework, Item


@transaction.atomic
def publish(framework, *, by):
    """Use a draft from now on, instead of the version that was in use; that one keeps its observations."""
    versions = {one.pk: one for one in Framework.objects.filter(code=framework.code).select_for_update()}
    held = versions.get(framework.pk)
    if held is None or not held.is_draft:
        raise Refused("This framework is not being written any more. Look at it again.")
    if not Item.objects.filter(area__framework=held).exists():
        raise Refused("There is nothing in this framework yet: it needs at least one item.")
    earlier = sorted(one.version for one in versions.values() if one.is_in_use)
    Framework.objects.filter(code=framework.code).in_use().update(status=Framework.Status.RETIRED)
    framework.status, framework.published_at = Framework.Status.PUBLISHED, timezone.now()
    framework.published_by = None if by is audit.CLOCK else by
    framework.save(update_fields=["status", "published_at", "published_by"])
    audit.record(
        "framework.published",
        by=by,
        target=framework,
        before={"in_use": earlier},
        after={"in_use": [framework.version]},
    )
    return framework

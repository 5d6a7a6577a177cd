"""What stands in a worker's way at a time, in words that she can act on."""

from django.utils import timezone

from .models import Visit


def clash_in_words(*, worker, starts_at, ends_at, user, except_for=None):
    """A sentence about the visit that is in the way, or nothing. Names only a child that the user may see."""
    busy = Visit.objects.planned().of_worker(worker).filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if except_for is not None:
        busy = busy.exclude(pk=except_for.pk)
    first = busy.order_by("starts_at", "pk").first()
    if first is None:
        return ""
    begins, ends = (f"{timezone.localtime(moment):%H:%M}" for moment in (first.starts_at, first.ends_at))
    who = "You have" if worker == user else f"{worker.name} has"
    seen = Visit.objects.visible_to(user).filter(pk=first.pk).select_related("child").first()
    what = f"a visit to {seen.child.name}" if seen else "another visit"
    return f"{who} {what} from {begins} to {ends} then: choose another time."

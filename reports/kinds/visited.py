"""The part of a progress report that comes from the diary: visits, the family's words, practice at home."""

from collections import Counter

from django.db.models import Prefetch
from django.utils import timezone

from visits.models import Activity, Practice, Visit, VisitRecord

MOST_NOTES, MOST_WORDS, LONGEST = 40, 20, 3000


def visits(child, period, *, own):
    """Visits offered and made, with the newest signed record of each that was made."""
    planned = Visit.objects.filter(child=child, **_days("starts_at", period)).exclude(
        status=Visit.Status.PLANNED
    )
    planned = own(child, planned.order_by("starts_at", "pk"))
    notes = [_note(record) for record in _records(child, period, own)]
    missed = Counter(visit.get_reason_display() for visit in planned if visit.status != Visit.Status.DONE)
    return {
        "offered": len(planned),
        "made": sum(visit.status == Visit.Status.DONE for visit in planned),
        "missed": [{"why": why or "Another reason", "count": count} for why, count in missed.most_common()],
        "notes": notes[:MOST_NOTES],
        "left_out": max(0, len(notes) - MOST_NOTES),
    }


def words(child, period, *, own):
    """What the family said, newest first."""
    said = [
        {"text": _short(text), "on": _day(record)}
        for record in _records(child, period, own)
        for text in (record.parent_words, record.parent_comment)
        if text.strip()
    ]
    return said[:MOST_WORDS]


def practice(child, period, *, own):
    """What is practised now, and how often the family said how it went."""
    marks = Prefetch("practices", Practice.objects.order_by("-on", "-pk"))
    activities = Activity.objects.filter(child=child, from_on__lte=period.end).prefetch_related(marks)
    activities = own(child, activities.order_by("-from_on", "-pk"))
    days = [
        mark
        for activity in activities
        for mark in activity.practices.all()
        if period.start <= mark.on <= period.end
    ]
    went = Counter(mark.went for mark in days)
    return {
        "now": _activity(activities[0]) if activities else None,
        "days": len(days),
        "did": went[Practice.Went.DID],
        "helped": went[Practice.Went.HELP],
        "comments": [
            {"text": _short(mark.comment), "on": mark.on.isoformat()} for mark in days if mark.comment.strip()
        ][:MOST_WORDS],
    }


def _records(child, period, own):
    """The version that counts of each visit made in the period, newest visit first."""
    records = VisitRecord.objects.filter(
        visit__child=child, visit__status=Visit.Status.DONE, **_days("visit__starts_at", period)
    )
    records = own(child, records.latest().select_related("visit", "visit__child", "visit__worker"))
    return sorted(records, key=lambda record: (record.visit.starts_at, record.pk), reverse=True)


def _note(record):
    return {
        "on": _day(record),
        "mode": record.visit.get_mode_display(),
        "worker": record.visit.worker.name,
        "play": _short(record.play),
        "practice": _short(record.practice),
        "prompt": record.get_prompt_display() if record.prompt else "",
        "saw": _short(record.saw),
        "plan": _short(record.plan),
    }


def _activity(activity):
    return {
        "what": activity.what,
        "how": _short(activity.how),
        "when": list(activity.when),
        "often": activity.often,
        "from_on": activity.from_on.isoformat(),
    }


def _day(record):
    return timezone.localdate(record.visit.starts_at).isoformat()


def _days(field, period):
    return {f"{field}__date__gte": period.start, f"{field}__date__lte": period.end}


def _short(text):
    """A text that is longer than a page is cut; the record holds it whole."""
    text = text.strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} … (the record holds the rest)"

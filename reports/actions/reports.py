"""What people do with reports: ask for one, approve a colleague's, share it, have it made again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit, work
from accounts.notify import notify
from accounts.refusals import Refused
from families.models import Carer

from ..models import Release, Report
from ..notifications import SomethingToRead

ANOTHER_PERSON = "A report is approved by somebody other than who asked for it."
NOT_ITS_PAGES = "The report has been made again since you read it. Please read the new pages first."


@transaction.atomic
def request(child, *, by, period_from, period_to):
    """Ask for a progress report about a child. A worker makes the pages."""
    if period_to > timezone.localdate():
        raise Refused("A report tells what has been: choose a last day that is not in the future.")
    if period_to < period_from:
        raise Refused("The period ends on or after the day it begins.")
    report = Report.objects.create(child=child, period_from=period_from, period_to=period_to, requested_by=by)
    period = {"from": period_from.isoformat(), "to": period_to.isoformat()}
    audit.record("report.requested", by=by, target=report, after=period)
    _have_it_made(report, by=by)
    return report


@transaction.atomic
def make_again(report, *, by):
    """Have the pages made anew: from the record as it is now, or once more the final ones if they failed."""
    report = _locked(report)
    if report.is_being_made:
        raise Refused("The pages are being made at this moment. Please wait a little.")
    report.move_to(report.stage_before_failing)
    report.version += 1
    report.save(update_fields=["status", "version"])
    audit.record("report.asked_again", by=by, target=report, after={"version": report.version})
    _have_it_made(report, by=by)
    return report


@transaction.atomic
def approve(report, *, by, sha256=None):
    """Approve the pages as they were read; the final ones are then made and frozen.

    ``sha256`` names the pages that the person has read: if others lie there now, they are read first.
    """
    report = _locked(report)
    if by.pk == report.requested_by_id:
        raise Refused(ANOTHER_PERSON)
    if not report.is_waiting_for_approval:
        raise Refused(f"This report is “{report.get_status_display().lower()}” now, so that cannot be done.")
    if sha256 is not None and sha256 != report.sha256:
        raise Refused(NOT_ITS_PAGES)
    report.approved_at, report.approved_by = timezone.now(), by
    report.version += 1
    report.save(update_fields=["approved_at", "approved_by", "version"])
    audit.record("report.approved", by=by, target=report, after={"read": report.sha256})
    _have_it_made(report, by=by)
    return report


@transaction.atomic
def release(report, *, by, to):
    """Share a frozen report with adults by name, and tell each that there is something to read."""
    report = _locked(report)
    if not report.is_frozen:
        raise Refused("A report is approved before it is shared.")
    carers = _who_may_read(report, to)
    if report.status == Report.Status.APPROVED:
        report.move_to(Report.Status.RELEASED)
        report.released_at, report.released_by = timezone.now(), by
        report.save(update_fields=["status", "released_at", "released_by"])
    for carer in carers:
        given = _give(report, carer)
        audit.record("report.released", by=by, target=report, after={"to": carer.name})
        notify(SomethingToRead, to=carer.user, about=given)
    return report


def _who_may_read(report, to):
    """The named adults, as they may see this child today. Raises Refused for anyone else."""
    asked = {carer.pk for carer in to}
    if not asked:
        raise Refused("Choose at least one person to share the report with.")
    today = timezone.localdate()
    receiving = Carer.objects.receiving(on=today).filter(child=report.child, user__isnull=False)
    carers = list(receiving.filter(pk__in=asked).select_related("user").order_by("pk"))
    if len(carers) != len(asked):
        raise Refused("The report can only be shared with people who may see this child’s record today.")
    return carers


def _give(report, carer):
    try:
        with transaction.atomic():
            return Release.objects.create(report=report, carer=carer)
    except IntegrityError as error:
        raise Refused(f"{carer.name} has this report already.") from error


def _have_it_made(report, *, by):
    work.ask(
        "report.render",
        key=f"report:{report.pk}:{report.version}",
        by=by,
        report=report.pk,
        version=report.version,
    )


def _locked(report):
    """The report as it is now, held until this is done: two people cannot decide at once."""
    return Report.objects.select_for_update(of=("self",)).select_related("child").get(pk=report.pk)

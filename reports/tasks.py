"""Reports being made: gathered, rendered, kept, and said to be ready in one transaction."""

import logging

from django.utils import timezone

from accounts import audit, work
from accounts.models import Job
from families.models import Child

from . import files
from .kinds import progress
from .models import Report
from .pages import CannotBeMade, pages_of

TEMPLATES = {Report.Kind.PROGRESS: "print/progress.html"}
log = logging.getLogger(__name__)


@work.handler("report.render", queue=Job.Queue.PDF, called="Make the pages of a report")
def render_report(job):
    """Make the pages of one version of a report: the draft, or after approval the final ones.

    May run again and may be overtaken: the file is named by its content and the rest happens in ``finish``.
    """
    report = _asked_for_in(job)
    if report is None:
        return  # made already, or asked for anew meanwhile
    try:
        _may_still_see(job.requested_by, report)
        made = _make(report)
    except CannotBeMade:  # and would not be at the next try
        log.exception("report %s cannot be made", report.pk)
        with work.finish(job):
            _mark_failed(report)
    else:
        _settle(job, report, made)


@work.ending("report.render")
def give_up(job):
    """The worker has given up: the page says so, and offers to try again."""
    report = _asked_for_in(job)
    if report is not None:
        _mark_failed(report)


def _asked_for_in(job):
    """The report whose pages are to be made; None if this version needs none any more."""
    reports = Report.objects.select_related("child", "requested_by", "approved_by")
    report = reports.get(pk=job.payload["report"])
    if report.version != job.payload["version"]:
        return None
    if report.status == Report.Status.FAILED:  # somebody has the work that gave up done after all
        report.move_to(report.stage_before_failing)
    return report if report.is_being_made else None


def _may_still_see(person, report):
    """Rights are asked again when the work is done: a child may have gone to a colleague meanwhile."""
    if person is None or not Child.objects.visible_to(person).filter(pk=report.child_id).exists():
        raise CannotBeMade("Who asked for the pages may no longer see this child.")


def _make(report):
    """Make and keep the pages: a draft from the record as it is now, the final ones from its facts.

    Returns the fields of the report that say where they lie.
    """
    from . import pdf  # the web process asks for pages and never makes any: WeasyPrint stays out of it

    if report.approved_at is None:
        period = progress.Period(report.period_from, report.period_to)
        report.facts = progress.gather(report.child, period)
    content, pages = pdf.render(TEMPLATES[report.kind], pages_of(report))
    name, sha256 = files.keep(content)
    return {"file": name, "sha256": sha256, "pages": pages, "rendered_at": timezone.now()}


def _settle(job, report, made):
    """Say that the pages are there, together with the end of the work: once, whoever else has tried."""
    is_final = report.approved_at is not None
    with work.finish(job):
        report.move_to(Report.Status.APPROVED if is_final else Report.Status.READY)
        for name, value in made.items():
            setattr(report, name, value)
        report.save(update_fields=["status", "facts", *made])
        by = report.approved_by if is_final else report.requested_by
        audit.record(
            "report.frozen" if is_final else "report.prepared",
            by=by,
            target=report,
            child=report.child,
            after={"version": report.version, "pages": report.pages, "sha256": report.sha256},
        )


def _give_up(job, report):
    """Say that it could not be made, together with the end of the work."""
    with work.finish(job):
        _mark_failed(report)


def _mark_failed(report):
    report.move_to(Report.Status.FAILED)
    report.save(update_fields=["status"])
    audit.record(
        "report.failed",
        by=audit.CLOCK,
        target=report,
        child=report.child,
        after={"version": report.version},
    )

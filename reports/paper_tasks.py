"""Papers being made: gathered with the rights of who asked, rendered, kept, and said to be ready once."""

import logging

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from accounts import audit, work
from accounts.models import Job, Service

from . import files
from .models import Paper
from .pages import CannotBeMade, with_dates
from .papers import KINDS

log = logging.getLogger(__name__)
OUT_OF_SIGHT = "Who asked for these pages may no longer see what they are about."
FAULT = "Something in the text cannot be printed."


@work.handler("reports.paper", queue=Job.Queue.PDF, called="Make the pages of a letter or other paper")
def make_paper(job):
    """Make one paper. May run again and may be overtaken: the file is named by its content."""
    paper = _asked_for_in(job)
    if paper is None:
        return  # made already, or asked for anew meanwhile
    try:
        made = _make(paper, paper.asked_by)
    except CannotBeMade as problem:  # and could not be at the next try
        log.warning("paper %s cannot be made: %s", paper.pk, problem)
        with work.finish(job):
            _mark_failed(paper, str(problem))
    else:
        _settle(job, paper, made)


@work.ending("reports.paper")
def give_up(job):
    """The worker has given up: the page says so, and offers to try again."""
    paper = _asked_for_in(job)
    if paper is not None:
        _mark_failed(paper, "The worker gave up. Please try again.")


def _asked_for_in(job):
    """The paper whose pages are to be made; None if there is nothing more to do."""
    paper = Paper.objects.select_related("child", "asked_by").get(pk=job.payload["paper"])
    return paper if paper.is_being_made and paper.tries == job.payload["tries"] else None


def _make(paper, user):
    """Gather, render and keep. Rights are asked again now: much may have changed since it was asked for."""
    from . import pdf  # the web process asks for pages and never makes any: WeasyPrint stays out of it

    found = KINDS.get(paper.kind)
    if found is None:
        raise CannotBeMade("Papers of this kind are made no longer.")
    if not user.is_active or not Paper.objects.visible_to(user).filter(pk=paper.pk).exists():
        raise CannotBeMade(OUT_OF_SIGHT)
    data = _frame(paper, user) | found.gather(_about(paper, user), user, **paper.options)
    content, pages = pdf.render(found.template, {"title": found.title, **with_dates(data)})
    name, sha256 = files.keep(content)
    return {"data": data, "file": name, "sha256": sha256, "pages": pages, "ready_at": timezone.now()}


def _about(paper, user):
    """What the paper is about, as this person may see it."""
    try:
        return apps.get_model(paper.about_type).objects.visible_to(user).get(pk=paper.about_pk)
    except (LookupError, ObjectDoesNotExist) as gone:
        raise CannotBeMade(OUT_OF_SIGHT) from gone


def _frame(paper, user):
    """What stands on every paper: whose it is, who made it, when, for whom."""
    service = Service.current()
    fields = ("name", "council", "phone", "email")
    return {
        "service": {name: getattr(service, name) for name in fields},
        "author": service.name,
        "made_by": user.name,
        "made_on": timezone.localdate().isoformat(),
        "to_name": paper.to_name,
    }


def _settle(job, paper, made):
    """Say that the pages are there, together with the end of the work."""
    with work.finish(job):
        for name, value in made.items():
            setattr(paper, name, value)
        paper.status, paper.problem = Paper.Status.READY, ""
        paper.save(update_fields=["status", "problem", *made])
        kept = {"pages": paper.pages, "sha256": paper.sha256}
        audit.record("paper.made", by=paper.asked_by, target=paper, child=paper.child, after=kept)


def _mark_failed(paper, problem):
    paper.status, paper.problem = Paper.Status.FAILED, problem[:200]
    paper.save(update_fields=["status", "problem"])
    audit.record("paper.failed", by=audit.CLOCK, target=paper, child=paper.child, after={"try": paper.tries})

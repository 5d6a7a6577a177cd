"""What people do with papers: ask for one, and ask again for one that could not be made."""

from django.db import transaction

from accounts import audit, work
from accounts.refusals import Refused

from ..models import Paper
from ..papers import KINDS


@transaction.atomic
def ask(kind, about, *, by, child=None, to_name="", **options):
    """Ask for a paper about a row of any room; a worker makes the pages. The same ask twice is one paper.

    Arguments: ``options`` are ids and short words that reach the kind's ``gather``; they are part of what
    makes a paper the same. What changes with time takes an option that changes with it, as ``edition=2``.
    One that could not be made is tried again.
    """
    if kind not in KINDS:
        raise ValueError(f"No kind of paper is called {kind}.")
    paper, is_new = Paper.objects.get_or_create(
        key=_key_of(kind, about, options),
        defaults={
            "kind": kind,
            "about_type": about._meta.label,
            "about_pk": str(about.pk),
            "child": child,
            "to_name": to_name[:160],
            "options": options,
            "asked_by": by,
        },
    )
    if is_new:
        audit.record("paper.asked", by=by, target=paper, child=child, after={"kind": kind})
        _have_it_made(paper, by=by)
    elif paper.status == Paper.Status.FAILED:
        make_again(paper, by=by)
    return paper


@transaction.atomic
def make_again(paper, *, by):
    """Have a paper made that could not be made: from the record, and with the rights of who asks, now."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("child").get(pk=paper.pk)
    if paper.is_being_made:
        raise Refused("The pages are being made at this moment. Please wait a little.")
    if paper.status == Paper.Status.READY:
        raise Refused("The pages are ready, and they do not change any more.")
    paper.status, paper.problem, paper.asked_by = Paper.Status.ASKED, "", by
    paper.tries += 1
    paper.save(update_fields=["status", "problem", "asked_by", "tries"])
    audit.record("paper.asked_again", by=by, target=paper, child=paper.child, after={"try": paper.tries})
    _have_it_made(paper, by=by)
    return paper


def _key_of(kind, about, options):
    chosen = "".join(f":{name}={value}" for name, value in sorted(options.items()))
    return f"{kind}:{about._meta.label}:{about.pk}{chosen}"[:300]


def _have_it_made(paper, *, by):
    key = f"paper:{paper.pk}:{paper.tries}"
    work.ask("reports.paper", key=key, by=by, paper=paper.pk, tries=paper.tries)

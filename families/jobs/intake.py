"""What the clock starts for what comes from outside: drafts are forgotten, papers scanned, senders told."""

from django.utils import timezone

from accounts import files, scanning, work
from accounts.models import Job

from ..actions import incoming as outside
from ..actions.incoming import FOLDER
from ..models import Document, Incoming, IncomingFile
from ..standing import ACCEPTED, CLOSED, standing_of, to_be_told

AT_ONCE = 100


@work.due
def forget_what_was_never_sent(now):
    """A draft that nobody came back to in two weeks is forgotten, with its papers."""
    for draft in Incoming.objects.lapsed(at=now).select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]:
        outside.forget(draft)


@work.due
def tell_who_referred(now):
    """Who sent a referral hears when it got a place and when it came to its end."""
    for one in to_be_told()[:AT_ONCE]:
        state = standing_of(one)
        if state in (ACCEPTED, CLOSED):
            outside.tell_how_it_stands(one, state.code)


@work.due
def sweep_papers_once_a_day(now):
    """Ask for the day's sweep; asking again does nothing."""
    work.ask("families.sweep", key=f"families.sweep:{timezone.localdate(now)}")


@work.handler("families.sweep", called="Remove papers of nobody")
def sweep_papers(job):
    """Remove papers that neither a document nor a referral names any more."""
    named = {
        *Document.objects.values_list("file", flat=True),
        *IncomingFile.objects.values_list("file", flat=True),
    }
    files.sweep(FOLDER, named)


@work.handler("families.scan", queue=Job.Queue.DEFAULT, called="Check a paper for viruses")
def scan(job):
    """Have one paper scanned. A scanner that does not answer is asked again later: the paper stays shut."""
    model = Document if "document" in job.payload else IncomingFile
    paper = model.objects.filter(pk=job.payload.get("document") or job.payload.get("incoming_file")).first()
    if paper is None:
        return
    is_clean = scanning.is_clean(files.content_of(paper.file, paper.sha256))
    state = Document.State.CLEAN if is_clean else Document.State.REFUSED
    with work.finish(job):
        model.objects.filter(pk=paper.pk).update(state=state)
        if model is IncomingFile:  # it may have become a document while it waited
            waiting = Document.objects.filter(sha256=paper.sha256, state=Document.State.PENDING)
            waiting.update(state=state)

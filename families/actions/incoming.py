"""A referral from outside, as far as the person outside takes it: begun, kept, come back to, sent.

Nobody here has an account. A draft is reached by the session it was begun in, or by a link that only its
hash is known of; a reference read out over the telephone opens nothing.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import audit, files, scanning, work
from accounts.notify import notify_address
from accounts.refusals import Refused

from ..models import Document, Incoming, IncomingFile, IncomingLink
from ..notifications import GoOnReferring, ReferralMoved, ReferralReceived
from ..referring import DONE, missing
from ..saving import save_or_refuse

DRAFT_DAYS = 14
STATUS_DAYS = 400
MOST_FILES = 10
MOST_BYTES = 40 * 1024 * 1024
MOST_LINKS = 3  # links that are mailed at once, when somebody has begun several referrals
FOLDER = "documents"
TOKEN_BYTES = 32


@transaction.atomic
def begin(kind):
    """Begin a referral. It is kept for two weeks from the last time that somebody wrote on it."""
    return save_or_refuse(Incoming(kind=kind, keep_until=_two_weeks_from_now()))


@transaction.atomic
def keep(draft, key, told, *, done):
    """Keep what was typed on one page, finished or not. Other pages stay as they are."""
    draft = _own(draft)
    answers = draft.told_us
    steps = set(answers.get(DONE, []))
    answers[key] = told
    answers[DONE] = sorted(steps | {key} if done else steps - {key})
    draft.told_us = answers
    draft.keep_until = _two_weeks_from_now()
    return save_or_refuse(draft)


@transaction.atomic
def add_paper(draft, *, kind, paper):
    """Keep a paper that was checked, with its draft. With a virus scanner it waits for its word."""
    draft = _own(draft)
    here = list(draft.files.all())
    if len(here) >= MOST_FILES or sum(one.size for one in here) + paper.size > MOST_BYTES:
        raise Refused(f"There is room for {MOST_FILES} papers and 40 MB. You can send us more by post later.")
    name, digest = files.keep(paper.content, FOLDER, paper.ending)
    state = Document.State.PENDING if scanning.is_configured() else Document.State.CLEAN
    file = save_or_refuse(
        IncomingFile(
            incoming=draft, kind=kind, title=paper.title, file=name, sha256=digest, size=paper.size,
            content_type=paper.content_type, state=state,
        )
    )  # fmt: skip
    if state == Document.State.PENDING:
        work.ask("families.scan", key=f"scan:incoming:{file.pk}", incoming_file=file.pk)
    return file


@transaction.atomic
def drop_paper(draft, ref):
    """Take a paper out of a draft. The bytes go with the next sweep, unless something else names them."""
    _own(draft).files.filter(ref=ref).delete()


@transaction.atomic
def save_for_later(draft, *, email):
    """Mail the link by which the draft can be gone on with."""
    draft = _own(draft)
    draft.email, draft.email_key = email, email_key(email)
    draft.keep_until = _two_weeks_from_now()
    save_or_refuse(draft)
    _mail_return_link(draft)


@transaction.atomic
def mail_links_again(email):
    """Mail new links to whatever was begun with this address; whether there was anything is told nobody."""
    drafts = Incoming.objects.filter(
        state=Incoming.State.DRAFT, email_key=email_key(email), keep_until__gte=timezone.now()
    )
    found = list(drafts.order_by("-begun_at", "-pk")[:MOST_LINKS])
    for draft in found:
        _mail_return_link(draft)
    if not found:  # as much work as for somebody
        work.ask("notice.to_nobody", key=f"nobody:{secrets.token_hex(16)}")


@transaction.atomic
def send(draft, *, email=""):
    """Send a referral: from now on it is ours to deal with, and the sender is told so by mail."""
    draft = _own(draft)
    if missing(draft.kind, draft.told_us.get(DONE, [])):
        raise Refused("A page is still missing. Look at the list and fill it in first.")
    draft.state, draft.sent_at, draft.told = Incoming.State.SENT, timezone.now(), "received"
    if email:
        draft.email, draft.email_key = email, email_key(email)
    save_or_refuse(draft)
    draft.links.filter(purpose=IncomingLink.Purpose.RETURN).delete()
    audit.record("incoming.sent", by=audit.OUTSIDE, target=draft, after={"files": draft.files.count()})
    _mail_status(draft, ReferralReceived, "received")
    return draft


@transaction.atomic
def tell_how_it_stands(incoming, state):
    """Mail the sender that the referral got a place, or came to its end; each once."""
    incoming = Incoming.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
    if incoming.told == state:
        return
    incoming.told = state
    save_or_refuse(incoming)
    _mail_status(incoming, ReferralMoved, state)


@transaction.atomic
def forget(draft):
    """Forget a draft that nobody came back to: what was told, its papers and its links."""
    draft.files.all().delete()
    draft.links.all().delete()
    draft.state, draft.answers, draft.email, draft.email_key = Incoming.State.EXPIRED, "", "", ""
    save_or_refuse(draft)


def find_draft(ref):
    """The draft that a session speaks of, while it is one."""
    drafts = Incoming.objects.filter(state=Incoming.State.DRAFT, keep_until__gte=timezone.now())
    return drafts.filter(ref=ref).first()


def find_sent(ref):
    """What a session has sent."""
    return Incoming.objects.sent().filter(ref=ref).first()


def find_by_link(token, purpose):
    """What a mailed link opens, or None: unknown, of another purpose, or too old."""
    link = (
        IncomingLink.objects.good(at=timezone.now())
        .filter(token_hash=hash_of(token), purpose=purpose)
        .select_related("incoming__referral__child")
        .first()
    )
    return link.incoming if link else None


def make_link(incoming, purpose):
    """Make a link and return its path; of the token only its hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    is_return = purpose == IncomingLink.Purpose.RETURN
    days = DRAFT_DAYS if is_return else STATUS_DAYS
    IncomingLink.objects.create(
        incoming=incoming, purpose=purpose, token_hash=hash_of(token), until_at=_in_days(days)
    )
    return reverse("families:refer_open" if is_return else "families:refer_status", args=[token])


def hash_of(token):
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def email_key(email):
    """What an address is found by, and cannot be read from."""
    return salted_hmac("families.incoming.email", email.strip().lower(), algorithm="sha256").hexdigest()


def _mail_return_link(draft):
    path = make_link(draft, IncomingLink.Purpose.RETURN)
    key = f"{draft.pk}:{secrets.token_hex(8)}"  # each time it is asked for, it is a message of its own
    notify_address(GoOnReferring, address=draft.email, about=draft, key=key, secret=path)


def _mail_status(incoming, message, state):
    if not incoming.email:
        return
    path = make_link(incoming, IncomingLink.Purpose.STATUS)
    key = f"{incoming.pk}:{state}"
    notify_address(message, address=incoming.email, about=incoming, key=key, secret=path)


def _own(draft):
    """The draft as it is now, and nobody else's until we are done."""
    draft = Incoming.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.state != Incoming.State.DRAFT:
        raise Refused(f"This referral was sent already. Its reference is {draft.number}.")
    return draft


def _two_weeks_from_now():
    return _in_days(DRAFT_DAYS)


def _in_days(days):
    return timezone.now() + timedelta(days=days)

"""How we reach people. Rooms say what to tell (a Message class); this module sees that it is told once.

An e-mail says that there is something to read, never what. A notice is written in the transaction of its
cause and delivered after commit. Before SMTP is spoken to, the notice says ``sending``: if the worker dies
there, nobody knows whether it left, and it is not sent blindly a second time.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from . import work
from .models import Job, Notice, Service

MESSAGES = {}
SILENCES = []


def silence(function):
    """Register ``function(message, pairs) -> pairs``: of many (about, to), those of which one may speak.

    Families hands down that nobody hears of a child who has died, whatever the message says of itself.
    """
    SILENCES.append(function)
    return function


def may_speak(message, pairs):
    """Those of many (about, to) that no silence forbids; asked when written and again when delivered."""
    for function in SILENCES:
        pairs = function(message, pairs)
    return pairs


@dataclass(frozen=True)
class Outsider:
    """Somebody who has no account with us, and of whom we know an address."""

    email: str
    pk = None
    first_name = ""
    is_active = True
    is_family = False
    is_staff_member = False


class Message:
    """One thing we tell people. Subclasses live in each room's notifications.py.

    ``name`` is the room and the class, ``template`` the folder and stem of the texts in templates/emails.
    """

    name = ""
    template = ""
    can_be_disabled = True
    useful_for = None  # how long after it was written it is of use to anybody; None for always
    needs_secret = False
    even_after_death = False  # whether it is told though its child has died

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        MESSAGES[cls.name] = cls

    @classmethod
    def should_send(cls, about, to):
        """Whether this is still true and wanted; asked when written and again when delivered."""
        return to.is_active

    @classmethod
    def wanted(cls, pairs):
        """Those of many (about, to) that should be sent; who would ask the database for each asks once."""
        return [(about, to) for about, to in pairs if cls.should_send(about, to)]

    @classmethod
    def context(cls, about, to):
        """What the texts may say: no name of a child, no place, no health fact."""
        return {}

    @classmethod
    def path(cls, about, to):
        """Where in the application the thing is to be read."""
        return "/"


def notify(message, *, to, about=None, key=None, secret=""):
    """Write a notice to one person and ask for its delivery. Returns it, or None if it is not wanted.

    ``key`` is what makes the message this one: the same key is told once.
    """
    if not is_wanted(message, about, to):
        return None
    key = key or f"{message.name}:{about.pk if about is not None else '-'}:{to.pk}"
    notice, is_new = Notice.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "kind": message.name,
            "secret": secret,
            "about_type": about._meta.label if about is not None else "",
            "about_pk": str(about.pk) if about is not None else "",
        },
    )
    if is_new:
        work.ask("notice.deliver", key=f"notice:{notice.pk}", notice=notice.pk)
    return notice


def notify_address(message, *, address, about, key, secret=""):
    """Write a notice to somebody outside, by address alone; else as ``notify``. The same key is told once."""
    if not address or not is_wanted(message, about, Outsider(address)):
        return None
    notice, is_new = Notice.objects.get_or_create(
        key=f"{message.name}:{key}",
        defaults={
            "address": address,
            "kind": message.name,
            "secret": secret,
            "about_type": about._meta.label,
            "about_pk": str(about.pk),
        },
    )
    if is_new:
        work.ask("notice.deliver", key=f"notice:{notice.pk}", notice=notice.pk)
    return notice


def notify_many(message, pairs, *, suffix=""):
    """Write notices about many things to many people, in a few queries whatever their number.

    Arguments: ``pairs`` are (about, to); ``suffix`` tells apart what is told a second time. Each is asked
    whether it is wanted, by ``message.wanted``; what was told before is not told again. Returns the notices.
    """
    wanted = message.wanted(may_speak(message, pairs))
    keyed = {f"{message.name}:{about.pk}:{to.pk}{suffix}": (about, to) for about, to in wanted}
    known = set(Notice.objects.filter(key__in=keyed).values_list("key", flat=True))
    notices = Notice.objects.bulk_create(
        Notice(to=to, kind=message.name, key=key, about_type=about._meta.label, about_pk=str(about.pk))
        for key, (about, to) in keyed.items()
        if key not in known
    )
    work.ask_many("notice.deliver", {f"notice:{one.pk}": {"notice": one.pk} for one in notices})
    return notices


def is_wanted(message, about, to):
    """Whether one message is still true, wanted, and not silenced."""
    return bool(may_speak(message, [(about, to)])) and message.should_send(about, to)


@work.handler("notice.deliver", queue=Job.Queue.MAIL, called="Send an e-mail")
def deliver(job):
    """Send one notice by e-mail, once."""
    notice = Notice.objects.select_related("to").get(pk=job.payload["notice"])
    if notice.state == Notice.State.SENT:
        return
    message, about, to = MESSAGES[notice.kind], _about(notice), recipient_of(notice)
    if (notice.about_type and about is None) or not is_wanted(message, about, to):
        _settle(job, notice, Notice.State.SILENCED)
        return
    if _is_too_late(message, notice):
        raise work.TooLate
    _send(job, notice, _compose(message, notice, about, to))


def recipient_of(notice):
    """Who a notice goes to: a person with an account, or an address outside."""
    return notice.to if notice.to_id else Outsider(notice.address)


def _is_too_late(message, notice):
    old = message.useful_for and timezone.now() - notice.created_at > message.useful_for
    return old or (message.needs_secret and not notice.secret)


def _send(job, notice, mail):
    """Hand a mail over. Whatever happens after the mark is either a clear no, or not known."""
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
    connection.open()  # a server that is down, refuses or hangs is met here, before anything is marked
    try:
        work.mark_sending(job)
        Notice.objects.filter(pk=notice.pk).update(state=Notice.State.SENDING)
        connection.send_messages([mail])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
        work.mark_not_sent(job)
        Notice.objects.filter(pk=notice.pk).update(state=Notice.State.PENDING)
        raise  # the server said no: it did not leave, and may be tried again
    finally:
        with suppress(Exception):  # what goes wrong while hanging up changes nothing about what was said
            connection.close()
    _settle(job, notice, Notice.State.SENT)


def _settle(job, notice, state):
    sent_at = timezone.now() if state == Notice.State.SENT else None
    with work.finish(job):
        Notice.objects.filter(pk=notice.pk).update(state=state, sent_at=sent_at, secret="", address="")


HOW_IT_ENDED = {
    Job.State.DEAD: Notice.State.FAILED,
    Job.State.UNKNOWN: Notice.State.UNKNOWN,
    Job.State.EXPIRED: Notice.State.SILENCED,
}


@work.ending("notice.deliver")
def not_delivered(job):
    """The notice says how its delivery ended; a secret is not kept for longer than it is needed."""
    state = HOW_IT_ENDED[job.state]
    Notice.objects.filter(pk=job.payload["notice"]).update(state=state, sent_at=None, secret="")


@work.handler("notice.to_nobody", queue=Job.Queue.MAIL, called="Tell nobody")
def to_nobody(job):
    """What the doors ask for when a stranger knocks: as much work as for somebody, and nobody to tell."""


def _about(notice):
    if not notice.about_type:
        return None
    return apps.get_model(notice.about_type)._base_manager.filter(pk=notice.about_pk).first()


def _compose(message, notice, about, to):
    context = {
        "to": to,
        "service": Service.current(),
        "link": settings.SITE_URL + message.path(about, to),
        "secret": notice.secret,
        **message.context(about, to),
    }
    subject = " ".join(render_to_string(f"emails/{message.template}_subject.txt", context).split())
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"emails/{message.template}.txt", context),
        to=[to.email],
        headers={"Message-ID": _message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"emails/{message.template}.html", context), "text/html")
    return mail


def _message_id(notice):
    """The same notice has the same Message-ID, however often it is tried."""
    return f"<{sha256(notice.key.encode()).hexdigest()[:32]}@{urlsplit(settings.SITE_URL).hostname}>"

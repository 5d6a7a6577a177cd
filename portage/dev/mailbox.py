"""The mail that the demo has sent, read in the browser."""

from dataclasses import dataclass
from email import message_from_bytes, policy

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

MOST = 100


@dataclass(frozen=True)
class Letter:
    """One e-mail as the catcher kept it."""

    name: str
    to: str
    subject: str
    sent_at: object
    text: str


def letters():
    """The newest mail first."""
    folder = settings.MAIL_FOLDER
    files = sorted(folder.glob("*.eml"), reverse=True)[:MOST] if folder.exists() else []
    return [open_letter(path) for path in files]


def open_letter(path):
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Letter(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=timezone.datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone()),
        text=body.get_content() if body else "",
    )


@login_not_required
def mailbox(request):
    """All the mail that nobody outside ever gets."""
    return render(request, "dev/mailbox.html", {"letters": letters()})


@login_not_required
def letter(request, name):
    """One e-mail."""
    found = next((letter for letter in letters() if letter.name == name), None)
    if found is None:
        raise Http404
    return render(request, "dev/letter.html", {"letter": found})

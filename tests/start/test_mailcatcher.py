"""The mail catcher keeps what it is given, whole, and can play a broken server."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from email.message import EmailMessage

import pytest

from portage.dev.mailcatcher import MailCatcher

pytestmark = pytest.mark.fault


@pytest.fixture
def catcher(tmp_path):
    catcher = MailCatcher(tmp_path).start()
    yield catcher
    catcher.stop()


def send(catcher, subject="A visit is near", timeout=5):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "service@example.org", "parent@example.org", subject
    message.set_content("There is something to read.\n.a line that begins with a dot\n")
    with smtplib.SMTP(catcher.host, catcher.port, timeout=timeout) as server:
        server.send_message(message)


def test_a_message_is_a_file_that_can_be_read(catcher):
    send(catcher, subject="Zoë’s visit")

    (file,) = catcher.messages()
    kept = message_from_bytes(file.read_bytes())
    assert kept["X-Envelope-To"] == "parent@example.org"
    assert ".a line that begins with a dot" in kept.get_payload(decode=True).decode()


def test_many_at_once_are_all_kept_and_none_by_half(catcher):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: send(catcher, f"Number {number}"), range(40)))

    assert len(catcher.messages()) == 40
    assert list(catcher.folder.glob(".*")) == []


def test_it_comes_back_on_the_same_port(catcher):
    catcher.kill()
    with pytest.raises(OSError, match="refused"):
        send(catcher)
    catcher.start()
    send(catcher)

    assert len(catcher.messages()) == 1


def test_it_can_refuse(tmp_path):
    catcher = MailCatcher(tmp_path, behaviour="refuse").start()
    try:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(catcher)
    finally:
        catcher.stop()


def test_it_can_hang(tmp_path):
    catcher = MailCatcher(tmp_path, behaviour="hang").start()
    try:
        with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
            send(catcher, timeout=1)
    finally:
        catcher.stop()
    assert catcher.messages() == []

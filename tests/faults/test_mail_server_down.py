"""The mail server refuses, hangs, or goes dead: each message goes out once, or a person is told."""

import os
import signal

from portage.dev.mailcatcher import MailCatcher

from .asking import TELL

NADIA = "nadia.khan@example.org"


def tell(town, key):
    town.shell(TELL.format(key=key))


def notice(town, key):
    return town.rows("SELECT state FROM accounts_notice WHERE key = %s", key)[0][0]


def job_of(town, key):
    query = """SELECT j.state, j.attempts FROM accounts_job j JOIN accounts_notice n
               ON j.key = 'notice:' || n.id WHERE n.key = %s"""
    return town.rows(query, key)[0]


def hurry(town):
    """The pause before the next try is not waited for."""
    town.rows("UPDATE accounts_job SET run_after = now() WHERE state = 'ready'")


def replace_mail_server(town, behaviour):
    town.mail.stop()
    town.mail = MailCatcher(town.base, port=town.mail.port, behaviour=behaviour).start()


def test_a_server_that_refuses_is_asked_again_and_the_message_goes_out_once(town):
    replace_mail_server(town, "refuse")
    before = len(town.letters_to(NADIA))
    tell(town, "refused")
    town.wait_for(lambda: job_of(town, "refused") == ("ready", 1), what="the first refusal")
    replace_mail_server(town, "keep")
    hurry(town)
    town.wait_for(lambda: notice(town, "refused") == "sent", what="the message")
    assert len(town.letters_to(NADIA)) == before + 1


def test_a_server_that_does_not_greet_is_asked_again_and_the_message_goes_out_once(town):
    before = len(town.letters_to(NADIA))
    os.kill(town.mail.process.pid, signal.SIGSTOP)
    try:
        tell(town, "hung")
        town.wait_for(lambda: job_of(town, "hung") == ("ready", 1), 40, what="giving up on a silent server")
        assert notice(town, "hung") == "pending"
    finally:
        os.kill(town.mail.process.pid, signal.SIGCONT)
    hurry(town)
    town.wait_for(lambda: notice(town, "hung") == "sent", what="the message")
    assert len(town.letters_to(NADIA)) == before + 1


def test_a_server_that_goes_silent_with_the_message_in_hand_is_not_told_twice_blindly(town):
    replace_mail_server(town, "hang")
    tell(town, "unknown")
    town.wait_for(lambda: notice(town, "unknown") == "unknown", 40, what="not knowing")
    assert job_of(town, "unknown")[0] == "unknown"
    replace_mail_server(town, "keep")
    hurry(town)
    assert not [letter for letter in town.letters_to(NADIA) if "unknown" in letter]
    assert notice(town, "unknown") == "unknown", "a person decides"

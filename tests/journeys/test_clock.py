"""The clock: reminders go out by themselves, once, and say nothing that a stranger could use."""

import email
import email.policy

from .given import CHILD_OF, SOFIA

CHILD, PARENT = "Tomasz Lake", "family26@example.org"
PLAN_FOR_TOMORROW = """
from datetime import timedelta
from visits.actions import visits
at = timezone.localtime().replace(hour=7, minute=5, second=0, microsecond=0) + timedelta(days=1)
visits.plan(child, worker=worker, starts_at=at, minutes=30, mode="home", bring="Drum", by=worker)
"""
LEND_TOO_LONG = """
from datetime import timedelta
today = timezone.localdate()
child.loans.update(lent_on=today - timedelta(days=60), due_on=today - timedelta(days=3))
"""
THE_EVENING = """
from django.db import transaction
from django.utils import timezone
from accounts import work
from portage.celery import app
app.loader.import_default_modules()
evening = timezone.localtime().replace(hour=20, minute=30, second=0)
for ask_for_what_is_due in work.DUE:
    with transaction.atomic():
        ask_for_what_is_due(evening)
"""


def test_the_evening_before_a_visit_one_reminder_goes_out(town):
    town.shell(CHILD_OF.format(worker=SOFIA, child=CHILD) + PLAN_FOR_TOMORROW)
    when_it_is_evening(town)
    then_one_letter_came(town, PARENT, "a visit is coming")
    when_it_is_evening(town)
    then_one_letter_came(town, PARENT, "a visit is coming")


def test_a_toy_that_is_late_is_said_once_to_family_and_worker(town):
    town.shell(CHILD_OF.format(worker=SOFIA, child=CHILD) + LEND_TOO_LONG)
    when_it_is_evening(town)
    then_one_letter_came(town, PARENT, "there is something to read")
    to_sofia = len(town.letters_to(SOFIA))
    assert to_sofia, "the worker hears of it too"
    when_it_is_evening(town)
    then_one_letter_came(town, PARENT, "there is something to read")
    assert len(town.letters_to(SOFIA)) == to_sofia


def when_it_is_evening(town):
    """Half past eight comes, and all that is due then is done."""
    town.shell(THE_EVENING)
    waiting = "SELECT count(*) FROM accounts_job WHERE kind = 'notice.deliver' AND state <> 'done'"
    town.wait_for(lambda: town.rows(waiting)[0][0] == 0, 90, what="all letters sent")


def then_one_letter_came(town, address, subject):
    letters = [read(letter) for letter in town.letters_to(address)]
    matching = [text for text in letters if subject in text]
    assert len(matching) == 1, f"{len(matching)} letters to {address} say “{subject}”"
    for word in (*CHILD.split(), "Drum", "Portage home", "toy"):
        assert word not in matching[0]
    assert "http://" in matching[0], "the letter leads to where it is to be read"


def read(letter):
    """Subject and both texts of a letter, decoded."""
    message = email.message_from_string(letter, policy=email.policy.default)
    texts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([message["Subject"], *texts])

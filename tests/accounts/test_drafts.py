"""What is typed is kept on the server, by its owner, for forms that she may use."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import drafts
from accounts.models import Draft
from tests.people import sign_in

pytestmark = pytest.mark.django_db
FORM = "visits:visit_plan"


def save(client, about, fields="bring=ball", version="0", key=FORM):
    data = {"key": key, "about": about, "version": version, "fields": fields}
    return client.post(reverse("accounts:draft_save"), data)


@pytest.fixture
def worker(client, people):
    sign_in(client, people.worker)
    client.get("/me/")
    return client


def test_autosave_answers_with_a_version_and_a_time(worker, people):
    answer = save(worker, people.child.ref).json()
    assert answer["version"] == 1
    assert answer["saved_at"][2] == ":"
    assert save(worker, people.child.ref, version="1").json()["version"] == 2


def test_autosave_asks_the_database_at_most_six_questions(worker, people):
    save(worker, people.child.ref)
    with CaptureQueriesContext(connection) as asked:
        save(worker, people.child.ref, version="1")
    assert len(asked) <= 6, "\n".join(query["sql"] for query in asked)


def test_the_second_window_is_told_and_nothing_is_overwritten(worker, people):
    save(worker, people.child.ref, "bring=first")
    answer = save(worker, people.child.ref, "bring=second")
    assert answer.status_code == 409
    assert "another window" in answer.json()["message"]
    assert drafts.fields_in(Draft.objects.get()) == {"bring": ["first"]}


def test_a_window_left_open_does_not_bring_back_what_was_sent(worker, people):
    save(worker, people.child.ref)
    drafts.discard(people.worker, FORM, people.child.ref)
    assert save(worker, people.child.ref, version="1").status_code == 409
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "typed", ["bring=a%00b", "bring=%ED%A0%80", "bring=\ud83d", "%00=x", "=", "&&&", "bring=%F0%9F%A6%8A"]
)
def test_strange_signs_are_harmless(worker, people, typed):
    assert save(worker, people.child.ref, typed.encode("utf-8", "replace").decode()).status_code == 200
    assert worker.get(reverse(FORM, args=[people.child.ref])).status_code == 200


def test_more_than_a_draft_can_hold_is_refused(worker, people):
    assert save(worker, people.child.ref, "bring=" + "x" * 200_001).status_code == 413


@pytest.mark.parametrize(
    "key", ["accounts:me", "account_login", "no:where", "", "\x00", "accounts:draft_save"]
)
def test_drafts_are_kept_of_forms_that_ask_for_it_and_no_others(worker, people, key):
    assert save(worker, people.child.ref, key=key).status_code == 400
    assert not Draft.objects.exists()


def test_drafts_are_kept_of_forms_that_one_may_use(client, people):
    sign_in(client, people.auditor)
    assert save(client, people.child.ref).status_code == 400


def test_a_person_has_no_more_drafts_than_anybody_needs(worker, people):
    Draft.objects.bulk_create(Draft(user=people.worker, form="x", about=str(n)) for n in range(drafts.MOST))
    assert save(worker, people.child.ref).status_code == 429


def test_a_draft_lies_encrypted(worker, people):
    save(worker, people.child.ref, "bring=a+very+private+thing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM accounts_draft")
        assert "private" not in cursor.fetchone()[0]


def test_a_draft_is_its_owners_alone(worker, people):
    save(worker, people.child.ref)
    assert drafts.find(people.team_lead, FORM, people.child.ref) is None


def test_a_draft_can_be_thrown_away(worker, people):
    save(worker, people.child.ref)
    answer = worker.post(
        reverse("accounts:draft_discard"), {"key": FORM, "about": people.child.ref, "next": "/me/"}
    )
    assert answer.headers["Location"] == "/me/"
    assert not Draft.objects.exists()


def test_an_odd_version_overwrites_nothing(worker, people):
    save(worker, people.child.ref)
    for version in ("", "x", "-1", "9" * 40, "²"):
        assert save(worker, people.child.ref, version=version).status_code == 409

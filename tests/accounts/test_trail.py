"""Who did what: written once, told plainly, found fast."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import audit, inquiry, sentences
from accounts.models import AuditEvent
from tests.people import sign_in

pytestmark = pytest.mark.django_db
URL = "/audit/"


@pytest.fixture
def auditor(client, people):
    sign_in(client, people.auditor)
    return client


def search(client, **asked):
    answer = client.post(URL, asked)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.headers["Location"] == URL
    return client.get(URL)


def told(page):
    return [f"{line.who} {line.words}" for _, lines in page.context["days"] for line in lines]


@pytest.mark.parametrize(
    "change", ["UPDATE accounts_auditevent SET reason = 'x'", "DELETE FROM accounts_auditevent"]
)
def test_the_database_itself_refuses_to_change_a_line(people, change):
    audit.record("child.seen", by=people.worker, child=people.child)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_line_says_who_did_it(people):
    with pytest.raises(ValueError, match="says who"):
        audit.record("child.seen", by=None)


def test_lines_read_as_sentences(auditor, people):
    audit.record("visit.signed", by=people.worker, child=people.child)
    audit.record("unheard.of_before", by=people.worker, target=people.team_lead)
    page = auditor.get(URL)
    assert "Sofia Marsh signed the record of the home visit to Aisha Khan" in told(page)
    assert "Sofia Marsh of before the unheard: Hannah Osei" in told(page)


def test_what_was_refused_can_be_seen(client, people):
    sign_in(client, people.restricted)
    client.get(URL)
    client.get("/children/nothing-here/")
    client.logout()
    sign_in(client, people.auditor)
    lines = told(search(client, kind="refused"))
    assert "Tariq Khan was refused /audit/" in lines


@pytest.mark.parametrize(
    "role", ["worker", "team_lead", "administrator", "service_manager", "safeguarding_lead", "parent"]
)
def test_only_the_auditor_reads_the_trail(client, people, role):
    sign_in(client, getattr(people, role))
    assert client.get(URL).status_code == client.post(URL, {}).status_code == 403


def test_a_child_is_found_by_name_and_by_ref_and_no_name_is_in_an_address(auditor, people):
    audit.seen("child.seen", by=people.worker, child=people.child)
    audit.seen("child.seen", by=people.stranger, child=people.other_child)
    for asked in ("Aisha", people.child.ref):
        lines = told(search(auditor, child=asked))
        assert lines == ["Sofia Marsh looked at Aisha Khan’s page"]


def test_a_person_is_found_by_name(auditor, people):
    audit.seen("child.seen", by=people.worker, child=people.child)
    audit.seen("child.seen", by=people.stranger, child=people.other_child)
    lines = told(search(auditor, who="ros lewis"))
    assert lines == ["Ros Lewis looked at Oscar Bevan’s page"]


def test_days_and_words_narrow_a_search(auditor, people):
    audit.record("episode.handed_over", by=people.team_lead, child=people.child, reason="Grace is away")
    today = timezone.localdate()
    assert len(told(search(auditor, words="is away"))) == 1
    assert told(search(auditor, words="is away", until=str(today - timedelta(days=1)))) == []
    assert "Grace is away" in search(auditor, since=str(today), until=str(today)).text


def test_the_search_itself_is_written_down(auditor, people):
    search(auditor, child="Aisha")
    line = AuditEvent.objects.get(what="trail.searched")
    assert (line.by_pk, line.reason) == (people.auditor.pk, "Aisha")


def test_a_mistaken_day_is_told_in_words(auditor):
    page = auditor.post(URL, {"since": "2026-11-20", "until": "2026-11-01"})
    assert "“From” lies after “To”." in page.text
    assert auditor.post(URL, {"since": "0001-01-01"}).status_code == 200


@pytest.mark.parametrize(
    "before", ["", "x", "-", "1-", "-1", "9" * 40 + "-1", "1-" + "9" * 40, "9999999999999999-1", "²-1"]
)
def test_a_strange_place_in_the_trail_is_harmless(auditor, before):
    assert auditor.get(URL, {"before": before}).status_code == 200


def many(people, number):
    now = timezone.now()
    AuditEvent.objects.bulk_create(
        AuditEvent(
            what="child.seen",
            by_pk=people.worker.pk,
            by_name="Sofia Marsh",
            at=now - timedelta(seconds=n // 3),
        )
        for n in range(number)
    )


def test_pages_follow_each_other_without_gap_or_repetition(people):
    many(people, 130)
    lines, seen, before = inquiry.ask(people.auditor, {}), [], ""
    while before is not None:
        events, before = inquiry.page_of(lines, before)
        seen += [event.pk for event in events]
    assert seen == list(lines.values_list("pk", flat=True))


def test_a_page_asks_as_often_for_many_lines_as_for_few(auditor, people, same_queries):
    many(people, 3)
    same_queries(auditor, URL, lambda: many(people, 60), most=12)


def test_a_long_answer_is_not_counted_to_its_end(people):
    many(people, 1_002)
    assert inquiry.how_many(inquiry.ask(people.auditor, {})) == "more than 1,000"


@pytest.mark.parametrize(
    ("question", "index"),
    [({}, "event_newest"), ({"who": "Sofia Marsh"}, "event_person"), ({"child": "ref"}, "event_child")],
)
def test_every_usual_question_is_answered_by_an_index(people, question, index):
    many(people, 2_000)
    question = question | ({"child": people.child.ref} if "child" in question else {})
    if "who" in question:  # somebody with few lines among many
        question["who"] = "Priya Shah"
    with CaptureQueriesContext(connection) as asked:
        inquiry.page_of(inquiry.ask(people.auditor, question), "")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_auditevent")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + asked[-1]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan, plan


def test_every_sentence_can_be_told():
    line = AuditEvent(by_name="Sofia", target_name="a {strange} thing", child_ref="r")
    for line.what in sentences.SENTENCES:
        assert "{" not in sentences.words_for(line, {"r": "Aisha"}).replace("{strange}", "")


def test_asking_for_something_changes_nothing(auditor):
    before = AuditEvent.objects.count()
    auditor.get(reverse("accounts:audit_list"))
    assert AuditEvent.objects.count() == before

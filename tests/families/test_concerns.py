"""A concern: written apart as facts, words and opinion; told to few; taken from step to step by a lead."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Draft, Notice
from accounts.refusals import Refused
from families import body
from families.actions import concerns
from families.jobs import safety as safety_jobs
from families.models import Concern, ConcernStep
from tests.factories.accounts import UserFactory
from tests.factories.safety import ConcernFactory

pytestmark = pytest.mark.django_db
S = Concern.Status
WATCH, REFER = ConcernStep.Decision.WATCH, ConcernStep.Decision.REFER

FORM = {
    "happened_on": "today",
    "happened_time": "0:01",
    "place": "At home. Mum, Aisha, me.",
    "facts": "Three round marks, each about 1 cm, on the left upper arm.",
    "mark_place_1": "front-left-upper-arm",
    "mark_looks_1": "three round marks, yellow and brown",
    "said_who_1": "Nadia Khan (mum)",
    "said_words_1": "She must have done it at nursery.",
    "said_who_2": "Aisha",
    "said_words_2": "Ow.",
    "opinion": "They look like finger marks to me.",
    "done": "Asked how it happened.",
    "told": "yes",
}


def in_a_while(days=7):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def raised(people):
    return ConcernFactory(child=people.child, raised_by=people.worker)


def send(client, child, **changes):
    return client.post(reverse("families:concern_add", args=[child.ref]), FORM | changes)


# Writing it down ------------------------------------------------------------------------------------


def test_facts_words_and_opinion_are_kept_apart(people, signed_in):
    answer = send(signed_in(people.worker), people.child)
    concern = Concern.objects.get()
    assert answer.url == reverse("families:concern_detail", args=[concern.ref])
    assert concern.facts == FORM["facts"]
    assert concern.opinion == FORM["opinion"]
    assert [(one.who, one.words) for one in concern.sayings.all()] == [
        ("Nadia Khan (mum)", "She must have done it at nursery."),
        ("Aisha", "Ow."),
    ]
    assert [mark.place for mark in concern.marks.all()] == ["front-left-upper-arm"]


def test_what_is_written_lies_encrypted_in_the_database(people, signed_in):
    send(signed_in(people.worker), people.child)
    with connection.cursor() as cursor:
        cursor.execute("SELECT place || facts || opinion || done FROM families_concern")
        told = cursor.fetchone()[0]
        cursor.execute("SELECT who || words FROM families_saying")
        told += "".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT place || looks FROM families_bodymark")
        told += cursor.fetchone()[0]
    # Whole sentences: a short word may stand in encrypted text by chance.
    assert not [key for key, words in FORM.items() if len(words) > 6 and words in told]


def test_the_lead_is_told_that_there_is_one_and_nothing_else(people, signed_in, mailoutbox):
    send(signed_in(people.worker), people.child)
    notice = Notice.objects.get(kind="families.ConcernRaised")
    assert notice.to == people.safeguarding_lead
    for mail in mailoutbox:
        whole = mail.subject + mail.body + "".join(part[0] for part in mail.alternatives)
        assert "Aisha" not in whole
        assert "Khan" not in whole
        assert "concern" not in mail.subject.lower()


def test_everyone_who_works_with_the_child_may_write_one(people, signed_in):
    for person in ("worker", "team_lead", "administrator", "service_manager", "safeguarding_lead"):
        answer = send(signed_in(getattr(people, person)), people.child)
        assert answer.status_code == 302, person
    assert Concern.objects.count() == 5


def test_a_stranger_to_the_child_may_not(people, signed_in):
    assert send(signed_in(people.stranger), people.child).status_code == 404
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"facts": ""}, "“What happened” is still empty."),
        ({"told": ""}, "Say whether you told the family."),
        ({"told": "other"}, "Say why you did not tell the family."),
        ({"said_words_2": ""}, "Write the words, or leave out who said them."),
        ({"said_who_2": ""}, "Say whose words these are."),
        ({"mark_place_1": ""}, "Choose the place on the body."),
        ({"mark_place_1": "front-tail"}, "Choose one of the answers"),
        ({"happened_time": "25:00"}, "Write the time like 10:40 or 4pm."),
        ({"happened_on": "tomorrow"}, "is after"),
        ({"happened_on": "in the morning"}, "Error"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(people, signed_in, changes, says):
    answer = send(signed_in(people.worker), people.child, **changes)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert "finger marks" in page
    assert not Concern.objects.exists()


def test_the_day_and_time_are_not_still_to_come(people, signed_in):
    answer = send(signed_in(people.worker), people.child, happened_time="23:59")
    if timezone.localtime().hour == 23 and timezone.localtime().minute == 59:
        return
    assert "This time is still to come." in answer.content.decode()


def test_the_draft_is_kept_for_its_writer_alone_and_forgotten_when_sent(people, signed_in):
    client = signed_in(people.worker)
    kept = {"key": "families:concern_add", "about": people.child.ref, "version": "0", "fields": "facts=Marks"}
    assert client.post(reverse("accounts:draft_save"), kept).status_code == 200
    assert "Marks" in client.get(reverse("families:concern_add", args=[people.child.ref])).content.decode()
    for other in ("team_lead", "safeguarding_lead"):
        page = signed_in(getattr(people, other)).get(reverse("families:concern_add", args=[people.child.ref]))
        assert "Marks" not in page.content.decode()
    send(signed_in(people.worker), people.child)
    assert not Draft.objects.exists()


def test_two_clicks_send_one_concern(people, signed_in):
    client = signed_in(people.worker)
    for _ in range(2):
        send(client, people.child, form_key="one-key")
    assert Concern.objects.count() == 1


def test_a_time_at_night_is_a_time(people, signed_in):
    send(signed_in(people.worker), people.child, happened_on="1/3/2026", happened_time="10.15pm")
    assert f"{Concern.objects.get().happened_time:%H:%M}" == "22:15"


# Reading it -----------------------------------------------------------------------------------------


def test_its_author_and_the_safeguarding_lead_read_it_and_nobody_else(people, raised, signed_in):
    url = reverse("families:concern_detail", args=[raised.ref])
    readers = {"worker": 200, "safeguarding_lead": 200}
    for person in (
        "worker", "teammate", "stranger", "team_lead", "other_lead", "administrator", "service_manager",
        "safeguarding_lead",
    ):  # fmt: skip
        assert signed_in(getattr(people, person)).get(url).status_code == readers.get(person, 404), person
    for person in ("auditor", "parent", "restricted"):
        assert signed_in(getattr(people, person)).get(url).status_code == 403, person


def test_an_author_who_has_left_reads_nothing(people, raised):
    people.worker.is_active = False
    assert not Concern.objects.visible_to(people.worker).exists()


def test_each_look_leaves_a_line_that_few_may_see(people, raised, signed_in):
    signed_in(people.worker).get(reverse("families:concern_detail", args=[raised.ref]))
    line = AuditEvent.objects.get(what="concern.seen")
    assert line.is_restricted
    assert line not in AuditEvent.objects.visible_to(people.auditor)
    assert line in AuditEvent.objects.visible_to(people.safeguarding_lead)
    assert line not in AuditEvent.objects.visible_to(people.service_manager)


def test_opinion_is_shown_as_opinion(people, signed_in):
    concern = ConcernFactory(child=people.child, raised_by=people.worker, opinion="Finger marks, I think.")
    page = (
        signed_in(people.worker).get(reverse("families:concern_detail", args=[concern.ref])).content.decode()
    )
    assert "What Sofia thinks" in page
    assert "Opinion, not fact." in page


# Step by step ---------------------------------------------------------------------------------------


def take(status, concern, by):
    """Take the step that leads to a status."""
    steps = {
        S.READ: lambda: (
            concerns.read(concern, by=by)
            if concern.status != S.CLOSED
            else concerns.reopen(concern, by=by, reason="New words")
        ),
        S.DECIDED: lambda: concerns.decide(
            concern, by=by, decision=WATCH, reason="Seen by the GP", follow_up_on=in_a_while()
        ),
        S.REFERRED: lambda: concerns.refer_on(concern, by=by, to="MASH", at=timezone.now()),
        S.CLOSED: lambda: concerns.close(concern, by=by, outcome="Birthmarks, says the GP."),
    }
    return steps[status]()


def brought_to(status, people):
    concern = ConcernFactory(child=people.child, raised_by=people.worker)
    path = {
        S.SENT: [],
        S.READ: [S.READ],
        S.DECIDED: [S.READ, S.DECIDED],
        S.REFERRED: [S.READ, S.DECIDED, S.REFERRED],
        S.CLOSED: [S.READ, S.DECIDED, S.CLOSED],
    }
    for step in path[status]:
        concern = take(step, concern, people.safeguarding_lead)
    return concern


@pytest.mark.parametrize("to", [S.READ, S.DECIDED, S.REFERRED, S.CLOSED])
@pytest.mark.parametrize("now", S.values)
def test_only_the_steps_of_the_table_are_taken(people, now, to):
    concern = brought_to(S(now), people)
    if to in Concern.TRANSITIONS[S(now)]:
        take(to, concern, people.safeguarding_lead)
        assert Concern.objects.get().status == to
    else:
        steps = ConcernStep.objects.count()
        with pytest.raises(Refused):
            take(to, concern, people.safeguarding_lead)
        assert Concern.objects.get().status == now
        assert ConcernStep.objects.count() == steps


def test_nothing_goes_back_to_being_unread(people):
    assert all(S.SENT not in nexts for nexts in Concern.TRANSITIONS.values())


def test_its_author_takes_no_step(people, raised):
    with pytest.raises(Refused, match="safeguarding lead"):
        concerns.read(raised, by=people.worker)


def test_a_second_decision_does_not_write_over_the_first(people):
    concern = brought_to(S.DECIDED, people)
    concerns.decide(concern, by=people.safeguarding_lead, decision=REFER, reason="New marks")
    said = list(concern.steps.filter(status=S.DECIDED).values_list("decision", flat=True))
    assert said == [WATCH, REFER]


def test_its_author_is_told_that_there_is_an_answer(people, mailoutbox):
    brought_to(S.CLOSED, people)
    told = Notice.objects.filter(kind="families.ConcernAnswered", to=people.worker)
    assert told.count() == 2  # decided, closed: each once


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"decision": WATCH, "reason": "", "follow_up_on": None}, "Write down why"),
        ({"decision": WATCH, "reason": "Seen", "follow_up_on": None}, "look at it again"),
    ],
)
def test_a_decision_has_its_reason_and_its_day(people, what, sentence):
    concern = brought_to(S.READ, people)
    with pytest.raises(Refused, match=sentence):
        concerns.decide(concern, by=people.safeguarding_lead, **what)


def test_a_referral_lies_in_the_past(people):
    concern = brought_to(S.DECIDED, people)
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused, match="still to come"):
        concerns.refer_on(concern, by=people.safeguarding_lead, to="MASH", at=later)


def test_what_was_sent_is_added_to_and_never_changed(people, raised, signed_in):
    before = Concern.objects.values().get(pk=raised.pk)
    url = reverse("families:concern_addition", args=[raised.ref])
    assert signed_in(people.worker).post(url, {"text": "Mum rang: she saw it too."}).status_code == 302
    assert Concern.objects.values().get(pk=raised.pk) == before
    page = signed_in(people.safeguarding_lead).get(reverse("families:concern_detail", args=[raised.ref]))
    assert "Mum rang: she saw it too." in page.content.decode()
    assert Notice.objects.filter(kind="families.ConcernAdded", to=people.safeguarding_lead).count() == 1


def test_a_lead_goes_all_the_way_by_the_pages(people, raised, signed_in):
    client = signed_in(people.safeguarding_lead)

    def go(verb, **data):
        answer = client.post(reverse(f"families:concern_{verb}", args=[raised.ref]), data)
        assert answer.status_code == 302, answer.content.decode()

    go("read")
    go("decide", decision="refer", reason="Bruises on a baby who does not move.")
    go("refer", to="MASH, Jo Field", on="today", clock="0:01", reference="MASH-77", said="Strategy meeting")
    go("close", outcome="A plan is in place; the social worker leads.")
    go("reopen", reason="A new mark.")
    raised.refresh_from_db()
    assert raised.status == S.READ
    assert raised.closed_at is None
    page = client.get(reverse("families:concern_detail", args=[raised.ref])).content.decode()
    for words in ("MASH-77", "Strategy meeting", "the social worker leads", "A new mark."):
        assert words in page


def test_a_step_that_a_colleague_took_meanwhile_is_refused(people, raised, signed_in):
    client = signed_in(people.safeguarding_lead)
    brought = ConcernFactory(child=people.child, decided=True, lead=people.safeguarding_lead)
    url = reverse("families:concern_close", args=[brought.ref])
    page = client.get(url)
    assert page.status_code == 200
    other = UserFactory(safeguarding_lead=True)
    concerns.close(brought, by=other, outcome="Done.")
    answer = client.post(url, {"outcome": "Done too."})
    assert "cannot become “closed”" in answer.content.decode()
    assert ConcernStep.objects.filter(concern=brought, status=S.CLOSED).count() == 1


# Its clock ------------------------------------------------------------------------------------------


def test_an_answer_is_promised_by_the_rules_of_the_service(people, signed_in):
    send(signed_in(people.worker), people.child)
    assert Concern.objects.get().due_on == in_a_while(1)


@pytest.mark.parametrize(
    ("trait", "fields", "is_late"),
    [
        ({}, {"due_on": -1}, True),
        ({}, {"due_on": 0}, False),
        ({"is_read": True}, {"due_on": -1}, True),
        ({"decided": True}, {"due_on": -1, "follow_up_on": None}, False),
        ({"decided": True}, {"due_on": -9, "follow_up_on": -1}, True),
        ({"decided": True}, {"due_on": -9, "follow_up_on": 0}, False),
        ({"closed": True}, {"due_on": -9, "follow_up_on": -1}, False),
    ],
)
def test_what_is_overdue_is_the_same_in_the_list_and_on_the_page(db, trait, fields, is_late):
    days = {name: None if days is None else in_a_while(days) for name, days in fields.items()}
    concern = ConcernFactory(**trait, **days)
    today = timezone.localdate()
    assert Concern.objects.overdue(on=today).exists() is is_late
    assert concern.is_overdue(today) is is_late


def test_the_clock_tells_the_leads_once(people):
    ConcernFactory(child=people.child, due_on=in_a_while(-1))
    for _ in range(2):
        safety_jobs.chase_concerns(timezone.now())
    told = Notice.objects.filter(kind="families.ConcernOverdue")
    assert [notice.to for notice in told.filter(to=people.safeguarding_lead)] == [people.safeguarding_lead]


# The list -------------------------------------------------------------------------------------------


def test_a_worker_sees_her_own_and_the_lead_sees_all(people, raised, signed_in):
    ConcernFactory(child=people.other_child, raised_by=people.stranger)
    url = reverse("families:concern_list")
    mine = signed_in(people.worker).get(url).content.decode()
    assert "Aisha Khan" in mine
    assert "Oscar Bevan" not in mine
    every = signed_in(people.safeguarding_lead).get(url).content.decode()
    assert "Aisha Khan" in every
    assert "Oscar Bevan" in every
    assert "2 not read yet" in every


def test_the_list_asks_as_often_for_many_as_for_few(people, signed_in, same_queries):
    ConcernFactory(raised_by=people.worker)
    client = signed_in(people.safeguarding_lead)
    same_queries(client, reverse("families:concern_list"), lambda: ConcernFactory.create_batch(5), most=15)


# The drawing ----------------------------------------------------------------------------------------


def test_each_place_has_its_own_name_and_lies_on_the_drawing():
    assert len({place.in_words for place in body.PLACES.values()}) == len(body.PLACES)
    assert all(0 < place.x < 120 and 0 < place.y < 240 for place in body.PLACES.values())


def test_the_childs_left_is_on_the_right_of_a_drawing_from_the_front():
    assert body.place("front-left-hand").x > body.CENTRE > body.place("back-left-hand").x

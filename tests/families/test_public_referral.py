"""Somebody without an account refers a child: kept page by page, come back to, sent, told how it stands."""

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import AuditEvent, Notice
from families.forms.referring_steps import form_for
from families.jobs.intake import forget_what_was_never_sent, tell_who_referred
from families.models import Incoming, IncomingFile, IncomingLink
from families.referring import WAY
from tests.factories.families import ReferralFactory
from tests.factories.intake import PARENT, PROFESSIONAL, IncomingFactory, IncomingFileFactory
from tests.fuzz.naughty import BYTES, LETTERS, MARKUP

START = "/refer/"
PAGES = {"parent": PARENT, "professional": PROFESSIONAL}


def begin(client, kind):
    return client.post(START, {"kind": kind})


def fill_in(client, kind, **changed):
    """Every page, one after the other, as a browser without scripts would."""
    begin(client, kind)
    for key in WAY[kind]:
        if key != "papers":
            said = {**PAGES[kind][key], **changed.get(key, {})}
            answer = client.post(f"/refer/{key}/", said)
            assert answer.status_code == 302, answer.context["form"].errors
    return Incoming.objects.get()


def carry_out_mail(django_capture_on_commit_callbacks, act):
    with django_capture_on_commit_callbacks(execute=True):
        return act()


@pytest.fixture
def sending(django_capture_on_commit_callbacks):
    return lambda act: carry_out_mail(django_capture_on_commit_callbacks, act)


def link_in(text):
    return re.search(r"http://[^/]+(/refer/\S+)", text)[1]


# From the first page to the last --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["parent", "professional"])
def test_a_stranger_refers_a_child_and_is_told_that_it_arrived(client, db, kind, sending):
    draft = fill_in(client, kind)
    page = client.get("/refer/check/").content.decode()
    assert "Kofi" in page
    assert "No words yet, and he does not point." in page
    answer = sending(lambda: client.post("/refer/check/", {}))
    assert answer.url == "/refer/sent/"
    draft.refresh_from_db()
    assert draft.state == Incoming.State.SENT
    assert draft.number in client.get("/refer/sent/").content.decode()
    (letter,) = mail.outbox
    assert letter.to == [PAGES[kind]["you"]["email"][0]]
    assert draft.number in letter.body
    status = client.get(link_in(letter.body)).content.decode()
    assert "We have it" in status
    for text in (letter.body, letter.subject, str(letter.alternatives), status):
        assert "Kofi" not in text
        assert "Mensah" not in text


def test_no_name_and_no_answer_ever_stands_in_an_address(client, db):
    begin(client, "parent")
    seen = []
    for key in WAY["parent"]:
        if key != "papers":
            seen.append(client.post(f"/refer/{key}/", PARENT[key]).url)
    seen.append(client.post("/refer/check/", {}).url)
    assert not [url for url in seen if re.search("(?i)kofi|mensah|example|07700", url)]


def test_what_was_told_is_unreadable_in_the_database(client, db):
    from django.db import connection

    fill_in(client, "parent")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, email FROM families_incoming")
        (row,) = cursor.fetchall()
    assert "Mensah" not in str(row)
    assert "abena" not in str(row)


def test_a_family_that_does_not_know_is_spoken_with_first(client, db):
    begin(client, "professional")
    answer = client.post("/refer/agreed/", {"agreed": "no"})
    page = client.get(answer.url).content.decode()
    assert "speak with the family first" in page
    assert "Go on with the referral" not in page
    assert "Change my answer" in page


def test_a_parent_whose_answers_point_elsewhere_gets_signposts_and_may_go_on(client, db):
    begin(client, "parent")
    said = {**PARENT["questions"], "near": "no"}
    page = client.get(client.post("/refer/questions/", said).url).content.decode()
    assert "health visitor" in page
    assert "/refer/you/" in page


def test_a_page_of_the_other_way_is_not_there(client, db):
    begin(client, "parent")
    assert client.get("/refer/agreed/").status_code == 404
    assert client.get("/refer/nonsense/").status_code == 404
    assert client.get("/refer/worries/").status_code == 200


def test_without_a_draft_every_page_leads_to_the_start(client, db):
    for path in ("you/", "papers/", "check/", "save/", "you/before-you-go-on/"):
        assert client.get(f"/refer/{path}").url == START
    assert client.get("/refer/sent/").url == START


def test_a_page_with_a_mistake_keeps_what_was_typed(client, db):
    begin(client, "parent")
    page = client.post("/refer/child/", {"given_name": "Kofi", "born_on": "99/99/2024"})
    assert page.status_code == 200
    assert 'value="Kofi"' in client.get("/refer/child/").content.decode()
    assert "child" not in Incoming.objects.get().told_us["done"]


def test_nothing_is_sent_while_a_page_is_missing(client, db):
    begin(client, "parent")
    page = client.post("/refer/check/", {})
    assert page.status_code == 200
    assert Incoming.objects.get().state == Incoming.State.DRAFT


def test_a_known_nhs_number_tells_a_stranger_nothing(client, people):
    people.child.nhs_number = "9990000018"
    people.child.save()
    fill_in(client, "parent")
    assert client.post("/refer/check/", {}).url == "/refer/sent/"


def test_looking_changes_nothing(client, db):
    draft = fill_in(client, "parent")
    before = Incoming.objects.values().get()
    for path in ("", "you/", "papers/", "check/", "save/", "come-back/", "questions/before-you-go-on/"):
        client.get(f"/refer/{path}")
        client.head(f"/refer/{path}")
    assert Incoming.objects.values().get(pk=draft.pk) == before


# Programs -------------------------------------------------------------------------------------------


def test_a_program_that_fills_in_the_hidden_box_gets_nowhere(client, db):
    page = client.post(START, {"kind": "parent", "fax_number": "cheap pills"})
    assert page.status_code == 200
    assert not Incoming.objects.exists()
    draft = fill_in(client, "parent")
    assert client.post("/refer/check/", {"fax_number": "x"}).status_code == 200
    draft.refresh_from_db()
    assert draft.state == Incoming.State.DRAFT


@pytest.mark.parametrize("path", [START, "/refer/come-back/"])
def test_one_address_gets_so_far_and_no_further(client, db, settings, path):
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "refer.begin": "2/h/ip", "refer.mail": "2/h/ip"}
    said = {"kind": "parent", "email": "a@example.org"}
    assert [client.post(path, said).status_code for _ in range(3)] == [302, 302, 429]


# Papers ---------------------------------------------------------------------------------------------


def photo(name="hearing.jpg"):
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue())


def test_a_paper_comes_with_it_and_can_be_taken_out(client, db):
    begin(client, "parent")
    client.post("/refer/papers/", {"kind": "hearing_test", "paper": photo()})
    paper = IncomingFile.objects.get()
    assert (paper.title, paper.content_type, paper.state) == ("hearing", "image/jpeg", "clean")
    assert paper.file.startswith("documents/")
    assert "hearing" not in paper.file
    client.post("/refer/papers/drop/", {"paper": paper.ref})
    assert not IncomingFile.objects.exists()


def test_a_bad_paper_is_refused_beside_the_field(client, db):
    begin(client, "parent")
    page = client.post("/refer/papers/", {"kind": "other", "paper": SimpleUploadedFile("a.svg", b"<svg/>")})
    assert "We cannot keep this kind of file" in page.content.decode()
    assert not IncomingFile.objects.exists()


def test_the_same_paper_twice_and_too_many_are_refused_in_a_sentence(client, db, monkeypatch):
    begin(client, "parent")
    said = {"kind": "hearing_test"}
    client.post("/refer/papers/", {**said, "paper": photo()})
    page = client.post("/refer/papers/", {**said, "paper": photo("again.jpg")})
    assert "This file is here already." in page.content.decode()
    monkeypatch.setattr("families.actions.incoming.MOST_FILES", 1)
    page = client.post("/refer/papers/", {**said, "paper": photo("more.jpg")})
    assert "There is room for" in page.content.decode()


def test_nobody_takes_a_paper_out_of_another_s_referral(client, db):
    other = IncomingFileFactory(incoming=IncomingFactory(draft=True))
    begin(client, "parent")
    client.post("/refer/papers/drop/", {"paper": other.ref})
    assert IncomingFile.objects.filter(pk=other.pk).exists()


# Come back later ------------------------------------------------------------------------------------


@pytest.fixture
def saved(client, db, sending):
    """A draft that somebody saved; this browser has forgotten it. Returns the path of the link."""
    begin(client, "parent")
    client.post("/refer/questions/", PARENT["questions"])
    client.post("/refer/you/", {"name": "Abena", "later": "1"})
    sending(lambda: client.post("/refer/save/", {"email": "abena.mensah@example.org"}))
    assert client.get("/refer/you/").url == START
    return link_in(mail.outbox[-1].body)


def test_the_link_survives_scanners_and_a_press_opens_it(client, saved):
    for _ in range(3):
        client.head(saved)
        assert "Go on with it" in client.get(saved).content.decode()
        assert client.get("/refer/you/").url == START
    assert client.post(saved).url == "/refer/you/"
    assert 'value="Abena"' in client.get("/refer/you/").content.decode()
    client.session.flush()
    assert client.post(saved).status_code == 302  # and once more, on another device


def test_a_wrong_an_old_and_a_used_link_open_nothing(client, saved):
    assert "not good any more" in client.post("/refer/come-back/wrong-token/").content.decode()
    draft = Incoming.objects.get()
    draft.links.update(until_at=timezone.now() - timedelta(seconds=1))
    assert "not good any more" in client.post(saved).content.decode()
    draft.links.update(until_at=timezone.now() + timedelta(days=1))
    draft.state, draft.sent_at = Incoming.State.SENT, timezone.now()
    draft.save()
    assert "not good any more" in client.post(saved).content.decode()
    assert client.get("/refer/you/").url == START


def test_a_link_to_come_back_shows_no_status_and_the_other_way_round(client, saved):
    status = saved.replace("come-back", "status")
    assert "not good any more" in client.get(status).content.decode()


def test_the_answer_is_the_same_whether_the_address_is_known(client, saved, sending):
    answers = []
    for email in ("abena.mensah@example.org", "nobody@example.org"):
        sent = len(mail.outbox)
        answer = sending(lambda email=email: client.post("/refer/come-back/", {"email": email}))
        answers.append((answer.status_code, answer.url, len(mail.outbox) - sent))
    (one, other) = answers
    assert one[:2] == other[:2]
    assert (one[2], other[2]) == (1, 0)


def test_only_the_hash_of_a_link_is_kept_and_the_notice_forgets_the_rest(client, saved):
    link, notice = IncomingLink.objects.get(), Notice.objects.get()
    assert saved.split("/")[-2] not in link.token_hash
    assert (notice.secret, notice.address, notice.state) == ("", "", Notice.State.SENT)


def test_a_draft_that_nobody_came_back_to_is_forgotten(client, saved):
    draft = Incoming.objects.get()
    IncomingFileFactory(incoming=draft)
    Incoming.objects.update(keep_until=timezone.now() - timedelta(days=1))
    forget_what_was_never_sent(timezone.now())
    draft.refresh_from_db()
    assert (draft.state, draft.answers, draft.email) == (Incoming.State.EXPIRED, "", "")
    assert not draft.files.exists()
    assert not draft.links.exists()


# How it stands --------------------------------------------------------------------------------------


def status_of(client, incoming):
    from families.actions.incoming import make_link

    return client.get(make_link(incoming, IncomingLink.Purpose.STATUS)).content.decode()


def taken_in(**traits):
    referral = ReferralFactory(**traits)
    return IncomingFactory(taken_in=True, referral=referral, email="joanne.firth@example.org", email_key="k")


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ({}, "We are looking at it"),
        ({"triaged": True}, "We are looking at it"),
        ({"waiting": True}, "On the waiting list"),
    ],
)
def test_the_page_says_how_it_stands_and_nothing_of_the_child(client, db, traits, words):
    incoming = taken_in(**traits)
    page = status_of(client, incoming)
    assert words in page
    assert incoming.referral.child.family_name not in page


def test_the_sender_hears_once_when_it_came_to_its_end(client, people, sending):
    incoming = taken_in()
    tell_who_referred(timezone.now())
    assert not mail.outbox
    referral = incoming.referral
    referral.status, referral.decided_at = "declined", timezone.now()
    referral.decided_by, referral.decision_reason = people.administrator, "Lives elsewhere"
    referral.save()
    for _ in range(2):
        sending(lambda: tell_who_referred(timezone.now()))
    (letter,) = mail.outbox
    assert "Lives elsewhere" not in letter.body
    assert "Closed" in client.get(link_in(letter.body)).content.decode()


def test_a_death_silences_the_letters(db, people, sending):
    incoming = taken_in()
    referral = incoming.referral
    referral.status, referral.decided_at = "withdrawn", timezone.now()
    referral.decided_by, referral.decision_reason = people.administrator, "They ring us"
    referral.save()
    child = referral.child
    child.died_on = timezone.localdate()
    child.save()
    sending(lambda: tell_who_referred(timezone.now()))
    assert not mail.outbox


def test_what_came_from_outside_stands_in_the_trail(client, db):
    fill_in(client, "professional")
    client.post("/refer/check/", {})
    line = AuditEvent.objects.get(what="incoming.sent")
    assert line.by_name == "Somebody outside"


# Whatever is typed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["parent", "professional"])
@pytest.mark.parametrize("typed", [*MARKUP[:6], MARKUP[12], *LETTERS])
def test_no_text_makes_a_page_fall_over_or_comes_back_as_markup(client, db, kind, typed):
    begin(client, kind)
    for key in WAY[kind]:
        if key == "papers":
            continue
        names = form_for(kind, key).base_fields
        answer = client.post(f"/refer/{key}/", dict.fromkeys(names, typed))
        assert answer.status_code in (200, 302)
        assert "<script>alert" not in answer.content.decode()
        assert client.get(f"/refer/{key}/before-you-go-on/").status_code == 200
    page = client.get("/refer/check/")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("typed", BYTES)
def test_no_bytes_make_a_page_fall_over(client, db, typed):
    begin(client, "parent")
    encoded = "application/x-www-form-urlencoded"
    for key, name in (("you", "name"), ("child", "born_on"), ("worries", "worries"), ("family", "postcode")):
        answer = client.generic("POST", f"/refer/{key}/", f"{name}={typed}", content_type=encoded)
        assert answer.status_code in (200, 302, 400)
        assert client.get(f"/refer/{key}/").status_code == 200
    for path in ("/refer/papers/drop/", "/refer/come-back/", "/refer/save/", START):
        body = f"paper={typed}&email={typed}&kind={typed}"
        assert client.generic("POST", path, body, content_type=encoded).status_code in (200, 302, 400)

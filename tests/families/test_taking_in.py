"""What came from outside is put on a record once, with its papers, adults, helpers and permissions."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import taking_in
from families.models import (
    Address,
    Carer,
    Child,
    Consent,
    Document,
    Family,
    Incoming,
    Professional,
    Referral,
)
from families.telling import Telling
from tests.factories.accounts import UserFactory
from tests.factories.families import CarerFactory, ChildFactory, ReferralFactory
from tests.factories.intake import IncomingFactory, IncomingFileFactory
from tests.people import sign_in


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.administrator)


def address(name, incoming):
    return reverse(f"families:incoming_{name}", args=[incoming.ref])


def settle(client, incoming, match, child=None):
    return client.post(address("settle", incoming), {"match": match, "child": child.ref if child else ""})


def form_as_shown(client, incoming):
    """What a browser would send back: every field as the page filled it in."""
    form = client.get(address("take_in", incoming)).context["form"]
    said = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            said[name] = "on"
        elif value not in (None, False, ""):
            said[name] = value
    return said


def take_in(client, incoming, **changed):
    return client.post(address("take_in", incoming), {**form_as_shown(client, incoming), **changed})


# Read -----------------------------------------------------------------------------------------------


def test_it_stands_on_top_of_the_queue(admin):
    incoming = IncomingFactory()
    page = admin.get(reverse("families:referral_list")).content.decode()
    assert "Kofi Mensah" in page
    assert address("detail", incoming) in page


def test_everything_that_was_told_is_there_and_the_search_has_been_made(admin):
    known = ChildFactory(given_name="Kofi", family_name="Mensa", born_on="2024-10-09")
    CarerFactory(child=known, phone="07700 900214")
    incoming = IncomingFactory()
    paper = IncomingFileFactory(incoming=incoming)
    page = admin.get(address("detail", incoming)).content.decode()
    for words in (
        "Kofi",
        "No words yet",
        "Music, water",
        "Dr L. Amin",
        "after 1pm",
        "A small dog",
        paper.title,
    ):
        assert words in page
    assert "Very likely the same child" in page
    assert known.ref in page
    assert AuditEvent.objects.filter(what="child.found", child_ref=known.ref).exists()


def test_an_address_that_must_be_kept_safe_is_not_shown_and_reaches_the_record(admin):
    incoming = IncomingFactory(
        pages={"family": {"is_protected": ["on"], "lines": ["9 Hidden Row"], "town": ["Thorne"]}}
    )
    assert "9 Hidden Row" not in admin.get(address("detail", incoming)).content.decode()
    settle(admin, incoming, "new")
    assert "9 Hidden Row" not in admin.get(address("take_in", incoming)).content.decode()
    take_in(admin, incoming)
    home = Address.objects.get()
    assert home.is_protected
    assert home.reveal().lines == "9 Hidden Row"


def test_a_draft_is_nobody_s_to_read(admin):
    assert admin.get(address("detail", IncomingFactory(draft=True))).status_code == 404


@pytest.mark.parametrize(
    "answers", ["", "{}", '{"done": ["child", "you", "family"], "child": {"born_on": ["x"]}}']
)
def test_a_referral_of_which_little_is_left_can_still_be_read_and_settled(admin, answers):
    incoming = IncomingFactory(answers=answers)
    assert admin.get(address("detail", incoming)).status_code == 200
    assert settle(admin, incoming, "new").status_code == 302
    assert admin.get(address("take_in", incoming)).status_code == 200


# Taken in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("traits", [{}, {"parent": True}])
def test_a_child_who_is_new_comes_with_all_that_was_told(admin, people, traits):
    incoming = IncomingFactory(**traits)
    IncomingFileFactory(incoming=incoming, kind="hearing_test", title="Audiology")
    settle(admin, incoming, "new")
    answer = take_in(admin, incoming)
    referral = Referral.objects.get()
    assert answer.url == reverse("families:referral_detail", args=[referral.ref])
    child = referral.child
    assert (child.given_name, child.nhs_number, str(child.born_on)) == ("Kofi", "9990000018", "2024-10-09")
    mother = child.carers.get()
    assert (mother.name, mother.safe_times, mother.access) == ("Abena Mensah", "after 1pm", "none")
    assert "No words yet" in referral.reason
    assert referral.family_agrees
    assert referral.facts["delays"] == {"communication": "half", "physical": "third"}
    document = child.documents.get()
    paper = referral.papers.get(kind="hearing_test")
    assert paper.received_on
    assert paper.document == document
    assert (document.title, document.kind, document.added_by) == ("Audiology", "hearing_test", None)
    names = {one.name for one in child.professionals.all()}
    assert names == ({"Dr L. Amin"} if traits else {"Dr L. Amin", "Joanne Firth"})
    given = {(one.purpose, one.recipient, one.given_by) for one in child.consents.all()}
    assert ("sharing", "Health visitor and GP", mother) in given
    assert ("email", "", mother) in given
    assert not [one for one in given if one[0] in ("text", "photo")]
    assert child.settings.get().name == "Little Acorns"
    assert child.home_notes.filter(text="A small dog, kept in the kitchen").exists()
    incoming.refresh_from_db()
    assert (incoming.state, incoming.referral, incoming.taken_in_by) == (
        "taken_in",
        referral,
        people.administrator,
    )


def test_the_same_child_keeps_one_record(admin):
    known = ChildFactory(given_name="Kofi", family_name="Mensa", born_on="2024-10-09")
    CarerFactory(child=known, name="Abena Mensa", phone="07700 900214")
    incoming = IncomingFactory()
    settle(admin, incoming, "same", known)
    before = Child.objects.count()
    take_in(admin, incoming)
    assert Child.objects.count() == before
    assert Referral.objects.get().child == known
    assert Carer.objects.filter(child=known).count() == 1  # her telephone says that it is she
    assert Professional.objects.filter(child=known, name="Dr L. Amin").exists()


def test_a_brother_joins_the_family(admin):
    sister = ChildFactory(given_name="Ama", family_name="Mensah")
    incoming = IncomingFactory()
    settle(admin, incoming, "sibling", sister)
    take_in(admin, incoming)
    assert Referral.objects.get().child.family == sister.family


def test_a_name_that_was_changed_is_searched_for_once_more(admin):
    known = ChildFactory(given_name="Amina", family_name="Yusuf", born_on="2024-10-09")
    incoming = IncomingFactory()
    settle(admin, incoming, "new")
    said = {"given_name": "Amina", "family_name": "Yusuf", "nhs_number": ""}
    page = take_in(admin, incoming, **said)
    assert known.ref in page.content.decode()
    assert not Referral.objects.exists()
    assert take_in(admin, incoming, **said, somebody_new="on").status_code == 302


def test_consent_of_somebody_we_do_not_know_is_not_written_down_as_a_parent_s(admin):
    incoming = IncomingFactory(pages={"consent": {"given_by": ["The ward sister"]}})
    settle(admin, incoming, "new")
    take_in(admin, incoming)
    assert Referral.objects.exists()
    assert not Consent.objects.exists()


def test_a_child_out_of_sight_cannot_be_named(admin, people):
    incoming = IncomingFactory()
    settle(admin, incoming, "same")
    admin.post(address("settle", incoming), {"match": "same", "child": "x" * 26})
    admin.post(address("settle", incoming), {"match": "nonsense"})
    incoming.refresh_from_db()
    assert incoming.match == ""


def test_a_child_that_is_with_us_is_said_so_and_nothing_is_half_done(admin, people):
    incoming = IncomingFactory()
    IncomingFileFactory(incoming=incoming)
    settle(admin, incoming, "same", people.child)
    page = take_in(admin, incoming)
    assert "is with us already" in page.content.decode()
    incoming.refresh_from_db()
    assert incoming.state == "sent"
    assert not Document.objects.exists()


# Set aside, and twice -------------------------------------------------------------------------------


def test_it_is_set_aside_with_a_reason_and_not_taken_in_after_that(admin, people):
    incoming = IncomingFactory()
    page = admin.post(address("refuse", incoming), {"refusal": "other"})
    assert "Say in a few words" in page.content.decode()
    admin.post(address("refuse", incoming), {"refusal": "twice"})
    incoming.refresh_from_db()
    assert (incoming.state, incoming.refused_by) == ("refused", people.administrator)
    with pytest.raises(Refused, match="set this referral aside"):
        taking_in.settle(incoming, by=people.administrator, match="new")


def test_the_second_of_two_is_told_who_was_faster(admin, people, client):
    incoming = IncomingFactory(new=True)
    said = form_as_shown(admin, incoming)
    other = UserFactory(name="Robin Ash", administrator=True)
    assert admin.post(address("take_in", incoming), said).status_code == 302
    sign_in(client, other)
    page = client.post(address("take_in", incoming), {**said, "nhs_number": "", "somebody_new": "on"})
    assert "Mel Grant took this referral in" in page.content.decode()
    assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_one_takes_it_in_and_one_is_told():
    incoming = IncomingFactory(new=True)
    people = [UserFactory(name=name, administrator=True) for name in ("Mel Grant", "Robin Ash")]
    start, heard = Barrier(2), []

    def go(who):
        start.wait()
        telling = Telling(Incoming.objects.get(pk=incoming.pk))
        child = ChildFactory.build(family=None, given_name="Kofi", family_name="Mensah", born_on="2024-10-09")
        child.nhs_number = None
        try:
            taking_in.take_in_new(
                incoming,
                by=who,
                told=telling.told(adults_keyed=False),
                child=child,
                family=Family(name="Mensah"),
                source="health_visitor",
                referrer_name="Joanne Firth",
                received_on=timezone.localdate(),
                reason="No words yet",
            )
            heard.append("taken in")
        except Refused as refusal:
            heard.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=go, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard.count("taken in") == 1
    assert [words for words in heard if "took this referral in" in words]
    assert Referral.objects.count() == 1
    assert Child.objects.count() == 1


# Papers ---------------------------------------------------------------------------------------------


def test_a_paper_opens_as_a_download_that_nothing_runs_in(admin):
    file = IncomingFileFactory()
    page = admin.get(reverse("families:incoming_file_open", args=[file.ref]))
    assert page["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page["Content-Security-Policy"]
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "no-store"
    assert "Kofi" not in page["Content-Disposition"]


@pytest.mark.parametrize("state", ["pending", "refused"])
def test_a_paper_that_is_not_checked_stays_shut(admin, state):
    file = IncomingFileFactory(state=state)
    assert admin.get(reverse("families:incoming_file_open", args=[file.ref])).status_code == 404


def test_one_referral_or_thirty_on_top_cost_the_same(admin, same_queries):
    IncomingFactory()
    ReferralFactory()
    url = reverse("families:referral_list")
    same_queries(admin, url, lambda: IncomingFactory.create_batch(4))

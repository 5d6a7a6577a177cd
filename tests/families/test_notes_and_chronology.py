"""Notes at the door are looked at again and never go by themselves; a chronology is built by flagging."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from families.actions import chronology, home_notes
from families.chronology import SOURCES, find
from families.jobs import safety as safety_jobs
from families.models import ChronologyEntry, HomeNote, HomeNoteReview
from tests.factories.families import ChildFactory, HomeNoteFactory, ReferralFactory
from tests.factories.intake import DocumentFactory
from tests.factories.people_more import SocialCareStatusFactory
from tests.factories.safety import ChronologyEntryFactory, CoverFactory
from tests.factories.visits import VisitFactory, VisitRecordFactory

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def dog(people):
    return HomeNoteFactory(child=people.child, text="A loose dog", tone="late", review_on=day(-1))


# Notes at the door ----------------------------------------------------------------------------------


def test_a_warning_says_by_when_it_is_looked_at_again(people, signed_in):
    url = reverse("families:home_note_add", args=[people.child.ref])
    page = signed_in(people.worker).post(url, {"text": "A loose dog", "tone": "late", "review_on": ""})
    assert "Say by when this warning should be looked at again." in page.content.decode()
    assert not HomeNote.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeNote.objects.create(child=people.child, text="A dog", tone="late")


def test_a_note_says_who_wrote_it(people, signed_in):
    url = reverse("families:home_note_add", args=[people.child.ref])
    signed_in(people.worker).post(url, {"text": "Side gate", "tone": "info", "review_on": ""})
    note = HomeNote.objects.get()
    assert note.raised_by == people.worker
    assert note.raised_at


def test_a_warning_whose_day_has_come_stays_in_sight_and_says_so(people, dog, signed_in):
    page = signed_in(people.worker).get(reverse("portage:child_overview", args=[people.child.ref]))
    assert "A loose dog (look again)" in page.content.decode()
    assert "Look at a note again" in page.content.decode()


def test_the_clock_tells_who_visits_who_covers_and_the_lead_once(people, dog):
    CoverFactory(away=people.worker, child=people.child, child__by=people.teammate)
    for _ in range(2):
        safety_jobs.chase_reviews(timezone.now())
    told = Notice.objects.filter(kind="families.NoteToReview")
    assert sorted(notice.to.name for notice in told) == ["Hannah Osei", "Priya Shah", "Sofia Marsh"]


def test_a_note_that_is_kept_is_asked_about_again_on_its_new_day(people, dog, signed_in):
    url = reverse("families:home_note_review", args=[dog.ref])
    until = day(90)
    given = {"answer": "kept", "until": f"{until.day}/{until.month}/{until.year}", "reason": ""}
    assert signed_in(people.worker).post(url, given).status_code == 302
    dog.refresh_from_db()
    assert dog.review_on == until
    assert not dog.is_due(day(0))
    assert dog.is_due(until)


def test_a_note_that_is_taken_down_is_gone_from_the_door_and_stays_in_the_history(people, dog, signed_in):
    url = reverse("families:home_note_review", args=[dog.ref])
    client = signed_in(people.worker)
    assert "Say why the note is taken down." in client.post(url, {"answer": "removed"}).content.decode()
    client.post(url, {"answer": "removed", "reason": "The dog lives with grandad now"})
    overview = client.get(reverse("portage:child_overview", args=[people.child.ref])).content.decode()
    assert "A loose dog" not in overview
    history = client.get(reverse("families:home_note_list", args=[people.child.ref])).content.decode()
    assert "A loose dog" in history
    assert "The dog lives with grandad now" in history


def test_of_two_who_look_at_it_at_once_the_second_is_told(people, dog):
    home_notes.take_down(dog, by=people.worker, reason="Gone")
    with pytest.raises(Refused, match="taken this note down meanwhile"):
        home_notes.keep(dog, by=people.team_lead, until=day(9))
    assert HomeNoteReview.objects.count() == 1


def test_the_list_of_notes_asks_as_often_for_many_as_for_few(people, dog, signed_in, same_queries):
    def more():
        for _ in range(3):
            home_notes.keep(HomeNoteFactory(child=people.child), by=people.worker, until=day(9))

    url = reverse("families:home_note_list", args=[people.child.ref])
    more()
    same_queries(signed_in(people.worker), url, more, most=25)


# The chronology -------------------------------------------------------------------------------------


def flag(client, child, **changes):
    given = {"on": "today", "what": "First words.", "significance": "turning", "source": "", "source_ref": ""}
    return client.post(reverse("families:chronology_add", args=[child.ref]), given | changes)


@pytest.fixture
def visit(people):
    visit = VisitFactory(child=people.child, worker=people.worker, done=True)
    VisitRecordFactory(visit=visit)
    return visit


def test_a_visit_record_is_flagged_from_its_page(people, visit, signed_in):
    client = signed_in(people.worker)
    page = client.get(reverse("visits:visit_detail", args=[visit.ref])).content.decode()
    assert f"?source=visit&amp;record={visit.ref}" in page
    assert flag(client, people.child, source="visit", source_ref=visit.ref).status_code == 302
    shown = client.get(reverse("families:chronology_list", args=[people.child.ref])).content.decode()
    assert "First words." in shown
    assert reverse("visits:visit_detail", args=[visit.ref]) in shown


def test_a_record_is_flagged_once(people, visit, signed_in):
    client = signed_in(people.worker)
    for _ in range(2):
        answer = flag(client, people.child, source="visit", source_ref=visit.ref)
    assert "This record is in the chronology already." in answer.content.decode()
    assert ChronologyEntry.objects.count() == 1


def test_a_record_out_of_reach_or_of_another_child_is_not_flagged(people, visit, signed_in):
    other = VisitFactory(child=people.other_child, worker=people.stranger, done=True)
    client = signed_in(people.worker)
    for source, ref in (("visit", other.ref), ("nothing", visit.ref), ("visit", "x"), ("concern", visit.ref)):
        assert flag(client, people.child, source=source, source_ref=ref).status_code == 404, source
    sibling = ChildFactory(family=people.child.family, with_worker=people.worker)
    assert flag(client, sibling, source="visit", source_ref=visit.ref).status_code == 404
    assert not ChronologyEntry.objects.exists()


def test_every_kind_of_record_has_a_page_and_finds_nothing_for_a_stranger(people):
    for code, source in SOURCES.items():
        assert source.url_of("2" * 26)
        assert find(people.stranger, code, "2" * 26) is None


def test_brothers_and_sisters_are_shown_together_as_far_as_one_sees_them(people, signed_in):
    mine = ChildFactory(given_name="Bilal", family=people.child.family, with_worker=people.worker)
    hidden = ChildFactory(given_name="Cem", family=people.child.family, with_worker=people.stranger)
    for child, what in ((people.child, "Aisha spoke."), (mine, "Bilal walked."), (hidden, "Cem moved.")):
        ChronologyEntryFactory(child=child, what=what)
    url = reverse("families:chronology_list", args=[people.child.ref])
    client = signed_in(people.worker)
    alone, together = (client.get(f"{url}{asked}").content.decode() for asked in ("", "?together=1"))
    assert "Aisha spoke." in alone
    assert "Bilal walked." not in alone
    assert "Bilal walked." in together
    assert "Cem moved." not in together


def test_it_is_filtered_by_how_much_an_event_matters(people, signed_in):
    ChronologyEntryFactory(child=people.child, what="Moved house.", significance="turning")
    ChronologyEntryFactory(child=people.child, what="Began nursery.", significance="background")
    url = reverse("families:chronology_list", args=[people.child.ref])
    page = signed_in(people.worker).get(f"{url}?weight=turning").content.decode()
    assert "Moved house." in page
    assert "Began nursery." not in page
    assert signed_in(people.worker).get(f"{url}?weight=x%00").status_code == 200


def test_what_is_taken_out_stays_with_who_and_why(people, signed_in):
    entry = ChronologyEntryFactory(child=people.child, flagged_by=people.worker)
    url = reverse("families:chronology_remove", args=[entry.ref])
    assert signed_in(people.team_lead).post(url, {"reason": "Wrong child"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.removed_by, entry.removed_reason) == (people.team_lead, "Wrong child")
    assert AuditEvent.objects.get(what="chronology.taken_out").child_ref == people.child.ref
    assert signed_in(people.worker).get(url).status_code == 404


def test_an_event_to_come_is_refused(people):
    with pytest.raises(Refused, match="still to come"):
        chronology.flag(people.child, by=people.worker, on=day(1), what="Soon", significance="turning")


def test_the_chronology_asks_as_often_for_many_as_for_few(people, signed_in, same_queries):
    ChronologyEntryFactory(child=people.child)
    url = reverse("families:chronology_list", args=[people.child.ref])
    more = lambda: ChronologyEntryFactory.create_batch(4, child=people.child)  # noqa: E731
    same_queries(signed_in(people.worker), url, more, most=25)


def test_a_paper_and_a_standing_with_social_care_are_flagged_from_their_pages(people, signed_in):
    child, client = people.child, signed_in(people.worker)
    paper = DocumentFactory(child=child, dated_on=date(2026, 3, 4), state="clean")
    hidden = DocumentFactory(child=child, sensitivity="restricted", added_by=people.worker, state="clean")
    standing = SocialCareStatusFactory(child=child, from_on=date(2026, 2, 3))
    papers = client.get(reverse("families:document_list", args=[child.ref])).content.decode()
    standings = client.get(reverse("families:social_care_list", args=[child.ref])).content.decode()
    assert f"?source=document&amp;record={paper.ref}" in papers
    assert hidden.ref in papers
    assert f"record={hidden.ref}" not in papers
    assert f"?source=social_care&amp;record={standing.ref}" in standings
    for source, row, on in (("document", paper, "4/3/2026"), ("social_care", standing, "3/2/2026")):
        asked = reverse("families:chronology_add", args=[child.ref])
        page = client.get(f"{asked}?source={source}&record={row.ref}").content.decode()
        assert f'value="{on}"' in page, source
        assert flag(client, child, source=source, source_ref=row.ref).status_code == 302
    shown = client.get(reverse("families:chronology_list", args=[child.ref])).content.decode()
    assert reverse("families:document_open", args=[paper.ref]) in shown
    assert reverse("families:social_care_list", args=[child.ref]) in shown


def test_an_event_leads_to_its_record_only_whoever_may_open_that(people, signed_in):
    referral = ReferralFactory(child=people.child)
    ChronologyEntryFactory(child=people.child, source="referral", source_ref=referral.ref)
    page = reverse("families:chronology_list", args=[people.child.ref])
    where = reverse("families:referral_detail", args=[referral.ref])
    assert where in signed_in(people.team_lead).get(page).content.decode()
    assert where not in signed_in(people.worker).get(page).content.decode()

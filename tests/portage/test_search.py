"""One box finds what one may see, and says so kindly when it finds nothing."""

import pytest

from accounts.models import AuditEvent
from tests.factories.equipment import EquipmentFactory
from tests.factories.visits import RestrictedNoteFactory, VisitFactory, VisitRecordFactory

URL = "/search/"
FINDERS = ("worker", "team_lead", "administrator", "service_manager", "safeguarding_lead")


@pytest.fixture
def find(signed_in):
    """Type words into the box as somebody, and read the page."""
    return lambda person, words: signed_in(person).post(URL, {"q": words})


def titles(response):
    return [hit.title for hits in response.context["groups"].values() for hit in hits]


def test_who_may_search(people, signed_in):
    for person in FINDERS:
        assert signed_in(getattr(people, person)).get(URL).status_code == 200, person
    for person in ("auditor", "parent"):
        assert signed_in(getattr(people, person)).get(URL).status_code == 403, person
        assert signed_in(getattr(people, person)).post(URL, {"q": "Aisha"}).status_code == 403, person


def test_a_visitor_is_sent_to_the_door(client, db):
    assert client.post(URL, {"q": "Aisha"}).status_code == 302


@pytest.mark.parametrize("person", FINDERS)
def test_a_child_in_reach_is_found(person, people, find):
    assert "Aisha Khan" in titles(find(getattr(people, person), "Khan"))


@pytest.mark.parametrize("person", ["teammate", "stranger", "other_lead"])
def test_a_child_out_of_reach_is_not_there(person, people, find):
    page = find(getattr(people, person), "Aisha").content.decode()
    assert people.child.ref not in page
    assert "Nothing found for “Aisha”" in page
    assert "Try it another way" in page


def test_children_and_toys_are_grouped_by_kind(people, find):
    EquipmentFactory(name="Khan’s drum")
    groups = find(people.worker, "Khan").context["groups"]
    assert len(groups) == 2
    assert all(len({hit.kind for hit in hits}) == 1 for hits in groups.values())


def test_words_of_notes_are_never_found(people, find):
    visit = VisitFactory(child=people.child, worker=people.worker, done=True)
    VisitRecordFactory(visit=visit, saw="marmalade")
    RestrictedNoteFactory(visit=visit, text="marmalade")
    assert titles(find(people.safeguarding_lead, "marmalade")) == []


def test_a_name_in_the_address_is_not_looked_for(people, signed_in):
    page = signed_in(people.worker).get(URL, {"q": "Khan"}).content.decode()
    assert people.child.ref not in page


def test_an_empty_box_asks_for_a_word(people, find):
    response = find(people.worker, "   ")
    assert "Type a name, a reference or a toy." in response.content.decode()


@pytest.mark.parametrize("words", ["'; --", "%", "\\", "& | !", "<script>", "x" * 80, "’ :*", "()"])
def test_odd_signs_find_nothing_and_break_nothing(words, people, find):
    assert find(people.worker, words).status_code == 200


def test_a_refused_search_leaves_a_line(people, find):
    find(people.auditor, "Aisha")
    assert AuditEvent.objects.filter(what="access.refused", by_pk=people.auditor.pk).exists()

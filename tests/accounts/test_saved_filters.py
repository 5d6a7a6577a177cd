"""Views of lists: one's own, checked each time they are opened."""

import pytest
from django.urls import reverse

from accounts.actions import saved_filters
from accounts.models import AuditEvent, SavedFilter
from accounts.refusals import Refused
from tests.factories.families import ReferralFactory
from tests.factories.waiting import SavedFilterFactory

LIST = "/waiting-list/"
SAVE = "/views/save/?page=families:waiting_list&band=urgent&band=nonsense&colour=red&sort=wait"


def test_a_view_is_saved_under_a_name_with_what_means_something(people, signed_in):
    lead = signed_in(people.team_lead)
    assert "Save this view" in lead.get(SAVE).content.decode()
    answer = lead.post(SAVE, {"name": "Urgent first"})
    view = SavedFilter.objects.get()
    assert (view.name, view.query, view.user) == ("Urgent first", "band=urgent&sort=wait", people.team_lead)
    assert answer.url == f"{LIST}?band=urgent&sort=wait"
    assert AuditEvent.objects.filter(what="saved_filter.saved").exists()


def test_a_saved_view_is_a_chip_above_the_list(people, signed_in):
    ReferralFactory(waiting=True)
    SavedFilterFactory(user=people.team_lead, name="Urgent ones")
    SavedFilterFactory(name="Somebody else’s")
    page = signed_in(people.team_lead).get(LIST).content.decode()
    assert "Urgent ones" in page
    assert "Somebody else" not in page


def test_a_name_is_used_once(people, signed_in):
    SavedFilterFactory(user=people.team_lead, name="Mine")
    page = signed_in(people.team_lead).post(SAVE, {"name": "Mine"})
    assert "You have a view of this name already" in page.content.decode()


def test_a_view_is_checked_when_it_is_opened(people, signed_in):
    view = SavedFilterFactory(user=people.team_lead, query="band=urgent&area=Gone&waited=1-2")
    answer = signed_in(people.team_lead).get(
        reverse("accounts:saved_filter_open", args=[view.ref]), follow=True
    )
    assert answer.redirect_chain[0][0] == f"{LIST}?band=urgent"
    assert "2 filters that no longer fit" in answer.content.decode()


def test_a_view_is_renamed_and_deleted_by_its_owner_alone(people, signed_in):
    view = SavedFilterFactory(user=people.team_lead, name="Old")
    urls = [reverse(f"accounts:saved_filter_{verb}", args=[view.ref]) for verb in ("open", "edit", "delete")]
    for url in urls:
        assert signed_in(people.administrator).get(url).status_code == 404
    lead = signed_in(people.team_lead)
    lead.post(urls[1], {"name": "New"})
    assert SavedFilter.objects.get().name == "New"
    assert "New" in lead.get("/views/").content.decode()
    lead.post(urls[2])
    assert not SavedFilter.objects.exists()


def test_only_lists_that_one_may_see_can_be_saved(people, signed_in):
    assert signed_in(people.worker).get(SAVE).url == "/views/"
    view = SavedFilterFactory(user=people.worker)
    assert (
        signed_in(people.worker).get(reverse("accounts:saved_filter_open", args=[view.ref])).status_code
        == 404
    )


@pytest.mark.django_db
def test_there_is_an_end_to_views(people):
    for number in range(saved_filters.MOST):
        SavedFilterFactory(user=people.team_lead, name=f"{number}")
    with pytest.raises(Refused, match="Delete one"):
        saved_filters.save(by=people.team_lead, page="families:waiting_list", name="More", query="")

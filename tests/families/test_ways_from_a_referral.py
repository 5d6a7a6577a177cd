"""The page of a referral leads nobody to a page that is closed to them."""

import pytest
from django.urls import reverse

from tests.factories.families import ChildFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def page_of(referral, client):
    return client.get(reverse("families:referral_detail", args=[referral.ref])).content.decode()


def test_who_may_not_open_the_childs_record_yet_is_offered_no_way_to_it(people, signed_in):
    child = ChildFactory(given_name="Arlo", family_name="Hart")
    referral = ReferralFactory(child=child)
    ways = [reverse(f"families:{name}", args=[child.ref]) for name in ("child_family", "chronology_add")]
    lead = signed_in(people.team_lead)
    assert lead.get(ways[0]).status_code == 404
    page = page_of(referral, lead)
    assert not [way for way in ways if way in page]
    assert ways[0] in page_of(referral, signed_in(people.administrator))
    assert ways[1] in page_of(referral, signed_in(people.service_manager))


def test_records_alike_are_settled_by_whoever_may(people, signed_in):
    one = ChildFactory(given_name="Arlo", family_name="Hart")
    other = ChildFactory(given_name="Arlo", family_name="Hart", born_on=one.born_on)
    referral = ReferralFactory(child=one)
    apart = reverse("families:not_same_add", args=[one.ref, other.ref])
    merge = reverse("families:record_merge", args=[other.ref, one.ref])
    page = page_of(referral, signed_in(people.team_lead))
    assert "An administrator does it." in page
    assert apart not in page
    assert merge not in page
    page = page_of(referral, signed_in(people.administrator))
    assert apart in page
    assert merge in page
    page = page_of(referral, signed_in(people.service_manager))
    assert merge in page
    assert apart not in page

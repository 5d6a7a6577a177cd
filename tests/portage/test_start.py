"""Everyone begins where her day begins."""

import pytest
from django.urls import reverse

STARTS = {
    "worker": "portage:my_day",
    "team_lead": "portage:team_home",
    "administrator": "families:referral_list",
    "service_manager": "portage:team_home",
    "safeguarding_lead": "families:concern_list",
    "auditor": "accounts:audit_list",
    "parent": "portal:home",
}


@pytest.mark.parametrize(("person", "page"), STARTS.items())
def test_each_role_is_sent_to_its_own_start_page(person, page, people, signed_in):
    response = signed_in(getattr(people, person)).get("/")
    assert response.status_code == 302
    assert response.url == reverse(page)


def test_a_visitor_is_sent_to_the_door(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/account/")


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
def test_plain_words_are_open_to_everyone(name, client, people, signed_in):
    url = reverse(f"portage:{name}")
    assert client.get(url).status_code == 200
    assert signed_in(people.parent).get(url).status_code == 200
    assert signed_in(people.auditor).get(url).status_code == 200


def test_the_box_that_finds_children_is_shown_to_who_may_use_it(people, signed_in):
    box = 'action="/search/"'
    url = reverse("portage:help")
    assert box in signed_in(people.worker).get(url).content.decode()
    assert box in signed_in(people.administrator).get(url).content.decode()
    assert box not in signed_in(people.auditor).get(url).content.decode()
    assert box not in signed_in(people.parent).get(url).content.decode()

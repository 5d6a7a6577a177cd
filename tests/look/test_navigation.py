"""The main menu: each sees her own doors, and knows behind which one she is."""

from types import SimpleNamespace

import pytest

from portage.navigation import FAMILY, STAFF, belongs, navigation_for


@pytest.fixture
def every_door_leads_somewhere(monkeypatch):
    monkeypatch.setattr("portage.navigation.reverse", lambda name: f"/{name}/")


def labels(request):
    return [link.label for link in navigation_for(request).links]


@pytest.mark.usefixtures("every_door_leads_somewhere")
@pytest.mark.parametrize(
    ("role", "sees", "does_not_see"),
    [
        ("portage_worker", "My day", "Team"),
        ("team_lead", "Team", "Our service"),
        ("administrator", "Referrals", "Reports"),
        ("service_manager", "Our service", "Who did what"),
        ("auditor", "Who did what", "Families"),
        ("parent", "Home", "Families"),
    ],
)
def test_each_sees_the_doors_that_her_role_opens(role, sees, does_not_see, ask):
    doors = labels(ask(role))
    assert sees in doors
    assert does_not_see not in doors


def test_a_visitor_has_no_menu(ask):
    assert labels(ask()) == []


@pytest.mark.usefixtures("every_door_leads_somewhere")
@pytest.mark.parametrize(
    ("page", "door"),
    [
        ("visits:visit_write_up", "Families"),
        ("reports:report_list", "Families"),
        ("equipment:loan_list", "Families"),
        ("reports:report_detail", "Reports"),
        ("equipment:equipment_add", "Toys"),
        ("families:referral_detail", "Referrals"),
        ("families:waiting_list", "Waiting list"),
        ("visits:diary_week", "Diary"),
    ],
)
def test_a_page_lies_behind_one_door(page, door, ask):
    request = ask("team_lead")
    request.resolver_match = SimpleNamespace(view_name=page)
    assert [link.label for link in navigation_for(request).links if link.current] == [door]


@pytest.mark.usefixtures("every_door_leads_somewhere")
def test_what_does_not_fit_waits_behind_more(ask):
    menu = navigation_for(ask("service_manager"))
    assert [len(menu.bar), len(menu.desk)] == [4, 3]
    assert [*menu.bar, *menu.desk, *menu.more] == menu.links


def test_no_page_lies_behind_the_door_of_nothing():
    assert not any(belongs("", item.url_name) for item in [*STAFF, *FAMILY])

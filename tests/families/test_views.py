"""Who may open and do what in families: signed out, wrong role, out of sight, and the right person."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from families.models import Allocation, Carer, Child, Episode, HomeNote, Professional, Referral
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    HomeNoteFactory,
    ProfessionalFactory,
    ReferralFactory,
)

ABOUT_CHILD = {
    "families:child_family": ("worker", "team_lead", "administrator", "service_manager", "safeguarding_lead"),
    "families:professional_add": ("worker", "team_lead", "administrator"),
    "families:home_note_add": ("worker", "team_lead"),
    "families:referral_again": ("administrator",),
    "families:referral_sibling": ("administrator",),
    "families:episode_hand_over": ("team_lead", "service_manager"),
}
ABOUT_REFERRAL = ("detail", "triage", "accept", "stage", "band")
LISTS = {
    "families:child_list": ("worker", "team_lead", "administrator", "service_manager", "safeguarding_lead"),
    "families:caseload_list": ("team_lead", "administrator", "service_manager"),
    "families:waiting_list": ("team_lead", "administrator", "service_manager"),
    "families:referral_list": ("team_lead", "administrator", "service_manager"),
    "families:referral_find": ("administrator",),
}
EVERYBODY = (
    "worker",
    "stranger",
    "team_lead",
    "administrator",
    "service_manager",
    "safeguarding_lead",
    "auditor",
    "parent",
    "restricted",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_opens_for_its_roles_only(people, signed_in, client, name):
    url = reverse(name)
    assert client.get(url).status_code == 302
    for who in EVERYBODY:
        expected = 200 if who in LISTS[name] or (who == "stranger" and "worker" in LISTS[name]) else 403
        assert signed_in(getattr(people, who)).get(url).status_code == expected, who


@pytest.mark.parametrize("name", ABOUT_CHILD)
def test_a_page_about_a_child_opens_on_the_right_relation(people, signed_in, client, name):
    url = reverse(name, args=[people.child.ref])
    assert client.get(url).status_code == 302
    allowed = ABOUT_CHILD[name]
    for who in allowed:
        assert signed_in(getattr(people, who)).get(url).status_code == 200, who
    for who in set(EVERYBODY) - set(allowed) - {"stranger"}:
        assert signed_in(getattr(people, who)).get(url).status_code == 403, who


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("families:child_family", "stranger"),
        ("families:child_family", "teammate"),
        ("families:child_family", "other_lead"),
        ("families:episode_hand_over", "other_lead"),
        ("families:home_note_add", "stranger"),
    ],
)
def test_a_child_out_of_sight_is_not_there(people, signed_in, name, who):
    url = reverse(name, args=[people.child.ref])
    assert signed_in(getattr(people, who)).get(url).status_code == 404


@pytest.mark.parametrize("verb", ABOUT_REFERRAL)
def test_a_referral_opens_for_who_decides_on_it(people, signed_in, client, verb):
    referral = ReferralFactory(triaged=True)
    url = reverse(f"families:referral_{verb}", args=[referral.ref])
    assert client.get(url).status_code == 302
    for who in ("administrator", "team_lead", "service_manager"):
        assert signed_in(getattr(people, who)).get(url).status_code == 200, who
    for who in ("worker", "safeguarding_lead", "auditor", "parent"):
        assert signed_in(getattr(people, who)).get(url).status_code == 403, who
    nowhere = reverse(f"families:referral_{verb}", args=["x" * 26])
    assert signed_in(people.administrator).get(nowhere).status_code == 404


def test_a_look_at_a_childs_family_leaves_a_line(people, signed_in):
    signed_in(people.worker).get(reverse("families:child_family", args=[people.child.ref]))
    line = AuditEvent.objects.get(kind="seen")
    assert (line.what, line.child_ref, line.by_pk) == ("child.seen", people.child.ref, people.worker.pk)


def test_the_family_page_says_who_sees_what_and_why(people, signed_in):
    ProfessionalFactory(child=people.child)
    page = signed_in(people.worker).get(reverse("families:child_family", args=[people.child.ref]))
    text = page.content.decode()
    assert "Tariq Khan must not be shown this record" in text
    assert "Court order of 3 March" in text
    assert "Sees the shared record." in text
    assert "Ravi Patel" in text


# Protected addresses ---------------------------------------------------------------------------------


def test_a_protected_address_stands_on_no_page(people, signed_in):
    AddressFactory(family=people.child.family, lines="9 Hidden Row", postcode="FN9 9ZZ", protected=True)
    ReferralFactory(child=people.child, waiting=True)
    referral = Referral.objects.get()
    urls = [
        reverse("families:child_family", args=[people.child.ref]),
        reverse("families:referral_detail", args=[referral.ref]),
        reverse("families:waiting_list"),
        reverse("families:child_list"),
    ]
    for who in (people.team_lead, people.service_manager):
        for url in urls:
            text = signed_in(who).get(url).content.decode()
            assert "Hidden Row" not in text
            assert "FN9" not in text
            assert "Millbrook" not in text


def test_a_protected_address_is_shown_once_to_who_says_why(people, signed_in):
    AddressFactory(family=people.child.family, lines="9 Hidden Row", protected=True)
    url = reverse("families:address_reveal", args=[people.child.ref])
    worker = signed_in(people.worker)
    assert "Hidden Row" not in worker.get(url).content.decode()
    assert "Hidden Row" not in worker.post(url, {"reason": ""}).content.decode()
    assert not AuditEvent.objects.filter(what="address.revealed").exists()
    assert "Hidden Row" in worker.post(url, {"reason": "First visit tomorrow"}).content.decode()
    line = AuditEvent.objects.get(what="address.revealed")
    assert (line.reason, line.child_ref) == ("First visit tomorrow", people.child.ref)
    assert "Hidden" not in line.target_name
    assert signed_in(people.administrator).get(url).status_code == 403


def test_an_address_that_is_not_protected_needs_no_reveal(people, signed_in):
    AddressFactory(family=people.child.family)
    url = reverse("families:address_reveal", args=[people.child.ref])
    assert signed_in(people.worker).get(url).status_code == 302


def test_a_worker_adds_who_helps_and_what_to_know_at_the_door(people, signed_in):
    worker = signed_in(people.worker)
    page = worker.post(
        reverse("families:professional_add", args=[people.child.ref]),
        {"name": "Ravi Patel", "role_code": "SLT"},
    )
    assert page.status_code == 302
    page = worker.post(
        reverse("families:home_note_add", args=[people.child.ref]), {"text": "A large dog", "tone": "info"}
    )
    assert page.status_code == 302
    assert Professional.objects.get().child == people.child
    assert HomeNote.objects.get().text == "A large dog"
    assert {"professional.added", "home_note.added"} <= set(AuditEvent.objects.values_list("what", flat=True))


# Lists -----------------------------------------------------------------------------------------------


def test_a_worker_sees_her_families_and_no_others(people, signed_in):
    text = signed_in(people.worker).get(reverse("families:child_list")).content.decode()
    assert "My families" in text
    assert "Aisha Khan" in text
    assert "Oscar Bevan" not in text


def test_the_list_of_children_is_narrowed_by_its_address(people, signed_in):
    ChildFactory(given_name="Wim", family_name="Ade", in_team=people.ashby)
    lead = signed_in(people.team_lead)
    url = reverse("families:child_list")
    assert "Wim Ade" in lead.get(url, {"state": "waiting"}).content.decode()
    assert "Aisha Khan" not in lead.get(url, {"state": "waiting"}).content.decode()
    by_worker = lead.get(url, {"worker": people.worker.pk}).content.decode()
    assert "Aisha Khan" in by_worker
    assert "Wim Ade" not in by_worker
    assert lead.get(url, {"team": "x", "worker": "9" * 40, "state": "\x00"}).status_code == 200


def test_lists_ask_as_often_for_many_as_for_few(people, signed_in, same_queries):
    def more():
        for _ in range(5):
            child = ChildFactory(with_worker=people.worker)
            HomeNoteFactory(child=child)
            CarerFactory(child=child)
            AddressFactory(family=child.family)
            ReferralFactory(child=child, waiting=True)
            ReferralFactory()
            EpisodeFactory(team=people.ashby)

    more()
    lead = signed_in(people.team_lead)
    same_queries(lead, reverse("families:child_list"), more, most=15)
    same_queries(lead, reverse("families:waiting_list"), more, most=15)
    same_queries(lead, reverse("families:referral_list"), more, most=15)
    same_queries(lead, reverse("families:caseload_list"), more, most=15)
    same_queries(signed_in(people.worker), reverse("families:child_list"), more, most=15)


def test_the_family_page_asks_a_constant_number_of_times(people, signed_in, same_queries):
    def more():
        CarerFactory(child=people.child)
        ProfessionalFactory(child=people.child)
        ChildFactory(family=people.child.family)
        HomeNoteFactory(child=people.child)

    more()
    url = reverse("families:child_family", args=[people.child.ref])
    same_queries(signed_in(people.service_manager), url, more, most=25)


def test_the_team_lead_sees_each_worker_with_her_load(people, signed_in):
    text = signed_in(people.team_lead).get(reverse("families:caseload_list")).content.decode()
    assert "Sofia Marsh" in text
    assert "1 of 11" in text
    assert "Room for 10" in text
    assert "Ros Lewis" not in text


# Allocation on screen --------------------------------------------------------------------------------


def test_a_lead_gives_a_waiting_child_to_a_worker_of_the_team(people, signed_in):
    child = ChildFactory(given_name="Noor", in_team=people.ashby)
    url = reverse("families:episode_allocate", args=[child.ref])
    lead = signed_in(people.team_lead)
    page = lead.get(url).content.decode()
    assert "Sofia Marsh" in page
    assert "1 of 11 now, 2 of 11 after" in page
    assert "Ros Lewis" not in page, "a worker of another team is not offered"
    assert lead.post(url, {"worker": people.stranger.pk}).status_code == 200
    assert lead.post(url, {"worker": people.worker.pk}).status_code == 302
    assert child.episodes.get().status == Episode.Status.ACTIVE
    assert Allocation.objects.get(episode__child=child).worker == people.worker


def test_a_hand_over_is_previewed_then_confirmed_and_ends_access_at_once(people, signed_in):
    url = reverse("families:episode_hand_over", args=[people.child.ref])
    family_page = reverse("families:child_family", args=[people.child.ref])
    assert signed_in(people.worker).get(family_page).status_code == 200
    lead = signed_in(people.team_lead)
    expected = Allocation.objects.get(episode__child=people.child).pk
    chosen = {"worker": people.teammate.pk, "reason": "Sofia goes on leave", "expected": expected}
    preview = lead.post(url, chosen)
    assert "Nothing has changed yet" in preview.content.decode()
    assert Allocation.objects.open().get(episode__child=people.child).worker == people.worker
    assert lead.post(url, {**chosen, "confirmed": "on"}).status_code == 302
    assert signed_in(people.worker).get(family_page).status_code == 404
    assert signed_in(people.teammate).get(family_page).status_code == 200
    history = signed_in(people.team_lead).get(family_page).content.decode()
    assert "Sofia Marsh" in history
    assert "Sofia goes on leave" in history


def test_a_hand_over_from_an_old_page_is_refused_with_a_sentence(people, signed_in):
    url = reverse("families:episode_hand_over", args=[people.child.ref])
    lead = signed_in(people.team_lead)
    page = lead.post(
        url,
        {"worker": people.teammate.pk, "reason": "Leave", "expected": 1_999_999, "confirmed": "on"},
    )
    assert page.status_code == 200
    assert "while you were looking" in page.content.decode()
    assert Allocation.objects.open().get(episode__child=people.child).worker == people.worker


def test_a_full_worker_needs_a_reason_beside_the_field(people, signed_in):
    people.teammate.fte = 0
    people.teammate.save()
    child = ChildFactory(in_team=people.ashby)
    url = reverse("families:episode_allocate", args=[child.ref])
    lead = signed_in(people.team_lead)
    page = lead.post(url, {"worker": people.teammate.pk})
    assert "more than is planned for. Say why." in page.content.decode()
    assert page.context["form"].errors["reason"]
    assert lead.post(url, {"worker": people.teammate.pk, "reason": "Knows the family"}).status_code == 302


def test_a_restricted_parent_is_not_told_of_a_new_worker(people, signed_in):
    assert Carer.objects.get(user=people.restricted).access == Carer.Access.LIMITED
    assert Child.objects.visible_to(people.restricted).count() == 0

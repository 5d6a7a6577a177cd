"""A panel: planned, its agenda, minutes on one screen, closed once, its decisions carried out."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import panels, referrals
from families.forms.panels import PanelForm
from families.models import LocalService, Panel, PanelAction, PanelCase
from tests.factories.accounts import UserFactory
from tests.factories.families import ReferralFactory
from tests.factories.triage import PanelActionFactory, PanelCaseFactory, PanelFactory, PanelMemberFactory


@pytest.fixture
def by(db):
    return UserFactory(administrator=True)


def case(panel, verdict="", reason="", **fields):
    referral = ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())
    return PanelCaseFactory(panel=panel, referral=referral, verdict=verdict, reason=reason, **fields)


def test_closing_carries_out_every_decision(by):
    panel, later = PanelFactory(), PanelFactory(held_on=timezone.localdate() + timedelta(days=40))
    service = LocalService.objects.create(name="Toy library", kind="group", offers="Toys to borrow")
    accepted = case(panel, "wait", "Meets two areas")
    asked = case(panel, "ask", "The hearing test would help")
    declined = case(panel, "decline", "Full time at nursery", signposts=[service.ref])
    again = case(panel, "later")
    panels.close(panel, by=by)
    state = {
        one: (row.referral.status, row.referral.stage)
        for one, row in {
            name: PanelCase.objects.select_related("referral").get(pk=row.pk)
            for name, row in {"wait": accepted, "ask": asked, "decline": declined, "later": again}.items()
        }.items()
    }
    assert state == {
        "wait": ("waiting", ""),
        "ask": ("received", "evidence"),
        "decline": ("declined", ""),
        "later": ("triaged", "panel"),
    }
    assert later.cases.get().referral == again.referral
    made = declined.referral.decisions.get()
    assert (made.by_panel, made.reason) == (True, "Full time at nursery")
    assert made.signposts[0]["name"] == "Toy library"
    panel.refresh_from_db()
    assert (panel.status, panel.closed_by) == ("closed", by)
    assert AuditEvent.objects.get(what="panel.closed").after == {"cases": 4}


def test_a_panel_with_an_undecided_child_is_not_closed(by):
    panel = PanelFactory()
    case(panel, "wait", "Yes")
    undecided = case(panel)
    with pytest.raises(Refused, match=undecided.referral.child.first_name):
        panels.close(panel, by=by)
    assert Panel.objects.get().status == "planned"
    assert not AuditEvent.objects.filter(what="referral.put_on_list").exists()


def test_all_decisions_are_carried_out_or_none(by):
    panel = PanelFactory()
    first, second = case(panel, "wait", "Yes"), case(panel, "wait", "Yes")
    type(second.referral).objects.filter(pk=second.referral.pk).update(status="received")
    with pytest.raises(Refused, match=second.referral.child.name):
        panels.close(panel, by=by)
    first.referral.refresh_from_db()
    assert first.referral.status == "triaged"


OVER = ("set_agenda", "capture", "close", "cancel", "change")
NEEDS = {
    "set_agenda": {"order": []},
    "capture": {"attended": [], "notes": "", "cases": {}, "actions": []},
    "cancel": {"reason": "Snow"},
    "change": {"place": "Elsewhere"},
}


@pytest.mark.parametrize("verb", OVER)
@pytest.mark.parametrize("end", ["close", "cancel"])
def test_nothing_in_a_panel_that_is_over_changes(by, verb, end):
    panel = PanelFactory()
    getattr(panels, end)(panel, by=by, **({"reason": "Snow"} if end == "cancel" else {}))
    with pytest.raises(Refused, match="nothing in it changes now"):
        getattr(panels, verb)(panel, by=by, **NEEDS.get(verb, {}))


def test_two_panels_never_have_one_child_at_once(by):
    first = case(PanelFactory())
    with pytest.raises(IntegrityError, match="panel_case_one_open"), transaction.atomic():
        PanelCaseFactory(referral=first.referral)
    referral = ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())
    one, other = PanelFactory(), PanelFactory()
    panels.set_agenda(one, by=by, order=[], add=[referral])
    with pytest.raises(Refused, match="on the agenda of a panel already"):
        panels.set_agenda(other, by=by, order=[], add=[referral])


@pytest.mark.django_db(transaction=True)
def test_two_who_close_one_panel_at_once_decide_once():
    by, panel = UserFactory(administrator=True), PanelFactory()
    one = case(panel, "wait", "Yes")
    said = at_once(lambda: panels.close(panel, by=by), times=4)
    assert said.count("done") == 1
    assert all("nothing in it changes now" in words for words in said if words != "done")
    assert one.referral.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_panel_and_a_person_who_decide_at_once_decide_once():
    by, panel = UserFactory(administrator=True), PanelFactory()
    one = case(panel, "wait", "Yes")
    said = at_once(
        lambda: panels.close(panel, by=by),
        lambda: referrals.decline(one.referral, by=by, reason="The family moved"),
    )
    one.referral.refresh_from_db()
    decided = list(one.referral.decisions.values_list("verdict", flat=True))
    assert one.referral.status in ("waiting", "declined")
    assert said.count("done") >= 1
    assert len(decided) == said.count("done") or decided == ["decline"]


@pytest.mark.django_db(transaction=True)
def test_two_panels_that_take_one_child_at_once_are_one():
    by = UserFactory(administrator=True)
    referral = ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())
    said = at_once(
        *(lambda panel=panel: panels.set_agenda(panel, by=by, order=[], add=[referral])
          for panel in (PanelFactory(), PanelFactory(), PanelFactory())),
    )  # fmt: skip
    assert said.count("done") == 1
    assert PanelCase.objects.filter(referral=referral).count() == 1


def at_once(*acts, times=1):
    said = []

    def do(act):
        try:
            act()
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts * times]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


# On screen --------------------------------------------------------------------------------------------


def test_a_panel_from_plan_to_minutes_on_screen(people, signed_in):
    referral = ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())
    other = ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())
    lead = signed_in(people.team_lead)
    told = {
        "held_on": "today",
        "starts_at": "9:30",
        "place": "Fern Room",
        "members": "Ravi Menon, Therapist, NHS",
    }
    lead.post("/panels/add/", told)
    panel = Panel.objects.get()
    lead.post(reverse("families:panel_agenda", args=[panel.ref]), {"add": [referral.pk, other.pk]})
    cases = list(panel.cases.all())
    places = {f"place_{cases[0].pk}": 2, f"place_{cases[1].pk}": 1}
    lead.post(reverse("families:panel_agenda", args=[panel.ref]), places)
    assert [one.pk for one in panel.cases.all()] == [cases[1].pk, cases[0].pk]
    url = reverse("families:panel_minutes", args=[panel.ref])
    first = cases[0]
    so_far = {
        f"notes_{first.pk}": "She loves music.",
        f"what_{first.pk}": "Ring the clinic",
        f"owner_{first.pk}": "Ravi Menon",
        "attended": [str(panel.members.get().pk)],
    }
    assert lead.post(url, {**so_far, "save": "1"}).status_code == 302
    first.refresh_from_db()
    assert (first.notes, first.decided_at) == ("She loves music.", None)
    assert PanelAction.objects.get().case == first


def test_a_panel_is_closed_on_screen_when_every_child_has_a_decision(people, signed_in):
    panel = PanelFactory()
    first, second = case(panel), case(panel)
    url, lead = reverse("families:panel_minutes", args=[panel.ref]), signed_in(people.team_lead)
    close = {f"verdict_{first.pk}": "wait", f"notes_{first.pk}": "She loves music.", "close": "1"}
    page = lead.post(url, close).content.decode()
    assert f"Say what was decided about {second.referral.child.first_name}" in page
    close |= {f"verdict_{second.pk}": "decline"}
    assert "Say why, in words the family may read." in lead.post(url, close).content.decode()
    close |= {f"reason_{second.pk}": "Full time at nursery now"}
    assert lead.post(url, close).status_code == 302
    panel.refresh_from_db()
    assert panel.status == "closed"
    assert lead.get(url).status_code == 404
    assert (
        "Full time at nursery now"
        in lead.get(reverse("families:panel_detail", args=[panel.ref])).content.decode()
    )


def test_an_action_is_ticked_off_once(people, signed_in):
    action = PanelActionFactory(due_on=timezone.localdate() - timedelta(days=3))
    lead = signed_in(people.team_lead)
    assert "Overdue" in lead.get("/panels/actions/").content.decode()
    url = reverse("families:panel_action_done", args=[action.ref])
    assert lead.post(url).status_code == 302
    assert "Somebody has said already" in lead.post(url).content.decode()
    assert action.what in lead.get("/panels/actions/?done=1").content.decode()


def test_the_lists_of_panels_ask_a_constant_number_of_times(people, signed_in, same_queries):
    panel = PanelFactory()

    def more():
        case(panel, notes="x")
        PanelMemberFactory(panel=panel)
        PanelActionFactory(panel=panel, case=panel.cases.first())
        PanelFactory(closed=True)

    more()
    lead = signed_in(people.team_lead)
    same_queries(lead, "/panels/", more, most=15)
    same_queries(lead, "/panels/actions/", more, most=15)
    same_queries(lead, reverse("families:panel_detail", args=[panel.ref]), more, most=25)
    same_queries(lead, reverse("families:panel_minutes", args=[panel.ref]), more, most=25)


def test_a_panel_that_is_not_held_says_why(people):
    panel = PanelFactory(notes="Room 2 is booked.")
    panels.cancel(panel, by=people.administrator, reason="The chair is ill.")
    panel.refresh_from_db()
    assert panel.notes == "Room 2 is booked.\n\nThe chair is ill."


def test_nothing_of_who_sits_on_a_panel_is_cut_off_in_silence():
    form = PanelForm({"held_on": "today", "members": f"Ravi Menon, {'Therapist ' * 13}, NHS"})
    assert form.errors["members"] == ["Write at most 120 letters for a name, a role or an agency."]
    form = PanelForm({"held_on": "today", "members": "Ravi Menon, Therapist, NHS, Ashby\n\nMel Grant"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["members"] == [("Ravi Menon", "Therapist", "NHS, Ashby"), ("Mel Grant", "", "")]

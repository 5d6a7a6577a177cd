"""The board, the preview, the result and the way back, as a lead meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from families.actions import reallocations
from families.models import (
    Address,
    Allocation,
    CoverShare,
    LeadProfessional,
    Move,
    Policy,
    Reallocation,
)
from tests.factories.accounts import UserFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import AddressFactory, CarerFactory, ChildFactory
from tests.factories.reports import ReportFactory
from tests.factories.safety import CoverFactory
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseload(people):
    """The child of the matrix and three others of Sofia’s; Priya and Dev could take them."""
    people.dev = UserFactory(name="Dev Patel", worker=True, team=people.ashby, languages=["Urdu"])
    others = ChildFactory.create_batch(3, with_worker=people.worker)
    others[0].family.languages = "English, Urdu"
    others[0].family.save()
    return [people.child, *others]


@pytest.fixture
def plan(people, caseload):
    return begin(people)


def begin(people, **fields):
    given = {"reason": "Sofia is ill", "effective_on": timezone.localdate(), "from_worker": people.worker}
    return reallocations.plan(by=people.team_lead, **given | fields)


def page(name, plan):
    return reverse(f"families:reallocation_{name}", args=[plan.ref])


def text(response):
    return response.content.decode()


def test_a_whole_caseload_is_chosen_and_the_proposal_stands_on_the_board(people, caseload, signed_in):
    client = signed_in(people.team_lead)
    sent = {
        "worker": people.worker.pk,
        "effective_on": timezone.localdate().isoformat(),
        "reason": "Sofia is ill",
    }
    answer = client.post(reverse("families:reallocation_add"), sent)
    plan = Reallocation.objects.get()
    assert answer.url == page("detail", plan)
    board = text(client.get(answer.url))
    assert "Move Sofia Marsh’s caseload" in board
    assert "Speaks Urdu." in board
    assert "<b>4</b> children would move" in board


def test_the_children_of_a_list_are_chosen_by_area_and_frequency(people, caseload, signed_in):
    AddressFactory(family=caseload[1].family, postcode="FN7 1AA")
    client = signed_in(people.team_lead)
    sent = {"worker": "", "area": "fn7", "reason": "x", "effective_on": timezone.localdate().isoformat()}
    client.post(reverse("families:reallocation_add"), sent)
    assert [move.child for move in Move.objects.all()] == [caseload[1]]


def test_a_protected_address_gives_no_area_away(people, caseload, signed_in):
    AddressFactory(family=caseload[1].family, postcode="FN9 9ZZ", protected=True)
    hers = ChildFactory(with_worker=people.dev)
    AddressFactory(family=hers.family, postcode="FN9 9ZZ")
    plan = begin(people)
    client = signed_in(people.team_lead)
    assert Address.objects.filter(is_protected=True, postcode="").exists()
    for name in ("detail", "preview"):
        assert "FN9 9" not in text(client.get(page(name, plan)))


def test_a_child_is_placed_by_a_button_and_the_plan_is_saved_at_once(people, plan, signed_in):
    client = signed_in(people.team_lead)
    move = plan.moves.first()
    other = people.dev if move.to_worker == people.teammate else people.teammate
    answer = client.post(page("detail", plan), {"place": f"{move.pk}:{other.pk}"})
    assert answer.url == f"{page('detail', plan)}#child-{move.pk}"
    move.refresh_from_db()
    assert (move.to_worker, move.is_by_hand) == (other, True)
    client.post(page("detail", plan), {"place": f"{move.pk}:0"})
    move.refresh_from_db()
    assert move.to_worker is None
    assert Allocation.objects.open().get(episode=move.episode).worker == people.worker, "only a plan"


@pytest.mark.parametrize("place", ["", "x", "1:2:3", "999999999999999999999:1", "-1:0", "1:", "\x00"])
def test_nonsense_on_the_board_is_a_sentence_and_changes_nothing(people, plan, signed_in, place):
    client = signed_in(people.team_lead)
    before = list(plan.moves.values_list("to_worker"))
    answer = client.post(page("detail", plan), {"place": place}, follow=True)
    assert "not part of this plan" in text(answer)
    assert list(plan.moves.values_list("to_worker")) == before


def test_a_child_is_not_placed_with_a_stranger_to_the_team(people, plan, signed_in):
    client = signed_in(people.team_lead)
    move = plan.moves.first()
    answer = client.post(page("detail", plan), {"place": f"{move.pk}:{people.stranger.pk}"}, follow=True)
    assert "Ros Lewis is not a worker of the Ashby team now" in text(answer)


def test_the_board_asks_as_often_for_many_children_as_for_few(people, caseload, signed_in, same_queries):
    """Visits that clash and that a colleague holds, drafts, toys, reports, a role, parents who are told."""
    plan = begin(people)
    client = signed_in(people.team_lead)
    day = iter(range(3, 200))

    def add():
        busy = ChildFactory(with_worker=people.dev)
        cover = CoverFactory(away=people.worker)
        for child in ChildFactory.create_batch(5, with_worker=people.worker):
            CoverShare.objects.create(cover=cover, episode=child.episodes.get(), worker=people.teammate)
            for worker in (people.worker, people.teammate):
                ahead = next(day)
                VisitFactory(child=child, worker=worker, in_days=ahead)
                made = VisitFactory(child=child, worker=worker, in_days=-ahead)
                Draft.objects.create(user=worker, form="visits:visit_write_up", about=made.ref)
                VisitFactory(child=busy, worker=people.dev, in_days=ahead)
            LoanFactory(child=child)
            ReportFactory(child=child)
            CarerFactory(child=child, sees=True, user=UserFactory(parent=True))
            LeadProfessional.objects.create(
                child=child, user=people.worker, from_on=timezone.localdate(), named_by=people.team_lead
            )
            row = child.episodes.get().allocations.get()
            Move.objects.create(
                reallocation=plan,
                episode=row.episode,
                allocation=row,
                from_worker=row.worker,
                to_worker=people.dev,
            )

    add()
    same_queries(client, page("detail", plan), add, most=25)
    same_queries(client, page("preview", plan), add, most=25)


def test_many_children_over_many_workers_still_make_a_page_of_a_sensible_size(people, caseload, signed_in):
    ChildFactory.create_batch(60, with_worker=people.worker)
    for number in range(12):
        UserFactory(name=f"Worker {number}", worker=True, team=people.ashby)
    plan = begin(people)
    client = signed_in(people.team_lead)
    board = text(client.get(page("detail", plan)))
    assert len(board) < 150_000
    move = plan.moves.exclude(to_worker=None).first()
    assert f'href="?move={move.pk}#child-{move.pk}"' in board
    opened = text(client.get(f"{page('detail', plan)}?move={move.pk}"))
    assert opened.count(f'value="{move.pk}:') == 14


def test_the_preview_says_every_consequence_and_changes_nothing(people, plan, signed_in):
    VisitFactory(child=people.child, worker=people.worker, in_days=3)
    client = signed_in(people.team_lead)
    before = list(Allocation.objects.values_list())
    preview = text(client.get(page("preview", plan)))
    assert "1 visit moves" in preview
    assert "E-mail to 1 adult" in preview
    assert "Tell them yourself" in preview, "the others have no account"
    assert list(Allocation.objects.values_list()) == before


def test_what_needs_a_decision_is_asked_beside_its_field(people, plan, signed_in):
    LeadProfessional.objects.create(
        child=people.child, user=people.worker, from_on=timezone.localdate(), named_by=people.team_lead
    )
    client = signed_in(people.team_lead)
    answer = client.post(page("preview", plan), {"version": plan.version, "apply": "1"})
    assert "Decide what should happen with Aisha" in text(answer)
    move = plan.moves.get(episode__child=people.child)
    plan.refresh_from_db()
    sent = {"version": plan.version, f"lead_role-{move.pk}": "along", "keep": "1"}
    assert client.post(page("preview", plan), sent).url == page("preview", plan)
    move.refresh_from_db()
    assert move.lead_role == "along"
    plan.refresh_from_db()
    sent = {"version": plan.version, f"lead_role-{move.pk}": "along", "apply": "1"}
    assert client.post(page("preview", plan), sent).url == page("result", plan)
    assert LeadProfessional.objects.open().get().user == move.to_worker


def test_left_out_in_the_preview_a_child_stays(people, plan, signed_in):
    LeadProfessional.objects.create(
        child=people.child, user=people.worker, from_on=timezone.localdate(), named_by=people.team_lead
    )
    client = signed_in(people.team_lead)
    move = plan.moves.get(episode__child=people.child)
    sent = {"version": Reallocation.objects.get().version, f"lead_role-{move.pk}": "out", "apply": "1"}
    client.post(page("preview", plan), sent)
    assert Allocation.objects.open().get(episode=move.episode).worker == people.worker
    assert Move.objects.moved().count() == 3


def test_over_capacity_the_reason_is_asked_beside_its_field(people, plan, signed_in):
    Policy.objects.create(from_on=timezone.localdate(), full_caseload=1)
    client = signed_in(people.team_lead)
    version = Reallocation.objects.get().version
    answer = client.post(page("preview", plan), {"version": version, "apply": "1"})
    assert "Say why" in text(answer)
    assert "may carry more" in text(answer)


def test_what_the_record_has_overtaken_is_flagged_on_both_pages(people, plan, signed_in):
    from families.actions import episodes

    episodes.hand_over(people.child.episodes.get(), to=people.dev, by=people.team_lead, reason="Language")
    client = signed_in(people.team_lead)
    for name in ("detail", "preview"):
        assert "went to Dev Patel on" in text(client.get(page(name, plan)))


def apply(client, plan):
    key = {"form_key": "k" * 20}
    version = Reallocation.objects.get(pk=plan.pk).version
    return client.post(page("preview", plan), {"version": version, "apply": "1"} | key)


def test_a_double_click_moves_once_and_both_see_the_result(people, plan, signed_in):
    client = signed_in(people.team_lead)
    first, second = apply(client, plan), apply(client, plan)
    assert (first.url, second.url) == (page("result", plan),) * 2
    assert Allocation.objects.filter(episode__child=people.child).count() == 2


def test_a_second_tab_is_told_what_happened_in_the_first(people, plan, signed_in):
    client = signed_in(people.team_lead)
    old = Reallocation.objects.get().version
    apply(client, plan)
    answer = client.post(page("preview", plan), {"version": old, "apply": "1", "form_key": "other"})
    assert "is “applied” now" in text(answer)
    board = client.post(page("detail", plan), {"again": "1"}, follow=True)
    assert "is “applied” now and cannot be changed" in text(board)


def test_the_result_says_what_was_done_and_the_way_back_is_previewed(people, plan, signed_in):
    client = signed_in(people.team_lead)
    apply(client, plan)
    result = text(client.get(page("result", plan)))
    assert "4 children moved" in result
    assert "Undo until" in result
    undo = text(client.get(page("undo", plan)))
    assert "Move 4 children back?" in undo
    client.post(page("undo", plan), {"form_key": "u" * 20})
    assert "4 children moved back" in text(client.get(page("result", plan)))
    assert Allocation.objects.open().get(episode__child=people.child).worker == people.worker


def test_one_child_goes_back_from_its_own_line(people, plan, signed_in):
    client = signed_in(people.team_lead)
    apply(client, plan)
    move = Move.objects.get(episode__child=people.child)
    undo = f"{page('undo', plan)}?only={move.pk}"
    assert "Move 1 child back?" in text(client.get(undo))
    client.post(page("undo", plan), {"only": move.pk})
    assert Move.objects.moved().count() == 3


def test_a_move_for_a_day_ahead_says_so_and_can_be_taken_back(people, caseload, signed_in):
    plan = begin(people, effective_on=timezone.localdate() + timedelta(days=4))
    client = signed_in(people.team_lead)
    apply(client, plan)
    assert "Take back to planning" in text(client.get(page("result", plan)))
    assert client.post(page("result", plan)).url == page("detail", plan)
    assert Reallocation.objects.get().is_draft


def test_a_lead_of_another_team_finds_no_plan_and_no_way_to_it(people, plan, signed_in):
    client = signed_in(people.other_lead)
    assert [client.get(page(name, plan)).status_code for name in ("detail", "preview", "result", "undo")] == [
        404
    ] * 4
    assert "Sofia" not in text(client.get(reverse("families:reallocation_add")))


def test_a_plan_with_nobody_who_could_take_the_children_says_so(people, signed_in):
    people.teammate.memberships.update(until_on=timezone.localdate() - timedelta(days=1))
    plan = begin(people)
    client = signed_in(people.team_lead)
    assert "No child would move by this plan" in text(apply(client, plan))


def test_the_plan_is_thrown_away(people, plan, signed_in):
    client = signed_in(people.team_lead)
    assert client.post(page("detail", plan), {"drop": "1"}).url == reverse("families:reallocation_add")
    assert "thrown away" in text(client.get(page("result", plan)))


def test_parents_who_may_not_see_the_record_are_not_told(people, plan, signed_in):
    from accounts.models import Notice

    CarerFactory(child=people.child, user=UserFactory(parent=True), restricted=True)
    apply(signed_in(people.team_lead), plan)
    told = Notice.objects.filter(kind="families.NewWorker")
    assert [notice.to for notice in told] == [people.parent]

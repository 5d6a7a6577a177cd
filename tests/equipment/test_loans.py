"""Loans: one at a time, counted out and counted in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from equipment.actions import equipment as storeroom
from equipment.actions import loans
from equipment.models import Equipment, Loan
from families.models import Policy
from tests.factories.accounts import UserFactory
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

Condition = Equipment.Condition
ON_LOAN = "This is on loan already: take it back first."


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker(db):
    return UserFactory(worker=True)


def test_a_toy_is_lent_with_all_its_pieces_for_the_weeks_of_the_policy(worker, today):
    Policy.objects.create(from_on=today, loan_weeks=4)
    toy = EquipmentFactory(parts=12)
    loan = loans.lend(toy, to=ChildFactory(), by=worker, on=today)
    assert (loan.parts_out, loan.due_on) == (12, today + timedelta(weeks=4))
    line = AuditEvent.objects.get(what="loan.lent")
    assert line.child_ref == loan.child.ref


def test_a_toy_that_is_away_is_refused_in_the_words_of_the_constraint(worker, today):
    toy = LoanFactory().equipment
    with pytest.raises(Refused) as refusal:
        loans.lend(toy, to=ChildFactory(), by=worker, on=today)
    assert str(refusal.value) == ON_LOAN
    assert not AuditEvent.objects.filter(what="loan.lent").exists()


def test_a_form_says_the_same_sentence(worker, today):
    toy = LoanFactory().equipment
    second = LoanFactory.build(equipment=toy, child=ChildFactory(), lent_by=worker)
    with pytest.raises(ValidationError, match=ON_LOAN):
        second.full_clean()


@pytest.mark.parametrize("condition", [c for c in Condition if c != Condition.READY])
def test_only_a_toy_that_is_ready_goes_out(worker, today, condition):
    toy = EquipmentFactory(condition=condition)
    with pytest.raises(Refused, match="cannot go out now"):
        loans.lend(toy, to=ChildFactory(), by=worker, on=today)


def test_a_toy_does_not_go_out_tomorrow_or_with_more_pieces_than_it_has(worker, today):
    toy, child = EquipmentFactory(parts=3), ChildFactory()
    with pytest.raises(Refused, match="still to come"):
        loans.lend(toy, to=child, by=worker, on=today + timedelta(days=1))
    with pytest.raises(Refused, match="has 3 pieces"):
        loans.lend(toy, to=child, by=worker, on=today, parts=4)


def test_a_loan_due_before_it_goes_out_is_refused_in_words(worker, today):
    with pytest.raises(Refused, match="due back on or after"):
        loans.lend(
            EquipmentFactory(), to=ChildFactory(), by=worker, on=today, due_on=today - timedelta(days=1)
        )


def test_a_toy_that_comes_back_whole_is_ready_for_the_next_family(worker, today):
    loan = LoanFactory(parts_out=4)
    loans.take_back(loan, by=worker, on=today, parts=4)
    loans.lend(loan.equipment, to=ChildFactory(), by=worker, on=today)
    assert Loan.objects.open().count() == 1


def test_a_toy_that_comes_back_with_pieces_missing_is_set_apart(worker, today):
    loan = loans.take_back(LoanFactory(parts_out=4), by=worker, on=today, parts=3)
    toy = Equipment.objects.get()
    assert (loan.parts_back, toy.condition, toy.condition_note) == (
        3,
        Condition.QUARANTINE,
        "1 piece missing",
    )
    assert AuditEvent.objects.filter(what="equipment.set_apart").count() == 1


def test_a_loan_comes_back_once_not_before_it_went_and_not_with_more(worker, today):
    loan = LoanFactory(parts_out=4)
    with pytest.raises(Refused, match="4 pieces went out"):
        loans.take_back(loan, by=worker, on=today, parts=5)
    with pytest.raises(Refused, match="cannot come back before"):
        loans.take_back(loan, by=worker, on=loan.lent_on - timedelta(days=1), parts=4)
    with pytest.raises(Refused, match="still to come"):
        loans.take_back(loan, by=worker, on=today + timedelta(days=1), parts=4)
    loans.take_back(loan, by=worker, on=today, parts=4)
    with pytest.raises(Refused, match="already"):
        loans.take_back(loan, by=worker, on=today, parts=4)


def test_the_state_of_a_toy_is_changed_with_a_note_but_not_while_it_is_away(worker):
    toy = EquipmentFactory()
    storeroom.set_condition(toy, to=Condition.REPAIR, by=worker, note="Wheel loose")
    line = AuditEvent.objects.get(what="equipment.condition_changed")
    assert line.after == {"condition": "repair", "note": "Wheel loose"}
    with pytest.raises(Refused, match="with a family"):
        storeroom.set_condition(LoanFactory().equipment, to=Condition.REPAIR, by=worker)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_lend_one_toy_at_once_one_wins_and_seven_are_told_why(worker, today):
    child = ChildFactory()
    for _ in range(30):
        toy = EquipmentFactory()
        told = in_parallel(*[lambda toy=toy: loans.lend(toy, to=child, by=worker, on=today)] * 8)
        assert sorted(type(answer).__name__ for answer in told) == ["Loan", *["Refused"] * 7]
        assert {str(answer) for answer in told if isinstance(answer, Refused)} == {ON_LOAN}
        assert toy.loans.open().count() == 1
    assert AuditEvent.objects.filter(what="loan.lent").count() == 30


@pytest.mark.django_db(transaction=True)
def test_a_toy_that_two_take_back_at_once_is_back_once(worker, today):
    loan = LoanFactory(parts_out=4)
    told = in_parallel(*[lambda: loans.take_back(loan, by=worker, on=today, parts=3)] * 4)
    assert sorted(type(answer).__name__ for answer in told) == ["Loan", *["Refused"] * 3]
    assert AuditEvent.objects.filter(what__in=["loan.returned", "equipment.set_apart"]).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_toy_is_never_lent_and_set_apart_at_once(worker, today):
    child = ChildFactory()
    for _ in range(10):
        toy = EquipmentFactory()
        in_parallel(
            lambda toy=toy: loans.lend(toy, to=child, by=worker, on=today),
            lambda toy=toy: storeroom.set_condition(toy, to=Condition.REPAIR, by=worker),
        )
        toy.refresh_from_db()
        assert toy.loans.open().exists() != (toy.condition == Condition.REPAIR)

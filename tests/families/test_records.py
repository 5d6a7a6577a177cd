"""The records of families: what the database refuses, and in which words a form says so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import Address, Carer, Child, Policy
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    AddressFactory,
    AllocationFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    FamilyFactory,
)

DAY = timedelta(days=1)


def today():
    return timezone.localdate()


BROKEN = {
    "Give the due date only if the child was born before it.": lambda: ChildFactory.build(
        born_on=today(), due_on=today() - DAY
    ),
    "A date of death cannot lie before the birth.": lambda: ChildFactory.build(
        born_on=today(), died_on=today() - DAY
    ),
    "An NHS number has ten digits.": lambda: ChildFactory.build(nhs_number="12345"),
    "An address cannot end before it begins.": lambda: AddressFactory.build(
        since_on=today(), until_on=today() - DAY
    ),
    "Access cannot end before it begins.": lambda: CarerFactory.build(
        access_from=today(), access_until=today() - DAY
    ),
    "Say why this person’s access is limited.": lambda: CarerFactory.build(access="limited"),
    "A closed episode says when it closed.": lambda: EpisodeFactory.build(status="closed"),
    "An episode cannot close before it opens.": lambda: EpisodeFactory.build(
        opened_on=today(), status="closed", closed_on=today() - DAY
    ),
    "An allocation that ended says when and by whom.": lambda: AllocationFactory.build(
        until_at=timezone.now()
    ),
    "An hour of the day is between 0 and 23.": lambda: Policy(from_on=today(), reminder_hour=24),
    "A child counts as not seen after one day at the earliest.": lambda: Policy(
        from_on=today(), unseen_days=0
    ),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_what_makes_no_sense_is_refused_with_a_sentence(db, sentence):
    with pytest.raises(ValidationError) as refused:
        BROKEN[sentence]().validate_constraints()
    assert sentence in refused.value.messages


def test_the_database_itself_refuses_too(db):
    child = ChildFactory()
    for values in ({"due_on": child.born_on - DAY}, {"died_on": child.born_on - DAY}, {"nhs_number": "1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Child.objects.filter(pk=child.pk).update(**values)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Address(family=AddressFactory().family, lines="x", town="y", since_on=today()),
            "This family has a current address already: end it first.",
        ),
        (
            lambda: EpisodeFactory.build(child=EpisodeFactory().child, team=EpisodeFactory().team),
            "This child has an open episode already.",
        ),
        (
            lambda: AllocationFactory.build(episode=AllocationFactory().episode),
            "This child is on somebody’s caseload already.",
        ),
        (
            lambda: _second_tie(),
            "This account is tied to this child already.",
        ),
    ],
)
def test_there_is_one_of_what_there_can_be_one_of(db, make, sentence):
    with pytest.raises(ValidationError) as refused:
        make().validate_constraints()
    assert sentence in refused.value.messages


def _second_tie():
    tie = CarerFactory(user=UserFactory(parent=True))
    return Carer(child=tie.child, user=tie.user, name="x", relationship="PAM")


def test_an_nhs_number_is_checked_by_its_last_digit(db):
    with pytest.raises(ValidationError, match="not a valid NHS number"):
        ChildFactory.build(nhs_number="9990000019", family=FamilyFactory()).full_clean()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"access": "full"}, "Sees the shared record. Has no account yet."),
        ({"access": "none"}, "Sees nothing of the record yet."),
        ({"access": "limited", "access_reason": "Order."}, "Sees nothing of the record. Order."),
        ({"access": "full", "access_from": DAY}, "Will see the shared record from"),
        ({"access": "full", "access_until": -DAY}, "Saw the shared record until"),
        ({"access": "full", "access_until": DAY}, "Sees the shared record until"),
    ],
)
def test_what_an_adult_sees_is_said_in_plain_words_and_agrees_with_the_scope(db, fields, words):
    dated = {
        name: today() + value if name in ("access_from", "access_until") else value
        for name, value in fields.items()
    }
    carer = CarerFactory(**dated)
    assert words in carer.access_in_words(today())
    assert carer.sees_on(today()) == Carer.objects.seeing(on=today()).filter(pk=carer.pk).exists()

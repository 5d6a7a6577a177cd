"""A family's yes to one thing: given, lapsed, replaced, taken back; nothing is written over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Notice
from accounts.notify import notify
from accounts.refusals import Refused
from families.actions import consents
from families.jobs.support import tell_of_permissions_about_to_lapse
from families.models import Consent
from families.notifications import ConsentLapsing, NewWorker
from tests.factories.accounts import UserFactory
from tests.factories.episodes import ConsentFactory
from tests.factories.families import CarerFactory, ChildFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker(db):
    return UserFactory(worker=True, name="Sofia Marsh")


@pytest.fixture
def child(worker):
    return ChildFactory(with_worker=worker)


@pytest.fixture
def mother(child):
    return CarerFactory(child=child, name="Nadia Khan", sees=True, user=UserFactory(parent=True))


def yes(child, mother, worker, **other):
    said = {
        "purpose": "sharing",
        "recipient": "Speech therapy",
        "given_on": timezone.localdate(),
        "how": "paper",
    }
    return consents.give(child, by=worker, given_by=mother, **{**said, **other})


def test_a_yes_is_written_down_with_who_said_it_and_how(child, mother, worker):
    consent = yes(child, mother, worker, recipient="  Speech   therapy ")
    assert (consent.recipient, consent.given_by, consent.recorded_by) == ("Speech therapy", mother, worker)
    assert AuditEvent.objects.get(what="consent.given").child_ref == child.ref


@pytest.mark.parametrize(
    ("given", "until", "ended", "holds"),
    [
        (0, None, None, True),
        (1, None, None, False),  # from tomorrow
        (-9, 0, None, True),  # until today
        (-9, -1, None, False),  # lapsed yesterday
        (-9, 5, -1, False),  # taken back yesterday
        (-9, 5, 0, False),  # taken back today: it holds no more
        (-9, None, 3, True),
    ],
)
def test_it_holds_from_the_day_it_was_given_until_it_lapses_or_ends(child, today, given, until, ended, holds):
    def day(number):
        return None if number is None else today + timedelta(days=number)

    ending = {"ended_by": UserFactory(), "ending": "closed"} if ended is not None else {}
    consent = ConsentFactory(
        child=child, given_on=day(given), until_on=day(until), ended_on=day(ended), **ending
    )
    assert consent.holds_on(today) is holds
    assert Consent.objects.in_force(on=today).exists() is holds


def test_a_new_yes_is_a_new_row_and_the_old_one_stays_as_replaced(child, mother, worker, today):
    first = yes(child, mother, worker, given_on=today - timedelta(days=30))
    second = yes(child, mother, worker, until_on=today + timedelta(days=90))
    first.refresh_from_db()
    assert (first.ending, first.ended_on) == ("replaced", today)
    assert list(Consent.objects.in_force(on=today)) == [second]


def test_the_same_yes_twice_is_written_down_once(child, mother, worker):
    yes(child, mother, worker)
    with pytest.raises(Refused, match="written down already"):
        yes(child, mother, worker, recipient="speech therapy")


def test_taking_it_back_keeps_what_was_said_and_who_took_it_back(child, mother, worker, today):
    father = CarerFactory(child=child, name="Tariq Khan")
    consent = yes(child, mother, worker, given_on=today - timedelta(days=10))
    consents.withdraw(consent, by=worker, on=today, reason="No more photos", adult=father)
    consent.refresh_from_db()
    assert (consent.ending, consent.withdrawn_by, consent.given_by) == ("withdrawn", father, mother)
    assert not Consent.objects.in_force(on=today).exists()
    with pytest.raises(Refused, match="already"):
        consents.withdraw(consent, by=worker, on=today)


def test_it_cannot_be_taken_back_in_the_future_or_before_it_was_given(child, mother, worker, today):
    consent = yes(child, mother, worker)
    for days, sentence in ((1, "still to come"), (-1, "cannot end before")):
        with pytest.raises(Refused, match=sentence):
            consents.withdraw(consent, by=worker, on=today + timedelta(days=days))


def test_a_mistake_is_struck_and_says_so(child, mother, worker):
    consent = yes(child, mother, worker)
    with pytest.raises(Refused, match="what the mistake was"):
        consents.strike(consent, by=worker, reason=" ")
    consents.strike(consent, by=worker, reason="It was her sister")
    consent.refresh_from_db()
    assert consent.get_ending_display() == "Written down by mistake"


def test_only_an_adult_of_this_child_can_say_yes(child, worker):
    with pytest.raises(Refused, match="not one of"):
        yes(child, CarerFactory(name="Kim Bevan"), worker)


def test_what_came_with_a_referral_from_outside_was_written_down_by_nobody_of_ours(child, mother):
    consent = consents.give(
        child, by=audit.CLOCK, purpose="email", recipient="", given_by=mother,
        given_on=timezone.localdate(), how="screen",
    )  # fmt: skip
    assert consent.recorded_by is None


def test_a_parent_sees_what_she_said_herself_and_nobody_elses(child, mother, worker):
    mine = yes(child, mother, worker)
    ConsentFactory(child=child)
    assert list(Consent.objects.visible_to(mother.user)) == [mine]
    assert Consent.objects.visible_to(worker).count() == 2


def test_the_worker_hears_once_of_a_permission_about_to_lapse(child, worker, today):
    ConsentFactory(child=child, lapsing=True)
    ConsentFactory(child=child, photo=True)
    for _ in range(2):
        tell_of_permissions_about_to_lapse(today)
    assert [notice.to for notice in Notice.objects.filter(kind=ConsentLapsing.name)] == [worker]


def test_who_took_e_mail_back_gets_none_about_this_child(child, mother, worker, today):
    allocation = child.current_episode().allocations.get()
    assert notify(NewWorker, to=mother.user, about=allocation, key="first") is not None
    consent = yes(child, mother, worker, purpose="email", recipient="")
    assert notify(NewWorker, to=mother.user, about=allocation, key="second") is not None
    consents.withdraw(consent, by=worker, on=today)
    assert notify(NewWorker, to=mother.user, about=allocation, key="third") is None


# Pages -----------------------------------------------------------------------------------------------


def test_the_page_says_that_agreeing_to_visits_is_no_permission(signed_in, people):
    page = signed_in(people.worker).get(f"/children/{people.child.ref}/permissions/").content.decode()
    assert "A permission is not the reason why we may serve a child" in page


def test_a_worker_writes_a_yes_down_and_ends_it(signed_in, people):
    client, child = signed_in(people.worker), people.child
    carer = child.carers.get(user=people.parent)
    said = {"purpose": "photo", "given_by": carer.pk, "given_on": "today", "how": "word"}
    assert client.post(f"/children/{child.ref}/permissions/add/", said).status_code == 302
    consent = Consent.objects.get()
    page = client.get(f"/children/{child.ref}/permissions/").content.decode()
    assert "Photos and video" in page
    assert carer.name in page
    said = {"what": "withdrawn", "adult": carer.pk, "on": "today", "reason": ""}
    assert client.post(f"/permissions/{consent.ref}/end/", said).status_code == 302
    page = client.get(f"/children/{child.ref}/permissions/").content.decode()
    assert "Taken back by the family" in page
    assert "Nothing yet." in page


def test_sharing_with_nobody_in_particular_is_refused_beside_the_field(signed_in, people):
    carer = people.child.carers.get(user=people.parent)
    said = {"purpose": "sharing", "given_by": carer.pk, "given_on": "today", "how": "word", "recipient": ""}
    page = signed_in(people.worker).post(f"/children/{people.child.ref}/permissions/add/", said)
    assert page.context["form"].errors["recipient"] == [
        "Say with whom: a yes to everybody is a yes to nobody."
    ]
    assert not Consent.objects.exists()


def test_the_list_costs_the_same_for_many(signed_in, people, same_queries):
    client, child = signed_in(people.worker), people.child

    def add():
        for _ in range(10):
            ConsentFactory(child=child)
            ConsentFactory(child=child, withdrawn=True)

    add()
    same_queries(client, f"/children/{child.ref}/permissions/", add, most=25)

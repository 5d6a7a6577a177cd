"""Two records of one child: put together with all they hold, and parted again as they were."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families import merging
from families.actions import merges
from families.models import Carer, Child, Merge
from tests.factories.accounts import UserFactory
from tests.factories.assessments import GoalFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import (
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    HomeNoteFactory,
    ReferralFactory,
)
from tests.factories.visits import VisitFactory
from tests.people import sign_in


@pytest.fixture
def two(people):
    """Aisha's record with a worker, and a second one that was keyed by mistake."""
    kept = people.child
    other = ChildFactory(
        given_name="Aysha", family_name="Khan", born_on=kept.born_on, nhs_number="9990000018", likes="Bubbles"
    )
    ReferralFactory(child=other)
    HomeNoteFactory(child=other, text="Ring twice")
    GoalFactory(child=other, steps=["Hold the cup"])
    LoanFactory(child=other)
    VisitFactory(child=other, worker=people.worker, in_days=40)
    CarerFactory(child=other, user=people.parent, name="Nadia Khan", sees=True)
    CarerFactory(child=other, name="Amina Khan")
    return kept, other


def everything(*children):
    """Every row of every room that belongs to these children, as text that can be compared."""
    rows = [row for relation in merging.relations() for child in children for row in relation.rows(child)]
    rows += Child._base_manager.filter(pk__in=[child.pk for child in children])
    return sorted(serialize("json", [row]) for row in rows)


def put_together(two, people, **more):
    kept, other = two
    return merges.merge(kept, other, by=people.administrator, reason="One NHS number", **more)


def test_every_table_that_points_to_a_child_is_known():
    known = {relation.key for relation in merging.relations()}
    assert {"families.Referral.child", "visits.Visit.child", "equipment.Loan.child"} <= known
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.model is Child
    }
    left = {f"{model._meta.label}.{name}" for model, name in merging.LEFT_ALONE}
    assert pointing == known | left


def test_the_kept_record_has_all_and_the_other_is_not_seen(two, people):
    kept, other = two
    put_together(two, people)
    assert not Child.objects.visible_to(people.administrator).filter(pk=other.pk).exists()
    assert kept.visits.filter(starts_at__gt=timezone.now()).exists()
    assert kept.loans.exists()
    assert kept.goals.exists()
    assert kept.referrals.exists()
    assert kept.carers.filter(name="Amina Khan").exists()


def test_what_the_kept_record_has_already_stays_behind(two, people):
    kept, other = two
    (carers,) = (
        one
        for one in merging.what_would_move(kept, other, user=people.administrator)
        if one.relation.model is Carer
    )
    assert carers.stay == ["Nadia Khan (mum)"]
    put_together(two, people)
    assert [carer.name for carer in other.carers.all()] == ["Nadia Khan"]


def test_the_preview_lists_every_row_that_moves_and_moves_none(two, people):
    kept, other = two
    before = everything(kept, other)
    moving = merging.what_would_move(kept, other, user=people.administrator)
    assert everything(kept, other) == before
    listed = {one.relation.key: one.count for one in moving}
    merge = put_together(two, people)
    assert listed == {key: len(pks) for key, pks in merge.moved.items()}


def test_parting_gives_both_records_back_as_they_were(two, people):
    kept, other = two
    before = everything(kept, other)
    merge = put_together(two, people, take=["nhs_number", "likes", "given_name", "family"])
    kept.refresh_from_db()
    assert (kept.nhs_number, kept.likes, kept.given_name) == ("9990000018", "Bubbles", "Aysha")
    assert merges.undo(merge, by=people.service_manager) == []
    assert everything(kept, other) == before


def test_what_was_written_since_stays_with_the_record_that_was_kept(two, people):
    kept, _other = two
    merge = put_together(two, people, take=["likes"])
    HomeNoteFactory(child=kept, text="Beware of the cat")
    Child.objects.filter(pk=kept.pk).update(likes="Balloons")
    other_note = kept.home_notes.get(text="Ring twice")
    other_note.delete()
    left = merges.undo(merge, by=people.administrator)
    kept.refresh_from_db()
    assert kept.likes == "Balloons"
    assert kept.home_notes.filter(text="Beware of the cat").exists()
    assert left == ["home notes: 1 did not go back, they changed since."]


def test_it_is_in_the_trail_of_both_records(two, people):
    merge = put_together(two, people)
    merges.undo(merge, by=people.administrator)
    for what in ("child.merged", "child.parted"):
        assert {event.child_ref for event in AuditEvent.objects.filter(what=what)} == {
            child.ref for child in two
        }


def test_after_the_time_they_stay_one(two, people):
    merge = put_together(two, people)
    Merge.objects.update(merged_at=timezone.now() - timedelta(days=200))
    merge.refresh_from_db()
    with pytest.raises(Refused, match="too long ago"):
        merges.undo(merge, by=people.administrator)


# What has to be settled first -----------------------------------------------------------------------


def test_two_open_episodes_are_settled_first(two, people):
    EpisodeFactory(child=two[1], team=people.ashby)
    with pytest.raises(Refused, match="close one of them first"):
        put_together(two, people)


def test_an_adult_who_sees_one_record_and_not_the_other_is_settled_first(two, people):
    CarerFactory(child=two[1], user=people.restricted, name="Tariq Khan", sees=True)
    with pytest.raises(Refused, match="Tariq Khan has different access"):
        put_together(two, people)


def test_a_record_is_not_put_together_twice(two, people):
    put_together(two, people)
    with pytest.raises(Refused, match="meanwhile"):
        put_together(two, people)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_puts_them_together(people):
    one, other = ChildFactory(), ChildFactory()
    administrators = [UserFactory(administrator=True) for _ in range(2)]
    start, said = Barrier(2), []

    def act(kept, gone, by):
        start.wait()
        try:
            merges.merge(kept, gone, by=by, reason="One child")
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    pairs = [(one, other, administrators[0]), (other, one, administrators[1])]
    threads = [Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said)[1] == "done"
    assert "meanwhile" in sorted(said)[0]
    assert Merge.objects.count() == 1


# The pages ------------------------------------------------------------------------------------------


def test_the_page_compares_and_puts_together(two, people, client):
    kept, other = two
    sign_in(client, people.administrator)
    url = reverse("families:record_merge", args=[kept.ref, other.ref])
    page = client.get(url).text
    assert "Same date of birth" in page
    assert "9990000018" in page
    assert "Ring twice" in page
    answer = {"reason": "Mum says so", "take_nhs_number": "other", "take_likes": "other"}
    answer |= {"take_given_name": "kept", "take_family": "kept"}
    response = client.post(url, answer)
    merge = Merge.objects.get()
    assert response.url == reverse("families:merge_detail", args=[merge.ref])
    assert "has one record" in client.get(response.url).text
    assert client.get(reverse("families:child_family", args=[other.ref])).context["child"] == kept
    client.post(reverse("families:merge_undo", args=[merge.ref]), {})
    assert client.get(reverse("families:child_family", args=[other.ref])).context["child"] == other


def test_without_a_reason_nothing_happens_and_nothing_is_lost(two, people, client):
    sign_in(client, people.administrator)
    url = reverse("families:record_merge", args=[one.ref for one in two])
    page = client.post(url, {"reason": "", "take_likes": "other"})
    assert "Say how you know" in page.text
    assert page.context["form"]["take_likes"].value() == "other"
    assert not Merge.objects.exists()


def test_the_preview_asks_as_often_for_many_rows_as_for_few(two, people, client, same_queries):
    sign_in(client, people.administrator)
    kept, other = two
    url = reverse("families:record_merge", args=[kept.ref, other.ref])
    same_queries(client, url, lambda: [HomeNoteFactory(child=other) for _ in range(8)])


def test_the_page_says_languages_in_words_and_not_in_codes(two, people, client):
    kept, other = two
    Child.objects.filter(pk=kept.pk).update(languages=["urd"], communicates_by=["pictures"])
    sign_in(client, people.administrator)
    page = client.get(reverse("families:record_merge", args=[kept.ref, other.ref])).content.decode()
    assert "Urdu" in page
    assert ">urd<" not in page

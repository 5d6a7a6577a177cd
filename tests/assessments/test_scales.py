"""Scales as data: made, changed while nothing rests on them, kept by the database afterwards."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import frameworks, scales
from assessments.models import Level, Scale
from assessments.scoring import State
from tests.factories.accounts import UserFactory
from tests.factories.assessments_designer import a_scale, draft

pytestmark = pytest.mark.django_db
WORDS = [
    ("Can do", State.CAN),
    ("Seen once", State.NEARLY),
    ("Nearly", State.CAN),
    ("Not yet", State.NOT_YET),
]


def test_a_scale_keeps_its_words_in_order_with_what_they_count_as():
    scale = scales.add(by=UserFactory(), name="Our words", levels=WORDS)
    rows = list(scale.levels.values_list("name", "counts_as", "order"))
    assert rows == [(name, state.value, place) for place, (name, state) in enumerate(WORDS, start=1)]
    assert AuditEvent.objects.filter(what="scale.added").exists()


def test_only_the_plain_word_of_a_state_has_its_code():
    scale = scales.add(by=UserFactory(), name="Our words", levels=WORDS)
    by_name = dict(scale.levels.values_list("name", "code"))
    assert by_name["Can do"] == "can"
    assert by_name["Not yet"] == "not_yet"
    assert by_name["Nearly"] not in set(State), "a word that counts as another state is never taken for it"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([("Yes", State.CAN)], "at least two words"),
        ([("Yes", State.CAN), ("YES", State.NEARLY)], "the same"),
        ([("Soon", State.NEARLY), ("Later", State.NOT_YET)], "Can do"),
    ],
)
def test_a_poor_scale_is_refused(levels, said):
    with pytest.raises(Refused, match=said):
        scales.add(by=UserFactory(), name="Poor", levels=levels)
    assert not Scale.objects.filter(name="Poor").exists()


def test_a_scale_may_change_while_only_drafts_are_judged_in_it():
    scale, user = a_scale(), UserFactory()
    draft(scale=scale)
    scales.change(scale, by=user, name="Other words", levels=WORDS)
    assert list(scale.levels.values_list("name", flat=True)) == [name for name, _ in WORDS]
    line = AuditEvent.objects.get(what="scale.changed")
    assert line.before["levels"] == ["Often: can", "First seen: nearly"]


def test_a_scale_in_use_does_not_change():
    scale, user = a_scale(), UserFactory()
    made = draft(scale=scale)
    frameworks.publish(made, by=user)
    with pytest.raises(Refused, match="its words stay"):
        scales.change(scale, by=user, name="Other", levels=WORDS)
    frameworks.retire(made, by=user, reason="Done")
    with pytest.raises(Refused, match="its words stay"):
        scales.change(scale, by=user, name="Other", levels=WORDS)


@pytest.mark.parametrize(
    "change",
    [
        lambda scale: scale.levels.update(name="Other"),
        lambda scale: scale.levels.first().delete(),
        lambda scale: Level.objects.create(scale=scale, code="x", name="X", counts_as="can", order=9),
        lambda scale: Scale.objects.filter(pk=scale.pk).update(name="Other"),
    ],
    ids=["a word", "without a word", "another word", "its name"],
)
def test_the_database_keeps_a_scale_in_use(change):
    scale = a_scale()
    frameworks.publish(draft(scale=scale), by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        change(scale)

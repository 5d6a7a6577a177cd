"""The state of every item on any day, told twice: by the database and by a plain walk.

A thousand random histories: ticks of two versions of a checklist in any order, several on one day, written up
late, some taken back.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Framework, Observation, Retraction
from assessments.profile.frames import frame_of
from assessments.profile.known import facts_and_before, history_of
from assessments.profile.team import glances_of, with_size
from assessments.scoring import Seen, State, states_on
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AreaFactory, FrameworkFactory, ItemFactory
from tests.factories.families import ChildFactory

START, CODES, AT_ONCE = date(2024, 1, 1), ("a", "b", "c", "d"), 10
pytestmark = pytest.mark.django_db

tick = st.tuples(
    st.integers(0, 1),  # which version
    st.sampled_from(CODES),
    st.sampled_from(list(State)),
    st.integers(0, 12),  # the day: few, so that many fall on the same
    st.booleans(),  # taken back
)
histories = st.lists(st.lists(tick, max_size=14), min_size=AT_ONCE, max_size=AT_ONCE)


@pytest.fixture
def world():
    """Two versions of a checklist, one in use, and ten children."""
    versions = [
        FrameworkFactory(code="steps", version="1", status=Framework.Status.RETIRED),
        FrameworkFactory(code="steps", version="2"),
    ]
    items = {}
    for number, framework in enumerate(versions):
        area = AreaFactory(framework=framework, code="talk")
        for code in CODES:
            items[number, code] = ItemFactory(area=area, code=code, band=0)
    manager = UserFactory(service_manager=True)
    return versions, items, ChildFactory.create_batch(AT_ONCE, born_on=date(2022, 1, 1)), manager


def oracle(rows, until):
    """What stood at the end of a day: of all rows the last by day, and then by when it was written."""
    known = {}
    for number, (_version, code, state, day, taken_back) in enumerate(rows):
        if taken_back or day > until:
            continue
        if code not in known or (day, number) >= known[code][:2]:
            known[code] = (day, number, state)
    return {code: found[2] for code, found in known.items()}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=histories, until=st.integers(0, 12), earlier=st.integers(0, 12))
def test_the_database_and_the_walk_agree_on_a_thousand_histories(world, told, until, earlier):
    with transaction.atomic():
        tell(world, told)
        compare(world, told, until, earlier)
        transaction.set_rollback(True)


def tell(world, told):
    """Write the histories, one for each child, in the order in which they were told."""
    _versions, items, children, manager = world
    rows = Observation.objects.bulk_create(
        Observation(
            child=child, item=items[version, code], state=state, on=START + timedelta(days=day), by=manager
        )
        for child, rows in zip(children, told, strict=True)
        for version, code, state, day, _taken_back in rows
    )
    back = [row[4] for rows in told for row in rows]
    Retraction.objects.bulk_create(
        Retraction(observation=row, taken_back_by=manager)
        for row, is_back in zip(rows, back, strict=True)
        if is_back
    )


def compare(world, told, until, earlier):
    versions, _items, children, manager = world
    frame, day = frame_of(versions[1]), START + timedelta(days=until)
    in_use = with_size(Framework.objects.in_use().filter(code="steps"))
    glances = glances_of(children, list(in_use), day)
    for child, rows in zip(children, told, strict=True):
        expected = oracle(rows, until)
        facts, before = facts_and_before(child, manager, frame, day, START + timedelta(days=earlier))
        assert {code: fact.state for code, fact in facts.items()} == expected
        assert before == oracle(rows, earlier)
        assert states_on(history_of(child, manager, frame, day), day) == expected
        plain = [
            Seen(row[1], row[2], START + timedelta(days=row[3]), n)
            for n, row in enumerate(rows)
            if not row[4]
        ]
        assert states_on(plain, day) == expected
        bars = glances[child.pk].bars if child.pk in glances else ()
        assert sum(bar.can for bar in bars) == list(expected.values()).count(State.CAN)


def test_somebody_else_is_told_nothing(world):
    versions, _items, children, _manager = world
    tell(world, [[(1, "a", State.CAN, 0, False)]] * AT_ONCE)
    nobody = UserFactory(worker=True)
    frame = frame_of(versions[1])
    assert facts_and_before(children[0], nobody, frame, START, START) == ({}, {})

"""Two people at the same draft at the same moment."""

import pytest

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import framework_items, frameworks, scales
from assessments.models import Framework, Item
from assessments.scoring import State
from tests.factories.accounts import UserFactory
from tests.factories.assessments_designer import a_scale, draft, one_item, published
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(told):
    return [str(one) for one in told if isinstance(one, Refused)]


def test_a_draft_that_two_publish_is_published_once():
    before, made = published(), draft(version="2")
    one, other = UserFactory(), UserFactory()
    told = in_parallel(
        lambda: frameworks.publish(made, by=one, instead_of=before),
        lambda: frameworks.publish(Framework.objects.get(pk=made.pk), by=other, instead_of=before),
    )
    assert len(refusals(told)) == 1
    assert AuditEvent.objects.filter(what="framework.published").count() == 1
    assert list(Framework.objects.order_by("version").values_list("status", flat=True)) == [
        "retired",
        "published",
    ]


def test_of_two_drafts_published_at_once_one_wins():
    before, two, three = published(), draft(version="2"), draft(version="3")
    told = in_parallel(
        lambda: frameworks.publish(two, by=UserFactory(), instead_of=before),
        lambda: frameworks.publish(three, by=UserFactory(), instead_of=before),
    )
    assert refusals(told) == [frameworks.MEANWHILE]
    assert sorted(Framework.objects.values_list("status", flat=True)) == ["draft", "published", "retired"]


def test_whoever_writes_while_it_is_published_is_told():
    made = draft()
    item, user = one_item(made, "T-01"), UserFactory()
    words = {"code": "T-01", "text": "other", "guidance": "", "example": "", "tags": [], "band": 0}
    told = in_parallel(
        lambda: frameworks.publish(made, by=user),
        lambda: framework_items.change(item, by=user, area=item.area, **words),
    )
    assert refusals(told) in ([], [frameworks.KEPT])
    assert Framework.objects.get().is_in_use


def test_a_scale_is_changed_before_it_is_used_or_not_at_all():
    scale, user = a_scale(), UserFactory()
    made = draft(scale=scale)
    words = [("Yes", State.CAN), ("No", State.NOT_YET)]
    told = in_parallel(
        lambda: frameworks.publish(made, by=user),
        lambda: scales.change(scale, by=user, name="Other", levels=words),
    )
    assert refusals(told) in ([], [scales.IN_USE])
    assert Framework.objects.get().is_in_use


def test_of_two_who_change_an_item_at_once_the_second_is_told():
    item, people = one_item(draft(), "T-01"), [UserFactory(), UserFactory()]
    words = {"code": "T-01", "guidance": "", "example": "", "tags": [], "band": 0, "strand": item.strand}
    seen = frameworks.mark(item)

    def save(by, text):
        return framework_items.change(item, by=by, area=item.area, seen=seen, text=text, **words).text

    told = in_parallel(*(lambda by=by: save(by, f"as {by.pk} sees it") for by in people))
    assert refusals(told) == [frameworks.NEWER]
    kept = next(one for one in told if not isinstance(one, Refused))
    assert Item.objects.get(pk=item.pk).text == kept, "whoever was first"
    assert AuditEvent.objects.filter(what="item.changed").count() == 1


def test_of_two_who_change_what_a_draft_says_of_itself_the_second_is_told():
    made = draft()
    seen = frameworks.mark(Framework.objects.get(pk=made.pk))

    def save(name):
        own = Framework.objects.get(pk=made.pk)
        own.name = name
        return frameworks.change(own, by=UserFactory(), changed=["name"], seen=seen)

    told = in_parallel(lambda: save("One"), lambda: save("Other"))
    assert refusals(told) == [frameworks.NEWER]

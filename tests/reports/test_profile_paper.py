"""The profile on paper: made once, made again when more was seen, without a word about ages below."""

import shutil
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import assessments, observations
from assessments.models import Item
from reports.models import Paper
from tests.factories.assessments_profiles import checklist
from tests.reports.test_papers import text_of
from tests.reports.world import carry_out_all

pytestmark = pytest.mark.django_db
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")


@pytest.fixture
def coloured(people):
    """Aisha at a review in spring and now."""
    framework, today = checklist(bands=5), timezone.localdate()
    items = list(Item.objects.filter(area__framework=framework, area__code="talk"))
    spring = today - timedelta(days=200)
    assessments.sit(
        people.child,
        kind="review",
        framework=framework,
        states={items[0]: "can"},
        by=people.worker,
        on=spring,
    )
    states = {items[1]: "can", items[2]: "nearly"}
    observations.record(people.child, states, by=people.worker, on=today)
    return people.child, items


def ask(client, child, **asked):
    address = reverse("reports:profile_print", args=[child.ref])
    page = client.get(address, asked)
    assert page.status_code == 200
    data = {"size": "a4", "form_key": page.context["form_key"]}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.post(f"{address}?{query}", data)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("worker", 200),
        ("team_lead", 200),
        ("service_manager", 403),
        ("safeguarding_lead", 403),
        ("stranger", 404),
        ("parent", 403),
        ("administrator", 403),
    ],
)
def test_who_may_have_it_made(people, signed_in, coloured, person, status):
    address = reverse("reports:profile_print", args=[people.child.ref])
    assert signed_in(getattr(people, person)).get(address).status_code == status


def test_asked_for_twice_it_is_one_paper_until_more_is_seen(people, signed_in, coloured):
    child, items = coloured
    client = signed_in(people.worker)
    for _ in range(2):
        assert ask(client, child).status_code == 302
    assert Paper.objects.count() == 1
    observations.record(child, {items[3]: "can"}, by=people.worker, on=timezone.localdate())
    ask(client, child)
    assert Paper.objects.count() == 2


@needs_poppler
def test_the_paper_says_what_the_page_says_and_nothing_of_ages_below(
    people, signed_in, coloured, django_capture_on_commit_callbacks
):
    child, _items = coloured
    with django_capture_on_commit_callbacks(execute=True):
        ask(signed_in(people.worker), child)
    carry_out_all()
    paper = Paper.objects.get()
    assert paper.status == Paper.Status.READY, paper.problem
    text = text_of(paper)
    assert "What Aisha can do" in text
    assert "Aisha can do 1 more thing." in text
    assert "2 of 4 +1" in text
    assert "Coloured in by Sofia Marsh" in text
    for word in ("typical", "delay", "%", "diagnosis"):
        assert word not in text
    assert paper.pages == 1

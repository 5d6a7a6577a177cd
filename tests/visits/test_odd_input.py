"""Whatever is sent, the answer is a page with a sentence, and what is stored is what was typed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.equipment import LoanFactory
from tests.factories.visits import ActivityFactory, VisitFactory
from visits.models import VisitRecord

pytestmark = pytest.mark.django_db
ODD = [
    "\x00", "a\x00b", "\ufffd", "-1", "9" * 40, "1e309", "0001-01-01", "31/12/9999", "\u202etxt", "٣",
    "<script>alert(1)</script>", "=1+1", "'; DROP TABLE visits_visit; --", "x" * 20_001, "{{ 7*7 }}",
]  # fmt: skip
WORDS = [
    "<b>Bubbles</b> & 3 > 2",
    "=SUM(A1)",
    "Zofia’s “ćma”\n\n- one\n- two",
    "\N{FAMILY}\N{WHITE SMILING FACE}",
]


@pytest.fixture
def visit(people):
    LoanFactory(child=people.child)
    ActivityFactory(child=people.child, from_on=timezone.localdate() - timedelta(days=7))
    began = timezone.now() - timedelta(hours=2)
    return VisitFactory(child=people.child, worker=people.worker, starts_at=began)


@pytest.mark.parametrize("name", ["visit_write_up", "visit_move", "visit_cancel", "visit_plan"])
def test_a_form_answers_with_a_sentence(name, visit, people, signed_in):
    client = signed_in(people.worker)
    ref = people.child.ref if name == "visit_plan" else visit.ref
    url = reverse(f"visits:{name}", args=[ref])
    fields = [*client.get(url).context["form"].fields]
    for odd in ODD:
        with transaction.atomic():
            response = client.post(url, dict.fromkeys([*fields, f"tick_{odd[:9]}", f"back_{odd[:9]}"], odd))
            transaction.set_rollback(True)
        assert response.status_code in (200, 302), odd
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("words", WORDS)
def test_words_are_kept_as_they_were_typed(words, visit, people, signed_in):
    client = signed_in(people.worker)
    client.post(reverse("visits:visit_write_up", args=[visit.ref]), {"play": words})
    assert VisitRecord.objects.get().play == words
    page = client.get(reverse("visits:visit_detail", args=[visit.ref])).content.decode()
    assert "<b>Bubbles" not in page

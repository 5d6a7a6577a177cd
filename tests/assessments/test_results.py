"""Results of other tools: their forms, their checks, their history, and how one is taken out."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import results
from assessments.models import ToolResult
from assessments.tools import TOOLS
from families.ages import add_months
from families.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory
from tests.factories.intake import DocumentFactory
from tests.factories.next_steps import ToolResultFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people, signed_in):
    return signed_in(people.worker)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def child(people, today):
    """Twenty-two months old, born nine weeks early."""
    people.child.born_on = add_months(today, -22)
    people.child.due_on = people.child.born_on + timedelta(weeks=9)
    people.child.save()
    return people.child


def form_of(child, tool="asq3"):
    return reverse("assessments:result_record", args=[child.ref, tool])


def said(on, **more):
    return {"on": on.isoformat(), "giver": "health_visitor", "giver_name": "Jo", "form": "22 months"} | more


def text_of(response):
    return response.content.decode()


def answer_of(client, child, tool="asq3", **more):
    return text_of(client.post(form_of(child, tool), said(timezone.localdate()) | more))


# Written down -----------------------------------------------------------------------------------------


def test_zones_follow_from_the_cut_offs_and_both_ages_are_kept(client, child, today):
    client.post(
        form_of(child),
        said(
            today,
            figure_communication="20", refer_communication="25.5", watch_communication="40",
            figure_gross_motor="50", zone_gross_motor="as_expected", note="All in one morning",
        ),
    )  # fmt: skip
    row = ToolResult.objects.get()
    assert row.figures == {"communication": 20, "gross_motor": 50}
    assert row.zones == {"communication": "look_further", "gross_motor": "as_expected"}
    assert row.cut_offs == {"communication": [25.5, 40]}
    assert (row.real_months, row.corrected_months) == (22, 19)
    page = text_of(client.get(reverse("assessments:result_detail", args=[row.ref])))
    assert "Look further" in page
    assert "look further below 25.5, watch below 40" in page
    assert "22 months, corrected 19 months" in page
    assert "Jo, health visitor" in page
    assert AuditEvent.objects.filter(what="result.added", child_ref=child.ref).count() == 1
    assert AuditEvent.objects.filter(what="result.seen", child_ref=child.ref).count() == 1


def test_after_two_the_real_age_stands_alone(people, today):
    people.other_child.born_on = add_months(today, -30)
    people.other_child.due_on = people.other_child.born_on + timedelta(weeks=9)
    row = results.add(people.other_child, by=people.worker, tool="toms", on=today, giver="therapist",
                      figures={"activity": 2.5})  # fmt: skip
    assert (row.real_months, row.corrected_months) == (30, None)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_has_its_own_form(client, child, tool):
    page = text_of(client.get(form_of(child, tool)))
    for figure in TOOLS[tool].figures:
        assert f'name="figure_{figure.code}"' in page
    assert TOOLS[tool].name in page


def test_a_colour_and_a_section_are_enough_for_wellcomm(client, child, today):
    client.post(form_of(child, "wellcomm"), said(today, form="Section 3", zone_whole="watch"))
    row = ToolResult.objects.get()
    assert (row.form, row.figures, row.zones) == ("Section 3", {}, {"whole": "watch"})
    assert "Amber: keep an eye on it" in text_of(
        client.get(reverse("assessments:result_list", args=[child.ref]))
    )


def test_nothing_at_all_is_no_result(client, child):
    assert "Give a figure or a zone" in answer_of(client, child, "wellcomm", form="Section 3")
    assert "Give at least one figure." in answer_of(client, child)
    assert not ToolResult.objects.exists()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"figure_communication": "33"}, "Communication: a number in steps of 5."),
        ({"figure_communication": "65"}, "Communication: a number from 0 to 60."),
        ({"figure_communication": "lots"}, "“Communication” is a number, such as 35 or 2.5."),
        ({"figure_communication": "nan"}, "is a number"),
        ({"figure_communication": "1e999"}, "is a number"),
        ({"figure_communication": "35", "refer_communication": "20"}, "give both cut-offs, or none."),
        (
            {"figure_communication": "35", "refer_communication": "40", "watch_communication": "30"},
            "is the lower of the two.",
        ),
        (
            {"figure_communication": "35", "refer_communication": "20", "watch_communication": "99"},
            "a cut-off lies from 0 to 60.",
        ),
        (
            {"figure_gross_motor": "35", "refer_communication": "20", "watch_communication": "30"},
            "give the score of these cut-offs.",
        ),
        (
            {
                "figure_communication": "10", "refer_communication": "20", "watch_communication": "30",
                "zone_communication": "as_expected",
            },
            "by the cut-offs it is “Look further”",
        ),
        ({"figure_communication": "35", "form": "23 months"}, "Choose one of the answers offered"),
        ({"figure_communication": "35", "on": "2199-01-01"}, "This day is still to come."),
        ({"figure_communication": "35", "on": "1999-01-01"}, "Aisha was born on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field(client, child, more, problem):
    page = answer_of(client, child, **more)
    assert problem in page
    assert not ToolResult.objects.exists()


def test_what_was_typed_comes_back(client, child):
    page = answer_of(client, child, figure_communication="33", figure_gross_motor="45", note="In the morning")
    assert 'value="33"' in page
    assert 'value="45"' in page
    assert "In the morning" in page


def test_an_age_that_the_tool_is_not_made_for_is_a_warning_and_no_refusal(client, child, today):
    answer = client.post(
        form_of(child, "two_year_review"), said(today, zone_communication="watch"), follow=True
    )
    assert "is made for 23 to 36 months. The child was younger" in text_of(answer)
    assert ToolResult.objects.count() == 1


# The paper --------------------------------------------------------------------------------------------


def test_a_paper_of_the_child_is_attached_or_a_new_one_added(client, child, today):
    paper = DocumentFactory(child=child, title="Letter from Jo")
    client.post(form_of(child), said(today, figure_communication="35", document=paper.pk))
    row = ToolResult.objects.get()
    assert row.document == paper
    assert "Letter from Jo" in text_of(client.get(reverse("assessments:result_detail", args=[row.ref])))
    with pikepdf.new() as pages:
        pages.add_blank_page()
        pages.save(content := io.BytesIO())
    paper = SimpleUploadedFile("asq.pdf", content.getvalue(), content_type="application/pdf")
    yesterday = said(today - timedelta(days=1), figure_communication="35", paper=paper)
    client.post(form_of(child), yesterday)
    assert Document.objects.filter(child=child, title__startswith="ASQ-3").count() == 1
    assert ToolResult.objects.filter(document__title__startswith="ASQ-3").count() == 1


def test_a_paper_of_another_child_or_a_restricted_one_is_not_offered(client, child, people, today):
    strange = DocumentFactory(child=people.other_child)
    hidden = DocumentFactory(child=child, sensitivity="restricted")
    ours = DocumentFactory(child=child)
    for paper in (strange, hidden):
        page = answer_of(client, child, figure_communication="35", document=paper.pk)
        assert "Choose one of the answers offered" in page
    assert f'value="{ours.pk}"' in page
    assert f'value="{hidden.pk}"' not in page
    assert not ToolResult.objects.exists()
    with pytest.raises(Refused, match="another child"):
        results.add(child, by=people.worker, tool="asq3", on=today, giver="family",
                    figures={"communication": 35}, document=strange)  # fmt: skip


def test_a_restricted_paper_is_not_named_to_who_may_not_open_it(client, child):
    paper = DocumentFactory(child=child, sensitivity="restricted", title="Told in confidence")
    row = ToolResultFactory(child=child, document=paper)
    assert "Told in confidence" not in text_of(
        client.get(reverse("assessments:result_detail", args=[row.ref]))
    )


# Once -------------------------------------------------------------------------------------------------


def test_a_double_click_and_a_second_telling_make_one_result(client, child, today):
    first = said(today, figure_communication="35", form_key="once-only")
    one, two = (client.post(form_of(child), first) for _ in range(2))
    assert one.url == two.url
    assert "This result is written down already." in answer_of(client, child, figure_communication="40")
    assert ToolResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_down_at_once_write_it_once():
    child, worker, today = ChildFactory(), UserFactory(worker=True), timezone.localdate()
    said = {"by": worker, "tool": "toms", "on": today, "giver": "family", "figures": {"activity": 2}}
    told = in_parallel(*[lambda: results.add(child, **said)] * 3)
    assert sorted(type(one).__name__ for one in told) == ["Refused", "Refused", "ToolResult"]


# Taken out --------------------------------------------------------------------------------------------


def test_a_result_is_taken_out_with_a_reason_and_stays_struck(client, child, people, today):
    row = ToolResultFactory(child=child, recorded_by=people.worker)
    out = reverse("assessments:result_withdraw", args=[row.ref])
    assert "is still empty" in text_of(client.post(out, {"reason": " "}))
    client.post(out, {"reason": "It was her brother’s"})
    row.refresh_from_db()
    assert row.withdrawn_by == people.worker
    page = text_of(client.get(reverse("assessments:result_list", args=[child.ref])))
    assert "<s>" in page
    assert "It was her brother’s" in page
    assert "ASQ-3 over time" not in page
    assert "took this out already" in text_of(client.post(out, {"reason": "Again"}))
    client.post(form_of(child), said(row.on, figure_communication="35", form=row.form))
    assert ToolResult.objects.standing().count() == 1  # the right one takes its place


# History ----------------------------------------------------------------------------------------------


def test_figures_stand_side_by_side_over_time(client, child, today):
    for days, score in ((300, 20), (100, 35)):
        ToolResultFactory(child=child, on=today - timedelta(days=days), figures={"communication": score})
    page = text_of(client.get(reverse("assessments:result_list", args=[child.ref])))
    table = page[page.index("ASQ-3 over time") :]
    assert table.index("<b>20</b>") < table.index("<b>35</b>")
    assert "Gross motor" not in table  # nobody gave one


def test_the_list_asks_as_often_for_many(client, child, same_queries, today):
    def more():
        for number, tool in enumerate(("asq3", "toms", "sgs2", "gone-tool")):
            day = today - timedelta(days=ToolResult.objects.count() + 1)
            ToolResultFactory(child=child, tool=tool, form=str(number), on=day, figures={}, zones={})
            ToolResultFactory(child=child, tool=tool, on=day, withdrawn=True)

    more()
    same_queries(client, reverse("assessments:result_list", args=[child.ref]), more, most=20)


def test_a_tool_that_is_not_there_is_not_found(client, child):
    assert client.get(form_of(child, "horoscope")).status_code == 404

"""The pages: tagged for everyone, asking nothing of the network, showing text as text, and nobody else's."""

import re
import shutil
import subprocess

import page
import pytest
from weasyprint.urls import FatalURLFetchingError

from assessments.models import Item
from reports import pdf
from reports.kinds import progress
from reports.kinds.progress import Period, gather
from reports.models import Report
from reports.pages import CannotBeMade, pages_of
from tests.factories.families import AddressFactory, CarerFactory, HomeNoteFactory, ProfessionalFactory
from tests.factories.people_more import SettingPlaceFactory
from tests.factories.visits import RestrictedNoteFactory, VisitFactory, VisitRecordFactory
from tests.reports.world import days_ago, give_a_record, today

HALF_YEAR = 180
HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/hostname">x</a>',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import url("file:///etc/passwd");</style>',
    "<style>@font-face{font-family:x;src:url(file:///etc/passwd)}</style>",
    "<style>body{background:url(http://127.0.0.1:9/)}</style>",
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<svg><use href="http://127.0.0.1:9/#a"/></svg>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<iframe src="http://127.0.0.1:9/"></iframe>',
    '<base href="file:///etc/">',
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
    '<a href="javascript:alert(1)">press</a>',
    '<script>alert("x")</script>',
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}",
    '{% include "/etc/passwd" %}',
    "</main></body></html><h1>the end</h1>",
    "<!-- --><![CDATA[x]]>",
    '<img src="data:text/html,<b>x</b>">',
    "&lt;b&gt;&amp;amp; &#x202e;txt",
    "static:nunito-400.woff2 <img src='static:nunito-400.woff2'>",
]


def report_about(child, worker):
    period = Period(days_ago(HALF_YEAR), today())
    facts = gather(child, period)
    return Report(
        child=child, facts=facts, period_from=period.start, period_to=period.end, requested_by=worker
    )


def pages(report):
    return pdf.render("print/progress.html", pages_of(report))


def text_in(content, tmp_path):
    """The words of a PDF, as another program reads them."""
    path = tmp_path / "pages.pdf"
    path.write_bytes(content)
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return read.stdout.decode()


needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")


def test_the_pages_conform_to_pdf_ua(people):
    give_a_record(people.child, people.worker)
    content, count = pages(report_about(people.child, people.worker))
    found = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, [(failure.rule_id, failure.message) for failure in found.failures]
    assert count >= 2


def test_the_pages_of_a_child_without_a_record_conform_too(people):
    content, _ = pages(report_about(people.child, people.worker))
    assert page.is_pdf_compliant_bytes(content, profile=page.ValidationProfile.PDF_UA_1)


@needs_poppler
def test_the_pages_say_that_they_are_a_draft_until_they_are_approved(people, tmp_path):
    give_a_record(people.child, people.worker)
    report = report_about(people.child, people.worker)
    assert "Draft: not yet approved" in text_in(pages(report)[0], tmp_path)
    report.approved_by, report.approved_at = people.team_lead, today()
    words = text_in(pages(report)[0], tmp_path)
    assert "Draft" not in words
    assert "Hannah Osei" in words


@needs_poppler
def test_what_is_practised_reads_as_a_sentence_about_the_child(people, tmp_path):
    give_a_record(people.child, people.worker)
    words = text_in(pages(report_about(people.child, people.worker))[0], tmp_path)
    assert "Aisha will two sips" in words


@needs_poppler
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(text, people, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(pdf.URLFetcher, "fetch", lambda self, url, headers=None: asked.append(url))
    people.child.likes = text[:120]
    SettingPlaceFactory(child=people.child, name=text[:120] or "-")
    people.child.given_name, people.worker.name = text[:80], text[:120]
    people.child.save()
    people.worker.save()
    give_a_record(people.child, people.worker, text=text)
    content, _ = pages(report_about(people.child, people.worker))
    assert asked == []
    squeezed = re.sub(r"\s+", "", text_in(content, tmp_path))
    attached = subprocess.run(["pdfdetach", "-list", tmp_path / "pages.pdf"], capture_output=True, check=True)
    assert attached.stdout.startswith(b"0 embedded files")
    assert re.sub(r"\s+|\u202e", "", text)[:30] in squeezed
    assert b"/JavaScript" not in content
    assert b"/Launch" not in content


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:9/",
        "https://example.org/x.png",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "//127.0.0.1/x",
        "jar:file:///x",
        "static:x",
        "data:text/html,x",
    ],
)
def test_the_fetcher_gives_out_nothing_but_our_own(address):
    with pytest.raises(ValueError, match="fetches nothing"):
        pdf.ReportFetcher().fetch(address)


def test_an_address_that_slips_into_a_template_stops_the_report(monkeypatch):
    bad = '<html lang="en-GB"><title>x</title><img alt="x" src="file:///etc/passwd"></html>'
    monkeypatch.setattr(pdf, "render_to_string", lambda template, data: bad)
    with pytest.raises(CannotBeMade) as stopped:
        pdf.render("print/progress.html", {})
    assert isinstance(stopped.value.__cause__, FatalURLFetchingError)


def test_five_hundred_visits_are_capped_and_it_says_so(people):
    first = VisitFactory(child=people.child, worker=people.worker, done=True)
    visits = type(first).objects.bulk_create(
        type(first)(
            child=people.child,
            worker=people.worker,
            planned_by=people.worker,
            starts_at=first.starts_at,
            ends_at=first.ends_at,
            status="done",
        )
        for _ in range(499)
    )
    records = VisitRecordFactory.build_batch(499, visit=None, signed_by=people.worker)
    for record, visit in zip(records, visits, strict=True):
        record.visit, record.saw = visit, "She laughed. " * 500
    type(records[0]).objects.bulk_create(records)
    report = report_about(people.child, people.worker)
    assert report.facts["visits"]["made"] == 500
    assert (len(report.facts["visits"]["notes"]), report.facts["visits"]["left_out"]) == (40, 459)
    assert all(len(note["saw"]) < 3100 for note in report.facts["visits"]["notes"])
    assert pages(report)[1] <= pdf.MOST_PAGES


def test_too_many_pages_are_refused_in_a_sentence(people, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    give_a_record(people.child, people.worker)
    with pytest.raises(CannotBeMade, match="choose a shorter period"):
        pages(report_about(people.child, people.worker))


# What is in them -----------------------------------------------------------------------------------------


def test_strengths_come_first_and_each_has_its_day(people):
    give_a_record(people.child, people.worker)
    facts = gather(people.child, Period(days_ago(HALF_YEAR), today()))
    assert facts["strengths"] == [
        {"text": "say ten words", "on": days_ago(20).isoformat(), "area": "Talking"}
    ]
    assert "1 more thing" in facts["headline"]
    assert [step["state"] for step in facts["goals"][0]["steps"]] == ["done", "now"]


def test_only_the_period_counts(people):
    give_a_record(people.child, people.worker)
    facts = gather(people.child, Period(days_ago(5), today()))
    assert facts["strengths"] == []
    assert facts["visits"]["made"] == 0
    assert facts["areas"][0]["cells"][0]["can"] == 1  # what was learned before is still there


def test_nothing_that_is_kept_from_families_or_about_others_is_gathered(people):
    record = give_a_record(people.child, people.worker)
    give_a_record(people.other_child, people.stranger, text="Canary of another family", items=_items())
    canaries = [
        RestrictedNoteFactory(visit=record["visit"], text="Canary of a restricted note").text,
        AddressFactory(family=people.child.family, lines="Canary Court 9", protected=True) and "Canary Court",
        CarerFactory(child=people.child, name="Canary Carer", phone="07700 900666").phone,
        HomeNoteFactory(child=people.child, text="Canary at the door").text,
        ProfessionalFactory(child=people.child, contact="07700 900667").contact,
        "Canary Carer",
        "Canary of another family",
        "Tariq",
        "court order",
        "Oscar",
    ]
    planned = VisitFactory(child=people.child, worker=people.worker, bring="Canary bag")
    said = str(gather(people.child, Period(days_ago(HALF_YEAR), today())))
    assert planned.bring not in said
    assert [canary for canary in canaries if canary.lower() in said.lower()] == []


def test_a_fact_about_another_child_stops_the_report(people):
    record = give_a_record(people.other_child, people.stranger)
    with pytest.raises(progress.WrongChild):
        progress.own(people.child, [record["goal"]])


def test_a_correction_takes_the_place_of_what_it_corrects(people):
    record = give_a_record(people.child, people.worker)
    VisitRecordFactory(visit=record["visit"], number=2, saw="Three sips", reason="It was three")
    notes = gather(people.child, Period(days_ago(HALF_YEAR), today()))["visits"]["notes"]
    assert [note["saw"] for note in notes] == ["Three sips"]


def _items():
    return list(Item.objects.order_by("pk"))

"""A framework's file is checked row by row, put right, brought again, loaded and used."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import framework_loading, observations
from assessments.models import Framework, FrameworkUpload, Item, Observation
from tests.factories.assessments_frameworks import LONG, FrameworkUploadFactory, as_csv, broken, rows_of

pytestmark = pytest.mark.django_db
ADD = reverse("assessments:framework_upload")


@pytest.fixture
def manager(people, signed_in):
    signed_in(people.service_manager)
    return people.service_manager


def bring(client, content, name="far-away.csv", **data):
    return client.post(ADD, {"file": SimpleUploadedFile(name, content), "licence": "By agreement", **data})


def page(client, upload, name="upload_detail", **query):
    return client.get(reverse(f"assessments:{name}", args=[upload.ref]), query)


def test_a_framework_of_500_items_never_seen_before_is_checked_mended_loaded_and_used(
    client, manager, people, signed_in
):
    answer = bring(client, as_csv(broken(rows_of(500))))
    upload = FrameworkUpload.objects.get()
    assert answer.url == reverse("assessments:upload_detail", args=[upload.ref])
    assert not upload.may_be_loaded
    assert {problem["row"] for problem in upload.errors} == {12, 52, 92, 102}
    shown = page(client, upload).content.decode()
    assert "Code “FA-040”: row 42 has this code already." in shown
    assert "FA-010 (row 12) → FA-050 (row 52) → FA-090 (row 92) → FA-010 (row 12)" in shown
    assert "“0, 12” is 0 to 11 months, and there are 5 bands" in shown
    assert not Framework.objects.exists()

    bring(client, as_csv(rows_of(500)))
    mended = FrameworkUpload.objects.first()
    assert mended.problems == []
    load = reverse("assessments:upload_load", args=[mended.ref])
    client.post(load, {"how": "publish", "licence": "By agreement"})
    framework = Framework.objects.get()
    items = Item.objects.filter(area__framework=framework)
    assert framework.is_in_use
    assert (items.count(), framework.areas.count(), framework.bands.count()) == (500, 5, 5)
    assert items.get(code="FA-007").text == LONG
    assert items.get(code="FA-003").text == 'says "more, please" or signs it, time 3'
    assert items.get(code="FA-001").text == "بچہ کہتا ہے «1»"
    assert [one.code for one in items.get(code="FA-008").after.all()] == ["FA-003"]
    it_is_used(framework, people, signed_in(people.worker))


def it_is_used(framework, people, worker):
    """A line of it is shown, ticked and drawn."""
    asked = {"framework": framework.ref, "view": "all", "area": framework.areas.get(name="بولنا").code}
    observe = reverse("assessments:observe", args=[people.child.ref])
    assert "بچہ کہتا ہے" in worker.get(observe, asked).content.decode()
    item, can = (
        Item.objects.get(area__framework=framework, code="FA-001"),
        framework.scale.levels.get(code="can"),
    )
    observations.tick(
        people.child, item, can, by=people.worker, how=observations.How(on=timezone.localdate())
    )
    assert Observation.objects.get().item == item
    profile = worker.get(
        reverse("assessments:profile_detail", args=[people.child.ref]), {"framework": framework.ref}
    )
    assert "بولنا" in profile.content.decode()


def test_a_file_is_shown_with_counts_rows_and_a_preview(client, manager):
    upload = FrameworkUploadFactory(file=as_csv(rows_of(60)))
    shown = page(client, upload).content.decode()
    assert "This file can be loaded" in shown
    assert "60 items in 5 areas" in shown
    assert "بولنا" in shown
    assert "&amp; doing" in shown
    assert page(client, upload, page=2).context["rows"][0].number == 52
    line = AuditEvent.objects.filter(what="framework.upload_seen").first()
    assert (line.kind, line.by_pk) == ("seen", manager.pk)


@pytest.mark.parametrize("query", [{"row": "needs"}, {"row": "look"}, {"row": "x"}, {"page": "nonsense"}])
def test_a_file_with_everything_wrong_is_shown_all_the_same(client, manager, query):
    content = b"code,text,area\nA,=1+1,Talk\nA,,\n,\x07,\xd9\x85\n"
    bring(client, content)
    assert page(client, FrameworkUpload.objects.get(), **query).status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.csv", "is empty"),
        (b"PK\x03\x04", "x.xlsx", "damaged"),
        (b"%PDF-1.7", "x.csv", "neither an Excel workbook nor a CSV file"),
        (b"a,b\n1,2", "x.csv", "no row of it has our headings"),
        (b"[framework", "x.toml", "not TOML"),
        (b"x", "x.exe", "Choose a csv file"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form(client, manager, content, name, sentence):
    answer = bring(client, content, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not FrameworkUpload.objects.exists()


def test_a_toml_file_with_a_hidden_sign_is_kept_and_explained(client, manager):
    text = """
[framework]
code = "x"
name = "X"
version = "1"
language = "en-GB"
licence = "ours"
[[areas]]
code = "a"
name = "A"
[[bands]]
start = 0
end = 11
[[items]]
code = "a-1"
area = "a"
band = 0
order = 1
text = "b\\u0000c"
"""
    bring(client, text.encode(), "x.toml")
    upload = FrameworkUpload.objects.get()
    assert not upload.may_be_loaded
    assert "a hidden sign (U+0000)" in page(client, upload).content.decode()


@pytest.mark.parametrize("ending", ["csv", "toml"])
def test_the_file_with_the_reasons_is_mended_and_brought_again(client, manager, ending):
    rows = broken(rows_of(110))
    rows[5]["text"] = "=HYPERLINK(1)"
    bring(client, as_csv(rows))
    upload = FrameworkUpload.objects.get()
    upload.name = f"far-away.{ending}"
    upload.save()
    answer = page(client, upload, "upload_reasons")
    assert "far-away-to-put-right" in answer["Content-Disposition"]
    if ending == "csv":
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(answer.content)).active
        lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert lines[0][-1] == "What to put right"
    assert "row 42 has this code already" in lines[101][-1]
    assert lines[6][7] == "'=HYPERLINK(1)"
    lines[101][6] = "FA-100"
    lines[11][9] = ""
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    bring(client, out.getvalue().encode())
    again = FrameworkUpload.objects.first()
    assert again.errors == []
    assert again.content["items"][5]["text"] == "=HYPERLINK(1)"  # without the apostrophe of the spreadsheet


def test_a_file_is_loaded_as_a_draft_once(client, manager):
    upload = FrameworkUploadFactory()
    load = reverse("assessments:upload_load", args=[upload.ref])
    assert "Far away steps" in client.get(load).content.decode()
    for _ in range(2):
        client.post(load, {"how": "draft", "licence": "By agreement"})
    framework = Framework.objects.get()
    assert framework.is_draft
    assert framework.licence == "By agreement"
    assert client.get(load).status_code == 302
    assert "This file is loaded" in page(client, upload).content.decode()
    with pytest.raises(Refused, match="loaded already"):
        framework_loading.load_upload(upload, publish=True, by=manager)


def test_a_framework_without_a_licence_is_asked_for_one(client, manager):
    upload = FrameworkUploadFactory(licence="")
    load = reverse("assessments:upload_load", args=[upload.ref])
    assert "Who owns the words" in client.post(load, {"how": "draft", "licence": ""}).content.decode()
    assert not Framework.objects.exists()


def test_a_file_with_errors_is_not_loaded(client, manager):
    upload = FrameworkUploadFactory(file=as_csv(broken(rows_of(110))))
    load = reverse("assessments:upload_load", args=[upload.ref])
    assert client.get(load).status_code == 302
    answer = client.post(load, {"how": "draft", "licence": "x"})
    assert "cannot be loaded as it is" in answer.content.decode()
    assert not Framework.objects.exists()


def test_other_words_under_a_version_in_use_are_refused_on_the_page_too(client, manager):
    framework_loading.load_upload(FrameworkUploadFactory(), publish=True, by=manager)
    rows = rows_of(10)
    rows[0]["text"] = "does another thing"
    upload = FrameworkUploadFactory(file=as_csv(rows))
    load = reverse("assessments:upload_load", args=[upload.ref])
    answer = client.post(load, {"how": "publish", "licence": "By agreement with nobody at all"})
    assert "with other words" in answer.content.decode()
    assert Framework.objects.count() == 1


def test_the_newest_version_takes_the_place_of_the_one_in_use(manager):
    for version in ("2026", "2027"):
        upload = FrameworkUploadFactory(file=as_csv(rows_of(10, version=version)))
        framework_loading.load_upload(upload, publish=True, by=manager)
    assert dict(Framework.objects.values_list("version", "status")) == {
        "2026": "retired",
        "2027": "published",
    }


def test_nothing_is_loaded_when_the_trail_cannot_be_written(manager, monkeypatch):
    upload = FrameworkUploadFactory()

    def broken_trail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("assessments.actions.frameworks.audit.record", broken_trail)
    with pytest.raises(RuntimeError):
        framework_loading.load_upload(upload, publish=True, by=manager)
    assert not Framework.objects.exists()


def test_the_page_of_a_file_asks_as_little_for_many_rows_as_for_few(client, manager, same_queries):
    upload = FrameworkUploadFactory()

    def more_rows():
        more = FrameworkUploadFactory(file=as_csv(rows_of(60)))
        for name in ("headings", "rows", "content", "problems"):
            setattr(upload, name, getattr(more, name))
        upload.save()

    same_queries(client, reverse("assessments:upload_detail", args=[upload.ref]), more_rows)

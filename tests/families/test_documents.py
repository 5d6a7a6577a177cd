"""The papers of a child: added and checked, opened as a download, restricted ones not there for others."""

import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts import work
from accounts.models import AuditEvent, Job
from families.jobs.intake import sweep_papers
from families.models import Document
from tests.factories.intake import DocumentFactory, IncomingFileFactory
from tests.people import sign_in


def photo(name="letter.jpg"):
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue())


def add(client, child, **changed):
    said = {"kind": "hearing_test", "sensitivity": "ordinary", "paper": photo()}
    return client.post(reverse("families:document_add", args=[child.ref]), {**said, **changed})


def open_it(client, document):
    return client.get(reverse("families:document_open", args=[document.ref]))


@pytest.fixture
def worker(people, signed_in):
    return signed_in(people.worker)


def test_a_paper_is_added_and_stands_in_the_list(worker, people):
    add(worker, people.child, dated_on="1/11/2026", title="Audiology")
    document = Document.objects.get()
    assert (document.title, document.state, document.added_by) == ("Audiology", "clean", people.worker)
    page = worker.get(reverse("families:document_list", args=[people.child.ref])).content.decode()
    assert "Audiology" in page
    assert AuditEvent.objects.get(what="document.added").child_ref == people.child.ref


def test_it_opens_as_a_download_without_a_name_and_leaves_a_line(worker, people):
    document = DocumentFactory(child=people.child, title="Khan hearing test")
    page = open_it(worker, document)
    assert page.content == b"%PDF-1.7 a letter"
    assert page["Content-Disposition"].startswith("attachment")
    assert "Khan" not in page["Content-Disposition"]
    assert "sandbox" in page["Content-Security-Policy"]
    assert (page["X-Content-Type-Options"], page["Cache-Control"]) == ("nosniff", "no-store")
    assert AuditEvent.objects.filter(what="document.opened", child_ref=people.child.ref).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("worker", 200),
        ("safeguarding_lead", 200),
        ("team_lead", 404),
        ("administrator", 404),
        ("service_manager", 404),
        ("stranger", 404),
        ("parent", 403),
        ("auditor", 403),
    ],
)
def test_a_restricted_paper_is_there_for_who_added_it_and_the_safeguarding_lead(client, people, who, status):
    document = DocumentFactory(
        child=people.child, restricted=True, added_by=people.worker, title="Order of 3 March"
    )
    sign_in(client, getattr(people, who))
    assert open_it(client, document).status_code == status
    page = client.get(reverse("families:document_list", args=[people.child.ref]))
    assert ("Order of 3 March" in page.content.decode()) == (status == 200)


def test_a_file_that_was_changed_on_disk_is_not_handed_out(worker, people):
    document = DocumentFactory(child=people.child)
    Document.objects.update(sha256="0" * 64)
    assert open_it(worker, document).status_code == 404


def test_a_paper_of_another_s_child_is_not_there(worker, people):
    assert open_it(worker, DocumentFactory(child=people.other_child)).status_code == 404
    assert add(worker, people.other_child).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": ""},
        {"paper": SimpleUploadedFile("a.svg", b"<svg/>")},
        {"paper": SimpleUploadedFile("a.pdf", b"")},
        {"kind": "nonsense"},
        {"sensitivity": ""},
        {"dated_on": "tomorrow week"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(worker, people, wrong):
    assert add(worker, people.child, **wrong).status_code == 200
    assert not Document.objects.exists()


def test_with_a_scanner_a_paper_stays_shut_until_it_has_said_so(worker, people, settings, monkeypatch):
    settings.CLAMD_SOCKET = "/nowhere/clamd.sock"
    add(worker, people.child)
    document = Document.objects.get()
    assert document.state == "pending"
    assert open_it(worker, document).status_code == 404
    job = Job.objects.get(kind="families.scan")
    work.carry_out(job.pk)  # nobody answers: it is asked again later
    job.refresh_from_db()
    document.refresh_from_db()
    assert (job.state, document.state) == (Job.State.READY, "pending")


@pytest.mark.parametrize(("clean", "state"), [(True, "clean"), (False, "refused")])
def test_the_scanner_s_word_opens_it_or_shuts_it_for_good(
    worker, people, settings, monkeypatch, clean, state
):
    settings.CLAMD_SOCKET = "/nowhere/clamd.sock"
    add(worker, people.child)
    monkeypatch.setattr("accounts.scanning.is_clean", lambda content: clean)  # the edge: another program
    work.carry_out(Job.objects.get(kind="families.scan").pk)
    assert Document.objects.get().state == state


def test_the_sweep_keeps_what_rows_name(db, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    settings.MEDIA_ROOT = tmp_path
    kept = [DocumentFactory(content=b"%PDF-1"), IncomingFileFactory(content=b"%PDF-2")]
    gone = DocumentFactory(content=b"%PDF-3")
    Document.objects.filter(pk=gone.pk).delete()
    for path in tmp_path.rglob("*.pdf"):
        os.utime(path, (1, 1))
    sweep_papers(None)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.pdf")}
    assert left == {one.file for one in kept}


def test_one_or_many_cost_the_same(worker, people, same_queries):
    DocumentFactory(child=people.child)
    url = reverse("families:document_list", args=[people.child.ref])
    same_queries(worker, url, lambda: DocumentFactory.create_batch(5, child=people.child), most=25)


def test_the_family_page_leads_to_the_papers(worker, people):
    page = worker.get(reverse("families:child_family", args=[people.child.ref])).content.decode()
    assert reverse("families:document_list", args=[people.child.ref]) in page

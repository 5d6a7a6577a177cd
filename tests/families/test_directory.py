"""The directory of local services: found by its words, kept right, brought in from a file line by line."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.refusals import Refused
from families import directory_csv
from families.actions import local_services
from families.directory_csv import Verdict
from families.models import DirectoryFile, LocalService
from tests.factories.accounts import UserFactory
from tests.factories.waiting import LocalServiceFactory, OutwardReferralFactory

pytestmark = pytest.mark.django_db
LIST = "/directory/"
KINDS = dict(LocalService.Kind.choices)
TODAY = date(2026, 11, 22)


def read(text):
    return directory_csv.read(text, kinds=KINDS, today=TODAY)


@pytest.fixture
def mel():
    return UserFactory(administrator=True)


# Found


def test_a_service_is_found_by_the_beginning_of_its_words(people, signed_in):
    LocalServiceFactory(name="Megan’s House", offers="Speech therapy at the weekend")
    LocalServiceFactory(name="Toy library")
    page = signed_in(people.worker).get(LIST, {"q": "spee"})
    assert [one.name for one in page.context["object_list"]] == ["Megan’s House"]


@pytest.mark.parametrize(("age", "found"), [(5, False), (6, True), (24, True), (25, False)])
def test_a_service_is_found_by_age(age, found, people, signed_in):
    LocalServiceFactory(from_months=6, to_months=24)
    page = signed_in(people.worker).get(LIST, {"age": age})
    assert bool(page.context["object_list"]) == found


def test_nothing_matches_is_not_nothing_there(people, signed_in):
    worker = signed_in(people.worker)
    assert "The directory is empty" in worker.get(LIST).content.decode()
    LocalServiceFactory()
    assert "0 services match" in worker.get(LIST, {"q": "zebra"}).content.decode()
    assert worker.get(LIST, {"kind": "nonsense", "age": "x"}).status_code == 200


def test_a_service_that_was_taken_out_is_not_found_and_stays_readable(people, signed_in, mel):
    one = OutwardReferralFactory(sent=True)
    local_services.retire(one.service, by=mel, reason="It closed")
    worker = signed_in(people.worker)
    assert not worker.get(LIST).context["object_list"]
    page = worker.get(reverse("families:local_service_detail", args=[one.service.ref]))
    assert "It closed" in page.content.decode()
    with pytest.raises(Refused, match="already"):
        local_services.retire(one.service, by=mel, reason="Again")


def test_the_list_asks_as_often_for_many_as_for_one(people, signed_in, same_queries):
    LocalServiceFactory()
    same_queries(signed_in(people.worker), LIST, lambda: LocalServiceFactory.create_batch(5), most=15)


def test_a_service_is_written_down_changed_and_checked(people, signed_in):
    lead = signed_in(people.team_lead)
    fields = {"name": "Toy library", "kind": "group", "offers": "Toys to borrow", "phone": "07700900123"}
    lead.post("/directory/add/", fields | {"is_checked": "on"})
    one = LocalService.objects.get()
    assert (one.checked_on, one.phone) == (timezone.localdate(), "07700 900 123")
    lead.post(f"/directory/{one.ref}/edit/", fields | {"name": "The toy library"})
    assert LocalService.objects.get().name == "The toy library"
    LocalService.objects.update(checked_on=None)
    lead.post(f"/directory/{one.ref}/edit/", fields | {"name": "The toy library", "is_checked": "on"})
    assert LocalService.objects.get().checked_on == timezone.localdate()
    page = lead.post("/directory/add/", fields | {"name": "The toy library"})
    assert "already" in page.content.decode()
    LocalService.objects.update(checked_on=None)
    lead.post(f"/directory/{one.ref}/check/")
    assert LocalService.objects.get().checked_on == timezone.localdate()
    lead.post(f"/directory/{one.ref}/retire/", {"reason": "It closed"})
    assert not LocalService.objects.current().exists()


# Brought in from a file


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("name,town\nA,B", "no column called “what for”"),
        ("a;b;c\n1;2;3", "no column called “name” and no “what for”"),
        ("name,what for\n" + "x,y\n" * 2001, "more than 2000 lines"),
        ('name,what for\n"open,quote\n' + "x" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(text, problem):
    assert problem in read(text).problem


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_are_known_by_their_headings_in_any_order(sign):
    text = (
        sign.join(["Website", "What for", "Name", "Colour"])
        + "\n"
        + sign.join(["toys.example.org", "Toys", "Toy library", "red"])
    )
    found = read(text)
    assert found.left_out == ("Colour",)
    assert found.rows[0].values["site"] == "https://toys.example.org"
    assert found.rows[0].number == 2
    assert not found.rows[0].problems


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("name", "", "“name” is empty"),
        ("name", "x" * 121, "longer than 120"),
        ("kind", "zebra", "no kind that we know"),
        ("from months", "two", "is a number of months"),
        ("from months", "-3", "is a number of months"),
        ("from months", "48", "lies below"),
        ("telephone", "call me", ""),
        ("e-mail", "nobody", "no e-mail address"),
        ("website", "javascript:alert(1)", "no address of the web"),
        ("website", "java script", "no address of the web"),
        ("last checked", "31/02/2026", "Last checked"),
        ("last checked", "1/1/2031", "Last checked"),
    ],
)
def test_each_wrong_cell_is_explained(column, cell, says):
    line = {"name": "A", "what for": "B", "to months": "24"} | {column: cell}
    text = ",".join(line) + "\n" + ",".join(line.values())
    problems = read(text).rows[0].problems
    assert problems
    assert any(says in problem for problem in problems)


def test_a_service_that_stands_twice_in_a_file_is_taken_once():
    rows = read("name,what for,area\nA,x,Ashby\n a ,x,ASHBY\nA,x,Thorne").rows
    assert [bool(row.problems) for row in rows] == [False, True, False]


@pytest.mark.parametrize(
    "content", [b"name,what for\nCaf\xe9,x", "name,what for\nCafé,x".encode("utf-8-sig")]
)
def test_letters_of_either_spreadsheet_are_read(content):
    assert read(directory_csv.decode(content)).rows[0].values["name"] == "Café"


def test_a_file_that_is_no_text_is_known():
    assert directory_csv.decode(b"PK\x03\x04\x00\x00") is None


def test_a_file_is_looked_through_before_it_is_taken_over(people, signed_in):
    LocalServiceFactory(name="Toy library", area="Ashby", offers="Toys", kind="group")
    LocalServiceFactory(name="Advice line", area="", offers="Advice", kind="advice", phone="07700 900111")
    text = (
        "name,what for,area,kind,telephone\n"
        "Toy library,Toys,Ashby,group,\n"
        "Advice line,Advice on money,,advice,\n"
        "New group,Play,Thorne,Play and groups,07700 900222\n"
        ",Nothing,,,\n"
    )
    lead = signed_in(people.team_lead)
    file = SimpleUploadedFile("services.csv", text.encode())
    answer = lead.post("/directory/import/", {"file": file})
    assert LocalService.objects.count() == 2, "nothing is written yet"
    page = lead.get(answer.url)
    assert page.context["counts"] == {"new": 1, "changed": 1, "same": 1, "wrong": 1}
    lead.post(answer.url)
    assert LocalService.objects.count() == 3
    advice = LocalService.objects.get(name="Advice line")
    assert (advice.offers, advice.phone) == ("Advice on money", "07700 900111"), "what is not said stays"
    again = lead.post(answer.url)
    assert "taken this list over already" in again.content.decode()


def test_a_pdf_is_no_csv_file(people, signed_in):
    file = SimpleUploadedFile("services.csv", b"%PDF-1.7\x00\x00")
    page = signed_in(people.team_lead).post("/directory/import/", {"file": file})
    assert "This is no csv file" in page.content.decode()
    assert not DirectoryFile.objects.exists()


def test_what_a_file_would_do_is_worked_out_against_the_directory_of_the_moment(mel):
    file = local_services.bring("name,what for\nA,x\n", by=mel, name="a.csv")
    assert [verdict for _row, verdict in local_services.look_through(file)[1]] == [Verdict.NEW]
    LocalServiceFactory(name="A", area="", offers="x", kind="other")
    assert [verdict for _row, verdict in local_services.look_through(file)[1]] == [Verdict.SAME]

"""The service's own look, the list of failed work, one's own account, and who works here."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import brand
from accounts.models import AuditEvent, Job, Service, User
from tests.factories.accounts import TeamFactory, UserFactory
from tests.people import TWO_FACTORS, sign_in

pytestmark = pytest.mark.django_db


def picture(kind="PNG", size=(600, 300)):
    drawn = BytesIO()
    Image.new("RGB", size, "#0f5c6e").save(drawn, kind)
    return drawn.getvalue()


@pytest.fixture
def manager(client, people):
    sign_in(client, people.service_manager)
    client.get("/me/")
    return client


def save_service(client, **changes):
    fields = {"name": "Fernshire Portage", "council": "Fernshire Council", "phone": "07700 900100"}
    return client.post("/service/", fields | {"email": "hello@example.org"} | brand.DEFAULT | changes)


def upload(content, name="logo.png"):
    return {"picture": SimpleUploadedFile(name, content)}


def test_the_manager_changes_name_and_colours_and_everybody_sees_it(manager):
    assert save_service(manager, colour_brand="#7a1f3d").status_code == 302
    assert "Fernshire Portage" in manager.get("/me/").text
    css = manager.get("/brand.css")
    assert "--brand:#7a1f3d;" in css.text
    assert css.headers["Content-Type"].startswith("text/css")
    assert "max-age=31536000" in css.headers["Cache-Control"]
    line = AuditEvent.objects.get(what="service.changed")
    assert line.after["colour_brand"] == "#7a1f3d"


def test_each_change_has_a_version_of_its_own(manager):
    save_service(manager)
    before = Service.current().version
    save_service(manager, name="Another name")
    assert Service.current().version == before + 1


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("colour_brand", "#ffe680"),
        ("colour_tint", "#555555"),
        ("colour_line", "#0f5c6e"),
        ("colour_brand", "red"),
    ],
)
def test_colours_that_cannot_be_read_are_refused_in_plain_words(manager, field, colour):
    page = save_service(manager, **{field: colour})
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert "contrast" not in page.context["form"].errors[field][0]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_small(manager, client, kind):
    assert save_service(manager, **upload(picture(kind))).status_code == 302
    client.logout()
    answer = client.get("/logo")
    drawn = Image.open(BytesIO(answer.content))
    assert (drawn.format, answer.headers["Content-Type"]) == ("PNG", "image/png")
    assert drawn.size[0] <= 240
    assert drawn.size[1] <= 96


def test_what_was_hidden_in_a_picture_stays_behind(manager):
    save_service(manager, **upload(picture("JPEG") + b"<script>alert(1)</script>"))
    assert b"script" not in Service.picture()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture("GIF"),
        picture("TIFF"),
        b"\x89PNG\r\n\x1a\n broken",
        picture() + b"\x00" * (501 * 1024),
        picture(size=(5000, 10)),
        b"",
    ],
)
def test_what_is_no_small_picture_is_refused(manager, content):
    page = save_service(manager, **upload(content))
    assert page.status_code == 200
    assert page.context["form"].errors["picture"]
    assert Service.picture() is None


def test_the_logo_can_be_taken_away(manager):
    save_service(manager, **upload(picture()))
    save_service(manager, without_logo="on")
    assert Service.picture() is None
    assert manager.get("/logo").status_code == 404


def test_the_colours_are_there_before_anybody_signs_in(client):
    assert client.get("/brand.css").status_code == 200
    assert client.get("/logo").status_code == 404


def test_who_looks_after_work_sees_what_failed_and_has_it_tried_again(client, people):
    job = Job.objects.create(
        kind="notice.deliver",
        key="k",
        state="dead",
        attempts=8,
        finished_at=timezone.now(),
        last_error="KeyError: x",
    )
    Job.objects.create(kind="notice.deliver", key="w")
    sign_in(client, people.administrator)
    page = client.get("/jobs/")
    assert "Send an e-mail" in page.text
    assert "It failed 8 times." in page.text
    assert page.context["waiting"] == 1
    assert client.post(reverse("accounts:job_retry", args=[job.pk])).headers["Location"] == "/jobs/"
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("ready", 0)
    assert AuditEvent.objects.get(what="job.tried_again").by_name == "Mel Grant"


def test_work_that_did_not_fail_cannot_be_tried_again(client, people):
    job = Job.objects.create(kind="notice.deliver", key="k", state="done", finished_at=timezone.now())
    sign_in(client, people.administrator)
    assert client.post(reverse("accounts:job_retry", args=[job.pk])).status_code == 404
    assert client.get(reverse("accounts:job_retry", args=[job.pk])).status_code == 405


def test_the_list_of_failed_work_asks_as_often_for_many_as_for_few(client, people, same_queries):
    sign_in(client, people.administrator)

    def add():
        for n in range(5):
            Job.objects.create(
                kind="x",
                key=f"{timezone.now()}{n}",
                state="dead",
                finished_at=timezone.now(),
                requested_by=UserFactory(),
            )

    add()
    same_queries(client, "/jobs/", add, most=12)


@pytest.mark.parametrize("role", ["parent", "worker", "auditor"])
def test_everybody_has_an_account_page(client, people, role):
    sign_in(client, getattr(people, role))
    page = client.get("/me/")
    assert page.status_code == 200
    assert ("Change your password" in page.text) is (role != "parent")


def test_one_changes_ones_own_name_and_nothing_else(client, people):
    sign_in(client, people.worker)
    client.post(
        "/me/", {"name": "Sofia Marsh-Lee", "phone": "07700 900123", "roles": "auditor", "is_active": ""}
    )
    people.worker.refresh_from_db()
    assert (people.worker.name, people.worker.roles) == ("Sofia Marsh-Lee", ["portage_worker"])
    assert AuditEvent.objects.get(what="person.changed").before == {"name": "Sofia Marsh", "phone": ""}


def test_who_works_here_names_no_family(client, people, same_queries):
    sign_in(client, people.team_lead)
    page = client.get("/people/").text
    assert "Sofia Marsh" in page
    assert "Ashby" in page
    assert "Nadia Khan" not in page
    same_queries(
        client, "/people/", lambda: UserFactory.create_batch(3, team=TeamFactory(name="Ashby")), most=12
    )


def test_one_sees_and_ends_ones_sessions(client, people):
    people.worker.set_password("otter kettle lantern")
    people.worker.save()
    other = type(client)()
    for browser in (client, other):
        browser.post(
            reverse("account_login"), {"login": people.worker.email, "password": "otter kettle lantern"}
        )
        session = browser.session
        session["account_authentication_methods"] = TWO_FACTORS
        session.save()
    url = reverse("usersessions_list")
    assert client.get(url).context["session_count"] == 2
    client.post(url)
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_the_first_person_is_added_from_the_command_line_and_sets_a_password(client, capsys):
    call_command("add_person", "Ann@Example.org", "Ann Hughes")
    ann = User.objects.get(email="ann@example.org")
    assert ann.roles == ["service_manager"]
    link = capsys.readouterr().out.split("http://127.0.0.1:8000")[1].strip()
    form = client.get(link, follow=True)
    new = "harbour thimble oak"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.status_code == 302
    ann.refresh_from_db()
    assert ann.check_password(new)
    assert "does not work any more" in type(client)().get(link, follow=True).text


@pytest.mark.parametrize("bad", [["nonsense", "Ann"], ["ann@example.org", ""]])
def test_a_person_who_cannot_be_is_not_added(bad):
    with pytest.raises(CommandError):
        call_command("add_person", *bad)


def test_a_worker_says_which_languages_she_speaks_with_families(people, signed_in):
    client = signed_in(people.worker)
    client.post("/me/", {"name": "Sofia Marsh", "phone": "07700 900200", "languages": "Urdu, Polish"})
    people.worker.refresh_from_db()
    assert people.worker.languages == ["Urdu", "Polish"]
    assert "Urdu,Polish" in client.get("/me/").content.decode()


def test_a_parent_is_not_asked_for_languages(people, signed_in):
    assert 'name="languages"' not in signed_in(people.parent).get("/me/").content.decode()

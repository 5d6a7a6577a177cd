"""How long one stays signed in, and that nothing typed is lost when it ends."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts import drafts
from accounts.models import Draft
from tests.people import sign_in

pytestmark = pytest.mark.django_db
AJAX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/"}


@pytest.fixture(autouse=True)
def _no_counted_tries():
    cache.clear()


def set_back(client, *, seen=0, began=0):
    """Make a session older than it is."""
    session = client.session
    session["seen_at"] = session["seen_at"] - seen
    session["began_at"] = session["began_at"] - began
    session.save()


@pytest.fixture
def worker(client, people):
    sign_in(client, people.worker)
    assert client.get("/me/").status_code == 200
    return client


def test_staff_who_were_idle_for_half_an_hour_sign_in_again(worker):
    set_back(worker, seen=30 * 60 - 30)
    assert worker.get("/me/").status_code == 200
    set_back(worker, seen=30 * 60 + 30)
    assert worker.get("/me/").headers["Location"] == "/account/sign-in/?next=%2Fme%2F"
    assert "_auth_user_id" not in worker.session


def test_staff_sign_in_again_after_twelve_hours_however_busy(worker):
    set_back(worker, began=12 * 3600 + 30)
    assert worker.get("/me/").status_code == 302


def test_families_have_shorter_limits_and_their_own_door(client, people):
    sign_in(client, people.parent)
    client.get("/me/")
    set_back(client, seen=20 * 60 + 30)
    assert client.get("/me/").headers["Location"] == "/account/code/?next=%2Fme%2F"


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(worker):
    set_back(worker, seen=20 * 60)
    worker.get("/me/", headers={"X-Quiet": "1"})
    set_back(worker, seen=11 * 60)
    assert worker.get("/me/").status_code == 302


def test_a_person_who_asks_stays_signed_in(worker):
    set_back(worker, seen=20 * 60)
    worker.get("/me/")
    set_back(worker, seen=11 * 60)
    assert worker.get("/me/").status_code == 200


def test_stay_signed_in_says_how_many_seconds_are_left(worker):
    set_back(worker, seen=29 * 60)
    assert worker.post(reverse("accounts:session_keep")).json() == {"left": 1800}
    set_back(worker, began=12 * 3600 - 600)
    assert worker.post(reverse("accounts:session_keep")).json()["left"] <= 600
    assert worker.get(reverse("accounts:session_keep")).status_code == 405


def plan_url(people):
    return reverse("visits:visit_plan", args=[people.child.ref])


def test_a_form_sent_too_late_comes_back_half_filled_after_signing_in(worker, people):
    url = plan_url(people)
    field = next(name for name in worker.get(url).context["form"].fields if "bring" in name)
    set_back(worker, seen=30 * 60 + 30)
    answer = worker.post(url, {field: "the big red ball", "form_key": "k"})
    assert answer.headers["Location"] == f"/account/sign-in/?next={url.replace('/', '%2F')}"
    sign_in(worker, people.worker)
    assert "the big red ball" in worker.get(url).text


def test_an_autosave_that_comes_too_late_is_kept_too(worker, people):
    set_back(worker, seen=30 * 60 + 30)
    worker.post(
        reverse("accounts:draft_save"),
        {"key": "visits:visit_plan", "about": people.child.ref, "version": "0", "fields": "bring=the+ball"},
    )
    draft = Draft.objects.get(user=people.worker)
    assert (draft.form, draft.about) == ("visits:visit_plan", people.child.ref)
    assert drafts.fields_in(draft) == {"bring": ["the ball"]}


def test_what_is_no_draft_is_not_kept_when_it_comes_too_late(worker, people):
    set_back(worker, seen=30 * 60 + 30)
    answer = worker.post(
        reverse("account_change_password"),
        {"oldpassword": "secret"},
        headers={"Referer": "http://testserver/me/"},
    )
    assert not Draft.objects.exists()
    assert answer.headers["Location"] == "/account/sign-in/?next=%2Fme%2F"


def test_a_draft_too_large_to_keep_breaks_nothing(worker, people):
    set_back(worker, seen=30 * 60 + 30)
    assert worker.post(plan_url(people), {"bring": "x" * 300_000}).status_code == 302


def test_a_part_of_a_page_that_comes_too_late_takes_the_whole_page_to_the_door(worker):
    set_back(worker, seen=30 * 60 + 30)
    answer = worker.get("/me/", headers=AJAX)
    assert answer.headers["HX-Redirect"] == "/account/sign-in/?next=%2Fme%2F"


@pytest.mark.parametrize(
    "referer", ["https://evil.example/x", "http://testserver//evil.example", "", "javascript:x"]
)
def test_the_way_back_never_leads_away(worker, referer):
    set_back(worker, seen=30 * 60 + 30)
    answer = worker.post(reverse("accounts:session_keep"), headers={"Referer": referer})
    location = answer.headers["Location"]
    assert "evil" not in location or location == "/account/sign-in/?next=%2Fx"


def test_a_family_comes_back_to_its_page_through_the_code(
    client, people, django_capture_on_commit_callbacks, mailoutbox
):
    sign_in(client, people.parent)
    client.get("/me/")
    set_back(client, seen=20 * 60 + 30)
    door = client.get("/me/?x=1").headers["Location"]
    form = client.get(door)
    assert 'name="next" value="/me/?x=1"' in form.text
    with django_capture_on_commit_callbacks(execute=True):
        confirm = client.post(door, {"email": people.parent.email, "next": "/me/?x=1"}).headers["Location"]
    code = mailoutbox[0].body.split("\n\n    ")[1][:6]
    assert 'name="next" value="/me/?x=1"' in client.get(confirm).text
    answer = client.post(confirm, {"code": code, "next": "/me/?x=1"})
    assert answer.headers["Location"] == "/me/?x=1"


def test_someone_who_leaves_is_out_with_the_next_request(worker, people):
    people.worker.is_active = False
    people.worker.save()
    assert worker.get("/me/").status_code == 302


def test_the_session_has_a_new_name_after_signing_in(client, people):
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client, people.worker)
    assert client.session.session_key != before


def test_sessions_are_written_at_most_once_a_minute(worker):
    first = worker.session["seen_at"]
    worker.get("/me/")
    assert worker.session["seen_at"] == first <= time.time()

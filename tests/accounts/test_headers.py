"""What every answer carries, and what production insists on."""

import os
import re
import subprocess
import sys

import pytest
from django.urls import reverse

from tests.people import sign_in

pytestmark = pytest.mark.django_db
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portage.settings.production",
    "SECRET_KEY": "x" * 60,
    "FIELD_KEYS": "dGVzdC1vbmx5LWtleS0zMi1ieXRlcy1sb25nLS0tLS0=",
    "ALLOWED_HOSTS": "portage.example.org",
    "SITE_URL": "https://portage.example.org",
    "DATABASE_URL": "postgresql://portage@db.example.org/portage",
    "REDIS_URL": "redis://redis.example.org/0",
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_FROM": "no-reply@example.org",
    "MEDIA_ROOT": "/srv/media",
    "CLAMD_SOCKET": "none",
}


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/code/", "/nothing/", "/brand.css", "/me/"])
def test_every_answer_is_closed_by_default(client, path):
    response = client.get(path)
    csp = directives(response)
    assert csp["default-src"] == csp["object-src"] == csp["base-uri"] == csp["frame-ancestors"] == ["'none'"]
    assert not re.search("unsafe|\\*|https?:", response.headers["Content-Security-Policy"])
    assert csp["form-action"] == ["'self'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_pages_about_people_are_stored_nowhere(client, people):
    sign_in(client, people.worker)
    for path in ("/me/", "/account/sessions/", "/nothing/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
def test_the_doors_are_stored_nowhere_either(client, name):
    assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


def test_no_page_of_ours_has_script_or_style_in_it(client, people):
    sign_in(client, people.worker)
    pages = [client.get(path).text for path in ("/me/", "/account/sessions/", "/account/two-steps/")]
    client.logout()
    pages += [client.get(path).text for path in ("/account/sign-in/", "/account/code/")]
    for page in pages:
        assert " style=" not in page
        assert "<style" not in page
        assert not re.search(r"\son[a-z]+=", page)
        for tag in re.findall(r"<script[^>]*>", page):
            assert " src=" in tag or 'type="application/json"' in tag, tag


def test_cookies_are_for_us_alone(client, people):
    sign_in(client, people.worker)
    cookies = client.get("/me/").cookies
    assert len(cookies) == 2
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_signing_out_clears_what_the_browser_keeps(client, people):
    sign_in(client, people.worker)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/me/").status_code == 302


def in_production(ask, **changes):
    env = {**os.environ, **PRODUCTION, **changes}
    env = {name: value for name, value in env.items() if value is not None}
    code = f"import django; django.setup(); from django.conf import settings as s; print({ask})"
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60)


def test_production_speaks_only_over_tls_and_names_its_cookies():
    told = in_production(
        "s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG, s.DOOR_SECONDS > 0"
    )
    assert told.stdout.strip() == "True True __Host-s __Host-c True True False True", told.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://portage.example.org"),
        ("FIELD_KEYS", None),
    ],
)
def test_production_refuses_to_start_half_configured(name, value):
    told = in_production("1", **{name: value})
    assert told.returncode != 0
    assert name in told.stderr

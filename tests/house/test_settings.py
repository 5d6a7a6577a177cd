"""Production is whole or it does not start, and holds nothing of the demo."""

import os
import subprocess
import sys

import pytest

from .walk import ROOT

WHOLE = {
    "DJANGO_SETTINGS_MODULE": "portage.settings.production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijABCDEFGHIJ!?",
    "FIELD_KEYS": "dGVzdC1vbmx5LWtleS0zMi1ieXRlcy1sb25nLS0tLS0=",
    "DATABASE_URL": "postgresql://app@db.example.org/portage?sslmode=verify-full",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "ALLOWED_HOSTS": "portage.example.org",
    "SITE_URL": "https://portage.example.org",
    "EMAIL_HOST": "smtp.example.org",
    "EMAIL_FROM": "Portage <portage@example.org>",
    "MEDIA_ROOT": "/srv/media",
    "CLAMD_SOCKET": "none",
}
ASK = """
import django; django.setup()
from django.conf import settings
from django.urls import get_resolver
names = {e.namespace for e in get_resolver().url_patterns if hasattr(e, "namespace")}
assert settings.DEBUG is False
assert "portage.dev" not in settings.INSTALLED_APPS
assert "dev" not in names
assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
assert "accounts.middleware.SecondFactor" in settings.MIDDLEWARE
assert settings.SESSION_COOKIE_NAME == "__Host-s"
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
assert settings.SECURE_HSTS_SECONDS >= 31536000 and settings.SECURE_SSL_REDIRECT
assert not any("unsafe" in str(v) for v in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values())
import sys
assert not [m for m in sys.modules if m.startswith(("portage.dev.", "tests"))], "the demo was loaded"
"""


def run(code, **environment):
    quiet = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=quiet, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_production_holds_nothing_of_the_demo():
    result = run(ASK, **WHOLE)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", sorted(set(WHOLE) - {"DJANGO_SETTINGS_MODULE"}))
def test_production_refuses_to_start_half_configured(missing):
    half = {name: value for name, value in WHOLE.items() if name != missing}
    result = run("import django; django.setup()", **half)
    assert result.returncode != 0
    assert f"Set {missing}" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://portage.example.org"),
        ("SECRET_KEY", "short"),
        ("EMAIL_TLS", "yes"),
    ],
)
def test_production_refuses_unsafe_values(name, value):
    result = run("import django; django.setup()", **{**WHOLE, name: value})
    assert result.returncode != 0
    assert name in result.stderr


def test_the_deployment_check_is_clean():
    code = "from django.core.management import execute_from_command_line as run; "
    result = run(code + "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])", **WHOLE)
    assert result.returncode == 0, result.stderr

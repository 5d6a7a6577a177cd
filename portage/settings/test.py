"""For tests: fast hashing, files in memory, real Postgres; tasks run where a test starts a real worker."""

import os

from .base import *

SECRET_KEY = "test"
FIELD_KEYS = ["dGVzdC1vbmx5LWtleS0zMi1ieXRlcy1sb25nLS0tLS0="]
DATABASES = development_database()
_name = "_".join(filter(None, ["test_portage", os.environ.get("PORTAGE_TEST_DB", "")]))
DATABASES["default"]["TEST"] = {"NAME": _name}
DATABASES["default"]["CONN_MAX_AGE"] = 0
del DATABASES["cache"]  # a test is one transaction, and needs one door
DATABASE_ROUTERS = []
CELERY_BROKER_URL = env.text("REDIS_URL", "redis://127.0.0.1:1/0")
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DOOR_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR / "test-media"
STATIC_ROOT = VAR / "test-static"  # stays empty: files are served as they lie; whitenoise wants the folder
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
LOGGING = {**LOGGING, "root": {"handlers": ["out"], "level": "CRITICAL"}}

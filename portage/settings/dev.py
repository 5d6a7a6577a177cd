"""For a developer: debug on, the demo's doors open, no environment needed."""

from .base import *

DEBUG = True
SECRET_KEY = "development only, never used where people's records are"
FIELD_KEYS = ["ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMhISE="]
INSTALLED_APPS = [*INSTALLED_APPS, "portage.dev"]
TEMPLATES[0]["DIRS"].insert(0, BASE_DIR / "portage" / "dev" / "templates")
TEMPLATES[0]["OPTIONS"]["context_processors"].append("portage.dev.personas.personas")
DATABASES = development_database()
CELERY_BROKER_URL = env.text("REDIS_URL", f"redis+socket://{VAR}/demo/redis/redis.sock")
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 8025)
SITE_URL = env.text("SITE_URL", SITE_URL)
MAIL_FOLDER = Path(env.text("MAIL_FOLDER", str(VAR / "demo" / "mail")))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR / "demo" / "media")))

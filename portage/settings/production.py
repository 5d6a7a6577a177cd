"""For people's records. It refuses to start half-configured: every reader below fails in a sentence."""

from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 characters of chance.")
FIELD_KEYS = env.words("FIELD_KEYS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the exact hosts, not “*”.")
SITE_URL = env.text("SITE_URL").rstrip("/")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https://.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = two_doors(env.database(env.text("DATABASE_URL"), password=env.text("DATABASE_PASSWORD", "")))


def broker(url, password):
    """Put the password, kept in a file of its own, into the broker's address."""
    parts = urlsplit(url)
    if not password or parts.password:
        return url
    return urlunsplit(parts._replace(netloc=f":{quote(password, safe='')}@{parts.netloc}"))


CELERY_BROKER_URL = broker(env.text("REDIS_URL"), env.text("REDIS_PASSWORD", ""))

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM")

MEDIA_ROOT = Path(env.text("MEDIA_ROOT"))
CLAMD_SOCKET = env.text("CLAMD_SOCKET")  # a path, or host:port; "none" says that the checks of type decide
CLAMD_SOCKET = "" if CLAMD_SOCKET == "none" else CLAMD_SOCKET
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(STATIC_ROOT)))

SESSION_COOKIE_NAME = "__Host-s"
CSRF_COOKIE_NAME = "__Host-c"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy overwrites it
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1

"""Everything that is the same everywhere, in Django's own order. The other modules say what differs."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy

from . import env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = BASE_DIR / "var"

DEBUG = False
SITE_URL = "http://127.0.0.1:8000"  # links in e-mails come from here, never from a request
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

ROOMS = ["families", "assessments", "equipment", "visits", "reports", "portal"]
INSTALLED_APPS = [
    "accounts",
    *ROOMS,
    "portage",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "django_htmx",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "portage.middleware.Health",  # answers before anything can redirect or query
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.RequestId",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.Timeouts",
    "accounts.middleware.Trail",  # refusals are written outside the transaction below
    "accounts.middleware.OneTransaction",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portage.middleware.Policy",  # a URL without a row is not there
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SecondFactor",
]

ROOT_URLCONF = "portage.urls"
WSGI_APPLICATION = "portage.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portage.context.page",
            ],
            "builtins": ["django.templatetags.static", "portage.templatetags.ui"],
        },
    }
]

# Two ways into one database: what counts attempts must not be rolled back with a refused request.
DATABASES = {}
DATABASE_ROUTERS = ["portage.routers.CacheRouter"]
CONNECTION = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
TIMEOUTS = "-c statement_timeout=8000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000"
# Compiling a question costs half a second and saves a page nothing: its answer is a handful of rows.
SESSION = f"{TIMEOUTS} -c jit=off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffPassword"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotOurOwnWords"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"

# Sign-in: staff by password and second factor, families by a code. accounts/adapters.py says the rest.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by staff who know the person
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on; every other ends with the old password
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_FORMS = {
    "login": "accounts.forms.doors.SignIn",
    "request_login_code": "accounts.forms.doors.RequestCode",
    "confirm_login_code": "accounts.forms.doors.ConfirmCode",
    "reset_password": "accounts.forms.doors.ForgottenPassword",
    "reset_password_from_key": "accounts.forms.doors.NewPassword",
    "change_password": "accounts.forms.doors.ChangePassword",
    "reauthenticate": "accounts.forms.doors.ConfirmPassword",
}
# Counted in the cache, which is Postgres: they hold with Redis dead and over any number of processes. A
# council shares one address, so the limits per address are wide and those per account (key) are narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "30/m/ip,3/m/key,10/h/key",
    "confirm_login_code": "60/m/ip,5/10m/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
}
# The same for doors without an account (accounts/limits.py): by address, by what is named, by everybody.
PUBLIC_LIMITS = {
    "refer.begin": "30/h/ip,600/d/all",
    "refer.send": "20/h/ip,300/d/all",
    "refer.upload": "60/h/ip,1500/d/all",
    "refer.mail": "20/h/ip,3/h/key,600/d/all",
    "refer.link": "60/m/ip,5000/d/all",
}
DOOR_SECONDS = 0.4  # what the doors take at least, whatever they find (accounts/pace.py)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stepping Stones"
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by staff who know the person
MFA_FORMS = {
    "authenticate": "accounts.forms.doors.SecondStep",
    "reauthenticate": "accounts.forms.doors.SecondStepAgain",
    "activate_totp": "accounts.forms.doors.SetUpApp",
    "deactivate_totp": "accounts.forms.doors.RemoveApp",
    "generate_recovery_codes": "accounts.forms.doors.NewRecoveryCodes",
    "add_webauthn": "accounts.forms.passkeys.AddPasskey",
    "edit_webauthn": "accounts.forms.passkeys.RenamePasskey",
    "login_webauthn": "accounts.forms.passkeys.PasskeySignIn",
    "authenticate_webauthn": "accounts.forms.passkeys.PasskeySecondStep",
    "reauthenticate_webauthn": "accounts.forms.passkeys.PasskeyAgain",
}
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "c"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Idle and absolute limits in seconds, by kind of person; warned two minutes before (ASVS 7.3).
SESSION_LIMITS = {"staff": (30 * 60, 12 * 3600), "family": (20 * 60, 8 * 3600)}
SESSION_WARNING = 120

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portage.staticfiles.StaticFiles"},
}
MEDIA_ROOT = VAR / "media"  # never served by URL: files go through guarded views
FILE_UPLOAD_PERMISSIONS = 0o640
CLAMD_SOCKET = env.text("CLAMD_SOCKET", "")  # a virus scanner; without one the checks of type decide alone
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600

EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = "Stepping Stones <no-reply@example.org>"

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Work in the background: rows in Postgres say what is to be done, Redis carries ids only (TRUST.md §8).
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_TIME_LIMIT = 90  # of all work that asks for no more (accounts.work.handler, minutes)
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis as long as it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest work may last, or it would be done twice. Work of a worker that died need not
    # wait for it: its lease in Postgres runs out after two minutes and the poller finds it.
    "visibility_timeout": 2_400,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
}
CELERY_TASK_PUBLISH_RETRY = (
    False  # a nudge that is lost is found by the poller; a request never waits for Redis
)
CELERY_TIMEZONE = TIME_ZONE

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "accounts.logs.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS = []


def two_doors(database):
    """Give the cache its own connection to the same database, so that a rollback refunds no attempt."""
    options = {**database["OPTIONS"], "options": SESSION, "connect_timeout": 5}
    main = {**database, **CONNECTION, "OPTIONS": options}
    return {"default": main, "cache": {**main, "TEST": {"MIRROR": "default"}}}


def development_database():
    """The database that DATABASE_URL names, else the demo's own."""
    socket = VAR / "demo" / "run"
    return two_doors(env.database(env.text("DATABASE_URL", f"postgresql://portage@/portage?host={socket}")))

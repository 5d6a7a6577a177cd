"""Three typed readers of the environment. They fail loudly, in a sentence, and never guess.

Every reader also takes ``NAME_FILE``: the path of a file that holds the value, as container secrets do.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MISSING = object()


def text(name, default=MISSING):
    """Read a text value, from ``name`` or from the file that ``name_FILE`` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE points to {path}, which cannot be read.") from error
    value = os.environ.get(name, "")
    if value:
        return value
    if default is MISSING:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE) in the environment.")
    return default


def flag(name, *, default):
    """Read yes or no, written as ``true`` or ``false`` and nothing else."""
    value = text(name, "true" if default else "false").lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not “{value}”.")
    return value == "true"


def words(name, default=MISSING):
    """Read a list written with commas."""
    value = text(name, default)
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def number(name, default):
    """Read a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.") from error


def database(url, *, password=""):
    """Turn ``postgresql://user:password@host:port/name`` into Django's words.

    A ``host`` in the query string is the folder of a Unix socket; ``sslmode`` is passed on.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user@host:5432/name.")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options = {key: query[key] for key in ("sslmode", "sslrootcert") if key in query}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password or unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }

"""A text column that is unreadable without the key kept outside the database."""

import json
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text):
    """Encrypt with the first key of FIELD_KEYS."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode("utf-8", "surrogatepass")).decode("ascii")


def decrypt(token):
    """Decrypt with whichever key of FIELD_KEYS fits; raises InvalidToken if none does."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode("ascii")).decode("utf-8", "surrogatepass")


class EncryptedTextField(models.TextField):
    """Text, encrypted at rest. It cannot be searched, sorted or filtered by, except for being empty."""

    description = "Encrypted text"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value


NOTHING = ("[]", "{}")


class EncryptedJSONField(EncryptedTextField):
    """Lists and dictionaries, kept as encrypted text: what somebody else’s file said about people."""

    description = "Encrypted lists and dictionaries"

    def get_prep_value(self, value):
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False)
        return text if text in NOTHING else encrypt(text)  # an empty list tells nobody anything

    def from_db_value(self, value, expression, connection):
        text = value if value in NOTHING else super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def to_python(self, value):
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj):
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)

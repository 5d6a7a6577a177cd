"""Opaque names for rows that appear in addresses: they tell nothing and cannot be guessed."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 i l: they are read out over the telephone
LENGTH = 26  # 26 letters of 31: 128 bits of chance (ASVS 11.2)


class RefConverter:
    """The shape of a ref in an address; anything else is not found before any query is made."""

    regex = f"[0-9a-z]{{{LENGTH}}}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


def new_ref():
    """Return a fresh opaque reference."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

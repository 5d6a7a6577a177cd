"""How allauth does what it does here: mail by our own notices, seeds encrypted, codes for families only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from .fields import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: people are added by those who know them."""

    def is_open_for_signup(self, request):
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth keeps seeds and recovery codes in clear unless told otherwise."""

    def encrypt(self, text):
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)

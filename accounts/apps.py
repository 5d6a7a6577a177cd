from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The foundation: who you are, what you may do, what you did, how we reach you."""

    name = "accounts"
    verbose_name = "People and trust"

    def ready(self):
        """Connect to Django's own sign-in signals; the house has no signals of its own."""
        from . import trail

        trail.connect()

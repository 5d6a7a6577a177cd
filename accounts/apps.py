from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """The foundation: who you are, what you may do, what you did, how we reach you."""

    name = "accounts"
    verbose_name = "People and trust"

    def ready(self):
        """Connect to the signals of signing in (the house has none of its own); learn every message."""
        from . import trail

        trail.connect()
        autodiscover_modules("notifications")  # a worker that delivers knows every room's messages

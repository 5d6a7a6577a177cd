from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The family's own door. It owns no tables."""

    name = "portal"

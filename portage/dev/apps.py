"""The development doors, as a Django app."""

from django.apps import AppConfig


class DevConfig(AppConfig):
    """What a developer and a visitor of the demo get, and production never has."""

    name = "portage.dev"
    label = "dev"
    verbose_name = "Development doors"

from django.apps import AppConfig


class PortageConfig(AppConfig):
    """The roof: wiring and pages that compose."""

    name = "portage"

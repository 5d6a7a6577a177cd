from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the house: reports, and who released them to whom."""

    name = "reports"

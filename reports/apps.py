from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the house: reports, and who released them to whom."""

    name = "reports"

    def ready(self):
        """Make known which work can be asked for, in every process: who asks and who carries out."""
        from . import jobs, tasks  # noqa: F401  they register themselves with accounts.work

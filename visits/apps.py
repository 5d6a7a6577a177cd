from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The diary, where everything comes together: visits, records, activities, practice."""

    name = "visits"

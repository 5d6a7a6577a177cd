from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """Who we serve: children, families, carers, referrals, episodes."""

    name = "families"

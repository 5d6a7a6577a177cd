"""Real Postgres and Redis for the tests: those that the environment names, else our own."""

import os


def pytest_configure(config):
    """Start embedded services before anything looks for them, unless DATABASE_URL says where some are."""
    if os.environ.get("DATABASE_URL"):
        return
    from django.conf import settings

    from portage.dev.services import start_for_tests

    config.stash_services = services = start_for_tests()
    # the settings have been read by now, so what they said about servers is put right
    for database in settings.DATABASES.values():
        database["HOST"] = str(services.postgres.sockets)
    settings.CELERY_BROKER_URL = services.redis.url


def pytest_unconfigure(config):
    services = getattr(config, "stash_services", None)
    if services:
        services.stop()

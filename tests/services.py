"""Real Postgres and Redis for the tests: those that the environment names, else our own."""

import os


def pytest_configure(config):
    """Start embedded services before Django looks for its database, unless DATABASE_URL says where one is."""
    if os.environ.get("DATABASE_URL"):
        return
    from portage.dev.services import start_for_tests

    config.stash_services = start_for_tests()


def pytest_unconfigure(config):
    services = getattr(config, "stash_services", None)
    if services:
        services.stop()

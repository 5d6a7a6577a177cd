"""Migrations are named, linear and reversible, and need no Postgres extension."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

LOADER = MigrationLoader(None, ignore_no_migrations=True)
OURS = sorted(key for key in LOADER.disk_migrations if key[0] in {"accounts", *settings.ROOMS})


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("key", OURS, ids=lambda key: ".".join(key))
def test_a_migration_has_a_name_that_says_what_it_does(key):
    assert "_auto_" not in key[1]


@pytest.mark.parametrize("app", sorted({app for app, _ in OURS}))
def test_the_migrations_of_a_room_are_one_line(app):
    assert len(LOADER.graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("key", OURS, ids=lambda key: ".".join(key))
def test_a_migration_can_be_undone_and_needs_no_extension(key):
    for operation in LOADER.disk_migrations[key].operations:
        assert operation.reversible, operation
        assert "Extension" not in type(operation).__name__
        if isinstance(operation, migrations.RunPython):
            assert operation.elidable


def test_every_room_with_models_has_migrations():
    rooms = {model._meta.app_label for model in apps.get_models()} & {"accounts", *settings.ROOMS}
    assert rooms == {app for app, _ in OURS}

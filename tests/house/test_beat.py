"""The clock starts only what is there."""

from django.utils.module_loading import import_string

from accounts import work
from portage.celery import app


def test_every_scheduled_path_is_a_registered_task():
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks


def test_the_worker_knows_every_kind_of_work_that_a_room_asks_for():
    app.loader.import_default_modules()
    for kind, (function, queue) in work.HANDLERS.items():
        assert import_string(f"{function.__module__}.{function.__name__}") is function, kind
        assert queue in {"default", "mail", "pdf"}

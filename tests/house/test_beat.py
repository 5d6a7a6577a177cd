"""The clock starts only what is there."""

from django.conf import settings
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


def test_redis_gives_no_work_to_another_before_its_time_is_over():
    app.loader.import_default_modules()
    longest = max(work.limits(kind).get("time_limit", 0) for kind in work.HANDLERS)
    waits = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_TIME_LIMIT < longest < waits


def test_bringing_in_a_workbook_and_undoing_it_are_long_work():
    for kind in ("import.stage", "import.commit", "import.undo"):
        assert work.limits(kind)["soft_time_limit"] >= 20 * 60

"""The Celery app: it finds what requests left behind (tasks) and what the clock starts (jobs).

The schedule is one tick. What is due is derived from the data by each room's jobs module, so a missed
minute is caught up and two clocks do no harm (TRUST.md §8.3).
"""

from celery import Celery

app = Celery("portage")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="jobs")

app.conf.beat_schedule = {
    "derive what is due": {"task": "accounts.jobs.tick", "schedule": 60.0, "options": {"expires": 55}},
    "carry out what waits": {"task": "accounts.tasks.work", "schedule": 10.0, "options": {"expires": 9}},
}

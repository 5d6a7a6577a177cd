"""What the clock starts in reports: once a day, files that belong to no report or paper go."""

from django.utils import timezone

from accounts import work

from . import files
from .models import Paper, Report


@work.due
def sweep_files_once_a_day(now):
    """Ask for the day's sweep; asking again does nothing."""
    work.ask("reports.sweep", key=f"reports.sweep:{timezone.localdate(now)}")


@work.handler("reports.sweep", called="Remove files of no report")
def sweep_files(job):
    """Remove half-written files and drafts that were made again."""
    named = (model.objects.exclude(file="").values_list("file", flat=True) for model in (Report, Paper))
    files.sweep({name for names in named for name in names})

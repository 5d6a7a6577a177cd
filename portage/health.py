"""Is the process alive, and is it ready to serve? Neither answer tells a stranger anything."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from accounts.models import Job

FULL = 0.90  # share of the disk
LATE = timedelta(minutes=5)


def healthz(request):
    """The process answers. It touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """The database answers and is migrated, the disk has room, and work is not piling up."""
    try:
        findings = {"database": True, "migrated": _migrated(), "disk": _has_room(), "work": _work_flows()}
    except DatabaseError:
        findings = {"database": False}
    status = 200 if all(findings.values()) else 503
    return JsonResponse(
        {name: "ok" if good else "not ready" for name, good in findings.items()}, status=status
    )


def _migrated():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _has_room():
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    return usage.used / usage.total < FULL


def _work_flows():
    return not Job.objects.claimable(at=timezone.now() - LATE).exists()

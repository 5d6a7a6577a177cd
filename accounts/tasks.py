"""What Celery carries out on behalf of a request: ids in, one effect each, safe to run twice."""

from celery import shared_task

from . import work


@shared_task
def carry_out_job(pk):
    """Carry out one job, unless another worker has it or it is done."""
    work.carry_out(pk)


@shared_task(name="accounts.tasks.work")
def work_through():
    """Find the work that no nudge has announced."""
    work.sweep()

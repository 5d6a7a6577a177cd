"""How far the work on a file is: told outside its transaction, so that a page can show it."""

from django.core.cache import cache

from accounts import work

KEPT = 3600  # seconds


def note(batch, done, job=None):
    """Say how many rows are done, and that the work goes on. Raises Overtaken if another worker has it."""
    cache.set(f"import:{batch.pk}:done", done, KEPT)
    if job is not None:
        work.beat(job)


def done(batch):
    """How many rows are done, as far as anybody has said."""
    return min(cache.get(f"import:{batch.pk}:done", 0), batch.total or 0)


def forget(batch):
    cache.delete(f"import:{batch.pk}:done")

"""Saving, renaming and forgetting the views that a person has of lists."""

from django.db import IntegrityError, transaction

from .. import audit
from ..models import SavedFilter
from ..refusals import Refused

MOST = 20  # of one list: more is no longer a help
TWICE = "You have a view of this name already."


@transaction.atomic
def save(*, by, page, name, query):
    """Save a view of a list for oneself."""
    if SavedFilter.objects.visible_to(by).for_page(page).count() >= MOST:
        raise Refused(f"You have {MOST} views of this list. Delete one that you no longer need.")
    view = SavedFilter(user=by, page=page, name=name, query=query)
    return _keep(view, "saved_filter.saved", by)


@transaction.atomic
def rename(view, *, by, name):
    """Call a view by another name."""
    view.name = name
    return _keep(view, "saved_filter.renamed", by)


@transaction.atomic
def forget(view, *, by):
    """Delete a view; the list stays as it is."""
    audit.record("saved_filter.deleted", by=by, target=view)
    view.delete()


def _keep(view, event, by):
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise Refused(TWICE) from error
    audit.record(event, by=by, target=view)
    return view

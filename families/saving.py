"""Saving against the database's own rules, so that a race ends in a sentence and not in an error."""

from django.db import IntegrityError, transaction

from accounts.refusals import Refused

FALLBACK = "Somebody changed this at the same moment. Look at it again before you go on."


def save_or_refuse(row):
    """Save a row; if the database refuses it, raise Refused with the sentence of the broken rule."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(sentence_for(row, error)) from error
    return row


def sentence_for(row, error):
    """The sentence that belongs to the constraint that the database named."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    for constraint in row._meta.constraints:
        if constraint.name == name:
            return constraint.violation_error_message
    return FALLBACK

"""A published list of codes comes into use, beside the versions that came before it."""

from django.apps import apps as installed
from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from .. import vocabulary_file
from ..models import Term, Vocabulary


@transaction.atomic
def load(file, *, by):
    """Keep a list as a version of its own. Returns it, and whether it was new; a second time changes nothing.

    Raises Refused when this version is there with other words: what was written with it must still say what
    it said. Give it another version, from another day.
    """
    there = Vocabulary.objects.filter(code=file.code, version=file.version).first()
    if there is not None:
        kept = list(there.terms.order_by("order").values_list("code", "label", "is_answer"))
        if kept != [(term.code, term.label, term.is_answer) for term in file.terms]:
            raise Refused(f"{there} is loaded already, with other words. Give the new list a new version.")
        return there, False
    if Vocabulary.objects.filter(code=file.code, from_on=file.from_on).exists():
        raise Refused(f"Another version begins on {file.from_on:%-d %B %Y}. Choose a later day.")
    vocabulary = _keep(file)
    audit.record("vocabulary.loaded", by=by, target=vocabulary, after={"words": len(file.terms)})
    return vocabulary, True


@transaction.atomic
def bring_along(*, apps=installed, **kwargs):
    """After each ``migrate``: the lists that come with this release are there, as the tables are.

    They are part of the installation, so no line of the trail tells of them. Half-way through the history of
    the tables, when there is no table for them yet, nothing is done.
    """
    try:
        known = set(apps.get_model("families", "Vocabulary").objects.values_list("code", "version"))
    except LookupError:
        return
    for file in vocabulary_file.shipped():
        if (file.code, file.version) not in known:
            _keep(file)


def _keep(file):
    vocabulary = Vocabulary.objects.create(
        code=file.code, name=file.name, version=file.version, source=file.source, from_on=file.from_on
    )
    Term.objects.bulk_create(
        Term(vocabulary=vocabulary, code=term.code, label=term.label, order=number, is_answer=term.is_answer)
        for number, term in enumerate(file.terms, start=1)
    )
    return vocabulary

"""Which form a page of the public referral is, for a parent and for a professional; and reading it again.

What was typed is kept as it was sent, and read by the same form whenever it is needed: there is one set of
rules, and what is unfinished is kept like what is finished.
"""

from django.utils.datastructures import MultiValueDict

from ..referring import DONE, PROFESSIONAL, way_of
from .fields import DayField
from .referral_parts import day_in_figures
from .referring import AgreedForm, ChildForm, QuestionsForm, YouParentForm, YouProfessionalForm
from .referring_more import (
    AroundForm,
    ConsentForm,
    ConsentProfessionalForm,
    FamilyParentForm,
    FamilyProfessionalForm,
    VisitForm,
    WorriesForm,
)

FORMS = {
    "questions": QuestionsForm,
    "agreed": AgreedForm,
    "you": YouParentForm,
    "child": ChildForm,
    "family": FamilyParentForm,
    "worries": WorriesForm,
    "around": AroundForm,
    "visit": VisitForm,
    "consent": ConsentForm,
}
FOR_PROFESSIONALS = {
    "you": YouProfessionalForm,
    "family": FamilyProfessionalForm,
    "consent": ConsentProfessionalForm,
}
LONGEST = 20_000  # letters of one answer that is kept before it has been checked


def form_for(kind, key):
    """The form of a page."""
    return FOR_PROFESSIONALS.get(key, FORMS[key]) if kind == PROFESSIONAL else FORMS[key]


def kept_from(form):
    """What a page keeps of what was sent: the form's own fields, as they were typed.

    A day is kept in figures, so that “today” stays the day on which it was written.
    """
    kept = {}
    for name, field in form.fields.items():
        values = [value[:LONGEST] for value in form.data.getlist(form.add_prefix(name))[:30]]
        day = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
        if isinstance(field, DayField) and day:
            values = [day_in_figures(day)]
        if any(values):
            kept[name] = values
    return kept


def read(kind, key, answers):
    """The form of a page with what was answered, ready to be asked for its cleaned data."""
    form = form_for(kind, key)(MultiValueDict(answers.get(key, {})))
    form.is_valid()
    return form


def read_all(kind, answers):
    """Every page that was filled in, read again: a form for each step."""
    done = answers.get(DONE, [])
    return {
        step.key: read(kind, step.key, answers)
        for step in way_of(kind)
        if step.key in FORMS and step.key in done
    }

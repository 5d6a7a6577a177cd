"""What holds for every model at once."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.scoping import ScopedQuerySet

OURS = [
    model for model in apps.get_models() if model._meta.app_label in {"accounts", *settings.ROOMS, "portage"}
]
PEOPLE = {"accounts.User", "families.Child", "families.Family", "families.Carer"}
MAY_CASCADE = {
    ("accounts.Draft", "user"): "what somebody typed and never sent goes with the account",
    ("accounts.SavedFilter", "user"): "a view of a list is of no use without who likes it so",
    ("accounts.Submission", "user"): "a one-time form key is of no use without its user",
}
OPTIONAL_PAIRS = {
    "planned",
    "signed",
    "lent",
    "requested",
    "allocated",
    "recorded",
}  # always set, or one of a pair

by_model = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@by_model
def test_a_model_says_what_it_is_in_the_world(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@by_model
def test_a_model_has_a_name_for_people_and_a_stable_order(model):
    assert "__str__" in vars(model)
    assert model._meta.ordering


@by_model
def test_every_row_can_be_asked_who_may_see_it(model):
    manager = model._default_manager
    assert isinstance(manager.all(), ScopedQuerySet)
    assert type(manager.all()).visible_to is not ScopedQuerySet.visible_to


@by_model
def test_people_are_never_cascaded_away(model):
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label in PEOPLE:
            allowed = (model._meta.label, field.name) in MAY_CASCADE
            assert allowed or field.remote_field.on_delete is models.PROTECT, field


@by_model
def test_who_and_when_come_in_pairs_that_the_database_keeps(model):
    names = {field.name for field in model._meta.fields}
    held = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if hasattr(constraint, "condition")
    )
    for field in model._meta.fields:
        stem, _, end = field.name.rpartition("_")
        partner = next((name for name in (f"{stem}_at", f"{stem}_on") if name in names), None)
        if end == "by" and field.null and partner:
            assert field.name in held, f"{field.name} and {partner} are not held together"


@by_model
def test_every_constraint_speaks_to_a_person(model):
    for constraint in model._meta.constraints:
        sentence = str(constraint.violation_error_message)
        assert sentence.endswith("."), constraint.name
        assert "Constraint" not in sentence, constraint.name

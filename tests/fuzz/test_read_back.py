"""What was typed is what is kept: every text that a form stores is read back as it was, letter by letter."""

from django.apps import apps
from django.conf import settings
from django.db import models

from . import naughty
from .explorer import encode

KEPT = [text for text in naughty.MARKUP + naughty.LETTERS if len(text) < 60 and text == text.strip()]
BETWEEN_COMMAS = {"members"}  # a line is “name, role, agency”: each of them is kept for itself
NOT_KEPT_THERE = ("accounts.Draft", "accounts.AuditEvent", "accounts.Submission")


def texts_of_all_models():
    """Every text that stands anywhere in the database."""
    for model in apps.get_models():
        if model._meta.app_label not in {"accounts", *settings.ROOMS} or model._meta.label in NOT_KEPT_THERE:
            continue
        names = [
            field.name
            for field in model._meta.fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            yield from texts_in(row)


def texts_in(value):
    """Every text in a value, however deep in lists and dictionaries it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


class Finding:
    """Reads all texts once a form is accepted, before the transaction is undone."""

    def __init__(self):
        self.is_accepted, self.texts = False, []

    def __call__(self, response):
        self.is_accepted = response.status_code == 302
        self.texts = list(texts_of_all_models()) if self.is_accepted else []


def pieces(text, areas):
    return [piece.strip() for piece in text.split(",", 2)] if BETWEEN_COMMAS & set(areas) else [text]


def test_a_text_that_a_form_accepts_is_kept_byte_for_byte(explorer, part):
    accepted = set()
    for found in explorer.forms(part):
        areas = [item.name for item in found.form.fields if item.kind == "textarea"]
        for text in KEPT if areas else ():
            data = [(name, text if name in areas else value) for name, value in found.form.data()]
            finding = Finding()
            explorer.post(found.page.person, found.url, encode(data), look=finding)
            if finding.is_accepted:
                accepted.add(text)
                for piece in pieces(text, areas):
                    is_kept = any(piece in kept for kept in finding.texts)
                    assert is_kept, f"{found} took {text!r} and {piece!r} is nowhere"
    assert accepted, "no form of this part took any text"

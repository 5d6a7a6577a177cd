"""What was typed is what is kept: every text that a form stores is read back as it was, letter by letter."""

from django.apps import apps
from django.conf import settings
from django.db import models

from . import naughty
from .conftest import by_part, encode, some

KEPT = [text for text in naughty.MARKUP + naughty.LETTERS if len(text) < 60 and text == text.strip()]


def texts_of_all_models(needle):
    """Where in the database a text stands, exactly."""
    for model in apps.get_models():
        if model._meta.app_label not in {"accounts", *settings.ROOMS}:
            continue
        if model._meta.label in ("accounts.Draft", "accounts.AuditEvent", "accounts.Submission"):
            continue
        for field in model._meta.fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                values = model._base_manager.values_list(field.name, flat=True)
                yield from (
                    f"{model._meta.label}.{field.name}"
                    for value in values
                    if any(needle in text for text in texts_in(value))
                )


def texts_in(value):
    """Every text in a value, however deep in lists and dictionaries it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


class Finding:
    """Remembers where a text stood before the transaction was undone."""

    def __init__(self, text):
        self.text, self.places = text, []

    def __call__(self, response):
        self.places = list(texts_of_all_models(self.text))


@by_part
def test_a_text_that_a_form_accepts_is_kept_byte_for_byte(explorer, part):
    accepted = set()
    for number, found in enumerate(explorer.forms(part)):
        areas = [item.name for item in found.form.fields if item.kind == "textarea"]
        for text in some(KEPT, number) if areas else ():
            data = [(name, text if name in areas else value) for name, value in found.form.data()]
            finding = Finding(text)
            response = explorer.post(found.page.person, found.url, encode(data), look=finding)
            if response.status_code == 302:
                accepted.add(text)
                assert finding.places, f"{found} took {text!r} and it is nowhere"
    assert accepted, "no form of this part took any text"

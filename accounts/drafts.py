"""What was typed is never lost: drafts on the server, one per person, form and subject."""

import json

from django.db import transaction
from django.utils import timezone

from .models import Draft

LARGEST = 200_000  # characters of JSON: a visit record is about 6,000
NEVER_KEPT = {"csrfmiddlewaretoken", "form_key", "version", "password", "code", "draft_form", "draft_about"}


class Conflict(Exception):
    """The draft has moved on in another tab; carries the draft as it is now."""

    def __init__(self, draft):
        super().__init__("This form was changed in another window.")
        self.draft = draft


def key_of(request):
    """Name the draft of the page that this request is for: the view's name and what it is about."""
    match = request.resolver_match
    return match.view_name, "/".join(str(value) for value in match.kwargs.values())[:64]


def fields_of(data):
    """Turn a QueryDict into what is kept: each field with the list of its values."""
    return {name: values for name, values in data.lists() if name not in NEVER_KEPT}


@transaction.atomic
def save(user, form, about, fields, *, version=None):
    """Keep what was typed. Raises Conflict if ``version`` is given and another window saved since."""
    text = json.dumps(fields)
    if len(text) > LARGEST:
        raise ValueError("This is more than a draft can hold.")
    draft = Draft.objects.visible_to(user).select_for_update().filter(form=form, about=about).first()
    if draft is None:
        return Draft.objects.create(user=user, form=form, about=about, fields=text)
    if version is not None and version != draft.version:
        raise Conflict(draft)
    draft.fields, draft.version, draft.updated_at = text, draft.version + 1, timezone.now()
    draft.save(update_fields=["fields", "version", "updated_at"])
    return draft


def find(user, form, about):
    """Return the draft of a form, or None."""
    return Draft.objects.visible_to(user).filter(form=form, about=about).first()


def fields_in(draft):
    """What a draft holds: each field with the list of its values."""
    return json.loads(draft.fields)


def discard(user, form, about):
    """Forget a draft: what it held has been sent."""
    Draft.objects.visible_to(user).filter(form=form, about=about).delete()

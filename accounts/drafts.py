"""What was typed is never lost: drafts on the server, one per person, form and subject."""

import json

from django.db import transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone

from .models import Draft

LARGEST = 200_000  # characters of JSON: a visit record is about 6,000
MOST = 100  # drafts of one person: more than anybody has open
NEVER_KEPT = {"csrfmiddlewaretoken", "form_key", "version", "password", "code"}


class TooLarge(Exception):
    """More than a draft can hold."""


class TooMany(Exception):
    """This person has more drafts than anybody needs."""


class Conflict(Exception):
    """The draft has moved on in another window; carries it as it is now, or None if it is gone."""

    def __init__(self, draft):
        super().__init__("This form was changed in another window.")
        self.draft = draft


def key_of(request):
    """Name the draft of the page that this request is for: the view's name and what it is about."""
    match = request.resolver_match
    return match.view_name, "/".join(str(value) for value in match.kwargs.values())[:64]


def keeps_drafts(match, user):
    """Whether a resolved address is a form whose drafts are kept, and which this person may use."""
    from .guards import Drafted  # the guards import this module

    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, Drafted):
        return False
    return user.may(view.permission)


def is_kept(name, about, user):
    """Whether this is the name of a form that keeps drafts for this person, about what it can name."""
    for arguments in (about.split("/") if about else [], [about]):
        try:
            return keeps_drafts(resolve(reverse(name, args=arguments)), user)
        except (NoReverseMatch, Resolver404):
            continue
    return False


def typed_in(encoded):
    """Read the fields of a form as a browser encodes them, and its window; anything else is no field."""
    data = QueryDict(encoded.encode("utf-8", "replace"))
    return fields_of(data), window_of(data)


def window_of(data):
    """Which page these fields come from: its one-time key."""
    return data.get("form_key", "")[:40].replace("\x00", "")


def fields_of(data):
    """Turn a QueryDict into what is kept: each field with the list of its values."""
    return {name: values for name, values in data.lists() if name not in NEVER_KEPT}


def save(user, form, about, fields, *, version=None, window=""):
    """Keep what was typed.

    ``version`` is the one that the page knows, 0 for none; without it what was there is replaced. ``window``
    is the page’s one-time key, so that a page is not told of its own saving. Raises Conflict if another
    window has saved or sent the form since; TooLarge; TooMany.
    """
    text = json.dumps(fields)
    if len(text) > LARGEST:
        raise TooLarge
    with transaction.atomic(savepoint=False):  # nothing is raised in here, so nothing outside is undone
        draft, trouble = _put(user, form, about, text, version, window)
    if trouble:
        raise trouble
    return draft


def _put(user, form, about, text, version, window):
    """Write the draft if nothing speaks against it; return it, and what does."""
    draft = Draft.objects.visible_to(user).select_for_update().filter(form=form, about=about).first()
    if draft is None:
        return _begin(user, form, about, text, version, window)
    if version is not None and version != draft.version:
        return draft, Conflict(draft)
    draft.fields, draft.version, draft.updated_at = text, draft.version + 1, timezone.now()
    draft.window = window
    draft.save(update_fields=["fields", "version", "window", "updated_at"])
    return draft, None


def _begin(user, form, about, text, version, window):
    if version:  # the draft that the page knows was sent or discarded in another window
        return None, Conflict(None)
    if Draft.objects.visible_to(user).count() >= MOST:
        return None, TooMany()
    kept = {"fields": text, "window": window}
    draft, is_new = Draft.objects.get_or_create(user=user, form=form, about=about, defaults=kept)
    return draft, None if is_new else Conflict(draft)


def find(user, form, about):
    """Return the draft of a form, or None."""
    return Draft.objects.visible_to(user).filter(form=form, about=about).first()


def fields_in(draft):
    """What a draft holds: each field with the list of its values."""
    return json.loads(draft.fields)


def discard(user, form, about):
    """Forget a draft: what it held has been sent."""
    Draft.objects.visible_to(user).filter(form=form, about=about).delete()

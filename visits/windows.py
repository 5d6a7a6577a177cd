"""One record typed in two windows: what the other one saved stands beside what was typed, until it is signed.

Both are in the draft: the typed words under the names of the form, the other ones under ``elsewhere_`` and
that name, as they are read. So neither is lost with a window, and a third window finds both.
"""

from dataclasses import dataclass

ELSEWHERE = "elsewhere_"
PRIVATE = ("note",)
NOTHING = "Nothing"


@dataclass(frozen=True)
class Difference:
    """One field that two windows hold differently: what is in the form, and what the others saved."""

    name: str
    label: str
    typed: str
    others: list


def saved_since(draft, version, window):
    """Whether another window has saved this draft after this one had loaded or saved it.

    Its own autosave may still be on its way when it is sent: that is no other window.
    """
    if draft is None or (window and draft.window == window):
        return False
    return draft.version > version


def put_together(form, typed, saved):
    """The typed fields, with those that another window saved otherwise; or None if there are none."""
    differing = [
        name
        for name in dict.fromkeys([*typed, *saved])
        if not name.startswith(ELSEWHERE) and _plain(typed.get(name)) != _plain(saved.get(name))
    ]
    if not differing:
        return None
    kept = {name: values for name, values in saved.items() if name.startswith(ELSEWHERE)} | typed
    for name in differing:
        others = [in_words(form, name, saved.get(name)), *kept.get(ELSEWHERE + name, [])]
        kept[ELSEWHERE + name] = list(dict.fromkeys(others))
    return kept


def differences(form, fields, *, private=False):
    """What the two windows hold, field by field in the order of the form; private words apart."""
    return [
        Difference(
            name=name,
            label=field.label,
            typed=in_words(form, name, fields.get(name)),
            others=fields[ELSEWHERE + name],
        )
        for name, field in form.fields.items()
        if fields.get(ELSEWHERE + name) and (name in PRIVATE) == private
    ]


def in_words(form, name, values):
    """The values of one field as they are read: a choice by its label, a tick as a yes."""
    field = form.fields.get(name)
    labels = {str(key): words for key, words in getattr(field, "choices", None) or []}
    said = [labels.get(value, value) for value in _plain(values)]
    if said == ["on"]:
        return "Yes"
    return ", ".join(said) or NOTHING


def _plain(values):
    """Values without what a browser does to the ends of lines, and without empty ones."""
    said = [value.replace("\r\n", "\n").strip() for value in values or []]
    return [value for value in said if value]

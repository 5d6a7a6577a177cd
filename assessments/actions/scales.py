"""Scales: the words in which items are judged. One that a published framework uses stays as it is."""

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.refusals import Refused
from families.saving import save_or_refuse

from ..framework_files.shape import code_of
from ..models import Framework, Level, Scale
from ..scoring import State

IN_USE = "A framework that was published is judged in this scale, so its words stay. Make another scale."
FEWEST = 2


@transaction.atomic
def add(*, by, name, levels):
    """A new scale with its words, best first: pairs of a word and what it counts as."""
    _refuse_poor(levels)
    if Scale.objects.filter(name__iexact=name).exists():
        raise Refused("There is a scale of this name already.")
    scale = save_or_refuse(
        Scale(code=_free(code_of(name, 40), Scale.objects.values_list("code", flat=True)), name=name)
    )
    _write(scale, levels)
    audit.record("scale.added", by=by, target=scale, after={"levels": _plain(levels)})
    return scale


@transaction.atomic
def change(scale, *, by, name, levels):
    """Give a scale other words; only while nothing published is judged in it."""
    held = Scale.objects.select_for_update().filter(pk=scale.pk).first()
    if held is None or Framework.objects.filter(scale=held).exclude(status=Framework.Status.DRAFT).exists():
        raise Refused(IN_USE)
    _refuse_poor(levels)
    if Scale.objects.filter(name__iexact=name).exclude(pk=held.pk).exists():
        raise Refused("There is a scale of this name already.")
    before = list(held.levels.values_list("name", "counts_as"))
    was = {"name": held.name, "levels": _plain(before)}
    held.name = name
    try:
        with transaction.atomic():
            save_or_refuse(held)
            held.levels.all().delete()
            _write(held, levels)
    except IntegrityError as error:  # somebody published with it in this very moment
        raise Refused(IN_USE) from error
    audit.record(
        "scale.changed", by=by, target=held, before=was, after={"name": name, "levels": _plain(levels)}
    )
    return held


def _refuse_poor(levels):
    names = [name.casefold() for name, _ in levels]
    if len(levels) < FEWEST:
        raise Refused("A scale has at least two words.")
    if len(set(names)) < len(names):
        raise Refused("Two words of this scale are the same.")
    if State.CAN not in {counts_as for _, counts_as in levels}:
        raise Refused("At least one word counts as “Can do”: else nothing is ever coloured in.")


def _write(scale, levels):
    codes = []
    for name, counts_as in levels:
        codes.append(_free(_code(name, counts_as), codes))
    Level.objects.bulk_create(
        Level(scale=scale, code=code, name=name, counts_as=counts_as, order=order)
        for order, ((name, counts_as), code) in enumerate(zip(levels, codes, strict=True), start=1)
    )


def _code(name, counts_as):
    """The state itself for its own plain word, so that it is told from a word that says more."""
    if name.casefold() == State(counts_as).label.casefold():
        return str(counts_as)
    code = code_of(name, 20)
    return f"{code}-word" if code in set(State) else code


def _free(stem, taken):
    """A code that none of the others has."""
    taken = set(taken)
    if stem not in taken:
        return stem
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem[:16]}-{number}") not in taken)


def _plain(levels):
    return [f"{name}: {counts_as}" for name, counts_as in levels]

"""What two records of one child hold, and what would move from one to the other.

Every foreign key to Child that any room has is found in Django's own list of models, so that nothing can be
forgotten and families need not know who points to a child. A model whose very existence is hidden from most
(a safeguarding concern) says ``existence_is_hidden``: its rows move, and are neither listed nor counted.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from .models import Carer, Child, Episode, Merge, NotSame, Referral

LEFT_ALONE = {(Merge, "kept"), (Merge, "other"), (NotSame, "one"), (NotSame, "other"), (Child, "merged_into")}
NOT_CHOSEN = {"id", "ref", "merged_into", "search_key", "sounds"}
MOST_LISTED = 60


@dataclass(frozen=True)
class Relation:
    """One way in which a row of some room belongs to a child."""

    model: type
    name: str

    @property
    def key(self):
        return f"{self.model._meta.label}.{self.name}"

    @property
    def called(self):
        return str(self.model._meta.verbose_name_plural)

    @property
    def is_hidden(self):
        return getattr(self.model, "existence_is_hidden", False)

    def rows(self, child):
        return self.model._base_manager.filter(**{self.name: child}).order_by("pk")

    def move(self, pks, *, to):
        """Point rows to another child; returns the keys of those that moved.

        All at once; where the database refuses, one by one, and what it refuses stays: two ties of one
        account to one child, say.
        """
        rows = self.model._base_manager.filter(pk__in=pks)
        try:
            with transaction.atomic():
                rows.update(**{self.name: to})
        except IntegrityError:
            return [pk for pk in pks if self._moves(pk, to)]
        return list(pks)

    def _moves(self, pk, to):
        try:
            with transaction.atomic():
                return bool(self.model._base_manager.filter(pk=pk).update(**{self.name: to}))
        except IntegrityError:
            return False


@dataclass
class Moving:
    """The rows of one kind that go from one record to the other, as a person reads it before."""

    relation: Relation
    rows: list
    stay: list = field(default_factory=list)

    @property
    def count(self):
        return len(self.rows)

    @property
    def called(self):
        return self.relation.called

    @property
    def shown(self):
        return self.rows[:MOST_LISTED]

    @property
    def not_shown(self):
        return self.count - len(self.shown)


def relations():
    """Every way in which something belongs to a child, in a fixed order."""
    pointing = Child._meta.get_fields(include_hidden=True)  # hidden: those that give the child no way back
    found = [
        Relation(one.related_model, one.field.name)
        for one in pointing
        if one.auto_created
        and not one.concrete
        and not one.many_to_many
        and (one.related_model, one.field.name) not in LEFT_ALONE
    ]
    return sorted(found, key=lambda relation: relation.key)


def move_all(other, *, to):
    """Move all that one record has to the other; {relation key: primary keys that moved}."""
    moved = {}
    for relation in relations():
        pks = list(relation.rows(other).values_list("pk", flat=True))
        if pks and (gone := relation.move(pks, to=to)):
            moved[relation.key] = [str(pk) for pk in gone]
    return moved


def what_would_move(kept, other, *, user):
    """Try it, look, take it back: which rows of each kind move and which stay.

    What this person may not see moves too, and is neither listed nor counted.
    """
    with transaction.atomic():
        moved = move_all(other, to=kept)
        transaction.set_rollback(True)
    return [moving for relation in relations() if (moving := _moving(relation, other, moved, user))]


def _moving(relation, other, moved, user):
    if relation.is_hidden:
        return None
    rows = relation.rows(other).select_related()
    gone = set(moved.get(relation.key, ()))
    may_know = {row.pk for row in relation.model._default_manager.visible_to(user).filter(pk__in=rows)}
    named = [row for row in rows if row.pk in may_know]
    moving = Moving(
        relation,
        [str(row) for row in named if str(row.pk) in gone],
        [str(row) for row in named if str(row.pk) not in gone],
    )
    return moving if moving.count or moving.stay else None


def problems(kept, other):
    """Sentences on what has to be settled first; empty when the two may be put together."""
    found = []
    if kept.pk == other.pk:
        return ["A record cannot be put together with itself."]
    if kept.merged_into_id or other.merged_into_id:
        return ["One of these records was put together with another meanwhile. Please look again."]
    for queryset, words in (
        (Episode.objects.open(), "Both records have a time with us that is open: close one of them first."),
        (
            Referral.objects.exclude(status__in=Referral.DECIDED),
            "Both records have an open referral: withdraw one of them first.",
        ),
    ):
        if queryset.filter(child=kept).exists() and queryset.filter(child=other).exists():
            found.append(words)
    return found + _adults_who_differ(kept, other)


def _adults_who_differ(kept, other):
    """An adult who sees one record and not the other: a person decides before they become one."""
    ours = {_mark(carer): carer for carer in Carer.objects.filter(child=kept)}
    return [
        f"{carer.name} has different access in the two records: make it the same first."
        for carer in Carer.objects.filter(child=other)
        if _mark(carer) in ours and ours[_mark(carer)].access != carer.access
    ]


def _mark(carer):
    return carer.user_id or carer.search_key


def choosable():
    """The fields of a child for which one of two values is kept."""
    return [one for one in Child._meta.concrete_fields if one.name not in NOT_CHOSEN]


def differing(kept, other):
    """The fields in which two records differ."""
    return [one for one in choosable() if one.value_from_object(kept) != one.value_from_object(other)]


def takes_others(one, kept, other):
    """Whether the other's value is proposed: where ours says nothing."""
    empty = ("", None, [], {})
    return one.value_from_object(kept) in empty and one.value_from_object(other) not in empty

"""Of whom nobody is told any more: a child who has died; and to whom: an adult who wants no e-mail of it.

Handed down to the foundation, which asks before every message and again when it is delivered, so that no room
has to remember it (DOMAIN.md, fact 10). A message that is meant for after a death says ``even_after_death``.
"""

from django.utils import timezone

from .models import Child, Consent


def allowed(message, pairs):
    """Of many (about, to), those of which one may speak; two questions to the database, however many."""
    pairs = list(pairs)
    about_child = {id(about): child_pk(about) for about, _to in pairs}
    children = {pk for pk in about_child.values() if pk is not None}
    if not children:
        return pairs
    dead = set() if message.even_after_death else died_among(children)
    unwilling = who_wants_no_email(children, [to for _about, to in pairs])
    return [
        (about, to)
        for about, to in pairs
        if about_child[id(about)] not in dead and (about_child[id(about)], to.pk) not in unwilling
    ]


def child_pk(about):
    """Of which child a thing is, by its primary key; None for what is about no child."""
    if isinstance(about, Child):
        return about.pk
    found = getattr(about, "child_id", None)
    if found is None and (child := getattr(about, "child", None)) is not None:
        found = child.pk
    return found


def died_among(children):
    """Those of these children who have died."""
    return set(
        Child._base_manager.filter(pk__in=children, died_on__isnull=False).values_list("pk", flat=True)
    )


def who_wants_no_email(children, people):
    """(child, person) for each parent who was asked about e-mail and whose yes does not hold today.

    Who was never asked has an account and hears of what is in it.
    """
    parents = [person.pk for person in people if person.pk and person.is_family]
    if not parents:
        return set()
    asked = Consent.objects.filter(
        purpose=Consent.Purpose.EMAIL, child__in=children, given_by__user__in=parents
    ).exclude(ending=Consent.Ending.MISTAKE)
    known = set(asked.values_list("child_id", "given_by__user_id"))
    holds = set(asked.in_force(on=timezone.localdate()).values_list("child_id", "given_by__user_id"))
    return known - holds

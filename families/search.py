"""Finding children by name, NHS number, reference, or by a carer's name or telephone; in scope only."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from accounts.search import Hit

from .ages import age_in_words
from .identity import normalise_phone
from .models import Carer, Child

MOST = 20


def results(user, words):
    """The children this person may see who answer to the words; the closest names first, at most twenty.

    Each way of finding is one indexed query of a few rows; what is found is fetched once.
    """
    words = " ".join(words.split())[:100]
    if not words or not user.may(Permission.CHILD_SEARCH):
        return []
    why = _found_by(user, words)
    children = (
        Child.objects.visible_to(user)
        .filter(pk__in=list(why))
        .with_place()
        .order_by("family_name", "given_name", "pk")
    )
    return [_hit(child, why[child.pk]) for child in children]


def _found_by(user, words):
    """Primary keys of children, with the words that say how each was found."""
    mine, found = Child.objects.visible_to(user), {}
    digits = "".join(sign for sign in words if sign.isdigit())
    if len(words) >= 10 and " " not in words:
        _add(found, mine.filter(ref=words.lower()), "")
    if len(digits) == 10:
        _add(found, mine.filter(nhs_number=digits), "found by NHS number")
    if len(digits) >= 6:
        ties = Carer.objects.visible_to(user).filter(_telephone(digits, normalise_phone(words)))
        _add_carers(found, ties)
        return found
    _add(found, mine.named(words), "")
    if len(found) < MOST:
        _add_carers(found, Carer.objects.visible_to(user).named(words))
    return found


def _telephone(digits, phone):
    """The whole number, or how it begins as one types it."""
    begun = f"+44{digits.removeprefix('44').removeprefix('0')}"
    return Q(phone_key=phone or begun) | Q(phone_key__startswith=begun)


def _add(found, children, how):
    for pk in children.order_by("family_name", "given_name", "pk").values_list("pk", flat=True)[:MOST]:
        found.setdefault(pk, how)


def _add_carers(found, ties):
    for carer in ties.order_by("name", "pk")[: MOST - len(found)]:
        found.setdefault(carer.child_id, f"{carer.get_relationship_display()}: {carer.name}")


def _hit(child, how):
    worker = child.place.worker_name if child.place else None
    who = worker or ("waiting for a worker" if child.place else "not with us now")
    said = [age_in_words(child.born_on, timezone.localdate()), who, how]
    return Hit(
        title=child.name,
        detail=", ".join(part for part in said if part),
        url=reverse("portage:child_overview", args=[child.ref]),
        kind="Children",
    )

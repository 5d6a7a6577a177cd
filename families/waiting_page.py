"""What the page of one waiting child shows: its wait, its prospect, contacts, offers, score, other help."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission

from . import terms
from .adults import hides_home, reach_of
from .models import Referral, Removal
from .other_help import help_card
from .waiting import TONES
from .waiting_asked import Asked


def page_of(referral, user, *, on):
    """All that the page needs of one referral on a day; while the child waits, with its line of the list."""
    waits = referral.status == Referral.Status.WAITING
    line = line_of(referral, user, on) if waits else None
    child = referral.child
    return {
        "child": child,
        "line": line,
        "override": referral.overrides.standing().select_related("made_by").first(),
        "waits": waits,
        "is_dead": child.died_on is not None,
        "contacts": referral.contacts.done().select_related("done_by"),
        "offers": referral.offers.select_related("offered_by"),
        "rescores": referral.rescores.select_related("by"),
        "adults": adults_of(child, on=on),
        **removal_of(referral),
        **help_card(
            child,
            user,
            on=on,
            add_url=reverse("families:waiting_help_add", args=[referral.ref]),
            may_add=waits and user.may(Permission.WAITING_CONTACT),
        ),
        "tone": TONES.get(referral.band, "idle"),
        "may_contact": waits and child.died_on is None and user.may(Permission.WAITING_CONTACT),
        "may_decide": waits and user.may(Permission.REFERRAL_DECIDE),
    }


def adults_of(child, *, on):
    """Whom to ring, and how to do it safely; telephones are hidden with a protected address."""
    is_hidden, words = hides_home(child, on=on), terms.words_for("language")
    return [
        {"carer": carer, "phone": "" if is_hidden else carer.phone, "rows": reach_of(carer, words)}
        | {"is_hidden": is_hidden and bool(carer.phone)}
        for carer in child.carers.around()
    ]


def removal_of(referral):
    """Why the child left the list, and on which day, in words."""
    removal = Removal.objects.filter(referral=referral).select_related("removed_by").first()
    day = f"{timezone.localdate(removal.removed_at):%-d %B %Y}" if removal else ""
    return {"removal": removal, "removal_day": day}


def line_of(referral, user, on):
    """The line that the list shows of this child, with the same figures."""
    asked = Asked(user, QueryDict(), on)
    found = asked.with_all(asked.found().filter(pk=referral.pk)).first()
    return asked.line(found) if found else None

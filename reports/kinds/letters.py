"""Letters about a decision: to the family in warm plain words, to the referrer without what is private.

The addressee is a name and nothing else: no address is printed on any letter, protected or not.
"""

from django.utils import timezone

from accounts.permissions import Permission
from families.models import Carer, Decision, Policy, Referral

from ..pages import CannotBeMade
from ..papers import kind

Verdict = Decision.Verdict
NOT_TO_THEM = "This person may not be given letters about the child now."
READERS = {"permission": Permission.CHILD_VIEW, "everywhere": Permission.REFERRAL_VIEW}


def family_kind(verdict):
    """The kind of letter by which a family hears of a verdict."""
    return {
        Verdict.PLACE: "letter.accepted",
        Verdict.WAIT: "letter.waiting",
        Verdict.ASK: "letter.more",
        Verdict.DECLINE: "letter.declined",
    }[verdict]


@kind("letter.accepted", title="Letter: a place with us", template="print/letter_accepted.html", **READERS)
def accepted(decision, user, *, carer):
    """The family has a place: somebody will ring soon."""
    return to_family(decision, carer, f"A place for {_first_name(decision)}")


@kind("letter.waiting", title="Letter: on the waiting list", template="print/letter_waiting.html", **READERS)
def waiting(decision, user, *, carer):
    """The family is on the waiting list: what that means, and what helps meanwhile."""
    policy = Policy.on(timezone.localdate())
    title = f"{_first_name(decision)} is on our waiting list"
    since = decision.referral.waiting_since or timezone.localdate(decision.made_at)
    return to_family(decision, carer, title) | {
        "weeks": policy.promise_weeks,
        "touch_weeks": policy.keep_in_touch_weeks,
        "since_on": since.isoformat(),
    }


@kind("letter.more", title="Letter: more information", template="print/letter_more.html", **READERS)
def more(decision, user, *, carer):
    """We should like to know more before we decide."""
    return to_family(decision, carer, f"A little more about {_first_name(decision)}") | {
        "asked_for": decision.asked_for
    }


@kind("letter.declined", title="Letter: not for us", template="print/letter_declined.html", **READERS)
def declined(decision, user, *, carer):
    """We are not the right service, and who may help instead."""
    return to_family(decision, carer, f"About the referral of {_first_name(decision)}") | {
        "signposts": decision.signposts
    }


@kind("letter.referrer", title="Letter to the referrer", template="print/letter_referrer.html", **READERS)
def referrer(decision, user, *, edition=""):
    """To who referred: what was decided, and nothing of the child's health or the family's reasons."""
    referral = decision.referral
    return {
        "title": f"Your referral of {referral.child.name}",
        "verdict": decision.verdict,
        "dear": referral.referrer_name,
        "child": referral.child.name,
        "first_name": referral.child.first_name,
        "received_on": referral.received_on.isoformat(),
        "asked_for": decision.asked_for,
        "by_panel": decision.by_panel,
    }


def to_family(decision, carer, title):
    """What stands in every letter to one adult; refused if she may not be given letters any more."""
    found = receivers(decision.referral.child).filter(pk=carer).first()
    if found is None:
        raise CannotBeMade(NOT_TO_THEM)
    return {
        "title": title,
        "dear": found.name,
        "first_name": decision.referral.child.first_name,
        "reason": decision.reason,
        "by_panel": decision.by_panel,
        "large_print": found.format == Carer.Format.LARGE,
        "format": found.get_format_display() if found.format else "",
        "speaks": _language_of(found),
    }


def receivers(child):
    """The adults around a child to whom letters may be given today; nobody of whom it was not said."""
    return child.carers.around().receiving(on=timezone.localdate()).order_by("pk")


def has_referrer(referral):
    """Whether somebody other than the family referred, who then hears of it by a letter of their own."""
    return referral.source != Referral.Source.PARENT and bool(referral.referrer_name)


def _first_name(decision):
    return decision.referral.child.first_name


def _language_of(carer):
    """The language an interpreter is needed for, in words; empty when none is."""
    needs = carer.needs_interpreter or bool(carer.child.family.interpreter)
    return (carer.child.family.interpreter or "your language") if needs else ""

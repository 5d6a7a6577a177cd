"""The facts that the score reads: as a referral keeps them, and as the pure rules want them."""

from django.utils import timezone

from . import triage
from .models import Episode, Policy

#: Areas of development as a referral form names them; the code is kept, the words may change.
AREAS = {
    "communication": "Communication",
    "social": "Playing with others",
    "physical": "Movement",
    "thinking": "Thinking",
    "self_care": "Eating and dressing",
}
#: How far behind, as share of age.
SHARES = {"none": 0.0, "some": 0.2, "third": 0.34, "half": 0.5}
SHARE_WORDS = {
    "none": "no delay",
    "some": "less than a third",
    "third": "about a third",
    "half": "half or more",
}
#: What we like to have in hand before we decide.
EVIDENCE = {
    "referral_form": "Referral form",
    "two_year_review": "Two-year review",
    "professional_letter": "Letter from a professional",
    "hearing_test": "Hearing test result",
}


def facts_of(referral):
    """Everything that the rules read about one referral; None is what nobody has said."""
    told, child = referral.facts, referral.child
    barriers, care = told.get("barriers"), told.get("social_care")
    delays = delays_in(told)
    return triage.Facts(
        born_on=child.born_on,
        due_on=child.due_on,
        received_on=referral.received_on,
        lives_in_area=told.get("lives_in_area"),
        delays={AREAS[area]: SHARES[share] for area, share in delays} if delays else None,
        complex_medical=told.get("complex_medical"),
        sensory_or_profound=told.get("sensory_or_profound"),
        social_care=None if not care else triage.SocialCare(care),
        setting_hours=told.get("setting_hours"),
        other_services=told.get("other_services"),
        barriers=None if barriers is None else tuple(triage.Barrier(barrier) for barrier in barriers),
        served_before=child.episodes.filter(status=Episode.Status.CLOSED).exists(),
    )


def weights_on(day):
    """The service's own points, over those we start with."""
    return {**triage.DEFAULT_WEIGHTS, **Policy.on(day).triage}


def priority_of(referral, *, on=None):
    """The score of a referral on a day, line by line."""
    on = on or timezone.localdate()
    return triage.priority(facts_of(referral), on, weights_on(on))


def eligibility_of(referral, *, on=None):
    """Whether the child may be served, condition by condition."""
    return triage.eligibility(facts_of(referral), on or timezone.localdate())


def delays_in(told):
    """(area, share) of each area that somebody spoke of, in our order."""
    delays = told.get("delays") or {}
    return [(area, delays[area]) for area in AREAS if area in delays]


def delays_in_words(told):
    """ "Communication (half or more), movement (about a third)"."""
    said = [f"{AREAS[area]} ({SHARE_WORDS[share]})" for area, share in delays_in(told)]
    return ", ".join([*said[:1], *(line[0].lower() + line[1:] for line in said[1:])])

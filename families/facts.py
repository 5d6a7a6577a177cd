"""The facts that the score reads: as a referral keeps them, and as the pure rules want them."""

from django.utils import timezone

from . import eligibility, triage
from .models import Episode, Evidence, Policy

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
EVIDENCE = {kind.value: kind.label for kind in Evidence.Kind if kind is not Evidence.Kind.OTHER}


def facts_of(referral, *, served=None):
    """Everything that the rules read about one referral; None is what nobody has said.

    ``served`` are the primary keys of children who were with us before, for whoever asks about many.
    """
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
        served_before=child.pk in (served_before([child.pk]) if served is None else served),
    )


def served_before(children):
    """Of these children (primary keys) those whose time with us has closed once already; one query."""
    closed = Episode.objects.filter(child__in=children, status=Episode.Status.CLOSED)
    return set(closed.values_list("child", flat=True))


def weights_of(policy):
    """The service's own points, over those we start with."""
    return {**triage.DEFAULT_WEIGHTS, **policy.triage}


def conditions_of(policy):
    """The service's own conditions for being served, over those we start with."""
    return {**eligibility.DEFAULT_ELIGIBILITY, **policy.eligibility}


def weights_on(day):
    """The points that hold on a day."""
    return weights_of(Policy.on(day))


def priority_of(referral, *, on=None):
    """The score of a referral on a day, line by line."""
    on = on or timezone.localdate()
    return triage.priority(facts_of(referral), on, weights_on(on))


def eligibility_of(referral, *, on=None, policy=None):
    """Whether the child may be served, condition by condition, by the rules that hold on a day."""
    on = on or timezone.localdate()
    return eligibility.eligibility(facts_of(referral), on, conditions_of(policy or Policy.on(on)))


def score(referral, *, on=None, policy=None, served=None, chosen=None):
    """Work out a referral's score and write it on it, with the version of the rules; does not save.

    A band that a person has chosen stays; the score says beside it what it would have been.

    Arguments: ``policy``, ``served`` and ``chosen`` (the band a person chose, or "") are for whoever scores
    many; else they are looked up.
    """
    on = on or timezone.localdate()
    policy = policy or Policy.on(on)
    priority = triage.priority(facts_of(referral, served=served), on, weights_of(policy))
    if chosen is None:
        override = referral.overrides.standing().first() if referral.pk else None
        chosen = override.band if override else ""
    referral.score, referral.score_band = max(0, priority.total), priority.band.value
    referral.band = chosen or referral.score_band
    referral.rules_number, referral.rules_from = policy.number, policy.from_on
    referral.breakdown = [
        {
            "code": line.code,
            "label": line.label,
            "points": line.points,
            "why": line.why,
            "is_known": line.is_known,
        }
        for line in priority.lines
    ]
    return priority


def delays_in(told):
    """(area, share) of each area that somebody spoke of, in our order."""
    delays = told.get("delays") or {}
    return [(area, delays[area]) for area in AREAS if area in delays]


def delays_in_words(told):
    """ "Communication (half or more), movement (about a third)"."""
    said = [f"{AREAS[area]} ({SHARE_WORDS[share]})" for area, share in delays_in(told)]
    return ", ".join([*said[:1], *(line[0].lower() + line[1:] for line in said[1:])])

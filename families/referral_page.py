"""What the page of one referral shows: what we were told, what came with it, the score, the history."""

from . import facts as told
from .ages import age_in_words
from .models import Address, Referral
from .eligibility import Answer
from .waiting import TONES

ANSWERS = {Answer.YES: ("Yes", "good", "check"), Answer.NO: ("No", "late", "x")}
NOT_KNOWN = ("Not known", "soon", "clock")


def page_of(referral, user, *, on):
    """All that the page needs of one referral on a day."""
    child = referral.child
    home = Address.objects.current(on=on).filter(family=child.family).first()
    eligibility = told.eligibility_of(referral, on=on)
    evidence = [(words, key in referral.evidence) for key, words in told.EVIDENCE.items()]
    return {
        "child": child,
        "age": age_in_words(child.born_on, on),
        "facts": facts_of(referral, home),
        "evidence": evidence,
        "evidence_here": sum(is_here for _words, is_here in evidence),
        "eligibility": eligibility,
        "checks": [(check, *ANSWERS.get(check.answer, NOT_KNOWN)) for check in eligibility.checks],
        "tone": TONES.get(referral.band, "idle"),
        "history": history_of(referral),
        "others": child.referrals.exclude(pk=referral.pk).order_by("-received_on", "-pk"),
        "todo": todo_of(referral, evidence),
        "is_open": referral.status not in Referral.DECIDED,
    }


def facts_of(referral, home):
    """What we were told, in the order in which one asks; rows without an answer say so."""
    child, facts = referral.child, referral.facts
    hours, services = facts.get("setting_hours"), facts.get("other_services")
    setting = None if hours is None else f"{hours:g} hours a week" if hours else "No nursery or setting"
    others = {True: "Another service helps", False: "No other service"}.get(services)
    people = [
        " · ".join(part for part in (f"{carer}", carer.phone, carer.email) if part)
        for carer in child.carers.all()
    ]
    return [
        ("Why now", [f"“{referral.reason}”"]),
        ("Areas of delay", [told.delays_in_words(facts)]),
        ("Setting", [words for words in (setting, others) if words]),
        ("Languages", [_languages(child.family)]),
        ("Family", people),
        ("Home", [_home(home)]),
        (
            "Referrer",
            [f"{referral.referrer_name}, {referral.get_source_display().lower()}", referral.referrer_contact],
        ),
        ("Agreement", ["The family knows and agrees" if referral.family_agrees else "Not yet asked"]),
    ]


def _languages(family):
    interpreter = f"{family.interpreter} interpreter needed" if family.interpreter else ""
    return ". ".join(part for part in (family.languages, interpreter) if part)


def _home(home):
    if home is None:
        return ""
    return "Protected address" if home.is_protected else f"{home.lines}, {home.town} {home.postcode}".strip()


def todo_of(referral, evidence):
    """What one would like to have before deciding; none of it forbids to decide."""
    missing = sum(1 for line in referral.breakdown if not line.get("is_known", True))
    absent = sum(1 for _words, is_here in evidence if not is_here)
    todo = []
    if not referral.family_agrees:
        todo.append(("handshake", "The family has not agreed yet"))
    if missing:
        todo.append(
            ("circle-help", "1 fact is not known" if missing == 1 else f"{missing} facts are not known")
        )
    if absent:
        todo.append(("clock", f"{absent} of {len(evidence)} papers not here yet"))
    return todo


def history_of(referral):
    """What happened so far, the newest first: (icon, what, by whom and when)."""
    steps = [("inbox", "Received", f"{referral.received_on:%-d %B %Y}, from {referral.referrer_name}")]
    if referral.triaged_at:
        by = f"{referral.triaged_at:%-d %B %Y}, {referral.triaged_by.name}"
        steps.append(("scale", f"Triaged with {referral.score} points", by))
    if referral.waiting_since:
        steps.append(("hourglass", "Put on the waiting list", f"{referral.waiting_since:%-d %B %Y}"))
    if referral.decided_at:
        by = f"{referral.decided_at:%-d %B %Y}, {referral.decided_by.name}"
        steps.append(("flag", referral.get_status_display(), by))
    return steps[::-1]

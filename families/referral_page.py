"""What the page of one referral shows: what we were told, what came with it, the score, the history."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from . import facts as told
from . import stages
from .ages import age_in_words
from .candidates import bring_what_is_compared, to_settle
from .eligibility import Answer
from .letters import papers_about_all
from .models import Evidence, Policy, Referral
from .waiting import TONES

ANSWERS = {Answer.YES: ("Yes", "good", "check"), Answer.NO: ("No", "late", "x")}
NOT_KNOWN = ("Not known", "soon", "clock")


def page_of(referral, user, *, on):
    """All that the page needs of one referral on a day."""
    child, policy = referral.child, Policy.on(on)
    bring_what_is_compared([child])
    home = next(iter(child.family.addresses.all()), None)
    eligibility = told.eligibility_of(referral, on=on, policy=policy)
    papers = [Paper(row, on) for row in referral.papers.select_related("document").order_by("pk")]
    is_open = referral.status not in Referral.DECIDED
    candidates = to_settle(child) if referral.status in stages.IN_TRIAGE else []
    listed = stages.stages_of(policy)
    decisions = list(referral.decisions.select_related("made_by"))
    overrides = list(referral.overrides.select_related("made_by"))
    return {
        "child": child,
        "age": age_in_words(child.born_on, on),
        "facts": facts_of(referral, home),
        "papers": papers,
        "papers_here": sum(not paper.row.is_missing for paper in papers),
        "eligibility": eligibility,
        "checks": [(check, *ANSWERS.get(check.answer, NOT_KNOWN)) for check in eligibility.checks],
        "tone": TONES.get(referral.band, "idle"),
        "history": history_of(referral, decisions, overrides),
        "decision": decisions[0] if decisions else None,
        "letters": papers_about_all(decisions, user),
        "others": child.referrals.exclude(pk=referral.pk).order_by("-received_on", "-pk"),
        "todo": todo_of(referral, papers, candidates),
        "candidates": candidates,
        "is_open": is_open,
        "stage": stages.clock_of(referral, listed, on=on),
        "can_move": bool(stages.next_steps(referral, listed)),
        "clocks": clocks_of(referral, policy, on) if referral.status in stages.IN_TRIAGE else [],
        "override": next((choice for choice in overrides if choice.ended_at is None), None),
        "case": referral.panel_cases.open().select_related("panel").first() if is_open else None,
    }


@dataclass(frozen=True)
class Clock:
    """A promise with its day: tell the family, decide."""

    words: str
    day: date
    on: date

    @property
    def left(self):
        days = (self.day - self.on).days
        if days < 0:
            return "1 day over" if days == -1 else f"{-days} days over"
        return "today" if not days else "1 day left" if days == 1 else f"{days} days left"

    @property
    def is_soon(self):
        return (self.day - self.on).days <= 3


def clocks_of(referral, policy, on):
    """By when we promised to tell the family, and to decide; the promises are the service's own."""
    promised = (("Tell the family by", "tell_family", 14), ("Decide by", "decide", 21))
    return [
        Clock(words, referral.received_on + timedelta(days=policy.promises.get(key, days)), on)
        for words, key, days in promised
    ]


@dataclass(frozen=True)
class Paper:
    """One line of the papers: whether it is here, and what its clock says."""

    row: Evidence
    on: date

    @property
    def pill(self):
        """(words, tone, icon)"""
        if self.row.received_on:
            return "Here", "good", "check"
        if self.row.waived_on:
            return "Without", "idle", "minus"
        return ("Overdue", "late", "clock") if self.row.due_on < self.on else ("Missing", "soon", "clock")

    @property
    def words(self):
        row = self.row
        if row.received_on:
            return f"{_day(row.received_on)}{f', {row.document.title}' if row.document else ''}"
        if row.waived_on:
            return f"We decide without it: {row.waived_because}"
        chased = (
            f"Chased {_times(row.times_chased)}, last on {_day(row.chased_on)}. " if row.chased_on else ""
        )
        return f"Asked {_day(row.asked_on)}. {chased}We decide without it after {_day(row.due_on)}."

    @property
    def left(self):
        days = (self.row.due_on - self.on).days
        return "1 day" if days == 1 else f"{days} days" if days >= 0 else ""


def _day(day):
    return f"{day:%-d %b}"


def _times(times):
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def facts_of(referral, home):
    """What we were told, in the order in which one asks; rows without an answer say so."""
    child, facts = referral.child, referral.facts
    hours, services = facts.get("setting_hours"), facts.get("other_services")
    setting = None if hours is None else f"{hours:g} hours a week" if hours else "No nursery or setting"
    others = {True: "Another service helps", False: "No other service"}.get(services)
    is_hidden = home is not None and home.is_protected  # then the telephones of the home are too
    people = [
        " · ".join(part for part in (f"{carer}", *(() if is_hidden else (carer.phone, carer.email))) if part)
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
    return home.in_words


def todo_of(referral, papers, candidates):
    """What one would like to have before deciding; none of it forbids to decide."""
    unknown = sum(1 for line in referral.breakdown if not line.get("is_known", True))
    missing = sum(1 for paper in papers if paper.row.is_missing)
    todo = []
    if candidates:
        todo.append(("circle-alert", _of(len(candidates), "possible record", "to settle")))
    if not referral.family_agrees:
        todo.append(("handshake", "The family has not agreed yet"))
    if unknown:
        todo.append(
            ("circle-help", "1 fact is not known" if unknown == 1 else f"{unknown} facts are not known")
        )
    if missing:
        todo.append(("clock", _of(missing, "paper", "missing")))
    return todo


def _of(number, noun, rest):
    return f"{number} {noun}{'' if number == 1 else 's'} {rest}"


def history_of(referral, decisions, overrides):
    """What happened so far, the newest first: (icon, what, by whom and when, why)."""
    steps = [(referral.received_on, "inbox", "Received", f"from {referral.referrer_name}", "")]
    if referral.triaged_at:
        version = f", rules version {referral.rules_number}" if referral.rules_number else ""
        what = f"Scored with {referral.score} points"
        steps.append((referral.triaged_at, "scale", what, f"{referral.triaged_by.name}{version}", ""))
    for made in decisions:
        who = f"the panel, written by {made.made_by.name}" if made.by_panel else made.made_by.name
        steps.append((made.made_at, "flag", made.get_verdict_display(), who, made.reason))
    for choice in overrides:
        bands = f"{choice.get_band_display()} instead of {choice.get_instead_of_display().lower()}"
        what = f"Band chosen: {bands}"
        steps.append((choice.made_at, "pencil", what, choice.made_by.name, choice.reason))
    if referral.decided_at and not decisions:
        by = referral.decided_by.name
        steps.append(
            (referral.decided_at, "flag", referral.get_status_display(), by, referral.decision_reason)
        )
    return sorted(steps, key=lambda step: (_as_day(step[0]), _as_clock(step[0])), reverse=True)


def _as_day(moment):
    return timezone.localdate(moment) if hasattr(moment, "hour") else moment


def _as_clock(moment):
    return moment.isoformat() if hasattr(moment, "hour") else ""

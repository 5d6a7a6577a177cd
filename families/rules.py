"""The rules in words: what each number is called, what a new version changes, whom it would touch today."""

from dataclasses import dataclass
from functools import cached_property

from . import facts as told
from . import stages, triage
from .eligibility import Answer, Eligibility
from .eligibility import eligibility as eligibility_by
from .models import Referral
from .triage import Priority

#: Points of the score, in the order of its lines: (key, what it is called).
POINTS = {
    "delay_half": "Delay of half of age or more",
    "delay_third": "Delay of a third of age or more",
    "medical": "Medical needs that are complex",
    "sensory": "Sensory loss, or profound and multiple needs",
    "child_protection": "Child protection plan",
    "child_in_need": "Child in need plan, or looked after",
    "early_help": "Early help",
    "no_setting": "No setting and no other service",
    "few_hours": "Few hours in a setting",
    "school_soon": "School is near",
    "school_in_a_year": "School within about a year",
    "barriers": "A parent’s disability, language or being alone",
    "waiting": "Each step of time waited",
    "served_before": "Served before",
}
#: From where a point counts, and the bands.
BOUNDS = {
    "delay_areas": "Areas in which a delay must be found",
    "few_hours_below": "Few hours are fewer than",
    "school_soon_terms": "School is near with so many terms left, or fewer",
    "school_in_a_year_terms": "School is within about a year with so many terms left, or fewer",
    "waiting_weeks": "Weeks in each step of time waited",
    "waiting_at_most": "Most points for time waited",
    "urgent_from": "Urgent from so many points",
    "high_from": "High from so many points",
}
CONDITIONS = {
    "youngest_months": "Youngest age in months",
    "oldest_months": "Oldest age in months",
    "delay_areas": "Areas in which a delay must be found",
    "delay_percent": "How far behind, in per cent of age",
    "setting_hours_below": "Hours a week in a setting must be fewer than",
    "in_area": "The family must live in our area (1 yes, 0 no)",
    "terms_left": "Terms that must be left before school (0 if it does not matter)",
}
PROMISES = {
    "acknowledge": "Days to say that a referral has come",
    "tell_family": "Days to tell the family how it goes on",
    "decide": "Days to decide",
    "papers": "Days for papers to come",
    "chase_papers": "Days between two reminders for papers",
    "reply_concern": "Days to answer a concern",
}
#: Plain numbers: (field, what it is called).
NUMBERS = {
    "full_caseload": "Families of a full-time worker, weighted",
    "warn_at_percent": "Warn at this share of capacity, in per cent",
    "block_at_percent": "Above this share of capacity a reason is needed, in per cent",
    "lead_professional_cap": "Children of whom one worker is lead professional",
    "promise_weeks": "Promised longest wait, in weeks",
    "keep_in_touch_weeks": "Weeks between two contacts with a waiting family",
    "package_visits": "Visits of a usual package",
    "package_weeks": "Weeks of a usual package",
    "review_weeks": "Weeks between two reviews",
    "unseen_days": "Days after which a child counts as not seen",
    "write_up_days": "Days to write up a visit",
    "loan_weeks": "Weeks a toy is lent for",
    "take_back_days": "Days ahead in which a toy that is due is taken back",
    "reminder_hour": "Hour of the evening at which reminders go out",
    "undo_days": "Days in which a move or an import can be undone",
    "unmerge_days": "Days in which two records can be parted again",
    "open_hours": "Hours for which an opened record stays open",
}


def stage_problems(listed):
    """Sentences about a list of stages that must not be used; empty when it may."""
    problems, codes = [], [one.get("code", "") for one in listed]
    if len(codes) != len(set(codes)):
        problems.append("Two stages have one name.")
    for code, status in stages.NEEDED.items():
        if not any(one.get("code") == code and one.get("status") == status for one in listed):
            problems.append(f"The stage “{code}” is needed: it can have another name, and cannot go.")
    for one in listed:
        if one.get("status") not in stages.IN_TRIAGE:
            problems.append(f"The stage “{one.get('name')}” belongs before or after the score.")
        if not str(one.get("name", "")).strip() or not 0 < int(one.get("days") or 0) <= 365:
            problems.append("A stage has a name, and between 1 and 365 days.")
        if any(word in str(one.get("name", "")).lower() for word in triage.NEVER):
            problems.append(triage.NEVER_SAID)
    return problems


def what_changed(before, after):
    """What a version changes against another, one sentence for each number."""
    said = _differences(told.weights_of(before), told.weights_of(after), POINTS | BOUNDS)
    said += _differences(told.conditions_of(before), told.conditions_of(after), CONDITIONS)
    said += _differences(before.promises, after.promises, PROMISES)
    said += _differences(vars(before), vars(after), NUMBERS)
    return said + _stages_changed(stages.stages_of(before), stages.stages_of(after))


def _differences(before, after, names):
    return [
        f"{name}: {before.get(key, 0)} → {after.get(key, 0)}"
        for key, name in names.items()
        if before.get(key, 0) != after.get(key, 0)
    ]


def _stages_changed(before, after):
    then, said = {one.code: one for one in before}, []
    for one in after:
        old = then.pop(one.code, None)
        if old is None:
            said.append(f"New stage “{one.name}”, {one.days} days")
        elif old.name != one.name:
            said.append(f"Stage “{old.name}” is now “{one.name}”")
        if old is not None and old.days != one.days:
            said.append(f"Stage “{one.name}”: {old.days} → {one.days} days")
    said += [f"Stage “{one.name}” goes" for one in then.values()]
    order = [one.code for one in before if one.code not in then]
    if not said and order != [one.code for one in after]:
        said.append("The stages stand in another order")
    return said


@dataclass(frozen=True)
class Touched:
    """One open referral by the rules of now and by those of then."""

    referral: Referral
    score_now: Priority
    score_then: Priority
    may_now: Eligibility
    may_then: Eligibility

    @property
    def child(self):
        return self.referral.child

    @cached_property
    def changes_points(self):
        return self.score_now.total != self.score_then.total

    @cached_property
    def changes_band(self):
        return self.score_now.band != self.score_then.band

    @cached_property
    def changes_eligibility(self):
        return self.may_now.answer != self.may_then.answer

    @property
    def changes(self):
        return self.changes_points or self.changes_band or self.changes_eligibility

    @property
    def now_in_words(self):
        return ANSWERS[self.may_now.answer]

    @property
    def then_in_words(self):
        return ANSWERS[self.may_then.answer]

    @property
    def why(self):
        """The lines of the score that give other points, in words."""
        now = {line.label: line.points for line in self.score_now.lines}
        moved = [line for line in self.score_then.lines if now.get(line.label) != line.points]
        return "; ".join(f"{line.label}: {line.points}" for line in moved)


ANSWERS = {Answer.YES: "Meets all", Answer.NO: "Does not meet all", Answer.NOT_KNOWN: "Not all known"}


def preview(referrals, now, then, *, on):
    """Each referral by two sets of rules on a day, those that change first; two queries in all."""
    listed = list(referrals)
    served = told.served_before([referral.child_id for referral in listed])
    touched = []
    for referral in listed:
        facts = told.facts_of(referral, served=served)
        touched.append(
            Touched(
                referral,
                triage.priority(facts, on, told.weights_of(now)),
                triage.priority(facts, on, told.weights_of(then)),
                eligibility_by(facts, on, told.conditions_of(now)),
                eligibility_by(facts, on, told.conditions_of(then)),
            )
        )
    return sorted(touched, key=lambda one: (not one.changes_band, not one.changes, -one.score_then.total))

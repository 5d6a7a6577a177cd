"""Triage as it is on a working day: rules in their second version, papers in every state, two panels."""

from datetime import timedelta

from django.utils import timezone

from families.actions import decisions, panels, papers, referrals, rules
from families.models import Decision, Evidence, Panel, Policy, Referral
from families.triage import DEFAULT_WEIGHTS

from . import seeding
from .waiting import tell_referral

MEMBERS = [
    ("Ravi Menon", "Speech and language therapist", "Fernshire NHS"),
    ("Lucy Warne", "Community paediatrician", "Fernshire NHS"),
    ("Ellen Price", "Health visitor", "Fernshire NHS"),
    ("Gwen Adair", "Educational psychologist", "Fernshire Council"),
]
HELD, TO_COME = 20, 10  # days ago, days ahead
REASONS = {
    "wait": "Help at home now will go a long way; the family is keen to begin.",
    "decline": "He is at nursery full time, where the same help is at hand each day.",
    "later": "Everybody would like to read the hearing test first.",
}


def tell_the_rules(staff):
    """A second version that holds, and a third that is to come; each says why."""
    today, manager = timezone.localdate(), staff["Ann Hughes"]
    first = Policy.objects.get()
    first.pk = None
    first.from_on, first.triage = today - timedelta(days=82), {**DEFAULT_WEIGHTS, "sensory": 4}
    first.written_at, first.written_by = timezone.now() - timedelta(days=90), manager
    first.reason = "Children with sensory loss waited too long"
    first.save()
    rules.write(
        by=manager,
        from_on=today + timedelta(days=40),
        reason="With two new colleagues we can promise more",
        promise_weeks=10,
    )


def tell_triage(staff, chance, *, after):
    """Papers of the undecided, a panel that was held, one that is planned. Returns how many came."""
    administrator, lead = staff["Mel Grant"], staff["Hannah Osei"]
    brought = []
    for number in range(after + 1, after + 7):
        child = seeding.tell_family(number, chance)
        tell_referral(child, "triaged", administrator, chance)
        child.carers.update(may_receive_records=True)
        brought.append(child.referrals.get())
    tell_papers(administrator, chance)
    tell_a_panel_held(brought[:3], lead)
    tell_a_panel_planned(brought[3:], lead)
    tell_a_choice(lead)
    return len(brought)


def tell_papers(administrator, chance):
    """Here, missing, chased, past its day, done without: every state once and again."""
    today = timezone.localdate()
    for place, referral in enumerate(Referral.objects.undecided().order_by("pk")):
        came = referral.received_on
        for number, kind in enumerate(Evidence.Kind.values[:4]):
            state = ("here", "here", "missing", "chased", "late", "waived")[(place + number) % 6]
            paper = Evidence(referral=referral, kind=kind, asked_on=came, due_on=today + timedelta(days=5))
            if state == "here":
                paper.received_on = came
            elif state == "chased":
                paper.chased_on, paper.times_chased = today - timedelta(days=chance.randint(1, 6)), 1
            elif state == "late":
                paper.due_on = max(came, today - timedelta(days=2))
            paper.save()
            if state == "waived":
                papers.waive(paper, by=administrator, reason="The clinic has no date before spring")
        if place % 3 == 1 and referral.status == Referral.Status.RECEIVED:
            referrals.move_to_stage(referral, by=administrator, stage="evidence")


def tell_a_panel_held(brought, lead):
    """What was decided three weeks ago, with what somebody took away to do."""
    held_on = timezone.localdate() - timedelta(days=HELD)
    panel = plan(held_on, lead)
    for referral in brought:
        decisions.take_to_panel(referral, by=lead, reason="Several of us know this family", panel=panel)
    cases = list(panel.cases.order_by("order"))
    said = {
        case.pk: {"notes": "We heard what the child enjoys most.", "verdict": verdict, "reason": reason}
        for case, (verdict, reason) in zip(cases, REASONS.items(), strict=True)
    }
    actions = [
        (
            cases[0].pk,
            "Ring the family and tell them about the toy library",
            lead.name,
            held_on + timedelta(days=7),
        ),
        (cases[2].pk, "Ask the clinic for the hearing test", "Lucy Warne", held_on + timedelta(days=14)),
        (None, "Ask for a larger room", "Mel Grant", timezone.localdate() + timedelta(days=5)),
    ]
    there = list(panel.members.values_list("pk", flat=True))[:3]
    notes = "The health visitors would like a short guide to referring."
    panels.capture(panel, by=lead, attended=there, notes=notes, cases=said, actions=actions)
    panels.close(panel, by=lead)
    panels.finish(panel.actions.earliest("due_on"), by=lead)
    then = timezone.now() - timedelta(days=HELD)
    Panel.objects.filter(pk=panel.pk).update(closed_at=then)
    Decision.objects.filter(referral__in=brought).update(made_at=then)


def tell_a_panel_planned(brought, lead):
    panel = plan(timezone.localdate() + timedelta(days=TO_COME), lead)
    for referral in brought:
        decisions.take_to_panel(referral, by=lead, reason="Several of us know this family", panel=panel)
    waits = Referral.objects.triaged().filter(panel_cases__panel__status="closed", stage="panel").first()
    if waits is not None:
        panels.set_agenda(panel, by=lead, order=[case.pk for case in panel.cases.all()], add=[waits])


def plan(held_on, lead):
    where = {"place": "Fern Room, County Hall", "chair": lead.name, "minute_taker": "Mel Grant"}
    return panels.plan(by=lead, held_on=held_on, starts_at="09:30", members=MEMBERS, **where)


def tell_a_choice(lead):
    """One child for whom a person chose another band than the score."""
    low = Referral.objects.waiting().exclude(band="urgent").last()
    if low is not None:
        decisions.choose_band(low, by=lead, band="urgent", reason="Comes home from hospital next week")

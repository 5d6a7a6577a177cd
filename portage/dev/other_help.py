"""Who else helps families here, what happens while a child waits, and help from others at every step."""

from datetime import timedelta

from django.utils import timezone

from families.actions import keep_in_touch, outward_referrals, waiting_offers
from families.models import KeepInTouch, Policy, Referral
from tests.factories.waiting import LocalServiceFactory

SERVICES = [
    (
        "Fernshire Family Fund",
        "money",
        "Grants for a cot, a car seat or a washing machine.",
        "Low income",
        "",
    ),
    ("Little Feet stay and play", "group", "A gentle morning for children who need more time.", "", "Ashby"),
    ("Hearing and speech drop-in", "health", "Talk to a speech therapist without a letter.", "", "Millbrook"),
    (
        "Saturday breaks",
        "breaks",
        "Four hours on a Saturday, with a nurse there.",
        "With complex needs",
        "Vale",
    ),
    ("Parents together", "family", "Other parents, coffee, and someone who listens.", "", "Thorne"),
    ("SEND advice line", "advice", "What the law says, and how to ask for it.", "Any parent", ""),
    ("Fernshire early help", "social_care", "A family worker for six months.", "Agreed by the family", ""),
    ("Toy and sensory library", "group", "Borrow what lights up, spins and hums.", "", "Millbrook"),
]
NEEDS = [
    "Mum asked about a grant for a new cot",
    "Wants to meet other parents",
    "Would like a break on Saturdays",
    "Letters about benefits are hard to read",
]
SAID = [
    "She points now. Dad has found a Tuesday group. They are glad we rang.",
    "A new baby in March. The hearing test is on the 3rd.",
    "No change. They would like ideas for mealtimes; home pack offered.",
]


def tell_other_help(staff, children, chance):
    """The directory, and needs of some families, each a step further than the one before."""
    today = timezone.localdate()
    services = [
        LocalServiceFactory(
            name=name, kind=kind, offers=offers, who_for=who, area=area, phone=f"07700 9007{number:02}",
            checked_on=None if number == 3 else today - timedelta(days=40 * number),
            how_to_refer="Ring them, or send their form.", to_months=60 if kind == "group" else None,
        )
        for number, (name, kind, offers, who, area) in enumerate(SERVICES)
    ]  # fmt: skip
    for number, child in enumerate(children[:6]):
        tell_need(child, NEEDS[number % len(NEEDS)], services[number], staff["Sofia Marsh"], steps=number)
    for referral in Referral.objects.waiting().select_related("child"):
        tell_contacts(referral, staff["Mel Grant"], chance)


def tell_need(child, need, service, worker, *, steps):
    """A need, carried as many steps as are asked for; the third is late."""
    today = timezone.localdate()
    began, soon = today - timedelta(days=40), today + timedelta(days=9)
    late = today - timedelta(days=3)
    one = outward_referrals.spot(child, by=worker, need=need, spotted_on=began, due_on=soon, service=service)
    carer = child.carers.first()
    if steps > 0:
        one = outward_referrals.ask(one, by=worker, on=began + timedelta(days=4), due_on=late)
    if steps > 1 and carer:
        one = outward_referrals.permit(one, by=worker, on=began + timedelta(days=9), carer=carer, due_on=soon)
    if steps > 2 and carer:
        one = outward_referrals.send(
            one, by=worker, on=began + timedelta(days=12), service=service, due_on=late
        )
    if steps > 3 and carer:
        one = outward_referrals.chase(one, by=worker, on=today - timedelta(days=5), due_on=soon)
    if steps > 4 and carer:
        outward_referrals.end(one, by=worker, on=today - timedelta(days=1), outcome="helps")


def tell_contacts(referral, by, chance):
    """A contact every few weeks since the child came on the list; the next may be late."""
    today = timezone.localdate()
    weeks = Policy.on(today).keep_in_touch_weeks
    carer = referral.child.carers.first()
    day = referral.waiting_since + timedelta(weeks=weeks)
    while day < today - timedelta(days=4) and carer:
        spoke = chance.random() < 0.8
        keep_in_touch.keep(
            referral, by=by, done_on=day, how="phone", outcome="spoke" if spoke else "no_answer",
            spoke_with=carer.name if spoke else "", said=chance.choice(SAID) if spoke else "",
        )  # fmt: skip
        day += timedelta(weeks=weeks)
    KeepInTouch.objects.filter(referral=referral, done_on=None).update(
        due_on=day + timedelta(days=chance.choice([-2, 0, 5, 12]))
    )
    if chance.random() < 0.6:
        kind, name = chance.choice(
            [("group", "Tuesday play morning"), ("home_pack", ""), ("toy_library", "")]
        )
        made = waiting_offers.offer(
            referral, by=by, kind=kind, name=name, offered_on=today - timedelta(days=9)
        )
        if chance.random() < 0.6:
            waiting_offers.answer(made, by=by, answer="yes", answered_on=today - timedelta(days=2))

"""Who waits, and who has just been referred: told through the same actions that people use."""

from datetime import timedelta

from django.utils import timezone

from families.actions import referrals
from families.models import Referral
from tests.factories.families import ReferralFactory

from . import lives, seeding

TO_TRIAGE, TRIAGED, WAITING = 3, 2, 12


def tell_who_waits(staff, chance, *, after):
    """Referrals in every state. Returns how many."""
    administrator = staff["Mel Grant"]
    number = after
    for state, count in (("received", TO_TRIAGE), ("triaged", TRIAGED), ("waiting", WAITING)):
        for _ in range(count):
            number += 1
            tell_referral(seeding.tell_family(number, chance), state, administrator, chance)
    return number - after


def tell_referral(child, state, administrator, chance):
    waited = chance.randint(2, 20) if state == "received" else chance.randint(14, 150)
    referral = ReferralFactory(
        child=child,
        received_on=timezone.localdate() - timedelta(days=waited),
        source=chance.choice(["health_visitor", "paediatrician", "parent", "therapist"]),
        referrer_name=chance.choice(["Ellen Price", "Dr Lucy Warne", "Ravi Menon"]),
        referrer_contact="07700 900321",
        reason=chance.choice(lives.WORRIES),
    )
    if state == "received":
        return
    referrals.triage(referral, by=administrator, facts=facts_of(chance))
    if state == "waiting":
        referrals.put_on_list(referral, by=administrator)
        Referral.objects.filter(pk=referral.pk).update(waiting_since=referral.received_on + timedelta(days=5))


def facts_of(chance):
    """Answers as the triage form gives them."""
    return {
        "lives_in_area": True,
        "delays": {
            "communication": chance.choice(["some", "third", "half"]),
            "physical": chance.choice(["none", "third", "half"]),
            "social": chance.choice(["none", "some", "third"]),
        },
        "complex_medical": chance.random() < 0.2,
        "sensory_or_profound": chance.random() < 0.2,
        "setting_hours": chance.choice([0, 0, 6, 15]),
        "other_services": chance.random() < 0.5,
    }

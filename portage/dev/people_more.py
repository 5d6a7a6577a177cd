"""What is known of the children beyond their names: needs, alerts, orders, nurseries, languages.

The children of the README each show one thing: Aisha Khan an order and a father who must not know where she
is, Yusuf Rahman a medical alert, Oscar Bevan a child protection plan.
"""

from datetime import timedelta

from django.utils import timezone

from families.models import Carer, Family
from families.terms import codes_in, words_for
from tests.factories.people_more import (
    CourtOrderFactory,
    MedicalFlagFactory,
    NeedFactory,
    SettingPlaceFactory,
    SocialCareStatusFactory,
    term,
)

AREAS = ("communication", "cognition", "feelings", "physical")
PLACES = ("Little Acorns", "Riverside Pre-school", "Bluebell Nursery", "Jo’s Childminding")
WAYS = (["sounds", "signs"], ["speech"], ["sounds", "pictures"], ["speech", "signs"])


def tell_people_more(staff, children, chance):
    """Give the children what the page “Family and team” shows. Returns how many needs were written."""
    sofia = staff["Sofia Marsh"]
    tell_languages()
    for child in children:
        tell_daily_life(child, chance)
    needs = sum(tell_needs(child, sofia, chance) for child in children)
    story = {child.name: child for child in children}
    tell_the_khans(story["Aisha Khan"], sofia)
    tell_the_rahmans(story["Yusuf Rahman"], sofia)
    SocialCareStatusFactory(
        child=story["Oscar Bevan"],
        plan=True,
        social_worker="Alex Reed",
        contact="07700 900640",
        next_meeting_on=timezone.localdate() + timedelta(days=12),
        note="Core group every four weeks. Invite us with a week’s notice.",
        recorded_by=sofia,
    )
    return needs


def tell_languages():
    words = words_for("language")["language"]
    for family in Family.objects.all():
        family.language_codes = codes_in(family.languages, words)
        family.save(update_fields=["language_codes"])


def tell_daily_life(child, chance):
    today = timezone.localdate()
    months = (today - child.born_on).days // 30
    child.languages = child.family.language_codes or ["eng"]
    child.communicates_by = chance.choice(WAYS) if months > 18 else ["sounds"]
    if not child.upn:
        child.upn_unknown = "UN1"
    child.save()
    if months >= 24 or child.family_name == "Khan":
        SettingPlaceFactory(
            child=child,
            name=chance.choice(PLACES) if child.family_name != "Khan" else "Little Acorns",
            kind="nursery",
            days=["mon", "wed"] if months < 36 else ["mon", "tue", "wed"],
            hours_a_week=6 if months < 36 else 15,
            funded_hours=6 if months < 36 else 15,
            key_person="Kim Doyle",
            from_on=today - timedelta(days=120),
        )


def tell_needs(child, by, chance):
    """One or two needs, provisional as they are at this age."""
    areas = chance.sample(AREAS, chance.choice([1, 2]))
    for number, area in enumerate(areas):
        NeedFactory(
            child=child,
            area=area,
            level=chance.choice([1, 2]),
            sen_type=term("sen_type", "SLCN") if area == "communication" else None,
            certainty=chance.choice(["suspected", "pathway"]),
            rank="primary" if number == 0 else "",
            recorded_by=by,
        )
    return len(areas)


def tell_the_khans(aisha, sofia):
    """Nadia lives with Aisha; Tariq is kept from the place by an order."""
    father = aisha.carers.get(relationship=Carer.Relationship.FATHER)
    father.must_not_know_location = True
    father.contact_restriction = "Sees Aisha at the contact centre only, every second Saturday."
    father.access_reason = "Prohibited steps order"
    father.save()
    aisha.carers.filter(relationship=Carer.Relationship.MOTHER).update(
        may_know_address=True,
        may_collect=True,
        emergency_order=1,
        responsibility_evidence="birth certificate",
        safe_times="weekdays before 3pm",
        safe_channels=["phone", "text"],
        language="urd",
        needs_interpreter=False,
    )
    aisha.carers.filter(relationship=Carer.Relationship.GRANDPARENT).update(
        may_collect=True, may_know_address=True, emergency_order=2, language="urd"
    )
    CourtOrderFactory(
        child=aisha,
        concerns=father,
        says="Mr Khan may not remove Aisha from her mother’s care or from her nursery, nor be told where "
        "either is.",
        recorded_by=sofia,
    )


def tell_the_rahmans(yusuf, sofia):
    MedicalFlagFactory(
        child=yusuf,
        instructions="Lay Yusuf on his side and time the fit.\n\nAfter five minutes call 999 and say “known "
        "epilepsy, over five minutes”. Ruma has the rescue medicine in the red bag.",
        added_by=sofia,
    )

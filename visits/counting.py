"""How many visits of a package were made and offered, counted in the diary for many packages at once."""

from django.db.models import Count as Number
from django.db.models import F, Q

from families.counting import Count
from families.models import Package

from .models import Visit

# What a family was offered and did not take, or could not; what we called off ourselves was no offer.
BY_FAMILY = (
    Visit.Reason.CHILD_ILL,
    Visit.Reason.PARENT_ILL,
    Visit.Reason.APPOINTMENT,
    Visit.Reason.HOLIDAY,
    Visit.Reason.FAMILY_OTHER,
    Visit.Reason.NOBODY_IN,
)
DIARY = "episode__child__visits"


def visits_of(packages):
    """Visits from the day on which each package began until it ended; one question, whatever their number."""
    begun = Q(**{f"{DIARY}__starts_at__date__gte": F("from_on")})
    not_over = Q(ended_on=None) | Q(**{f"{DIARY}__starts_at__date__lte": F("ended_on")})
    made = Q(**{f"{DIARY}__status": Visit.Status.DONE})
    offered = made | Q(**{f"{DIARY}__reason__in": BY_FAMILY})
    rows = Package.objects.filter(pk__in=[package.pk for package in packages]).order_by()
    counted = rows.values("pk").annotate(
        made=Number(DIARY, filter=begun & not_over & made),
        offered=Number(DIARY, filter=begun & not_over & offered),
    )
    return {row["pk"]: Count(row["made"], row["offered"]) for row in counted}

"""Who looked at one child's record: for who leads the team, the manager and the safeguarding lead."""

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission

from ..ages import add_months
from ..guards import AboutChild
from ..looks import looks_at, month_in, start_of


class AccessList(AboutChild, TemplateView):
    """One month of looks and changes, by day and person; what stands out can be shown alone."""

    permission = Permission.LOOKS_VIEW
    template_name = "families/access_list.html"
    seen_event = "child.looks_seen"
    tab = "family"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        month = month_in(self.request.GET.get("month", ""), otherwise=today)
        days = looks_at(
            self.child, viewer=self.request.user, since=start_of(month), until=start_of(add_months(month, 1))
        )
        looks = [look for _day, people in days for look in people]
        who, odd = self.request.GET.get("who", ""), self.request.GET.get("odd", "")
        shown = [
            (day, [look for look in people if is_wanted(look, who=who, odd=odd)]) for day, people in days
        ]
        return super().get_context_data(
            **kwargs,
            days=[(day, people) for day, people in shown if people],
            people=sorted({(look.by_pk, look.who) for look in looks if look.by_pk}, key=lambda one: one[1]),
            odd_count=sum(look.is_odd for look in looks),
            who=who,
            odd=bool(odd),
            month=month,
            before=add_months(month, -1),
            after=add_months(month, 1) if add_months(month, 1) <= today else None,
        )


def is_wanted(look, *, who, odd):
    """Whether a look is among those asked for: of one person, or those that stand out."""
    return (not who or str(look.by_pk) == who) and (not odd or look.is_odd)

"""Who looked at the record, as its family sees it: by role, with the name of the worker they know."""

from django.utils import timezone
from django.views.generic import TemplateView

from families.ages import add_months
from families.looks import for_the_family, month_in, start_of

from ..guards import AboutMyChild


class WhoLooked(AboutMyChild, TemplateView):
    """One month of looks: which roles, at what, how often. Never by name who is not the family’s worker."""

    seen_event = "child.looks_seen"
    tab = "home"
    template_name = "portal/who_looked.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        month = month_in(self.request.GET.get("month", ""), otherwise=today)
        after = add_months(month, 1)
        return super().get_context_data(
            **kwargs,
            looks=for_the_family(self.child, since=start_of(month), until=start_of(after)),
            month=month,
            before=add_months(month, -1),
            after=after if after <= today else None,
        )

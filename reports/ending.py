"""What reports asks before a child's time with us ends: is anything on its way, is there a last report?"""

from datetime import timedelta

from django.utils import timezone

from families.closing import Answer, Part, Weight
from families.models import Policy

from .models import Report


class Shelf(Part):
    """A family leaves with a last report in hand, and none is left half made."""

    name = "reports"

    def ask(self, episode, user):
        rows = Report.objects.without_facts().filter(child=episode.child_id, period_to__gte=episode.opened_on)
        found = list(rows.order_by("-period_to", "-pk"))
        return [_on_the_way(found), _last(found)]


def _on_the_way(reports):
    question = "Is a report on its way?"
    open_ones = [report for report in reports if report.status != Report.Status.RELEASED]
    if not open_ones:
        return Answer("reports_unfinished", question, "No.", url_name="reports:report_list")
    noun = "1 report is" if len(open_ones) == 1 else f"{len(open_ones)} reports are"
    text = f"{noun} not shared yet: {open_ones[0].get_status_display().lower()}."
    return Answer("reports_unfinished", question, text, Weight.ASKS, "reports:report_list")


def _last(reports):
    """A report counts as the last one if its period ends within the time between two reviews."""
    question = "Does the family have a final report?"
    today = timezone.localdate()
    since = today - timedelta(weeks=Policy.on(today).review_weeks)
    shared = next((report for report in reports if report.status == Report.Status.RELEASED), None)
    if shared is None:
        text = "No report was shared in this time with us."
    elif shared.period_to < since:
        text = f"The last one shared tells of the time until {shared.period_to:%-d %B %Y}."
    else:
        text = f"Yes, until {shared.period_to:%-d %B %Y}."
        return Answer("final_report", question, text, url_name="reports:report_list")
    return Answer("final_report", question, text, Weight.ASKS, "reports:report_list")

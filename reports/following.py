"""What becomes of reports when children move: one that is on its way goes on with the new worker.

Its pages are made with the rights of who asked for them. Somebody who no longer sees the child would get
none, so the asking goes along; an approved report is finished and stays as it is.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.utils import timezone

from accounts import audit
from accounts.models import Job
from accounts.permissions import Permission
from families.handing_over import Consequence, Follower
from families.models import Child, Policy

from .models import Report
from .rhythm import begun, since

SOON = timedelta(weeks=8)  # what is due later, the new worker plans herself


class ReportsOnTheirWay(Follower):
    """Reports that were asked for and are not approved; and, in a preview, the one that is due."""

    name = "reports"

    def foresee(self, goings, user):
        if not user.may(Permission.REPORT_VIEW):
            return {}
        children = Child.objects.visible_to(user).filter(pk__in=[going.episode.child_id for going in goings])
        told = {row.pk: row for row in standing_of(children, user)}
        foreseen = {going.episode.pk: in_words(told.get(going.episode.child_id)) for going in goings}
        return {pk: consequences for pk, consequences in foreseen.items() if consequences}

    def follow(self, goings, by):
        going_of = {going.episode.child_id: going for going in goings}
        open_ones = Report.objects.without_facts().filter(
            child__in=going_of, approved_at=None, requested_by__in={going.old for going in goings}
        )
        moving = [
            report
            for report in open_ones.select_for_update(of=("self",), no_key=True)
            .select_related("child")
            .order_by("pk")
            if report.requested_by_id == going_of[report.child_id].old.pk
        ]
        hand({report.pk: going_of[report.child_id].new.pk for report in moving})
        audit.record_many([line_of(report, going_of[report.child_id]) for report in moving], by=by)
        done = defaultdict(lambda: {"reports": []})
        for report in moving:
            done[going_of[report.child_id].episode.pk]["reports"].append(report.pk)
        return done

    def go_back(self, goings, by):
        """Those that are not approved meanwhile, and that the other worker still answers for."""
        went = {pk: going for going in goings for pk in going.went.get(self.name, {}).get("reports", ())}
        if not went:
            return {}
        still = Report.objects.without_facts().filter(pk__in=went, approved_at=None)
        back = [
            report
            for report in still.select_for_update(of=("self",), no_key=True)
            .select_related("child")
            .order_by("pk")
            if report.requested_by_id == went[report.pk].old.pk
        ]
        hand({report.pk: went[report.pk].new.pk for report in back})
        audit.record_many([line_of(report, went[report.pk]) for report in back], by=by)
        stay = went.keys() - {report.pk for report in back}
        kept = defaultdict(list)
        for pk in sorted(stay):
            kept[went[pk].episode.pk].append("a report was finished meanwhile and stays as it is")
        return kept


def hand(owners):
    """Give reports to people, with the work that makes their pages."""
    if not owners:
        return
    whens = [When(pk=pk, then=Value(user)) for pk, user in owners.items()]
    Report.objects.filter(pk__in=owners).update(requested_by=Case(*whens))
    whens = [When(payload__report=pk, then=Value(user)) for pk, user in owners.items()]
    waiting = Job.objects.filter(
        kind="report.render", state=Job.State.READY, payload__report__in=list(owners)
    )
    waiting.update(requested_by=Case(*whens))


def line_of(report, going):
    names = {"before": {"worker": going.old.name}, "after": {"worker": going.new.name}}
    return audit.Line("report.handed_over", report, going.episode.child, **names)


def standing_of(children, user):
    """These children, each with its reports on their way, and from when the next one counts; one question."""
    mine = Report.objects.visible_to(user).unfinished().filter(child=OuterRef("pk"))
    number = mine.order_by().values("child").annotate(number=Count("pk")).values("number")
    rules = Policy.objects.filter(from_on__lte=timezone.localdate()).order_by("-from_on")
    found = children.order_by().annotate(
        on_their_way=Subquery(number),
        begun=begun(),
        since=since(),
        weeks=Subquery(rules.values("review_weeks")[:1]),
    )
    return found.only("pk")


def in_words(child):
    """What the preview says of one child’s reports: those on their way, else the one that is due."""
    if child is None:
        return []
    if number := child.on_their_way:
        text = "1 report is on its way" if number == 1 else f"{number} reports are on their way"
        return [Consequence("reports", text, count=1)]
    if child.begun is None:
        return []
    today, weeks = timezone.localdate(), child.weeks or Policy(from_on=child.begun).review_weeks
    due = child.since + timedelta(weeks=weeks)
    if due > today + SOON:
        return []
    if due <= today:
        return [Consequence("reports", f"A report has been due since {due:%-d %B %Y}", count=1)]
    return [Consequence("reports", f"A report is due by {due:%-d %B %Y}", count=1)]

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm, new_key
from visits.actions import activities
from visits.models import Activity, Practice, Visit

from ..forms import PracticeForm, UndoForm
from ..guards import AboutMyChild
from ..week import DAYS, days_of, first_day


class AboutOurWeek(AboutMyChild):
    """A page about what this child practises now."""

    tab = "week"
    seen_event = "week.seen"
    _activity = None

    @property
    def activity(self):
        """This week's activity, or None; looked up once."""
        if self._activity is None:
            mine = Activity.objects.visible_to(self.request.user).filter(child=self.child)
            self._activity = mine.select_related("visit__worker").first()
        return self._activity

    @property
    def worker(self):
        visit = self.activity.visit
        return visit.worker.first_name if visit else ""

    def said_on(self, day):
        mine = Practice.objects.visible_to(self.request.user)
        return mine.filter(activity=self.activity, on=day).first()

    def form_arguments(self):
        return {"activity": self.activity, "first_name": self.child.first_name, "worker": self.worker}


class Week(AboutOurWeek, TemplateView):
    """Our week: what we practise, how each day went, how to do it."""

    template_name = "portal/week.html"

    def get_context_data(self, **kwargs):
        if self.activity is None:
            return super().get_context_data(**kwargs, activity=None)
        today = timezone.localdate()
        said = self.said_on(today)
        initial = {"on": today, "went": said.went if said else "", "comment": said.comment if said else ""}
        return super().get_context_data(
            **kwargs,
            activity=self.activity,
            today=today,
            said=said,
            form=PracticeForm(initial=initial, **self.form_arguments()),
            form_key=new_key(),
            days=self.days(today),
            how=[line.strip() for line in self.activity.how.splitlines() if line.strip()],
        )

    def days(self, today):
        user, start = self.request.user, first_day(self.activity.from_on, today)
        within = {"on__gte": start, "on__lt": start + timedelta(days=DAYS)}
        practices = Practice.objects.visible_to(user).filter(activity=self.activity, **within)
        visits = Visit.objects.visible_to(user).filter(child=self.child, starts_at__date__gte=start).done()
        came = [
            (timezone.localdate(visit.starts_at), visit.worker.first_name)
            for visit in visits.select_related("worker")
        ]
        return days_of(self.activity, practices, came, today=today)


class PracticeAdd(AboutOurWeek, ActionForm):
    """Say how practising went on one day: today, or a day of this week that was missed."""

    form_class = PracticeForm
    template_name = "portal/practice_add.html"

    def get_form_kwargs(self):
        if self.activity is None:
            raise Http404("Nothing is practised now.")
        return {**super().get_form_kwargs(), **self.form_arguments()}

    def asked_day(self):
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return timezone.localdate()

    def get_initial(self):
        on = self.asked_day()
        said = self.said_on(on) if self.activity else None
        told = {"went": said.went, "comment": said.comment} if said else {}
        return {"on": on, **told, **super().get_initial()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, activity=self.activity)
        return {**context, "on": self.asked_day(), "is_today": self.asked_day() == timezone.localdate()}

    def form_valid(self, form):
        activities.practise(self.activity, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Saved. Thank you for telling us!")
        return redirect("portal:week", self.child.ref)


class PracticeUndo(AboutOurWeek, ActionForm):
    """Take back what was said about a day."""

    form_class = UndoForm
    template_name = "portal/practice_undo.html"

    def get_initial(self):
        return {"on": self.request.GET.get("on", ""), **super().get_initial()}

    def form_valid(self, form):
        if self.activity is None:
            raise Http404("Nothing is practised now.")
        activities.unsay(self.activity, by=self.request.user, on=form.cleaned_data["on"])
        messages.success(self.request, "Taken back.")
        return redirect("portal:week", self.child.ref)

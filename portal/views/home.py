from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import Guarded
from accounts.permissions import Permission
from assessments.models import Observation, Step
from families.models import Child
from visits.models import Activity, Visit

from ..guards import AboutMyChild
from ..news import newest, path_of


class Home(Guarded, TemplateView):
    """The first page of a parent: the child, a choice of children, or a kind word if nothing is shared."""

    permission = Permission.PORTAL_USE
    template_name = "portal/home.html"

    def get(self, request, *args, **kwargs):
        children = list(Child.objects.visible_to(request.user).order_by("born_on", "pk"))
        if len(children) == 1:
            return redirect("portal:child_home", children[0].ref)
        return self.render_to_response(self.get_context_data(children=children, tab="home"))


class ChildHome(AboutMyChild, TemplateView):
    """What is new, this week's small step, the next visit, and the doors to the rest."""

    tab = "home"
    template_name = "portal/child_home.html"
    stays_after_death = True

    def get(self, request, *args, **kwargs):
        if (
            self.child.died_on
        ):  # nothing to practise, nothing to come: only what was, for who wants to read it
            self.template_name = "portal/_quiet.html"
            return self.render_to_response(super().get_context_data(**kwargs))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        activity = self.activity()
        return super().get_context_data(
            **kwargs,
            news=newest(self.child, self.last_step(), self.last_seen()),
            activity=activity,
            path=path_of(activity.step if activity else None),
            visit=self.next_visit(),
            has_siblings=Child.objects.visible_to(self.request.user).exclude(pk=self.child.pk).exists(),
        )

    def activity(self):
        mine = Activity.objects.visible_to(self.request.user).filter(child=self.child)
        return mine.select_related("step__goal").prefetch_related("step__goal__steps").first()

    def next_visit(self):
        mine = Visit.objects.visible_to(self.request.user).filter(child=self.child)
        return mine.to_come(at=timezone.now()).select_related("worker").first()

    def last_step(self):
        reached = Step.objects.visible_to(self.request.user).filter(
            goal__child=self.child, achieved_on__isnull=False
        )
        return reached.order_by("-achieved_on", "-pk").first()

    def last_seen(self):
        seen = Observation.objects.visible_to(self.request.user).standing()
        can = seen.filter(child=self.child, state=Observation.State.CAN)
        return can.select_related("item").order_by("-on", "-pk").first()

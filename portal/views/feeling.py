"""How a family feels about a goal now, in its own number and its own words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from accounts.guards import ActionForm
from assessments.actions import attainments
from assessments.models import FamilyRating, Goal

from ..forms import FeelingForm
from ..guards import AboutMyChild


class GoalFeeling(AboutMyChild, ActionForm):
    """Say from 1 to 10 how far a goal is for oneself. A goal that has ended asks nothing: it is not there."""

    form_class = FeelingForm
    template_name = "portal/goal_feeling.html"
    seen_event = "goal.seen"
    tab = "can_do"
    goal = None

    def find_child(self, ref):
        found = Goal.objects.visible_to(self.request.user).filter(status__in=Goal.OPEN)
        self.goal = found.select_related("child").filter(ref=ref).first()
        if self.goal is None:
            raise Http404("No such goal in reach.")
        return self.goal.child

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"first_name": self.child.first_name}

    def get_context_data(self, **kwargs):
        felt = FamilyRating.objects.visible_to(self.request.user).filter(goal=self.goal).first()
        return super().get_context_data(**kwargs, goal=self.goal, felt=felt)

    def form_valid(self, form):
        said = attainments.tell_feeling(self.goal, by=self.request.user, **form.cleaned_data)
        thanks = f"Thank you for telling us! You said {said.value} of 10 for “{self.goal.text}”."
        messages.success(self.request, thanks)
        return redirect("portal:can_do", self.child.ref)

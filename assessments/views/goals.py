"""Goals and small steps: the page of a child's goals, and one page for each thing one can do to them."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild

from ..actions import goals, steps
from ..forms import DayForm, GoalAddForm, GoalForm, ReasonForm, SetAsideForm, StepForm
from ..models import Goal, Step


class GoalList(AboutChild, TemplateView):
    """What a family aims for, step by step: what is on now first, then what was reached or set aside."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "goal.seen"
    tab = "goals"
    template_name = "assessments/goal_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = list(Goal.objects.visible_to(user).filter(child=self.child).with_steps())
        groups = {
            "current": [goal for goal in found if goal.is_current],
            "reached": [goal for goal in found if goal.status == Goal.Status.REACHED],
            "set_aside": [goal for goal in found if goal.status == Goal.Status.SET_ASIDE],
        }
        return super().get_context_data(
            **kwargs, **groups, any_goal=bool(found), may_record=user.may(Permission.ASSESSMENT_RECORD)
        )


class RecordsGoal(AboutChild, ActionForm):
    """A form about a child's goals; afterwards one is back on the page of all goals."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "goal.seen"
    tab = "goals"
    said = ""

    def done(self):
        messages.success(self.request, self.said)
        return HttpResponseRedirect(reverse("assessments:goal_list", args=[self.child.ref]))


class GoalAdd(RecordsGoal):
    """Set a goal with its first steps."""

    template_name = "assessments/goal_add.html"
    form_class = GoalAddForm
    said = "The goal is set."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Goal(child=self.child, set_on=timezone.localdate())}

    def form_valid(self, form):
        words = form.cleaned_data
        goals.set_goal(
            self.child, by=self.request.user, text=words["text"], why=words["why"], steps=form.steps
        )
        return self.done()


class AboutGoal(RecordsGoal):
    """A form about one goal, which is found in scope and brings its child."""

    goal = None

    def find_child(self, ref):
        found = Goal.objects.visible_to(self.request.user).select_related("child__family")
        self.goal = found.filter(ref=ref).first()
        if self.goal is None:
            raise Http404("No such goal in reach.")
        return self.goal.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, goal=self.goal)


class GoalEdit(AboutGoal):
    """Put a goal in other words."""

    template_name = "assessments/goal_edit.html"
    form_class = GoalForm
    said = "The goal is changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.goal}

    def form_valid(self, form):
        words = form.cleaned_data
        goals.put_differently(self.goal, by=self.request.user, text=words["text"], why=words["why"])
        return self.done()


class GoalReach(AboutGoal):
    """Say that a goal is reached."""

    template_name = "assessments/goal_reach.html"
    form_class = DayForm
    said = "Reached! It stays on this page, with its steps."

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def form_valid(self, form):
        goals.reach(self.goal, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class GoalSetAside(AboutGoal):
    """Stop working on a goal for now."""

    template_name = "assessments/goal_set_aside.html"
    form_class = SetAsideForm
    said = "The goal is set aside. It can be taken up again at any time."

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def form_valid(self, form):
        goals.set_aside(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class GoalTakeUp(AboutGoal):
    """Work on a goal again."""

    template_name = "assessments/goal_take_up.html"
    form_class = ReasonForm
    said = "The goal is being worked on again."

    def form_valid(self, form):
        goals.take_up(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class StepAdd(AboutGoal):
    """Add a small step to a goal."""

    template_name = "assessments/step_add.html"
    form_class = StepForm
    said = "The step is added."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Step(goal=self.goal, order=0)}

    def form_valid(self, form):
        steps.add(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class AboutStep(AboutGoal):
    """A form about one step, which is found in scope and brings its goal and child."""

    step = None

    def find_child(self, ref):
        found = Step.objects.visible_to(self.request.user).select_related("goal__child__family")
        self.step = found.filter(ref=ref).first()
        if self.step is None:
            raise Http404("No such step in reach.")
        self.goal = self.step.goal
        return self.goal.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, step=self.step)


class StepEdit(AboutStep):
    """Put a step in other words."""

    template_name = "assessments/step_edit.html"
    form_class = StepForm
    said = "The step is changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.step}

    def form_valid(self, form):
        steps.put_differently(self.step, by=self.request.user, **form.cleaned_data)
        return self.done()


class StepAchieve(AboutStep):
    """Write down that a step was done."""

    template_name = "assessments/step_achieve.html"
    form_class = DayForm
    said = "One more stone. Written down."

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def form_valid(self, form):
        steps.achieve(self.step, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class StepUndo(AboutStep):
    """Take back that a step was done."""

    template_name = "assessments/step_undo.html"
    form_class = ReasonForm
    said = "Taken back. The step is to be done again."

    def form_valid(self, form):
        steps.undo(self.step, by=self.request.user, **form.cleaned_data)
        return self.done()

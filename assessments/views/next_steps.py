"""What may come next: suggestions with their reasons, and choosing one of them together with the family."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.permissions import Permission

from ..actions import next_steps
from ..coming import NextSteps
from ..forms.next_steps import ChooseForm, NextForm
from ..guards import AboutItem, RecordsPlan
from ..models import Goal
from .profiles import AboutProfile

LINES = 50
MOST_GOALS = 6  # goals to choose from; more are on the page of goals


class NextStepList(AboutProfile, TemplateView):
    """Up to five small steps that may come next, each with why; all of them on asking."""

    seen_event = "next_steps.seen"
    template_name = "assessments/next_step_list.html"

    def get_context_data(self, **kwargs):
        form = self.asked_form(NextForm)
        coming = form.chosen and NextSteps(self.child, self.request.user, form.chosen)
        more = {
            "coming": coming,
            "framework": form.chosen,
            "may_record": self.request.user.may(Permission.ASSESSMENT_RECORD),
            "few_url": self.address("all", "page"),
            "all_url": self.address("page", all="1"),
            **self.all_of(coming),
        }
        return super().get_context_data(**kwargs, form=form, **more)

    def all_of(self, coming):
        """Everything that may come next, a page at a time, where it was asked for."""
        if not coming or not self.request.GET.get("all"):
            return {"is_all": False}
        page = Paginator(coming.everything, LINES).get_page(self.request.GET.get("page"))
        return {"is_all": True, "page_obj": page, "lines": coming.shown(page.object_list)}


class NextStepChoose(AboutItem, RecordsPlan):
    """Make a line of a framework a small step of one of the child's goals, or of a new one."""

    seen_event = "next_steps.seen"
    template_name = "assessments/next_step_choose.html"
    form_class = ChooseForm
    title = "Choose a small step"

    @property
    def back_url(self):
        page = reverse("assessments:next_step_list", args=[self.child.ref])
        return f"{page}?framework={self.item.area.framework.ref}"

    def goals(self):
        rows = Goal.objects.visible_to(self.request.user).filter(child=self.child, status__in=Goal.OPEN)
        return list(rows.open_first())

    def get_form_kwargs(self):
        self.open_goals = self.goals()
        return super().get_form_kwargs() | {"goals": self.open_goals[:MOST_GOALS]}

    def get_initial(self):
        text = self.item.text[:1].upper() + self.item.text[1:160]
        return {"text": text} | super().get_initial()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        step = next_steps.worked_on(self.child, self.item)
        more = max(0, len(self.open_goals) - MOST_GOALS)
        return context | {"item": self.item, "step": step, "other_goals": more}

    def form_valid(self, form):
        said = form.cleaned_data
        step = next_steps.choose(
            self.child, self.item, by=self.request.user, goal=form.goal,
            text=said["text"], criterion=said["criterion"], wish=said["wish"], goal_text=said["goal_text"],
        )  # fmt: skip
        messages.success(self.request, f"Chosen: “{step.text}” is a step towards “{step.goal.text}”.")
        return HttpResponseRedirect(reverse("assessments:goal_detail", args=[step.goal.ref]))

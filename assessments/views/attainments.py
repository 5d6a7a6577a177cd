"""How far a goal has come: its five levels, a rating on them, and how the family feels about it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone

from ..actions import attainments
from ..forms.attainments import FamilyRatingForm, RateForm, ScaleForm
from ..guards import AboutGoal
from ..models import AttainmentScale


class RatesGoal(AboutGoal):
    """A form about how far a goal has come, today unless said otherwise."""

    template_name = "assessments/_plan_form.html"
    scale = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.scale = AttainmentScale.objects.visible_to(self.request.user).filter(goal=self.goal).first()
        return child

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.goal.text)


class ScaleAgree(RatesGoal):
    """Agree what five levels of a goal look like, before one begins."""

    form_class = ScaleForm
    title = "What would you see?"
    note = (
        "Five pictures of this goal, from how it is today to much more than hoped. You agree on them now, "
        "and say later which one it became."
    )
    said = "The five levels are agreed."

    def get_form_kwargs(self):
        instance = self.scale or AttainmentScale(goal=self.goal, agreed_on=timezone.localdate())
        return super().get_form_kwargs() | {"instance": instance}

    def form_valid(self, form):
        attainments.agree(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class GoalRate(RatesGoal):
    """Say where a goal stands on its five levels."""

    form_class = RateForm
    title = "Where is it now?"
    said = "Written down."

    def get(self, request, *args, **kwargs):
        return self.turn_away() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.turn_away() or super().post(request, *args, **kwargs)

    def turn_away(self):
        """Without five levels there is nothing to rate: back to the goal, where one agrees on them."""
        if self.scale:
            return None
        messages.warning(self.request, "Agree first what the five levels of this goal look like.")
        return HttpResponseRedirect(self.back_url)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"scale": self.scale}

    def form_valid(self, form):
        attainments.rate(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class FamilyRate(RatesGoal):
    """Write down how a family feels about a goal, from 1 to 10."""

    form_class = FamilyRatingForm
    title = "How does the family feel about it?"
    said = "Written down."

    def form_valid(self, form):
        attainments.rate_by_family(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()

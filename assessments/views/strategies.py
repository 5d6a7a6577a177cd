"""What therapists and other professionals advised: written down, looked at again."""

from datetime import timedelta

from django.utils import timezone

from ..actions import strategies
from ..forms.plans import StrategyForm, StrategyLookForm
from ..guards import AboutThing
from ..models import Strategy
from .plans import AddsToPlan

USUAL = timedelta(weeks=12)


class StrategyAdd(AddsToPlan):
    """Write down what somebody advised, and when to look at it again."""

    model, form_class = Strategy, StrategyForm
    title = "What somebody advised"
    said = "Written down."

    def get_initial(self):
        return {"review_on": timezone.localdate() + USUAL} | super().get_initial()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"child": self.child, "user": self.request.user}

    def form_valid(self, form):
        strategies.add(self.child, by=self.request.user, **form.cleaned_data)
        return self.done()


class StrategyReview(AboutThing):
    """Look at an advice again: it holds until another day, or it does not hold any more."""

    model = Strategy
    template_name = "assessments/_plan_form.html"
    form_class = StrategyLookForm
    title = "Look at this advice again"

    def get_initial(self):
        return {"until": timezone.localdate() + USUAL} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, about=self.thing.text, note=f"Advised by {self.thing.source}."
        )

    def form_valid(self, form):
        given, by = form.cleaned_data, self.request.user
        if given["answer"] == "keep":
            strategies.keep(self.thing, by=by, until=given["until"], reason=given["reason"])
            self.said = "It still holds."
        else:
            strategies.end(self.thing, by=by, reason=given["reason"])
            self.said = "It does not hold any more. It stays on the page of the plan, below."
        return self.done()

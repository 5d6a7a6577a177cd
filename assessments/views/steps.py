"""Small steps: one form for each thing one can do to them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.refusals import Refused

from ..actions import steps
from ..forms.goals import DayForm, ReasonForm, StepAddForm, StepEndForm, StepForm, StepItemForm, StepShiftForm
from ..guards import AboutGoal, AboutStep
from ..models import Framework, Item, Step

MOST_FOUND = 20


class StepAdd(AboutGoal):
    """Add a small step to a goal, at the end or in between."""

    template_name = "assessments/_plan_form.html"
    form_class = StepAddForm
    title = "Add a step"
    said = "The step is added."

    def get_form_kwargs(self):
        new = Step(goal=self.goal, order=0)
        return super().get_form_kwargs() | {"instance": new, "steps": list(self.goal.steps.all())}

    def get_initial(self):
        after = self.request.GET.get("after", "")
        return super().get_initial() | ({"after": after} if after.isascii() and after.isdigit() else {})

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.goal.text)

    def form_valid(self, form):
        steps.add(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class ChangesStep(AboutStep):
    """A form about one step, today unless said otherwise."""

    template_name = "assessments/_plan_form.html"

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.step.text)


class StepEdit(ChangesStep):
    """Put a step in other words."""

    form_class = StepForm
    title = "Put the step in other words"
    said = "The step is changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.step}

    def form_valid(self, form):
        steps.put_differently(self.step, by=self.request.user, **form.cleaned_data)
        return self.done()


class StepBegin(ChangesStep):
    """Begin to work on a step."""

    form_class = DayForm
    title, button = "Begin a step", "Begin"
    said = "Begun."

    def form_valid(self, form):
        steps.begin(self.step, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class StepAchieve(ChangesStep):
    """Write down that a step was done."""

    form_class = DayForm
    title, button = "Step done", "Yes, done"
    said = "One more stone. Written down."

    def form_valid(self, form):
        steps.achieve(self.step, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class StepEnd(ChangesStep):
    """Say that a step was partly reached, not reached, or is set aside."""

    form_class = StepEndForm
    title, button = "How the step ended", "Write it down"
    note = "It can be taken up again at any time."
    said = "Written down. The step can be taken up again at any time."

    def form_valid(self, form):
        steps.end(self.step, by=self.request.user, **form.cleaned_data)
        return self.done()


class StepUndo(ChangesStep):
    """Take back that a step was done, or take up one that had ended."""

    form_class = ReasonForm
    title, button = "Work on a step again", "Work on it again"
    note = "It will stand as still to be done; the reason is kept."
    said = "Taken back. The step is to be done again."

    def form_valid(self, form):
        steps.undo(self.step, by=self.request.user, **form.cleaned_data)
        return self.done()


class StepShift(AboutStep):
    """Let a step change places with the one before or behind it."""

    http_method_names = ["post", "options"]
    form_class = StepShiftForm

    def form_valid(self, form):
        steps.shift(self.step, by=self.request.user, up=form.cleaned_data["way"] == "up")
        return HttpResponseRedirect(f"{self.back_url}#step-{self.step.ref}")

    def form_invalid(self, form):
        messages.error(self.request, "Choose whether the step goes up or down.")
        return HttpResponseRedirect(self.back_url)


class StepItems(AboutStep):
    """Say which lines of a framework a step is about: found by their words, never picked from all of them."""

    template_name = "assessments/step_items.html"
    form_class = StepItemForm

    def get_context_data(self, **kwargs):
        typed = " ".join(self.request.GET.get("q", "").replace("\x00", "").split())[:80]
        linked = self.step.items.select_related("area__framework")
        return super().get_context_data(
            **kwargs,
            q=typed,
            linked=linked,
            found=list(self.found(typed).exclude(pk__in=linked.values("pk"))[:MOST_FOUND]) if typed else [],
            most=MOST_FOUND,
        )

    def found(self, typed):
        """Lines of frameworks in use in which every typed word stands."""
        in_use = Framework.objects.visible_to(self.request.user).in_use()
        rows = Item.objects.visible_to(self.request.user).filter(area__framework__in=in_use)
        for word in typed.split():
            rows = rows.filter(Q(text__icontains=word) | Q(code__iexact=word))
        return rows.select_related("area__framework").order_by(
            "area__framework__name", "area__order", "band", "order", "pk"
        )

    def form_valid(self, form):
        item = Item.objects.visible_to(self.request.user).filter(pk=form.cleaned_data["item"]).first()
        if item is None:
            raise Refused("This line is not there.")
        act = steps.link if form.cleaned_data["what"] == "link" else steps.unlink
        act(self.step, item, by=self.request.user)
        url = reverse("assessments:step_items", args=[self.step.ref])
        typed = self.request.GET.get("q", "")
        return HttpResponseRedirect(f"{url}?{urlencode({'q': typed})}" if typed else url)

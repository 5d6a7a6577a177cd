"""What is asked about a goal and its small steps."""

from crispy_forms_gds.layout import Div, Field, Fieldset, Layout, Size
from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.forms import Form, ModelForm

from ..models import Aspiration, Goal, Outcome, Step
from .days import DayField

FIRST_STEPS = 6
SENTENCE = ("does_what", "conditions", "success")
SERVES = ("aspiration", "outcome")


class GoalForm(ModelForm):
    """The words of a goal, what it serves, and how much it matters."""

    class Meta:
        model = Goal
        fields = ("text", "why", *SENTENCE, "priority", *SERVES)
        labels = {
            "text": "The goal, in the family’s words",
            "why": "Why it matters to the family",
            "does_what": "What will you see?",
            "conditions": "When, where and with which help?",
            "success": "How often or how long?",
            "priority": "How much does it matter to the family now?",
            "aspiration": "Which hope does it serve?",
            "outcome": "Which outcome of the EHC plan does it work towards?",
        }
        help_texts = {
            "text": "What the child will do one day, such as “Drink from a cup like the others”.",
            "why": "What would be easier or nicer at home.",
            "conditions": "Such as “at the table, with the cup held for her”.",
            "success": "Such as “3 times out of 4, three days in a row”.",
            "outcome": "",
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 3}), "priority": forms.RadioSelect}

    def __init__(self, *args, child, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "does_what"
        ].help_text = (
            f"{child.first_name} … what? Such as “drinks from an open cup”. Something one can see or hear."
        )
        self.fields["priority"].choices = Goal.Priority.choices
        for name, model in (("aspiration", Aspiration), ("outcome", Outcome)):
            rows = model.objects.visible_to(user).filter(child=child)
            current = rows.current(on=timezone.localdate()).values("pk")
            chosen = getattr(self.instance, f"{name}_id")
            self.offer(name, rows.filter(Q(pk__in=current) | Q(pk=chosen)))
        self.helper.layout = Layout(*self.parts())

    def offer(self, name, rows):
        """Offer what a goal may serve; where there is nothing to choose from, nothing is asked."""
        if rows.exists():
            self.fields[name].queryset = rows
            self.fields[name].empty_label = "None of these"
        else:
            del self.fields[name]

    def parts(self):
        """The fields in the order of a talk with a family: their words, the sentence, what it serves."""
        title = "The same as a sentence one can watch for"
        return [
            "text",
            "why",
            Fieldset(*SENTENCE, legend=title, legend_size=Size.MEDIUM),
            Field("priority", context={"radios_small": True, "radios_inline": True}),
            *[name for name in SERVES if name in self.fields],
        ]

    @property
    def words(self):
        """The words of the goal, as the action takes them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class GoalAddForm(GoalForm):
    """A goal with its first small steps, on one page."""

    hope = forms.CharField(
        label="A new hope that it serves",
        max_length=300,
        required=False,
        help_text="The long view, in the family’s words: “That he can tell us what he wants”.",
    )
    status = forms.ChoiceField(
        label="When do you start?",
        choices=[("current", "Now"), ("planned", "Later: it is planned")],
        initial="current",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, FIRST_STEPS + 1):
            text, criterion = f"step_{number}", f"criterion_{number}"
            self.fields[text] = forms.CharField(label=f"Step {number}", max_length=160, required=False)
            self.fields[criterion] = forms.CharField(
                label=f"How you will know step {number}", max_length=160, required=False
            )

    def parts(self):
        pairs = [
            Div(f"step_{n}", f"criterion_{n}", css_class="app-halves") for n in range(1, FIRST_STEPS + 1)
        ]
        status = Field("status", context={"radios_small": True, "radios_inline": True})
        first = Fieldset(*pairs, legend="The first small steps", legend_size=Size.MEDIUM)
        return [*super().parts(), "hope", status, first]

    def clean(self):
        cleaned = super().clean()
        for number in range(1, FIRST_STEPS + 1):
            if cleaned.get(f"criterion_{number}") and not cleaned.get(f"step_{number}"):
                self.add_error(f"step_{number}", f"Step {number} says how you will know, but not what it is.")
        if cleaned.get("hope") and cleaned.get("aspiration"):
            self.add_error("hope", "Choose a hope from the list or write a new one, not both.")
        return cleaned

    @property
    def steps(self):
        """The steps that were filled in, in order, each with how one will know."""
        numbers = range(1, FIRST_STEPS + 1)
        pairs = [(self.cleaned_data[f"step_{n}"], self.cleaned_data[f"criterion_{n}"]) for n in numbers]
        return [pair for pair in pairs if pair[0]]


class StepForm(ModelForm):
    """The words of one small step."""

    class Meta:
        model = Step
        fields = ("text", "criterion", "kind")
        labels = {"text": "The step", "criterion": "How you will know", "kind": "What kind of step is it?"}
        help_texts = {
            "text": "Who does what, with which help: “Takes two sips from an open cup, cup held for her”.",
            "criterion": "Such as “3 times out of 4, two days in a row”.",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Step.Kind.choices
        self.fields["kind"].required = False
        self.helper.layout = Layout("text", "criterion", Field("kind", context={"radios_small": True}))

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind


class StepAddForm(StepForm):
    """One more small step, and where in the row it comes."""

    button = "Add this step"

    after = forms.TypedChoiceField(label="Where does it come?", coerce=int, empty_value=None, required=False)

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        rows = [(str(step.order), f"After “{step.text}”") for step in steps]
        self.fields["after"].choices = [("", "At the end"), ("0", "As the first step"), *rows[:-1]]
        self.helper.layout.append("after")


class DayForm(Form):
    """The day on which something was so."""

    on = DayField(label="On which day?")


class ReasonForm(Form):
    """Why something is so, in a sentence."""

    reason = forms.CharField(label="Why?", max_length=200)


class OptionalReasonForm(Form):
    """Why something is so, where it need not be said."""

    reason = forms.CharField(label="Is there something to remember?", max_length=200, required=False)


class SetAsideForm(DayForm, ReasonForm):
    """Since when, and why, a goal is not worked on."""

    field_order = ("reason", "on")


class GoalEndForm(DayForm, ReasonForm):
    """How a goal ended that was not wholly reached."""

    how = forms.ChoiceField(
        label="How did it end?",
        choices=[("partly", "Partly reached"), ("not_reached", "Not reached")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="What is there now, and what did we learn?",
        max_length=200,
        help_text="Begin with what the child does now.",
    )
    field_order = ("how", "reason", "on")


class StepEndForm(DayForm, ReasonForm):
    """How a step ended that was not wholly reached."""

    how = forms.ChoiceField(label="How did it end?", choices=Step.Ending.choices, widget=forms.RadioSelect)
    field_order = ("how", "reason", "on")


class StepShiftForm(Form):
    """Which way a step goes in its row."""

    way = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class StepItemForm(Form):
    """Which line of a framework is linked to a step, or taken away."""

    what = forms.ChoiceField(choices=[("link", "Link"), ("unlink", "Take away")])
    item = forms.IntegerField(min_value=1, max_value=2**31 - 1)

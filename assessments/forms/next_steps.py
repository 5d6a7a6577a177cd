"""What is asked when a small step is chosen, and about what a child enjoys."""

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..words import MOST_TAGS, tags_from
from .compare import ShowForm

NEW = "new"
LONGEST_TAG = 40


class NextForm(ShowForm):
    """Which checklist the suggestions are from, today."""

    def __init__(self, data, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        for name in ("on", "age"):
            del self.fields[name]


class ChooseForm(Form):
    """Of which goal it becomes a step, in which words, and what the family said to it."""

    button = "Make it a step"

    where = forms.ChoiceField(label="Which goal is it a step towards?", widget=forms.RadioSelect)
    goal_text = forms.CharField(
        label="The new goal, in the family’s words",
        max_length=200,
        required=False,
        help_text="What it will be good for one day: “Play with her brother”. Only for a new goal.",
    )
    text = forms.CharField(label="The step", max_length=160, help_text="Put it as it fits this child.")
    criterion = forms.CharField(
        label="How you will know",
        max_length=160,
        required=False,
        help_text="Such as “3 times out of 4, two days in a row”.",
    )
    wish = forms.CharField(
        label="What does the family say to it?",
        max_length=300,
        required=False,
        help_text="You choose together. In their words, if you can.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {goal.ref: goal for goal in goals}
        new = Choice(NEW, "A new goal", hint="It is planned; you begin with it when you are ready.")
        states = [Choice(goal.ref, goal.text, hint=goal.get_status_display()) for goal in goals]
        self.fields["where"].choices = [*states, new]
        if not goals:
            self.fields["where"].initial = NEW
        step = Fieldset("text", "criterion", legend="The step itself", legend_size=Size.MEDIUM)
        where = Field("where", context={"radios_small": True})
        self.helper.layout = Layout(where, "goal_text", step, "wish")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("where") == NEW and not cleaned.get("goal_text") and "goal_text" not in self.errors:
            self.add_error("goal_text", "Say what the new goal is.")
        return cleaned

    @property
    def goal(self):
        """The goal that was chosen; None for a new one."""
        return self.goals.get(self.cleaned_data["where"])


class InterestForm(Form):
    """What a child enjoys, and the words by which toys and small steps are found that go with it."""

    text = forms.CharField(
        label="What does the child enjoy?", max_length=120, help_text="Such as “anything with wheels”."
    )
    tags = forms.CharField(
        label="Goes with",
        max_length=300,
        required=False,
        help_text="Words with commas between, such as “cars, train, bubbles”. "
        "Leave it empty when you add it: they are found from what you wrote.",
    )

    def clean_tags(self):
        tags = tags_from(self.cleaned_data["tags"])
        if len(tags) > MOST_TAGS:
            raise ValidationError(f"{MOST_TAGS} words are enough.")
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError("Put commas between the words.")
        return tags


class InterestEndForm(Form):
    """Nothing more is asked: it has passed."""

    button = "Not any more"

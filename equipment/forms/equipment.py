"""What is asked about a thing: what it is, and what state it is in."""

from django import forms

from accounts.forms import Form, ModelForm

from ..models import Equipment

STATES = [
    ("", "Everything in use"),
    ("ready", "Ready to lend"),
    ("away", "With a family"),
    ("overdue", "Due back already"),
    *[choice for choice in Equipment.Condition.choices if choice[0] != Equipment.Condition.READY],
]


class EquipmentForm(ModelForm):
    """A toy as it stands in the storeroom."""

    class Meta:
        model = Equipment
        fields = ("name", "code", "about", "parts")
        labels = {"name": "Name", "code": "Number on the label", "parts": "Number of pieces"}
        help_texts = {
            "name": "As people call it, such as “Posting box”.",
            "about": "The need it serves, such as “Using both hands together”.",
            "parts": "All that goes out together: box, shapes and lid.",
        }

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()


class ConditionForm(Form):
    """What state a thing is in, and what the next person should know."""

    to = forms.ChoiceField(
        label="What state is it in?", choices=Equipment.Condition.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="A note for the next person", max_length=160, required=False, help_text="Such as “Wheel loose”."
    )


class FilterForm(Form):
    """Which toys the list shows."""

    q = forms.CharField(label="Name, number or use", required=False, max_length=80)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)

    def narrow(self, toys, *, on):
        """The toys that are asked for; without a question all that are not retired."""
        said = self.cleaned_data if self.is_valid() else {}
        toys, state = toys.named(said.get("q", "")), said.get("state", "")
        if state == "ready":
            return toys.available()
        if state == "away":
            return toys.away()
        if state == "overdue":
            return toys.overdue(on=on)
        if state:
            return toys.filter(condition=state)
        return toys.exclude(condition=Equipment.Condition.RETIRED)

"""The whole checklist in one form: each item stands as it was, and only what is touched is sent on."""

from django import forms

from accounts.forms import Form

from ..models import Assessment, Observation
from .days import DayField

STATES = Observation.State.choices
KINDS = [("", "Some new things"), *Assessment.Kind.choices]


class ChecklistForm(Form):
    """Every item of a framework with its state, the day it was seen, and how we know.

    ``shown`` carries what the page showed when it was opened. What is still as shown is nobody's judgement of
    today, so it is not recorded, even if a colleague changed it meanwhile.
    """

    on = DayField(label="Seen on")
    source = forms.ChoiceField(label="How we know", choices=Observation.Source.choices)
    kind = forms.ChoiceField(label="This is", choices=KINDS, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def __init__(self, *args, picture, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = picture.rows if picture else ()
        self.lines = [line for row in self.rows for square in row.squares for line in square.lines]
        for line in self.lines:
            self.fields[name_of(line)] = forms.ChoiceField(choices=STATES, required=False, label=line.text)
            self.initial.setdefault(name_of(line), str(line.state))
        self.initial.setdefault("shown", " ".join(f"{line.pk}:{line.state}" for line in self.lines))

    def clean(self):
        if not self.lines:
            raise forms.ValidationError("The service has not loaded its checklist yet.")
        return super().clean()

    @property
    def touched(self):
        """The states that are not as they were shown, by the item's primary key."""
        shown = dict(pair.split(":", 1) for pair in self.cleaned_data["shown"].split() if ":" in pair)
        states = {line.pk: self.cleaned_data.get(name_of(line)) for line in self.lines}
        return {pk: state for pk, state in states.items() if state and state != shown.get(str(pk))}

    def about(self):
        """The questions about the look as a whole."""
        return [self["on"], self["source"], self["kind"]]

    def areas(self):
        """What the page shows: each area with its bands, each band with its items and their states."""
        for row in self.rows:
            bands = [
                (square, [(line, *self._field(line)) for line in square.lines]) for square in row.squares
            ]
            yield row, bands

    def _field(self, line):
        name = name_of(line)
        return name, str(self[name].value() or line.state)

    def states(self):
        """The four words of a choice, each with its value."""
        return STATES


def name_of(line):
    return f"item_{line.pk}"

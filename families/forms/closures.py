"""Forms that end a child's time with us, begin it again, and write down a death."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import Closure
from .fields import DayField

SMALL = {"radios_small": True}
ASKED = [
    ("Asked, and answered", "Asked, and answered"),
    ("Asked, no answer yet", "Asked, no answer yet"),
    ("Not asked", "Not asked"),
]
WAITS = "wait"


class CloseForm(Form):
    """Why a child's time with us ends, where it goes, and why we go on with what is open."""

    button = "End our time with this child"

    on = DayField(label="Last day", back=366, help_text="for example today, or 3/11/2026")
    reason = forms.ChoiceField(label="Why does it end?", widget=forms.RadioSelect)
    destination = forms.ChoiceField(
        label="Where does the child go?",
        choices=[one for one in Closure.Destination.choices if one[0] != Closure.Destination.NONE],
        widget=forms.RadioSelect,
    )
    destination_name = forms.CharField(label="Its name", max_length=120, required=False)
    survey = forms.ChoiceField(
        label="Was the family asked how it was for them?", choices=ASKED, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="What should the next reader know?", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="Begin with what went well.",
    )  # fmt: skip
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.asking = [answer for answer in answers if answer.asks]
        reasons = [one for one in Closure.Reason.choices if one[0] != Closure.Reason.DIED]
        self.fields["reason"].choices = reasons
        for answer in self.asking:
            self.fields[f"why_{answer.code}"] = forms.CharField(
                label=f"{answer.answer} Why do we go on?",
                max_length=300,
                error_messages={"required": f"{answer.answer} Say why we go on."},
            )
        self.helper.layout = Layout(
            *(f"why_{answer.code}" for answer in self.asking), "on", Field("reason", context=SMALL),
            Field("destination", context=SMALL), "destination_name",
            Field("survey", context={**SMALL, "radios_inline": True}), "note", "expected",
        )  # fmt: skip

    def reasons(self):
        """Why we go on, by the code of the question."""
        return {answer.code: self.cleaned_data[f"why_{answer.code}"] for answer in self.asking}


class ReopenForm(Form):
    """Why a child comes back, and to whom."""

    button = "Open it again"

    reason = forms.CharField(
        label="Why does the child come back?", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    worker = forms.ChoiceField(label="Who visits?", widget=forms.RadioSelect)
    over_reason = forms.CharField(
        label="Why more than is planned for?", max_length=300, required=False,
        help_text="Only if the worker would carry more than is planned for.",
    )  # fmt: skip

    def __init__(self, *args, loads, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.workers = {str(load.worker.pk): load.worker for load in loads}
        was = {True: ", who visited before", False: ""}
        choices = [
            (str(load.worker.pk), f"{load.worker.name}{was[load.worker.pk == before]}: {load.figures} now")
            for load in sorted(loads, key=lambda load: load.worker.pk != before)
        ]
        self.fields["worker"].choices = [*choices, (WAITS, "Nobody yet: the child waits for a worker")]
        self.helper.layout = Layout("reason", Field("worker", context=SMALL), "over_reason")

    @property
    def to(self):
        return self.workers.get(self.cleaned_data["worker"])


class DeathForm(Form):
    """The day, who told us, and what a colleague should know."""

    button = "Record this"

    on = DayField(label="Date of death", back=3000, help_text="for example 3/11/2026")
    told_by = forms.CharField(
        label="Who told us?", max_length=120, help_text="Name, and who they are to the child or family."
    )
    note = forms.CharField(
        label="What should a colleague know before any contact?", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example who speaks with the family, and what they have asked for.",
    )  # fmt: skip
    sure = forms.BooleanField(
        label="I have made sure that this is the right child",
        error_messages={"required": "Please make sure, and tick this."},
    )

    def action_fields(self):
        return {name: self.cleaned_data[name] for name in ("on", "told_by", "note")}


class DeathUndoForm(ReopenForm):
    """That a record of a death was an error, and how our time with the child goes on."""

    button = "Take this record back"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "How did the error come about?"
        if not self.workers:
            del self.fields["worker"], self.fields["over_reason"]
            self.helper.layout = Layout("reason")

"""Forms about moving many children: which, from when and why; what was decided; and the way back."""

from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms
from django.utils import timezone

from accounts.forms import Form

from ..consequences import Question
from ..models import Episode

FURTHEST = 180  # days ahead for which a move can be agreed
OUT = ("out", "Leave the child where it is")


class ReallocationForm(Form):
    """A worker’s whole caseload, or the children of a list; from which day, and why."""

    button = "Propose new places"

    worker = forms.ChoiceField(label="Whose caseload?", widget=forms.RadioSelect, required=False)
    team = forms.ChoiceField(label="Team", required=False)
    frequency = forms.ChoiceField(
        label="How often visited", choices=[("", "All"), *Episode.Frequency.choices], required=False
    )
    area = forms.CharField(
        label="Area",
        max_length=5,
        required=False,
        help_text="The first half of the postcode, as in FN4.",
    )
    effective_on = forms.DateField(
        label="From which day?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Today, or a day ahead: the children then move by themselves on that day.",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The workers read it; families may ask.",
    )

    def __init__(self, *args, loads, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.loads = {load.worker.pk: load for load in loads}
        names = [(str(pk), load.worker.name) for pk, load in self.loads.items()]
        self.fields["worker"].choices = [*names, ("", "Of all workers: the children of the list below")]
        self.fields["team"].choices = [("", "All my teams"), *((str(team.pk), team.name) for team in teams)]
        self.initial.setdefault("effective_on", timezone.localdate())
        quiet = {"context": {"hide_optional": True}}
        self.helper.layout = Layout(
            Field("worker", template="families/_whose_caseload.html", **quiet),
            Field("effective_on"),
            Field("reason"),
            Fieldset(
                Field("team", **quiet),
                Field("frequency", **quiet),
                Field("area", **quiet),
                legend="For a list across workers: which children?",
                legend_size=Size.MEDIUM,
            ),
        )

    @property
    def places(self):
        """Each worker with the load carried now, and whether that one is chosen."""
        chosen = str(self["worker"].value() or "")
        return [(load, chosen == str(pk)) for pk, load in self.loads.items()]

    @property
    def is_for_a_list(self):
        return not self["worker"].value()

    def clean_effective_on(self):
        today, day = timezone.localdate(), self.cleaned_data["effective_on"]
        if day < today:
            raise forms.ValidationError("Choose today or a day ahead: what has been cannot be moved.")
        if day > today + timezone.timedelta(days=FURTHEST):
            raise forms.ValidationError("Choose a day in the next six months.")
        return day

    def clean_area(self):
        return self.cleaned_data["area"].strip().upper()

    @property
    def chosen(self):
        """The filter, as a plan keeps it: only what was chosen."""
        data = self.cleaned_data
        found = {"team": data["team"], "frequency": data["frequency"], "area": data["area"]}
        found = {name: value for name, value in found.items() if value}
        if "team" in found:
            found["team"] = int(found["team"])
        return found


class PreviewForm(Form):
    """What a plan needs decided: one choice for each question, one reason for each worker over capacity."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, outlooks, shares, **kwargs):
        super().__init__(*args, **kwargs)
        self.outlooks = [one for one in outlooks if one.questions and not one.stale]
        self.shares = [share for share in shares if share.needs_reason]
        for one in self.outlooks:
            for question in one.questions:
                self.fields[name_of(one, question)] = field_for(one, question)
        for share in self.shares:
            self.fields[f"over-{share.worker.pk}"] = forms.CharField(
                label=f"Why may {share.worker.name} carry {share.figures}?",
                max_length=300,
                required=False,
                initial=share.reason,
            )

    @property
    def noting(self):
        """The child whose hand-over note is asked for, after keeping what was decided."""
        return self.data.get("note", "")

    @property
    def is_applied(self):
        """The button that applies was pressed, and not the one that only keeps what was decided."""
        return "apply" in self.data

    def clean(self):
        cleaned = super().clean()
        if self.is_applied:
            for one in self.outlooks:
                leaves = any(cleaned.get(name_of(one, question)) == "out" for question in one.questions)
                for question in one.questions:
                    if not leaves and not cleaned.get(name_of(one, question)):
                        name = one.move.child.first_name
                        self.add_error(name_of(one, question), f"Decide what should happen with {name}.")
            for share in self.shares:
                if not (cleaned.get(f"over-{share.worker.pk}") or "").strip():
                    self.add_error(f"over-{share.worker.pk}", f"Say why {share.worker.name} may carry more.")
        return cleaned

    @property
    def conflicts(self):
        """Each child that needs a decision, with its questions and their fields."""
        return [
            (one, [(question, self[name_of(one, question)]) for question in one.questions])
            for one in self.outlooks
        ]

    @property
    def overs(self):
        return [(share, self[f"over-{share.worker.pk}"]) for share in self.shares]

    @property
    def decisions(self):
        return {
            one.move.pk: {
                question.name: self.cleaned_data[name_of(one, question)] for question in one.questions
            }
            for one in self.outlooks
        }

    @property
    def over_reasons(self):
        return {share.worker.pk: self.cleaned_data[f"over-{share.worker.pk}"] for share in self.shares}


def name_of(outlook, question: Question):
    return f"{question.name}-{outlook.move.pk}"


def field_for(outlook, question):
    return forms.ChoiceField(
        label=f"{outlook.move.child.first_name}: what should happen?",
        choices=[("", "Choose"), *question.choices, OUT],
        required=False,
        initial=question.answer,
    )


class NoteForm(Form):
    """What the new worker should know of one child."""

    button = "Keep this note"

    note = forms.CharField(
        label="Hand-over note",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What goes well, what the family likes, what is next. It is printed on the child’s brief.",
    )


class UndoForm(Form):
    """Move back: all of them, or the one that was chosen."""

    button = "Move back"

    only = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TakeBackForm(Form):
    """A move that waits for its day becomes a plan again, or a plan is thrown away."""

    button = "Take back"

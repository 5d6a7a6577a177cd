"""Forms for arranging cover: who is away and when; then who covers which child, and what of each visit."""

from crispy_forms_gds.layout import Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form
from accounts.models import User

from ..models import Cover
from .fields import DayField

VISIT_CHOICES = [("take", "Who covers takes it"), ("cancel", "Cancel it"), ("leave", "Leave it as it is")]


class CoverForm(Form):
    """Who is away, why and when; sent a second time with who covers which child.

    ``plan_for`` proposes for what was given first. The second time the form carries the mark of the proposal
    that was looked at; if the caseload has changed since, it is looked at again.
    """

    button = "Propose who covers"

    away = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Who is away?", empty_label="Choose a colleague"
    )
    reason = forms.ChoiceField(label="Why?", choices=Cover.Reason.choices, widget=forms.RadioSelect)
    from_on = DayField(label="First day", back=31, ahead=366, help_text="for example 23/11/2026")
    until_on = DayField(label="Last day", back=0, ahead=366, help_text="It ends by itself that evening.")
    note = forms.CharField(label="Anything to know?", required=False, max_length=300)
    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args, workers, plan_for, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["away"].queryset = workers
        self.plan_for, self.plan = plan_for, None
        self.helper.layout = Layout("away", "reason", "from_on", "until_on", "note")

    def clean(self):
        cleaned = super().clean()
        away, first, last = (cleaned.get(name) for name in ("away", "from_on", "until_on"))
        if first and last and last < first:
            self.add_error("until_on", "The last day is on or after the first.")
        elif last and last < timezone.localdate():
            self.add_error("until_on", "The last day is over already.")
        if not self.errors:
            self.plan = self.plan_for(away, first, last)
            if not self.plan.rows:
                self.add_error("away", f"{away.name} has no child to cover in these days.")
            elif not self.plan.hands:
                self.add_error("away", "Nobody else of the team is there in these days.")
            elif self.is_answered:
                self.check_answers()
        return cleaned

    @property
    def is_answered(self):
        """Whether who sends this has looked at the proposal as it is now."""
        return self.plan is not None and self.data.get("mark") == self.plan.mark

    @property
    def is_stale(self):
        """Whether another proposal was looked at than the one that would be carried out."""
        return self.plan is not None and bool(self.data.get("mark")) and not self.is_answered

    def check_answers(self):
        known = {str(one.worker.pk) for one in self.plan.hands} | {""}
        if any(self._worker_of(row) not in known for row in self.plan.rows):
            self.add_error(None, "Choose one of the colleagues offered for each child.")
        elif not any(self._worker_of(row) for row in self.plan.rows):
            self.add_error(None, "Choose who covers at least one child.")

    def _worker_of(self, row):
        return self.data.get(f"worker_{row.episode.pk}", "")

    # What the page shows: the proposal, or what was chosen instead ----------------------------------------

    @property
    def choices(self):
        """Each child with who is chosen, and each of its visits with what is chosen."""
        for row in self.plan.rows:
            proposed = str(row.proposed or "")
            chosen = self._worker_of(row) if self.is_answered else proposed
            visits = [
                (visit, self.data.get(f"visit_{visit.ref}", "take") if self.is_answered else "take")
                for visit in row.planned
            ]
            yield row, chosen, visits

    # What the action takes --------------------------------------------------------------------------------

    @property
    def shares(self):
        """The episodes that are covered, each with its worker."""
        workers = {str(one.worker.pk): one.worker for one in self.plan.hands}
        chosen = [(row.episode, self._worker_of(row)) for row in self.plan.rows]
        return {episode: workers[worker] for episode, worker in chosen if worker}

    @property
    def visits(self):
        covered = {episode.pk for episode in self.shares}
        return {
            visit.ref: self.data.get(f"visit_{visit.ref}", "leave")
            for row in self.plan.rows
            for visit in row.planned
            if row.episode.pk in covered or self.data.get(f"visit_{visit.ref}") == "cancel"
        }


class CoverExtendForm(Form):
    """Another last day."""

    button = "Change the last day"

    until = DayField(label="Last day", back=0, ahead=366, help_text="for example 30/11/2026")

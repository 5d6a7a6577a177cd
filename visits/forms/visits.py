from datetime import UTC, timedelta

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.forms.base import Form

from ..clashes import clash_in_words
from ..models import Visit
from .when import WhenField

HINT = "Write it as you like: tue 10:30, 2/12 10.30, tomorrow 2pm."


class PlanForm(Form):
    """When, how long, where, what to bring; where there is a choice, also who goes."""

    button = "Put it in the diary"

    when = WhenField(label="When", help_text=HINT, days_back=28)
    minutes = forms.IntegerField(label="How long, in minutes", initial=60, min_value=10, max_value=480)
    mode = forms.ChoiceField(
        label="Where", choices=Visit.Mode.choices, initial=Visit.Mode.HOME, widget=forms.RadioSelect
    )
    bring = forms.CharField(
        label="What to bring",
        required=False,
        max_length=200,
        help_text="For example bubbles, small open cup",
    )

    def __init__(self, *args, user, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.workers = user, {str(worker.pk): worker for worker in workers}
        parts = ["when", Field("minutes", css_class="govuk-input--width-4")]
        if len(self.workers) > 1:
            choices = [(key, worker.name) for key, worker in self.workers.items()]
            self.fields["worker"] = forms.ChoiceField(
                label="Who goes", choices=choices, initial=choices[0][0], widget=forms.RadioSelect
            )
            parts.append("worker")
        parts += [Field("mode", template="gds/tiles.html"), "bring"]
        self.helper.layout = Layout(*parts)

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.pop("worker", None) or next(iter(self.workers), None)
        if chosen is None:
            self.add_error(None, "This child has no worker yet: a team lead chooses one first.")
            return cleaned
        cleaned["worker"] = self.workers[chosen]
        if {"when", "minutes"} <= cleaned.keys():
            cleaned["starts_at"] = starts_at = cleaned.pop("when")
            ends_at = starts_at.astimezone(UTC) + timedelta(minutes=cleaned["minutes"])
            clash = clash_in_words(
                worker=cleaned["worker"], starts_at=starts_at, ends_at=ends_at, user=self.user
            )
            if clash:
                self.add_error("when", clash)
        return cleaned


class MoveForm(Form):
    """The new day and time of a planned visit."""

    button = "Move the visit"

    when = WhenField(label="New day and time", help_text=HINT)

    def __init__(self, *args, user, visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.visit = user, visit

    def clean_when(self):
        starts_at = self.cleaned_data["when"]
        if starts_at <= timezone.now():
            raise forms.ValidationError("This time has passed: give one that is still to come.")
        ends_at = starts_at.astimezone(UTC) + (self.visit.ends_at - self.visit.starts_at)
        clash = clash_in_words(
            worker=self.visit.worker,
            starts_at=starts_at,
            ends_at=ends_at,
            user=self.user,
            except_for=self.visit,
        )
        if clash:
            raise forms.ValidationError(clash)
        return starts_at


class CancelForm(Form):
    """Why a visit was not made; once its time has come, also that nobody was in."""

    button = "Take it out of the diary"

    reason = forms.ChoiceField(label="Why?", widget=forms.RadioSelect)

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(key, label) for key, label in Visit.Reason.choices if key not in Visit.BY_THEMSELVES]
        if visit.starts_at <= timezone.now():
            choices.insert(0, (Visit.Reason.NOBODY_IN.value, "I came and nobody was in"))
        self.fields["reason"].choices = choices
        self.helper.layout = Layout(Field("reason", template="gds/tiles.html"))

"""Which day a profile shows, and which it is set beside."""

from django import forms
from django.utils import timezone

from accounts.forms import Form

from .days import DayField

NOTHING = "none"


class CompareForm(Form):
    """A day to show and an earlier one: a sitting, another day, or nothing."""

    on = DayField(label="Show", required=False)
    since = forms.ChoiceField(label="Compare with", required=False)
    day = DayField(label="or with another day", required=False)

    def __init__(self, data, *args, sittings, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.sittings = sittings
        named = [(sitting.on.isoformat(), str(sitting)) for sitting in sittings]
        self.fields["since"].choices = [("", "The last look at everything"), *named, (NOTHING, "Nothing")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on") and cleaned["on"] > timezone.localdate():
            self.add_error("on", "This day is still to come.")
        if cleaned.get("day") and cleaned["day"] >= self.on_day:
            self.add_error("day", "Choose a day before the one that is shown.")
        return cleaned

    @property
    def on_day(self):
        return self.cleaned_data.get("on") or timezone.localdate()

    @property
    def since_day(self):
        """The earlier day; without a choice the newest sitting before the day shown, or None."""
        chosen = self.cleaned_data.get("since")
        if day := self.cleaned_data.get("day"):
            return day
        if chosen == NOTHING:
            return None
        days = [sitting.on for sitting in self.sittings if sitting.on < self.on_day]
        return next((day for day in days if not chosen or day.isoformat() == chosen), None)

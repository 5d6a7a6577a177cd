"""What a profile shows: which checklist, which day, what it is set beside, and with which age it is read."""

from datetime import date

from django import forms
from django.utils import timezone

from accounts.forms import Form

from ..profile.ageing import CORRECTED, REAL
from ..profile.frames import framework_named
from ..profile.known import usual_of
from .days import DayField

NOTHING = "none"
EARLIEST = date(1990, 1, 1)


class ShowForm(Form):
    """Which checklist and which day; the answer is an address. What is not valid is said and left aside."""

    framework = forms.ChoiceField(label="Checklist", required=False)
    on = DayField(label="Show", required=False)
    age = forms.ChoiceField(
        choices=[("", ""), (REAL, "Real age"), (CORRECTED, "Corrected age")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data, *args, frameworks, **kwargs):
        super().__init__({"on": timezone.localdate().isoformat()} | data.dict(), *args, **kwargs)
        self.frameworks = frameworks
        usual = usual_of(frameworks)
        self.chosen = framework_named(frameworks, data.get("framework", "")) or usual
        if len(frameworks) > 1:
            self.fields["framework"].choices = [(one.ref, named(one)) for one in frameworks]
            if not data.get("framework"):
                self.data["framework"] = usual.ref
        else:
            self.fields.pop("framework")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        if on and on < EARLIEST:
            raise forms.ValidationError("This day is too long ago.")
        return on

    @property
    def on_day(self):
        return self.cleaned_data.get("on") or timezone.localdate()

    @property
    def age_asked(self):
        return self.cleaned_data.get("age") or ""


class CompareForm(ShowForm):
    """The same, beside an earlier day (a sitting, any other day, or nothing) or beside another checklist."""

    since = forms.ChoiceField(label="Compare with", required=False)
    day = DayField(label="or with another day", required=False)
    beside = forms.ChoiceField(label="Beside it", required=False)

    field_order = ("framework", "on", "since", "day", "beside", "age")

    def __init__(self, data, *args, sittings, frameworks, **kwargs):
        super().__init__(data, *args, frameworks=frameworks, **kwargs)
        code = self.chosen.code if self.chosen else ""
        self.sittings = [sitting for sitting in sittings if sitting.framework.code == code]
        named_days = {sitting.on.isoformat(): str(sitting) for sitting in self.sittings}
        choices = [("", "The last look at everything"), *named_days.items(), (NOTHING, "Nothing")]
        self.fields["since"].choices = choices
        others = [one for one in frameworks if self.chosen and one.pk != self.chosen.pk]
        if others:
            self.fields["beside"].choices = [("", "Nothing"), *((one.ref, named(one)) for one in others)]
        else:
            self.fields.pop("beside")

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("day")
        if day and not EARLIEST <= day < self.on_day:
            self.add_error("day", "Choose a day before the one that is shown.")
        return cleaned

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

    @property
    def other(self):
        """The checklist that is drawn beside the chosen one, or None."""
        return framework_named(self.frameworks, self.cleaned_data.get("beside") or "")


def named(framework):
    """A checklist in a list of them: an old version says that it is one."""
    return str(framework) if framework.is_in_use else f"{framework} (no longer used)"

"""What is asked when one ticks: where one is, one touch, and what more there is to say of one line."""

import re

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form
from accounts.forms.files import PaperField

from ..models import Observation
from ..observing import ALL, NEAR
from .days import DayField

TICK = re.compile(r"(\d{1,12}):([\w-]{1,20})")
NOT_A_PICTURE = "Add a photo (JPG or PNG). A letter or a report goes to the child’s papers."


class PlaceForm(Form):
    """Where on the page one is: framework, area, view; and what holds for all ticks: the day, who saw it.

    What is not valid is said beside its field, and left aside.
    """

    framework = forms.ChoiceField(label="Checklist", required=False)
    on = DayField(label="Seen on", required=False)
    source = forms.ChoiceField(label="How we know", choices=Observation.Source.choices, required=False)

    def __init__(self, data, *args, child, frameworks, **kwargs):
        today = timezone.localdate()
        super().__init__(
            {"on": today.isoformat(), "source": Observation.Source.WORKER} | data, *args, **kwargs
        )
        self.child, self.frameworks, self.today = child, frameworks, today
        self.fields["framework"].choices = [(each.ref, str(each)) for each in frameworks]

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError("This day is still to come.")
        if on and on < self.child.born_on:
            raise forms.ValidationError(f"{self.child.first_name} was not born yet on this day.")
        return on

    @property
    def chosen(self):
        """The framework that was chosen; else the first, or None while there is none."""
        ref = self.cleaned_data.get("framework")
        return next((each for each in self.frameworks if each.ref == ref), next(iter(self.frameworks), None))

    @property
    def day(self):
        return self.cleaned_data.get("on") or self.today

    @property
    def view(self):
        return ALL if self.data.get("view") == ALL else NEAR

    @property
    def area(self):
        return str(self.data.get("area", ""))

    @property
    def how(self):
        """Who saw it, in words."""
        return Observation.Source(self.cleaned_data.get("source") or Observation.Source.WORKER)

    def kept(self, **changes):
        """What goes along from page to page, as it stands in an address."""
        where = {
            "framework": self.chosen.ref if self.chosen else "",
            "view": self.view,
            "area": self.area,
            "on": self.day.isoformat() if self.day != self.today else "",
            "source": str(self.how) if self.how != Observation.Source.WORKER else "",
        }
        return {name: value for name, value in (where | changes).items() if value}


class TickForm(Form):
    """One touch: which line, in which word; the day and who saw it come along."""

    tick = forms.CharField(max_length=40)
    on = DayField(required=False)
    source = forms.ChoiceField(choices=Observation.Source.choices, required=False)

    def clean_tick(self):
        found = TICK.fullmatch(self.cleaned_data["tick"])
        if not found:
            raise forms.ValidationError("Touch one of the words beside a line.")
        return int(found[1]), found[2]

    @property
    def item(self):
        return self.cleaned_data["tick"][0]

    @property
    def level(self):
        return self.cleaned_data["tick"][1]

    @property
    def day(self):
        """The day that came along; today if none did."""
        self.is_valid()
        return self.cleaned_data.get("on") or timezone.localdate()

    @property
    def problem(self):
        return next(iter(self.errors.values()))[0]


class ObservationForm(Form):
    """One line with all there is to say of it: the word, help, place, a note, a photo."""

    button = "Write it down"

    level = forms.ChoiceField(label="How is it?", widget=forms.RadioSelect)
    on = DayField(label="Seen on")
    source = forms.ChoiceField(label="How we know", choices=Observation.Source.choices)
    help = forms.ChoiceField(
        label="With which help", choices=[("", "Not said"), *Observation.Help.choices], required=False
    )
    where = forms.ChoiceField(
        label="Where", choices=[("", "Not said"), *Observation.Where.choices], required=False
    )
    is_general = forms.BooleanField(label="Also in other places and with other people", required=False)
    note = forms.CharField(
        label="What was to be seen",
        max_length=500,
        required=False,
        help_text="Where the family told us, or you agreed it together, the family reads this too.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = PaperField(
        label="A photo", required=False, help_text="JPG or PNG, up to 10 MB, if the family said yes to photos"
    )

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.levels = levels
        self.fields["level"].choices = [(level.code, level.name) for level in levels]
        self.fields["photo"].widget.attrs["accept"] = ".jpg,.jpeg,.png"
        self.helper.layout = Layout(
            Field("level", template="gds/choice.html"),
            "on",
            "source",
            "help",
            "where",
            Field("is_general", context={"checkboxes_small": True}),
            "note",
            "photo",
        )

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if photo and not photo.content_type.startswith("image/"):
            raise forms.ValidationError(NOT_A_PICTURE)
        return photo

    @property
    def said(self):
        """The word that was chosen."""
        return next(level for level in self.levels if level.code == self.cleaned_data["level"])


class RangeForm(Form):
    """Which lines "everything up to here" means, and how they stood when one was asked."""

    button = "Yes, all of these"

    within = forms.ChoiceField(label="Everything up to this line", widget=forms.RadioSelect)
    on = DayField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(choices=Observation.Source.choices, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, spans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["within"].choices = [(span.code, span.words) for span in spans]
        for span in spans:
            self.fields[f"shown_{span.code}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=40_000, initial=span.shown
            )
        self.helper.layout = Layout("within", *[name for name in self.fields if name != "within"])

    @property
    def shown(self):
        """The lines of the chosen span as they stood on the page, by primary key."""
        text = self.cleaned_data.get(f"shown_{self.cleaned_data['within']}", "")
        return {int(pk): word for pk, word in TICK.findall(text)}

"""Forms of a concern: the record itself, what is added later, and what a safeguarding lead does about it."""

import re
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form
from accounts.forms.base import say_it_plainly

from .. import body
from ..models import Concern, ConcernStep
from ..when import LONDON
from .fields import DayField

MOST_SAYINGS = 8
MOST_MARKS = 8
LONGEST = 10_000
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")


class ClockField(forms.CharField):
    """A time of day as people write it, at any hour: 10:40, 10.40am, 9 pm."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.update({"class": "govuk-input--width-5", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if not text:
            return None
        match = CLOCK.fullmatch(text)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if match and match[3]:
            hour = hour % 12 + (12 if match[3] == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour > 23 or minute > 59:
            raise ValidationError("Write the time like 10:40 or 4pm.")
        return time(hour, minute)

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value


class WordsField(forms.CharField):
    """Text of several lines, the same whichever way the browser ends a line."""

    def __init__(self, *, rows=3, **kwargs):
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class ConcernForm(Form):
    """Facts, exact words, opinion and what was done, each in its own place."""

    happened_on = DayField(label="Day", back=3650)
    happened_time = ClockField(label="Time", required=False)
    place = forms.CharField(label="Where, and who was there", max_length=500)
    facts = WordsField(label="What happened", rows=5)
    opinion = WordsField(label="Your opinion (you may leave this empty)", required=False)
    done = WordsField(label="What did you do?", required=False)
    told = forms.ChoiceField(
        label="Did you tell the family that you would write this down?",
        choices=Concern.Told.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you told the family."},
    )
    told_why = forms.CharField(label="If not, why?", required=False, max_length=500)

    FACTS = ("happened_on", "happened_time", "place", "facts", "opinion", "done", "told", "told_why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_SAYINGS + 1):
            who = forms.CharField(label="Who said it", required=False, max_length=120)
            who.widget.attrs |= {"list": "people-said", "autocomplete": "off"}
            self._add(f"said_who_{number}", who)
            self._add(f"said_words_{number}", WordsField(label="Their words", required=False, rows=2))
        for number in range(1, MOST_MARKS + 1):
            place = forms.ChoiceField(label="Place", required=False, choices=body.choices())
            self._add(f"mark_place_{number}", place)
            looks = forms.CharField(label="What it looked like", required=False, max_length=300)
            self._add(f"mark_looks_{number}", looks)

    def _add(self, name, field):
        say_it_plainly(field, field.label)
        self.fields[name] = field

    def _pairs(self, first, second, most):
        """Rows of two fields for the page: each with whether it, or one after it, is filled."""
        rows = [(self[f"{first}_{n}"], self[f"{second}_{n}"]) for n in range(1, most + 1)]
        filled = [any(field.value() or field.errors for field in row) for row in rows]
        return [(row, any(filled[place:])) for place, row in enumerate(rows)]

    @property
    def saying_rows(self):
        return self._pairs("said_who", "said_words", MOST_SAYINGS)

    @property
    def mark_rows(self):
        return self._pairs("mark_place", "mark_looks", MOST_MARKS)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("told") == Concern.Told.OTHER and not cleaned.get("told_why"):
            self.add_error("told_why", "Say why you did not tell the family.")
        happened_on, clock = cleaned.get("happened_on"), cleaned.get("happened_time")
        if happened_on and clock and datetime.combine(happened_on, clock, LONDON) > timezone.now():
            self.add_error("happened_time", "This time is still to come. Check the day and the time.")
        for number in range(1, MOST_SAYINGS + 1):
            if cleaned.get(f"said_who_{number}") and not cleaned.get(f"said_words_{number}"):
                self.add_error(f"said_words_{number}", "Write the words, or leave out who said them.")
            if cleaned.get(f"said_words_{number}") and not cleaned.get(f"said_who_{number}"):
                self.add_error(f"said_who_{number}", "Say whose words these are.")
        for number in range(1, MOST_MARKS + 1):
            if cleaned.get(f"mark_looks_{number}") and not cleaned.get(f"mark_place_{number}"):
                self.add_error(f"mark_place_{number}", "Choose the place on the body.")
        return cleaned

    # What the action takes ---------------------------------------------------------------------------

    @property
    def facts_given(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}

    @property
    def sayings(self):
        said = [
            (self.cleaned_data[f"said_who_{n}"], self.cleaned_data[f"said_words_{n}"])
            for n in range(1, MOST_SAYINGS + 1)
        ]
        return [pair for pair in said if pair[1]]

    @property
    def marks(self):
        marked = [
            (self.cleaned_data[f"mark_place_{n}"], self.cleaned_data[f"mark_looks_{n}"])
            for n in range(1, MOST_MARKS + 1)
        ]
        return [pair for pair in marked if pair[0]]


class ConcernAdditionForm(Form):
    """What somebody wants to add to a concern that was sent."""

    button = "Add this"

    text = WordsField(label="What do you want to add?", rows=4, help_text="It stays below what was sent.")


class ConcernDecideForm(Form):
    """What is done about a concern, and why."""

    button = "Write down this decision"

    decision = forms.ChoiceField(
        label="What have you decided?", choices=ConcernStep.Decision.choices, widget=forms.RadioSelect
    )
    reason = WordsField(label="Why?", rows=5, help_text="What you weighed, and whom you spoke to.")
    follow_up_on = DayField(
        label="Look at it again by", required=False, back=0, ahead=400, help_text="for example 1/12/2026"
    )

    def clean(self):
        cleaned = super().clean()
        looks_again = (ConcernStep.Decision.SUPPORT, ConcernStep.Decision.WATCH)
        waits = cleaned.get("decision") in looks_again and not cleaned.get("follow_up_on")
        if waits and "follow_up_on" not in self.errors:
            self.add_error("follow_up_on", "Say by when you look at it again.")
        return cleaned


class ConcernReferForm(Form):
    """To whom a concern was passed on, when, and what they said."""

    button = "Write down this referral"

    to = forms.CharField(
        label="To whom did you refer it?", max_length=300, help_text="The team, and who took the call."
    )
    on = DayField(label="Day", back=365)
    clock = ClockField(label="Time")
    reference = forms.CharField(label="Their reference", required=False, max_length=120)
    said = WordsField(label="What did they say?", required=False)
    follow_up_on = DayField(
        label="Ask them again by", required=False, back=0, ahead=400, help_text="for example 1/12/2026"
    )

    def clean(self):
        cleaned = super().clean()
        on, clock = cleaned.get("on"), cleaned.get("clock")
        if on and clock:
            cleaned["at"] = datetime.combine(on, clock, LONDON)
            if cleaned["at"] > timezone.now():
                self.add_error("clock", "This time is still to come. Check the day and the time.")
        return cleaned


class ConcernCloseForm(Form):
    """How a concern ended."""

    button = "Close this concern"

    outcome = WordsField(label="How did it end?", rows=4, help_text="What is safer now, and who knows.")


class ConcernReopenForm(Form):
    """Why a closed concern is looked into again."""

    button = "Open it again"

    reason = WordsField(label="Why is it opened again?", rows=4)

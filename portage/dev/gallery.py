"""Every component and every kind of form field on one page, so that a change of style is seen at once."""

from datetime import date, timedelta
from types import SimpleNamespace

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.layout import Field, Fieldset, Layout
from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from accounts.forms.base import Form

MARKS = [("can", "Can do"), ("nearly", "Nearly"), ("not_yet", "Not yet"), ("unseen", "Not seen")]
STEPS = [
    {"text": "Holds it with help", "state": "done"},
    {"text": "Lifts it to her mouth", "state": "done"},
    {"text": "Takes two sips", "state": "done"},
    {"text": "Puts it down", "state": "now", "word": "This week"},
    {"text": "Drinks by herself", "state": "later"},
]
TONES = [
    ("On track", "good", "sprout"),
    ("Due Monday", "soon", "clock"),
    ("4 days late", "late", "triangle-alert"),
    ("Urdu", "info", "languages"),
    ("Private", "private", "lock"),
    ("Closed", "idle", "history"),
]
FAMILIES = [
    {"name": "Aisha Khan", "age": "2 years 4 months", "next": "2 Dec, 10:30", "state": TONES[0]},
    {"name": "Leo Adeyemi", "age": "3 years 8 months", "next": "None booked", "state": TONES[2]},
]
CHILD_PAGE = {
    "child": SimpleNamespace(name="Aisha Khan", ref="g4LL3ryCh1ldR3f0", born_on=date(2024, 7, 14)),
    "child_state": [{"text": "On track", "tone": "good", "icon": "sprout"}],
    "child_alerts": [{"text": "Dog at home", "tone": "late", "icon": "dog"}],
    "child_facts": [("Worker", "Sofia Marsh"), ("Next visit", "Wed 2 Dec, 10:30"), ("Last seen", "Today")],
    "child_action": {"text": "Record a visit", "url": "#", "icon": "pencil"},
}


class EveryField(Form):
    """One field of each kind that our forms use, with hints, widths and choices."""

    name = forms.CharField(label="Full name", help_text="As the family says it")
    email = forms.EmailField(label="E-mail address")
    phone = forms.CharField(label="Telephone", widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    minutes = forms.IntegerField(label="How long, in minutes")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    born = DateInputField(label="Date of birth", help_text="For example 27 3 2024", require_all_fields=False)
    on = forms.DateField(label="Day of the visit", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}))
    level = forms.ChoiceField(label="How much help?", choices=[("", "Choose"), ("all", "All the way")])
    notes = forms.CharField(label="What I saw", widget=forms.Textarea(attrs={"rows": 3}))
    where = forms.ChoiceField(
        label="Where?",
        choices=[("home", "At home"), Choice("nursery", "At nursery", hint="Agree it with the family first")],
        widget=forms.RadioSelect,
    )
    sort = forms.ChoiceField(
        label="Sort", choices=[("a", "By name"), ("b", "By date")], widget=forms.RadioSelect
    )
    who = forms.MultipleChoiceField(
        label="Who was there?",
        choices=[("mum", "Mum"), ("dad", "Dad"), ("grandad", "Grandad")],
        widget=forms.CheckboxSelectMultiple,
    )
    went = forms.ChoiceField(label="Says “more”", choices=MARKS, widget=forms.RadioSelect)
    agree = forms.BooleanField(label="The family has seen this")
    letter = forms.FileField(label="Add a letter", help_text="PDF or photo, up to 10 MB")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset("name", "email", "phone", "minutes", "password", legend="Lines", legend_size="m"),
            Fieldset("born", "on", "at", legend="Days and times", legend_size="m"),
            "level",
            Field.textarea("notes", max_characters=500),
            "where",
            Field("sort", context={"radios_small": True, "radios_inline": True}),
            Field("who", template="gds/tiles.html"),
            Field("went", template="gds/choice.html", context={"marks": True}),
            "letter",
            "agree",
        )


def gallery(request):
    """Show the components, a form as it opens and the same form after a mistake."""
    wrong = EveryField(
        {"name": "", "born_0": "31", "born_1": "13", "born_2": "", "who": ["mum"]}, prefix="wrong"
    )
    wrong.is_valid()
    context = {
        **CHILD_PAGE,
        "steps": STEPS,
        "tones": TONES,
        "families": FAMILIES,
        "facts": [("Worker", "Sofia Marsh"), ("Package", "Weekly, visit 14 of 30")],
        "rows": [("Name", "Aisha Khan", "#"), ("Interpreter", "", "#")],
        "page_obj": Paginator(range(100), 20).page(2),
        "now": timezone.now(),
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "form": EveryField(),
        "wrong": wrong,
    }
    return render(request, "dev/gallery.html", context)

"""Forms about how a child is supported: package, how often, what it weighs, who holds it together."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form
from accounts.models import User

from ..models import Episode, Package
from .fields import DayField

SMALL = {"radios_small": True}


class PackageForm(Form):
    """What a family is offered: one of the service's packages, or made to measure."""

    button = "Begin this package"

    template = forms.ChoiceField(
        label="Which package?",
        widget=forms.RadioSelect,
        help_text="The service keeps this list in its rules.",
    )
    name = forms.CharField(label="What is it called?", max_length=80, required=False)
    unit = forms.ChoiceField(
        label="Counted in", choices=Package.Unit.choices, required=False, widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label="How many?", min_value=1, max_value=520, required=False)
    frequency = forms.ChoiceField(
        label="How often?", choices=Episode.Frequency.choices, required=False, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label="Where?", choices=Package.Mode.choices, required=False, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(label="Who decided?", choices=Package.Source.choices, widget=forms.RadioSelect)
    from_on = DayField(label="First day", back=800, ahead=200, help_text="for example today, or 5/1/2027")

    OWN = "own"

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.templates = templates
        names = [(str(number), one["name"]) for number, one in enumerate(templates)]
        self.fields["template"].choices = [*names, (self.OWN, "Another, made for this child")]
        inline = {**SMALL, "radios_inline": True}
        self.helper.layout = Layout(
            Field("template", context=SMALL), "from_on", Field("source", context=inline),
            "name", Field("unit", context=inline), "amount", Field("frequency", context=SMALL),
            Field("mode", context=SMALL),
        )  # fmt: skip
        for name in ("name", "unit", "amount", "frequency", "mode"):
            self.fields[name].help_text = "Only for a package made for this child."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("template") != self.OWN:
            return cleaned
        missing = {
            "name": "Say what it is called.",
            "unit": "Say whether it is counted in visits or weeks.",
            "amount": "Say how many.",
            "frequency": "Say how often.",
            "mode": "Say where.",
        }
        for name, sentence in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def package(self):
        """What the action needs, whichever way it was chosen."""
        data = self.cleaned_data
        own = ("name", "unit", "amount", "frequency", "mode")
        chosen = data if data["template"] == self.OWN else self.templates[int(data["template"])]
        return {name: chosen[name] for name in own} | {name: data[name] for name in ("source", "from_on")}


class PackageEndForm(Form):
    """When and why a package ends."""

    button = "End this package"

    on = DayField(label="Last day", back=800, help_text="for example today, or 3/11/2026")
    reason = forms.CharField(
        label="Why does it end?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: complete, and the review decided to go on.",
    )  # fmt: skip


class IntensityForm(Form):
    """How often from now on, or from a day to come."""

    button = "Change how often"

    frequency = forms.ChoiceField(label="How often?", widget=forms.RadioSelect)
    from_on = DayField(
        label="From which day?", back=60, ahead=366,
        help_text="for example today, or 5/1/2027. A day to come is kept, and takes effect by itself.",
    )  # fmt: skip
    reason = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, episode, **kwargs):
        super().__init__(*args, **kwargs)
        now = episode.frequency if episode else ""
        self.fields["frequency"].choices = [one for one in Episode.Frequency.choices if one[0] != now]
        self.helper.layout = Layout(Field("frequency", context=SMALL), "from_on", "reason")


class WeighForm(Form):
    """What adds to a child's weight in a caseload."""

    button = "Save"

    moving_on_from = DayField(
        label="Moving on to nursery or school since", required=False, back=800, ahead=0,
        help_text="Leave empty if not. Visits to settings and meetings take more time then.",
    )  # fmt: skip
    has_long_travel = forms.BooleanField(label="A long way to travel", required=False)


class LeadProfessionalForm(Form):
    """Who holds everything together for a child."""

    button = "Name the lead professional"

    user = forms.ModelChoiceField(
        label="Who?", queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    from_on = DayField(label="Since which day?", back=366, help_text="for example today, or 3/11/2026")
    is_parents_choice = forms.BooleanField(label="The family chose her or him", required=False)
    over_cap_reason = forms.CharField(
        label="Why more than the usual number?", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, counts, cap, **kwargs):
        super().__init__(*args, **kwargs)
        self.counts, self.cap = {user.pk: (user, number) for user, number in counts}, cap
        who = self.fields["user"]
        who.queryset = User.objects.filter(pk__in=self.counts)
        who.choices = [(pk, _with_count(user, number)) for pk, (user, number) in self.counts.items()]
        self.fields[
            "over_cap_reason"
        ].help_text = f"Needed for somebody who is it for {cap} children already."
        self.helper.layout = Layout(
            Field("user", context=SMALL), "from_on", "is_parents_choice", "over_cap_reason", "expected"
        )

    def clean(self):
        cleaned = super().clean()
        user, reason = cleaned.get("user"), (cleaned.get("over_cap_reason") or "").strip()
        if user and self.counts[user.pk][1] >= self.cap and not reason:
            number = self.counts[user.pk][1]
            self.add_error(
                "over_cap_reason", f"{user.name} is lead professional of {number} already. Say why."
            )
        return cleaned


class LeadProfessionalEndForm(Form):
    """When somebody stops being lead professional, with nobody in the place."""

    button = "End it"

    on = DayField(label="Last day", back=366, help_text="for example today, or 3/11/2026")
    reason = forms.CharField(
        label="Why?", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _with_count(user, number):
    return f"{user.name}: lead professional of {number or 'nobody'} now"

"""The rules of the service as one form: every number that is asked somewhere, from which day, and why."""

from crispy_forms_gds.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form

from .. import facts as told
from .. import rules, triage
from ..models import Policy
from ..stages import IN_TRIAGE, NEEDED, stages_of
from .fields import DayField, speak_plainly

GROUPS = ("points", "bounds", "conditions", "promises", "number")
NEW_STAGES = 2
PLAIN = {"context": {"hide_optional": True}}
SHORT = {"class": "govuk-input--width-4"}
STATES = [("received", "Before the score"), ("triaged", "After the score")]


def number(label, *, lowest=0, highest=999, initial=None):
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        initial=initial,
        widget=forms.NumberInput(attrs=SHORT),
    )


class RulesForm(Form):
    """All numbers of a version of the rules. A new version comes of it; the one of before stays as it was."""

    button = "Show what would change"

    from_on = DayField(
        label="From which day?", back=0, ahead=400, help_text="today or later, for example 1/1/27"
    )
    why = forms.CharField(
        label="Why do the rules change?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Colleagues read this beside the version.",
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy = policy
        sections = [
            self.section("The points of the score", "points", rules.POINTS, told.weights_of(policy), -20),
            self.section(
                "From where points count, and the bands", "bounds", rules.BOUNDS, told.weights_of(policy)
            ),
            self.section("Who may be served", "conditions", rules.CONDITIONS, told.conditions_of(policy)),
            self.stages_section(),
            self.section("What we promise, in days", "promises", rules.PROMISES, policy.promises),
            self.section("Other numbers", "number", rules.NUMBERS, vars(policy)),
        ]
        self.fields["from_on"].initial = timezone.localdate()
        when = Fieldset("from_on", "why", legend="The new version", legend_size="m")
        self.helper.layout = Layout(*sections, when)
        speak_plainly(self)

    def section(self, legend, group, names, values, lowest=0):
        for key, label in names.items():
            value = values.get(key, 0)
            self.fields[f"{group}_{key}"] = number(label, lowest=lowest, initial=int(value))
        fields = [Field(f"{group}_{key}") for key in names]
        return Fieldset(Div(*fields, css_class="app-rules__numbers"), legend=legend, legend_size="m")

    def stages_section(self):
        """Each stage with its name and days; two empty rows for new ones."""
        self.stages = stages_of(self.policy)
        rows = []
        for place, stage in enumerate(self.stages):
            rows.append(self.stage_row(place, stage.code, stage.name, stage.days, stage.status))
        for place in range(len(self.stages), len(self.stages) + NEW_STAGES):
            rows.append(self.stage_row(place, "", "", None, ""))
        return Fieldset(*rows, legend="The stages of triage", legend_size="m")

    def stage_row(self, place, code, name, days, status):
        needed = code in NEEDED
        hint = "" if needed or not code else "leave empty to take this stage away"
        self.fields |= {
            f"stage{place}_name": forms.CharField(
                label=f"Stage {place + 1}" if code else "A new stage",
                max_length=40, required=needed, initial=name, help_text=hint,
            ),
            f"stage{place}_days": forms.IntegerField(
                label="Days at most", min_value=1, max_value=365, required=needed, initial=days,
                widget=forms.NumberInput(attrs=SHORT),
            ),
            f"stage{place}_status": forms.ChoiceField(
                label="When", choices=STATES, required=False, initial=status or IN_TRIAGE[0],
                disabled=needed,
            ),
        }  # fmt: skip
        fields = [Field(f"stage{place}_{part}", **PLAIN) for part in ("name", "days", "status")]
        return Div(*fields, css_class="app-fields app-fields--three")

    def clean(self):
        cleaned = super().clean()
        known = {self.add_prefix(name) for name in self.fields}
        asked = {
            name.partition("_")[2]
            for name in self.data
            if name.partition("_")[0] in GROUPS and name not in known
        }
        for problem in triage.unknown_rules(asked, ()):
            self.add_error(None, ValidationError(problem))
        for place in range(len(self.stages), len(self.stages) + NEW_STAGES):
            if cleaned.get(f"stage{place}_name") and not cleaned.get(f"stage{place}_days"):
                self.add_error(f"stage{place}_days", "Say how many days this stage should take at most.")
        return cleaned

    def values(self):
        """What a new version of the rules is made of, by field of the Policy."""
        data = self.cleaned_data
        weights = {key: data[f"points_{key}"] for key in rules.POINTS}
        weights |= {key: data[f"bounds_{key}"] for key in rules.BOUNDS}
        return {
            "triage": weights,
            "eligibility": {key: data[f"conditions_{key}"] for key in rules.CONDITIONS},
            "promises": {**self.policy.promises, **{k: data[f"promises_{k}"] for k in rules.PROMISES}},
            "stages": self.stage_values(),
            **{key: self.plain(key) for key in rules.NUMBERS},
        }

    def plain(self, key):
        """A plain number; one that is kept finer than it is asked for stays so when it was not changed."""
        asked, now = self.cleaned_data[f"number_{key}"], getattr(self.policy, key)
        return now if asked == int(now) else asked

    def stage_values(self):
        data, listed, taken = self.cleaned_data, [], {stage.code for stage in self.stages}
        for place in range(len(self.stages) + NEW_STAGES):
            name = (data.get(f"stage{place}_name") or "").strip()
            if not name:
                continue
            old = self.stages[place] if place < len(self.stages) else None
            code = old.code if old else _code_for(name, taken)
            status = NEEDED.get(code, data[f"stage{place}_status"])
            taken.add(code)
            days = data.get(f"stage{place}_days") or (old.days if old else 7)
            listed.append({"code": code, "name": name, "status": str(status), "days": days})
        return listed


def _code_for(name, taken):
    """A code for a new stage, unlike any other."""
    stem = "".join(sign if sign.isalnum() else "_" for sign in name.lower())[:30]
    code, number_ = stem, 2
    while code in taken:
        code, number_ = f"{stem}_{number_}", number_ + 1
    return code


def from_day(data):
    """The day that a posted form speaks of, to know which rules it starts from; today if it is not a day."""
    field = RulesForm.base_fields["from_on"]
    try:
        return field.clean(data.get("from_on", "")) or timezone.localdate()
    except ValidationError:
        return timezone.localdate()


def rules_for(day):
    """The rules that a new version from a day on starts from."""
    return Policy.on(day)

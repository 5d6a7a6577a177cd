"""What is asked about a panel: when and who, the agenda, and the minutes as they are taken."""

from crispy_forms_gds.layout import ConditionalQuestion, ConditionalRadios, Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..models import LocalService, PanelCase, Referral
from .fields import DayField, speak_plainly

SMALL = {"checkboxes_small": True}
PLAIN = {"context": {"hide_optional": True}}
NEEDS_REASON = {PanelCase.Verdict.ASK, PanelCase.Verdict.DECLINE}
VERDICTS = list(PanelCase.Verdict.choices)
MOST_LETTERS = 120  # of a member's name, role or agency, see PanelMember
TOO_LONG = f"Write at most {MOST_LETTERS} letters for a name, a role or an agency."


class PanelForm(Form):
    """When and where a panel meets, and who sits on it."""

    button = "Save this panel"

    held_on = DayField(label="Day", back=30, ahead=400, help_text="for example 2/12/2026")
    starts_at = forms.TimeField(
        label="Time",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        help_text="for example 9:30",
    )
    place = forms.CharField(label="Room, or link for a video call", max_length=200, required=False)
    chair = forms.CharField(label="Who chairs?", max_length=120, required=False)
    minute_taker = forms.CharField(label="Who takes the minutes?", max_length=120, required=False)
    members = forms.CharField(
        label="Who sits on the panel?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One person on each line: name, role, agency",
    )

    def clean_members(self):
        """(name, role, agency) of each line, each name once."""
        found = {}
        for line in self.cleaned_data["members"].splitlines():
            parts = [part.strip() for part in line.split(",", 2)]
            if any(len(part) > MOST_LETTERS for part in parts):
                raise ValidationError(
                    f"Write at most {MOST_LETTERS} letters for a name, a role or an agency."
                )
            if parts[0]:
                found[parts[0]] = (*parts, "", "")[:3]
        return list(found.values())


def members_as_lines(panel):
    """The members as the form shows them."""
    return "\n".join(
        ", ".join(part for part in (one.name, one.role, one.agency) if part) for one in panel.members.all()
    )


class AgendaForm(Form):
    """The order of the agenda, and which referrals come to it."""

    button = "Save the agenda"

    add = forms.ModelMultipleChoiceField(
        queryset=Referral.objects.none(),
        label="Referrals for the panel that are on no agenda yet",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, cases, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = cases
        self.fields["add"].queryset = candidates
        self.fields["add"].label_from_instance = lambda one: f"{one.child}, {one.score} points"
        for number, case in enumerate(cases, 1):
            self.fields[f"place_{case.pk}"] = forms.IntegerField(
                label=str(case.child),
                initial=number,
                min_value=1,
                max_value=99,
                required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
            )
        self.helper.layout = Layout(
            Div(*(Field(f"place_{case.pk}", **PLAIN) for case in cases), css_class="app-agenda"),
            *([Field("add", context=SMALL)] if candidates else []),
        )
        if not candidates:
            del self.fields["add"]
        speak_plainly(self)

    def order(self):
        """Primary keys of the cases that stay, in their new order."""
        places = {case.pk: self.cleaned_data.get(f"place_{case.pk}") for case in self.cases}
        kept = [case for case in self.cases if places[case.pk]]
        return [case.pk for case in sorted(kept, key=lambda case: (places[case.pk], case.order, case.pk))]


class MinutesForm(Form):
    """Everything a panel says, on one screen: who came, each child, what follows from it."""

    attended = forms.MultipleChoiceField(
        label="Who is here?", required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.CharField(
        label="Anything beyond the children?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, panel, cases, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases, self.panel = cases, panel
        members = list(panel.members.all())
        self.fields["attended"].choices = [(str(one.pk), _seat(one)) for one in members]
        self.fields["attended"].initial = [str(one.pk) for one in members if one.has_attended]
        self.fields["notes"].initial = panel.notes
        self.services = list(services)
        sections = [self.section(case) for case in cases]
        beyond = panel.actions.filter(case=None)
        self.add_action("all", [f"{one.what} ({one.owner})" for one in beyond])
        who = [Field("attended", context=SMALL)] if members else []
        self.helper.layout = Layout(*who, *sections, "notes", action_row("all"))
        if not members:
            del self.fields["attended"]
        speak_plainly(self)

    def section(self, case):
        """One child: what was said, what was decided and why, who does what."""
        pk = case.pk
        self.fields |= {
            f"notes_{pk}": _text("What was said", 3, case.notes),
            f"verdict_{pk}": forms.ChoiceField(
                label="Decision", choices=VERDICTS, required=False, widget=forms.RadioSelect,
                initial=case.verdict,
            ),
            f"reason_{pk}": _text("Why", 2, case.reason, "The family may read this."),
        }  # fmt: skip
        besides = {}
        if self.services:
            self.fields[f"signposts_{pk}"] = forms.MultipleChoiceField(
                label="Who else may help?",
                choices=[(one.ref, one.name) for one in self.services],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=case.signposts,
            )
            besides[PanelCase.Verdict.DECLINE] = [Field(f"signposts_{pk}", context=SMALL)]
        self.add_action(pk, [f"{one.what} ({one.owner})" for one in case.actions.all()])
        ways = [
            ConditionalQuestion(label, *besides[value]) if value in besides else label
            for value, label in VERDICTS
        ]
        parts = [f"notes_{pk}", ConditionalRadios(f"verdict_{pk}", *ways), f"reason_{pk}"]
        title = f"{case.order}. {case.child}"
        return Fieldset(*parts, action_row(pk), legend=title, legend_size="m", css_class="app-minutes__case")

    def add_action(self, key, given=()):
        """One empty row for something to do; the next comes when this one is saved."""
        said = f"Noted so far: {'; '.join(given)}" if given else ""
        due = DayField(label="By when?", back=0, ahead=400, required=False)
        self.fields |= {
            f"what_{key}": forms.CharField(label="To do", max_length=300, required=False, help_text=said),
            f"owner_{key}": forms.CharField(label="Who does it?", max_length=120, required=False),
            f"due_{key}": due,
        }

    def clean(self):
        cleaned = super().clean()
        for key in [*(case.pk for case in self.cases), "all"]:
            what, owner = cleaned.get(f"what_{key}"), cleaned.get(f"owner_{key}")
            if bool(what) != bool(owner):
                self.add_error(
                    f"owner_{key}" if what else f"what_{key}", "Say what is to be done, and who does it."
                )
        if "close" in self.data:
            self.check_whole(cleaned)
        return cleaned

    def check_whole(self, cleaned):
        """Before a panel is closed every child has a decision, with a reason where the family needs one."""
        for case in self.cases:
            verdict = cleaned.get(f"verdict_{case.pk}")
            if not verdict:
                self.add_error(f"verdict_{case.pk}", f"Say what was decided about {case.child.first_name}.")
            elif verdict in NEEDS_REASON and not (cleaned.get(f"reason_{case.pk}") or "").strip():
                said = "Say why, in words the family may read."
                self.add_error(f"reason_{case.pk}", ValidationError(said))

    def said(self):
        """What ``panels.capture`` wants of it."""
        data = self.cleaned_data
        names = ("notes", "verdict", "reason", "signposts")
        cases = {
            case.pk: {name: data[f"{name}_{case.pk}"] for name in names if f"{name}_{case.pk}" in data}
            for case in self.cases
        }
        keys = [*((case.pk, case.pk) for case in self.cases), (None, "all")]
        actions = [
            (pk, data[f"what_{key}"], data[f"owner_{key}"], data[f"due_{key}"])
            for pk, key in keys
            if data.get(f"what_{key}")
        ]
        attended = [int(pk) for pk in data.get("attended", [])]
        return {"attended": attended, "notes": data["notes"], "cases": cases, "actions": actions}


def action_row(key):
    """What, who and by when, side by side on a desk."""
    return Div(f"what_{key}", f"owner_{key}", f"due_{key}", css_class="app-fields app-fields--three")


def _text(label, rows, initial, hint=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        initial=initial,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _seat(member):
    return ", ".join(part for part in (member.name, member.role, member.agency) if part)


def services_for(user):
    """The local services that a panel can name."""
    return LocalService.objects.visible_to(user).current().order_by("name", "pk")[:30]

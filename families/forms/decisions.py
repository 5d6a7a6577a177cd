"""What a person decides about a referral: which way it goes, why, and what goes with it."""

from crispy_forms_gds.layout import ConditionalQuestion, ConditionalRadios, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..facts import EVIDENCE
from ..models import LocalService, Panel, Referral

WAIT, PANEL, ASK, DECLINE, WITHDRAW = "wait", "panel", "ask", "decline", "withdraw"
WORDS = {
    WAIT: "Accept to the waiting list",
    PANEL: "Take to panel",
    ASK: "Ask for more information",
    DECLINE: "Decline and signpost",
    WITHDRAW: "The family takes it back",
}
WAYS = {
    Referral.Status.RECEIVED: (ASK, DECLINE, WITHDRAW),
    Referral.Status.TRIAGED: (WAIT, PANEL, ASK, DECLINE, WITHDRAW),
    Referral.Status.WAITING: (DECLINE, WITHDRAW),
}
MOST_SERVICES = 30


class DecideForm(Form):
    """The decision card of a referral; only the ways that are open now are offered."""

    button = "Record this decision"

    verdict = forms.ChoiceField(
        label="What should happen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should happen."},
    )
    panel = forms.ModelChoiceField(
        queryset=Panel.objects.none(),
        label="Which panel?",
        required=False,
        empty_label="The next one, when there is one",
    )
    kinds = forms.MultipleChoiceField(
        label="Which papers?",
        choices=list(EVIDENCE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signposts = forms.ModelMultipleChoiceField(
        queryset=LocalService.objects.none(),
        label="Who else may help?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The family may read this.",
        error_messages={"required": "Say why, in words the family may read."},
    )

    def __init__(self, *args, referral, panels, services, **kwargs):
        super().__init__(*args, **kwargs)
        ways = WAYS.get(referral.status, ())
        self.fields["verdict"].choices = [(way, WORDS[way]) for way in ways]
        self.fields["panel"].queryset = panels
        self.fields["panel"].label_from_instance = lambda panel: f"{panel.held_on:%A %-d %B}"
        self.fields["signposts"].queryset = services
        self.offer(services if DECLINE in ways else ())
        self.helper.layout = self.layout(ways)

    def offer(self, services):
        """The services to choose from, read once; what comes back is looked up among them."""
        offered = [(service.pk, str(service)) for service in services]
        self.fields["signposts"].choices = offered
        self.has_services = bool(offered)

    def layout(self, ways):
        """Each way with what it asks besides; without scripts all of it is in sight."""
        small = {"checkboxes_small": True}
        besides = {PANEL: ["panel"], ASK: [Field("kinds", context=small)]}
        if self.has_services:
            besides[DECLINE] = [Field("signposts", context=small)]
        else:
            del self.fields["signposts"]
        for name, way in (("panel", PANEL), ("kinds", ASK)):
            if way not in ways:
                del self.fields[name]
        questions = [
            ConditionalQuestion(WORDS[way], *besides[way]) if way in besides else WORDS[way] for way in ways
        ]
        return Layout(ConditionalRadios("verdict", *questions), "reason")

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Say why, in words the family may read.")
        return reason


class StageForm(Form):
    """Another stage of the same state."""

    button = "Move it"

    stage = forms.ChoiceField(label="To which stage?", widget=forms.RadioSelect)

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(one.code, one.name) for one in stages]


class BandForm(Form):
    """Another band than the score gives, and why."""

    button = "Save this band"

    band = forms.ChoiceField(label="Which band?", choices=Referral.Band.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Colleagues read this beside the score. The score itself stays as it is.",
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Say why this child belongs in this band.")
        return reason

"""Help from others, step by step: each form asks only what its step needs."""

from django import forms

from accounts.forms import Form

from ..models import Carer, LocalService, OutwardReferral
from .fields import DayField

MONTHS_BACK, YEAR_AHEAD = 180, 366


def note_field(label="Note", *, required=False, **kwargs):
    return forms.CharField(
        label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs
    )


def service_field(**kwargs):
    return forms.ModelChoiceField(queryset=LocalService.objects.none(), label="Which service?", **kwargs)


class NeedForm(Form):
    """What the family needs, and when we ask it."""

    button = "Save this need"

    need = note_field("What does the family need?", required=True, help_text="in words the family would use")
    service = service_field(required=False, empty_label="Not known yet")
    spotted_on = DayField(label="Seen or told on", back=MONTHS_BACK)
    due_on = DayField(label="Ask the family by", back=0, ahead=YEAR_AHEAD)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = LocalService.objects.current().order_by("name", "pk")


class StepForm(Form):
    """What the steps share: the child whose adults and age matter."""

    def __init__(self, *args, outward, **kwargs):
        super().__init__(*args, **kwargs)
        self.outward = outward
        if "service" in self.fields:
            self.fields["service"].queryset = LocalService.objects.current().order_by("name", "pk")
        if "carer" in self.fields:
            carers = Carer.objects.filter(child=outward.child).around().order_by("pk")
            self.fields["carer"].queryset = carers
            self.fields["carer"].label_from_instance = adult_in_words


class AskForm(StepForm):
    """The family was asked and thinks about it."""

    button = "Save"
    on = DayField(label="Asked on", back=MONTHS_BACK)
    due_on = DayField(label="Get the answer by", back=0, ahead=YEAR_AHEAD)
    note = note_field()


class PermitForm(StepForm):
    """Who said yes, and when."""

    button = "Save this yes"
    carer = forms.ModelChoiceField(
        queryset=Carer.objects.none(), label="Who said yes?", widget=forms.RadioSelect, empty_label=None
    )
    on = DayField(label="On which day?", back=MONTHS_BACK)
    due_on = DayField(label="Refer by", back=0, ahead=YEAR_AHEAD)
    note = note_field("What exactly may be passed on?")


class RefuseForm(StepForm):
    """The family said no."""

    button = "Save this no"
    on = DayField(label="On which day?", back=MONTHS_BACK)
    note = note_field("What did the family say?")


class SendForm(StepForm):
    """To whom the family is referred."""

    button = "Save this referral"
    service = service_field(empty_label="Choose a service")
    on = DayField(label="Referred on", back=MONTHS_BACK)
    due_on = DayField(label="Ask how it stands by", back=0, ahead=YEAR_AHEAD)
    without_permission = note_field(
        "Why without the family’s permission?",
        help_text="Only where the family cannot be asked, for instance to keep the child safe. "
        "Your name and this reason are written down.",
    )
    note = note_field("What was passed on?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.outward.permitted_on:
            del self.fields["without_permission"]
            self.helper.layout.fields.remove("without_permission")


class ChaseForm(StepForm):
    """The service was asked how it stands."""

    button = "Save"
    on = DayField(label="Asked on", back=MONTHS_BACK)
    note = note_field("What did the service say?")
    due_on = DayField(label="Ask again by", back=0, ahead=YEAR_AHEAD)


class EndForm(StepForm):
    """How it came out."""

    button = "Save the outcome"
    outcome = forms.ChoiceField(
        label="How did it come out?", choices=OutwardReferral.Outcome.choices, widget=forms.RadioSelect
    )
    on = DayField(label="On which day?", back=MONTHS_BACK)
    note = note_field()


class DropForm(StepForm):
    """Why the help is no longer needed."""

    button = "It is no longer needed"
    on = DayField(label="On which day?", back=MONTHS_BACK)
    note = note_field("Why?", required=True)


def adult_in_words(carer):
    """ "Nadia Khan (mum), parental responsibility: yes"."""
    return f"{carer}, parental responsibility: {carer.get_parental_responsibility_display().lower()}"

"""The pages of the public referral form, for somebody who has no account. Plain words; little is compulsory.

Nothing here looks into our records: an answer must not tell a stranger whom we know.
"""

from crispy_forms_gds.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..models import Carer, Child, Incoming, Referral
from .child_and_home import BornAndDue, WholeAddress, nhs_number_in
from .fields import BirthField, DayField, PhoneField, PostcodeField

GO_ON = "Save and go on"
YES, NO, UNSURE = ("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")
CHANNELS = [
    ("phone", "A telephone call"),
    ("text", "A text message"),
    ("email", "An e-mail"),
    ("letter", "A letter"),
]
SOURCES = [("", "Choose"), *(one for one in Referral.Source.choices if one[0] != "parent")]
RELATIONSHIPS = [("", "Choose"), *Carer.Relationship.choices]
NECTAR = "There was something in a box that stays empty. We have emptied it: please press the button again."


def choice(label, choices, **kwargs):
    """A few answers side by side."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)


def text(label, *, rows=0, **kwargs):
    """A line of text, or several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, required=kwargs.pop("required", False), widget=widget, **kwargs)


def side_by_side(*names):
    return Div(*names, css_class="app-fields")


class Step(Form):
    """One page of the form. ``pairs`` are the fields that stand side by side on a desk."""

    button = GO_ON
    pairs = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*self.laid_out())

    def laid_out(self):
        """The fields in their order; a few stand side by side on a desk."""
        paired = {name: pair for pair in self.pairs for name in pair}
        shown = set()
        for name, field in self.fields.items():
            pair = paired.get(name, (name,))
            if pair in shown:
                continue
            shown.add(pair)
            yield side_by_side(*pair) if len(pair) > 1 else shown_as(name, field)


def shown_as(name, field):
    """One of a few answers stands in a row; everything else as it is usually shown."""
    is_one_of_few = type(field.widget) is forms.RadioSelect and len(field.choices) <= 4
    return Field(name, template="gds/choice.html") if is_one_of_few else name


class Nectar(forms.Form):
    """A box that people never see and programs fill in."""

    fax_number = forms.CharField(
        label="Leave this box empty",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_fax_number(self):
        if self.cleaned_data["fax_number"]:
            raise ValidationError(NECTAR)
        return ""


def hidden_box():
    return Div("fax_number", css_class="app-nectar")


class StartForm(Nectar, Form):
    """Who is telling us."""

    button = "Start"

    kind = forms.ChoiceField(
        label="Who are you?",
        choices=[
            (Incoming.Kind.PARENT.value, "I am a parent or carer of the child"),
            (Incoming.Kind.PROFESSIONAL.value, "I work with the child or the family"),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ["kind", "fax_number"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("kind", template="gds/tiles.html"), hidden_box())


class SendForm(Nectar, Form):
    """The last look: everything is right, and may be sent."""

    button = "Send this referral"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fax_number"].widget.attrs["value"] = ""
        self.helper.layout = Layout(hidden_box())


class SaveForm(Form):
    """Where to send the link with which one comes back."""

    button = "Send me the link"

    email = forms.EmailField(label="Your e-mail address", help_text="for this link and our answer only")


class QuestionsForm(Step):
    """A parent's self-check."""

    button = "See what this means"

    young = choice("Is your child under five, and not at school yet?", [YES, NO])
    near = choice("Do you live in our area?", [YES, NO, UNSURE])
    moving = choice(
        "Is your child later than other children to sit, crawl, walk or use their hands?", [YES, NO, UNSURE]
    )
    talking = choice("Is your child later to babble, talk, or understand what you say?", [YES, NO, UNSURE])
    playing = choice(
        "Does your child find it hard to play, to be with others, or to settle?", [YES, NO, UNSURE]
    )
    told = choice(
        "Has a doctor, health visitor or nursery said that your child may need extra help?", [YES, NO, UNSURE]
    )


class AgreedForm(Step):
    """A professional asks first."""

    agreed = choice(
        "Do the parents or carers know about this referral, and agree to it?",
        [("yes", "Yes"), ("no", "No, not yet")],
        help_text="We visit families at home, and only families who want us to.",
    )


class YouParentForm(Step):
    """A parent says who she is, and how we may reach her safely."""

    pairs = (("phone", "email"),)

    name = text("Your name", required=True, max_length=120)
    relationship = forms.ChoiceField(label="You are the child’s", choices=RELATIONSHIPS)
    responsibility = choice(
        "Do you have parental responsibility?", [YES, NO, ("unknown", "Not sure")], required=False
    )
    lives_with_child = choice("Does the child live with you?", [YES, NO], required=False)
    phone = PhoneField(label="Your telephone", required=False)
    email = forms.EmailField(label="Your e-mail", required=False)
    channels = forms.MultipleChoiceField(
        label="How may we reach you?", choices=CHANNELS, required=False, widget=forms.CheckboxSelectMultiple
    )
    safe_times = text(
        "When is it good and safe to call?",
        max_length=200,
        help_text="for example “after 1pm, not on Fridays”",
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and not self.errors:
            self.add_error(
                "phone", "Give a telephone number or an e-mail address, so that we can answer you."
            )
        return cleaned


class YouProfessionalForm(Step):
    """A professional says who she is."""

    pairs = (("phone", "email"),)

    name = text("Your name", required=True, max_length=120)
    source = forms.ChoiceField(label="Your work", choices=SOURCES)
    organisation = text("Where you work", max_length=120)
    phone = PhoneField(label="Your telephone", required=False)
    email = forms.EmailField(label="Your work e-mail", help_text="we tell you here how the referral stands")


class ChildForm(BornAndDue, Step):
    """Who the child is."""

    pairs = (("given_name", "family_name"), ("known_as", "nhs_number"), ("born_on", "due_on"))

    given_name = text("First name", required=True, max_length=80)
    family_name = text("Last name", required=True, max_length=80)
    known_as = text("Known as", max_length=80, help_text="if the family uses another first name")
    nhs_number = text("NHS number", max_length=20, help_text="10 digits, if you have it")
    born_on = BirthField(label="Date of birth", help_text="for example 14/7/2024")
    due_on = DayField(
        label="Due date, if born early",
        required=False,
        back=3000,
        ahead=200,
        help_text="the day the birth was expected",
    )
    sex = choice("Girl or boy", Child.Sex.choices, required=False, initial="")

    def clean_nhs_number(self):
        return nhs_number_in(self.cleaned_data["nhs_number"], otherwise=", or leave it empty")


class FamilyForm(WholeAddress, Step):
    """The home, the languages, brothers and sisters, and the other adults."""

    languages = text("Languages at home", max_length=120)
    interpreter = text(
        "Is an interpreter needed? For which language?", max_length=60, help_text="leave empty if not"
    )
    lines = text("House and street", rows=2, max_length=300)
    town = text("Town or village", max_length=80)
    postcode = PostcodeField(label="Postcode", required=False)
    is_protected = forms.BooleanField(
        label="This address must be kept safe from somebody",
        required=False,
        help_text="We then hide it from every page, letter and list.",
    )
    siblings = text("Brothers and sisters, with their ages", rows=2, max_length=500)

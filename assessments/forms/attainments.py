"""What is asked about how far a goal has come."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form, ModelForm

from ..models import AttainmentScale
from .days import DayField

LEVELS = (("much_less", -2), ("less", -1), ("expected", 0), ("more", 1), ("much_more", 2))
SIGNS = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}
ONE_TO_TEN = [(str(number), str(number)) for number in range(1, 11)]


class ScaleForm(ModelForm):
    """What the five levels of a goal look like, agreed before one begins."""

    button = "Agree on these levels"

    class Meta:
        model = AttainmentScale
        fields = ("expected", "much_less", "less", "more", "much_more", "weight")
        labels = {
            "expected": "0: as hoped",
            "much_less": "−2: as it is today",
            "less": "−1: on the way",
            "more": "+1: more than hoped",
            "much_more": "+2: much more than hoped",
            "weight": "How much does this goal count beside the others?",
        }
        help_texts = {
            "expected": "What you would both be content with at the next review. Begin here.",
            "weight": "1 counts once, 5 counts five times.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weight"].widget = forms.NumberInput(
            attrs={"min": 1, "max": 5, "inputmode": "numeric", "class": "govuk-input--width-2"}
        )


class RateForm(Form):
    """Where a goal stands on its five levels."""

    button = "Write down"

    level = forms.TypedChoiceField(label="Where is it now?", coerce=int, widget=forms.RadioSelect)
    on = DayField(label="On which day?")

    def __init__(self, *args, scale, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            (str(level), f"{SIGNS[level]}: {getattr(scale, name)}") for name, level in LEVELS
        ]


class FamilyRatingForm(Form):
    """How a family feels about a goal."""

    button = "Write down"

    value = forms.TypedChoiceField(
        label="From 1 to 10, how far is it for you?",
        coerce=int,
        choices=ONE_TO_TEN,
        widget=forms.RadioSelect,
        help_text="1 is not at all there, 10 is all that you hoped for. Ask, and write down what they say.",
    )
    words = forms.CharField(label="In their words", max_length=300, required=False)
    on = DayField(label="On which day?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        small = Field("value", context={"radios_small": True, "radios_inline": True})
        self.helper.layout = Layout(small, "words", "on")

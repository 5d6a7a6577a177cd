"""What is asked when a toy goes out and when it comes back."""

from django import forms

from accounts.forms import Form
from assessments.forms import DayField

from ..models import Equipment


class ToyChoice(forms.ModelChoiceField):
    """One toy of those on offer, with its number and pieces."""

    widget = forms.RadioSelect

    def label_from_instance(self, toy):
        return f"{toy.name} ({toy.code}), {pieces(toy.parts)}"


class LendForm(Form):
    """Which toy goes to a family, from when, until when."""

    button = "Lend it"

    toy = ToyChoice(
        queryset=Equipment.objects.none(),
        label="Which toy?",
        error_messages={
            "required": "Choose a toy.",
            "invalid_choice": "This toy is not here any more, or not fit to go out. Choose another one.",
        },
    )
    on = DayField(label="Goes out on")
    due_on = DayField(label="Due back on")
    parts = forms.IntegerField(
        label="Pieces that go out", required=False, min_value=1, help_text="Leave empty if all of them go."
    )

    def __init__(self, *args, offered, may_choose, **kwargs):
        """``offered`` are shown; ``may_choose`` are all that could be: an older search still counts."""
        super().__init__(*args, **kwargs)
        self.fields["toy"].queryset = may_choose
        self.fields["toy"].choices = [
            (toy.pk, self.fields["toy"].label_from_instance(toy)) for toy in offered
        ]


class ReturnForm(Form):
    """When a toy came back, and with how many pieces."""

    button = "Take it back"

    on = DayField(label="Came back on")
    parts = forms.IntegerField(label="Pieces that came back", min_value=0)

    def __init__(self, *args, loan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].help_text = f"{pieces(loan.parts_out).capitalize()} went out."
        self.fields["parts"].widget.attrs |= {"class": "govuk-input--width-3", "inputmode": "numeric"}


def pieces(number):
    return "1 piece" if number == 1 else f"{number} pieces"

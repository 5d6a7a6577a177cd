"""What is asked about papers: whether to make one again."""

from django import forms

from accounts.forms import Form

from ..kinds.profile import SIZES


class PaperRetryForm(Form):
    """A step that asks nothing more than to be confirmed."""

    button = "Try again"


class LetterForm(Form):
    """A step that asks nothing more than to be confirmed."""

    button = "Make it"


class BriefsForm(Form):
    """Ask for the briefs of a move of many children."""

    button = "Make the briefs"


class ProfilePrintForm(Form):
    """On which paper a profile is to be printed; what is on it is in the address of the page."""

    button = "Make the paper"
    size = forms.ChoiceField(
        label="Paper",
        choices=list(SIZES.items()),
        widget=forms.RadioSelect,
        initial="a4",
    )

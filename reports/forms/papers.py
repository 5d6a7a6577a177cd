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


class CelebrationPrintForm(Form):
    """Whether the family's own words stand on the page; since when is in the address."""

    button = "Make the page"
    words = forms.BooleanField(
        label="With what the family said, in their own words", required=False, initial=True
    )


class ProfilePrintForm(Form):
    """On which paper a profile is to be printed; what is on it is in the address of the page."""

    button = "Make the paper"
    size = forms.ChoiceField(
        label="Paper",
        choices=list(SIZES.items()),
        widget=forms.RadioSelect,
        initial="a4",
    )

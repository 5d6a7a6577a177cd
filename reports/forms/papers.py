"""What is asked about papers: whether to make one again."""

from accounts.forms import Form


class PaperRetryForm(Form):
    """A step that asks nothing more than to be confirmed."""

    button = "Try again"


class LetterForm(Form):
    """A step that asks nothing more than to be confirmed."""

    button = "Make it"


class BriefsForm(Form):
    """Ask for the briefs of a move of many children."""

    button = "Make the briefs"

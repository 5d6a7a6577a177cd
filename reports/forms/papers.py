"""What is asked about papers: whether to make one again."""

from accounts.forms import Form


class PaperRetryForm(Form):
    """A step that asks nothing more than to be confirmed."""

    button = "Try again"

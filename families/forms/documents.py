"""A paper for a child's record."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form
from accounts.forms.files import PaperField

from ..models import Document
from .fields import DayField
from .referrals import pair


class DocumentForm(Form):
    """What the paper is, who may open it, and the file itself."""

    button = "Add this paper"

    paper = PaperField(label="The file")
    kind = forms.ChoiceField(label="What is it?", choices=Document.Kind.choices)
    title = forms.CharField(
        label="What to call it", required=False, max_length=120, help_text="else the name of the file"
    )
    dated_on = DayField(label="Date on it", required=False, back=3000)
    sensitivity = forms.ChoiceField(
        label="Who may open it?",
        choices=Document.Sensitivity.choices,
        initial=Document.Sensitivity.ORDINARY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "paper", pair("kind", "dated_on"), "title", Field("sensitivity", context={"radios_small": True})
        )

"""The one form of the roof."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout
from django import forms


class SearchForm(forms.Form):
    """The box that finds a child, an adult or a toy."""

    q = forms.CharField(
        label="Who or what are you looking for?",
        help_text="The beginning of a name, a reference, or the number on a toy’s label.",
        max_length=80,
        strip=True,
        error_messages={"required": "Type a name, a reference or a toy."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field.text("q"))

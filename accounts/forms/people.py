"""What people may change about themselves."""

from django.core.validators import RegexValidator

from ..models import User
from .base import ModelForm

telephone = RegexValidator(r"^[0-9+() ]{6,30}$", "A telephone number has only digits, spaces and a plus.")


class MeForm(ModelForm):
    button = "Save"

    class Meta:
        model = User
        fields = ["name", "phone", "languages"]
        labels = {"name": "Your name", "phone": "Telephone"}
        help_texts = {"languages": "Apart from English, with commas between them: Urdu, Polish."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs.update(type="tel", autocomplete="tel")
        self.fields["phone"].validators.append(telephone)
        if self.instance.is_family:  # what a parent speaks is written with the family
            del self.fields["languages"]
            self.helper.layout.fields.remove("languages")
        else:
            self.fields["name"].help_text = "as families know you"

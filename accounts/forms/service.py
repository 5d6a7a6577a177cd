"""What a service says about itself."""

from io import BytesIO

from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

from .. import brand
from ..models import Service
from ..models.service import colour
from .base import ModelForm
from .people import telephone

LARGEST_FILE = 500 * 1024
LARGEST_SIDE = 4000
LOGO_SIZE = (240, 96)
KINDS = ("PNG", "JPEG", "WEBP")


class ServiceForm(ModelForm):
    button = "Save"
    picture = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG, JPEG or WebP, up to 500 KB. Best on a clear background.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    without_logo = forms.BooleanField(label="Show our stepping stones instead of a logo", required=False)

    class Meta:
        model = Service
        fields = ["name", "council", "phone", "email", "colour_brand", "colour_line", "colour_tint"]
        help_texts = {
            "phone": "Families see it on every page.",
            "colour_brand": "The band at the top, and buttons.",
        }
        widgets = {
            name: forms.TextInput(attrs={"type": "color"})
            for name in ("colour_brand", "colour_line", "colour_tint")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(telephone)
        self.helper.layout = Layout(
            Fieldset("name", "council", legend="Who you are", legend_size=Size.MEDIUM),
            Fieldset("phone", "email", legend="How families reach you", legend_size=Size.MEDIUM),
            Fieldset("picture", Field("without_logo"), legend="Your logo", legend_size=Size.MEDIUM),
            Fieldset(
                "colour_brand", "colour_line", "colour_tint", legend="Your colours", legend_size=Size.MEDIUM
            ),
        )

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        return redrawn(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        colours = {name: cleaned.get(name) for name in brand.DEFAULT}
        if all(value and colour.regex.search(value) for value in colours.values()):
            for name, complaint in brand.complaints(colours).items():
                self.add_error(name, complaint)
        return cleaned

    def save(self, commit=True):
        if self.cleaned_data.get("picture"):
            self.instance.logo = self.cleaned_data["picture"]
        elif self.cleaned_data.get("without_logo"):
            self.instance.logo = None
        return super().save(commit)


def redrawn(upload):
    """Draw an uploaded picture anew, small: whatever else was in the file stays behind. Returns PNG bytes."""
    if upload.size > LARGEST_FILE:
        raise ValidationError("This picture is larger than 500 KB. Please make it smaller.")
    try:
        picture = Image.open(upload, formats=KINDS)
        if (
            max(picture.size) > LARGEST_SIDE
        ):  # asked before a point is drawn: a small file can hold a huge one
            raise ValidationError(
                "This picture is wider or higher than 4,000 points. Please make it smaller."
            )
        picture = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            "This is not a picture that we can open. PNG, JPEG and WebP will do."
        ) from error
    picture.thumbnail(LOGO_SIZE)
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return drawn.getvalue()

"""A field for a file from outside: what it gives is checked and may be kept."""

from django import forms
from django.core.exceptions import ValidationError

from .. import uploads


class PaperField(forms.FileField):
    """A photo or PDF of a paper. Gives a CheckedFile, or None when none was chosen and none is required."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "a photo (JPG or PNG) or a PDF, up to 10 MB")
        super().__init__(**kwargs)
        self.widget.attrs.update({"accept": ".jpg,.jpeg,.png,.pdf", "data-max-size": str(uploads.MOST_BYTES)})

    def clean(self, data, initial=None):
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return uploads.look_at(sent)
        except uploads.Unwanted as unwanted:
            raise ValidationError(str(unwanted)) from unwanted

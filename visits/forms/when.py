from django import forms
from django.utils import timezone

from families.when import read_when


class WhenField(forms.Field):
    """A day with a time as people write it: ``tue 10:30``, ``2/12 10.30``; if it is no day, it says why.

    ``days_back`` lets a visit be put into the diary that has been made already.
    """

    widget = forms.TextInput(attrs={"maxlength": "60", "autocomplete": "off"})

    def __init__(self, *, days_back=0, **kwargs):
        self.days_back = days_back
        super().__init__(**kwargs)

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        today = timezone.localdate()
        earliest = today - timezone.timedelta(days=self.days_back)
        read = read_when(text, today, prefer="future", earliest=earliest, needs_time=True)
        if read.problem:
            raise forms.ValidationError(read.problem)
        return read.at

"""What we decide about a referral from outside: which child it is, or that it is none."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import Child, Incoming


class SettleForm(Form):
    """Which child it is: new to us, or one in our records or in the family of one."""

    match = forms.ChoiceField(choices=Incoming.Match.choices)
    child = forms.CharField(max_length=26, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        """Only a child whom one may see can be named; another is not there."""
        cleaned = super().clean()
        ref = cleaned.pop("child", "")
        is_new = cleaned.get("match") == Incoming.Match.NEW
        cleaned["child"] = None if is_new else Child.objects.visible_to(self.user).filter(ref=ref).first()
        if not is_new and cleaned["child"] is None:
            raise forms.ValidationError("Choose one of the children shown, or “a child who is new to us”.")
        return cleaned


class IncomingRefuseForm(Form):
    """Why it is set aside. Who sent it is told only that it is closed."""

    button = "Set it aside"

    refusal = forms.ChoiceField(label="Why?", choices=Incoming.Refusal.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="In your words", required=False, max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("refusal", template="gds/choice.html"), "reason")

"""Forms that give a child to a worker and move it to another."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form
from accounts.models import User

from .fields import DayField


class AllocateForm(Form):
    """Which worker of the team, with what each would then carry."""

    button = "Give the child to this worker"
    reason_needed = False

    worker = forms.ModelChoiceField(
        queryset=None, label="Which worker?", widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when a worker would carry more than planned. The worker reads it.",
    )

    def __init__(self, *args, loads, weight, **kwargs):
        super().__init__(*args, **kwargs)
        self.after = {load.worker.pk: (load, load.after(weight)) for load in loads}
        workers = self.fields["worker"]
        workers.queryset = User.objects.filter(pk__in=self.after)
        workers.choices = [(pk, now.worker.name) for pk, (now, _then) in self.after.items()]
        self.helper.layout = Layout(Field("worker", template="families/_workers.html"), "reason")

    @property
    def places(self):
        """Each worker with the load now and then, and whether that one is chosen."""
        chosen = str(self["worker"].value() or "")
        return [(now, then, chosen == str(pk)) for pk, (now, then) in self.after.items()]

    def clean(self):
        cleaned = super().clean()
        worker, reason = cleaned.get("worker"), (cleaned.get("reason") or "").strip()
        if "reason" in self.errors:
            return cleaned
        if worker and self.after[worker.pk][1].needs_reason and not reason:
            then = self.after[worker.pk][1].figures
            self.add_error("reason", f"{worker.name} would carry {then}, more than is planned for. Say why.")
        elif self.reason_needed and not reason:
            self.add_error("reason", "Say why the child moves: the family and the new worker may ask.")
        return cleaned


class AllocateSinceForm(AllocateForm):
    """The same, with the day since which she has the child: what was agreed last week is keyed today."""

    from_on = DayField(
        label="Since which day?",
        required=False,
        back=60,
        help_text="Leave empty for today. A day to come is for that day: give the child to the worker then.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout.fields.insert(1, "from_on")

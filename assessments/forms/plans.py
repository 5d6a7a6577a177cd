"""What is asked about hopes, outcomes, advice and reviews."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form, ModelForm
from families.models import Document, Professional

from ..models import Aspiration, Assessment, Goal, Outcome, PlanReview, Strategy
from .days import DayField

LONGEST_AHEAD = 3 * 366  # days


class AspirationForm(ModelForm):
    """What a family, or the child, hopes for."""

    since_on = DayField(label="Said on")

    class Meta:
        model = Aspiration
        fields = ("text", "said_by", "since_on")
        labels = {"text": "What do you hope for?", "said_by": "Whose words are these?"}
        help_texts = {
            "text": "In the words that were said: “That she has a friend”.",
            "said_by": "Such as Mum, Grandad, or the child.",
        }


class OutcomeForm(ModelForm):
    """An outcome, as section E of a child's plan has it."""

    since_on = DayField(label="The plan is of")

    class Meta:
        model = Outcome
        fields = ("text", "need", "by_when", "since_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class UntilForm(Form):
    """The last day of something."""

    on = DayField(label="Since when?")


class StrategyForm(ModelForm):
    """What somebody advised."""

    since_on = DayField(label="Advised on")
    review_on = DayField(label="Look at it again on", help_text="Advice grows old as a child grows.")

    class Meta:
        model = Strategy
        fields = ("text", "source", "professional", "goal", "document", "since_on", "review_on")
        labels = {
            "text": "What to do",
            "source": "Who advised it?",
            "professional": "One of the people around the child",
            "goal": "Which goal does it help?",
            "document": "The paper it stands in",
        }
        help_texts = {"source": "Name and role, such as “Ruth Ellis, speech and language therapist”."}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, child, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("professional", Professional.objects.visible_to(user).filter(child=child))
        self.offer("goal", Goal.objects.visible_to(user).filter(child=child, status__in=Goal.OPEN))
        self.offer("document", Document.objects.visible_to(user).filter(child=child).readable())

    def offer(self, name, rows):
        if name in self.fields and rows.exists():
            self.fields[name].queryset = rows
            self.fields[name].empty_label = "None of these"
        else:
            self.fields.pop(name, None)
            self.helper.layout = Layout(*self.fields)

    def clean_review_on(self):
        return not_too_far(self.cleaned_data["review_on"])


class StrategyLookForm(Form):
    """Whether an advice still holds."""

    answer = forms.ChoiceField(
        label="Does it still hold?",
        choices=[("keep", "Yes, it still helps"), ("end", "No, not any more")],
        widget=forms.RadioSelect,
    )
    until = DayField(label="Then look at it again on", required=False)
    reason = forms.CharField(label="Why?", max_length=200, required=False, help_text="If it does not hold.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "keep" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "Say when to look at it again.")
        if cleaned.get("answer") == "end" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why it does not hold any more.")
        return cleaned

    def clean_until(self):
        return not_too_far(self.cleaned_data["until"])


class ReviewPlanForm(Form):
    """When the goals are looked at again."""

    due_on = DayField(label="When do you look at the goals again?")


class ReviewHoldForm(ModelForm):
    """What came out of a review."""

    button = "Write down this review"

    held_on = DayField(label="On which day did you look at the goals together?")
    next_due_on = DayField(
        label="The next review",
        required=False,
        help_text="Leave it as it is unless you agreed on another day. After an ending there is none.",
    )

    class Meta:
        model = PlanReview
        fields = ("held_on", "went_well", "family_words", "decision", "next_plan", "assessment")
        labels = {
            "went_well": "What went well",
            "family_words": "What the family said",
            "decision": "What did you decide?",
            "next_plan": "What happens next",
            "assessment": "The look at everything that belongs to it",
        }
        help_texts = {"assessment": ""}
        widgets = {
            "decision": forms.RadioSelect,
            "went_well": forms.Textarea(attrs={"rows": 3}),
            "family_words": forms.Textarea(attrs={"rows": 3}),
            "next_plan": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, child, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = True
        self.fields["decision"].choices = PlanReview.Decision.choices
        looks = Assessment.objects.visible_to(user).filter(child=child).order_by("-on", "-pk")
        if looks.exists():
            self.fields["assessment"].queryset = looks
            self.fields["assessment"].empty_label = "None"
        else:
            del self.fields["assessment"]
        small = Field("decision", context={"radios_small": True})
        last = ["assessment"] if "assessment" in self.fields else []
        self.helper.layout = Layout(
            "held_on", "went_well", "family_words", small, "next_plan", *last, "next_due_on"
        )

    def _get_validation_exclusions(self):
        """Who writes it down is said by the action: the row as a whole is not checked here."""
        return {*super()._get_validation_exclusions(), "held_on", "decision"}


class ReviewWordsForm(ModelForm):
    """The words of a review, put right."""

    class Meta:
        model = PlanReview
        fields = ("went_well", "family_words", "next_plan")
        labels = ReviewHoldForm.Meta.labels
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}


def not_too_far(day):
    """A day to look at something again lies within three years."""
    if day and (day - timezone.localdate()).days > LONGEST_AHEAD:
        raise forms.ValidationError("Choose a day within the next three years.")
    return day

from datetime import UTC

from crispy_forms_gds.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from accounts.forms.base import Form, say_it_plainly
from assessments.models import Observation
from equipment.models import Equipment

from ..clashes import clash_in_words
from ..models import VisitRecord
from .when import WhenField

LONGEST = 10_000
TIMES = [
    "Breakfast", "Getting dressed", "Play time", "Snack time", "Out and about", "Tea time", "Bath time",
    "Bedtime",
]  # fmt: skip
ACTIVITY = ("what", "how", "when", "often")
STATES = [(state.value, state.label) for state in Observation.State]
TICK = {"choices": STATES, "widget": forms.RadioSelect, "required": False}
WENT = VisitRecord.Went.choices
PROMPT = [("", "Not said"), *VisitRecord.Prompt.choices]


class WordsField(forms.CharField):
    """Text of several lines, the same whichever way the browser ends a line."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def words(label, *, rows=3, **kwargs):
    """A field to write in, empty if there is nothing to say."""
    area = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, required=False, max_length=LONGEST, widget=area, **kwargs)


def split(text):
    """The names in a line with commas."""
    return [name[:120] for name in (part.strip() for part in text.split(",")) if name]


class WriteUpForm(Form):
    """One visit, written up in the order in which it happens. Nearly everything may stay empty."""

    went = forms.ChoiceField(label="How did it go?", choices=WENT, widget=forms.RadioSelect, required=False)
    present = forms.MultipleChoiceField(
        label="Who was there?", required=False, widget=forms.CheckboxSelectMultiple
    )
    present_other = forms.CharField(label="Anyone else?", required=False, max_length=400)
    play = words("Playing together")
    practice = words("Practising a step")
    prompt = forms.ChoiceField(label="How much help?", choices=PROMPT, required=False)
    saw = words("What I saw")
    parent_words = words("In the family’s words")
    plan = words("What we will do", rows=2)
    reached = forms.MultipleChoiceField(
        label="Steps reached today",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "A goal was changed meanwhile: look at its steps again."},
    )
    family_news = words("News, worries, what would help")
    lend = forms.CharField(label="Lend a toy", required=False)
    lend_code = forms.CharField(label="or the number on its label", required=False, max_length=20)
    what = forms.CharField(
        label="Next week", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    towards = forms.ChoiceField(
        label="Which step is it for?",
        required=False,
        help_text="If you tick it as reached today, this is for the next step of the same goal.",
        error_messages={"invalid_choice": "A goal was changed meanwhile: choose the step again."},
    )
    how = words("How")
    when = forms.MultipleChoiceField(label="When", required=False, widget=forms.CheckboxSelectMultiple)
    often = forms.CharField(label="How often", required=False, max_length=60)
    next_at = WhenField(label="Next visit", required=False, help_text="Type 2/12 10:30 or “wed 10:30”")
    parent_comment = words("Anything you want to add?")
    note = words("Note about a concern", rows=4)

    def __init__(self, *args, sheet, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.user, child = sheet, user, sheet.visit.child
        self.people = {"child": child.first_name, **{str(carer.pk): str(carer) for carer in sheet.carers}}
        self.fields["present"].choices = list(self.people.items())
        self.fields["what"].label = f"{child.first_name} will…"
        self.fields["reached"].choices = [
            (str(step.pk), step.text) for path in sheet.paths for step in path.goal.steps.all()
        ]
        self._offer_steps()
        usual = sheet.activity.when if sheet.activity else []
        self.fields["when"].choices = [(time, time) for time in dict.fromkeys([*TIMES, *usual])]
        toys = [(toy.code, f"{toy.name}, {pieces(toy.parts)} ({toy.code})") for toy in sheet.toys]
        self.fields["lend"].widget = forms.Select(choices=[("", "None today"), *toys])
        if sheet.proposed and not sheet.clash:
            self.initial.setdefault("next_at", f"{timezone.localtime(sheet.proposed):%a %-d %B %Y, %H:%M}")
        if sheet.is_after_cover:
            self.fields["next_at"].disabled = True  # whatever is sent: the diary is not hers any more
        self._add_ticks()
        self._add_loans()

    def _offer_steps(self):
        """Each goal by the step that is practised now; first shown is the goal of last week’s activity."""
        steps = [(str(path.goal.pk), step_in_words(path)) for path in self.sheet.paths if path.current]
        self.fields["towards"].choices = [("", "No step of a goal"), *steps]
        last = self.sheet.activity.step if self.sheet.activity else None
        if last and str(last.goal_id) in dict(steps):
            self.initial.setdefault("towards", str(last.goal_id))

    def _add_ticks(self):
        for line in self.sheet.lines:
            self._add(line.name, forms.ChoiceField(label=line.item.text, **TICK))

    def _add_loans(self):
        for loan in self.sheet.loans:
            toy, out = loan.equipment.name, loan.parts_out
            count = {"required": False, "min_value": 0, "max_value": out, "initial": out}
            self._add(f"back_{loan.pk}", forms.BooleanField(label=f"{toy} is back", required=False))
            self._add(f"pieces_{loan.pk}", forms.IntegerField(label=f"Pieces of the {toy}", **count))

    def _add(self, name, field):
        say_it_plainly(field, field.label)
        self.fields[name] = field

    # What the page shows beside its fields ---------------------------------------------------------

    @property
    def ticks(self):
        """The lines to tick by area: (area, [(line, field)])."""
        areas = {}
        for line in self.sheet.lines:
            areas.setdefault(line.item.area, []).append((line, self[line.name]))
        return list(areas.items())

    @property
    def toys_out(self):
        """The toys this family has: (loan, is it back, how many pieces)."""
        return [(loan, self[f"back_{loan.pk}"], self[f"pieces_{loan.pk}"]) for loan in self.sheet.loans]

    # Checks ----------------------------------------------------------------------------------------

    def clean_next_at(self):
        starts_at, visit = self.cleaned_data["next_at"], self.sheet.visit
        if starts_at is None:
            return None
        if starts_at <= timezone.now():
            raise forms.ValidationError("The next visit is still to come: give a later time.")
        ends_at = starts_at.astimezone(UTC) + (visit.ends_at - visit.starts_at)
        clash = clash_in_words(
            worker=visit.worker, starts_at=starts_at, ends_at=ends_at, user=self.user, except_for=visit
        )
        if clash:
            raise forms.ValidationError(clash)
        return starts_at

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name, "").strip() for name in ("play", "practice", "saw")):
            self.add_error("play", "Write a line about what you did together, or what you saw.")
        if not cleaned.get("what") and (cleaned.get("how") or cleaned.get("when") or cleaned.get("often")):
            self.add_error("what", f"Say what {self.sheet.visit.child.first_name} will do next week.")
        self._find_toy(cleaned)
        return cleaned

    def _find_toy(self, cleaned):
        code, name = cleaned.get("lend_code", "").strip(), "lend_code"
        if not code:
            code, name = cleaned.get("lend", "").strip(), "lend"
        if not code:
            return
        toy = Equipment.objects.visible_to(self.user).filter(code__iexact=code).first()
        if toy is None:
            self.add_error(name, "There is no toy with this number: check the label.")
        elif not Equipment.objects.available().filter(pk=toy.pk).exists():
            self.add_error(name, f"{toy.name} ({toy.code}) is not in the storeroom: choose another.")
        cleaned["toy"] = toy

    # What goes to the action -------------------------------------------------------------------------

    def answers(self):
        """The cleaned form by the names of ``visits.write_up``."""
        data = self.cleaned_data
        steps = {str(step.pk): step for path in self.sheet.paths for step in path.goal.steps.all()}
        return {
            "record": self._record(),
            "states": {line.item: data[line.name] for line in self.sheet.lines if data[line.name]},
            "steps": [steps[key] for key in data["reached"]],
            "lend": [data["toy"]] if data.get("toy") else [],
            "take_back": {
                loan: loan.parts_out if data[f"pieces_{loan.pk}"] is None else data[f"pieces_{loan.pk}"]
                for loan in self.sheet.loans
                if data[f"back_{loan.pk}"]
            },
            "activity": self._activity([steps[key] for key in data["reached"]]) if data["what"] else None,
            "next_starts_at": data["next_at"],
            "note": data["note"],
        }  # fmt: skip

    def _activity(self, reached):
        data = self.cleaned_data
        path = next((path for path in self.sheet.paths if str(path.goal.pk) == data["towards"]), None)
        return {name: data[name] for name in ACTIVITY} | {"step": path.after(reached) if path else None}

    def _record(self):
        names = [name for name in VisitRecord.WRITTEN if name != "present"]
        there = [self.people[key][:120] for key in self.cleaned_data["present"]]
        there += split(self.cleaned_data["present_other"])
        return {"present": there, **{name: self.cleaned_data[name] for name in names}}


class CorrectForm(Form):
    """A signed record with what was wrong put right, and why."""

    button = "Sign the correction"

    reason = forms.CharField(
        label="Why is it corrected?",
        max_length=300,
        help_text="The family and your team read this beside the correction.",
    )
    present = forms.CharField(
        label="Who was there?", required=False, max_length=1000, help_text="With commas"
    )
    went = forms.ChoiceField(label="Last week’s activity", choices=[("", "Not said"), *WENT], required=False)
    play = words("Playing together")
    practice = words("Practising a step")
    prompt = forms.ChoiceField(label="How much help?", choices=PROMPT, required=False)
    saw = words("What I saw")
    parent_words = words("In the family’s words")
    plan = words("What we will do")
    family_news = words("How the family is")
    parent_comment = words("What the family wants to add")

    def __init__(self, *args, record, **kwargs):
        initial = {name: getattr(record, name) for name in self.base_fields if name != "reason"}
        initial["present"] = ", ".join(record.present)
        super().__init__(*args, **{**kwargs, "initial": {**initial, **(kwargs.get("initial") or {})}})
        record_fields = [name for name in self.fields if name != "reason"]
        self.helper.layout = Layout("reason", Fieldset(*record_fields, legend="The record", legend_size="m"))

    def answers(self):
        """The reason, and the fields of the record."""
        record = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return {
            "reason": self.cleaned_data["reason"],
            "record": record | {"present": split(record["present"])},
        }


def step_in_words(path):
    """The step that is practised now, and what it is a step towards."""
    return f"{path.current.text}, towards “{path.goal.text}”"


def pieces(number):
    return "1 piece" if number == 1 else f"{number} pieces"

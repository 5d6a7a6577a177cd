"""A workbook is chosen, its columns are named, its rows are mended."""

from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms

from accounts.forms import Form

from ..importing import kinds
from ..importing.reader import LARGEST_FILE
from ..models import ImportRow

LEFT_OUT = "left_out"  # in a form; a mapping keeps an empty text
LONGEST_VALUES = 90


class UploadForm(Form):
    """Choose the file that holds what the service has today."""

    button = "Read the file"
    file = forms.FileField(
        label="Your workbook or list",
        help_text=(
            "An Excel workbook (.xlsx) or a CSV file, up to 10 MB. Nothing is written to the records before "
            "you have looked at it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("This file is larger than 10 MB. Save the sheets apart.")
        return file


class KindForm(Form):
    """Say what a sheet lists."""

    button = "Change"
    kind = forms.ChoiceField(label="This sheet lists", required=False, choices=())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            *((kind.code, kind.label) for kind in kinds.KINDS),
            ("", "Nothing for us: leave it out"),
        ]


class MatchForm(Form):
    """Say what each column of a sheet is, and what holds for all its rows."""

    button = "Keep these matches"

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.kind = sheet, kinds.get(sheet.kind)
        self.columns = [int(place) for place in sheet.mapping]
        for place in self.columns:
            self.fields[f"column_{place}"] = self._column(place)
        self.fields["dates"] = forms.ChoiceField(
            label="Dates such as 03/04/2026",
            required=False,
            choices=[
                ("", "Work it out; ask me where it is not certain"),
                ("day", "Day first: 3 April 2026"),
                ("month", "Month first: 4 March 2026"),
            ],
            initial=sheet.answers.get("dates", ""),
        )
        for one in self.kind.questions:
            self.fields[f"ask_{one.code}"] = forms.ChoiceField(
                label=one.label,
                help_text=one.hint,
                required=False,
                choices=self._choices(one),
                initial=sheet.answers.get(one.code, ""),
            )
        asked = ["dates", *(f"ask_{one.code}" for one in self.kind.questions)]
        columns = [Field(f"column_{place}") for place in self.columns]
        self.helper.layout = Layout(
            Fieldset(*columns, legend="Your columns", legend_size=Size.MEDIUM),
            Fieldset(*asked, legend="For the whole sheet", legend_size=Size.MEDIUM),
        )

    def _choices(self, question):
        choices = list(question.choices())
        return choices if question.start() else [("", "Ask me for each row"), *choices]

    def _column(self, place):
        headers, samples = self.sheet.headers, self.sheet.samples
        label = headers[place] if place < len(headers) and headers[place] else f"Column {place + 1}"
        values = [value for value in (samples[place] if place < len(samples) else []) if value.strip()]
        return forms.ChoiceField(
            label=label[:80],
            help_text=f"For example: {' · '.join(values)[:LONGEST_VALUES]}"
            if values
            else "All its cells are empty.",
            required=False,
            choices=[
                *((one.code, one.label) for one in self.kind.fields),
                (kinds.NOTE, "Keep as a note on the record"),
                (LEFT_OUT, "Leave this column out"),
            ],
            initial=self.sheet.mapping[str(place)] or LEFT_OUT,
        )

    def mapping(self):
        """{column: what it is} as the sheet keeps it."""
        said = {str(place): self.cleaned_data[f"column_{place}"] for place in self.columns}
        return {place: "" if code == LEFT_OUT else code or kinds.NOTE for place, code in said.items()}

    def answers(self):
        found = {one.code: self.cleaned_data[f"ask_{one.code}"] for one in self.kind.questions}
        return found | ({"dates": self.cleaned_data["dates"]} if self.cleaned_data["dates"] else {})


class RowForm(Form):
    """What a person says of one row, from its buttons in the list."""

    MEND, WITHOUT, BRING_BACK, UNDECIDE = "mend", "without", "bring_back", "undecide"
    PROTECT, OPEN = "protect", "open"
    WHAT = (
        MEND, WITHOUT, BRING_BACK, UNDECIDE, PROTECT, OPEN,
        ImportRow.Decision.LEAVE_OUT, ImportRow.Decision.SAME, ImportRow.Decision.DIFFERENT,
    )  # fmt: skip
    what = forms.ChoiceField(choices=[(one, one) for one in WHAT])
    code = forms.CharField(required=False, max_length=40)
    text = forms.CharField(required=False, max_length=400)
    everywhere = forms.BooleanField(required=False)

    def clean(self):
        said = super().clean()
        if said.get("what") == self.MEND and not said.get("text", "").strip():
            self.add_error("text", "Write what the cell should say.")
        return said


class SureForm(Form):
    """Nothing to fill in: a person says yes."""

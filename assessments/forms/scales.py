"""What is asked about a scale: its name, and each of its words with what it counts as."""

from crispy_forms_gds.layout import HTML, Div, Field, Fieldset, Layout, Size
from django import forms

from accounts.forms import Form

from ..scoring import State
from .frameworks import Readable

MOST_LEVELS = 8
EMPTY = "This row is not used"


class ScaleForm(Readable, Form):
    """A scale with its words, best first; rows that are left empty are left out."""

    name = forms.CharField(
        label="Name of the scale", max_length=80, help_text="Such as “Seen first, sometimes, often”."
    )

    def __init__(self, *args, levels=(), **kwargs):
        super().__init__(*args, **kwargs)
        rows = []
        for number in range(1, MOST_LEVELS + 1):
            word, counts = levels[number - 1] if number <= len(levels) else ("", "")
            self.fields[f"word_{number}"] = forms.CharField(
                label=f"Word {number}", max_length=40, required=False, initial=word
            )
            self.fields[f"counts_{number}"] = forms.ChoiceField(
                label=f"Word {number} counts as",
                required=False,
                initial=counts,
                choices=[("", EMPTY), *((state.value, state.label) for state in State)],
            )
            plain = {"hide_optional": True}  # any row may be left empty, and that is said once
            pair = [Field(f"{part}_{number}", context=plain) for part in ("word", "counts")]
            rows.append(Div(*pair, css_class="app-halves"))
        said = (
            '<p class="govuk-hint">From the most to the least. What a word counts as gives it its colour and '
            "its pattern. Leave the rows that you do not need.</p>"
        )
        words = Fieldset(HTML(said), *rows, legend="Its words", legend_size=Size.MEDIUM)
        self.helper.layout = Layout("name", words)

    def clean(self):
        data = super().clean()
        seen = {}
        for number in range(1, MOST_LEVELS + 1):
            word = self.cleaned_data.get(f"word_{number}", "")
            counts = self.cleaned_data.get(f"counts_{number}", "")
            if word and not counts and f"counts_{number}" not in self.errors:
                self.add_error(f"counts_{number}", f"Say what “{word}” counts as.")
            elif counts and not word and f"word_{number}" not in self.errors:
                self.add_error(f"word_{number}", "Say the word, or choose that this row is not used.")
            elif word and word.casefold() in seen:
                self.add_error(f"word_{number}", f"Word {seen[word.casefold()]} is the same.")
            seen.setdefault(word.casefold(), number)
        return data

    @property
    def levels(self):
        """The words with what they count as."""
        rows = [
            (self.cleaned_data[f"word_{number}"], self.cleaned_data[f"counts_{number}"])
            for number in range(1, MOST_LEVELS + 1)
        ]
        return [(word, counts) for word, counts in rows if word]

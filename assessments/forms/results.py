"""A result of another tool: a form for each tool, made from what assessments/tools.py says of it."""

from crispy_forms_gds.layout import Div, Fieldset, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form
from accounts.forms.base import label_of, limit_length, say_it_plainly
from accounts.forms.files import PaperField
from accounts.permissions import Permission
from families.models import Document

from ..models import ToolResult
from ..tools import WHOLE, Zone, zone_of
from .days import DayField

MOST_PAPERS = 100


class NumberField(forms.FloatField):
    """A number as people type it; where it is whole it is kept as a whole one."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})

    def __init__(self, *, label, called=""):
        words = {"invalid": f"“{called or label}” is a number, such as 35 or 2.5."}
        super().__init__(label=label, required=False, localize=False, error_messages=words)

    def clean(self, value):
        number = super().clean(value)
        return int(number) if number is not None and number.is_integer() else number


class ResultForm(Form):
    """When it was done and who gave it, the figures and zones of one tool, and the paper it stands on."""

    button = "Write down this result"

    on = DayField(label="Done on which day?")
    giver = forms.ChoiceField(label="Who gave it?", choices=[("", "Choose"), *ToolResult.Giver.choices])
    giver_name = forms.CharField(label="Their name", max_length=120, required=False)
    note = forms.CharField(
        label="What to remember of it",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In your own words: the words of a published tool belong to its makers.",
    )

    def __init__(self, *args, tool, child, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.tool, self.child = tool, child
        first = [Div("on", "giver", css_class="app-halves"), "giver_name"]
        parts = [*self.ask_form(), *self.ask_figures(), *self.ask_whole()]
        self.helper.layout = Layout(*first, *parts, "note", *self.ask_paper(user))

    # Its fields ---------------------------------------------------------------------------------------

    def ask_form(self):
        """Which questionnaire or section it was, or which test."""
        tool = self.tool
        if tool.forms:
            choices = [("", "Choose"), *[(form, form) for form in tool.forms]]
            return self.ask(
                "form", forms.ChoiceField(label=f"Which {tool.form_word.lower()}?", choices=choices)
            )
        if tool.is_named:
            hint = "Its name and edition; none of its words."
            return self.ask(
                "form", forms.CharField(label="Which test was it?", max_length=60, help_text=hint)
            )
        return []

    def ask_figures(self):
        """A number for each figure, and where the tool has zones by part, its zone and cut-offs."""
        figures = self.tool.figures
        if self.tool.zones and self.tool.zones_of != WHOLE:
            return [self.ask_part(figure) for figure in figures]
        names = []
        for figure in figures:
            names += self.ask(f"figure_{figure.code}", NumberField(label=named(figure)))
        row = Div(*names, css_class="app-figures")
        return [Fieldset(row, legend="The figures", legend_size=Size.SMALL)] if names else []

    def ask_part(self, figure):
        """One area of a tool with zones: its score and zone, and its cut-offs where they are typed in."""
        code, name = figure.code, figure.name
        names = self.ask(f"figure_{code}", NumberField(label="Score", called=name))
        names += self.ask(f"zone_{code}", self.zone_field("Zone"))
        if self.tool.zones == "cut_offs":
            for kind, label in (("refer", "Look further below"), ("watch", "Watch below")):
                names += self.ask(
                    f"{kind}_{code}", NumberField(label=label, called=f"{name}: {label.lower()}")
                )
        return Fieldset(Div(*names, css_class="app-figures"), legend=name, legend_size=Size.SMALL)

    def ask_whole(self):
        """The zone of a result that has one as a whole."""
        if self.tool.zone_codes != (WHOLE,):
            return []
        return self.ask(f"zone_{WHOLE}", self.zone_field("Zone as a whole"))

    def ask_paper(self, user):
        """The paper it stands on: one that is there already, or a new one."""
        names = []
        papers = (
            Document.objects.visible_to(user).filter(child=self.child).readable().order_by("-came_at", "-pk")
        )
        newest = papers.filter(pk__in=papers.values("pk")[:MOST_PAPERS])
        if newest.exists():
            field = forms.ModelChoiceField(
                label="The paper, if it is here already", queryset=newest, required=False, empty_label="None"
            )
            names += self.ask("document", field)
        if user.may(Permission.DOCUMENT_ADD):
            label = "Or add the paper" if names else "Add the paper"
            names += self.ask("paper", PaperField(label=label, required=False))
        return [Fieldset(*names, legend="The paper it stands on", legend_size=Size.SMALL)] if names else []

    def ask(self, name, field):
        """Add a field, as plain and as limited as those that every form has from the beginning."""
        say_it_plainly(field, label_of(name, field))
        if isinstance(field, forms.CharField):
            limit_length(field)
        self.fields[name] = field
        return [name]

    def zone_field(self, label):
        choices = [("", "Not said"), *[(zone.value, self.tool.word_for(zone)) for zone in Zone]]
        return forms.ChoiceField(label=label, choices=choices, required=False)

    # What is said in it -------------------------------------------------------------------------------

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("This day is still to come.")
        if on < self.child.born_on:
            raise ValidationError(f"{self.child.first_name} was born on {self.child.born_on:%-d %B %Y}.")
        return on

    def clean(self):
        cleaned = super().clean()
        figures = self.numbers("figure")
        for code, problem in self.tool.problems(figures).items():
            self.complain(f"figure_{code or self.tool.figures[0].code}", problem)
        for figure in self.tool.figures:
            if self.tool.zones == "cut_offs":
                self.check_cut_offs(figure, figures.get(figure.code))
        has_any = figures or self.zones or cleaned.get("document") or cleaned.get("paper")
        if not has_any and not self.errors:
            self.add_error(None, "Give a figure or a zone, or the paper it stands on.")
        if cleaned.get("document") and cleaned.get("paper"):
            self.complain("paper", "Choose a paper that is here, or add one, not both.")
        return cleaned

    def check_cut_offs(self, figure, score):
        """Both or neither, between the bounds, in their order; and the zone that was given agrees."""
        cleaned, code = self.cleaned_data, figure.code
        refer, watch = cleaned.get(f"refer_{code}"), cleaned.get(f"watch_{code}")
        if refer is None and watch is None:
            return
        for name, value in ((f"refer_{code}", refer), (f"watch_{code}", watch)):
            if value is None:
                self.complain(name, f"{figure.name}: give both cut-offs, or none.")
            elif not figure.lowest <= value <= figure.highest:
                bounds = f"from {figure.lowest:g} to {figure.highest:g}"
                self.complain(name, f"{figure.name}: a cut-off lies {bounds}.")
            elif score is None:
                self.complain(f"figure_{code}", f"{figure.name}: give the score of these cut-offs.")
        if refer is not None and watch is not None and refer > watch:
            self.complain(f"refer_{code}", f"{figure.name}: “look further below” is the lower of the two.")
        elif score is not None and refer is not None and watch is not None:
            self.check_zone(figure, zone_of(score, refer_below=refer, watch_below=watch))

    def check_zone(self, figure, derived):
        given = self.cleaned_data.get(f"zone_{figure.code}")
        if given and given != derived:
            self.complain(
                f"zone_{figure.code}",
                f"{figure.name}: by the cut-offs it is “{derived.label}”. Leave this empty, or look again.",
            )

    def complain(self, name, problem):
        """One problem beside a field; the first is enough."""
        if name not in self.errors:
            self.add_error(name, problem)

    def numbers(self, kind):
        """The numbers that were given, by the code of their figure."""
        given = {figure.code: self.cleaned_data.get(f"{kind}_{figure.code}") for figure in self.tool.figures}
        return {code: value for code, value in given.items() if value is not None}

    @property
    def zones(self):
        given = {code: self.cleaned_data.get(f"zone_{code}") for code in self.tool.zone_codes}
        return {code: zone for code, zone in given.items() if zone}

    @property
    def said(self):
        """What was said, as the action takes it."""
        cleaned = self.cleaned_data
        plain = ("on", "giver", "giver_name", "note", "document", "paper", "form")
        watch = self.numbers("watch")
        cut_offs = {code: [refer, watch[code]] for code, refer in self.numbers("refer").items()}
        figures = self.numbers("figure")
        given = {name: cleaned[name] for name in plain if name in cleaned}
        return {**given, "figures": figures, "zones": self.zones, "cut_offs": cut_offs}


def named(figure):
    return f"{figure.name} (in {figure.unit})" if figure.unit else figure.name


class WithdrawForm(Form):
    """Why a result is taken out."""

    button = "Take it out"

    reason = forms.CharField(
        label="Why is it taken out?", max_length=200, help_text="Such as “it was her brother’s”."
    )

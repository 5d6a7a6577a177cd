"""What is asked about the parts of a draft: areas, strands, age bands and items."""

from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms

from accounts.forms import Form

from ..framework_files.shape import LAST_MONTH, LONGEST
from ..models import Area, Strand
from .frameworks import Readable, SeenField

MOST_TAGS = 12


class AreaForm(Readable, Form):
    """A part of a child's life."""

    name = forms.CharField(label="Name of the area", max_length=120, help_text="Such as “Talking”.")
    hint = forms.CharField(
        label="What it is about", max_length=300, required=False, help_text="A few words beside its name."
    )


class AreaEditForm(AreaForm):
    """An area that is there already."""

    seen = SeenField()


class StrandForm(Readable, Form):
    """A thread within an area."""

    name = forms.CharField(
        label="Name of the strand", max_length=120, help_text="Such as “Taking turns”, within an area."
    )


class StrandEditForm(StrandForm):
    """A strand that is there already."""

    seen = SeenField()


class BandForm(Readable, Form):
    """An age band, in whole months with both ends included."""

    start = forms.IntegerField(label="From which month?", min_value=0, max_value=LAST_MONTH)
    end = forms.IntegerField(
        label="To which month?",
        min_value=0,
        max_value=LAST_MONTH,
        help_text="This month is still in it: from 12 to 23 is the second year.",
    )
    name = forms.CharField(
        label="Its own name", max_length=60, required=False, help_text="If it has one, such as “Step 3”."
    )

    def clean(self):
        data = super().clean()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is not None and end is not None and end < start:
            self.add_error("end", "A band cannot end before it starts.")
        return data


class BandEditForm(BandForm):
    """An age band that is there already."""

    seen = SeenField()


class ItemForm(Readable, Form):
    """One line of a framework, new or there already."""

    item_code = forms.CharField(
        label="Code",
        max_length=LONGEST["code"],
        help_text="It is for ever: by it, what was seen counts in every later version.",
    )
    text = forms.CharField(
        label="What can be seen", max_length=LONGEST["text"], widget=forms.Textarea(attrs={"rows": 2})
    )
    guidance = forms.CharField(
        label="How to see it",
        max_length=LONGEST["guidance"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What counts, and what help may be given.",
    )
    example = forms.CharField(
        label="An everyday moment",
        max_length=LONGEST["example"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tags = forms.CharField(
        label="Toys and things that help",
        max_length=500,
        required=False,
        help_text="With commas between them, such as “bricks, cup”.",
    )
    area = forms.ModelChoiceField(label="Area", queryset=Area.objects.none(), empty_label=None)
    strand = forms.ModelChoiceField(
        label="Strand", queryset=Strand.objects.none(), required=False, empty_label="None"
    )
    band = forms.TypedChoiceField(label="Age band", coerce=int, choices=())
    another = forms.BooleanField(label="Write another one after this", required=False)
    seen = SeenField()

    def __init__(self, *args, framework, area=None, code="", **kwargs):
        """``area`` is given for a new item, which is written in it; ``code`` is what we suggest for it."""
        super().__init__(*args, **kwargs)
        self.area = area
        self.fields["area"].queryset = framework.areas.all()
        self.fields["band"].choices = [(str(band.start), str(band)) for band in framework.bands.all()]
        strands = Strand.objects.filter(area__framework=framework).order_by("area__order", "order", "pk")
        if area is not None:
            del self.fields["area"], self.fields["seen"]
            self.fields["strand"].queryset = strands.filter(area=area)
            self.fields["item_code"].initial = code
        else:
            del self.fields["another"]
            self.fields["strand"].queryset = strands.select_related("area")
            self.fields["strand"].label_from_instance = lambda strand: f"{strand.area.name}: {strand.name}"
        if not self.fields["strand"].queryset.exists():
            del self.fields["strand"]
        place = [name for name in ("area", "strand", "band") if name in self.fields]
        self.helper.layout = Layout(
            "text",
            "item_code",
            Fieldset(*place, legend="Its place", legend_size=Size.MEDIUM),
            Fieldset("guidance", "example", "tags", legend="To help whoever looks", legend_size=Size.MEDIUM),
            *(name for name in ("another", "seen") if name in self.fields),
        )

    def clean_item_code(self):
        code = self.cleaned_data["item_code"]
        if ";" in code or "|" in code:
            raise forms.ValidationError("“;” and “|” part codes from each other: leave them out of this one.")
        return code

    def clean_tags(self):
        tags = list(dict.fromkeys(" ".join(tag.split()) for tag in self.cleaned_data["tags"].split(",")))
        tags = [tag for tag in tags if tag]
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(f"At most {MOST_TAGS} things.")
        if any(len(tag) > LONGEST["tags"] for tag in tags):
            raise forms.ValidationError(f"Each thing has at most {LONGEST['tags']} letters.")
        return tags

    def clean(self):
        data = super().clean()
        strand, area = self.cleaned_data.get("strand"), self.area or self.cleaned_data.get("area")
        if strand is not None and area is not None and strand.area_id != area.pk:
            self.add_error("strand", "This strand belongs to another area. Choose one of its own, or none.")
        return data

    @property
    def words(self):
        """The values of the item, as the actions take them."""
        names = {"code": "item_code", "text": "text", "guidance": "guidance", "example": "example"}
        words = {name: self.cleaned_data[field] for name, field in names.items()}
        more = {name: self.cleaned_data[name] for name in ("tags", "band")}
        return {**words, **more, "strand": self.cleaned_data.get("strand")}


class FirstForm(Form):
    """Which item comes first, or need not any more."""

    item = forms.IntegerField(min_value=1, max_value=2**62)
    what = forms.ChoiceField(choices=[("add", "Comes first"), ("remove", "Need not")])

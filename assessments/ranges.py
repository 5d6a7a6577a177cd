"""Everything up to here: the lines before one line, in its age band, its strand or its whole area."""

from dataclasses import dataclass

from django.db.models import Q

from .models import Band, Item
from .standing import lines_to_change, standing_of

BAND, STRAND, AREA = "band", "strand", "area"


@dataclass(frozen=True)
class Span:
    """One reading of "up to here", with the lines that it would change."""

    code: str
    title: str
    items: list
    changed: list
    known: dict

    @property
    def words(self):
        number = len(self.changed)
        lines = "1 line changes" if number == 1 else f"{number} lines change" if number else "nothing changes"
        return f"{self.title}: {lines}"

    @property
    def shown(self):
        """The lines that would change, each with how it stands, as the form carries them."""
        return " ".join(f"{item.pk}:{self.known[item.pk].word}" for item in self.changed)

    @property
    def lines(self):
        """Each line that would change, with how it stands now."""
        return [(item, self.known[item.pk]) for item in self.changed]


def spans_of(child, user, item, level, on):
    """The readings of "everything up to here" for a line, the narrowest first. Three questions."""
    area, framework = item.area, item.area.framework
    items = Item.objects.visible_to(user).filter(area=area).filter(
        Q(band__lt=item.band) | Q(band=item.band, order__lt=item.order)
        | Q(band=item.band, order=item.order, pk__lte=item.pk)
    ).select_related("area__framework").order_by("band", "order", "pk")  # fmt: skip
    items = list(items)
    known = standing_of(child, items, on)
    band = Band.objects.visible_to(user).filter(framework=framework, start=item.band).first()
    readings = [(BAND, str(band or f"From {item.band} months"), [i for i in items if i.band == item.band])]
    if item.strand_id:
        name = f"{item.strand.name}, from the youngest"
        readings.append((STRAND, name, [i for i in items if i.strand_id == item.strand_id]))
    readings.append((AREA, f"All of {area.name}, from the youngest", items))
    return [
        Span(code, title, lines, lines_to_change(lines, known, level), known)
        for code, title, lines in readings
    ]

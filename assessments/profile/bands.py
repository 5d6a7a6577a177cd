"""The columns of a profile: age bands or steps, any number of them, each with its name. Pure."""

from dataclasses import dataclass

#: From so many columns on, a table is drawn narrower.
MANY = 7


@dataclass(frozen=True, slots=True)
class FrameBand:
    """A span of ages in whole months, both ends included; or a step with a name of its own."""

    start: int
    end: int
    name: str = ""

    @property
    def label(self):
        """As a column is headed: "2 to 3 years", "0 to 5 months", "Step 3"."""
        return self.name or _ages(self.start, self.end)

    @property
    def short(self):
        """The same where there is little room: "2 to 3", "0 to 5", "Step 3"."""
        return self.label.removesuffix(" years").removesuffix(" months")

    @property
    def unit(self):
        """What ``short`` leaves out."""
        return self.label[len(self.short) :]

    def holds(self, months):
        return self.start <= months <= self.end


def _ages(start, end):
    if start % 12 == 0 and (end + 1) % 12 == 0:
        return f"{start // 12} to {(end + 1) // 12} years"
    return f"{start} to {end} months"


def bands_of(rows, used):
    """The bands of a framework, youngest first, without those that nothing is in.

    Arguments: ``rows`` of (start, end, name); ``used`` are the months at which bands of items start. One that
    has no row reaches to the next, the last one a year.
    """
    known = {start: FrameBand(start, end, name) for start, end, name in rows}
    starts = sorted(used)
    following = [*starts[1:], starts[-1] + 12] if starts else []
    return tuple(
        known.get(start, FrameBand(start, max(start, after - 1)))
        for start, after in zip(starts, following, strict=True)
    )


def band_of_age(bands, months):
    """The month at which the band of a child of that age starts: the last that begins at or below it."""
    return max((band.start for band in bands if band.start <= months), default=None)

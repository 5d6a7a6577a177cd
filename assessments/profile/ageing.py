"""With which age a profile is read: the real one, or the one corrected for an early birth. Pure."""

from dataclasses import dataclass

from families.ages import ages, months_in_words

REAL, CORRECTED = "real", "corrected"


@dataclass(frozen=True, slots=True)
class ReadWith:
    """The age that counts on a day, and the other one that may be chosen instead."""

    months: int
    kind: str
    real: str
    corrected: str
    weeks_early: int

    @property
    def is_corrected(self):
        return self.kind == CORRECTED

    @property
    def can_switch(self):
        """Only who was born early has two ages."""
        return bool(self.corrected)

    @property
    def other(self):
        return REAL if self.is_corrected else CORRECTED

    @property
    def in_words(self):
        """ "2 years 4 months (corrected 2 years 3 months)"."""
        return f"{self.real} (corrected {self.corrected})" if self.corrected else self.real

    @property
    def counted(self):
        """The age that counts, as it stands in a sentence: "corrected 14 months"."""
        return f"corrected {self.corrected}" if self.is_corrected else self.real


def read_with(child, on, asked=""):
    """The age to read a child's profile with on a day. ``asked`` is what somebody chose, or nothing.

    Without a choice the corrected age counts as long as it is used: to two years.
    """
    age = ages(child.born_on, on, child.due_on)
    kind = CORRECTED if age.is_corrected else REAL
    if asked in (REAL, CORRECTED) and age.corrected_months is not None:
        kind = asked
    months = age.corrected_months if kind == CORRECTED else age.real_months
    corrected = "" if age.corrected_months is None else months_in_words(age.corrected_months)
    return ReadWith(months or 0, kind, months_in_words(age.real_months), corrected, age.weeks_early)

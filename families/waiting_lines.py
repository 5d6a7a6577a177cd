"""What the waiting list says of one child: its clocks, its prospect, the next contact."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from .ages import age_in_words, until_school
from .models import Policy, Referral
from .waiting import TONES
from .waiting_outlook import Prospect

PROTECTED = "protected address"


@dataclass(frozen=True)
class Line:
    """One child on the waiting list, as the list, its page and the spreadsheet say it."""

    referral: Referral
    on: date
    policy: Policy
    school_terms: int
    prospect: Prospect

    @property
    def child(self):
        return self.referral.child

    @property
    def age(self):
        return age_in_words(self.child.born_on, self.on)

    @cached_property
    def place(self):
        home = next(iter(self.child.family.addresses.all()), None)
        if home is None:
            return ""
        return PROTECTED if home.is_protected else home.town

    @property
    def tone(self):
        return TONES[self.referral.band]

    @property
    def weeks(self):
        return (self.on - self.referral.waiting_since).days // 7

    @property
    def start_by(self):
        return self.referral.waiting_since + timedelta(weeks=self.policy.promise_weeks)

    @property
    def days_left(self):
        return (self.start_by - self.on).days

    @property
    def due_words(self):
        return distance_in_words(self.days_left, before="past", after="left")

    @property
    def due_tone(self):
        return "late" if self.days_left < 0 else "soon" if self.days_left <= 7 else ""

    @cached_property
    def school(self):
        return until_school(self.child.born_on, self.on)

    @property
    def is_near_school(self):
        return self.school.terms <= self.school_terms

    @property
    def terms_words(self):
        terms = self.school.terms
        return "School age" if not terms else "1 term left" if terms == 1 else f"{terms} terms left"

    @property
    def guard(self):
        return self.prospect.guard

    @property
    def visits_words(self):
        """ "Only 9 visits", "52 visits"."""
        return self.guard.short_words

    @property
    def contact_on(self):
        """By when the family is to be contacted, or None: nobody is asked about a child that has died."""
        return self.referral.next_due_on

    @property
    def contact_days(self):
        return (self.contact_on - self.on).days

    @property
    def contact_words(self):
        return distance_in_words(self.contact_days, before="overdue", after="left")

    @property
    def contact_tone(self):
        return "late" if self.contact_days < 0 else "soon" if self.contact_days <= 7 else ""

    @property
    def is_chosen(self):
        """Whether a person has chosen the band over the score."""
        return bool(self.referral.chosen_instead_of)

    @property
    def is_overtaken(self):
        """Whether the score has moved into another band since a person chose this one."""
        by_score = self.referral.score_band
        return self.is_chosen and bool(by_score) and by_score != self.referral.chosen_instead_of


def distance_in_words(days, *, before, after):
    """ "2 weeks past", "7 days left", "today"."""
    count = abs(days)
    said = f"{count // 7} weeks" if count >= 14 else "1 day" if count == 1 else f"{count} days"
    return f"{said} {before}" if days < 0 else f"{said} {after}" if days else "today"


def cells(line):
    """What the spreadsheet says of one child, in the order of HEADINGS: the same as the list."""
    return [
        line.child.name,
        line.age,
        line.place,
        line.child.family.interpreter,
        line.referral.score,
        line.referral.get_band_display(),
        line.weeks,
        line.referral.waiting_since,
        line.start_by,
        line.due_words,
        line.prospect.expected.short_words,
        line.guard.visits,
        line.terms_words,
        line.school.starts_on.strftime("%B %Y"),
        line.contact_on or "",
    ]


HEADINGS = [
    "Child",
    "Age",
    "Place",
    "Interpreter",
    "Score",
    "Band",
    "Weeks waited",
    "On the list since",
    "Start by",
    "Time left",
    "Expected start",
    "Visits before school",
    "Terms before school",
    "School starts",
    "Next contact",
]

"""How far a report has come, as four stones: asked, ready, approved, shared."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stone:
    """One stone of the way: done, now or later, with who or what below it."""

    text: str
    state: str
    word: str


def stones_of(report):
    """The four stones of a report, in order."""
    stage = _stage(report)
    texts = ["Asked for", "Ready to read", "Approved", "Shared with the family"]
    words = [
        report.requested_by.name,
        "could not be made" if report.status == report.Status.FAILED else _pages(report),
        report.approved_by.name if report.approved_by else "by somebody else",
        report.released_by.name if report.released_by else "with people you choose",
    ]
    return [
        Stone(text, "done" if number < stage else "now" if number == stage else "later", word)
        for number, (text, word) in enumerate(zip(texts, words, strict=True))
    ]


def _stage(report):
    """The number of the stone we stand on; four when all are behind us."""
    if report.status == report.Status.RELEASED:
        return 4
    if report.status == report.Status.APPROVED:
        return 3
    return 2 if report.approved_at or report.is_waiting_for_approval else 1


def _pages(report):
    if report.pages and report.can_be_read:
        return f"{report.pages} page{'' if report.pages == 1 else 's'}"
    return "being made" if report.is_being_made else ""

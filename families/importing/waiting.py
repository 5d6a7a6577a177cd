"""Waiting lists: one row for each child who was referred and has no place yet."""

import re
from datetime import date

from django.utils import timezone

from accounts import audit

from .. import facts as told
from ..identity import normalise_name
from ..models import Referral
from . import cells, people
from .cells import Reading, plain
from .children import CONFLICT
from .kinds import Field, Kind, Question

OPEN = (Referral.Status.RECEIVED, Referral.Status.TRIAGED, Referral.Status.WAITING)
SOURCES = {
    Referral.Source.PARENT: "parent|mum|mother|dad|father|self|carer|family|parent carer|self referral",
    Referral.Source.HEALTH_VISITOR: "health visitor|hv|h v|health visiting",
    Referral.Source.PAEDIATRICIAN: "paediatrician|paed|paeds|pediatrician|community paediatrician|cdc",
    Referral.Source.THERAPIST: "therapist|salt|slt|speech therapist|physio|physiotherapist|ot|"
    "occupational therapist|speech and language therapist|speech and language",
    Referral.Source.GP: "gp|doctor|general practitioner",
    Referral.Source.SETTING: "nursery|setting|preschool|nursery senco|senco|school|childminder|playgroup",
    Referral.Source.SOCIAL_WORKER: "social worker|sw|social care|childrens services",
    Referral.Source.EARLY_HELP: "early help|family hub|childrens centre|family support",
}


def referrer(text, at):
    """Who refers: what they are, and after a dash or in brackets who. Unknown words are kept as the name."""
    said = plain(text)
    words, aside = re.split(r"\s+[-–—]\s+|\s*[(:]\s*", said, maxsplit=1), ""
    if len(words) == 2:
        words, aside = words[:1], words[1].strip(" )")
    plain_words = normalise_name(words[0])
    source = next(
        (source for source, known in SOURCES.items() if plain_words in known.split("|")),
        Referral.Source.OTHER,
    )
    name = aside if source != Referral.Source.OTHER else said
    return Reading({"source": source.value, "referrer_name": (name or words[0])[:120]})


REFERRAL = (
    Field(
        "received_on", "Referred on", cells.day(
            "received_on", earliest=cells.years_ago(cells.OLDEST), latest=cells.same_day,
            expected="a date on or before today",
        ),
        ("received", "date received", "referral date", "referred on", "date of referral",
         "date referred", "referred", "waiting since", "date on list",
         "received on", "referral received", "date referral received", "added to list", "date added",
         "date added to list", "added to waiting list"),
        is_required=True, expected="a date on or before today",
    ),
    Field(
        "source", "Who refers", referrer,
        ("referrer", "referred by", "source", "who referred", "referral source", "ref by", "from",
         "referring agency", "referrer name", "name of referrer", "referring professional"),
    ),
    Field(
        "reason", "Reason", cells.text("reason", 4000),
        ("reason", "reason for referral", "concern", "concerns", "presenting need", "why referred",
         "difficulty", "main concern", "main concerns"),
    ),
    Field(
        "setting_hours", "Hours at nursery", cells.hours,
        ("nursery hrs", "nursery hours", "hours", "setting hours", "hours attended", "hours at nursery",
         "funded hours"),
        without="The cell stays as a note.",
    ),
)  # fmt: skip


class Waiting(Kind):
    """A waiting list. Its children stand on our list with a score made by our rules from what is known."""

    code, label, one, many = "waiting", "Waiting list", "child", "children"
    sheet_words = ("waiting", "waiting list", "wl", "referrals", "new referrals", "queue", "pending")
    needs = people.NEEDS_CHILD
    has_people = True
    fields = (*people.CHILD, *people.HOME, *REFERRAL)
    questions = (
        Question(
            "standing",
            "These children",
            "A score is made by our own rules, from what is known. What is not known is shown as missing.",
            lambda: [("waiting", "are on the waiting list already"), ("received", "are still to be triaged")],
            lambda: "waiting",
        ),
        CONFLICT,
    )
    writes = ()  # nothing that lists of children do not write

    def title(self, read):
        return people.title(read)

    def keys(self, read):
        return people.keys(read)

    def find(self, row, read, scene):
        return people.find(row, read, scene)

    def write(self, row, read, scene, ledger):
        child, was_there = people.write_child(row, read, scene, ledger)
        if child.episodes.open().exists() or child.referrals.filter(status__in=OPEN).exists():
            said = [("On the waiting list since", read["received_on"]), ("Reason", read.get("reason", ""))]
            row.notes = [*row.notes, *({"heading": name, "text": text} for name, text in said if text)]
        else:
            self.refer(child, row, read, scene, ledger)
        people.write_notes(child, row, ledger)
        event = "child.filled_in" if was_there else "child.brought_in"
        audit.record(event, by=ledger.by, target=row, child=child, after={"row": row.number})
        return was_there

    def refer(self, child, row, read, scene, ledger):
        """Write the referral as it stands with us: on the list with our own score, or to be triaged."""
        received = date.fromisoformat(read["received_on"])
        referral = Referral(
            child=child,
            source=read.get("source") or Referral.Source.OTHER,
            referrer_name=read.get("referrer_name", ""),
            received_on=received,
            reason=read.get("reason", ""),
            facts={"setting_hours": read["setting_hours"]} if "setting_hours" in read else {},
        )
        if scene.answers(row).get("standing", "waiting") == "waiting":
            told.score(referral, on=scene.today, policy=scene.policy, served=frozenset(), chosen="")
            referral.status, referral.waiting_since = Referral.Status.WAITING, received
            referral.triaged_at, referral.triaged_by = timezone.now(), ledger.by
        ledger.create(referral)

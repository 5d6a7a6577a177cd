"""Lists of a toy library: each row a thing, and perhaps with which child it is. Handed down to families.

A number on a label is never made up: a row without one, or with one that another row has, waits for a person.
"""

from datetime import date, timedelta

from accounts import audit
from accounts.refusals import Refused
from families.identity import name_likeness, normalise_name
from families.importing import cells, dates, names
from families.importing.cells import Reading, plain
from families.importing.kinds import Field, Finding, Kind
from families.models import Child, ImportRow

from .models import Equipment, Loan

READY = {"ok", "good", "fine", "complete", "new", "very good", "excellent", "working", "all there", "as new"}
CLEANING = {"needs clean", "needs cleaning", "dirty", "to clean", "in the wash", "clean me", "being cleaned"}
REPAIR = {"being mended", "in repair", "needs repair", "needs mending", "at repair"}
RETIRED = {"retired", "thrown away", "binned", "written off", "disposed", "scrapped"}
SAME_THING = 0.8
Condition, Verdict = Equipment.Condition, ImportRow.Verdict


def label_number(text, at):
    said = plain(text)
    if len(said) > 20:
        return Reading(
            problem="this is longer than a label", expected="the number on the label, such as T014"
        )
    return Reading({"code": said})


def condition(text, at):
    """What state a thing is in; words of one’s own set it apart until somebody has looked, and are kept."""
    said = plain(text)
    word = normalise_name(said)
    for state, words in (
        (Condition.READY, READY),
        (Condition.CLEANING, CLEANING),
        (Condition.REPAIR, REPAIR),
        (Condition.RETIRED, RETIRED),
    ):
        if word in words:
            note = "" if state == Condition.READY else said
            return Reading({"condition": state.value, "condition_note": note[:160]})
    remark = f"“{said}” is kept beside the thing, which is set apart until somebody has looked."
    return Reading(
        {"condition": Condition.QUARANTINE.value, "condition_note": said[:160]},
        note=said[160:],
        remark=remark,
    )


def pieces(text, at):
    said = plain(text)
    if not said.isdigit() or not 1 <= int(said) <= 2_000:
        return Reading(problem="this is not a number of pieces", expected="a number such as 6")
    return Reading({"parts": int(said)})


def borrower(text, at):
    """With whom a thing is: the name as it stands, and a date of birth where one is behind it."""
    said, born_on = plain(text), None
    head, _, tail = said.rpartition(" ")
    found = dates.read(tail, order=at.order or dates.DAY, today=at.today) if head else None
    if found and found.day:
        said, born_on = head.strip(" ,("), found.day.isoformat()
    name = names.read(said, capitals_mean=at.capitals_mean)
    if name.problem:
        return Reading(problem=name.problem, expected="the child’s first name and last name")
    values = {"out_to": f"{name.given} {name.family}"} | ({"out_to_born_on": born_on} if born_on else {})
    return Reading(values, note=name.aside)


class Toys(Kind):
    """A toy library: what there is, in what state, and what is out with whom."""

    code, label, one, many = "toys", "Toy library", "toy", "toys"
    sheet_words = ("toy", "toys", "toy library", "equipment", "loans", "library", "resources", "kit")
    needs = ((("toy",),), (("code",),))
    writes = ("equipment.Equipment", "equipment.Loan")
    fields = (
        Field(
            "toy", "Name of the toy", cells.text("name", 80),
            ("item", "toy", "name", "equipment", "description", "item name", "toy name", "resource", "what"),
            is_required=True, expected="what it is",
        ),
        Field(
            "code", "Number on the label", label_number,
            ("no", "no.", "number", "code", "toy no", "item no", "ref", "label", "asset number", "id", "tag",
             "toy number", "barcode"),
            is_required=True, expected="the number on the label, such as T014",
        ),
        Field("about", "What it is good for", cells.text("about", 160), ("good for", "use", "about",
            "skill")),
        Field("parts", "Pieces", pieces, ("pieces", "parts", "no of pieces", "number of pieces",
            "qty of parts", "bits", "no of bits"),
              without="It counts as one piece."),
        Field(
            "out_to", "Out to", borrower,
            ("out to", "lent to", "on loan to", "borrowed by", "family", "borrower", "loaned to", "with",
             "child"),
            without="The toy comes in without its loan.",
        ),
        Field(
            "lent_on", "Lent on", cells.day(
                "lent_on", latest=cells.same_day, expected="a day up to today, such as 28/02/2026"
            ),
            ("date out", "out", "lent on", "loan date", "date lent", "date borrowed", "taken", "issued",
             "from"),
        ),
        Field("due_on", "Due back", cells.day("due_on"),
              ("due", "due back", "due date", "return by", "date due", "back by", "until"),
              without="It is then due after the usual weeks."),
        Field(
            "back", "Is it back", cells.chosen("back", cells.yes_or_no, "yes, no or nothing"),
            ("back", "back?", "returned", "returned?", "is it back", "in", "brought back"),
            without="It then counts as not back. The cell stays as a note.",
        ),
        Field("condition", "State it is in", condition,
              ("condition", "state", "status", "cond", "quality", "comments on condition")),
    )  # fmt: skip

    def title(self, read):
        return " ".join(filter(None, (read.get("code", ""), read.get("name", "")))) or "No name yet"

    def complete(self, read, answers, scene):
        """A loan says when it began, and with whom; what is back is no loan."""
        if not read.get("out_to") or read.get("back") == "yes":
            return []
        if not read.get("lent_on"):
            return [("lent_on", "it is out, and no day says since when", "a day such as 28/02/2026")]
        if read.get("due_on") and read["due_on"] < read["lent_on"]:
            return [("due_on", "it is due back before it went out", "a day after it went out")]
        return []

    def find(self, row, read, scene):
        finding = Finding(Verdict.NEW)
        twin = self._same_number(row, read, scene)
        if twin is not None:
            finding.problems.append(("code", f"{twin} has this number too", "a number of its own"))
            return finding
        ours = scene.kept.setdefault("equipment", {}).get(read["code"]) or self._ours(read["code"])
        if ours is not None and name_likeness(ours.name, read["name"]) < SAME_THING:
            said = f"our toy library has “{ours.name}” under this number"
            finding.problems.append(("code", said, "the number on the label of this toy"))
        elif ours is not None:
            finding.verdict, finding.match_ref = Verdict.UPDATE, ours.ref
            finding.match = {
                "is": "toy",
                "ref": ours.ref,
                "label": f"{ours.name} ({ours.code})",
                "reasons": [],
            }
        if read.get("out_to") and read.get("back") != "yes":
            self._whose(read, scene, finding)
        return finding

    def _same_number(self, row, read, scene):
        """The row before this one that has the same number."""
        seen = scene.kept.get("toy numbers")
        if seen is None:
            seen = scene.kept["toy numbers"] = {}
            rows = ImportRow.objects.filter(sheet__batch=scene.batch, sheet__kind=self.code).exclude(
                keys=None
            )
            for other in rows.select_related("sheet").order_by("sheet__position", "number").iterator(500):
                if (
                    code := (other.keys or {}).get("code")
                ) and other.decision != ImportRow.Decision.LEAVE_OUT:
                    seen.setdefault(code, (other.ref, other.sheet.position, other.number, other.sheet.name))
        first = seen.setdefault(read["code"], (row.ref, row.sheet.position, row.number, row.sheet.name))
        if first[0] == row.ref or first[1:3] > (row.sheet.position, row.number):
            seen[read["code"]] = (row.ref, row.sheet.position, row.number, row.sheet.name)
            return None
        return f"row {first[2]}"

    def keys(self, read):
        return {"code": read["code"]} if read.get("code") else {}

    def _ours(self, code):
        return Equipment.objects.filter(code=code).first()

    def _whose(self, read, scene, finding):
        """The one child of the file or of ours who is meant; else the row waits for a person."""
        found = scene.called(read["out_to"], read.get("out_to_born_on"))
        if len(found) == 1 and found[0].get("is_ready", True):
            read["child"] = found[0]["ref"]
            return
        if len(found) == 1:
            problem = f"{found[0]['where']}, which is this child, cannot come in yet"
            finding.problems.append(("out_to", problem, "that row mended first", (), True))
            return
        if not found:
            problem, choices = "no child of this name is in the file or in our records", ()
            expected = "a child’s first name and last name"
        else:
            problem, expected = f"{len(found)} children have this name", "the name with the date of birth"
            choices = [
                (
                    f"{one['label']}, born {dates.in_words(date.fromisoformat(one['born_on']))}",
                    f"{one['label']} {one['born_on']}",
                )
                for one in found
                if one["born_on"]
            ]
        finding.problems.append(("out_to", problem, expected, choices, True))

    # Writing

    def write(self, row, read, scene, ledger):
        thing, was_there = self._thing(row, read, ledger)
        if read.get("out_to") and read.get("back") != "yes":
            self._lend(thing, row, read, scene, ledger)
        event = "equipment.filled_in" if was_there else "equipment.brought_in"
        audit.record(
            event, by=ledger.by, target=thing, after={"row": row.number, "file": row.sheet.batch.name}
        )
        return was_there

    def _thing(self, row, read, ledger):
        notes = "; ".join(filter(None, [read.get("condition_note", ""), *(one["text"] for one in row.notes)]))
        is_out = bool(read.get("out_to")) and read.get("back") != "yes"
        state = Condition.READY if is_out else read.get("condition", Condition.READY)
        ours = Equipment.objects.filter(ref=row.match_ref).first() if row.match_ref else None
        if ours is None:
            thing = Equipment(
                code=read["code"],
                name=read["name"],
                about=read.get("about", ""),
                parts=read.get("parts", 1),
                condition=state,
                condition_note=notes[:160],
            )
            return ledger.create(thing), False
        blank = {"about": read.get("about", ""), "condition_note": notes[:160]}
        ledger.change(
            ours, **{name: value for name, value in blank.items() if value and not getattr(ours, name)}
        )
        return ours, True

    def _lend(self, thing, row, read, scene, ledger):
        child = scene.made.get(read["child"]) or Child.objects.filter(ref=read["child"]).first()
        while child is not None and child.merged_into is not None:
            child = child.merged_into
        if child is None:
            raise Refused(f"{read['out_to']} is not in our records: the row of this child did not come in.")
        now = thing.loans.open().first()
        if now is not None:
            if now.child_id == child.pk:
                return
            raise Refused(f"{thing.name} ({thing.code}) is with another family in our records.")
        lent_on = date.fromisoformat(read["lent_on"])
        due_on = date.fromisoformat(read["due_on"]) if read.get("due_on") else None
        due_on = due_on or lent_on + timedelta(weeks=scene.policy.loan_weeks)
        loan = Loan(
            equipment=thing,
            child=child,
            lent_on=lent_on,
            lent_by=ledger.by,
            due_on=due_on,
            parts_out=thing.parts,
        )
        ledger.create(loan)
        after = {"due_on": due_on.isoformat(), "pieces": thing.parts, "code": thing.code}
        audit.record("loan.lent", by=ledger.by, target=loan, after=after)

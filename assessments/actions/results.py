"""Results of other tools: written down with the ages of that day, taken out with a reason, never deleted."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.actions import documents
from families.ages import ages
from families.models import Document
from families.saving import save_or_refuse

from ..models import ToolResult
from ..tools import TOOLS, Zone, zone_of

KINDS = {"two_year_review": Document.Kind.TWO_YEAR_REVIEW}


@transaction.atomic
def add(
    child, *, by, tool, on, giver, figures=None, zones=None, cut_offs=None, form="", giver_name="", note="",
    document=None, paper=None,
):  # fmt: skip
    """Write down a result. Zones follow from the cut-offs that were typed in, else are as given."""
    tool, figures, cut_offs = TOOLS[tool], figures or {}, cut_offs or {}
    _check(child, tool, on, figures, document)
    old = ages(child.born_on, on, child.due_on, corrected_until=tool.corrects_until)
    row = ToolResult(
        child=child, tool=tool.code, form=form, on=on, giver=giver, giver_name=giver_name, note=note,
        figures=figures, zones=zones_by(figures, zones or {}, cut_offs), cut_offs=cut_offs,
        real_months=old.real_months, corrected_months=old.corrected_months if old.is_corrected else None,
        document=document or _keep(child, tool, paper, on, by), recorded_by=by,
    )  # fmt: skip
    save_or_refuse(row)
    after = {"tool": tool.code, "on": on.isoformat(), "figures": figures, "zones": row.zones}
    audit.record("result.added", by=by, target=row, after=after)
    return row


@transaction.atomic
def withdraw(row, *, by, reason):
    """Take a result out that was mistaken; it stays, struck through, with the reason."""
    held = ToolResult._base_manager.select_for_update(of=("self",), no_key=True)
    row = held.select_related("child", "withdrawn_by").get(pk=row.pk)
    if row.withdrawn_at:
        raise Refused(f"{row.withdrawn_by.name} took this out already.")
    if not reason.strip():
        raise Refused("Say why this is taken out.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    audit.record("result.withdrawn", by=by, target=row, reason=row.withdrawn_reason)
    return row


def zones_by(figures, given, cut_offs):
    """The zones of a result: reckoned where there are cut-offs for a figure, else as they were given."""
    reckoned = {
        code: str(zone_of(figures[code], refer_below=refer, watch_below=watch))
        for code, (refer, watch) in cut_offs.items()
        if code in figures
    }
    return {code: str(Zone(zone)) for code, zone in given.items()} | reckoned


def _check(child, tool, on, figures, document):
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < child.born_on:
        raise Refused(f"{child.first_name} was not born yet on this day.")
    if problem := next(iter(tool.problems(figures).values()), ""):
        raise Refused(problem)
    if document is not None and document.child_id != child.pk:
        raise Refused("This paper belongs to another child.")


def _keep(child, tool, paper, on, by):
    """Keep the paper that came along with the child's other papers."""
    if paper is None:
        return None
    kind = KINDS.get(tool.code, Document.Kind.PROFESSIONAL_LETTER)
    title, open_to = f"{tool.name}, {on:%-d %B %Y}", Document.Sensitivity.ORDINARY
    return documents.add(child, by=by, kind=kind, title=title, sensitivity=open_to, dated_on=on, paper=paper)

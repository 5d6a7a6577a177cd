"""What a file said goes when it can no longer be undone; what came of it stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.refusals import Refused
from families.actions import imports
from families.importing import retention
from families.models import Import, ImportRow
from families.views.imports import outcome_of

from .test_importing import counted, rows_of, staged


def test_when_its_days_are_over_the_cells_of_a_file_go_and_what_came_of_it_stays(
    staff, run, signed_in, django_capture_on_commit_callbacks
):
    batch = run(imports.bring_in, staged(staff), by=staff)
    in_time = run(imports.bring_in, staged(staff, name="in-time.xlsx"), by=staff)
    mel = signed_in(staff)
    before, records = outcome_of(batch), counted()
    _age(batch, days=31)
    _age(in_time, days=29)
    with django_capture_on_commit_callbacks(execute=True):
        retention.forget_old_files_once_a_day(timezone.now())
    batch, in_time = (Import.objects.get(pk=one.pk) for one in (batch, in_time))
    assert batch.is_forgotten
    assert not in_time.is_forgotten
    for row in ImportRow.objects.filter(sheet__batch=batch):
        assert {name: getattr(row, name) for name in retention.EMPTY} == retention.EMPTY
    assert not any(sheet.samples or sheet.headers for sheet in batch.sheets.all())
    assert all(row.values for row in rows_of(in_time).exclude(verdict="blank"))
    after = outcome_of(batch)
    assert (after["created"], after["stayed_out"]) == (before["created"], before["stayed_out"])
    assert counted() == records
    with pytest.raises(Refused, match="are over"):
        imports.take_out(batch, by=staff)
    for name in ("import_detail", "import_rejected"):
        page = mel.get(reverse(f"families:{name}", args=[batch.ref]), follow=True)
        assert "not kept any more" in page.content.decode()
    for sheet in batch.sheets.exclude(kind=""):
        rows = mel.get(reverse("families:import_rows", args=[sheet.ref]), {"row": "all"}).content.decode()
        assert "The rows are not kept any more" in rows
        assert "Penrose" not in rows
        assert mel.get(reverse("families:import_match", args=[sheet.ref])).status_code == 200


def test_rules_that_allow_more_days_later_undo_nothing_that_is_forgotten(staff, run):
    batch = run(imports.bring_in, staged(staff), by=staff)
    _age(batch, days=31)
    retention.forget_next()
    _age(batch, days=1)
    with pytest.raises(Refused, match="are over"):
        imports.take_out(batch, by=staff)


def test_a_file_that_was_thrown_away_or_undone_is_forgotten_too(staff, run):
    undone = run(imports.take_out, run(imports.bring_in, staged(staff), by=staff), by=staff)
    thrown = imports.throw_away(staged(staff), by=staff)
    assert list(retention.due(timezone.now())) == [thrown]
    assert list(retention.due(timezone.now() + timedelta(days=31))) == [undone, thrown]


def _age(batch, *, days):
    Import.objects.filter(pk=batch.pk).update(committed_at=timezone.now() - timedelta(days=days))

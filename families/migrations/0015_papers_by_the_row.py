"""What stood in a list on the referral becomes a paper of its own, with its clock."""

from datetime import timedelta

from django.db import migrations

KINDS = ("referral_form", "two_year_review", "professional_letter", "hearing_test")
DAYS = 14
STAGES = {"received": "new", "triaged": "decide"}


def to_rows(apps, schema_editor):
    referrals, papers = apps.get_model("families", "Referral"), apps.get_model("families", "Evidence")
    for referral in referrals.objects.order_by("pk").iterator():
        came = referral.received_on
        papers.objects.bulk_create(
            papers(
                referral=referral,
                kind=kind,
                asked_on=came,
                due_on=came + timedelta(days=DAYS),
                received_on=came if kind in referral.evidence else None,
            )
            for kind in KINDS
        )
        if referral.status in STAGES:
            referral.stage, referral.stage_since = STAGES[referral.status], came
        referral.score_band = referral.band
        order = {"urgent": 0, "high": 1, "standard": 2}
        referral.band_order = order.get(referral.band, 9)
        referral.save(update_fields=["stage", "stage_since", "score_band", "band_order"])


def to_lists(apps, schema_editor):
    referrals, papers = apps.get_model("families", "Referral"), apps.get_model("families", "Evidence")
    for referral in referrals.objects.order_by("pk").iterator():
        here = papers.objects.filter(referral=referral, kind__in=KINDS, received_on__isnull=False)
        referral.evidence = list(here.order_by("pk").values_list("kind", flat=True))
        referral.save(update_fields=["evidence"])
    papers.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("families", "0014_incoming_and_notifications")]
    operations = [migrations.RunPython(to_rows, to_lists, elidable=True)]

"""The two scales every service begins with; what was loaded and sat before gets its name, scale and state."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations
from django.utils import timezone

from accounts.refs import new_ref

SCALES = {
    ("can-do", "Can do, nearly, not yet"): [
        ("can", "Can do", "can"),
        ("nearly", "Nearly", "nearly"),
        ("not_yet", "Not yet", "not_yet"),
        ("not_seen", "Not seen", "not_seen"),
        ("not_applicable", "Does not fit", "not_applicable"),
    ],
    ("journal", "Seen first, sometimes, often"): [
        ("often", "Often", "can"),
        ("sometimes", "Sometimes", "nearly"),
        ("first", "First seen", "nearly"),
        ("not_yet", "Not yet", "not_yet"),
        ("not_seen", "Not seen", "not_seen"),
        ("not_applicable", "Does not fit", "not_applicable"),
    ],
}


def give(apps, schema_editor):
    """Make the scales; name, scale and state for each framework; name and end for each sitting."""
    Scale, Level = apps.get_model("assessments", "Scale"), apps.get_model("assessments", "Level")
    for (code, name), levels in SCALES.items():
        scale = Scale.objects.create(code=code, name=name)
        Level.objects.bulk_create(
            Level(scale=scale, code=word, name=title, counts_as=state, order=order)
            for order, (word, title, state) in enumerate(levels, start=1)
        )
    can_do, now = Scale.objects.get(code="can-do"), timezone.now()
    for framework in apps.get_model("assessments", "Framework").objects.all():
        framework.ref, framework.scale, framework.published_at = new_ref(), can_do, now
        framework.status = "published" if framework.is_in_use else "retired"
        framework.reads_on = framework.code == "stepping-stones-starter"
        framework.save()
    for sitting in apps.get_model("assessments", "Assessment").objects.all():
        sitting.ref, sitting.finished_by_id = new_ref(), sitting.by_id
        sitting.finished_at = datetime.combine(sitting.on, time(17), ZoneInfo("Europe/London"))
        sitting.save()


def take(apps, schema_editor):
    """What is in use stays in use; the scales go."""
    Framework = apps.get_model("assessments", "Framework")
    Framework.objects.update(is_in_use=False, scale=None)
    Framework.objects.filter(status="published").update(is_in_use=True)
    apps.get_model("assessments", "Level").objects.all().delete()
    apps.get_model("assessments", "Scale").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_refs_scales_and_states")]

    operations = [migrations.RunPython(give, take, elidable=True)]

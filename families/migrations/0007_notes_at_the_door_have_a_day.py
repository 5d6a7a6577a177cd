"""Notes at the door that were there already: each gets a name of its own, each warning a day to look again."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from accounts.refs import new_ref

DAYS = 28  # enough to look at what has stood there for long


def give_names_and_days(apps, schema_editor):
    today = timezone.localdate()
    notes = apps.get_model("families", "HomeNote").objects
    for note in notes.order_by("pk").iterator():
        note.ref = new_ref()
        if note.tone == "late" and note.review_on is None:
            note.review_on = today + timedelta(days=DAYS)
        note.save(update_fields=["ref", "review_on"])


class Migration(migrations.Migration):
    dependencies = [("families", "0006_concerns_chronology_reviews")]

    operations = [migrations.RunPython(give_names_and_days, migrations.RunPython.noop, elidable=True)]

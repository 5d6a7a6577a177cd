"""A signed record is never changed: the database refuses, whoever asks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("accounts", "0002_trail_cannot_be_changed")]

    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER record_is_append_only BEFORE UPDATE OR DELETE ON visits_visitrecord
               FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
            "DROP TRIGGER record_is_append_only ON visits_visitrecord",
        )
    ]

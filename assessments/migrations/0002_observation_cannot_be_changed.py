"""An observation is never overwritten: a later one says what changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("accounts", "0002_trail_cannot_be_changed")]

    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER observation_is_append_only BEFORE UPDATE OR DELETE ON assessments_observation
               FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
            "DROP TRIGGER observation_is_append_only ON assessments_observation",
        )
    ]

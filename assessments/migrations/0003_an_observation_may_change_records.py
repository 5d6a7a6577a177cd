"""An observation still never changes; only whose record it lies in may, when two records of one child meet."""

from django.db import migrations

ONLY_THE_CHILD = """WHEN (to_jsonb(OLD) - 'child_id' IS DISTINCT FROM to_jsonb(NEW) - 'child_id')"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_observation_cannot_be_changed")]

    operations = [
        migrations.RunSQL(
            f"""DROP TRIGGER observation_is_append_only ON assessments_observation;
                CREATE TRIGGER observation_is_append_only BEFORE UPDATE ON assessments_observation
                FOR EACH ROW {ONLY_THE_CHILD} EXECUTE FUNCTION refuse_change();
                CREATE TRIGGER observation_is_never_deleted BEFORE DELETE ON assessments_observation
                FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
            """DROP TRIGGER observation_is_never_deleted ON assessments_observation;
               DROP TRIGGER observation_is_append_only ON assessments_observation;
               CREATE TRIGGER observation_is_append_only BEFORE UPDATE OR DELETE ON assessments_observation
               FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        )
    ]

"""Bands of the frameworks that were there; moves, retractions and published words are kept by the database."""

from django.db import migrations

DRAFTS_ONLY = """
CREATE FUNCTION refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE framework bigint;
BEGIN
    IF TG_TABLE_NAME IN ('assessments_area', 'assessments_band') THEN
        framework := OLD.framework_id;
    ELSE
        SELECT framework_id INTO framework FROM assessments_area WHERE id = OLD.area_id;
    END IF;
    IF (SELECT status FROM assessments_framework WHERE id = framework) <> 'draft' THEN
        RAISE EXCEPTION 'the words of a published framework never change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
WORDS = ("area", "band", "strand", "item")
ONCE = ("goalmove", "retraction")


def bands(apps, schema_editor):
    """A band of a year for each first month that an item has."""
    Band, Item = apps.get_model("assessments", "Band"), apps.get_model("assessments", "Item")
    for framework in apps.get_model("assessments", "Framework").objects.all():
        starts = sorted(set(Item.objects.filter(area__framework=framework).values_list("band", flat=True)))
        ends = [later - 1 for later in starts[1:]] + [start + 11 for start in starts[-1:]]
        Band.objects.bulk_create(
            Band(framework=framework, start=start, end=end) for start, end in zip(starts, ends, strict=True)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0006_frameworks_goals_and_results"),
        ("accounts", "0002_trail_cannot_be_changed"),
    ]

    operations = [
        migrations.RunPython(bands, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(DRAFTS_ONLY, "DROP FUNCTION refuse_change_of_published()"),
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER {table}_of_a_draft_only BEFORE UPDATE OR DELETE ON assessments_{table}
                    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published()""",
                f"DROP TRIGGER {table}_of_a_draft_only ON assessments_{table}",
            )
            for table in WORDS
        ),
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON assessments_{table}
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
                f"DROP TRIGGER {table}_is_append_only ON assessments_{table}",
            )
            for table in ONCE
        ),
    ]

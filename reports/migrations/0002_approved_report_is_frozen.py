"""A report that is approved is never changed: the database refuses, whoever asks. It may only be shared."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION refuse_change_of_frozen_report() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                shared text[] := ARRAY['status', 'released_at', 'released_by_id'];
            BEGIN
                IF TG_OP = 'UPDATE' AND OLD.status = 'approved' AND NEW.status IN ('approved', 'released')
                   AND to_jsonb(OLD) - shared = to_jsonb(NEW) - shared THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'report % is frozen', OLD.id USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER approved_report_is_frozen BEFORE UPDATE OR DELETE ON reports_report
                FOR EACH ROW WHEN (OLD.status IN ('approved', 'released'))
                EXECUTE FUNCTION refuse_change_of_frozen_report();
            """,
            """
            DROP TRIGGER approved_report_is_frozen ON reports_report;
            DROP FUNCTION refuse_change_of_frozen_report();
            """,
        )
    ]

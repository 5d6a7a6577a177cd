"""What a framework in use says of itself, what comes first in it, and the words of its scale are kept as they are."""

from django.db import migrations

KEPT = """
CREATE FUNCTION refuse_change_of_framework() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.status = 'draft'
        OR (NEW.code, NEW.name, NEW.version, NEW.language, NEW.licence, NEW.source, NEW.note,
            NEW.reads_on, NEW.scale_id)
        IS DISTINCT FROM
           (OLD.code, OLD.name, OLD.version, OLD.language, OLD.licence, OLD.source, OLD.note,
            OLD.reads_on, OLD.scale_id) THEN
        RAISE EXCEPTION 'what a published framework says of itself never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER framework_of_a_draft_only BEFORE UPDATE OR DELETE ON assessments_framework
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_framework();

CREATE FUNCTION refuse_change_of_what_comes_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM assessments_item item
        JOIN assessments_area area ON area.id = item.area_id
        JOIN assessments_framework framework ON framework.id = area.framework_id
        WHERE item.id IN (OLD.from_item_id, OLD.to_item_id) AND framework.status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'what comes first in a published framework never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_after_of_a_draft_only BEFORE UPDATE OR DELETE ON assessments_item_after
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_what_comes_first();

CREATE FUNCTION refuse_change_of_scale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE scales bigint[];
BEGIN
    IF TG_TABLE_NAME = 'assessments_scale' THEN
        scales := ARRAY[OLD.id];
    ELSIF TG_OP = 'INSERT' THEN
        scales := ARRAY[NEW.scale_id];
    ELSIF TG_OP = 'UPDATE' THEN
        scales := ARRAY[OLD.scale_id, NEW.scale_id];
    ELSE
        scales := ARRAY[OLD.scale_id];
    END IF;
    IF EXISTS (SELECT 1 FROM assessments_framework WHERE scale_id = ANY(scales) AND status <> 'draft') THEN
        RAISE EXCEPTION 'the words of a scale that a published framework uses never change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scale_in_use_is_kept BEFORE UPDATE OR DELETE ON assessments_scale
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_scale();
CREATE TRIGGER level_of_scale_in_use_is_kept BEFORE INSERT OR UPDATE OR DELETE ON assessments_level
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_scale();
"""
FREE = """
DROP TRIGGER level_of_scale_in_use_is_kept ON assessments_level;
DROP TRIGGER scale_in_use_is_kept ON assessments_scale;
DROP FUNCTION refuse_change_of_scale();
DROP TRIGGER item_after_of_a_draft_only ON assessments_item_after;
DROP FUNCTION refuse_change_of_what_comes_first();
DROP TRIGGER framework_of_a_draft_only ON assessments_framework;
DROP FUNCTION refuse_change_of_framework();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_frameworks_say_when_they_were_retired")]

    operations = [migrations.RunSQL(KEPT, FREE)]

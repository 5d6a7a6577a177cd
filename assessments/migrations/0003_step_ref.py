from django.db import migrations, models

import accounts.refs


def give_refs(apps, schema_editor):
    for step in apps.get_model("assessments", "Step").objects.filter(ref=None):
        step.ref = accounts.refs.new_ref()
        step.save(update_fields=["ref"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_observation_cannot_be_changed")]

    operations = [
        migrations.AddField("step", "ref", models.CharField(max_length=26, null=True, editable=False)),
        migrations.RunPython(give_refs, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "step",
            "ref",
            models.CharField(default=accounts.refs.new_ref, editable=False, max_length=26, unique=True),
        ),
    ]

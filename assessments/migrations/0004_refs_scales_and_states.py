"""Frameworks and sittings get a name for addresses, frameworks a scale and a state: columns that may be empty."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0003_an_observation_may_change_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
            ],
            options={"ordering": ["name", "pk"]},
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("counts_as", models.CharField(max_length=16)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="assessments.scale",
                    ),
                ),
            ],
            options={"ordering": ["scale", "order", "pk"]},
        ),
        migrations.AddField("framework", "ref", models.CharField(editable=False, max_length=26, null=True)),
        migrations.AddField(
            "framework",
            "scale",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="frameworks",
                to="assessments.scale",
            ),
        ),
        migrations.AddField("framework", "status", models.CharField(default="draft", max_length=10)),
        migrations.AddField("framework", "published_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "framework",
            "reads_on",
            models.BooleanField(default=False, verbose_name="items read on from “Aisha can …”"),
        ),
        migrations.AddField("assessment", "ref", models.CharField(editable=False, max_length=26, null=True)),
        migrations.AddField("assessment", "finished_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "assessment",
            "finished_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]

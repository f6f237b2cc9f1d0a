# ruff: noqa: D101, RUF012
"""A contact may be left out of the scores, and a corrected ranking released in the place of the first."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_SQL = Path(__file__).parents[1] / "guards" / "0024_exclusion.sql"


class Migration(migrations.Migration):
    dependencies = [("results", "0023_jury_reasons")]

    operations = [
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("excluded", models.BooleanField()),
                ("reason", models.TextField()),
                ("author", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="results.contact",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact", "id"], name="exclusion_newest")],
                "constraints": [
                    models.CheckConstraint(condition=~Q(reason=""), name="exclusion_has_a_reason")
                ],
            },
        ),
        migrations.AddField("campaign", "released_again_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                condition=Q(released_again_at__isnull=True) | Q(released_again_at__gte=F("released_at")),
                name="campaign_released_again",
            ),
        ),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

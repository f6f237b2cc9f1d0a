# ruff: noqa: D101, RUF012
"""A jury's reasons may be published, and an edition's open data has a licence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0022_by_hand")]

    operations = [
        migrations.AddField("jury", "publishes_reasons", models.BooleanField(default=False)),
        migrations.AddField("jurydecision", "public_words", models.JSONField(blank=True, default=dict)),
        migrations.AddField(
            "publication", "licence", models.CharField(blank=True, default="", max_length=32)
        ),
    ]

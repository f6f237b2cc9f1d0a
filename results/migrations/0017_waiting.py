from pathlib import Path

from django.db import migrations, models

_SQL = Path(__file__).parents[1] / "guards" / "0017_waiting.sql"


class Migration(migrations.Migration):
    """What pages ask on every visit: the ratings that wait for a review, and contacts in their order."""

    dependencies = (("results", "0015_reported"),)

    operations = (
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.AddIndex(
            "contact", models.Index(fields=["campaign", "due_at", "key"], name="contact_in_order")
        ),
    )

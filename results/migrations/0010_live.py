from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parents[1] / "guards" / "0010_live.sql"


class Migration(migrations.Migration):
    """The live phases of attempts: an unlogged table and its trigger."""

    dependencies = (("results", "0009_accounts"),)

    operations = (migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),)

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parents[1] / "guards" / "0012_call.sql"


class Migration(migrations.Migration):
    """What passes between a shopper's page and a worker; contacts that a shopper logs."""

    dependencies = (("results", "0018_jury"),)

    operations = (migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),)

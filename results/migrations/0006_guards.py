from pathlib import Path

from django.db import migrations

_GUARDS = Path(__file__).parents[1] / "guards"


class Migration(migrations.Migration):
    """Triggers that hold what a CHECK cannot: append-only rows, frozen documents, an attempt's life, caps.

    The files named are part of this migration and never change; a later rule is a later file.
    """

    dependencies = (("results", "0005_score"),)

    operations = tuple(
        migrations.RunSQL((_GUARDS / f"0006_{name}.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)
        for name in ("append_only", "frozen", "contact", "attempt")
    )

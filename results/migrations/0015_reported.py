# ruff: noqa
# fmt: off
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

_SQL = Path(__file__).parents[1] / "guards" / "0015_reported.sql"


class Migration(migrations.Migration):
    """What shoppers timed or counted by themselves, beside what machines measured."""

    dependencies = (("results", "0011_shopper"),)

    operations = (
        migrations.CreateModel(
            name='ReportedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64)),
                ('value', models.FloatField()),
                ('unit', models.CharField(max_length=8)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported', to='results.attempt')),
                ('shopper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported', to='results.shopper')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__in', ('s', 'count'))), name='reported_unit'), models.CheckConstraint(condition=models.Q(('value__gte', 0.0)), name='reported_not_negative'), models.CheckConstraint(condition=models.Q(('name__regex', '^[a-z_]+$')), name='reported_name')],
            },
        ),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    )

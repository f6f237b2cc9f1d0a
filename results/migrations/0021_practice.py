# ruff: noqa
# fmt: off

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_OUTCOMES = ('', 'answered_by_person', 'answered_by_machine_only', 'no_answer', 'busy', 'rejected', 'congestion', 'unreachable', 'wait_limit_reached', 'closed', 'replied', 'auto_reply_only', 'no_reply', 'form_rejected', 'blocked', 'cancelled', 'lost', 'error')


class Migration(migrations.Migration):

    dependencies = [
        ('results', '0020_machines'),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticePhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=200)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('verified_by', models.CharField(blank=True, default='', max_length=200)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practice_phones', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practice_phones', to='results.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'account'), name='practicephone_one_each'), models.CheckConstraint(condition=models.Q(models.Q(('verified_at__isnull', True), ('verified_by', '')), models.Q(('verified_at__isnull', False), models.Q(('verified_by', ''), _negated=True)), _connector='OR'), name='practicephone_verified_by')],
            },
        ),
        migrations.CreateModel(
            name='PracticeCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enquiry', models.CharField(blank=True, default='', max_length=64)),
                ('language', models.CharField(default='nb', max_length=8)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(default='asked', max_length=16)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('beat_at', models.DateTimeField(blank=True, null=True)),
                ('stop_requested_at', models.DateTimeField(blank=True, null=True)),
                ('phase', models.CharField(blank=True, default='', max_length=16)),
                ('phase_at', models.DateTimeField(blank=True, null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, default='', max_length=32)),
                ('document', models.JSONField(blank=True, null=True)),
                ('measurements', models.JSONField(blank=True, default=list)),
                ('address', models.CharField(max_length=200)),
                ('phone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='results.practicephone')),
                ('worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='results.worker')),
            ],
            options={
                'indexes': [models.Index(fields=['phone', '-asked_at'], name='practicecall_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'running'))), fields=('address',), name='practicecall_one_a_phone'), models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'running', 'ended', 'refused'))), name='practicecall_state'), models.CheckConstraint(condition=models.Q(('outcome__in', _OUTCOMES)), name='practicecall_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('outcome', '')), _connector='OR'), name='practicecall_outcome_fits'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), models.Q(('beat_at__isnull', False), ('started_at__isnull', False)), _connector='OR'), name='practicecall_running_since')],
            },
        ),
    ]

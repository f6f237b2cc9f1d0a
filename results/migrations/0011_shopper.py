from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_ROLES = ("first", "second", "calibration")
_KINDS = ("opened", "seen", "answered", "changed", "late", "submitted", "returned", "withdrawn")
_GUARD = Path(__file__).parents[1] / "guards" / "0011_shopper.sql"


def _id() -> "models.BigAutoField[int, int]":
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """What the shopper's pages keep: keys of taps, calibration, severities, quiz sittings."""

    dependencies = (("results", "0016_organisation"),)

    operations = (
        migrations.CreateModel(
            name="Calibration",
            fields=[
                ("id", _id()),
                ("released_at", models.DateTimeField(auto_now_add=True)),
                ("released_by", models.CharField(max_length=200)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calibrations",
                        to="results.campaign",
                    ),
                ),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calibration",
                        to="results.contact",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("released_at")),
                        name="calibration_closed_after",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShopperSeverity",
            fields=[
                ("id", _id()),
                ("source", models.CharField(max_length=16)),
                ("effect", models.FloatField()),
                ("error", models.FloatField(blank=True, null=True)),
                ("contacts", models.PositiveIntegerField()),
                ("raters", models.PositiveIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="severities",
                        to="results.scorerun",
                    ),
                ),
                (
                    "shopper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="severities",
                        to="results.shopper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "shopper", "source"), name="severity_once"),
                    models.CheckConstraint(
                        condition=Q(source__in=("calibration", "fieldwork")), name="severity_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizSitting",
            fields=[
                ("id", _id()),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                ("asked", models.JSONField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("right", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("questions", models.PositiveSmallIntegerField()),
                ("pass_mark", models.FloatField()),
                ("passed", models.BooleanField(default=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz_sittings",
                        to="results.campaign",
                    ),
                ),
                (
                    "shopper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz_sittings",
                        to="results.shopper",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["shopper", "campaign"], name="quiz_of_shopper")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(answered_at__isnull=True),
                        fields=("campaign", "shopper"),
                        name="quiz_one_open",
                    ),
                    models.CheckConstraint(
                        condition=Q(answered_at__isnull=True, right__isnull=True, passed=False)
                        | Q(answered_at__isnull=False, right__isnull=False),
                        name="quiz_answered_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(right__isnull=True) | Q(right__lte=F("questions")),
                        name="quiz_right_of_all",
                    ),
                    models.CheckConstraint(
                        condition=Q(pass_mark__gt=0, pass_mark__lte=1), name="quiz_pass_mark"
                    ),
                ],
            },
        ),
        migrations.AddField("ratingevent", "key", models.CharField(blank=True, default="", max_length=36)),
        migrations.AddField("ratingevent", "tapped_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("ratingevent", "rating_event_kind"),
        migrations.AddConstraint(
            "ratingevent", models.CheckConstraint(condition=Q(kind__in=_KINDS), name="rating_event_kind")
        ),
        migrations.AddConstraint(
            "ratingevent",
            models.UniqueConstraint(
                condition=~Q(key=""), fields=("session", "key"), name="rating_event_key_once"
            ),
        ),
        migrations.RemoveConstraint("ratingsession", "rating_role"),
        migrations.RemoveConstraint("ratingsession", "rating_role_once"),
        migrations.AlterField("ratingsession", "role", models.CharField(default="first", max_length=16)),
        migrations.AddConstraint(
            "ratingsession", models.CheckConstraint(condition=Q(role__in=_ROLES), name="rating_role")
        ),
        migrations.AddConstraint(
            "ratingsession",
            models.UniqueConstraint(
                condition=~Q(state="withdrawn") & ~Q(role="calibration"),
                fields=("contact", "role"),
                name="rating_role_once",
            ),
        ),
        migrations.RunSQL(_GUARD.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    )

# ruff: noqa: D101, RUF012
"""Text messages and visits to a desk are channels, too."""

from django.db import migrations, models

_ARE = ("phone", "web_form", "email", "chat", "messenger", "sms", "desk", "web_page")
_TABLES = ("touchpoint", "contact", "attempt")


def _check(table: str, channels: tuple[str, ...]) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(channel__in=channels), name=f"{table}_channel")


class Migration(migrations.Migration):
    dependencies = [("results", "0021_practice")]

    operations = [
        operation
        for table in _TABLES
        for operation in (
            migrations.RemoveConstraint(model_name=table, name=f"{table}_channel"),
            migrations.AddConstraint(model_name=table, constraint=_check(table, _ARE)),
        )
    ]

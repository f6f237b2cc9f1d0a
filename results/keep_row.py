from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models, transaction

_Row = TypeVar("_Row", bound=models.Model)


@transaction.atomic
def keep_row(model: type[_Row], *, named: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[_Row, bool]:
    """Return the row of that name, made or brought up to date, and whether it is new.

    A row that is so already is neither locked nor written: whoever starts a campaign again must not stand
    in the way of the fieldwork that goes on, nor wait for it crosswise (a deadlock). What is written is
    locked no further than a foreign key to it can bear.
    """
    row = model._default_manager.filter(**named).first()  # noqa: SLF001 - Django's own word
    if row is not None and _is_so(row, values):
        return row, False
    rows = model._default_manager.select_for_update(no_key=True, of=("self",))  # noqa: SLF001
    row, new = rows.get_or_create(**named, defaults=dict(values))
    if not new:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    return row, new


def _is_so(row: models.Model, values: Mapping[str, Any]) -> bool:
    return all(_plain(row, name) == _pk(value) for name, value in values.items())


def _plain(row: models.Model, name: str) -> object:
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]  # noqa: SLF001


def _pk(value: object) -> object:
    return value.pk if isinstance(value, models.Model) else value

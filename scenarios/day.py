"""A date of the calendar."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from scenarios.telling import mistake


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise mistake("must be a date", "write it as year-month-day, like 2026-12-24") from None


Day = Annotated[date, BeforeValidator(_day)]
"""A date: 2026-12-24."""

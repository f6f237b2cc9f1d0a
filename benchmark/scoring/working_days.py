"""Working days between a question in writing and its answer."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.errors import BadFieldwork
from probes import working_time
from probes.errors import BadSettings
from probes.legal_holidays import legal_holidays
from probes.working_time import FirstDay

Days = NDArray[np.datetime64]


def public_holidays(*, country: str, first_year: int, last_year: int) -> Days:
    """Public holidays of a country, given in two capital letters, as sorted dates.

    Monday to Friday without them are the working days. Eves on which many close early (24 December in
    Norway) are working days unless the law makes them holidays, as in Finland.

    Raises:
        BadFieldwork: no calendar of the country is known.

    Source: the package `holidays`, category *public*.
    """
    return np.array(_calendar(country, first_year, last_year), dtype="datetime64[D]")


def working_day_number(
    *,
    sent: pd.Series[Any],
    answered: pd.Series[Any],
    country: str,
    first_day: FirstDay = "next working day",
    send_before: int | None = None,
) -> NDArray[np.float64]:
    """On which working day after sending an answer came.

    With `day of sending`, the day of sending is working day 1, or the next working day if it is none or if
    `send_before` had passed: what is sent on Monday before noon and due within 3 working days is due on
    Wednesday. With `next working day`, day 1 is the first working day after the day of sending, and an answer
    on the day of sending itself has number 0. What comes on a day without work belongs to the next working
    day; a working day ends at midnight.

    Args:
        sent: moments of sending by the organisation's clock, without time zone.
        answered: moments of the answer by the same clock, missing where there is none.
        country: two capital letters.
        first_day: which day is working day 1.
        send_before: minutes after midnight before which sending counts for the same day; None for no limit.

    Returns:
        Numbers of working days as floats, NaN where a moment is missing, shape (n,).

    Raises:
        BadFieldwork: an answer precedes its question, or no calendar of the country is known.
    """
    known = (sent.notna() & answered.notna()).to_numpy()
    numbers = np.full(len(sent), np.nan)
    if not known.any():
        return numbers
    asked, came = sent[known], answered[known]
    if (came < asked).any():
        raise BadFieldwork("an answer came before its question was sent – correct the moments")
    from_day = asked.to_numpy(dtype="datetime64[D]")
    to_day = came.to_numpy(dtype="datetime64[D]")
    years = from_day.min().astype(date).year, to_day.max().astype(date).year
    closed = public_holidays(country=country, first_year=years[0], last_year=years[1] + 1)
    start = from_day
    if first_day == "next working day":
        start = from_day + np.timedelta64(1, "D")
    elif send_before is not None:
        minute = (asked.dt.hour * 60 + asked.dt.minute).to_numpy()
        start = np.where(minute < send_before, from_day, from_day + np.timedelta64(1, "D"))
    before = to_day < start
    counted = np.busday_count(start, np.maximum(to_day, start), holidays=closed) + 1.0
    numbers[known] = np.where(before, 0.0, counted)
    return numbers


def due_day(
    *, sent: date, days: int, country: str, first_day: FirstDay = "next working day", in_time: bool = True
) -> date:
    """Last day on which an answer is in time: working day number `days` (from 1).

    `in_time` says whether it was sent before the hour that the method names; later than that counts from
    the next working day. Raises BadFieldwork when no calendar of the country is known.
    """
    try:
        return working_time.due_day(
            sent=sent, days=days, country=country, first_day=first_day, in_time=in_time
        )
    except BadSettings as error:
        raise BadFieldwork(str(error)) from None


@cache
def _calendar(country: str, first_year: int, last_year: int) -> tuple[str, ...]:
    years = [legal_holidays(country, year) for year in range(first_year, last_year + 1)]
    if None in years:
        raise BadFieldwork(
            f"there is no calendar of public holidays for the country {country} – write it like NO or SE"
        )
    return tuple(sorted(day.isoformat() for days in years for day in days or ()))

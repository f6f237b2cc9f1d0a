"""Days on which a country's offices are closed."""

from collections.abc import Callable, Collection
from datetime import date
from functools import cache

import holidays as library

HolidayCalendar = Callable[[str, int], Collection[date] | None]
"""Country (two capital letters) and year give its public holidays; None when the country is not known."""

# Besides the public holidays: days on which offices close by custom (Sweden: Midsummer Eve, Christmas Eve,
# New Year's Eve) or from noon (Iceland: Christmas Eve, New Year's Eve). That these are left out whole is
# the project's choice.
_CLOSED_TOO = {"SE": ("public", "de_facto"), "IS": ("public", "half_day")}


@cache
def public_holidays(country: str, year: int) -> frozenset[date] | None:
    """Give the public holidays of a country in a year by the library `holidays`; None when it has none."""
    try:
        days = library.country_holidays(
            country, years=year, expand=False, categories=_CLOSED_TOO.get(country, ("public",))
        )
    except NotImplementedError:
        return None
    return frozenset(days)

from datetime import date
from functools import cache

import holidays as library


@cache
def legal_holidays(country: str, year: int) -> frozenset[date] | None:
    """Return the days of a year that a country's law makes holidays; None when no calendar of it is known.

    Eves on which many close early (24 December in Norway) are none unless the law says so, as in Finland.
    Source: the package `holidays`, category *public*.
    """
    try:
        return frozenset(library.country_holidays(country, years=year, expand=False))
    except NotImplementedError:
        return None

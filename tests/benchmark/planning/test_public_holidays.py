from datetime import date

import pytest

from benchmark.planning.public_holidays import public_holidays


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("NO", date(2027, 5, 17)),
        ("NO", date(2027, 3, 25)),  # Maundy Thursday
        ("SE", date(2027, 6, 6)),
        ("SE", date(2027, 6, 25)),  # Midsummer Eve, by custom
        ("SE", date(2026, 12, 24)),
        ("DK", date(2027, 5, 6)),  # Ascension Day
        ("FI", date(2026, 12, 24)),
        ("FI", date(2027, 1, 6)),
        ("IS", date(2027, 6, 17)),
        ("IS", date(2027, 4, 22)),  # the first day of summer
        ("IS", date(2026, 12, 31)),  # from noon
    ],
)
def test_it_knows_the_holidays_of_the_nordic_countries(country, day):
    found = public_holidays(country, day.year)
    assert found is not None
    assert day in found


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("NO", date(2026, 12, 24)),
        ("DK", date(2024, 4, 26)),
        ("DK", date(2027, 4, 23)),
        ("SE", date(2027, 5, 17)),
    ],
)
def test_ordinary_days_stay_ordinary(country, day):
    # Denmark's Great Prayer Day was a holiday until 2023.
    found = public_holidays(country, day.year)
    assert found is not None
    assert day not in found


def test_a_country_that_nobody_knows_has_none():
    assert public_holidays("XX", 2027) is None

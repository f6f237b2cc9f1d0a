import math

import pytest

from scenarios.yaml_scalar import resolve

# From the tables of the YAML 1.2 core schema, and the traps of YAML 1.1.
TABLE = [
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("none", "none"),
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("tRUE", "tRUE"),
    ("yes", "yes"),
    ("Yes", "Yes"),
    ("no", "no"),
    ("NO", "NO"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("n", "n"),
    ("0", 0),
    ("-0", 0),
    ("7", 7),
    ("+7", 7),
    ("-19", -19),
    ("0o7", 7),
    ("0o17", 15),
    ("0o8", "0o8"),
    ("0x3A", 58),
    ("0xG", "0xG"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("0b101", "0b101"),
    ("12:30", "12:30"),
    ("12:30:45", "12:30:45"),
    ("190:20:30.15", "190:20:30.15"),
    ("2026-12-01", "2026-12-01"),
    ("0.", 0.0),
    (".5", 0.5),
    ("0.5", 0.5),
    ("-.5", -0.5),
    ("+12e03", 12000.0),
    ("-2E+05", -200000.0),
    ("1e3", 1000.0),
    (".", "."),
    ("-", "-"),
    ("+", "+"),
    ("1.2.3", "1.2.3"),
    (".inf", math.inf),
    ("-.Inf", -math.inf),
    ("+.INF", math.inf),
    (".iNF", ".iNF"),
    ("inf", "inf"),
    ("nan", "nan"),
    ("=", "="),
    ("+47 10 55 10 01", "+47 10 55 10 01"),
    ("5 min", "5 min"),
    ("80 %", "80 %"),
    ("٣", "٣"),
]


@pytest.mark.parametrize(("word", "value"), TABLE)
def test_a_word_means_what_the_core_schema_says(word: str, value: object) -> None:
    found = resolve(word)

    assert found == (value, None)
    assert type(found.value) is type(value)


@pytest.mark.parametrize("word", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_number_that_models_refuse(word: str) -> None:
    found = resolve(word)

    assert isinstance(found.value, float)
    assert math.isnan(found.value)


@pytest.mark.parametrize("word", ["00", "007", "0047", "02180", "-01", "+01", "01.5", "00e1"])
def test_a_leading_zero_is_refused_and_kept_as_text(word: str) -> None:
    assert resolve(word) == (word, "a number that begins with 0 must be quoted")


@pytest.mark.parametrize("word", ["1" * 19, "-" + "9" * 5000, "0x" + "f" * 40, "0o" + "7" * 40])
def test_a_number_too_long_for_any_machine_is_refused(word: str) -> None:
    assert resolve(word) == (word, "so long a number must be quoted")

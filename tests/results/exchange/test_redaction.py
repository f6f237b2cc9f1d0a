from types import SimpleNamespace

import pytest


@pytest.fixture
def redaction(record):
    from results.exchange.redaction import Redaction

    return Redaction([SimpleNamespace(name="Åse O'Hara", email="ase@x.example", phone="+4710550101")])


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("ÅSE O'HARA said", "[erased] said"),
        ("Åse-O Hara", "[erased]"),
        ("Påse O'Haras", "Påse O'Haras"),
        ("tel:+4710550101;x", "tel:[erased];x"),
        ("10.55.01.01", "[erased]"),
        ("at 20261201 10550101 ms", "at 20261201 [erased] ms"),
        ("110550102", "110550102"),
        ("<ASE@X.example>", "<[erased]>"),
        ("base@x.example", "base@x.example"),
    ],
)
def test_a_trace_is_found_however_it_is_spelled_and_nothing_else(redaction, text, clean):
    assert redaction.clean(text) == clean


def test_json_stays_json(redaction):
    assert redaction.clean_json('{"a": 4710550101, "b": [1.50]}') == '{"a": 4710550101, "b": [1.5]}'
    assert redaction.clean_json('{"b":  1.50}') == '{"b":  1.50}'
    assert redaction.clean({"10550101": ["Åse O'Hara", None, 7]}) == {"[erased]": ["[erased]", None, 7]}

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scenarios.checker import check
from scenarios.yaml_composer import MOST_DEPTH
from scenarios.yaml_document import Place
from scenarios.yaml_reader import MOST_BYTES, read

words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(words, st.integers(-(10**12), 10**12), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(words.filter(bool), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_every_key_and_value_has_its_place() -> None:
    document = read(b"name: Fjordvik\nareas:\n  - area: a\n    weight: 20\nlist: [x, 'y']\n", "f.yaml")

    assert document.value == {
        "name": "Fjordvik",
        "areas": [{"area": "a", "weight": 20}],
        "list": ["x", "y"],
    }
    assert document.mistakes == []
    assert document.places == {
        (): Place((1, 1), (1, 1)),
        ("name",): Place((1, 1), (1, 7), "Fjordvik"),
        ("areas",): Place((2, 1), (3, 3)),
        ("areas", 0): Place((3, 5), (3, 5)),
        ("areas", 0, "area"): Place((3, 5), (3, 11), "a"),
        ("areas", 0, "weight"): Place((4, 5), (4, 13), "20"),
        ("list",): Place((5, 1), (5, 7)),
        ("list", 0): Place((5, 8), (5, 8), "x"),
        ("list", 1): Place((5, 11), (5, 11)),
    }


def test_a_byte_order_mark_is_no_mistake() -> None:
    document = read(b"\xef\xbb\xbfname: x\n", "f.yaml")

    assert (document.value, document.mistakes) == ({"name": "x"}, [])
    assert document.places["name",] == Place((1, 1), (1, 7), "x")


def test_windows_line_ends_are_no_mistake() -> None:
    document = read(b"name: x\r\nother:\r\n  - y\r\n", "f.yaml")

    assert (document.value, document.mistakes) == ({"name": "x", "other": ["y"]}, [])


def test_an_anchor_is_followed() -> None:
    document = read(b"a: &hours {mon: x}\nb: *hours\n", "f.yaml")

    assert (document.value, document.mistakes) == ({"a": {"mon": "x"}, "b": {"mon": "x"}}, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{en: What is it?, nb: Hva er det?}", {"en": "What is it?", "nb": "Hva er det?"}),
        ("[who?, http://a.example/b?c=d, e:f]", ["who?", "http://a.example/b?c=d", "e:f"]),
        ("{a: b\n   c, d: e}", {"a": "b c", "d": "e"}),
        ("a: is it? yes: no", None),
        ("b c\n  d # not this\n", "b c d"),
        ("a#b", "a#b"),
        ("[a #b\n]", ["a"]),
        ("x: |\n  one\n  two\n", {"x": "one\ntwo\n"}),
        ("x: >-\n  one\n  two\n", {"x": "one two"}),
    ],
)
def test_words_without_quotes_end_where_yaml_1_2_ends_them(text: str, value: object) -> None:
    assert read(text.encode(), "f.yaml").value == value


def test_a_file_may_be_as_long_as_the_limit_and_no_longer() -> None:
    text = b"a: 1\n#"

    assert read(text + b"x" * (MOST_BYTES - len(text)), "f.yaml").mistakes == []
    assert [str(m) for m in read(text + b"x" * MOST_BYTES, "f.yaml").mistakes] == [
        f"f.yaml:1:1: the file is too long (found {MOST_BYTES + 6} bytes) – split it"
    ]


def test_a_document_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    def nested(depth: int) -> bytes:
        return b"[" * (depth - 1) + b"x" + b"]" * (depth - 1)

    assert read(nested(MOST_DEPTH), "f.yaml").mistakes == []
    assert [str(m) for m in read(nested(MOST_DEPTH + 1), "f.yaml").mistakes] == [
        f"f.yaml:1:{MOST_DEPTH + 1}: the document is nested too deep – make it flatter"
    ]


@given(values)
def test_what_yaml_writes_is_read_back(value: Any) -> None:
    document = read(yaml.safe_dump(value, allow_unicode=True).encode(), "f.yaml")

    if document.mistakes:  # PyYAML 1.1 leaves words such as 0o7 or 09 without quotes
        assert "must be quoted" in document.mistakes[0].message
    else:
        # Nor does it know that 0E0 is a number.
        assert document.value == value or re.search(r"0o|\d[eE]\d", str(value))


@given(
    st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode(errors="replace")))
)
@example(b'a: "\\UFFFFFFFF"')
@example(b"\xfe\xff\x00a")
@example(b"a: &x [*x, *x]")
@example(b"? {a: b}\n: c")
@example(b"!<")
@example(b"%YAML 9.9\n--- a")
@example(b"enquiry: x\nphone: [[]]")
@example(b"method: 1\nsample: {key: {1: 2}}")
def test_nothing_that_can_be_read_makes_it_stumble(content: bytes) -> None:
    document = read(content, "f.yaml")
    model = check(document)

    assert model is not None or document.mistakes
    for mistake in document.mistakes:
        assert str(mistake).isprintable()


KEYS = """
enquiry version classes title nb phone wait_for limit then say hang_up facts chat method sample key contacts
limits wait areas weight source score values line steps organisation touchpoints open menu recording
questionnaire scales options numbers from to items scale campaign fieldwork organisations enquiries
"""
keys = st.sampled_from(KEYS.split())
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 300),
    st.floats(),
    st.sampled_from(["x", "5 min", "menu", "person", "08:00-15:30", "80 %", "none", "2026-12-01", "", "a b"]),
)
documents: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=5)),
    max_leaves=25,
)


@given(
    st.sampled_from(["enquiry", "questionnaire", "method", "organisation", "campaign"]),
    st.dictionaries(keys, documents, max_size=8),
)
def test_documents_of_the_right_words_in_the_wrong_places_are_only_mistaken(
    kind: str, value: dict[str, Any]
) -> None:
    document = read(yaml.safe_dump({kind: "x", **value}).encode(), "f.yaml")

    assert check(document) is not None or document.mistakes
    assert len({str(mistake) for mistake in document.mistakes}) == len(document.mistakes)

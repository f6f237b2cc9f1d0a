import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.mask_names import mask_names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Turid på sentralbordet var hjelpsom.", "[name] på sentralbordet var hjelpsom."),
        ("Hyggelig. Kari Nordmann svarte fort.", "Hyggelig. [name] svarte fort."),
        ("Ble satt over til Solveig.", "Ble satt over til [name]."),
        ("Anne Lises svar var bra.", "[name] svar var bra."),
        ("Jag talade med Göran Ek på växeln.", "Jag talade med [name] på växeln."),
        ("Ring 22 33 44 55 i morgen.", "Ring [phone number] i morgen."),
        ("SFO ble nevnt av Fjordvik kommune.", "SFO ble nevnt av Fjordvik kommune."),
        ("Hvor lenge? Ganske lenge.", "Hvor lenge? Ganske lenge."),
        ("I spoke with her on Monday.", "I spoke with her on Monday."),
    ],
)
def test_names_go_and_the_organisations_own_stays(text, masked):
    assert mask_names(text, keep=["Fjordvik kommune"]) == masked


@given(st.text(alphabet="ABab ÅåÖö.?!:-’'\n1289+@[]", max_size=80))
def test_masking_twice_changes_nothing(text):
    once = mask_names(text)
    assert mask_names(once) == once

import pytest
from pydantic import TypeAdapter, ValidationError

from scenarios.phone_address import PhoneAddress, dialled

ADDRESS = TypeAdapter[str](PhoneAddress)


@pytest.mark.parametrize(
    ("written", "rung"),
    [
        ("+47 10 55 10 01", "+4710551001"),
        ("+46 8 465 004 00", "+46846500400"),
        ("+46 (8) 465-004.00", "+46846500400"),
        ("02180", "02180"),
        ("1881", "1881"),
        ("sip:switchboard@fjordvik.example", "sip:switchboard@fjordvik.example"),
        ("sip:x@127.0.0.1:5070", "sip:x@127.0.0.1:5070"),
        ("sips:x@host.example;transport=tls", "sips:x@host.example;transport=tls"),
    ],
)
def test_an_address_is_kept_as_written_and_rung_without_spaces(written: str, rung: str) -> None:
    assert ADDRESS.validate_python(written) == written
    assert dialled(written) == rung


@pytest.mark.parametrize(
    "written",
    ["112", "1 1 2", "113", "110", "114", "116 117", "116-123", "sip:112@exchange.example", "sip:116123@a"],
)
def test_a_line_for_people_in_need_is_never_an_address(written: str) -> None:
    with pytest.raises(ValidationError, match="an emergency or help line can never be called"):
        ADDRESS.validate_python(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "12",
        "10551001",
        "004710551001",
        "+47 10 55 10 0a",
        "sip:x",
        "sip:@host",
        "tel:+4710551001",
        "x@host",
    ],
)
def test_what_cannot_be_rung_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match=" – "):
        ADDRESS.validate_python(written)

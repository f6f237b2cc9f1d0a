import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.errors import NotAllowed
from probes.phone.guard import check_dialable

EMERGENCY = ["112", "110", "113", "114", "116117", "116000", "116123", "911", "999", "000"]
PREMIUM = {
    "NO": ["82012345", "82912345"],
    "SE": ["0900123456", "0939123456", "0944123456"],
    "DK": ["90123456"],
    "FI": ["060012345", "070012345"],
    "IS": ["9012345"],
    "DE": ["09001234567"],
    "GB": ["09091234567"],
}
CODES = {"NO": "47", "SE": "46", "DK": "45", "FI": "358", "IS": "354", "DE": "49", "GB": "44"}
ORDINARY = [
    ("02180", "02180"),
    ("04242", "04242"),
    ("09110", "09110"),
    ("114 14", "11414"),
    ("10 12 34 56", "+4710123456"),
    ("+47 10 12 34 56", "+4710123456"),
    ("0047 10 12 34 56", "+4710123456"),
    ("tel:+47-10-12-34-56", "+4710123456"),
    ("+46 8 465 004 00", "+46846500400"),
    ("sip:info@127.0.0.1:5070", "sip:info@127.0.0.1:5070"),
    ("sip:201@town.example", "sip:201@town.example"),
    ('"Kari" <sip:kari@town.example>', "sip:kari@town.example"),
    ("sip:112service@town.example", "sip:112service@town.example"),
    ("sip:a@town.example?Replaces=1%3Bto-tag%3D2", "sip:a@town.example?Replaces=1%3Bto-tag%3D2"),
]
UNREADABLE = [
    "",
    "abc",
    "+",
    "urn:service:sos",
    "http://town.example",
    "sip:sos@town.example",
    "sip:a@b@town.example",
    "sip:a:secret@town.example",
    "sip:info@town.example;maddr=192.0.2.1",
    "sip:info@town.example?Route=%3Csip:b@c.example%3E",
    "sip:info@town.example\r\nRoute: <sip:x@y.example>",
    "sip:info%0d%0a@town.example",
    "sip:info@töwn.example",
    "sip:kari@town.example;user=phone",
    "sip:4710123456;rn=112@town.example",
    "tel:+4710123456;isub=1",
    "tel:+4710123456;postd=112",
    "10123456,1",
    "10123456p1",
    "sip:5060",
    "-470 0 000",
]


def refused(target: str, *, country: str = "NO", allowed: list[str] | None = None) -> bool:
    try:
        check_dialable(target, country=country, allowed=allowed)
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize(("target", "canonical"), ORDINARY)
def test_an_ordinary_target_is_dialled(target: str, canonical: str) -> None:
    assert check_dialable(target, country="NO", allowed=None) == canonical


@pytest.mark.parametrize("target", UNREADABLE)
def test_what_cannot_be_read_without_a_doubt_is_refused(target: str) -> None:
    assert refused(target)


@st.composite
def spelled(draw: st.DrawFn, digits: str) -> str:
    """Draw one of the many ways to write the same digits."""
    sets = ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"]
    alphabet = draw(st.sampled_from(sets))
    between = st.sampled_from(["", "", " ", "-", ".", " ", "\u200b", ") (", "–", "/"])
    spelt = "".join((alphabet[int(sign)] if sign.isdigit() else sign) + draw(between) for sign in digits)
    return draw(st.sampled_from(["", " ", "tel:"])) + spelt


@st.composite
def in_sip(draw: st.DrawFn, digits: str) -> str:
    """Draw a SIP address that an exchange would take for the digits."""
    coded = [f"%{ord(sign):02x}" if draw(st.booleans()) else sign for sign in digits]
    user = draw(st.sampled_from(["", ".", "-", "!", "_"])).join(coded)
    if draw(st.booleans()):
        user = user.replace("%", "%25")
    tail = draw(
        st.sampled_from(["", ";phone-context=+47", ";phone-context=town.example", ";isub=12", ";ext=1", "p1"])
    )
    scheme = draw(st.sampled_from(["sip:", "sips:", "SIP:", "sIp:"]))
    parameter = draw(st.sampled_from(["", ";user=phone", ";transport=tcp", ":5080", ";lr"]))
    uri = f"{scheme}{user}{tail}@town.example{parameter}"
    return draw(st.sampled_from(["{}", "<{}>", '"Kari" <{}>', "Kari <{}>;q=1"])).format(uri)


@given(
    data=st.data(),
    number=st.sampled_from(EMERGENCY),
    country=st.sampled_from(sorted(CODES)),
    prefix=st.sampled_from(
        ["", "", "0", "00", "+{code}", "00{code}", "+{code}0", "+46", "*31#", "#31#", "*31#+{code}"]
    ),
)
def test_no_spelling_reaches_an_emergency_number(
    data: st.DataObject, number: str, country: str, prefix: str
) -> None:
    digits = prefix.format(code=CODES[country]) + number
    target = data.draw(spelled(digits) | in_sip(digits))
    assert refused(target, country=country)
    assert refused(target, country=country, allowed=[target, number, "town.example"])


@given(data=st.data(), country=st.sampled_from(sorted(PREMIUM)), abroad=st.booleans())
def test_no_spelling_reaches_a_premium_number(data: st.DataObject, country: str, abroad: bool) -> None:
    number = data.draw(st.sampled_from(PREMIUM[country]))
    national = number if country in ("NO", "DK", "IS") else number[1:]
    code = CODES[country]
    prefixes = [f"+{code}", f"00{code}", f"+{code}0"] if abroad else ["", "*31#"]
    bare = number if not abroad else national
    digits = data.draw(st.sampled_from(prefixes)) + bare
    target = data.draw(spelled(digits) | in_sip(digits))
    assert refused(target, country="NO" if abroad else country)


@given(st.integers(2000, 9999).map(lambda number: f"0{number}"))
def test_five_digit_numbers_of_norway_are_ordinary(number: str) -> None:
    assert check_dialable(number, country="NO", allowed=[number]) == number


@given(st.text(max_size=40))
def test_any_text_is_dialled_as_plain_ascii_or_refused(text: str) -> None:
    try:
        canonical = check_dialable(text, country="NO", allowed=None)
    except NotAllowed:
        return
    assert re.fullmatch(r"[\x21-\x7e]+", canonical)
    assert check_dialable(canonical, country="NO", allowed=None) == canonical


ALLOWED = ["+47 10 12 34 56", "sip:desk@town.example:5071", "127.0.0.1", "gate.example:5080", "02180"]


@pytest.mark.parametrize(
    "target",
    [
        "10 12 34 56",
        "0047 10 12 34 56",
        "02180",
        "sip:desk@town.example:5071",
        "sip:anyone@127.0.0.1",
        "sip:anyone@127.0.0.1:5099",
        "sip:201@127.0.0.1",
        "sip:+4710123456@127.0.0.1",
        "sip:x@gate.example:5080",
        "sip:+4710123456@carrier.example",
    ],
)
def test_what_is_on_the_list_is_dialled(target: str) -> None:
    assert check_dialable(target, country="NO", allowed=ALLOWED, gateways=["carrier.example"])


@pytest.mark.parametrize(
    "target",
    [
        "10 12 34 57",
        "02181",
        "sip:desk@town.example",
        "sip:desk@town.example:5072",
        "sip:other@town.example:5071",
        "sip:desk@town.example.evil.example:5071",
        "sip:x@gate.example",
        "sip:+4710123457@127.0.0.1",
        "sip:004710123457@127.0.0.1",
        "sip:10123457@127.0.0.1",
        "sip:+4710123456@elsewhere.example",
        "sip:+4710123457@carrier.example",
        "sip:201@carrier.example",
        "sip:anyone@127.0.0.2",
    ],
)
def test_what_is_not_on_the_list_is_refused(target: str) -> None:
    assert refused(target, allowed=ALLOWED)
    with pytest.raises(NotAllowed, match="none of the campaign's"):
        check_dialable(target, country="NO", allowed=ALLOWED, gateways=["carrier.example"])


def test_an_empty_list_allows_nothing() -> None:
    assert refused("+4710123456", allowed=[])
    assert refused("sip:info@127.0.0.1", allowed=[])

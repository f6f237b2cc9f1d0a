import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from probes.errors import BadMessage
from probes.sandbox.sip.address import NameAddress, Uri
from probes.sandbox.sip.replaces import Replaces
from probes.sandbox.sip.text import split_list


@pytest.mark.parametrize(
    ("text", "user", "host", "port"),
    [
        ("sip:4710000100@127.0.0.1:5060", "4710000100", "127.0.0.1", 5060),
        ("SIP:%2B4710000100@TOWN.example", "+4710000100", "town.example", None),
        ("sips:town.example;transport=tls", "", "town.example", None),
        ("sip:a:secret@town.example?subject=x", "a", "town.example", None),
        (
            "sip:+4710000100;phone-context=town@[::1]:5070;user=phone",
            "+4710000100;phone-context=town",
            "[::1]",
            5070,
        ),
    ],
)
def test_uris_are_read(text, user, host, port):
    uri = Uri.parse(text)
    assert (uri.user, uri.host, uri.port) == (user, host, port)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sip:",
        "tel:4710000100",
        "sip:a@",
        "sip:a@b@c d",
        "sip:a@town.example:70000",
        "sip:a@-x",
        "sip:a@b;x=1;x=2",
    ],
)
def test_bad_uris_are_refused(text):
    with pytest.raises(BadMessage):
        Uri.parse(text)


@given(st.text(min_size=1, max_size=12), st.integers(1, 65535))
@example("?", 5060)  # may stand in a user (RFC 3261, 25.1), and begins the headers after the host
def test_any_user_survives_the_round_trip(user, port):
    uri = (
        Uri(host="127.0.0.1", user=user, port=port)
        if user.isprintable()
        else Uri(host="127.0.0.1", port=port)
    )
    assert Uri.parse(str(uri)) == uri


@given(st.text(max_size=12).filter(str.isprintable))
def test_any_display_name_survives_the_round_trip(name):
    address = NameAddress(uri="sip:a@town.example", name=name, parameters={"tag": "x"})
    assert NameAddress.parse(str(address)) == address


def test_parameters_without_brackets_belong_to_the_header():
    assert NameAddress.parse("sip:a@town.example;tag=x").tag == "x"
    assert NameAddress.parse("<sip:a@town.example;tag=x>").tag == ""


@pytest.mark.parametrize("text", ["a,,b", ",", '"a', "<a, b", ""])
def test_lists_with_holes_are_refused(text):
    with pytest.raises(BadMessage):
        split_list(text)


def test_commas_in_quotes_and_brackets_do_not_split():
    assert split_list('"a, b" <sip:x@y;z=1,2> , <sip:q>') == ['"a, b" <sip:x@y;z=1,2>', "<sip:q>"]


def test_replaces_is_read_and_written_into_a_uri():
    replaces = Replaces.parse("a@b;to-tag=1;from-tag=2;early-only")
    assert (replaces.call_id, replaces.to_tag, replaces.from_tag) == ("a@b", "1", "2")
    assert replaces.in_uri() == "Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2"
    with pytest.raises(BadMessage):
        Replaces.parse("a@b;to-tag=1")

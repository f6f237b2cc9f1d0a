"""Whatever reads what strangers send: each target is handed any bytes, and says what may come of them.

A target returns quietly, or raises the one error that its parser promises; anything else is a find.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="svartid-fuzz-"))


def yaml(data: bytes) -> None:
    """A YAML file of any kind: read and checked, it has mistakes or a model, and never raises."""
    from scenarios.load import check
    from scenarios.yaml_reader import read

    document = read(data, "fuzzed.yaml")
    model = check(document)
    assert model is not None or document.mistakes


def csv(data: bytes) -> None:
    """A table that somebody uploads: rows, or BadUpload."""
    from results.errors import BadUpload
    from results.exchange.text_file import read_csv

    path = _FOLDER / "fuzzed.csv"
    path.write_bytes(data)
    with contextlib.suppress(BadUpload):
        for line, cells in read_csv(path):
            assert line >= 1
            assert "\0" not in "".join(cells)


def letter(data: bytes) -> None:
    """A letter in MIME as any server may send it: read, whatever is in it, and within bounds."""
    from probes.email.letter import read_letter
    from probes.email.mime.delivery_report import read_delivery_report

    read_letter(data)
    read_delivery_report(data)


def headers(data: bytes) -> None:
    """Single headers of letters."""
    from probes.email.mime.addresses import read_addresses, read_date, read_ids

    text = data.decode("utf-8", "replace")
    for found in read_addresses(text):
        assert "@" in found.address
    read_ids(text)
    read_date(text)


def sip(data: bytes) -> None:
    """A SIP message of the far side, as the trace holds it: facts or nothing."""
    from probes.phone import sip_text

    message = data.decode("utf-8", "replace")
    for name in ("Refer-To", "Contact", "Reason", "P-Asserted-Identity"):
        sip_text.header(message, name)
        sip_text.headers(message, name)
    assert 0 <= sip_text.status(message) <= 999
    sip_text.method(message)
    sip_text.reason(message)
    sip_text.cause(message)
    sip_text.host(sip_text.asserted_identity(message))


def dial(data: bytes) -> None:
    """What is to be dialled, also from REFER and redirects: an allowed spelling, or NotAllowed."""
    from probes.errors import NotAllowed
    from probes.phone.forbidden import forbidden_reason
    from probes.phone.guard import check_dialable

    text = data.decode("utf-8", "replace")
    with contextlib.suppress(NotAllowed):
        dialled = check_dialable(text, country="NO", allowed=None)
        number = re.sub(r"^sips?:|@.*$", "", dialled)
        assert not re.fullmatch(r"\+?\d+", number) or forbidden_reason(number, country="NO") is None
        try:
            check_dialable(dialled, country="NO", allowed=None)
        except NotAllowed as refused:
            raise AssertionError(f"{dialled} is told as allowed, and refused") from refused


def town_sip(data: bytes) -> None:
    """A datagram at the practice town: a message, or one of its refusals."""
    from probes.sandbox.sip.message import Unreadable, parse_message

    with contextlib.suppress(Unreadable):
        parse_message(data)


def timeline(data: bytes) -> None:
    """A stored timeline, perhaps of another version or damaged."""
    from probes.errors import BadDocument
    from probes.timeline import Timeline

    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return
    with contextlib.suppress(BadDocument):
        Timeline.from_document(document)


def transcript(data: bytes) -> None:
    """A stored chat."""
    from probes.chat.transcript import read_transcript

    with contextlib.suppress(ValueError, RecursionError):
        read_transcript(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (yaml, csv, letter, headers, sip, dial, town_sip, timeline, transcript)
}

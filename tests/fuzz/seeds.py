"""Where each target begins: what it reads on a good day, so that mutations get far."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).parents[2]

_LETTER = b"""From: =?utf-8?q?Kundeservice_=C3=98?= <post@fjordvik.example>
To: svar+k3v9x2m4@maaling.example
Subject: Re: =?iso-8859-1?Q?Barnehageplass?=
Date: Tue, 1 Dec 2026 10:00:00 +0100
In-Reply-To: <a1@maaling.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="grense"

--grense
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hei, fristen er 1. mars. =C3=98nskes mer?
--grense
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+SGVpPC9wPg==
--grense--
"""
_SIP = b"""SIP/2.0 200 OK\r
Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r
From: <sip:a@127.0.0.1>;tag=1\r
To: <sip:b@127.0.0.1>;tag=2\r
Call-ID: 1@127.0.0.1\r
CSeq: 1 INVITE\r
Contact: <sip:b@127.0.0.1:5070>\r
P-Asserted-Identity: "Sentralbord" <sip:+4710000001@127.0.0.1>\r
Reason: Q.850;cause=16;text="done"\r
Refer-To: <sip:c@127.0.0.1?Replaces=1>\r
Content-Length: 0\r
\r
"""
_INVITE = _SIP.replace(b"SIP/2.0 200 OK", b"INVITE sip:b@127.0.0.1 SIP/2.0\r\nMax-Forwards: 70", 1)


def seeds(target: str) -> list[bytes]:
    """Return the seeds of a target."""
    if target == "yaml":
        shipped = sorted((_ROOT / "scenarios" / "library").rglob("*.yaml"))
        wrong = sorted((_ROOT / "tests" / "data" / "invalid").rglob("*.yaml"))
        found = [path.read_bytes() for path in (*shipped[:4], *wrong[:30])]
        return [each for each in found if len(each) < 6000]
    return _SEEDS[target]


_SEEDS: dict[str, list[bytes]] = {
    "csv": [
        b"organisation;channel;address\nfjordvik;phone;+47 10 00 00 01\n",
        b'sep=,\r\na,"b ""c""",d\r\n1,2,3\r\n',
        "navn\tnummer\nÅsgård\t1\n".encode("utf-16"),
    ],
    "letter": [_LETTER, _LETTER.replace(b"alternative", b"report; report-type=delivery-status")],
    "headers": [
        b'"Kari" <kari@fjordvik.example>, post@fjordvik.example', b"<a1@x.example> <b2@y.example>",
        b"Tue, 1 Dec 2026 10:00:00 +0100",
    ],
    "sip": [_SIP, _INVITE],
    "dial": [
        b"+47 10 00 00 01", b"tel:02180;phone-context=+47", b"sip:+4710000001@127.0.0.1;user=phone", b"112",
        b'"112" <sip:%31%31%33@127.0.0.1:5060>', b"sip:bord@127.0.0.1?Replaces=1", "１１２".encode(),
    ],
    "town_sip": [_INVITE, _SIP],
    "timeline": [
        (b'{"svartid_timeline": 1, "channel": "phone", "started_at": "2026-12-01T09:00:00+00:00", "events":'
        b' [{"ms": 0, "kind": "dialled", "source": "signalling"}], "outcome": "no_answer"}')
    ],
    "transcript": [
        (b'{"svartid_chat": 1, "turns": [{"ms": 1.0, "side": "theirs", "speaker": "person", "confidence": 1,'
        b' "signs": [], "text": "Hei"}]}')
    ],
}  # fmt: skip

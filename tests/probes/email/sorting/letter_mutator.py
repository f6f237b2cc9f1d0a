"""Makes broken letters out of good ones: what broken programs and bad people send."""

import base64
from collections.abc import Callable

import numpy as np

Mutation = Callable[[bytes, np.random.Generator], bytes]

HOSTILE_HTML = (
    b"<img src=http://tracker.example/x.gif width=1 height=1>",
    b"<script>while(true){}</script>",
    b"<style>@import url(http://tracker.example/a.css)</style>",
    b"<iframe src=//tracker.example></iframe>",
    b"<!--" * 500,
    b"<a '" * 500,
    b'<p title="' * 300,
    b"<" * 2000,
    b"&" * 2000,
    b"&#" + b"9" * 5000 + b";",
    b"&#x" + b"F" * 5000 + b";",
    b"<blockquote>" * 1000,
    b"<div hidden>" * 500 + b"</div>" * 400,
    b"<table><tr><td>" * 400,
    b"<object data=http://tracker.example/o></object><link rel=stylesheet href=http://tracker.example/b.css>",
    b"<body background=http://tracker.example/bg.png onload=alert(1)>",
    b"<svg><script>x</script></svg><math><mi>y",
    b"<!DOCTYPE " + b"x" * 3000,
    b"<plaintext><textarea><title>",
    b"<p style='background:url(//tracker.example/p)'>",
    b"<base href=http://tracker.example/><form action=http://tracker.example/><input autofocus onfocus=a()>",
    b"<meta http-equiv=refresh content='0;url=http://tracker.example/'>",
)

_HEADERS = (
    b'Content-Type: multipart/mixed; boundary=""\r\n',
    b"Content-Type: multipart/mixed; boundary=" + b"b" * 5000 + b"\r\n",
    b"Content-Type: multipart/alternative\r\n",
    b"Content-Type: text/html; charset=utf-7\r\n",
    b"Content-Type: text/plain; charset=" + b"x" * 3000 + b"\r\n",
    b"Content-Type: text/plain; charset*0*=utf-8''%ff; charset*999999999999=x\r\n",
    b"Content-Type: message/rfc822\r\n",
    b'Content-Type: ;;;;=;=""";\r\n',
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Subject: =?utf-8?b?" + b"A" * 3000 + b"?=\r\n",
    b"Subject: " + b"=?utf-8?q?a?= " * 500 + b"\r\n",
    b"Subject: =?unicode_escape?q?=5Cx?= =?idna?b?////?=\r\n",
    b"From: " + b"(" * 3000 + b"\r\n",
    b"From: " + b"a@b.example, " * 500 + b"\r\n",
    b'To: "' + b"\\" * 3000 + b"\r\n",
    b"Date: Thu, 99 Foo 99999 99:99:99 +9999999\r\n",
    b"Date: " + b"9" * 3000 + b"\r\n",
    b"Date: Mon, 01 Jan 0001 00:00:00 +2359\r\n",
    b"References: " + b"<" * 3000 + b"\r\n",
    b"References: " + b"<a@b> " * 1500 + b"\r\n",
    b"Message-ID: <\x00\xff@\xfe>\r\n",
    b"Return-Path: <>\r\n",
    b"Auto-Submitted: " + b"\x00" * 50 + b"\r\n",
    b"\r\nX: y\r\n",
    b" folded first\r\n",
    b":\r\n",
    b"X" * 90_000 + b": 1\r\n",
)  # fmt: skip


def mutate(letter: bytes, rng: np.random.Generator) -> bytes:
    """Return the letter after one to five mutations."""
    for _ in range(int(rng.integers(1, 6))):
        letter = _MUTATIONS[int(rng.integers(len(_MUTATIONS)))](letter, rng)
    return letter


def _at(letter: bytes, rng: np.random.Generator) -> int:
    return int(rng.integers(len(letter) + 1))


def _flip_bytes(letter: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(letter)
    for _ in range(min(len(changed), int(rng.integers(1, 30)))):
        changed[int(rng.integers(len(changed)))] = int(rng.integers(256))
    return bytes(changed)


def _cut(letter: bytes, rng: np.random.Generator) -> bytes:
    return letter[: _at(letter, rng)]


def _drop(letter: bytes, rng: np.random.Generator) -> bytes:
    start, end = sorted((_at(letter, rng), _at(letter, rng)))
    return letter[:start] + letter[end:]


def _repeat(letter: bytes, rng: np.random.Generator) -> bytes:
    start = _at(letter, rng)
    return letter[:start] + letter[start : start + 400] * int(rng.integers(2, 40)) + letter[start:]


def _insert_nuls(letter: bytes, rng: np.random.Generator) -> bytes:
    at = _at(letter, rng)
    return letter[:at] + b"\x00" * int(rng.integers(1, 200)) + letter[at:]


def _insert_huge_line(letter: bytes, rng: np.random.Generator) -> bytes:
    at = _at(letter, rng)
    sign = rng.choice([b"a", b" ", b"=", b">", b"\t", b"\xff", b"-", b"<"])
    return letter[:at] + bytes(sign) * int(rng.integers(10_000, 60_000)) + letter[at:]


def _insert_header(letter: bytes, rng: np.random.Generator) -> bytes:
    return _HEADERS[int(rng.integers(len(_HEADERS)))] + letter


def _insert_html(letter: bytes, rng: np.random.Generator) -> bytes:
    at = letter.find(b"\n\n")
    at = at + 2 if at >= 0 else len(letter)
    head = letter[:at].replace(b"text/plain", b"text/html")
    return head + HOSTILE_HTML[int(rng.integers(len(HOSTILE_HTML)))] + letter[at:]


def _nest(letter: bytes, rng: np.random.Generator) -> bytes:
    for number in range(int(rng.integers(1, 60))):
        mark = b"m%d" % number if rng.random() < 0.8 else b"same"
        end = b"\r\n--" + mark + b"--" if rng.random() < 0.7 else b""
        head = b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark + b"\r\n"
        letter = head + letter + end
    return letter


def _many_parts(letter: bytes, rng: np.random.Generator) -> bytes:
    parts = b"".join(b"--p\r\n\r\nx\r\n" for _ in range(int(rng.integers(1, 600))))
    return b"Content-Type: multipart/alternative; boundary=p\r\n\r\n" + parts + letter


def _encode_again(letter: bytes, rng: np.random.Generator) -> bytes:
    head = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    body = base64.encodebytes(letter)
    return head + (body[: _at(body, rng)] if rng.random() < 0.5 else body)


def _change_line_ends(letter: bytes, rng: np.random.Generator) -> bytes:
    return letter.replace(b"\r\n", b"\n").replace(
        b"\n", (b"\r", b"\r\n", b"\n\r", b"\r\r\n")[int(rng.integers(4))]
    )


def _damage_boundaries(letter: bytes, rng: np.random.Generator) -> bytes:
    return letter.replace(b"--", b"-" if rng.random() < 0.5 else b"---", int(rng.integers(1, 9)))


_MUTATIONS: tuple[Mutation, ...] = (
    _flip_bytes, _cut, _drop, _repeat, _insert_nuls, _insert_huge_line, _insert_header, _insert_html, _nest,
    _many_parts, _encode_again, _change_line_ends, _damage_boundaries,
)  # fmt: skip

"""Whatever is sent: no crash, no fetch, no hang."""

import socket
import subprocess
import time

import numpy as np
import pytest
from letter_cases import cases_for_rules
from letter_mutator import HOSTILE_HTML, mutate

from probes.email.letter import Letter, read_letter
from probes.email.mime.html_text import html_text
from probes.email.mime.limits import MAX_PARTS, MAX_TEXT_CHARS
from probes.email.own_words import own_words
from probes.email.sorting.sort_letter import sort_letter
from probes.masking import mask_personal

SEED = 20261122
SLOWEST_S = 2.0
"""The time limit of one letter; a hundred times what an ordinary one takes, for slow and busy machines."""


@pytest.fixture(autouse=True)
def _no_fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading a letter opened a connection or a process")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


def read_whole(raw: bytes) -> Letter:
    letter = read_letter(raw)
    decision = sort_letter(letter=letter, enquiry="Når tømmes søppelet?")
    assert 0 < decision.confidence < 1
    mask_personal(own_words(letter.text).words)
    assert len(letter.text) <= MAX_TEXT_CHARS
    assert len(letter.attachments) <= MAX_PARTS
    assert "\x00" not in letter.text + letter.subject + "".join(one.name for one in letter.attachments)
    letter.text.encode()
    return letter


def fuzz(count: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    good = [case.raw for case in cases_for_rules()]
    slowest = 0.0
    for number in range(count):
        raw = mutate(good[int(rng.integers(len(good)))], rng)
        began = time.process_time()
        try:
            read_whole(raw)
        except Exception as error:
            error.add_note(f"letter {number} of seed {seed}: {raw[:2000]!r}")
            raise
        slowest = max(slowest, time.process_time() - began)
    return slowest


def test_a_hundred_mutated_letters_are_read() -> None:
    assert fuzz(100, SEED) < SLOWEST_S


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_twenty_thousand_mutated_letters_are_read() -> None:
    assert fuzz(20_000, SEED + 1) < SLOWEST_S


@pytest.mark.parametrize("number", range(len(HOSTILE_HTML)))
def test_hostile_html_is_read_without_fetching_or_hanging(number: int) -> None:
    page = (b"<p>for</p>" + HOSTILE_HTML[number] * 20 + b"<p>etter</p>").decode()
    began = time.process_time()
    read = html_text(page)
    assert time.process_time() - began < SLOWEST_S
    assert read.text.startswith("for")
    assert "tracker" not in read.text
    fetched = page.count("tracker.example") - page.count("form action") * 2 - page.count("meta http-equiv")
    assert read.remote == fetched - page.count("@import")


def test_growing_html_takes_growing_time_not_its_square() -> None:
    for piece in (
        "<!--",
        "<a '",
        '<p title="',
        "<",
        "<blockquote>",
        "</p>",
        "&lt;",
        "<b x=y ",
        "<script>",
        "<td>a",
    ):
        began = time.process_time()
        html_text(piece * (200_000 // len(piece)))
        assert time.process_time() - began < 3 * SLOWEST_S, piece


def test_what_would_have_been_fetched_is_counted() -> None:
    raw = (
        b"Content-Type: text/html\n\n<p>Hei<img src='https://t.example/1.gif' width='1' height='1'>"
        b"<img src='cid:logo'><img src='https://t.example/logo.png' width='200'></p>"
    )
    letter = read_whole(raw)
    assert (letter.text, letter.remote_references, letter.tracking_images) == ("Hei", 2, 1)

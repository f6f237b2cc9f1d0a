"""Sound as SIPp sends it: before the answer, late, interrupted, never."""

import asyncio
import wave

import numpy as np
import pytest

from probes.phone.line import Line, SignalKind, SoundTail
from tests.probes.phone.peers.calls import Told, call
from tests.probes.phone.peers.scenario import (
    answer_invite,
    ask,
    expect,
    expect_reply,
    invited,
    pause,
    reply,
    scenario,
    stop_stream,
    stream,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

GOODBYE = ask("BYE", cseq=90) + expect_reply(200)


class Listener:
    """Takes what the recording held when the call was about to end."""

    def __init__(self) -> None:
        self.tail: SoundTail | None = None
        self.samples = np.zeros(0)

    async def __call__(self, line: Line, told: Told) -> None:
        self.tail = await line.sound()
        await told.until(SignalKind.ENDED)
        # The recording is whole when the end is told, and gone when the line is left.
        self.samples = np.frombuffer(self.tail.path.read_bytes()[44:], dtype="<i2").astype(float)

    def sounding_from_ns(self) -> int:
        """Return when the first 20 ms with sound began, in monotonic ns."""
        assert self.tail is not None
        frames = self.samples[: len(self.samples) // 160 * 160].reshape(-1, 160)
        loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > 300)
        return self.tail.started_ns + int(loud[0]) * 20_000_000

    def peak_hz(self) -> float:
        """Return the strongest frequency of a quarter of a second near the end."""
        spectrum = np.abs(np.fft.rfft(self.samples[-3600:-1600] * np.hanning(2000)))
        return float(np.argmax(spectrum) * 4)


async def test_sound_before_the_answer_is_heard(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(100, tag=False),
            reply(183, sdp=True),
            stream("voice.al"),
            pause(700),
            answer_invite(200, sdp=True),
            expect("ACK"),
            pause(500),
            GOODBYE,
        )
    )
    heard = Listener()
    told = await call(lines, far.uri, heard)
    assert told.kinds == [
        "invite_sent",
        "trying",
        "early_media",
        "progress",
        "answered",
        "confirmed",
        "ended",
    ]
    assert abs(heard.peak_hz() - 600) <= 10
    early = told.one(SignalKind.ANSWERED).at_ns - heard.sounding_from_ns()
    # 700 ms by the far end's clock; beside other tests it is woken later.
    assert 600e6 < early < 900e6


async def test_an_announcement_before_a_refusal_is_heard(lines, organisation):
    far = organisation(
        scenario(invited(), reply(183, sdp=True), stream("voice.al"), pause(700), reply(480), expect("ACK"))
    )
    heard = Listener()
    told = await call(lines, far.uri, heard)
    assert told.kinds == ["invite_sent", "early_media", "progress", "ended"]
    assert (told.end["status"], round(heard.peak_hz(), -1)) == (480, 600)


@pytest.mark.proof
async def test_sound_that_comes_late_is_found_at_its_moment(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(180),
            reply(200, sdp=True),
            expect("ACK"),
            pause(600),
            stream("voice.al"),
            pause(800),
            GOODBYE,
        )
    )
    heard = Listener()
    told = await call(lines, far.uri, heard)
    assert told.kinds == ["invite_sent", "ringing", "answered", "confirmed", "ended"]
    late = heard.sounding_from_ns() - told.one(SignalKind.CONFIRMED).at_ns
    assert 590e6 < late < 690e6


async def test_sound_that_never_comes_is_told_after_a_second(lines, organisation):
    far = organisation(scenario(invited(), reply(200, sdp=True), expect("ACK"), pause(1500), GOODBYE))
    told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "answered", "confirmed", "media_lost", "ended"]
    lost = told.one(SignalKind.MEDIA_LOST)
    assert lost.detail["never"] is True
    assert abs(lost.at_ns - told.one(SignalKind.ANSWERED).at_ns) < 50e6


async def test_sound_that_stops_and_comes_back(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(200, sdp=True),
            expect("ACK"),
            stream("voice.al"),
            pause(600),
            stop_stream(),
            pause(1600),
            '<nop><action><exec rtp_stream="resume"/></action></nop>',
            pause(500),
            GOODBYE,
        )
    )
    told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "answered", "confirmed", "media_lost", "media_back", "ended"]
    gap = told.one(SignalKind.MEDIA_BACK).at_ns - told.one(SignalKind.MEDIA_LOST).at_ns
    assert 1.5e9 < gap < 1.8e9


async def test_what_we_play_reaches_the_far_end(lines, peer, tmp_path):
    voice = tmp_path / "voice.wav"
    with wave.open(str(voice), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((8000 * np.sin(2 * np.pi * 440 * np.arange(4000) / 8000)).astype("<i2").tobytes())

    async def answer() -> None:
        invite = await peer.expect("INVITE")
        peer.reply(invite, "200 OK", sdp=True)
        await peer.expect("ACK")
        await asyncio.sleep(1.0)
        peer.ask(invite, "BYE")

    async def play(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await line.play(voice)

    answering = asyncio.create_task(answer())
    told = await call(lines, peer.uri, play)
    await answering
    assert told.kinds[:3] == ["invite_sent", "answered", "confirmed"]
    played = told.one(SignalKind.PLAYED).at_ns - told.one(SignalKind.CONFIRMED).at_ns
    assert 500e6 <= played < 700e6
    payloads = [packet[12:] for packet in peer.media_packets() if packet[1] & 0x7F == 8]
    loud = [payload for payload in payloads if len(set(payload)) > 20]
    assert 24 <= len(loud) <= 27

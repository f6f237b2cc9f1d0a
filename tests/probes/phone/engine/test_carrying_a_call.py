"""What a line does in an ordinary call, heard from the far end."""

import asyncio
import time

import numpy as np
import pytest

from probes.errors import BadSettings, NotAllowed
from probes.phone.engine.lines import PhoneLines
from probes.phone.line import SignalKind
from probes.phone.trunk import Trunk
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd

DTMF = {"5": (770, 1336), "#": (941, 1477)}


async def test_the_recording_grows_and_its_samples_know_their_time(lines):
    async with FarEnd(ring_s=0.2) as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        tail = await line.sound()
        await asyncio.sleep(0.6)
        assert tail.path.stat().st_size > 4096
        far.tone_from_ns = time.monotonic_ns()
        await asyncio.sleep(0.5)
        await line.hang_up()
        await reports.over()
        samples = np.frombuffer(tail.path.read_bytes()[44:], "<i2")
    onset_ns = tail.started_ns + int(np.argmax(np.abs(samples) > 1500)) * 1_000_000_000 // tail.rate
    assert abs(onset_ns - far.first_rtp_ns) < 60e6
    ended = await reports.until(SignalKind.ENDED)
    length_ns = len(samples) * 1_000_000_000 // tail.rate
    assert abs(tail.started_ns + length_ns - ended.at_ns) < 80e6
    times = [signal.at_ns for signal in reports.signals]
    assert times == sorted(times)
    ringing, answered = await reports.until(SignalKind.RINGING), await reports.until(SignalKind.ANSWERED)
    assert abs(answered.at_ns - ringing.at_ns - 200e6) < 40e6


async def test_a_file_is_played_and_can_be_stopped(lines, tone):
    async with FarEnd() as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await line.sound()
        begun = time.monotonic_ns()
        await line.play(tone)
        played = await reports.until(SignalKind.PLAYED)
        assert abs(played.at_ns - begun - 600e6) < 80e6
        assert far.power(begun + 150_000_000, begun + 500_000_000, hz=1000) > 4000
        await line.play(tone)
        await asyncio.sleep(0.2)
        await line.stop_playing()
        stopped = time.monotonic_ns()
        await asyncio.sleep(0.3)
        assert far.power(stopped + 100_000_000, stopped + 300_000_000) < 100
        await line.hang_up()
        await reports.over()
    assert reports.kinds.count("played") == 1


@pytest.mark.parametrize(
    ("events", "allow", "info_status", "methods"),
    [
        (True, "INVITE, ACK, BYE", "200 OK", ["rfc4733", "rfc4733"]),
        (False, "INVITE, ACK, BYE, INFO", "200 OK", ["info", "info"]),
        (False, "INVITE, ACK, BYE", "200 OK", ["inband", "inband"]),
        (False, "INVITE, ACK, BYE, INFO", "415 Unsupported Media Type", ["info", "inband"]),
    ],
)
async def test_keys_go_the_best_way_there_is(lines, events, allow, info_status, methods):
    async with FarEnd(events=events, allow=allow, info_status=info_status) as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await line.sound()
        for key in ("5", "#"):
            await line.press(key)
            await reports.until(SignalKind.KEYS_SENT, count="5#".index(key) + 1)
            await asyncio.sleep(0.1)
        keys = [one for one in reports.signals if one.kind is SignalKind.KEYS_SENT]
        assert [one.detail["method"] for one in keys] == methods
        assert [one.detail["keys"] for one in keys] == ["5", "#"]
        if methods[0] == "rfc4733":
            events_heard = [one.payload[0] for one in far.heard if one.payload_type == 101]
            assert list(dict.fromkeys(events_heard)) == [5, 11]
        if methods[0] == "info":
            (_at, text) = next(one for one in far.requests if one[1].startswith("INFO"))
            assert "Signal= 5" in text or "Signal=5" in text
        if methods[1] == "inband":
            low, high = DTMF["#"]
            at = keys[1].at_ns
            assert far.power(at + 30_000_000, at + 130_000_000, hz=low) > 500
            assert far.power(at + 30_000_000, at + 130_000_000, hz=high) > 500
        await line.hang_up()


async def test_a_comma_waits_half_a_second(lines):
    async with FarEnd() as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await line.sound()
        await line.press("1,2")
        await reports.until(SignalKind.KEYS_SENT)
        first = next(one.at_ns for one in far.heard if one.payload_type == 101 and one.payload[0] == 1)
        second = next(one.at_ns for one in far.heard if one.payload_type == 101 and one.payload[0] == 2)
        assert 0.65e9 < second - first < 0.85e9
        with pytest.raises(BadSettings, match="no key"):
            await line.press("12x")


async def test_lost_media_is_told_and_dated_back(lines):
    async with FarEnd() as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await line.sound()
        await asyncio.sleep(0.3)
        for task in list(far._tasks):
            task.cancel()
        stopped = time.monotonic_ns()
        lost = await reports.until(SignalKind.MEDIA_LOST)
        assert abs(lost.at_ns - stopped) < 120e6
        assert dict(lost.detail) == {"never": False}
        invite = far._invite
        far._do(far._speak(("127.0.0.1", int(invite.partition("m=audio ")[2].split()[0]))))
        await reports.until(SignalKind.MEDIA_BACK)
        quality = await line.media_quality()
        assert quality["codec"] == "PCMA"
        assert quality["one_way"] is False
        assert 1.0 <= quality["mos"] <= 4.5


async def test_silence_from_the_start_is_one_way(lines):
    async with FarEnd(sends_rtp=False) as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        lost = await reports.until(SignalKind.MEDIA_LOST)
        assert dict(lost.detail) == {"never": True}
        quality = await line.media_quality()
        assert (quality["packets"], quality["one_way"], quality["mos"]) == (0, True, None)


async def test_quality_is_known_after_the_end(lines):
    async with FarEnd() as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await reports.until(SignalKind.CONFIRMED)
        await asyncio.sleep(0.4)
        await line.hang_up()
        await reports.over()
        quality = await line.media_quality()
    assert 10 < quality["packets"] < 40
    assert quality["mos"] > 4.0


async def test_nothing_forbidden_leaves_the_machine(lines):
    async with lines.line() as line:
        for target in ("112", "sip:+47112@127.0.0.1", "82012345"):
            with pytest.raises(NotAllowed):
                await line.dial(target)
            with pytest.raises(NotAllowed):
                await line.ring_shopper(target)
        with pytest.raises(BadSettings, match="no address for numbers"):
            await line.dial("+47 10 12 34 56")
        assert line.trace() == ""


async def test_only_the_campaigns_list_is_dialled():
    async with (
        FarEnd() as far,
        PhoneLines(workers=1, allowed=["+47 10 12 34 56"]) as lines,
        lines.line() as line,
    ):
        with pytest.raises(NotAllowed, match="none of the campaign's"):
            await line.dial(far.uri)


async def test_a_number_is_found_in_the_directory_however_it_is_written():
    async with FarEnd() as far:
        trunk = Trunk(directory={"+47 10 12 34 56": far.uri, "02180": far.uri})
        async with PhoneLines(trunk, workers=1) as lines:
            for number in ("10123456", "02180"):
                async with lines.line() as line:
                    reports = Reports(line)
                    await line.dial(number)
                    await reports.until(SignalKind.CONFIRMED)
                    await line.hang_up()
                    await reports.over()
        assert far.methods().count("INVITE") == 2


async def test_the_trace_holds_every_message_and_no_secret(lines):
    async with FarEnd() as far, lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await reports.until(SignalKind.CONFIRMED)
        far.ask("UPDATE", 'P-Asserted-Identity: "Kari Nordmann" <sip:+4710000001@x.example>')
        changed = await reports.until(SignalKind.IDENTITY_CHANGED)
        assert len(changed.detail["identity"]) == 16
        await line.hang_up()
        await reports.over()
        firsts = [block.split("\n")[1] for block in line.trace().split("--- ")[1:]]
        assert "Kari" not in line.trace()
    assert [first.split(" ", 1)[0] for first in firsts if not first.startswith("SIP/2.0")] == [
        "INVITE", "ACK", "UPDATE", "BYE",
    ]  # fmt: skip
    assert [first for first in firsts if first.startswith("SIP/2.0")] == [
        "SIP/2.0 180 Ringing", "SIP/2.0 200 OK", "SIP/2.0 200 OK", "SIP/2.0 200 OK",
    ]  # fmt: skip

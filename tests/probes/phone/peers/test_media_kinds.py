"""SRTP and codecs against baresip."""

import asyncio
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from probes.phone.engine.lines import PhoneLines
from probes.phone.line import Line, SignalKind
from probes.phone.trunk import Trunk
from tests.probes.phone.peers.baresip import Phone, running_phone
from tests.probes.phone.peers.calls import Told, call

ANSWERED = ["invite_sent", "ringing", "answered", "confirmed", "ended"]
STEPS = [["ring", 0.05], ["talk", 60]]


def agent(folder: Path, *extra: str, codecs: tuple[str, ...] = ("pcma",)) -> Iterator[Phone]:
    """Run a phone that plays 600 Hz, with account parameters of its own."""
    folder.mkdir()
    with wave.open(str(folder / "voice.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        at = np.arange(8000 * 10) / 8000
        file.writeframes((9000 * np.sin(2 * np.pi * 600 * at)).astype("<i2").tobytes())
    return running_phone(STEPS, folder=folder, wav=folder / "voice.wav", extra=extra, codecs=codecs)


async def talk(phone: Phone, **settings: object) -> tuple[Told, float, dict[str, object], str]:
    """Call the phone for a second; return what was told, the pitch heard, the RTP figures and the trace."""
    found: dict[str, object] = {}

    async def listen(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        tail = await line.sound()
        await asyncio.sleep(1.0)
        samples = np.frombuffer(tail.path.read_bytes()[44:], dtype="<i2")[-2000:]
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
        found["hz"] = round(float(np.argmax(spectrum) * 4), -1)
        found["quality"] = dict(await line.media_quality())
        await line.hang_up()
        found["trace"] = line.trace()

    async with PhoneLines(replace(Trunk(), **settings), workers=1) as lines:
        told = await call(lines, phone.uri, listen)
    return told, found.get("hz", 0.0), found.get("quality", {}), found.get("trace", "")


@pytest.mark.parametrize(
    ("ours", "theirs", "protected"),
    [
        pytest.param("required", "srtp-mand", True, id="both must"),
        pytest.param("optional", "srtp", True, id="both may", marks=pytest.mark.proof),
        pytest.param("optional", "", False, id="they cannot", marks=pytest.mark.proof),
    ],
)
async def test_protected_sound(tmp_path, ours, theirs, protected):
    extra = (f"mediaenc={theirs}",) if theirs else ()
    with agent(tmp_path / "agent", *extra) as phone:
        told, hz, quality, trace = await talk(phone, srtp=ours)
    assert [kind for kind in told.spine if kind != "trying"] == ANSWERED
    assert (hz, quality["lost"]) == (600, 0)
    answer = trace.split("SIP/2.0 200 OK")[1].partition("--- ")[0]
    assert ("a=crypto:" in answer) is protected  # optional protection keeps RTP/AVP in the line of the media
    keys = [line for line in trace.splitlines() if line.startswith("a=crypto")]
    assert [line for line in keys if "inline:" in line and "masked" not in line] == []


async def test_sound_that_must_be_protected_is_not_sent_in_the_clear(tmp_path):
    with agent(tmp_path / "agent") as phone:
        told, *_ = await talk(phone, srtp="required")
    assert told.kinds[0] == "invite_sent"
    assert "confirmed" not in told.kinds
    assert told.end["by"] in ("organisation", "caller")
    assert told.end["status"] == 488


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("PCMA", "pcma", marks=pytest.mark.proof),
        pytest.param("PCMU", "pcmu", marks=pytest.mark.proof),
        ("G722", "g722/16000/1"),
    ],
)
async def test_each_codec(tmp_path, ours, theirs):
    with agent(tmp_path / "agent", codecs=(theirs,)) as phone:
        told, hz, quality, _ = await talk(phone, codecs=("PCMA", "PCMU", "G722"))
    assert [kind for kind in told.spine if kind != "trying"] == ANSWERED
    assert (hz, quality["codec"]) == (600, ours)

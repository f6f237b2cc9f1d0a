"""baresip as an agent who transfers and as the shopper's phone."""

import asyncio
import contextlib
import itertools
import wave
from pathlib import Path

import numpy as np
import pytest

from probes.phone.line import Line, SignalKind
from tests.probes.phone.peers.baresip import running_phone
from tests.probes.phone.peers.calls import Told, call, hang_up_after

pytestmark = pytest.mark.asyncio(loop_scope="module")

RUNG = ["invite_sent", "ringing", "answered", "confirmed"]


@pytest.fixture
def phone(tmp_path):
    """Start baresip phones, each with a tone of its own."""
    numbers = itertools.count()
    with contextlib.ExitStack() as stack:

        def start(*steps, hz=600, **settings):
            folder = tmp_path / f"phone{next(numbers)}"
            folder.mkdir()
            tone(folder / "voice.wav", hz=hz)
            return stack.enter_context(
                running_phone(
                    [list(step) for step in steps], folder=folder, wav=folder / "voice.wav", **settings
                )
            )

        yield start


def tone(path: Path, *, hz: int, seconds: float = 20.0) -> None:
    at = np.arange(int(8000 * seconds)) / 8000
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((9000 * np.sin(2 * np.pi * hz * at)).astype("<i2").tobytes())


async def hears_hz(line: Line, leg: str = "organisation") -> float:
    """Return the pitch of the quarter of a second that the leg's recording gains next."""
    path = (await line.sound(leg)).path
    before = path.stat().st_size
    async with asyncio.timeout(3):  # a file tells nobody that it grows
        while path.stat().st_size < before + 4000:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return pitch_hz(np.frombuffer(path.read_bytes()[44:], dtype="<i2")[-2000:])


def pitch_hz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return round(float(np.argmax(spectrum) * 8000 / len(samples)), -1)


def quiet(told: Told) -> list[str]:
    """Return the kinds without the hints at new media and the 100 that baresip may or may not send."""
    return [kind for kind in told.spine if kind != "trying"]


async def test_an_agent_answers_talks_and_hangs_up(lines, phone):
    agent = phone(["ring", 0.3], ["talk", 1.2], ["hang_up"])
    heard: list[float] = []

    async def listen(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await asyncio.sleep(0.9)
        heard.append(await hears_hz(line))

    told = await call(lines, agent.uri, listen)
    assert quiet(told) == ["invite_sent", "ringing", "answered", "confirmed", "ended"]
    assert told.end == {"by": "organisation", "status": 200, "cause": None}
    assert heard == [600]
    answered = told.one(SignalKind.ANSWERED).at_ns
    assert abs(answered - int(str(agent.wait_for("answered")["at_ns"]))) < 50e6


@pytest.mark.proof
async def test_an_agent_refuses(lines, phone):
    agent = phone(["ring", 0.1], ["reject"])
    told = await call(lines, agent.uri)
    assert quiet(told) == ["invite_sent", "ringing", "ended"]
    assert told.end == {"by": "organisation", "status": 486, "cause": None}


async def test_the_keys_we_press_reach_the_agent(lines, phone):
    agent = phone(["talk", 60])

    async def press(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await line.press("1*7#")
        await told.until(SignalKind.KEYS_SENT)
        await asyncio.sleep(1.2)
        await line.hang_up()

    told = await call(lines, agent.uri, press)
    assert told.end == {"by": "caller", "status": 200, "cause": None}
    assert "".join(str(report["key"]) for report in agent.reports("key")) == "1*7#"


@pytest.mark.proof
async def test_the_keys_of_an_agent_reach_us(lines, phone):
    agent = phone(["talk", 0.3], ["keys", "42"], ["talk", 0.3], ["hang_up"])
    told = await call(lines, agent.uri)
    keys = [signal.detail["key"] for signal in told.signals if signal.kind is SignalKind.KEY_RECEIVED]
    assert keys == ["4", "2"]


async def test_an_agent_puts_us_on_hold_and_comes_back(lines, phone):
    agent = phone(["talk", 0.6], ["hold", 0.5], ["talk", 0.4], ["hang_up"])
    told = await call(lines, agent.uri)
    assert quiet(told) == [*RUNG, "held", "resumed", "ended"]
    held = told.one(SignalKind.RESUMED).at_ns - told.one(SignalKind.HELD).at_ns
    assert abs(held - 0.5e9) < 0.1e9


async def test_a_blind_transfer_is_followed_to_another_agent(lines, phone):
    second = phone(["talk", 60], hz=900)
    first = phone(["talk", 1.2], ["transfer", second.uri], hz=600)
    heard: list[float] = []

    async def listen(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await asyncio.sleep(0.2)
        heard.append(await hears_hz(line))
        await told.until(SignalKind.REFER_DONE)
        await asyncio.sleep(0.6)
        heard.append(await hears_hz(line))
        await line.hang_up()

    told = await call(lines, first.uri, listen, refer_allowed=("127.0.0.1",))
    kinds = [kind for kind in quiet(told) if kind not in ("held", "resumed", "media_lost", "media_back")]
    assert kinds == [
        "invite_sent",
        "ringing",
        "answered",
        "confirmed",
        "refer_received",
        "refer_done",
        "ended",
    ]
    assert heard == [600, 900]
    assert told.end == {"by": "caller", "status": 200, "cause": None}
    assert [len(agent.reports("invited")) for agent in (first, second)] == [1, 1]
    first.wait_for("transferred")


async def test_an_attended_transfer_is_followed_to_the_colleague_who_was_asked(lines, phone):
    second = phone(["talk", 60], hz=900)
    first = phone(["talk", 0.5], ["consult", second.uri], hz=600)
    heard: list[float] = []

    async def listen(line: Line, told: Told) -> None:
        await told.until(SignalKind.REFER_DONE)
        await asyncio.sleep(0.6)
        heard.append(await hears_hz(line))
        await line.hang_up()

    told = await call(lines, first.uri, listen, refer_allowed=("127.0.0.1",))
    kinds = [kind for kind in quiet(told) if not kind.startswith("media_")]
    assert kinds == [*RUNG, "held", "refer_received", "refer_done", "resumed", "ended"]
    assert heard == [900]
    # The colleague was rung by the agent, then our call took that one's place.
    assert len(second.reports("invited")) == 2
    first.wait_for("transferred")


async def test_a_blind_transfer_to_a_forbidden_number_is_refused(lines, phone):
    agent = phone(["talk", 0.3], ["transfer", "sip:112@127.0.0.1"], ["talk", 0.3], ["hang_up"])
    told = await call(lines, agent.uri, refer_allowed=("127.0.0.1",))
    assert told.one(SignalKind.REFER_RECEIVED).detail["accepted"] is False
    assert "603" in str(agent.wait_for("transfer_failed")["why"])
    assert told.end == {"by": "organisation", "status": 200, "cause": None}


async def test_the_shoppers_phone_is_bridged_to_the_agent_within_a_second(lines, phone):
    agent = phone(["talk", 60], hz=600)
    shopper = phone(["ring", 0.2], ["talk", 60], hz=900)
    heard: dict[str, float] = {}

    async def bridge(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await line.ring_shopper(shopper.uri)
        await told.until(SignalKind.CONFIRMED, "shopper")
        await line.connect(hears=True, speaks=True)
        await asyncio.sleep(1.2)
        heard["organisation"] = await hears_hz(line)
        heard["shopper"] = await hears_hz(line, "shopper")
        await line.hang_up("shopper")
        await asyncio.sleep(0.3)
        await line.hang_up()

    told = await call(lines, agent.uri, bridge)
    ends = [(signal.leg, signal.detail["by"]) for signal in told.signals if signal.kind is SignalKind.ENDED]
    assert ends == [("shopper", "caller"), ("organisation", "caller")]
    assert heard == {"organisation": 600, "shopper": 900}
    assert heard_hz(agent.folder / "heard.wav") == 900
    assert heard_hz(shopper.folder / "heard.wav") == 600


def heard_hz(path: Path) -> float:
    """Return what a phone heard in the last half second before the end of its recording's loud part."""
    raw = np.frombuffer(path.read_bytes()[44:], dtype="<i2").astype(float)
    frames = raw[: len(raw) // 400 * 400].reshape(-1, 400)
    loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > 500)
    return pitch_hz(raw[loud[-1] * 400 - 3600 : loud[-1] * 400])


async def test_the_shopper_who_hangs_up_does_not_end_the_agents_call(lines, phone):
    agent = phone(["talk", 60])
    shopper = phone(["talk", 0.4], ["hang_up"])

    async def bridge(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await line.ring_shopper(shopper.uri)
        await told.until(SignalKind.ENDED, "shopper")
        assert [one.leg for one in told.signals if one.kind is SignalKind.ENDED] == ["shopper"]
        await hang_up_after(0.1)(line, told)

    told = await call(lines, agent.uri, bridge)
    ends = [(signal.leg, signal.detail["by"]) for signal in told.signals if signal.kind is SignalKind.ENDED]
    assert ends == [("shopper", "shopper"), ("organisation", "caller")]

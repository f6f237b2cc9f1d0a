import itertools

import numpy as np

from probes.sandbox.behaviour import (
    Agent,
    Arrival,
    CentreBehaviour,
    Choice,
    Menu,
    Person,
    Queue,
    seconds,
)
from probes.sandbox.truth import Happening

QUICK = Arrival(rings=seconds(0.1))


async def test_a_call_through_menu_and_queue_to_a_person(open_town):
    town = await open_town(
        CentreBehaviour(
            id="fjordvik",
            user="4710000100",
            start="menu",
            arrival=QUICK,
            agents=(Agent(id="anna", voice="a"),),
            stages={
                "menu": Menu(prompt="welcome", keys={"1": Choice(then="queue")}),
                "queue": Queue(music="m", wait=seconds(0.5), then="talk"),
                "talk": Person(silent_first=seconds(0.1)),
            },
        )
    )
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 100")
    await caller.receive("SIP/2.0 180")
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    got = await caller.listen(0.3)
    caller.press("1")
    got += await caller.listen(1.4)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    kinds = town.kinds(caller)
    order = [
        "invite_received",
        "trying_sent",
        "ringing_sent",
        "ok_sent",
        "ack_received",
        "prompt_started",
        "key_received",
        "queue_entered",
        "music_started",
        "queue_left",
        "person_took",
        "person_started",
        "person_ended",
        "bye_received",
        "ended",
    ]
    assert [kind for kind in kinds if kind in order] == order
    assert {"prompt_ended", "music_ended", "utterance_started", "utterance_ended"} <= set(kinds)


async def test_the_first_word_is_stamped_to_the_sample(open_town):
    town = await open_town(
        CentreBehaviour(
            id="fjordvik",
            user="4710000100",
            start="talk",
            arrival=QUICK,
            agents=(Agent(id="anna", voice="a"),),
            stages={"talk": Person(silent_first=seconds(0.1))},
        )
    )
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    heard = await caller.listen(0.8)
    started = await town.event(caller, Happening.PERSON_STARTED)
    assert started.detail == {"agent": "anna", "voice": "a", "first": True}
    loud = [(packet, np.flatnonzero(np.abs(decode(packet.payload)) > 5000)) for packet in heard]
    packet, samples = next((packet, samples) for packet, samples in loud if len(samples))
    true_ms = (packet.ns - started.ns) / 1e6 + samples[0] / 8
    assert abs(true_ms) < 8, "the packet's arrival plus the sample's offset is the stamped time"
    gaps = np.diff([packet.ns for packet in heard]) / 1e6
    assert abs(np.median(gaps) - 20) < 1.0
    assert {(b.sequence - a.sequence) & 0xFFFF for a, b in itertools.pairwise(heard)} == {1}
    assert {(b.timestamp - a.timestamp) & 0xFFFFFFFF for a, b in itertools.pairwise(heard)} == {160}


def decode(payload: bytes) -> np.ndarray:
    """A-law by the standard's own arithmetic, apart from the town's tables."""
    out = []
    for byte in payload:
        code = byte ^ 0x55
        size = (code & 15) * 16 + 8
        exponent = (code >> 4) & 7
        if exponent:
            size = (size + 256) << (exponent - 1)
        out.append(size if code & 0x80 else -size)
    return np.array(out)

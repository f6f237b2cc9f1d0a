import numpy as np
import pytest

from probes.sandbox.behaviour import seconds
from probes.sandbox.rtp.g711 import encode
from probes.sandbox.shopper_phone import ShopperHabit, ShopperPhone
from probes.sandbox.truth import Happening, read_truth

LOUD = encode((np.sin(np.arange(160) * 2 * np.pi * 300 / 8000) * 8000).astype(np.int16), "PCMA")
SILENT = bytes([0xD5]) * 160


@pytest.fixture
async def phone(tmp_path, plain_sounds, make_caller):
    """Return a function that starts a phone and a caller to it."""
    phones = []

    async def start(**habit):
        phone = ShopperPhone(
            habit=ShopperHabit(rings=seconds(0.05), **habit),
            sounds=plain_sounds,
            truth_path=tmp_path / "shopper.jsonl",
            seed=1,
            keep_sound=True,
        )
        phones.append(await phone.start())
        return phone, make_caller(phone.uri)

    yield start
    for phone in phones:
        await phone.stop()


async def test_it_rings_answers_talks_and_hears(phone, tmp_path):
    phone, caller = await phone(speaks_after=seconds(0.1), pauses=seconds(0))
    caller.invite()
    await caller.receive("SIP/2.0 180")
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    call = await phone.call()
    sent = []
    for number in range(10):
        sent.append(caller.send_rtp(LOUD if number >= 5 else SILENT, timestamp=number * 160))
        await caller.pause(0.02)
    said = await caller.listen(0.6)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    await call.over.wait()
    truth = read_truth(tmp_path / "shopper.jsonl", call=caller.call_id)
    kinds = [event.event for event in truth]
    assert kinds.count(Happening.HEARD_SOUND) == kinds.count(Happening.HEARD_SILENCE) == 1
    heard = truth[kinds.index(Happening.HEARD_SOUND)]
    assert abs(heard.ns - sent[5]) / 1e6 < 5
    assert Happening.SAID in kinds
    assert any(set(packet.payload) != {0xD5} for packet in said)
    assert len(call.meter.samples()) == 1600
    assert kinds[-1] is Happening.ENDED


async def test_it_notices_a_gap_and_a_click(phone, tmp_path):
    phone, caller = await phone(says=())
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    slow = (np.sin(np.arange(320) * 2 * np.pi * 25 / 8000) * 9000).astype(np.int16)
    caller.send_rtp(encode(slow[:160], "PCMA"))
    await caller.pause(0.02)
    caller.send_rtp(encode(slow[:160] + 20000, "PCMA"), timestamp=160)
    await caller.pause(0.1)
    caller.send_rtp(encode(slow[:160] + 20000, "PCMA"), timestamp=960)
    await caller.pause(0.05)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    truth = read_truth(tmp_path / "shopper.jsonl", call=caller.call_id)
    gap = next(event for event in truth if event.event is Happening.HEARD_GAP)
    assert gap.detail["lost"] == 0
    assert 90 < gap.detail["ms"] < 400  # a slow machine makes a gap longer, never shorter
    click = next(event for event in truth if event.event is Happening.HEARD_CLICK)
    assert click.detail["jump"] > 15000
    assert len((await phone.call()).meter.samples()) == 1120


@pytest.mark.parametrize(("habit", "first_line"), [({"does": "declines"}, "SIP/2.0 603 Decline")])
async def test_it_declines(phone, habit, first_line):
    phone, caller = await phone(**habit)
    caller.invite()
    text = await caller.receive("SIP/2.0 6")
    assert text.startswith(first_line)
    caller.ack(same_branch=True)


async def test_it_never_answers_and_the_caller_cancels(phone, tmp_path):
    phone, caller = await phone(does="never")
    caller.invite()
    await caller.receive("SIP/2.0 180")
    await caller.pause(0.2)
    caller.send(caller.request("CANCEL", plain_to=True))
    await caller.receive("SIP/2.0 487")
    caller.ack(same_branch=True)
    kinds = [event.event.value for event in read_truth(tmp_path / "shopper.jsonl", call=caller.call_id)]
    assert kinds == ["invite_received", "ringing_sent", "cancelled", "ended"]


async def test_it_hangs_up_first(phone):
    phone, caller = await phone(hangs_up_after=seconds(0.1))
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    caller.reply(await caller.receive("BYE"))
    assert (await phone.call()).over.is_set()

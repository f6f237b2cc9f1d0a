"""Every centre of the catalogue, rung by a caller that shares no code with the town, to its end."""

import asyncio
import re
from typing import Any

import pytest

from probes.sandbox.running_town import Town, Voices, running_town
from probes.sandbox.studio_sounds import missing_studios
from probes.sandbox.truth import Happening

MUST_HAPPEN: dict[str, set[Happening]] = {
    "fjordvik": {
        Happening.PROMPT_ENDED,
        Happening.KEY_RECEIVED,
        Happening.MUSIC_STARTED,
        Happening.POSITION_STARTED,
        Happening.PERSON_STARTED,
    },
    "granheim": {Happening.KEY_RECEIVED, Happening.MUSIC_STARTED, Happening.REFER_SENT},
    "strandby": {Happening.KEY_RECEIVED, Happening.MUSIC_STARTED, Happening.PERSON_STARTED},
    "elvedal": {Happening.RINGING_SENT, Happening.PERSON_STARTED},
    "lillsjo": {Happening.RTP_STOPPED, Happening.PERSON_STARTED},
    "bjorkdala": {Happening.PERSON_TOOK, Happening.PERSON_STARTED},
    "solhavn": {
        Happening.TONE_STARTED,
        Happening.UPDATE_SENT,
        Happening.HOLD,
        Happening.RESUME,
        Happening.PERSON_STARTED,
    },
    "koivuranta": {Happening.EARLY_MEDIA, Happening.MUSIC_STARTED, Happening.PERSON_STARTED},
    "lysglimt": {Happening.TRANSFER, Happening.REINVITE_SENT},
    "vindbygda": {Happening.TRANSFER, Happening.TONE_STARTED, Happening.MUSIC_STARTED},
    "gnistgarden": {Happening.PROMPT_ENDED, Happening.PERSON_STARTED},
    "kipinala": {Happening.KEY_RECEIVED, Happening.PERSON_STARTED},
    "pengebingen": {Happening.PROMPT_ENDED, Happening.TONE_STARTED, Happening.BYE_SENT},
    "solvskilling": {Happening.PROMPT_ENDED, Happening.BYE_SENT},
    "kopparslanten": {Happening.PERSON_STARTED, Happening.BYE_SENT},
    "pratekroken": {Happening.REFUSED},
    "fiberdalen": {Happening.EARLY_MEDIA, Happening.TONE_STARTED, Happening.REFUSED},
    "tallkotten": {Happening.RINGING_SENT, Happening.REFUSED},
    "rutebaten": {Happening.RINGING_SENT, Happening.REFUSED},
    "skyttelbussen": {Happening.REDIRECTED},
    "norrskogen": {Happening.UPDATE_SENT, Happening.TRANSFER, Happening.POSITION_STARTED},
    "helsehuset": {Happening.OK_SENT, Happening.TONE_STARTED, Happening.BYE_SENT},
    "bjorketunet": {Happening.EARLY_MEDIA, Happening.PROMPT_STARTED, Happening.REFUSED},
    "maneskinn": {Happening.PERSON_STARTED, Happening.VANISHED},
    "trygghamn": {Happening.REFER_SENT, Happening.PERSON_STARTED},
}
NO_PERSON = {
    "pengebingen", "solvskilling", "pratekroken", "fiberdalen", "tallkotten", "rutebaten", "skyttelbussen",
    "helsehuset", "bjorketunet",
}  # fmt: skip


@pytest.mark.proof
@pytest.mark.timeout(400)
@pytest.mark.parametrize("voices", ["town", "studio"])
async def test_every_centre_does_what_it_is_there_for(voices: Voices, make_caller):
    if voices == "studio" and missing_studios():
        pytest.skip("Debian's studio voices are not installed")
    async with running_town(seed=5, voices=voices) as town:
        assert set(town.running) == set(MUST_HAPPEN)
        await asyncio.gather(*(_ring(town, name, make_caller(town.uri(name))) for name in town.running))
        happened = {name: {event.event for event in town.truth(name)} for name in town.running}
    # The studio's longer recordings leave no time for a place in the queue.
    spared = {Happening.POSITION_STARTED} if voices == "studio" else set()
    missing = {name: must - spared - happened[name] for name, must in MUST_HAPPEN.items()}
    missing = {name: never for name, never in missing.items() if never}
    assert missing == {}
    assert {name for name, kinds in happened.items() if Happening.PERSON_STARTED not in kinds} == NO_PERSON


async def _ring(town: Town, name: str, caller: Any) -> None:
    """Ring, press the organisation's keys, answer whatever is said, until the far end is through."""
    caller.invite()
    talking = asyncio.create_task(_talk(town, name, caller))
    try:
        async with asyncio.timeout(75):
            while await _answered(caller, vanished=name == "maneskinn", town=town):
                pass
    finally:
        talking.cancel()
    await asyncio.sleep(0.2)


async def _answered(caller: Any, *, vanished: bool, town: Town) -> bool:
    """Take one message and reply; False when the call is over."""
    try:
        text = await caller.receive("", within=20)
    except TimeoutError:
        return not (vanished and any(event.event is Happening.VANISHED for event in town.truth("maneskinn")))
    if "m=audio" in text:
        caller.media_of(text)
    first = text.partition("\r\n")[0]
    if first.startswith("SIP/2.0"):
        if re.search(r"(?m)^CSeq: \d+ INVITE", text) and not first.startswith("SIP/2.0 1"):
            caller.ack(same_branch=not first.startswith("SIP/2.0 2"))
        return first[8:11] < "300"
    if first.startswith("REFER"):
        caller.reply(text, "603 Decline")
    elif not first.startswith("ACK"):
        caller.reply(text, body=caller.sdp() if "m=audio" in text else "")
    return not first.startswith("BYE")


async def _talk(town: Town, name: str, caller: Any) -> None:
    keys = list(town.centres[name].organisation.phone(town.centres[name].touchpoint).keys_for("x"))
    spoken = 0
    while True:
        await asyncio.sleep(0.3)
        events = town.truth(name)
        kinds = [event.event for event in events]
        menus = sum(event.event is Happening.STAGE and event.detail["kind"] == "menu" for event in events)
        if keys and menus and Happening.OK_SENT in kinds:
            await asyncio.sleep(1.0)
            caller.press(keys.pop(0))
        ended = kinds.count(Happening.UTTERANCE_ENDED)
        if ended > spoken and kinds.count(Happening.UTTERANCE_STARTED) == ended:
            spoken = ended
            await caller.speak(1.2)

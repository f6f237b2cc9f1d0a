"""What each stage of a behaviour does in a call. A stage returns the name of the next one, or None."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from probes.sandbox.behaviour import (
    Announce,
    HangUp,
    Menu,
    NoAnswer,
    Quiet,
    Redirect,
    Refuse,
    Stage,
    Tone,
    Voicemail,
)
from probes.sandbox.centre_call import CallOver, CentreCall
from probes.sandbox.centre_person import person
from probes.sandbox.centre_queue import queue
from probes.sandbox.centre_transfer import transfer
from probes.sandbox.sip.call import Headers
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening

Act = Callable[[CentreCall, Stage], Awaitable[str | None]]


async def perform(here: CentreCall, name: str) -> str | None:
    """Perform one stage of the behaviour; return the name of the next one, None at the end.

    Raises CallOver when the call has ended within it.
    """
    stage = here.behaviour.stages[name]
    here.log(Happening.STAGE, name=name, kind=stage.kind)
    here.arm(getattr(stage, "faults", ()))
    try:
        return await _ACTS[stage.kind](here, stage)
    finally:
        here.disarm()


async def arrive(here: CentreCall, first: Stage) -> None:
    """The signalling before the first stage: 100, post-dial delay, 180 or early ringback."""
    arrival = here.behaviour.arrival
    if arrival.trying:
        here.log(Happening.TRYING_SENT, ns=here.call.trying())
    await here.sleep(arrival.ring_after)
    if isinstance(first, Redirect) or (isinstance(first, Refuse) and not first.after_ringing):
        return
    if arrival.early_ringback:
        here.go_early()
        here.tone("ringback")
    elif arrival.ringing:
        here.log(Happening.RINGING_SENT, ns=here.call.ring())
    await here.sleep(arrival.rings)
    here.hush()


async def _refuse(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Refuse)
    headers: Headers = ()
    if stage.cause is not None:
        headers += (("reason", f"Q.850;cause={stage.cause}"),)
    if stage.retry_after_s is not None:
        headers += (("retry-after", str(stage.retry_after_s)),)
    if here.answered:
        return None
    at_ns = here.call.refuse(stage.status, reason=stage.reason, headers=headers)
    here.refused(stage.status, ns=at_ns, cause=stage.cause)
    raise CallOver


async def _no_answer(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, NoAnswer)
    if stage.gives_up is None:
        await asyncio.Event().wait()
    else:
        await here.sleep(stage.gives_up)
    return None


async def _redirect(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Redirect)
    target = stage.to if ":" in stage.to else here.server.uri(stage.to)
    at_ns = here.call.refuse(stage.status, headers=(("contact", f"<{target}>"),))
    here.log(Happening.REDIRECTED, ns=at_ns, status=stage.status, to=target)
    here.ended(by="organisation")
    raise CallOver


async def _announce(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Announce)
    await here.open(early=stage.early)
    await here.sleep(stage.pause)
    sounding = here.prompt(stage.prompt)
    if stage.cut_after is None:
        await sounding.wait()
    else:
        await asyncio.wait([sounding.done], timeout=stage.cut_after.draw(here.rng))
    return stage.then


async def _menu(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Menu)
    await here.answer()
    while not here.keys.empty():
        here.keys.get_nowait()  # keys pressed before the menu began are not meant for it
    for _ in range(stage.repeats + 1):
        sounding = here.prompt(stage.prompt)
        key = await _key_during(here, sounding) if stage.barge_in else None
        if key is None:
            await sounding.wait()
            key = await _key_within(here, stage.timeout.draw(here.rng))
        choice = stage.keys.get(key) if key is not None else None
        here.hush()
        if choice is not None:
            here.language = choice.language or here.language
            return choice.then
        if key is not None and stage.wrong_key_prompt is not None:
            await here.prompt(stage.wrong_key_prompt).wait()
    return stage.then


async def _tone(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Tone)
    await here.open(early=stage.early)
    here.tone(stage.tone)
    await here.sleep(stage.lasting)
    here.hush()
    return stage.then


async def _quiet(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Quiet)
    await here.open(early=stage.early)
    before, here.stream.silence_rtp = here.stream.silence_rtp, stage.rtp
    try:
        await here.sleep(stage.lasting)
    finally:
        here.stream.silence_rtp = before
    return stage.then


async def _voicemail(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, Voicemail)
    await here.answer()
    await here.prompt(stage.prompt).wait()
    await here.tone("beep", loop=False).wait()
    loop = asyncio.get_running_loop()
    until = loop.time() + stage.records.draw(here.rng)
    quiet = None if stage.stops_after_silence is None else stage.stops_after_silence.draw(here.rng)
    while (left := until - loop.time()) > 0:
        spoke = await here.ear.turn(
            within=left if quiet is None else min(left, quiet), longest=max(left, 0.0)
        )
        if not spoke and quiet is not None:
            break
    return stage.then


async def _hang_up(here: CentreCall, stage: Stage) -> str | None:
    assert isinstance(stage, HangUp)
    await here.sleep(stage.after)
    if stage.vanish:
        here.vanish()
    return None


async def _key_during(here: CentreCall, sounding: Sounding) -> str | None:
    getter = asyncio.ensure_future(here.keys.get())
    waiting: list[asyncio.Future[Any]] = [getter, sounding.done]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        return getter.result() if getter.done() else None
    finally:
        getter.cancel()


async def _key_within(here: CentreCall, seconds: float) -> str | None:
    try:
        async with asyncio.timeout(seconds):
            return await here.keys.get()
    except TimeoutError:
        return None


_ACTS: dict[str, Act] = {
    "refuse": _refuse,
    "no_answer": _no_answer,
    "redirect": _redirect,
    "announce": _announce,
    "menu": _menu,
    "queue": queue,
    "tone": _tone,
    "quiet": _quiet,
    "voicemail": _voicemail,
    "person": person,
    "transfer": transfer,
    "hang_up": _hang_up,
}

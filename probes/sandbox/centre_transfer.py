import asyncio
import secrets
from typing import Any

from probes.sandbox.behaviour import Person, Stage, Transfer
from probes.sandbox.centre_call import CentreCall
from probes.sandbox.sip.replaces import Replaces
from probes.sandbox.truth import Happening


async def transfer(here: CentreCall, stage: Stage) -> str | None:
    """Pass the caller on in the stage's way; return the stage of the next voice, None at the end."""
    assert isinstance(stage, Transfer)
    await here.answer()
    leaving = here.persons.now
    detail: dict[str, Any] = {"way": stage.way, "agent": None if leaving is None else leaving.id}
    if stage.way == "refer":
        return await _refer(here, stage, detail)
    here.log(Happening.TRANSFER_BEGUN, **detail)
    here.background(None)
    here.part()
    for filler in stage.fillers:
        if stage.ssrc_restart:
            here.restart_source()
        if filler.sound == "music" and filler.music is not None:
            here.music(filler.music)
        elif filler.sound == "ringback":
            here.tone("ringback")
        await here.sleep(filler.lasting)
        here.hush()
    await _connect(here, stage)
    here.persons.transfer = detail
    return stage.then


async def _connect(here: CentreCall, stage: Transfer) -> None:
    """Bring the next person's stream in, with the signs that this way of transfer gives."""
    following = here.behaviour.stages[stage.then] if stage.then is not None else None
    among = following.agents if isinstance(following, Person) else ()
    identity = here.identity(here.settle_next(among))
    if stage.way == "reinvite":
        here.stream.move()
        if stage.ssrc_restart:
            here.restart_source()
        await here.reinvite(identity=identity)
        return
    if stage.ssrc_restart:
        here.restart_source()
    if stage.way == "update":
        here.log(Happening.UPDATE_SENT, ns=here.call.update(identity=identity), identity=identity)


async def _refer(here: CentreCall, stage: Transfer, detail: dict[str, Any]) -> str | None:
    target = stage.to or here.behaviour.user
    uri = target if ":" in target else here.server.uri(target)
    if stage.replaces:
        # The consultation call between the two colleagues, which nobody but they could see.
        replaces = Replaces(f"{secrets.token_hex(8)}@town", secrets.token_hex(5), secrets.token_hex(5))
        here.server.expect(replaces)
        uri = f"{uri}?{replaces.in_uri()}"
    at_ns = here.call.refer(uri)
    here.log(Happening.REFER_SENT, ns=at_ns, to=uri)
    status = 0
    try:
        async with asyncio.timeout(stage.refer_timeout.draw(here.rng)):
            while status < 200:
                status = await here.refer_status.get()
    except TimeoutError:
        status = 408
    except asyncio.CancelledError:
        if status:  # the caller hung up here as soon as the other call was under way
            here.log(Happening.TRANSFER, ns=at_ns, to=target, **detail)
        raise
    if status < 300:
        here.log(Happening.TRANSFER, ns=at_ns, to=target, **detail)
        here.background(None)
        here.part()
        return None
    here.log(Happening.TRANSFER_FAILED, status=status, **detail)
    return stage.then

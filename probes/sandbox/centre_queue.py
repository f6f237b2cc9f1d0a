import asyncio

from probes.sandbox.behaviour import Person, Queue, Stage
from probes.sandbox.centre_call import CentreCall
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening


async def queue(here: CentreCall, stage: Stage) -> str | None:
    """Keep the caller waiting with music and messages until somebody is free; return the next stage."""
    assert isinstance(stage, Queue)
    await here.open(early=stage.early)
    here.log(Happening.QUEUE_ENTERED)
    loop = asyncio.get_running_loop()
    free_at = loop.time() + stage.wait.draw(here.rng)
    if stage.welcome is not None:
        await _speak(stage, here.prompt(stage.welcome), free_at)
    await _wait(here, stage, free_at)
    here.hush()
    here.log(Happening.QUEUE_LEFT)
    if stage.ringback is not None:
        here.tone("ringback")
        await here.sleep(stage.ringback)
        here.hush()
    if stage.ssrc_restart:
        here.restart_source()
    if stage.identity:
        _name_the_next(here, stage)
    return stage.then


async def _wait(here: CentreCall, stage: Queue, free_at: float) -> None:
    loop = asyncio.get_running_loop()
    place = int(here.rng.integers(stage.position[0], stage.position[1] + 1))
    left_at: int | None = None
    pause, number = stage.first_message.draw(here.rng), 0
    while True:
        music = here.music(stage.music, start=left_at) if stage.music is not None else None
        until = min(free_at, loop.time() + pause) if stage.messages else free_at
        await asyncio.sleep(max(0.0, until - loop.time()))
        if loop.time() >= free_at:
            return
        if music is not None:
            left_at = music.cut()
        name = stage.messages[number % len(stage.messages)].replace("{position}", str(place))
        clip = here.shelf.prompt(name, here.language, here.stream.codec)
        message = here.play(
            clip,
            begins=Happening.POSITION_STARTED,
            ends=Happening.POSITION_ENDED,
            name=name,
            language=here.language,
            position=place,
        )
        await _speak(stage, message, free_at)
        if loop.time() >= free_at:
            return
        place, number, pause = max(1, place - 1), number + 1, stage.message_every.draw(here.rng)


async def _speak(stage: Queue, message: Sounding, free_at: float) -> None:
    if stage.cuts_in:
        left = free_at - asyncio.get_running_loop().time()
        await asyncio.wait([message.done], timeout=max(0.0, left))
    else:
        await message.wait()


def _name_the_next(here: CentreCall, stage: Queue) -> None:
    following = here.behaviour.stages[stage.then] if stage.then is not None else None
    agent = here.settle_next(following.agents if isinstance(following, Person) else ())
    if here.answered:
        at_ns = here.call.update(identity=here.identity(agent))
        here.log(Happening.UPDATE_SENT, ns=at_ns, identity=here.identity(agent), why="queue")
    else:
        here.answer_identity = here.identity(agent)

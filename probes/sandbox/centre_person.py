import asyncio

import numpy as np

from probes.sandbox.behaviour import Agent, Hold, Person, Stage, Transfer
from probes.sandbox.centre_call import CentreCall
from probes.sandbox.rtp.g711 import SILENCE, encode
from probes.sandbox.rtp.playback import Playback
from probes.sandbox.sound import RATE, Moment, Sound
from probes.sandbox.sound_shelf import make_clip
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening


async def person(here: CentreCall, stage: Stage) -> str | None:
    """Let a person take the call, talk and close or pass the caller on; return the next stage."""
    assert isinstance(stage, Person)
    agent = here.persons.next or here.rotation.pick(among=stage.agents, heard=here.persons.heard)
    here.persons.next = None
    talk = Talk(here, stage, agent)
    passed_on = here.persons.transfer is not None or bool(here.call.invite.get("referred-by"))
    moment: Moment = "greet_passed_on" if passed_on else "greet"
    greeting = talk.prepare(moment)
    try:
        await here.answer()
        await talk.take()
        await here.sleep(stage.silent_first)
        try:
            async with asyncio.timeout(stage.patience.draw(here.rng)):
                if stage.greets:
                    await talk.say_prepared(greeting, moment)
                passes_on = await talk.listen()
        except TimeoutError:
            here.hush()
            passes_on = False
    finally:
        greeting.cancel()
    if passes_on and stage.passes_on is not None:
        following = here.behaviour.stages[stage.passes_on]
        if isinstance(following, Transfer) and following.announces:
            await talk.say("pass_on")
        return stage.passes_on
    await talk.say("close")
    talk.leave()
    return stage.then


class Talk:
    """One person's part of a call: one voice over one background noise."""

    def __init__(self, here: CentreCall, stage: Person, agent: Agent) -> None:
        self._here = here
        self._stage = stage
        self._agent = agent
        self._codec = here.stream.codec
        self._noise: Sound = np.zeros(0, dtype=np.int16)
        self._payload = b""
        self._spoken = False

    async def take(self) -> None:
        """Be on the line: the room behind the person is heard from now on."""
        here = self._here
        self._noise = await here.shelf.background(agent=self._agent.voice, rng=here.rng)
        here.hush()
        here.part()
        here.persons.now = self._agent
        self._codec = here.stream.codec
        self._payload = encode(self._noise, self._codec)
        self._room(0)
        here.log(Happening.PERSON_TOOK, agent=self._agent.id, voice=self._agent.voice)

    def leave(self) -> None:
        """Be gone from the line."""
        self._here.background(None)
        self._here.part()

    def prepare(self, moment: Moment) -> "asyncio.Task[Sound]":
        """Begin to compose what will be said, ahead of time."""
        seed = int(self._here.rng.integers(2**62))
        return asyncio.create_task(
            self._here.shelf.speak(
                agent=self._agent.voice,
                language=self._here.language,
                moment=moment,
                rng=np.random.default_rng(seed),
            )
        )

    async def say(self, moment: Moment) -> None:
        """Compose and say something to its end."""
        await self.say_prepared(self.prepare(moment), moment)

    async def say_prepared(self, task: "asyncio.Task[Sound]", moment: Moment) -> None:
        """Say what was composed, to its end."""
        await self._play(await task, moment).wait()

    async def listen(self) -> bool:
        """Listen and answer until the caller is served; True if they are to be passed on."""
        stage, here = self._stage, self._here
        turns = int(here.rng.integers(stage.turns[0], stage.turns[1] + 1))
        answered = silent = 0
        held = False
        while True:
            answer = self.prepare("answer" if here.rng.random() < 0.7 else "ask")
            spoke = await here.ear.turn(within=stage.hello_after.draw(here.rng))
            if not spoke:
                answer.cancel()
                silent += 1
                if silent > stage.hellos:
                    return False
                await self.say("hello")
                if stage.passes_on_unanswered:
                    return True
                continue
            silent = 0
            if stage.passes_on is not None and answered >= turns:
                answer.cancel()
                return True
            await here.sleep(stage.thinks)
            if stage.hold is not None and not held and answered >= stage.hold.after_turns:
                held = True
                await self._hold(stage.hold)
            await self.say_prepared(answer, "answer")
            answered += 1
            if answered >= turns and stage.passes_on is not None:
                return True
            if answered >= turns and stage.closes:
                return False

    async def _hold(self, hold: Hold) -> None:
        here = self._here
        await self.say("hold_on")
        here.background(None)
        here.log(Happening.HOLD, way=hold.way)
        if hold.way == "reinvite":
            await here.reinvite(direction="sendonly")
        if hold.ssrc_restart:
            here.restart_source()
        if hold.music is not None:
            here.music(hold.music)
        await here.sleep(hold.lasting)
        here.hush()
        if hold.way == "reinvite":
            await here.reinvite()
        if hold.ssrc_restart:
            here.restart_source()
        here.log(Happening.RESUME, way=hold.way)
        self._room(0)
        await self.say("back")

    def _play(self, samples: Sound, moment: Moment) -> Sounding:
        here, agent = self._here, self._agent
        begin = here.stream.idle.position % len(self._noise) if here.stream.idle and len(self._noise) else 0
        places = np.arange(begin, begin + len(samples))
        behind = self._noise.take(places, mode="wrap") if len(self._noise) else None
        clip = make_clip(samples, self._codec, behind=behind)
        self._room(begin + len(samples))
        begin_told = self._word if self._spoken else self._first_word
        self._spoken = True
        return here.play(
            clip,
            begins=Happening.UTTERANCE_STARTED,
            ends=Happening.UTTERANCE_ENDED,
            also=(begin_told, self._word),
            agent=agent.id,
            moment=moment,
            sound_ms=round(len(samples) * 1000 / RATE),
        )

    def _first_word(self, at_ns: int) -> None:
        here, agent = self._here, self._agent
        first = not here.persons.heard
        here.persons.heard.add(agent.id)
        here.persons.last_word_ns = at_ns
        here.log(Happening.PERSON_STARTED, ns=at_ns, agent=agent.id, voice=agent.voice, first=first)
        if here.persons.transfer is not None:
            here.log(Happening.TRANSFER, ns=at_ns, to=agent.id, **here.persons.transfer)
            here.persons.transfer = None

    def _word(self, at_ns: int) -> None:
        self._here.persons.last_word_ns = at_ns

    def _room(self, start: int) -> None:
        silence = SILENCE[self._codec]
        noise = Playback(self._payload, silence=silence, loop=True, start=start) if self._payload else None
        self._here.background(noise)

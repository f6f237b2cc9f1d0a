import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import numpy as np

from probes.sandbox.behaviour import Wait
from probes.sandbox.chat.chat_behaviour import ChatBehaviour, ChatPerson, ChatQueue, Robot
from probes.sandbox.chat.chat_words import ChatWords
from probes.sandbox.truth import Happening, TruthLog

Send = Callable[[dict[str, Any]], Awaitable[None]]
Who = Literal["robot", "person", "notice"]

_WANTS_PERSON = re.compile(
    r"menneske|människa|ihmi|human|person|kunde?behand|kundtjänst|medarbe|handlägg|rådgiv|advis|agent|asiakaspalv",
    re.IGNORECASE,
)
_YES = re.compile(r"^(ja|jo|yes|kyllä|joo)\b", re.IGNORECASE)


class ChatDesk:
    """The organisation's side of one chat: robot, queue, people, by the behaviour, each step in the truth.

    `said` takes the visitor's words; `run` is the desk's life and ends with the chat.
    """

    def __init__(
        self,
        behaviour: ChatBehaviour,
        *,
        words: ChatWords,
        house: str,
        chat: str,
        send: Send,
        truth: TruthLog,
        rng: np.random.Generator,
    ) -> None:
        self._behaviour = behaviour
        self._words = words
        self._house = house
        self._chat = chat
        self._send = send
        self._truth = truth
        self._rng = rng
        self._inbox: asyncio.Queue[str] = asyncio.Queue()
        self._number = 0

    def said(self, text: str) -> None:
        """Take the visitor's words."""
        self._inbox.put_nowait(text)

    async def run(self) -> None:
        """Serve the visitor until the organisation has no more to say, then close or wait on for ever."""
        behaviour = self._behaviour
        if behaviour.robot is not None:
            await self._robot(behaviour.robot)
        person = behaviour.person
        if behaviour.queue is not None:
            await self._queue(behaviour.queue, never=person is None)
        if person is None:
            await asyncio.Event().wait()
            return
        await self._people(person)

    async def _robot(self, robot: Robot) -> None:
        """Talk until the visitor is to be passed on."""
        hello = "robot_hello" if robot.says_so else "robot_hello_secret"
        await self._pause(robot.thinks)
        await self._robot_says(robot, hello, choices=robot.choices)
        asked_back = False
        while True:
            text = await self._inbox.get()
            await self._pause(robot.thinks)
            wants = _WANTS_PERSON.search(text) is not None or (asked_back and _YES.search(text) is not None)
            if not wants:
                await self._robot_says(robot, "robot_answer", choices=robot.choices)
            elif not robot.passes_on:
                await self._robot_says(robot, "robot_never")
            elif robot.asks_back and not asked_back:
                asked_back = True
                await self._robot_says(robot, "robot_asks")
            else:
                await self._robot_says(robot, "robot_passes")
                return

    async def _robot_says(self, robot: Robot, what: str, *, choices: bool = False) -> None:
        offered = list(self._words.choices) if choices else []
        text = self._words.say(what, self._rng, name=robot.name)
        await self._turn("robot", robot.name, robot.label, text, choices=offered)

    async def _queue(self, queue: ChatQueue, *, never: bool) -> None:
        self._truth.write(Happening.QUEUE_ENTERED, call=self._chat)
        if queue.shown != "none":
            await self._notice("queue")
        place = int(self._rng.integers(queue.position[0], queue.position[1] + 1))
        loop = asyncio.get_running_loop()
        until = float("inf") if never else loop.time() + queue.wait.draw(self._rng)
        while (left := until - loop.time()) > 0:
            await self._tell_place(queue, place)
            place = max(1, place - 1)
            await asyncio.sleep(min(left, queue.every.draw(self._rng)))
        if queue.shown == "badge":
            await self._send({"kind": "position", "text": ""})
        self._truth.write(Happening.QUEUE_LEFT, call=self._chat)

    async def _tell_place(self, queue: ChatQueue, place: int) -> None:
        text = self._words.say("position", self._rng, number=str(place))
        if queue.shown == "none":
            return
        self._truth.write(Happening.POSITION_SHOWN, call=self._chat, position=place)
        if queue.shown == "badge":
            await self._send({"kind": "position", "text": text})
        else:
            await self._turn("notice", "", None, text)

    async def _people(self, person: ChatPerson) -> None:
        for number in range(person.hands_over + 1):
            agent = person.agents[number % len(person.agents)]
            last = number == person.hands_over
            await self._person(person, agent, first=number == 0, last=last)
            if last:
                break
            self._truth.write(Happening.TRANSFER_BEGUN, call=self._chat, agent=agent)
            if person.notice:
                await self._notice("left", name=agent)
            await self._pause(person.handover)
        if person.closes:
            await self._notice("ended")
            self._truth.write(Happening.ENDED, call=self._chat, by="organisation")
            await self._send({"kind": "over"})

    async def _person(self, person: ChatPerson, agent: str, *, first: bool, last: bool) -> None:
        self._truth.write(Happening.PERSON_TOOK, call=self._chat, agent=agent)
        if person.notice:
            await self._notice("joined", name=agent)
        await self._types(person, person.starts)
        if not first:
            self._truth.write(Happening.TRANSFER, call=self._chat, way="handover", to=agent)
        await self._person_says(person, agent, "person_hello" if first else "person_takes")
        low, high = person.turns
        turns = int(self._rng.integers(low, high + 1))
        answered = 0
        while answered < turns or (last and not person.closes):
            await self._inbox.get()
            await self._types(person, person.types)
            answered += 1
            if answered < turns or (last and not person.closes):
                await self._person_says(person, agent, "person_answer")
        await self._person_says(person, agent, "person_bye" if last else "person_passes")

    async def _types(self, person: ChatPerson, wait: Wait) -> None:
        if person.typing:
            await self._send({"kind": "typing", "on": True})
        await self._pause(wait)
        if person.typing:
            await self._send({"kind": "typing", "on": False})

    async def _person_says(self, person: ChatPerson, agent: str, what: str) -> None:
        name = agent if person.named else self._house
        text = self._words.say(what, self._rng, name=agent)
        await self._turn("person", name, person.label, text, agent=agent)

    async def _notice(self, what: str, **fields: str) -> None:
        await self._turn("notice", "", None, self._words.say(what, self._rng, **fields), notice=what)

    async def _turn(
        self,
        who: Who,
        name: str,
        label: str | None,
        text: str,
        *,
        choices: list[str] | None = None,
        **detail: Any,
    ) -> None:
        self._number += 1
        side = "notice" if who == "notice" else "theirs"
        self._truth.write(
            Happening.TURN_SENT, call=self._chat, who=who, number=self._number, letters=len(text), **detail
        )
        await self._send(
            {
                "kind": "turn",
                "side": side,
                "number": self._number,
                "name": name,
                "label": label or "",
                "text": text,
                "choices": choices or [],
            }
        )

    async def _pause(self, wait: Wait) -> None:
        await asyncio.sleep(wait.draw(self._rng))

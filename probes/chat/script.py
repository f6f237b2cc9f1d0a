from probes.chat.line import ChatLine
from probes.chat.manners import Manners
from probes.chat.notice import NoticeKind
from probes.chat.over import Concluded, WaitLimit
from probes.chat.phrases import plain, says
from probes.chat.room import Room
from probes.chat.wordings import ASK_FOR_PERSON, THANKS, YES
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from scenarios.chat_steps import ChatAsk, ChatAskFor, ChatEnd, ChatSay, ChatStep, ChatWaitFor
from scenarios.text import Text

_PASSING_ON = (NoticeKind.HANDOVER, NoticeKind.QUEUE, NoticeKind.JOINED)


class Script:
    """Walks the enquiry's steps in a running chat: writes, asks for a person, waits, asks, thanks."""

    def __init__(
        self, *, request: ProbeRequest, recorder: Recorder, line: ChatLine, room: Room, manners: Manners
    ) -> None:
        self._request = request
        self._recorder = recorder
        self._line = line
        self._room = room
        self._manners = manners
        self._said_at = 0.0
        """When we wrote last."""

    async def walk(self, steps: tuple[ChatStep, ...], *, until_person: bool = False) -> None:
        """Walk the steps; `until_person`: no further than a person's first words, whatever is left of them.

        Raises the `Over` that ends the chat before its script does.
        """
        await self._greeting()
        for number, step in enumerate(steps, 1):
            if until_person and self._room.met_at is not None:
                return
            self._recorder.event(
                EventKind.STEP, Source.CALLER, detail={"step": _verb(step), "number": number}
            )
            await self._step(step)

    async def say(self, text: str) -> float:
        """Write something; return when (seconds of CLOCK_MONOTONIC)."""
        at_ns = await self._line.say(text)
        self._room.wrote(text, at_ns)
        self._said_at = at_ns / 1e9
        return self._said_at

    async def _step(self, step: ChatStep) -> None:
        if isinstance(step, ChatSay):
            await self._answered()
            await self.say(self._words(step.say))
        elif isinstance(step, ChatAskFor):
            await self._ask_for_person()
        elif isinstance(step, ChatWaitFor):
            await self._wait_for(step)
        elif isinstance(step, ChatAsk):
            await self._ask(step)
        elif isinstance(step, ChatEnd):
            await self._end()

    async def _greeting(self) -> None:
        """Give the other side the first word, as a visitor does, but not for ever."""
        manners, room = self._manners, self._room
        await room.settled(0.0, quiet_s=manners.settle_s / 2, by=room.now + manners.greeting_s)

    async def _answered(self) -> None:
        """Let the other side finish what it says to our last words, before we write the next."""
        if self._said_at:
            manners, room = self._manners, self._room
            await room.settled(self._said_at, quiet_s=manners.settle_s, by=room.now + manners.robot_s)

    async def _ask_for_person(self) -> None:
        await self._answered()
        for number in range(1, self._manners.asks + 1):
            if self._on_the_way():
                return
            await self._ask_once(number)
            by = self._room.now + self._manners.robot_s
            await self._room.until(
                lambda: self._on_the_way() or self._spoken_to() or None,
                by=by,
            )
            self._nobody_there()

    async def _ask_once(self, number: int) -> None:
        choice = next((one for one in self._room.latest_choices() if _is_person_choice(one)), None)
        at_ns = None if choice is None else await self._line.choose(choice)
        way = "words" if at_ns is None else "choice"
        if choice is not None and at_ns is not None:
            self._room.wrote(choice, at_ns)
            self._said_at = at_ns / 1e9
        else:
            wordings = ASK_FOR_PERSON[min(number, len(ASK_FOR_PERSON)) - 1]
            text = YES if self._offered() else wordings
            at_ns = round(await self.say(text.say(self._request.language)) * 1e9)
        detail = {"number": number, "way": way}
        self._recorder.event(EventKind.PERSON_ASKED_FOR, Source.CALLER, at_ns=at_ns, detail=detail)

    def _offered(self) -> bool:
        """Whether the robot's latest words ask if we want a person."""
        last = self._room.theirs_after(0.0)[-1:]
        return any("?" in one.turn.text and says("offers_person", plain(one.turn.text)) for one in last)

    def _on_the_way(self) -> bool:
        """Whether a person is there or coming: known by words, a queue or a notice."""
        room = self._room
        if room.met_at is not None or room.positions:
            return True
        return room.noticed_after(0.0, *_PASSING_ON) is not None or self._promised()

    def _promised(self) -> bool:
        """Whether the robot says that it passes us on now (not: asks whether it shall)."""
        told = self._room.theirs_after(self._said_at)
        texts = [plain(one.turn.text) for one in told]
        return any("?" not in text and says("offers_person", text) for text in texts)

    def _spoken_to(self) -> bool:
        """Whether the robot has answered and finished."""
        answered = bool(self._room.theirs_after(self._said_at))
        return answered and self._room.quiet_for() >= self._manners.settle_s

    def _nobody_there(self) -> None:
        """The robot says that no person is on duty: waiting on would measure nothing."""
        told = self._room.theirs_after(self._said_at)
        if any(says("closed_hours", plain(one.turn.text)) for one in told) and not self._on_the_way():
            raise Concluded(Outcome.ANSWERED_BY_MACHINE_ONLY, "the chat robot says that nobody is on duty")

    async def _wait_for(self, step: ChatWaitFor) -> None:
        room, own = self._room, None if step.limit == "method" else step.limit.seconds
        by = None if own is None else room.now + own

        def there() -> bool | None:
            if step.wait_for == "person":
                return room.met_at is not None or self._somebody_waits() or None
            return bool(room.theirs_after(self._said_at)) or None

        if step.wait_for == "answer" and by is None:
            by = room.now + self._request.wait_limit_s
        if await room.until(there, by=by) is None:
            raise WaitLimit(own)

    def _somebody_waits(self) -> bool:
        """Whether somebody new came after a robot or a queue, wrote, and has finished.

        They wait for us to go on, whoever the judge takes them for as yet: what they answer will tell, and
        the waiting limit holds until it does.
        """
        room = self._room
        passed = room.noticed_after(0.0, NoticeKind.JOINED) or room.noticed_after(0.0, *_PASSING_ON)
        if passed is None or room.quiet_for() < self._manners.settle_s:
            return False
        at = passed.turn.at_s
        known = {one.turn.author for one in room.theirs_after(0.0) if one.turn.at_s < at}
        announced = passed.notice is not None and passed.notice.kind is NoticeKind.JOINED
        return any(announced or one.turn.author not in known for one in room.theirs_after(at))

    async def _ask(self, step: ChatAsk) -> None:
        enquiry = self._request.enquiry
        questions: list[Text] = []
        if step.ask == "question" and enquiry.question is not None:
            questions = [enquiry.question]
        elif step.ask == "facts":
            questions = [fact.question for fact in enquiry.facts]
        for question in questions:
            await self._quiet()
            await self._ask_until_answered(question.say(self._request.language))

    async def _ask_until_answered(self, words: str) -> None:
        """Ask; if instead of an answer we are passed on, ask the next person again, once."""
        manners, room = self._manners, self._room
        for _ in range(2):
            asked = await self.say(words)
            await room.settled(asked, quiet_s=manners.settle_s, by=room.now + manners.answer_s)
            if room.noticed_after(asked, *_PASSING_ON, NoticeKind.LEFT) is None:
                return
            passed = room.noticed_after(asked, *_PASSING_ON, NoticeKind.LEFT)
            since = passed.turn.at_s if passed is not None else asked
            by = room.now + self._request.wait_limit_s
            if not await room.settled(since, quiet_s=manners.settle_s, by=by, person=True):
                return

    async def _quiet(self) -> None:
        """Wait until the other side has finished."""
        manners, room = self._manners, self._room
        await room.until(lambda: room.quiet_for() >= manners.settle_s or None, by=room.now + manners.robot_s)

    async def _end(self) -> None:
        await self._quiet()
        thanked = await self.say(THANKS.say(self._request.language))
        manners, room = self._manners, self._room
        await room.settled(thanked, quiet_s=manners.settle_s / 2, by=room.now + manners.farewell_s)

    def _words(self, say: str | Text) -> str:
        enquiry, language = self._request.enquiry, self._request.language
        if isinstance(say, Text):
            return say.say(language)
        if say == "question" and enquiry.question is not None:
            return enquiry.question.say(language)
        return (THANKS if say == "thanks" else enquiry.opening).say(language)


def _verb(step: ChatStep) -> str:
    return next(iter(type(step).model_fields))


def _is_person_choice(words: str) -> bool:
    """Whether a ready answer leads to a person: `Snakk med en kundebehandler`, `Yes, an advisor`."""
    text = plain(words)
    return says("offers_person", text) or says("person_word", text)

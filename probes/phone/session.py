import asyncio
import contextlib

from probes.errors import BadSettings, EngineLost, ProbeError
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.phone.aftermath import (
    believe_the_shopper,
    first_person,
    glimpse_of,
    glimpse_person,
    keep_features,
    record_conclusions,
    record_sound,
)
from probes.phone.bridge import Bridging
from probes.phone.conversation.call import Call
from probes.phone.conversation.ear import Ear, HeardAll
from probes.phone.conversation.endings import (
    outcome_by_machine,
    outcome_of_limit,
    outcome_unanswered,
    with_person,
)
from probes.phone.conversation.heard import Heard
from probes.phone.conversation.over import CallCut, CallEnded, TalkLimit, WaitLimit
from probes.phone.conversation.plan import Mode, mode_of, plan
from probes.phone.conversation.runner import walk
from probes.phone.conversation.scene import Scene
from probes.phone.kept_sound import keep_sound
from probes.phone.line import Line, SignalKind, SoundTail
from probes.phone.means import Means
from probes.phone.minutes import Minutes
from probes.phone.signals import record_signal
from probes.phone.sound.memory import Fingerprint
from probes.probe import ProbeRequest, Recorder
from scenarios.steps import Ask, Bridge, HangUp, PhoneStep, Say
from scenarios.text import Text

_ENDING_S = 2.0
"""How long the engine has to end the legs."""

_ANALYSIS_S = 20.0
"""How long the last analysis may take: a hundred calls that end at the same moment need some 3 s."""


class Session:
    """One call from its first packet to its conclusions."""

    def __init__(self, means: Means, request: ProbeRequest, recorder: Recorder) -> None:
        self._means = means
        self._request = request
        self._minutes = Minutes(recorder)
        self._scene = Scene()
        self._mode = _mode(request)
        self._steps = plan(request.enquiry, self._mode)
        self._place = f"{request.organisation.organisation}.{request.touchpoint}"
        self._ear: Ear | None = None
        self._tail: SoundTail | None = None
        self._known: tuple[Fingerprint, ...] = ()
        self._over = self._person_shown = False
        self._lost_why = ""
        self._call: Call | None = None

    async def make(self) -> Outcome:
        """Make the call."""
        request = self._request
        shopper = str(request.options.get("shopper", ""))
        if self._mode is Mode.BRIDGED and not shopper:
            raise BadSettings("bridged mode needs the shopper's phone – give --shopper sip:… or a number")
        self._known = self._means.memory.recall(self._place)
        legs = 2 if self._mode is Mode.BRIDGED else 1
        async with self._means.lines.line(legs=legs) as line:
            call = self._call = Call(request, line, self._scene, self._minutes, self._means.voice)
            await call.prepare(_words(call, self._steps, self._mode))
            outcome = Outcome.CANCELLED
            followers = [asyncio.create_task(self._follow_signals(line))]
            try:
                target = request.organisation.phone(request.touchpoint).phone
                await line.dial(target, refer_allowed=request.allowed)
                followers.append(asyncio.create_task(self._listen(line, call)))
                outcome = await self._talk(call, shopper)
            finally:
                # Reached by cancellation too; nothing comes before hanging up.
                self._over = True
                with contextlib.suppress(ProbeError):
                    await line.hang_up()
                await self._wind_up(followers)
                outcome = await self._conclude(line, outcome)
                for follower in followers:
                    follower.cancel()
                await asyncio.gather(*followers, return_exceptions=True)
        if self._scene.lost:
            raise EngineLost("the process that carried the call died")
        if self._lost_why:
            raise EngineLost(self._lost_why)
        return outcome

    async def _talk(self, call: Call, shopper: str) -> Outcome:
        """Walk the script and return what it came to, before the last analysis."""
        scene = self._scene

        bridging = Bridging(call, shopper=shopper)

        async def bridge(_: Call, step: Bridge) -> None:
            await bridging.run(limit_s=step.limit.seconds)

        try:
            if self._mode is Mode.BRIDGED:
                bridging.begin()
            await scene.until(lambda: scene.at(SignalKind.INVITE_SENT), by=scene.now + 10.0)
            invited = scene.at(SignalKind.INVITE_SENT) or scene.now
            scene.wait_by = invited + self._request.wait_limit_s
            scene.talk_limit_s = self._request.talk_limit_s
            call.cursor = invited
            outcome = await walk(call, self._steps, bridge=bridge)
            return self._ended() if outcome is None else outcome
        except CallEnded:
            return self._ended()
        except CallCut:
            if scene.deaf and not scene.lost:
                self._lost_why = "the analysis of the sound died in mid-call"
            return Outcome.LOST
        except WaitLimit as limit:
            own = limit.limit_s is not None
            self._limit("step" if own else "wait", limit.limit_s or self._request.wait_limit_s)
            return outcome_of_limit(scene.heard, answered=scene.at(SignalKind.ANSWERED) is not None)
        except TalkLimit:
            self._limit("talk", self._request.talk_limit_s)
            scene.talk_limit_s = None
            with contextlib.suppress(CallEnded, CallCut):
                if self._mode is Mode.BRIDGED:
                    await bridging.take_leave()
                await call.speak("thanks" if self._mode is Mode.AUTOMATIC else "apology")
            return Outcome.ANSWERED_BY_PERSON
        finally:
            await bridging.stop()

    def _limit(self, name: str, seconds: float) -> None:
        detail = {"limit": name, "limit_s": seconds}
        self._minutes.event(EventKind.LIMIT_REACHED, Source.CALLER, at_ns=_now_ns(), detail=detail)

    def _ended(self) -> Outcome:
        scene = self._scene
        ended = scene.ended
        assert ended is not None
        assert self._call is not None
        if scene.at(SignalKind.ANSWERED) is None:
            return outcome_unanswered(ended, rang=scene.at(SignalKind.RINGING) is not None)
        return outcome_by_machine(scene.heard, keys_sent=self._call.keys_sent)

    # While the call runs

    async def _follow_signals(self, line: Line) -> None:
        async for signal in line.signals():
            record_signal(self._minutes, signal)
            self._scene.take_signal(signal)

    async def _listen(self, line: Line, call: Call) -> None:
        tail = self._tail = await line.sound()
        call.origin = tail.started_ns / 1e9
        ear = await self._means.ears.listen(tail, known=self._known)
        call.ear = self._ear = ear
        async for segment in ear.segments():
            heard = Heard.of(segment, origin=call.origin)
            self._scene.take_heard(heard)
            glimpse_of(self._minutes, heard)
            if self._scene.person is not None and not self._person_shown:
                self._person_shown = True
                glimpse_person(self._minutes, self._scene.person)
        if not self._over:
            self._scene.deaf = True
            self._scene.nudge()

    # After it

    async def _wind_up(self, followers: list["asyncio.Task[None]"]) -> None:
        """Wait for the end of the legs, so that its signal stands in the timeline."""
        if self._scene.at(SignalKind.INVITE_SENT) is not None and not self._scene.lost:
            await asyncio.wait(followers[:1], timeout=_ENDING_S)

    async def _conclude(self, line: Line, outcome: Outcome) -> Outcome:
        """Hear the call to its end, write everything, and let the analysis have the last word."""
        minutes = self._minutes
        heard_all = await self._heard_all()
        heard: list[Heard] = []
        if heard_all is not None and self._call is not None:
            heard = [Heard.of(segment, origin=self._call.origin) for segment in heard_all.segments]
            since = self._scene.talked_since
            if since is not None and first_person(heard) is None:
                # A person's voice may be among what the analysis would remember as recordings.
                heard = believe_the_shopper(heard, since=since)
            else:
                self._learn(heard_all)
            record_sound(minutes, heard)
            keep_features(minutes, heard_all.features, origin_s=self._call.origin)
        with contextlib.suppress(ProbeError, TimeoutError):
            async with asyncio.timeout(1.0):
                quality = await line.media_quality()
                if quality:
                    minutes.event(EventKind.MEDIA_QUALITY, Source.MEDIA, at_ns=_now_ns(), detail=quality)
        if self._tail is not None:
            touchpoint = self._request.organisation.phone(self._request.touchpoint)
            keep_sound(minutes, self._tail, touchpoint, on=minutes.timeline.started_at.date())
        if trace := line.trace():
            minutes.attach("trace.txt", trace.encode())
        record_conclusions(minutes)
        ended = self._scene.ended
        by = None if ended is None else ended.detail.get("by")
        machine = outcome in (Outcome.CLOSED, Outcome.ANSWERED_BY_MACHINE_ONLY)
        if machine and by == "organisation" and heard and self._call:
            # Decided again: live, the last second may not have been heard yet.
            outcome = outcome_by_machine(heard, keys_sent=self._call.keys_sent)
        elif machine and by == "network":
            # Nobody hung up: had the line held, a person might have come.
            outcome = with_person(Outcome.ANSWERED_BY_PERSON, heard)
            return outcome if outcome is Outcome.ANSWERED_BY_PERSON else Outcome.LOST
        return with_person(outcome, heard)

    def _learn(self, heard_all: HeardAll) -> None:
        try:
            self._means.memory.learn(self._place, *heard_all.learnable)
        except (ProbeError, OSError) as error:
            # What was measured stands; only the next call will know less.
            detail = {"note": "the recordings heard could not be remembered", "reason": str(error)}
            self._minutes.event(EventKind.NOTE, Source.CALLER, at_ns=_now_ns(), detail=detail)

    async def _heard_all(self) -> HeardAll | None:
        if self._ear is None:
            return None
        try:
            async with asyncio.timeout(_ANALYSIS_S):
                return await self._ear.finish()
        except TimeoutError:
            self._lost_why = f"the analysis did not finish within {_ANALYSIS_S:.0f} s"
        except EngineLost as error:
            self._lost_why = str(error)
        return None


def _mode(request: ProbeRequest) -> Mode:
    asked = request.options.get("mode")
    if not asked:
        return mode_of(request.enquiry)
    try:
        return Mode(str(asked))
    except ValueError:
        raise BadSettings(f"mode: there is no {asked!r} (known: {', '.join(Mode)})") from None


def _words(call: Call, steps: tuple[PhoneStep, ...], mode: Mode) -> list[tuple[str, Text]]:
    """Return the words that the call may need, so that they are rendered before it."""
    names = ["hello", "still_there"]
    if mode is Mode.BRIDGED:
        names = ["one_moment", "late", "apology"]
    for step in steps:
        if isinstance(step, Say) and isinstance(step.say, str):
            names.append(step.say)
        elif isinstance(step, Ask):
            names += ["question"] if step.ask == "question" else [f.id for f in call.request.enquiry.facts]
        elif isinstance(step, HangUp) and step.hang_up != "silently":
            names.append(step.hang_up)
    if any(isinstance(step, Ask | Say) for step in steps):
        names += ["opening", "thanks"]
    return [(name, call.words(name)) for name in dict.fromkeys(names)]


def _now_ns() -> int:
    return round(asyncio.get_running_loop().time() * 1e9)

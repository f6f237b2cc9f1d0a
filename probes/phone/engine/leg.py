import contextlib
from collections.abc import Mapping
from typing import Any, Protocol

import pjsua2 as pj

from probes.phone import sip_text
from probes.phone.engine.call import CarriedCall, SipFact
from probes.phone.engine.ending import Ending
from probes.phone.engine.identity import IdentityWatch
from probes.phone.engine.keys import KeyPad
from probes.phone.engine.leg_sound import LegSound
from probes.phone.engine.liveness import Liveness
from probes.phone.engine.media_watch import MediaWatch
from probes.phone.line import SignalKind

_LOOK_NS = 50_000_000
_OLD_LEG_NS = 4_000_000_000
_MOST_REDIRECTS = 5


class Carrier(Protocol):
    """What a leg needs of its worker."""

    account: Any

    def emit(self, leg: "Leg", kind: SignalKind, at_ns: int, detail: Mapping[str, object]) -> None:
        """Report a signal."""

    def report_sound(self, leg: "Leg") -> None:
        """Report that the recording runs."""

    def may_follow(self, leg: "Leg", target: str) -> bool:
        """Say whether a REFER or 3xx may send us there."""

    def free_leg(self) -> bool:
        """Say whether the library can carry one more call."""

    def owns_call(self, leg: "Leg", call_id: str) -> None:
        """Note that messages with this Call-ID belong to the leg."""

    def left_ns(self, call_id: str) -> int | None:
        """Return when the first message of this Call-ID left."""

    def media_moved(self, leg: "Leg") -> None:
        """Connect the bridge anew."""

    def fault(self, text: str) -> None:
        """Take the text of an error inside a callback."""


class Leg:
    """One party of a line: its call (two while a REFER is followed), recording, keys and watch."""

    def __init__(self, carrier: Carrier, *, line: int, name: str, sound: LegSound, key_method: str) -> None:
        self.line, self.name, self.sound = line, name, sound
        self.watch = MediaWatch(self._emit)
        self.keys = KeyPad(key_method, self._keys_sent)
        self.ended = False
        self._carrier = carrier
        self._call: CarriedCall | None = None
        self._follower: CarriedCall | None = None
        self._old: dict[CarriedCall, int] = {}
        self._gone: list[CarriedCall] = []
        self._identity = IdentityWatch("")
        self._said: set[SignalKind] = set()
        self._held = False
        self._ending = Ending(name)
        self._redirects = 0
        self._follows = ""
        self._next_look_ns = 0
        self._liveness = Liveness()

    # Orders

    def dial(self, uri: str, *, call_id: str, headers: Mapping[str, str]) -> None:
        """Send the INVITE. Raises pj.Error where the library refuses the address."""
        self._identity = IdentityWatch(uri)
        order = pj.CallOpParam(True)
        order.opt.customCallId = call_id
        for name, value in headers.items():
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            order.txOption.headers.append(header)
        self._carrier.owns_call(self, call_id)
        self._call = CarriedCall(self._carrier.account, self)
        try:
            self._call.makeCall(uri, order)
        except pj.Error:
            self._bury(self._call)
            self._call = None
            raise

    def hang_up(self, now_ns: int) -> None:
        """End every call of this leg; ENDED follows within two seconds whatever the far end does."""
        if self._ending.ordered or self.ended:
            return
        self._ending.order(now_ns)
        self.sound.stop_playing()
        self._hang_up_calls()
        if not self._calls():
            self._finish(now_ns, by="caller", reason="hung up")

    @property
    def call_count(self) -> int:
        """How many of the library's calls this leg holds."""
        return len(self._calls())

    def media(self) -> list[Any]:
        """Return the media that speak for this leg now."""
        for call in (self._call, self._follower):
            if call is not None:
                with contextlib.suppress(pj.Error):
                    return call.media()
        return []

    def play(self, wav: str) -> None:
        """Play a WAV file to this leg."""
        self.sound.play(wav, self.media())

    def quality(self) -> dict[str, Any]:
        """Return the RTP figures so far."""
        return self.watch.quality(self._call)

    # Time

    def due_ns(self) -> int | None:
        """When the leg next needs the clock to better than a poll, or None."""
        times = [time for time in (self.keys.due_ns, self.sound.playing_until_ns) if time is not None]
        return min(times, default=None)

    def work(self, now_ns: int) -> None:
        """Do what is due. Called outside every callback."""
        self._gone.clear()
        ended = self.sound.played(now_ns)
        if ended is not None:
            self._emit(SignalKind.PLAYED, ended, {})
        if self._call is not None and not self._ending.known:
            self._work_call(self._call, now_ns)
        for call, until_ns in list(self._old.items()):
            if now_ns >= until_ns:
                self._old[call] = now_ns + _OLD_LEG_NS
                with contextlib.suppress(pj.Error):
                    call.hangup(pj.CallOpParam())
        if self._ending.overdue(now_ns):
            self._finish(now_ns, by="caller", reason="hung up")
        end = self._ending.to_tell(now_ns, recording_whole=self.sound.whole())
        if end is not None and not self.ended:
            self.ended = True
            self._emit(SignalKind.ENDED, *end)

    def settle(self, call_id: str) -> None:
        """Take note that the far end has confirmed the end of a call."""
        self._ending.settle(call_id)

    @property
    def unsettled(self) -> frozenset[str]:
        """The calls whose far end has not confirmed our hang-up: the library keeps them a while."""
        return self._ending.unsettled

    def _work_call(self, call: CarriedCall, now_ns: int) -> None:
        with contextlib.suppress(pj.Error):
            self.keys.work(now_ns, call, lambda: self.sound.tone_source(self.media()))
        if self.sound.started_ns is not None and now_ns >= self._next_look_ns:
            self._next_look_ns = now_ns + _LOOK_NS
            with contextlib.suppress(pj.Error):
                self.watch.look(call, now_ns, held=self._held)
        if SignalKind.CONFIRMED in self._said and not self._ending.ordered:
            self._liveness.work(call, now_ns, silent=self.watch.lost or self._held)
            if self._liveness.gone:
                self._vanished(now_ns)

    # What the calls tell (CallOwner)

    def call_changed(self, call: CarriedCall, state: int, event: SipFact, at_ns: int) -> None:
        """Turn a state of the invite session into a signal."""
        follows = call is self._follower
        if state == pj.PJSIP_INV_STATE_CALLING:
            self._carrier.owns_call(self, call.getInfo().callIdString)
            if not follows:
                call_id = call.getInfo().callIdString
                self._once(
                    SignalKind.INVITE_SENT, self._carrier.left_ns(call_id) or at_ns, {"call_id": call_id}
                )
        elif state == pj.PJSIP_INV_STATE_CONNECTING and call is self._call:
            self._once(SignalKind.ANSWERED, at_ns, {"status": 200})
        elif state == pj.PJSIP_INV_STATE_CONFIRMED:
            if follows:
                self._hand_over(at_ns)
            else:
                self._once(SignalKind.CONFIRMED, at_ns, {})
        elif state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self._disconnected(call, event, at_ns)

    def transaction(self, call: CarriedCall, fact: SipFact, at_ns: int) -> None:
        """Read provisional answers, identities and refused INFOs."""
        if fact.method == "INFO" and fact.role == "uac" and fact.status >= 300:
            self.keys.refused()
        if call is not self._call:
            return
        if fact.role == "uac" and fact.status >= 200 and SignalKind.CONFIRMED in self._said:
            self._liveness.answered(fact.method, fact.status, at_ns)
        if not fact.received or fact.method not in ("INVITE", "UPDATE"):
            return
        code = sip_text.status(fact.received)
        if fact.role == "uas" and not code:
            found = self._identity.changed(fact.received, at_ns)
            if found and SignalKind.ANSWERED in self._said:
                self._emit(SignalKind.IDENTITY_CHANGED, at_ns, {"method": fact.method, "identity": found})
        elif fact.role == "uac" and fact.method == "INVITE" and 100 <= code < 300:
            self._identity.learn(fact.received)
            kind = {100: SignalKind.TRYING, 180: SignalKind.RINGING}.get(code, SignalKind.PROGRESS)
            if code < 200:
                self._once(kind, at_ns, {"status": code})

    def media_changed(self, call: CarriedCall, at_ns: int) -> None:
        """Connect recorder, player and bridge anew: a changed stream has another conference slot."""
        media = call.media()
        if media:
            if self.sound.attach(media):
                self._carrier.report_sound(self)
            if SignalKind.ANSWERED not in self._said and call is self._call:
                self._once(SignalKind.EARLY_MEDIA, at_ns, {})
        if call is self._call:
            self.watch.media_changed(call, at_ns)
            self._note_hold(call, at_ns)
        self._carrier.media_moved(self)

    def referred(self, call: CarriedCall, target: str, at_ns: int) -> CarriedCall | None:
        """Follow a REFER to an allowed place; decline all others."""
        detail: dict[str, object] = {"host": sip_text.host(target)}
        accepted = call is self._call and self._follower is None and not self._ending.ordered
        if not self._carrier.may_follow(self, target):
            accepted, detail["why"] = False, "not allowed"
        elif accepted and not self._carrier.free_leg():
            accepted, detail["why"] = False, "no free leg"
        self._emit(SignalKind.REFER_RECEIVED, at_ns, detail | {"accepted": accepted})
        if not accepted:
            return None
        self._follows = "refer"
        self._follower = CarriedCall(self._carrier.account, self)
        return self._follower

    def replaced(self, at_ns: int) -> CarriedCall:
        """Carry on with the call that replaces this one."""
        if self._follower is None:
            self._follows = "replaces"
            self._follower = CarriedCall(self._carrier.account, self)
            self._emit(SignalKind.REPLACED, at_ns, {})
        return self._follower

    def redirected(self, target: str, fact: SipFact, at_ns: int) -> bool:
        """Follow a 3xx to an allowed place, five times at most."""
        self._redirects += 1
        accepted = self._redirects <= _MOST_REDIRECTS and self._carrier.may_follow(self, target)
        self._emit(
            SignalKind.REDIRECTED,
            at_ns,
            {"status": fact.status, "host": sip_text.host(target), "accepted": accepted},
        )
        return accepted

    def key_received(self, key: str, at_ns: int) -> None:
        """Report a key of the far end."""
        self._emit(SignalKind.KEY_RECEIVED, at_ns, {"key": key})

    def fault(self, text: str) -> None:
        """Hand an error of a callback on."""
        self._carrier.fault(text)

    # Inside

    def _calls(self) -> list[CarriedCall]:
        return [call for call in (self._call, self._follower, *self._old) if call is not None]

    def _hand_over(self, at_ns: int) -> None:
        if self._call is not None:
            self._old[self._call] = at_ns + _OLD_LEG_NS
            self.sound.detach(self._call.media())
        self._call, self._follower = self._follower, None
        self.watch.new_call()
        self._liveness = Liveness()
        if self._follows == "refer":
            self._emit(SignalKind.REFER_DONE, at_ns, {"status": 200})
        if self._call is not None:
            self.media_changed(self._call, at_ns)

    def _vanished(self, now_ns: int) -> None:
        # The end is set first: a BYE that cannot leave ends the call while it is being sent.
        reason = f"the far end does not answer any more ({self._liveness.why})"
        self._finish(now_ns, by="network", status=408, reason=reason)
        self._hang_up_calls()

    def _hang_up_calls(self) -> None:
        for call in self._calls():
            with contextlib.suppress(pj.Error):
                self._ending.hanging_up(call.getInfo().callIdString)
                call.hangup(pj.CallOpParam())

    def _disconnected(self, call: CarriedCall, event: SipFact, at_ns: int) -> None:
        self._bury(call)
        info = call.getInfo()
        if event.received:
            self._ending.settle(info.callIdString)
        if call in self._old:
            del self._old[call]
        elif call is self._follower:
            self._follower = None
            if self._follows == "refer":
                self._emit(SignalKind.REFER_DONE, at_ns, {"status": info.lastStatusCode})
        elif call is self._call:
            self._call = None
        if self._call is None and self._follower is None and not self._ending.known:
            self._ending.finish_by(event, info, at_ns)
            self.sound.finish()

    def _finish(self, at_ns: int, *, by: str, reason: str, status: int = 0) -> None:
        if not self._ending.known:
            self._ending.finish(at_ns, by=by, status=status, reason=reason)
            self.sound.finish()

    def _note_hold(self, call: CarriedCall, at_ns: int) -> None:
        info = call.getInfo()  # kept by name: its vectors die with it
        media = info.media
        held = any(media[k].status == pj.PJSUA_CALL_MEDIA_REMOTE_HOLD for k in range(len(media)))
        if held != self._held:
            self._held = held
            self._emit(SignalKind.HELD if held else SignalKind.RESUMED, at_ns, {})

    def _bury(self, call: CarriedCall) -> None:
        # The Python object must outlive the callback that is running in it.
        self._gone.append(call)

    def _keys_sent(self, keys: str, method: str, at_ns: int) -> None:
        self._emit(SignalKind.KEYS_SENT, at_ns, {"keys": keys, "method": method})

    def _once(self, kind: SignalKind, at_ns: int, detail: Mapping[str, object]) -> None:
        if kind not in self._said:
            self._said.add(kind)
            self._emit(kind, at_ns, detail)

    def _emit(self, kind: SignalKind, at_ns: int, detail: Mapping[str, object]) -> None:
        self._carrier.emit(self, kind, at_ns, detail)

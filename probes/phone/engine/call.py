"""pjsua2's call, whose callbacks only hand facts on: nothing may escape into native code."""

import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

import pjsua2 as pj

from probes.phone import sip_text


class CallOwner(Protocol):
    """Who is told what happens to a call (`probes.phone.engine.leg.Leg`). Times are monotonic ns."""

    def call_changed(self, call: "CarriedCall", state: int, event: "SipFact", at_ns: int) -> None:
        """Take a new state of the invite session."""

    def transaction(self, call: "CarriedCall", fact: "SipFact", at_ns: int) -> None:
        """Take a step of a transaction inside the call."""

    def media_changed(self, call: "CarriedCall", at_ns: int) -> None:
        """Take a change of the media."""

    def referred(self, call: "CarriedCall", target: str, at_ns: int) -> "CarriedCall | None":
        """Return the call that follows a REFER, or None to decline it."""

    def redirected(self, target: str, fact: "SipFact", at_ns: int) -> bool:
        """Say whether a 3xx is followed."""

    def replaced(self, at_ns: int) -> "CarriedCall":
        """Return the call that takes this one's place (Replaces, RFC 3891)."""

    def key_received(self, key: str, at_ns: int) -> None:
        """Take a key pressed by the far end."""

    def fault(self, text: str) -> None:
        """Take the text of an error inside a callback."""


class SipFact:
    """What a pjsip event carries: `received` or sent message, method, status."""

    __slots__ = ("_call_id", "method", "received", "role", "sent", "status", "timer", "transport_error")

    def __init__(self, event: Any) -> None:
        state = event.body.tsxState
        self.received = state.src.rdata.wholeMsg if state.type == pj.PJSIP_EVENT_RX_MSG else ""
        self.sent = state.type == pj.PJSIP_EVENT_TX_MSG
        self.timer = state.type == pj.PJSIP_EVENT_TIMER
        self.transport_error = state.type == pj.PJSIP_EVENT_TRANSPORT_ERROR
        self.method = state.tsx.method
        self.status = state.tsx.statusCode
        self.role = "uac" if state.tsx.role == pj.PJSIP_ROLE_UAC else "uas"
        self._call_id = sip_text.header(self.received or state.tsx.lastTx.wholeMsg, "Call-ID")

    def concerns(self, call_id: str) -> bool:
        """Return whether the message, or what was sent and has run out, names the call of that Call-ID."""
        return self._call_id == call_id


def _guarded(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def run(self: "CarriedCall", *values: Any) -> Any:
        try:
            return callback(self, *values)
        except Exception as error:  # noqa: BLE001  # an exception that reaches native code aborts the worker later
            self.owner.fault(f"{callback.__name__}: {type(error).__name__}: {error}")
            # A kept traceback would keep this call alive beyond the library's end (abort at exit).
            sys.last_traceback = None
            return None

    return run


class CarriedCall(pj.Call):  # type: ignore[misc]  # pjsua2 has no types
    """One SIP call. All callbacks come on the polling thread."""

    def __init__(self, account: Any, owner: CallOwner, call_id: int | None = None) -> None:
        super().__init__(account, pj.PJSUA_INVALID_ID if call_id is None else call_id)
        self.owner = owner

    def _call_id(self) -> str:
        try:
            return str(self.getInfo().callIdString)
        except pj.Error:  # the call is over
            return ""

    def media(self) -> list[Any]:
        """Return the audio media that run now."""
        if not self.hasMedia():
            return []
        info = self.getInfo()  # kept by name: its vectors die with it
        media = info.media
        return [
            self.getAudioMedia(index)
            for index in range(len(media))
            if media[index].type == pj.PJMEDIA_TYPE_AUDIO
            and media[index].status in (pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD)
        ]

    @_guarded
    def onCallState(self, prm: Any) -> None:  # noqa: N802  # pjsua2's name
        """Hand on a new state."""
        at_ns = time.monotonic_ns()
        self.owner.call_changed(self, self.getInfo().state, SipFact(prm.e), at_ns)

    @_guarded
    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802
        """Hand on a message of a transaction.

        The library counts its calls from 0 again and again. A request to a far end that has vanished runs out
        half a minute later, and that is told to whoever has the call's number by then: only what names
        this call is taken.
        """
        at_ns = time.monotonic_ns()
        fact = SipFact(prm.e)
        if fact.concerns(self._call_id()):
            self.owner.transaction(self, fact, at_ns)

    @_guarded
    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802, ARG002
        """Hand on a change of media: the conference slot may be another one now."""
        self.owner.media_changed(self, time.monotonic_ns())

    @_guarded
    def onCallTransferRequest(self, prm: Any) -> None:  # noqa: N802
        """Accept a REFER only with a call to follow it: without one the library crashes at its end."""
        at_ns = time.monotonic_ns()
        prm.statusCode = pj.PJSIP_SC_DECLINE
        follower = self.owner.referred(self, prm.dstUri, at_ns)
        if follower is not None:
            prm.newCall = follower
            prm.statusCode = pj.PJSIP_SC_ACCEPTED

    @_guarded
    def onCallReplaceRequest(self, prm: Any) -> None:  # noqa: N802
        """Accept an INVITE with Replaces: it names this very dialog, so it comes from our far end."""
        prm.newCall = self.owner.replaced(time.monotonic_ns())
        prm.statusCode = pj.PJSIP_SC_OK

    @_guarded
    def onCallReplaced(self, prm: Any) -> None:  # noqa: N802
        """Let the follower carry on."""
        if prm.newCall is None:
            prm.newCall = self.owner.replaced(time.monotonic_ns())

    def onCallRedirected(self, prm: Any) -> int:  # noqa: N802
        """Follow a 3xx only where the owner allows it."""
        return int(pj.PJSIP_REDIRECT_ACCEPT_REPLACE if self._follow(prm) else pj.PJSIP_REDIRECT_STOP)

    @_guarded
    def _follow(self, prm: Any) -> bool:
        fact = SipFact(prm.e)
        # The library tells the place without its port, and which port is what an allow-list goes by.
        target = sip_text.contact_with_port(fact.received, prm.targetUri)
        return self.owner.redirected(target, fact, time.monotonic_ns())

    @_guarded
    def onDtmfDigit(self, prm: Any) -> None:  # noqa: N802
        """Hand on a key from the far end."""
        self.owner.key_received(prm.digit, time.monotonic_ns())

import contextlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pjsua2 as pj

from probes.errors import NotAllowed
from probes.phone.engine.account import CallingAccount
from probes.phone.engine.endpoint import open_account, open_endpoint
from probes.phone.engine.leg import Leg
from probes.phone.engine.leg_sound import LegSound, flush_recordings
from probes.phone.engine.sip_log import SipLog
from probes.phone.engine.sip_routing import SipRouting
from probes.phone.engine.wire import Link, Message
from probes.phone.guard import check_dialable
from probes.phone.line import SignalKind
from probes.phone.trunk import Trunk


class Station:
    """Everything one worker carries: the endpoint, its account, the legs and their bridges."""

    def __init__(self, link: Link, trunk: Trunk, *, folder: Path, legs: int) -> None:
        self._link = link
        self._trunk = trunk
        self._folder = folder
        self._room = legs
        self._legs: dict[tuple[int, str], Leg] = {}
        self._routing = SipRouting(link)
        self._allowed: dict[int, tuple[str, ...]] = {}
        self._bridges: dict[int, tuple[bool, bool]] = {}
        self._endpoint, self._kept = open_endpoint(trunk, take_log=SipLog(self._routing.take), legs=legs)
        self.account: Any = CallingAccount(link)
        open_account(trunk, self.account)

    # For the worker's loop

    @property
    def busy(self) -> bool:
        """True while there is a leg."""
        return bool(self._legs)

    def poll(self, wait_ms: int) -> None:
        """Let the library work; every callback happens here."""
        self._endpoint.libHandleEvents(wait_ms)

    def due_ns(self) -> int | None:
        """When a leg next needs the clock, or None."""
        return min((due for leg in self._legs.values() if (due := leg.due_ns()) is not None), default=None)

    def work(self, now_ns: int) -> None:
        """Let every leg do what is due and forget those that have ended."""
        self.account.decline()
        for key, leg in list(self._legs.items()):
            leg.work(now_ns)
            if leg.ended:
                del self._legs[key]
                self._routing.forget(leg, unsettled=leg.unsettled, now_ns=now_ns)
                self._link.send({"over": True, "line": leg.line, "leg": leg.name})
        self._routing.work(now_ns)
        if self._legs:
            flush_recordings()

    def hang_up_all(self) -> None:
        """Hang up every leg."""
        now_ns = time.monotonic_ns()
        for leg in self._legs.values():
            leg.hang_up(now_ns)

    def obey(self, order: Message) -> Message:
        """Carry out one order of the supervisor and return the answer's fields."""
        if order["do"] == "options":
            self.account.ask_options(order["uri"])
            return {}
        line = order["line"]
        name = order.get("leg", "organisation")
        what = order["do"]
        if what == "dial":
            return self._dial(line, name, order)
        if what == "connect":
            self._bridges[line] = (order["hears"], order["speaks"])
            self._bridge(line)
            return {}
        if what == "hang_up":
            for leg in [
                leg for leg in self._legs.values() if leg.line == line and order["leg"] in (None, leg.name)
            ]:
                leg.hang_up(time.monotonic_ns())
            return {}
        if what == "close":
            self._allowed.pop(line, None)
            self._bridges.pop(line, None)
            # Told before the answer, so that nobody takes a place that a silent far end still keeps.
            self._routing.work(time.monotonic_ns())
            return {}
        found = self._legs.get((line, name))
        if found is None:
            return {"error": f"the {name} leg has ended"}
        if what == "press":
            found.keys.press(order["keys"])
        elif what == "play":
            found.play(order["wav"])
        elif what == "stop_playing":
            found.sound.stop_playing()
        elif what == "quality":
            return {"quality": found.quality()}
        return {}

    # What the legs need (Carrier)

    def emit(self, leg: Leg, kind: SignalKind, at_ns: int, detail: Mapping[str, object]) -> None:
        """Report a signal; the figures of the RTP go before the end."""
        if kind is SignalKind.ENDED:
            self._link.send({"quality": leg.quality(), "line": leg.line, "leg": leg.name})
        self._link.send(
            {"signal": kind.value, "line": leg.line, "leg": leg.name, "at": at_ns, "detail": dict(detail)}
        )

    def report_sound(self, leg: Leg) -> None:
        """Report that the recording runs."""
        self._link.send(
            {"sound": str(leg.sound.path), "line": leg.line, "leg": leg.name, "at": leg.sound.started_ns}
        )

    def may_follow(self, leg: Leg, target: str) -> bool:
        """Say whether the guard lets a REFER or 3xx send us there."""
        if leg.name != "organisation":
            return False
        try:
            check_dialable(
                target,
                country=self._trunk.country,
                allowed=self._allowed.get(leg.line, ()),
                gateways=self._trunk.gateways(),
            )
        except NotAllowed:
            return False
        return True

    def free_leg(self) -> bool:
        """Say whether the library can carry one more call."""
        return sum(leg.call_count for leg in self._legs.values()) + self._routing.lingering < self._room

    def owns_call(self, leg: Leg, call_id: str) -> None:
        """Give the leg the messages of this Call-ID."""
        self._routing.claim(leg, call_id)

    def left_ns(self, call_id: str) -> int | None:
        """Return when the first message of this Call-ID left."""
        return self._routing.left_ns(call_id)

    def media_moved(self, leg: Leg) -> None:
        """Connect the line's bridge anew."""
        if leg.line in self._bridges:
            self._bridge(leg.line)

    def fault(self, text: str) -> None:
        """Report an error that was caught before it reached native code."""
        self._link.send({"fault": text})

    # Inside

    def _dial(self, line: int, name: str, order: Message) -> Message:
        if name == "organisation":
            self._allowed[line] = tuple(order["refer_allowed"])
        sound = LegSound(self._endpoint, self._folder / f"{line}-{name}.wav")
        leg = Leg(self, line=line, name=name, sound=sound, key_method=self._trunk.keys)
        headers = {}
        if self._trunk.asserted_identity:
            headers["P-Asserted-Identity"] = self._trunk.asserted_identity
        self._legs[(line, name)] = leg
        try:
            leg.dial(order["uri"], call_id=order["call_id"], headers=headers)
        except pj.Error as error:
            del self._legs[(line, name)]
            return {"error": f"{error.title}: {error.reason}"}
        return {}

    def _bridge(self, line: int) -> None:
        hears, speaks = self._bridges[line]
        legs = [self._legs.get((line, name)) for name in ("organisation", "shopper")]
        if legs[0] is None or legs[1] is None:
            return
        for theirs in legs[0].media():
            for ours in legs[1].media():
                for wanted, source, sink in ((hears, theirs, ours), (speaks, ours, theirs)):
                    with contextlib.suppress(pj.Error):
                        (source.startTransmit if wanted else source.stopTransmit)(sink)

import asyncio
from collections.abc import Callable
from typing import Literal

from probes.sandbox.sip.message import Message
from probes.sandbox.sip.reply import make_reply, way_back
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sip.transport import Flow

State = Literal["proceeding", "accepted", "completed", "confirmed", "terminated"]


class ServerTransaction:
    """One request received and its responses (RFC 3261, section 17.2, with RFC 6026's Accepted state).

    Retransmitted requests are answered with the last response. A final answer to INVITE other than 2xx
    is repeated until the ACK; a 2xx is repeated by the dialog, which alone sees its ACK.
    `on_end` is called once, when nothing of it must be remembered any more.
    """

    def __init__(
        self,
        *,
        key: tuple[str, ...],
        request: Message,
        flow: Flow,
        timers: Timers,
        on_end: Callable[[], None],
    ) -> None:
        self.key = key
        self.request = request
        self.flow = flow
        self.state: State = "proceeding"
        self._timers = timers
        self._on_end = on_end
        self.to = way_back(request, flow.remote)
        self._last: bytes = b""
        self._timer: asyncio.TimerHandle | None = None
        self._life: asyncio.TimerHandle | None = None

    @property
    def is_invite(self) -> bool:
        """True for the longer life of an INVITE."""
        return self.request.method == "INVITE"

    def reply(
        self, status: int, *, to_tag: str = "", reason: str = "", headers: tuple[tuple[str, str], ...] = ()
    ) -> int:
        """Build and send a response without a body; return when it left (ns)."""
        message = make_reply(self.request, status, to_tag=to_tag, reason=reason)
        message.headers += headers
        return self.respond(message)

    def respond(self, message: Message) -> int:
        """Send a response; return when it left (ns). After a final one nothing more is sent."""
        data = message.to_bytes()
        at_ns = self.flow.send(data, self.to)
        if self.state == "proceeding":
            self._last = data
            if message.status >= 200:
                self._finish(message.status)
        return at_ns

    def repeated(self) -> None:
        """The request came again."""
        if self.state in ("proceeding", "completed") and self._last:
            self.flow.send(self._last, self.to)

    def acknowledged(self) -> None:
        """The ACK of a final answer other than 2xx came."""
        if self.state == "completed" and self.is_invite:
            self.state = "confirmed"
            self._stop(self._timer)
            self._live(0.0 if self.flow.reliable else self._timers.t4)

    def end(self) -> None:
        """Forget it."""
        if self.state != "terminated":
            self.state = "terminated"
            self._stop(self._timer)
            self._stop(self._life)
            self._on_end()

    def _finish(self, status: int) -> None:
        self.state = "accepted" if self.is_invite and status < 300 else "completed"
        if self.is_invite and status >= 300 and not self.flow.reliable:
            self._again(self._timers.t1)
        self._live(0.0 if self.flow.reliable and not self.is_invite else self._timers.give_up)

    def _again(self, wait: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(wait, self._retransmit, wait)

    def _retransmit(self, wait: float) -> None:
        self.flow.send(self._last, self.to)
        self._again(min(2 * wait, self._timers.t2))

    def _live(self, seconds: float) -> None:
        self._stop(self._life)
        self._life = asyncio.get_running_loop().call_later(seconds, self.end)

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()

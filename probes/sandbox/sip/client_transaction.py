import asyncio
from collections.abc import Callable

from probes.sandbox.sip.message import Message
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sip.transport import Address, Flow


class ClientTransaction:
    """One request of ours and its final response (RFC 3261, section 17.1).

    `final` resolves to the first final response, or to None when nobody answered in 64*T1 (408).
    Responses to INVITE other than 2xx are acknowledged here; a 2xx is handed on each time it comes,
    by `on_accepted`, since its ACK belongs to the dialog.
    """

    def __init__(
        self,
        *,
        request: Message,
        flow: Flow,
        to: Address,
        timers: Timers,
        on_end: Callable[[], None],
        on_accepted: Callable[[Message], None] | None = None,
    ) -> None:
        self.request = request
        self.final: asyncio.Future[Message | None] = asyncio.get_running_loop().create_future()
        self._flow = flow
        self._to = to
        self._timers = timers
        self._on_end = on_end
        self._on_accepted = on_accepted
        self._data = request.to_bytes()
        self._timer: asyncio.TimerHandle | None = None
        self._life: asyncio.TimerHandle | None = None
        self._proceeding = False

    @property
    def is_invite(self) -> bool:
        """True for INVITE, whose intervals double without end."""
        return self.request.method == "INVITE"

    def start(self) -> int:
        """Send the request; return when it left (ns)."""
        at_ns = self._flow.send(self._data, self._to)
        loop = asyncio.get_running_loop()
        if not self._flow.reliable:
            self._timer = loop.call_later(self._timers.t1, self._retransmit, self._timers.t1)
        self._life = loop.call_later(self._timers.give_up, self._given_up)
        return at_ns

    def received(self, response: Message) -> None:
        """Take a response that belongs to this transaction."""
        if response.status < 200:
            self._proceeding = True
            if self.is_invite and self._timer is not None:
                self._timer.cancel()
            return
        if self._timer is not None:
            self._timer.cancel()
        if self.is_invite and response.status >= 300:
            self._flow.send(self._acknowledgement(response).to_bytes(), self._to)
        elif self.is_invite and self._on_accepted is not None:
            self._on_accepted(response)
        if not self.final.done():
            self.final.set_result(response)
            self._remember()

    def end(self) -> None:
        """Forget it."""
        for timer in (self._timer, self._life):
            if timer is not None:
                timer.cancel()
        if not self.final.done():
            self.final.set_result(None)
        self._on_end()

    def _retransmit(self, wait: float) -> None:
        self._flow.send(self._data, self._to)
        longest = self._timers.give_up if self.is_invite else self._timers.t2
        following = self._timers.t2 if self._proceeding else min(2 * wait, longest)
        self._timer = asyncio.get_running_loop().call_later(following, self._retransmit, following)

    def _given_up(self) -> None:
        if not (self.is_invite and self._proceeding and not self.final.done()):
            self.end()

    def _remember(self) -> None:
        # Later copies of the response must still be absorbed (timers D and K) or acknowledged (2xx).
        if self._life is not None:
            self._life.cancel()
        wait = self._timers.give_up if self.is_invite else self._timers.t4
        self._life = asyncio.get_running_loop().call_later(wait, self.end)

    def _acknowledgement(self, response: Message) -> Message:
        ack = Message(method="ACK", uri=self.request.uri)
        ack.add("via", self.request.get("via"))
        for name in ("route", "max-forwards", "from", "call-id"):
            for value in self.request.all(name):
                ack.add(name, value)
        ack.add("to", response.get("to"))
        ack.add("cseq", f"{self.request.cseq[0]} ACK")
        return ack

import asyncio
import secrets
from typing import Protocol

from probes.errors import BadMessage
from probes.sandbox.sip.dialog import ALLOW, SUPPORTED, Dialog
from probes.sandbox.sip.layer import TransactionLayer
from probes.sandbox.sip.message import Message
from probes.sandbox.sip.reply import make_reply
from probes.sandbox.sip.sdp import Codec, Direction, Media, own_offer
from probes.sandbox.sip.server_transaction import ServerTransaction
from probes.sandbox.sip.session_timer import SessionTimer

Headers = tuple[tuple[str, str], ...]


class CallEvents(Protocol):
    """What a call tells the one who answers it. Times are CLOCK_MONOTONIC in ns."""

    def on_ack(self, at_ns: int) -> None:
        """The first ACK of our 200 came."""

    def on_media(self, remote: Media, at_ns: int) -> None:
        """The far end's media changed (ACK with an answer, re-INVITE, UPDATE)."""

    def on_key(self, key: str, at_ns: int) -> None:
        """A key came by SIP INFO."""

    def on_refer(self, status: int, at_ns: int) -> None:
        """A NOTIFY told how the call that we asked for by REFER gets on (100, 180, 200, 4xx …)."""

    def on_ended(self, how: str, at_ns: int) -> None:
        """The call is over: `bye`, `cancel`, `no_ack`, `session_expired` or `replaced`."""


class IncomingCall:
    """One call to us, from INVITE to BYE.

    The owner calls `negotiate` first, then any of `ring`, `progress`, `answer`, `refuse`, and after the
    answer `bye`, `update`, `reinvite`, `refer`. Each sender returns when its packet left (ns).
    """

    def __init__(
        self,
        *,
        layer: TransactionLayer,
        transaction: ServerTransaction,
        at_ns: int,
        contact: str,
        expires_s: int | None,
    ) -> None:
        self.invite = transaction.request
        self.received_ns = at_ns
        self.transaction = transaction
        self.dialog = Dialog.accept(self.invite, flow=transaction.flow, contact=contact)
        self.events: CallEvents | None = None
        self.local: Media | None = None
        self.remote: Media | None = None
        self.state = "early"
        self.timer = SessionTimer.of(self.invite, wanted_s=expires_s)
        self._layer = layer
        self._session = secrets.randbelow(2**31)
        self._version = 0
        self._accept: tuple[bytes, float] = (b"", 0.0)
        self._again: asyncio.TimerHandle | None = None
        self._waited = 0.0
        self._acked = self._offering = False

    @property
    def call_id(self) -> str:
        """The Call-ID."""
        return self.invite.call_id

    def negotiate(self, *, host: str, port: int, accepted: tuple[Codec, ...]) -> bool:
        """Choose codec and direction for our media address; False if there is nothing in common (488)."""
        if not self.invite.body:
            self.local = own_offer(host=host, port=port, codecs=accepted)
            return True
        try:
            self.remote = Media.parse(self.invite.body)
        except BadMessage:
            return False
        self.local = self.remote.answer(host=host, port=port, accepted=accepted)
        return self.local is not None

    def trying(self) -> int:
        """Send 100."""
        return self.transaction.reply(100)

    def ring(self, *, identity: str = "") -> int:
        """Send 180 without a session description."""
        return self.transaction.respond(self._reply(180, identity=identity))

    def progress(self) -> int:
        """Send 183 with our session description: early media may follow."""
        return self.transaction.respond(self._with_media(self._reply(183)))

    def answer(self, *, identity: str = "") -> int:
        """Send 200, repeated until the ACK comes (RFC 3261, section 13.3.1.4)."""
        reply = self._with_media(self._reply(200, identity=identity))
        reply.headers += self.timer.headers()
        self.state = "answered"
        at_ns = self.transaction.respond(reply)
        self._accept = (reply.to_bytes(), self._layer.timers.t1)
        self._waited = 0.0
        self._schedule(self._layer.timers.t1)
        self.timer.start(lambda: self.bye(how="session_expired"))
        return at_ns

    def refuse(self, status: int, *, reason: str = "", headers: Headers = ()) -> int:
        """Send a final answer of 300 or more; the call is over."""
        self.state = "over"
        return self.transaction.reply(status, to_tag=self.dialog.local_tag, reason=reason, headers=headers)

    def bye(self, *, how: str = "", headers: Headers = ()) -> int:
        """Send BYE; the call is over. With `how` the owner is told as if it had come from outside."""
        self.over()
        message = self.dialog.request("BYE")
        message.headers += headers
        at_ns = self._send(message)[1]
        if how and self.events is not None:
            self.events.on_ended(how, at_ns)
        return at_ns

    def over(self) -> None:
        """Stop every timer of the call without a word to the far end."""
        self.state = "over"
        self.timer.stop()
        if self._again is not None:
            self._again.cancel()

    def update(self, *, identity: str) -> int:
        """Send UPDATE (RFC 3311) that carries only a new P-Asserted-Identity."""
        message = self.dialog.request("UPDATE")
        message.add("p-asserted-identity", identity)
        return self._send(message)[1]

    def refer(self, target: str) -> int:
        """Send REFER (RFC 3515) to a URI, headers of it included."""
        message = self.dialog.request("REFER")
        message.add("refer-to", f"<{target}>")
        message.add("referred-by", f"<{self.dialog.contact}>")
        final, at_ns = self._send(message)

        def answered(done: asyncio.Future[Message | None]) -> None:
            response = done.result()
            status = 408 if response is None else response.status
            if status >= 300 and self.events is not None:
                self.events.on_refer(status, at_ns)

        final.add_done_callback(answered)
        return at_ns

    async def reinvite(
        self,
        *,
        host: str,
        port: int,
        accepted: tuple[Codec, ...],
        direction: Direction = "sendrecv",
        identity: str = "",
    ) -> tuple[int, bool]:
        """Send a re-INVITE with a new media address; return when it left (ns) and whether it was accepted.

        A glare (491) is tried again after 2.1 to 4 s, as RFC 3261, section 14.1, asks of the callee's
        side (0 to 2 s) and the caller's; the time returned is of the last try.
        """
        at_ns = 0
        for _ in range(3):
            offer = own_offer(host=host, port=port, codecs=accepted, direction=direction)
            message = self._with_body(self.dialog.request("INVITE"), offer)
            if identity:
                message.add("p-asserted-identity", identity)
            final, at_ns = self._send(message, invite=True)
            self._offering = True
            try:
                response = await final
            finally:
                self._offering = False
            if response is None or response.status != 491:
                break
            await asyncio.sleep(secrets.randbelow(2000) / 1000)
        if response is None or response.status >= 300:
            return at_ns, False
        try:
            self.remote = Media.parse(response.body)
        except BadMessage:
            return at_ns, False
        self.local = Media(host, port, self.remote.codecs[:1], self.remote.keys, direction)
        self.dialog.refresh_target(response)
        return at_ns, True

    def acknowledged(self, ack: Message, at_ns: int) -> None:
        """Take the ACK of a 2xx of ours (the first answer or that to a re-INVITE)."""
        if self._again is not None and ack.cseq[0] == self.transaction.request.cseq[0]:
            self._again.cancel()
            self._again = None
        if ack.body and self.local is not None and self.remote is None:
            try:
                self.remote = Media.parse(ack.body)
            except BadMessage:
                self.bye(how="bad_answer")
                return
            if self.events is not None:
                self.events.on_media(self.remote, at_ns)
        if not self._acked and self.events is not None:
            self._acked = True
            self.events.on_ack(at_ns)

    def renegotiate(self, transaction: ServerTransaction, at_ns: int) -> None:
        """Answer a re-INVITE or UPDATE of the far end (hold and back, new address, session refresh)."""
        request = transaction.request
        if self._offering:
            transaction.reply(491)  # both sides offered at once (RFC 3261, section 14.2)
            return
        self.dialog.refresh_target(request)
        self.timer.refreshed(request)
        assert self.local is not None
        if request.body:
            try:
                offer = Media.parse(request.body)
            except BadMessage:
                transaction.reply(488)
                return
            local = offer.answer(host=self.local.host, port=self.local.port, accepted=("PCMA", "PCMU"))
            if local is None:
                transaction.reply(488)
                return
            self.local, self.remote = local, offer
        elif request.method == "INVITE":
            self.remote = None  # the answer to our offer comes in the ACK
        reply = self._reply_to(request, 200)
        if request.body or request.method == "INVITE":
            self._with_media(reply)
        reply.headers += self.timer.headers()
        transaction.respond(reply)
        if request.method == "INVITE":
            self._accept = (reply.to_bytes(), self._layer.timers.t1)
            self._waited = 0.0
            self.transaction = transaction
            self._schedule(self._layer.timers.t1)
        if self.remote is not None and request.body and self.events is not None:
            self.events.on_media(self.remote, at_ns)

    def _send(self, message: Message, *, invite: bool = False) -> tuple[asyncio.Future[Message | None], int]:
        def accepted(response: Message) -> None:
            self._send_ack(message, response)

        client, at_ns = self._layer.request(
            message,
            flow=self.dialog.flow,
            to=self.dialog.next_hop,
            on_accepted=accepted if invite else None,
        )
        return client.final, at_ns

    def _send_ack(self, invite: Message, response: Message) -> None:
        self.dialog.refresh_target(response)
        ack = self.dialog.request("ACK", cseq=invite.cseq[0])
        self._layer.send_ack(ack, flow=self.dialog.flow, to=self.dialog.next_hop)

    def _schedule(self, wait: float) -> None:
        self._again = asyncio.get_running_loop().call_later(wait, self._repeat_accept, wait)

    def _repeat_accept(self, wait: float) -> None:
        self._waited += wait
        if self._waited >= self._layer.timers.give_up:
            self.bye(how="no_ack")
            return
        data, _ = self._accept
        self.transaction.flow.send(data, self.transaction.to)
        self._schedule(min(2 * wait, self._layer.timers.t2))

    def _reply(self, status: int, *, identity: str = "") -> Message:
        reply = self._reply_to(self.invite, status)
        if identity:
            reply.add("p-asserted-identity", identity)
        return reply

    def _reply_to(self, request: Message, status: int) -> Message:
        reply = make_reply(request, status, to_tag=self.dialog.local_tag)
        reply.add("contact", f"<{self.dialog.contact}>")
        reply.add("allow", ALLOW)
        reply.add("supported", SUPPORTED)
        return reply

    def _with_media(self, message: Message) -> Message:
        assert self.local is not None, "negotiate first"
        return self._with_body(message, self.local)

    def _with_body(self, message: Message, media: Media) -> Message:
        self._version += 1
        message.add("content-type", "application/sdp")
        message.body = media.to_body(session=self._session, version=self._version)
        return message

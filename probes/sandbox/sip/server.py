import secrets
from collections import deque
from collections.abc import Callable
from typing import Self

from probes.errors import BadMessage
from probes.sandbox.sip.address import NameAddress, Uri
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.dialog import ALLOW
from probes.sandbox.sip.digest import DigestGate
from probes.sandbox.sip.info import key_of_info
from probes.sandbox.sip.layer import TransactionLayer
from probes.sandbox.sip.message import Message
from probes.sandbox.sip.replaces import Replaces
from probes.sandbox.sip.server_transaction import ServerTransaction
from probes.sandbox.sip.session_timer import MIN_SE, asked_interval
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sip.transport import Transports

_EXTENSIONS = frozenset({"replaces", "timer"})
_KNOWN_METHODS = frozenset(
    {"INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "REGISTER", "INFO", "UPDATE", "NOTIFY"}
    | {"REFER", "SUBSCRIBE", "MESSAGE", "PRACK", "PUBLISH"}
)

OnCall = Callable[[IncomingCall, str], None]
"""Takes a new call and the user part that was dialled; must set `call.events` and answer somehow."""


class SipServer:
    """The called side of a user agent: many calls at once on one port, UDP and TCP.

    `knows(user)` says which users live here (others get 404). `gate` asks for digest authentication of
    the methods in `guarded`. What strangers send is refused by the standard's codes, never raised.
    """

    def __init__(
        self,
        *,
        on_call: OnCall,
        knows: Callable[[str], bool],
        timers: Timers | None = None,
        gate: DigestGate | None = None,
        guarded: tuple[str, ...] = (),
        session_expires_s: int | None = None,
    ) -> None:
        self._on_call = on_call
        self._knows = knows
        self._gate = gate
        self._guarded = guarded
        self._session_expires_s = session_expires_s
        self._layer = TransactionLayer(self, timers=timers or Timers())
        self._transports: Transports | None = None
        self._calls: dict[tuple[str, str], IncomingCall] = {}
        self._mute: deque[str] = deque(maxlen=1000)
        self._expected: set[Replaces] = set()
        self._seen: deque[tuple[str, str, int]] = deque(maxlen=1000)

    async def start(self, *, host: str, port: int) -> Self:
        """Open the port (0: a free one). Raises OSError if it is taken."""
        self._transports = await Transports.open(self._layer.receive, host=host, port=port)
        return self

    @property
    def address(self) -> tuple[str, int]:
        """Host and port we listen on."""
        assert self._transports is not None
        return self._transports.address

    async def stop(self) -> None:
        """Forget all calls without a word and close the port."""
        for call in self._calls.values():
            call.over()
        self._layer.close()
        if self._transports is not None:
            await self._transports.close()

    def uri(self, user: str) -> str:
        """Return the SIP URI of a user here."""
        host, port = self.address
        return str(Uri(host=host, port=port, user=user))

    def vanish(self, call: IncomingCall) -> None:
        """Fall silent towards this call for good: no BYE, no answer to anything."""
        call.over()
        self._mute.append(call.call_id)

    def expect(self, replaces: Replaces) -> None:
        """Let an INVITE with this Replaces header in, though its dialog is between others."""
        self._expected.add(replaces)

    # What the transaction layer tells (layer.User)

    def is_mute(self, call_id: str) -> bool:
        """True if the call has vanished."""
        return call_id in self._mute

    def on_ack(self, ack: Message, at_ns: int) -> None:
        """Hand the ACK of a 2xx to its call."""
        call = self._calls.get((ack.call_id, ack.to.tag))
        if call is not None:
            call.acknowledged(ack, at_ns)

    def on_cancel(self, transaction: ServerTransaction, at_ns: int) -> None:
        """End a call that is not answered yet with 487."""
        for call in list(self._calls.values()):
            if call.transaction is transaction and call.state == "early":
                call.refuse(487)
                self._end(call, "cancel", at_ns)

    def on_request(self, transaction: ServerTransaction, at_ns: int) -> None:
        """Answer a request, or find the call that does."""
        request = transaction.request
        try:
            if self._refused(transaction):
                return
            if request.to.tag:
                self._inside(transaction, at_ns)
            else:
                self._outside(transaction, at_ns)
        except BadMessage:
            transaction.reply(400, to_tag=_tag())

    def _refused(self, transaction: ServerTransaction) -> bool:
        request = transaction.request
        if request.method not in _KNOWN_METHODS:
            transaction.reply(501, to_tag=_tag(), headers=(("allow", ALLOW),))
        elif request.uri.partition(":")[0].lower() not in ("sip", "sips"):
            transaction.reply(416, to_tag=_tag())
        elif unsupported := request.tokens("require") - _EXTENSIONS:
            transaction.reply(420, to_tag=_tag(), headers=(("unsupported", ", ".join(sorted(unsupported))),))
        elif request.body and not _readable_body(request):
            accept = (("accept", "application/sdp"), ("accept-encoding", "identity"))
            transaction.reply(415, to_tag=_tag(), headers=accept)
        elif self._gate is not None and request.method in self._guarded and not request.to.tag:
            return self._unauthorised(transaction, self._gate)
        else:
            return False
        return True

    def _unauthorised(self, transaction: ServerTransaction, gate: DigestGate) -> bool:
        verdict = gate.judge(transaction.request.get("authorization"), method=transaction.request.method)
        if verdict == "good":
            return False
        if verdict == "bad":
            transaction.reply(403, to_tag=_tag())
        else:
            challenge = gate.challenge(stale=verdict == "stale")
            transaction.reply(401, to_tag=_tag(), headers=(("www-authenticate", challenge),))
        return True

    def _outside(self, transaction: ServerTransaction, at_ns: int) -> None:
        request = transaction.request
        if request.method == "INVITE":
            self._new_call(transaction, at_ns)
        elif request.method == "OPTIONS":
            accept = (("allow", ALLOW), ("accept", "application/sdp"), ("supported", "replaces, timer"))
            transaction.reply(200, to_tag=_tag(), headers=accept)
        elif request.method == "REGISTER":
            transaction.reply(200, to_tag=_tag(), headers=_bindings(request))
        elif request.method in ("BYE", "INFO", "UPDATE", "NOTIFY", "PRACK"):
            transaction.reply(481, to_tag=_tag())
        else:
            transaction.reply(405, to_tag=_tag(), headers=(("allow", ALLOW),))

    def _new_call(self, transaction: ServerTransaction, at_ns: int) -> None:
        invite = transaction.request
        mark = (invite.call_id, invite.from_.tag, invite.cseq[0])
        user = Uri.parse(invite.uri).user
        short = 0 < asked_interval(invite) < MIN_SE
        if mark in self._seen:
            transaction.reply(482, to_tag=_tag())  # the same request by another way (section 8.2.2.2)
        elif not self._knows(user):
            transaction.reply(404, to_tag=_tag())
        elif short and "timer" in invite.tokens("supported"):
            transaction.reply(422, to_tag=_tag(), headers=(("min-se", str(MIN_SE)),))
        elif self._replacing(transaction, at_ns):
            self._seen.append(mark)
            call = IncomingCall(
                layer=self._layer,
                transaction=transaction,
                at_ns=at_ns,
                contact=self.uri(user) + (";transport=tcp" if transaction.flow.reliable else ""),
                expires_s=self._session_expires_s,
            )
            self._calls[call.call_id, call.dialog.local_tag] = call
            self._on_call(call, user)

    def _replacing(self, transaction: ServerTransaction, at_ns: int) -> bool:
        text = transaction.request.get("replaces")
        if not text:
            return True
        replaces = Replaces.parse(text)
        if replaces in self._expected:
            self._expected.discard(replaces)
            return True
        old = self._calls.get((replaces.call_id, replaces.to_tag))
        if old is None or old.dialog.remote_tag != replaces.from_tag or old.state != "answered":
            transaction.reply(481, to_tag=_tag())
            return False
        old.bye()
        self._end(old, "replaced", at_ns)
        return True

    def _inside(self, transaction: ServerTransaction, at_ns: int) -> None:
        request = transaction.request
        call = self._calls.get((request.call_id, request.to.tag))
        if call is None or call.dialog.remote_tag != request.from_.tag or call.state == "over":
            transaction.reply(481)
        elif request.cseq[0] <= call.dialog.remote_cseq:
            transaction.reply(500, headers=(("retry-after", "1"),))
        else:
            call.dialog.remote_cseq = request.cseq[0]
            self._within(call, transaction, at_ns)

    def _within(self, call: IncomingCall, transaction: ServerTransaction, at_ns: int) -> None:
        request = transaction.request
        if request.method == "BYE":
            transaction.reply(200)
            if call.state == "early":
                call.refuse(487)
            self._end(call, "bye", at_ns)
        elif request.method == "INVITE" and call.state == "early":
            transaction.reply(500, headers=(("retry-after", "2"),))
        elif request.method == "INVITE" or (
            request.method == "UPDATE" and (not request.body or call.state == "answered")
        ):
            call.renegotiate(transaction, at_ns)
        elif request.method == "UPDATE":
            transaction.reply(491)
        elif request.method == "INFO":
            self._info(call, transaction, at_ns)
        elif request.method == "NOTIFY":
            self._notify(call, transaction, at_ns)
        elif request.method == "OPTIONS":
            transaction.reply(200, headers=(("allow", ALLOW),))
        else:
            transaction.reply(405, headers=(("allow", ALLOW),))

    @staticmethod
    def _info(call: IncomingCall, transaction: ServerTransaction, at_ns: int) -> None:
        key = key_of_info(transaction.request)
        if transaction.request.body and key is None:
            transaction.reply(415)
            return
        transaction.reply(200)
        if key is not None and call.events is not None:
            call.events.on_key(key, at_ns)

    @staticmethod
    def _notify(call: IncomingCall, transaction: ServerTransaction, at_ns: int) -> None:
        request = transaction.request
        if request.get("event").partition(";")[0].strip().lower() != "refer":
            transaction.reply(489, headers=(("allow-events", "refer"),))
            return
        transaction.reply(200)
        status = request.body.decode("latin-1").split()[1:2]
        if status and status[0].isdigit() and call.events is not None:
            call.events.on_refer(int(status[0][:3]), at_ns)

    def _end(self, call: IncomingCall, how: str, at_ns: int) -> None:
        call.over()
        if call.events is not None:
            call.events.on_ended(how, at_ns)

    def forget(self, call: IncomingCall) -> None:
        """Drop a call whose owner is done with it; late requests then get 481."""
        call.over()
        self._calls.pop((call.call_id, call.dialog.local_tag), None)


def _readable_body(request: Message) -> bool:
    kind = request.get("content-type").partition(";")[0].strip().lower()
    encoding = request.get("content-encoding", "identity").lower()
    wanted = {"INFO": True, "NOTIFY": True}.get(request.method, kind == "application/sdp")
    return wanted and encoding == "identity"


def _bindings(request: Message) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for text in request.all("contact"):
        if text != "*":
            contact = NameAddress.parse(text)
            expires = contact.parameters.get("expires") or request.get("expires") or "3600"
            found.append(("contact", f"<{contact.uri}>;expires={expires}"))
    return tuple(found)


def _tag() -> str:
    return secrets.token_hex(6)

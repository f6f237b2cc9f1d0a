import secrets
from collections.abc import Callable
from typing import Protocol, TypeVar

from probes.sandbox.sip.client_transaction import ClientTransaction
from probes.sandbox.sip.message import Message, Unreadable, parse_message
from probes.sandbox.sip.reply import make_reply, way_back
from probes.sandbox.sip.server_transaction import ServerTransaction
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sip.transport import Address, Flow
from probes.sandbox.sip.via import MAGIC

_K = TypeVar("_K")
_V = TypeVar("_V")


class User(Protocol):
    """Who is served by the transaction layer (the RFC's TU)."""

    def on_request(self, transaction: ServerTransaction, at_ns: int) -> None:
        """A new request other than ACK and CANCEL."""

    def on_ack(self, ack: Message, at_ns: int) -> None:
        """The ACK of a 2xx."""

    def on_cancel(self, transaction: ServerTransaction, at_ns: int) -> None:
        """The INVITE of this transaction, not yet finally answered, was cancelled."""

    def is_mute(self, call_id: str) -> bool:
        """True if this call's far end has vanished: its messages are dropped unanswered."""


class TransactionLayer:
    """Matches messages to transactions (RFC 3261, sections 17.1.3, 17.2.3) and refuses what is unreadable."""

    def __init__(self, user: User, *, timers: Timers) -> None:
        self.timers = timers
        self._user = user
        self._servers: dict[tuple[str, ...], ServerTransaction] = {}
        self._clients: dict[tuple[str, str], ClientTransaction] = {}

    def receive(self, data: bytes, flow: Flow, at_ns: int) -> None:
        """Take what a transport received; never raises for what a stranger sent."""
        try:
            message = parse_message(data, stream=flow.reliable)
        except Unreadable as error:
            if error.message is not None:
                _refuse(error.message, error.status, flow)
            return
        if self._user.is_mute(message.call_id):
            return
        if message.status:
            client = self._clients.get((message.via.branch, message.cseq[1]))
            if client is not None:
                client.received(message)
            return
        _stamp_via(message, flow)
        self._request(message, flow, at_ns)

    def send_ack(self, ack: Message, *, flow: Flow, to: Address) -> None:
        """Send the ACK of a 2xx, which is no transaction."""
        self._put_via(ack, flow)
        flow.send(ack.to_bytes(), to)

    def request(
        self,
        message: Message,
        *,
        flow: Flow,
        to: Address,
        on_accepted: Callable[[Message], None] | None = None,
    ) -> tuple[ClientTransaction, int]:
        """Put our Via on a request, send it; return the transaction and when it left (ns)."""
        branch = self._put_via(message, flow)
        key = (branch, message.method)
        client = ClientTransaction(
            request=message,
            flow=flow,
            to=to,
            timers=self.timers,
            on_end=lambda: _forget(self._clients, key),
            on_accepted=on_accepted,
        )
        self._clients[key] = client
        return client, client.start()

    def close(self) -> None:
        """Forget every transaction and its timers."""
        for server in list(self._servers.values()):
            server.end()
        for client in list(self._clients.values()):
            client.end()

    @staticmethod
    def _put_via(message: Message, flow: Flow) -> str:
        branch = MAGIC + secrets.token_hex(8)
        host, port = flow.local
        message.headers.insert(0, ("via", f"SIP/2.0/{flow.transport} {host}:{port};branch={branch};rport"))
        return branch

    def _request(self, message: Message, flow: Flow, at_ns: int) -> None:
        key = _key(message)
        known = self._servers.get(key)
        if known is not None and message.method == "ACK":
            if known.state in ("completed", "confirmed"):
                known.acknowledged()
            else:
                self._user.on_ack(message, at_ns)
        elif message.method == "ACK":
            self._user.on_ack(message, at_ns)
        elif known is not None and message.method != "CANCEL":
            known.repeated()
        elif message.method == "CANCEL":
            self._cancel(message, flow, at_ns)
        else:
            self._user.on_request(self._open(key, message, flow), at_ns)

    def _cancel(self, message: Message, flow: Flow, at_ns: int) -> None:
        cancel_key = (*_key(message), "CANCEL")
        if cancel_key in self._servers:
            self._servers[cancel_key].repeated()
            return
        target = self._servers.get(_key(message))
        transaction = self._open(cancel_key, message, flow)
        found = target is not None and target.is_invite
        transaction.reply(200 if found else 481, to_tag=secrets.token_hex(5))
        if target is not None and found and target.state == "proceeding":
            self._user.on_cancel(target, at_ns)

    def _open(self, key: tuple[str, ...], message: Message, flow: Flow) -> ServerTransaction:
        transaction = ServerTransaction(
            key=key,
            request=message,
            flow=flow,
            timers=self.timers,
            on_end=lambda: _forget(self._servers, key),
        )
        self._servers[key] = transaction
        return transaction


def _forget(table: dict[_K, _V], key: _K) -> None:
    table.pop(key, None)


def _key(message: Message) -> tuple[str, ...]:
    via = message.via
    method = "INVITE" if message.method in ("ACK", "CANCEL") else message.method
    if via.branch.startswith(MAGIC) and len(via.branch) > len(MAGIC):
        return via.branch, via.host, str(via.port or 5060), method
    # Old clients (RFC 2543) have no unique branch; the To tag of an ACK differs from its INVITE's.
    return (
        message.call_id,
        str(message.cseq[0]),
        message.from_.tag,
        message.uri,
        via.host,
        str(via.port),
        method,
    )


def _stamp_via(message: Message, flow: Flow) -> None:
    for place, (name, _) in enumerate(message.headers):
        if name == "via":
            message.headers[place] = ("via", str(message.via.seen_from(*flow.remote)))
            return


def _refuse(message: Message, status: int, flow: Flow) -> None:
    _stamp_via(message, flow)
    reply = make_reply(message, status, to_tag=secrets.token_hex(5))
    flow.send(reply.to_bytes(), way_back(message, flow.remote))

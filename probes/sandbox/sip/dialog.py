import secrets
from dataclasses import dataclass, field

from probes.errors import BadMessage
from probes.sandbox.sip.address import NameAddress, Uri
from probes.sandbox.sip.message import Message
from probes.sandbox.sip.transport import Address, Flow

SUPPORTED = "replaces, timer"
ALLOW = "INVITE, ACK, CANCEL, OPTIONS, BYE, INFO, UPDATE, NOTIFY, REGISTER"


@dataclass(slots=True)
class Dialog:
    """The state two user agents share (RFC 3261, section 12), on the side that was called.

    `contact` is our own Contact URI, `target` the far end's, `routes` the route set in our order.
    """

    call_id: str
    local: str
    """Our From in requests: the To of the INVITE with our tag."""
    remote: str
    local_tag: str
    remote_tag: str
    contact: str
    target: str
    flow: Flow
    routes: list[str] = field(default_factory=list)
    local_cseq: int = 0
    remote_cseq: int = 0

    @classmethod
    def accept(cls, invite: Message, *, flow: Flow, contact: str) -> "Dialog":
        """Begin the dialog that our response to this INVITE establishes."""
        tag = secrets.token_hex(6)
        return cls(
            call_id=invite.call_id,
            local=f"{invite.get('to')};tag={tag}",
            remote=invite.get("from"),
            local_tag=tag,
            remote_tag=invite.from_.tag,
            contact=contact,
            target=_contact(invite) or invite.from_.uri,
            flow=flow,
            routes=invite.all("record-route"),
            remote_cseq=invite.cseq[0],
        )

    def refresh_target(self, message: Message) -> None:
        """Take the far end's new Contact (target refresh, section 12.2)."""
        self.target = _contact(message) or self.target

    def request(self, method: str, *, cseq: int | None = None) -> Message:
        """Build a request within the dialog. ACK gets the number of the INVITE that it acknowledges."""
        if cseq is None:
            self.local_cseq += 1
            cseq = self.local_cseq
        message = Message(method=method, uri=self.target)
        for route in self.routes:
            message.add("route", route)
        message.add("max-forwards", 70)
        message.add("from", self.local)
        message.add("to", self.remote)
        message.add("call-id", self.call_id)
        message.add("cseq", f"{cseq} {method}")
        if method in ("INVITE", "UPDATE", "REFER", "ACK"):
            message.add("contact", f"<{self.contact}>")
        if method in ("INVITE", "UPDATE"):
            message.add("allow", ALLOW)
            message.add("supported", SUPPORTED)
        return message

    @property
    def next_hop(self) -> Address:
        """Where a request goes over UDP: first route, else target, else back the way the call came."""
        first = NameAddress.parse(self.routes[0]).uri if self.routes else self.target
        try:
            uri = Uri.parse(first)
        except BadMessage:
            return self.flow.remote
        return uri.host, uri.port or 5060


def _contact(message: Message) -> str:
    value = message.get("contact")
    if not value or value.strip() == "*":
        return ""
    try:
        return NameAddress.parse(value).uri
    except BadMessage:
        return ""

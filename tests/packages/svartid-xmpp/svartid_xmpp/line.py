"""A chat carried by XMPP itself, with no page and no browser: the visitor enters a room of the server."""

import asyncio
import contextlib
import time

import slixmpp

from probes.chat.line import Signal, SignalKind, Take
from probes.chat.over import ChatCut, Concluded
from probes.chat.turn import Side, Turn
from probes.outcome import Outcome

_ENTER_S = 15.0


class XmppLine:
    """Carries a chat in a room. `server` is `host:port`, `domain` the one that lets anonymous visitors in."""

    def __init__(self, *, room: str, server: str, domain: str, nick: str = "visitor") -> None:
        self._room, self._nick = room, nick
        self._host, _, port = server.partition(":")
        self._port = int(port or 5222)
        self._take: Take = lambda signal: None
        self._number = 0
        self._dropped = False
        self._client = slixmpp.ClientXMPP(domain, "")
        self._client.register_plugin("xep_0045")
        self._client.enable_direct_tls = self._client.enable_starttls = False
        self._client.enable_plaintext = True
        self._started = asyncio.Event()
        self._client.add_event_handler("session_start", lambda _: self._started.set())
        self._client.add_event_handler("groupchat_message", self._heard)
        self._client.add_event_handler("disconnected", lambda _: self._gone())

    async def open(self, take: Take) -> None:
        """Log in and enter the room. Raises Concluded (`unreachable`) if the server does not let us."""
        self._take = take
        launched = time.monotonic_ns()
        self._tell(Signal(SignalKind.LAUNCHED, launched))
        self._client.connect(self._host, self._port)
        try:
            await asyncio.wait_for(self._started.wait(), _ENTER_S)
            self._client.send_presence()
            muc = self._client.plugin["xep_0045"]
            self._client.add_event_handler(f"muc::{self._room}::got_online", self._came)
            self._client.add_event_handler(f"muc::{self._room}::got_offline", self._went)
            await muc.join_muc_wait(self._room, self._nick, maxchars=0, timeout=_ENTER_S)
        except (
            TimeoutError,
            slixmpp.exceptions.XMPPError,
            slixmpp.plugins.xep_0045.muc.PresenceError,
        ) as error:
            raise Concluded(
                Outcome.UNREACHABLE, f"the room cannot be entered ({type(error).__name__})"
            ) from None
        self._tell(Signal(SignalKind.READY, time.monotonic_ns()))

    async def say(self, text: str) -> int:
        """Send something to the room. Raises ChatCut if the connection is gone."""
        if self._dropped or not self._client.is_connected():
            raise ChatCut
        self._client.send_message(mto=self._room, mbody=text, mtype="groupchat")
        return time.monotonic_ns()

    async def choose(self, choice: str) -> int | None:
        """Return None: rooms have no ready answers."""
        return None

    async def close(self) -> None:
        """Leave the room."""
        if self._client.is_connected():
            self._client.plugin["xep_0045"].leave_muc(self._room, self._nick)

    async def drop(self) -> None:
        """Log out."""
        if not self._dropped:
            self._dropped = True
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._client.disconnect(wait=0.3), 1.0)

    def _heard(self, message: slixmpp.Message) -> None:
        if message["mucnick"] and message["mucnick"] != self._nick:
            self._turn(Side.THEIRS, message["body"], author=message["mucnick"])

    def _came(self, presence: slixmpp.Presence) -> None:
        if presence["muc"]["nick"] != self._nick:
            self._turn(Side.NOTICE, f"{presence['muc']['nick']} has joined the chat.")

    def _went(self, presence: slixmpp.Presence) -> None:
        nick = presence["muc"]["nick"]
        if nick == self._nick:
            self._tell(Signal(SignalKind.OVER, time.monotonic_ns()))
        else:
            self._turn(Side.NOTICE, f"{nick} has left the chat.")

    def _turn(self, side: Side, text: str, *, author: str = "") -> None:
        self._number += 1
        at_ns = time.monotonic_ns()
        turn = Turn(at_ns / 1e9, side, text, author)
        self._tell(Signal(SignalKind.TURN, at_ns, key=f"x{self._number}", turn=turn))

    def _gone(self) -> None:
        if not self._dropped:
            self._tell(Signal(SignalKind.LOST, time.monotonic_ns()))

    def _tell(self, signal: Signal) -> None:
        if not self._dropped:
            self._take(signal)

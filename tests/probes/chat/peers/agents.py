"""People of an organisation who answer in a room by a real XMPP client (slixmpp)."""

import asyncio
import time
from dataclasses import dataclass, field

import slixmpp
from prosody import PASSWORD


@dataclass
class Said:
    """What truly happened: who, what, and when the client sent it (CLOCK_MONOTONIC, ns)."""

    who: str
    what: str
    at_ns: int


@dataclass
class Shift:
    """The agents' shared log of a test."""

    said: list[Said] = field(default_factory=list)
    heard: list[Said] = field(default_factory=list)


class Agent(slixmpp.ClientXMPP):
    """One person at a desk: joins a room when told to, hears the visitor, says things, leaves."""

    def __init__(self, name: str, *, c2s: int, room: str, shift: Shift) -> None:
        super().__init__(f"{name.lower()}@localhost", PASSWORD)
        self.nick, self.room, self.shift, self.port = name, room, shift, c2s
        self.register_plugin("xep_0045")
        self.enable_direct_tls = self.enable_starttls = False
        self.enable_plaintext = True
        self.plugin["feature_mechanisms"].unencrypted_plain = True
        self.there = asyncio.Event()
        self.inbox: asyncio.Queue[str] = asyncio.Queue()
        self.add_event_handler("session_start", self._started)
        self.add_event_handler("groupchat_message", self._heard)

    async def come(self) -> None:
        """Log in and enter the room."""
        self.connect("127.0.0.1", self.port)
        await asyncio.wait_for(self.there.wait(), 10)
        self._log("joined")
        await self.plugin["xep_0045"].join_muc_wait(self.room, self.nick, maxchars=0, timeout=10)

    def say(self, text: str) -> None:
        """Write into the room."""
        self._log(text)
        self.send_message(mto=self.room, mbody=text, mtype="groupchat")

    async def leave(self) -> None:
        """Leave the room and log out."""
        self._log("left")
        self.plugin["xep_0045"].leave_muc(self.room, self.nick)
        await self.disconnect(wait=1.0)

    async def close_room(self) -> None:
        """Close the room for everybody, as its owner."""
        self._log("closed")
        await self.plugin["xep_0045"].destroy(self.room, reason="The chat is over", timeout=10)

    async def show_out(self, nick: str) -> None:
        """Show a visitor out of the room, as its owner."""
        self._log("closed")
        await self.plugin["xep_0045"].set_role(self.room, nick, "none", reason="The chat is over", timeout=10)

    async def _started(self, _: object) -> None:
        self.send_presence()
        self.there.set()

    def _heard(self, message: slixmpp.Message) -> None:
        # Signs of typing are messages without a body.
        if message["body"] and message["mucnick"] not in ("", "Robo", "Kari", "Ola"):
            self.shift.heard.append(Said(message["mucnick"], message["body"], time.monotonic_ns()))
            self.inbox.put_nowait(message["body"])

    def _log(self, what: str) -> None:
        self.shift.said.append(Said(self.nick, what, time.monotonic_ns()))

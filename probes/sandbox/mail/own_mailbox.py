"""Our own mailbox in the town: an IMAP server on loopback (pymap, in memory), no dovecot needed."""

import asyncio
import logging
import secrets
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_USER = "town"


@dataclass(frozen=True, slots=True)
class OwnMailbox:
    """A running mailbox: where it listens, and the way to put letters into it."""

    host: str
    port: int
    user: str
    password: str
    _inbox: Any

    async def deliver(self, letter: bytes) -> datetime:
        """Put a letter into the inbox and return its INTERNALDATE: now, in whole seconds of UTC."""
        from pymap.parsing.message import AppendMessage

        at = datetime.now(UTC).replace(microsecond=0)
        await self._inbox.append(AppendMessage(letter, at, frozenset()))
        return at


@asynccontextmanager
async def own_mailbox(*, host: str = "127.0.0.1") -> AsyncIterator[OwnMailbox]:
    """Run a mailbox on a free port as long as the block lasts; the password is made for it."""
    from proxyprotocol.noop import ProxyProtocolNoop
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import DictBackend
    from pymap.imap import IMAPServer

    logging.getLogger("pymap").setLevel(logging.ERROR)
    password = secrets.token_hex(16)
    settings = Namespace(
        host=host, port=0, debug=False, cert=None, key=None, tls=False, passlib_cfg=None, proxy_protocol=None,
        demo_data=False, demo_user=_USER, demo_password=password,
    )  # fmt: skip
    backend, config = await DictBackend.init(settings, reject_dnsbl=False)
    config.apply_context()
    identity = backend.login.demo_user_identity
    async with identity.new_session() as session:
        inbox = await session.mailbox_set.get_mailbox("INBOX")
        serve = ProxyProtocolReader(ProxyProtocolNoop()).get_callback(IMAPServer(backend.login, config))
        server = await asyncio.start_server(serve, host=host, port=0)
        try:
            port = server.sockets[0].getsockname()[1]
            yield OwnMailbox(host, port, _USER, password, inbox)
        finally:
            server.close()
            # Watchers may still hold their IDLE: they are cut off, as by a server that goes down.
            for task in asyncio.all_tasks():
                if "ProxyProtocolReader" in repr(task.get_coro()):
                    task.cancel()

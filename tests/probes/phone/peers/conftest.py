"""Peers and an engine for the tests of this folder."""

import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from probes.phone.engine.lines import PhoneLines
from probes.phone.trunk import Trunk
from tests.probes.phone.peers.raw_peer import RawPeer
from tests.probes.phone.peers.sipp import Organisation, running_sipp


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lines() -> AsyncIterator[PhoneLines]:
    """One engine on a loopback trunk for all tests of a module."""
    async with PhoneLines(Trunk(), workers=2) as engine:
        yield engine


@pytest.fixture
def organisation(tmp_path: Path) -> Iterator[Callable[..., Organisation]]:
    """Start SIPp with a scenario; all are ended with the test."""
    numbers = itertools.count()
    with contextlib.ExitStack() as stack:

        def start(text: str, **settings: int) -> Organisation:
            folder = tmp_path / f"sipp{next(numbers)}"
            return stack.enter_context(running_sipp(text, folder=folder, **settings))

        yield start


@pytest_asyncio.fixture(loop_scope="module")
async def peer() -> AsyncIterator[RawPeer]:
    """A plain socket that speaks whatever a test wants."""
    async with RawPeer() as opened:
        yield opened

import asyncio
import sys
from collections.abc import AsyncIterator

from rich.console import Console
from rich.text import Text

from probes.chat.seat import Observed
from probes.chat.turn import Speaker

_STYLES = {Speaker.PERSON: "bold green", Speaker.ROBOT: "magenta", Speaker.SYSTEM: "dim"}


class TerminalSeat:
    """A seat at this terminal: what is typed line by line is sent, the other side's words are shown.

    An empty line, or the end of the input, ends the chat.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[str, str] = {}

    async def typed(self) -> AsyncIterator[str]:
        """Give each line that is typed."""
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[str] = asyncio.Queue()

        def line() -> None:
            lines.put_nowait(sys.stdin.readline())

        loop.add_reader(sys.stdin.fileno(), line)
        try:
            while (text := await lines.get()).strip():
                yield text.strip()
        finally:
            loop.remove_reader(sys.stdin.fileno())

    async def observe(self, turn: Observed) -> None:
        """Print a turn of the other side; our own words stand on the terminal already."""
        if turn.speaker is Speaker.SHOPPER or self._shown.get(turn.key) == turn.text:
            return
        self._shown[turn.key] = turn.text
        who = f"{turn.author or turn.speaker.value}: "
        line = Text.assemble((who, _STYLES.get(turn.speaker, "")), turn.text)
        self._console.print(line, highlight=False)

    async def joined(self) -> None:
        """Say that the shopper may write."""
        self._console.print("A person is there. Write; an empty line ends the chat.", style="bold")

    async def ended(self) -> None:
        """Say that it is over."""
        self._console.print("The chat is over.", style="bold")

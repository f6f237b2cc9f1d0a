from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.status import CampaignStatus

_MOST_ROWS = 12


class LiveProgress:
    """A campaign as it goes on: how much is done, with which endings, and what each call hears right now.

    Where nobody looks (no terminal), nothing is drawn.
    """

    def __init__(self, console: Console, *, clock: str) -> None:
        self._live = Live(console=console, refresh_per_second=4, transient=True)
        self._drawn = console.is_terminal
        self._clock = clock

    def __enter__(self) -> "LiveProgress":
        """Begin to draw."""
        if self._drawn:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._drawn:
            self._live.stop()

    def show(self, status: CampaignStatus, crew: Crew) -> None:
        """Draw where the campaign stands."""
        if self._drawn:
            self._live.update(self._picture(status, crew))

    def _picture(self, status: CampaignStatus, crew: Crew) -> Group:
        head = Table.grid(padding=(0, 1))
        bar = ProgressBar(total=max(status.contacts, 1), completed=status.done, width=40)
        head.add_row(Text(status.slug, style="bold"), bar, f"{status.done} of {status.contacts}", self._clock)
        endings = " · ".join(
            f"{count} {ending.replace('_', ' ')}" for ending, count in status.endings.items()
        )
        calls = Table.grid(padding=(0, 2))
        for each in list(crew.running.values())[:_MOST_ROWS]:
            calls.add_row(each.key, Text(each.seen.replace("_", " "), style="cyan"))
        return Group(head, Text(endings, style="dim"), calls)

from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.text import Text

from probes.event import Event, EventKind, Source
from probes.phone.words import describe

_QUIET = frozenset(
    {
        EventKind.STEP,
        EventKind.SPOKEN,
        EventKind.SILENCE_STARTED,
        EventKind.SILENCE_ENDED,
        EventKind.MEDIA_QUALITY,
        EventKind.FINISHED,
    }
)
_STYLES = {
    Source.SIGNALLING: "cyan",
    Source.MEDIA: "magenta",
    Source.CALLER: "green",
    Source.ANALYSIS: "yellow",
}
_ENDS = frozenset(
    {EventKind.SPEECH_ENDED, EventKind.MUSIC_ENDED, EventKind.TONE_ENDED, EventKind.SILENCE_STARTED}
)
_SOUNDS = frozenset({EventKind.SPEECH_STARTED, EventKind.MUSIC_STARTED, EventKind.TONE_STARTED})


class LiveTimeline:
    """Shows an attempt while it runs: a line an event, and on a terminal a line of what is heard now.

    Use it as a context manager and hand `watch` to `run_attempt`. What the ear only believes is marked
    with ~; the decided events that follow after the call are not printed again.
    """

    def __init__(self, console: Console, *, clock: Callable[[], float]) -> None:
        self._console = console
        self._clock = clock
        self._began: float | None = None
        self._heard = ""
        self._told: set[tuple[EventKind, int, str]] = set()
        self._over = False
        self._live = Live(self, console=console, refresh_per_second=4, transient=True)

    def __enter__(self) -> "LiveTimeline":
        """Begin."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        if self._console.is_terminal:
            self._live.stop()

    def __rich__(self) -> Text:
        """Return the line of this moment."""
        if self._began is None:
            return Text("  …  waiting for a line", style="dim")
        passed = self._clock() - self._began
        return Text(f"{passed:8.1f} s  {self._heard or 'nothing heard'}", style="bold")

    def watch(self, event: Event, stored: bool) -> None:
        """Take an event or a glimpse."""
        if event.kind is EventKind.DIALLED:
            self._began = self._clock()
        again = event.kind in _SOUNDS and describe(event) == self._heard
        if event.kind in _SOUNDS:
            self._heard = describe(event)
        elif event.kind in _ENDS:
            self._heard = ""
        if event.kind is EventKind.HUNG_UP:
            self._over = True
        if not again:
            self._print(event, stored)

    def _print(self, event: Event, stored: bool) -> None:
        sound = event.source is Source.MEDIA and event.kind in (_SOUNDS | _ENDS)
        if event.kind in _QUIET or (sound and (stored or event.kind in _ENDS)):
            return
        if sound:
            # The ear may decide a stretch anew: it is told again only if it is called otherwise now.
            told = (event.kind, round(event.offset_ms), describe(event))
            if told in self._told:
                return
            self._told.add(told)
        if event.source is Source.ANALYSIS and event.kind is not EventKind.TRANSFERRED:
            return
        mark = " " if stored else "~"
        style = "bold green" if event.kind is EventKind.PERSON_ANSWERED else _STYLES.get(event.source, "")
        line = Text.assemble(
            (f"{event.offset_ms / 1000:8.1f} s ", "dim"), f"{mark} ", (describe(event), style)
        )
        self._console.print(line, highlight=False, soft_wrap=True)

import tempfile
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar
from zlib import crc32

from probes.directory import SHOPPER, Directory, Entry, read_directory, remove_directory, write_directory
from probes.errors import BadSettings
from probes.sandbox.catalogue import TownCentre, catalogue
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_config import ShopperConfig
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centres import ProcessConfig, StartedCentre, started_centres
from probes.sandbox.studio_sounds import SPOKEN_AS
from probes.sandbox.town_shopper import SHOPPER_ADDRESS
from probes.sandbox.truth import TrueEvent, read_truth
from probes.state import make_state_folder

Voices = Literal["town", "studio"]
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Town:
    """A practice town that runs: each centre a SIP server on loopback in a process of its own.

    So is the shopper's phone, where there is one.
    """

    centres: Mapping[str, TownCentre]
    running: Mapping[str, StartedCentre]
    directory: Directory
    shopper: StartedCentre | None = None
    sites: tuple[Entry, ...] = ()
    """The forms and chats of its web sites, where they run."""

    def uri(self, centre: str) -> str:
        """Return the SIP URI of a centre. Raises BadSettings if it does not run."""
        return _known(self.running, centre).uri

    def truth_path(self, centre: str) -> Path:
        """Return the log in which the centre writes what truly happens. Raises BadSettings."""
        return _known(self.running, centre).truth_path

    def truth(self, centre: str, *, call: str | None = None) -> list[TrueEvent]:
        """Return what truly happened at a centre so far, of one Call-ID or all. Raises BadSettings."""
        return read_truth(self.truth_path(centre), call=call)

    @property
    def shopper_uri(self) -> str:
        """The SIP URI of the shopper's phone. Raises BadSettings if the town runs without one."""
        return self._shopper().uri

    def shopper_truth(self, *, call: str | None = None) -> list[TrueEvent]:
        """Return what truly happened at the shopper's phone so far. Raises BadSettings if there is none."""
        return read_truth(self._shopper().truth_path, call=call)

    def _shopper(self) -> StartedCentre:
        if self.shopper is None:
            raise BadSettings("the town runs without a shopper's phone – start it with one")
        return self.shopper


@asynccontextmanager
async def running_town(
    *,
    centres: Collection[str] | None = None,
    seed: int = 1,
    state: Path | None = None,
    voices: Voices = "town",
    truth: Path | None = None,
    shopper: ShopperHabit | None = None,
    meters: bool = False,
    sites: bool = False,
    post_pace: float | None = None,
) -> AsyncIterator[Town]:
    """Start the town's centres (all, or the named ones), and end every one of them on the way out.

    `sites`: also the organisations' web sites, in this process (`probes.sandbox.web.town_sites`).
    `post_pace`: also their mailboxes and our own, where so many seconds pass in one of ours; our account
    stands in the state folder, and forms are answered by mail (`probes.sandbox.mail`).

    `shopper`: also a shopper's phone of that habit, which stands in the directory as `shopper`. `meters`:
    the centres' truth also tells what arrives from callers (sound, gaps, clicks).

    The truth is logged in `truth`, by default `town/truth` in the state folder; without `state` the
    town keeps everything in a temporary folder and nobody else finds it. Raises BadSettings if a centre
    is unknown or does not start, or if another town runs in the state folder.
    """
    known = catalogue()
    chosen = {name: _known(known, name) for name in (known if centres is None else dict.fromkeys(centres))}
    async with AsyncExitStack() as stack:
        if state is None:
            state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="svartid-town-")))
        folder = _fresh_truth(state, truth, [*chosen, SHOPPER])
        configs: list[ProcessConfig] = [
            CentreConfig(
                behaviour=centre.behaviour,
                sounds=sounds_of(centre, voices),
                truth_path=folder / f"{name}.jsonl",
                seed=crc32(f"{seed}/{name}".encode()),
                meters=meters,
            )
            for name, centre in chosen.items()
        ]
        if shopper is not None:
            configs.append(
                ShopperConfig(
                    habit=shopper,
                    sounds=_sounds("", voices),
                    truth_path=folder / f"{SHOPPER}.jsonl",
                    seed=crc32(f"{seed}/{SHOPPER}".encode()),
                )
            )
        running = await stack.enter_async_context(started_centres(configs))
        entries = [
            Entry(name, centre.touchpoint, centre.address, running[name].uri)
            for name, centre in chosen.items()
        ]
        phone = running.pop(shopper.user) if shopper is not None else None
        if phone is not None:
            entries.append(Entry(SHOPPER, "phone", SHOPPER_ADDRESS, phone.uri))
        places: list[Entry] = []
        received: list[Any] = []
        if post_pace is not None:
            from probes.sandbox.mail.town_post import running_town_post

            post = running_town_post(truth=folder, names=chosen, state=state, pace=post_pace, seed=seed)
            received.append((await stack.enter_async_context(post)).received)
        if sites:
            from probes.sandbox.web.town_sites import running_sites

            places = await stack.enter_async_context(
                running_sites(truth=folder, names=chosen, seed=seed, received=received)
            )
        write_directory([*entries, *places], state=state)
        stack.callback(remove_directory, state=state)
        yield Town(chosen, running, read_directory(state=state), phone, tuple(places))


def truth_folder(state: Path) -> Path:
    """Return where the last town of a state folder logged the truth."""
    note = state / "town" / "truth-folder"
    return Path(note.read_text(encoding="utf-8")) if note.is_file() else state / "town" / "truth"


def sounds_of(centre: TownCentre, voices: Voices) -> SoundsSpec:
    """Describe the sounds of a centre: the town's own, or studio voices and real hold music."""
    agents = [agent.voice for agent in centre.behaviour.agents]
    return _sounds(centre.organisation.name, voices, agents=agents)


def _sounds(organisation: str, voices: Voices, *, agents: Sequence[str] = ()) -> SoundsSpec:
    if voices == "studio":
        options = {"spoken_as": SPOKEN_AS, "agents": list(agents)}
        return SoundsSpec("probes.sandbox.studio_sounds:StudioSounds", options)
    return SoundsSpec("probes.sandbox.town_sounds:TownSounds", {"organisation": organisation})


def _fresh_truth(state: Path, truth: Path | None, centres: list[str]) -> Path:
    other = read_directory(state=state)
    if other.entries:
        raise BadSettings(
            f"a town already runs in {state} (process {other.process}) – end it, or start this one with"
            " a state folder of its own (--state)"
        )
    make_state_folder(state)
    folder = (truth or state / "town" / "truth").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for centre in centres:
        (folder / f"{centre}.jsonl").unlink(missing_ok=True)
    (state / "town").mkdir(parents=True, exist_ok=True)
    (state / "town" / "truth-folder").write_text(str(folder), encoding="utf-8")
    return folder


def _known(named: Mapping[str, _Thing], name: str) -> _Thing:
    try:
        return named[name]
    except KeyError:
        raise BadSettings(
            f"the town has no centre {name!r} – choose from {', '.join(sorted(named))}"
        ) from None

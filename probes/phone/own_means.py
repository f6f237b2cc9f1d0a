from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from probes.directory import read_directory
from probes.phone.means import Means
from probes.phone.speech import RobotVoice
from probes.phone.trunk import Trunk
from probes.state import make_state_folder


@asynccontextmanager
async def own_means(
    options: Mapping[str, object], *, allowed: Collection[str] | None = None
) -> AsyncIterator[Means]:
    """Build the means of this machine: engine, ears, voice and memory; end them all after use.

    `allowed` is all that is ever dialled: touchpoints and shoppers' phones; None leaves that to the caller.

    Options, all paths as text: `trunk` (a trunk file; without it calls reach this machine only),
    `state` (Svartid's state folder, with the running town's directory and the touchpoints' memory),
    `recordings` (the robot's recorded words), `listener` (a detector's name).
    Raises ChannelUnavailable where pjsua2 is missing, BadSettings for a bad trunk or detector.
    """
    from probes.phone.engine.lines import PhoneLines
    from probes.phone.hearing import Hearing
    from probes.phone.sound.memories import FileMemory

    state = make_state_folder(_path(options, "state"))
    voice = RobotVoice(recordings=_path(options, "recordings"))
    try:
        async with (
            PhoneLines(read_trunk(options), allowed=allowed) as lines,
            Hearing(listener=str(options.get("listener", "call"))) as ears,
        ):
            yield Means(lines, ears, voice, FileMemory(state / "memory"))
    finally:
        voice.close()


def read_trunk(options: Mapping[str, object]) -> Trunk:
    """Return the trunk of the file named in the options, else the loopback trunk into the running town."""
    path = _path(options, "trunk")
    if path is not None:
        from probes.phone.trunk_file import load_trunk

        return load_trunk(path)
    return Trunk(directory=read_directory(state=_path(options, "state")).numbers)


def _path(options: Mapping[str, object], name: str) -> Path | None:
    value = options.get(name)
    return Path(str(value)) if value else None

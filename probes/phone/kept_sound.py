import datetime as dt
import io
import time
import wave
from dataclasses import dataclass

from probes.errors import BadSettings
from probes.event import EventKind, Source
from probes.phone.line import SoundTail
from probes.phone.minutes import Minutes
from probes.sealing import KEY_FILE_VARIABLE, SUFFIX, Seal, find_seal
from scenarios.recording import RecordingAgreement
from scenarios.touchpoint import PhoneTouchpoint

_HEADER = 44
"""Bytes of the header of a growing recording."""


def keep_sound(minutes: Minutes, tail: SoundTail, touchpoint: PhoneTouchpoint, *, on: dt.date) -> None:
    """Keep the sound of a call, sealed, if the touchpoint's agreement covers a call of the day `on`.

    Without an agreement nothing is written, whatever the settings. With one, the evidence and the day
    on which it must be deleted stand in a note of the timeline; if it could not be kept, the note says
    why. Nothing is raised: what was measured stands.
    """
    agreement = agreed(touchpoint, on=on)
    if agreement is None:
        return
    detail: dict[str, object] = {
        "agreement": agreement.dated.isoformat(),
        "document": agreement.document,
        "purge_at": agreement.purge_at.isoformat(),
    }
    try:
        name = minutes.attach(f"sound.wav{SUFFIX}", _seal().seal(_wav(tail)))
    except (BadSettings, OSError) as error:
        detail |= {"note": "sound may be kept but was not", "reason": str(error)}
        minutes.event(EventKind.NOTE, Source.CALLER, at_ns=time.monotonic_ns(), detail=detail)
        return
    detail |= {"note": "sound kept, sealed"}
    minutes.event(EventKind.NOTE, Source.CALLER, at_ns=time.monotonic_ns(), detail=detail, evidence=name)


@dataclass(frozen=True, slots=True)
class Agreed:
    """That the sound of this call may be kept: by which agreement, and until when."""

    document: str
    dated: dt.date
    purge_at: dt.date


def agreed(touchpoint: PhoneTouchpoint, *, on: dt.date) -> Agreed | None:
    """Return the touchpoint's agreement if it covers a call of that day, else None: nothing is kept.

    An agreement covers calls from its own date on; what is kept is deleted `keep` days after the call.
    """
    agreement = touchpoint.recording
    if not isinstance(agreement, RecordingAgreement) or agreement.agreement > on:
        return None
    purge_at = on + dt.timedelta(days=agreement.keep.days)
    return Agreed(agreement.document, agreement.agreement, purge_at)


def _seal() -> Seal:
    seal = find_seal()
    if seal is None:
        raise BadSettings(f"no key is set to seal it with – set {KEY_FILE_VARIABLE}")
    return seal


def _wav(tail: SoundTail) -> bytes:
    # Built in memory: the sound is never on a disk in the clear.
    sound = tail.path.read_bytes()[_HEADER:]
    whole = io.BytesIO()
    with wave.open(whole, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(tail.rate)
        wav.writeframes(sound[: len(sound) // 2 * 2])
    return whole.getvalue()

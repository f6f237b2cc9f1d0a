from collections.abc import Iterable
from dataclasses import dataclass

from probes.event import Event, EventKind, Source
from probes.phone.transfer_signs import Sign, signs_of
from probes.timeline import Timeline

MERGE_MS = 8000.0
"""Signs of one transfer come apart by as long as the new voice takes to speak; two transfers of one caller
hardly come faster. Project's own choice."""

LEAST_CONFIDENCE = 0.5
"""Below this a hint stays a hint (project's own choice)."""

_WAYS = ("refer", "replaces", "redirect", "reinvite", "inside")


@dataclass(frozen=True, slots=True)
class Transfer:
    """The caller was passed on once.

    `at_ms` is the first sign's time from the INVITE; `way` names the strongest evidence (`refer`,
    `replaces`, `redirect`, `reinvite` for a new identity, `inside` for what was only heard);
    `signs` lists everything that spoke for it.
    """

    at_ms: float
    way: str
    confidence: float
    signs: tuple[str, ...]

    def event(self) -> Event:
        """Return it as the event that a timeline keeps."""
        return Event(
            self.at_ms,
            EventKind.TRANSFERRED,
            Source.ANALYSIS,
            confidence=self.confidence,
            detail={"way": self.way, "signs": list(self.signs)},
        )


def reconcile(timeline: Timeline) -> tuple[Transfer, ...]:
    """Conclude from all evidence together how often the caller was passed on.

    Counted from the first person on (a REFER or redirect also before): the pick-up from a queue is the
    baseline and no transfer, whatever its signs. Signs near each other are one transfer; their
    confidences combine as independent evidence, 1 − Π(1 − c). A hold from which the same voice returns
    is a hold. Timelines that hold TRANSFERRED events already are read anew from the other events.
    """
    groups: list[list[Sign]] = []
    for sign in sorted(signs_of(timeline), key=lambda sign: sign.at_ms):
        if (
            groups
            and sign.at_ms - max(one.until_ms for one in groups[-1]) <= MERGE_MS
            and not _both_certain(groups[-1], sign)
        ):
            groups[-1].append(sign)
        else:
            groups.append([sign])
    transfers = (_concluded(group) for group in groups)
    return tuple(transfer for transfer in transfers if transfer.confidence >= LEAST_CONFIDENCE)


def _both_certain(group: Iterable[Sign], sign: Sign) -> bool:
    """Two REFERs are two transfers, however near."""
    return sign.way in ("refer", "redirect") and any(one.name == sign.name for one in group)


def _concluded(group: list[Sign]) -> Transfer:
    doubt = 1.0
    for sign in group:
        doubt *= 1.0 - sign.confidence
    way = min((sign.way for sign in group), key=_WAYS.index)
    names = tuple(dict.fromkeys(sign.name for sign in group))
    return Transfer(group[0].at_ms, way, round(1.0 - doubt, 3), names)

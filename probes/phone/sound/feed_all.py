from collections.abc import Sequence
from typing import Protocol, Self, cast

from probes.phone.sound.listener import Listener, Samples
from probes.phone.sound.segment import Segment


class TogetherListener(Listener, Protocol):
    """A detector that is cheaper when many calls are fed in one go. Nothing obliges one to be so."""

    @classmethod
    def feed_together(
        cls, listeners: Sequence[Self], sounds: Sequence[Samples]
    ) -> list[list[Segment] | Exception]:
        """Feed each listener its sound; return what `feed` would have returned or raised, in their order."""


def feed_all(listeners: Sequence[Listener], sounds: Sequence[Samples]) -> list[list[Segment] | Exception]:
    """Feed many calls' listeners, together where their kind can; an error of one stays its own."""
    news: list[list[Segment] | Exception] = [[] for _ in listeners]
    kinds: dict[type[Listener], list[int]] = {}
    for number, listener in enumerate(listeners):
        kinds.setdefault(type(listener), []).append(number)
    for kind, numbers in kinds.items():
        if hasattr(kind, "feed_together"):
            together = cast(type[TogetherListener], kind)
            of_kind = [cast(TogetherListener, listeners[number]) for number in numbers]
            results = together.feed_together(of_kind, [sounds[number] for number in numbers])
        else:
            results = [_feed(listeners[number], sounds[number]) for number in numbers]
        for number, result in zip(numbers, results, strict=True):
            news[number] = result
    return news


def _feed(listener: Listener, sound: Samples) -> list[Segment] | Exception:
    try:
        return listener.feed(sound)
    except Exception as error:  # noqa: BLE001 - a plug-in's fault must not silence the other calls
        return error

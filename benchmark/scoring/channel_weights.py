"""What the channels are worth beside each other, and what becomes of one that is not offered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.choices import NotOffered
from benchmark.scoring.curve import Floats
from benchmark.scoring.rules import CHANNELS
from scenarios.method import Method

# A form where there is no mailbox, a mailbox where there is no form: one channel by the award's rules.
_WRITTEN = ("email", "web_form")


def published_mix(method: Method) -> dict[str, float]:
    """Weights of the channels by the method: its channel weights, else the shares of its sample's key.

    They add up to 1; empty where the method has neither. E-mail and contact form stand in for each other: the
    one that the method does not name appears with the other's weight under `stands_for`.
    """
    if method.channels is not None:
        weights = {
            str(name): float(w) for name, w in method.channels.sets[method.channels.use].weights.items()
        }
    else:
        weights = {str(name): float(count) for name, count in method.sample.key.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items() if weight} if total else {}


def stands_for(channel: str, mix: dict[str, float]) -> str:
    """The channel of the mix as which contacts of a channel count: itself, or the other written one."""
    if channel in _WRITTEN and channel not in mix:
        other = _WRITTEN[1 - _WRITTEN.index(channel)]
        return other if other in mix else channel
    return channel


def effective_weights(
    *, mix: dict[str, float], offered: NDArray[np.bool_], classes: NDArray[np.intp], policy: NotOffered
) -> Floats:
    """Weight of every channel for every organisation, by the order of `CHANNELS`, shape (p, channels).

    `renormalise`: weights of the channels offered, raised in proportion to add up to 1. `zero`: the published
    weights, so that a channel not offered counts 0. `common channels`: only channels offered by all of the
    class. A row of zeros says that nothing with a weight is left.

    Args:
        mix: published weights that add up to 1.
        offered: whether each organisation offers each channel, after `stands_for`, shape (p, channels).
        classes: class of each organisation as a code, shape (p,).
        policy: what becomes of a channel that is not offered.
    """
    base: Floats = np.array([mix.get(channel, 0.0) for channel in CHANNELS])
    if policy == "zero":
        return np.where(offered.max(axis=1, keepdims=True), base[None, :], 0.0)
    kept = offered
    if policy == "common channels":
        members = np.bincount(classes)
        by_class = np.zeros((members.size, offered.shape[1]), dtype=np.intp)
        np.add.at(by_class, classes, offered)
        kept = by_class[classes, :] == members[classes, None]
    weights = np.where(kept, base[None, :], 0.0)
    held = weights.sum(axis=1, keepdims=True)
    scaled: Floats = np.divide(weights, held, out=np.zeros_like(weights), where=held > 0)
    return scaled

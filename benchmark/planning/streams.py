"""Randomness that stays where it is: each organisation and shopper draws from a stream of its own.

A stream depends on the seed and on names, never on a position in a list. So an organisation that is
added or taken away moves nothing in the draws of the others.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, *names: str) -> np.random.Generator:
    """Give the generator that belongs to a seed and some names."""
    return np.random.default_rng(_digest(seed, *names))


def order(seed: int, *names: str) -> int:
    """Give a number (64 bits) that belongs to a seed and some names: a fixed place in a shuffled row."""
    return _digest(seed, *names) >> 64


def preferences(seed: int, first: str, second: Sequence[str]) -> NDArray[np.float64]:
    """Give a number in [0, 1) for the pair of `first` with each of `second`: a hashed ranking.

    Highest-random-weight hashing (Thaler & Ravishankar 1998, IEEE/ACM Transactions on Networking 6:1):
    when one of `second` goes, only what preferred it moves.
    """
    return np.array([order(seed, first, each) / 2**64 for each in second])


def _digest(seed: int, *names: str) -> int:
    text = "\0".join((str(seed), *names)).encode()
    return int.from_bytes(blake2b(text, digest_size=16).digest(), "big")

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


def name_codes(seed: int, names: Sequence[str]) -> NDArray[np.uint64]:
    """Give the numbers (64 bits) that belong to a seed and each of several names."""
    return np.array([order(seed, each) for each in names], dtype=np.uint64)


def ranking(seed: int, name: str, codes: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Give a number in [0, 1) for the pair of a name with each of `codes`: a hashed order of preference.

    Highest-random-weight hashing (Thaler & Ravishankar 1998, IEEE/ACM Transactions on Networking 6:1):
    when one who was preferred goes, only what preferred this one moves. The pair is mixed by the finalizer
    of SplitMix64 (Steele, Lea & Flood 2014, OOPSLA).
    """
    mixed = codes ^ np.uint64(order(seed, name))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    result: NDArray[np.float64] = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return result


def _digest(seed: int, *names: str) -> int:
    text = "\0".join((str(seed), *names)).encode()
    return int.from_bytes(blake2b(text, digest_size=16).digest(), "big")

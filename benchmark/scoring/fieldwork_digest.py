"""The fingerprint of a fieldwork's frames."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def digest(frames: Mapping[str, pd.DataFrame]) -> str:
    """SHA-256 of the canonical bytes of frames that were checked and ordered, 64 hexadecimal digits.

    Canonical: frames and columns in their declared order; text as the sorted list of its different values
    (JSON) and for each row its place in that list; whole numbers and moments (µs) as eight bytes, numbers as
    IEEE 754 doubles, all little-endian, with a missing value as one and the same pattern. So the way in which
    pandas happens to hold a column makes no difference.
    """
    hashing = hashlib.sha256()
    for name, frame in frames.items():
        hashing.update(f"{name}:{len(frame)}\n".encode())
        for column in frame.columns:
            hashing.update(f"{column}\n".encode())
            for part in _bytes(frame[column]):
                hashing.update(part if isinstance(part, bytes) else part.data)
    return hashing.hexdigest()


def _bytes(values: pd.Series) -> tuple[bytes | NDArray[Any], ...]:
    """What is hashed; arrays as they lie in memory."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return _text(list(dtype.categories)), _plain(values.cat.codes.to_numpy(), "<i4")
    if pd.api.types.is_object_dtype(dtype):
        codes, words = pd.factorize(values, sort=True)
        return _text(list(words)), _plain(codes, "<i4")
    if pd.api.types.is_datetime64_any_dtype(dtype):
        moments = values.to_numpy(dtype="datetime64[us]")
        return (_plain(moments.view("i8"), "<i8"),)
    if pd.api.types.is_integer_dtype(dtype):
        return (_plain(values.to_numpy(), "<i8"),)
    numbers = values.to_numpy().astype("<f8") + 0.0  # minus zero is zero
    return (np.where(np.isnan(numbers), np.nan, numbers),)


def _plain(values: NDArray[Any], dtype: str) -> NDArray[Any]:
    return np.ascontiguousarray(values, dtype=dtype)


def _text(words: list[str]) -> bytes:
    return json.dumps(words, ensure_ascii=False).encode()

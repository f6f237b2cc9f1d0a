"""Columns of words that repeat: held as codes, for there may be millions of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def named(codes: NDArray[np.integer[Any]], words: Sequence[str]) -> pd.Series[Any]:
    """A column of words, held as codes into `words`, which may be in any order."""
    dtype = pd.CategoricalDtype(pd.Index(list(words), dtype=object))
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype))

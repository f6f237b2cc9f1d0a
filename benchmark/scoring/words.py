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


def is_word(column: pd.Series[Any], *words: str) -> NDArray[np.bool_]:
    """Where a column of codes holds one of the words, compared as numbers."""
    wanted = np.isin(np.asarray(column.cat.categories, dtype=object), words)
    codes = column.cat.codes.to_numpy()
    if wanted.sum() == 1:
        # Twenty times as quick as to look each of millions up.
        return np.asarray(codes == wanted.argmax())
    found: NDArray[np.bool_] = np.append(wanted, False)[codes]
    return found


def recoded(column: pd.Series[Any], words: pd.Series[Any] | pd.Index[Any]) -> NDArray[np.intp]:
    """Place of every row's word among `words`, -1 where it is none of them; looked up once a category."""
    places = pd.Index(words).get_indexer(column.cat.categories)
    found: NDArray[np.intp] = places[column.cat.codes.to_numpy()]
    return found

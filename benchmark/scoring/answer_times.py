"""How long each contact waited for a person: what a prize's gate asks for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmark.scoring.amounts import Amounts
from benchmark.scoring.contact_state import GIVEN_UP, ContactState, wait_of
from benchmark.scoring.curve import Floats
from benchmark.scoring.words import is_word
from scenarios.limits import WaitLimit
from scenarios.method import Method

_NAME = "answer_time"


def answer_times(*, contacts: pd.DataFrame, method: Method, amounts: Amounts, state: ContactState) -> Floats:
    """Seconds until a person answered, by telephone and chat, shape (n,).

    Where nobody answered it is the method's limit, where the wait was given up before it the time of giving
    up: `ContactState.reached` tells whether a person answered then. NaN where nothing is known, and in
    channels whose wait has another name (a reply).
    """
    waited: Floats = np.full(len(contacts), np.nan)
    for channel in contacts["channel"].cat.categories:
        limit = getattr(method.limits, channel, None)
        if not isinstance(limit, WaitLimit) or wait_of(channel) != _NAME:
            continue
        here = is_word(contacts["channel"], channel)
        known = here & (state.reached | np.asarray(state.void == GIVEN_UP, dtype=bool))
        waited[known] = amounts.of(_NAME).value[known]
        waited[here & state.counts & ~state.reached] = limit.wait.seconds
    return waited

"""Whether each contact was answered under a method's limits, whatever the fieldwork's own limits were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.amounts import Amounts, Flags
from benchmark.scoring.choices import Choices
from benchmark.scoring.curve import Floats
from benchmark.scoring.words import is_word
from probes.outcome import Outcome
from scenarios.duration import WorkingDays
from scenarios.limits import ReplyLimit, WaitLimit
from scenarios.method import Method

GIVEN_UP = "given up before the limit"
"""Why a contact says nothing that would have been waited for longer by the method."""

_ANSWERED = (str(Outcome.ANSWERED_BY_PERSON), str(Outcome.REPLIED), "looked_up")
_GAVE_UP = (str(Outcome.WAIT_LIMIT_REACHED), str(Outcome.NO_REPLY))
_VOID = tuple(str(outcome) for outcome in Outcome if not outcome.counts_as_contact)


@dataclass(frozen=True)
class ContactState:
    """What became of each contact, in the order of `Fieldwork.contacts`.

    Attributes:
        reached: answered within the method's limits and attempts, shape (n,).
        void: why the contact says nothing about the organisation, "" where it does: our instrument failed, it
            was never made, an evaluator left it out, its channel is not in the method, or the wait was given
            up before the method's limit.
        zero: not reached, and the method gives it nothing: score 0.
        empties_channel: as `zero`, and its whole channel is worth nothing too.
        waited: how long, in the unit of the channel's limit (s or working days), NaN where unknown.
        given_up: given up before the limit, where a contact that is never answered counts nothing.
    """

    reached: Flags
    void: NDArray[np.object_]
    zero: Flags
    empties_channel: Flags
    waited: Floats
    given_up: Flags

    @property
    def counts(self) -> Flags:
        """Contacts that say something about the organisation."""
        return np.asarray(self.void == "", dtype=bool)


def contact_state(
    *, contacts: pd.DataFrame, method: Method, amounts: Amounts, choices: Choices
) -> ContactState:
    """Hold every contact against the method's waiting limits, attempts and zero rule.

    An answer after the limit, or at an attempt that the method does not allow, is no answer: a shopper who
    followed the method would have hung up. A wait that the fieldwork gave up earlier than the method would
    have is censored: nobody knows, so the contact has no score; what it says nevertheless is in `given_up`.
    """
    n = len(contacts)
    outcome = contacts["outcome"]
    answered, may_give_up = is_word(outcome, *_ANSWERED), is_word(outcome, *_GAVE_UP)
    reached, void = np.zeros(n, bool), np.full(n, "", dtype=object)
    zero, empties = np.zeros(n, bool), np.zeros(n, bool)
    early, waited = np.zeros(n, bool), np.full(n, np.nan)
    for channel in contacts["channel"].cat.categories:
        here = is_word(contacts["channel"], channel)
        limit = getattr(method.limits, channel, None)
        if channel == "web_page":
            reached |= here & answered
            continue
        if limit is None:
            void[here] = "channel not in the method"
            continue
        late, short, amount = _late_and_short(channel, limit, amounts, choices)
        waited[here] = amount[here]
        too_many = contacts["attempts"].to_numpy() > 1 + limit.retry.times
        reached |= here & answered & ~late & ~too_many
        early |= here & short & may_give_up & ~too_many
        zero |= here & (limit.otherwise != "missing")
        empties |= here & (limit.otherwise == "zero for the channel")
    early &= void == ""
    void[early] = GIVEN_UP
    for word in _VOID:
        void[is_word(outcome, word)] = word
    void[is_word(outcome, "not_run")] = "not run"
    void[is_word(outcome, "left_out")] = "left out"
    reached &= void == ""
    lost = ~reached & (void == "")
    return ContactState(
        reached=reached,
        void=void,
        zero=zero & lost,
        empties_channel=empties & lost,
        waited=waited,
        given_up=zero & (void == GIVEN_UP),
    )


def _late_and_short(
    channel: str, limit: WaitLimit | ReplyLimit, amounts: Amounts, choices: Choices
) -> tuple[Flags, Flags, Floats]:
    """Which waits exceed the limit, which were watched for less than it without an end; and all waits."""
    if isinstance(limit, ReplyLimit):
        most = limit.judged_until or limit.reply
        days = isinstance(most, WorkingDays)
        amount = amounts.working_days() if days else amounts.of("reply_time")
        longest = float(most.days) if isinstance(most, WorkingDays) else most.seconds
        margin = 0.0 if days else choices.early_s
    else:
        amount, longest, margin = amounts.of(wait_of(channel)), limit.wait.seconds, choices.early_s
    late = (amount.observed & (amount.value > longest)) | (amount.censored & (amount.value >= longest))
    return late, amount.censored & (amount.value < longest - margin), amount.value


def wait_of(channel: str) -> str:
    """The measurement that a channel's limit is about."""
    if channel in ("email", "web_form"):
        return "reply_time"
    return "first_reply_time" if channel in ("messenger", "sms") else "answer_time"

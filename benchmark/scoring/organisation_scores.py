"""Channels → one score an organisation, with everything that stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.channel_scores import group_scores, status_of_group
from benchmark.scoring.channel_weights import effective_weights, published_mix, stands_for
from benchmark.scoring.choices import Choices
from benchmark.scoring.contact_scores import ContactScores
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.curve import Floats
from benchmark.scoring.groups import Groups
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.rules import CHANNELS, Rules
from benchmark.scoring.words import recoded
from scenarios.method import Method
from scenarios.score import Score


@dataclass(frozen=True)
class Totals:
    """Scores of organisations and of their channels; `notes` say what the numbers cannot."""

    organisations: pd.DataFrame
    channels: pd.DataFrame
    areas: pd.DataFrame
    notes: tuple[str, ...]


def organisation_scores(
    *,
    fieldwork: Fieldwork,
    method: Method,
    rules: Rules,
    scores: ContactScores,
    state: ContactState,
    choices: Choices,
) -> Totals:
    """Put contacts together to channels and organisations, as the method says.

    Beside the official total stands `post_stratified`, the channels' scores weighed by the published mix, so
    that contacts that fell out of one channel do not shift the weights. A channel with fewer than two scored
    contacts borrows its variance from all organisations' contacts in that channel.
    """
    contacts, organisations = fieldwork.contacts, fieldwork.organisations
    mix, size, width = published_mix(method), len(organisations), len(CHANNELS)
    names = pd.Index(organisations["organisation"])
    org = recoded(contacts["organisation"], names)
    own = pd.Index(CHANNELS)
    channel = recoded(contacts["channel"], own)
    as_counted = np.array([CHANNELS.index(stands_for(each, mix)) for each in CHANNELS])[channel]
    offered = np.zeros((size, width), dtype=bool)
    offers = fieldwork.offers
    offered[recoded(offers["organisation"], names), recoded(offers["channel"], own)] = True
    agent, pooled = _agent(method, rules, scores), _pooled(method)
    shown = _by(Groups(org * width + channel, size * width), scores, state, agent, pooled)
    totals = _by(Groups(org, size), scores, state, agent, pooled)
    totals.insert(0, "organisation", organisations["organisation"].astype(str).to_numpy(dtype=object))
    totals.insert(1, "class", organisations["class"].astype(str).to_numpy(dtype=object))

    empties = Groups(org * width + channel, size * width).count(state.empties_channel) > 0
    _zero_by_rule(shown, empties)
    shown.insert(0, "organisation", np.repeat(totals["organisation"].to_numpy(), width))
    shown.insert(1, "class", np.repeat(totals["class"].to_numpy(), width))
    shown.insert(2, "channel", np.tile(np.array(CHANNELS, dtype=object), size))
    shown["offered"] = offered.ravel()
    shown["status"] = status_of_group(shown, offered=offered.ravel(), by_rule=empties)

    weighed = _weighed(
        Groups(org * width + as_counted, size * width),
        Groups(org * width + as_counted, size * width).count(state.empties_channel) > 0,
        _counted_as(offered, mix),
        organisations,
        (scores, state, agent, pooled),
        mix,
        choices,
    )
    totals = totals.join(weighed)
    by_channels = isinstance(method.score, Score) and method.score.organisation == "weighted channels"
    if by_channels:
        totals["score"], totals["standard_error"] = totals["post_stratified"], totals["post_stratified_error"]
        totals["answered"] = totals.pop("answered_by_mix")
    else:
        totals = totals.drop(columns="answered_by_mix")
    totals["status"] = _status(totals, method)
    totals["zero_words"] = [f"{z} of {n}" for z, n in zip(totals["zeros"], totals["n"], strict=True)]
    _judge(totals, method)
    kept = (shown["contacts"] > 0) | shown["offered"]
    return Totals(
        organisations=totals,
        channels=shown[kept].reset_index(drop=True),
        areas=_areas(Groups(org, size), totals, rules, scores, state),
        notes=_notes(method, mix, contacts, state),
    )


def _by(
    groups: Groups, scores: ContactScores, state: ContactState, agent: Floats, pooled: bool
) -> pd.DataFrame:
    return group_scores(groups=groups, scores=scores, state=state, agent=agent, pooled=pooled)


def _agent(method: Method, rules: Rules, scores: ContactScores) -> Floats:
    name = method.score.agent_area if isinstance(method.score, Score) else None
    if name is None or name not in rules.areas:
        return np.full(scores.score.size, np.nan)
    area: Floats = scores.areas[rules.areas.index(name)]
    return area


def _pooled(method: Method) -> bool:
    return isinstance(method.score, Score) and method.score.organisation == "pooled points"


def _zero_by_rule(frame: pd.DataFrame, empties: NDArray[np.bool_]) -> None:
    """A method may take away a whole channel for one contact that nobody answered."""
    frame.loc[empties, ["score", "standard_error", "hurdle_error", "adjusted"]] = 0.0


def _counted_as(offered: NDArray[np.bool_], mix: dict[str, float]) -> NDArray[np.bool_]:
    result = np.zeros_like(offered)
    for place, channel in enumerate(CHANNELS):
        result[:, CHANNELS.index(stands_for(channel, mix))] |= offered[:, place]
    return result


def _weighed(
    groups: Groups,
    empties: NDArray[np.bool_],
    offered: NDArray[np.bool_],
    organisations: pd.DataFrame,
    parts: tuple[ContactScores, ContactState, Floats, bool],
    mix: dict[str, float],
    choices: Choices,
) -> pd.DataFrame:
    """The channels of each organisation by their published weights."""
    size, width = offered.shape
    scores, state, agent, pooled = parts
    frame = _by(groups, scores, state, agent, pooled)
    _zero_by_rule(frame, empties)
    means, n = (frame[name].to_numpy().reshape(size, width) for name in ("score", "n"))
    classes = organisations["class"].cat.codes.to_numpy().astype(np.intp)
    # A channel with scored contacts is offered, whatever the list of offers says.
    offered = offered | (n > 0)
    weights = effective_weights(mix=mix, offered=offered, classes=classes, policy=choices.not_offered)
    absent = (weights > 0) & offered & np.isnan(means)
    # Offered, but no contact has a score there: nobody knows, so the others carry its weight.
    weights = np.where(absent, 0.0, weights)
    held = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, held, out=np.zeros_like(weights), where=held > 0)
    used = weights > 0
    values = np.where(used & ~np.isnan(means), means, 0.0)
    some = used.any(axis=1) & (n > 0).any(axis=1)
    variance = _variances(frame, size, width)
    answered = frame["answered"].to_numpy().reshape(size, width)
    reached = np.where(np.isnan(answered), 0.0, weights)
    carried = reached.sum(axis=1)
    by_mix = np.divide(
        (reached * np.nan_to_num(answered)).sum(axis=1), carried, out=np.full(size, np.nan), where=carried > 0
    )
    shares = np.divide(weights**2, n, out=np.zeros_like(weights), where=n > 0).sum(axis=1)
    error = np.sqrt((np.where(used & (n > 0), weights**2 * variance, 0.0)).sum(axis=1))
    return pd.DataFrame(
        {
            "post_stratified": np.where(some, (weights * values).sum(axis=1), np.nan),
            "post_stratified_error": np.where(some, error, np.nan),
            "effective_n": np.divide(1.0, shares, out=np.full(size, np.nan), where=some & (shares > 0)),
            "answered_by_mix": by_mix,
            "missing_channels": [_named(row) for row in absent],
        }
    )


def _variances(frame: pd.DataFrame, size: int, width: int) -> Floats:
    """Sampling variance of each organisation's channel mean, borrowed where a channel has one contact."""
    own = frame["standard_error"].to_numpy().reshape(size, width) ** 2
    n = frame["n"].to_numpy().reshape(size, width)
    spread = np.where(n > 1, own * n, 0.0)
    freedom = np.where(n > 1, n - 1, 0)
    pooled = np.divide(
        (spread * freedom).sum(axis=0),
        freedom.sum(axis=0),
        out=np.full(width, np.nan),
        where=freedom.sum(axis=0) > 0,
    )
    borrowed = np.divide(np.broadcast_to(pooled, n.shape), n, out=np.full(n.shape, np.nan), where=n > 0)
    return np.where(n > 1, own, borrowed)


def _named(chosen: NDArray[np.bool_]) -> str:
    return ", ".join(channel for channel, yes in zip(CHANNELS, chosen, strict=True) if yes)


def _status(totals: pd.DataFrame, method: Method) -> NDArray[np.object_]:
    if not isinstance(method.score, Score):
        return np.full(len(totals), "unscored:the method has no total", dtype=object)
    return np.select(
        [~np.isnan(totals["score"]), totals["contacts"] == 0, totals["n"] == 0],
        ["scored", "unscored:no contact", "unscored:no contact has a score"],
        default="unscored:no channel counts",
    ).astype(object)


def _judge(totals: pd.DataFrame, method: Method) -> None:
    """Whether the pass mark is reached and whether the figure rests on enough contacts."""
    scored = totals["status"] == "scored"
    passed = np.full(len(totals), "", dtype=object)
    if method.award.pass_mark is not None:
        reached = totals["score"] >= method.award.pass_mark.at
        passed = np.where(scored, np.where(reached, "passed", "not passed"), "").astype(object)
    totals["passed"] = passed
    reliability = method.reliability
    few = np.zeros(len(totals), dtype=bool) if reliability is None else totals["n"] < reliability.contacts
    totals["label"] = np.where(scored & few, "n is too small to rank", "").astype(object)


def _areas(
    groups: Groups, totals: pd.DataFrame, rules: Rules, scores: ContactScores, state: ContactState
) -> pd.DataFrame:
    """Each organisation's areas: with zeros (`score`) and of reached contacts only (`answered`)."""
    frames = []
    for place, area in enumerate(rules.areas):
        values, counted = scores.areas[place], scores.counted_areas[place]
        known, counts = ~np.isnan(values), ~np.isnan(counted)
        good = known & state.reached
        n = groups.count(known)
        error = np.sqrt(groups.variance(counted, counts) / np.maximum(groups.count(counts), 1))
        frames.append(
            pd.DataFrame(
                {
                    "organisation": totals["organisation"],
                    "class": totals["class"],
                    "area": area,
                    "n": n,
                    "score": groups.mean(counted, counts),
                    "standard_error": error,
                    "answered": groups.mean(values, good),
                    "status": np.where(n > 0, "scored", "unscored:no contact has a score").astype(object),
                }
            )
        )
    if not frames:
        return pd.DataFrame(
            columns=["organisation", "class", "area", "n", "score", "standard_error", "answered", "status"]
        )
    return pd.concat(frames, ignore_index=True).sort_values(["organisation", "area"], ignore_index=True)


def _notes(
    method: Method, mix: dict[str, float], contacts: pd.DataFrame, state: ContactState
) -> tuple[str, ...]:
    notes = []
    if early := int(state.given_up.sum()):
        waits = "1 wait was" if early == 1 else f"{early} waits were"
        notes.append(
            f"{waits} given up before the method's limit: without a score of its own, each hands its weight"
            " on to the waits that lasted longer"
        )
    present = [str(each) for each in contacts["channel"].cat.categories]
    for channel in present:
        other = stands_for(channel, mix)
        if other != channel:
            notes.append(f"contacts by {channel} count as {other}")
        elif mix and channel not in mix and isinstance(method.score, Score):
            notes.append(f"{channel} has no weight in the channel mix")
    return tuple(notes)

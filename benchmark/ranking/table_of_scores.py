"""A score run as the table that rankings are made from."""

from __future__ import annotations

from benchmark.ranking.contact_table import ContactTable
from benchmark.scoring.score_run import ScoreRun
from scenarios.method import Method
from scenarios.score import Score


def table_of_scores(*, run: ScoreRun, method: Method) -> ContactTable:
    """Take contacts, classes, the method's own totals and its channel mix out of a score run.

    Contacts without a score stay in it and count as unscored; organisations without any contact are named
    in `classes` and so come out as unscored.
    """
    columns = ["organisation", "class", "channel", "shopper", "scenario", "day", "score", "counted"]
    contacts = run.contacts[columns].copy()
    contacts["answered"] = run.contacts["reached"].astype(bool)
    contacts["answer_time"] = run.contacts["answer_time"]
    if isinstance(method.score, Score) and method.score.agent_area in run.contact_areas.columns:
        # Both tables have a row a contact, in the same order.
        contacts["agent"] = run.contact_areas[method.score.agent_area].to_numpy()
    totals = run.organisations
    names = totals["organisation"].astype(str)
    scored = totals["score"].notna()
    weights = {channel: float(weight) for channel, weight in run.channel_weights.items()}
    whole = sum(weights.values())
    return ContactTable(
        contacts=contacts,
        classes=dict(zip(names, totals["class"].astype(str), strict=True)),
        official=dict(zip(names[scored], totals["score"][scored].astype(float), strict=True)),
        channel_weights={channel: weight / whole for channel, weight in weights.items()} if whole else None,
    )

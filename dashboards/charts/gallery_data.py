"""A made-up edition with invented names, and every chart of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

import numpy as np

from benchmark.ranking.edition_ranking import EditionRanking, rank_edition
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.curve import Curve
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.score_run import ScoreRun
from benchmark.scoring.simulated import Design, simulate
from benchmark.statistics.funnel import funnel
from benchmark.statistics.kaplan_meier import SurvivalCurve, kaplan_meier
from dashboards.charts.area_profile import area_profile
from dashboards.charts.chart import Chart
from dashboards.charts.contact_calendar import DayState, contact_calendar
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.charts.design_graph import design_graph
from dashboards.charts.funnel_plot import funnel_plot
from dashboards.charts.gallery_checks import Checks, check_charts, checks
from dashboards.charts.ranking_panel import ranking_panel
from dashboards.charts.severity_ladder import severity_ladder
from dashboards.charts.waiting_curves import waiting_curves
from dashboards.charts.weight_flip_chart import weight_flip_chart
from dashboards.charts.words import Language, say
from probes.event import Event, EventKind, Source
from probes.timeline import Timeline
from scenarios.library_path import library_path
from scenarios.load import load_method, load_questionnaire
from scenarios.method import Method

_BEGINS = ("Fjord", "Sol", "Gran", "Elve", "Berg", "Myr", "Ask", "Lund", "Sjø", "Vind", "Bjørk", "Stein",
           "Furu", "Hegg", "Rogn")  # fmt: skip
_ENDS = ("vik", "dal", "nes", "heim", "stad", "berg", "vang", "øy", "li", "rud", "moen", "haug", "bu", "fors")
_KINDS = ("kommune", "kraft", "bank", "forsikring og pensjon")


class Example(NamedTuple):
    """A simulated edition with all that charts are made of."""

    method: Method
    fieldwork: Fieldwork
    run: ScoreRun
    edition: EditionRanking
    checks: Checks


@cache
def example(organisations: int) -> Example:
    """Simulate, score and rank one class of so many organisations; the same every time."""
    method = load_method(library_path() / "methods" / "kundeserviceprisen.yaml")
    questionnaire = load_questionnaire(library_path() / "questionnaires" / f"{method.questionnaire}.yaml")
    made = simulate(
        method=method,
        questionnaire=questionnaire,
        design=Design(
            organisations=organisations,
            classes=1,
            shoppers=24,
            own_shoppers=8,
            organisation_sd=8,
            answered=0.97,
            gives_up=0.1,
        ),
        rng=np.random.default_rng(7),
    ).fieldwork
    names = dict(zip(sorted(made.organisations["organisation"]), _names(organisations), strict=True))
    frames = {
        part: getattr(made, part).assign(
            organisation=lambda frame: frame["organisation"].astype(str).map(names)
        )
        for part in ("organisations", "offers", "contacts")
    }
    frames["organisations"] = frames["organisations"].assign(**{"class": "offentlig og privat"})
    fieldwork = Fieldwork(**frames, measurements=made.measurements, answers=made.answers)
    run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    edition = rank_edition(table=table_of_scores(run=run, method=method), method=method, draws=2000)
    found = checks(method=method, run=run, edition=edition, fieldwork=fieldwork)
    return Example(method, fieldwork, run, edition, found)


def example_charts(*, organisations: int, language: Language) -> list[Chart]:
    """Draw everything there is of the example."""
    made = example(organisations)
    ranking, estimates = made.edition.classes[0], made.edition.estimates
    leader = ranking.rows[0].organisation
    areas = made.run.areas.pivot(index="organisation", columns="area", values="score").dropna()
    names = {area: f"{area}" for area in areas.columns}
    weights = {area: float(made.method.areas[area].weight) for area in areas.columns}
    variances = estimates.covariance.variances
    value = Curve.of(made.method.values["answer_time"])
    everybody = _curve(made, None)
    return [
        ranking_panel(ranking, language=language),
        weight_flip_chart(areas, weights=weights, titles=names, language=language),
        funnel_plot(
            organisations=estimates.organisations,
            theta=estimates.theta,
            variances=variances,
            limits=funnel(theta=estimates.theta, variances=variances),
            language=language,
        ),
        waiting_curves(
            {leader: _curve(made, leader), say("class", language): everybody},
            limit=300.0,
            value=value,
            language=language,
        ),
        waiting_curves(
            {row.organisation: _curve(made, row.organisation) for row in ranking.rows[:3]},
            limit=300.0,
            language=language,
        ),
        area_profile(
            made.run.areas,
            organisation=leader,
            order=[str(area) for area in made.method.areas],
            language=language,
        ),
        *check_charts(made.checks, language=language),
        severity_ladder(estimates.severities, language=language),
        design_graph(made.fieldwork.contacts, language=language),
        contact_calendar(_days(made), language=language),
        contact_timeline(_call(), language=language),
    ]


def _days(made: Example) -> list[tuple[date, DayState]]:
    """Contacts up to the middle of the fieldwork made, a few missed, the others planned."""
    days = made.fieldwork.contacts.sort_values("contact")["day"]
    today = sorted(days)[len(days) // 2]
    return [
        (day.date(), DayState.planned if day > today else DayState.missed if at % 17 == 0 else DayState.made)
        for at, day in enumerate(days)
    ]


def _call() -> Timeline:
    """An invented call: it rings, a menu, a queue with music, a person, passed on to another."""
    kind, source = EventKind, Source

    def event(at: float, what: EventKind, whence: Source, **detail: object) -> Event:
        return Event(offset_ms=1000 * at, kind=what, source=whence, detail=detail)

    return Timeline(
        channel="phone",
        started_at=datetime(2027, 1, 12, 9, 14, tzinfo=UTC),
        touchpoint="fjordvik.switchboard",
        events=[
            event(0, kind.DIALLED, source.SIGNALLING),
            event(0.3, kind.RINGING, source.SIGNALLING),
            event(4.1, kind.ANSWERED, source.SIGNALLING),
            event(4.6, kind.SPEECH_STARTED, source.MEDIA, speaker="recording"),
            event(17.2, kind.SPEECH_ENDED, source.MEDIA, speaker="recording"),
            event(17.8, kind.KEYS_SENT, source.CALLER, keys="2"),
            event(19.0, kind.MUSIC_STARTED, source.MEDIA),
            event(71.5, kind.MUSIC_ENDED, source.MEDIA),
            event(72.4, kind.SPEECH_STARTED, source.MEDIA, speaker="person"),
            event(72.4, kind.PERSON_ANSWERED, source.ANALYSIS),
            event(75.0, kind.SPEECH_ENDED, source.MEDIA, speaker="person"),
            event(75.6, kind.SPOKE, source.CALLER),
            event(81.0, kind.SPOKEN, source.CALLER),
            event(81.9, kind.SPEECH_STARTED, source.MEDIA, speaker="person"),
            event(90.2, kind.SPEECH_ENDED, source.MEDIA, speaker="person"),
            event(91.0, kind.HELD, source.SIGNALLING),
            event(91.2, kind.MUSIC_STARTED, source.MEDIA),
            event(109.0, kind.MUSIC_ENDED, source.MEDIA),
            event(109.1, kind.RESUMED, source.SIGNALLING),
            event(109.8, kind.SPEECH_STARTED, source.MEDIA, speaker="person"),
            event(110.0, kind.TRANSFERRED, source.ANALYSIS, way="reinvite"),
            event(128.0, kind.SPEECH_ENDED, source.MEDIA, speaker="person"),
            event(128.6, kind.SPOKE, source.CALLER),
            event(131.0, kind.SPOKEN, source.CALLER),
            event(132.0, kind.HUNG_UP, source.SIGNALLING, by="caller"),
            event(132.1, kind.FINISHED, source.CALLER),
        ],
    )


def _curve(made: Example, organisation: str | None) -> SurvivalCurve:
    """Waits on the telephone, of one organisation or of all."""
    contacts = made.fieldwork.contacts
    mine = contacts[contacts["channel"] == "phone"]
    if organisation is not None:
        mine = mine[mine["organisation"] == organisation]
    waits = made.fieldwork.measurements
    waits = waits[
        (waits["name"] == "answer_time")
        & (waits["source"] == "machine")
        & waits["contact"].isin(mine["contact"])
    ].dropna(subset=["value"])
    return kaplan_meier(seconds=waits["value"], answered=(waits["status"] == "observed").to_numpy())


def _names(size: int) -> list[str]:
    rng = np.random.default_rng(3)
    found: dict[str, None] = {}
    while len(found) < size:
        parts = (rng.choice(_BEGINS), rng.choice(_ENDS), rng.choice(_KINDS))
        found[f"{parts[0]}{parts[1]} {parts[2]}"] = None
    return list(found)

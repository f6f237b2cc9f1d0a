"""What a method says and nothing comes of: values, weights and worths that count nowhere in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from scenarios.errors import Mistake
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire
from scenarios.score import Score
from scenarios.tree import Loaded, Tree, place_of

_NEAR = 0.05
"""By how many per cent of the total a weight may differ from what the points give, as in scoring."""


class _Idle(NamedTuple):
    """What counts nowhere: its place in the file, why, what stands there, and what to do."""

    at: tuple[Any, ...]
    why: str
    found: str
    remedy: str


def counts_nowhere(tree: Tree) -> list[Mistake]:
    """Return what counts nowhere in the methods of a tree, in the order of files and lines.

    Nothing of it is a mistake: the method can be used, and does what it would do without it. What hangs on a
    questionnaire is left out where the method names none.
    """
    return sorted(
        loaded.document.told(
            place_of(loaded, each.at, key=True), each.at, f"{each.why} (found {each.found}) – {each.remedy}"
        )
        for loaded in tree.files
        for each in _idle(tree, loaded)
    )


def _idle(tree: Tree, loaded: Loaded) -> Iterator[_Idle]:
    method = loaded.model
    if not isinstance(method, Method):
        return
    yield from _worths(method)
    if not isinstance(method.score, Score):
        yield from _without_total(method)
        return
    questionnaire = tree.find(Questionnaire, method.questionnaire) if method.questionnaire else None
    if questionnaire is not None:
        yield from _values(method, questionnaire)
        if method.score.contact == "points of obtainable":
            yield from _weights(method, questionnaire)


def _worths(method: Method) -> Iterator[_Idle]:
    for name, indicator in method.indicators.items():
        if indicator.worth is not None and indicator.kind != "index":
            yield _Idle(
                ("indicators", name, "worth"), "it counts nowhere: only an index takes it", indicator.kind,
                "write `kind: index`, or leave it out",
            )  # fmt: skip


def _without_total(method: Method) -> Iterator[_Idle]:
    for key, names in (("values", method.values), ("areas", method.areas)):
        if names:
            yield _Idle(
                (key,), "they count nowhere: the method makes no total", "score: none",
                "say under `score` how a total comes about, or leave them out",
            )  # fmt: skip


def _values(method: Method, questionnaire: Questionnaire) -> Iterator[_Idle]:
    asked = {item.measured for _area, item, _points in _scored(questionnaire) if item.measured}
    scored = {area.area for area in questionnaire.areas if area.scored}
    for name, curve in method.values.items():
        # In an area of its own it stands alone, as an item that nobody is asked.
        if name not in asked and (curve.area is None or curve.area in scored):
            yield _Idle(
                ("values", name),
                f"it counts nowhere: no item of {questionnaire.questionnaire} that brings points asks for it",
                name,
                f"write `measured: {name}` at one, or leave it out",
            )


def _weights(method: Method, questionnaire: Questionnaire) -> Iterator[_Idle]:
    for area, weight in method.areas.items():
        for channel in type(method.limits).model_fields:
            if getattr(method.limits, channel) is None:
                continue
            points = _points(method, questionnaire, channel)
            total = sum(points.values())
            share = 100 * points.get(area, 0.0) / total if total else weight.weight
            if abs(share - weight.weight) > _NEAR:
                yield _Idle(
                    ("areas", area),
                    f"its weight counts nowhere: points decide, and those of {questionnaire.questionnaire}"
                    f" give it {share:.3g} % in {channel}",
                    f"{weight.weight:g}",
                    "change the points, or write `contact: weighted areas` under `score`",
                )
                break


def _points(method: Method, questionnaire: Questionnaire, channel: str) -> dict[str, float]:
    """What each area can bring in a channel."""
    found: dict[str, float] = {}
    for area, item, points in _scored(questionnaire):
        if item.channels is None or channel in item.channels:
            found[area] = found.get(area, 0.0) + points
    scored = {area.area for area in questionnaire.areas if area.scored}
    asked = {item.measured for _area, item, _points in _scored(questionnaire)}
    for name, curve in method.values.items():
        if curve.area is not None and curve.area not in scored and name not in asked:
            found[curve.area] = found.get(curve.area, 0.0) + curve.out_of
    return found


def _scored(questionnaire: Questionnaire) -> Iterator[tuple[str, Any, float]]:
    """The items that bring points, each with its area and the points."""
    for area in questionnaire.areas:
        for item in area.items if area.scored else ():
            if points := questionnaire.obtainable(item):
                yield area.area, item, points

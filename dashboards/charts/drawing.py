from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plotly.utils import PlotlyJSONEncoder

if TYPE_CHECKING:
    import plotly.graph_objects as go


class Drawing(dict[str, Any]):
    """A figure as plotly.js reads it: `data` and `layout`, without asking plotly about each part.

    Plotly's own figure checks every value as it comes and takes a third of a second for a call's timeline; a
    page has no time for that. It is asked where somebody looks at a figure's parts (`data`, `layout`), which
    the tests do with every chart: what it would refuse fails there.
    """

    def __init__(self) -> None:
        super().__init__(data=[], layout={})

    def add_scatter(self, **given: Any) -> None:
        """Add points or lines."""
        self["data"].append({"type": "scatter", **given})

    def add_bar(self, **given: Any) -> None:
        """Add bars."""
        self["data"].append({"type": "bar", **given})

    def add_shape(self, **given: Any) -> None:
        """Add a line or a rectangle."""
        self["layout"].setdefault("shapes", []).append(given)

    def add_annotation(self, **given: Any) -> None:
        """Add words."""
        self["layout"].setdefault("annotations", []).append(given)

    def update_layout(self, **given: Any) -> None:
        """Say how the whole is laid out; what is said again is said over, part by part."""
        _merge(self["layout"], given)

    def to_json(self) -> str:
        """Return what plotly.js reads, with null for what is no number."""
        return json.dumps(self, cls=PlotlyJSONEncoder)

    def to_plotly_json(self) -> Any:
        """Return the same as plotly's own figure tells it."""
        return self._checked().to_plotly_json()

    @property
    def data(self) -> Any:
        """The traces, checked by plotly."""
        return self._checked().data

    @property
    def layout(self) -> Any:
        """The layout, checked by plotly."""
        return self._checked().layout

    def _checked(self) -> go.Figure:
        import plotly.graph_objects as go

        return go.Figure(self)


def _merge(into: dict[str, Any], given: dict[str, Any]) -> None:
    for name, value in given.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value

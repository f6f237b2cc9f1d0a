"""The design: which shopper met which organisation, and whether that links them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from benchmark.statistics.connectivity import Connectivity, connectivity
from benchmark.statistics.contacts import Column
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    ALARM,
    FAINT,
    LINE,
    clipped,
    dressed,
    escaped,
    heading,
    label_room,
    quiet_axis,
    row_axis,
    row_height,
)
from dashboards.charts.words import Language, say


def design_graph(contacts: pd.DataFrame, *, language: Language) -> Chart:
    """Draw organisations down, shoppers across, a disc for their contacts with each other.

    Parts that no shopper links stand one below another, divided by a line.

    Args:
        contacts: a row a contact with `organisation` and `shopper`; rows without a shopper are left out.
        language: of the words.
    """
    known = contacts.dropna(subset=["organisation", "shopper"])
    met = Counter(zip(known["organisation"].astype(str), known["shopper"].astype(str), strict=True))
    link = _linked(known)
    organisations = [name for part in link.parts for name in part]
    place = {name: at for at, name in enumerate(organisations)}
    # A shopper stands where his organisations stand, so that parts become blocks.
    middle: dict[str, list[int]] = {}
    for organisation, shopper in met:
        middle.setdefault(shopper, []).append(place[organisation])
    part_of = {name: number for number, part in enumerate(link.parts) for name in part}
    first = {shopper: part_of[organisation] for organisation, shopper in met}
    shoppers = sorted(middle, key=lambda name: (first[name], name))
    return Chart(
        figure=_figure(met, link, organisations, shoppers, language, letters=36),
        narrow=_figure(met, link, organisations, shoppers, language, letters=15),
        table=_table(met, link, organisations, shoppers, language),
        title=say("design_title", language),
        summary=_summary(link, organisations, shoppers, language),
        language=language,
    )


def _linked(known: pd.DataFrame) -> Connectivity:
    def column(name: str) -> Column:
        codes, labels = pd.factorize(known[name].astype(str), sort=True)
        return Column(codes=codes.astype("intp"), labels=tuple(str(each) for each in labels))

    (found,) = connectivity(organisation=column("organisation"), facet=column("shopper"), name="shopper")
    return found


def _figure(
    met: Counter[tuple[str, str]],
    link: Connectivity,
    organisations: Sequence[str],
    shoppers: Sequence[str],
    language: Language,
    *,
    letters: int,
) -> Drawing:
    row = {name: at for at, name in enumerate(organisations)}
    column = {name: at for at, name in enumerate(shoppers)}
    most = max(met.values(), default=1)
    narrow = letters < 20
    largest = min(
        18.0, 0.7 * row_height(len(organisations)), (150.0 if narrow else 700.0) / max(len(shoppers), 1)
    )
    pairs = sorted(met)
    figure = Drawing()
    figure.add_scatter(
        x=[column[shopper] for _, shopper in pairs],
        y=[row[organisation] for organisation, _ in pairs],
        mode="markers",
        marker={
            "size": [max(largest * (met[pair] / most) ** 0.5, 2.5) for pair in pairs],
            "color": ACCENT,
            "opacity": 1,
            "line": {"width": 0},
        },
        customdata=[
            f"<b>{escaped(pair[0])}</b><br>{escaped(pair[1])}<br>{say('n_contacts', language, n=met[pair])}"
            for pair in pairs
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        yaxis="y2",
    )
    figure.add_scatter(x=[None], y=[None], mode="markers", hoverinfo="skip")
    meets = Counter(organisation for organisation, _ in pairs)
    size = len(organisations)
    names = [clipped(name, letters) for name in organisations]
    left = label_room(names)
    dressed(
        figure,
        height=max(size, 1) * row_height(size) + 76,
        language=language,
        margin={"l": left, "r": 40, "t": 56, "b": 8},
        xaxis=quiet_axis(
            range=[-0.7, max(len(shoppers), 1) - 0.3],
            tickvals=list(range(len(shoppers))),
            showticklabels=False,
            side="top",
            gridcolor="#eef2f3",
        ),
        yaxis=row_axis(names, automargin=False, showgrid=True, gridcolor="#eef2f3"),
        yaxis2=row_axis(
            [str(meets[name]) for name in organisations],
            side="right",
            overlaying="y",
            tickfont={"color": FAINT, "size": 12},
        ),
    )
    edge = -0.5
    for part in link.parts[:-1]:
        edge += len(part)
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=edge,
            y1=edge,
            line={"color": ALARM, "width": 2, "dash": "dash"},
        )
    figure.add_shape(
        type="line", xref="paper", x0=0, x1=1, yref="paper", y0=1, y1=1, line={"color": LINE, "width": 1}
    )
    heading(
        figure, say("design_key", language, n=len(shoppers)), x=0, shift=10, aside=4 - left if narrow else 0
    )
    return figure


def _table(
    met: Counter[tuple[str, str]],
    link: Connectivity,
    organisations: Sequence[str],
    shoppers: Sequence[str],
    language: Language,
) -> ChartTable:
    part_of = {name: number for number, part in enumerate(link.parts, 1) for name in part}
    head = [say(key, language) for key in ("organisation", "design_part", "design_shoppers")]
    return ChartTable(
        head=(*head, *(say("design_with", language, shopper=shopper) for shopper in shoppers)),
        rows=tuple(
            (
                name,
                part_of[name],
                sum((name, shopper) in met for shopper in shoppers),
                *(met[name, shopper] for shopper in shoppers),
            )
            for name in organisations
        ),
        places=tuple([0] * (3 + len(shoppers))),
    )


def _summary(
    link: Connectivity, organisations: Sequence[str], shoppers: Sequence[str], language: Language
) -> str:
    sizes = {"n": len(organisations), "m": len(shoppers)}
    if not link.connected:
        return say("design_parts", language, parts=len(link.parts), **sizes)
    if link.fewest_pair is None:
        return say("design_one", language, **sizes)
    one, other = link.fewest_pair
    return say("design_linked", language, one=one, other=other, shared=link.fewest_shared, **sizes)

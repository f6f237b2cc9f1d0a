"""A plan as one page: what it can tell, and its calendar. It needs no network, only a browser."""

from collections import Counter
from html import escape
from math import isfinite

from plotly.io import to_html
from plotly.offline import get_plotlyjs

from benchmark.planning.plan import Plan
from dashboards.charts.drawing import Drawing
from dashboards.charts.plan_calendar import PlanTable, plan_calendar, plan_calendar_table
from dashboards.charts.plan_hours import plan_hours, plan_hours_table

_STYLE = """
:root { color: #1d2b2e; background: #fff; font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif }
body { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 }
h2 { font-size: 1.1rem; margin: 0 0 .25rem }
p { margin: .25rem 0 .75rem; max-width: 60rem }
.faint { color: #4d5d61 }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1rem; margin: 1.5rem 0;
     padding: 1rem 0; border: solid #d5dddf; border-width: 1px 0 }
dt { font-size: .85rem; color: #4d5d61; line-height: 1.3 }
dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 2.5rem }
.charts > * { min-width: 0 }
section + section { margin-top: 2.5rem }
.warnings { margin: 2rem 0; padding: .75rem 1rem; background: #fdf6e7; border-left: 4px solid #b7791f }
.warnings ul { margin: .25rem 0 0; padding-left: 1.2rem }
details { margin: .5rem 0 } summary { cursor: pointer; color: #0c4a54 }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; margin: .5rem 0 }
th, td { padding: .2rem .4rem; text-align: right; border-bottom: 1px solid #e3e9ea; white-space: nowrap }
th { white-space: normal; vertical-align: bottom; line-height: 1.2 }
th:first-child, td:first-child { text-align: left }
tr.sum td { font-weight: 600; border-bottom: 0 }
@media print { details > * { display: block } }
"""


def plan_page(plan: Plan, *, title: str, period: str) -> str:
    """Give the page as HTML; `title` is the campaign's, `period` its days in words."""
    quality, contacts = plan.quality, plan.contacts
    calendar = _section("Contacts a day", plan_calendar(contacts), plan_calendar_table(contacts), "calendar")
    hours = _section(
        "Contacts by hour and weekday", plan_hours(contacts), plan_hours_table(contacts), "hours"
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan: {escape(title)}</title>
<style>{_STYLE}</style>
<script>{get_plotlyjs()}</script>
<script>
// Each chart is drawn while the page is still being read; only then is its column's width known.
addEventListener("load", () => document.querySelectorAll(".js-plotly-plot").forEach(Plotly.Plots.resize));
</script>
<h1>{escape(title)}</h1>
<p class="faint">{escape(period)} · plan {escape(plan.campaign)} drawn from seed {plan.seed}</p>
<dl>
{_fact("contacts", f"{quality.contacts:,}".replace(",", " "))}
{_fact("organisations", str(quality.organisations))}
{_fact("different shoppers an organisation", _shoppers(plan))}
{_fact("expected standard error of a difference", f"{quality.standard_error:.1f} points")}
{_fact("contacts each to tell 3 points apart", _needed(quality.contacts_for_3_points))}
</dl>
{_warnings(quality.unmet)}
<div class="charts">
{calendar}
<div>
{hours}
{_classes(plan)}
</div>
</div>
</html>
"""


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"


def _shoppers(plan: Plan) -> str:
    each = plan.quality.shoppers_each
    return "machines alone" if each is None else f"{each.least}–{each.most}"


def _needed(contacts: float) -> str:
    return f"{contacts:.0f}" if isfinite(contacts) else "needs more shoppers"


def _warnings(unmet: tuple[str, ...]) -> str:
    if not unmet:
        return ""
    items = "".join(f"<li>{escape(each)}</li>" for each in unmet)
    return f'<section class="warnings"><h2>What the plan could not do</h2><ul>{items}</ul></section>'


def _section(title: str, figure: Drawing, table: PlanTable, name: str) -> str:
    drawn = to_html(
        figure,
        full_html=False,
        include_plotlyjs=False,
        div_id=name,
        config={"displayModeBar": False, "responsive": True},
    )
    return (
        f'<section><h2>{escape(title)}</h2><div role="img" aria-label="{escape(title)}; the table below has'
        f' the same numbers">{drawn}</div>'
        f"<details><summary>The same as a table</summary>{_table(table)}</details></section>"
    )


def _table(table: PlanTable) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f"<tr{' class=sum' if i == len(table.rows) - 1 else ''}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in row)
        + "</tr>"
        for i, row in enumerate(table.rows)
    )
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _classes(plan: Plan) -> str:
    """The contacts of each class by channel."""
    channels = sorted({contact.channel for contact in plan.contacts})
    count = Counter((contact.class_, contact.channel) for contact in plan.contacts)
    whom: dict[str, set[str]] = {}
    for contact in plan.contacts:
        whom.setdefault(contact.class_, set()).add(contact.organisation)
    rows = [
        (
            class_,
            str(len(whom[class_])),
            *(str(count[class_, channel]) for channel in channels),
            str(sum(count[class_, channel] for channel in channels)),
            f"{plan.quality.by_class[class_]:.1f}",
        )
        for class_ in whom
    ]
    each = [sum(count[class_, channel] for class_ in whom) for channel in channels]
    rows.append(
        (
            "all",
            str(plan.quality.organisations),
            *map(str, each),
            str(sum(each)),
            f"{plan.quality.standard_error:.1f}",
        )
    )
    head = (
        "Class",
        "Organi\u00adsations",
        *(each.replace("_", " ") for each in channels),
        "Con\u00adtacts",
        "± points",
    )
    return (
        f"<section><h2>Classes</h2>{_table(PlanTable(head, tuple(rows)))}"
        '<p class="faint">± points: the expected standard error of the difference of two organisations of the'
        " class. Twice as much is a difference that shows; less may be chance.</p></section>"
    )

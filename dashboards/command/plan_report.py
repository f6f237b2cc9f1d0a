"""A plan in the terminal."""

from collections import Counter
from datetime import date, timedelta
from math import isfinite

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from benchmark.planning.plan import Plan

_SHADES = ("  ", "░░", "▒▒", "▓▓", "██")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def show_plan(plan: Plan, *, title: str, period: str) -> None:
    """Print what a plan holds, what it can tell, and which wishes it could not meet."""
    console = Console()
    quality = plan.quality
    console.print(f"[bold]{escape(title)}[/bold]", highlight=False)
    console.print(f"{period} · seed {plan.seed}", style="dim", highlight=False)
    console.print(f"{quality.contacts} contacts with {quality.organisations} organisations", highlight=False)
    console.print(_classes(plan))
    console.print("Contacts a day (local dates, one column a week)", highlight=False)
    console.print(_calendar(plan, weeks=max(4, (console.width - 8) // 2)))
    console.print()
    for line in _told(plan):
        console.print(line, highlight=False)
    if quality.unmet:
        console.print("\n[bold]What the plan could not do[/bold]")
        for wish in quality.unmet:
            console.print(f"  • {escape(wish)}", highlight=False)


def _classes(plan: Plan) -> Table:
    channels = sorted({contact.channel for contact in plan.contacts})
    count = Counter((contact.class_, contact.channel) for contact in plan.contacts)
    members: dict[str, set[str]] = {}
    for contact in plan.contacts:
        members.setdefault(contact.class_, set()).add(contact.organisation)
    table = Table(box=SIMPLE_HEAD)
    table.add_column("class")
    for name in ("organisations", *(each.replace("_", " ") for each in channels), "contacts", "± points"):
        table.add_column(name, justify="right")
    for class_, organisations in members.items():
        each = [count[class_, channel] for channel in channels]
        error = f"{plan.quality.by_class[class_]:.1f}"
        table.add_row(class_, str(len(organisations)), *map(str, each), str(sum(each)), error)
    return table


def _calendar(plan: Plan, *, weeks: int) -> Text:
    """Weekdays down, weeks across, the darker the more; only as many weeks as fit."""
    count = Counter(contact.at.date() for contact in plan.contacts)
    first, most = min(count), max(count.values())
    monday = first - timedelta(days=first.weekday())
    length = min(weeks, (max(count) - monday).days // 7 + 1)
    text = Text("     ")
    text.append(_months(monday, length), style="dim")
    for weekday in range(max(day.weekday() for day in count) + 1):
        text.append(f"\n{_WEEKDAYS[weekday]}  ")
        for week in range(length):
            contacts = count[monday + timedelta(days=7 * week + weekday)]
            text.append(_SHADES[-(-contacts * (len(_SHADES) - 1) // most)], style="cyan")
    if length < (max(count) - monday).days // 7 + 1:
        text.append("\n     … the terminal is too narrow for the rest", style="dim")
    return text


def _months(monday: date, length: int) -> str:
    line = ""
    for week in range(length):
        day = monday + timedelta(days=7 * week + 3)  # a week belongs to the month of its Thursday
        new = week == 0 or (day - timedelta(days=7)).month != day.month
        if new and len(line) <= 2 * week:
            line = line.ljust(2 * week) + f"{day:%b}"
    return line


def _told(plan: Plan) -> list[str]:
    quality = plan.quality
    lines = []
    if (
        quality.shoppers_each is not None
        and quality.loads is not None
        and quality.shopper_overlap is not None
    ):
        each, loads, overlap = quality.shoppers_each, quality.loads, quality.shopper_overlap
        connected = (
            "one whole" if quality.shopper_parts == 1 else f"up to {quality.shopper_parts} parts a class"
        )
        lines.append(
            f"Each organisation meets {each.least} to {each.most} shoppers (middle {each.middle:g});"
            f" each shopper has {loads.least} to {loads.most} contacts."
        )
        lines.append(
            f"Two organisations of a class share {overlap.shared:.0%} of their shoppers and"
            f" {quality.enquiry_overlap.shared:.0%} of their enquiries; the design is {connected}."
        )
        lines.append(f"{quality.double_rated} contacts are rated twice.")
    else:
        lines.append("Machines alone: no shopper judges, and none can be stricter than another.")
    error = quality.standard_error
    lines.append(
        f"The difference of two organisations of a class will have a standard error of {error:.1f} points:"
        f" below {1.96 * error:.1f} points it may be chance."
    )
    lines.append(
        f"Three points apart would need {quality.contacts_for_3_points:.0f} contacts each."
        if isfinite(quality.contacts_for_3_points)
        else "Three points apart cannot be told by more contacts alone: more shoppers must share them."
    )
    return lines

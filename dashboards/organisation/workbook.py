from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dashboards.organisation.pages import Own
from dashboards.organisation.people import called
from dashboards.site.class_words import class_words
from dashboards.site.enquiry_words import enquiry_words
from dashboards.site.outcome_words import channel_words, outcome_words
from results.access.visible import visible
from results.models import Action, Contact, Dispute, Score
from results.queries.left_out import is_left_out

_TIME = "yyyy-mm-dd hh:mm"


def result_workbook(own: Own, told: dict[str, Any]) -> bytes:
    """Write an organisation's released result as an XLSX file: nothing of anybody else's stands in it.

    `told` is what `views.result.result_parts` returns. Numbers are numbers at full precision, times the
    organisation's own clock; no text is ever read as a formula.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    result = told["result"]
    _sheet(
        book,
        _("Result"),
        (_("What"), _("Value")),
        [
            (_("Organisation"), own.organisation.name),
            (_("Edition"), own.campaign.slug),
            *_mark(own),
            (_("Class"), class_words(own.klass.slug)),
            (_("Method"), f"{own.run.method.slug} {own.run.method.version}"),
            (_("Score"), result.score),
            (_("Interval from"), result.low),
            (_("Interval to"), result.high),
            (_("Contacts"), result.n),
            (_("Place"), result.rank),
            (_("Best place not ruled out"), result.best),
            (_("Worst place not ruled out"), result.worst),
            (_("In the class"), result.size),
            (_("Score of answered contacts only"), result.answered),
            (_("Score of the agents' part"), result.agent),
            (_("Contacts worth nothing"), result.zeros),
            (_("Contacts without a score"), result.missing),
            (_("In words"), told["sentence"]),
        ],
    )
    head = (_("Score"), _("Interval from"), _("Interval to"), _("Contacts"), _("Middle of the class"))
    for title, name, parts in (
        (_("Areas"), lambda each: told["areas"].get(each.name, each.name), result.areas),
        (_("Channels"), lambda each: channel_words(each.name), result.channels),
    ):
        _sheet(
            book,
            title,
            (_("Part"), *head),
            [(name(each), each.value, each.low, each.high, each.n, each.middle) for each in parts],
        )
    _sheet(
        book,
        _("Figures"),
        (_("Figure"), _("Value"), _("Unit"), _("Interval from"), _("Interval to"), _("Contacts")),
        [(title, each.value, each.unit, each.low, each.high, each.n) for title, each in told["figures"]],
    )
    _contacts(book, own)
    _plan(book, own)
    if own.campaign.demo:
        for sheet in book:  # printed, each says what it is
            sheet.oddHeader.center.text = _("Demonstration")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(own: Own) -> list[tuple[str, str]]:
    if not own.campaign.demo:
        return []
    words = _(
        "Nobody is measured by this: its contacts were rehearsed or are invented, and its figures count for"
        " nothing."
    )
    return [(_("Demonstration"), words)]


def _contacts(book: Any, own: Own) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(own.organisation.clock)
    scores = dict(
        visible(Score)
        .filter(run=own.run.score_run, level="contact", column="total", contact__isnull=False)
        .values_list("contact", "value")
    )
    objections = dict(
        visible(Dispute)
        .filter(contact__campaign=own.campaign)
        .order_by("opened_at")
        .values_list("contact", "state")
    )
    rows = visible(Contact).filter(campaign=own.campaign).select_related("enquiry", "touchpoint")
    rows = rows.annotate(left_out=is_left_out())
    _sheet(
        book,
        _("Contacts"),
        (_("Contact"), _("Channel"), _("Address"), _("Enquiry"), _("When"), _("How it ended"), _("Score"),
         _("Objection"), _("Left out")),
        [
            (
                each.key,
                channel_words(each.channel),
                each.touchpoint.slug,
                enquiry_words(each.enquiry),
                (each.done_at or each.due_at).astimezone(zone).replace(tzinfo=None),
                outcome_words(each.outcome) if each.outcome else each.not_run_reason,
                scores.get(each.pk),
                objections.get(each.pk, ""),
                _("left out") if each.left_out else "",
            )
            for each in rows.order_by("due_at", "key")
        ],
    )  # fmt: skip


def _plan(book: Any, own: Own) -> None:
    rows = visible(Action).filter(organisation=own.organisation).select_related("owner")
    _sheet(
        book,
        _("Action plan"),
        (
            _("What is to be done"),
            _("Who answers for it"),
            _("Until when"),
            _("State"),
            _("What became of it"),
        ),
        [
            (each.text, called(each.owner), each.due_on, each.state, each.outcome)
            for each in rows.order_by("due_on", "pk")
        ],
    )


def _sheet(book: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title[:31])
    widths = [len(each) for each in head]
    for number, row in enumerate((head, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = stays text
            elif hasattr(value, "hour"):
                cell.number_format = _TIME
            widths[column - 1] = max(widths[column - 1], min(len(str(value or "")), 60))
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
    sheet.freeze_panes = "A2"

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from results.errors import BadUpload, NobodyFound
from results.exchange import cells
from results.exchange.answer_check import Answered, check_answer
from results.exchange.column import Column
from results.exchange.imported import Imported, importing
from results.exchange.table import Row, Table
from results.exchange.told_figures import TOLD, Told, keep_told, read_told
from results.keep_document import read_document
from results.models import Campaign, Contact, RatingAnswer, RatingEvent, RatingSession, Shopper
from scenarios.item import Item
from scenarios.questionnaire import Questionnaire, WordsScale

RATING_COLUMNS = (
    Column("contact", "The contact's name in the plan.", needed=True, aliases=("kontakt", "key")),
    Column(
        "shopper",
        "The label of who rates; the contact's first or second shopper.",
        needed=True,
        aliases=("label", "testkunde", "testkund", "pseudonym"),
    ),
    Column("item", "The item of the campaign's questionnaire; or a measurement that the shopper took, such as"
           " answer-time (seconds) or transfers.", cells.slug, needed=True,
           aliases=("question", "spørsmål", "fråga", "punkt")),
    Column("answer", "An option's words, a number, words, or N/A.", needed=True, aliases=("svar", "value")),
    Column("comment", "Words beside the answer.", aliases=("kommentar",)),
    Column("rated_at", "When it was rated, with its zone, else UTC; without it, the time of the import.",
           cells.moment, empty=None, aliases=("date", "time", "dato", "tidspunkt", "datum", "tidpunkt")),
)  # fmt: skip
"""The columns of a file of ratings: one row an answer."""

_BATCH = 5000


class _Line(NamedTuple):
    row: Row
    item: Item
    answer: Answered
    comment: str


_Rating = tuple[Contact, Shopper]


def import_ratings(
    path: Path, *, campaign: str = "", incomplete: bool = False, dry_run: bool = False, actor: str = "svartid"
) -> Imported:
    """Take ratings from a CSV or XLSX file, one row an answer (`RATING_COLUMNS`): all rows or none.

    Checked against the questionnaire of the campaign (default: the only one in the record). Each rating
    becomes a submitted session of the origin `import` with its trail. All items asked in the contact's
    channel must be answered, but those of free words and those that a machine measures, unless `incomplete`
    is set. A row may also name a measurement that the shopper took: it is kept beside the machine's. Raises
    BadUpload with every mistake, NobodyFound for an unknown campaign.
    """
    found = _campaign(campaign)
    questionnaire = _questionnaire(found, path)
    table = Table(path, RATING_COLUMNS)
    rows = list(table.rows())
    ratings, told = _checked(table, rows, found, questionnaire)
    if not incomplete:
        _check_complete(table, ratings, questionnaire)
    table.mistakes.tell()
    with importing("ratings", path=path, dry_run=dry_run, actor=actor) as done:
        _keep(found, ratings)
        keep_told(told)
        done.new = len(ratings)
    return done


def _campaign(name: str) -> Campaign:
    found = list(Campaign.objects.filter(**({"slug": name} if name else {}))[:2])
    if not found:
        raise NobodyFound(
            f"{name!r}: the record has no campaign of this name" if name else "there is no campaign"
        )
    if len(found) > 1:
        raise NobodyFound("the record has several campaigns – name the one rated: --campaign")
    return found[0]


def _questionnaire(campaign: Campaign, path: Path) -> Questionnaire:
    document = read_document(campaign.questionnaire) if campaign.questionnaire else None
    if not isinstance(document, Questionnaire):
        raise BadUpload(f"{path}: the campaign {campaign.slug} has no questionnaire to check ratings against")
    return document


def _checked(
    table: Table, rows: list[Row], campaign: Campaign, questionnaire: Questionnaire
) -> tuple[dict[_Rating, list[_Line]], list[Told]]:
    contacts = _known(
        Contact.objects.filter(campaign=campaign), "key", {row.values["contact"] for row in rows}
    )
    shoppers = _known(Shopper.objects.all(), "label", {row.values["shopper"] for row in rows})
    rated = set(
        RatingSession.objects.filter(contact__campaign=campaign)
        .exclude(state="withdrawn")
        .values_list("contact_id", "shopper_id")
    )
    items = {item.item: item for item in questionnaire.items}
    ratings: dict[_Rating, list[_Line]] = {}
    told: list[Told] = []
    for row in rows:
        contact, shopper = contacts.get(row.values["contact"]), shoppers.get(row.values["shopper"])
        item = items.get(row.values["item"])
        measured = item is None and row.values["item"] in TOLD
        for column, there in (("contact", contact), ("shopper", shopper), ("item", item or measured)):
            if not there:
                where = (
                    "questionnaire" if column == "item" else "campaign" if column == "contact" else "record"
                )
                table.wrong(row, column, f"the {where} has no {column} {row.values[column]!r}")
        if contact is None or shopper is None or (item is None and not measured):
            continue
        if item is None:
            _tell(table, row, contact, shopper, told)
            continue
        line = _line(table, row, item, contact, questionnaire)
        lines = ratings.setdefault((contact, shopper), [])
        if not lines:
            _check_rater(table, row, contact, shopper, rated)
        if any(each.item is item for each in lines):
            table.wrong(row, "item", f"{item.item} is answered twice by {shopper.label} for {contact.key}")
        if line is not None:
            lines.append(line)
    return ratings, told


def _tell(table: Table, row: Row, contact: Contact, shopper: Shopper, told: list[Told]) -> None:
    """Add a figure that the shopper took; who may tell it is who may rate the contact."""
    _check_rater(table, row, contact, shopper, set())
    figure = read_told(table, row, contact, shopper)
    if figure is None:
        return
    if any(figure[:3] == each[:3] for each in told):
        table.wrong(row, "item", f"{row.values['item']} is told twice by {shopper.label} for {contact.key}")
    told.append(figure)


def _known(rows: Any, column: str, wanted: Iterable[str]) -> dict[str, Any]:
    names = sorted(wanted)
    found: dict[str, Any] = {}
    for begin in range(0, len(names), _BATCH):
        for each in rows.filter(**{f"{column}__in": names[begin : begin + _BATCH]}):
            found[getattr(each, column)] = each
    return found


def _check_rater(
    table: Table, row: Row, contact: Contact, shopper: Shopper, rated: set[tuple[int, int]]
) -> None:
    if contact.state != "done" or not contact.outcome:
        table.wrong(row, "contact", f"{contact.key} was not made ({contact.not_run_reason or contact.state})")
    if contact.shopper_id and shopper.pk not in (contact.shopper_id, contact.second_shopper_id):
        table.wrong(row, "shopper", f"{shopper.label} is not the shopper of {contact.key}")
    if (contact.pk, shopper.pk) in rated:
        table.wrong(row, "contact", f"{shopper.label} has rated {contact.key} already")


def _line(table: Table, row: Row, item: Item, contact: Contact, questionnaire: Questionnaire) -> _Line | None:
    if item.channels is not None and contact.channel not in item.channels:
        table.wrong(row, "item", f"{item.item} is not asked about {contact.channel} – leave the row out")
        return None
    comment = row.values.get("comment", "")
    try:
        answer, wrong = check_answer(questionnaire, item, row.values["answer"], comment)
    except cells.BadCell as error:
        table.wrong(row, "answer", str(error))
        return None
    for words in wrong:
        table.wrong(row, "comment", words)
    return _Line(row, item, answer, comment)


def _check_complete(table: Table, ratings: dict[_Rating, list[_Line]], questionnaire: Questionnaire) -> None:
    if table.mistakes.count:
        return  # an answer that cannot be read is not missing
    for (contact, shopper), lines in ratings.items():
        answered = {line.item.item for line in lines}
        lacking = [
            item.item
            for item in questionnaire.asked(contact.channel)
            if item.item not in answered
            and item.measured is None
            and not isinstance(questionnaire.scales[item.scale], WordsScale)
        ]
        if lacking:
            words = f"{shopper.label}'s rating of {contact.key} lacks {', '.join(lacking)} – add it, or take"
            table.wrong(lines[0].row, "item", f"{words} ratings that lack answers with --incomplete")


def _keep(campaign: Campaign, ratings: dict[_Rating, list[_Line]]) -> None:
    assert campaign.questionnaire_id is not None
    now = timezone.now()
    sessions = []
    for (contact, shopper), lines in ratings.items():
        times = [line.row.values.get("rated_at") or now for line in lines]
        sessions.append(
            RatingSession(
                contact=contact,
                shopper=shopper,
                role="second" if shopper.pk == contact.second_shopper_id else "first",
                questionnaire_id=campaign.questionnaire_id,
                language=contact.language,
                origin="import",
                state="submitted",
                opened_at=min(times),
                submitted_at=max(times),
            )
        )
    RatingSession.objects.bulk_create(sessions, batch_size=_BATCH)
    answers, events = [], []
    for session, lines in zip(sessions, ratings.values(), strict=True):
        end = session.submitted_at or now
        trail = [RatingEvent(session=session, at=session.opened_at, kind="opened", language=session.language)]
        for line in lines:
            at = line.row.values.get("rated_at") or end
            value = {**line.answer.__dict__, "comment": line.comment}
            answers.append(RatingAnswer(session=session, item=line.item.item, answered_at=at, **value))
            after = {
                key: each
                for key, each in value.items()
                if each is not None and each is not False and each != ""
            }
            trail.append(
                RatingEvent(session=session, at=at, kind="answered", item=line.item.item, after=after)
            )
        trail.append(RatingEvent(session=session, at=end, kind="submitted"))
        events += trail
    RatingAnswer.objects.bulk_create(answers, batch_size=_BATCH)
    RatingEvent.objects.bulk_create(events, batch_size=_BATCH)

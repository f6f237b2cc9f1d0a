"""What a demonstration found, beside what is true: waits, shoppers, organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

from benchmark.editions.demonstration.beside_truth import Beside
from benchmark.editions.demonstration.edition import DemoEdition
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.ranking.fit import fit_table
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.run import score_run
from results.models import Contact, RankingRow, RankingRun, RatingSession, Score

CHANNELS = ("phone", "chat", "web_form", "email")


@dataclass(frozen=True, slots=True)
class ChannelFinding:
    """A channel's attempts: `agree` with the truth on whether somebody answered; errors of waits, s.

    `passed_on` calls had as many transfers as measured, of all calls; None in the other channels.
    """

    channel: str
    attempts: int
    reached: int
    agree: int
    median_error_s: float | None
    worst_error_s: float | None
    passed_on: int | None


@dataclass(frozen=True, slots=True)
class ShopperFinding:
    """How many points a shopper gives too many: `known`, and as the model `found` it with its `error`."""

    shopper: str
    known: float
    found: float
    error: float | None
    ratings: int

    @property
    def within(self) -> bool:
        """Whether the known severity lies within two standard errors of the found one."""
        return self.error is None or abs(self.found - self.known) <= 2 * self.error


@dataclass(frozen=True, slots=True)
class OrganisationFinding:
    """Points of an organisation: `true`, `raw` as shoppers gave them, `adjusted` with its interval."""

    klass: str
    organisation: str
    rank: int
    true_rank: int
    true: float
    raw: float
    adjusted: float
    low: float
    high: float
    may_be_best: bool
    contacts: int

    @property
    def within(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.true <= self.high


@dataclass(frozen=True, slots=True)
class Findings:
    """All of it. `prizes` are the sentences of the award in the reader's language."""

    campaign: str
    contacts: int
    ratings: int
    channels: tuple[ChannelFinding, ...]
    shoppers: tuple[ShopperFinding, ...]
    organisations: tuple[OrganisationFinding, ...]
    attempts: tuple[Beside, ...]

    @property
    def right(self) -> bool:
        """Whether every attempt ended as the town says."""
        return all(each.agree == each.attempts for each in self.channels)

    def to_document(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self) | {"right": self.right}


def findings(*, edition: DemoEdition, run: RankingRun, beside: Sequence[Beside]) -> Findings:
    """Lay what was measured, scored and ranked beside what is true."""
    campaign = edition.campaign
    sent = RatingSession.objects.filter(contact__campaign=campaign, state="submitted")
    return Findings(
        campaign=campaign.slug,
        contacts=Contact.objects.filter(campaign=campaign).count(),
        ratings=sent.count(),
        channels=tuple(_channel(name, beside) for name in CHANNELS if any(b.channel == name for b in beside)),
        shoppers=tuple(_shoppers(edition)),
        organisations=tuple(_organisations(edition, run, beside)),
        attempts=tuple(beside),
    )


def _channel(name: str, beside: Sequence[Beside]) -> ChannelFinding:
    mine = [each for each in beside if each.channel == name]
    errors = [abs(each.error_s) for each in mine if each.error_s is not None and each.reached]
    return ChannelFinding(
        channel=name,
        attempts=len(mine),
        reached=sum(each.truly_reached for each in mine),
        agree=sum(each.reached == each.truly_reached for each in mine),
        median_error_s=median(errors) if errors else None,
        worst_error_s=max(errors, default=None),
        passed_on=sum(bool(each.transfers) for each in mine) if name == "phone" else None,
    )


def _shoppers(edition: DemoEdition) -> list[ShopperFinding]:
    """What the mixed model says of shoppers where somebody answered: a zero is no shopper's doing."""
    run = score_run(
        method=edition.method,
        questionnaire=edition.questionnaire,
        fieldwork=read_fieldwork(edition.campaign),
    )
    table = table_of_scores(run=run, method=edition.method)
    answered = replace(table, contacts=table.contacts[table.contacts["answered"]].reset_index(drop=True))
    known = edition.truth.severity
    found = [
        ShopperFinding(each.name, known[each.name], each.effect, each.error, each.contacts)
        for each in fit_table(answered, refuse_disconnected=False).severities
        if each.name in known
    ]
    return sorted(found, key=lambda each: each.known)


def _organisations(
    edition: DemoEdition, run: RankingRun, beside: Sequence[Beside]
) -> list[OrganisationFinding]:
    true = _true_scores(edition, run, beside)
    ranked = RankingRow.objects.filter(run=run, among__startswith="class:", rank__isnull=False)
    rows = list(ranked.select_related("organisation").order_by("among", "rank", "organisation__slug"))
    found = []
    for row in rows:
        slug, told = row.organisation.slug, row.detail
        group = [each for each in rows if each.among == row.among]
        above = sum(true[each.organisation.slug] > true[slug] for each in group)
        found.append(
            OrganisationFinding(
                klass=row.among.removeprefix("class:"), organisation=slug, rank=row.rank or 0,
                true_rank=above + 1, true=true[slug], raw=told["raw"], adjusted=told["adjusted"],
                low=told["low"], high=told["high"], may_be_best="may_be_best" in row.labels,
                contacts=told["n"],
            )
        )  # fmt: skip
    return found


def _true_scores(edition: DemoEdition, run: RankingRun, beside: Sequence[Beside]) -> dict[str, float]:
    """What each organisation's contacts were worth, by the method's weights, had nobody been strict or kind.

    A contact that nobody truly answered is worth nothing; else its waiting counts as measured and all the
    rest as good as the organisation is. What the method leaves out is left out here, too.
    """
    answered = {each.contact for each in beside if each.truly_reached}
    waiting = dict(
        Score.objects.filter(
            run=run.score_run, level="area", area="waiting", contact__isnull=False, status="scored"
        ).values_list("contact__key", "value")
    )
    share = _weight_of_waiting(edition)
    worth: dict[str, list[float]] = {}
    scored = Score.objects.filter(run=run.score_run, level="contact", column="total", value__isnull=False)
    contacts = Contact.objects.filter(pk__in=scored.values("contact")).select_related("organisation")
    for contact in contacts.order_by("pk"):  # so that the sums are the same to the last digit
        slug = contact.organisation.slug
        quality = edition.truth.quality[slug]
        value = 0.0
        if contact.key in answered:
            value = share * float(waiting.get(contact.key) or 0.0) + (1 - share) * quality
        worth.setdefault(slug, []).append(value)
    return {slug: sum(values) / len(values) for slug, values in worth.items()}


def _weight_of_waiting(edition: DemoEdition) -> float:
    weights = {name: float(area.weight) for name, area in edition.method.areas.items()}
    return weights.get("waiting", 0.0) / sum(weights.values())

"""What a jury has before it of a class: its nominees side by side, in an order of each juror's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from benchmark.editions.own_result import OwnResult, own_results
from benchmark.editions.unnamed import letter_of
from benchmark.ranking.words import Language
from results.models import Jury, Organisation, OrganisationClass, RankingRow

_LETTERS = {"nb": "Nominert", "sv": "Nominerad", "en": "Nominee"}


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nominee as a juror sees it: its name or a letter, what it reached, and the probability of each rank.

    `raw` is the plain score, `adjusted` that of the model, which knows who was strict and who had the hard
    enquiries; both 0–100. `p_best` is the probability of being the best, `p_ranks` that of each rank, from 1.
    `by_weights` are the places under 90 % of the weights drawn around the method's, `by_both` those that
    neither these nor chance rule out; None in a ranking of before they were looked at.
    """

    organisation: Organisation
    name: str
    result: OwnResult
    raw: float | None
    adjusted: float | None
    p_best: float
    p_ranks: tuple[float, ...]
    by_weights: tuple[int, int] | None
    by_both: tuple[int, int] | None


def nominee_ids(*, jury: Jury, klass: OrganisationClass) -> list[int]:
    """Return who is nominated in a class, in no order that says anything: by the method's rule as ranked.

    Where the method names no shortlist: all who may be the best.
    """
    rows = RankingRow.objects.filter(
        run=jury.run, among=f"class:{klass.slug}", column="total", status="ranked"
    ).order_by("organisation")
    named = [each.organisation_id for each in rows if "nominee" in each.labels]
    return named or [each.organisation_id for each in rows if "may_be_best" in each.labels]


def nominees_for(*, jury: Jury, klass: OrganisationClass, account: int, language: Language) -> list[Nominee]:
    """Return a class's nominees in the juror's own random order, the same whenever they look.

    Blind, they are letters: the same for all jurors, so that they can be talked about.
    """
    ids = nominee_ids(jury=jury, klass=klass)
    letters = _letters(jury, klass, ids)
    rows = {
        each.organisation_id: each
        for each in RankingRow.objects.filter(
            run=jury.run, among=f"class:{klass.slug}", column="total", organisation__in=ids
        ).select_related("organisation")
    }
    results = own_results(run=jury.run, organisations=ids, klass=klass, with_figures=False)
    found = []
    for pk in _shuffled(ids, f"{jury.pk}:{klass.pk}:{account}"):
        row = rows[pk]
        name = _named(letters.get(pk), row.organisation, language)
        found.append(
            Nominee(
                organisation=row.organisation,
                name=name,
                result=results[pk],
                raw=row.detail.get("raw"),
                adjusted=row.detail.get("adjusted"),
                p_best=float(row.detail.get("p_best", 0.0)),
                p_ranks=tuple(float(each) for each in row.detail.get("p_ranks", ())),
                by_weights=_span(row.detail.get("weights")),
                by_both=_span(row.detail.get("weights_and_sampling")),
            )
        )
    return found


def nominee_name(
    *, jury: Jury, klass: OrganisationClass, organisation: Organisation, language: Language
) -> str:
    """Return what a nominee is called before the jury, without reading what it reached."""
    letters = _letters(jury, klass, nominee_ids(jury=jury, klass=klass)) if jury.blind else {}
    return _named(letters.get(organisation.pk), organisation, language)


def _letters(jury: Jury, klass: OrganisationClass, ids: list[int]) -> dict[int, str]:
    """Each nominee's letter where the award is blind."""
    if not jury.blind:
        return {}
    return {pk: letter_of(at) for at, pk in enumerate(_shuffled(ids, f"{jury.pk}:{klass.pk}"))}


def _span(kept: list[int] | None) -> tuple[int, int] | None:
    return None if kept is None else (kept[0], kept[1])


def _named(letter: str | None, organisation: Organisation, language: Language) -> str:
    return organisation.name if letter is None else f"{_LETTERS[language]} {letter}"


def _shuffled(ids: list[int], seed: str) -> list[int]:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    return [ids[int(at)] for at in np.random.default_rng(number).permutation(len(ids))]

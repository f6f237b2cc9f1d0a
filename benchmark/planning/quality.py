"""What a plan can be expected to tell, and which wishes it could not meet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import median
from typing import NamedTuple

from benchmark.planning.graph import Overlap, components, overlap, shares
from benchmark.planning.planned_contact import PlannedContact
from benchmark.planning.separation import Variances, contacts_needed, variance_between


class Range(NamedTuple):
    """The smallest, the middle and the greatest of some counts."""

    least: int
    middle: float
    most: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The design of a plan in figures.

    `shopper_parts` and `enquiry_parts` count the parts into which the graph of organisations with shoppers
    (enquiries) falls, in the class where they are most: 1 is connected, 0 that there are none.
    `shoppers_each` counts different shoppers an
    organisation, `contacts_each` and `loads` contacts an organisation and a shopper (second ratings
    included). `shopper_overlap` and `enquiry_overlap` are averages over pairs within classes.

    `standard_error` (points) is that of the difference of two organisations of a class, as expected from
    `variances`; `by_class` the same for each class. `contacts_for_3_points` is the number of contacts each
    that would separate two organisations three points apart (infinite: more shoppers are needed first).
    `unmet` holds each wish that could not be met, with the reason, in words.
    """

    contacts: int
    organisations: int
    contacts_each: Range
    double_rated: int
    shopper_parts: int
    enquiry_parts: int
    shoppers_each: Range | None
    loads: Range | None
    shopper_overlap: Overlap | None
    enquiry_overlap: Overlap
    standard_error: float
    by_class: Mapping[str, float]
    contacts_for_3_points: float
    variances: Variances
    unmet: tuple[str, ...]


def quality_of(
    contacts: Sequence[PlannedContact], *, shoppers: Sequence[str], variances: Variances, unmet: Sequence[str]
) -> Quality:
    """Reckon the quality of contacts; `shoppers` are the names of all who could have been asked."""
    class_of = {contact.organisation: contact.class_ for contact in contacts}
    rows = {name: i for i, name in enumerate(class_of)}
    by_shopper: list[Counter[str]] = [Counter() for _ in rows]
    by_enquiry: list[Counter[str]] = [Counter() for _ in rows]
    loads: Counter[str] = Counter(dict.fromkeys(shoppers, 0))
    for contact in contacts:
        row = rows[contact.organisation]
        by_enquiry[row][contact.scenario] += 1
        if contact.shopper is not None:
            by_shopper[row][contact.shopper] += 1
            loads[contact.shopper] += 1
        if contact.second_shopper is not None:
            loads[contact.second_shopper] += 1
    each = [sum(counts.values()) for counts in by_enquiry]
    classes: dict[str, list[int]] = {}
    for name, class_ in class_of.items():
        classes.setdefault(class_, []).append(rows[name])
    asked = {class_: _overlap(members, by_enquiry) for class_, members in classes.items()}
    met = {class_: _overlap(members, by_shopper) for class_, members in classes.items()} if loads else {}
    beyond = {
        class_: variance_between(
            contacts=inf,
            shoppers=met[class_].each if met else inf,
            shared_shoppers=met[class_].shared if met else 1.0,
            enquiries=asked[class_].each,
            shared_enquiries=asked[class_].shared,
            variances=variances,
        )
        for class_ in classes
    }
    sampling = 2 * variances.contact * sum(1 / count for count in each) / len(each)
    pairs = {class_: max(asked[class_].pairs, 1e-9) for class_ in classes}
    apart = sum(beyond[class_] * pairs[class_] for class_ in classes) / sum(pairs.values())
    return Quality(
        contacts=len(contacts),
        organisations=len(rows),
        contacts_each=_range(each),
        double_rated=sum(contact.second_shopper is not None for contact in contacts),
        shopper_parts=_parts(classes.values(), by_shopper) if loads else 0,
        enquiry_parts=_parts(classes.values(), by_enquiry),
        shoppers_each=_range([len(counts) for counts in by_shopper]) if loads else None,
        loads=_range(list(loads.values())) if loads else None,
        shopper_overlap=_mean(list(met.values())) if loads else None,
        enquiry_overlap=_mean(list(asked.values())),
        standard_error=sqrt(sampling + apart),
        by_class={
            class_: sqrt(
                beyond[class_] + 2 * variances.contact * sum(1 / each[row] for row in members) / len(members)
            )
            for class_, members in classes.items()
        },
        contacts_for_3_points=contacts_needed(difference=3.0, apart_from_contacts=apart, variances=variances),
        variances=variances,
        unmet=tuple(unmet),
    )


def _parts(classes: Iterable[Sequence[int]], counts: Sequence[Counter[str]]) -> int:
    return max(len(set(components([counts[row] for row in members]))) for members in classes)


def _overlap(members: Sequence[int], counts: Sequence[Counter[str]]) -> Overlap:
    return overlap(shares(whom=[counts[row] for row in members]))


def _mean(several: Sequence[Overlap]) -> Overlap:
    """The average over pairs, as a class with many organisations has many; over classes without any pair."""
    weights = [each.pairs or 1e-9 for each in several]
    total = sum(weights)
    return Overlap(
        total / sum(weight / each.each for weight, each in zip(weights, several, strict=True)),
        sum(weight * each.shared for weight, each in zip(weights, several, strict=True)) / total,
        sum(each.pairs for each in several),
    )


def _range(counts: Sequence[int]) -> Range:
    return Range(min(counts), median(counts), max(counts))

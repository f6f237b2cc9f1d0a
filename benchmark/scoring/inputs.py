"""What a score run is handed: the fieldwork as five frames."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from benchmark.scoring.fieldwork_check import checked
from benchmark.scoring.fieldwork_digest import digest


@dataclass(frozen=True)
class Fieldwork:
    """Everything that happened, as frames; whoever fills them (database, data package) does no arithmetic.

    The frames are checked, copied and put into one order when a fieldwork is made, so that neither the order
    of rows nor the order of columns makes a difference to anything computed from it. Further columns are
    dropped. `contact` may be whole numbers or text, the same in every frame.

    Attributes:
        organisations: one row an organisation, also for one with no contact.
            `organisation` text · `class` text, the class in which it competes · `country` two capital
            letters, for public holidays · `clock` time zone such as Europe/Oslo.
        offers: one row for each channel that an organisation offers.
            `organisation` · `channel` (`scenarios.base.Channel`).
        contacts: one row a contact, planned or made.
            `contact` · `organisation` · `channel` · `scenario` text · `shopper` text, "machine" where no
            person took part · `day` date of the counting attempt (or planned) · `outcome` of the counting
            attempt: a word of `probes.outcome.Outcome`, "looked_up" for a web page, "not_run" when no
            attempt was made, "left_out" when an evaluator said that it does not count · `attempts`
            made, a whole number from 0, the counting one included · `started` moment of the
            counting attempt in UTC, missing where it is not known.
        measurements: one row for each number of a counting attempt, by one source.
            `contact` · `name` (a word of `scenarios.base.Measurement`, such as answer_time) · `value`
            seconds, for `transfers` a count, missing exactly if not observed · `status` observed, censored
            (the true value is at least `value`) or not_observed · `source` machine, person or reconciled.
        answers: one row for each item answered about a contact by one rater.
            `contact` · `item` of the questionnaire · `rater` text · `value` the raw answer and never points:
            the number ticked, or the option's place in the questionnaire counted from 0; missing unless given
            · `status` given, not_applicable or missing (asked and left open). Free words do not belong here.

    Raises:
        BadFieldwork: a column is missing or holds what cannot be.
    """

    organisations: pd.DataFrame
    offers: pd.DataFrame
    contacts: pd.DataFrame
    measurements: pd.DataFrame
    answers: pd.DataFrame

    def __post_init__(self) -> None:
        for name, frame in checked(
            organisations=self.organisations,
            offers=self.offers,
            contacts=self.contacts,
            measurements=self.measurements,
            answers=self.answers,
        ).items():
            object.__setattr__(self, name, frame)

    def digest(self) -> str:
        """Fingerprint of all frames: SHA-256 of their canonical bytes, 64 hexadecimal digits."""
        return digest({field.name: getattr(self, field.name) for field in fields(self)})

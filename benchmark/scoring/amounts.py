"""The measured amounts of every contact: whose figure counts, and where two figures disagree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.choices import ANSWER, Choices
from benchmark.scoring.curve import Floats
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.words import is_word, recoded
from benchmark.scoring.working_days import working_day_number
from probes.working_time import FirstDay
from scenarios.limits import ReplyLimit
from scenarios.method import Method

Flags = NDArray[np.bool_]

FLAG_COLUMNS = ("contact", "measurement", "counted", "counted_source", "other", "other_source")


@dataclass(frozen=True)
class Amount:
    """One measurement of all contacts, in the order of `Fieldwork.contacts`.

    Attributes:
        value: seconds (or a count, or working days), NaN where nothing was seen, shape (n,).
        observed: the value is the true one.
        censored: the true value is at least `value`.
        preferred: its source counts before what was ticked, by the method.
    """

    value: Floats
    observed: Flags
    censored: Flags
    preferred: Flags


class Amounts:
    """Looks up measurements by name; of several sources the first preferred one that saw anything counts."""

    def __init__(self, *, fieldwork: Fieldwork, method: Method, choices: Choices) -> None:
        self._fieldwork = fieldwork
        self._method = method
        self._choices = choices
        self._known: dict[str, Amount] = {}
        self._days: Amount | None = None
        self._flags: list[pd.DataFrame] = []
        contacts = pd.Index(fieldwork.contacts["contact"])
        self._rows = contacts.get_indexer(pd.Index(fieldwork.measurements["contact"]))

    def of(self, name: str) -> Amount:
        """A measurement in seconds, or as a count."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def on_axis(self, name: str, unit: str) -> Amount:
        """A measurement in the unit of a value function or limit: seconds, a count, or working days."""
        return self.working_days() if unit == "working day" else self.of(name)

    def working_days(self) -> Amount:
        """Reply times as the number of the working day, counted as the method says for each channel."""
        if self._days is None:
            self._days = self._count_days()
        return self._days

    @property
    def flags(self) -> pd.DataFrame:
        """Where two sources differ by more than the tolerance; see `FLAG_COLUMNS`. Both values are kept."""
        if not self._flags:
            return pd.DataFrame(columns=list(FLAG_COLUMNS))
        flags = pd.concat(self._flags, ignore_index=True)
        return flags.sort_values(["contact", "measurement"], kind="stable", ignore_index=True)

    def _look_up(self, name: str) -> Amount:
        table, n = self._fieldwork.measurements, len(self._fieldwork.contacts)
        order = self._choices.sources_of(name)
        ticked = order.index(ANSWER) if ANSWER in order else len(order)
        values = {}
        value, source_of = np.full(n, np.nan), np.full(n, -1)
        censored = np.zeros(n, bool)
        named = is_word(table["name"], name)
        for place, source in enumerate(order):
            if source == ANSWER:
                continue
            mine = named & is_word(table["source"], source)
            rows = self._rows[mine]
            own, cut = np.full(n, np.nan), np.zeros(n, bool)
            own[rows] = table["value"].to_numpy()[mine]
            cut[rows] = is_word(table["status"], "censored")[mine]
            values[source] = np.where(cut, np.nan, own)
            new = (source_of < 0) & ~np.isnan(own)
            value[new], censored[new], source_of[new] = own[new], cut[new], place
        found = source_of >= 0
        chosen = Amount(value, found & ~censored, censored, preferred=found & (source_of < ticked))
        self._compare(name, chosen, source_of, values)
        return chosen

    def _compare(
        self, name: str, chosen: Amount, source_of: NDArray[np.intp], values: dict[str, Floats]
    ) -> None:
        order, tolerance = self._choices.sources_of(name), self._choices.tolerance_of(name)
        names = np.array(order, dtype=object)
        for source, other in values.items():
            differs = (
                chosen.observed
                & (source_of != order.index(source))
                & (np.abs(np.nan_to_num(other - chosen.value, nan=0.0)) > tolerance)
            )
            if differs.any():
                self._flags.append(
                    pd.DataFrame(
                        {
                            "contact": self._fieldwork.contacts["contact"].to_numpy()[differs],
                            "measurement": name,
                            "counted": chosen.value[differs],
                            "counted_source": names[source_of[differs]],
                            "other": other[differs],
                            "other_source": source,
                        }
                    )
                )

    def _count_days(self) -> Amount:
        reply, contacts = self.of("reply_time"), self._fieldwork.contacts
        numbers = np.full(len(contacts), np.nan)
        wanted = np.flatnonzero(contacts["started"].notna().to_numpy() & ~np.isnan(reply.value))
        sent = contacts["started"].iloc[wanted].reset_index(drop=True)
        waited = np.rint(reply.value[wanted] * 1e6).astype("timedelta64[us]")
        came = sent + pd.Series(waited)
        places = self._fieldwork.organisations
        place = recoded(contacts["organisation"], places["organisation"])[wanted]
        groups = pd.DataFrame(
            {
                "channel": contacts["channel"].cat.codes.to_numpy()[wanted],
                "country": places["country"].cat.codes.to_numpy()[place],
                "clock": places["clock"].cat.codes.to_numpy()[place],
            }
        )
        channels, countries, clocks = (
            list(column.cat.categories)
            for column in (contacts["channel"], places["country"], places["clock"])
        )
        for _, part in groups.groupby(["channel", "country", "clock"]):
            rows, kind = part.index.to_numpy(), part.iloc[0]
            limit = getattr(self._method.limits, channels[kind["channel"]], None)
            first: FirstDay = "next working day"
            before = None
            if isinstance(limit, ReplyLimit):
                first = limit.first_day
                before = limit.send_before.minute if limit.send_before else None
            zone = clocks[kind["clock"]]
            numbers[wanted[rows]] = working_day_number(
                sent=sent.iloc[rows].dt.tz_convert(zone).dt.tz_localize(None),
                answered=came.iloc[rows].dt.tz_convert(zone).dt.tz_localize(None),
                country=countries[kind["country"]],
                first_day=first,
                send_before=before,
            )
        known = ~np.isnan(numbers)
        return Amount(
            value=numbers,
            observed=known & reply.observed,
            censored=known & reply.censored,
            preferred=reply.preferred,
        )

"""What was measured in a demonstration's fieldwork beside what the town logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmark.editions.demonstration.town_log import Exchange, TownLog
from probes.calibration.comparison import compare
from probes.email.measure import sent_after_s
from probes.event import EventKind
from probes.outcome import Outcome
from probes.sandbox.mail.town_mail import mailbox_of
from probes.timeline import Timeline
from results.keep_timeline import newest_timeline
from results.models import Attempt, Campaign
from scenarios.organisation import Organisation

_REACHED = (Outcome.ANSWERED_BY_PERSON, Outcome.REPLIED)
_SAME_S = 20.0
"""A chat or letter of the town that began within this time of ours is the same: a touchpoint has one at a
time. Project's own choice."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One attempt, measured beside true.

    Attributes:
        contact, organisation, channel: which.
        outcome: what was measured.
        reached, truly_reached: whether a person answered within the method's limit.
        measured_s, true_s: the time to the first person, s of the real clock; None where nobody answered.
        transfers: whether calls were passed on as often as measured; None in the other channels.
    """

    contact: str
    organisation: str
    channel: str
    outcome: str
    reached: bool
    truly_reached: bool
    measured_s: float | None
    true_s: float | None
    transfers: bool | None = None

    @property
    def error_s(self) -> float | None:
        """Measured minus true, s."""
        if self.measured_s is None or self.true_s is None:
            return None
        return self.measured_s - self.true_s


def beside_truth(*, campaign: Campaign, organisations: Iterable[Organisation], log: TownLog) -> list[Beside]:
    """Lay every attempt of a campaign beside the town's log, in the order of the plan.

    Attempts that were lost with a worker are left out: of them nothing was measured.
    """
    mailboxes = {each.organisation: mailbox_of(each).lower() for each in organisations}
    rows = Attempt.objects.filter(campaign=campaign, state="finished").select_related(
        "contact", "organisation"
    )
    found = []
    for attempt in rows.order_by("due_at", "pk"):
        timeline = newest_timeline(attempt)
        if timeline is not None and timeline.outcome is not None:
            found.append(_beside(attempt, timeline, log, mailboxes))
    return found


def _beside(attempt: Attempt, timeline: Timeline, log: TownLog, mailboxes: dict[str, str]) -> Beside:
    slug = attempt.organisation.slug
    assert timeline.outcome is not None
    transfers: bool | None = None
    reached, truly = timeline.outcome in _REACHED, False
    measured: float | None = None
    true: float | None = None
    if attempt.channel == "phone":
        dialled = timeline.first(EventKind.DIALLED)
        call = log.calls.get(str(dialled.detail.get("call_id")) if dialled else "")
        if call is not None:
            one = compare(timeline, call)
            truly = one.true_outcome in _REACHED
            measured, true = _s(one.person_ms), _s(one.true_person_ms)
            transfers = one.transfers == one.true_transfers == one.matched_transfers
    elif attempt.channel == "chat":
        answered = timeline.first(EventKind.PERSON_ANSWERED)
        measured = _s(answered.offset_ms) if answered else None
        began = timeline.started_at.timestamp()
        same = _nearest(log.chats.get(slug, ()), began)
        if same is not None and same.answered_s is not None:
            truly, true = True, same.answered_s - began
    else:
        letters = timeline.all(EventKind.LETTER_ARRIVED)
        letter = next((each for each in letters if each.detail.get("letter") == "person"), None)
        sent = sent_after_s(timeline)
        measured = letter.offset_ms / 1000 - sent if letter else None
        began = timeline.started_at.timestamp() + sent
        same = _nearest(log.letters.get(mailboxes.get(slug, ""), ()), began)
        if same is not None and same.answered_s is not None:
            true = same.answered_s - began
            due = attempt.reply_due_at
            truly = due is not None and same.answered_s <= due.timestamp()
    return Beside(
        attempt.contact.key, slug, attempt.channel, timeline.outcome.value, reached, truly, measured, true,
        transfers,
    )  # fmt: skip


def _nearest(among: Iterable[Exchange], began_s: float) -> Exchange | None:
    near = [each for each in among if abs(each.began_s - began_s) <= _SAME_S]
    return min(near, key=lambda each: abs(each.began_s - began_s), default=None)


def _s(ms: float | None) -> float | None:
    return None if ms is None else ms / 1000

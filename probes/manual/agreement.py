from collections.abc import Collection

from probes.event import EventKind
from probes.outcome import Outcome

_NEEDS = {
    Outcome.ANSWERED_BY_PERSON: (EventKind.PERSON_ANSWERED, "person"),
    Outcome.REPLIED: (EventKind.LETTER_ARRIVED, "replied"),
    Outcome.AUTO_REPLY_ONLY: (EventKind.LETTER_ARRIVED, "acknowledged"),
}


def disagreement(outcome: Outcome, kinds: Collection[EventKind]) -> str:
    """Say in a few words where a logged outcome and the logged events disagree; "" if they agree."""
    needed = _NEEDS.get(outcome)
    if needed is not None and needed[0] not in kinds:
        return f"says {outcome.value}, but no event does – add one with what: {needed[1]}"
    if outcome is Outcome.NO_ANSWER and EventKind.PERSON_ANSWERED in kinds:
        return "says no_answer, but a person answered – write answered_by_person"
    return ""

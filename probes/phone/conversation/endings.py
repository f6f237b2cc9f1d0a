from collections.abc import Sequence

from probes.outcome import Outcome
from probes.phone.conversation.heard import Heard
from probes.phone.line import Signal
from probes.phone.sound.segment import SoundKind, Speaker

# Q.850 causes, where they say more than the SIP status (ITU-T Q.850, table 1; RFC 6432 carries them).
_CAUSES: dict[int, Outcome] = {
    **dict.fromkeys((1, 2, 3, 22, 27, 28), Outcome.UNREACHABLE),
    17: Outcome.BUSY,
    **dict.fromkeys((18, 19), Outcome.NO_ANSWER),
    **dict.fromkeys((21, 55, 57, 87), Outcome.REJECTED),
    **dict.fromkeys((34, 38, 41, 42, 43, 44, 47), Outcome.CONGESTION),
}
# RFC 3261, section 21, and RFC 5630/8197/8688 for the newer refusals.
_STATUS: dict[int, Outcome] = {
    **dict.fromkeys((486, 600), Outcome.BUSY),
    **dict.fromkeys((403, 433, 603, 606, 607, 608), Outcome.REJECTED),
    **dict.fromkeys((404, 410, 416, 484, 485, 604), Outcome.UNREACHABLE),
    **dict.fromkeys((401, 407, 415, 488, 493, 494), Outcome.ERROR),
    **dict.fromkeys((482, 483, 500, 502, 503, 504), Outcome.CONGESTION),
}
_NEW_PROMPT_S = 0.3
_PAUSE_S = 1.0
"""A pause within a message is shorter, one before it is repeated is longer (project's own choice)."""

_TELLING_TONES = ("ringback", "busy", "congestion", "sit", "beep")


def outcome_unanswered(ended: Signal, *, rang: bool) -> Outcome:
    """Return how an attempt ended that got no 200.

    The Q.850 cause of a Reason header wins over the status, for exchanges put 480 on everything.
    408 and 480 mean that nobody answered if it rang before, else that nothing was reached. 401, 407
    and unfit media are our own fault: `error`. So is an INVITE that could not be brought on its way
    (a trunk that refuses the connection or shows a stranger's certificate): nobody was asked.
    """
    cause, status = _number(ended, "cause"), _number(ended, "status")
    if ended.detail.get("by") == "network" and status != 408:
        return Outcome.ERROR
    if cause in _CAUSES:
        return _CAUSES[cause]
    if status in _STATUS:
        return _STATUS[status]
    if status in (408, 480, 487):
        return Outcome.NO_ANSWER if rang else Outcome.UNREACHABLE
    if status is not None and status >= 600:
        return Outcome.REJECTED
    if status is not None and status >= 500:
        return Outcome.CONGESTION
    return Outcome.UNREACHABLE


def outcome_by_machine(heard: Sequence[Heard], *, keys_sent: Sequence[float]) -> Outcome:
    """Return how a call ended that the organisation answered and hung up without a person.

    `closed`: it played a message and hung up: no music, no ringing, nothing new after our keys, no
    prompt twice (a menu repeats itself). Anything more is `answered_by_machine_only`.
    """
    speech = [h for h in heard if h.kind is SoundKind.SPEECH]
    other = [h for h in heard if h.kind is SoundKind.MUSIC or h.tone in _TELLING_TONES]
    prompts = _prompts(speech)
    after_keys = keys_sent and any(h.start > min(keys_sent) + _NEW_PROMPT_S for h in speech)
    if speech and not other and not after_keys and len(prompts) == len(set(prompts)):
        return Outcome.CLOSED
    return Outcome.ANSWERED_BY_MACHINE_ONLY


def _prompts(speech: Sequence[Heard]) -> list[object]:
    """Return the known recordings in the order in which they were played; one with a pause in it is one."""
    prompts: list[object] = []
    before: Heard | None = None
    for one in speech:
        prompt = one.detail.get("prompt")
        goes_on = before is not None and one.start - (before.end or one.start) < _PAUSE_S
        if prompt and not (goes_on and prompts[-1:] == [prompt]):
            prompts.append(prompt)
        before = one
    return prompts


def outcome_of_limit(heard: Sequence[Heard], *, answered: bool) -> Outcome:
    """Return how an attempt ended that we gave up at the waiting limit.

    Only ringing: `no_answer`. Answered, or spoken to or played to before the answer (a queue in early
    media): `wait_limit_reached`.
    """
    entertained = any(h.kind in (SoundKind.MUSIC, SoundKind.SPEECH) for h in heard)
    return Outcome.WAIT_LIMIT_REACHED if answered or entertained else Outcome.NO_ANSWER


def with_person(outcome: Outcome, heard: Sequence[Heard]) -> Outcome:
    """Let the final analysis of the sound have the last word on whether a person was reached.

    What our own side decided (`cancelled`, `lost`, `error`) stays.
    """
    if outcome in (Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR):
        return outcome
    if any(h.kind is SoundKind.SPEECH and h.speaker is Speaker.PERSON for h in heard):
        return Outcome.ANSWERED_BY_PERSON
    return Outcome.ANSWERED_BY_MACHINE_ONLY if outcome is Outcome.ANSWERED_BY_PERSON else outcome


def _number(signal: Signal, key: str) -> int | None:
    value = signal.detail.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None

from probes.outcome import Outcome
from probes.sandbox.truth import Happening, TrueEvent

_REFUSALS = {
    486: Outcome.BUSY,
    600: Outcome.BUSY,
    603: Outcome.REJECTED,
    403: Outcome.REJECTED,
    500: Outcome.CONGESTION,
    503: Outcome.CONGESTION,
    404: Outcome.UNREACHABLE,
    410: Outcome.UNREACHABLE,
    484: Outcome.UNREACHABLE,
}
_NIGHT = ("night", "closed", "office_hours", "office-hours")


def true_outcome(events: list[TrueEvent]) -> Outcome:
    """Say how a call really ended, from what the town did in it.

    A person who spoke settles it. Else the refusal's status; else what was played: a voicemail is a
    machine, a night message means closed, a busy or congestion tone after 200 means what it says; a
    queue or menu that the caller left (or that was dropped) is a wait that reached its limit or a machine.
    """
    kinds = {event.event for event in events}
    if Happening.UTTERANCE_STARTED in kinds:
        return Outcome.ANSWERED_BY_PERSON
    refused = next((event for event in events if event.event is Happening.REFUSED), None)
    if refused is not None:
        rang = Happening.RINGING_SENT in kinds
        status = int(refused.detail.get("status", 480))
        return _REFUSALS.get(status, Outcome.NO_ANSWER if rang else Outcome.UNREACHABLE)
    if Happening.OK_SENT not in kinds:
        return Outcome.WAIT_LIMIT_REACHED if Happening.QUEUE_ENTERED in kinds else Outcome.NO_ANSWER
    tones = {str(event.detail.get("name")) for event in events if event.event is Happening.TONE_STARTED}
    if "busy" in tones:
        return Outcome.BUSY
    if tones & {"congestion", "sit"}:
        return Outcome.CONGESTION
    stages = [
        (event.detail.get("kind"), event.detail.get("name"))
        for event in events
        if event.event is Happening.STAGE
    ]
    if any(kind == "voicemail" for kind, _ in stages):
        return Outcome.ANSWERED_BY_MACHINE_ONLY
    prompts = [str(event.detail.get("name")) for event in events if event.event is Happening.PROMPT_STARTED]
    if any(prompt.startswith(_NIGHT) for prompt in prompts):
        return Outcome.CLOSED
    left_by_caller = Happening.BYE_RECEIVED in kinds
    waited = any(kind in ("queue", "person", "quiet") for kind, _ in stages)
    if left_by_caller and waited:
        return Outcome.WAIT_LIMIT_REACHED
    return Outcome.ANSWERED_BY_MACHINE_ONLY

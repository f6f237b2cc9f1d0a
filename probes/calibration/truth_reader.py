from collections.abc import Callable, Iterable

from probes.calibration.true_call import Stretch, TrueCall, TrueSound, TrueTransfer
from probes.calibration.true_outcome import true_outcome
from probes.sandbox.truth import Happening, TrueEvent

_PAIRS = {
    Happening.PROMPT_STARTED: (Happening.PROMPT_ENDED, TrueSound.RECORDING),
    Happening.POSITION_STARTED: (Happening.POSITION_ENDED, TrueSound.RECORDING),
    Happening.MUSIC_STARTED: (Happening.MUSIC_ENDED, TrueSound.MUSIC),
    Happening.TONE_STARTED: (Happening.TONE_ENDED, TrueSound.TONE),
    Happening.UTTERANCE_STARTED: (Happening.UTTERANCE_ENDED, TrueSound.PERSON),
}


def read_calls(events: Iterable[TrueEvent]) -> dict[str, TrueCall]:
    """Gather the town's log into calls by the Call-ID of their first INVITE.

    A call that came by REFER (`referred_by`) goes on at the same centre under another Call-ID; it is
    joined to the latest call of that centre that was sent a REFER before, as the caller hears it.
    """
    by_call: dict[tuple[str, str], list[TrueEvent]] = {}
    for event in sorted(events, key=lambda event: event.ns):
        by_call.setdefault((event.at, event.call), []).append(event)
    joined: dict[tuple[str, str], list[TrueEvent]] = {}
    for key, found in by_call.items():
        first = found[0]
        origin = _referrer(joined, first) if first.detail.get("referred_by") else None
        if origin is None:
            joined[key] = list(found)
        else:
            joined[origin] += found
    return {call: _call(call, at, found) for (at, call), found in joined.items()}


def _referrer(calls: dict[tuple[str, str], list[TrueEvent]], first: TrueEvent) -> tuple[str, str] | None:
    sent = [
        (event.ns, key)
        for key, events in calls.items()
        for event in events
        if event.event is Happening.REFER_SENT and event.ns < first.ns and key[0] == first.at
    ]
    return max(sent)[1] if sent else None


def _call(call_id: str, centre: str, events: list[TrueEvent]) -> TrueCall:
    invited = next((e.ns for e in events if e.event is Happening.INVITE_RECEIVED), events[0].ns)
    last_leg = events[-1].call

    def ms(event: TrueEvent) -> float:
        return (event.ns - invited) / 1e6

    def first(*kinds: Happening) -> float | None:
        return next((ms(e) for e in events if e.event in kinds and e.call == call_id), None)

    ended = [e for e in events if e.call == last_leg and e.event in _ENDS]
    by = {Happening.BYE_SENT: "centre", Happening.REFUSED: "centre", Happening.VANISHED: "nobody"}
    people = [e for e in events if e.event is Happening.UTTERANCE_STARTED]
    return TrueCall(
        centre=centre,
        call_id=call_id,
        invited_ns=invited,
        ringing_ms=first(Happening.RINGING_SENT),
        progress_ms=first(Happening.PROGRESS_SENT),
        answered_ms=first(Happening.OK_SENT),
        ended_ms=ms(ended[0]) if ended else ms(events[-1]),
        ended_by=by.get(ended[0].event, "caller") if ended else None,
        person_ms=ms(people[0]) if people else None,
        stretches=_stretches(events, ms),
        transfers=_transfers(events, ms),
        unfinished_ms=_unfinished(events, ms),
        outcome=true_outcome(events),
    )


_ENDS = {
    Happening.BYE_SENT,
    Happening.BYE_RECEIVED,
    Happening.CANCELLED,
    Happening.REFUSED,
    Happening.VANISHED,
}


def _stretches(events: list[TrueEvent], ms: Callable[[TrueEvent], float]) -> list[Stretch]:
    found = []
    for number, event in enumerate(events):
        if event.event not in _PAIRS:
            continue
        closing, sound = _PAIRS[event.event]
        end = next((e for e in events[number:] if e.event is closing and e.call == event.call), events[-1])
        found.append(Stretch(sound, ms(event), ms(end), str(event.detail.get("name", ""))))
    return found


def _unfinished(events: list[TrueEvent], ms: Callable[[TrueEvent], float]) -> float | None:
    marks = (Happening.TRANSFER_BEGUN, Happening.TRANSFER, Happening.TRANSFER_FAILED)
    last = next((event for event in reversed(events) if event.event in marks), None)
    return ms(last) if last is not None and last.event is Happening.TRANSFER_BEGUN else None


def _transfers(events: list[TrueEvent], ms: Callable[[TrueEvent], float]) -> list[TrueTransfer]:
    found = [TrueTransfer("redirect", ms(e)) for e in events if e.event is Happening.REDIRECTED]
    for event in events:
        if event.event is Happening.TRANSFER:
            begun = [e for e in events if e.event is Happening.TRANSFER_BEGUN and e.ns <= event.ns]
            start = begun[-1] if begun else event
            voice = next(
                (ms(e) for e in events if e.event is Happening.UTTERANCE_STARTED and e.ns >= event.ns), None
            )
            found.append(TrueTransfer(str(event.detail.get("way", "")), ms(start), voice))
    return found

from collections.abc import Mapping

from probes.event import EventKind, Source
from probes.phone.line import Signal, SignalKind
from probes.probe import Recorder

_ORGANISATION: Mapping[SignalKind, tuple[EventKind, Source]] = {
    SignalKind.INVITE_SENT: (EventKind.DIALLED, Source.SIGNALLING),
    SignalKind.TRYING: (EventKind.TRYING, Source.SIGNALLING),
    SignalKind.RINGING: (EventKind.RINGING, Source.SIGNALLING),
    SignalKind.PROGRESS: (EventKind.PROGRESS, Source.SIGNALLING),
    SignalKind.EARLY_MEDIA: (EventKind.EARLY_MEDIA, Source.SIGNALLING),
    SignalKind.ANSWERED: (EventKind.ANSWERED, Source.SIGNALLING),
    SignalKind.HELD: (EventKind.HELD, Source.SIGNALLING),
    SignalKind.RESUMED: (EventKind.RESUMED, Source.SIGNALLING),
    SignalKind.IDENTITY_CHANGED: (EventKind.IDENTITY_CHANGED, Source.SIGNALLING),
    SignalKind.REFER_RECEIVED: (EventKind.REFER_RECEIVED, Source.SIGNALLING),
    SignalKind.REPLACED: (EventKind.REPLACED, Source.SIGNALLING),
    SignalKind.REDIRECTED: (EventKind.REDIRECTED, Source.SIGNALLING),
    SignalKind.MEDIA_RESTARTED: (EventKind.MEDIA_RESTARTED, Source.MEDIA),
    SignalKind.MEDIA_ADDRESS_CHANGED: (EventKind.MEDIA_RESTARTED, Source.SIGNALLING),
    SignalKind.MEDIA_LOST: (EventKind.MEDIA_LOST, Source.MEDIA),
    SignalKind.MEDIA_BACK: (EventKind.MEDIA_BACK, Source.MEDIA),
    SignalKind.KEYS_SENT: (EventKind.KEYS_SENT, Source.CALLER),
    SignalKind.ENDED: (EventKind.HUNG_UP, Source.SIGNALLING),
    SignalKind.ENGINE_LOST: (EventKind.ENGINE_LOST, Source.CALLER),
}
_SHOPPER: Mapping[SignalKind, EventKind] = {
    SignalKind.RINGING: EventKind.SHOPPER_RINGING,
    SignalKind.ANSWERED: EventKind.SHOPPER_ANSWERED,
    SignalKind.ENDED: EventKind.SHOPPER_HUNG_UP,
}


def record_signal(recorder: Recorder, signal: Signal) -> None:
    """Write an engine's report as an event. The first INVITE is the attempt's offset 0."""
    if signal.leg == "shopper":
        if signal.kind in _SHOPPER:
            recorder.event(_SHOPPER[signal.kind], Source.SIGNALLING, at_ns=signal.at_ns, detail=signal.detail)
        return
    if signal.kind not in _ORGANISATION:
        return
    kind, source = _ORGANISATION[signal.kind]
    if signal.kind is SignalKind.INVITE_SENT:
        recorder.start(signal.at_ns)
    if signal.kind is SignalKind.REFER_RECEIVED and not signal.detail.get("accepted", True):
        kind = EventKind.REFER_REFUSED
    recorder.event(kind, source, at_ns=signal.at_ns, detail=signal.detail)

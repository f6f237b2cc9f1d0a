from probes.outcome import Outcome
from probes.phone.means import Means
from probes.phone.session import Session
from probes.probe import ProbeRequest, Recorder


class PhoneProbe:
    """The telephone's probe: one call, by the enquiry's script, with whatever means it is given.

    Options of the request: `mode` (`automatic`, `bridged`, `reach`; default: the script's own) and
    `shopper` (the shopper's phone, for bridged mode).
    """

    def __init__(self, means: Means) -> None:
        self._means = means

    async def __call__(self, request: ProbeRequest, recorder: Recorder) -> Outcome:
        """Make the call and return how it ended.

        Cancelled, it hangs up at once and still writes what it heard.
        Raises NotAllowed before a packet leaves, EngineLost if the engine lost the call, BadSettings and
        ChannelUnavailable if the call cannot be made.
        """
        return await Session(self._means, request, recorder).make()


async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
    """Make one call with means of its own: the entry point `phone` of the group `svartid.probes`.

    Options beside those of `PhoneProbe`: `trunk`, `state`, `recordings` (paths as text) and `listener`.
    Whatever happens, its engine dials the touchpoint, what the request allows and the shopper's phone only.
    """
    from probes.phone.own_means import own_means

    phone = request.organisation.phone(request.touchpoint).phone
    shopper = str(request.options.get("shopper", ""))
    allowed = [*request.allowed, phone, *([shopper] if shopper else [])]
    async with own_means(request.options, allowed=allowed) as means:
        return await PhoneProbe(means)(request, recorder)

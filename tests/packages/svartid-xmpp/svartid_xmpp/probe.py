"""The entry point `xmpp` of the group `svartid.probes`."""

from probes.chat.session import ChatSession
from probes.errors import BadSettings
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from svartid_xmpp.line import XmppLine


async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
    """Hold one chat in a room of an XMPP server, by the enquiry's chat script.

    Options of the request: `room` (support@rooms.example), `server` (host:port), `domain` (of anonymous
    visitors). Raises BadSettings if one is missing.
    """
    missing = [name for name in ("room", "server", "domain") if not request.options.get(name)]
    if missing:
        raise BadSettings(f"options: {', '.join(missing)} is missing – say where the room is")
    room, server, domain = (str(request.options[name]) for name in ("room", "server", "domain"))
    return await ChatSession(XmppLine(room=room, server=server, domain=domain), request, recorder).hold()

"""The one pjsua2 endpoint of a worker process, set up the way that was measured to be safe."""

import contextlib
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from probes.phone.trunk import Trunk

_TRANSPORTS = {"udp": "PJSIP_TRANSPORT_UDP", "tcp": "PJSIP_TRANSPORT_TCP", "tls": "PJSIP_TRANSPORT_TLS"}
_SRTP = {
    "off": "PJMEDIA_SRTP_DISABLED",
    "optional": "PJMEDIA_SRTP_OPTIONAL",
    "required": "PJMEDIA_SRTP_MANDATORY",
}
_CODECS = {"PCMA": "PCMA/8000", "PCMU": "PCMU/8000", "G722": "G722/16000"}
_MESSAGE_LEVEL = 4
"""pjsua logs whole SIP messages at this level."""


class _Log(pj.LogWriter):  # type: ignore[misc]  # pjsua2 has no types
    def __init__(self, take: Callable[[str], None]) -> None:
        super().__init__()
        self._take = take

    def write(self, entry: Any) -> None:
        with contextlib.suppress(Exception):
            self._take(entry.msg)


def open_endpoint(trunk: Trunk, *, take_log: Callable[[str], None], legs: int) -> tuple[Any, Any]:
    """Start the endpoint and return it with its log writer, which must be kept alive as long.

    Raises pj.Error if the library or the transport does not come up (`legs` above the compiled
    limit are cut by the library in silence).
    """
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    log = _Log(take_log)
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.maxCalls = legs
    config.uaConfig.userAgent = "Svartid"
    config.medConfig.clockRate = config.medConfig.sndClockRate = 8000
    config.medConfig.noVad = True
    config.medConfig.ecTailLen = 0
    config.medConfig.sndAutoCloseTime = 1
    config.logConfig.level = _MESSAGE_LEVEL
    config.logConfig.consoleLevel = _MESSAGE_LEVEL  # the writer hears what the console would
    config.logConfig.decor = 0
    config.logConfig.msgLogging = 1
    config.logConfig.writer = log
    endpoint.libInit(config)
    transport = endpoint.transportCreate(getattr(pj, _TRANSPORTS[trunk.transport]), _transport(trunk))
    endpoint.libStart()
    endpoint.audDevManager().setNullDev()
    _order_codecs(endpoint, trunk)
    return endpoint, (log, transport)


def open_account(trunk: Trunk, account: Any) -> None:
    """Create `account` (a pj.Account) from the trunk; registration starts at once where it is wanted."""
    account.create(account_config(trunk))


def account_config(trunk: Trunk) -> Any:
    """Return the pj.AccountConfig of a trunk."""
    config = pj.AccountConfig()
    config.idUri = trunk.caller
    config.regConfig.registrarUri = trunk.over_transport(trunk.registrar) if trunk.registrar else ""
    config.regConfig.registerOnAdd = bool(trunk.registrar)
    config.regConfig.retryIntervalSec = 30
    if trunk.proxy:
        config.sipConfig.proxies.append(trunk.proxy_uri())
    if trunk.password:
        config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", trunk.username, 0, trunk.password))
    media = config.mediaConfig
    media.srtpUse = getattr(pj, _SRTP[trunk.srtp])
    media.srtpSecureSignaling = 0
    # At random: workers that all begin with the same port take each other's for minutes.
    media.transportConfig.port = trunk.rtp_ports[0]
    media.transportConfig.portRange = trunk.rtp_ports[1] - trunk.rtp_ports[0]
    media.transportConfig.randomizePort = True
    if trunk.bind:
        media.transportConfig.boundAddress = trunk.bind
    if trunk.public_address:
        media.transportConfig.publicAddress = trunk.public_address
    config.callConfig.timerUse = (
        pj.PJSUA_SIP_TIMER_OPTIONAL if trunk.session_timer_s else pj.PJSUA_SIP_TIMER_INACTIVE
    )
    if trunk.session_timer_s:
        config.callConfig.timerSessExpiresSec = trunk.session_timer_s
        config.callConfig.timerMinSESec = min(90, trunk.session_timer_s)
    config.natConfig.udpKaIntervalSec = trunk.keep_alive_s
    config.natConfig.iceEnabled = False
    return config


def _transport(trunk: Trunk) -> Any:
    config = pj.TransportConfig()
    if trunk.bind:
        config.boundAddress = trunk.bind
    if trunk.public_address:
        config.publicAddress = trunk.public_address
    if trunk.transport == "tls":
        config.tlsConfig.method = pj.PJSIP_TLSV1_2_METHOD
        config.tlsConfig.verifyServer = trunk.verify
        if trunk.ca_file:
            config.tlsConfig.CaListFile = trunk.ca_file
    return config


def _order_codecs(endpoint: Any, trunk: Trunk) -> None:
    codecs = endpoint.codecEnum2()
    wanted = [_CODECS[name] for name in trunk.codecs]
    for index in range(len(codecs)):
        name = codecs[index].codecId
        rank = next((k for k, prefix in enumerate(wanted) if name.startswith(prefix)), None)
        endpoint.codecSetPriority(name, 0 if rank is None else 250 - rank)

import contextlib
from typing import Any

import pjsua2 as pj

from probes.phone.engine.wire import Link


class CallingAccount(pj.Account):  # type: ignore[misc]  # pjsua2 has no types
    """The account calls go out by. This machine calls, it is not called: whoever tries is declined."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._callers: list[Any] = []
        self._link = link

    def ask_options(self, uri: str) -> None:
        """Send OPTIONS to an address; the answer is reported. Raises pj.Error."""
        request = pj.SendRequestParam()
        request.method = "OPTIONS"
        request.txOption.targetUri = uri
        self.sendRequest(request)

    def decline(self) -> None:
        """Decline those who have called since.

        Not inside their callback: the library still needs the call after it (measured, SIGABRT).
        """
        callers, self._callers = self._callers, []
        for call in callers:
            order = pj.CallOpParam()
            order.statusCode = pj.PJSIP_SC_BUSY_HERE
            with contextlib.suppress(pj.Error):
                call.hangup(order)

    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802  # pjsua2's name
        """Note a call to be declined."""
        with contextlib.suppress(Exception):
            self._callers.append(pj.Call(self, prm.callId))

    def onRegState(self, prm: Any) -> None:  # noqa: N802
        """Report what the registrar says."""
        with contextlib.suppress(Exception):
            self._link.send({"registered": prm.code, "reason": prm.reason, "seconds": prm.expiration})

    def onSendRequest(self, prm: Any) -> None:  # noqa: N802
        """Report the answer to our OPTIONS."""
        with contextlib.suppress(Exception):
            transaction = prm.e.body.tsxState.tsx
            if transaction.statusCode >= 200:
                self._link.send({"options": transaction.statusCode, "reason": transaction.statusText})

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pjsua2 as pj

_KEY_MS = 120
_GAP_MS = 80
_PAUSE_MS = 500
"""A comma in the keys waits half a second (as on the telephones that invented it)."""


@dataclass(slots=True)
class _Press:
    keys: str
    position: int = 0
    due_ns: int = 0
    started_ns: int = 0
    method: str = ""
    pauses: int = field(default=0)


class KeyPad:
    """Sends keys one at a time: RFC 4733 where it was negotiated, else SIP INFO, else in-band tones.

    `method` is the trunk's choice (`auto`, `rfc4733`, `info`, `inband`). `done` is told keys,
    method and the moment of the first key when a press has been sent. The lengths (120 ms on,
    80 ms off) are this project's own choice, well above the 40 ms of ITU-T Q.24.
    """

    def __init__(self, method: str, done: Callable[[str, str, int], None]) -> None:
        self._wanted = method
        self._done = done
        self._queue: list[_Press] = []
        self._info_refused = False

    @property
    def due_ns(self) -> int | None:
        """When `work` has something to do, or None."""
        return self._queue[0].due_ns if self._queue else None

    def press(self, keys: str) -> None:
        """Queue keys."""
        self._queue.append(_Press(keys))

    def refused(self) -> None:
        """Take note that the far end answered an INFO with an error."""
        self._info_refused = True

    def work(self, now_ns: int, call: Any, tones: Callable[[], Any]) -> None:
        """Send the next key if it is due; `tones` gives the leg's tone generator when it is needed."""
        if not self._queue or now_ns < self._queue[0].due_ns:
            return
        press = self._queue[0]
        if press.position == len(press.keys):
            self._queue.pop(0)
            self._done(press.keys, press.method, press.started_ns)
            return
        key = press.keys[press.position]
        press.position += 1
        if key == ",":
            press.due_ns = now_ns + _PAUSE_MS * 1_000_000
            return
        press.method = self._send(key, call, tones)
        press.started_ns = press.started_ns or now_ns
        press.due_ns = time.monotonic_ns() + (_KEY_MS + _GAP_MS) * 1_000_000

    def _send(self, key: str, call: Any, tones: Callable[[], Any]) -> str:
        method = self._choose(call)
        if method == "inband":
            digit = pj.ToneDigit()
            digit.digit, digit.on_msec, digit.off_msec, digit.volume = key, _KEY_MS, _GAP_MS, 0
            digits = pj.ToneDigitVector()
            digits.append(digit)
            tones().playDigits(digits)
            return method
        order = pj.CallSendDtmfParam()
        order.method = pj.PJSUA_DTMF_METHOD_RFC2833 if method == "rfc4733" else pj.PJSUA_DTMF_METHOD_SIP_INFO
        order.duration = _KEY_MS
        order.digits = key
        call.sendDtmf(order)
        return method

    def _choose(self, call: Any) -> str:
        if self._wanted != "auto":
            return self._wanted
        if call.getStreamInfo(0).audTxEventPt > 0:
            return "rfc4733"
        knows_info = call.remoteHasCap(pj.PJSIP_H_ALLOW, "", "INFO") == pj.PJSIP_DIALOG_CAP_SUPPORTED
        return "info" if knows_info and not self._info_refused else "inband"

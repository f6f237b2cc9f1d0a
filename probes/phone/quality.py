import math
from collections.abc import Mapping

_R_NO_IMPAIRMENT = 93.2
"""Ro - Is with every default of ITU-T G.107 (06/2015), table 2."""

_EQUIPMENT = {"PCMA": (0.0, 25.1), "PCMU": (0.0, 25.1), "GSM": (20.0, 10.0), "iLBC": (11.0, 32.0)}
"""Ie and Bpl by codec with loss concealment, ITU-T G.113 (11/2007), appendix I. For G.722 and all
others the values of G.711 are taken: the project's own choice, as the scale stays that of narrowband."""

_PACKET_MS = 20.0


def estimate_mos(figures: Mapping[str, object]) -> float | None:
    """Return the estimated mean opinion score (1 to 4.5) of what was heard, None before any packet.

    `figures` are RTP figures: `packets` (received), `lost`, `discarded` (too late for the buffer),
    `buffer_ms`, `rtt_ms` and `codec`. The E-model of ITU-T G.107 with random loss (BurstR = 1) and
    no echo; the mapping from R to MOS is its annex B.
    """
    packets = _number(figures, "packets")
    if not packets:
        return None
    lost = _number(figures, "lost") + _number(figures, "discarded")
    loss_percent = min(100.0, 100.0 * lost / (packets + _number(figures, "lost")))
    delay_ms = _PACKET_MS + _number(figures, "buffer_ms") + _number(figures, "rtt_ms") / 2
    return round(
        _mos(rating(loss_percent=loss_percent, delay_ms=delay_ms, codec=str(figures.get("codec")))), 2
    )


def rating(*, loss_percent: float, delay_ms: float, codec: str = "PCMA") -> float:
    """Return the transmission rating R (0 to 93.2): G.107 equations 7-1, 7-27/7-28 and 7-29."""
    ie, bpl = _EQUIPMENT.get(codec, _EQUIPMENT["PCMA"])
    equipment = ie + (95.0 - ie) * loss_percent / (loss_percent + bpl)
    return max(0.0, _R_NO_IMPAIRMENT - _delay_impairment(delay_ms) - equipment)


def _delay_impairment(delay_ms: float) -> float:
    """Return Idd, the impairment of pure delay: nothing up to 100 ms one way."""
    if delay_ms <= 100.0:
        return 0.0
    x = math.log2(delay_ms / 100.0)
    return float(25.0 * ((1 + x**6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2))


def _mos(r: float) -> float:
    if r <= 0:
        return 1.0
    # The polynomial dips a little below 1 for very small R.
    return max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)


def _number(figures: Mapping[str, object], name: str) -> float:
    value = figures.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0

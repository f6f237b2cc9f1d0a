from dataclasses import dataclass
from typing import Any

LANGUAGES = ("nb", "nn", "sv", "da", "fi", "en")
MODES = ("automatic", "bridged")
"""What a worker can do by itself; `manual` contacts are logged by shoppers."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a worker can serve. A contact waits for one that can.

    `trunk` is the name of the SIP trunk ("" for calls on this machine only) and `country` where it dials
    from: a short number means another telephone in each country. `reach` are the telephone
    addresses beside SIP addresses on loopback that can be reached without one (those of a practice
    town). `at_once` is the number of attempts carried at the same time.
    """

    channels: tuple[str, ...] = ("phone",)
    languages: tuple[str, ...] = LANGUAGES
    modes: tuple[str, ...] = MODES
    trunk: str = ""
    country: str = "NO"
    reach: tuple[str, ...] = ()
    at_once: int = 4

    def to_row(self) -> dict[str, Any]:
        """Return what stands in the worker's row; addresses are counted, not listed."""
        return {
            "channels": list(self.channels),
            "languages": list(self.languages),
            "modes": list(self.modes),
            "trunk": self.trunk,
            "country": self.country if self.trunk else "",
            "reach": len(self.reach),
            "at_once": self.at_once,
        }

    def parameters(self) -> dict[str, list[str] | bool | str]:
        """Return the parameters of the SQL in `servable`."""
        return {
            "channels": list(self.channels),
            "languages": list(self.languages),
            "modes": list(self.modes),
            "anywhere": bool(self.trunk),
            "country": self.country,
            "reach": list(self.reach),
            "loopback": LOOPBACK,
        }


LOOPBACK = r"^sips?:([^@]+@)?(127(\.[0-9]{1,3}){3}|localhost|\[::1\])(:[0-9]+)?(;.*)?$"

WISH_S = 90
"""Seconds for which "Call now" is good: a shopper whom nobody served by then may have put the phone away, and
the organisation must not be called for nobody. Project's own choice."""

_WISHED = f"""EXISTS (SELECT FROM results_callwish w WHERE w.attempt_id = a.id AND w.hang_up_at IS NULL
                AND w.asked_at > clock_timestamp() - interval '{WISH_S} seconds')"""

WAITS_FOR_SHOPPER = f"""(q.mode = 'bridged' AND NOT {_WISHED} AND (a.channel <> 'phone'
    OR EXISTS (SELECT FROM results_role r WHERE r.shopper_id = q.shopper_id AND r.ended_at IS NULL)))"""
"""SQL: an attempt (a, of contact q) is made when its shopper presses "Call now", and has not been asked for.

Nobody's phone rings unasked who can press the button. A shopper without an account is rung when the plan
says; a chat always needs somebody at the page."""

SERVABLE = f"""
    a.channel = ANY(%(channels)s::text[]) AND q.language = ANY(%(languages)s::text[])
    AND q.mode = ANY(%(modes)s::text[])
    AND (q.mode <> 'bridged' OR s.active AND (a.channel <> 'phone'
         OR s.phone_verified_at IS NOT NULL AND s.phone <> ''
         AND (%(anywhere)s::boolean OR s.phone = ANY(%(reach)s::text[]) OR s.phone ~* %(loopback)s::text)))
    AND NOT {WAITS_FOR_SHOPPER}
    AND (a.channel <> 'phone' OR t.address = ANY(%(reach)s::text[]) OR t.address ~* %(loopback)s::text
         OR %(anywhere)s::boolean AND (o.country = %(country)s::text OR t.address !~ '^[0-9]'))
    AND t.active AND NOT t.paused"""
"""SQL: an attempt (a, of contact q, at touchpoint t, with the shopper s) fits a worker's `parameters`.

A bridged call needs a shopper whose phone is verified and can be rung from here: the organisation must not be
called for a phone that then cannot be reached."""

JOINED = """
    results_attempt a
    JOIN results_campaign c ON c.id = a.campaign_id
    JOIN results_campaigncontrol k ON k.campaign_id = a.campaign_id
    JOIN results_organisation o ON o.id = a.organisation_id
    JOIN results_touchpoint t ON t.id = a.touchpoint_id
    JOIN results_contact q ON q.id = a.contact_id
    LEFT JOIN results_shopper s ON s.id = q.shopper_id"""
"""SQL: an attempt with everything that decides whether it may be claimed."""

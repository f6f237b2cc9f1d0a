"""What somebody who practises reads: why it does not ring, and what goes on while it does."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_Words = str | Promise

_WHY: dict[str, _Words] = {
    "unverified": _("Your phone is not verified yet. The house rings you on it first."),
    "secret": _("You are being measured with that enquiry. Choose another."),
    "enough": _("Your phone has rung ten times today. Go on tomorrow."),
    "no_worker": _("The machine that makes calls is not there. Nobody was rung; try again later."),
    "going_on": _("A practice call goes on already."),
    "taken back": _("It was taken back before it began."),
    "its worker fell silent": _("The machine that makes calls fell silent in the middle."),
    "its worker was told to end": _("The machine that makes calls was told to end."),
}

_NOW: dict[str, _Words] = {
    "": _("A moment: your phone is about to ring"),
    "begun": _("A moment: your phone is about to ring"),
    "dialling": _("A moment: your phone is about to ring"),
    "ringing": _("Your phone rings. Answer as you always do"),
    "waiting": _("The citizen listens for a person"),
    "talking": _("You are talking with the citizen"),
    "on_hold": _("The citizen waits for you"),
    "over": _("The call has ended"),
}


def why_not(reason: str) -> _Words:
    """Say why a practice call was not made; what comes from a machine is told as it is."""
    return _WHY.get(reason, reason)


def now(phase: str) -> _Words:
    """Say what goes on at this moment, seen from the phone that rings."""
    return _NOW.get(phase, _NOW["waiting"])

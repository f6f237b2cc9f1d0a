"""The probes' words as people say them, and the sign that goes with each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CHANNELS: dict[str, str | Promise] = {
    "phone": _("Telephone"),
    "web_form": _("Web form"),
    "email": _("E-mail"),
    "chat": _("Chat"),
    "messenger": _("Messenger"),
    "sms": _("Text message"),
    "desk": _("Desk"),
    "web_page": _("Web page"),
}

_OUTCOMES: dict[str, tuple[str | Promise, str]] = {
    "answered_by_person": (_("A person answered"), "good"),
    "replied": (_("Replied"), "good"),
    "answered_by_machine_only": (_("Only a machine answered"), "wait"),
    "auto_reply_only": (_("Only an automatic reply"), "wait"),
    "no_answer": (_("No answer"), "wait"),
    "busy": (_("Busy"), "wait"),
    "closed": (_("Closed"), "wait"),
    "wait_limit_reached": (_("Nobody within the limit"), "wait"),
    "no_reply": (_("No reply"), "wait"),
    "rejected": (_("Rejected"), "wait"),
    "congestion": (_("Congestion"), "alarm"),
    "unreachable": (_("Unreachable"), "alarm"),
    "form_rejected": (_("The form was refused"), "alarm"),
    "blocked": (_("Blocked"), "alarm"),
    "cancelled": (_("Cancelled"), "alarm"),
    "lost": (_("Lost on our side"), "alarm"),
    "error": (_("Error on our side"), "alarm"),
}

_STATES: dict[str, tuple[str | Promise, str]] = {
    "planned": (_("Planned"), ""),
    "claimed": (_("About to begin"), "moving"),
    "contacting": (_("In contact"), "moving"),
    "awaiting": (_("Awaiting a reply"), "moving"),
    "running": (_("Under way"), "moving"),
    "done": (_("Done"), "good"),
    "finished": (_("Finished"), "good"),
    "not_run": (_("Never made"), "alarm"),
}

_CONTROLS: dict[str, tuple[str | Promise, str]] = {
    "running": (_("Running"), "moving"),
    "paused": (_("Paused"), "wait"),
    "stopped": (_("Stopped"), "alarm"),
}

_PHASES: dict[str, str | Promise] = {
    "begun": _("Begun"),
    "dialling": _("Dialling"),
    "ringing": _("Ringing"),
    "menu": _("In a menu"),
    "waiting": _("Waiting"),
    "talking": _("Talking with a person"),
    "on_hold": _("On hold"),
    "sending": _("Sending"),
    "over": _("Being written down"),
}


def channel_words(channel: str) -> str:
    """Say a channel."""
    return str(_CHANNELS.get(channel, channel.replace("_", " ")))


def outcome_words(outcome: str) -> str:
    """Say how a contact ended."""
    return str(_OUTCOMES.get(outcome, (outcome.replace("_", " "), ""))[0])


def outcome_sign(outcome: str) -> str:
    """Return the sign of an outcome: good, wait or alarm."""
    return _OUTCOMES.get(outcome, ("", ""))[1]


def state_words(state: str) -> tuple[str, str]:
    """Say a state of a contact or an attempt, with its sign."""
    words, sign = _STATES.get(state, (state.replace("_", " "), ""))
    return str(words), sign


def control_words(state: str) -> tuple[str, str]:
    """Say what a campaign was told, with its sign."""
    words, sign = _CONTROLS.get(state, (state, ""))
    return str(words), sign


def phase_words(phase: str) -> str:
    """Say what goes on in a contact just now."""
    return str(_PHASES.get(phase, phase.replace("_", " ").capitalize()))

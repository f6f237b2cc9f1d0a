"""What a shopper reads while their contact goes on, or why it cannot be made now."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.fieldwork.call_state import CallState
from benchmark.fieldwork.rehearsal import RehearsalState

_Words = str | Promise


class Said(NamedTuple):
    """A headline and a sentence of what to do."""

    headline: _Words
    advice: _Words


_WHY: dict[str, Said] = {
    "over": Said(gettext_lazy("Nothing is left to call"), gettext_lazy("This contact is over.")),
    "not_bridged": Said(
        gettext_lazy("This contact is not made from here"),
        gettext_lazy("The assignment says how it is made."),
    ),
    "not_running": Said(
        gettext_lazy("The fieldwork rests"), gettext_lazy("Your editor has paused it. Try again later.")
    ),
    "no_phone": Said(
        gettext_lazy("Your phone is not verified"),
        gettext_lazy("Only a verified phone is rung. Ask your editor to verify the number."),
    ),
    "touchpoint": Said(
        gettext_lazy("Nobody is to call there just now"),
        gettext_lazy("The organisation's line has been set aside. Your editor knows why."),
    ),
    "later": Said(
        gettext_lazy("Not now"), gettext_lazy("It is closed there, or enough calls were made today.")
    ),
    "no_window": Said(
        gettext_lazy("No time is left"),
        gettext_lazy("The fieldwork has no opening hours left for this contact."),
    ),
    "line_busy": Said(
        gettext_lazy("Somebody else is calling there"), gettext_lazy("Try again in a few minutes.")
    ),
    "other_call": Said(
        gettext_lazy("You are in another contact"),
        gettext_lazy("End that one first; you have only two ears."),
    ),
    "no_worker": Said(
        gettext_lazy("The machine that makes contacts is not there"),
        gettext_lazy("Nothing has been called. Tell your editor, or try again later."),
    ),
    "no_town": Said(
        gettext_lazy("The practice town is not open"),
        gettext_lazy("It is opened where the calls are made: svartid sandbox up. Tell your editor."),
    ),
}

_PHONE: dict[str, Said] = {
    "begun": Said(gettext_lazy("It begins"), gettext_lazy("Have your phone at hand: it rings in a moment.")),
    "dialling": Said(
        gettext_lazy("Dialling"), gettext_lazy("Have your phone at hand: it rings in a moment.")
    ),
    "ringing": Said(
        gettext_lazy("It rings at the organisation"), gettext_lazy("Your phone rings in a moment, too.")
    ),
    "menu": Said(gettext_lazy("In the menu"), gettext_lazy("The right keys are pressed for you.")),
    "waiting": Said(
        gettext_lazy("In the queue"),
        gettext_lazy("Stay on the line. The moment a person answers, they hear you."),
    ),
    "talking": Said(gettext_lazy("A person has answered"), gettext_lazy("You are being connected.")),
    "on_hold": Said(gettext_lazy("On hold"), gettext_lazy("Stay on the line until somebody is back.")),
    "over": Said(gettext_lazy("The call has ended"), gettext_lazy("It is being written down.")),
}

_CHAT: dict[str, Said] = {
    "begun": Said(gettext_lazy("It begins"), gettext_lazy("The chat is being opened.")),
    "opening": Said(gettext_lazy("It begins"), gettext_lazy("The chat is being opened.")),
    "menu": Said(gettext_lazy("The chat robot writes"), gettext_lazy("It is asked for a person.")),
    "waiting": Said(
        gettext_lazy("In the queue"), gettext_lazy("Stay here. The moment a person writes, you take over.")
    ),
    "talking": Said(gettext_lazy("A person is there"), gettext_lazy("Write as in the brief.")),
    "on_hold": Said(
        gettext_lazy("You are being passed on"), gettext_lazy("Stay here until the next one writes.")
    ),
    "over": Said(gettext_lazy("The chat has ended"), gettext_lazy("It is being written down.")),
}


def why_words(why: str) -> Said:
    """Say why a contact or a rehearsal cannot be made now."""
    return _WHY.get(why, Said(_("Not now"), _("Try again later.")))


def now_words(state: CallState | RehearsalState, *, channel: str) -> Said:
    """Say what goes on at this moment, and what the shopper does about it."""
    if state.ending:
        return Said(_("Ending"), _("It ends within two seconds."))
    if channel == "chat":
        return _CHAT.get(state.phase, _CHAT["begun"])
    if state.phase == "over":
        return _PHONE["over"]
    if state.leg == "ringing":
        return Said(_("Your phone rings"), _("Take it. You hear them; they do not hear you yet."))
    if state.phase in ("talking", "on_hold"):
        if state.leg == "gone":
            return Said(_("Your phone has hung up"), _("The call ends."))
        if state.leg == "connected" and state.phase == "talking":
            return Said(_("You are connected"), _("Talk as in the brief, and hang up when you have done."))
        if state.leg != "connected":
            return Said(_("A person has answered"), _("They wait for you: take your phone."))
    if state.leg == "connected":
        return Said(_("You are heard"), _("If it is a person, talk. A recording is left behind by itself."))
    if state.leg == "gone":
        return Said(_("Your phone has hung up"), _("It is rung once more when a person answers."))
    return _PHONE.get(state.phase, _PHONE["begun"])


_STEPS = (
    gettext_lazy("Dialled"),
    gettext_lazy("Your phone"),
    gettext_lazy("Waiting"),
    gettext_lazy("A person"),
    gettext_lazy("Connected"),
)


class Step(NamedTuple):
    """A stage of a bridged call: its words, and whether it is `done`, `here` or neither."""

    words: _Words
    mark: str


def steps(state: CallState | RehearsalState) -> list[Step]:
    """Return the stages of a bridged call with where it stands: a picture, read from left to right."""
    reached = 0
    if state.leg in ("listening", "connected", "gone"):
        reached = 2
    elif state.leg == "ringing":
        reached = 1
    if state.phase in ("talking", "on_hold"):
        reached = 3
    if state.phase in ("talking", "on_hold") and state.leg == "connected":
        reached = 4
    marks = ["done" if at < reached else "here" if at == reached else "" for at in range(len(_STEPS))]
    return [Step(words, mark) for words, mark in zip(_STEPS, marks, strict=True)]

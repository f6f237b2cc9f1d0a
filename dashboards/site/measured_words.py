from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, str | Promise] = {
    "post_dial_delay": _("From dialling to ringing"),
    "ring_time": _("Ringing"),
    "menu_time": _("In menus"),
    "queue_time": _("In the queue"),
    "answer_time": _("Until a person answered"),
    "hold_time": _("On hold"),
    "talk_time": _("Talking"),
    "call_time": _("The whole call"),
    "transfers": _("Times passed on"),
    "reply_time": _("Until a reply"),
}


def measured_words(name: str) -> str:
    """Say what a measurement measures."""
    return str(_WORDS.get(name, name.replace("_", " ").capitalize()))

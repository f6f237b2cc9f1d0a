"""Why a rating is to be looked at, and what about a shopper is conspicuous, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_REASONS: dict[str, str | Promise] = {
    "disagree": _("Machine and shopper disagree"),
    "sign": _("Something in it is odd"),
    "name": _("A comment may name somebody"),
    "returned": _("Sent again"),
    "shopper": _("The shopper has a sign"),
    "random": _("Random share"),
}

_CONTACT: dict[str, str | Promise] = {
    "straight": _("All its answers are alike."),
    "copied": _("It has the same answers as another rating of this shopper."),
    "overlap": _("The shopper was in two contacts at the same time."),
}

_SIGNS: dict[str, str | Promise] = {
    "severity": _("More severe or lenient than the others"),
    "regularity": _("More regular than chance allows"),
    "too even ratings": _("Ratings too even"),
    "straight lines": _("The same answer all the way down"),
    "copied answers": _("Answers alike in two contacts"),
    "highest marks": _("The highest mark unusually often"),
    "not applicable": _("Not applicable unusually often"),
    "hurried ratings": _("Rated in a hurry"),
    "rounded seconds": _("Seconds that end in 0 or 5"),
    "overlap": _("Two contacts at the same time"),
    "waits unlike the machine's": _("Waits unlike the machine's"),
}


def review_reason(word: str) -> str:
    """Say why a rating is in the queue."""
    return str(_REASONS.get(word, word))


def contact_sign(word: str) -> str:
    """Say what is odd about one rating."""
    return str(_CONTACT.get(word, word))


def sign_words(name: str) -> str:
    """Say what about a shopper is conspicuous."""
    return str(_SIGNS.get(name, name))

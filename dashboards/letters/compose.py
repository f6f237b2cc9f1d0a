from __future__ import annotations

import os
from collections.abc import Callable

from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboards.site.templatetags.written import said
from results.models import Account, Campaign, Jury, Notice
from results.open_dispute import disputes_until

_SALT = "svartid.letters.stop"
_SUBJECTS: dict[str, str | Promise] = {
    "released": _("Your results are there"),
    "ballots": _("The ballots are open"),
}


def compose_letter(notice: Notice, reader: Account) -> EmailMessage:
    """Write a round's letter to one reader in their language. No figure and no result stands in it.

    It says how to get no more of its kind, in words and in the headers of RFC 8058.
    """
    with translation.override(reader.language):
        stop = site_url() + reverse("letters:stop", args=[stop_word(reader, notice.kind)])
        context = {
            "name": reader.name,
            "title": said(notice.campaign.title) or notice.campaign.slug,
            "stop": stop,
            **_MORE[notice.kind](notice.campaign),
        }
        return EmailMessage(
            subject=str(_SUBJECTS[notice.kind]),
            body=render_to_string(f"letters/{notice.kind}.txt", context).strip() + "\n",
            to=[reader.email or ""],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def stop_word(account: Account, kind: str) -> str:
    """Return the signed word of a letter's link by which its reader, and nobody else, stops its kind."""
    return signing.dumps({"account": account.pk, "kind": kind}, salt=_SALT)


def read_stop_word(word: str) -> tuple[int, str] | None:
    """Return the account and the kind that a link's word names; None where it was not signed here."""
    try:
        told = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        return None
    return int(told["account"]), str(told["kind"])


def site_url() -> str:
    """Return where the site is reached, without a stroke at its end."""
    return (os.environ.get("SVARTID_SITE_URL", "") or "http://127.0.0.1:8000").rstrip("/")


def _released(campaign: Campaign) -> dict[str, object]:
    url = site_url() + reverse("organisation:result", args=[campaign.slug])
    return {"url": url, "until": disputes_until(campaign)}


def _ballots(campaign: Campaign) -> dict[str, object]:
    jury = Jury.objects.filter(campaign=campaign).first()
    return {"url": site_url() + reverse("jury:home"), "until": jury.votes_until if jury else None}


_MORE: dict[str, Callable[[Campaign], dict[str, object]]] = {"released": _released, "ballots": _ballots}

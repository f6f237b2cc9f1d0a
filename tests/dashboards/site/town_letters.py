"""Letters of the site's record: one that is nobody's, one of a contact, one of another award's contact."""

from __future__ import annotations

import datetime as dt
from typing import Any

_NOBODYS = """From: Kari Holm <kari.holm@fjordvik.example>\r
To: postmottak@maaling.example\r
Subject: Sak 2026/4711: plass i barnehage\r
Message-ID: <{number}@fjordvik.example>\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Hei!</p><p>Fristen er 1. mars, og du s&oslash;ker p&aring; nettsidene.</p>\r
<script>document.title = "run"</script><img src="https://tracker.example/{number}.gif" width="1" height="1">\r
<p>Vennlig hilsen<br>Kari Holm</p>\r
"""
_ANSWER = """From: Kari Holm <kari.holm@{slug}.example>\r
To: {address}\r
Subject: Re: Plass i barnehage\r
Message-ID: <{number}@{slug}.example>\r
\r
Hei! Fristen er 1. mars.\r
\r
Vennlig hilsen\r
Kari Holm\r
"""


def keep_letters(*, own: Any, other: Any) -> dict[str, Any]:
    """Keep letters as a worker does: nobody's, and one for a contact of each campaign."""
    from results.models import Contact

    told: dict[str, Any] = {}
    for name, campaign in (("", own), ("_elsewhere", other)):
        made = Contact.objects.filter(campaign=campaign, state="done").order_by("pk")
        contact = made.filter(channel="web_form").first() or made[0]
        told[f"letter{name}"] = _keep(_answered(contact), contact)
        told[f"lettered{name}"] = contact.key
    told["letter_nobodys"] = _keep(_NOBODYS.format(number=1))
    told["letter_other"] = _keep(_NOBODYS.format(number=2))
    return told


def _answered(contact: Any) -> str:
    from results.models import Correspondence

    attempt = contact.attempts.get()
    token = f"{attempt.pk:a>12}".replace("0", "x").replace("1", "y")
    address = f"svar+{token}@maaling.example"
    Correspondence.objects.create(attempt=attempt, token=token, mailbox="town", address=address)
    return _ANSWER.format(slug=contact.organisation.slug, address=address, number=attempt.pk)


def _keep(content: str, contact: Any = None) -> int:
    from django.db.models import Max

    from benchmark.fieldwork.sort_reply import sort_reply
    from probes.email.arrived import Matched
    from probes.email.letter import read_letter
    from probes.email.mailbox import Fetched
    from results.letters import keep_letter
    from results.models import Letter

    uid = (Letter.objects.aggregate(last=Max("uid"))["last"] or 0) + 1
    at = dt.datetime(2027, 3, 1, 9, uid, tzinfo=dt.UTC)
    read = read_letter(content.encode())
    attempt = contact.attempts.get() if contact else None
    kept = keep_letter(
        mailbox="town",
        folder="INBOX",
        fetched=Fetched(uid_validity=7, uid=uid, received_at=at, size=len(content), content=content.encode()),
        letter=read,
        decision=sort_reply(letter=read, received_at=at, attempt=attempt),
        attempt=attempt,
        matched_by=Matched.ADDRESS if attempt else None,
    )
    assert kept is not None
    return int(kept.pk)

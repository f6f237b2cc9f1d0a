from __future__ import annotations

import datetime as dt
import logging
import smtplib

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from dashboards.letters.compose import compose_letter
from results.models import Notice, NoticeSent
from results.notices import due_notices, waiting_readers

LONGEST_S = 30.0
"""How long one mail server may take for one letter."""
MOST_TRIES = 288
"""A mail server that does not answer is asked every five minutes for a day. Project's own choice."""
_AGAIN = dt.timedelta(minutes=5)
_log = logging.getLogger(__name__)


def send_due() -> int:
    """Send the letters whose time has come and return how many went out.

    Each letter is noted with its sending, in one step, under a lock on its round: of two processes one sends,
    and after a crash everybody gets their letter (one may get theirs twice, nobody none).
    """
    sent = 0
    for pk in list(due_notices().values_list("pk", flat=True)):
        while (outcome := _send_next(pk)) is not None:
            sent += outcome
    return sent


@transaction.atomic
def _send_next(pk: int) -> int | None:
    """Send a round's next letter: how many went out, None when there is nothing more to do just now."""
    rows = due_notices().select_for_update(skip_locked=True, of=("self",)).select_related("campaign")
    notice = rows.filter(pk=pk).first()
    if notice is None:
        return None
    reader = waiting_readers(notice).first()
    if reader is None:
        Notice.objects.filter(pk=pk).update(done_at=timezone.now())
        return None
    letter = compose_letter(notice, reader)
    letter.connection = get_connection(timeout=LONGEST_S, fail_silently=False)
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused:
        NoticeSent.objects.create(notice=notice, account=reader, refused=True)
        return 0
    except (OSError, smtplib.SMTPException) as wrong:
        _log.warning("letters (%s): the mail server does not take them: %s", notice, wrong)
        later = {"due_at": timezone.now() + _AGAIN, "tries": notice.tries + 1}
        given_up = {"done_at": timezone.now()} if notice.tries + 1 >= MOST_TRIES else {}
        Notice.objects.filter(pk=pk).update(**later, **given_up)
        return None
    NoticeSent.objects.create(notice=notice, account=reader)
    if notice.tries:
        Notice.objects.filter(pk=pk).update(tries=0)
    return 1

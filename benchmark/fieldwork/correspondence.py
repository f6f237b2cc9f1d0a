from collections.abc import Sequence

from probes.email.account import MailAccount
from probes.email.token import new_token
from results.models import Correspondence


def open_correspondence(*, attempt: int, accounts: Sequence[MailAccount]) -> Correspondence | None:
    """Return under what an attempt's letters are known, made now if need be; None without an account.

    It is committed before anything is sent, so that a letter finds its attempt whatever becomes of the
    worker.
    An attempt that was given back and is claimed again keeps its address. Several accounts take turns.
    """
    known = Correspondence.objects.filter(attempt_id=attempt).first()
    if known is not None or not accounts:
        return known
    account = accounts[attempt % len(accounts)]
    token = new_token()
    made, _ = Correspondence.objects.get_or_create(
        attempt_id=attempt,
        defaults={"token": token, "mailbox": account.name, "address": account.address_for(token)},
    )
    return made

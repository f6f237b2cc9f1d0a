from datetime import UTC, datetime

from probes.email.account import MailAccount
from probes.email.account_file import load_accounts
from probes.email.awaiting import await_reply, reply_address
from probes.email.compose import compose_letter
from probes.email.send import Accepted, Refused, send_letter
from probes.email.token import message_id_for, new_token, tokens_in
from probes.errors import BadSettings, ChannelUnavailable, NotAllowed
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from scenarios.touchpoint import EmailTouchpoint


class EmailProbe:
    """Asks by e-mail; the answer is waited for as `probes.email.awaiting` says.

    Options: `reply_address` (ours for this attempt), `mailbox` (the account's name, the first if missing),
    `person` (whose name stands under the letter, the account's if missing), `wait_for_reply`.
    """

    def __init__(self, accounts: tuple[MailAccount, ...] | None = None) -> None:
        """Take the accounts; None reads those of the environment at each attempt."""
        self._accounts = accounts

    async def __call__(self, request: ProbeRequest, recorder: Recorder) -> Outcome:
        """Send the letter and hand the attempt over to its mailbox.

        Raises NotAllowed for an address that is not the touchpoint's, BadSettings, ChannelUnavailable,
        EngineLost (see `send_letter`).
        """
        account = self._account(request)
        point = request.organisation.touchpoints[request.touchpoint]
        script = request.enquiry.email
        if not isinstance(point, EmailTouchpoint) or script is None:
            raise BadSettings(f"{request.enquiry.enquiry} cannot be sent to {request.touchpoint} by e-mail")
        if request.allowed and point.email.lower() not in {each.lower() for each in request.allowed}:
            raise NotAllowed(f"{point.email} is not among the addresses that may be contacted")
        sender = reply_address(request)
        token = next(iter(tokens_in([sender], [account])), None) or new_token()
        message_id = message_id_for(token, sender.rpartition("@")[2])
        letter = compose_letter(
            sender=sender,
            person=str(request.options.get("person") or account.person),
            recipient=point.email,
            subject=script.subject.say(request.language),
            words=script.message.say(request.language),
            message_id=message_id,
            at=datetime.now(UTC).astimezone(),
            language=request.language,
        )
        name = recorder.attach("sent.eml", letter.as_bytes())
        told = await send_letter(letter, server=account.outgoing, sender=sender, recipient=point.email)
        if isinstance(told, Refused):
            return _refused(told, recorder)
        _sent(told, recorder, message_id, name)
        return await await_reply(request, recorder, message_id=message_id)

    def _account(self, request: ProbeRequest) -> MailAccount:
        accounts = load_accounts() if self._accounts is None else self._accounts
        wanted = request.options.get("mailbox")
        for account in accounts:
            if wanted in (None, "", account.name):
                return account
        known = ", ".join(account.name for account in accounts) or "none"
        raise BadSettings(
            f"there is no mail account {wanted or 'at all'} (known: {known}) – set SVARTID_MAIL to the file"
            " of your mail accounts"
        )


def _sent(told: Accepted, recorder: Recorder, message_id: str, evidence: str) -> None:
    recorder.start(told.at_ns)
    detail = {"message_id": message_id, "encrypted": told.encrypted}
    recorder.event(EventKind.SENT, Source.SIGNALLING, at_ns=told.at_ns, detail=detail, evidence=evidence)


def _refused(told: Refused, recorder: Recorder) -> Outcome:
    recorder.start()
    detail = {"status": told.status, "reason": told.words, "step": told.step, "lasting": told.lasting}
    recorder.event(EventKind.SEND_REFUSED, Source.SIGNALLING, detail=detail)
    if told.step == "recipient" and told.lasting:
        return Outcome.UNREACHABLE
    # A sender that is refused, or a server that is busy, says nothing about the organisation.
    raise ChannelUnavailable(f"our mail server did not take the letter: {told.status} {told.words}")


async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
    """Ask by e-mail with the accounts of the environment. Raises as EmailProbe."""
    return await EmailProbe()(request, recorder)

import re
from collections.abc import Iterator

from probes.email.letter import Letter

_NO_REPLY = re.compile(
    r"^(?:no-?reply|do-?not-?reply|(?:ikke|ikkje|ej|inte|svara-ej)-?(?:svar|svara|besvar)?|noreply.*|automat\w*)"
    r"(?:[+._-].*)?@"
)
_PROGRAMS = re.compile(
    r"outlook|thunderbird|apple mail|iphone mail|ipad mail|android|k-9|roundcube|mutt|evolution|geary"
    r"|lotus notes|groupwise|zimbra|squirrel|horde|windows mail|samsung|emclient",
    re.IGNORECASE,
)
_SAYS_AUTOMATIC = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply")


def header_signs(letter: Letter) -> tuple[str, ...]:
    """Return the signs of a letter's headers and reports, by the names of `weights.HEADERS`."""
    return tuple(_signs(letter))


def _signs(letter: Letter) -> Iterator[str]:
    yield from _report(letter)
    submitted = letter.signs.get("auto-submitted", "no").strip().lower()
    if submitted.startswith("auto-replied"):
        yield "vacation" if "vacation" in submitted else "auto-replied"
    elif not submitted.startswith("no"):
        yield "auto-generated"
    precedence = letter.signs.get("precedence", "").strip().lower()
    if precedence in ("auto_reply", "auto-reply") or any(name in letter.signs for name in _SAYS_AUTOMATIC):
        yield "auto-reply-system"
    elif precedence in ("bulk", "junk", "list"):
        yield "bulk"
    if any(name.startswith("x-ms-exchange-") and "loop" in name for name in letter.signs) or (
        "rules" in letter.signs.get("x-ms-exchange-generated-message-source", "").lower()
    ):
        yield "exchange-rule"
    if "list-id" in letter.signs or "list-unsubscribe" in letter.signs:
        yield "list"
    if "feedback-id" in letter.signs:
        yield "feedback-id"
    if letter.from_daemon and letter.return_path != "":
        yield "mail-server"
    elif letter.return_path == "":
        yield "null-sender" if not _is_daemon(letter) else "mail-server"
    if letter.sender and _NO_REPLY.match(letter.sender.address):
        yield "no-reply-address"
    program = f"{letter.signs.get('x-mailer', '')} {letter.signs.get('user-agent', '')}"
    if _PROGRAMS.search(program) and submitted.startswith("no"):
        yield "mail-program"


def _report(letter: Letter) -> Iterator[str]:
    actions = {one.action for one in letter.delivery_report}
    statuses = {one.status[:1] for one in letter.delivery_report}
    if "failed" in actions or ("5" in statuses and not actions - {""}):
        yield "report-failed"
    elif letter.delivery_report:
        yield "report-not-failed"
    if letter.is_read_receipt:
        yield "read-receipt"
    if "x-failed-recipients" in letter.signs:
        yield "failed-recipients"


def _is_daemon(letter: Letter) -> bool:
    return bool(
        letter.sender and re.match(r"mailer-daemon|postmaster|microsoftexchange", letter.sender.address)
    )

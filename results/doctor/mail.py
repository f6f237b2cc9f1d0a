import os
import stat
from importlib.metadata import entry_points
from pathlib import Path

from results.doctor.finding import Finding, lacking

MAIL_VARIABLE = "SVARTID_MAIL"
"""The environment variable that names the file with the mailbox that e-mail contacts go out from."""


def examine_mail(*, needed: bool) -> Finding:
    """Say whether e-mail contacts can be made from here."""
    worst = lacking(needed=needed)
    if not entry_points(group="svartid.probes", name="email"):
        return Finding(
            "mail", worst, "this Svartid has no e-mail channel", "install a version that has", needed
        )
    named = os.environ.get(MAIL_VARIABLE)
    if not named:
        remedy = f"write the mailbox's settings into a file and name it in {MAIL_VARIABLE}"
        return Finding(
            "mail", worst, "no mailbox is set: no e-mail contacts from this machine", remedy, needed
        )
    path = Path(named)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Finding(
            "mail", "bad", f"{path}: {error.strerror}", f"let {MAIL_VARIABLE} name the file", needed
        )
    if stat.S_IMODE(mode) & 0o077:
        return Finding("mail", "bad", f"others may read {path}", f"chmod 600 {path}", needed)
    return Finding("mail", "good", f"settings in {path}", needed=needed)

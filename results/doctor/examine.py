from collections.abc import Collection
from pathlib import Path

from results.doctor.browser import examine_browser
from results.doctor.clock import examine_clock
from results.doctor.database import examine_database
from results.doctor.disk import examine_disk
from results.doctor.finding import Finding
from results.doctor.mail import examine_mail
from results.doctor.telephone import examine_engine, examine_trunk


def examine(*, channels: Collection[str] = (), trunk: Path | None = None) -> list[Finding]:
    """Look at everything a campaign in these channels needs; without channels only the record is needed.

    Takes a few seconds: the database is started, the browser and the call engine are tried.
    """
    phone = "phone" in channels
    return [
        examine_database(),
        examine_disk(),
        examine_engine(needed=phone),
        examine_trunk(trunk, needed=phone),
        examine_browser(needed=bool({"web_form", "chat"} & set(channels))),
        examine_mail(needed="email" in channels),
        examine_clock(),
    ]

from probes.email.account_file import load_accounts
from probes.errors import BadSettings
from results.doctor.finding import Finding, lacking

MAIL_VARIABLE = "SVARTID_MAIL"
"""The environment variable that names the file of the mail accounts that e-mail contacts go out from."""


def examine_mail(*, needed: bool) -> Finding:
    """Say whether e-mail contacts can be made from here; `svartid mail check` tries the servers."""
    try:
        accounts = load_accounts()
    except BadSettings as error:
        return Finding("mail", "bad", str(error), "mend it; docs/email.md shows a right one", needed)
    if not accounts:
        remedy = f"write the mail accounts into a file and name it in {MAIL_VARIABLE} (docs/email.md)"
        worst = lacking(needed=needed)
        return Finding("mail", worst, "no mail account is set: no e-mail contacts from here", remedy, needed)
    named = ", ".join(f"{account.name} ({account.address})" for account in accounts)
    return Finding("mail", "good", f"accounts: {named}", needed=needed)

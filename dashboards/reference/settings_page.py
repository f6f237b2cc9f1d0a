from dashboards.reference.markdown import MADE, code, table
from dashboards.reference.settings import SETTINGS


def settings_page() -> str:
    """Return the page of all settings of the environment."""
    text = (
        f"{MADE}# Settings\n\nSettings stand in the environment: in your shell, or in the unit file of a"
        f" service."
        " None is needed on your own machine. Passwords may stand in files that only their owner can read"
        " (`chmod 600`); a file that others can read is refused. `svartid doctor` says which of them it"
        " found.\n\n"
    )
    for title, settings in SETTINGS.items():
        rows = [(code(each.name), each.meaning, each.without) for each in settings]
        text += f"## {title}\n\n" + table(["setting", "meaning", "without it"], rows)
    return text.rstrip() + "\n"

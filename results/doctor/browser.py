import importlib.util
import shutil
import subprocess

from results.doctor.finding import Finding, lacking

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def examine_browser(*, needed: bool) -> Finding:
    """Say whether Chromium and what drives it are here (web forms, chat, printed reports)."""
    worst = lacking(needed=needed)
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        remedy = "apt install chromium (or your system's package of it)"
        return Finding("Chromium", worst, "there is no Chromium", remedy, needed)
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Chromium", worst, f"{path} does not start ({error})", "reinstall Chromium", needed)
    if importlib.util.find_spec("playwright") is None:
        return Finding(
            "Chromium", worst, "the Python package playwright is missing", "pip install playwright", needed
        )
    return Finding("Chromium", "good", told.stdout.strip() or path, needed=needed)

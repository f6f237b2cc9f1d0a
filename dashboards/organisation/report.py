from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

_STATIC = Path(__file__).parents[1] / "static"


def report_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Print a template as a tagged PDF (PDF/UA-1) in the reader's language.

    Nothing is fetched but the site's own letters and rules: an address in a comment never leaves the machine.
    """
    import weasyprint

    page = render_to_string(template, {"LANGUAGE_CODE": get_language() or "en", **context})
    made: bytes = weasyprint.HTML(
        string=page, base_url=(_STATIC / "site").as_uri() + "/", url_fetcher=_own_files
    ).write_pdf(
        stylesheets=[weasyprint.CSS(filename=str(_STATIC / "site" / "report.css"), url_fetcher=_own_files)],
        pdf_variant="pdf/ua-1",
    )
    return made


def _own_files(url: str, *_: Any, **__: Any) -> Any:
    """Let only files of the site's own static folder in."""
    import weasyprint

    root = _STATIC.resolve().as_uri() + "/"
    if not url.startswith(root) or ".." in url:
        raise ValueError("a report is made of the site's own files only")
    return weasyprint.default_url_fetcher(url)

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.template.loader import render_to_string
from django.utils.translation import get_language

_STATIC = Path(__file__).parents[1] / "static"


def report_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Print a template as a tagged PDF (PDF/UA-1) in the reader's language.

    Nothing is fetched but the site's own letters and rules: an address in a comment never leaves the machine.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    # The sheet's letters are taken in only where sheet and page share one of these.
    fonts = FontConfiguration()
    page = render_to_string(template, {"LANGUAGE_CODE": get_language() or "en", **context})
    made: bytes = weasyprint.HTML(
        string=page, base_url=(_STATIC / "site").as_uri() + "/", url_fetcher=_own_files()
    ).write_pdf(
        stylesheets=[
            weasyprint.CSS(
                filename=str(_STATIC / "site" / "report.css"), url_fetcher=_own_files(), font_config=fonts
            )
        ],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
    )
    return made


@cache
def _own_files() -> Any:
    """Let only files of the site's own static folder in, whatever an address looks like."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(_STATIC.resolve()):
                raise ValueError("a report is made of the site's own files only")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=("file",))

"""The public pages of the live site: the same files that `svartid publish` writes."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from dashboards.public.edition_pages import EditionPages
from dashboards.public.publication import newest_publications, read_publication, shown_publications
from dashboards.public.words import LANGUAGES
from dashboards.site.site_address import SiteAddress

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
}
_KEPT_S = 300
"""How long a browser or proxy may keep a public page, in s: a correction is seen after five minutes."""


def editions(request: HttpRequest) -> HttpResponse:
    """List the published editions."""
    return render(request, "public/editions.html", {"editions": shown_publications()})


def edition(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Serve a file of a published edition, the same bytes as in its folder. Raises Http404.

    The edition's own address leads to its first page in the reader's language.
    """
    found = newest_publications().filter(campaign__slug=slug).values_list("pk", "digest").first()
    if found is None:
        raise Http404
    if not path:
        language = get_language() if get_language() in LANGUAGES else LANGUAGES[0]
        return redirect(f"/award/{slug}/{language}/index.html")
    key, digest = found
    etag = f'"{digest[:32]}"'
    base = f"{_site_url() or request.build_absolute_uri('/').rstrip('/')}/award/{slug}/"
    try:
        content = _made(key, base, path)
    except KeyError as error:
        raise Http404 from error
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=content_type(path))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={_KEPT_S}"
    return response


@lru_cache(maxsize=1024)
def _made(key: int, base: str, path: str) -> bytes:
    return EditionPages(read_publication(key), base=base).make(path)


def _site_url() -> str:
    site = getattr(settings, "SITE", None)
    return site.url if isinstance(site, SiteAddress) else ""


def content_type(path: str) -> str:
    """Return the content type of a file of an edition."""
    name = path.rpartition("/")[2]
    return _KINDS.get(name) or _KINDS[f".{name.rpartition('.')[2]}"]

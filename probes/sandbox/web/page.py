from html import escape

from aiohttp import web

from probes.sandbox.web.site_parts import SITE, SNIPPETS
from probes.sandbox.web.site_words import SAYS

_STYLE = """
body{margin:0;font:17px/1.5 system-ui,"DejaVu Sans",sans-serif;color:#1c2b33;background:#f4f7f8}
header{background:#0b5563;color:#fff;padding:1rem 2rem;font-size:1.3rem}
main{max-width:40rem;margin:2rem auto;background:#fff;padding:1.5rem 2rem;border-radius:.5rem}
label,.label{display:block;font-weight:600;margin-top:1rem}
input:not([type=checkbox]),textarea,select{width:100%;box-sizing:border-box;font:inherit;padding:.4rem;
 border:1px solid #66757c;border-radius:.25rem}
textarea{min-height:8rem}
button,.button{font:inherit;margin-top:1.5rem;padding:.5rem 1.5rem;border:0;border-radius:.25rem;
 background:#0b5563;color:#fff;cursor:pointer}
button.plain{background:#dfe7e9;color:#1c2b33}
.box{display:flex;gap:.6rem;align-items:baseline;font-weight:400}
.error{color:#a3141d;font-weight:600}
.summary{border:2px solid #a3141d;border-radius:.25rem;padding:.75rem 1rem}
.cookies{position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:2px solid #0b5563;
 padding:1rem 2rem;z-index:20}
.wall{position:fixed;inset:0;background:#0009;z-index:10}
iframe{width:100%;height:44rem;border:0}
"""

# The page's own stamps of what a visitor does, for the town's truth. It tells the moment of each and the
# moment of telling by the same clock, so that the server can place it without trusting its own arrival.
_STAMPS = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const log = (what, at = now(), more = {}) => {
    const line = JSON.stringify({what, at, sent: now(), path: location.pathname, ...more});
    navigator.sendBeacon('/__truth', line);
  };
  window.__log = log;
  log('navigation', performance.timeOrigin);
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (entry.name === 'first-paint') log('first_paint', performance.timeOrigin + entry.startTime);
  })).observe({type: 'paint', buffered: true});
  const seen = new Set();
  const field = event => {
    const name = event.target.name;
    if (name && !seen.has(name)) { seen.add(name); log('field', now(), {field: name}); }
  };
  addEventListener('input', field, true);
  addEventListener('change', field, true);
  addEventListener('submit', () => log('submit'), true);
  addEventListener('DOMContentLoaded', () => {
    if (document.querySelector('[data-form]')) log('form_ready');
    if (document.querySelector('[data-confirmed]')) log('confirmation');
  });
})();
"""


def page(
    request: web.Request, title: str, body: str, *, status: int = 200, bare: bool = False
) -> web.Response:
    """Return a page of the site; `bare` ones stand in a frame and carry no heading."""
    site = request.app[SITE]
    header = "" if bare else f"<header>{escape(site.name)}</header>"
    snippets = request.app[SNIPPETS]
    more = "" if bare else "".join(snippets)
    text = f"""<!doctype html>
<html lang="{site.language}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{escape(title)} – {escape(site.name)}</title>
<style>{_STYLE}</style>
<script>{_STAMPS}</script>
{header}
<main>{body}</main>
{more}
</html>
"""
    return web.Response(text=text, status=status, content_type="text/html")


def plain_page(request: web.Request, words: str, *, status: int = 200) -> web.Response:
    """Return a page with one sentence and a way home."""
    says = SAYS[request.app[SITE].language]
    body = (
        f'<h1>{escape(says["title"])}</h1><p>{escape(words)}</p><p><a href="/">{escape(says["home"])}</a></p>'
    )
    return page(request, says["title"], body, status=status)

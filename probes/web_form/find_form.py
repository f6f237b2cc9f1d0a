from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.page_library import with_library
from probes.web_form.form_watch import FormWatch
from probes.web_form.words import FORM_LINK

_LINKS = """return [...every(document, 'a[href]')].filter(seen)
  .map(each => ({words: tidy(each.innerText || each.getAttribute('aria-label')), url: each.href}));"""
_LINK_S = 30.0
"""How long a page behind a link may take; project's own choice."""


async def find_link(page: Page, *, allowed: AllowedHosts) -> str | None:
    """Return the address of the page's link to a contact form; None if there is none that may be followed."""
    try:
        links = await page.main_frame.evaluate(with_library(_LINKS))
    except PlaywrightError:
        return None
    fitting = [each for each in links if FORM_LINK.search(each["words"]) and allowed.allows_url(each["url"])]
    here = page.url.partition("#")[0]
    return next((str(each["url"]) for each in fitting if each["url"].partition("#")[0] != here), None)


async def follow_link(page: Page, watch: FormWatch, *, allowed: AllowedHosts) -> str | None:
    """Follow the page's link to a contact form and return where it led; None if there is no such link."""
    target = await find_link(page, allowed=allowed)
    if target is None:
        return None
    watch.status = None
    try:
        await page.goto(target, wait_until="commit", timeout=_LINK_S * 1000)
    except PlaywrightError:
        watch.status = watch.status or 599  # it never came: no server's word for it
    return target

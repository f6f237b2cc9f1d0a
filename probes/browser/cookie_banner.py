from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.page_library import with_library

_RULES: tuple[tuple[str, str], ...] = (
    (
        "reject",
        (
            r"^(avvis|avslå|avböj|neka|nei|nej|no|afvis|hylkää|kiellä|reject|decline|refuse|deny|ikke godta"
            r"|godta ikke|jeg godtar ikke|jag godkänner inte)\b"
        ),
    ),
    (
        "necessary",
        (
            r"\b(nødvendige?|nødvendig|nödvändiga|välttämättömät|necessary|essential|strengt nødvendige"
            r"|påkrevde|påkravde|tekniske|required)\b"
        ),
    ),
    (
        "save",
        r"^(lagre|lagra|gem|tallenna|save|bekreft|bekräfta|bekræft|confirm|spara)\b.*",
    ),
    ("close", r"^(lukk|stäng|luk|sulje|close|×|x|ok|skjul|dölj|skjul melding)$"),
    (
        "accept",
        (
            r"^(godta|godkänn|acceptera|accepter|aksepter|tillat|tillåt|tillad|hyväksy|accept|allow|agree"
            r"|jeg forstår|jag förstår|jeg er enig|ok, |forstått|ymmärrän|i understand)"
        ),
    ),
)
"""What is pressed, first rule first: refuse; only what is necessary; save what is preset; close; and, where
a citizen has no other way to the form, accept. The project's own choice."""

_LOOK = (Path(__file__).parent / "cookie_banner.js").read_text(encoding="utf-8")


async def answer_cookies(page: Page, *, allowed: AllowedHosts) -> str | None:
    """Answer a banner about cookies if there is one, and return by which rule; None if there is none.

    The rules: `reject`, `necessary`, `save`, `close`, `accept`, the first that the banner offers.
    """
    for frame in page.frames:
        if not allowed.allows_url(frame.url or "about:blank"):
            continue
        try:
            found = await frame.evaluate(with_library(_LOOK), [list(rule) for rule in _RULES])
            if found is None:
                continue
            await frame.locator(found["selector"]).first.click(timeout=3000)
        except PlaywrightError:
            continue  # it went away by itself, or the frame did
        return str(found["rule"])
    return None

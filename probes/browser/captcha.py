from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from probes.browser.page_library import with_library

_LOOK = (Path(__file__).parent / "captcha.js").read_text(encoding="utf-8")


async def find_captcha(page: Page) -> str | None:
    """Return which riddle against machines the page shows, or None. It is never solved.

    Known: `recaptcha`, `hcaptcha`, `turnstile`, `friendly`, an `image` with letters, a `question`.
    """
    try:
        found = await page.main_frame.evaluate(with_library(_LOOK))
        if found is None:
            for frame in page.frames[1:]:
                found = found or await frame.evaluate(with_library(_LOOK))
    except PlaywrightError:
        return None
    return None if found is None else str(found)

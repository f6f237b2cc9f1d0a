from collections.abc import Iterable

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, ViewportSize

from probes.browser.page_library import with_library

_MARK = "data-svartid-personal"
MOST_HEIGHT = 6000
"""A picture's greatest height in CSS pixels; longer pages are cut. Project's own choice."""

_FIND = """
  const values = given.values.map(each => each.toLowerCase());
  const personal = text => values.some(each => text.toLowerCase().includes(each));
  for (const element of every(document, 'input, textarea')) {
    if (personal(String(element.value || ''))) element.setAttribute(given.mark, '');
  }
  const roots = [document, ...[...every(document, '*')].map(each => each.shadowRoot).filter(Boolean)];
  for (const root of roots) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (parent && !parent.matches('script, style') && personal(walk.currentNode.textContent)) {
        parent.setAttribute(given.mark, '');
      }
    }
  }
"""
_CLEAR = "for (const element of every(document, `[${given}]`)) element.removeAttribute(given);"


async def masked_picture(page: Page, *, personal: Iterable[str]) -> bytes | None:
    """Take a picture (PNG) of the whole page with everything covered that holds one of the personal words.

    Fields and texts are covered, through frames and open shadow roots. Returns None if the page cannot be
    pictured now (it is just leaving): never an uncovered picture.
    """
    values = [each for each in dict.fromkeys(map(str.strip, personal)) if len(each) > 1]
    size: ViewportSize | None = page.viewport_size
    try:
        height = int(await page.evaluate("document.documentElement.scrollHeight"))
        for frame in page.frames:
            await frame.evaluate(with_library(_FIND), {"values": values, "mark": _MARK})
        clip = {
            "x": 0.0,
            "y": 0.0,
            "width": float(size["width"] if size else 1280),
            "height": float(MOST_HEIGHT),
        }
        return await page.screenshot(
            full_page=True,
            mask=[frame.locator(f"[{_MARK}]") for frame in page.frames],
            mask_color="#333333",
            animations="disabled",
            timeout=5000,
            **({"clip": clip} if height > MOST_HEIGHT else {}),  # type: ignore[arg-type]
        )
    except PlaywrightError:
        return None
    finally:
        for frame in page.frames:
            try:
                await frame.evaluate(with_library(_CLEAR), _MARK)
            except PlaywrightError:
                continue

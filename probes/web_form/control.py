from dataclasses import dataclass
from typing import Any, Literal

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.page_library import with_library


@dataclass(frozen=True, slots=True)
class Control:
    """One thing of a page that a person can fill in or press."""

    selector: str
    kind: Literal["text", "textarea", "select", "checkbox", "radio", "file", "button"]
    label: str
    """What the page calls it; empty where it says nothing."""
    labelled: Literal["label", "placeholder", "title", "beside"] = "label"
    """How it says so: `beside` means no tie at all, the words only stand near."""
    type: str = ""
    name: str = ""
    autocomplete: str = ""
    required: bool = False
    filled: bool = False
    enabled: bool = True
    group: str = ""
    """The heading of a group of choices."""
    form: int = -1
    """Which form of its document, -1: none."""
    options: tuple[str, ...] = ()
    accept: str = ""
    """Which files a chooser takes."""
    longest: int = 0
    """How many signs may be written, 0: any number."""
    frame: int = 0
    """Which frame of the page, 0: the page itself."""


async def read_controls(page: Page, *, allowed: AllowedHosts) -> list[Control]:
    """Return what a person can use on the page now, in its order, through frames and open shadow roots."""
    found: list[Control] = []
    for number, frame in enumerate(page.frames):
        if not allowed.allows_url(frame.url or "about:blank"):
            continue
        try:
            told: list[dict[str, Any]] = await frame.evaluate(with_library("return readControls();"))
        except PlaywrightError:
            continue  # the frame left while it was read
        for each in told:
            each["options"] = tuple(each["options"])
            found.append(Control(**each, frame=number))
    return found


def frame_of(page: Page, control: Control) -> Frame:
    """Return the frame in which a control stands."""
    frames = page.frames
    return frames[control.frame] if control.frame < len(frames) else page.main_frame


def locate(page: Page, control: Control) -> Locator:
    """Return the control's place in the page."""
    return frame_of(page, control).locator(control.selector).first

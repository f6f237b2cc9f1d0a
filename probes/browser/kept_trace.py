"""Playwright's trace of a visit, kept only when something failed, with the personal words taken out."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, quote_plus

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

MASK = "█████"


async def begin_trace(context: BrowserContext) -> None:
    """Begin to keep what happens. Without the film of pictures: nothing in a film could be masked."""
    await context.tracing.start(snapshots=True, screenshots=False)


async def drop_trace(context: BrowserContext) -> None:
    """Forget it."""
    try:
        await context.tracing.stop()
    except PlaywrightError:
        return


async def end_trace(context: BrowserContext, *, personal: Iterable[str]) -> bytes | None:
    """End it and return the trace (zip, for `playwright show-trace`) without the personal words."""
    with tempfile.TemporaryDirectory(prefix="svartid-trace-") as folder:
        path = Path(folder) / "trace.zip"
        try:
            await context.tracing.stop(path=path)
        except PlaywrightError:
            return None
        return masked_zip(path.read_bytes(), personal=personal)


def masked_zip(content: bytes, *, personal: Iterable[str]) -> bytes:
    """Return the zip with the personal words replaced in every file of it, however they are written.

    Known spellings: as they are, in JSON, in addresses and in the body of a form.
    """
    spellings = sorted(
        {each for word in personal if len(word) > 1 for each in _spelt(word)}, key=len, reverse=True
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            for each in spellings:
                data = data.replace(each, MASK.encode())
            new.writestr(name, data)
    return out.getvalue()


def _spelt(word: str) -> Iterable[bytes]:
    for each in (word, quote(word), quote(word, safe=""), quote_plus(word), json.dumps(word)[1:-1]):
        yield each.encode()
    yield json.dumps(word, ensure_ascii=False)[1:-1].encode()

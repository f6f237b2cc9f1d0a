"""The picture that stands beside a link to an edition: 1200 × 630 px, drawn here in the site's letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_FONT = Path(__file__).parents[1] / "static" / "vendor" / "inter" / "inter-latin-wght-normal.woff2"
_SIZE = (1200, 630)
_INK, _FAINT, _ACCENT, _PAPER, _LINE = "#1d2b2e", "#52646a", "#0b6676", "#ffffff", "#dfe6e8"
_LEFT, _RIGHT = 80, 1120
_MOST = 4


def link_picture(*, title: str, head: str, lines: Sequence[tuple[str, str]], foot: str) -> bytes:
    """Draw a PNG: a small head, the title, up to four lines (what, who), a foot; always the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 16, _SIZE[1]), fill=_ACCENT)
    draw.text((_LEFT, 64), head, font=_letters(28, 560), fill=_ACCENT)
    y = 112
    for line in _wrapped(title, 56, 680)[:2]:
        draw.text((_LEFT, y), line, font=_letters(56, 680), fill=_INK)
        y += 68
    y += 28
    for what, who in lines[:_MOST]:
        draw.line((_LEFT, y, _RIGHT, y), fill=_LINE, width=2)
        draw.text((_LEFT, y + 15), _clipped(what, 26, 440, 380), font=_letters(26, 440), fill=_FAINT)
        draw.text((_LEFT + 400, y + 13), _clipped(who, 28, 600, 640), font=_letters(28, 600), fill=_INK)
        y += 62
    draw.text((_LEFT, 572), foot, font=_letters(24, 440), fill=_FAINT)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _wrapped(text: str, size: int, weight: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _letters(size, weight).getlength(longer) <= _RIGHT - _LEFT:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _clipped(text: str, size: int, weight: int, width: int) -> str:
    font = _letters(size, weight)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def _letters(size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(io.BytesIO(_plain_font()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@cache
def _plain_font() -> bytes:
    """The web font unpacked, as the drawing library reads it."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(_FONT, recalcTimestamp=False)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()

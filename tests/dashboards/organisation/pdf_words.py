"""The words of a PDF, read back through each font's own table: no reader of PDFs is installed here."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pdf_is_tagged(content: bytes) -> bool:
    """Tell whether the document says what its parts are, for those who hear it."""
    parts = [_unpacked(body) for _, body in _OBJECT.findall(content)]
    return any(b"/StructTreeRoot" in part for part in (content, *parts))


def pdf_fonts(content: bytes) -> set[str]:
    """Return the names of the letters that the document brings along."""
    parts = [_unpacked(body) for _, body in _OBJECT.findall(content)]
    found = re.findall(rb"/BaseFont */(?:[A-Z]{6}\+)?([\w-]+)", b"\n".join((content, *parts)))
    return {name.decode().split("-")[0] for name in found}


def pdf_words(content: bytes) -> str:
    """Return everything that is written on the pages, in the order of drawing."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    streams = {number: _unpacked(body) for number, body in objects.items()}
    for number, stream in list(streams.items()):
        if b"/ObjStm" in objects[number]:
            objects |= _inner(objects[number], stream)
    tables = {}
    for body in objects.values():
        for name, font in re.findall(rb"/([\w+-]+) (\d+) 0 R", body):
            found = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(font), b""))
            if found:
                tables[name] = _table(streams.get(int(found[1]), b""))
    text = ""
    for stream in streams.values():
        if b" Tf" not in stream:
            continue
        table: dict[int, str] = {}
        for name, hexes in re.findall(rb"/([\w+-]+) [\d.]+ Tf|<([0-9a-fA-F]+)>", stream):
            if name:
                table = tables.get(name, {})
            else:
                text += "".join(table.get(int(hexes[at : at + 4], 16), "") for at in range(0, len(hexes), 4))
        text += "\n"
    return text


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    packed = b"/FlateDecode" in body[: found.start()]
    # A stream whose last byte is a return loses it to the end of the line: one checksum in 256.
    return zlib.decompressobj().decompress(found[1]) if packed else found[1]


def _inner(body: bytes, stream: bytes) -> dict[int, bytes]:
    first = int(re.search(rb"/First (\d+)", body)[1])  # type: ignore[index]
    head = [int(each) for each in stream[:first].split()]
    places = list(zip(head[::2], head[1::2], strict=True))
    ends = [place for _, place in places[1:]] + [len(stream)]
    return {
        number: stream[first + start : first + end] for (number, start), end in zip(places, ends, strict=True)
    }


def _table(cmap: bytes) -> dict[int, str]:
    table = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, letters in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
            table[int(glyph, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    return table

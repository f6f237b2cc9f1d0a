import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from results.errors import BadUpload

_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LETTERS = frozenset(
    "æøåäöüéèêëáàâóòôíìúùñçßðþýõÆØÅÄÖÜÉÈÊËÁÀÂÓÒÔÍÌÚÙÑÇÐÞÝÕšžŠŽœŒ–—‘’‚“”„…«»§°€£•·´¨±½¼¾²³µ×®©™\u00a0\u00ad"
)
"""What text in the languages of western and northern Europe holds beside ASCII, in Windows-1252."""
_TWICE = ("Ã¦", "Ã¸", "Ã¥", "Ã¤", "Ã¶", "Ã©", "Ã…", "Ã˜", "Ã†", "Ã„", "Ã–", "â€")
"""UTF-8 that a program took for Windows-1252."""
_DELIMITERS = ",;\t"


def find_encoding(path: Path) -> str:
    """Return how a text is encoded: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252.

    Read in blocks, so that a file may be longer than the memory. Raises BadUpload if it is none of these:
    a wrong guess would spoil names silently.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
            named = next((name for bom, name in _BOMS if head.startswith(bom)), "")
            file.seek(0)
            for encoding in (named,) if named else ("utf-8", "cp1252"):
                file.seek(0)
                if _decodes(file, encoding):
                    return encoding
    except OSError as error:
        raise BadUpload(f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
    raise BadUpload(f"{path}: the letters are in no encoding that can be told – save it as UTF-8")


def read_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a CSV file with the line on which each begins; the first row is the heading.

    Comma, semicolon or tab part the cells: what the first line holds most of, or what `sep=` on it says.
    Raises BadUpload.
    """
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        line = 1
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            delimiter, line = first.strip()[4], 2
        else:
            delimiter = max(_DELIMITERS, key=first.count)
            file.seek(0)
        reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=True)
        before = line - 1
        begins = line
        try:
            for cells in reader:
                yield begins, cells
                begins = before + reader.line_num + 1
        except csv.Error as error:
            raise BadUpload(
                f"{path}:{begins}: the row cannot be read ({error}) – look for a quote that is not closed"
            ) from None


def _decodes(file, encoding: str) -> bool:  # type: ignore[no-untyped-def]
    decoder = codecs.getincrementaldecoder(encoding)()
    foreign = encoding == "cp1252"
    try:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if "\0" in text or (foreign and not _plausible(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _plausible(text: str) -> bool:
    beyond = {sign for sign in set(text) if ord(sign) > 126}
    return beyond <= _LETTERS and not any(twice in text for twice in _TWICE)

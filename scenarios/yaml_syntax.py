"""PyYAML's syntax errors in plain words."""

import re
from typing import NamedTuple

# (what PyYAML says, what is wrong, what to do); the first that matches counts.
_TABLE = (
    (r"nested too deep", "the document is nested too deep", "make it flatter"),
    (r"found character '\\t'", "a tab begins the line", "indent with spaces"),
    (r"found character '([%@`])'", "text cannot begin with {0}", "put the text in quotes"),
    (
        r"mapping values are not allowed",
        "a colon stands where no key can be",
        "put text with a colon in quotes, or indent the line alike",
    ),
    (
        r"could not find expected ':'",
        "a key without its colon, or text that runs on",
        "write `key: value`, and indent text that runs on",
    ),
    (r"found undefined alias", "an alias without its anchor", "name the anchor with & before it is used"),
    (r"found duplicate anchor", "the anchor is defined twice", "give each anchor a name of its own"),
    (r"found unknown escape character", "a backslash that means nothing", "use single quotes, or write \\\\"),
    (r"expected escape sequence of", "a backslash that means nothing", "use single quotes, or write \\\\"),
    (r"found unexpected end of stream", "a quote is never closed", "close it"),
    (r"found unexpected document separator", "a quote is never closed", "close it"),
    (
        r"expected ',' or '([\]}])'",
        "a list or mapping in brackets is never closed",
        "put a comma, or close it with {0}",
    ),
    (r"did not find expected|while parsing a flow", "the brackets do not fit", "check commas and brackets"),
    (
        r"expected <block end>, but found '(-|<block sequence start>)'",
        "a list stands where a key is expected",
        "indent every line of the same level alike",
    ),
    (r"expected <block end>", "the line is indented differently from its neighbours", "indent them alike"),
    (r"expected the node content", "a value is missing", "write a value, or remove the comma or dash"),
    (r"sequence entries are not allowed", "a list stands where none can be", "begin it on a line of its own"),
    (r"block sequence entries", "a list stands where none can be", "begin it on a line of its own"),
    (r"expected '<document start>'", "text after the end of the document", "indent it, or remove it"),
    (r"directive|%YAML|version", "a line beginning with % is not understood", "remove it"),
    (r"tag|handle", "tags are not part of the language", "remove it and put the text in quotes"),
    (r"anchor|alias", "an anchor or alias without a name", "put text that begins with & or * in quotes"),
    (r"block scalar|indentation indicator|chomping", "| or > must stand alone", "put a line break after it"),
    (r"special characters", "a control character", "remove it"),
)


class Plain(NamedTuple):
    """A syntax error in plain words, and whether its place is where the thing begins."""

    wrong: str
    remedy: str
    where_it_begins: bool = False


def in_plain_words(problem: str) -> Plain:
    """Give what is wrong and what to do for the problem that PyYAML names."""
    for pattern, wrong, remedy in _TABLE:
        if found := re.search(pattern, problem):
            # What is never closed is noticed at the end of the file; people look for where it was opened.
            return Plain(
                wrong.format(*found.groups()), remedy.format(*found.groups()), "never closed" in wrong
            )
    return Plain("this cannot be read", "check indentation, colons and quotes here")

"""Words without quotes that may hold a question mark."""

from typing import Any

from yaml.scanner import Scanner
from yaml.tokens import ScalarToken

_BREAKS = "\0 \t\r\n\x85\u2028\u2029"


class PlainWords(Scanner):
    """PyYAML's scanner with YAML 1.2's rule for words inside brackets.

    PyYAML ends a word at every question mark there, so `{en: When is it?}` would be an error. YAML 1.2 ends
    it only at `,` `[` `]` `{` `}`, at a colon with a space or one of these after it, and before a comment.
    """

    def scan_plain(self) -> ScalarToken:
        """Read one plain word or several, over several lines where they are indented deeper."""
        scanner: Any = self
        self.allow_simple_key = False
        begin = end = scanner.get_mark()
        indent = self.indent + 1
        words: list[str] = []
        gap: list[str] = []
        while scanner.peek() != "#":
            length = self._length_of_word()
            if not length:
                break
            self.allow_simple_key = False
            words += [*gap, scanner.prefix(length)]
            scanner.forward(length)
            end = scanner.get_mark()
            gap = scanner.scan_plain_spaces(indent, begin) or []
            if not gap or (not self.flow_level and scanner.column < indent):
                break
        return ScalarToken("".join(words), True, begin, end)

    def _length_of_word(self) -> int:
        scanner: Any = self
        stops = ",[]{}" if self.flow_level else ""
        length = 0
        while True:
            letter = scanner.peek(length)
            if letter in _BREAKS or letter in stops:
                return length
            if letter == ":" and scanner.peek(length + 1) in _BREAKS + stops:
                return length
            length += 1

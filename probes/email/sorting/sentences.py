import re

_END = re.compile(
    r"(?<=[.!?…])[\"»”')]*\s+(?=[\"«“(]?[A-ZÆØÅÄÖÜ])"
    # `I am away today, but the shop is open until six`: two things are said.
    r"|(?<=,)\s+(?=(?:men|but|mutta)\s\w)"
)
_WRAPPED_FROM = 45
"""A line at least this long that ends in the middle of a sentence was wrapped by a mail program."""
_MAX_SENTENCES = 120
_MAX_CHARS = 600
"""Limits of what is looked at (the project's own choice)."""


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, wrapped lines joined: the first 120, each at most 600 characters."""
    found: list[str] = []
    for line in _unwrapped(text[:12_000]):
        for sentence in _END.split(line):
            if sentence.strip():
                found.append(" ".join(sentence.split())[:_MAX_CHARS])
            if len(found) == _MAX_SENTENCES:
                return tuple(found)
    return tuple(found)


def _unwrapped(text: str) -> list[str]:
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        bare = line.strip()
        if goes_on and bare and not re.match(r"[-*•–\d]", bare):
            lines[-1] += " " + bare
        else:
            lines.append(bare)
        goes_on = len(bare) >= _WRAPPED_FROM and not bare.endswith((".", "!", "?", ":", "…"))
    return lines

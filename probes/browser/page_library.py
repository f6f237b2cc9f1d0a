from pathlib import Path

LIBRARY = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
"""JavaScript that scripts of every channel share: which elements a person sees (`seen`, through open shadow
roots: `every`), what the page calls them (`nameOf`), and a selector that finds them again (`selectorOf`)."""


def with_library(body: str) -> str:
    """Return an expression for `evaluate`: a function of one argument `given`, with the library before it."""
    return f"(given) => {{ {LIBRARY}\n{body} }}"

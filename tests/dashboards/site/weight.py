"""What a page weighs on the wire, without the charts' library."""

MOST_BYTES = 200_000

_WEIGHT = """() => ["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind))
    .filter(each => !each.name.includes("plotly") && !each.name.startsWith("data:"))
    .reduce((sum, each) => sum + each.encodedBodySize, 0)"""


def weight(page) -> int:
    """Return the bytes of the page, its style sheets, scripts, fonts and pictures, as packed as they came."""
    return page.evaluate(_WEIGHT)

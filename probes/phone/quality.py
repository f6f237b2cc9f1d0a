from collections.abc import Mapping


def estimate_mos(figures: Mapping[str, object]) -> float | None:
    """First slice: none yet."""
    del figures
    return None

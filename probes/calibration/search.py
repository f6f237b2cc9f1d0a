from collections.abc import Awaitable, Callable


async def find_largest(
    bears: Callable[[int], Awaitable[bool]], *, first: int, step: int, most: int, borne: int = 0
) -> int:
    """Return the largest multiple of `step` up to `most` that is borne: doubled from `first`, then bisected.

    `borne` is known to be borne. What is borne is taken to be borne with less as well; 0 if nothing is.
    """
    refused = most + step
    tried = max(first, borne + step)
    while tried < refused:
        if await bears(tried):
            borne = tried
            tried = min(2 * tried, most) // step * step
            if tried <= borne:
                return borne
        else:
            refused = tried
    while refused - borne > step:
        tried = (borne + refused) // (2 * step) * step
        if await bears(tried):
            borne = tried
        else:
            refused = tried
    return borne

"""Which enquiry: every one as often as the others, in each channel and over the whole period."""

from collections.abc import Mapping, Sequence

import numpy as np

from scenarios.enquiry import Enquiry


def deal_enquiries(
    *, channels: Sequence[str], enquiries: Mapping[str, Enquiry], rng: np.random.Generator
) -> list[str]:
    """Give each contact of one organisation its enquiry; `channels` are the contacts' in order of time.

    Each contact gets the enquiry that its channel can carry and that was dealt least often: first in this
    channel, then at this organisation; ties are broken by an order that `rng` draws for the organisation.
    The same enquiry so comes back as late as it can, and organisations of a class meet the same ones.
    """
    names = list(enquiries)
    turn = {names[i]: place for place, i in enumerate(rng.permutation(len(names)).tolist())}
    able = {each: [name for name in names if enquiries[name].can_be_asked(each)] for each in set(channels)}
    dealt: dict[str, int] = dict.fromkeys(names, 0)
    in_channel: dict[tuple[str, str], int] = {}
    found: list[str] = []
    for channel in channels:
        choice = min(
            able[channel], key=lambda name: (in_channel.get((channel, name), 0), dealt[name], turn[name])
        )
        dealt[choice] += 1
        in_channel[channel, choice] = in_channel.get((channel, choice), 0) + 1
        found.append(choice)
    return found

from collections.abc import Sequence
from dataclasses import replace

from probes.calibration.calls import MadeCall
from probes.phone.second_hearing import KeptCall, hear_again


def heard_again(made: Sequence[MadeCall]) -> list[MadeCall]:
    """Return the calls as a campaign has them in the end: each centre's heard again beside one another."""
    anew = list(made)
    for centre in {call.planned.centre.behaviour.id for call in made}:
        numbers = [
            number
            for number, call in enumerate(made)
            if call.planned.centre.behaviour.id == centre and call.features is not None
        ]
        kept = [KeptCall(made[number].timeline, made[number].features or b"") for number in numbers]
        for number, timeline in zip(numbers, hear_again(kept), strict=True):
            if timeline is not None:
                anew[number] = replace(made[number], timeline=timeline)
    return anew

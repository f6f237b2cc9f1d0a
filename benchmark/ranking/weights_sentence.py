"""What a class's places owe to the weights, in one sentence."""

from __future__ import annotations

import numpy as np

from benchmark.ranking.weights_in_play import WeightsInPlay
from benchmark.ranking.words import Language, language_of, listed

_FEWEST = 0.005
"""A weight that moves by less than half a point of a hundred is not named."""


def weights_sentence(play: WeightsInPlay, language: str = "en") -> str:
    """Write it in Norwegian, Swedish or English, without a full stop; "" where there is nobody to beat."""
    if len(play.names) < 2:
        return ""
    into = language_of(language)
    first = _FIRST[into].format(name=play.names[0], share=f"{100 * play.first[0]:.0f}")
    if play.flip is None or play.flip.weights is None:
        return f"{first}; {_NEVER[into]}"
    return f"{first}; " + _LEVEL[into].format(
        rival=play.names[play.flip.rival], moved=f"{100 * play.moved:.1f}" if into == "en"
        else f"{100 * play.moved:.1f}".replace(".", ","), areas=_areas(play, into),
    )  # fmt: skip


def _areas(play: WeightsInPlay, into: Language) -> str:
    assert play.flip is not None
    assert play.flip.weights is not None
    change = play.flip.weights - play.published
    order = [int(at) for at in np.argsort(-np.abs(change), kind="stable") if abs(change[at]) >= _FEWEST]
    return listed(
        [
            f"{play.areas[at]} {100 * play.published[at]:.0f} → {100 * play.flip.weights[at]:.0f}"
            for at in order
        ],
        into,
    )


_FIRST = {
    "en": "with weights drawn around the published ones {name} is the first in {share} %",
    "nb": "med vekter trukket rundt de kunngjorte er {name} først i {share} %",
    "sv": "med vikter dragna kring de offentliggjorda är {name} först i {share} %",
}
_NEVER = {
    "en": "no other weights of the areas would let anybody draw level",
    "nb": "ingen andre vekter på områdene ville latt noen ta igjen forspranget",
    "sv": "inga andra vikter på områdena skulle låta någon komma ikapp",
}
_LEVEL = {
    "en": "{rival} would draw level if {moved} of 100 weight points moved ({areas})",
    "nb": "{rival} ville tatt igjen forspranget om {moved} av 100 vektpoeng flyttet seg ({areas})",
    "sv": "{rival} skulle komma ikapp om {moved} av 100 viktpoäng flyttades ({areas})",
}

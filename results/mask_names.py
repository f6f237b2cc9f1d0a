from __future__ import annotations

import re
from collections.abc import Collection

from probes.masking import NAME, mask_personal

_WORD = re.compile(r"(?<!\w)[A-ZÆØÅÄÖÉ][\w’'-]*", re.UNICODE)
_BEGINS = re.compile(r"(?:^|[.!?:…]\s+|[\n«»\"“”(–-]\s*)$")
_GIVEN = re.compile(r"(?:[A-ZÆØÅÄÖÉ][\w’'-]*|\[name\])$")
_SHORTEST = 3
"""Letters of a capitalised word inside a sentence that is taken for a name; after another one two are
enough (Göran Ek). Project's own choice."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december norway sweden norwegian swedish english danish
    finnish norge sverige bankid vipps altinn swish freja google teams facebook messenger chatbot
    """
)
"""Written with a capital and nobody's name."""

_FIRST = _words(
    """
    aase agnes alexander alf alice alma amalie amanda anders andreas anette anita ann anna anne
    annika anton ari arne arvid asbjørn aslak astrid aurora axel bengt benjamin bente berit birgit
    birgitta bjørn björn bodil britt camilla carina carl caroline cathrine cecilia cecilie charlotte
    christian christina christine claes daniel david ebba edvard eero egil eirik eivind elias elin
    eline elisabeth ella elsa emil emilie emma erik erika erling ester eva filip fredrik frida frode
    geir gerd gina gro gunn gunnar gunilla gustav göran hanna hans harald hedda hedvig heidi helene
    helge henning henrik hilde håkon håvard ida inga ingeborg inger ingrid isak iselin ivar jakob
    jan jenny jens jessica joakim johan johanna johannes john jon jonas jorunn josefine juha julie
    jørgen karen kari karin karl karoline kaja kajsa kent kerstin kim kirsten kjell kjersti knut
    kristian kristin kristina kristine lars lasse laura leif lena leon linda linnea lisa lise liv
    louise lucas ludvig magne magnus maja malin maria mariann marianne marie marit markus marte
    marthe martin mathias mats maud mia michael mikael mikko mona monica morten nils nina nora oda
    olaf ola olav ole oliver olivia oscar oskar ottar otto pål pär pernille peter petra petter pia
    ragnar ragnhild randi rasmus rebecka reidar rikard roar robert roger rolf rune ruth sander
    sandra sara sebastian signe sigrid silje simon siri siv sofia sofie solveig sondre steinar stian
    stig stine ståle susanne svein sven sverre synne synnøve tage terje thea theodor therese thomas
    tiril tobias tom tomas tor tora tordis tore torgeir torill torstein tove trine tron trond trude
    trygve turid tuva tyra ulf ulla ulrik una vegard vera veronica victor vidar vigdis viktor vilde
    wenche yngve yvonne øystein øyvind åke åsa åse åshild
    """
)
"""First names common in Norway, Sweden, Denmark and Finland, for sentences that begin with one."""


def mask_names(text: str, *, keep: Collection[str] = ()) -> str:
    """Return a comment without names of people, numbers and addresses that could be somebody's.

    What is taken for a name: a word with a capital inside a sentence, unless all of it is capitals (SFO), and
    a common first name anywhere. One too many is masked rather than one too few. `keep` are names that may
    stand, such as the organisation's own; whole texts or words. Pure, and masking twice changes nothing.
    """
    allowed = {word for each in keep for word in re.findall(r"\w+", each.casefold())} | _NEVER
    text = mask_personal(text)

    def masked(found: re.Match[str]) -> str:
        word = found[0].rstrip("’'-")
        stem = re.sub(r"[’']?s$", "", word.casefold())
        if {word.casefold(), stem} & allowed:
            return found[0]
        first = bool({word.casefold(), stem} & _FIRST)
        begins = _BEGINS.search(text[: found.start()]) is not None
        after = text[: found.start()].endswith(" ") and bool(_GIVEN.search(text[: found.start() - 1]))
        shortest = 2 if after else _SHORTEST
        named = len(word) >= shortest and not begins and not word.isupper()
        return NAME + found[0][len(word) :] if first or named else found[0]

    text = _WORD.sub(masked, text)
    return re.sub(rf"{re.escape(NAME)}(?:[ -]{re.escape(NAME)})+", NAME, text)

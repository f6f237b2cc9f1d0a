import re

_COMMON = {
    "nb": (
        "jeg ikke og er til fra vi din hei deg du det som på av vil kan har med for i en et "
        "skal dere oss mvh hilsen"
    ),
    "nn": (
        "eg ikkje og er til frå vi din hei deg du det som på av vil kan har med for i ein ei "
        "eit skal de oss mvh helsing di vere korleis kva blir vert"
    ),
    "sv": (
        "jag inte och är till från vi din hej dig du det som på av vill kan har med för i en "
        "ett ska ni oss mvh hälsning hälsningar ditt att eller"
    ),
    "da": (
        "jeg ikke og er til fra vi din hej dig du det som på af vil kan har med for i en et "
        "skal jer os vh hilsen dit at eller om"
    ),
    "en": (
        "not and is to from we your you it that on of will can have with the us regards be this "
        "are please would thank"
    ),
    "fi": "minä ei ja on me sinun hei te se että voi kanssa terveisin olemme ovat tämä kun jos",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_NEAR = 0.8
"""A language with this share of the best one's hits may be it, too: neighbours share most small words."""
_ENOUGH = 2


def guess_languages(text: str) -> frozenset[str]:
    """Return the languages that a text may be written in; all of them when it is too short to tell."""
    words = re.findall(r"[^\W\d_]+", text[:5_000].lower())
    hits = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    best = max(hits.values())
    if best < _ENOUGH:
        return frozenset(_WORDS)
    return frozenset(language for language, count in hits.items() if count >= best * _NEAR)

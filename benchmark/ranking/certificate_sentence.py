"""A certificate in one sentence."""

from benchmark.ranking.leave_one_out import Certificate
from benchmark.ranking.words import decimal, language_of, whole


def certificate_sentence(certificate: Certificate, language: str = "en") -> str:
    """Write it in Norwegian, Swedish or English, without a full stop.

    "winner unchanged in 100 of 100 refits, smallest lead 0.8 with shopper S17 removed"
    """
    into = language_of(language)
    closest = certificate.closest
    if closest is None:
        return _NOTHING[into]
    parts = {
        "same": whole(certificate.unchanged, into),
        "all": whole(certificate.refits, into),
        "kind": _KINDS[into][closest.kind],
        "unit": closest.unit,
        "lead": decimal(abs(closest.lead), into),
        "rival": closest.winner,
    }
    return (_HOLDS if closest.lead >= 0 else _FALLS)[into].format(**parts)


_KINDS = {
    "en": {"shopper": "shopper", "scenario": "scenario", "day": "day", "contact": "contact"},
    "nb": {"shopper": "testkunde", "scenario": "scenario", "day": "dag", "contact": "kontakt"},
    "sv": {"shopper": "testkund", "scenario": "scenario", "day": "dag", "contact": "kontakt"},
}
_NOTHING = {
    "en": "nothing could be left out",
    "nb": "ingenting kunne utelates",
    "sv": "ingenting kunde utelämnas",
}
_HOLDS = {
    "en": "winner unchanged in {same} of {all} refits, smallest lead {lead} with {kind} {unit} removed",
    "nb": "vinneren er den samme i {same} av {all} nye beregninger, minste forsprang {lead} uten"
    " {kind} {unit}",
    "sv": "vinnaren är densamma i {same} av {all} nya beräkningar, minsta försprång {lead} utan"
    " {kind} {unit}",
}
_FALLS = {
    "en": "winner unchanged in {same} of {all} refits; with {kind} {unit} removed {rival} leads by {lead}",
    "nb": "vinneren er den samme i {same} av {all} nye beregninger; uten {kind} {unit} leder"
    " {rival} med {lead}",
    "sv": "vinnaren är densamma i {same} av {all} nya beräkningar; utan {kind} {unit} leder"
    " {rival} med {lead}",
}

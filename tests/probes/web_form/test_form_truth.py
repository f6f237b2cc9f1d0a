"""The form's events against the stamps that the town's pages take themselves, by their own clock."""

import pytest

from probes.event import EventKind
from probes.sandbox.behaviour import seconds
from probes.sandbox.truth import Happening
from probes.sandbox.web.site_behaviour import FormBehaviour

WITHIN_MS = 50.0
KINDS = {
    "navigation": EventKind.PAGE_OPENED,
    "first_paint": EventKind.FIRST_PAINT,
    "form_ready": EventKind.FORM_READY,
    "field": EventKind.FIELD_FILLED,
    "submit": EventKind.SUBMITTED,
    "confirmation": EventKind.CONFIRMED,
}
FORMS = {
    "plain": FormBehaviour(consent="Jeg godtar vilkårene"),
    "script": FormBehaviour(built_after=seconds(0.4), works=seconds(0.3)),
    "steps": FormBehaviour(pages=(("name", "email"), ("subject", "message"))),
}


def differences(timeline, truth):
    """Pair each event with the page's own stamp and give the differences in ms.

    Both are counted from the first page's navigation, so that the two clocks need no common zero; the
    mapping's own error is in there too, for the truth was placed by another way (the server's wall clock).
    """
    stamps = [event for event in truth if event.event is Happening.PAGE_STAMPED]
    begun = timeline.first(EventKind.PAGE_OPENED).offset_ms
    true_begun = next(event.ns for event in stamps if event.detail["what"] == "navigation")
    found = {}
    for what, kind in KINDS.items():
        measured = [event.offset_ms - begun for event in timeline.all(kind)]
        true = [(event.ns - true_begun) / 1e6 for event in stamps if event.detail["what"] == what]
        if what == "submit":
            true = true[-1:]
        if what == "first_paint":
            measured, true = measured[:1], true[:1]
        assert len(measured) == len(true), (what, measured, true)
        found[what] = [one - other for one, other in zip(measured, true, strict=True)]
    return found


@pytest.mark.parametrize("name", FORMS)
def test_every_event_lies_within_50_ms_of_the_pages_own_clock(attempt, name):
    timeline, truth, _ = attempt(FORMS[name])
    found = differences(timeline, truth)
    assert {what: [each for each in all_ if abs(each) > WITHIN_MS] for what, all_ in found.items()} == {
        what: [] for what in KINDS
    }, found

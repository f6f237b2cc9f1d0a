import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


from stage import Stage, VirtualClock, run

from probes.attempt import run_attempt
from probes.phone.probe import PhoneProbe
from probes.probe import ProbeRequest
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation

ENQUIRY = {
    "enquiry": "nursery-admission",
    "version": 1,
    "classes": ["municipality"],
    "title": {"en": "Nursery admission"},
    "persona": {"en": "A parent"},
    "brief": {"en": "You want a place."},
    "opening": {"nb": "Hei, jeg lurer på noe om barnehageplass."},
    "facts": [
        {"main-deadline": {"nb": "Når er fristen for hovedopptaket?"}},
        {"late-application": {"nb": "Kan man søke etterpå?"}},
    ],
    "phone": [
        {"expect": "greeting", "reject": ["closed", "voicemail"]},
        {"press": "menu"},
        {"wait_for": "person"},
        {"say": "opening"},
        {"ask": "facts"},
        {"stay": "while passed on"},
        {"hang_up": "thanks"},
    ],
}


class Played:
    """A call that was made on the stage: its timeline, its line, and where its evidence lies."""

    def __init__(self, timeline, line, evidence):
        self.timeline = timeline
        self.line = line
        self.evidence = evidence

    @property
    def outcome(self):
        return self.timeline.outcome.value

    def offset(self, kind):
        event = self.timeline.first(kind)
        return None if event is None else round(event.offset_ms / 1000, 2)


@pytest.fixture
def enquiry():
    return Enquiry.model_validate(ENQUIRY)


@pytest.fixture
def request_to(tmp_path, enquiry):
    """Make a request for a call to Fjordvik, whose menu path is `menu`."""

    def make(*, menu=None, enquiry=enquiry, evidence=tmp_path / "evidence", **limits):
        organisation = Organisation.model_validate(
            {
                "organisation": "fjordvik",
                "name": "Fjordvik kommune",
                "class": "municipality",
                "country": "NO",
                "touchpoints": {
                    "switchboard": {
                        "phone": "+47 10 55 10 01",
                        "menu": {"nursery-admission": menu} if menu else {},
                    }
                },
            }
        )
        return ProbeRequest(organisation, "switchboard", enquiry, evidence, **limits)

    return make


@pytest.fixture
def call(request_to):
    """Make a call to a scripted far end in virtual time."""

    def make(script, *, shopper=None, mode="automatic", options=None, **limits):
        stage = Stage(script, shopper)
        options = options or {"mode": mode, "shopper": "sip:shopper@127.0.0.1"}
        request = request_to(options=options, **limits)

        async def attempt():
            return await run_attempt(PhoneProbe(stage.means()), request, clock=VirtualClock())

        return Played(run(attempt), stage.line_, request.evidence)

    return make

import shutil

import numpy as np
import pytest

from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.phone.aftermath import sound_events
from probes.phone.conversation.heard import Heard
from probes.phone.measure import measure
from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import play_call
from probes.phone.sound.rehearsal.score import hear
from probes.timeline import Timeline


@pytest.fixture(scope="module")
def calls():
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    centre = Centre(7)
    played = [play_call(centre, "cut_message", np.random.default_rng(seed)) for seed in (0, 1, 3)]
    heard = [hear(call) for call in played]
    return [(listener.features(), segments) for listener, segments in heard]


def test_a_campaigns_calls_are_heard_again_and_what_is_heard_otherwise_counts(planter, calls):
    from django.utils import timezone

    from benchmark.fieldwork.second_hearing import hear_campaign_again
    from results.evidence import keep_evidence
    from results.fieldwork_frames import fieldwork_frames
    from results.keep_timeline import keep_timeline
    from results.models import AuditEvent, Contact

    campaign = planter.campaign(cap_touchpoint_day=9)
    for features, segments in calls:
        timeline = Timeline(
            "phone", timezone.now(), outcome=Outcome.ANSWERED_BY_PERSON, events=_events(segments)
        )
        attempt = planter.move(
            planter.attempt(planter.contact(campaign)), "claimed", "contacting", "finished"
        )
        keep_timeline(attempt=attempt, timeline=timeline, measurements=measure(timeline).values())
        keep_evidence(attempt=attempt, name="features.bin", content=features)
    Contact.objects.update(state="done", outcome="answered_by_person", done_at=timezone.now())
    before = _answer_times(fieldwork_frames(campaign, names=("answer_time",)))

    heard = hear_campaign_again(campaign=campaign, actor="test")
    after = _answer_times(fieldwork_frames(campaign, names=("answer_time",)))
    # The third call's first word stays; its timeline now knows the recordings.
    assert (heard.calls, heard.renewed) == (3, 3)
    # The second call was cut in upon: 24.4 s heard alone, and truly 26.1 s.
    assert (round(before[1], 1), round(after[1], 1)) == (24.4, 26.1)
    assert {one.made_by for one in attempt.timelines.filter(number__gt=1)} <= {"second hearing"}
    assert AuditEvent.objects.get(action="campaign.heard_again").detail == {
        "calls": 3, "renewed": heard.renewed
    }  # fmt: skip

    assert hear_campaign_again(campaign=campaign, actor="test").renewed == 0


def _events(segments):
    heard = [Heard.of(segment, origin=0.0) for segment in segments]
    return [
        Event(0.0, EventKind.DIALLED, Source.SIGNALLING),
        Event(0.0, EventKind.NOTE, Source.MEDIA, detail={"note": "features"}, evidence="features.bin"),
        *sound_events(heard),
        Event(99_000.0, EventKind.HUNG_UP, Source.SIGNALLING, detail={"by": "caller"}),
        Event(99_001.0, EventKind.FINISHED, Source.CALLER, detail={"outcome": "answered_by_person"}),
    ]


def _answer_times(frames):
    return frames["measurements"].sort_values("contact")["value"].tolist()

"""A touchpoint of any channel is changed by questions, and stays what its organisation's file may say."""

import os
import secrets

import pytest

from results.setup import configure
from scenarios.organisation import Organisation

_KEPT = {
    "phone": ({"phone": "+47 10 55 10 01", "menu": {"otherwise": "1"}}, "+47 10 55 10 02"),
    "web_form": ({"web_form": "https://fjordvik.example/skjema", "tick": ["Ja"]}, "https://fjordvik.example/ny"),
    "email": ({"email": "post@fjordvik.example"}, "ny@fjordvik.example"),
    "chat": ({"chat": "https://fjordvik.example/chat", "system": "svartid-town"}, "https://fjordvik.example/prat"),
    "messenger": ({"messenger": "https://fjordvik.example/melding"}, "https://fjordvik.example/ny-melding"),
    "sms": ({"sms": "02180"}, "+47 10 55 10 03"),
    "desk": ({"desk": "Torget 1, Fjordvik"}, "Kaigata 2, Fjordvik"),
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def settings_of_the_record():
    os.environ.setdefault("SVARTID_SECRET_KEY", secrets.token_hex(32))
    configure()


@pytest.mark.parametrize("channel", _KEPT)
def test_every_channel_has_its_questions(channel):
    from dashboards.evaluator.touchpoint_form import TouchpointForm
    from results.models import Touchpoint

    kept, address = _KEPT[channel]
    point = Touchpoint(channel=channel, settings=kept, address=kept[channel])
    given = {"address": address, "mon": "08:00-15:30", "tue": "08:00-15:30", "closed_on": "2026-12-23"}
    form = TouchpointForm(given | {"menu": "otherwise: 2"}, touchpoint=point)
    assert form.is_valid(), form.errors
    assert form.fields["address"].label != "Address"
    part = form.part()
    assert part == {
        **kept, channel: address, "open": {"mon-tue": "08:00-15:30"}, "closed_on": ["2026-12-23"],
        **({"menu": {"otherwise": "2"}} if channel == "phone" else {}),
    }  # fmt: skip
    organisation = {
        "organisation": "fjordvik", "name": "Fjordvik kommune", "class": "municipality", "country": "NO",
        "touchpoints": {"here": part},
    }  # fmt: skip
    assert Organisation.model_validate(organisation).touchpoints["here"].channel == channel

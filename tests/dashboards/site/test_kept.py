"""What a process keeps for the next visitor is only what that visitor may see, and never grows for ever."""

import os
import secrets

import pytest

from dashboards.site.kept import Kept
from results.setup import configure

_DOCUMENT = {
    "svartid_timeline": 1,
    "channel": "phone",
    "touchpoint": "fjordvik.switchboard",
    "started_at": "2027-01-04T10:00:00+00:00",
    "outcome": "answered_by_person",
    "events": [
        {"ms": 0.0, "kind": "ringing", "source": "signalling"},
        {"ms": 4000.0, "kind": "person_answered", "source": "person"},
        {"ms": 9000.0, "kind": "hung_up", "source": "signalling"},
    ],
}


@pytest.fixture(autouse=True, scope="module")
def settings_of_the_record():
    os.environ.setdefault("SVARTID_SECRET_KEY", secrets.token_hex(32))
    configure()


def test_the_last_that_were_asked_for_are_kept():
    kept, made = Kept(2), []

    def get(key):
        return kept.get(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in "abacab"] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
    kept.clear()
    assert (get("a"), made[-1]) == ("A", "a")


def test_what_failed_is_not_kept():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1


def test_a_drawn_contact_shows_blind_readers_no_name():
    from dashboards.site.drawn_timeline import drawn_timeline

    named = drawn_timeline(_DOCUMENT, name="1")
    blind = drawn_timeline(_DOCUMENT, name="1", blind=True)
    assert "fjordvik" in named["title"]
    assert "fjordvik" not in str(blind)
    assert drawn_timeline(_DOCUMENT, name="1") is named
    assert drawn_timeline(dict(_DOCUMENT), name="1", blind=True) is blind


def test_a_drawn_contact_speaks_each_readers_language():
    from django.utils import translation

    from dashboards.site.drawn_timeline import drawn_timeline

    spoken = {}
    for language in ("nb", "sv", "en"):
        with translation.override(language):
            spoken[language] = drawn_timeline(_DOCUMENT, name="1")["summary"]
    assert len(set(spoken.values())) == 3


def test_another_contact_is_drawn_anew():
    from dashboards.site.drawn_timeline import drawn_timeline

    later = _DOCUMENT | {"events": [*_DOCUMENT["events"][:2], _DOCUMENT["events"][2] | {"ms": 60_000.0}]}
    assert drawn_timeline(later, name="1")["rows"] != drawn_timeline(_DOCUMENT, name="1")["rows"]
    assert drawn_timeline(_DOCUMENT | {"events": []}, name="1") is None

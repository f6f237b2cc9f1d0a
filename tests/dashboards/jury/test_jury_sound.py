"""Jurors hear a contact unless the award is blind, and keep notes that nobody else reads."""

import re

import pytest

_FIND = """
import datetime as dt
from results.evidence import keep_evidence
from results.models import Contact, Evidence, Jury, RecordingAgreement
from tests.dashboards.site.town_released import _tone
Jury.objects.filter(campaign__slug="{edition}").update(blind={blind})
contact = Contact.objects.get(pk={jury_contact})
attempt = contact.attempts.order_by("-number")[0]
piece = Evidence.objects.filter(attempt=attempt, kind="sound").first()
if piece is None:
    RecordingAgreement.objects.get_or_create(touchpoint=contact.touchpoint, agreed_on=dt.date(2024, 1, 1),
        document="avtale.pdf", keep_days=3650)
    piece = keep_evidence(attempt=attempt, name="sound.wav", content=_tone())
print(contact.pk, piece.pk)
"""


@pytest.fixture
def heard(site):
    """A nominee's contact with sound, in an award that is not blind just now: its address and the sound's."""
    contact, piece = map(int, re.findall(r"\d+", site.run(_FIND.format(blind=False, **site.told))))
    path = f"/jury/{site.told['edition']}/municipality/contacts/{contact}/"
    yield path, f"{path}sound/{piece}/"
    site.run(_FIND.format(blind=True, **site.told))


def test_sound_is_heard_by_jurors_unless_the_award_is_blind(site, visit, heard):
    path, sound = heard
    page = visit("jo", path)
    assert page.locator("audio").get_attribute("src") == sound
    button = page.get_by_role("button", name="from here").last
    at = float(button.get_attribute("data-at"))
    starts = float(page.locator("[data-seeks]").get_attribute("data-sound-starts"))
    with page.expect_request(lambda asked: asked.url.endswith(sound)):
        button.click()
    page.wait_for_function(
        "document.querySelector('audio').currentTime > 0 || document.querySelector('audio').ended"
    )
    assert at >= starts
    assert page.said == []
    jo = site.someone("jo")
    part = jo.get(site.url + sound, headers={"Range": "bytes=44-143"}, timeout=60)
    assert (part.status_code, len(part.content)) == (206, 100)
    # Blind: the sound says who answers. It is said that there is one, and it is not there.
    site.run(_FIND.format(blind=True, **site.told))
    assert jo.get(site.url + sound, timeout=60).status_code == 404
    told = jo.get(site.url + path, timeout=60).text
    assert "<audio" not in told
    assert "In a blind award it is not played" in told


def test_a_note_is_read_by_nobody_else(site):
    path = f"/jury/{site.told['edition']}/municipality/contacts/{site.told['jury_contact']}/"
    jo, jan = site.someone("jo"), site.someone("jan")
    assert site.post(jo, f"{path}note/", text="JOS NOTAT\x00 <b>").status_code == 302
    assert "JOS NOTAT &lt;b&gt;" in jo.get(site.url + path, timeout=60).text
    assert "JOS NOTAT" not in jan.get(site.url + path, timeout=60).text

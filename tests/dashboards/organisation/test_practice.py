"""Somebody who answers for an organisation practises on their own phone, once the house has verified it."""

import re

_STANDS = """
from results.models import PracticeCall, PracticePhone
call = PracticeCall.objects.order_by("-pk")[0]
print(call.state, call.enquiry, call.phone.account.email, call.phone.address)
"""

_WORKER = """
from django.utils import timezone
from results.models import Worker
Worker.objects.filter(label="example-1").update(stopped_at=None, heartbeat_at=timezone.now(),
    capabilities={"channels": ["phone"], "languages": ["nb"], "modes": ["automatic"]})
"""

_GOES_ON = """
from django.utils import timezone
from results.models import PracticeCall
now = timezone.now()
PracticeCall.objects.filter(state="asked").update(state="running", started_at=now, beat_at=now,
    phase="ringing", phase_at=now)
"""

_ENDS = """
from results.models import PracticeCall
PracticeCall.objects.filter(state="running").update(state="ended", outcome="cancelled", phase="")
"""


def test_verified_rung_stopped_and_seen_by_nobody_else(site, visit):
    page = visit("otto-kollega", "/organisation/practice/", width=360)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Telephone number").fill("112")
    page.get_by_role("button", name="Ask to have it verified").click()
    page.get_by_text("That number cannot be rung").wait_for()
    page.get_by_label("Telephone number").fill("+47 10 55 10 77")
    page.get_by_role("button", name="Ask to have it verified").click()
    page.get_by_text("Waiting to be verified").wait_for()
    assert page.get_by_role("button", name="Ring me now").count() == 0

    eva = visit("eva", "/evaluator/organisations/fjordvik/")
    eva.on("dialog", lambda dialog: dialog.accept())
    eva.get_by_role("button", name="I have spoken with them on it +4710551077").click()
    eva.locator(".note.good").wait_for()

    site.run(_WORKER)
    page.reload()
    # With what the running campaign asks, nobody practises.
    asked = page.locator("[name=enquiry] option").evaluate_all("all => all.map(each => each.value)")
    assert asked[0] == ""
    assert {"nursery-admission", "parking-permit"} & set(asked) == set()
    page.locator("[name=enquiry]").select_option("waste-collection")
    page.get_by_role("button", name="Ring me now").click()
    page.get_by_role("button", name="Stop it").wait_for()
    told = site.run(_STANDS)
    assert told == "asked waste-collection otto-kollega@svartid.example +4710551077"
    # Nobody learns beforehand what it is about, and no colleague that there is a call at all.
    assert page.get_by_text(re.compile("waste", re.IGNORECASE)).count() == 0
    number = page.url.rstrip("/").rpartition("/")[2]
    otto = site.someone("otto")
    assert otto.get(f"{site.url}/organisation/practice/calls/{number}/", timeout=60).status_code == 404
    assert "10551077" not in otto.get(f"{site.url}/organisation/practice/", timeout=60).text
    site.run(_GOES_ON)
    page.get_by_text("Your phone rings. Answer as you always do").wait_for()
    page.get_by_role("button", name="Stop it").click()
    page.get_by_text("It is being ended.").wait_for()
    site.run(_ENDS)
    page.get_by_role("heading", name="Who called, and why").wait_for()
    page.get_by_role("link", name="Practise again").click()
    page.get_by_text("Another phone, or none").click()
    page.get_by_role("button", name="Take the phone away").click()
    page.get_by_role("button", name="Ask to have it verified").wait_for()
    assert page.said == []

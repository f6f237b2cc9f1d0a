"""Letters when results are released and when ballots open: to whom, in which language, how to stop them."""

import email
import email.policy
import json
import re
import time
from pathlib import Path

import pytest

_PLAN = """
from django.utils import timezone
from results.models import Account, Campaign, Notice, NoticeSent
from results.notices import plan_notice
campaign = Campaign.objects.get(slug="{edition}")
Account.objects.filter(name="Otto").update(language="nb")
NoticeSent.objects.filter(notice__campaign=campaign).delete()
Notice.objects.filter(campaign=campaign).delete()
for kind in {kinds}:
    plan_notice(campaign=campaign, kind=kind, due_at=timezone.now())
"""
_TOLD = """
import json
from results.models import Account, NoticeSent, NoticeStop
Account.objects.filter(name="Otto").update(language="en")
sent = NoticeSent.objects.filter(notice__campaign__slug="{edition}", notice__kind="ballots")
print(json.dumps([sorted(sent.values_list("account__name", flat=True)), NoticeStop.objects.count()]))
"""
_PEOPLE = {f"{name}@svartid.example" for name in ("otto", "olga", "otto-kollega", "olga-kollega")}


def letters(site):
    folder = Path(site.environment["SVARTID_STATE"]) / "letters"
    files = sorted(folder.glob("*.eml")) if folder.exists() else []
    return [email.message_from_bytes(each.read_bytes(), policy=email.policy.default) for each in files]


def sent(site, *kinds, wanted):
    """Plan rounds, wait until the running site has written to all wanted; return the letters by address."""
    before = len(letters(site))
    site.run(_PLAN.format(edition=site.told["edition"], kinds=kinds))
    until = time.monotonic() + 150
    while time.monotonic() < until:
        found = {each["To"]: each for each in letters(site)[before:]}
        if wanted <= set(found):
            return found
        time.sleep(0.5)
    raise AssertionError(f"no letters to {wanted - set(found)}")


@pytest.mark.timeout(400)
def test_a_release_is_told_to_its_people_and_nothing_of_it(site):
    jury = {"jo@svartid.example", "jan@svartid.example"}
    found = sent(site, "released", "ballots", wanted=_PEOPLE | jury)
    # Ida is a juror where other tests have not ended her role.
    assert set(found) - {"ida@svartid.example"} == _PEOPLE | jury
    letter = found["otto@svartid.example"]
    words = letter.get_content()
    assert letter["Subject"] == "Resultatene deres er klare"
    assert "Hei Otto" in words
    assert f"/organisation/editions/{site.told['edition']}/" in words
    # No result: no points, no place, no name of any organisation, in no letter.
    everything = re.sub(r"https?://\S+", "", "".join(each.get_content() for each in found.values()))
    assert re.findall(r"\d[.,]\d|poeng|points|Fjordvik|Elvedal", everything) == []
    assert found["olga@svartid.example"]["Subject"] == "Your results are there"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["jo@svartid.example"]["Subject"] == "The ballots are open"
    assert "/jury/" in found["jo@svartid.example"].get_content()

    # The link: looking changes nothing, the button does, and so does a mail program by itself.
    link = re.search(r"/letters/[^>\s]+/stop/", letter["List-Unsubscribe"])[0]
    assert link in words
    reader, norwegian = site.someone(), {"Accept-Language": "nb"}
    for _ in range(2):
        page = reader.get(site.url + link, headers=norwegian, timeout=60).text
        assert "Ikke send meg flere slike" in page
    said = reader.post(site.url + link, data={"List-Unsubscribe": "One-Click"}, headers=norwegian, timeout=60)
    assert "Du får ikke flere slike" in said.text
    forged = link.removesuffix("/stop/")[:-4] + "AAAA/stop/"
    assert reader.post(site.url + forged, timeout=60).status_code == 404

    # The next round goes to all but him; his own page lets him have them again.
    again = sent(site, "released", wanted=_PEOPLE - {"otto@svartid.example"})
    assert set(again) == _PEOPLE - {"otto@svartid.example"}
    otto = site.sign_in("otto")
    assert "checked" not in otto.get(f"{site.url}/account/letters/", timeout=60).text
    assert site.post(otto, "/account/letters/", released="on").status_code == 302
    told, stops = json.loads(site.run(_TOLD.format(edition=site.told["edition"])))
    assert (told, stops) == ([], 0)

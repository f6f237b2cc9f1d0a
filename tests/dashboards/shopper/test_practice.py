"""Calibration, and the quiz before the first assignment."""

import json

from playwright.sync_api import expect

_CALIBRATED = """
import json

from playwright.sync_api import expect
from django.utils import timezone
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.editions.score_campaign import score_campaign
from results.models import Calibration, RatingAnswer, RatingSession, Shopper, ShopperSeverity
from results.rating.open_rating import open_rating
from results.rating.questionnaire_of import questionnaire_of
from scenarios.questionnaire import NumberScale, OptionScale
calibration = Calibration.objects.select_related("contact__campaign").get(pk=%d)
contact, now = calibration.contact, timezone.now()
questionnaire = questionnaire_of(contact.campaign.questionnaire_id)
mine = RatingSession.objects.filter(contact=contact, role="calibration")
mine.update(state="withdrawn", submitted_at=None)
third = "ola" if contact.shopper.label == "ida" else "ida"
for label, strict in (("sam", True), ("siv", False), (third, False)):
    session = open_rating(contact=contact, shopper=Shopper.objects.get(label=label).pk, language="nb",
        now=now, role="calibration")
    for item in questionnaire.asked("phone"):
        scale = questionnaire.scales[item.scale]
        if isinstance(scale, OptionScale):
            RatingAnswer.objects.create(session=session, item=item.item, answered_at=now,
                option=len(scale.options) - 1 if strict else 0)
        elif isinstance(scale, NumberScale):
            RatingAnswer.objects.create(session=session, item=item.item, answered_at=now,
                number=scale.numbers.from_ if strict else scale.numbers.to)
    RatingSession.objects.filter(pk=session.pk).update(state="submitted", submitted_at=now)
answers = read_fieldwork(contact.campaign).answers
raters = set(answers[answers["contact"].astype(str) == contact.key]["rater"].astype(str))
scored = score_campaign(campaign=contact.campaign)
found = ShopperSeverity.objects.filter(run=scored.row).select_related("shopper")
print(json.dumps({"raters": sorted(raters), "placed": contact.shopper.label, "third": third,
    "found": {each.shopper.label: [each.effect, each.error, each.contacts, each.raters] for each in found}}))
"""

_QUIZ = """
from pathlib import Path
from benchmark.planning.campaign_files import read_campaign
from results.keep_document import keep_document
from results.models import Campaign, Contact, Shopper, Touchpoint
from scenarios.quiz import Quiz
files = read_campaign(Path("town-award"))
other = Campaign.objects.get(slug="other-award")
document = files.campaign.model_copy(update={"campaign": "quiz-award", "quiz": Quiz(drawn=3)})
campaign = Campaign.objects.create(slug="quiz-award", award=other.award, document=keep_document(document),
    method=other.method, questionnaire=other.questionnaire, starts_on=other.starts_on, ends_on=other.ends_on,
    seed=3)
old = Contact.objects.filter(campaign=other, organisation__slug="fjordvik", channel="phone")[0]
made = []
for number, name in enumerate(("nursery-admission", "parking-permit")):
    enquiry = keep_document(files.enquiries[name])
    made.append(Contact.objects.create(campaign=campaign, key=f"quiz.{number}", organisation=old.organisation,
        klass=old.klass, touchpoint=old.touchpoint, channel="phone", enquiry=enquiry, language="nb",
        mode="bridged", shopper=Shopper.objects.get(label="sam"), due_at=old.due_at,
        window_ends_at=old.window_ends_at))
print(made[0].pk)
"""

_RIGHT = """
import json

from playwright.sync_api import expect
from results.models import QuizSitting
from playwright.sync_api import expect

print(json.dumps([each["right"] for each in QuizSitting.objects.get(answered_at=None).asked]))
"""


def test_a_strict_shopper_is_told_so_and_the_organisation_is_not_touched(site, visit):
    told = json.loads(site.run(_CALIBRATED % site.told["calibration"]).splitlines()[-1])
    effects = {label: round(each[0], 9) for label, each in told["found"].items()}
    assert sorted(effects) == sorted({"sam", "siv", told["third"], told["placed"]})
    assert effects["sam"] < 0 < effects["siv"] == effects[told["third"]]
    assert round(sum(effects.values()), 6) == 0
    assert told["found"]["sam"][1:] == [None, 1, 4]
    assert told["raters"] == [told["placed"]]
    page = visit("sam", "/shopper/calibration/", width=360)
    page.get_by_role("heading", name="How you compare").wait_for()
    expect(page.locator("svg.severity")).to_have_count(1)
    assert told["third"] not in page.locator("main").inner_text().split()


def test_no_assignment_opens_before_the_quiz(site, visit):
    contact = int(site.run(_QUIZ))
    page = visit("sam", f"/shopper/contacts/{contact}/", width=360)
    expect(page).to_have_url(f"{site.url}/shopper/quiz/quiz-award/")
    right = json.loads(site.run(_RIGHT))

    def answer(shift: int) -> None:
        for place, tick in enumerate(right):
            boxes = page.locator(f"input[name=q-{place}]")
            boxes.nth((tick + shift) % boxes.count()).check(force=True)
        page.get_by_role("button", name="Hand in").click()

    answer(1)
    page.get_by_text("0 of 3 were right").wait_for()
    right = json.loads(site.run(_RIGHT))
    answer(0)
    page.get_by_text("Passed: 3 of 3").wait_for()
    expect(page).to_have_url(f"{site.url}/shopper/")
    page.goto(f"{site.url}/shopper/contacts/{contact}/")
    page.get_by_role("heading", name="Who you are").wait_for()
    assert page.said == []

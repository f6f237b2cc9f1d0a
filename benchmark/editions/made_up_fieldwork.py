"""The practice town's award half-way through its fieldwork: for examples, journeys and tests of pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
from django.db import transaction

from benchmark.editions.made_up_call import made_up_call
from benchmark.fieldwork.control import set_state
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.campaign_files import read_campaign
from benchmark.planning.shopper import Shopper
from probes.outcome import Outcome
from probes.phone.measure import measure
from results.keep_timeline import keep_timeline
from results.models import (
    Attempt,
    Award,
    Campaign,
    Contact,
    RatingAnswer,
    RatingEvent,
    RatingSession,
    Worker,
)
from scenarios.campaign import Campaign as CampaignDocument
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire

_LABELS = ("sam", "siv", "ola", "liv", "per", "ida", "nils", "kari", "tor", "eli", "jon", "mia")
_COMMENTS = (
    "Hyggelig og tydelig fra første stund.",
    "Måtte gjenta spørsmålet to ganger før hun forstod hva det gjaldt.",
    "Ble satt over uten å få vite hvorfor.",
    "Fikk alt jeg trengte, og en lenke på e-post etterpå.",
    "Virket stresset og ville helst avslutte.",
    "Turid på sentralbordet var svært hjelpsom.",
)


@transaction.atomic
def keep_made_up_fieldwork(
    *, award: Award, slug: str = "town-award", done: float = 0.72, most: int | None = None,
    first_day: dt.date = dt.date(2026, 9, 1), rng: np.random.Generator, actor: str = "svartid",
) -> Campaign:  # fmt: skip
    """Store the library's town award, and make its earliest contacts up: attempts, timelines, ratings.

    Args:
        award: whose edition it is.
        slug: the campaign's name.
        first_day: when its fieldwork begins; it lasts 109 days.
        done: the share of the contacts that have been made.
        most: the greatest number of contacts made; None for all of that share.
        rng: what everything is drawn from.
        actor: who is said to have done it.
    """
    files = read_campaign(Path("town-award"))
    period = files.campaign.fieldwork.model_copy(
        update={"from_": first_day, "to": first_day + dt.timedelta(days=108), "not_on": ()}
    )
    named: CampaignDocument = files.campaign.model_copy(update={"campaign": slug, "fieldwork": period})
    shoppers = [Shopper(name=label, languages=("nb", "sv", "da", "fi")) for label in _LABELS]
    stored = store_campaign(
        files=type(files)(
            files.path, named, files.method, files.organisations, files.enquiries, files.questionnaire
        ),
        shoppers=shoppers,
        actor=actor,
    )
    campaign = stored.campaign
    Campaign.objects.filter(pk=campaign.pk).update(award=award)
    set_state(campaign=campaign, state="running", actor=actor)
    wanted = round(done * Contact.objects.filter(campaign=campaign).count())
    make_contacts(
        campaign=campaign,
        most=wanted if most is None else min(wanted, most),
        questionnaire=files.questionnaire,
        rng=rng,
    )
    campaign.refresh_from_db()
    return campaign


def make_contacts(
    *, campaign: Campaign, most: int, questionnaire: Questionnaire | None, rng: np.random.Generator
) -> None:
    """Make the earliest planned contacts of a campaign up, one by one, as a worker would write them."""
    worker, _ = Worker.objects.get_or_create(label="example-1")
    contacts = (
        Contact.objects.filter(campaign=campaign, state="planned")
        .select_related("touchpoint__organisation", "campaign__questionnaire", "shopper")
        .order_by("due_at", "key")
    )
    for contact in contacts[:most]:
        _make(contact, worker, rng, questionnaire)


def _make(
    contact: Contact, worker: Worker, rng: np.random.Generator, questionnaire: Questionnaire | None
) -> None:
    attempt = contact.attempts.get()
    started = contact.due_at
    point = f"{contact.touchpoint.organisation.slug}.{contact.touchpoint.slug}"
    timeline, outcome = None, Outcome.REPLIED
    if contact.channel in ("phone", "chat"):
        timeline, outcome = made_up_call(
            started_at=started, touchpoint=point, rng=rng, answered=rng.random() < 0.88
        )
    lasted = timeline.events[-1].offset_ms / 1000 if timeline else float(rng.uniform(20, 300))
    _walk(attempt, worker, started, lasted, outcome)
    if timeline is not None:
        keep_timeline(attempt=attempt, timeline=timeline, measurements=measure(timeline).values())
    Contact.objects.filter(pk=contact.pk).update(
        state="done", outcome=outcome.value, done_at=started + dt.timedelta(seconds=lasted)
    )
    if (
        contact.shopper is not None
        and questionnaire is not None
        and outcome is not Outcome.WAIT_LIMIT_REACHED
    ):
        _rate(contact, questionnaire, started + dt.timedelta(seconds=lasted), rng)


def _walk(attempt: Attempt, worker: Worker, started: dt.datetime, lasted: float, outcome: Outcome) -> None:
    row = Attempt.objects.filter(pk=attempt.pk)
    row.update(
        state="claimed", worker=worker, fencing_token=1, day=started.date(), claimed_at=started,
        lease_until=started + dt.timedelta(minutes=5),
    )  # fmt: skip
    row.update(state="contacting", contacting_at=started, started_at=started)
    row.update(
        state="finished", ended_at=started + dt.timedelta(seconds=lasted), outcome=outcome.value,
        lease_until=None,
    )  # fmt: skip


def _rate(contact: Contact, questionnaire: Questionnaire, at: dt.datetime, rng: np.random.Generator) -> None:
    assert contact.shopper_id is not None
    assert contact.campaign.questionnaire_id is not None
    opened, sent = at + dt.timedelta(seconds=40), at + dt.timedelta(minutes=float(rng.uniform(4, 12)))
    session = RatingSession.objects.create(
        contact=contact,
        shopper_id=contact.shopper_id,
        questionnaire_id=contact.campaign.questionnaire_id,
        language="nb",
        opened_at=opened,
    )
    RatingEvent.objects.create(session=session, at=opened, kind="opened")
    answers = []
    for area in questionnaire.areas:
        for item in area.items:
            if item.channels and contact.channel not in item.channels:
                continue
            scale = questionnaire.scales[item.scale]
            words = str(rng.choice(_COMMENTS)) if item.comment != "none" and rng.random() < 0.5 else ""
            answer = RatingAnswer(session=session, item=item.item, comment=words, answered_at=sent)
            if isinstance(scale, NumberScale):
                answer.number = int(rng.integers(scale.numbers.from_, scale.numbers.to + 1))
            elif isinstance(scale, OptionScale):
                answer.option = min(int(rng.geometric(0.6)) - 1, len(scale.options) - 1)
            else:
                answer.words = words
            answers.append(answer)
    RatingAnswer.objects.bulk_create(answers)
    RatingEvent.objects.create(session=session, at=sent, kind="submitted")
    RatingSession.objects.filter(pk=session.pk).update(state="submitted", submitted_at=sent)

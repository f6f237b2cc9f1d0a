"""A made-up edition in the record: for benches, examples and tests. Nobody in it exists."""

from __future__ import annotations

import datetime as dt

from benchmark.scoring.inputs import Fieldwork
from results.keep_campaign import keep_campaign
from results.keep_fieldwork import keep_fieldwork
from results.models import Campaign as CampaignRow
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import NumberScale, Questionnaire

_ADDRESS = {
    "phone": {"phone": "sip:{name}@127.0.0.1:5070"},
    "email": {"email": "post@{name}.example"},
    "web_form": {"web_form": "https://{name}.example/form"},
    "chat": {"chat": "https://{name}.example/chat"},
}


def keep_made_up(
    *, slug: str, method: Method, questionnaire: Questionnaire, fieldwork: Fieldwork, actor: str = "svartid"
) -> CampaignRow:
    """Write a simulated fieldwork as a demonstration campaign of the record, and return it."""
    classes = sorted(set(fieldwork.organisations["class"].astype(str)))
    scenarios = sorted(set(fieldwork.contacts["scenario"].astype(str)))
    days = fieldwork.contacts["day"]
    offers = fieldwork.offers.astype(str).groupby("organisation")["channel"].agg(list)
    campaign = keep_campaign(
        Campaign.model_validate(
            {
                "campaign": slug,
                "method": method.method,
                "questionnaire": questionnaire.questionnaire,
                "fieldwork": {"from": days.min().date(), "to": days.max().date() + dt.timedelta(days=7)},
                "organisations": "*.yaml",
                "enquiries": dict.fromkeys(classes, scenarios),
                "seed": 1,
            }
        ),
        method=method,
        questionnaire=questionnaire,
        organisations=[
            _organisation(row["organisation"], row["class"], row["country"], offers[row["organisation"]])
            for row in fieldwork.organisations.astype(str).to_dict("records")
        ],
        demo=True,
        actor=actor,
    )
    keep_fieldwork(
        campaign,
        {name: getattr(fieldwork, name) for name in ("contacts", "measurements", "answers")},
        enquiries={name: _enquiry(name, classes) for name in scenarios},
        counted_items=tuple(
            item.item
            for area in questionnaire.areas
            for item in area.items
            if isinstance(questionnaire.scales[item.scale], NumberScale)
        ),
        actor=actor,
    )
    return campaign


def _organisation(name: str, group: str, country: str, channels: list[str]) -> Organisation:
    points = {
        channel.replace("_", "-"): {key: text.format(name=name) for key, text in _ADDRESS[channel].items()}
        for channel in channels
    }
    return Organisation.model_validate(
        {
            "organisation": name,
            "name": name.replace("-", " ").title(),
            "class": group,
            "country": country,
            "touchpoints": points,
        }
    )


def _enquiry(name: str, classes: list[str]) -> Enquiry:
    words = {"en": name.replace("-", " ").title()}
    return Enquiry.model_validate(
        {
            "enquiry": name,
            "version": 1,
            "classes": classes,
            "title": words,
            "persona": {"en": "Somebody made up."},
            "brief": {"en": "A made-up enquiry."},
            "opening": {"en": "Hello?"},
            "phone": [{"wait_for": "person"}, {"hang_up": "apology"}],
        }
    )

"""Two released editions of the town, for organisations: what is Otto's, and beside it what is Olga's.

Everything that could leak is told apart by a word of its own: OTTO in what is Fjordvik's, OLGA in Elvedal's.
"""

from __future__ import annotations

import datetime as dt
import io
import wave
from typing import Any


def release_editions(*, award: Any, people: dict[str, Any], most: int = 100) -> dict[str, Any]:
    """Make two released editions of the municipalities and return what tests need to name."""
    from results.models import Contact

    first = _edition(award, "town-2024", dt.date(2024, 9, 2), most=most // 2, seed=11, names=True)
    last = _edition(award, "town-2025", dt.date(2025, 9, 1), most=most, seed=12, names=False)
    told: dict[str, Any] = {"edition": last.slug, "edition_before": first.slug}
    _publish(first)
    for who, slug in (("otto", "fjordvik"), ("olga", "elvedal")):
        calls = Contact.objects.filter(
            campaign=last, organisation__slug=slug, state="done", outcome="answered_by_person"
        ).order_by("due_at")
        told[f"{who}s_contact"] = calls[0].key
        told[f"{who}s_second"] = calls[1].key
        told |= {f"{who}s_{name}": pk for name, pk in _own(calls[0], people[who], who.upper()).items()}
    return told | _before_the_jury(first, last)


def _publish(campaign: Any) -> None:
    """Let everybody read an edition, with the shortlist's names; its gates are others' tests.

    The newer one is released and not published: what could leak of it, must not.
    """
    import hashlib

    from django.utils import timezone

    from benchmark.editions.public_edition import Change, canonical, public_edition
    from benchmark.editions.released_run import released_run
    from results.models import Campaign, Publication

    run = released_run(campaign)
    row = Campaign.objects.select_related("award", "method", "questionnaire").get(pk=campaign.pk)
    now = timezone.now()
    assert run is not None
    document = public_edition(campaign=row, run=run, names="shortlist", changes=[Change(1, now, "")])
    text = canonical(document)
    Publication.objects.create(
        campaign=row, run=run, names="shortlist", document=text, published_at=now, published_by="account:1",
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def _before_the_jury(first: Any, last: Any) -> dict[str, Any]:
    """Put both editions before the jury, blind, with a second juror beside Jo: the first is for a journey."""
    from allauth.account.models import EmailAddress
    from django.utils import timezone

    from benchmark.editions.jury_evidence import nominee_ids
    from results.jury_work import open_jury
    from results.models import Account, Contact, OrganisationClass, Role

    jan = Account(email="jan@svartid.example", name="Jan", language="en")
    jan.set_password("en rolig formiddag")
    jan.save()
    EmailAddress.objects.create(user=jan, email=jan.email or "", verified=True, primary=True)
    Role.objects.create(account=jan, role="juror", award=last.award)
    klass = OrganisationClass.objects.get(slug="municipality")
    now = timezone.now()
    told: dict[str, Any] = {}
    for name, edition in (("", last), ("_before", first)):
        jury = open_jury(
            campaign=edition, votes_from=now - dt.timedelta(days=1), votes_until=now + dt.timedelta(days=9),
            blind=True, publishes_reasons=True, opened_by="account:1",
        )  # fmt: skip
        ids = nominee_ids(jury=jury, klass=klass)
        contact = Contact.objects.filter(
            campaign=edition, organisation__in=ids, state="done", channel="phone"
        ).order_by("due_at")[0]
        told |= {f"jury_contact{name}": contact.pk, f"nominees{name}": ids}
    return told


def _edition(award: Any, slug: str, day: dt.date, *, most: int, seed: int, names: bool) -> Any:
    from pathlib import Path

    import numpy as np
    from django.utils import timezone

    from benchmark.editions.made_up_fieldwork import make_contacts
    from benchmark.editions.score_and_rank import score_and_rank
    from benchmark.fieldwork.store_campaign import store_campaign
    from benchmark.planning.campaign_files import read_campaign
    from benchmark.planning.shopper import Shopper
    from results.models import Campaign, CampaignControl

    files = read_campaign(Path("town-award"))
    period = files.campaign.fieldwork.model_copy(
        update={"from_": day, "to": day + dt.timedelta(days=108), "not_on": ()}
    )
    only = {"classes": ("municipality",), "campaign": slug, "fieldwork": period}
    enquiries = {"enquiries": {"municipality": files.campaign.enquiries["municipality"]}}
    named = files.campaign.model_copy(update=only | enquiries)
    members = tuple(each for each in files.organisations if each.class_ == "municipality")
    labels = ("sam", "siv", "ola", "liv", "per", "ida", "nils", "kari")
    stored = store_campaign(
        files=type(files)(files.path, named, files.method, members, files.enquiries, files.questionnaire),
        shoppers=[Shopper(name=label, languages=("nb", "sv", "da", "fi")) for label in labels],
        actor="operator",
    )
    campaign = stored.campaign
    Campaign.objects.filter(pk=campaign.pk).update(award=award)
    CampaignControl.objects.filter(campaign=campaign).update(state="running")
    make_contacts(
        campaign=campaign, most=most, questionnaire=files.questionnaire, rng=np.random.default_rng(seed)
    )
    score_and_rank(campaign=campaign, actor="account:1")
    Campaign.objects.filter(pk=campaign.pk).update(released_at=timezone.now(), names_others=names)
    campaign.refresh_from_db()
    return campaign


def _own(contact: Any, account: Any, word: str) -> dict[str, int]:
    """Give an organisation one of everything, each with its word."""
    from allauth.account.models import EmailAddress
    from django.utils import timezone

    from results.access.invitations import invite
    from results.evidence import keep_evidence
    from results.models import (
        Account,
        Action,
        Comment,
        Dispute,
        ListeningHour,
        ListeningMoment,
        ListeningSeat,
        Mention,
        RecordingAgreement,
        Role,
    )

    organisation, attempt = contact.organisation, contact.attempts.get()
    Role.objects.filter(account=account).update(owner=True, post="leader")
    colleague = Account(
        email=f"{word.lower()}-kollega@svartid.example", name=f"Kollega {word}", language="en"
    )
    colleague.set_password("en rolig formiddag")
    colleague.save()
    EmailAddress.objects.create(user=colleague, email=colleague.email or "", verified=True, primary=True)
    role = Role.objects.create(
        account=colleague,
        role="organisation",
        organisation=organisation,
        post="team",
        granted_by=account.label,
    )
    comment = Comment.objects.create(
        contact=contact, attempt=attempt, offset_ms=15_000, author=colleague.label, role="organisation",
        text=f"Her hører vi hvorfor {word} venter.",
    )  # fmt: skip
    # A juror's note and the house's: no organisation reads them, not even about itself.
    for whose in ("jury", "evaluator"):
        Comment.objects.create(contact=contact, author="account:1", role=whose, text=f"SECRET of the {whose}")
    Mention.objects.create(comment=comment, account=account)
    hour = ListeningHour.objects.create(
        organisation=organisation, title=f"Medlytt {word}", made_by=account.label,
        starts_at=timezone.now() + dt.timedelta(days=7), place=f"Rom {word}",
    )  # fmt: skip
    moment = ListeningMoment.objects.create(
        hour=hour, contact=contact, attempt=attempt, offset_ms=15_000, comment=comment, place=1,
        why=f"Ventetiden {word}", added_by=account.label,
    )  # fmt: skip
    ListeningSeat.objects.create(hour=hour, account=account)
    action = Action.objects.create(
        organisation=organisation, contact=contact, campaign=contact.campaign, owner=account,
        text=f"Fast vikar på sentralbordet {word}", due_on=dt.date(2027, 3, 1), made_by=account.label,
    )  # fmt: skip
    dispute = Dispute.objects.create(
        contact=contact, organisation=organisation, opened_by=account.label, text=f"Linjen var nede {word}"
    )
    RecordingAgreement.objects.create(
        touchpoint=contact.touchpoint, agreed_on=dt.date(2024, 1, 1), document="avtale.pdf", keep_days=3650
    )
    sound = keep_evidence(attempt=attempt, name="sound.wav", content=_tone())
    page = keep_evidence(attempt=attempt, name=f"{word}.html", content=b"<p>evidence</p>")
    trace = keep_evidence(attempt=attempt, name="sip.log", content=b"INVITE sip:shopper@127.0.0.1")
    invited = invite(
        email=f"{word.lower()}-ny@svartid.example", role="organisation", organisation=organisation,
        owner=False, post="top", invited_by=account.label, language="en",
    )  # fmt: skip
    practised = _practised(account, organisation, word)
    return {
        "practice": practised.pk,
        "phone": practised.phone_id,
        "role": role.pk,
        "hour": hour.pk,
        "moment": moment.pk,
        "action": action.pk,
        "dispute": dispute.pk,
        "sound": sound.pk,
        "evidence": page.pk,
        "trace": trace.pk,
        "invitation": invited.invitation.pk,
    }


def _practised(account: Any, organisation: Any, word: str) -> Any:
    """A practice call that was made, to a phone of one's own."""
    from django.utils import timezone

    from results.models import PracticeCall
    from results.practice_phone import keep_practice_phone, verify_practice_phone

    phone = keep_practice_phone(
        organisation=organisation, account=account, address=f"sip:{word}@127.0.0.1", actor=account.label
    )
    verify_practice_phone(phone=phone, address=phone.address, actor="account:1")
    return PracticeCall.objects.create(
        phone=phone, address=phone.address, enquiry="waste-collection", state="ended",
        started_at=timezone.now(), ended_at=timezone.now(), outcome="answered_by_person",
    )  # fmt: skip


def _tone(seconds: float = 3.0) -> bytes:
    """A quiet tone that stands for a recorded call."""
    import numpy as np

    at = np.arange(round(8000 * seconds)) / 8000
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes((2000 * np.sin(2 * np.pi * 440 * at)).astype("<i2").tobytes())
    return out.getvalue()

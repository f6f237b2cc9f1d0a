"""Bridged contacts of a campaign: the shopper's own phone is rung and connected, and nobody else's."""

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from probes.sandbox.truth import Happening

BRIDGES = (
    "  - wait_for: person\n  - hang_up: silently\n",
    "  - wait_for: person\n  - bridge: shopper\n    limit: 9 s\n",
)
CONTACTS = 1


def _shopper(planter: Any, phone: str, *, verified: bool = True) -> Any:
    now = dt.datetime.now(dt.UTC)
    return planter.shopper(
        "silje", phone=phone, phone_verified_at=now if verified else None, pools=["town"], channels=["phone"]
    )


def _campaign(town: Any) -> Path:
    path: Path = town.campaign(contacts=CONTACTS)
    path.write_text(path.read_text() + "shoppers: {pool: town, rotation: 0 days}\n")
    enquiry = town.own / "enquiry.yaml"
    text = enquiry.read_text()
    assert BRIDGES[0] in text
    enquiry.write_text(text.replace(*BRIDGES))
    method = town.own / "method.yaml"
    method.write_text(method.read_text().replace("wait: 4 s", "wait: 30 s").replace("talk: 2 s", "talk: 4 s"))
    return path


def test_the_shoppers_phone_is_rung_and_connected(
    make_town: Any, make_fleet: Any, helpers: Any, record: Any, planter: Any, tmp_path: Path
) -> None:
    with make_town(tmp_path, centres=2, shopper=True) as town:
        phone = town.centres.pop("shopper")
        _shopper(planter, phone.uri)
        fleet = make_fleet(record.environment, tmp_path)
        run = fleet.start("run", "run", str(_campaign(town)), str(town.own), "--now", "--json")
        assert run.wait(90) == 0, fleet.log("run")
        with record.connect() as connection:
            found = helpers.audit(town, connection, slug="quick-demo")
            modes = connection.execute("SELECT mode, count(*) FROM results_contact GROUP BY 1").fetchall()
            connected = connection.execute(
                "SELECT count(DISTINCT attempt_id) FROM results_timelineevent"
                " WHERE kind = 'shopper_connected'"
            ).fetchone()
        assert found.wrong == []
        assert found.endings == {"answered_by_person": 2 * CONTACTS}
        assert modes == [("bridged", 2 * CONTACTS)]
        assert connected == (2 * CONTACTS,)
        truth = helpers.read_truth(phone.truth_path)
        calls = sorted(helpers.spans(truth).values())
        assert len(calls) >= 2 * CONTACTS
        # One shopper has two ears and one mouth: never in two calls at once.
        assert all(begin >= end for (_, end), (begin, _) in pairwise(calls))
        assert any(event.event is Happening.HEARD_SOUND for event in truth)


def test_a_phone_that_is_not_verified_is_never_rung_and_the_organisation_neither(
    make_town: Any, make_fleet: Any, helpers: Any, record: Any, planter: Any, tmp_path: Path
) -> None:
    with make_town(tmp_path, centres=2, shopper=True) as town:
        phone = town.centres.pop("shopper")
        _shopper(planter, phone.uri, verified=False)
        fleet = make_fleet(record.environment, tmp_path)
        run = fleet.start("run", "run", str(_campaign(town)), str(town.own), "--now")
        assert run.wait(60) == 1, fleet.log("run")
        assert f"{2 * CONTACTS} contacts wait for a shopper's phone to be verified." in fleet.log("run")
        assert helpers.read_truth(phone.truth_path) == []
        assert [town.truth(place) for place in town.centres] == [[], []]


@pytest.fixture
def bridged(store: Any, planter: Any) -> Any:
    """A stored campaign of two organisations whose contacts are all bridged to one shopper."""
    from results.models import Contact

    campaign = store(organisations=2, contacts=2)
    shopper = _shopper(planter, "sip:silje@127.0.0.1:9")
    Contact.objects.update(mode="bridged", shopper=shopper)
    return campaign, shopper


def test_a_shopper_is_in_one_bridged_call_at_a_time(bridged: Any, planter: Any, record: Any) -> None:
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from benchmark.fieldwork.moves import give_back
    from results.models import Contact

    def claim() -> Any:
        return claim_attempt(
            worker=planter.worker().pk, capabilities=Capabilities(), now=dt.datetime.now(dt.UTC)
        )

    first = claim()
    assert first is not None
    assert claim() is None
    other = planter.shopper("siv", phone="sip:siv@127.0.0.1:9", phone_verified_at=dt.datetime.now(dt.UTC))
    Contact.objects.exclude(organisation=first.organisation).update(shopper=other)
    assert claim() is not None
    assert claim() is None
    assert give_back(first)
    # Whoever is being given the shopper at this moment counts, too.
    with record.connect() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1398161014, %s)", [bridged[1].pk])
        assert claim() is None
    assert claim() is not None


def test_whose_phone_cannot_be_rung_from_here_waits_and_it_is_said_why(bridged: Any, planter: Any) -> None:
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.status import left_for, why_waiting
    from results.models import Shopper

    campaign, shopper = bridged
    here, town = Capabilities(), Capabilities(reach=("+4710550001",))
    assert left_for(campaign.pk, capabilities=here) == (4, 0)
    assert left_for(campaign.pk, capabilities=Capabilities(modes=("automatic",))) == (0, 4)
    Shopper.objects.filter(pk=shopper.pk).update(phone="+4710550001")
    assert why_waiting(campaign.pk, capabilities=here) == {"a worker with a SIP trunk": 4}
    assert left_for(campaign.pk, capabilities=town) == (4, 0)
    assert left_for(campaign.pk, capabilities=Capabilities(trunk="oslo")) == (4, 0)
    Shopper.objects.filter(pk=shopper.pk).update(active=False)
    assert why_waiting(campaign.pk, capabilities=town) == {"a shopper's phone to be verified": 4}


def test_only_what_belongs_to_the_attempt_may_be_dialled(bridged: Any, planter: Any, tmp_path: Path) -> None:
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from benchmark.fieldwork.errand import read_errand
    from probes.directory import Directory
    from results.models import Shopper, Touchpoint

    claim = claim_attempt(
        worker=planter.worker().pk, capabilities=Capabilities(), now=dt.datetime.now(dt.UTC)
    )
    assert claim is not None
    corrected = "sip:new@127.0.0.1:9"
    Touchpoint.objects.filter(pk=claim.touchpoint).update(address=corrected)
    errand = read_errand(claim, evidence=tmp_path, directory=Directory())
    assert errand.dials == (corrected, "sip:silje@127.0.0.1:9")
    assert errand.request.organisation.phone("switchboard").phone == corrected
    assert errand.request.options["shopper"] == "sip:silje@127.0.0.1:9"
    Shopper.objects.update(phone_verified_at=None)
    errand = read_errand(claim, evidence=tmp_path, directory=Directory())
    assert errand.dials == (corrected,)
    assert "shopper" not in errand.request.options

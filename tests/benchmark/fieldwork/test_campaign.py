"""A whole campaign over real SIP, carried by several processes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _carry(
    make_town: Any, make_fleet: Any, helpers: Any, record: Any, folder: Path, *, contacts: int, limit_s: float
) -> Any:
    with make_town(folder) as town:
        fleet = make_fleet(record.environment, folder)
        fleet.start("oslo-1", "worker", "--label", "oslo-1", "--at-once", "4")
        fleet.start("oslo-2", "worker", "--label", "oslo-2", "--at-once", "4")
        campaign = str(town.campaign(contacts=contacts))
        run = fleet.start(
            "run", "run", campaign, str(town.own), "--now", "--json", "--label", "oslo-3", "--at-once", "4"
        )
        assert run.wait(limit_s) == 0, fleet.log("run")
        with record.connect() as connection:
            found = helpers.audit(town, connection, slug="quick-demo")
            workers = connection.execute(
                "SELECT w.label FROM results_attempt a JOIN results_worker w ON w.id = a.worker_id GROUP BY 1"
            ).fetchall()
            retried = connection.execute(
                """SELECT count(*) FROM results_attempt two JOIN results_attempt one
                   ON one.contact_id = two.contact_id AND one.number = 1 AND two.number = 2
                   WHERE two.day > one.day""",
            ).fetchone()
            second = connection.execute(
                "SELECT count(*) FROM results_attempt WHERE number = 2 AND state <> 'not_run'"
            ).fetchone()
            lost = connection.execute(
                """SELECT a.error, t.document -> 'events' FROM results_attempt a
                   LEFT JOIN results_timelinedocument t ON t.attempt_id = a.id WHERE a.outcome = 'lost'"""
            ).fetchall()
            unmarked = connection.execute(
                "SELECT count(*) FROM results_attempt WHERE NOT demo_clock"
            ).fetchone()
        assert found.wrong == []
        assert lost == []
        assert found.lost == 0
        assert found.contacts == 12 * contacts == sum(found.endings.values())
        assert {row[0] for row in workers} == {"oslo-1", "oslo-2", "oslo-3"}
        assert retried == second
        assert second[0] > 0
        assert unmarked == (0,)
        return found


def test_three_workers_carry_a_campaign_to_its_end(
    make_town: Callable[..., Any], make_fleet: Any, helpers: Any, record: Any, tmp_path: Path
) -> None:
    _carry(make_town, make_fleet, helpers, record, tmp_path, contacts=3, limit_s=90)


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_a_campaign_of_300_contacts_runs_to_its_end(
    make_town: Callable[..., Any], make_fleet: Any, helpers: Any, record: Any, tmp_path: Path
) -> None:
    _carry(make_town, make_fleet, helpers, record, tmp_path, contacts=25, limit_s=800)


@pytest.mark.proof
def test_two_users_run_the_same_campaign_at_once(
    make_town: Callable[..., Any], make_fleet: Any, helpers: Any, record: Any, tmp_path: Path
) -> None:
    with make_town(tmp_path, centres=4) as town:
        fleet = make_fleet(record.environment, tmp_path)
        words = ("run", str(town.campaign(contacts=3)), str(town.own), "--now", "--at-once", "2")
        runs = [fleet.start(name, *words) for name in ("eva", "ola")]
        assert [run.wait(120) for run in runs] == [0, 0], fleet.log("eva") + fleet.log("ola")
        with record.connect() as connection:
            found = helpers.audit(town, connection, slug="quick-demo")
        assert (found.wrong, found.contacts) == ([], 12)
        told = sorted(fleet.log(name).splitlines()[0] for name in ("eva", "ola"))
        assert told == [
            "quick-demo: 12 contacts, in the record already.",
            "quick-demo: 12 contacts, planned.",
        ]
        # Their file changes: what is stored goes on as it was stored, under its name.
        path = town.campaign(contacts=5)
        again = fleet.start("again", "run", str(path), str(town.own), "--now")
        assert again.wait(60) == 3
        assert "quick-demo is stored already, with contacts, and was made of other documents" in fleet.log(
            "again"
        )
        assert "Traceback" not in "".join(fleet.log(name) for name in ("eva", "ola", "again"))

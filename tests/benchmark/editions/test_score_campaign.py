"""A made-up fieldwork in a real database: what is read back is what was written, and it is scored."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire


@pytest.fixture(scope="module")
def method():
    return load_method(library_file(kind="method", name="kundeserviceprisen"))


@pytest.fixture(scope="module")
def questionnaire(method):
    return load_questionnaire(library_file(kind="questionnaire", name=method.questionnaire))


@pytest.fixture(scope="module")
def made(method, questionnaire):
    design = Design(organisations=6, contacts=10, shoppers=12, scenarios=4, classes=2, double_rated=0.1)
    return simulate(
        method=method, questionnaire=questionnaire, design=design, rng=np.random.default_rng(7)
    ).fieldwork


@pytest.fixture
def campaign(record, method, questionnaire, made):
    from benchmark.editions.made_up import keep_made_up

    return keep_made_up(slug="made-up", method=method, questionnaire=questionnaire, fieldwork=made)


def test_what_is_read_is_what_was_written(campaign, made):
    from benchmark.editions.read_fieldwork import read_fieldwork

    read = read_fieldwork(campaign)
    mine = made.contacts.assign(contact=made.contacts["contact"].astype(str)).sort_values("contact")
    theirs = read.contacts.sort_values("contact")
    for column in ("contact", "organisation", "channel", "scenario", "shopper", "outcome", "attempts"):
        assert list(theirs[column].astype(str)) == list(mine[column].astype(str)), column
    given = made.answers[made.answers["status"] != "missing"]
    assert len(read.answers) == len(given)
    columns = ["contact", "name", "source", "value", "status"]
    both = [_plain(frame[columns]) for frame in (read.measurements, _kept(made.measurements))]
    assert both[0][:, :3].tolist() == both[1][:, :3].tolist()
    assert both[0][:, 4].tolist() == both[1][:, 4].tolist()
    assert {"machine", "person"} <= set(both[0][:, 2])
    assert both[0][:, 3].tolist() == pytest.approx(both[1][:, 3].tolist(), abs=1e-6, nan_ok=True)


def test_a_campaign_is_scored_kept_and_scored_again_by_another_method(campaign, made, method, questionnaire):
    from benchmark.editions.score_beside import score_beside
    from benchmark.editions.score_campaign import score_campaign
    from results.models import Score, ScoreRun

    scored = score_campaign(campaign=campaign, actor="eva")
    alone = score_run(method=method, questionnaire=questionnaire, fieldwork=_as_kept(made))
    wanted = alone.organisations.set_index("organisation")["score"]
    kept = {
        score.organisation.slug: score
        for score in Score.objects.filter(run=scored.row, level="organisation", column="total")
    }
    assert {name: score.value for name, score in kept.items()} == pytest.approx(dict(wanted), abs=1e-9)
    assert {score.n + score.missing for score in kept.values()} == {10}
    assert Score.objects.filter(run=scored.row, level="contact").count() == 60
    again = score_campaign(campaign=campaign, actor="eva")
    assert again.run.to_json() == scored.run.to_json()
    other = load_method(library_file(kind="method", name="first-contact"))
    another = score_campaign(campaign=campaign, method=other, actor="eva")
    assert ScoreRun.objects.count() == 3
    assert another.row.summary["indicators"]["organisation"]
    # What goes wrong beside the scores is told, and the scores are kept all the same.
    with pytest.raises(ZeroDivisionError):
        score_beside(campaign=campaign, make=lambda fresh: len(fresh.run.contacts) // 0, actor="eva")
    assert ScoreRun.objects.count() == 4


def test_a_campaign_that_is_not_there_is_named_with_those_that_are(campaign):
    from benchmark.editions.errors import NoSuchCampaign
    from benchmark.editions.find_campaign import find_campaign

    assert find_campaign("made-up") == campaign
    with pytest.raises(NoSuchCampaign, match=r"no campaign 'spring' \(it holds made-up\)"):
        find_campaign("spring")


def _plain(frame: pd.DataFrame) -> np.ndarray:
    """The frame's cells, words as text, in the order of contact, name and source."""
    texts = frame.astype({"contact": str, "name": str, "source": str, "status": str})
    return texts.sort_values(["contact", "name", "source"]).to_numpy(dtype=object)


def _kept(measurements: pd.DataFrame) -> pd.DataFrame:
    """A shopper who saw nothing has nothing to report."""
    return measurements[~((measurements["source"] == "person") & measurements["value"].isna())]


def _as_kept(made: Fieldwork) -> Fieldwork:
    frames = {name: getattr(made, name).copy() for name in ("organisations", "offers", "contacts")}
    contacts = frames["contacts"]
    day = pd.to_datetime(contacts["day"]).dt.tz_localize("UTC") + dt.timedelta(hours=10)
    frames["contacts"] = contacts.assign(
        contact=contacts["contact"].astype(str), started=contacts["started"].fillna(day)
    )
    measured = _kept(made.measurements)
    answers = made.answers[made.answers["status"] != "missing"]
    return Fieldwork(
        **frames,
        measurements=measured.assign(contact=measured["contact"].astype(str)),
        answers=answers.assign(contact=answers["contact"].astype(str)),
    )


def test_the_commands_score_rank_and_compare_a_campaign_of_the_record(record, campaign):
    from benchmark import commands
    from benchmark.editions.errors import NoSuchCampaign
    from results.models import RankingRow, RankingRun, ScoreRun

    app = typer.Typer()
    for name in ("score", "rank", "compare"):
        app.command(name)(getattr(commands, name))

    def svartid(*words):
        return CliRunner().invoke(app, words)

    command = [Path(sys.executable).with_name("svartid"), "score", "made-up"]
    shown = subprocess.run(command, capture_output=True, text=True, env=record.environment, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    for slug in campaign.participants.values_list("organisation__slug", flat=True):
        assert re.search(rf" {slug} +\d+\.\d +\d+\.\d +\d+\.\d +\d+ % +\d+\*? ", shown.stdout), shown.stdout
    # A process takes seconds to begin, so the others run in this one.
    ranked = svartid("rank", "made-up", "--json", "--language", "nb")
    assert (ranked.exit_code, ranked.stderr) == (0, "")
    classes = json.loads(ranked.stdout)["classes"]
    found = [row["organisation"] for each in classes for row in each["organisations"]]
    assert sorted(found) == sorted(campaign.participants.values_list("organisation__slug", flat=True))
    run = RankingRun.objects.get()
    assert RankingRow.objects.filter(run=run, status="ranked").count() == len(found)
    assert ScoreRun.objects.count() == 2
    # What places owe to the method's weights is told and kept beside them.
    played = json.loads(ranked.stdout)["weights"]
    assert sorted(played) == sorted(each["class"] for each in classes)
    for each in classes:
        for row in each["organisations"]:
            told = played[each["class"]]["organisations"][row["organisation"]]
            kept = RankingRow.objects.get(
                run=run, among=f"class:{each['class']}", organisation__slug=row["organisation"]
            ).detail
            assert kept["weights"] == told["places"]
            assert kept["weights_and_sampling"] == told["places_with_sampling"]
            assert told["places_with_sampling"][0] <= row["rank_low"]
            assert told["places_with_sampling"][1] >= row["rank_high"]
    pair = svartid("compare", "made-up", "organisation-00001", "organisation-00003")
    assert (pair.exit_code, pair.stderr) == (0, "")
    unknown = svartid("score", "spring")
    assert isinstance(unknown.exception, NoSuchCampaign)
    assert str(unknown.exception) == "the record holds no campaign 'spring' (it holds made-up)"

"""`svartid score`, `rank`, `compare`, `power`: what they print, and what they say of bad input."""

import json
import math

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from benchmark import commands
from benchmark.ranking.contact_table import read_contact_table
from benchmark.ranking.coverage.made_up_edition import Design, make_up_edition
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.errors import BadTable, RankingError, UnknownOrganisation
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design as Fieldwork
from benchmark.scoring.simulated import simulate
from benchmark.statistics.errors import Disconnected
from scenarios.library_path import library_path
from scenarios.load import load_method, load_questionnaire

app = typer.Typer()
for name in ("score", "rank", "compare", "power"):
    app.command(name)(getattr(commands, name))


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "130")

    def call(*words):
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)

    return call


@pytest.fixture
def edition(tmp_path):
    """Twelve made-up organisations in three classes."""
    design = Design(organisations=12, classes=3, shoppers=10, scenarios=5)
    made = make_up_edition(design, rng=np.random.default_rng(5)).contacts
    made["channel"] = np.resize(["phone", "phone", "chat"], len(made))
    made["answered"] = np.where(made["score"] > 0, "yes", "no")
    path = tmp_path / "contacts.csv"
    made.to_csv(path, index=False)
    return path


def table(tmp_path, text):
    path = tmp_path / "small.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rank_prints_and_gives_the_same_as_json(run, edition):
    printed = run("rank", edition, "--language", "nb")
    assert printed.exit_code == 0
    assert printed.output.count("vinneren, ") >= 1
    told = json.loads(run("rank", edition, "--json").output)
    assert [ranking["class"] for ranking in told["classes"]] == ["class-01", "class-02", "class-03"]
    [first, *_] = told["classes"]
    assert [row["rank"] for row in first["organisations"]] == [1, 2, 3, 4]
    assert first["organisations"][0]["organisation"] in first["winner_set"]
    for row in first["organisations"]:
        assert row["rank_low"] <= row["own_rank_low"] <= row["own_rank_high"] <= row["rank_high"]
        assert row["low"] < row["score"] < row["high"]
        assert sum(row["rank_probabilities"]) == pytest.approx(1, abs=1e-3)


def test_rank_by_a_method_gives_the_prizes(run, edition):
    told = json.loads(run("rank", edition, "--method", "kundeserviceprisen", "--holm", "--json").output)
    kinds = [prize["prize"] for prize in told["prizes"]]
    assert kinds == ["class", "class", "class", "overall", "channel", "channel"]
    assert all(prize["winners"] for prize in told["prizes"])
    assert {ranking["official"] for ranking in told["classes"]} == {"raw"}
    assert "class-02" in run("rank", edition, "--method", "kundeserviceprisen").output


def test_the_same_seed_gives_the_same_ranking(run, edition):
    once, again = (run("rank", edition, "--json", "--seed", 7).output for _ in range(2))
    assert once == again


def test_a_single_class_with_certificate_and_the_whole_list(run, edition):
    one = run("rank", edition, "--class", "class-02", "--leave-out", "--overall")
    assert "winner unchanged in " in one.output
    assert "all" in one.output


def test_compare_two(run, edition):
    said = run("compare", edition, "organisation-001", "organisation-004", "--language", "sv")
    assert said.exit_code == 0
    assert "organisation-001" in said.output
    told = json.loads(run("compare", edition, "organisation-001", "organisation-004", "--json").output)
    assert told["difference"] > 0
    assert told["low"] < told["difference"] < told["high"]


def test_power_agrees_with_the_specification(run):
    told = json.loads(run("power", "--sd", 12, "--json").output)
    assert [row["contacts_needed"] for row in told] == [252, 315, 460]
    assert "one pair, named beforehand" in run("power").output


def test_power_tells_of_several_looks_and_of_two_rounds(run):
    told = json.loads(run("power", "--sd", 12, "--looks", 4, "--rounds", 15, 3, 23, "--json").output)
    assert [row["contacts_needed"] for row in told["questions"]] == [252, 315, 460]
    assert told["looks"]["critical"] == pytest.approx([4.05, 2.86, 2.34, 2.02], abs=0.005)
    assert told["looks"]["contacts_needed"] == [{"sd": 12.0, "contacts": 259}]
    assert told["rounds"][0]["best_wins"] == pytest.approx(0.72, abs=0.015)
    said = run("power", "--sd", 12, "--looks", 4, "--rounds", 15, 3, 23).output
    assert "beyond 4.05, 2.86, 2.34, 2.02 standard errors" in " ".join(said.split())
    assert "in one round of 24 each in 68 %" in " ".join(said.split())


def test_score_shows_zeros_and_what_varies(run, tmp_path):
    path = table(tmp_path, "organisation,score\nA,80\nA,0\nA,90\nB,70\nB,75\nB,71\nC,\n")
    told = json.loads(run("score", path, "--json").output)
    assert [(row["organisation"], row["zeros"]) for row in told["organisations"]] == [("B", 0), ("A", 1)]
    assert told["unscored"] == ["C"]
    assert "1 of 3" in run("score", path).output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("organisation,score\n", "there is no contact in it"),
        ("name,score\nA,1\n", "there is no column organisation"),
        ("organisation,score\nA,101\n", "row 2: score must be a number from 0 to 100 (found 101)"),
        ("organisation,score\nA,nan\n", "row 2: score must be a number from 0 to 100 (found nan)"),
        ("organisation,score\n,50\n", "row 2 names no organisation"),
        ("organisation,score,class\nA,50,x\nA,60,y\n", "A stands in two classes"),
        ("organisation,score,class\nA,50,\n", "row 2 names no class"),
        ("organisation,score,answered\nA,50,perhaps\n", "row 2: answered must be yes or no"),
        ("", "the file is empty"),
        ("organisation,score\nA,5\0,50\n", "2: a control character (U+0000) – save it again as CSV in UTF-8"),
        ("organisation,score\nA,50,x\nA,60\n", "2: there are more cells than headings"),
        ("organisation,score\nA,50\nB,86,4\n", "3: there are more cells than headings"),
        ('organisation,score\nA,50\n"B,60\nC,70\n', "3: the row cannot be read – look for a quote"),
    ],
)
def test_a_file_that_is_wrong_has_one_message(tmp_path, text, message):
    path = table(tmp_path, text)
    with pytest.raises(BadTable) as wrong:
        read_contact_table(path)
    assert str(wrong.value) == f"{path}: {message}" or message in str(wrong.value)


def test_files_folders_and_spellings(tmp_path, edition):
    assert len(read_contact_table(edition.parent).contacts) == 300
    parquet = tmp_path / "other" / "contacts.parquet"
    parquet.parent.mkdir()
    pd.read_csv(edition).to_parquet(parquet)
    assert read_contact_table(parquet).contacts["score"].sum() == pytest.approx(
        read_contact_table(edition).contacts["score"].sum()
    )
    swedish = read_contact_table(table(tmp_path, "organisation;score\nÅs kommun;86,4\n"))
    assert swedish.contacts["score"].tolist() == [86.4]
    trailing = table(tmp_path, "\ufefforganisation,score\nA,50,\nB,60,\n")
    assert read_contact_table(trailing).contacts["organisation"].tolist() == ["A", "B"]
    for encoding, told in (
        ("utf-16", "is in UTF-16 – save it"),
        ("latin-1", ":2: the letters are not in"),
    ):
        trailing.write_text("organisation,score\nÅs,50\n", encoding=encoding)
        with pytest.raises(BadTable, match=told):
            read_contact_table(trailing)
    with pytest.raises(BadTable, match="holds 2 CSV"):
        read_contact_table(tmp_path)
    with pytest.raises(BadTable, match="no such file"):
        read_contact_table(tmp_path / "none.csv")


def test_names_are_found_by_their_beginning(edition):
    known = read_contact_table(edition)
    assert known.find("Organisation-012") == "organisation-012"
    with pytest.raises(UnknownOrganisation, match="begins several names"):
        known.find("organisation")
    with pytest.raises(UnknownOrganisation, match="did you mean organisation-0"):
        known.find("organization-01")
    with pytest.raises(BadTable, match="there are chat, phone"):
        known.only_channel("fax")


def everything(value):
    """All numbers in a nested value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [number for each in value for number in everything(each)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # All scores equal: everybody is level.
        (
            "organisation,score\n" + "A,80\nB,80\nC,80\n" * 3,
            ["shares the highest score with B and C", "with A and C", "with A and B"],
        ),
        # A class of one beside another class.
        (
            "organisation,class,score\nA,x,80\nA,x,70\nB,y,60\nB,y,65\nC,y,70\nC,y,75\n",
            [
                "is alone in its class",
                "has the highest score but cannot be told apart from B",
                "winner, 72.5",
            ],
        ),
        # An organisation whose contacts all lack a score.
        ("organisation,score\nA,80\nA,70\nB,60\nB,70\nC,\n", ["cannot be told", "winner", "C has no score"]),
    ],
)
def test_thin_data_have_a_defined_result(run, tmp_path, text, verdicts):
    path = table(tmp_path, text)
    result = run("rank", path, "--json")
    assert result.exit_code == 0, result.exception
    told = json.loads(result.output)
    assert all(math.isfinite(number) for number in everything(told))
    for words in ("rank", "score"):
        assert "nan" not in run(words, path).output.lower().replace("organisation", "")
    output = " ".join(run("rank", path).output.split())
    for verdict in verdicts:
        assert verdict in output


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("organisation,score\nA,\nB,\n", RankingError),
        (
            "organisation,shopper,score\nA,S1,80\nA,S1,70\nA,S2,71\nB,S3,60\nB,S3,70\nB,S4,75\n",
            Disconnected,
        ),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_one_sentence(run, tmp_path, text, kind):
    result = run("rank", table(tmp_path, text))
    assert isinstance(result.exception, kind)
    assert "\n" not in str(result.exception)


def test_a_disconnected_design_goes_on_when_asked(run, tmp_path):
    path = table(
        tmp_path, "organisation,shopper,score\nA,S1,80\nA,S1,70\nA,S2,71\nB,S3,60\nB,S3,70\nB,S4,75\n"
    )
    assert run("rank", path, "--anyway").exit_code == 0


def test_one_shopper_only(run, tmp_path):
    rows = "".join(f"{name},S1,{score}\n" for name in "AB" for score in (60, 75, 90))
    assert run("rank", table(tmp_path, "organisation,shopper,score\n" + rows)).exit_code == 0


def test_a_method_or_class_that_does_not_exist(run, edition):
    assert "no method nobel" in str(run("rank", edition, "--method", "nobel").exception)
    assert "no class bank" in str(run("rank", edition, "--class", "bank").exception)


def test_a_score_run_is_ranked():
    method = load_method(library_path() / "methods" / "kundeserviceprisen.yaml")
    questionnaire = load_questionnaire(library_path() / "questionnaires" / f"{method.questionnaire}.yaml")
    fieldwork = simulate(
        method=method,
        questionnaire=questionnaire,
        design=Fieldwork(organisations=6, classes=2, contacts=25),
        rng=np.random.default_rng(3),
    ).fieldwork
    run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    edition = rank_edition(table=table_of_scores(run=run, method=method), method=method, draws=1000)
    totals = dict(zip(run.organisations["organisation"].astype(str), run.organisations["score"], strict=True))
    for ranking in edition.classes:
        assert {row.organisation: row.score for row in ranking.rows} == pytest.approx(
            {row.organisation: totals[row.organisation] for row in ranking.rows}
        )
    assert edition.prizes is not None
    assert edition.prizes.overall is not None
    [winner] = edition.prizes.overall.winners
    assert totals[winner] == max(totals.values())

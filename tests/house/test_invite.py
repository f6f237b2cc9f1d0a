"""`svartid invite`: the link leads to where the site is, or says that nobody has said where that is."""

import json
import re

import pytest
from typer.testing import CliRunner

from dashboards.command.main import assemble
from dashboards.site.errors import BadSiteSetting

GUESSED = "http://127.0.0.1:8000"


@pytest.fixture
def invite(record, monkeypatch):
    monkeypatch.setattr("results.setup.open_record", lambda **_: None)  # the test's own is open

    def inviting(*words, site=""):
        monkeypatch.setenv("SVARTID_SITE_URL", site)
        return CliRunner().invoke(assemble(["invite"]), ["invite", "eva@house.example", *words])

    return inviting


@pytest.mark.parametrize(
    ("words", "site", "where"),
    [
        ((), "https://svartid.example", "https://svartid.example"),
        (("--site", "http://127.0.0.1:8070/"), "", "http://127.0.0.1:8070"),
        (("--site", "https://ny.example"), "https://svartid.example", "https://ny.example"),
    ],
)
def test_the_link_leads_to_the_site(invite, words, site, where):
    told = invite(*words, site=site).output.splitlines()
    assert len(told) == 2
    assert re.fullmatch(rf"  {re.escape(where)}/invitation/[\w-]+/", told[1])


def test_where_nobody_has_said_it_the_link_is_a_guess_and_says_so(invite):
    told = invite().output.splitlines()
    assert told[1].startswith(f"  {GUESSED}/invitation/")
    assert told[2].startswith("Nobody has said where the site is")
    assert json.loads(invite("--json").output)["guessed"] is True
    assert json.loads(invite("--json", "--site", "https://ny.example").output)["guessed"] is False


def test_an_address_that_is_none_is_refused_before_anybody_is_invited(invite):
    from results.models import Invitation

    failed = invite("--site", "http://svartid.example")
    assert isinstance(failed.exception, BadSiteSetting)
    assert str(failed.exception).startswith("--site: 'http://svartid.example' must be https://")
    assert Invitation.objects.count() == 0

"""Requests made up from the API's own description: no 5xx, and no answer that it does not describe."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.dashboards.conftest import serving

_CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.ignored_auth,
)
_WHOSE = {"organisation": "otto", "shopper": "sam", "evaluator": "eva", "token": "eva", "editions": ""}


@pytest.fixture(scope="session")
def described(site):
    # The limit of requests a minute would answer nearly all of them; it has tests of its own.
    with serving(site.environment | {"SVARTID_API_PER_MINUTE": "1000000"}) as url:
        yield schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_many_made_up_requests_find_nothing(site, described):
    assert ask(site, described, examples=400) == 14


def ask(site, described, *, examples):
    """Ask every operation with made-up values and the right token; returns how many operations there were."""
    known = {
        "edition": [site.told["edition"], site.told["campaign"]],
        "contact": [site.told["ottos_contact"], site.told["olgas_contact"]],
        "assignment": [site.told["sams_rated"], site.told["sams_contact"]],
        "campaign": [site.told["campaign"], site.told["elsewhere"]],
    }
    count = 0
    for result in described.get_all_operations():
        operation = result.ok()
        count += 1
        whose = _WHOSE[operation.path.split("/")[3]]
        headers = {"Authorization": f"Bearer {site.told[f'token_{whose}']}"} if whose else {}

        made_up(operation, headers, known, examples)()
    return count


def made_up(operation, headers, known, examples):
    """A test of one operation with made-up values; half of the names are real, to try more than the gate."""

    @settings(
        max_examples=examples, database=None, derandomize=True, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def one(case):
        for name in case.path_parameters or {}:
            if len(str(case.path_parameters[name])) % 2 and name in known:
                case.path_parameters[name] = known[name][len(repr(case.body)) % 2]
        answer = case.call(headers=headers, timeout=60)
        assert answer.status_code != 429
        case.validate_response(answer, checks=list(_CHECKS), headers=headers)

    return one

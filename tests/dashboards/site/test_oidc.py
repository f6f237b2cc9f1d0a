"""Sign-in through another house's OpenID Connect provider, a real server on loopback."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.dashboards.site.conftest import serving, token

SECRET = "shared between two houses"


@pytest.fixture
def with_provider(site, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = tmp_path / "oidc.secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    environment = site.environment | {
        "SVARTID_OIDC_URL": f"http://127.0.0.1:{port}",
        "SVARTID_OIDC_CLIENT": "svartid",
        "SVARTID_OIDC_SECRET_FILE": str(secret),
        "SVARTID_OIDC_NAME": "Nabohuset",
    }
    with serving(environment) as url:
        redirect = f"{url}/account/oidc/house/login/callback/"
        provider = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("provider.py"), str(port), tmp_path, redirect, SECRET],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert provider.stdout is not None
            assert provider.stdout.readline() == "ready\n"
            yield url
        finally:
            provider.terminate()
            provider.communicate(timeout=20)


def sign_in_there(url: str, name: str) -> tuple[requests.Session, requests.Response]:
    session = requests.Session()
    page = session.get(f"{url}/account/login/", timeout=120)
    assert "Nabohuset" in page.text
    at_provider = session.post(
        f"{url}/account/oidc/house/login/?process=login", data=token(page.text), timeout=120
    )
    assert "/accounts/login/" in at_provider.url
    back = session.post(
        at_provider.url,
        data={
            "login": f"{name}@svartid.example",
            "password": "hos naboen er det stille",
            **token(at_provider.text),
        },
        timeout=120,
    )
    return session, back


def test_somebody_known_comes_in(with_provider):
    session, back = sign_in_there(with_provider, "siv")
    assert back.url.startswith(with_provider)
    answer = session.get(f"{with_provider}/account/email/", timeout=120, allow_redirects=False)
    assert answer.status_code == 200
    assert "siv@svartid.example" in answer.text


def test_somebody_unknown_does_not(with_provider):
    session, back = sign_in_there(with_provider, "gjest")
    assert back.url.startswith(with_provider)
    answer = session.get(f"{with_provider}/account/email/", timeout=120, allow_redirects=False)
    assert answer.status_code == 302


def test_the_policy_lets_a_form_lead_there_and_nowhere_else(with_provider):
    page = requests.get(f"{with_provider}/account/login/", timeout=120)
    policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
    kept, there = policy["form-action"].split(" ")
    assert kept == "'self'"
    assert there.startswith("http://127.0.0.1:")

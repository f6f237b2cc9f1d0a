"""Ways in, and ways kept shut, over HTTP on the running site."""

import email
import re
from email import policy
from pathlib import Path

import requests

from tests.dashboards.site.conftest import PASSWORD, token


def letters(site) -> list[email.message.EmailMessage]:
    folder = Path(site.environment["SVARTID_STATE"]) / "letters"
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]


def test_a_code_by_mail_lets_in(site):
    session = requests.Session()
    page = session.get(f"{site.url}/account/login/code/", timeout=120)
    sent = session.post(
        f"{site.url}/account/login/code/",
        data={"email": "sam@svartid.example", **token(page.text)},
        timeout=120,
    )
    letter = letters(site)[-1]
    assert letter["To"] == "sam@svartid.example"
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter.get_content(), re.MULTILINE).group(1)
    done = session.post(sent.url, data={"code": code, **token(sent.text)}, timeout=120, allow_redirects=False)
    assert done.status_code == 302
    assert session.get(f"{site.url}/account/email/", timeout=120, allow_redirects=False).status_code == 200


def test_a_stranger_gets_no_code_and_no_word_about_it(site):
    session = requests.Session()
    before = len(letters(site))
    page = session.get(f"{site.url}/account/login/code/", timeout=120)
    answer = session.post(
        f"{site.url}/account/login/code/",
        data={"email": "nobody@svartid.example", **token(page.text)},
        timeout=120,
        allow_redirects=False,
    )
    assert answer.status_code == 302
    assert [
        str(each["Subject"]) for each in letters(site)[before:] if "code" in str(each["Subject"]).lower()
    ] == []


def test_five_wrong_tries_lock_a_name(site):
    session = requests.Session()

    def tried(password: str) -> requests.Response:
        page = session.get(f"{site.url}/account/login/", timeout=120)
        return session.post(
            f"{site.url}/account/login/",
            data={"login": "olga@svartid.example", "password": password, **token(page.text)},
            timeout=120,
            allow_redirects=False,
        )

    assert {tried("wrong wrong wrong").status_code for _ in range(5)} == {200}
    assert tried(PASSWORD).status_code == 200, "the right password does not help while the name is locked"
    told = site.run(
        "from results.models import AuditEvent, Account\n"
        "who = Account.objects.get(email='olga@svartid.example').label\n"
        "print(AuditEvent.objects.filter(action='account.sign_in_failed', subject=who).count())"
    )
    assert int(told) >= 5


def test_nobody_signs_up(site):
    page = requests.get(f"{site.url}/account/signup/", timeout=120)
    assert 'name="password1"' not in page.text


def test_an_invitation_lets_in_once(site):
    session = requests.Session()
    url = f"{site.url}/invitation/{site.told['other_token']}/"
    page = session.get(url, timeout=120)
    assert "taken@svartid.example" in page.text
    weak = session.post(url, data={"name": "Tora", "password": "kort", **token(page.text)}, timeout=120)
    assert "errorlist" in weak.text
    done = session.post(
        url,
        data={"name": "Tora Ny", "password": "et langt og rolig ord", **token(page.text)},
        timeout=120,
        allow_redirects=False,
    )
    assert done.status_code == 302
    assert session.get(f"{site.url}/evaluator/", timeout=120, allow_redirects=False).status_code == 200
    again = requests.get(url, timeout=120)
    assert again.status_code == 404
    assert "taken@svartid.example" not in again.text


def test_an_erased_account_is_out_at_once(site):
    session = site.sign_in("jo")
    assert session.get(f"{site.url}/account/email/", timeout=120, allow_redirects=False).status_code == 200
    left = site.run(
        "from results.models import Account\n"
        "from results.erase_account import erase_account\n"
        "from django.db import connection\n"
        "jo = Account.objects.get(email='jo@svartid.example')\n"
        "erase_account(jo, actor='operator')\n"
        "cursor = connection.cursor()\n"
        "cursor.execute('SELECT (SELECT count(*) FROM account_emailaddress WHERE user_id = %s),"
        " (SELECT count(*) FROM usersessions_usersession WHERE user_id = %s)', [jo.pk, jo.pk])\n"
        "print(cursor.fetchone())"
    )
    assert left == "(0, 0)"
    assert session.get(f"{site.url}/account/email/", timeout=120, allow_redirects=False).status_code == 302


def test_when_one_was_last_here_is_noted_once_a_minute_and_from_a_new_place(site):
    told = site.run(
        "from allauth.usersessions.models import UserSession\n"
        "from django.test import Client\n"
        "from dashboards.site.people import seen_middleware\n"
        "from results.models import Account\n"
        "client = Client(HTTP_HOST='localhost')\n"
        "client.force_login(Account.objects.get(email='sam@svartid.example'),"
        " 'allauth.account.auth_backends.AuthenticationBackend')\n"
        "seen = []\n"
        "for browser, exactly in (('one', 60.0), ('one', 60.0), ('two', 60.0), ('two', 0.0)):\n"
        "    seen_middleware.SEEN_S = exactly\n"
        "    assert client.get('/shopper/', HTTP_USER_AGENT=browser).status_code == 200\n"
        "    row = UserSession.objects.get(session_key=client.session.session_key)\n"
        "    seen.append((row.last_seen_at, row.user_agent))\n"
        "print(seen[0] == seen[1], [each[1] for each in seen], seen[1][0] < seen[2][0] < seen[3][0])"
    )
    assert told == "True ['one', 'one', 'two', 'two'] True"

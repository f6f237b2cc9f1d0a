"""A passkey and an authenticator app, in Chromium with an authenticator of its own kind made by it."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from playwright.sync_api import expect

from tests.dashboards.site.conftest import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def digits(secret: str, *, at: float) -> str:
    """The six digits of an authenticator app (RFC 6238, SHA-1, 30 s)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    told = hmac.new(key, struct.pack(">Q", int(at // 30)), hashlib.sha1).digest()
    place = told[-1] & 15
    return f"{(struct.unpack('>I', told[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def phone(site, chromium):
    """A telephone with a passkey store, at an address that passkeys are made for: no bare IP address."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800},
        locale="en",
        base_url=site.url.replace("127.0.0.1", "localhost"),
    )
    context.add_cookies(
        [{"name": "svartid_language", "value": "en", "url": site.url.replace("127.0.0.1", "localhost")}]
    )
    page = context.new_page()
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def sign_in(page, name: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(f"{name}@svartid.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def say_again_who(page) -> None:
    """Adding a second factor takes the password once more, unless one has just signed in."""
    if "reauthenticate" in page.url:
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form .ds-button").first.click()


def test_a_passkey_is_added_and_signs_in_alone(phone):
    sign_in(phone, "siv")
    phone.goto("/account/2fa/")
    phone.get_by_role("link", name="Add a passkey").click()
    say_again_who(phone)
    phone.locator("#id_name").fill("Telefonen")
    phone.locator("#id_passwordless").check()
    phone.get_by_role("button", name="Add", exact=True).click()
    phone.wait_for_url(lambda url: "/2fa/" in url and "/add/" not in url)
    phone.goto("/account/2fa/webauthn/")
    expect(phone.get_by_role("heading", name="Telefonen")).to_have_count(1)
    phone.goto("/account/logout/")
    phone.locator("main form button").first.click()
    phone.goto("/account/login/")
    phone.get_by_role("button", name="Use a passkey").click()
    phone.wait_for_url("**/shopper/**")


def test_an_app_is_asked_for_besides_the_password(site, phone):
    sign_in(phone, "erik")
    phone.goto("/account/2fa/totp/activate/")
    say_again_who(phone)
    secret = phone.locator("#authenticator_secret").input_value()
    phone.locator("#id_code").fill(digits(secret, at=time.time()))
    phone.locator("main form .ds-button").first.click()
    phone.wait_for_url(lambda url: "/2fa/" in url and "/activate/" not in url)
    phone.goto("/account/logout/")
    phone.locator("main form button").first.click()
    sign_in(phone, "erik")
    phone.wait_for_url("**/2fa/authenticate/**")
    phone.locator("#id_code").fill("000000")
    phone.locator("main form .ds-button").first.click()
    phone.locator(".errorlist").wait_for()
    # A code counts once, and half a minute is long: the record of used ones is emptied instead.
    site.run("from django.core.cache import cache\ncache.clear()")
    phone.locator("#id_code").fill(digits(secret, at=time.time()))
    phone.locator("main form .ds-button").first.click()
    phone.wait_for_url("**/evaluator/**")
    told = site.run(
        "from results.models import Account, AuditEvent\n"
        "who = Account.objects.get(email='erik@svartid.example')\n"
        "print(AuditEvent.objects.filter(action='account.factor_added', subject=who.label).count())\n"
        "from allauth.mfa.models import Authenticator\n"
        "Authenticator.objects.filter(user=who).delete()"
    )
    assert int(told.splitlines()[0]) >= 1

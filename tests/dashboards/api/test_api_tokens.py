"""From one's account's page to a program that reads, and back; and the reference page."""

import json
import re

import pytest

from tests.dashboards.site.test_pages import axe, sideways


def test_a_token_is_made_shown_once_used_and_taken_back(site, visit, program):
    page = visit("olga", "/account/tokens/", width=360)
    page.get_by_role("link", name="New token").click()
    page.wait_for_url("**/reauthenticate/**")
    page.get_by_label("Password").fill("en rolig formiddag")
    page.get_by_role("button").filter(has_text=re.compile("Confirm|Continue|Sign in")).first.click()
    page.wait_for_url("**/account/tokens/new/")
    assert (axe(page), sideways(page)) == ([], 0)
    page.get_by_label("What is it for?").fill("Olgas tavle")
    page.get_by_label("Read our own released results").check()
    page.get_by_role("button", name="Make it").click()
    secret = page.get_by_label("Token", exact=True).input_value()
    assert (axe(page), sideways(page)) == ([], 0)
    assert page.said == []
    assert re.fullmatch(r"svartid_[\w-]{43}", secret)
    olga = program(secret)
    assert olga.get("organisation/editions").json()["items"][0]["class"] == "municipality"
    page.get_by_role("link", name="Done").click()
    row = page.locator(".rows > li", has_text="Olgas tavle")
    row.wait_for()
    assert secret not in page.content()
    assert secret[-4:] in row.inner_text()
    # Nobody but Olga can take it back.
    number = re.search(r"/account/tokens/(\d+)/end/", row.inner_html())[1]
    assert site.post(site.someone("otto"), f"/account/tokens/{number}/end/").status_code == 404
    assert olga.get("token").status_code == 200
    page.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name=re.compile("Take the token back")).click()
    page.get_by_text("It lets nobody in any more").wait_for()
    assert olga.get("token").status_code == 401
    kept = site.run(
        "from results.models import AccessToken, AuditEvent\n"
        f"token = AccessToken.objects.get(pk={number})\n"
        "print(token.token_hash, list(AuditEvent.objects.filter(subject=f'token:{token.pk}')"
        ".order_by('pk').values_list('action', flat=True)))"
    )
    assert secret not in kept
    assert kept.endswith("['token.made', 'token.revoked']")


def test_the_end_of_a_role_ends_its_tokens(site, program):
    ended = "from results.models import Role\nRole.objects.filter(account__name='Siv').update(ended_at={at})"
    assert program("siv").get("token").status_code == 200
    try:
        site.run("from django.utils import timezone\n" + ended.format(at="timezone.now()"))
        assert program("siv").get("token").status_code == 401
    finally:
        site.run(ended.format(at="None"))


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_the_reference_page_holds_every_address_and_every_field(site, program, language):
    schema = program().get("openapi.json").json()
    page = site.someone().get(f"{site.url}/api/", headers={"Accept-Language": language}, timeout=60).text
    for path, methods in schema["paths"].items():
        assert path in page
        assert all(told["description"] and told["operationId"] in page for told in methods.values())
    for name, told in schema["components"]["schemas"].items():
        assert f'id="shape-{name}"' in page
        assert all(f"<code>{field}</code>" in page for field in told.get("properties", ()))
    assert re.findall(r'(?:src|href)="https?://', page) == []


def test_the_description_is_open_api(program):
    from schemathesis.openapi import from_dict

    schema = program().get("openapi.json").json()
    assert schema["openapi"].startswith("3.")
    assert len(list(from_dict(schema).get_all_operations())) == 14
    assert json.dumps(schema).count("svartid_") >= 1

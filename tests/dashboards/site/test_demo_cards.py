"""Sign-in cards: into an example alone, from this machine alone, and only where they were asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

_CODE = """
import json
from django.conf import settings
from django.db import transaction
from django.test import Client
from benchmark.editions.example.people import keep_people
from results.models import Award, Role
from results.access.demo_people import demo_people
told = {}
try:
    with transaction.atomic():
        keep_people(award=Award.objects.get(slug="town-award"))
        roles = {role.role: role for role in demo_people()}
        told["roles"] = sorted(roles)
        told["awards"] = sorted({role.award.slug for role in roles.values() if role.award})
        def sign_in(role):
            client = Client(HTTP_HOST="localhost")
            front = client.get("/").content.decode()
            status = client.post(f"/demo/{role.pk}/").status_code
            return [f"/demo/{role.pk}/" in front, status, client.get("/account/email/").status_code]
        told["not asked for"] = sign_in(roles["evaluator"])
        settings.DEMO_CARDS = True
        for name, role in roles.items():
            told[name] = sign_in(role)
        told["somebody else"] = sign_in(Role.objects.get(account__email="eva@svartid.example"))
        raise InterruptedError
except InterruptedError:
    pass
print(json.dumps(told))
"""


def test_cards_lead_into_an_example_alone(site):
    told = json.loads(site.run(_CODE).splitlines()[-1])
    assert told == {
        "roles": ["evaluator", "juror", "organisation", "shopper"],
        "awards": ["town-award"],
        "not asked for": [False, 404, 302],
        "evaluator": [True, 302, 200],
        "juror": [True, 302, 200],
        "organisation": [True, 302, 200],
        "shopper": [True, 302, 200],
        "somebody else": [False, 404, 302],
    }


def test_cards_are_refused_where_others_reach_the_site():
    svartid = Path(sys.executable).with_name("svartid")
    done = subprocess.run(
        [svartid, "serve", "--demo-cards"],
        env={**os.environ, "SVARTID_SITE_URL": "https://svartid.example"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "for this machine only" in done.stderr

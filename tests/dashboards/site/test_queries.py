"""How many queries a page asks: a number that must not grow with the campaign.

Seven of each are the session, the account, its roles and when it was last seen.
"""

import json

_ONE = "/evaluator/campaigns/{campaign}/"
MOST = {
    "/evaluator/": 12,
    "/evaluator/build/": 9,
    _ONE: 22,
    _ONE + "live/": 16,
    _ONE + "contacts/": 16,
    _ONE + "contacts/{contact}/": 24,
    _ONE + "review/": 17,
    _ONE + "review/{session}/": 26,
    _ONE + "disputes/": 13,
    _ONE + "publish/": 22,
    "/evaluator/organisations/": 9,
    "/evaluator/organisations/{organisation}/": 11,
    "/evaluator/organisations/{organisation}/{touchpoint}/": 10,
    "/evaluator/shoppers/": 11,
    "/evaluator/people/": 10,
    "/evaluator/trail/": 11,
}

_CODE = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from results.models import Account
client = Client(HTTP_HOST='localhost')
eva = Account.objects.get(email='eva@svartid.example')
client.force_login(eva, 'allauth.account.auth_backends.AuthenticationBackend')
told = {}
for path in %r:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        status = client.get(path).status_code
    told[path] = [status, len(asked)]
print(json.dumps(told))
"""


def test_pages_ask_few_queries(site):
    most = {path.format(**site.told): count for path, count in MOST.items()}
    told = json.loads(site.run(_CODE % list(most)).splitlines()[-1])
    assert {
        path: count for path, (status, count) in told.items() if count > most[path] or status != 200
    } == {}

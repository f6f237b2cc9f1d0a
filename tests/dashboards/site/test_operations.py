"""What a load balancer and Prometheus ask the running site."""

import re

import requests


def test_health_needs_nobody_and_no_name_of_the_host(site):
    for headers in ({}, {"Host": "10.0.0.7"}):
        alive = requests.get(f"{site.url}/health/live", headers=headers, timeout=120)
        assert (alive.status_code, alive.json()) == (200, {"alive": True})
        ready = requests.get(f"{site.url}/health/ready", headers=headers, timeout=120)
        assert (ready.status_code, ready.json()) == (200, {"ready": True, "database": True, "schema": True})
    # Everything else still wants the site's own name.
    assert requests.get(f"{site.url}/", headers={"Host": "10.0.0.7"}, timeout=120).status_code == 400


def test_figures_are_for_this_machine_alone_and_tell_of_nobody(site):
    eva = site.someone("eva")
    eva.get(f"{site.url}/evaluator/shoppers/sam/", timeout=120)
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"):
        refused = requests.get(f"{site.url}/metrics", headers={header: "203.0.113.9"}, timeout=120)
        assert refused.status_code == 403
        assert "svartid_" not in refused.text
    told = requests.get(f"{site.url}/metrics", timeout=120)
    assert told.headers["Content-Type"].startswith("text/plain")
    figures = {
        line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
        for line in told.text.splitlines()
        if not line.startswith("#")
    }
    assert figures["svartid_database_up"] == 1
    assert figures["svartid_database_bytes"] > 0
    assert figures['svartid_contacts{campaign="town-award",channel="phone",state="done"}'] > 0
    assert figures['svartid_site_answers_total{area="evaluator",method="GET",status="2xx"}'] >= 1
    assert figures['svartid_site_seconds_count{area="evaluator"}'] >= 1
    labels = set(re.findall(r'="([^"]*)"', told.text))
    assert [each for each in ("sam", "siv", "eva", "fjordvik", "eva@svartid.example") if each in labels] == []

"""Run as a process with the site's settings: fills the record and prints what tests name, as JSON."""

import json
import sys
from pathlib import Path


def main() -> None:
    here = Path(__file__).parent
    sys.path[:0] = [str(here), str(here.parents[2])]
    from results.setup import open_record

    open_record(settings="dashboards.settings")
    import town
    from django.db import transaction

    with transaction.atomic():
        told = town.settle()
    if "queries" in sys.argv:  # every page twice: only for the test that asks
        from count_queries import count_queries

        told |= {"queries": count_queries(told)}
    sys.stdout.write(json.dumps(told | {"addresses": _addresses()}) + "\n")


def _addresses() -> list[str]:
    from django.urls import get_resolver

    found: list[str] = []

    def walk(patterns, prefix: str, space: str) -> None:
        for each in patterns:
            if hasattr(each, "url_patterns"):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                walk(each.url_patterns, prefix + str(each.pattern), inner)
            else:
                found.append(f"{space}{each.name}")

    walk(get_resolver("dashboards.urls").url_patterns, "", "")
    return sorted(set(found))


main()

"""Fifty people who read pages, in a process of its own: `python -m dashboards.site_bench.load < plan.json`.

The plan names the server, the people (each with a cookie and the pages that they read in turn), how long they
think between two pages, and how long all this goes on. It answers with every request that counts and with the
processor's s that the crowd itself took, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from time import perf_counter, process_time
from typing import Any

import aiohttp

_PATIENCE_S = 60.0
_WARM = 3
"""How often each page is read before anything counts, by two at a time on connections of their own: so every
process of the server has read it."""


_TOLD = re.compile(r"(\w+);dur=([\d.]+)")
"""What a page says it cost (`dashboards.operations.server_timing`)."""


async def read_pages(plan: dict[str, Any]) -> dict[str, Any]:
    """Let the people of a plan read; return `requests` (`page, ms, status, kb, cpu, db, queries`), `crowd_s`.

    `cpu` and `db` are the site's own ms, 0 where it does not tell.
    """
    found: list[dict[str, Any]] = []
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=_PATIENCE_S)
    async with aiohttp.ClientSession(
        plan["url"], connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        for person in {each["role"]: each for each in plan["people"]}.values():
            for page in person["pages"] * _WARM:
                await asyncio.gather(*(_read(session, person, page, alone=True) for _ in range(2)))
        until, spent = perf_counter() + plan["seconds"], process_time()
        people = (
            _person(session, each, plan["think_s"], until, random.Random(number), found)
            for number, each in enumerate(plan["people"])
        )
        await asyncio.gather(*people)
    return {"requests": found, "crowd_s": round(process_time() - spent, 2)}


async def _person(
    session: aiohttp.ClientSession, person: dict[str, Any], think_s: float, until: float,
    chance: random.Random, found: list[dict[str, Any]],
) -> None:  # fmt: skip
    pages = list(person["pages"])
    chance.shuffle(pages)
    await asyncio.sleep(chance.uniform(0, think_s))
    while perf_counter() < until:
        for page in pages:
            if perf_counter() >= until:
                return
            found.append(await _read(session, person, page))
            await asyncio.sleep(think_s * chance.uniform(0.5, 1.5))


async def _read(
    session: aiohttp.ClientSession, person: dict[str, Any], page: list[str], *, alone: bool = False
) -> dict[str, Any]:
    name, path = page
    headers = {"Cookie": person["cookie"]} | ({"Connection": "close"} if alone else {})
    told: dict[str, str] = {}
    begun = perf_counter()
    try:
        async with session.get(path, headers=headers, allow_redirects=False) as answer:
            body = await answer.read()
            status = answer.status
            told = dict(_TOLD.findall(answer.headers.get("Server-Timing", "")))
    except (aiohttp.ClientError, TimeoutError):
        body, status = b"", 0
    spent = 1000 * (perf_counter() - begun)
    cost = {each: float(told.get(each, 0)) for each in ("cpu", "db", "queries")}
    return {"page": name, "ms": round(spent, 1), "status": status, "kb": round(len(body) / 1000, 1)} | cost


if __name__ == "__main__":
    json.dump(asyncio.run(read_pages(json.load(sys.stdin))), sys.stdout)

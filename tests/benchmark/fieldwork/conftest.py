"""A town of quick centres, a campaign for it, and the comparison of the record with the town's own log."""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
import pytest

from probes.sandbox.behaviour import (
    Agent,
    Arrival,
    CentreBehaviour,
    Fault,
    NoAnswer,
    Person,
    Queue,
    Refuse,
    Stage,
    seconds,
)
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_config import ShopperConfig
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centres import StartedCentre, started_centres
from probes.sandbox.truth import Happening, TrueEvent, read_truth

SVARTID = str(Path(sys.executable).with_name("svartid"))

METHOD = """
method: quick
version: "1"
title: {en: Quick, nb: Rask, sv: Snabb}
about: {en: Only for tests., nb: Bare for prøver., sv: Bara för prov.}
sample: {contacts: as planned, source: project's choice}
limits:
  phone:
    wait: 4 s
    talk: 2 s
    retry: {times: 1, when: another day}
    otherwise: missing
    source: project's choice
score: none
"""

ENQUIRY = """
enquiry: anybody-there
version: 1
classes: [municipality]
title: {en: Is anybody there, nb: Er det noen der, sv: Är någon där}
persona: {en: Somebody who calls., nb: En som ringer., sv: Någon som ringer.}
brief: {en: Only reach a person., nb: Bare nå et menneske., sv: Bara nå en människa.}
opening: {en: Hello?, nb: Hei?, sv: Hej?}
phone:
  - wait_for: person
  - hang_up: silently
"""

CAMPAIGN = """
campaign: quick
title: {en: Quick, nb: Rask, sv: Snabb}
method: quick
fieldwork: {from: 2026-12-01, to: 2027-02-26, hours: 09:00-15:00, days: mon-fri}
organisations: organisations/*.yaml
enquiries: {municipality: [anybody-there]}
channels: [phone]
contacts: %(contacts)d
caps: {per_touchpoint_a_day: 2, simultaneous: %(at_once)d}
seed: 7
"""

ORGANISATION = """
organisation: %(name)s
name: %(title)s kommune
class: municipality
country: NO
touchpoints:
  switchboard: {phone: "%(uri)s", open: {mon-fri: 08:00-15:30}}
"""


@dataclass
class QuickTown:
    """Centres that answer, refuse or let it ring within a second."""

    centres: dict[str, StartedCentre]
    folder: Path

    def campaign(self, *, contacts: int, at_once: int = 12) -> Path:
        """Write a campaign for these centres and return its file."""
        folder = self.folder / "campaign"
        (folder / "organisations").mkdir(parents=True, exist_ok=True)
        for name, centre in self.centres.items():
            text = ORGANISATION % {"name": name, "title": name.title(), "uri": centre.uri}
            (folder / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (folder / "own").mkdir(exist_ok=True)
        (folder / "own" / "method.yaml").write_text(METHOD, encoding="utf-8")
        (folder / "own" / "enquiry.yaml").write_text(ENQUIRY, encoding="utf-8")
        path = folder / "campaign.yaml"
        path.write_text(CAMPAIGN % {"contacts": contacts, "at_once": at_once}, encoding="utf-8")
        return path

    @property
    def own(self) -> Path:
        """The campaign's own method and enquiry."""
        return self.folder / "campaign" / "own"

    def truth(self, centre: str) -> list[TrueEvent]:
        return read_truth(self.centres[centre].truth_path)


def behaviour(number: int, name: str, *, patient: bool = False) -> CentreBehaviour:
    """Most have somebody who answers at once, others are busy or let it ring; `patient`: a queue."""
    stages: dict[str, Stage] = {
        # Cut off in mid-sentence: short enough for hundreds of calls in a test.
        "clerk": Person(
            silent_first=seconds(0.1), turns=(1, 1), faults=(Fault("dropped", after=seconds(0.6, 1.2)),)
        ),
        "busy": Refuse(status=486, cause=17),
        "nobody": NoAnswer(gives_up=seconds(0.4)),
        "queue": Queue(music="waltz", wait=seconds(90)),
    }
    start = {0: "busy", 4: "nobody"}.get(number % 8, "clerk") if not patient else "queue"
    return CentreBehaviour(
        id=name,
        user=name,
        name=f"{name.title()} kommune",
        stages=stages,
        start=start,
        agents=(Agent(id="kari", voice="kari-f2", name="Kari"),),
        arrival=Arrival(rings=seconds(0.1, 0.3)),
    )


def talker(name: str) -> CentreBehaviour:
    """Somebody takes the call after a moment of music and has time."""
    return CentreBehaviour(
        id=name,
        user=name,
        name=f"{name.title()} kommune",
        stages={
            "queue": Queue(music="waltz", wait=seconds(1.5), first_message=seconds(30), then="clerk"),
            "clerk": Person(),
        },
        start="queue",
        agents=(Agent(id="kari", voice="kari-f2", name="Kari"),),
        arrival=Arrival(rings=seconds(0.1, 0.3)),
    )


@contextmanager
def quick_town(
    folder: Path, *, centres: int = 12, patient: bool = False, shopper: bool = False,
    habit: ShopperHabit | None = None,
) -> Iterator[QuickTown]:  # fmt: skip
    """Run the centres in processes of their own, from a thread, so that a test need not be asynchronous.

    With a `shopper`, its phone stands among the centres, and everybody has somebody who talks a while;
    `habit` is what its owner does, if not talking for five seconds.
    """
    names = [f"bygd{number:02}" for number in range(centres)]
    configs: list[Any] = [
        CentreConfig(
            behaviour=talker(name) if shopper else behaviour(number, name, patient=patient),
            sounds=SoundsSpec(
                "probes.sandbox.town_sounds:TownSounds", {"organisation": f"{name.title()} kommune"}
            ),
            truth_path=folder / "truth" / f"{name}.jsonl",
            seed=crc32(name.encode()),
        )
        for number, name in enumerate(names)
    ]
    if shopper:
        configs.append(
            ShopperConfig(
                habit=habit
                or ShopperHabit(rings=seconds(0.2, 0.4), pauses=seconds(0.3), hangs_up_after=seconds(5)),
                sounds=SoundsSpec("probes.sandbox.town_sounds:TownSounds", {"organisation": "Bygd kommune"}),
                truth_path=folder / "truth" / "shopper.jsonl",
                seed=1,
            )
        )
    up, done = threading.Event(), threading.Event()
    found: dict[str, StartedCentre] = {}
    wrong: list[BaseException] = []

    async def live() -> None:
        async with started_centres(configs) as running:
            found.update(running)
            up.set()
            await asyncio.to_thread(done.wait)

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:  # noqa: BLE001 - raised again in the test's thread
            wrong.append(error)
        up.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    up.wait(90)
    try:
        if wrong:
            raise wrong[0]
        yield QuickTown(found, folder)
    finally:
        done.set()
        thread.join(20)


@pytest.fixture
def make_town() -> Callable[..., Any]:
    return quick_town


@dataclass
class Fleet:
    """Processes of `svartid` that a test started, all ended with it."""

    environment: dict[str, str]
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            [SVARTID, *words],
            env=self.environment | {"OPENBLAS_NUM_THREADS": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        log.close()
        self.running[name] = process
        return process

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def end(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        for process in self.running.values():
            try:
                process.wait(25)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def make_fleet() -> Iterator[Callable[..., Fleet]]:
    fleets: list[Fleet] = []

    def make(environment: dict[str, str], folder: Path) -> Fleet:
        fleets.append(Fleet(environment, folder))
        return fleets[-1]

    yield make
    for fleet in fleets:
        fleet.end()


@dataclass(frozen=True)
class Audit:
    """What the record and the town's log say together; all empty if everything is right."""

    contacts: int
    endings: dict[str, int]
    lost: int
    wrong: list[str]


def audit(town: QuickTown, connection: psycopg.Connection[Any], *, slug: str) -> Audit:  # noqa: C901
    """Lay the record beside the town's log; every breach of the promises is a line in `wrong`."""
    wrong: list[str] = []
    contacts = connection.execute(
        """SELECT q.key, q.state, q.outcome, q.not_run_reason,
               (SELECT count(*) FROM results_attempt a WHERE a.contact_id = q.id
                AND a.state IN ('planned', 'claimed', 'contacting'))
           FROM results_contact q JOIN results_campaign c ON c.id = q.campaign_id WHERE c.slug = %s""",
        [slug],
    ).fetchall()
    endings: dict[str, int] = {}
    for key, state, outcome, reason, open_ in contacts:
        if state != "done" or (outcome == "") == (reason == "") or open_:
            wrong.append(f"{key}: {state} {outcome!r} {reason!r} with {open_} open attempts")
        ending = outcome or f"not_run({reason})"
        endings[ending] = endings.get(ending, 0) + 1
    attempts = connection.execute(
        """SELECT a.id, o.slug, a.state, a.outcome,
               (SELECT array_agg(DISTINCT e.detail->>'call_id') FROM results_timelineevent e
                WHERE e.attempt_id = a.id AND e.kind = 'dialled'),
               (SELECT count(*) FROM results_timelinedocument d WHERE d.attempt_id = a.id
                AND d.made_by NOT LIKE 'second hearing%%')
           FROM results_attempt a JOIN results_organisation o ON o.id = a.organisation_id
           JOIN results_campaign c ON c.id = a.campaign_id WHERE c.slug = %s""",
        [slug],
    ).fetchall()
    owner: dict[str, int] = {}
    nameless: dict[str, int] = {}
    for number, place, state, outcome, named, documents in attempts:
        calls = named or []
        if len(calls) > 1:
            wrong.append(f"attempt {number}: dialled {len(calls)} times")
        if state in ("finished", "cancelled") and documents != 1:
            wrong.append(f"attempt {number} ({state}): {documents} timelines")
        if state == "finished" and outcome != "error" and not calls:
            wrong.append(f"attempt {number} ({outcome}): no call")
        for call in calls:
            if call in owner:
                wrong.append(f"call {call}: of attempts {owner[call]} and {number}")
            owner[call] = number
        if not calls and state in ("lost", "cancelled"):
            nameless[place] = nameless.get(place, 0) + 1
    for place in town.centres:
        calls_here = spans(town.truth(place))
        unknown = [call for call in calls_here if call not in owner]
        if len(unknown) > nameless.get(place, 0):
            wrong.append(f"{place}: {len(unknown)} calls that no attempt made, {nameless.get(place, 0)} lost")
        in_order = sorted(calls_here.values())
        for (_, end), (begin, _) in pairwise(in_order):
            if begin < end:
                wrong.append(f"{place}: two calls at once, for {(end - begin) / 1e6:.0f} ms")
    known = {call for place in town.centres for call in spans(town.truth(place))}
    missing = [call for call, number in owner.items() if call not in known]
    if missing:
        wrong.append(f"the town never saw {len(missing)} calls")
    return Audit(len(contacts), endings, sum(1 for each in attempts if each[2] == "lost"), wrong)


def spans(events: list[TrueEvent]) -> dict[str, tuple[int, int]]:
    """Begin and end of each call in ns, by Call-ID."""
    found: dict[str, tuple[int, int]] = {}
    over = {
        Happening.BYE_SENT,
        Happening.BYE_RECEIVED,
        Happening.CANCELLED,
        Happening.REFUSED,
        Happening.VANISHED,
        Happening.ENDED,
    }
    ended: set[str] = set()
    for event in events:
        if event.event is Happening.INVITE_RECEIVED and event.call not in found:
            found[event.call] = (event.ns, event.ns)
        elif event.call in found and event.call not in ended:
            found[event.call] = (found[event.call][0], event.ns)
            if event.event in over:
                ended.add(event.call)
    return found


def wait_for(what: Callable[[], bool], *, within_s: float, every_s: float = 0.2) -> None:
    """Wait until it is so. Fails after `within_s`."""
    until = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(every_s)


def status_of(environment: dict[str, str], slug: str) -> dict[str, Any]:
    """What `svartid status SLUG --json` says."""
    ended = subprocess.run(
        [SVARTID, "status", slug, "--json"], env=environment, capture_output=True, check=True, timeout=60
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.fixture
def quick_files(tmp_path: Path) -> Callable[..., Any]:
    """Write a campaign for centres that do not run, and read it: for what needs no call."""

    def make(*, organisations: int = 3, contacts: int = 4, **changes: str) -> Any:
        from benchmark.planning.campaign_files import read_campaign

        uris = {
            f"bygd{number:02}": StartedCentre(f"sip:bygd{number:02}@127.0.0.1:9", 9, 0, tmp_path / "none")
            for number in range(organisations)
        }
        town = QuickTown(uris, tmp_path)
        path = town.campaign(contacts=contacts)
        for file in (path, town.own / "method.yaml"):
            text = file.read_text(encoding="utf-8")
            for old, new in changes.values():
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        return read_campaign(path, more=[town.own])

    return make


@pytest.fixture
def store(record: Any, quick_files: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Store a quick campaign and let it run; give its row."""
    from benchmark.fieldwork.book import forget_books
    from benchmark.fieldwork.control import set_state
    from benchmark.fieldwork.store_campaign import store_campaign

    forget_books()

    def make(*, demo: bool = True, **more: Any) -> Any:
        stored = store_campaign(files=quick_files(**more), demo=demo)
        set_state(campaign=stored.campaign, state="running", actor="eva")
        return stored.campaign

    yield make
    forget_books()


@pytest.fixture
def helpers() -> Any:
    """The functions of this module, for tests that cannot import it."""

    class Helpers:
        audit = staticmethod(audit)
        read_truth = staticmethod(read_truth)
        spans = staticmethod(spans)
        wait_for = staticmethod(wait_for)
        status_of = staticmethod(status_of)

    return Helpers

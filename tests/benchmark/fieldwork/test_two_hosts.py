"""Two hosts, each a network of its own: database and site here, telephone and browser there.

The wire between them is cut for a minute in the middle of the fieldwork and healed: nothing is lost, nothing
is made twice. Namespaces and private addresses of this machine; nothing leaves it.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

SVARTID = str(Path(sys.executable).with_name("svartid"))
DEBIAN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
HERE, THERE = "10.93.17.1", "10.93.17.2"
CUT_S = 60.0
LEASE = "150 s"
"""Longer than the wire is cut: a worker that is silent for less keeps its contacts."""

METHOD = """
method: two-hosts
version: "1"
title: {nb: To verter}
about: {nb: Bare for prøver.}
sample: {contacts: as planned, source: project's choice}
limits:
  phone: {wait: 40 s, talk: 20 s, otherwise: missing, source: project's choice}
  chat: {wait: 30 s, talk: 40 s, otherwise: missing, source: project's choice}
score: none
"""
CAMPAIGN = """
campaign: two-hosts
title: {{nb: To verter}}
method: two-hosts
fieldwork: {{from: 2027-01-11, to: 2027-02-05, hours: 09:00-15:00, days: mon-fri}}
organisations: organisations/*.yaml
enquiries: {{municipality: [nursery-admission], energy: [electricity-moving]}}
channels: [phone, chat]
contacts: {contacts}
seed: 7
"""
STORE = """
from pathlib import Path
from results.setup import open_record
open_record()
from benchmark.fieldwork.control import set_state
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.campaign_files import read_campaign
files = read_campaign(Path("{folder}/campaign.yaml"), more=[Path("{folder}/own")])
campaign = store_campaign(files=files, demo=True).campaign
set_state(campaign=campaign, state="running", actor="eva")
"""
TOLD = """
import json
from results.setup import open_record
open_record(migrate=False)
from results.models import Attempt, Contact
from results.keep_timeline import newest_timeline
from probes.event import EventKind
told = []
for each in Attempt.objects.select_related("organisation").order_by("pk"):
    timeline = newest_timeline(each)
    dialled = timeline.first(EventKind.DIALLED) if timeline else None
    told.append([each.organisation.slug, each.channel, each.state, each.outcome,
        each.timelines.count(), dialled.detail.get("call_id") if dialled else None])
    if each.outcome in ("lost", "error", "cancelled"):
        print(each, each.error, [f"{one.offset_ms:.0f} {one.kind} {one.detail}" for one in timeline.events])
open_ = [[each.pk, each.organisation.slug, each.channel, each.state,
        str(each.contacting_at), str(each.lease_until)]
    for each in Attempt.objects.select_related("organisation").exclude(state="finished")]
print(json.dumps({"attempts": told, "left": Contact.objects.exclude(state="done").count(), "open": open_}))
"""
ORGANISATIONS = ("elvedal", "fjordvik", "granheim", "lysglimt", "vindbygda")

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        os.geteuid() != 0 or not shutil.which("ip") or DEBIAN is None,
        reason="needs root, iproute2 and Debian's PostgreSQL",
    ),
]


class Hosts:
    """Two network namespaces and the wire between them."""

    def __init__(self) -> None:
        own = os.getpid()
        self.here, self.there, self.wire = f"svt-a{own}", f"svt-b{own}", f"sv{own}a"[:15]
        self.other_end = f"sv{own}b"[:15]

    def ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True, capture_output=True, timeout=20)

    @contextmanager
    def up(self):
        try:
            for name, address, end in (
                (self.here, HERE, self.wire),
                (self.there, THERE, self.other_end),
            ):
                self.ip("netns", "add", name)
                self.ip("-n", name, "link", "set", "lo", "up")
                if end == self.wire:
                    self.ip("link", "add", self.wire, "type", "veth", "peer", "name", self.other_end)
                self.ip("link", "set", end, "netns", name)
                self.ip("-n", name, "address", "add", f"{address}/30", "dev", end)
                self.ip("-n", name, "link", "set", end, "up")
            yield self
        finally:
            for name in (self.here, self.there):
                subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True, timeout=20)

    def cut(self) -> None:
        self.ip("-n", self.here, "link", "set", self.wire, "down")

    def heal(self) -> None:
        self.ip("-n", self.here, "link", "set", self.wire, "up")

    def run(self, where: str, *words: str, env: dict[str, str], timeout: float = 300) -> str:
        done = subprocess.run(
            ["ip", "netns", "exec", where, *words], env=env, capture_output=True, text=True, timeout=timeout,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def process(self, where: str, log: Path, *words: str, env: dict[str, str], **more):
        with log.open("wb") as said:
            started = subprocess.Popen(
                ["ip", "netns", "exec", where, *words], env=env, stdout=said, stderr=said, **more
            )
            try:
                yield started
            finally:
                started.terminate()
                try:
                    started.wait(timeout=40)
                except subprocess.TimeoutExpired:
                    started.kill()
                    started.wait()


@contextmanager
def database(hosts: Hosts, folder: Path, secret: str):
    """A PostgreSQL that listens on its host's private address and asks for a password."""
    owner = pwd.getpwnam("postgres")
    data = folder / "data"
    folder.chmod(0o755)
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    place = folder / "postgres"
    place.mkdir()
    os.chown(place, owner.pw_uid, owner.pw_gid)
    data = place / "data"
    password = place / "password"
    password.write_text(secret)
    os.chown(password, owner.pw_uid, owner.pw_gid)
    subprocess.run(
        [DEBIAN / "initdb", "-D", data, "-U", "svartid", "-A", "scram-sha-256", "-E", "UTF8", "-N",
         f"--pwfile={password}"],
        check=True, capture_output=True, cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, **as_owner,
    )  # fmt: skip
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all svartid 10.93.17.0/30 scram-sha-256\n")
    words = [
        "setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups",
        str(DEBIAN / "postgres"), "-D", str(data), "-k", str(place),
        "-c", f"listen_addresses={HERE}", "-c", "fsync=off",
    ]  # fmt: skip
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    with hosts.process(hosts.here, folder / "postgres.log", *words, env=bare, cwd="/"):
        url = f"postgresql://svartid:{secret}@{HERE}:5432/postgres"
        until = time.monotonic() + 60
        ready = ["ip", "netns", "exec", hosts.there, str(DEBIAN / "pg_isready"), "-h", HERE]
        while subprocess.run(ready, capture_output=True, check=False).returncode:
            assert time.monotonic() < until, (folder / "postgres.log").read_text()
            time.sleep(0.2)
        yield url


def wait_for(log: Path, words: str, *, seconds: float = 240) -> None:
    until = time.monotonic() + seconds
    while words not in log.read_text(errors="replace"):
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)


def said_last(folder: Path, open_: list[object]) -> str:
    """What has not ended, and the last words of everybody."""
    said = {log.name: log.read_text(errors="replace")[-1500:] for log in sorted(folder.glob("*.log"))}
    return "\n".join([f"{open_}", *(f"{name}: {words}" for name, words in said.items())])


def test_nothing_is_lost_and_nothing_doubled_when_the_wire_is_cut_for_a_minute(short_folder):
    folder = short_folder()
    library = Path(__file__).parents[3] / "scenarios" / "library" / "organisations"
    (folder / "organisations").mkdir()
    for name in ORGANISATIONS:
        shutil.copy(library / f"{name}.yaml", folder / "organisations")
    (folder / "own").mkdir()
    (folder / "own" / "method.yaml").write_text(METHOD, encoding="utf-8")
    (folder / "campaign.yaml").write_text(CAMPAIGN.format(contacts=5), encoding="utf-8")
    states = {}
    for name in ("here", "there"):
        states[name] = folder / name
        states[name].mkdir()
        states[name].chmod(0o711)
    plain = {key: value for key, value in os.environ.items() if key not in ("SVARTID_STATE", "DATABASE_URL")}
    with ExitStack() as stack:
        hosts = stack.enter_context(Hosts().up())
        url = stack.enter_context(database(hosts, folder, "bare-for-prover"))
        shared = plain | {"DATABASE_URL": url, "SVARTID_SECRET_KEY": "x" * 64}
        here = shared | {"SVARTID_STATE": str(states["here"])}
        there = shared | {"SVARTID_STATE": str(states["there"])}
        hosts.run(hosts.here, sys.executable, "-c", STORE.format(folder=folder), env=here)

        town = folder / "town.log"
        words = [word for name in ORGANISATIONS for word in ("--centre", name)]
        stack.enter_context(
            hosts.process(hosts.there, town, SVARTID, "sandbox", "up", "--no-shopper", *words, env=there)
        )
        wait_for(town, "Ctrl-C ends the town")
        site = folder / "site.log"
        stack.enter_context(
            hosts.process(hosts.here, site, SVARTID, "serve", "--port", "8000", "--workers", "1", env=here)
        )
        stack.enter_context(
            hosts.process(hosts.here, folder / "dispatcher.log", SVARTID, "dispatcher", env=here)
        )
        for label, channel in (("phone-1", "phone"), ("browser-1", "chat")):
            log = folder / f"{label}.log"
            stack.enter_context(
                hosts.process(hosts.there, log, SVARTID, "worker", "--channel", channel, "--label", label,
                              "--lease", LEASE, "--at-once", "4", env=there)
            )  # fmt: skip
            wait_for(log, f"worker {label} is ready")
        wait_for(site, "Svartid is at")

        def told():
            *said, last = hosts.run(hosts.here, sys.executable, "-c", TOLD, env=here).splitlines()
            return json.loads(last) | {"said": said}

        def going_on():
            states = [state for _, _, state, *_ in told()["attempts"]]
            return "contacting" in states and "finished" in states

        until = time.monotonic() + 120
        while not going_on():
            assert time.monotonic() < until
            time.sleep(0.5)
        hosts.cut()
        began = time.monotonic()
        while time.monotonic() - began < CUT_S:
            time.sleep(1)
        ready = hosts.run(hosts.here, "curl", "-s", "http://127.0.0.1:8000/health/ready", env=plain)
        assert json.loads(ready) == {"ready": True, "database": True, "schema": True}
        assert told()["left"] > 0
        hosts.heal()
        until = time.monotonic() + 300
        while (now := told())["left"]:
            assert time.monotonic() < until, said_last(folder, now["open"])
            time.sleep(1)

    attempts = now["attempts"]
    assert {state for _, _, state, *_ in attempts} == {"finished"}
    assert [each for each in attempts if each[3] in ("lost", "error", "cancelled", "")] == [], now["said"]
    calls = [call for _, channel, *_, call in attempts if channel == "phone"]
    assert None not in calls
    assert len(set(calls)) == len(calls)

    # The town saw each of them once, and nobody else.
    logs = states["there"] / "town" / "truth"
    seen, chats = [], 0
    for path in logs.glob("*.jsonl"):
        for text in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if line["event"] == "invite_received" and not line.get("referred_by"):
                seen.append(line["call"])
            chats += line["event"] == "chat_opened"
    assert sorted(set(seen)) == sorted(calls)
    assert chats == sum(channel == "chat" for _, channel, *_ in attempts)


HOLD = """
import time
from results.setup import configure
configure()
from django.db import OperationalError, connection, transaction
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_xact_lock(1)")
    print("held", flush=True)
    answered = time.monotonic()
    try:
        while True:
            cursor.execute("SELECT 1")
            answered = time.monotonic()
            time.sleep(0.2)
    except OperationalError:
        print("silent for", round(time.monotonic() - answered), flush=True)
        connection.close()
        time.sleep(600)
"""
TAKE = """
import time
from results.setup import configure
configure()
from django.db import connection, transaction
began = time.monotonic()
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_xact_lock(1)")
print(round(time.monotonic() - began))
"""


def test_both_ends_of_a_cut_wire_give_up_before_a_lease_runs_out(short_folder):
    folder = short_folder()
    plain = {key: value for key, value in os.environ.items() if key not in ("SVARTID_STATE", "DATABASE_URL")}
    with ExitStack() as stack:
        hosts = stack.enter_context(Hosts().up())
        url = stack.enter_context(database(hosts, folder, "bare-for-prover"))
        own = plain | {"DATABASE_URL": url, "SVARTID_SECRET_KEY": "x" * 64, "SVARTID_STATE": str(folder)}
        said = folder / "holder.log"
        words = (sys.executable, "-c", HOLD)
        stack.enter_context(hosts.process(hosts.there, said, *words, env=own))
        wait_for(said, "held")
        hosts.cut()
        freed = int(hosts.run(hosts.here, sys.executable, "-c", TAKE, env=own))
        wait_for(said, "silent for")
    # Between them: what is unanswered, and what nobody asks about any more.
    assert 10 <= freed <= 40
    assert 15 <= int(said.read_text().split()[-1]) <= 35

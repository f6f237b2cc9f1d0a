from pathlib import Path

import pytest
from pydantic import TypeAdapter

from probes.sandbox.behaviour import Announce, CentreBehaviour, Menu, Person, Queue, Tone, Transfer, Wait
from probes.sandbox.catalogue import ORGANISATIONS, TOWN, TownCentre, catalogue, load_centre
from probes.sandbox.music import hold_music
from probes.sandbox.preload import _music, _prompts
from probes.sandbox.recordings import recording
from probes.sandbox.studio_sounds import _PROMPTS
from probes.sandbox.tones import TONES, tone
from probes.sandbox.voices import VARIANTS
from scenarios.errors import ScenarioErrors
from scenarios.load import load_enquiry
from scenarios.touchpoint import PhoneTouchpoint

FJORDVIK = (TOWN / "fjordvik.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def town() -> dict[str, TownCentre]:
    return catalogue()


def test_every_organisation_of_the_library_answers_in_the_town(town):
    assert set(town) == {path.stem for path in ORGANISATIONS.glob("*.yaml")}
    assert len(town) >= 20
    for name, centre in town.items():
        assert centre.organisation.organisation == name
        assert centre.behaviour.languages[0] == centre.organisation.spoken[0]
        assert centre.summary


def test_classes_of_the_award_have_enough_organisations(town):
    count: dict[str, int] = {}
    for centre in town.values():
        count[centre.organisation.class_] = count.get(centre.organisation.class_, 0) + 1
    assert {
        name: count[name] >= 3 for name in ("municipality", "energy", "bank", "telecom", "transport")
    } == (dict.fromkeys(("municipality", "energy", "bank", "telecom", "transport"), True))


def test_no_address_can_belong_to_anybody(town):
    for centre in town.values():
        for point in centre.organisation.touchpoints.values():
            address = next(
                value
                for key, value in point.model_dump().items()
                if key in ("phone", "web_form", "email", "chat")
            )
            if isinstance(point, PhoneTouchpoint):
                assert address.startswith(("+47 10 ", "+46 8 465 004 ")) or address.endswith(".example"), (
                    address
                )
            else:
                assert ".example" in address, address


def test_numbers_are_given_once(town):
    addresses = [centre.address for centre in town.values()]
    assert len(set(addresses)) == len(addresses)


def test_answers_are_the_facts_of_the_enquiries(town):
    library = ORGANISATIONS.parent / "enquiries"
    for centre in town.values():
        for name, answers in centre.organisation.answers.items():
            enquiry = load_enquiry(library / f"{name}.yaml")
            assert centre.organisation.class_ in enquiry.classes
            assert set(answers) == {next(iter(fact.model_dump())) for fact in enquiry.facts}, (
                centre.address,
                name,
            )


def test_menu_keys_lead_somewhere(town):
    for name, centre in town.items():
        menus = [stage for stage in centre.behaviour.stages.values() if isinstance(stage, Menu)]
        for enquiry, keys in centre.organisation.phone(centre.touchpoint).menu.items():
            assert menus, (name, enquiry)
            if keys != "none":
                stage: object = menus[0]
                for key in keys.split():
                    assert isinstance(stage, Menu), (name, enquiry)
                    assert key in stage.keys, (name, enquiry)
                    stage = centre.behaviour.stages[stage.keys[key].then]
                assert not isinstance(stage, Menu), (name, enquiry)


def test_every_sound_a_centre_asks_for_exists(town):
    for centre in town.values():
        behaviour = centre.behaviour
        for name in _prompts(behaviour):
            assert name in _PROMPTS
            for language in behaviour.languages:
                recording(name, language)
        for name in _music(behaviour):
            hold_music(name)
        for stage in behaviour.stages.values():
            if isinstance(stage, Tone):
                tone(stage.tone, behaviour.country)
                assert stage.tone in TONES
        assert {agent.voice.rpartition("-")[2] for agent in behaviour.agents} <= set(VARIANTS)


def test_together_they_show_every_behaviour(town):
    stages = [stage for centre in town.values() for stage in centre.behaviour.stages.values()]
    kinds = {stage.kind for stage in stages}
    faults = {fault.kind for stage in stages for fault in getattr(stage, "faults", ())}
    ways = {stage.way for stage in stages if isinstance(stage, Transfer)}
    people = [stage for stage in stages if isinstance(stage, Person)]
    queues = [stage for stage in stages if isinstance(stage, Queue)]
    shown = {
        "menus in several languages": any(
            choice.language for stage in stages if isinstance(stage, Menu) for choice in stage.keys.values()
        ),
        "queue with music": any(queue.music for queue in queues),
        "position messages": any("{position}" in name for queue in queues for name in queue.messages),
        "music before the answer": any(queue.early for queue in queues),
        "ringing inside the call": any(queue.ringback for queue in queues),
        "several agents": any(len(centre.behaviour.agents) >= 3 for centre in town.values()),
        "transfers": ways == {"refer", "reinvite", "update", "inside"},
        "replaces": any(stage.replaces for stage in stages if isinstance(stage, Transfer)),
        "silent transfer": any(
            stage.way == "inside" and not stage.ssrc_restart
            for stage in stages
            if isinstance(stage, Transfer)
        ),
        "hold": any(stage.hold for stage in people),
        "voicemail": "voicemail" in kinds,
        "night message": any(isinstance(stage, Announce) and stage.prompt == "closed" for stage in stages),
        "busy, rejected, congestion, gone": {486, 603, 503, 410}
        == {stage.status for stage in stages if stage.kind == "refuse"},
        "no answer": "no_answer" in kinds,
        "redirect": "redirect" in kinds,
        "busy tone after 200": any(
            isinstance(stage, Tone) and stage.tone == "busy" and not stage.early for stage in stages
        ),
        "early announcement": any(isinstance(stage, Announce) and stage.early for stage in stages),
        "faults": faults == {"rtp_lost", "dropped", "vanished"},
        "silent agent": any(stage.silent_first.low >= 3 for stage in people),
        "agent who starts before the greeting ends": any(
            isinstance(stage, Announce) and stage.cut_after for stage in stages
        ),
        "no packets in silence": any(not centre.behaviour.silence_rtp for centre in town.values()),
    }
    assert {name for name, there in shown.items() if not there} == set()


def test_a_wait_is_written_as_people_write_it(tmp_path):
    path = tmp_path / "fjordvik.yaml"
    path.write_text(FJORDVIK.replace("wait: 5-9 s", "wait: 2.5-9 s exponential"), encoding="utf-8")
    queue = load_centre(path).behaviour.stages["queue"]
    assert isinstance(queue, Queue)
    assert queue.wait == Wait(2.5, 9.0, "exponential")


def test_a_behaviour_survives_the_way_to_its_process(town):
    adapter = TypeAdapter(CentreBehaviour)
    for centre in town.values():
        assert adapter.validate_json(adapter.dump_json(centre.behaviour)) == centre.behaviour


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("turns: [1, 3]", "tuns: [1, 3]", "25:25: stages.clerk.tuns: unknown key (found tuns) – remove it"),
        (
            "touchpoint: switchboard",
            "touchpoint: desk",
            "3:1: touchpoint: no telephone touchpoint – write",
        ),
        (
            "wait: 5-9 s",
            "wait: 5-9",
            "19:5: stages.queue.wait: must be a length of time – write",
        ),
        ("wait: 5-9 s", "wait: 9-5 s", "19:5: stages.queue.wait: a wait needs 0 <= low <= high"),
        ("start: welcome", "start: hello", "6:1: start: there is no stage 'hello' (known: clerk"),
        ("kind: menu", "kind: meny", "9:3: stages.menu: input tag 'meny' found using 'kind'"),
        ("start: welcome\n", "", "start: field required"),
        ("position: [1, 3]", "position: [1, three]", "23:19: stages.queue.position[2]: "),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, was: str, becomes: str, message: str):
    assert was in FJORDVIK
    path = tmp_path / "fjordvik.yaml"
    path.write_text(FJORDVIK.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ScenarioErrors) as wrong:
        load_centre(path)
    assert len(wrong.value.mistakes) == 1
    assert str(wrong.value).startswith(f"{path}:")
    assert message in str(wrong.value)


def test_an_empty_or_absent_file_is_told(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ScenarioErrors, match=r"a\.yaml:1:1: the file is empty"):
        load_centre(tmp_path / "a.yaml")
    with pytest.raises(ScenarioErrors, match=r"b\.yaml:1:1: cannot be read"):
        load_centre(tmp_path / "b.yaml")

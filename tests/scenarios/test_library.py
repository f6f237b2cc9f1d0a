"""The shipped enquiries, questionnaires, methods and campaigns are whole, sourced and fit to be fielded."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_files, library_path
from scenarios.load import load
from scenarios.load_tree import examine_tree
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Item, NumberScale, OptionScale, Questionnaire, WordsScale
from scenarios.steps import Bridge, Expect, HangUp, Press, Say, Stay, WaitFor
from scenarios.text import Text
from scenarios.tree import Tree
from scenarios.yaml_reader import read

KINDS = ("enquiry", "questionnaire", "method", "campaign")
ENQUIRIES = library_files("enquiry")
METHODS = library_files("method")
CONTACT_CHANNELS = ("phone", "chat", "messenger", "email", "web_form")

# Words that begin with a capital inside a sentence and are nobody's name.
PROPER = {"BankID", "I", "ID", "MitID", "Nav", "PC", "SFO"} | {"June", "Saturday"}
PROPER |= {"Europa", "Europe", "Norge", "Thailand", "Thailandissa", "Vietnam", "Vietnamiin"}


@cache
def _read(path: Path) -> Any:
    return load(path)


@pytest.fixture(scope="module")
def tree() -> Tree:
    found, mistakes = examine_tree([library_path()])
    assert [str(mistake) for mistake in mistakes] == []
    return found


def _texts(part: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    """Walk over every text in a document, with its place."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        root = getattr(part, "root", None)
        names = type(part).model_fields
        for name in names if root is None else ():
            yield from _texts(getattr(part, name), f"{path}.{name}".lstrip("."))
        if root is not None:
            yield from _texts(root, path)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _texts(value, f"{path}.{key}")
    elif isinstance(part, tuple | list):
        for i, value in enumerate(part):
            yield from _texts(value, f"{path}[{i}]")


def _spoken(enquiry: Enquiry) -> Iterator[tuple[str, Text]]:
    """What a robot speaks: the opening, the question and the facts."""
    yield "opening", enquiry.opening
    if enquiry.question is not None:
        yield "question", enquiry.question
    for fact in enquiry.facts:
        yield fact.id, fact.question


def _words(text: Text) -> Iterator[tuple[str, str]]:
    for language in text.languages:
        yield language, text.say(language)


def test_the_whole_library_fits_together(tree: Tree) -> None:
    counts = Counter(type(loaded.model).__name__ for loaded in tree.files)
    assert counts["Enquiry"] == len(ENQUIRIES) >= 24
    assert counts["Questionnaire"] == 4
    assert counts["Method"] == 6
    assert counts["Campaign"] == 4


def test_the_enquiries_cover_the_classes(tree: Tree) -> None:
    classes = Counter(class_ for enquiry in tree.all(Enquiry).values() for class_ in enquiry.classes)
    assert len(classes) >= 8
    assert classes["municipality"] >= 8
    assert min(classes.values()) >= 2
    assert {
        "nursery-admission",
        "building-application",
        "home-care",
        "parking-permit",
        "waste-collection",
        "after-school-care",
        "social-services",
        "business-permit",
    } <= set(tree.all(Enquiry))


@pytest.mark.parametrize("path", [p for kind in KINDS for p in library_files(kind)], ids=lambda p: p.stem)
def test_a_file_is_named_after_its_document_and_names_its_schema(path: Path) -> None:
    document = _read(path)
    kind = type(document).__name__.lower()
    assert getattr(document, kind) == path.stem
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert schema != first
    assert (path.parent / schema).resolve().is_file()
    assert (path.parent / schema).name == f"{kind}.schema.json"


@pytest.mark.parametrize("path", [p for kind in KINDS for p in library_files(kind)], ids=lambda p: p.stem)
def test_every_text_speaks_norwegian_swedish_and_english(path: Path) -> None:
    lacking = [
        (place, language)
        for place, text in _texts(_read(path))
        for language in ("nb", "sv", "en")
        if language not in text.languages
    ]
    assert lacking == []


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_an_enquiry_speaks_each_of_its_languages_throughout(path: Path) -> None:
    spoken = {place: text.languages for place, text in _texts(_read(path))}
    assert spoken == dict.fromkeys(spoken, spoken["title"])


def test_some_enquiries_speak_the_neighbours_languages(tree: Tree) -> None:
    languages = Counter(
        language for enquiry in tree.all(Enquiry).values() for language in enquiry.title.languages
    )
    assert min(languages["nn"], languages["da"], languages["fi"]) >= 4


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_an_enquiry_can_be_fielded_in_every_channel(path: Path) -> None:
    enquiry = _read(path)
    assert enquiry.channels == ("phone", "web_form", "email", "chat")
    assert 2 <= len(enquiry.facts) <= 4
    assert len({fact.id for fact in enquiry.facts}) == len(enquiry.facts)
    assert all(words.endswith("?") for fact in enquiry.facts for _, words in _words(fact.question))
    asked = enquiry.question or enquiry.opening
    assert all("?" in words for _, words in _words(asked))


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_a_call_begins_alike_and_ends_courteously(path: Path) -> None:
    steps = _read(path).phone
    assert steps is not None
    kinds = tuple(type(step) for step in steps)
    assert kinds[:3] == (Expect, Press, WaitFor)
    assert isinstance(steps[0], Expect)
    assert steps[0].reject == ("closed", "voicemail")
    if kinds[-1] is Bridge:
        assert len(kinds) == 4
        return
    assert isinstance(steps[-1], HangUp)
    talks = Say in kinds
    assert steps[-1].hang_up == ("thanks" if talks else "apology")
    # Who asks must stay while passed on, or transfers would be missed; who only measures must not talk.
    assert (Stay in kinds) == talks
    assert len(kinds) == (7 if talks else 4)


def test_there_are_calls_of_all_three_modes(tree: Tree) -> None:
    last = Counter(
        str(getattr(enquiry.phone[-1], "hang_up", "bridge"))
        for enquiry in tree.all(Enquiry).values()
        if enquiry.phone
    )
    assert last["thanks"] >= 10
    assert min(last["bridge"], last["apology"]) >= 4


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_a_brief_says_what_you_want_have_tried_and_must_not_do(path: Path) -> None:
    for language, words in _words(_read(path).brief):
        paragraphs = words.split("\n")
        assert len(paragraphs) == 3, language
        assert 10 <= len(words.split()) <= 160, language


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_what_a_robot_speaks_can_be_spoken(path: Path) -> None:
    """No signs, abbreviations or digits that a synthesiser reads badly, and not too long."""
    for place, text in _spoken(_read(path)):
        for language, words in _words(text):
            assert not re.search(r"[()/&%@:;\"«»”]|\b(ca|kr|evt|bl\.a|t\.ex|f\.eks|kWh)\b", words), (
                place,
                language,
            )
            assert len(words.split()) <= 45, (place, language)


@pytest.mark.parametrize("path", ENQUIRIES, ids=lambda p: p.stem)
def test_an_enquiry_gives_no_address_number_or_name(path: Path) -> None:
    for place, text in _texts(_read(path)):
        for language, words in _words(text):
            assert not re.search(r"\+\d|(\d[ .,-]?){6}|@|https?:|www\.", words), (place, language)
            sentences = re.split(r"[.!?–\n]\s*", words)
            inside = [word.strip(",;") for sentence in sentences for word in sentence.split()[1:]]
            names = {word for word in inside if word[:1].isupper()} - PROPER
            assert names == set(), (place, language)


def test_no_enquiry_names_an_organisation(tree: Tree) -> None:
    organisations = tree.all(Organisation)
    assert len(organisations) >= 20
    names = {organisation.name.lower() for organisation in organisations.values()}
    names |= {organisation.name.split()[0].lower() for organisation in organisations.values()}
    for path in ENQUIRIES:
        said = set(re.findall(r"\w+", path.read_text(encoding="utf-8").lower()))
        assert said.isdisjoint(names), path.stem
        assert all(name not in path.read_text(encoding="utf-8").lower() for name in names if " " in name)


@pytest.mark.parametrize("campaign", ["town-award", "service-award-2026", "spring-pulse"])
def test_a_campaigns_organisations_hold_the_key_to_every_fact(tree: Tree, campaign: str) -> None:
    loaded = next(
        file for file in tree.files if isinstance(file.model, Campaign) and file.model.campaign == campaign
    )
    assert isinstance(loaded.model, Campaign)
    enquiries = tree.all(Enquiry)
    lacking = [
        (organisation.organisation, name, fact.id)
        for file in tree.organisations_of(loaded)
        for organisation in [file.model]
        if isinstance(organisation, Organisation)
        for name in loaded.model.enquiries.get(organisation.class_, ())
        for fact in enquiries[name].facts
        if fact.id not in organisation.answers.get(name, {})
    ]
    assert lacking == []


def test_the_towns_award_has_a_competition_in_every_class(tree: Tree) -> None:
    campaign, method = tree.all(Campaign)["town-award"], tree.all(Method)["kundeserviceprisen"]
    assert method.award.winner is not None
    smallest = method.award.winner.gates.organisations
    classes = Counter(organisation.class_ for organisation in tree.all(Organisation).values())
    assert smallest is not None
    assert [class_ for class_ in campaign.classes if classes[class_] < smallest] == []


# The questionnaires.


def _points(questionnaire: Questionnaire, channel: str) -> dict[str, float]:
    asked = questionnaire.asked(channel)
    return {
        area.area: sum(item.points for item in area.items if item in asked)
        for area in questionnaire.areas
        if area.scored
    }


@pytest.mark.parametrize("name", ["kundeservice-40", "short"])
@pytest.mark.parametrize("channel", CONTACT_CHANNELS)
def test_points_give_each_area_its_weight_in_every_channel(tree: Tree, name: str, channel: str) -> None:
    questionnaire = tree.all(Questionnaire)[name]
    areas = tree.all(Method)["kundeserviceprisen"].areas
    assert _points(questionnaire, channel) == {area: weight.weight for area, weight in areas.items()}


def test_the_long_questionnaire_has_forty_items_and_the_unscored_blocks(tree: Tree) -> None:
    questionnaire = tree.all(Questionnaire)["kundeservice-40"]
    assert len(questionnaire.items) == 40
    blocks = {
        area.area: [item.item for item in area.items] for area in questionnaire.areas if not area.scored
    }
    assert blocks == {
        "call-back": ["call-back-offered"],
        "privacy": ["data-handling", "data-purpose", "data-deletion"],
        "experience": ["csat", "ces", "ves1", "ves2", "nps"],
    }
    ranges = {}
    for item in questionnaire.area_of("csat").items:
        scale = questionnaire.scales[item.scale]
        assert isinstance(scale, NumberScale)
        ranges[item.item] = (scale.numbers.from_, scale.numbers.to)
    assert ranges == {"csat": (1, 5), "ces": (1, 7), "ves1": (1, 7), "ves2": (1, 7), "nps": (0, 10)}
    assert len(tree.all(Questionnaire)["short"].items) == 10


@pytest.mark.parametrize("path", library_files("questionnaire"), ids=lambda p: p.stem)
def test_every_scored_item_is_anchored_and_can_be_lost_and_won(path: Path) -> None:
    questionnaire = _read(path)
    for item in questionnaire.items:
        scale = questionnaire.scales[item.scale]
        if isinstance(scale, WordsScale):
            assert item.points == 0, item.item
        elif isinstance(scale, OptionScale):
            worths = [option.worth for option in scale.options]
            assert (max(worths), min(worths)) == (100, 0), item.item
            assert worths == sorted(worths, reverse=True), item.item
        if item.points:
            assert item.help is not None, item.item
    assert set(questionnaire.scales) == {item.scale for item in questionnaire.items}


def test_low_marks_need_a_comment_where_an_award_may_turn_on_them(tree: Tree) -> None:
    questionnaire = tree.all(Questionnaire)["kundeservice-40"]
    heavy = [item for item in questionnaire.items if item.points >= 6 and item.measured is None]
    without = [item.item for item in heavy if item.comment != "required when worst"]
    assert without == ["efficient"]


def test_a_number_scale_is_anchored_at_every_step(tree: Tree) -> None:
    def steps(item: Item, questionnaire: Questionnaire) -> set[int]:
        scale = questionnaire.scales[item.scale]
        return (
            set(range(scale.numbers.from_, scale.numbers.to + 1)) if isinstance(scale, NumberScale) else set()
        )

    for questionnaire in tree.all(Questionnaire).values():
        for item in questionnaire.items:
            for language, words in _words(item.help) if item.help else ():
                named: set[int] = set()
                for first, last in re.findall(r"(\d+)(?:–(\d+))?", words):
                    named |= set(range(int(first), int(last or first) + 1))
                assert steps(item, questionnaire) - named == set(), (item.item, language)


# The methods.


def _unsourced(value: Any, path: str = "", sourced: bool = False) -> Iterator[str]:
    """Numbers (also in words such as `5 min`) with no source in their mapping or one around it."""
    if isinstance(value, dict):
        here = sourced or "source" in value
        for key, each in value.items():
            if key not in ("source", "title", "about", "label"):
                yield from _unsourced(each, f"{path}.{key}".lstrip("."), here)
    elif isinstance(value, list):
        for each in value:
            yield from _unsourced(each, path, sourced)
    elif not sourced and isinstance(value, int | float | str) and re.search(r"\d", str(value)):
        yield path


@pytest.mark.parametrize("path", METHODS, ids=lambda p: p.stem)
def test_every_number_of_a_method_has_a_source(path: Path) -> None:
    value = read(path.read_bytes(), path.name).value
    # A document's own names and version are no measure, and 95 % is the custom of statistics.
    names = {"method", "version", "questionnaire", "confidence", "channels.use"}
    assert set(_unsourced(value)) - names == set()


def _sources(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "source":
                yield str(each)
            else:
                yield from _sources(each)


@pytest.mark.parametrize("path", METHODS, ids=lambda p: p.stem)
def test_a_source_is_a_page_or_says_that_it_is_our_choice(path: Path) -> None:
    for source in _sources(read(path.read_bytes(), path.name).value):
        assert re.search(r"project's choice|https?://\w|\w\.se\b|Trelleborg", source), source


def test_weights_add_up_to_a_hundred(tree: Tree) -> None:
    weighed = {name: method.areas for name, method in tree.all(Method).items() if method.areas}
    assert {name: sum(area.weight for area in areas.values()) for name, areas in weighed.items()} == {
        "kundeserviceprisen": 100,
        "small-award": 100,
    }


def test_the_service_award_plans_as_published(tree: Tree) -> None:
    method = tree.all(Method)["kundeserviceprisen"]
    assert method.sample.contacts == sum(method.sample.key.values()) == 25
    assert (132 * 25, 196 * 25) == (3300, 4900)
    assert method.official == "raw"
    assert method.limits.phone is not None
    assert method.limits.phone.wait.seconds == 300
    assert method.limits.phone.retry.times == 1
    assert method.limits.email is not None
    assert (str(method.limits.email.reply), str(method.limits.email.send_before)) == (
        "3 working days",
        "12:00",
    )
    assert method.limits.email.first_day == "day of sending"
    assert {limit: getattr(method.limits, limit).otherwise for limit in CONTACT_CHANNELS} == dict.fromkeys(
        CONTACT_CHANNELS, "zero"
    )


STATE_AGENCIES_2015 = [  # web, telephone, e-mail, published mean; forbrukerradet.no, test/2015
    (89, 90, 87, 88.5),
    (100, 80, 83, 87.5),
    (77, 74, 96, 82.3),
    (100, 49, 96, 81.5),
]


def test_the_municipality_test_gives_the_published_means_by_equal_weights_only(tree: Tree) -> None:
    channels = tree.all(Method)["kommunetest"].channels
    assert channels is not None
    assert channels.use == "equal-2015"

    def furthest(name: str) -> float:
        weights = channels.sets[name].weights
        parts = [weights["web_page"], weights["phone"], weights["email"]]
        return max(
            abs(sum(w * s for w, s in zip(parts, row[:3], strict=True)) / sum(parts) - row[3])
            for row in STATE_AGENCIES_2015
        )

    assert furthest("equal-2015") <= 0.2
    assert furthest("web-first-2007") > 0.2


def test_the_municipality_test_pays_speed_as_published(tree: Tree) -> None:
    method = tree.all(Method)["kommunetest"]
    speed = method.values["reply_time"]
    assert [speed(days) for days in (1, 2, 3, 4, 5, 6)] == [5, 3, 3, 1, 1, 0]
    assert speed.out_of == 5
    assert method.award.pass_mark is not None
    assert method.award.pass_mark.at == 75
    assert method.limits.email is not None
    assert str(method.limits.email.judged_until) == "10 working days"


def test_methods_without_a_total_have_none(tree: Tree) -> None:
    without = {name for name, method in tree.all(Method).items() if method.score == "none"}
    assert without == {"kkik", "first-contact", "en-iso-18295-external"}
    kkik = tree.all(Method)["kkik"].indicators
    assert {name: indicator.interval for name, indicator in kkik.items() if indicator.kind == "share"} == (
        dict.fromkeys(
            ("reached-in-time", "direct-answer", "email-within-one-day", "email-within-two-days"), "wilson"
        )
    )
    target = tree.all(Method)["first-contact"].indicators["helped-by-the-first"].target
    assert target is not None
    assert target.at.fraction == pytest.approx(0.7)


def test_seen_from_outside_never_speaks_of_what_it_cannot_show(tree: Tree) -> None:
    method = tree.all(Method)["en-iso-18295-external"]
    assert {indicator.seen for indicator in method.indicators.values()} == {
        "established",
        "estimated",
        "cannot be seen from outside",
    }
    for name, indicator in method.indicators.items():
        assert (indicator.kind == "not visible") == (indicator.seen == "cannot be seen from outside"), name
        assert (indicator.of is None) == (indicator.kind == "not visible"), name
    assert "conformity" in method.never_say
    said = " ".join(words for _, text in _texts(method) for _, words in _words(text)).lower()
    assert [word for word in method.never_say if word in said] == []

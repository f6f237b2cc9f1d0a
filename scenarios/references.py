"""What documents say of one another: names that must exist and numbers that must fit."""

from typing import Any

from scenarios.campaign import Campaign
from scenarios.campaign_references import check_campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.plain_words import nearest
from scenarios.questionnaire import Questionnaire
from scenarios.reference_notes import Notes
from scenarios.touchpoint import PhoneTouchpoint
from scenarios.tree import Loaded, Tree


def check_references(tree: Tree, loaded: Loaded) -> None:
    """Note everything in one file that does not fit with the other files."""
    notes = Notes(tree, loaded)
    if isinstance(loaded.model, Organisation):
        _organisation(notes, loaded.model)
    elif isinstance(loaded.model, Method):
        _method(notes, loaded.model)
    elif isinstance(loaded.model, Campaign):
        check_campaign(notes, loaded.model)


def _organisation(notes: Notes, organisation: Organisation) -> None:
    for name, touchpoint in organisation.touchpoints.items():
        for enquiry in touchpoint.menu if isinstance(touchpoint, PhoneTouchpoint) else ():
            if enquiry != "otherwise":
                _asked_of(notes, ("touchpoints", name, "menu", enquiry), enquiry, organisation.class_)
    for enquiry, answers in organisation.answers.items():
        found = _asked_of(notes, ("answers", enquiry), enquiry, organisation.class_)
        if found is None:
            continue
        facts = [fact.id for fact in found.facts]
        for fact in answers:
            if fact not in facts:
                meant = nearest(fact, facts)
                remedy = f"did you mean {meant}?" if meant else f"its facts: {', '.join(facts) or 'none'}"
                notes.on_key(("answers", enquiry, fact), f"{enquiry} has no such fact", remedy, found=fact)


def _asked_of(notes: Notes, at: tuple[Any, ...], name: str, class_: str) -> Enquiry | None:
    enquiry = notes.find(Enquiry, name, at=at, key=True)
    if enquiry is not None and class_ not in enquiry.classes:
        classes = ", ".join(enquiry.classes)
        notes.on_key(at, f"this enquiry is not for the class {class_}", f"its classes: {classes}", found=name)
    return enquiry


def _method(notes: Notes, method: Method) -> None:
    if method.questionnaire is None:
        return
    questionnaire = notes.find(Questionnaire, method.questionnaire, at=("questionnaire",))
    if questionnaire is None:
        return
    areas = {area.area: area.scored for area in questionnaire.areas}
    measured = {curve.area for curve in method.values.values()}
    for area in method.areas:
        if area not in areas and area not in measured:
            meant = nearest(area, list(areas))
            remedy = f"did you mean {meant}?" if meant else f"its areas: {', '.join(areas)}"
            notes.on_key(("areas", area), f"{method.questionnaire} has no such area", remedy, found=area)
        elif not areas.get(area, True):
            notes.on_key(
                ("areas", area), "this area is not scored in the questionnaire", "leave it out", found=area
            )
    for area, scored in areas.items():
        misspelt = nearest(area, [each for each in method.areas if each not in areas])
        if method.areas and scored and area not in method.areas and not misspelt:
            remedy = f"add {area}, or write scored: false in the questionnaire"
            notes.on_key(("areas",), f"the area {area} has no weight", remedy, found=", ".join(method.areas))
    _items(notes, method, questionnaire)


def _items(notes: Notes, method: Method, questionnaire: Questionnaire) -> None:
    items = [item.item for item in questionnaire.items]
    for name, indicator in method.indicators.items():
        if (
            indicator.of is None
            or "_" in indicator.of
            or indicator.of in (*items, "transfers", "attempts", "answered")
        ):
            continue
        meant = nearest(indicator.of, items)
        remedy = f"did you mean {meant}?" if meant else "name a measurement or one of its items"
        wrong = f"{questionnaire.questionnaire} has no such item"
        notes.on_value(("indicators", name, "of"), wrong, remedy, found=indicator.of)

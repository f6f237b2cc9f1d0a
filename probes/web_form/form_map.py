"""Which field is which: by the touchpoint's own labels first, then by what pages usually say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from probes.web_form.control import Control
from probes.web_form.words import AUTOCOMPLETE, BACK, CONSENT, FIELD_WORDS, NEWSLETTER, NEXT, SEND
from scenarios.touchpoint import FormField, WebFormTouchpoint

Found = Literal["touchpoint", "selector", "label", "autocomplete", "type", "name"]
"""How a field was known: by the touchpoint's label or selector, the page's label, or the page's code."""

_WORTH: dict[Found, int] = {
    "selector": 100, "touchpoint": 90, "label": 50, "autocomplete": 40, "type": 30, "name": 10,
}  # fmt: skip
"""How much each sign weighs; project's own choice."""


class Known(NamedTuple):
    """A field and how it was known."""

    kind: FormField
    control: Control
    found: Found


@dataclass(frozen=True, slots=True)
class FormMap:
    """What a page asks for, as far as it was understood."""

    fields: tuple[Known, ...] = ()
    boxes: tuple[Control, ...] = ()
    """The boxes to tick."""
    choices: tuple[Control, ...] = ()
    """Lists and groups from which something must or shall be chosen; of a group of radio buttons all."""
    files: tuple[Control, ...] = ()
    unknown: tuple[Control, ...] = ()
    """Required fields that nobody recognised."""
    send: Control | None = None
    next: Control | None = None

    @property
    def asks(self) -> int:
        """How many things a citizen is asked for on this page; a group of radio buttons is one."""
        groups = {(each.frame, each.name) for each in self.choices}
        return len(self.fields) + len(self.boxes) + len(groups) + len(self.files) + len(self.unknown)

    @property
    def required(self) -> int:
        """How many of them must be answered."""
        groups = {(each.frame, each.name) for each in self.choices if each.required}
        single = [*(known.control for known in self.fields), *self.boxes, *self.files, *self.unknown]
        return len(groups) + sum(each.required for each in single)


def map_form(controls: Sequence[Control], touchpoint: WebFormTouchpoint) -> FormMap:
    """Say what each control of a page is for."""
    usable = [each for each in controls if each.enabled]
    fields = _fields([each for each in usable if each.kind in ("text", "textarea")], touchpoint)
    inside = _inside(usable, [known.control for known in fields])
    taken = {id(known.control) for known in fields}
    choose = [label.casefold() for label in touchpoint.choose]
    choices = [
        each for each in inside
        if each.kind == "radio" or (each.kind == "select" and (each.required or _names(each, choose)))
    ]  # fmt: skip
    boxes = [each for each in inside if each.kind == "checkbox" and _ticks(each, touchpoint)]
    files = [each for each in inside if each.kind == "file" and (each.required or touchpoint.upload)]
    unknown = [
        each for each in inside
        if each.required and each.kind in ("text", "textarea") and id(each) not in taken
    ]  # fmt: skip
    buttons = [each for each in usable if each.kind == "button"]
    near = [
        each
        for each in _inside(buttons, [known.control for known in fields] or inside)
        if each.kind == "button"
    ]
    send, further = _buttons(near or buttons, touchpoint)
    return FormMap(tuple(fields), tuple(boxes), tuple(choices), tuple(files), tuple(unknown), send, further)


def _fields(controls: Sequence[Control], touchpoint: WebFormTouchpoint) -> list[Known]:
    signs = [
        (_WORTH[found] + (each.required), -number, Known(kind, each, found))
        for number, each in enumerate(controls)
        for kind, found in _signs(each, touchpoint)
    ]
    known: list[Known] = []
    for _, _, sign in sorted(signs, key=lambda sign: sign[:2], reverse=True):
        if all(sign.kind != other.kind and sign.control is not other.control for other in known):
            known.append(sign)
    # A form has one place; a search box or a newsletter beside it is not part of it.
    home = next((each.control for each in known if each.kind == "message"), None)
    home = home or next((each.control for each in known if each.kind == "email"), None)
    if home is not None:
        known = [each for each in known if (each.control.frame, each.control.form) == (home.frame, home.form)]
    order = {id(each): number for number, each in enumerate(controls)}
    return sorted(known, key=lambda each: order[id(each.control)])


def _signs(control: Control, touchpoint: WebFormTouchpoint) -> Iterable[tuple[FormField, Found]]:
    label = _plain(control.label)
    kind: FormField
    for kind, told in touchpoint.fields.items():
        if told.startswith("css:"):
            if told.removeprefix("css:").strip() == control.selector:
                yield kind, "selector"
        elif _plain(told) == label:
            yield kind, "touchpoint"
    if control.type == "search" or control.kind not in ("text", "textarea"):
        return
    by_code: FormField | None = AUTOCOMPLETE.get(control.autocomplete.split(" ")[-1])
    if by_code:
        yield by_code, "autocomplete"
    for text, found in ((label, "label"), (_spaced(control.name), "name")):
        said = next((kind for kind, words in FIELD_WORDS.items() if words.search(text)), None)
        if said is not None and _fits(said, control):
            yield said, "label" if found == "label" else "name"
    if control.type == "email":
        yield "email", "type"
    elif control.type == "tel":
        yield "phone", "type"
    elif control.kind == "textarea":
        yield "message", "type"


def _fits(kind: FormField, control: Control) -> bool:
    if control.kind == "textarea":
        return kind in ("message", "address", "subject")
    if control.type in ("email", "tel"):
        return kind in ({"email": ("email", "email_again"), "tel": ("phone",)}[control.type])
    return control.type in ("text", "", "search", "url") or kind == "postcode"


def _inside(controls: Sequence[Control], fields: Sequence[Control]) -> list[Control]:
    """Keep what stands in the same form as the known fields."""
    places = {(each.frame, each.form) for each in fields}
    return [each for each in controls if not places or (each.frame, each.form) in places]


def _ticks(control: Control, touchpoint: WebFormTouchpoint) -> bool:
    if any(_plain(told) in _plain(control.label) for told in touchpoint.tick):
        return True
    if NEWSLETTER.search(control.label):
        return False
    return control.required or CONSENT.search(control.label) is not None


def _names(control: Control, told: Sequence[str]) -> bool:
    return any(each in (_plain(control.label), _plain(control.group)) for each in told)


def _buttons(
    buttons: Sequence[Control], touchpoint: WebFormTouchpoint
) -> tuple[Control | None, Control | None]:
    usable = [each for each in buttons if each.type != "reset" and not BACK.search(each.label)]
    send = _called(usable, touchpoint.send)
    further = _called(usable, touchpoint.next)
    if further is None:
        further = next((each for each in usable if NEXT.search(each.label) and each is not send), None)
    if send is None:
        send = next((each for each in usable if SEND.search(each.label) and each is not further), None)
    if send is None and further is None:
        submits = [each for each in usable if each.type in ("submit", "image")]
        send = submits[0] if len(submits) == 1 else None
    return send, further


def _called(buttons: Sequence[Control], label: str | None) -> Control | None:
    if label is None:
        return None
    if label.startswith("css:"):
        return next((each for each in buttons if each.selector == label.removeprefix("css:").strip()), None)
    return next((each for each in buttons if _plain(each.label) == _plain(label)), None)


def _plain(text: str) -> str:
    return text.replace("*", "").strip(" :\u00a0").casefold()


def _spaced(name: str) -> str:
    """Split `customerEmail_address` into words."""
    out = "".join(f" {each}" if each.isupper() else each for each in name)
    return " ".join(out.replace("_", " ").replace("-", " ").replace(".", " ").split()).casefold()

"""The steps of a telephone call, as people write them."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, StringConstraints, Tag

from scenarios.base import Part
from scenarios.duration import Duration
from scenarios.telling import Explained, Once
from scenarios.text import Text

Keys = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9*#]+( [0-9*#]+)*$", max_length=40),
    Explained("must be keys of the telephone in quotes", 'write them like "2 1"'),
]
"""Keys of the telephone; a space waits for the next menu: "2 1"."""

Heard = Literal["person", "prompt", "silence", "tone"]
Reject = Literal["closed", "voicemail", "busy", "wrong_number"]


def _word_or(tag: str) -> Discriminator:
    """Choose between a fixed word (a text) and something else (tagged `tag`)."""
    return Discriminator(lambda value: "<word>" if isinstance(value, str) else tag)


Limit = Annotated[
    Literal["method"] | Duration,
    Explained("must be a length of time or the word method", "write it like 5 min"),
]
"""How long: a length of time, or `method` for the method's waiting limit."""


class Expect(Part):
    """Listen to what answers."""

    expect: Literal["greeting", "menu", "prompt", "person", "anything"]
    """What should be heard: a greeting (recorded or live), a menu, any prompt, a person, anything."""
    reject: Annotated[tuple[Reject, ...], Once] = ()
    """What ends the attempt when it is heard instead."""
    limit: Limit = "method"
    """How long to listen: a length of time, or `method` for the method's waiting limit."""


class Press(Part):
    """Press keys."""

    press: Annotated[
        Literal["menu"] | Keys,
        Explained("must be the word menu or keys in quotes", 'write menu, or keys like "2 1"'),
    ]
    """`menu` for the organisation's own way to this enquiry (nothing when it has no menu), or keys."""


class Say(Part):
    """Speak."""

    say: Annotated[
        Annotated[Literal["hello", "opening", "question", "thanks", "apology"], Tag("<word>")]
        | Annotated[Text, Tag("<text>")],
        _word_or("<text>"),
    ]
    """Which of the enquiry's words to speak, or a text of its own such as {nb: …}."""


class Ask(Part):
    """Ask, and listen to the answers."""

    ask: Literal["facts", "question"]
    """`facts` asks for each fact in turn, `question` asks the enquiry's question."""


class WaitFor(Part):
    """Wait until something is heard."""

    wait_for: Heard
    """What to wait for: a person, a recorded prompt, silence or a tone."""
    limit: Limit = "method"
    """How long: a length of time, or `method` for the method's waiting limit, counted from INVITE."""
    then: "tuple[PhoneStep, ...]" = ()
    """Steps to take only when it was heard."""
    otherwise: Literal["hang_up", "go_on"] = "hang_up"
    """What to do when the limit passes: hang up, or go on with the next step."""


class Bridge(Part):
    """Connect the shopper, who takes over the talk."""

    bridge: Literal["shopper"]
    """Who is connected."""
    limit: Duration = Duration(20.0)
    """How long the person is kept with a courteous word when the shopper is late. Project's choice: 20 s."""


class Stay(Part):
    """Stay on the line."""

    stay: Literal["while passed on"]
    """Stay while the call is passed on to somebody else, and begin anew with each new person."""
    limit: Limit = "method"
    """How long to stay at most."""


class HangUp(Part):
    """End the call."""

    hang_up: Literal["thanks", "apology", "silently"]
    """With which words: thanks after a talk, an apology when only reaching a person was measured."""


VERBS = {
    "expect": Expect,
    "press": Press,
    "say": Say,
    "ask": Ask,
    "wait_for": WaitFor,
    "bridge": Bridge,
    "stay": Stay,
    "hang_up": HangUp,
}


def _verb(value: Any) -> str | None:
    if isinstance(value, Part):
        return next(f"<{verb}>" for verb, step in VERBS.items() if isinstance(value, step))
    verbs = [verb for verb in (value if isinstance(value, dict) else ()) if verb in VERBS]
    return f"<{verbs[0]}>" if verbs else None


PhoneStep = Annotated[
    Annotated[Expect, Tag("<expect>")]
    | Annotated[Press, Tag("<press>")]
    | Annotated[Say, Tag("<say>")]
    | Annotated[Ask, Tag("<ask>")]
    | Annotated[WaitFor, Tag("<wait_for>")]
    | Annotated[Bridge, Tag("<bridge>")]
    | Annotated[Stay, Tag("<stay>")]
    | Annotated[HangUp, Tag("<hang_up>")],
    Discriminator(_verb, custom_error_type="step", custom_error_message="no such step"),
]
"""One step of a call: a mapping that begins with what to do."""

WaitFor.model_rebuild()

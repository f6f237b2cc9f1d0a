"""Where an organisation can be reached: one address in one channel."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from scenarios.base import Line, Part, Slug
from scenarios.day import Day
from scenarios.opening_hours import OpeningHours
from scenarios.phone_address import PhoneAddress
from scenarios.recording import Recording
from scenarios.steps import Keys
from scenarios.telling import Explained, Once

WebAddress = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$", max_length=2000),
    Explained("must be the address of a web page", "write it like https://www.fjordvik.example/kontakt"),
]
"""The address of a web page, beginning with https:// (http:// on a test machine)."""

MailAddress = Annotated[
    str,
    StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$", max_length=254),
    Explained("must be the address of a mailbox", "write it like post@fjordvik.example"),
]
"""The address of a mailbox."""


class _Touchpoint(Part):
    """What every touchpoint has."""

    open: OpeningHours | None = None
    """When somebody should answer, on the organisation's clock; a day not named is closed."""
    holidays: Literal["closed", "open"] = "closed"
    """What the public holidays of the organisation's country mean here."""
    closed_on: Annotated[tuple[Day, ...], Once] = ()
    """Further dates on which it is closed."""


MenuKeys = Annotated[
    Literal["none"] | Keys,
    Explained("must be keys of the telephone in quotes, or none", 'write them like "2 1"'),
]
"""Keys of the telephone ("2 1"), or `none` for no key."""


class PhoneTouchpoint(_Touchpoint):
    """A telephone number."""

    phone: PhoneAddress
    """The quoted number with its country, a quoted short number such as "02180", or a SIP address."""
    menu: dict[Slug, MenuKeys] = Field(default_factory=dict)
    """Which keys lead to which enquiry ("2 1"), and `otherwise` for all others; `none` for no key."""
    languages: Annotated[tuple[Literal["nb", "nn", "sv", "da", "fi", "en"], ...], Once] = ()
    """The languages of this number, when they differ from the organisation's."""
    recording: Recording = "none"
    """`none`, or the agreement under which the sound of calls may be kept."""

    @property
    def channel(self) -> Literal["phone"]:
        """The channel of this touchpoint."""
        return "phone"

    def keys_for(self, enquiry: str) -> tuple[str, ...]:
        """Give the keys to press for an enquiry, one text a menu; empty when there is nothing to press."""
        keys = self.menu.get(enquiry, self.menu.get("otherwise", "none"))
        return () if keys == "none" else tuple(keys.split())


WebHost = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9.-]+(:[0-9]{1,5})?$", max_length=253),
    Explained("must be the name of a host", "write it like forms.fjordvik.example"),
]
"""The name of a host in small letters, with its port where it is not the usual one."""

FormField = Literal[
    "name",
    "first_name",
    "last_name",
    "email",
    "email_again",
    "phone",
    "subject",
    "message",
    "address",
    "postcode",
    "city",
]
"""What may be written into a field of a form."""


class WebFormTouchpoint(_Touchpoint):
    """A contact form on a web page."""

    web_form: WebAddress
    """The address of the page with the form."""
    fields: dict[FormField, Line] = Field(default_factory=dict)
    """The label of each field as the page shows it; where it shows none, `css:` and a selector."""
    choose: dict[Line, Line] = Field(default_factory=dict)
    """What to choose in a list or group, by its label."""
    tick: tuple[Line, ...] = ()
    """The boxes to tick, by their labels."""
    upload: Line | None = None
    """The label of a file chooser that shall be used though it need not be."""
    next: Line | None = None
    """The label of the button that leads to the next step, when it is not recognised."""
    send: Line | None = None
    """The label of the button that sends, when it is not recognised."""
    confirmation: Line | None = None
    """Words on the page after a successful submission."""
    hosts: Annotated[tuple[WebHost, ...], Once] = ()
    """Further hosts that the page needs; all others are out of reach."""

    @property
    def channel(self) -> Literal["web_form"]:
        """The channel of this touchpoint."""
        return "web_form"


class EmailTouchpoint(_Touchpoint):
    """A mailbox."""

    email: MailAddress
    """The address."""

    @property
    def channel(self) -> Literal["email"]:
        """The channel of this touchpoint."""
        return "email"


class ChatTouchpoint(_Touchpoint):
    """A chat on a web page."""

    chat: WebAddress
    """The address of the page with the chat."""
    start: Line | None = None
    """The label of what opens the chat, when it is not recognised."""
    system: Line | None = None
    """The chat system: the name of its adapter, which tells how its messages are known."""
    robots: Annotated[tuple[Line, ...], Once] = ()
    """The names under which its chat robots write, when they are known."""
    hosts: Annotated[tuple[WebHost, ...], Once] = ()
    """Further hosts that the chat needs, such as its maker's; all others are out of reach."""

    @property
    def channel(self) -> Literal["chat"]:
        """The channel of this touchpoint."""
        return "chat"


class MessengerTouchpoint(_Touchpoint):
    """Where messages in an app are taken; a shopper writes and logs them."""

    messenger: WebAddress
    """The address that opens the talk, or of the page whose messages are answered."""

    @property
    def channel(self) -> Literal["messenger"]:
        """The channel of this touchpoint."""
        return "messenger"


class SmsTouchpoint(_Touchpoint):
    """A number that takes text messages; a shopper writes and logs them."""

    sms: PhoneAddress
    """The quoted number with its country, or a quoted short number such as "02180"."""

    @property
    def channel(self) -> Literal["sms"]:
        """The channel of this touchpoint."""
        return "sms"


class DeskTouchpoint(_Touchpoint):
    """A desk where people are served; a shopper goes there and logs the visit."""

    desk: Line
    """Where it is: street and place."""

    @property
    def channel(self) -> Literal["desk"]:
        """The channel of this touchpoint."""
        return "desk"


AnyTouchpoint = (
    PhoneTouchpoint
    | WebFormTouchpoint
    | EmailTouchpoint
    | ChatTouchpoint
    | MessengerTouchpoint
    | SmsTouchpoint
    | DeskTouchpoint
)
"""A touchpoint of any channel."""

_KINDS = {
    "phone": PhoneTouchpoint,
    "web_form": WebFormTouchpoint,
    "email": EmailTouchpoint,
    "chat": ChatTouchpoint,
    "messenger": MessengerTouchpoint,
    "sms": SmsTouchpoint,
    "desk": DeskTouchpoint,
}


def _kind(value: Any) -> str | None:
    if isinstance(value, Part):
        return next(f"<{kind}>" for kind, model in _KINDS.items() if isinstance(value, model))
    return next((f"<{kind}>" for kind in _KINDS if isinstance(value, dict) and kind in value), None)


Touchpoint = Annotated[
    Annotated[PhoneTouchpoint, Tag("<phone>")]
    | Annotated[WebFormTouchpoint, Tag("<web_form>")]
    | Annotated[EmailTouchpoint, Tag("<email>")]
    | Annotated[ChatTouchpoint, Tag("<chat>")]
    | Annotated[MessengerTouchpoint, Tag("<messenger>")]
    | Annotated[SmsTouchpoint, Tag("<sms>")]
    | Annotated[DeskTouchpoint, Tag("<desk>")],
    Discriminator(_kind, custom_error_type="touchpoint", custom_error_message="no address"),
]
"""One address of an organisation, known by its key: `phone`, `web_form`, `email`, `chat`, `messenger`, `sms`
or `desk`."""

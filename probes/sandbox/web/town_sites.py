"""The web sites of the town: one an organisation, with a form and a chat, by the town's own files."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zlib import crc32

from probes.directory import Entry
from probes.sandbox.catalogue import ORGANISATIONS, TOWN, centre_names, town_sections
from probes.sandbox.chat.add_chat import add_chat
from probes.sandbox.chat.chat_behaviour import ChatBehaviour
from probes.sandbox.truth import TruthLog
from probes.sandbox.web.serve_site import serving
from probes.sandbox.web.site import site_app
from probes.sandbox.web.site_behaviour import FieldName, FormBehaviour, SiteBehaviour
from probes.sandbox.web.site_parts import RECEIVED, Received
from scenarios.load import load_organisation
from scenarios.organisation import Organisation
from scenarios.touchpoint import ChatTouchpoint, WebFormTouchpoint

FORM = "contact-form"
CHAT = "chat"
"""Names of the touchpoints that an organisation's file does not name."""

_OFFERED: tuple[Literal["name", "email", "phone", "subject", "message", "address"], ...] = (
    "name",
    "email",
    "phone",
    "subject",
    "message",
    "address",
)


@dataclass(frozen=True, slots=True)
class TownSite:
    """A site of the town: whose, how its form behaves, its chat, and the touchpoints that lead to it."""

    organisation: Organisation
    behaviour: SiteBehaviour
    chat: ChatBehaviour
    touchpoints: Mapping[str, str]
    """The touchpoints' addresses by name."""


def site_catalogue(folder: Path = TOWN, organisations: Path = ORGANISATIONS) -> dict[str, TownSite]:
    """Read every site, by the organisation's short name; each has a form and a chat. Raises ScenarioErrors.

    What a touchpoint says of its form (labels, boxes, confirmation) is what the site shows; the section
    `web` of the town's file says how it behaves, and `chat` how its chat does. A form or chat that the
    organisation's file does not name (an award need not measure it) stands under `/kontakt` and `/chat`.
    """
    forms = town_sections("web", FormBehaviour, folder)
    chats = town_sections("chat", ChatBehaviour, folder)
    found: dict[str, TownSite] = {}
    for name in centre_names(folder):
        organisation = load_organisation(organisations / f"{name}.yaml")
        form_name, form_point = _first(organisation, WebFormTouchpoint)
        chat_name, chat_point = _first(organisation, ChatTouchpoint)
        home = organisation.website or f"https://www.{name}.example"
        points = {form_name or FORM: f"{home}/kontakt", chat_name or CHAT: f"{home}/chat"}
        form = forms.get(name, FormBehaviour())
        if isinstance(form_point, WebFormTouchpoint):
            form = _as_told(form, form_point)
            points[form_name] = form_point.web_form
        chat = chats.get(name)
        if isinstance(chat_point, ChatTouchpoint):
            path = urlsplit(chat_point.chat).path or "/chat"
            chat = replace(chat or ChatBehaviour(), path=path, opener=chat_point.start)
            points[chat_name] = chat_point.chat
        site = SiteBehaviour(id=name, name=organisation.name, language=organisation.spoken[0], form=form)
        found[name] = TownSite(organisation, site, chat or ChatBehaviour(), points)
    return found


@asynccontextmanager
async def running_sites(
    *, truth: Path, names: Collection[str] | None = None, seed: int = 1, received: Sequence[Received] = ()
) -> AsyncIterator[list[Entry]]:
    """Serve the sites (all, or the named ones) on loopback, each on a port of its own.

    Gives the entries for the town's directory. `truth`: the folder of the logs (`<name>.web.jsonl`);
    `received` is told of each submitted form. Raises ScenarioErrors.
    """
    async with AsyncExitStack() as stack:
        strangers = _log(stack, truth, "elsewhere")
        elsewhere = await stack.enter_async_context(
            serving(site_app(SiteBehaviour(id="elsewhere", name="Et annet sted"), truth=strangers))
        )
        entries: list[Entry] = []
        for name, site in site_catalogue().items():
            if names is not None and name not in names:
                continue
            own = crc32(f"{seed}/{name}/web".encode())
            app = site_app(site.behaviour, truth=_log(stack, truth, name), seed=own, elsewhere=elsewhere)
            app[RECEIVED].extend(received)
            add_chat(app, site.chat)
            address = await stack.enter_async_context(serving(app))
            for point, url in site.touchpoints.items():
                entries.append(Entry(name, point, url, address + (urlsplit(url).path or "/")))
        yield entries


def web_truth(folder: Path, name: str) -> Path:
    """Return the file in which a site logs what truly happened."""
    return folder / f"{name}.web.jsonl"


def _log(stack: AsyncExitStack, folder: Path, name: str) -> TruthLog:
    path = web_truth(folder, name)
    path.unlink(missing_ok=True)
    log = TruthLog(path, at=name)
    stack.callback(log.close)
    return log


def _as_told(form: FormBehaviour, point: WebFormTouchpoint) -> FormBehaviour:
    labels: dict[FieldName, str] = dict(form.labels)
    for name in _OFFERED:
        told = point.fields.get(name)
        if told is not None and not told.startswith("css:"):
            labels.setdefault(name, told)
    return replace(
        form,
        path=urlsplit(point.web_form).path or "/kontakt",
        labels=labels,
        consent=form.consent or next(iter(point.tick), None),
        confirmation=form.confirmation or point.confirmation,
    )


def _first(
    organisation: Organisation, kind: type[WebFormTouchpoint] | type[ChatTouchpoint]
) -> tuple[str, object]:
    found = ((name, point) for name, point in organisation.touchpoints.items() if isinstance(point, kind))
    return next(found, ("", None))

from dashboards.reference.commands_page import commands_page
from dashboards.reference.data_page import data_page
from dashboards.reference.events_page import events_page
from dashboards.reference.outcomes_page import outcomes_page
from dashboards.reference.settings_page import settings_page
from dashboards.reference.yaml_page import yaml_page
from scenarios.kinds import KINDS


def reference_pages() -> dict[str, str]:
    """Return every page of the reference: its file's name and its text in Markdown.

    All of it comes from the code: commands from their own help, files from their JSON Schemas, tables and
    columns from the models, events and outcomes from their enums. A test holds the pages in `docs/` to it.
    """
    return {
        "commands.md": commands_page(),
        **{f"{kind}.md": yaml_page(kind) for kind in KINDS},
        "settings.md": settings_page(),
        "outcomes.md": outcomes_page(),
        "events.md": events_page(),
        "data.md": data_page(),
    }

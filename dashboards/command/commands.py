from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives. Its module is imported only when the command is called.

    `attribute` is a function or a `typer.Typer`; `panel` is the heading it stands under in `svartid --help`.
    """

    module: str
    attribute: str
    summary: str
    panel: str


_TOGETHER: dict[str, dict[str, tuple[str, str, str]]] = {
    "Practise and calibrate": {
        "demo": ("dashboards.command.demo", "demo", "Run a small award in the practice town, plan to site."),
        "example": (
            "benchmark.editions.example.command",
            "example",
            "Fill the record with an invented award of many years.",
        ),
        "sandbox": ("probes.sandbox.commands", "sandbox", "Run the practice town: up, list, truth."),
        "bench": ("dashboards.command.bench", "bench", "Calibrate the instrument against a known truth."),
    },
    "Write what is asked": {
        "validate": (
            "scenarios.commands",
            "validate",
            "Check YAML files; each mistake with place and remedy.",
        ),
        "new": (
            "scenarios.commands",
            "new",
            "Write a commented skeleton: scenario, organisation, campaign …",
        ),
        "library": (
            "scenarios.commands",
            "library",
            "List the enquiries, questionnaires and methods shipped.",
        ),
        "schema": ("scenarios.commands", "schema", "Print the JSON Schemas that let editors complete."),
    },
    "Make one contact": {
        "call": ("probes.phone.commands", "call", "Place one measured call and show when a person answered."),
        "submit": ("probes.web_form.commands", "submit", "Send one web form and show what it took."),
        "chat": ("probes.chat.commands", "chat", "Hold one measured chat and show when a person wrote."),
        "write": ("probes.email.commands", "write", "Send one letter and wait for the answer."),
        "mail": ("probes.email.commands", "mail", "Check the mail accounts that letters go out by."),
        "log-contact": (
            "benchmark.fieldwork.log_command",
            "log_contact",
            "Check, and store, the log of a contact that a shopper made by themselves.",
        ),
        "touchpoint": (
            "probes.touchpoint_commands",
            "touchpoint",
            "Look at a page and propose how its touchpoint is written.",
        ),
        "trunk": ("probes.phone.trunk_commands", "trunk", "Check the SIP trunk that calls go out by."),
        "sound": ("probes.phone.sound_commands", "sound", "Seal and open sound that may be kept: key, open."),
    },
    "Run a campaign": {
        "award": ("results.award_commands", "award", "Awards: make one, list them, put a campaign in."),
        "plan": ("dashboards.command.plan", "plan", "Draw a plan: who is asked what, when and by whom."),
        "run": (
            "benchmark.fieldwork.commands",
            "run",
            "Carry out a campaign: plan it, and work until it is done.",
        ),
        "worker": (
            "benchmark.fieldwork.commands",
            "worker",
            "Carry what falls due in all running campaigns.",
        ),
        "dispatcher": (
            "benchmark.fieldwork.dispatcher",
            "dispatcher",
            "Keep the plan in order where no contact is made.",
        ),
        "status": (
            "benchmark.fieldwork.commands",
            "status",
            "Show where campaigns stand and which workers live.",
        ),
        "relisten": (
            "benchmark.fieldwork.relisten_command",
            "relisten",
            "Hear a campaign's calls again beside one another.",
        ),
        "tray": (
            "benchmark.fieldwork.tray_command",
            "tray",
            "Letters that belong to nobody yet: list, assign, lay aside.",
        ),
        "turns": (
            "benchmark.fieldwork.turns_command",
            "turns",
            "Who wrote what in a contact's chat: show it, or say otherwise.",
        ),
        "pause": ("benchmark.fieldwork.commands", "pause", "Begin nothing new in a campaign."),
        "resume": ("benchmark.fieldwork.commands", "resume", "Let a campaign go on."),
        "stop": (
            "benchmark.fieldwork.commands",
            "stop",
            "The stop button: every call ends within two seconds.",
        ),
    },
    "Score and rank": {
        "score": ("benchmark.commands", "score", "Show scores with intervals, as measured and adjusted."),
        "rank": ("benchmark.commands", "rank", "Rank each class; say in words what the ranking is worth."),
        "compare": ("benchmark.commands", "compare", "Say whether two organisations differ."),
        "power": ("benchmark.commands", "power", "Say how many contacts it takes to tell a difference."),
    },
    "The site": {
        "serve": (
            "dashboards.command.serve",
            "serve",
            "Serve the site to evaluators, shoppers and the rest.",
        ),
        "publish": (
            "dashboards.command.publish",
            "publish",
            "Write a published edition as a folder that needs no server.",
        ),
        "invite": ("dashboards.command.serve", "invite", "Invite somebody to the site; print the link."),
        "token": ("dashboards.command.token", "token", "Keys with which programs use the API."),
    },
    "Keep the record": {
        "doctor": ("results.commands", "doctor", "Say what this machine has and lacks, with the remedy."),
        "database": ("results.database_commands", "database", "The embedded database: start, stop, url."),
        "import": (
            "results.exchange.commands",
            "import_",
            "Take organisations, shoppers, ratings or an export in.",
        ),
        "export": (
            "results.exchange.commands",
            "export",
            "Write it all as Parquet and CSV with a dictionary.",
        ),
        "backup": ("results.backup.commands", "backup", "Write the whole record into one file."),
        "restore": ("results.backup.commands", "restore", "Put a backup into an empty database."),
        "upgrade": ("results.backup.commands", "upgrade", "Bring the record to the newest schema."),
        "person": ("results.commands", "person", "Hand over or erase what is known of a person."),
    },
}

COMMANDS: dict[str, Command] = {
    name: Command(*where, panel) for panel, commands in _TOGETHER.items() for name, where in commands.items()
}
"""Every command of `svartid`, in the order in which `svartid --help` prints them: as a campaign goes."""

from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives. Its module is imported only when the command is called.

    `attribute` is a function or a `typer.Typer`; `panel` is the heading it stands under in `svartid --help`.
    """

    module: str
    attribute: str
    summary: str
    panel: str


_FIELD = "Run the fieldwork"
_MEASURE = "Measure"
_PLAN = "Plan a campaign"
_JUDGE = "Score and rank"
_WRITE = "Write what is asked"
_KEEP = "Keep the record"
_PRACTISE = "Practise and calibrate"

COMMANDS: dict[str, Command] = {
    "run": Command(
        "benchmark.fieldwork.commands",
        "run",
        "Carry out a campaign: plan it, and work until it is done.",
        _FIELD,
    ),
    "worker": Command(
        "benchmark.fieldwork.commands", "worker", "Carry what falls due in all running campaigns.", _FIELD
    ),
    "status": Command(
        "benchmark.fieldwork.commands", "status", "Show where campaigns stand and which workers live.", _FIELD
    ),
    "pause": Command("benchmark.fieldwork.commands", "pause", "Begin nothing new in a campaign.", _FIELD),
    "resume": Command("benchmark.fieldwork.commands", "resume", "Let a campaign go on.", _FIELD),
    "stop": Command(
        "benchmark.fieldwork.commands", "stop", "The stop button: every call ends within two seconds.", _FIELD
    ),
    "call": Command(
        "probes.phone.commands",
        "call",
        "Place one measured call and show when a person answered.",
        _MEASURE,
    ),
    "trunk": Command(
        "probes.phone.trunk_commands", "trunk", "Check the SIP trunk that calls go out by.", _MEASURE
    ),
    "sound": Command(
        "probes.phone.sound_commands", "sound", "Seal and open sound that may be kept: key, open.", _MEASURE
    ),
    "validate": Command(
        "scenarios.commands",
        "validate",
        "Check YAML files; each mistake with place and remedy.",
        _WRITE,
    ),
    "new": Command(
        "scenarios.commands", "new", "Write a commented skeleton: scenario, organisation, campaign …", _WRITE
    ),
    "library": Command(
        "scenarios.commands", "library", "List the enquiries, questionnaires and methods shipped.", _WRITE
    ),
    "schema": Command(
        "scenarios.commands",
        "schema",
        "Print the JSON Schemas that let editors complete.",
        _WRITE,
    ),
    "plan": Command(
        "dashboards.command.plan",
        "plan",
        "Draw a campaign's plan: who is asked what, when and by whom.",
        _PLAN,
    ),
    "score": Command(
        "benchmark.commands", "score", "Show scores with intervals, as measured and adjusted.", _JUDGE
    ),
    "rank": Command(
        "benchmark.commands", "rank", "Rank each class; say in words what the ranking is worth.", _JUDGE
    ),
    "compare": Command("benchmark.commands", "compare", "Say whether two organisations differ.", _JUDGE),
    "power": Command(
        "benchmark.commands", "power", "Say how many contacts it takes to tell a difference.", _JUDGE
    ),
    "doctor": Command(
        "results.commands", "doctor", "Say what this machine has and lacks, with the remedy.", _KEEP
    ),
    "database": Command(
        "results.database_commands", "database", "The embedded database: start, stop, url.", _KEEP
    ),
    "import": Command(
        "results.exchange.commands",
        "import_",
        "Take organisations, touchpoints, shoppers, ratings or an export into the record.",
        _KEEP,
    ),
    "export": Command(
        "results.exchange.commands",
        "export",
        "Write a campaign, or all, as Parquet and CSV with a data dictionary.",
        _KEEP,
    ),
    "person": Command("results.commands", "person", "Hand over or erase what is known of a person.", _KEEP),
    "demo": Command(
        "dashboards.command.demo",
        "demo",
        "Call the whole practice town; compare with the truth.",
        _PRACTISE,
    ),
    "sandbox": Command(
        "probes.sandbox.commands", "sandbox", "Run the practice town: up, list, truth.", _PRACTISE
    ),
    "bench": Command(
        "dashboards.command.bench", "bench", "Calibrate the instrument against a known truth.", _PRACTISE
    ),
}
"""Every command of `svartid`, in the order in which `svartid --help` prints them."""

import typer

from benchmark.bench import coverage, statistics
from benchmark.fieldwork.bench import fieldwork
from dashboards.bench import site
from dashboards.public.bench import edition
from probes.bench import phone
from probes.web_bench import web
from scenarios.bench import scenarios

bench = typer.Typer(
    help="Calibrate the instrument against a known truth, before a campaign.\n\n"
    "Each room measures itself. Example: `svartid bench phone --quick --json`",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
bench.command("phone")(phone)
bench.command("web")(web)
bench.command("scenarios")(scenarios)
bench.command("coverage")(coverage)
bench.command("statistics")(statistics)
bench.command("fieldwork")(fieldwork)
bench.command("site")(site)
bench.command("edition")(edition)

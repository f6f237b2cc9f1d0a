from typing import Any

from dashboards.reference.column_words import WORDS
from dashboards.reference.markdown import MADE, code, table


def data_page() -> str:
    """Return the page of all tables of the record and their columns, none left out."""
    from results.setup import configure

    configure()
    from django.apps import apps

    from results.exchange.package_columns import package_columns
    from results.exchange.package_tables import package_tables, table_name

    exported = package_tables()
    others = [each for each in apps.get_app_config("results").get_models() if each not in exported]
    text = (
        f"{MADE}# Data dictionary\n\nEvery table of the record and every column. In PostgreSQL a table's"
        f" name begins"
        " with `results_`. The first part is what `svartid export` writes, as CSV and as Parquet, with"
        " the same"
        " words in its `dictionary.csv`; the second never leaves the record. Times are in UTC. Missing"
        " is empty,"
        " never zero.\n\n"
    )
    for title, tables in (("What an export holds", exported), ("What stays in the record", others)):
        text += f"## {title}\n\n"
        for each in sorted(tables, key=table_name):
            about = (each.__doc__ or "").strip().split("\n\n")[0]
            rows = [
                (
                    code(column.name),
                    column.frictionless + (", may be empty" if column.nullable else ""),
                    _told(table_name(each), column),
                )
                for column in package_columns(each)
            ]
            text += f"### {table_name(each)}\n\n{' '.join(about.split())}\n\n"
            text += table(["column", "type", "holds"], rows)
    return text.rstrip() + "\n"


def _told(table: str, column: Any) -> str:
    told = column.words or WORDS.get(f"{table}.{column.name}") or WORDS.get(column.name, "")
    return f"{told} In {column.unit}." if column.unit else told

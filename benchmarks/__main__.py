"""python -m benchmarks [NAME] [--quick] [--json]"""

import json

import click
from rich.console import Console
from rich.table import Table

from .exports import export
from .ground import prepared, server
from .imports import import_1m, import_100k
from .library import find_similar, find_similar_tagged
from .live_room import live_room
from .log_sets import log_set_1, log_set_8
from .measure import Result
from .notify import notify
from .plans import insert_full_plan, insert_full_plan_bare, insert_full_plan_rows
from .roster import coach_roster

BENCHMARKS = {
    run.__name__: run
    for run in (
        log_set_1,
        log_set_8,
        import_100k,
        import_1m,
        export,
        insert_full_plan,
        insert_full_plan_bare,
        insert_full_plan_rows,
        live_room,
        notify,
        find_similar,
        find_similar_tagged,
        coach_roster,
    )
}


@click.command()
@click.argument("name", required=False, type=click.Choice(list(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="Fewer and shorter rounds: some 20 seconds each.")
@click.option("--json", "as_json", is_flag=True, help="The figures as a JSON list.")
def main(name: str | None, quick: bool, as_json: bool) -> None:
    """Measure what the log costs beside bare Postgres."""
    results = []
    with server() as running:
        for each in [name] if name else BENCHMARKS:
            with prepared(running, each) as ground:
                results.append(BENCHMARKS[each](ground, quick))
    if as_json:
        print(json.dumps([result.as_json() for result in results], indent=2))
    else:
        show(results)


def show(results: list[Result]) -> None:
    """The results as a table."""
    table = Table("benchmark")
    for heading in ("ours", "against", "ratio", "reach"):
        table.add_column(heading, justify="right")
    table.add_column("client", justify="right")
    table.add_column("")
    for result in results:
        bound = "≤" if result.unit == "s" else "≥"
        table.add_row(
            result.name,
            *(
                f"{figure:,.3g} {result.unit}"
                if result.unit == "s"
                else f"{figure:,.0f} {result.unit}"
                for figure in (result.ours, result.against)
            ),
            f"{result.ratio:.2f}",
            f"{bound} {result.reach:g}",
            "" if result.memory is None else f"{result.memory:.0f} MB",
            "[green]ok[/]" if result.ok else "[red]not yet[/]",
        )
    console = Console()
    console.print(table)
    for result in results:
        if result.beside:
            console.print(f"{result.name}: {result.beside}")


main(prog_name="python -m benchmarks")

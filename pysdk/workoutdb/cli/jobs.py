"""`workoutdb reimport` and `workoutdb undo`: what was imported, read again or taken back."""

from __future__ import annotations

import json

import click
from rich.table import Table
from rich.text import Text

from workoutdb._generated import UndoneImport
from workoutdb.cli import report
from workoutdb.cli.base import connect, console, dsn_option, locate, several
from workoutdb.cli.importing import conflict_option, json_option, show, unit_option
from workoutdb.encode import to_json
from workoutdb.importing import import_again, load
from workoutdb.importing.dialects import WeightUnit


@click.command("reimport")
@click.argument("job", type=click.UUID)
@unit_option
@conflict_option("update")
@json_option
@dsn_option
def reimport(
    job: str,
    unit: WeightUnit | None,
    on_conflict: load.OnConflict,
    as_json: bool,
    dsn: str | None,
) -> None:
    """Read the lines that import JOB kept once more.

    For after an upgrade that reads them better, or with the right --unit. What reads otherwise now
    is updated; what was edited here stays, and is reported.
    """
    report.forgive_encodings()
    with connect(locate(dsn)) as client:
        account = import_again(client, job, unit=unit, on_conflict=on_conflict)
    show(account, as_json)


@click.command("undo")
@click.argument("job", type=click.UUID)
@click.option("--force", is_flag=True, help="Take away workouts that were edited since, too.")
@json_option
@dsn_option
def undo(job: str, force: bool, as_json: bool, dsn: str | None) -> None:
    """Take back what import JOB brought.

    Its workouts go, with the exercises it made that nothing else uses, and records return to what
    they were. Workouts that it changed are again what they were. What was edited since stays.
    """
    report.forgive_encodings()
    with connect(locate(dsn)) as client, client.as_service() as service:
        undone = service.undo_import(job, force=force)
    if as_json:
        click.echo(json.dumps(json.loads(to_json(undone)), ensure_ascii=False, indent=2))
    else:
        console.print(_told(undone))


def _told(undone: UndoneImport) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_row(
        "workouts",
        f"{undone.workouts_removed:,} removed, {undone.workouts_restored:,} as they were before, "
        f"{len(undone.workouts_kept):,} kept",
    )
    if undone.exercises_removed:
        grid.add_row("your own exercises", Text(", ".join(undone.exercises_removed) + " removed"))
    if undone.body_weights_removed:
        grid.add_row("body", f"{several(undone.body_weights_removed, 'weight')} removed")
    if undone.workouts_kept:
        grid.add_row("", Text("Edited since, and kept: --force removes them", style="dim"))
    return grid

"""`workoutdb import`: a file into somebody's log, and the account of it."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from workoutdb.cli import report
from workoutdb.cli.base import connect, console, dsn_option, errors, locate, psql
from workoutdb.errors import NotFound
from workoutdb.importing import import_file, load, reader
from workoutdb.importing.dialects import BY_ID, DistanceUnit, WeightUnit

unit_option = click.option(
    "--unit",
    type=click.Choice(["kg", "lb"]),
    help="The weights' unit, where the file doesn't say.",
)
timezone_option = click.option(
    "--timezone",
    metavar="ZONE",
    help="Where the training was, such as Europe/Berlin. Without it: the person's own zone,"
    " unless the file is in UTC.",
)


@click.command("import")
@click.argument("file")
@click.option("--user", required=True, metavar="EMAIL", help="Into whose log.")
@unit_option
@click.option(
    "--distance-unit",
    type=click.Choice(["km", "mi"]),
    help="The distances' unit, where the file doesn't say. Without it: km with kg, mi with lb.",
)
@timezone_option
@click.option("--dialect", metavar="NAME", help=f"Read it as one of {', '.join(BY_ID)}.")
@click.option(
    "--on-conflict",
    type=click.Choice(["report", "update"]),
    default="report",
    help="What to do with a workout that has changed since it was imported.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@dsn_option
def import_(
    file: str,
    user: str,
    unit: WeightUnit | None,
    distance_unit: DistanceUnit | None,
    timezone: str | None,
    dialect: str | None,
    on_conflict: load.OnConflict,
    as_json: bool,
    dsn: str | None,
) -> None:
    """Import FILE, another training app's export; - reads standard input.

    Exports of Strong, Hevy, FitNotes, StrongLifts and Fitbod are recognised by their headers.

    Lines that can't be read are listed, and the rest is imported: the exit status is 0, or 1 if no
    line could be read. Importing the same file again adds nothing.
    """
    report.forgive_encodings()
    source: reader.Source = file
    if file == "-":
        source = sys.stdin.buffer
    else:
        # before a server is started for what can't be read
        with reader.open_export(file, unit=unit, timezone=timezone, dialect=dialect):
            pass
    dsn = locate(dsn)
    with (
        connect(dsn) as client,
        reading(file) as progress,
    ):
        try:
            account = import_file(
                client,
                source,
                email=user,
                unit=unit,
                distance_unit=distance_unit,
                timezone=timezone,
                dialect=dialect,
                on_conflict=on_conflict,
                progress=progress,
            )
        except NotFound as error:
            literal = user.replace("'", "''")
            make = shlex.join(["-c", f"select public.create_user('{literal}')"])
            raise click.ClickException(
                f"Nobody has the e-mail address {user}. Check the spelling, or make an account "
                f"(on Supabase, the sign-up does): {psql(dsn)} {make}"
            ) from error
    if as_json:
        click.echo(report.as_json(account))
    else:
        console.print(report.account(account))
    if account["rows"] and account["rows"] == len(account["errors"]):
        raise click.exceptions.Exit(1)


@contextlib.contextmanager
def reading(file: str | Path) -> Iterator[reader.Progress]:
    """A bar for the bytes read, on a terminal: on standard error, for the account may be piped."""
    path = Path(file)
    size = path.stat().st_size if path.is_file() else None
    with Progress(
        TextColumn("Reading"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    ) as progress:
        task = progress.add_task("Reading", total=size)
        yield lambda done: progress.update(task, completed=done)

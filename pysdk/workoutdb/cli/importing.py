"""`workoutdb import`: a file into somebody's log, and the account of it."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import click
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar

from workoutdb import migrations
from workoutdb.cli import report
from workoutdb.cli.base import (
    Command,
    command,
    connect,
    console,
    dsn_option,
    errors,
    locate,
    nobody,
    say,
)
from workoutdb.errors import NotFound
from workoutdb.importing import Account, Worker, import_file, load, queue_file, reader
from workoutdb.importing.dialects import BY_ID, DistanceUnit, WeightUnit

#: Bytes from which a file becomes a job.
LARGE = 1_000_000

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


json_option = click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")


def conflict_option(default: load.OnConflict) -> Callable[[Command], Command]:
    """What to do with what changed."""
    return click.option(
        "--on-conflict",
        type=click.Choice(["report", "update", "overwrite"]),
        default=default,
        help="What to do with a workout that has changed since it was imported: report it, update"
        f" it unless it was edited here, or overwrite it all the same. Default: {default}.",
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
@conflict_option("report")
@click.option(
    "--no-wait", is_flag=True, help="Leave a file of 1 MB and more to `workoutdb worker`."
)
@json_option
@dsn_option
def import_(
    file: str,
    user: str,
    unit: WeightUnit | None,
    distance_unit: DistanceUnit | None,
    timezone: str | None,
    dialect: str | None,
    on_conflict: load.OnConflict,
    no_wait: bool,
    as_json: bool,
    dsn: str | None,
) -> None:
    """Import FILE, another training app's export; - reads standard input.

    Exports of Strong, Hevy, FitNotes, StrongLifts and Fitbod are recognised by their headers.

    So is what `workoutdb export` wrote.

    Lines that can't be read are listed, and the rest is imported: the exit status is 0, or 1 if no
    line could be read. Importing the same file again adds nothing.

    A file of 1 MB and more becomes a job, which this command does itself unless a worker comes
    first.
    """
    report.forgive_encodings()
    with contextlib.ExitStack() as stack:
        source: reader.Source = file
        if file == "-":
            source = stack.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(sys.stdin.buffer, source)
        # before a server is started for what can't be read
        with reader.open_export(source, unit=unit, timezone=timezone, dialect=dialect) as found:
            large = found.size >= LARGE
        dsn = locate(dsn)
        client = stack.enter_context(connect(dsn))
        bring = queue_file if large else import_file
        try:
            with reading(file) as progress:
                brought = bring(
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
            raise nobody(user) from error
    if isinstance(brought, UUID):
        if no_wait:
            say(f"Import {brought} waits for `workoutdb worker`.")
            return
        brought = follow(dsn, brought)
    show(brought, as_json)


def show(account: Account, as_json: bool) -> None:
    """Print an account; the command fails if there was something to read and none could be."""
    if as_json:
        click.echo(report.as_json(account))
    else:
        tell(account)
    if account["rows"] and account["rows"] == len(account["errors"]):
        raise click.exceptions.Exit(1)


def tell(account: Account) -> None:
    """Print an account to people, with the way back where there is one."""
    console.print(report.account(account))
    if account["workouts"]["created"] or account["workouts"]["updated"]:
        say(f"\nUndo it: {command('undo', account['job_id'])}")


def follow(dsn: str, job: UUID) -> Account:
    """The account of a job: this command does it, or waits for the worker that took it."""
    with (
        Bar(
            TextColumn("Importing"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=errors,
            transient=True,
            disable=not errors.is_terminal,
        ) as bar,
        migrations.reaching(),
    ):
        task = bar.add_task("Importing", total=100)

        def progress(percent: int) -> None:
            bar.update(task, completed=percent)

        with Worker(migrations.plain(dsn), heartbeat=1, progress=progress) as worker:
            account = worker.follow(job)
    return account


@contextlib.contextmanager
def reading(file: str | Path) -> Iterator[reader.Progress]:
    """A bar for the bytes read, on a terminal: on standard error, for the account may be piped."""
    path = Path(file)
    size = path.stat().st_size if path.is_file() else None
    with Bar(
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

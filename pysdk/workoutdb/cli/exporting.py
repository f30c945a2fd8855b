"""`workoutdb export`: somebody's log as a file."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from workoutdb.cli.base import connect, dsn_option, errors, locate, nobody, remark, several
from workoutdb.errors import NotFound
from workoutdb.exporting import Format, Progress, export_log

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export")
@click.option("--user", required=True, metavar="EMAIL", help="Whose log.")
@click.option("--from", "first", type=DAY, metavar="DAY", help="The first day, such as 2026-01-31.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="The last day.")
@click.option(
    "--format",
    type=click.Choice(["csv", "json", "openweight"]),
    default="csv",
    help="csv can be imported again.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Where to write it. Without it: standard output."
)
@dsn_option
def export(
    user: str,
    first: datetime | None,
    last: datetime | None,
    format: Format,
    output: str | None,
    dsn: str | None,
) -> None:
    """Write somebody's log, one set a row.

    The days are the person's own. A FILE is there once it is whole, and never in part.
    """
    if first and last and first > last:
        raise click.ClickException("--from is after --to.")
    with connect(locate(dsn)) as client, counting(output) as progress, _opened(output) as file:
        try:
            rows = export_log(
                client,
                file,
                email=user,
                first=first and first.date(),
                last=last and last.date(),
                format=format,
                progress=progress,
            )
        except NotFound as error:
            raise nobody(user) from error
    if output and output != "-":
        remark(f"Wrote {several(rows, 'row')} to {output}.")


@contextlib.contextmanager
def _opened(output: str | None) -> Iterator[IO[str]]:
    """Standard output, or a file that takes its name when all is in it."""
    if output is None or output == "-":
        # lines end as they do in the file, and every letter can be written
        text = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield text
            text.flush()
        finally:
            text.detach()
        return
    path = Path(output)
    if path.exists() and not path.is_file():
        # a pipe or a device
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    except FileNotFoundError as error:
        # the name that was asked for: the other is nobody's business
        raise FileNotFoundError(error.errno, error.strerror, output) from error
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def counting(output: str | None) -> Iterator[Progress | None]:
    """A bar for the rows written, on a terminal that doesn't show the rows themselves."""
    if not errors.is_terminal or (output is None and sys.stdout.isatty()):
        yield None
        return
    with Bar(
        TextColumn("Writing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
    ) as bar:
        task = bar.add_task("Writing", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

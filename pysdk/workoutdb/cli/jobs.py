"""`workoutdb imports`, `reimport` and `undo`: what was imported, listed, read again, taken back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

import click
from psycopg.rows import dict_row
from rich.table import Table
from rich.text import Text

from workoutdb._generated import UndoneImport
from workoutdb.cli import report
from workoutdb.cli.base import (
    command,
    connect,
    console,
    dsn_option,
    locate,
    nobody,
    say,
    several,
)
from workoutdb.cli.importing import conflict_option, json_option, show, unit_option
from workoutdb.encode import to_json
from workoutdb.errors import NotFound
from workoutdb.importing import import_again, load
from workoutdb.importing.dialects import WeightUnit

_JOBS = """
select j.id, j.created_at, j.status, j.file_name, j.dialect, j.undone_at, j.error,
       (j.summary -> 'workouts' ->> 'created')::integer as created,
       (j.summary -> 'workouts' ->> 'updated')::integer as updated,
       (select count(*) from public.imported_workouts as w
        where w.user_id = j.user_id and w.job_id = j.id) as kept
from public.import_jobs as j
where j.user_id = %s
order by j.created_at desc, j.id desc
"""


@click.command("imports")
@click.option("--user", required=True, metavar="EMAIL", help="Into whose log.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@dsn_option
def imports(user: str, as_json: bool, dsn: str | None) -> None:
    """List what was imported, the newest first, with the ids that undo and reimport take."""
    report.forgive_encodings()
    with connect(locate(dsn)) as client, client.as_service() as service:
        try:
            person = service.find_user(user)
        except NotFound as error:
            raise nobody(user) from error
        cursor = service.connection().cursor(row_factory=dict_row)
        jobs = cursor.execute(_JOBS, (person,)).fetchall()
    if as_json:
        click.echo(json.dumps(json.loads(to_json(jobs)), ensure_ascii=False, indent=2))
    elif not jobs:
        say("Nothing was imported yet.")
    else:
        for job in jobs:
            say(_line(job))


def _line(job: dict[str, Any]) -> str:
    """A job on one line: the id first, to be copied."""
    made: datetime = job["created_at"]
    if job["undone_at"]:
        state = f"undone, {job['kept']:,} kept" if job["kept"] else "undone"
    elif job["status"] == "completed":
        state = f"{job['created']:,} created, {job['updated']:,} updated"
    else:
        state = job["status"]
    return f"{job['id']}  {made:%Y-%m-%d %H:%M}  {job['file_name'] or job['dialect']}: {state}"


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
    with connect(locate(dsn)) as client, _listed():
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
    with connect(locate(dsn)) as client, _listed(), client.as_service() as service:
        undone = service.undo_import(job, force=force)
    if as_json:
        click.echo(json.dumps(json.loads(to_json(undone)), ensure_ascii=False, indent=2))
    elif any(getattr(undone, field.name) for field in fields(undone) if field.name != "job_id"):
        console.print(_told(undone))
    else:
        say("Nothing of it is left to undo.")


@contextlib.contextmanager
def _listed() -> Iterator[None]:
    """Whoever knows no such import is told where they are listed."""
    try:
        yield
    except NotFound as error:
        error.hint = f"{command('imports', '--user', 'EMAIL')} lists them."
        raise


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

"""An export into the database: staged by COPY, imported by one function, whole or not at all.

However long the file, that is one transaction of at most ten round trips, and no more of the file
is held than a few rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal, TypedDict
from uuid import UUID

from ..connection import Client, Transaction
from ..errors import Misuse, translated
from .dialect import DistanceUnit, WeightUnit
from .reader import Export, Progress, Source, open_export
from .staging import StagingRow

OnConflict = Literal["report", "update", "overwrite"]

#: The app as whose export our own counts.
OWN = "workoutdb"

#: Characters sent at once.
_CHUNK = 1 << 16

#: What is copied of a row: of most files the first columns, the part only where records hold
#: several sets, and all of them of our own export, or if the body's weight is told.
_PART = StagingRow._fields.index("part")
#: What a column is called is no part of a record's text.
_COLUMN = StagingRow._fields.index("error_column")

# What COPY's text format gives a meaning to.
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class RowError(TypedDict):
    """A record that could not be imported; `column` and `value` are null if it is no cell's."""

    line: int
    column: str | None
    value: str | None
    reason: str


class Suggestion(TypedDict):
    """An unknown name, and the catalogue's exercise whose name is most like it."""

    name: str
    suggestion: str
    exercise_id: str
    similarity: Decimal


class Conflict(TypedDict):
    """A workout that has changed since it was imported, in the file or (then edited) here."""

    workout: str
    session_id: str
    edited_here: bool


class Workouts(TypedDict):
    """How many workouts of the file were new, changed, the same, or in conflict."""

    created: int
    updated: int
    unchanged: int
    conflicts: int


class Units(TypedDict):
    """How the weights' unit is known: from the `file`, from `each row`, or as it was `asked`.

    `pounds_again` counts the weights that were in kilograms and had been typed in pounds.
    """

    weight_from: str | None
    distance: str | None
    pounds_again: int


class Account(TypedDict):
    """What an import did: rows are always sets + rests + notes + the number of errors.

    `rests_without_set` are the lines of rests that no set takes: what was before them is an error,
    or nothing. `unread` are cells that were left out, and whose rows came in all the same. Of notes
    that are too long together the end is cut: `notes_cut` counts these. On the days of
    `body_weights_doubtful` a weight may be the body's or added to it.
    """

    job_id: str
    source: str
    dialect: str
    unit: WeightUnit | None
    units: Units
    months: str | None
    timezone: str
    rows: int
    sets: int
    rests: int
    notes: int
    rests_without_set: list[int]
    unread: list[RowError]
    notes_cut: int
    errors: list[RowError]
    workouts: Workouts
    conflicts: list[Conflict]
    exercises_created: list[str]
    suggestions: list[Suggestion]
    body_weights: int
    body_weights_doubtful: list[str]


def import_file(
    client: Client,
    source: Source,
    *,
    user_id: UUID | str | None = None,
    email: str | None = None,
    unit: WeightUnit | None = None,
    distance_unit: DistanceUnit | None = None,
    timezone: str | None = None,
    dialect: str | None = None,
    on_conflict: OnConflict = "report",
    progress: Progress | None = None,
) -> Account:
    """Import a training app's export into a person's log, and return the account of it.

        with workoutdb.connect(dsn) as db:
            account = import_file(db, "strong.csv", email="ann@example.org", unit="lb")

    `source` is a path or a stream of bytes; the person is named by id or by e-mail address. `unit`
    is needed where the file doesn't tell its own, `timezone` where the person trained elsewhere
    than their profile says. A workout that was imported before and has changed since is reported,
    or taken over with `on_conflict="update"`; one that was corrected here is reported even then,
    unless `on_conflict="overwrite"`.

    A file with instants instead of local times can't be read without `timezone`.

    Raises ImportRefused for a file that can't be imported, NotFound for a person who doesn't exist,
    InvalidInput for an unknown time zone; then nothing was written.
    """
    _check_person(user_id, email)
    with (
        open_export(
            source, unit=unit, distance_unit=distance_unit, timezone=timezone, dialect=dialect
        ) as export,
        client.as_service() as service,
    ):
        person = service.find_user(email) if email is not None else user_id
        job = stage(
            service,
            export,
            str(person),
            timezone=timezone,
            on_conflict=on_conflict,
            progress=progress,
        )
        account = run(service, job, export.dialect.source)
        check_counts(account["rows"], export)
        return account


def queue_file(
    client: Client,
    source: Source,
    *,
    user_id: UUID | str | None = None,
    email: str | None = None,
    unit: WeightUnit | None = None,
    distance_unit: DistanceUnit | None = None,
    timezone: str | None = None,
    dialect: str | None = None,
    on_conflict: OnConflict = "report",
    progress: Progress | None = None,
) -> UUID:
    """Read a training app's export and leave it to a worker; return the job's id.

    As `import_file`, but for files that take a while: the job's row in `import_jobs` says how far
    it is, and its `summary` is the account once its status is `completed`.
    """
    _check_person(user_id, email)
    with (
        open_export(
            source, unit=unit, distance_unit=distance_unit, timezone=timezone, dialect=dialect
        ) as export,
        client.as_service() as service,
    ):
        person = service.find_user(email) if email is not None else user_id
        return stage(
            service,
            export,
            str(person),
            timezone=timezone,
            on_conflict=on_conflict,
            progress=progress,
        )


def _check_person(user_id: UUID | str | None, email: str | None) -> None:
    if (user_id is None) == (email is None):
        raise Misuse("Name the person, either by user_id or by email.")


def stage(
    service: Transaction,
    export: Export,
    person: str,
    *,
    timezone: str | None,
    on_conflict: OnConflict,
    progress: Progress | None = None,
    lost: Iterable[StagingRow] = (),
) -> UUID:
    """Open a job and copy the export's rows, and the `lost` ones, which can't be read again."""
    job = service.begin_import(
        person,
        export.dialect.source,
        export.dialect.id,
        file_name=export.name,
        unit=export.unit,
        timezone=timezone,
        on_conflict=on_conflict,
        reading=export.found(),
    )
    width = _PART + export.dialect.several
    if export.dialect.own or export.has("body_weight"):
        width = len(StagingRow._fields)
    columns = ", ".join(("job_id", "user_id", "set_number", *StagingRow._fields[:width]))
    into = f"copy private.import_rows ({columns}) from stdin"
    with translated(), service.connection().cursor().copy(into) as copy:
        for rows in (export.rows(progress), lost):
            for chunk in copy_chunks(rows, f"{job}\t{person}", width):
                copy.write(chunk)
    return job


def run(service: Transaction, job: UUID, source: str) -> Account:
    """Bring a job's rows into the log."""
    made: Any = service.restore_log(job) if source == OWN else service.run_import(job)
    account: Account = made
    return account


def check_counts(rows: int, export: Export, lost: int = 0) -> None:
    """Every record that was read is one that the database counted."""
    if rows != export.counts.rows + lost:
        raise Misuse(
            f"The file has {export.counts.rows + lost} records and the database counted {rows};"
            " nothing was imported.",
            hint="This is a fault of workoutdb's; please report it with the file's header.",
        )


def copy_chunks(
    rows: Iterable[StagingRow], prefix: str, width: int = len(StagingRow._fields)
) -> Iterator[str]:
    """The first `width` cells of the rows in COPY's text format, many at a time.

    Each line of it begins with the prefix, and which set of its block the row is, or comes after.
    """
    lines: list[str] = []
    size = number = 0
    block: int | None = None
    for row in rows:
        if row.block != block and row.block is not None:
            block, number = row.block, 0
        if row.kind == "set":
            number += 1
        # A row's texts are parts of its raw one: if that has nothing to escape, they haven't.
        if row[1] == "error" or row[_COLUMN] or _SPECIAL.search(row.raw or ""):
            cells = [_escaped(cell) for cell in row[:width]]
        else:
            cells = ["\\N" if cell is None else str(cell) for cell in row[:width]]
        line = "\t".join(cells)
        lines.append(f"{prefix}\t{number}\t{line}\n")
        size += len(line)
        if size > _CHUNK:
            yield "".join(lines)
            lines.clear()
            size = 0
    if lines:
        yield "".join(lines)


def _escaped(cell: str | int | None) -> str:
    if cell is None:
        return "\\N"
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], str(cell))

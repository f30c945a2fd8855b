"""An export into the database: staged by COPY, imported by one function, whole or not at all.

However long the file, that is one transaction of at most ten round trips, and no more of the file
is held than a few rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypedDict
from uuid import UUID

from ..connection import Client
from ..errors import Misuse, translated
from .dialect import DistanceUnit, WeightUnit
from .reader import Progress, Source, open_export
from .staging import StagingRow

OnConflict = Literal["report", "update"]

#: Characters sent at once.
_CHUNK = 1 << 16

#: What is copied of a row; the part counts only in files whose records hold several sets.
_WHOLE = len(StagingRow._fields) - 1

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
    similarity: float


class Conflict(TypedDict):
    """A workout that has changed since it was imported, and the one it became here."""

    workout: str
    session_id: str


class Workouts(TypedDict):
    """How many workouts of the file were new, changed, the same, or in conflict."""

    created: int
    updated: int
    unchanged: int
    conflicts: int


class Account(TypedDict):
    """What an import did: rows are always sets + rests + notes + the number of errors."""

    job_id: str
    source: str
    dialect: str
    unit: WeightUnit | None
    timezone: str
    rows: int
    sets: int
    rests: int
    notes: int
    errors: list[RowError]
    workouts: Workouts
    conflicts: list[Conflict]
    exercises_created: list[str]
    suggestions: list[Suggestion]


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
    or taken over with `on_conflict="update"`.

    A file with instants instead of local times can't be read without `timezone`.

    Raises ImportRefused for a file that can't be imported, NotFound for a person who doesn't exist,
    InvalidInput for an unknown time zone; then nothing was written.
    """
    if (user_id is None) == (email is None):
        raise Misuse("Name the person, either by user_id or by email.")
    with (
        open_export(
            source, unit=unit, distance_unit=distance_unit, timezone=timezone, dialect=dialect
        ) as export,
        client.as_service() as service,
    ):
        person = service.find_user(email) if email is not None else user_id
        job = service.begin_import(
            str(person),
            export.dialect.source,
            export.dialect.id,
            file_name=export.name,
            unit=export.unit,
            timezone=timezone,
            on_conflict=on_conflict,
        )
        width = _WHOLE + export.dialect.several
        columns = ", ".join(("job_id", "user_id", *StagingRow._fields[:width]))
        into = f"copy private.import_rows ({columns}) from stdin"
        with translated(), service.connection().cursor().copy(into) as copy:
            for chunk in copy_chunks(export.rows(progress), f"{job}\t{person}", width):
                copy.write(chunk)
        account: Account = service.run_import(job)
        if account["rows"] != export.counts.rows:
            raise Misuse(
                f"The file has {export.counts.rows} records and the database counted"
                f" {account['rows']}; nothing was imported.",
                hint="This is a fault of workoutdb's; please report it with the file's header.",
            )
        return account


def copy_chunks(
    rows: Iterator[StagingRow], prefix: str, width: int = len(StagingRow._fields)
) -> Iterator[str]:
    """The first `width` cells of the rows in COPY's text format, many at a time.

    Each line of it begins with the prefix.
    """
    lines: list[str] = []
    size = 0
    for row in rows:
        # A row's texts are parts of its raw one: if that has nothing to escape, they haven't.
        if row[1] == "error" or _SPECIAL.search(row.raw or ""):
            cells = [_escaped(cell) for cell in row[:width]]
        else:
            cells = ["\\N" if cell is None else str(cell) for cell in row[:width]]
        line = "\t".join(cells)
        lines.append(f"{prefix}\t{line}\n")
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

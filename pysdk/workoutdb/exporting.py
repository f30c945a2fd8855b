"""A person's log as a file: CSV that can be imported again, JSON, or openweight.

The rows come from a cursor on the server, 500 at a time, so that a log of any length takes the same
memory. Who exports is the person themself, for whom the policies let nothing else through.

    with workoutdb.connect(dsn) as db, open("log.csv", "w", encoding="utf-8", newline="") as file:
        export_log(db, file, email="ann@example.org")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import IO, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.rows import tuple_row

from .connection import Client, Transaction
from .decode import from_json
from .encode import to_json
from .errors import Misuse, translated

Format = Literal["csv", "json", "openweight"]
#: Called after each batch with the rows written so far, and of how many.
Progress = Callable[[int, int], None]
Row = dict[str, Any]

BATCH = 500
#: The columns of CSV, and the keys of JSON: the calendar app's first, then what makes it a log.
COLUMNS = (
    *("date", "session_name", "exercise_name", "set_number", "is_warmup", "weight", "weight_unit"),
    *("reps", "rpe", "notes", "session_duration_min"),
    *("workout_id", "started_at", "completed_at", "timezone", "status", "workout_notes"),
    *("exercise_order", "exercise_id", "exercise", "load_kind", "bodyweight_share"),
    *("superset_group", "exercise_notes"),
    *("set_type", "rir", "duration_seconds", "distance_m", "rest_time_seconds", "performed_at"),
    *("body_weight", "body_weight_unit", "body_weight_on"),
)

_STYLE = "select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true)"
_WHERE = "x.user_id = %(user)s and x.date between %(first)s and %(last)s"
_ORDER = "x.started_at, x.workout_id, x.exercise_order, x.set_number"
_LINES = f"select x.line from private.exported_lines as x where {_WHERE} order by {_ORDER}"
_DOCUMENTS = f"""
select row_to_json(r)::text
from private.exported_sets as x
cross join lateral (select {", ".join(f"x.{name}" for name in COLUMNS)}) as r
where {_WHERE} order by {_ORDER}
"""
_COUNT = f"select count(*) from private.exported_sets as x where {_WHERE}"


def export_log(
    client: Client,
    file: IO[str],
    *,
    user_id: UUID | str | None = None,
    email: str | None = None,
    first: date | None = None,
    last: date | None = None,
    format: Format = "csv",
    progress: Progress | None = None,
) -> int:
    """Write a person's log to a text file and return how many rows it has, one a set.

    `first` and `last` are days of the person's own calendar, both included. CSV and JSON have the
    same columns, see `COLUMNS`; of openweight, each element is a workout (WorkoutLog). Only what
    `import_file` reads again is CSV.

    Raises NotFound for a person who doesn't exist.
    """
    if (user_id is None) == (email is None):
        raise Misuse("Name the person, either by user_id or by email.")
    if email is not None:
        with client.as_service() as service:
            user_id = service.find_user(email)
    parameters = {"user": str(user_id), "first": first or date.min, "last": last or date.max}
    with client.as_user(str(user_id)) as person, translated():
        person.connection().execute(_STYLE)
        total = _count(person, parameters) if progress else 0
        rows = _read(person, _LINES if format == "csv" else _DOCUMENTS, parameters)
        done = 0
        for written, texts in _WRITERS[format](rows):
            file.write("".join(texts))
            done += written
            if progress:
                progress(done, total)
        return done


def _count(person: Transaction, parameters: dict[str, object]) -> int:
    cursor = person.connection().cursor(row_factory=tuple_row)
    row = cursor.execute(_COUNT, parameters).fetchone()
    return int(row[0]) if row else 0


def _read(
    person: Transaction, query: str, parameters: dict[str, object]
) -> Iterator[list[tuple[str]]]:
    """The rows of a query, a batch at a time."""
    with person.connection().cursor(name="workoutdb_export", row_factory=tuple_row) as cursor:
        cursor.execute(query, parameters)
        while batch := cursor.fetchmany(BATCH):
            yield batch


_Batches = Iterator[list[tuple[str]]]
_Written = Iterator[tuple[int, Iterable[str]]]


def _csv(batches: _Batches) -> _Written:
    yield 0, (",".join(COLUMNS), "\n")
    for batch in batches:
        yield len(batch), (f"{line}\n" for (line,) in batch)


def _json(batches: _Batches) -> _Written:
    mark = "[\n"
    for batch in batches:
        yield len(batch), (mark, ",\n".join(text for (text,) in batch))
        mark = ",\n"
    yield 0, ("[]\n" if mark == "[\n" else "\n]\n",)


def _openweight(batches: _Batches) -> _Written:
    mark = "[\n"
    rows = (from_json(text) for batch in batches for (text,) in batch)
    for _, workout in groupby(rows, key=lambda row: row["workout_id"]):
        sets = list(workout)
        log = _workout_log(sets)
        if log["exercises"]:
            yield len(sets), (mark, to_json(log))
            mark = ",\n"
        else:
            yield len(sets), ()
    yield 0, ("[]\n" if mark == "[\n" else "\n]\n",)


_WRITERS: dict[Format, Callable[[_Batches], _Written]] = {
    "csv": _csv,
    "json": _json,
    "openweight": _openweight,
}

# openweight's WorkoutLog (https://openweight.org). Its texts have limits, and longer ones are cut.

_SET_TYPES = {"warmup": "warmup", "working": "working", "drop": "dropset", "failure": "failure"}


def _workout_log(sets: list[Row]) -> Row:
    head = sets[0]
    blocks = [list(block) for _, block in groupby(sets, key=lambda row: row["exercise_order"])]
    exercises = [log for block in blocks if (log := _exercise_log(block))["sets"]]
    for order, exercise in enumerate(exercises, 1):
        exercise["order"] = order
    return _given(
        date=_local(head["started_at"], head["timezone"]),
        name=_cut(head["session_name"], 200),
        notes=_cut(head["workout_notes"], 10_000),
        durationSeconds=_seconds_between(head["started_at"], head["completed_at"]),
        exercises=exercises,
    )


def _exercise_log(block: list[Row]) -> Row:
    head = block[0]
    superset = head["superset_group"]
    return _given(
        exercise={"name": _cut(head["exercise_name"], 200)},
        notes=_cut(head["exercise_notes"], 5_000),
        supersetId=None if superset is None else superset + 1,
        sets=[_set_log(row) for row in block if row["set_number"] is not None],
    )


def _set_log(row: Row) -> Row:
    seconds, rest = row["duration_seconds"], row["rest_time_seconds"]
    return _given(
        reps=row["reps"],
        weight=row["weight"],
        unit=None if row["weight"] is None else row["weight_unit"],
        durationSeconds=None if seconds is None else round(Decimal(seconds)),
        distance=row["distance_m"],
        distanceUnit=None if row["distance_m"] is None else "m",
        rpe=row["rpe"],
        rir=row["rir"],
        toFailure=True if row["set_type"] == "failure" else None,
        type=_SET_TYPES[row["set_type"]],
        restSeconds=rest,
        notes=_cut(row["notes"], 1_000),
    )


def _given(**values: Any) -> Row:
    """Without what is not known: openweight has no nulls."""
    return {name: value for name, value in values.items() if value is not None}


def _cut(text: str | None, limit: int) -> str | None:
    return text[:limit] if text else None


def _local(instant: str, timezone: str) -> str:
    """The instant with the hour that it was to the person."""
    try:
        return datetime.fromisoformat(instant).astimezone(ZoneInfo(timezone)).isoformat()
    except (ValueError, OSError, KeyError):
        # a zone that the database knows, and this machine doesn't
        return instant


def _seconds_between(start: str, end: str | None) -> int | None:
    if end is None:
        return None
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())

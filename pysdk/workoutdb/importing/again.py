"""A file that was imported before, read again from the lines that its job kept.

After a mended reader, or with another unit, the same lines may mean something else. They are put
together as the file they came from, each on its own line, and imported as a job of their own.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from psycopg.rows import tuple_row

from ..connection import Client, Transaction
from ..errors import NotFound
from .dialect import DistanceUnit, WeightUnit
from .dialects import BY_ID
from .load import Account, OnConflict, check_counts, run, stage
from .reader import open_export
from .records import MAX_FAULTY_TEXT
from .refusal import ImportRefused
from .rows import UNFIT
from .staging import StagingRow

_BREAK = re.compile("\r\n|\r|\n")
_ERROR = ("line", "kind", "error_column", "error_value", "error_reason", "raw")
_LINES = """
select line, raw from private.import_rows
where job_id = %s and part = 1 and not ({lost}) order by line
"""
_LOST = """
select {columns} from private.import_rows where job_id = %s and {lost} order by line
"""
# a text that could not be stored as it was, or only its beginning, can't be read again
_IS_LOST = "kind = 'error' and (error_reason = any (%s) or length(raw) >= %s)"


def import_again(
    client: Client,
    job_id: UUID | str,
    *,
    unit: WeightUnit | None = None,
    on_conflict: OnConflict = "update",
) -> Account:
    """Read the lines that a job kept once more, import them, and return the account.

    What now reads otherwise is taken over, but for workouts that were edited here; say otherwise
    with `on_conflict`. `unit` takes the place of the one that was passed then.

    Raises NotFound for an unknown job, ImportRefused (`purged`) if its lines are gone.
    """
    with client.as_service() as service, tempfile.TemporaryFile() as file:
        job = _job(service, job_id)
        reading: dict[str, Any] = job["reading"]
        if not _write(service, job_id, str(reading.get("header") or ""), file):
            raise ImportRefused(
                "purged",
                f"The lines of {job['file_name'] or 'the file'} are not kept any more.",
                "Import the file itself again.",
            )
        asked = unit or (job["weight_unit"] if reading.get("weight_unit_from") != "file" else None)
        far: DistanceUnit | None = reading.get("distance_unit")
        with open_export(
            file,
            unit=asked,
            distance_unit=far if unit is None else None,
            timezone=job["timezone"],
            dialect=job["dialect"] if job["dialect"] in BY_ID else None,
        ) as export:
            export.name = job["file_name"] or export.name
            lost = list(_lost(service, job_id))
            again = stage(
                service,
                export,
                str(job["user_id"]),
                timezone=job["timezone"],
                on_conflict=on_conflict,
                lost=lost,
            )
            account = run(service, again, export.dialect.source)
            check_counts(account["rows"], export, len(lost))
            return account


def _job(service: Transaction, job_id: UUID | str) -> dict[str, Any]:
    names = ("user_id", "dialect", "file_name", "weight_unit", "timezone", "reading")
    cursor = service.connection().cursor(row_factory=tuple_row)
    try:
        id = UUID(str(job_id))
    except ValueError:
        id = None
    cursor.execute(f"select {', '.join(names)} from public.import_jobs where id = %s", (id,))
    row = cursor.fetchone()
    if row is None:
        raise NotFound("No such import", hint="The account of an import begins with its id.")
    return dict(zip(names, row, strict=True))


def _write(service: Transaction, job_id: UUID | str, header: str, file: IO[bytes]) -> bool:
    """The file as it was, but for what can't be read again; whether there is any of it."""
    # the header stands right above the first record, so it may be that lines move up
    file.write(f"{header}\n".encode())
    at = 2
    with service.connection().cursor(name="import_again", row_factory=tuple_row) as cursor:
        cursor.execute(_LINES.format(lost=_IS_LOST), (job_id, list(UNFIT), MAX_FAULTY_TEXT))
        for line, raw in cursor:
            text = "\n" * (line - at) + (raw or "") + "\n"
            file.write(text.encode())
            at = max(at, line) + 1 + len(_BREAK.findall(raw or ""))
    return _count(service, job_id) > 0


def _count(service: Transaction, job_id: UUID | str) -> int:
    cursor = service.connection().cursor(row_factory=tuple_row)
    cursor.execute("select count(*) from private.import_rows where job_id = %s", (job_id,))
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def _lost(service: Transaction, job_id: UUID | str) -> Iterator[StagingRow]:
    """The errors that stay what they were."""
    cursor = service.connection().cursor(row_factory=tuple_row)
    cursor.execute(
        _LOST.format(columns=", ".join(_ERROR), lost=_IS_LOST),
        (job_id, list(UNFIT), MAX_FAULTY_TEXT),
    )
    for row in cursor:
        yield StagingRow(**dict(zip(_ERROR, row, strict=True)))

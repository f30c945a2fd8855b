"""One reader for every dialect: from an export's bytes to the rows that staging takes.

    with open_export("strong.csv", unit="kg") as export:
        for row in export.rows():
            ...

A file is read line by line and never held. Each of its records becomes a row: a set, a rest, a
note, or an error that says line, column, value and reason. A record that holds several sets, as
some apps write them, becomes one row for each of them. What makes the whole file unusable is an
ImportRefused, raised before the first row.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from ..errors import Misuse
from . import cells, dates
from .blocks import settle_blocks
from .dialect import Dialect, DistanceUnit, Field, WeightUnit
from .dialects import BY_ID, DIALECTS, recognise
from .own import OwnNormaliser, is_id
from .records import MAX_LINE, Record, as_text, cells_of, first_record, readable, records
from .refusal import ImportRefused
from .repair import unquoted_names
from .rows import Normaliser, Terms
from .staging import Counts, StagingRow

#: Called now and then with the number of bytes read so far.
Progress = Callable[[int], None]
Source = str | os.PathLike[str] | IO[bytes]

DELIMITERS = ",;\t"
#: Rows between two calls of the progress.
_STEP = 1_000

# What the beginnings of files say that people mistake for an export.
_NO_EXPORTS = (
    (b"PK\x03\x04", "a zip archive or a spreadsheet", "Unpack it, or save it as CSV."),
    (b"\x1f\x8b", "compressed", "Unpack it first."),
    (b"SQLite format 3", "an app's own database", "Export a CSV file in the app."),
    (b"%PDF", "a PDF", "Export a CSV file in the app."),
)


@contextlib.contextmanager
def open_export(
    source: Source,
    *,
    unit: WeightUnit | None = None,
    distance_unit: DistanceUnit | None = None,
    timezone: str | None = None,
    dialect: str | None = None,
) -> Iterator[Export]:
    """Open an export, find out its dialect and units, and refuse what can't be read.

    `source` is a path, or a stream of bytes, which is left open. `unit` is asked for where the file
    doesn't tell; its distances are then taken as the unit's companion, kilometres or miles, unless
    `distance_unit` says otherwise. `timezone` is asked for where the file has instants, not local
    times.
    """
    with contextlib.ExitStack() as stack:
        name, stream = _open(source, stack)
        yield Export(
            name,
            stream,
            unit=unit,
            distance_unit=distance_unit,
            timezone=timezone,
            dialect=dialect,
        )


def _open(source: Source, stack: contextlib.ExitStack) -> tuple[str, IO[bytes]]:
    stream: IO[bytes]
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        name = readable(path.name)
        try:
            stream = stack.enter_context(path.open("rb"))
        except FileNotFoundError:
            raise ImportRefused("not_found", f"There is no file {readable(str(path))}.") from None
        except IsADirectoryError:
            raise ImportRefused(
                "unreadable",
                f"{readable(str(path))} is a folder.",
                "Name the CSV file in it.",
            ) from None
        except (OSError, ValueError) as error:
            raise _broken(readable(str(path)), error) from None
    else:
        stream = source
        if isinstance(stream.read(0), str):
            raise Misuse("This is a stream of text.", hint='Open the file with "rb", for bytes.')
        named = getattr(source, "name", None)
        name = readable(Path(named).name) if isinstance(named, str) else "stream"
    try:
        if not stream.seekable():
            # The dates of some dialects are read twice; a pipe can't be.
            spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
            shutil.copyfileobj(stream, spool)
            stream = spool
    except OSError as error:
        raise _broken(name, error) from error
    return name, stream


def _broken(name: str, error: Exception) -> ImportRefused:
    reason = getattr(error, "strerror", None) or str(error)
    return ImportRefused("unreadable", f"{name} can't be read: {reason}.")


class Export:
    """An export that was recognised, ready to be read."""

    def __init__(
        self,
        name: str,
        stream: IO[bytes],
        *,
        unit: WeightUnit | None,
        distance_unit: DistanceUnit | None,
        timezone: str | None,
        dialect: str | None,
    ) -> None:
        self.name = name
        self.counts = Counts()
        self._stream = stream
        self.size = stream.seek(0, os.SEEK_END)
        self._recognise(dialect)
        self._settle_units(unit, distance_unit)
        # ours are instants, each with its zone
        self.reading = dates.READINGS[0] if self.dialect.own else self._prove_dates(timezone)

    def found(self) -> dict[str, object]:
        """How the file is read, for the job: what was found in it, and what was asked for."""
        return {
            "header": self._header,
            "weight_unit_from": self.unit_from,
            "distance_unit": self.distance_unit,
            "months": self.reading.months.language if self.dialect.named_months else None,
            "pounds_again": self.dialect.pounds_as_kg,
            "body_in_weight": self.dialect.body_in_weight,
            "body_told": self.has("body_weight"),
        }

    def _recognise(self, wanted: str | None) -> None:
        self._stream.seek(0)
        start = self._stream.read(64)
        for mark, what, hint in _NO_EXPORTS:
            if start.startswith(mark):
                raise ImportRefused("unknown_format", f"{self.name} is {what}.", hint)
        with self._text() as text:
            self._header_line, self._header, found = first_record(text, DELIMITERS)
        if not found:
            raise ImportRefused(
                "empty", f"{self.name} is empty.", "Export it again; the app may have been cut off."
            )
        if wanted is not None and wanted not in BY_ID:
            raise ImportRefused(
                "unknown_dialect",
                f"There is no dialect {readable(wanted)}.",
                f"Known are {', '.join(BY_ID)}.",
            )
        among = [BY_ID[wanted]] if wanted else DIALECTS
        fitting = [
            (dialect.score(headers), delimiter, dialect)
            for delimiter, headers in found.items()
            for dialect in recognise(headers, among)
        ]
        if not fitting:
            raise _no_export(self.name, max(found.values(), key=len), wanted)
        best = max(score for score, _, _ in fitting)
        fitting = [fit for fit in fitting if fit[0] == best]
        if len(fitting) > 1:
            raise ImportRefused(
                "dialect_needed",
                f"{self.name} can be read as {' or '.join(d.label for _, _, d in fitting)}.",
                f"Pass --dialect {' or --dialect '.join(d.id for _, _, d in fitting)}.",
            )
        _, self.delimiter, self.dialect = fitting[0]
        self.headers = [readable(header).strip() for header in found[self.delimiter]]
        self.columns = self.dialect.known(found[self.delimiter])

    def _settle_units(self, unit: WeightUnit | None, distance_unit: DistanceUnit | None) -> None:
        """The file's word comes first; where it has none, the caller's is needed."""
        told = {cells.WEIGHT_UNITS[name] for name in self._units_in_header("weight")}
        by_row = self.has("weight_unit") or len(told) > 1
        if len(told) == 1 and unit is not None and unit not in told:
            raise ImportRefused(
                "unit_contradicted",
                f"{self.name} has its weights in {min(told)}, not in {unit}: its header says so.",
                "Leave the unit out.",
            )
        if len(told) > 1 and unit is None and self.dialect.several:
            raise ImportRefused(
                "unit_needed",
                f"{self.name} has each weight in kilograms and in pounds; one of them was typed.",
                "Pass --unit kg or --unit lb.",
            )
        if not told and unit is None and not by_row:
            raise ImportRefused(
                "unit_needed",
                f"{self.name} doesn't say whether its weights are kilograms or pounds:"
                f" {self.dialect.label} leaves that to a setting of the app.",
                "Pass --unit kg or --unit lb.",
            )
        self.unit: WeightUnit | None = min(told) if len(told) == 1 else unit
        self.unit_from = "file" if len(told) == 1 else "each row" if by_row else "asked"
        metric: DistanceUnit = "km" if self.unit != "lb" else "mi"
        far = next(iter(self._units_in_header("distance")), None)
        self.distance_unit: DistanceUnit = (
            cells.DISTANCE_UNITS[far] if far else distance_unit or metric
        )

    def _units_in_header(self, field: Field) -> set[str]:
        return {c.unit for c in self.columns.values() if c.field == field and c.unit}

    def has(self, field: Field) -> bool:
        """Whether the file has a column for this."""
        return any(column.field == field for column in self.columns.values())

    def _prove_dates(self, timezone: str | None) -> dates.Reading:
        """The reading of the dates. A file whose first date has the year first needs no proof."""
        first = next((start for start in self._starts() if dates.is_date(start)), "")
        if not self.dialect.named_months and first.strip()[:4].isdigit():
            reading = dates.READINGS[0]
        else:
            reading = dates.proven(dates.candidates(self._starts()), self._starts())
        zone = _zone(timezone) if timezone else None
        if zone is None and dates.is_instant(first):
            hint = "Pass the training's zone, such as --timezone Europe/Berlin."
            if timezone:
                unknown = f"There is no time zone {readable(timezone)}."
                raise ImportRefused("unknown_timezone", unknown, hint)
            raise ImportRefused(
                "timezone_needed",
                f"{self.name} has its times in UTC ({first.strip()}): which day that was depends"
                " on where it was.",
                hint,
            )
        return replace(reading, zone=zone)

    def _starts(self) -> Iterator[str]:
        """The workouts' starts, as the file has them, line by line.

        This looks ahead, at every line, so it has to be quick: a line that holds the last start is
        passed over. What isn't a start, in a record of several lines, isn't a date either.
        """
        position = self._position("start")
        last: str | None = None
        with self._text() as text:
            first_record(text, self.delimiter)
            for line in iter(partial(text.readline, MAX_LINE), ""):
                if last is not None and last in line:
                    continue
                fields = cells_of(line, self.delimiter)
                if len(fields) > position and fields[position].strip():
                    last = fields[position]
                    yield last

    def _position(self, field: Field) -> int:
        """Where a field stands; of a field without a column, the empty cell that rows end with."""
        return next((p for p, column in self.columns.items() if column.field == field), -1)

    @contextlib.contextmanager
    def _text(self) -> Iterator[IO[str]]:
        try:
            text = as_text(self._stream)
            try:
                yield text
            finally:
                # The stream is the caller's: without this the wrapper would close it.
                text.detach()
        except OSError as error:
            raise _broken(self.name, error) from error

    def _terms(self) -> Terms:
        return Terms(
            dialect=self.dialect,
            headers=self.headers,
            columns=self.columns,
            unit=self.unit,
            distance_unit=self.distance_unit,
            reading=self.reading,
        )

    def _records(self, text: IO[str]) -> Iterator[Record]:
        first_record(text, self.delimiter)
        start, width = self._position("start"), len(self.headers)
        begins = dates.is_date
        if self.dialect.own:
            start, begins = self._position("workout_id"), is_id
        return records(
            text,
            delimiter=self.delimiter,
            width=width,
            line=self._header_line,
            likely=lambda fields: len(fields) == width and begins(fields[start]),
            repair=unquoted_names(self.columns, width, self.delimiter)
            if self.dialect.unquoted_names
            else None,
        )

    def rows(self, progress: Progress | None = None) -> Iterator[StagingRow]:
        """Every record of the file as rows, in constant memory. Reads from the beginning."""
        self.counts = counts = Counts()
        with self._text() as text:
            if self.dialect.own:
                rows = OwnNormaliser(self.headers, self.columns).rows(self._records(text))
            else:
                rows = Normaliser(self._terms()).rows(self._records(text))
            if self.has("order"):
                rows = settle_blocks(rows)
            for row in rows:
                counts.add(row.kind)
                if progress is not None and counts.rows % _STEP == 0:
                    progress(self._stream.tell())
                yield row
            if progress is not None:
                progress(self.size)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def _no_export(name: str, headers: list[str], wanted: str | None) -> ImportRefused:
    shown = ", ".join(readable(header).strip()[:40] for header in headers[:30])
    what = f"is not of the dialect {wanted}" if wanted else "is no export known here"
    message = f"{name} {what}. Its headers are: {shown}."
    known = [BY_ID[wanted]] if wanted else _plainest()
    like = min(known, key=lambda dialect: len(dialect.lacks(headers)) / len(dialect.needs))
    lacking = like.lacks(headers)
    if 2 * len(lacking) < len(like.needs):
        hint = f"It is most like {like.label}, and lacks {_header_names(like, lacking)}."
    else:
        listed = "; ".join(f"{one.label}: {_header_names(one, one.needs)}" for one in known)
        hint = f"Known are {listed}."
    return ImportRefused("unknown_format", message, hint)


def _plainest() -> list[Dialect]:
    """Of all dialects with the same headers the one that needs the fewest."""
    plainest: dict[int, Dialect] = {}
    for dialect in sorted(DIALECTS, key=lambda dialect: len(dialect.needs)):
        plainest.setdefault(id(dialect.columns), dialect)
    return list(plainest.values())


def _header_names(dialect: Dialect, fields: Collection[Field]) -> str:
    """The headers a dialect has for these fields, one for each."""
    names: dict[Field, str] = {}
    for header, column in dialect.columns.items():
        if column.field in fields:
            names.setdefault(column.field, header.replace("{n}", "1"))
    return ", ".join(names.values())

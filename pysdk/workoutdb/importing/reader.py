"""One reader for every dialect: from an export's bytes to the rows that staging takes.

    with open_export("strong.csv", unit="kg") as export:
        for row in export.rows():
            ...

A file is read line by line and never held. Each of its records becomes exactly one row: a set, a
rest, a note, or an error that says line, column, value and reason. What makes the whole file
unusable is an ImportRefused, raised before the first row.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from . import cells, dates
from .cells import BadCellError, Memo
from .dialects import (
    BY_ID,
    DIALECTS,
    Dialect,
    DistanceUnit,
    Field,
    RowType,
    WeightUnit,
    fold,
    recognise,
)
from .records import MAX_LINE, Record, as_text, cells_of, first_record, readable, records
from .refusal import ImportRefused

#: Called now and then with the number of bytes read so far.
Progress = Callable[[int], None]
K = TypeVar("K")
V = TypeVar("V")
Source = str | os.PathLike[str] | IO[bytes]

DELIMITERS = ",;\t"
#: The bounds of the tables, so that no row which passes here is refused there.
MAX_NAME = 255
MAX_NOTES = 10_000
MAX_REST = 86_400
MAX_BLOCK = 10_000
#: How much of a cell an error quotes.
MAX_QUOTED = 200
#: Most rows that wait for a number to settle their block.
MAX_HELD = 100
#: Rows between two calls of the progress.
_STEP = 1_000

# What the beginnings of files say that people mistake for an export.
_NO_EXPORTS = (
    (b"PK\x03\x04", "a zip archive or a spreadsheet", "Unpack it, or save it as CSV."),
    (b"\x1f\x8b", "compressed", "Unpack it first."),
    (b"SQLite format 3", "an app's own database", "Export a CSV file in the app."),
    (b"%PDF", "a PDF", "Export a CSV file in the app."),
)


class StagingRow(NamedTuple):
    """One record of the file, in the order of the staging table's columns."""

    line: int
    kind: str
    workout_start: str | None = None
    workout_title: str | None = None
    started_local: str | None = None
    ended_local: str | None = None
    workout_notes: str | None = None
    block: int | None = None
    exercise_name: str | None = None
    superset: str | None = None
    exercise_notes: str | None = None
    set_index: int | None = None
    set_type: str | None = None
    weight: str | None = None
    weight_unit: str | None = None
    reps: int | None = None
    distance_m: str | None = None
    duration_seconds: str | None = None
    rpe: str | None = None
    notes: str | None = None
    error_column: str | None = None
    error_value: str | None = None
    error_reason: str | None = None
    raw: str | None = None


@dataclass
class Counts:
    """What a reading has met so far; rows are always the other four together."""

    rows: int = 0
    sets: int = 0
    rests: int = 0
    notes: int = 0
    errors: int = 0

    def add(self, kind: str) -> None:
        """Count one more row."""
        self.rows += 1
        if kind == "set":
            self.sets += 1
        elif kind == "rest":
            self.rests += 1
        elif kind == "note":
            self.notes += 1
        else:
            self.errors += 1


class _FaultError(Exception):
    """A cell of the record at hand is bad: which one, and why."""

    def __init__(self, field: Field, reason: str) -> None:
        super().__init__(reason)
        self.field: Field = field
        self.reason = reason


@contextlib.contextmanager
def open_export(
    source: Source,
    *,
    unit: WeightUnit | None = None,
    distance_unit: DistanceUnit | None = None,
    dialect: str | None = None,
) -> Iterator[Export]:
    """Open an export, find out its dialect and units, and refuse what can't be read.

    `source` is a path, or a stream of bytes, which is left open. `unit` is asked for where the file
    doesn't tell; its distances are then taken as the unit's companion, kilometres or miles, unless
    `distance_unit` says otherwise.
    """
    with contextlib.ExitStack() as stack:
        name, stream = _open(source, stack)
        yield Export(name, stream, unit=unit, distance_unit=distance_unit, dialect=dialect)


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
        dialect: str | None,
    ) -> None:
        self.name = name
        self.counts = Counts()
        self._stream = stream
        self.size = stream.seek(0, os.SEEK_END)
        self._recognise(dialect)
        self._settle_units(unit, distance_unit)
        self.reading = self._prove_dates()

    def _recognise(self, wanted: str | None) -> None:
        self._stream.seek(0)
        start = self._stream.read(64)
        for mark, what, hint in _NO_EXPORTS:
            if start.startswith(mark):
                raise ImportRefused("unknown_format", f"{self.name} is {what}.", hint)
        with self._text() as text:
            self._header_line, found = first_record(text, DELIMITERS)
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
        fitting: list[tuple[int, str, Dialect]] = []
        for delimiter, headers in found.items():
            dialect = BY_ID[wanted] if wanted else recognise(headers)
            if dialect is not None and dialect.fits(headers):
                fitting.append((len(dialect.known(headers)), delimiter, dialect))
        if not fitting:
            raise _no_export(self.name, max(found.values(), key=len), wanted)
        _, self.delimiter, self.dialect = max(fitting, key=lambda fit: fit[0])
        self.headers = [readable(header).strip() for header in found[self.delimiter]]
        self.columns = self.dialect.known(found[self.delimiter])

    def _settle_units(self, unit: WeightUnit | None, distance_unit: DistanceUnit | None) -> None:
        """The file's word comes first; where it has none, the caller's is needed."""
        told = self._unit_in_header("weight")
        by_row = self._has("weight_unit")
        if told is not None and unit is not None and told != unit:
            raise ImportRefused(
                "unit_contradicted",
                f"{self.name} has its weights in {told}, not in {unit}: its header says so.",
                "Leave the unit out.",
            )
        if told is None and unit is None and not by_row:
            raise ImportRefused(
                "unit_needed",
                f"{self.name} doesn't say whether its weights are kilograms or pounds:"
                f" {self.dialect.label} leaves that to a setting of the app.",
                "Pass --unit kg or --unit lb.",
            )
        self.unit: WeightUnit | None = cells.WEIGHT_UNITS[told] if told else unit
        self.unit_from = "file" if told else "each row" if by_row else "asked"
        metric: DistanceUnit = "km" if self.unit != "lb" else "mi"
        far = self._unit_in_header("distance")
        self.distance_unit: DistanceUnit = (
            cells.DISTANCE_UNITS[far] if far else distance_unit or metric
        )

    def _unit_in_header(self, field: Field) -> str | None:
        return next((c.unit for c in self.columns.values() if c.field == field and c.unit), None)

    def _has(self, field: Field) -> bool:
        return any(column.field == field for column in self.columns.values())

    def _prove_dates(self) -> dates.Reading:
        """The reading of the dates. A file whose first date has the year first needs no proof."""
        first = next(self._starts(), "")
        if not self.dialect.named_months and first.strip()[:4].isdigit():
            return dates.READINGS[0]
        return dates.proven(dates.candidates(self._starts()), self._starts())

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

    def _records(self, text: IO[str]) -> Iterator[Record]:
        first_record(text, self.delimiter)
        start, width = self._position("start"), len(self.headers)
        return records(
            text,
            delimiter=self.delimiter,
            width=width,
            line=self._header_line,
            likely=lambda fields: len(fields) == width and dates.is_date(fields[start]),
        )

    def rows(self, progress: Progress | None = None) -> Iterator[StagingRow]:
        """Every record of the file as a row, in constant memory. Reads from the beginning."""
        self.counts = counts = Counts()
        with self._text() as text:
            rows = _Normaliser(self).rows(self._records(text))
            if self._has("order"):
                rows = _settle_blocks(rows)
            for row in rows:
                counts.add(row.kind)
                if progress is not None and counts.rows % _STEP == 0:
                    progress(self._stream.tell())
                yield row
            if progress is not None:
                progress(self.size)


def _no_export(name: str, headers: list[str], wanted: str | None) -> ImportRefused:
    shown = ", ".join(readable(header).strip()[:40] for header in headers[:30])
    known = [BY_ID[wanted]] if wanted else _plainest()
    listed = "; ".join(f"{dialect.label}: {_header_names(dialect)}" for dialect in known)
    what = f"is not of the dialect {wanted}" if wanted else "is no export known here"
    return ImportRefused(
        "unknown_format", f"{name} {what}. Its headers are: {shown}.", f"Known are {listed}."
    )


def _plainest() -> list[Dialect]:
    """Of all dialects with the same headers the one that needs the fewest."""
    plainest: dict[int, Dialect] = {}
    for dialect in sorted(DIALECTS, key=lambda dialect: len(dialect.needs)):
        plainest.setdefault(id(dialect.columns), dialect)
    return list(plainest.values())


def _header_names(dialect: Dialect) -> str:
    """The headers a dialect needs, one for each field."""
    names: dict[Field, str] = {}
    for header, column in dialect.columns.items():
        if column.field in dialect.needs:
            names.setdefault(column.field, header)
    return ", ".join(names.values())


class _Normaliser:
    """Applies one export's dialect to its records; knows which workout and block it is in."""

    def __init__(self, export: Export) -> None:
        at = export._position
        self._export = export
        self._zero_is_missing = export.dialect.zero_is_missing
        self._start, self._title = at("start"), at("title")
        self._end, self._duration = at("end"), at("duration")
        self._workout_notes, self._exercise_notes = at("workout_notes"), at("exercise_notes")
        self._exercise, self._superset = at("exercise"), at("superset")
        self._order, self._index, self._type = at("order"), at("index"), at("type")
        self._weight, self._weight_unit = at("weight"), at("weight_unit")
        self._distance, self._distance_unit = at("distance"), at("distance_unit")
        self._reps, self._seconds, self._rpe = at("reps"), at("seconds"), at("rpe")

        self._times = Memo(_of("start", export.reading.read))
        self._ends = Memo(_of("end", export.reading.read))
        self._orders = Memo(_of("order", self._read_order))
        self._indexes = Memo(_of("index", self._read_index))
        self._types = Memo(_of("type", self._read_type))
        self._weights = Memo(_of("weight", self._read_weight))
        self._weight_units = Memo(_of("weight_unit", cells.weight_unit))
        self._distances = Memo(_of("distance", self._read_distance))
        self._distance_units = Memo(_of("distance_unit", cells.distance_unit))
        self._all_reps = Memo(_of("reps", self._read_reps))
        self._times_taken = Memo(_of("seconds", self._read_seconds))
        self._rpes = Memo(_of("rpe", _read_rpe))

        self._workout: tuple[str, str, str, str] | None = None
        self._started_local = ""
        self._ended_local: str | None = None
        self._workout_title = ""
        self._block = 0
        self._block_rows = 0
        self._block_notes: str | None = None
        self._block_of: tuple[str, str] | None = None
        self._last_index: int | None = None

    def rows(self, records: Iterator[Record]) -> Iterator[StagingRow]:
        """Each record as a row."""
        for line, fields, raw, fault in records:
            if fault is not None:
                yield StagingRow(line, "error", error_reason=fault, raw=readable(raw))
                continue
            if not _fit(raw):
                yield self._error(line, fields, raw, *_unfit(fields))
                continue
            fields.append("")
            try:
                yield self._row(line, fields, raw)
            except _FaultError as bad:
                yield self._error(line, fields, raw, self._at(bad.field), bad.reason)

    def _at(self, field: Field) -> int:
        return self._export._position(field)

    def _error(
        self, line: int, fields: list[str], raw: str, position: int, reason: str
    ) -> StagingRow:
        return StagingRow(
            line,
            "error",
            error_column=self._export.headers[position],
            error_value=readable(fields[position][:MAX_QUOTED]),
            error_reason=reason,
            raw=readable(raw),
        )

    def _row(self, line: int, fields: list[str], raw: str) -> StagingRow:
        start = fields[self._start]
        workout = (start, fields[self._title], fields[self._end], fields[self._duration])
        if workout != self._workout:
            self._begin_workout(workout)
        if self._order >= 0:
            set_type, index = self._orders[fields[self._order]]
        else:
            set_type, index = self._types[fields[self._type]], self._indexes[fields[self._index]]
        exercise, superset = fields[self._exercise].strip(), fields[self._superset].strip()
        self._find_block(exercise, superset, index)
        block_notes = _prose(fields[self._exercise_notes], "exercise_notes")
        seconds = self._times_taken[fields[self._seconds]]
        notes = weight = unit = reps = distance = rpe = None
        if set_type == "note":
            notes, block_notes = block_notes, None
        elif set_type == "rest":
            if seconds is not None and float(seconds) > MAX_REST:
                raise _FaultError("seconds", "is too long for a rest: it has to be within a day")
        else:
            if block_notes is not None and block_notes != self._block_notes:
                if self._block_notes is None:
                    self._block_notes = block_notes
                else:
                    # The block has its notes: other ones further down are about that set.
                    notes, block_notes = block_notes, None
            unit = self._weight_units[fields[self._weight_unit]] or self._export.unit
            if text := fields[self._weight]:
                weight, unit = self._weights[text, unit]
            reps = self._all_reps[fields[self._reps]]
            if text := fields[self._distance]:
                far = self._distance_units[fields[self._distance_unit]]
                distance = self._distances[text, far or self._export.distance_unit]
            rpe = self._rpes[fields[self._rpe]]
        aside = set_type == "note" or set_type == "rest"
        return StagingRow(
            line,
            set_type if aside else "set",
            start,
            self._workout_title,
            self._started_local,
            self._ended_local,
            _prose(fields[self._workout_notes], "workout_notes"),
            self._block,
            exercise,
            superset or None,
            block_notes,
            index,
            None if aside else set_type,
            weight,
            unit,
            reps,
            distance,
            seconds,
            rpe,
            notes,
            None,
            None,
            None,
            raw,
        )

    def _begin_workout(self, workout: tuple[str, str, str, str]) -> None:
        start, title, end, duration = workout
        self._workout = self._block_of = None
        started = self._times[start]
        self._started_local = started.isoformat(" ")
        self._ended_local = None
        ended = self._ends[end] if end.strip() else _after(started, cells.duration(duration))
        if ended is not None and ended >= started:
            self._ended_local = ended.isoformat(" ")
        self._workout_title = title.strip()
        _within(self._workout_title, "title")
        self._workout = workout

    def _find_block(self, exercise: str, superset: str, index: int | None) -> None:
        """Go on in the block, or begin one: with another exercise, or an index that falls back."""
        last = self._last_index
        if self._block_of != (exercise, superset) or (
            index is not None and last is not None and index <= last
        ):
            if not exercise:
                raise _FaultError("exercise", "is missing")
            _within(exercise, "exercise")
            _within(superset, "superset")
            self._block += 1
            self._block_of = (exercise, superset)
            self._last_index = None
            self._block_rows = 0
            self._block_notes = None
        self._block_rows += 1
        if self._block_rows > MAX_BLOCK:
            raise _FaultError("exercise", f"has more than {MAX_BLOCK:,} rows in one go")
        if index is not None:
            self._last_index = index

    def _read_order(self, text: str) -> tuple[RowType, int | None]:
        known = self._export.dialect.types.get(fold(text))
        if known is not None:
            return known, None
        try:
            return "working", cells.whole(text, 10_000)
        except BadCellError:
            raise BadCellError(f"is neither a number nor {self._known_types()}") from None

    def _read_index(self, text: str) -> int | None:
        return cells.whole(text, 10_000) if self._index >= 0 else None

    def _read_type(self, text: str) -> RowType:
        if self._type < 0:
            return "working"
        known = self._export.dialect.types.get(fold(text))
        if known is None:
            raise BadCellError(f"is none of {self._known_types()}")
        return known

    def _known_types(self) -> str:
        return ", ".join(filter(None, self._export.dialect.types))

    def _read_weight(
        self, typed: tuple[str, WeightUnit | None]
    ) -> tuple[str | None, WeightUnit | None]:
        text, unit = typed
        if not text.strip():
            return None, unit
        value = cells.weight(text)
        if value == 0 and self._zero_is_missing:
            return None, unit
        if unit is None:
            raise BadCellError("has no unit: pass --unit kg or --unit lb for such rows")
        if self._export.dialect.pounds_as_kg and (pounds := cells.pounds_again(text)) is not None:
            return cells.plain(pounds), "lb"
        return cells.plain(value), unit

    def _read_distance(self, typed: tuple[str, DistanceUnit]) -> str | None:
        text, unit = typed
        return self._number(cells.metres(text, unit)) if text.strip() else None

    def _read_seconds(self, text: str) -> str | None:
        return self._number(cells.seconds(text)) if text.strip() else None

    def _read_reps(self, text: str) -> int | None:
        if not text.strip():
            return None
        reps = cells.whole(text, 10_000)
        return None if reps == 0 and self._zero_is_missing else reps

    def _number(self, value: Decimal) -> str | None:
        return None if value == 0 and self._zero_is_missing else cells.plain(value)


def _read_rpe(text: str) -> str | None:
    value = cells.rpe(text) if text.strip() else None
    return None if value is None else cells.plain(value)


def _of(field: Field, read: Callable[[K], V]) -> Callable[[K], V]:
    """The same, but what it can't read is a fault of this field."""

    def reading(cell: K) -> V:
        try:
            return read(cell)
        except BadCellError as bad:
            raise _FaultError(field, str(bad)) from None

    return reading


def _within(name: str, field: Field) -> None:
    if len(name) > MAX_NAME:
        raise _FaultError(field, f"is longer than {MAX_NAME} characters")


def _after(started: datetime, length: int | None) -> datetime | None:
    return None if length is None else started + timedelta(seconds=length)


def _prose(text: str, field: Field) -> str | None:
    """Notes as they were meant: some exports write a line feed as the two characters `\\n`."""
    if not text:
        return None
    text = text.replace("\\n", "\n").replace("\r\n", "\n").strip()
    if len(text) > MAX_NOTES:
        raise _FaultError(field, f"is longer than {MAX_NOTES:,} characters")
    return text or None


def _fit(text: str) -> bool:
    """Whether the text can be stored."""
    if "\0" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _unfit(fields: list[str]) -> tuple[int, str]:
    """Which field it is that can't be stored, and why."""
    position = next((p for p, text in enumerate(fields) if not _fit(text)), 0)
    return position, "holds a NUL byte" if "\0" in fields[position] else "is not UTF-8"


def _settle_blocks(rows: Iterator[StagingRow]) -> Iterator[StagingRow]:
    """Give warm-ups without a number to the block they open.

    In Strong's files the numbering goes on around warm-ups and notes. When an exercise follows
    itself, `1, 2, W, 1`, only the second 1 shows that the W began a new block: so a warm-up or a
    note after a numbered set waits for the next numbered one.
    """
    held: list[StagingRow] = []
    block: int | None = None
    numbered = False
    for row in rows:
        if row.block is None:
            yield row
            continue
        if row.block != block:
            again = held and (row.workout_start, row.workout_title, row.exercise_name) == (
                held[0].workout_start,
                held[0].workout_title,
                held[0].exercise_name,
            )
            yield from (h._replace(block=row.block) for h in held) if again else held
            held.clear()
            block, numbered = row.block, False
        if row.set_index is not None:
            yield from held
            held.clear()
            numbered = True
            yield row
        elif held or (numbered and (row.set_type == "warmup" or row.kind == "note")):
            held.append(row)
            if len(held) == MAX_HELD:
                yield from held
                held.clear()
        else:
            yield row
    yield from held

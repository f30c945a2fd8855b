"""From records to staging rows, as the dialect says: one row a record, or one for each set in it.

What a record can't be is an error that says line, column, value and reason; the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from . import cells
from .cells import BadCellError, Memo
from .dates import Reading
from .dialect import Column, Dialect, DistanceUnit, Field, RowType, WeightUnit, fold
from .records import Record, readable
from .staging import StagingRow

K = TypeVar("K")
V = TypeVar("V")

#: The bounds of the tables, so that no row which passes here is refused there.
MAX_NAME = 255
MAX_NOTES = 10_000
MAX_REST = 86_400
MAX_BLOCK = 10_000
#: How much of a cell an error quotes.
MAX_QUOTED = 200
#: Why a text can't be stored, and whether it is for a NUL byte.
UNFIT = ("is not UTF-8: export the file again, or save it as UTF-8", "holds a NUL byte")
#: A factor that says nothing.
_ONE = re.compile(r"(?:1(?:\.0*)?)?")


@dataclass(frozen=True)
class Terms:
    """What was found out about a file before its rows are read."""

    dialect: Dialect
    headers: list[str]
    columns: dict[int, Column]
    unit: WeightUnit | None
    distance_unit: DistanceUnit
    reading: Reading

    def has(self, field: Field) -> bool:
        """Whether the file has a column for this."""
        return any(column.field == field for column in self.columns.values())

    def position(self, field: Field) -> int:
        """Where a field stands; of a field without a column, the empty cell that rows end with."""
        return next(iter(self.positions(field)), -1)

    def positions(self, field: Field, number: int = 0) -> list[int]:
        """Every column of a field, of set `number` where the record has columns for each."""
        return [p for p, c in self.columns.items() if c.field == field and c.number == number]


class _FaultError(Exception):
    """A cell of the record at hand is bad: which one, and why."""

    def __init__(self, field: Field, reason: str) -> None:
        super().__init__(reason)
        self.field: Field = field
        self.reason = reason


class Normaliser:
    """Applies one file's terms to its records; knows which workout and block it is in."""

    def __init__(self, terms: Terms) -> None:
        at = terms.position
        self._terms = terms
        self._zero_is_missing = terms.dialect.zero_is_missing
        self._start, self._title, self._clock = at("start"), at("title"), at("clock")
        self._end, self._duration, self._end_clock = at("end"), at("duration"), at("end_clock")
        self._workout_notes, self._exercise_notes = at("workout_notes"), at("exercise_notes")
        self._exercise, self._superset = at("exercise"), at("superset")
        self._order, self._index, self._type = at("order"), at("index"), at("type")
        self._weight_unit, self._distance_unit = at("weight_unit"), at("distance_unit")
        self._distance, self._seconds, self._rpe = at("distance"), at("seconds"), at("rpe")
        self._notes, self._remarks = at("notes"), terms.positions("remark")
        self._kind, self._factor, self._body = at("kind"), at("factor"), at("body_weight")
        self._sets, self._outcomes = at("sets"), at("outcomes")
        # in a file with columns for each set, these are of the set at hand
        self._reps, self._weights_at = at("reps"), self._weights_of(0)
        self._weight, self._weight_in = self._weights_at[0]
        self._numbered = {
            column.number: (position, self._weights_of(column.number))
            for position, column in terms.columns.items()
            if column.field == "reps" and column.number
        }

        self._times = Memo(_of("start", terms.reading.read))
        self._ends = Memo(_of("end", terms.reading.read))
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
        self._counts = Memo(_of("sets", _read_count))
        self._bodies = Memo(_of("body_weight", self._read_body))

        self._workout_at = at("workout_number")

        self._workout: tuple[str, str, str, str, str] | None = None
        self._run = 0
        # of the workouts that begin alike, what tells them apart in the file
        self._alike: dict[tuple[str, str], list[str]] = {}
        self._ordinal: int | None = None
        # whether the rest that comes has a set to belong to
        self._rests = False
        self._started_local = ""
        self._ended_local: str | None = None
        self._workout_title = ""
        # a cell of the workout that is left out, until a row tells it: column, value and reason
        self._unread: tuple[str, str, str] | None = None
        self._block = 0
        self._block_rows = 0
        self._block_notes: str | None = None
        self._block_of: tuple[str, str] | None = None
        self._last_index: int | None = None

    def _weights_of(self, number: int) -> list[tuple[int, WeightUnit | None]]:
        """Where the weight of a set stands: one column, or one for kilograms and one for pounds."""
        columns = self._terms.columns
        positions = self._terms.positions("weight", number) or [-1]
        units = (columns[p].unit if p >= 0 else None for p in positions)
        return [
            (p, cells.WEIGHT_UNITS[unit] if unit else None)
            for p, unit in zip(positions, units, strict=True)
        ]

    def rows(self, records: Iterator[Record]) -> Iterator[StagingRow]:
        """Each record as its rows."""
        several = self._sets >= 0 or bool(self._numbered)
        for line, fields, raw, fault in records:
            if fault is not None:
                self._rests = False
                yield StagingRow(line, "error", error_reason=fault, raw=readable(raw))
                continue
            if not fit(raw):
                self._rests = False
                yield self._error(line, fields, raw, *unfit(fields))
                continue
            fields.append("")
            if several:
                parts = self._parts(line, fields, raw)
                yield from (row._replace(part=part) for part, row in enumerate(parts, start=1))
                continue
            try:
                yield self._row(line, fields, raw)
            except _FaultError as bad:
                self._rests = self._rests and self._is_aside(fields)
                yield self._error(line, fields, raw, self._at(bad.field), bad.reason)

    def _is_aside(self, fields: list[str]) -> bool:
        """Whether a record that can't be read is a rest or a note, and no set."""
        return self._terms.dialect.types.get(fold(fields[self._order])) in ("rest", "note")

    def _parts(self, line: int, fields: list[str], raw: str) -> Iterator[StagingRow]:
        """The sets in one record; what they share is bad once, and a record of none is a note."""
        # with columns for each set, a record is a block
        if self._numbered:
            self._block_of = None
        try:
            nothing = True
            for known in self._sets_in(fields):
                nothing = False
                try:
                    row = self._row(line, fields, raw, known)
                    yield row._replace(reps=0) if known and known[0] == "failure" else row
                except _FaultError as bad:
                    if bad.field not in ("reps", "weight") or not self._numbered:
                        raise
                    yield self._error(line, fields, raw, self._at(bad.field), bad.reason)
            if nothing:
                yield self._row(line, fields, raw, ("note", None))
        except _FaultError as bad:
            yield self._error(line, fields, raw, self._at(bad.field), bad.reason)

    def _sets_in(self, fields: list[str]) -> Iterator[tuple[RowType, int] | None]:
        """Type and number of each set in the record; none of them where its columns say it."""
        if not self._numbered:
            for _ in range(self._counts[fields[self._sets]]):
                yield None
            return
        outcomes = fields[self._outcomes].split("/")
        for place, (number, (reps, weights)) in enumerate(sorted(self._numbered.items())):
            self._reps, self._weights_at = reps, weights
            self._weight, self._weight_in = weights[0]
            if _filled(fields[reps]):
                yield "working", number
            elif len(outcomes) > 1 and outcomes[place : place + 1] == ["0"]:
                # tried, and not one lifted; a dash there is a set that was never begun
                yield "failure", number

    def _at(self, field: Field) -> int:
        if field == "weight":
            return self._weight
        return self._reps if field == "reps" else self._terms.position(field)

    def _error(
        self, line: int, fields: list[str], raw: str, position: int, reason: str
    ) -> StagingRow:
        return StagingRow(
            line,
            "error",
            error_column=self._terms.headers[position],
            error_value=readable(fields[position][:MAX_QUOTED]),
            error_reason=reason,
            raw=readable(raw),
        )

    def _row(
        self,
        line: int,
        fields: list[str],
        raw: str,
        known: tuple[RowType, int | None] | None = None,
    ) -> StagingRow:
        start, end = fields[self._start], fields[self._end]
        if self._clock >= 0 or self._end_clock >= 0:
            start, end = self._clocked(fields)
        workout = (
            start,
            fields[self._title],
            end,
            fields[self._duration],
            fields[self._workout_at],
        )
        if workout != self._workout:
            self._begin_workout(workout)
        if known is not None:
            set_type, index = known
        elif self._order >= 0:
            set_type, index = self._orders[fields[self._order]]
        elif self._kind >= 0:
            set_type, index = self._known_kind(fields) or "working", None
        else:
            set_type, index = self._types[fields[self._type]], self._indexes[fields[self._index]]
        exercise, superset = fields[self._exercise].strip(), fields[self._superset].strip()
        self._find_block(exercise, superset, index)
        block_notes = _prose(fields[self._exercise_notes], "exercise_notes")
        if self._factor >= 0 and not _ONE.fullmatch(factor := fields[self._factor].strip()):
            block_notes = f"{self._terms.headers[self._factor]} {factor[:50]}"
        seconds = self._times_taken[fields[self._seconds]]
        notes = weight = unit = reps = distance = rpe = reason = column = value = None
        if set_type == "note":
            notes, block_notes = block_notes, None
        elif set_type == "rest":
            if seconds is not None and float(seconds) > MAX_REST:
                raise _FaultError("seconds", "is too long for a rest: it has to be within a day")
            if not self._rests and seconds is not None:
                reason = "there is no set before it"
        else:
            if block_notes is not None and block_notes != self._block_notes:
                if self._block_notes is None:
                    self._block_notes = block_notes
                else:
                    # The block has its notes: other ones further down are about that set.
                    notes, block_notes = block_notes, None
            if self._notes >= 0 or self._remarks:
                # no line feed: what is no part of the record's text has to need no escaping
                notes = "; ".join(filter(None, (notes, *self._set_notes(fields)))) or None
            if len(self._weights_at) > 1:
                self._choose_weight(fields)
            unit = self._weight_units[fields[self._weight_unit]] or self._weight_in
            unit = unit or self._terms.unit
            if text := fields[self._weight]:
                weight, unit = self._weights[text, unit]
            reps = self._all_reps[fields[self._reps]]
            if text := fields[self._distance]:
                far = self._distance_units[fields[self._distance_unit]]
                distance = self._distances[text, far or self._terms.distance_unit]
            rpe = self._rpes[fields[self._rpe]]
        aside = set_type == "note" or set_type == "rest"
        self._rests = self._rests or not aside
        if self._unread is not None and set_type != "rest":
            column, value, reason = self._unread
            self._unread = None
        row = StagingRow(
            line,
            set_type if aside else "set",
            self._run,
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
            column,
            value,
            reason,
            raw,
            self._ordinal,
        )
        return row if self._body < 0 else self._with_body(row, fields)

    def _with_body(self, row: StagingRow, fields: list[str]) -> StagingRow:
        """The row with what the body weighed on its day, if the record says it."""
        weight = self._bodies[fields[self._body]]
        if weight is None:
            return row
        unit = cells.WEIGHT_UNITS[self._terms.columns[self._body].unit or "kg"]
        day = self._started_local[:10]
        return row._replace(body_weight=weight, body_weight_unit=unit, body_weight_on=day)

    def _clocked(self, fields: list[str]) -> tuple[str, str]:
        """Start and end of a workout whose day and times stand apart."""
        day, end = fields[self._start], fields[self._end_clock].strip()
        return f"{day} {fields[self._clock]}".strip(), f"{day} {end}" if end else ""

    def _set_notes(self, fields: list[str]) -> Iterator[str | None]:
        yield _prose(fields[self._notes], "notes")
        for position in self._remarks:
            if _filled(fields[position]):
                yield self._remark(fields, position)
        if self._kind >= 0 and self._known_kind(fields) is None:
            yield self._remark(fields, self._kind)

    def _remark(self, fields: list[str], position: int) -> str:
        return f"{self._terms.headers[position]} {fields[position].strip()[:50]}"

    def _known_kind(self, fields: list[str]) -> RowType | None:
        return self._terms.dialect.types.get(fold(fields[self._kind]))

    def _choose_weight(self, fields: list[str]) -> None:
        """Of a column for kilograms and one for pounds, the one that is filled or asked for."""
        columns = self._weights_at
        filled = [one for one in columns if _filled(fields[one[0]])] or columns[:1]
        self._weight, self._weight_in = filled[0]
        if len(filled) > 1:
            wanted = [one for one in filled if one[1] == self._terms.unit]
            wanted = wanted or [one for one in filled if self._is_typed(fields, one, filled)]
            if len(wanted) != 1:
                raise _FaultError(
                    "weight", "is there in kg and in lb: pass --unit kg or --unit lb, as typed"
                )
            self._weight, self._weight_in = wanted[0]

    def _is_typed(
        self,
        fields: list[str],
        one: tuple[int, WeightUnit | None],
        filled: list[tuple[int, WeightUnit | None]],
    ) -> bool:
        """Whether it is a round number, and the other one its conversion, which is none."""
        return all(
            cells.is_converted(fields[one[0]], one[1] == "lb", fields[other[0]])
            for other in filled
            if other != one
        )

    def _begin_workout(self, workout: tuple[str, str, str, str, str]) -> None:
        start, title, end, duration, number = workout
        self._workout = self._block_of = None
        started = self._times[start]
        self._started_local = started.isoformat(" ")
        self._ended_local = None
        self._unread = None
        ended = self._ends[end] if end.strip() else _after(started, cells.duration(duration))
        if self._end_clock >= 0 and ended is not None and ended < started:
            ended += timedelta(days=1)
        if ended is None and duration.strip():
            self._leave_out("duration", duration, "is no length of time")
        elif ended is not None and ended < started:
            self._leave_out("end", end, "is before the start")
        elif ended is not None:
            self._ended_local = ended.isoformat(" ")
        self._workout_title = title.strip()
        _within(self._workout_title, "title")
        # an end in a column of its own is the whole workout's, unless it can't be one
        mark = number or (end if self._end >= 0 and self._ended_local is not None else "")
        self._ordinal = self._number_workout(mark) if mark else None
        self._run += 1
        self._workout = workout

    def _leave_out(self, field: Field, text: str, reason: str) -> None:
        header = self._terms.headers[self._terms.position(field)]
        self._unread = (header, text[:MAX_QUOTED], reason)

    def _number_workout(self, mark: str) -> int | None:
        """Which one this is of those that begin at the same second with the same title.

        The first, which nearly all are, has no number.
        """
        marks = self._alike.setdefault((self._started_local, self._workout_title), [])
        if mark not in marks:
            marks.append(mark)
        place = marks.index(mark)
        return place + 1 if place else None

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
            self._rests = False
            self._block_rows = 0
            self._block_notes = None
        self._block_rows += 1
        if self._block_rows > MAX_BLOCK:
            raise _FaultError("exercise", f"has more than {MAX_BLOCK:,} rows in one go")
        if index is not None:
            self._last_index = index

    def _read_order(self, text: str) -> tuple[RowType, int | None]:
        known = self._terms.dialect.types.get(fold(text))
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
        known = self._terms.dialect.types.get(fold(text))
        if known is None:
            raise BadCellError(f"is none of {self._known_types()}")
        return known

    def _known_types(self) -> str:
        return ", ".join(filter(None, self._terms.dialect.types))

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
        if self._terms.dialect.pounds_as_kg and (pounds := cells.pounds_again(text)) is not None:
            return cells.plain(pounds), "lb"
        return cells.plain(value), unit

    def _read_body(self, text: str) -> str | None:
        value = cells.weight(text) if text.strip() else None
        return cells.plain(value) if value else None

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


def _read_count(text: str) -> int:
    """How many sets a record stands for: at least the one that it is."""
    return max(1, cells.whole(text, 101)) if text.strip() else 1


def _filled(text: str) -> bool:
    """Whether there is more in the cell than a zero."""
    return text.strip(" 0.") != ""


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


def fit(text: str) -> bool:
    """Whether the text can be stored."""
    if "\0" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def unfit(fields: list[str]) -> tuple[int, str]:
    """Which field it is that can't be stored, and why."""
    position = next((p for p, text in enumerate(fields) if not fit(text)), 0)
    return position, UNFIT["\0" in fields[position]]

"""From the records of our own export to staging rows: every value as it stood in the log.

Other apps' files are interpreted; this one is only checked. Each cell has one form, so a cell that
was changed by hand is taken if it still has that form, and is an error of its line if not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from . import cells
from .cells import BadCellError, Memo
from .dialect import Column, Field
from .records import Record, readable
from .rows import MAX_NAME, MAX_NOTES, MAX_QUOTED, MAX_REST, fit, unfit
from .staging import StagingRow

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_PLACE = 1_999_999
MAX_SET_NUMBER = 9_999

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_STATUSES = ("in_progress", "completed", "abandoned")
_SET_TYPES = ("warmup", "working", "drop", "failure")
_LOAD_KINDS = (
    *("weight_reps", "bodyweight_reps", "assisted_reps", "reps"),
    *("duration", "weight_duration", "distance_duration", "weight_distance"),
)
_BODY: tuple[Field, ...] = ("body_weight", "body_weight_unit", "body_weight_on")
_LIFTS_THE_BODY = ("bodyweight_reps", "assisted_reps")

#: Reads a cell that is not blank.
_Read = Callable[[str], object]


def is_id(text: str) -> bool:
    """Whether this is a workout's id, with which alone a record begins to be one."""
    return _UUID.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class Place:
    """Where a row stands in the log; rows come in this order."""

    workout: str
    block: int
    number: int


class OwnNormaliser:
    """Checks the records of one file; knows which workout, block and set came last."""

    def __init__(self, headers: list[str], columns: dict[int, Column]) -> None:
        self._headers = headers
        self._at: dict[Field, int] = {column.field: at for at, column in columns.items()}
        self._readers: dict[Field, Memo[str, object]] = {
            field: Memo(read) for field, read in _READERS.items()
        }
        self._seen: set[str] = set()
        self._last: Place | None = None
        self._run = self._block = 0

    def rows(self, records: Iterator[Record]) -> Iterator[StagingRow]:
        """Each record as its row."""
        for line, fields, raw, fault in records:
            if fault is not None:
                yield StagingRow(line, "error", error_reason=fault, raw=readable(raw))
            elif not fit(raw):
                yield self._error(line, fields, raw, *unfit(fields))
            else:
                yield self._row(line, fields, raw)

    def _error(
        self, line: int, fields: list[str], raw: str, position: int, reason: str
    ) -> StagingRow:
        return StagingRow(
            line,
            "error",
            error_column=self._headers[position],
            error_value=readable(fields[position][:MAX_QUOTED]),
            error_reason=reason,
            raw=readable(raw),
        )

    def _row(self, line: int, fields: list[str], raw: str) -> StagingRow:
        field: Field = "workout_id"
        found: dict[Field, object] = {}
        try:
            for field, at in self._at.items():
                read = self._readers.get(field)
                if read is not None:
                    text = fields[at]
                    found[field] = read[text] if text else None
            for field in _NEEDED:
                if found[field] is None:
                    raise BadCellError("is missing")
            field = "catalogue_id"
            _check_exercise(found)
            field = "start"
            _check_end(found)
            field = "index"
            _check_weight(found)
            field = next((name for name in _BODY if found.get(name) is not None), "index")
            _check_body(found)
            field = "place"
            self._find_place(found)
        except BadCellError as bad:
            return self._error(line, fields, raw, self._at[field], str(bad))
        return self._staged(line, raw, found)

    def _find_place(self, found: dict[Field, object]) -> None:
        """The log's order is the file's: workouts in one piece, their blocks and sets rising."""
        workout, number = str(found["workout_id"]), found["index"]
        block = found["place"]
        assert isinstance(block, int)
        here = Place(workout, block, number if isinstance(number, int) else 0)
        last = self._last
        if last is None or last.workout != workout:
            if workout in self._seen:
                raise BadCellError("belongs to a workout that other workouts stand between")
            self._seen.add(workout)
            self._run += 1
            self._block += 1
        elif block > last.block:
            self._block += 1
        elif block < last.block or here.number <= last.number:
            raise BadCellError("and set_number don't rise within the workout")
        self._last = here

    def _staged(self, line: int, raw: str, found: dict[Field, object]) -> StagingRow:
        def text(field: Field) -> str | None:
            value = found.get(field)
            return None if value is None else str(value)

        def whole(field: Field) -> int | None:
            value = found.get(field)
            return value if isinstance(value, int) else None

        index = whole("index")
        exercise = text("exercise")
        return StagingRow(
            line=line,
            kind="note" if index is None else "set",
            run=self._run,
            workout_title=text("title"),
            workout_notes=text("workout_notes"),
            block=self._block,
            exercise_name=text("catalogue_name") or exercise,
            superset=text("superset"),
            exercise_notes=text("exercise_notes"),
            set_index=index,
            set_type=None if index is None else text("type") or "working",
            weight=text("weight"),
            weight_unit=text("weight_unit"),
            reps=whole("reps"),
            distance_m=text("distance"),
            duration_seconds=text("seconds"),
            rpe=text("rpe"),
            notes=text("notes"),
            raw=raw,
            workout_id=text("workout_id"),
            started_at=text("start"),
            completed_at=text("completed_at"),
            timezone=text("zone"),
            status=text("status") or "completed",
            order_index=whole("place"),
            exercise_id=text("catalogue_id"),
            typed_name=exercise,
            load_kind=text("load_kind"),
            bodyweight_share=text("share"),
            rir=whole("rir"),
            rest_seconds=whole("rest"),
            performed_at=text("performed_at") or text("start"),
            body_weight=text("body_weight"),
            body_weight_unit=text("body_weight_unit"),
            body_weight_on=text("body_weight_on"),
        )


def _check_exercise(found: dict[Field, object]) -> None:
    """What an exercise's numbers mean goes with it, or it is only a name."""
    if found.get("catalogue_id") is None:
        return
    if found.get("catalogue_name") is None or found.get("load_kind") is None:
        raise BadCellError("needs an exercise and a load_kind beside it")
    if (found["load_kind"] in _LIFTS_THE_BODY) != (found.get("share") is not None):
        raise BadCellError("needs a bodyweight_share if it lifts the body, and else none")


def _check_end(found: dict[Field, object]) -> None:
    end = found.get("completed_at")
    if end is not None and str(end) < str(found["start"]):
        raise BadCellError("is after completed_at")


def _check_weight(found: dict[Field, object]) -> None:
    if found.get("weight") is not None and found.get("weight_unit") is None:
        raise BadCellError("has a weight without a weight_unit")


def _check_body(found: dict[Field, object]) -> None:
    body = (found.get("body_weight"), found.get("body_weight_unit"), found.get("body_weight_on"))
    if body.count(None) not in (0, 3):
        raise BadCellError("needs body_weight, body_weight_unit and body_weight_on together")


def _id(text: str) -> str:
    if not is_id(text):
        raise BadCellError("is no id: these are UUIDs")
    return text.strip().lower()


def _instant(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text.strip())
        if instant.tzinfo is None:
            raise BadCellError("has no offset from UTC, such as +00")
        instant = instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, BadCellError) else BadCellError("is no instant") from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise BadCellError(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    # all of one length, so that their texts compare as they do
    return instant.isoformat(" ", "microseconds")


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadCellError("is no day, such as 2026-01-31") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCellError(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day.isoformat()


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise BadCellError("is no time zone known here") from None
    return text


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in words:
            raise BadCellError(f"is none of {', '.join(words)}")
        return text.strip()

    return read


def _at_most(limit: int, least: int = 0) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = cells.whole(text, limit + 1)
        if value < least:
            raise BadCellError(f"is less than {least}")
        return value

    return read


def _text(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            raise BadCellError(f"is longer than {limit:,} characters")
        return text

    return read


def _name(text: str) -> str:
    """An exercise's name in the catalogue, which has no outer blanks."""
    return _text(MAX_NAME)(text.strip(" ")) or _missing()


def _missing() -> str:
    raise BadCellError("is missing")


def _number(limit: int) -> Callable[[str], str]:
    return lambda text: cells.plain(cells.number(text, limit))


def _share(text: str) -> str:
    value = cells.number(text, 2)
    if not 0 < value <= 1:
        raise BadCellError("is no share: these go from above 0 to 1")
    return cells.plain(value)


def _rpe(text: str) -> str | None:
    value = cells.rpe(text)
    return None if value is None else cells.plain(value)


def _body_weight(text: str) -> str:
    value = cells.weight(text)
    if value <= Decimal(0):
        raise BadCellError("is no body's weight")
    return cells.plain(value)


_READERS: dict[Field, _Read] = {
    "workout_id": _id,
    "start": _instant,
    "completed_at": _instant,
    "zone": _zone,
    "status": _one_of(*_STATUSES),
    "title": _text(MAX_NAME),
    "workout_notes": _text(MAX_NOTES),
    "place": _at_most(MAX_PLACE),
    "exercise": _text(MAX_NAME),
    "exercise_notes": _text(MAX_NOTES),
    "catalogue_id": _id,
    "catalogue_name": _name,
    "load_kind": _one_of(*_LOAD_KINDS),
    "share": _share,
    "superset": _at_most(32_767),
    "index": _at_most(MAX_SET_NUMBER, 1),
    "type": _one_of(*_SET_TYPES),
    "weight": lambda text: cells.plain(cells.weight(text)),
    "weight_unit": cells.weight_unit,
    "reps": _at_most(9_999),
    "rpe": _rpe,
    "rir": _at_most(20),
    "seconds": lambda text: cells.plain(cells.seconds(text)),
    "distance": lambda text: cells.plain(cells.metres(text, "m")),
    "rest": _at_most(MAX_REST),
    "performed_at": _instant,
    "notes": _text(MAX_NOTES),
    "body_weight": _body_weight,
    "body_weight_unit": cells.weight_unit,
    "body_weight_on": _day,
}
_NEEDED: tuple[Field, ...] = ("workout_id", "start", "zone", "place", "exercise")

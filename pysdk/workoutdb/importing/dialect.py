"""What a dialect is: which headers one form of an app's export has, and what each of them means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

WeightUnit = Literal["kg", "lb"]
DistanceUnit = Literal["m", "km", "mi", "ft", "yd", "cm", "in"]

#: What a column can mean. `order` is a set's number, or a letter that says its kind (Strong);
#: `index` only counts; `seconds` is the set's time, `duration` the workout's; `clock` and
#: `end_clock` are times of the start's day; `sets` says how many equal sets the record stands for;
#: `outcomes` lists what became of each set (StrongLifts); a `remark` is added to the set's notes
#: under its header, a `factor` other than 1 to the exercise's. A `kind` says what a set is if its
#: word is known, and else is a remark. `body_weight` is that of the day. `workout_number` and
#: `category` are known by, and stay in the record.
Field = Literal[
    "start",
    "clock",
    "end",
    "end_clock",
    "duration",
    "title",
    "workout_notes",
    "exercise",
    "exercise_notes",
    "superset",
    "order",
    "index",
    "type",
    "sets",
    "outcomes",
    "weight",
    "weight_unit",
    "reps",
    "distance",
    "distance_unit",
    "seconds",
    "rpe",
    "notes",
    "remark",
    "factor",
    "workout_number",
    "category",
    "kind",
    "body_weight",
    # only our own export has these
    "workout_id",
    "completed_at",
    "zone",
    "status",
    "place",
    "catalogue_id",
    "catalogue_name",
    "load_kind",
    "share",
    "rir",
    "rest",
    "performed_at",
    "body_weight_unit",
    "body_weight_on",
]

#: What a row can be: the four types of a set, or a rest taken, or a note.
RowType = Literal["working", "warmup", "drop", "failure", "rest", "note"]

_COUNTED = re.compile(r"\b[0-9]{1,3}\b")
#: Stands for the number in a header that comes once for each set.
_COUNTER = "{n}"


@dataclass(frozen=True, slots=True)
class Column:
    """What one header means, the unit its name carries, and which set of the record it is about."""

    field: Field
    unit: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Dialect:
    """One form of one app's export."""

    id: str
    #: The app, under which its exercise names are looked up.
    source: str
    #: What to call it to a person.
    label: str
    columns: Mapping[str, Column]
    #: The fields without which a file is not of this dialect.
    needs: frozenset[Field]
    #: What a set's type or order column may say besides a number.
    types: Mapping[str, RowType] = field(default_factory=lambda: MappingProxyType({}))
    #: A zero stands for "nothing entered": the app never leaves a number blank.
    zero_is_missing: bool = False
    #: Dates spell the month in the app's language, so the file is asked which one that is.
    named_months: bool = False
    #: The app kept pounds as kilograms; what was a round number of pounds goes back to pounds.
    pounds_as_kg: bool = False
    #: Names with a comma in them are not quoted.
    unquoted_names: bool = False
    #: The weight of an exercise that lifts the body is that of the body, with what was added.
    body_in_weight: bool = False
    #: Our own: instants, ids and texts as they are in the log, read as they stand.
    own: bool = False

    @property
    def several(self) -> bool:
        """Whether one record of the file can hold several sets."""
        return "sets" in self.needs or any(_COUNTER in header for header in self.columns)

    def known(self, headers: Iterable[str]) -> dict[int, Column]:
        """The columns of a header that this dialect understands, by position; the first counts."""
        columns = {_fold_header(header): column for header, column in self.columns.items()}
        found: dict[int, Column] = {}
        seen: set[Column] = set()
        for position, header in enumerate(headers):
            column = _look_up(columns, _fold_header(header))
            if column is not None and (column not in seen or column.field == "remark"):
                seen.add(column)
                found[position] = column
        return found

    def lacks(self, headers: Iterable[str]) -> frozenset[Field]:
        """What a file with these headers would need besides to be of this dialect."""
        return self.needs - {column.field for column in self.known(headers).values()}

    def score(self, headers: Iterable[str]) -> tuple[int, int]:
        """How much of what these headers offer it understands, and then how much of it it needs."""
        return len({column.field for column in self.known(headers).values()}), len(self.needs)


def _look_up(columns: Mapping[str, Column], header: str) -> Column | None:
    column = columns.get(header)
    if column is None and (found := _COUNTED.search(header)):
        column = columns.get(header[: found.start()] + _COUNTER + header[found.end() :])
        return column and replace(column, number=int(found[0]))
    return column


def fold(text: str) -> str:
    """A header or a type as it is compared: no case, no stray space, one form of each letter."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").casefold().split())


def _fold_header(text: str) -> str:
    return fold(text).replace(" (", "(")


def columns(**headers: str) -> Mapping[str, Column]:
    """Columns by field: `weight="Weight"`, several as `a|b`, a unit as `Weight (kg)=kg`.

    A header that comes once for each set has `{n}` for the set's number.
    """
    found: dict[str, Column] = {}
    for name, alternatives in headers.items():
        for alternative in alternatives.split("|"):
            header, _, unit = alternative.partition("=")
            found[header] = Column(name, unit or None)  # type: ignore[arg-type]
    return MappingProxyType(found)


def types(**words: str) -> Mapping[str, RowType]:
    """What a type column may say, by what it means: `warmup="w|warm_up"`; no word is a blank."""
    return MappingProxyType(
        {word: kind for kind, several in words.items() for word in several.split("|")}  # type: ignore[misc]
    )

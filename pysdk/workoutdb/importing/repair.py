"""Names that hold the delimiter and aren't quoted: where the name ends is told by what follows it.

    2024-03-05,Overhead Press (Each Side, Dumbbells),Shoulders,20.0,kgs,8,,,

What follows a name has a known form: a category, then numbers, units, times. A name that is taken
too short puts the category where a number belongs; so the shortest name counts whose rest fits,
and a note in the last column may hold commas too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import cells
from .cells import BadCellError
from .dialect import Column, Field
from .records import Repair

_FORMS: Mapping[Field, Callable[[str], object]] = {
    "weight": cells.weight,
    "weight_unit": cells.weight_unit,
    "reps": lambda text: cells.whole(text, 10_000),
    "distance": lambda text: cells.metres(text, "m"),
    "distance_unit": cells.distance_unit,
    "seconds": cells.seconds,
}


def unquoted_names(columns: Mapping[int, Column], width: int, delimiter: str) -> Repair:
    """A repair of records whose exercise, or last note, fell apart at the delimiter."""
    name = next(p for p, column in columns.items() if column.field == "exercise")
    last = columns.get(width - 1)
    noted = last is not None and last.field == "notes"
    checks = [(p, _FORMS[c.field]) for p, c in columns.items() if c.field in _FORMS]

    def repair(fields: list[str]) -> list[str] | None:
        for extra in range(len(fields) - width + 1):
            after = name + extra + 1
            whole = [*fields[:name], delimiter.join(fields[name:after]), *fields[after:]]
            # a spreadsheet leaves surplus fields too, all of them empty
            if any(whole[width:]):
                if not noted:
                    continue
                whole[width - 1] = delimiter.join(whole[width - 1 :])
            if all(_fits(check, whole[position]) for position, check in checks):
                return whole[:width]
        return None

    return repair


def _fits(check: Callable[[str], object], text: str) -> bool:
    try:
        if text.strip():
            check(text)
    except BadCellError:
        return False
    return True

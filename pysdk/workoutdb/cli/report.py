"""How results look on a terminal: an import's account, records, sets and volume by muscle."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workoutdb.cli.base import several
from workoutdb.encode import to_json
from workoutdb.importing.load import Account, RowError

#: How many errors, names and conflicts are shown before the rest is only counted.
SHOWN = 10
KILOGRAMS_A_POUND = Decimal("0.45359237")


def forgive_encodings() -> None:
    """Names hold every letter there is: what a terminal can't show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@dataclass(frozen=True)
class Unit:
    """The unit a person thinks in; the database counts in kilograms."""

    name: str

    def of(self, kilograms: Decimal) -> Decimal:
        """The weight in this unit."""
        return kilograms / KILOGRAMS_A_POUND if self.name == "lb" else kilograms

    def text(self, kilograms: Decimal | None) -> str:
        """The weight as people write it: `102.5`, or `-` if there is none."""
        if kilograms is None:
            return "-"
        return f"{round(self.of(kilograms), 1):,}".removesuffix(".0")


def table(*columns: str, numbers: Sequence[str] = (), title: str | None = None) -> Table:
    """A table of this command's style: columns of words, then columns of numbers."""
    made = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    made.padding = (0, 1, 0, 0)
    made.pad_edge = False
    for name in columns:
        made.add_column(name, header_style="dim")
    for name in numbers:
        made.add_column(name, header_style="dim", justify="right", no_wrap=True)
    # no blank column at the right edge
    made.show_edge = False
    return made


def as_json(told: Account) -> str:
    """The account as JSON, in the order in which it is explained."""
    ordered = {key: told[key] for key in Account.__annotations__}  # type: ignore[literal-required]
    return json.dumps(json.loads(to_json(ordered)), ensure_ascii=False, indent=2)


def account(told: Account) -> RenderableType:
    """What an import did."""
    weights = {"kg": "kilograms", "lb": "pounds", None: "units row by row"}[told["unit"]]
    workouts = told["workouts"]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    # our own export says where each workout was
    zone = "" if told["dialect"] == "workoutdb" else f", times in {told['timezone']}"
    grid.add_row("read as", Text(f"{told['dialect']}, {weights}{zone}"))
    if found := _found(told):
        grid.add_row("found", Text(found))
    grid.add_row(
        "rows",
        Text.assemble(
            (f"{told['rows']:,}", "bold"),
            f" = {several(told['sets'], 'set')} + {several(told['rests'], 'rest')} + "
            f"{several(told['notes'], 'note')} + ",
            (several(len(told["errors"]), "error"), "bold red" if told["errors"] else ""),
        ),
    )
    grid.add_row(
        "workouts",
        Text.assemble(
            (f"{workouts['created']:,} created", "bold" if workouts["created"] else ""),
            f", {workouts['updated']:,} updated, {workouts['unchanged']:,} unchanged, ",
            (
                several(workouts["conflicts"], "conflict"),
                "bold red" if workouts["conflicts"] else "",
            ),
        ),
    )
    if told["exercises_created"]:
        grid.add_row("your own exercises", Text(_first_few(told["exercises_created"])))
    if told["body_weights"]:
        grid.add_row("body", f"{several(told['body_weights'], 'weight')} kept as measurements")
    if told["body_weights_doubtful"]:
        days = _first_few(told["body_weights_doubtful"])
        grid.add_row("in doubt", Text(f"the body's weight, or added to it: {days}"))
    if told["rests_without_set"]:
        lines = _first_few([str(line) for line in told["rests_without_set"]])
        grid.add_row("rests of no set", Text(f"line {lines}"))
    if told["notes_cut"]:
        grid.add_row("notes", f"{told['notes_cut']:,} too long, and cut")
    parts: list[RenderableType] = [grid]
    if told["suggestions"]:
        parts += [Text(), _suggestions(told)]
    if told["conflicts"]:
        parts += [Text(), _conflicts(told)]
    if told["unread"]:
        parts += [Text(), _faults(told["unread"], "Left out, and the rest of its line imported")]
    if told["errors"]:
        parts += [Text(), _faults(told["errors"], "Not imported")]
        if told["sets"]:
            parts.append(Text("Mended lines come in with --on-conflict update", style="dim"))
    return Group(*parts)


def _found(told: Account) -> str:
    """How units and months are known, where the file was asked."""
    units = told["units"]
    found = []
    if units["weight_from"] == "file" and told["dialect"] != "workoutdb":
        found.append("the unit in the file")
    if units["pounds_again"]:
        found.append(f"{several(units['pounds_again'], 'weight')} typed in pounds")
    if told["months"]:
        found.append(f"months in {told['months']}")
    return ", ".join(found)


def _first_few(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _suggestions(told: Account) -> RenderableType:
    rows = table(
        "yours", "perhaps", numbers=["alike"], title="The same exercise under another name?"
    )
    for one in told["suggestions"][:SHOWN]:
        rows.add_row(Text(one["name"]), Text(one["suggestion"]), f"{one['similarity']:.0%}")
    return rows


def _conflicts(told: Account) -> RenderableType:
    rows = table("workout", "", title="In the log, and changed since")
    edited = False
    for one in told["conflicts"][:SHOWN]:
        edited = edited or one["edited_here"]
        rows.add_row(Text(one["workout"]), "edited here" if one["edited_here"] else "")
    way_out = "overwrite" if edited else "update"
    hint = Text(f"To take the file's version: --on-conflict {way_out}", style="dim")
    return Group(rows, *_more(len(told["conflicts"])), hint)


def _faults(faults: Sequence[RowError], title: str) -> RenderableType:
    rows = table("line", "column", "value", "reason", title=title)
    for one in faults[:SHOWN]:
        value = (one["value"] or "").replace("\n", " ")
        shown = value if len(value) <= 40 else value[:39] + "…"
        rows.add_row(str(one["line"]), Text(one["column"] or ""), Text(shown), Text(one["reason"]))
    return Group(rows, *_more(len(faults)))


def _more(total: int) -> list[Text]:
    left = total - SHOWN
    return [Text(f"and {left:,} more: `summary` in import_jobs has them all")] if left > 0 else []


@dataclass(frozen=True)
class Best:
    """What somebody's best is in one exercise, kilograms."""

    exercise: str
    e1rm: Decimal | None
    heaviest: Decimal | None
    reps: Decimal | None
    volume: Decimal | None
    e1rm_on: date | None


def records(bests: Sequence[Best], unit: Unit, *, narrow: bool) -> Table:
    """The best lifts, one a row."""
    numbers = ["e1RM", "heaviest", "reps", "best set", "e1RM on"][: 3 if narrow else 5]
    rows = table("lift", numbers=numbers, title=f"Records, {unit.name}")
    rows.columns[0].overflow, rows.columns[0].no_wrap = "ellipsis", True
    for best in bests:
        cells = (
            Text(unit.text(best.e1rm), style="bold cyan"),
            unit.text(best.heaviest),
            f"{best.reps:.0f}" if best.reps else "-",
            unit.text(best.volume),
            Text(f"{best.e1rm_on:%d %b %Y}" if best.e1rm_on else "-", style="dim"),
        )
        rows.add_row(Text(best.exercise), *cells[: len(numbers)])
    return rows


def other_records(records: Sequence[tuple[str, str, str]]) -> Table:
    """Records of what has no e1RM: the exercise, the value, and what it is of."""
    rows = Table.grid(padding=(0, 2))
    for exercise, what, value in records:
        rows.add_row(Text(exercise), Text(value, style="bold cyan"), Text(what, style="dim"))
    return rows


def muscles(
    weeks: Sequence[date],
    sets: Mapping[str, Mapping[date, Decimal]],
    volume: Mapping[str, Decimal],
    unit: Unit,
) -> Table:
    """Sets by muscle and week, stronger in colour the more there are, and the weeks' volume."""
    span = "week" if len(weeks) == 1 else f"{len(weeks)} weeks"
    rows = table(
        "muscle",
        numbers=[*(f"{week:%b} {week.day}" for week in weeks), unit.name],
        title=f"The last {span}: sets by muscle (a half where it helps), and volume",
    )
    rows.columns[0].no_wrap = True
    for muscle, by_week in sorted(sets.items(), key=lambda item: -sum(item[1].values())):
        cells = [by_week.get(week, Decimal(0)) for week in weeks]
        total = volume.get(muscle)
        rows.add_row(
            muscle.replace("_", " "),
            *(Text(_count(cell), style=_heat(cell)) for cell in cells),
            f"{unit.of(total):,.0f}" if total else "-",
        )
    return rows


def _count(sets: Decimal) -> str:
    return f"{sets:.1f}".removesuffix(".0") if sets else "-"


def _heat(sets: Decimal) -> str:
    return "dim" if sets < 1 else "" if sets < 5 else "green" if sets < 10 else "bold green"

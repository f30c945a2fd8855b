"""Lines over time, drawn in dots on a terminal, with their names where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rich.console import Console, ConsoleOptions
from rich.text import Text

HEIGHT = 12
WIDEST = 100
COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red")
# Where there is only ASCII, each line has its own sign.
SIGNS = "ox+*#%"
# Which of a braille letter's eight dots lies where: two across, four down.
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


@dataclass(frozen=True)
class Line:
    """A name, and values by day in time's order; at least one."""

    name: str
    points: Sequence[tuple[date, float]]


class Chart:
    """The lines in one picture, as wide as the console lets it be."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines[: len(COLOURS)]
        days = [day for line in self._lines for day, _ in line.points]
        values = [value for line in self._lines for _, value in line.points]
        self._first, self._last = min(days), max(days)
        self._span = max((self._last - self._first).days, 1)
        self._step = _step((max(values) - min(values)) / (HEIGHT / 2))
        self._low = min(values) // self._step * self._step
        self._high = -(-max(values) // self._step) * self._step or self._step
        if self._high == self._low:
            self._high += self._step

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        shared = _shared_word([line.name for line in self._lines])
        labels = [
            f"{line.name.removeprefix(shared)} {line.points[-1][1]:.0f}" for line in self._lines
        ]
        width = min(console.width, WIDEST) - 7 - 1 - max(map(len, labels))
        if width < 16:
            # no room for a picture: from what to what
            for line, label in zip(self._lines, labels, strict=True):
                yield Text(f"from {line.points[0][1]:.0f}: {label}")
            return
        canvas = _Canvas(width, ascii_only=options.ascii_only)
        for number, line in enumerate(self._lines):
            canvas.draw([(self._across(day), self._down(v)) for day, v in line.points], number)
        names, marks = self._names(labels), self._marks()
        edge = "|" if options.ascii_only else "│"
        for row in range(HEIGHT):
            text = Text(no_wrap=True, overflow="crop", end="\n")
            text.append(f"{marks.get(row, ''):>6}{edge}", style="dim")
            text.append_text(canvas.row(row))
            if row in names:
                number = names[row]
                text.append(f" {labels[number]}", style=COLOURS[number])
            yield text
        yield from self._axis(width, ascii_only=options.ascii_only)

    def _across(self, day: date) -> float:
        return (day - self._first).days / self._span

    def _down(self, value: float) -> float:
        return (self._high - value) / (self._high - self._low)

    def _names(self, labels: Sequence[str]) -> dict[int, int]:
        """In which row each line's name stands: as near its end as the others let it be."""
        ends = sorted((self._down(line.points[-1][1]), n) for n, line in enumerate(self._lines))
        rows: dict[int, int] = {}
        free = 0
        for place, (end, number) in enumerate(ends):
            row = min(max(free, round(end * (HEIGHT - 1))), HEIGHT - len(labels) + place)
            rows[row] = number
            free = row + 1
        return rows

    def _marks(self) -> dict[int, str]:
        """The values beside the edge, by row."""
        count = round((self._high - self._low) / self._step)
        values = (self._low + n * self._step for n in range(count + 1))
        return {round(self._down(value) * (HEIGHT - 1)): f"{value:g}" for value in values}

    def _axis(self, width: int, *, ascii_only: bool) -> Iterator[Text]:
        """The line under the picture, and the months that begin along it."""
        ruler = ["-" if ascii_only else "─"] * width
        names = [" "] * (width + 8)
        months = self._span / 30.4
        every = next((n for n in (1, 2, 3, 6, 12) if width / max(months, 1) * n >= 9), 24)
        free = 0
        year, month = self._first.year, self._first.month
        while (day := date(year, month, 1)) <= self._last:
            at = round(self._across(day) * (width - 1))
            if day >= self._first and (month - 1) % every == 0 and free <= at:
                name = f"{day:%b} {year}" if every < 12 else str(year)
                ruler[at] = "+" if ascii_only else "┬"
                if at + len(name) <= len(names):
                    names[at : at + len(name)] = name
                    free = at + len(name) + 1
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        corner = "+" if ascii_only else "└"
        yield Text(" " * 6 + corner + "".join(ruler), style="dim", no_wrap=True, overflow="crop")
        yield Text(" " * 7 + "".join(names).rstrip(), style="dim", no_wrap=True, overflow="crop")


class _Canvas:
    """A grid of cells, each of eight dots and the colour of whatever was drawn there last."""

    def __init__(self, width: int, *, ascii_only: bool) -> None:
        self._ascii_only = ascii_only
        self._across, self._up = (1, 1) if ascii_only else (2, 4)
        self._width = width
        self._dots = [[0] * width for _ in range(HEIGHT)]
        self._lines = [[-1] * width for _ in range(HEIGHT)]

    def draw(self, points: Sequence[tuple[float, float]], number: int) -> None:
        """Join points, given as shares of the width and of the height from the top."""
        right, bottom = self._width * self._across - 1, HEIGHT * self._up - 1
        places = [(x * right, y * bottom) for x, y in points]
        for (x0, y0), (x1, y1) in pairwise(places if len(places) > 1 else places * 2):
            steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
            for n in range(steps + 1):
                part = n / steps
                self._dot(round(x0 + (x1 - x0) * part), round(y0 + (y1 - y0) * part), number)

    def _dot(self, x: int, y: int, number: int) -> None:
        column, row = x // self._across, y // self._up
        self._dots[row][column] |= _DOTS[x % self._across][y % self._up]
        self._lines[row][column] = number

    def row(self, row: int) -> Text:
        """One row of the picture."""
        text = Text()
        for dots, number in zip(self._dots[row], self._lines[row], strict=True):
            if not dots:
                text.append(" ")
            elif self._ascii_only:
                text.append(SIGNS[number], style=COLOURS[number])
            else:
                text.append(chr(0x2800 + dots), style=COLOURS[number])
        return text


def _shared_word(names: Sequence[str]) -> str:
    """The first word with its space, if all names have it and more: it would only take room."""
    word = names[0].split(" ", 1)[0] + " "
    return word if all(name.startswith(word) for name in names) else ""


def _step(wanted: float) -> float:
    """The next of 1, 2, 2.5, 5, 10, 20, 25, 50… that is at least this."""
    step = 1.0
    while True:
        for factor in (1, 2, 2.5, 5):
            if step * factor >= wanted:
                return step * factor
        step *= 10

"""From bytes to records: fields, the text they stood in, and the line they begin on.

Nothing here knows what a field means. A file is read in pieces of bounded size whatever it holds:
no line feed for gigabytes, a quote that is never closed, bytes that are no text. What can't be a
record comes out as one too, with its fault, so that every record of the file is accounted for.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import IO, NamedTuple

#: Longest physical line. A cell has its own limit, csv's, which is lower.
MAX_LINE = 1 << 20
#: Most lines that one record may span.
MAX_SPAN = 2_000
#: How much of a faulty record's text is kept.
MAX_FAULTY_TEXT = 20_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "surrogateescape"),
    (codecs.BOM_UTF16_LE, "utf-16", "replace"),
    (codecs.BOM_UTF16_BE, "utf-16", "replace"),
)


UNCLOSED = "a quote is opened and not closed"


class Record(NamedTuple):
    """One record of the file; with a fault, `fields` is whatever was found."""

    line: int
    fields: list[str]
    raw: str
    fault: str | None


class _UnreadableError(Exception):
    """What was taken from the file so far is no record, and why; open-ended, it goes on."""

    def __init__(self, reason: str, *, open_ended: bool) -> None:
        super().__init__(reason)
        self.open_ended = open_ended


#: Whether these fields look like a record, for lines that a quote may have swallowed.
Likely = Callable[[list[str]], bool]
#: Given the fields of a record with the wrong number of them, the right ones, or None.
Repair = Callable[[list[str]], list[str] | None]


def as_text(stream: IO[bytes]) -> io.TextIOWrapper:
    """The stream as text from its beginning. Bytes that are no UTF-8 become lone surrogates."""
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    encoding, errors = "utf-8", "surrogateescape"
    for mark, marked_encoding, marked_errors in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            encoding, errors = marked_encoding, marked_errors
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def readable(text: str) -> str:
    """The text as it can be stored and shown: a byte that is no UTF-8 as `\\xff`, NUL as `\\0`."""
    clean = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return clean.replace("\0", "\\0")


def first_record(text: IO[str], delimiters: str) -> tuple[int, str, dict[str, list[str]]]:
    """The first line with something on it: its number, itself, and its cells by each delimiter.

    A spreadsheet's `sep=;` line is passed over.
    """
    line = 0
    while raw := text.readline(MAX_LINE):
        line += 1
        bare = raw.strip("\ufeff\r\n\t ")
        if bare and not (bare.lower().startswith("sep=") and len(bare) == 5):
            cells = {delimiter: cells_of(bare, delimiter) for delimiter in delimiters}
            return line, readable(bare), cells
    return line, "", {}


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line, for what may be no record; none if it can't be one."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def records(
    text: IO[str],
    *,
    delimiter: str,
    width: int,
    line: int,
    likely: Likely,
    repair: Repair | None = None,
) -> Iterator[Record]:
    """The records from where the text stands, which is after its line number `line`.

    Blank lines are none. A record with fields too few or too many, or with a quote that nothing
    closes, is a faulty one; where the lines it swallowed are records themselves, they are read
    again as such.
    """
    lines = iter(partial(text.readline, MAX_LINE), "")
    back: list[str] = []
    taken: list[str] = []
    ended = False

    def starts_record(piece: str) -> bool:
        return likely(cells_of(piece, delimiter))

    def feed() -> Iterator[str]:
        nonlocal ended
        while back:
            taken.append(back.pop())
            yield taken[-1]
        for piece in lines:
            taken.append(piece)
            if len(piece) == MAX_LINE and piece[-1] not in "\r\n":
                while (rest := next(lines, "\n")) and rest[-1] not in "\r\n":
                    pass
                raise _UnreadableError(
                    f"the line is longer than {MAX_LINE:,} characters", open_ended=False
                )
            if len(taken) > MAX_SPAN:
                raise _UnreadableError(UNCLOSED, open_ended=True)
            yield piece
        ended = True

    while not ended:
        fault: str | None = None
        open_ended = False
        fields: list[str] = []
        try:
            for fields in csv.reader(feed(), delimiter=delimiter):
                if ended:
                    fault = UNCLOSED
                    break
                if len(fields) != width and fields:
                    whole = repair(fields) if repair else _whole(fields, width)
                    if whole is None:
                        fault = f"{width} fields expected, {len(fields)} found"
                        break
                    fields = whole
                if fields:
                    raw = taken[0] if len(taken) == 1 else "".join(taken)
                    yield Record(line + 1, fields, raw.rstrip("\r\n"), None)
                line += len(taken)
                taken.clear()
        except _UnreadableError as unreadable:
            fault, open_ended = str(unreadable), unreadable.open_ended
        except csv.Error as error:
            limit = f"a cell is longer than {csv.field_size_limit():,} characters"
            fault, open_ended = (limit, True) if "limit" in str(error) else (str(error), False)
        if fault is None:
            return
        own = _own_lines(taken, starts_record)
        raw = "".join(taken[:own]).rstrip("\r\n")
        yield Record(line + 1, fields, raw[:MAX_FAULTY_TEXT], fault)
        line += own
        if own < len(taken):
            back.extend(reversed(taken[own:]))
            ended = False
        elif open_ended:
            # The rest of what has no end: everything up to the next line that begins a record.
            for piece in chain(iter(partial(_pop, back), None), lines):
                if starts_record(piece):
                    back.append(piece)
                    break
                line += 1
        taken.clear()


def _pop(pieces: list[str]) -> str | None:
    return pieces.pop() if pieces else None


def _whole(fields: list[str], width: int) -> list[str] | None:
    """A record whose surplus fields are all empty, as spreadsheets leave them, without these."""
    return fields[:width] if len(fields) > width and not any(fields[width:]) else None


def _own_lines(taken: list[str], likely: Callable[[str], bool]) -> int:
    """How many of the lines belong to a faulty record: all up to the next that looks like one."""
    return next((n for n, piece in enumerate(taken) if n and likely(piece)), len(taken))

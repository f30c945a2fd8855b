"""Whatever the file, the reader refuses it clearly or accounts for each of its records."""

from __future__ import annotations

import csv
import io
import re

import pytest
from exports import (
    FITBOD,
    FITBOD_OLD,
    FITNOTES,
    FITNOTES_IOS,
    HEVY,
    OWN,
    STRONG_B,
    STRONG_C,
    STRONGLIFTS,
    export,
    hevy,
    lifted,
    own,
    strong,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from workoutdb.importing import ImportRefused
from workoutdb.importing.load import copy_chunks
from workoutdb.importing.reader import open_export
from workoutdb.importing.staging import StagingRow

# a busy machine is no fault of a file's
unhurried = settings(deadline=None)

GOOD = (
    export(HEVY, *(hevy(set_index=n, exercise_notes="a\nb") for n in range(4))),
    export(STRONG_B, *map(strong, ("W", 1, "Rest Timer", 2, "Note", "W", 1, "F"))),
    export(STRONG_C, *["2020-03-05 18:04:11;Push;Squat;1;100.0;kg;5;0;;;0;;"] * 4),
    export(FITNOTES, *["2026-04-29,Row (Wide, Cable),Back,50,kgs,8,,,,slow"] * 4),
    export(FITNOTES_IOS, *["2021-05-20,Squat,Legs,40.00,88.18,8,,,,slow,warm-up"] * 4),
    export(STRONGLIFTS, *[lifted(5, 55, 0, 55, 3, 60, done="5/0/3")] * 4),
    export(FITBOD, *["2024-02-01 06:00:00 +0000,Squat,5,100,0,0,1,0,false,,1"] * 4),
    export(FITBOD_OLD, *["2018-02-01 06:00:00,Squat,3,5,100,false,belt"] * 4),
    export(OWN, *(own(set_number=n, notes='a\n"b"') for n in range(1, 5))),
)
TELLING = ("", "0", "-1", "NaN", "1e400", "8.5", "W", "Rest Timer", "\\n", "\0", '"', "\u202f", "İ")
NUMBER = re.compile(r"[0-9]+(\.[0-9]{1,3})?")
cells = st.one_of(
    st.sampled_from(TELLING),
    st.text(max_size=20),
    st.integers(min_value=-5, max_value=20_000).map(str),
    st.decimals(allow_nan=True).map(str),
    st.datetimes().map(str),
)


def account(content: bytes, unit: str | None) -> list[StagingRow] | None:
    """The rows, after checking what holds for all of them; or None if the file was refused."""
    try:
        with open_export(io.BytesIO(content), unit=unit, timezone="Asia/Tokyo") as opened:  # type: ignore[arg-type]
            rows = list(opened.rows())
            counts = opened.counts
    except ImportRefused as refused:
        told = str(refused)
        told.encode()
        return None if told and "\0" not in told else pytest.fail("not told why")
    assert counts.rows == len(rows)
    assert counts.rows == counts.sets + counts.rests + counts.notes + counts.errors
    places = [(row.line, row.part) for row in rows]
    assert sorted(places) == sorted(set(places))
    last = 0
    for row in rows:
        assert row.raw is not None
        assert "\0" not in "".join(cell for cell in row if isinstance(cell, str))
        if row.kind == "error":
            assert row.error_reason
            continue
        assert row.exercise_name
        assert row.started_local or row.started_at
        ends = (row.started_local or row.started_at, row.ended_local or row.completed_at)
        assert ends[1] is None or ends[1] >= (ends[0] or "")
        for number in (row.weight, row.distance_m, row.duration_seconds, row.rpe):
            assert number is None or NUMBER.fullmatch(number)
        assert row.block is not None
        assert row.block >= last
        last = row.block
    text = "".join(copy_chunks(iter(rows), "job\tuser"))
    text.encode()
    width = len(StagingRow._fields) + 2
    assert text.count("\n") == len(rows)
    assert all(line.count("\t") == width for line in text.split("\n")[:-1])
    return rows


@unhurried
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    account(content, "kg")


@unhurried
@given(st.sampled_from(GOOD), st.data())
def test_an_export_cut_off_anywhere(content: bytes, data: st.DataObject) -> None:
    account(content[: data.draw(st.integers(0, len(content)))], None)


@unhurried
@given(st.sampled_from(GOOD), st.data(), st.binary(max_size=12))
def test_an_export_with_bytes_overwritten(content: bytes, data: st.DataObject, junk: bytes) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 30)))
    account(content[:start] + junk + content[end:], "kg")


@given(
    st.sampled_from((HEVY, STRONG_B, FITBOD, OWN)),
    st.lists(st.lists(cells, min_size=1, max_size=16), max_size=6),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.sampled_from((b"", b"\xef\xbb\xbf")),
)
@settings(max_examples=200, deadline=None)
def test_any_cells_account_for_each_record(
    header: str, records: list[list[str]], newline: str, mark: bytes
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(records)
    content = mark + f"{header}{newline}{text.getvalue()}".encode(errors="surrogatepass")
    rows = account(content, "kg" if header == STRONG_B else None)
    assert rows is not None
    assert len(rows) == len(records)


@unhurried
@given(st.lists(st.sampled_from(["\n", "\r\n", "\r", "\n\n"]), min_size=9, max_size=9))
def test_mixed_newlines_lose_nothing(newlines: list[str]) -> None:
    lines = [STRONG_B, *map(strong, ("W", 1, "Rest Timer", 2, "Note", "W", 1, "F"))]
    pieces = (line + end for line, end in zip(lines, newlines, strict=True))
    rows = account("".join(pieces).encode(), "kg")
    assert rows is not None
    assert [row.kind for row in rows].count("error") == 0
    assert len(rows) == 8


@given(
    st.integers(0, 13),
    st.sampled_from((131_072, 131_073, 1_048_576, 1_100_000, 10_000_000)),
    st.sampled_from(("x", "x\n", "é", '""', ",")),
)
@settings(max_examples=8, deadline=None)
def test_huge_cells(position: int, size: int, filling: str) -> None:
    cell = (filling * (size // len(filling) + 1))[: size - size % 2]
    broken = ",".join(f'"{cell}"' if n == position else "1" for n in range(14))
    rows = account(export(HEVY, hevy(), broken, hevy(set_index=1)), None)
    assert rows is not None
    assert [rows[0].kind, rows[-1].kind] == ["set", "set"]
    assert all(row.kind == "error" for row in rows[1:-1])


@unhurried
@given(st.text(max_size=40), st.sampled_from(("utf-16", "utf-16-be", "latin-1", "koi8-r")))
def test_any_encoding(title: str, encoding: str) -> None:
    content = export(HEVY, hevy(title="@")).decode().replace("@", title)
    account(content.encode(encoding, "replace"), None)

"""Whatever the file, the database takes all that the reader lets through, and counts the same."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import workoutdb
from exports import (
    FITBOD,
    FITBOD_OLD,
    FITNOTES,
    FITNOTES_IOS,
    HEVY,
    OWN,
    STRONG_B,
    STRONG_D,
    STRONGLIFTS,
    export,
    hevy,
    lifted,
    own,
    strong,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql
from psycopg.conninfo import make_conninfo
from support import Database, Server
from workoutdb.importing import ImportRefused, import_again, import_file

ANDROID = '"1";"2025-03-05 18:04:11";"Pull";"3600";"Pull Up";"1";"{}";"8";"";"";"";"";""'
# a record of each dialect as its cells, so that any of them can be another
RECORDS: dict[str, list[str]] = {
    HEVY: [hevy(rpe=8.5, superset_id=1), hevy(set_index=1), hevy(exercise_title="Stones")],
    STRONG_B: [strong("W"), strong(1), strong("Rest Timer", 0, 0, seconds=90), strong("Note")],
    STRONG_D: [ANDROID.format("75.75"), ANDROID.format("80")],
    FITNOTES: ["2026-04-29,Row (Wide, Cable),Back,50,kgs,8,,,,slow"],
    FITNOTES_IOS: [
        "2021-05-20,Squat,Legs,40.00,88.18,8,,,,slow,wr",
        "2021-05-20,Run,,,,,5,km,9,,dt",
    ],
    STRONGLIFTS: [lifted(5, 55, 0, 55, 3, 60, done="5/0/3")],
    FITBOD: ["2024-02-01 06:00:00 +0000,Squat,5,100,0,0,1,0,false,,1"],
    FITBOD_OLD: ["2018-02-01 06:00:00,Squat,3,5,100,false,belt"],
    OWN: [own(), own(set_number=2, rir=2), own(exercise_order=1, exercise_id="", load_kind="")],
}
TELLING = (
    *("", "0", "1", "2", "-1", "0.5", "10", "100", "9999", "9999.999", "10000", "19999", "32768"),
    *("1000000", "86400", "86401", "9999999", "99999999999", "NaN", "Infinity", "1e5", "1e400"),
    *(
        "W",
        "D",
        "Rest Timer",
        "Note",
        "warmup",
        "failure",
        "drop",
        "true",
        "kg",
        "lb",
        "lbs",
        "mi.",
    ),
    *("1969-12-31 23:59:59", "2101-01-01 00:00:00", "9999.9994", "9999.9995", "1e-9"),
    *("x" * 10_000, "x" * 10_001, "💪" * 255, "💪" * 256),
    *("1970-01-01 00:00:00", "2100-12-31 23:59:59", "26 Jul 2025, 07:06", "1 Mai 2025, 07:06"),
    *("1900-01-01 00:00:00+00", "2199-12-31 23:59:59-12:00", "2025-03-30 02:30:00", "1h 8m"),
    *(
        "Pull Up",
        "Plank",
        "Running",
        "x" * 255,
        "x" * 256,
        "é" * 255,
        "\\n",
        "a\nb",
        '"',
        "\\",
        "\t",
    ),
    *("\\N", "\\.", "İ", "💪", "\u202f", "\ufeff", "abandoned", "in_progress", "bodyweight_reps"),
    *("0198a5c4-0000-7000-8000-000000000001", "America/New_York", "Factory", "UTC"),
)
cells = st.one_of(
    st.sampled_from(TELLING),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.decimals(-1, 20_000, places=4).map(str),
)


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Database]:
    """One database for all the files; each comes for somebody new."""
    with psycopg.connect(server.dsn, autocommit=True) as admin:
        name = f"fuzz_{admin.info.backend_pid}"
        admin.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(server.template_dbname)
            )
        )
        with contextlib.closing(Database(make_conninfo(server.dsn, dbname=name))) as shared:
            yield shared
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A good file in which some cells are others, and some lines come again."""
    header = draw(st.sampled_from(list(RECORDS)))
    mark = ";" if header.count(";") > header.count(",") else ","
    records = list(csv.reader(RECORDS[header], delimiter=mark))
    lines = draw(st.lists(st.sampled_from(records).map(list), min_size=1, max_size=8))
    for _ in range(draw(st.integers(0, 6))):
        line = draw(st.sampled_from(lines))
        line[draw(st.integers(0, len(line) - 1))] = draw(cells)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(lines)
    return export(header) + text.getvalue().encode()


def reconciles(account: Any) -> bool:
    told = account["sets"] + account["rests"] + account["notes"] + len(account["errors"])
    return bool(account["rows"] == told)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(files(), st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns"]))
def test_what_the_reader_lets_through_the_log_takes(
    world: Database, content: bytes, timezone: str
) -> None:
    person = world.person(timezone=timezone)
    options: dict[str, Any] = {"user_id": person.id, "timezone": timezone}
    if content.startswith(b"Date,Workout Name"):
        options["unit"] = "kg"
    with workoutdb.connect(world.dsn) as client:
        try:
            account = import_file(client, io.BytesIO(content), **options)
        except ImportRefused:
            return
        assert reconciles(account)
        (counted,) = person.execute("select count(*) as sets from public.workout_sets")
        assert counted["sets"] == account["sets"]
        made = account["workouts"]["created"]
        again = import_file(client, io.BytesIO(content), **options)
        assert again["workouts"] == {
            "created": 0,
            "updated": 0,
            "unchanged": made,
            "conflicts": 0,
        }
        kept = import_again(client, account["job_id"])
        assert reconciles(kept)
        assert kept["workouts"] == again["workouts"]
        assert kept["errors"] == account["errors"]
    (undone,) = world.service.call("undo_import", p_job_id=account["job_id"])
    assert undone["workouts_removed"] == made
    assert person.execute("select from public.workout_sets") == []
    assert person.call("get_records") == []

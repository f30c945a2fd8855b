"""A file of each dialect, with the quirks that its app is known for, all the way into the log."""

from __future__ import annotations

import io
from typing import Any

import pytest
import workoutdb
from exports import (
    FITBOD,
    FITBOD_OLD,
    FITNOTES,
    FITNOTES_IOS,
    FITNOTES_KG,
    HEVY,
    OWN,
    STRONG_A,
    STRONG_B,
    STRONG_C,
    STRONG_D,
    STRONG_FRENCH,
    STRONG_GERMAN,
    STRONGLIFTS,
    export,
    hevy,
    lifted,
    own,
    strong,
)
from support import Database
from workoutdb.importing import import_file
from workoutdb.importing.dialects import BY_ID

# bytes, what has to be asked, and the rows as sets, rests, notes and errors
Fixture = tuple[bytes, dict[str, Any], tuple[int, int, int, int]]
PRIME = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes"
A_LINE = '2016-03-05 18:04:11,"Push","{}",{},{},5,0,0,"","{}"'
C_LINE = "2020-03-05 18:04:11;Push;{};{};{};{};5;0;{};{};{};;"
ANDROID = '"{}";"2025-03-0{} 18:04:11";"Pull";"3600";"{}";"{}";"{}";"5";"";"";"";"";""'
TURKISH = ("11 Haz 2026", "28 May 2026", "3 Nis 2026", "5 Mar 2026", "28 Şub 2026")

FIXTURES: dict[str, Fixture] = {
    # identical warm-ups, a name with outer blanks, a note with a real line feed
    "strong_a": (
        export(
            STRONG_A,
            *[A_LINE.format("Squat", 1, "100.0", "")] * 2,
            A_LINE.format(" Squat ", 2, "100", "felt\ngood"),
            A_LINE.format("Squat", 3, "heavy", ""),
        ),
        {"unit": "lb"},
        (3, 0, 0, 1),
    ),
    "strong_a_rpe": (
        export(STRONG_A + ",RPE", A_LINE.format("Squat", 1, 100, "") + ",8.5"),
        {"unit": "kg"},
        (1, 0, 0, 0),
    ),
    # rests and notes, warm-ups around the numbering, a zero RPE, a literal \n
    "strong_b": (
        export(
            STRONG_B,
            *(strong(order, rpe=0) for order in ("W", "W", 1, 2, "D", "F")),
            strong("Rest Timer", 0, 0, seconds=90),
            strong("Note", 0, 0, notes=r"wide\ngrip"),
            strong(1, exercise='"Bench Press (Barbell)"'),
            strong(3, reps="five"),
        ),
        {"unit": "lb"},
        (7, 1, 1, 1),
    ),
    "strong_b_short": (
        export(
            STRONG_B.replace("Notes,Workout Notes,", ""),
            '2026-03-05 6:04:11\u202fPM,"Push",20s,"Squat",1,100,5,0,0,8',
        ),
        {"unit": "kg"},
        (1, 0, 0, 0),
    ),
    # kilograms and pounds by row, miles with a dot, blanks where nothing was entered
    "strong_c": (
        export(
            STRONG_C,
            C_LINE.format("Squat", 1, "100.0", "kg", "", "", ""),
            C_LINE.format("Squat", 2, "225", "lbs", "", "", ""),
            C_LINE.format("Running", 1, "", "", "3.1", "mi.", "1500"),
            C_LINE.format("Running", 2, "", "", "3.1", "leagues", "1500"),
        ),
        {},
        (3, 0, 0, 1),
    ),
    "strong_c_duration": (
        export(
            STRONG_C + ";Workout Duration",
            C_LINE.format("Squat", 1, "100", "kg", "", "", "") + ";1h 8m",
        ),
        {},
        (1, 0, 0, 0),
    ),
    # every field quoted, pounds as kilograms, the body in the weight of a pull-up
    "strong_d": (
        export(
            STRONG_D,
            ANDROID.format(1, 5, "Bench Press (Barbell)", "WARM_UP", "18.143694800000002"),
            ANDROID.format(1, 5, "Bench Press (Barbell)", "1", "74.99999999999999"),
            ANDROID.format(1, 5, "Pull Up", "1", "75.75"),
            ANDROID.format(2, 6, "Push Up", "FAILURE", "65.18"),
            ANDROID.format(2, 6, "Pull Up (Assisted)", "1", "30"),
        ),
        {},
        (5, 0, 0, 0),
    ),
    "strong_de": (
        export(STRONG_GERMAN, strong(1, "62.5"), strong("Ruhezeit", 0, 0, seconds=120)),
        {"unit": "kg"},
        (1, 1, 0, 0),
    ),
    "strong_fr": (
        export(STRONG_FRENCH, strong(1, "62.5", "5.0", duration="1h 2min"), end="\r\n"),
        {"unit": "kg"},
        (1, 0, 0, 0),
    ),
    # Turkish months, an index that restarts and one with gaps, a group of one, body weight, emoji
    "hevy": (
        export(
            HEVY,
            *(
                hevy(start_time=f"{day}, 07:06", end_time=f"{day}, 07:06", set_index=index)
                for day in TURKISH
                for index in (3, 4, 0, 2)
            ),
            hevy(
                start_time="28 Şub 2026, 07:06",
                end_time="28 Şub 2026, 07:06",
                exercise_title="Barfiks",
                superset_id=2,
                weight="",
                exercise_notes="💪",
            ),
        ),
        {},
        (21, 0, 0, 0),
    ),
    "fitnotes": (
        export(
            FITNOTES,
            "2026-04-29,Overhead Press (Each Side, Dumbbells),Shoulders,45,lbs,8,,,,",
            "2026-04-29,Running,Cardio,,,,5,km,0:31:00,hot, and far",
        ),
        {},
        (2, 0, 0, 0),
    ),
    "fitnotes_old": (
        export(FITNOTES_KG, "2015-04-29,Row,Back,50,8,,,,"),
        {},
        (1, 0, 0, 0),
    ),
    "fitnotes_ios": (
        export(FITNOTES_IOS, "2026-04-29,Row,Back,50,,8,,,,,Weight and Reps"),
        {},
        (1, 0, 0, 0),
    ),
    "stronglifts": (
        b"\xef\xbb\xbf"
        + export(
            STRONGLIFTS,
            lifted(5, 55, 0, 55, 3, 55, done="5/0/3"),
            lifted(0, 30, 0, 30, 0, 30, exercise="Plank", notes="knee"),
        ),
        {},
        (3, 0, 1, 0),
    ),
    "fitbod": (
        export(FITBOD, "2024-02-01 03:30:00 +0000,Squat,5,45.359237,0,0,0,0,false,,1"),
        {"timezone": "America/New_York"},
        (1, 0, 0, 0),
    ),
    "fitbod_old": (
        export(FITBOD_OLD, "2018-02-01 06:00:00,Squat,3,5,100,false,belt"),
        {},
        (3, 0, 0, 0),
    ),
    "workoutdb": (
        export(
            OWN,
            own(),
            own(set_number=2, notes=' as it "stands"\\n\n '),
            own(exercise_order=1, set_number="", is_warmup="", set_type=""),
            own(exercise_order=1, set_number=1, reps=-1),
        ),
        {},
        (2, 0, 1, 1),
    ),
}


def test_each_dialect_has_a_file_here() -> None:
    assert sorted(FIXTURES) == sorted(BY_ID)


def test_the_older_form_of_strong_a_names_its_unit_in_the_header(database: Database) -> None:
    """Set orders from 0 on, and CRLF."""
    lines = (f"2017-03-05 18:04:11,Push,Squat,{n},100,5,0,0," for n in range(3))
    person = database.person()
    with workoutdb.connect(database.dsn) as client:
        content = io.BytesIO(export(PRIME, *lines, end="\r\n"))
        account = import_file(client, content, user_id=person.id)
    assert (account["dialect"], account["sets"], account["units"]["weight_from"]) == (
        *("strong_a", 3, "file"),
    )


@pytest.mark.parametrize("dialect", FIXTURES)
def test_rows_in_are_sets_rests_notes_and_errors(database: Database, dialect: str) -> None:
    content, asked, counted = FIXTURES[dialect]
    person = database.person()
    with workoutdb.connect(database.dsn) as client:
        account = import_file(client, io.BytesIO(content), user_id=person.id, **asked)
        again = import_file(client, io.BytesIO(content), user_id=person.id, **asked)
    assert account["dialect"] == dialect
    told = (account["sets"], account["rests"], account["notes"], len(account["errors"]))
    assert told == counted
    assert account["rows"] == sum(counted)
    (logged,) = person.execute("select count(*) as sets from public.workout_sets")
    assert logged["sets"] == account["sets"]
    assert again["workouts"]["unchanged"] == account["workouts"]["created"]
    assert person.execute("select count(*) as sets from public.workout_sets") == [logged]
    for error in account["errors"]:
        assert error["line"] > 1
        assert error["column"]
        assert error["reason"]


def test_units_and_months_are_told_with_how_they_were_found(database: Database) -> None:
    found = {}
    for dialect in ("strong_b", "strong_c", "strong_d", "hevy"):
        content, asked, _ = FIXTURES[dialect]
        person = database.person()
        with workoutdb.connect(database.dsn) as client:
            account = import_file(client, io.BytesIO(content), user_id=person.id, **asked)
        units = account["units"]
        found[dialect] = (account["unit"], units["weight_from"], units["pounds_again"])
        assert account["months"] == ("Turkish" if dialect == "hevy" else None)
    assert found == {
        "strong_b": ("lb", "asked", 0),
        "strong_c": (None, "each row", 0),
        "strong_d": ("kg", "file", 1),
        "hevy": ("kg", "file", 0),
    }

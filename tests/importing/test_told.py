"""What the account tells of a file beside its rows, and what else of it is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bringing import bring_file, weights
from click.testing import CliRunner
from exports import FITBOD, HEVY, STRONG_A, STRONG_B, STRONGLIFTS, export, hevy, lifted, strong
from support import Actor, Database
from workoutdb.cli import main

PULL_UPS = lifted(8, 0, 8, 10, 0, 0, exercise="Pullups", done="8/8/-")
SQUAT = (5, 60, 0, 60, 0, 60)
EMAIL = "ann@example.org"
MY_LIFT = strong(exercise="My Zercher Squat")


def bodies(person: Actor) -> list[dict[str, Any]]:
    return person.execute(
        "select measured_on::text, weight::float, weight_unit::text"
        " from public.body_measurements order by measured_on"
    )


def command(database: Database, tmp_path: Path, content: bytes, *words: str) -> str:
    """What `workoutdb import` prints for a file."""
    file = tmp_path / "log.csv"
    file.write_bytes(content)
    said = CliRunner().invoke(
        main, ["import", str(file), "--user", EMAIL, "--dsn", database.dsn, *words]
    )
    assert said.exit_code == 0, said.output
    return said.stdout


# the body


def test_stronglifts_body_weight_is_that_days_measurement(database: Database) -> None:
    ann = database.person()
    account = bring_file(database, ann, export(STRONGLIFTS, lifted(*SQUAT, done="5/-/-"), PULL_UPS))
    assert account["body_weights"] == 1
    assert bodies(ann) == [{"measured_on": "2026-08-11", "weight": 83.5, "weight_unit": "kg"}]
    # what was added to it is the set's
    assert weights(ann) == [60, None, 10]
    (heaviest,) = (
        float(row["value"])
        for row in ann.call("get_records")
        if (row["exercise_name"], row["record_type"]) == ("Pull-Up", "max_weight")
    )
    assert heaviest == 93.5
    (undone,) = database.service.call("undo_import", p_job_id=account["job_id"])
    assert (undone["body_weights_removed"], bodies(ann)) == (1, [])


def test_undoing_a_told_body_weight_gives_the_records_of_others_back(database: Database) -> None:
    ann = database.person()
    pull_up = strong(weight=20, exercise="Pull Up", date="2026-08-11 08:00:00")
    bring_file(database, ann, export(STRONG_B, pull_up), unit="kg")
    before = [(row["record_type"], row["value"]) for row in ann.call("get_records")]
    account = bring_file(database, ann, export(STRONGLIFTS, PULL_UPS))
    assert before != [(row["record_type"], row["value"]) for row in ann.call("get_records")]
    (undone,) = database.service.call("undo_import", p_job_id=account["job_id"])
    assert (undone["body_weights_removed"], bodies(ann)) == (1, [])
    assert before == [(row["record_type"], row["value"]) for row in ann.call("get_records")]


def test_ones_own_measurement_stands_above_stronglifts(database: Database) -> None:
    ann = database.person()
    ann.call("record_body_measurement", p_weight=82, p_measured_on="2026-08-11")
    later = lifted(*SQUAT, done="5/-/-", day="2026/08/13").replace(",83.5,", ",0.0,")
    account = bring_file(database, ann, export(STRONGLIFTS, PULL_UPS, later))
    assert (account["body_weights"], len(account["errors"])) == (0, 0)
    assert [body["weight"] for body in bodies(ann)] == [82]
    (undone,) = database.service.call("undo_import", p_job_id=account["job_id"])
    assert (undone["body_weights_removed"], [body["weight"] for body in bodies(ann)]) == (0, [82])


def test_a_body_weight_in_pounds_is_kept_in_pounds_and_a_bad_one_costs_its_record(
    database: Database,
) -> None:
    ann = database.person()
    header = STRONGLIFTS.replace("Body Weight (KG)", "Body Weight (LB)")
    bad = lifted(*SQUAT, done="5/-/-", day="2026/08/13").replace(",83.5,", ",heavy,")
    account = bring_file(database, ann, export(header, PULL_UPS.replace("83.5", "184"), bad))
    assert [(body["weight"], body["weight_unit"]) for body in bodies(ann)] == [(184, "lb")]
    assert [(one["line"], one["column"]) for one in account["errors"]] == [(3, "Body Weight (LB)")]


# names


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (PULL_UPS, "Pull-Up"),
        (lifted(*SQUAT, done="5/-/-", exercise="Front Squat"), "Barbell Front Squat"),
        (lifted(*SQUAT, done="5/-/-", exercise="Barbell Row"), "Barbell Bent-Over Row"),
        (lifted(*SQUAT, done="5/-/-", exercise="Chinups"), "Chin-Up"),
        (
            lifted(*SQUAT, done="5/-/-", exercise="Incline Bench Press"),
            "Incline Barbell Bench Press",
        ),
        ("Pull Up", "Pull-Up"),
        ("Push Up", "Push-Up"),
        ("Back Squat", "Barbell Back Squat"),
        ("Hammer Curls", "Dumbbell Hammer Curl"),
        ("Romanian Deadlift", "Barbell Romanian Deadlift"),
        ("Running - Treadmill", "Treadmill Running"),
    ],
)
def test_the_names_of_stronglifts_and_fitbod_are_known(
    database: Database, content: str, meant: str
) -> None:
    ann = database.person()
    if "," in content:
        account = bring_file(database, ann, export(STRONGLIFTS, content))
    else:
        line = f"2026-01-22 06:54:26,{content},8,16,0,0,0,0,false,,1"
        account = bring_file(database, ann, export(FITBOD, line))
    assert account["exercises_created"] == []
    (block,) = ann.execute(
        "select e.name from public.workout_session_exercises as b"
        " join public.exercises as e on e.id = b.exercise_id"
    )
    assert block["name"] == meant


# what is left out or cut


def test_a_cell_that_is_left_out_is_told_and_its_row_comes_in(database: Database) -> None:
    ann = database.person()
    header = STRONG_B.replace("Duration", '"Dura\ttion"').replace("Dura\ttion", "Duration ")
    told = bring_file(database, ann, export(header, strong(duration="soon")), unit="kg")
    assert (told["sets"], told["errors"]) == (1, [])
    assert told["unread"] == [
        {"line": 2, "column": "Duration", "value": "soon", "reason": "is no length of time"}
    ]
    early = hevy(end_time="26 Jul 2025, 07:00")
    told = bring_file(database, ann, export(HEVY, early))
    assert [(one["column"], one["reason"]) for one in told["unread"]] == [
        ("end_time", "is before the start")
    ]


def test_notes_that_are_too_long_together_are_cut_and_counted(database: Database) -> None:
    ann = database.person()
    line = '2016-03-05 18:04:11,"Push","Squat",{},100,5,0,0,"","{}"'
    lines = (line.format(n, letter * 6_000) for n, letter in enumerate("ab", start=1))
    content = export(STRONG_A, *lines)
    told = bring_file(database, ann, content, unit="kg")
    assert (told["sets"], told["notes_cut"], told["errors"]) == (2, 1, [])
    (workout,) = ann.execute("select length(notes) as long from public.workout_sessions")
    assert workout["long"] == 10_000
    again = bring_file(database, ann, content, unit="kg")
    assert (again["workouts"]["unchanged"], again["notes_cut"]) == (1, 0)


BOUNDS = [
    # date, title, exercise, weight, distance, notes, and what the row is
    ("1969-12-31 23:59:59", "a", "Squat", "1", "0", "", "Date"),
    ("1970-01-01 00:00:00", "a", "Squat", "9999.999", "0", "", None),
    ("2100-12-31 23:59:59", "x" * 255, "é" * 255, "9999.9994", "0", "", None),
    ("2100-12-31 23:59:59", "x" * 255, "é" * 255, "9999.9995", "0", "", "Weight"),
    ("2101-01-01 00:00:00", "a", "Squat", "1", "0", "", "Date"),
    ("2100-12-30 00:00:00", "x" * 256, "Squat", "1", "0", "", "Workout Name"),
    ("2100-12-30 00:00:01", "a", "💪" * 255, "1", "9999.999", "n" * 10_000, None),
    ("2100-12-30 00:00:02", "a", "💪" * 256, "1", "0", "", "Exercise Name"),
    ("2100-12-30 00:00:03", "a", "Squat", "1", "10000", "", "Distance"),
    ("2100-12-30 00:00:04", "a", "Squat", "1", "0", "n" * 10_001, "Notes"),
    ("2100-12-30 00:00:05", "a", "Squat", "1e-9", "0", "", None),
    ("2100-12-30 00:00:06", "a", "Squat", "1", "0", "n" * 10_000_000, "too long"),
    ("2100-12-30 00:00:07", "a", "Squat", "2", "0", "", None),
]


def test_at_each_bound_a_row_is_taken_whole_or_is_an_error(database: Database) -> None:
    ann = database.person()
    lines = (
        f'{date},"{title}","{name}",1,{weight},5,{far},0,"{notes}",""'
        for date, title, name, weight, far, notes, _ in BOUNDS
    )
    account = bring_file(database, ann, export(STRONG_A, *lines), unit="kg")
    bad = {n: it[6] for n, it in enumerate(BOUNDS, start=2) if it[6]}
    told = {one["line"]: one["column"] or "too long" for one in account["errors"]}
    assert told == bad
    assert account["sets"] == len(BOUNDS) - len(bad)
    assert weights(ann) == [9999.999, 1, None, 2, 9999.999]


# the command


def test_the_account_is_json_when_names_are_suggested_too(
    database: Database, tmp_path: Path
) -> None:
    database.person(EMAIL)
    content = export(STRONG_B, MY_LIFT)
    said = command(database, tmp_path, content, "--unit", "kg", "--json")
    (suggestion,) = json.loads(said)["suggestions"]
    assert 0.4 <= suggestion["similarity"] <= 1


def test_people_are_told_what_is_in_doubt_left_out_or_cut(
    database: Database, tmp_path: Path
) -> None:
    database.person(EMAIL)
    content = export(
        STRONG_B,
        strong("Rest Timer", 0, 0, seconds=90, date="2024-03-06 08:00:00"),
        strong(1, duration="soon"),
        *(strong("Note", 0, 0, notes=letter * 6_000) for letter in "ab"),
    )
    said = command(database, tmp_path, content, "--unit", "kg")
    assert "rests of no set  line 2" in said
    assert "1 too long, and cut" in said
    assert "is no length of time" in said
    android = (
        '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";'
        '"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
    )
    line = '"1";"2025-03-05 10:00:00";"Pull";"3600";"Pull Up";"{}";"{}";"8";"";"";"";"";""'
    doubtful = export(android, line.format(1, 75), line.format(2, 10))
    said = command(database, tmp_path, doubtful)
    assert "in doubt" in said
    assert "2025-03-05" in said

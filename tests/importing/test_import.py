"""Files on their way into the log: what arrives, what is told, and what coming again does."""

from __future__ import annotations

import io
import tempfile
from typing import Any

import psycopg
import pytest
import workoutdb
from bringing import bring_file
from exports import (
    FITBOD,
    FITBOD_OLD,
    FITNOTES,
    HEVY,
    HEVY_LB,
    STRONG_B,
    STRONGLIFTS,
    export,
    hevy,
    lifted,
    strong,
)
from support import Actor, Database
from workoutdb.errors import InvalidInput, NotFound
from workoutdb.importing import ImportRefused, import_file

PUSH = [
    hevy(set_index=0, set_type="warmup", weight=40, reps=10),
    hevy(set_index=1, weight=80, reps=5, rpe=8),
    hevy(set_index=2, weight=82.5, reps=5, rpe=9.5, exercise_notes="elbows in"),
    hevy(exercise_title="Pull Up", superset_id=0, weight="", reps=8),
    hevy(exercise_title="Plank", superset_id=0, weight="", reps="", duration_seconds=90),
    hevy(exercise_title="Bench Press (Barbell)", weight=60, reps=12),
]
RUN = [
    hevy(
        title="Run",
        start_time="27 Jul 2025, 07:00",
        end_time="27 Jul 2025, 07:31",
        description="first\none",
        exercise_title="Running",
        weight="",
        reps="",
        distance=5.23,
        duration_seconds=1805,
    )
]


def log(person: Actor) -> list[tuple[Any, ...]]:
    """Every set of the person's log, in order, as they see it."""
    rows = person.execute(
        """
        select w.name, b.exercise_name, b.superset_group as superset, s.set_number, s.set_type,
               s.weight::float, s.weight_unit, s.reps, s.distance_m::float as far,
               s.duration_seconds::float as seconds, s.rpe::float, s.rest_time_seconds as rest
        from public.workout_sets as s
        join public.workout_session_exercises as b on b.id = s.session_exercise_id
        join public.workout_sessions as w on w.id = b.session_id
        order by w.started_at, b.order_index, s.set_number
        """
    )
    return [tuple(row.values()) for row in rows]


def sets_in(person: Actor) -> int:
    return int(person.execute("select count(*) from public.workout_sets")[0]["count"])


def test_a_hevy_file_arrives_set_by_set(database: Database) -> None:
    person = database.person(timezone="Europe/Berlin")
    account = bring_file(database, person, export(HEVY, *RUN, *PUSH))
    assert account["workouts"] == {"created": 2, "updated": 0, "unchanged": 0, "conflicts": 0}
    assert (account["dialect"], account["unit"]) == ("hevy", "kg")
    assert (account["rows"], account["sets"], account["errors"]) == (7, 7, [])
    bench = ("Push", "Bench Press (Barbell)")
    assert log(person) == [
        (*bench, None, 1, "warmup", 40.0, "kg", 10, None, None, None, None),
        (*bench, None, 2, "working", 80.0, "kg", 5, None, None, 8.0, None),
        (*bench, None, 3, "working", 82.5, "kg", 5, None, None, 9.5, None),
        ("Push", "Pull Up", 0, 1, "working", None, "kg", 8, None, None, None, None),
        ("Push", "Plank", 0, 1, "working", None, "kg", None, None, 90.0, None, None),
        (*bench, None, 1, "working", 60.0, "kg", 12, None, None, None, None),
        ("Run", "Running", None, 1, "working", None, "kg", None, 5230.0, 1805.0, None, None),
    ]


def test_a_workout_keeps_its_local_day_and_its_instant(database: Database) -> None:
    person = database.person(timezone="Europe/Berlin")
    bring_file(database, person, export(HEVY, *RUN), timezone="Pacific/Auckland")
    (workout,) = person.execute(
        "select name, notes, timezone, local_date::text, status,"
        " (started_at at time zone 'UTC')::text as utc, completed_at - started_at as took"
        " from public.workout_sessions"
    )
    assert (workout["name"], workout["notes"]) == ("Run", "first\none")
    assert (workout["timezone"], workout["local_date"]) == ("Pacific/Auckland", "2025-07-27")
    assert workout["utc"] == "2025-07-26 19:00:00"
    assert (workout["status"], workout["took"].total_seconds()) == ("completed", 31 * 60)


def test_without_a_zone_times_are_in_the_persons_own(database: Database) -> None:
    person = database.person(timezone="America/New_York")
    account = bring_file(database, person, export(HEVY, *RUN))
    assert account["timezone"] == "America/New_York"


def test_a_strong_file_arrives_with_rests_and_notes(database: Database) -> None:
    person = database.person()
    content = export(
        STRONG_B,
        strong("W", 95, 10, notes="tight"),
        strong(1, 185, 5, rpe=8.5),
        strong("Rest Timer", 0, 0, seconds=120),
        strong("Note", 0, 0, notes="left hurts"),
        strong(2, 185, 4),
        strong("D", 135, 8),
        strong("F", 115, 9),
    )
    account = bring_file(database, person, content, unit="lb")
    assert (account["rows"], account["sets"], account["rests"], account["notes"]) == (7, 5, 1, 1)
    assert [(row[4], row[5], row[6], row[7], row[10], row[11]) for row in log(person)] == [
        ("warmup", 95.0, "lb", 10, None, None),
        ("working", 185.0, "lb", 5, 8.5, 120),
        ("working", 185.0, "lb", 4, None, None),
        ("drop", 135.0, "lb", 8, None, None),
        ("failure", 115.0, "lb", 9, None, None),
    ]
    (block,) = person.execute("select notes from public.workout_session_exercises")
    assert block["notes"] == "tight\nleft hurts"


def test_pounds_stay_pounds(database: Database) -> None:
    person = database.person()
    account = bring_file(database, person, export(HEVY_LB, hevy(weight=225)))
    assert account["unit"] == "lb"
    (kept,) = person.execute("select weight, weight_unit, weight_kg from public.workout_sets")
    assert (str(kept["weight"]), kept["weight_unit"]) == ("225.000", "lb")
    assert str(kept["weight_kg"]) == "102.058"


def test_records_are_right_at_the_end(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(HEVY, *RUN, *PUSH))
    records = {
        (row["exercise_name"], row["record_type"]): float(row["value"])
        for row in person.call("get_records")
    }
    bench = next(name for name, _ in records if "Bench" in name)
    assert records[bench, "max_weight"] == 82.5
    assert records[bench, "1rm"] == 96.25
    assert records[bench, "max_reps"] == 12
    assert records["Running", "farthest_distance"] == 5230


def test_the_same_file_twice_adds_nothing(database: Database) -> None:
    person = database.person()
    content = export(HEVY, *RUN, *PUSH)
    bring_file(database, person, content)
    before = log(person)
    again = bring_file(database, person, content)
    assert again["workouts"] == {"created": 0, "updated": 0, "unchanged": 2, "conflicts": 0}
    assert (again["rows"], again["exercises_created"]) == (7, [])
    assert log(person) == before


def test_identical_rows_all_arrive(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(STRONG_B, *[strong("W", 20, 10)] * 3), unit="kg")
    assert sets_in(person) == 3


def test_a_longer_export_adds_what_is_new(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(HEVY, *PUSH))
    longer = bring_file(database, person, export(HEVY, *RUN, *PUSH))
    assert longer["workouts"] == {"created": 1, "updated": 0, "unchanged": 1, "conflicts": 0}
    assert sets_in(person) == 7


def test_a_changed_workout_is_a_conflict_and_stays(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(HEVY, *RUN, *PUSH))
    before = log(person)
    changed = [PUSH[0].replace(",40,", ",50,"), *PUSH[1:]]
    account = bring_file(database, person, export(HEVY, *RUN, *changed))
    assert account["workouts"] == {"created": 0, "updated": 0, "unchanged": 1, "conflicts": 1}
    assert [conflict["workout"] for conflict in account["conflicts"]] == [
        "2025-07-26 07:06:00 | Push"
    ]
    assert log(person) == before


def test_a_changed_workout_is_taken_over_where_asked(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(HEVY, *RUN, *PUSH))
    changed = [*PUSH[:2], PUSH[2].replace(",82.5,", ",100,")]
    account = bring_file(database, person, export(HEVY, *RUN, *changed), on_conflict="update")
    assert account["workouts"] == {"created": 0, "updated": 1, "unchanged": 1, "conflicts": 0}
    assert [row[5] for row in log(person)] == [40.0, 80.0, 100.0, None]
    heaviest = [r for r in person.call("get_records") if r["record_type"] == "max_weight"]
    assert [float(row["value"]) for row in heaviest] == [100.0]
    again = bring_file(database, person, export(HEVY, *RUN, *changed))
    assert again["workouts"]["unchanged"] == 2


def test_errors_are_told_by_line_and_the_rest_arrives(database: Database) -> None:
    person = database.person()
    content = export(HEVY, PUSH[0], hevy(set_index=1, weight="heavy"), PUSH[2])
    account = bring_file(database, person, content)
    assert account["errors"] == [
        {"line": 3, "column": "weight_kg", "value": "heavy", "reason": "is not a number"}
    ]
    assert (account["rows"], account["sets"]) == (3, 2)
    assert sets_in(person) == 2


def test_a_workout_of_errors_alone_is_none(database: Database) -> None:
    person = database.person()
    account = bring_file(database, person, export(HEVY, hevy(weight="x"), "cut,off"))
    assert account["workouts"]["created"] == 0
    assert (account["rows"], len(account["errors"])) == (2, 2)


def test_an_unknown_name_becomes_ones_own_exercise_and_a_like_one_is_suggested(
    database: Database,
) -> None:
    person = database.person()
    content = export(HEVY, hevy(exercise_title=" Bench Pres (Barbell) "), *RUN)
    account = bring_file(database, person, content)
    assert account["exercises_created"] == ["Bench Pres (Barbell)"]
    (suggestion,) = account["suggestions"]
    assert suggestion["name"] == "Bench Pres (Barbell)"
    assert "Bench Press" in suggestion["suggestion"]
    assert 0.4 <= suggestion["similarity"] <= 1


def test_notes_names_and_titles_survive_copy(database: Database) -> None:
    person = database.person()
    odd = 'tab\there\\ "quoted"\nnewline 💪'
    bring_file(database, person, export(HEVY, hevy(description=odd, exercise_title=r"A\B	C")))
    (workout,) = person.execute("select notes from public.workout_sessions")
    assert workout["notes"] == odd
    assert [row[1] for row in log(person)] == ["A\\B\tC"]


def test_raw_records_are_kept_with_the_job(database: Database) -> None:
    person = database.person()
    account = bring_file(database, person, export(HEVY, *PUSH))
    raw = database.owner.execute(
        "select raw from private.import_rows where job_id = %s order by line", (account["job_id"],)
    ).fetchall()
    assert [row["raw"] for row in raw] == PUSH


def test_the_person_may_be_named_by_address(database: Database) -> None:
    person = database.person("ann@example.org")
    connection = database.connect(autocommit=True)
    import_file(
        workoutdb.connect(connection), io.BytesIO(export(HEVY, *RUN)), email="ANN@example.org"
    )
    assert sets_in(person) == 1


def test_nobody_elses_log_is_touched(database: Database) -> None:
    ann, bob = database.person(), database.person()
    bring_file(database, ann, export(HEVY, *RUN))
    assert (sets_in(ann), sets_in(bob)) == (1, 0)
    assert bring_file(database, bob, export(HEVY, *RUN))["workouts"]["created"] == 1


# The other apps, as far as the log


def test_a_fitnotes_file_arrives_with_the_catalogues_names(database: Database) -> None:
    person = database.person()
    lines = [
        "2026-04-29,Flat Barbell Bench Press,Chest,80,kgs,5,,,,paused",
        "2026-04-29,Overhead Press (Each Side, Dumbbells),Shoulders,45,lbs,8,,,,",
    ]
    account = bring_file(database, person, export(FITNOTES, *lines))
    assert (account["source"], account["unit"], account["errors"]) == ("fitnotes", None, [])
    assert account["exercises_created"] == ["Overhead Press (Each Side, Dumbbells)"]
    assert [(row[1], row[5], row[6]) for row in log(person)] == [
        ("Flat Barbell Bench Press", 80.0, "kg"),
        ("Overhead Press (Each Side, Dumbbells)", 45.0, "lb"),
    ]
    (first, *_) = person.execute("select notes from public.workout_sets order by weight desc")
    assert first["notes"] == "paused"
    assert bring_file(database, person, export(FITNOTES, *lines))["workouts"]["unchanged"] == 1


def test_a_fitbod_workout_is_on_the_day_it_was_where_it_was(database: Database) -> None:
    person = database.person(timezone="UTC")
    content = export(FITBOD, "2024-02-01 03:30:00 +0000,Squat,5,100,0,0,0,0,false,,1")
    bring_file(database, person, content, timezone="America/New_York")
    (workout,) = person.execute(
        "select local_date::text, timezone, (started_at at time zone 'UTC')::text as utc"
        " from public.workout_sessions"
    )
    assert workout == {
        "local_date": "2024-01-31",
        "timezone": "America/New_York",
        "utc": "2024-02-01 03:30:00",
    }
    again = bring_file(database, person, content, timezone="America/New_York")
    assert again["workouts"]["unchanged"] == 1


def test_a_stronglifts_file_arrives_set_by_set(database: Database) -> None:
    person = database.person()
    lines = [
        lifted(5, 55, 0, 55, 3, 55, done="5/0/3"),
        lifted(5, 30, 5, "heavy", 0, 30, exercise="Bench Press", done="5/5/-"),
        lifted(0, 30, 0, 30, 0, 30, exercise="Plank", notes="knee"),
    ]
    account = bring_file(database, person, export(STRONGLIFTS, *lines))
    counted = (account["rows"], account["sets"], account["notes"], len(account["errors"]))
    assert counted == (6, 4, 1, 1)
    assert account["errors"] == [
        {"line": 3, "column": "Set 2 (KG)", "value": "heavy", "reason": "is not a number"}
    ]
    assert [(row[3], row[4], row[5], row[7]) for row in log(person)] == [
        (1, "working", 55.0, 5),
        (2, "failure", 55.0, 0),
        (3, "working", 55.0, 3),
        (1, "working", 30.0, 5),
    ]
    again = bring_file(database, person, export(STRONGLIFTS, *lines))
    assert again["workouts"] == {"created": 0, "updated": 0, "unchanged": 1, "conflicts": 0}


def test_an_old_fitbod_record_arrives_as_many_times_as_it_says(database: Database) -> None:
    person = database.person()
    bring_file(database, person, export(FITBOD_OLD, "2018-02-01 06:00:00,Squat,3,5,100,false,"))
    assert [(row[3], row[5], row[7]) for row in log(person)] == [
        (1, 100.0, 5),
        (2, 100.0, 5),
        (3, 100.0, 5),
    ]


# What is refused, with nothing written


def jobs(database: Database) -> int:
    row = database.owner.execute("select count(*) from public.import_jobs").fetchone()
    assert row is not None
    return int(row["count"])


def test_an_unknown_person_is_refused(database: Database) -> None:
    connection = database.connect(autocommit=True)
    with pytest.raises(NotFound):
        import_file(
            workoutdb.connect(connection),
            io.BytesIO(export(HEVY, *RUN)),
            email="nobody@example.org",
        )
    assert jobs(database) == 0


def test_an_unknown_time_zone_is_refused(database: Database) -> None:
    person = database.person()
    with pytest.raises(InvalidInput) as caught:
        bring_file(database, person, export(HEVY, *RUN), timezone="Mars/Olympus")
    assert caught.value.hint
    assert (jobs(database), sets_in(person)) == (0, 0)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", export(STRONG_B, strong())])
def test_a_file_that_cant_be_read_never_reaches_the_database(
    database: Database, content: bytes
) -> None:
    person = database.person()
    with pytest.raises(ImportRefused):
        bring_file(database, person, content)
    assert jobs(database) == 0


def test_a_file_that_breaks_off_leaves_nothing(database: Database) -> None:
    class Broken(io.BytesIO):
        reads = 0

        def read1(self, size: int | None = -1) -> bytes:
            self.reads += 1
            # the first time through, for the dates, all is well
            if self.reads > 150:
                raise OSError(5, "Input/output error")
            return super().read1(size)

    person = database.person()
    content = export(HEVY, *(hevy(set_index=n) for n in range(9_000)))
    connection = database.connect(autocommit=True)
    with pytest.raises(ImportRefused) as caught:
        import_file(workoutdb.connect(connection), Broken(content), user_id=person.id)
    assert caught.value.reason == "unreadable"
    assert (jobs(database), sets_in(person)) == (0, 0)
    assert connection.execute("select 1 as one").fetchone() == {"one": 1}


# What is lent stays as it was


def test_an_open_transaction_stays_open_and_keeps_its_role(database: Database) -> None:
    person = database.person()
    connection = database.connect()
    role = (
        "select current_user as role,"
        " nullif(current_setting('request.jwt.claims', true), '') as claims"
    )
    before = connection.execute(role).fetchone()
    import_file(workoutdb.connect(connection), io.BytesIO(export(HEVY, *RUN)), user_id=person.id)
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
    assert connection.execute(role).fetchone() == before
    connection.rollback()
    assert (jobs(database), sets_in(person)) == (0, 0)


def test_an_import_takes_ten_round_trips_at_most(database: Database) -> None:
    # libpq's own trace tells: an answer ends when the server is ready, or ready for the copy
    person = database.person("ann@example.org")
    connection = database.connect()
    connection.execute("select 1")
    with tempfile.TemporaryFile() as trace:
        connection.pgconn.trace(trace.fileno())
        import_file(
            workoutdb.connect(connection),
            io.BytesIO(export(HEVY, *(hevy(set_index=n) for n in range(5_000)))),
            email="ann@example.org",
        )
        connection.pgconn.untrace()
        trace.seek(0)
        lines = trace.read().splitlines()
    answers = sum(b"ReadyForQuery" in line or b"CopyInResponse" in line for line in lines)
    assert 0 < answers <= 10
    assert sets_in(person) == 0
    connection.commit()
    assert sets_in(person) == 5_000


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("30 Mar 2025, 02:30", "30 Mar 2025, 03:10"),  # begun in the hour that was skipped
        ("26 Oct 2025, 02:30", "26 Oct 2025, 02:40"),
    ],
)
def test_clocks_that_change_refuse_no_workout(database: Database, start: str, end: str) -> None:
    person = database.person(timezone="Europe/Berlin")
    account = bring_file(database, person, export(HEVY, hevy(start_time=start, end_time=end)))
    assert account["workouts"]["created"] == 1


def test_a_row_that_cant_be_read_leaves_no_gap_in_its_block(database: Database) -> None:
    person = database.person()
    lines = [hevy(set_index=place, weight=60 + place) for place in range(3)]
    lines[1] = hevy(set_index=1, weight="heavy")
    account = bring_file(database, person, export(HEVY, *lines))
    assert (account["sets"], len(account["errors"])) == (2, 1)
    assert [(row[3], row[5]) for row in log(person)] == [(1, 60), (2, 62)]


def test_notes_of_a_workout_that_differ_from_row_to_row_are_all_kept(database: Database) -> None:
    person = database.person()
    lines = [
        hevy(set_index=0, description="one"),
        hevy(set_index=1, description="two"),
        hevy(exercise_title="Plank", weight="", duration_seconds=60, description="one"),
        hevy(exercise_title="Running", weight="", duration_seconds=60, description="three"),
    ]
    bring_file(database, person, export(HEVY, *lines))
    assert person.execute("select notes from public.workout_sessions") == [
        {"notes": "one\nthree\ntwo"}
    ]


def test_a_row_without_its_place_is_refused(database: Database) -> None:
    person = database.person()
    begun = database.service.call(
        "begin_import", p_user_id=person.id, p_source="hevy", p_dialect="hevy"
    )
    staged = (
        "insert into private.import_rows (job_id, user_id, line, kind, run, block)"
        " values (%s, %s, 2, 'set', 1, 1)"
    )
    with pytest.raises(psycopg.errors.CheckViolation, match="import_rows_are_placed"):
        database.service.execute(staged, (begun[0]["begin_import"], person.id))

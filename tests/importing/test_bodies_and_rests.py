"""What a weight, a rest or a second workout of one second means, and that none of them is lost."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
import workoutdb
from bringing import bring_file, weights
from exports import HEVY, OWN, STRONG_B, STRONG_D, export, hevy, own, strong
from psycopg import sql
from support import Actor, Database
from workoutdb.importing import Account, import_file


def bring(database: Database, person: Actor, header: str, *lines: str, **options: Any) -> Account:
    return bring_file(database, person, export(header, *lines), **options)


def android(
    exercise: str, weight: object, *, hour: int = 10, order: object = 1, number: object = 1
) -> str:
    start = f"2025-03-05 {hour}:00:00"
    cells = (number, start, "Pull", 3600, exercise, order, weight, 8, *[""] * 5)
    return ";".join(f'"{cell}"' for cell in cells)


def bodies(person: Actor) -> list[float]:
    rows = person.execute("select weight::float from public.body_measurements order by measured_on")
    return [row["weight"] for row in rows]


# the body and what was added to it


def test_what_was_added_is_above_the_days_measurement_if_there_is_one(database: Database) -> None:
    ann = database.person()
    ann.call("record_body_measurement", p_weight=Decimal("75.75"), p_measured_on="2025-03-05")
    account = bring(database, ann, STRONG_D, android("Pull Up", 95.75))
    assert (weights(ann), bodies(ann)) == ([20], [75.75])
    assert (account["body_weights"], account["body_weights_doubtful"]) == (0, [])


def test_a_longer_export_adds_to_the_body_that_the_first_one_told(database: Database) -> None:
    ann = database.person()
    morning, evening = android("Pull Up", 75.75), android("Pull Up", 95.75, hour=20)
    bring(database, ann, STRONG_D, morning)
    bring(database, ann, STRONG_D, morning, evening)
    assert (weights(ann), bodies(ann)) == ([None, 20], [75.75])


def test_a_known_workout_of_the_day_tells_the_body_even_without_its_measurement(
    database: Database,
) -> None:
    ann = database.person()
    morning, evening = android("Pull Up", 75.75), android("Pull Up", 95.75, hour=20)
    bring(database, ann, STRONG_D, morning)
    ann.execute("delete from public.body_measurements")
    bring(database, ann, STRONG_D, morning, evening)
    assert (weights(ann), bodies(ann)) == ([None, 20], [75.75])


def test_too_little_for_a_body_is_what_was_added_and_the_day_is_named(database: Database) -> None:
    ann = database.person()
    account = bring(
        database, ann, STRONG_D, android("Pull Up", 18), android("Pull Up", 75.75, order=2)
    )
    assert (weights(ann), bodies(ann)) == ([18, None], [75.75])
    assert account["body_weights_doubtful"] == ["2025-03-05"]


def test_less_than_the_measured_body_is_nothing_added_and_the_day_is_named(
    database: Database,
) -> None:
    ann = database.person()
    ann.call("record_body_measurement", p_weight=80, p_measured_on="2025-03-05")
    account = bring(database, ann, STRONG_D, android("Pull Up", 75.75))
    assert (weights(ann), account["body_weights_doubtful"]) == ([None], ["2025-03-05"])


def test_lifts_of_more_and_less_of_the_body_that_differ_are_named(database: Database) -> None:
    ann = database.person()
    lines = [android("Pull Up", 75.75), android("Push Up", 65.18)]
    assert bring(database, ann, STRONG_D, *lines)["body_weights_doubtful"] == ["2025-03-05"]
    bob = database.person()
    lines = [android("Pull Up", 75.75), android("Push Up", 75.75)]
    assert bring(database, bob, STRONG_D, *lines)["body_weights_doubtful"] == []


# rests


def rests(person: Actor) -> list[int | None]:
    rows = person.execute(
        "select s.rest_time_seconds from public.workout_sets as s"
        " join public.workout_session_exercises as b on b.id = s.session_exercise_id"
        " order by b.order_index, s.set_number"
    )
    return [row["rest_time_seconds"] for row in rows]


def rest(seconds: int, **cells: str) -> str:
    return strong("Rest Timer", 0, 0, seconds=seconds, **cells)


def test_the_rest_after_a_failed_set_is_not_the_one_befores(database: Database) -> None:
    ann = database.person()
    account = bring(
        database,
        ann,
        STRONG_B,
        strong(1),
        rest(90),
        strong(2, weight="heavy"),
        rest(120),
        strong(3),
        rest(60),
        unit="kg",
    )
    assert rests(ann) == [90, 60]
    assert (account["rests"], account["rests_without_set"]) == (3, [5])


def test_a_failed_rest_leaves_the_next_one_its_set(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, STRONG_B, strong(1), rest(99_999), rest(60), unit="kg")
    assert (rests(ann), len(account["errors"]), account["rests_without_set"]) == ([60], 1, [])


def test_a_rest_without_a_set_before_it_is_told(database: Database) -> None:
    ann = database.person()
    squat = '"Squat (Barbell)"'
    account = bring(
        database,
        ann,
        STRONG_B,
        rest(90),
        strong(1),
        rest(30, exercise=squat),
        strong(1, exercise=squat),
        unit="kg",
    )
    assert (rests(ann), account["rests_without_set"]) == ([None, None], [2, 4])


# bounds


@pytest.mark.parametrize("header", [STRONG_B, OWN])
@pytest.mark.parametrize("seconds", ["1000000.4", "1000000.001", "1000000.5", "1000001"])
def test_seconds_above_the_bound_cost_their_line_alone(
    database: Database, header: str, seconds: str
) -> None:
    ann = database.person()
    if header == OWN:
        lines = [own(), own(set_number=2, duration_seconds=seconds)]
        options = {}
    else:
        lines = [strong(1), strong(2, seconds=seconds)]
        options = {"unit": "kg"}
    account = bring(database, ann, header, *lines, **options)
    assert (account["sets"], [one["line"] for one in account["errors"]]) == (1, [3])


# workouts of one second


def test_two_workouts_of_one_second_and_title_are_two(database: Database) -> None:
    ann = database.person()
    lines = [android("Squat (Barbell)", 100), android("Squat (Barbell)", 110, number=2)]
    account = bring(database, ann, STRONG_D, *lines)
    assert account["workouts"]["created"] == 2
    assert sorted(weights(ann)) == [100, 110]
    assert bring(database, ann, STRONG_D, *lines)["workouts"]["unchanged"] == 2
    # what was imported before stays known
    assert bring(database, ann, STRONG_D, lines[0])["workouts"]["unchanged"] == 1


# statistics


def estimated(database: Database, table: str) -> float:
    (row,) = database.owner.execute(
        sql.SQL("select reltuples from pg_class where oid = {}::regclass").format(f"public.{table}")
    ).fetchall()
    return float(row["reltuples"])


def test_an_import_that_brings_much_tells_the_planner_and_a_small_one_does_not(
    database: Database,
) -> None:
    tables = ("workout_sessions", "workout_session_exercises", "workout_sets")
    bring(database, database.person(), STRONG_B, strong(), unit="kg")
    assert [estimated(database, table) for table in tables] == [-1, -1, -1]
    lines = [hevy(set_index=n % 100, title=f"Day {n // 100}") for n in range(1_200)]
    with workoutdb.connect(database.dsn) as client:
        content = io.BytesIO(export(HEVY, *lines))
        import_file(client, content, user_id=database.person().id)
    assert [estimated(database, table) for table in tables] == [13, 13, 1_201]

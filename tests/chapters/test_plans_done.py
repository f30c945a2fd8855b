"""Plans done: begun as workouts, written into the log, and counted from it."""

import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from phones import in_turn, phone
from plan_scenes import (
    begun_plan,
    plan,
    plan_of_weeks,
    rows_of,
    session,
    sessions_of,
    slot,
    take,
    tree,
)
from scenes import MONDAY, exercise, log, one, pull_up, records, refused, rows, sets_of, start
from support import Actor, Database


def set_rows(person: Actor) -> list[Any]:
    return person.execute("select * from training_set order by recorded_at, set_no")


def write_set(person: Actor, row: str, reps: int, weight: Any, number: int | None = None) -> Any:
    (written,) = person.execute(
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg, recorded_at)"
        " values (%s, %s, %s, %s, %s) returning *",
        (row, number, reps, weight, MONDAY),
    )
    return written


# Doing it


def test_a_session_is_begun_with_what_the_plan_asks_for(ann: Actor) -> None:
    lift = exercise(ann)
    id = take(
        ann,
        plan(
            session(
                slot("Last", reps="AMRAP", order_in_session=3),
                {
                    "exercise_id": lift,
                    "sets": 4,
                    "reps": "8-12",
                    "rir": 2,
                    "weight": 61.25,
                    "notes": "slow",
                    "order_in_session": 1,
                },
                slot("Hold", reps="30-45 sec", order_in_session=2),
            )
        ),
    )
    planned = sessions_of(ann, id)[0]["session"]["id"]
    begun = one(ann, "start_plan_session", p_plan_session_id=planned, p_started_at=MONDAY)
    assert begun["workout"]["name"] == "Legs"
    assert datetime.fromisoformat(begun["workout"]["started_at"]) == MONDAY
    keys = (
        "exercise_id",
        "exercise_name",
        "order_index",
        "target_sets",
        "target_reps_min",
        "target_reps_max",
        "target_duration_seconds",
        "target_weight_kg",
        "target_rir",
        "notes",
    )
    assert [tuple(block[key] for key in keys) for block in begun["exercises"]] == [
        (lift, rows_of(ann, id)[0]["exercise_name"], 0, 4, 8, 12, None, 61.25, 2, "slow"),
        (None, "Hold", 1, 3, None, None, 30, None, None, None),
        (None, "Last", 2, 3, None, None, None, None, None, None),
    ]
    assert sessions_of(ann, id)[0]["session"]["workout_session_id"] == begun["workout"]["id"]


def test_a_second_tap_gets_the_workout_of_the_first(ann: Actor) -> None:
    _, planned, _ = begun_plan(ann)

    def tap(it: Actor) -> str:
        return one(it, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]

    second = in_turn(ann, tap, tap)
    assert tap(ann) == second
    assert len(ann.execute("select id from workout_sessions")) == 1
    assert len(ann.execute("select id from workout_session_exercises")) == 1


@pytest.mark.parametrize("end", ["abandon_workout", "delete_workout", "for good"])
def test_what_was_given_up_is_begun_anew(ann: Actor, end: str) -> None:
    id, planned, lift = begun_plan(ann)
    first = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    log(ann, first, lift, 5, 100)
    if end == "for good":
        ann.execute("delete from workout_sessions where id = %s", (first,))
        assert sessions_of(ann, id)[0]["session"]["workout_session_id"] is None
    else:
        ann.call(end, p_session_id=first)
    second = one(ann, "start_plan_session", p_plan_session_id=planned)
    assert second["workout"]["id"] != first
    log(ann, second["workout"]["id"], lift, 4, 90)
    assert [it["reps_done"] for it in set_rows(ann)] == [4]


def test_a_finished_session_is_not_begun_again(ann: Actor) -> None:
    _, planned, _ = begun_plan(ann)
    first = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    ann.call("complete_plan_session", p_plan_session_id=planned)
    again = one(ann, "start_plan_session", p_plan_session_id=planned)
    assert (again["workout"]["id"], again["workout"]["status"]) == (first, "completed")


def test_a_workouts_id_may_be_the_clients(ann: Actor) -> None:
    _, planned, _ = begun_plan(ann)
    id = str(uuid4())
    for _ in range(2):
        begun = one(ann, "start_plan_session", p_plan_session_id=planned, p_id=id)
        assert begun["workout"]["id"] == id


def test_a_start_that_comes_again_late_returns_what_it_began(ann: Actor) -> None:
    planned = sessions_of(ann, take(ann, plan(session(slot()))))[0]["session"]["id"]
    id = str(uuid4())
    one(ann, "start_plan_session", p_plan_session_id=planned, p_id=id)
    ann.call("abandon_workout", p_session_id=id)
    again = one(ann, "start_plan_session", p_plan_session_id=planned, p_id=id)
    assert (again["workout"]["id"], again["workout"]["status"]) == (id, "abandoned")
    new = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    assert new != id
    late = one(ann, "start_plan_session", p_plan_session_id=planned, p_id=id)
    assert late["workout"]["id"] == id


def test_what_is_logged_in_the_workout_was_done_for_the_plan(ann: Actor) -> None:
    id, planned, lift = begun_plan(ann)
    workout = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    logged = log(ann, workout, lift, 5, 100, p_rpe=Decimal("8.5"))
    (seen,) = set_rows(ann)
    assert (str(seen["id"]), str(seen["exercise_row_id"])) == (
        logged["id"],
        rows_of(ann, id)[0]["id"],
    )
    assert (seen["set_no"], seen["reps_done"], seen["weight_kg"], seen["rpe"]) == (
        1,
        5,
        100,
        Decimal("8.5"),
    )
    (done,) = sessions_of(ann, id)[0]["exercises"][0]["sets"]
    assert done["id"] == logged["id"]


def test_a_set_written_for_the_plan_is_in_the_log_with_its_records(ann: Actor) -> None:
    id, planned, lift = begun_plan(ann)
    row = rows_of(ann, id)[0]["id"]
    first = write_set(ann, row, 5, Decimal("61.2"))
    assert (first["set_no"], first["weight_kg"]) == (1, Decimal("61.2"))
    assert first["recorded_at"] == MONDAY
    second = write_set(ann, row, 5, 70)
    (begun,) = ann.execute("select * from workout_sessions")
    assert (begun["started_at"], begun["status"]) == (MONDAY, "in_progress")
    assert [it["id"] for it in sets_of(ann, str(begun["id"]))] == [
        str(first["id"]),
        str(second["id"]),
    ]
    assert records(ann, lift)["max_weight"] == 70
    ann.execute("update training_set set weight_kg = 80 where id = %s", (first["id"],))
    assert records(ann, lift)["max_weight"] == 80
    ann.execute("delete from training_set where id = %s", (first["id"],))
    assert records(ann, lift)["max_weight"] == 70
    assert sessions_of(ann, id)[0]["session"]["id"] == planned
    ann.execute("delete from training_set")
    assert records(ann, lift) == {}


def test_a_number_that_is_taken_gives_the_next_one(ann: Actor) -> None:
    id, _, _ = begun_plan(ann)
    row = rows_of(ann, id)[0]["id"]
    assert [write_set(ann, row, 5, 100, number)["set_no"] for number in (2, 2, 1, None)] == [
        2,
        3,
        1,
        4,
    ]


def test_two_phones_that_write_sets_of_one_plan_take_turns(ann: Actor) -> None:
    id, _, _ = begun_plan(ann)
    row = rows_of(ann, id)[0]["id"]
    second = in_turn(
        ann, lambda it: write_set(it, row, 5, 100, 1), lambda it: write_set(it, row, 6, 90, 1)
    )
    assert second["set_no"] == 2
    assert len(ann.execute("select id from workout_sessions")) == 1


def test_what_is_not_changed_of_a_set_stays_as_it_was_typed(ann: Actor) -> None:
    """Pounds stay pounds, and a hold without repetitions has none."""
    _, planned, lift = begun_plan(ann)
    workout = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    log(ann, workout, lift, 5, 225, p_weight_unit="lb")
    log(ann, workout, lift, None, p_duration_seconds=30)
    ann.execute("update training_set set rpe = 9, reps_done = reps_done, weight_kg = weight_kg")
    first, second = sets_of(ann, workout)
    assert (first["weight"], first["weight_unit"], first["rpe"]) == (225, "lb", 9)
    assert (second["reps"], second["weight"], second["duration_seconds"]) == (None, None, 30)
    ann.execute("update training_set set weight_kg = 100, reps_done = 6 where set_no = 1")
    first, _ = sets_of(ann, workout)
    assert (first["reps"], first["weight"], first["weight_unit"]) == (6, 100, "kg")


def test_a_set_stays_what_it_is_of(ann: Actor) -> None:
    id = take(ann, plan(session(slot("A"), slot("B"))))
    one_row, other = (row["id"] for row in rows_of(ann, id))
    write_set(ann, one_row, 5, 100)
    with refused("42501"):
        ann.execute("update training_set set exercise_row_id = %s", (other,))


def test_an_exercise_put_into_the_plan_later_is_done_too(ann: Actor) -> None:
    _, planned, _ = begun_plan(ann)
    ann.call("start_plan_session", p_plan_session_id=planned)
    (row,) = ann.execute(
        "insert into modular_training_exercise (session_id, exercise_name, sets, reps, weight)"
        " values (%s, 'Curl', 2, '10-12', 20) returning id",
        (planned,),
    )
    write_set(ann, row["id"], 11, 20)
    (workout,) = ann.execute("select id from workout_sessions")
    block = one(ann, "get_workout", p_session_id=workout["id"])["exercises"][1]
    assert (block["exercise_name"], block["target_reps_max"]) == ("Curl", 12)
    assert block["target_weight_kg"] == 20
    assert block["order_index"] == 1


def test_what_is_done_is_said_with_how_hard_and_how_long(ann: Actor) -> None:
    _, planned, lift = begun_plan(ann)
    began = datetime.now(tz=MONDAY.tzinfo) - timedelta(minutes=45)
    workout = one(ann, "start_plan_session", p_plan_session_id=planned, p_started_at=began)
    log(ann, workout["workout"]["id"], lift, 5, 100)
    done = one(ann, "complete_plan_session", p_plan_session_id=planned, p_overall_difficulty=7)
    assert done["completed"] is True
    assert done["overall_difficulty"] == 7
    assert done["duration_minutes"] in (45, 46)
    assert (
        one(ann, "get_workout", p_session_id=workout["workout"]["id"])["workout"]["status"]
        == "completed"
    )
    again = one(ann, "complete_plan_session", p_plan_session_id=planned, p_duration_minutes=50)
    assert (again["overall_difficulty"], again["duration_minutes"]) == (7, 50)


def test_a_session_done_elsewhere_is_completed_without_a_workout(ann: Actor) -> None:
    _, planned, _ = begun_plan(ann)
    done = one(ann, "complete_plan_session", p_plan_session_id=planned)
    assert (done["completed"], done["duration_minutes"]) == (True, None)
    assert ann.execute("select id from workout_sessions") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("p_overall_difficulty", 0), ("p_overall_difficulty", 11), ("p_duration_minutes", -1)],
)
def test_how_hard_and_how_long_are_in_range(ann: Actor, name: str, value: int) -> None:
    _, planned, _ = begun_plan(ann)
    with refused("PT422") as refusal:
        ann.call("complete_plan_session", p_plan_session_id=planned, **{name: value})
    assert refusal.detail.startswith(f"{name} = {value}")


def test_sets_of_a_workout_given_up_were_not_done_for_the_plan(ann: Actor) -> None:
    id = take(ann, plan(session(slot())))
    write_set(ann, rows_of(ann, id)[0]["id"], 5, 50)
    (workout,) = ann.execute("select id from workout_sessions")
    ann.call("abandon_workout", p_session_id=workout["id"])
    assert ann.execute("select * from training_set") == []
    (it,) = sessions_of(ann, id)
    assert it["exercises"][0]["sets"] == []
    assert rows(ann, "plan_progress", p_plan_id=id)[0]["done_sets"] == 0


# Counting


def test_progress_equals_a_count_by_hand(ann: Actor) -> None:
    squat = exercise(ann, "P squat", p_primary_muscle_groups=["quads"])
    chin = pull_up(ann)
    weeks = [
        {
            "sessions": [
                session(
                    {
                        "exercise_id": squat,
                        "sets": 3,
                        "reps": "5-6",
                        "weight": 100,
                        "muscle_group": "legs",
                    },
                    {"exercise_id": chin, "sets": 2, "reps": "AMRAP", "muscle_group": "back"},
                    slot("Hold", sets=2, reps="30s", muscle_group="core"),
                    day=7 * week,
                ),
                session(
                    {
                        "exercise_id": squat,
                        "sets": 2,
                        "reps": "8",
                        "weight": 80,
                        "muscle_group": "legs",
                    },
                    day=7 * week + 2,
                ),
            ]
        }
        for week in range(2)
    ]
    id = take(ann, plan_of_weeks(*weeks))
    one(ann, "record_body_measurement", p_weight=80, p_measured_on=date(2026, 1, 1))
    monday, wednesday, *_ = (it["session"]["id"] for it in sessions_of(ann, id))
    first = one(ann, "start_plan_session", p_plan_session_id=monday, p_started_at=MONDAY)
    workout = first["workout"]["id"]
    log(ann, workout, squat, 5, 60, p_set_type="warmup")
    for _ in range(4):
        log(ann, workout, squat, 5, 100)
    log(ann, workout, chin, 9)
    ann.call("complete_plan_session", p_plan_session_id=monday)
    second = one(ann, "start_plan_session", p_plan_session_id=wednesday)["workout"]["id"]
    log(ann, second, squat, 8, 80)

    progress = rows(ann, "plan_progress", p_plan_id=id)
    by = {
        (
            it["scope"],
            it["week_number"],
            it["muscle_group"],
            it["exercise_id"] or it["exercise_name"],
        ): it
        for it in progress
    }
    assert len(by) == len(progress) == 1 + 2 + 2 * 3 + 2 * 3
    keys = (
        "planned_sessions",
        "done_sessions",
        "planned_sets",
        "done_sets",
        "planned_reps_min",
        "planned_reps_max",
        "done_reps",
        "planned_volume_kg",
        "done_volume_kg",
        "adherence",
    )

    def numbers(*key: Any) -> tuple[Any, ...]:
        return tuple(by[key][name] for name in keys)

    legs = (None, None, 5, 5, 31, 34, 28, 2780, 2640, Decimal("0.8"))
    assert numbers("exercise", 1, "legs", squat) == legs
    assert numbers("muscle", 1, "legs", None) == legs
    assert numbers("exercise", 1, "back", chin) == (
        None,
        None,
        2,
        1,
        0,
        0,
        9,
        0,
        720,
        Decimal("0.5"),
    )
    assert numbers("exercise", 1, "core", "Hold")[2:] == (2, 0, 0, 0, 0, 0, 0, 0)
    # five of the nine sets; the fourth of the three squats is no more than was planned
    assert numbers("week", 1, None, None) == (2, 1, 9, 6, 31, 34, 37, 2780, 3360, Decimal("0.556"))
    assert numbers("week", 2, None, None) == (2, 0, 9, 0, 31, 34, 0, 2780, 0, 0)
    assert numbers("plan", None, None, None) == (
        4,
        1,
        18,
        6,
        62,
        68,
        37,
        5560,
        3360,
        Decimal("0.278"),
    )
    assert [it["scope"] for it in progress[:3]] == ["plan", "week", "muscle"]

    ann.call("delete_workout", p_session_id=workout)
    after = rows(ann, "plan_progress", p_plan_id=id)[0]
    assert (after["done_sets"], after["done_volume_kg"]) == (1, 640)


def test_a_muscle_the_plan_does_not_name_is_the_catalogues(ann: Actor) -> None:
    lift = exercise(ann, p_primary_muscle_groups=["quads"])
    id = take(ann, plan(session({"exercise_id": lift, "sets": 3, "reps": "5"}, slot("Unheard of"))))
    muscles = [
        it["muscle_group"]
        for it in rows(ann, "plan_progress", p_plan_id=id)
        if it["scope"] == "muscle"
    ]
    assert muscles == ["legs", None]


def test_a_plan_with_nothing_in_it_has_a_row_of_progress(ann: Actor) -> None:
    found = rows(ann, "plan_progress", p_plan_id=take(ann, plan(session())))
    assert [it["scope"] for it in found] == ["plan", "week"]
    for it in found:
        assert (it["planned_sets"], it["planned_sessions"], it["adherence"]) == (0, 1, None)


def test_a_week_off_has_a_row_of_progress(ann: Actor) -> None:
    weeks = [
        {"sessions": [session(slot())]},
        {"sessions": [session(day=7)]},
        {"sessions": []},
    ]
    found = rows(ann, "plan_progress", p_plan_id=take(ann, plan_of_weeks(*weeks)))
    assert [
        (it["scope"], it["week_number"], it["planned_sessions"], it["planned_sets"]) for it in found
    ] == [
        ("plan", None, 2, 3),
        ("week", 1, 1, 3),
        ("muscle", 1, None, 3),
        ("exercise", 1, None, 3),
        ("week", 2, 1, 0),
        ("week", 3, 0, 0),
    ]
    for off in found[-2:]:
        assert off["adherence"] is None
        assert (off["done_sets"], off["done_reps"], off["planned_volume_kg"]) == (0, 0, 0)


def test_one_week_of_a_plan_is_the_one_in_the_whole(ann: Actor) -> None:
    id = take(ann, plan_of_weeks({"sessions": [session(slot())]}, {"sessions": []}))
    for number, week in enumerate(tree(ann, id)["weeks"], 1):
        assert one(ann, "get_plan_week", p_plan_id=id, p_week_number=number) == week
    for number in (0, 3, None):
        with refused("PT404"):
            ann.call("get_plan_week", p_plan_id=id, p_week_number=number)


# What stays


@pytest.mark.parametrize("table", ["plan", "week", "session", "exercise"])
def test_what_was_done_for_a_plan_outlives_it(ann: Actor, table: str) -> None:
    _, planned, lift = begun_plan(ann)
    workout = one(ann, "start_plan_session", p_plan_session_id=planned)["workout"]["id"]
    log(ann, workout, lift, 5, 100)
    before, best = one(ann, "get_workout", p_session_id=workout), records(ann, lift)
    ann.execute(f"delete from modular_training_{table}")
    assert one(ann, "get_workout", p_session_id=workout) == before
    assert records(ann, lift) == best
    assert set_rows(ann) == []


def test_one_workout_is_one_session_of_a_plan(ann: Actor) -> None:
    id = take(ann, plan(session(slot()), session(slot(), day=2)))
    workout = start(ann)
    with refused("23505"):
        ann.execute("update modular_training_session set workout_session_id = %s", (workout,))
    assert len(sessions_of(ann, id)) == 2


def test_a_strangers_workout_is_not_linked(world: Database, ann: Actor) -> None:
    begun_plan(ann)
    with refused("23503"):
        ann.execute(
            "update modular_training_session set workout_session_id = %s", (start(world.person()),)
        )


def test_the_back_end_writes_sets_for_anybody(world: Database, ann: Actor) -> None:
    id, _, lift = begun_plan(ann)
    row = rows_of(ann, id)[0]["id"]
    write_set(world.service, row, 5, 100)
    assert records(ann, lift)["max_weight"] == 100
    with refused("PT404"):
        write_set(world.person(), row, 5, 100)


def test_progress_takes_no_longer_once_it_is_planned_for_no_plan_in_particular(
    world: Database, ann: Actor
) -> None:
    """Beside get_plan(), which reads the same rows."""
    weeks = [
        {"sessions": [session(*[slot()] * 8, day=7 * week + day) for day in range(5)]}
        for week in range(12)
    ]
    id = take(ann, plan_of_weeks(*weeks))
    for row in rows_of(ann, id)[::4]:
        write_set(ann, row["id"], 5, 50)
    for _ in range(60):
        world.owner.execute(
            "select private.copy_plan(%s, %s, %s, '2026-03-02', null)",
            (ann.id, id, world.person().id),
        )
    world.owner.execute("analyze")
    other = phone(ann)
    other.execute("set plan_cache_mode = force_generic_plan")
    took = {}
    for function in ("get_plan", "plan_progress"):
        began = time.perf_counter()
        for _ in range(3):
            other.call(function, p_plan_id=id)
        took[function] = time.perf_counter() - began
    assert took["plan_progress"] < 10 * took["get_plan"]

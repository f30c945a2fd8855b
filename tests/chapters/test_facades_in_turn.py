"""Two services that write one row through its older names: what either changed is there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from phones import PATIENCE, holding, in_turn, is_waiting, phone, until
from plan_scenes import plan, rows_of, session, sessions_of, slot, take
from scenes import MONDAY, exercise, one, records, refused, sets_of, start
from support import Actor


def meet(person: Actor, relation: str, id: Any, first: str, second: str) -> Any:
    """The second changes the row while the first's change is not there yet; the row after both."""

    def change(what: str) -> Any:
        return lambda it: it.execute(
            f"update {relation} set {what} where id = %s returning *", (id,)
        )

    told = in_turn(person, change(first), change(second))
    after = person.execute(f"select * from {relation} where id = %s", (id,))
    assert told == after
    return after[0]


def a_set(person: Actor, workout: str, lift: str) -> Any:
    (made,) = person.execute(
        "insert into compat.exercise_session (workout_session_id, exercise_id, weight, reps,"
        " rest_time_seconds, set_number) values (%s, %s, 80, 5, 60, 1) returning id",
        (workout, lift),
    )
    return made["id"]


def a_planned_set(person: Actor) -> Any:
    row = rows_of(person, take(person, plan(session(slot()))))[0]["id"]
    (made,) = person.execute(
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg, rpe, recorded_at)"
        " values (%s, 1, 5, 80, 7, %s) returning id",
        (row, MONDAY),
    )
    return made["id"]


def test_the_units_stay_when_nothing_of_the_person_changes(ann: Actor) -> None:
    person = meet(ann, "compat.user", ann.id, "unit_system = 'imperial'", "updated_at = now()")
    assert person["unit_system"] == "imperial"


@pytest.mark.parametrize("turn", [1, -1])
def test_a_workout_ends_and_gets_its_plan(ann: Actor, turn: int) -> None:
    workout = start(ann)
    (made,) = ann.execute(
        "insert into compat.workout_plan (user_id, name) values (%s, 'Push') returning id",
        (ann.id,),
    )
    changes = ["status = 'completed'", f"workout_plan_id = '{made['id']}'"][::turn]
    found = meet(ann, "compat.workout_session", workout, *changes)
    assert (found["status"], found["workout_plan_id"]) == ("completed", made["id"])
    assert one(ann, "get_workout", p_session_id=workout)["workout"]["completed_at"]


def test_a_workout_that_both_complete_ends_once(ann: Actor) -> None:
    workout, end = start(ann), datetime.now(UTC) + timedelta(hours=1)
    in_turn(
        ann,
        lambda it: it.call("finish_workout", p_session_id=workout, p_completed_at=end),
        lambda it: it.execute(
            "update compat.workout_session set status = 'completed' where id = %s", (workout,)
        ),
    )
    (found,) = ann.execute("select completed_at from workout_sessions where id = %s", (workout,))
    assert found["completed_at"] == end


@pytest.mark.parametrize("turn", [1, -1])
def test_a_workout_is_deleted_and_given_up(ann: Actor, turn: int) -> None:
    workout = start(ann)
    changes = ["deleted_at = now()", "status = 'abandoned'"][::turn]
    found = meet(ann, "compat.workout_session", workout, *changes)
    assert found["status"] == "abandoned"
    assert found["deleted_at"]


CHANGES = [
    ("weight = 90", 90),
    ("reps = 6", 6),
    ("rest_time_seconds = 90", 90),
    ("set_number = 3", 3),
]
EACH = [(one, other) for one in CHANGES for other in CHANGES if one != other]


@pytest.mark.parametrize(("mine", "yours"), EACH, ids=lambda it: it[0].split()[0])
def test_a_set_has_both_corrections(
    ann: Actor, mine: tuple[str, int], yours: tuple[str, int]
) -> None:
    lift = exercise(ann)
    id = a_set(ann, start(ann), lift)
    found = meet(ann, "compat.exercise_session", id, mine[0], yours[0])
    for change, value in (mine, yours):
        assert found[change.split()[0]] == value
    assert records(ann, lift)["max_weight"] == found["weight"]


@pytest.mark.parametrize("change", CHANGES, ids=lambda it: it[0].split()[0])
def test_a_set_that_moves_takes_the_correction_along(ann: Actor, change: tuple[str, int]) -> None:
    lift, other, workout = exercise(ann), exercise(ann), start(ann)
    id = a_set(ann, workout, lift)
    found = meet(ann, "compat.exercise_session", id, change[0], f"exercise_id = '{other}'")
    assert found[change[0].split()[0]] == change[1]
    assert str(found["exercise_id"]) == other
    assert records(ann, lift) == {}


def test_a_set_that_was_deleted_does_not_come_back_by_moving(ann: Actor) -> None:
    lift, other, workout = exercise(ann), exercise(ann), start(ann)
    id = a_set(ann, workout, lift)
    moved = in_turn(
        ann,
        lambda it: it.execute("delete from compat.exercise_session where id = %s", (id,)),
        lambda it: it.execute(
            "update compat.exercise_session set exercise_id = %s where id = %s returning id",
            (other, id),
        ),
    )
    assert moved == []
    assert sets_of(ann, workout) == []
    assert records(ann, lift) == records(ann, other) == {}


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    "change",
    ["focus_area = 'back'", "created_at = '2026-03-07'"],
    ids=lambda it: it.split()[0],
)
def test_a_planned_session_is_completed_and_changed(ann: Actor, change: str, turn: int) -> None:
    id = sessions_of(ann, take(ann, plan(session(slot()))))[0]["session"]["id"]
    (before,) = ann.execute("select * from compat.workout_sessions")
    found = meet(ann, "compat.workout_sessions", id, *["status = 'completed'", change][::turn])
    name, value = change.split(" = ")
    assert found["status"] == "completed"
    assert str(found[name]) == value.strip("'") != str(before[name])
    assert found["day_of_week"] == found["created_at"].isoweekday()


WRITTEN = [
    ("set_no = 4", 4),
    ("reps_done = 6", 6),
    ("weight_kg = 90", 90),
    ("rpe = 9", 9),
    (f"recorded_at = '{MONDAY.replace(hour=1)}'", MONDAY.replace(hour=1)),
]


@pytest.mark.parametrize("view", ["training_set", "compat.modular_training_set"])
@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("place", range(len(WRITTEN)), ids=lambda it: WRITTEN[it][0].split()[0])
def test_a_set_of_a_plan_has_both_corrections(ann: Actor, place: int, turn: int, view: str) -> None:
    id = a_planned_set(ann)
    two = [WRITTEN[place], WRITTEN[place - 1]]
    found = meet(ann, view, id, *[change for change, _ in two][::turn])
    for change, value in two:
        assert found[change.split()[0]] == value


# The other statement comes while the first one's transaction is open

WRITE = (
    "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg) values (%s, 1, 5, 50)"
)
OF_A_PLAN = {
    "plan": "notes = 'n'",
    "week": "notes = 'n'",
    "session": "focus_area = 'n'",
    "exercise": "actual_reps = '[5]'",
}


@pytest.mark.parametrize("table", OF_A_PLAN)
def test_who_changes_a_plan_and_writes_a_set_waits_for_nobody_who_waits(
    ann: Actor, table: str
) -> None:
    """Both take the person's turn first, so that one of them is through before the other."""
    row = rows_of(ann, take(ann, plan(session(slot()))))[0]["id"]
    other = phone(ann)
    pid = other.database.requests.info.backend_pid
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.execute(f"update modular_training_{table} set {OF_A_PLAN[table]}")
            begun = pool.submit(other.execute, WRITE, (row,))
            until(lambda: begun.done() or is_waiting(ann.database.owner, pid))
            assert not begun.done()
            it.execute(WRITE, (row,))
        begun.result(timeout=PATIENCE)
    assert len(ann.execute("select id from training_set")) == 2


@pytest.mark.parametrize("table", OF_A_PLAN)
def test_a_set_for_a_plan_that_goes_meanwhile_has_no_plan_to_be_for(ann: Actor, table: str) -> None:
    row = rows_of(ann, take(ann, plan(session(slot()))))[0]["id"]
    with refused("PT404") as refusal:
        in_turn(
            ann,
            lambda it: it.execute(f"delete from modular_training_{table}"),
            lambda it: it.execute(WRITE, (row,)),
        )
    assert refusal.message == "No such exercise in a plan of yours"
    assert ann.execute("select id from workout_sessions") == []


def test_a_set_of_a_workout_that_goes_meanwhile_has_no_workout(ann: Actor) -> None:
    workout, lift = start(ann), exercise(ann)
    with refused("PT404") as refusal:
        in_turn(
            ann,
            lambda it: it.execute("delete from workout_sessions where id = %s", (workout,)),
            lambda it: a_set(it, workout, lift),
        )
    assert refusal.message == "No such workout of yours"


def test_a_plan_is_shifted_once_by_each_of_two(ann: Actor) -> None:
    id = take(ann, plan(session(slot())))

    def shift(it: Actor) -> Any:
        return one(it, "shift_plan", p_plan_id=id, p_days=7)

    assert in_turn(ann, shift, shift)["plan"]["week_start"] == "2026-03-16"


def test_two_that_copy_a_plan_under_one_id_make_one(ann: Actor) -> None:
    id, new = take(ann, plan(session(slot()))), str(uuid4())

    def copy(it: Actor) -> Any:
        return one(it, "copy_plan", p_plan_id=id, p_week_start="2026-05-04", p_id=new)

    assert in_turn(ann, copy, copy)["plan"]["id"] == new
    assert len(rows_of(ann, new)) == 1

"""Plans at their edges: the end of our time, weeks off, apps' words, sends that come twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from phones import PATIENCE, holding, is_waiting, phone, until
from plan_scenes import faults, plan, plan_of_weeks, rows_of, session, sessions_of, slot, take, tree
from scenes import MONDAY, exercise, one, refused, rows
from support import Actor, Database

WRITE = (
    "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg, recorded_at)"
    " values (%s, 1, 5, 50, %s)"
)


def test_an_apps_word_means_what_all_apps_mean_by_it(world: Database, ann: Actor) -> None:
    one_lift, other = (
        world.owner.execute("select id from exercises where slug = %s", (slug,)).fetchone()
        for slug in ("barbell-bench-press", "barbell-back-squat")
    )
    assert one_lift
    assert other
    agreed, disputed = f"Agreed {uuid4()}", f"Disputed {uuid4()}"
    for alias, source, lift in (
        (agreed, "strong", one_lift),
        (agreed, "hevy", one_lift),
        (disputed, "strong", one_lift),
        (disputed, "hevy", other),
    ):
        world.owner.execute(
            "insert into exercise_aliases (exercise_id, source, alias) values (%s, %s, %s)",
            (lift["id"], source, alias),
        )
    id = take(ann, plan(session(slot(agreed.upper()), slot(disputed))))
    assert [row["exercise_id"] for row in rows_of(ann, id)] == [str(one_lift["id"]), None]
    assert faults(
        ann, plan(session({"exercise_id": disputed, "sets": 1, "reps": "5"}, session_number=1))
    ) == [
        f'sessions[0].slots[0].exercise_id = "{disputed}":'
        " expected the id, the slug or an alias of an exercise"
    ]


def test_a_strangers_word_is_nobody_elses(world: Database, ann: Actor) -> None:
    lift = exercise(ann)
    world.owner.execute(
        "insert into exercise_aliases (exercise_id, owner_id, source, alias)"
        " values (%s, %s, 'hevy', 'Word of hers')",
        (lift, ann.id),
    )
    document = plan(session(slot("word of hers")))
    assert rows_of(ann, take(ann, document))[0]["exercise_id"] == lift
    bob = world.person()
    assert rows_of(bob, take(bob, document))[0]["exercise_id"] is None


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


LATE: list[tuple[Any, str]] = [
    (
        plan({"day_name": "Legs", "focus_area": "legs", "day_of_week": 1}, week_start="2199-12-31"),
        "sessions[0].day_of_week = 1: expected a day by 2199-12-31, not 2200-01-06",
    ),
    (
        plan_of_weeks({"week_number": 520}, week_start="2199-12-01"),
        "weeks[0].week_number = 520: expected a week that begins by 2199-12-31",
    ),
]


@pytest.mark.parametrize(("document", "wanted"), LATE, ids=["day", "week"])
def test_a_plan_ends_in_our_time(ann: Actor, document: Any, wanted: str) -> None:
    assert faults(ann, document) == [wanted]


def test_a_plan_is_neither_moved_nor_copied_out_of_our_time(ann: Actor) -> None:
    id = take(ann, plan(session(slot())))
    ann.execute("update modular_training_session set session_date = '2199-12-31'")
    for call in (
        lambda: ann.call("shift_plan", p_plan_id=id, p_days=7),
        lambda: ann.call("copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 4)),
    ):
        with refused("PT422") as refusal:
            call()
        assert "expected days from 1900-01-01 to 2199-12-31" in refusal.detail
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-02"


@pytest.mark.parametrize("week", [2, 520])
def test_a_plan_is_moved_from_a_week_it_has(ann: Actor, week: int) -> None:
    id = take(ann, plan(session(slot())))
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=1, p_from_week=week)
    assert refusal.detail == (
        f"p_from_week = {week}: expected a week of the plan, which ends with week 1"
    )


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


def test_sets_of_a_workout_given_up_were_not_done_for_the_plan(ann: Actor) -> None:
    id = take(ann, plan(session(slot())))
    ann.execute(WRITE, (rows_of(ann, id)[0]["id"], MONDAY))
    (workout,) = ann.execute("select id from workout_sessions")
    ann.call("abandon_workout", p_session_id=workout["id"])
    assert ann.execute("select * from training_set") == []
    (it,) = sessions_of(ann, id)
    assert it["exercises"][0]["sets"] == []
    assert rows(ann, "plan_progress", p_plan_id=id)[0]["done_sets"] == 0


CHANGES = {
    "plan": "notes = 'n'",
    "week": "notes = 'n'",
    "session": "focus_area = 'n'",
    "exercise": "actual_reps = '[5]'",
}


@pytest.mark.parametrize("table", CHANGES)
def test_who_changes_a_plan_and_writes_a_set_waits_for_nobody_who_waits(
    ann: Actor, table: str
) -> None:
    """Both take the person's turn first, so that one of them is through before the other."""
    row = rows_of(ann, take(ann, plan(session(slot()))))[0]["id"]
    other = phone(ann)
    pid = other.database.requests.info.backend_pid
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.execute(f"update modular_training_{table} set {CHANGES[table]}")
            begun = pool.submit(other.execute, WRITE, (row, MONDAY))
            until(lambda: begun.done() or is_waiting(ann.database.owner, pid))
            assert not begun.done()
            it.execute(WRITE, (row, MONDAY))
        begun.result(timeout=PATIENCE)
    assert len(ann.execute("select id from training_set")) == 2


def test_the_load_to_the_gram(ann: Actor) -> None:
    kept = rows_of(ann, take(ann, plan(session(slot(weight=61.234)))))[0]["weight"]
    assert kept == Decimal("61.234")
    assert faults(ann, plan(session(slot(weight=61.2345)))) == [
        "sessions[0].slots[0].weight = 61.2345:"
        " expected a number from 0 to 9999.999 with no more than three decimals"
    ]


def test_what_is_quoted_of_a_document_is_short(ann: Actor) -> None:
    (fault,) = faults(ann, plan(session(slot(**{"k" * 5000: 1}))))
    assert fault.startswith("sessions[0].slots[0].kkkk")
    assert len(fault) < 500


def test_the_back_end_logs_no_strangers_exercise(world: Database, ann: Actor) -> None:
    lift = exercise(world.person())
    (workout,) = ann.execute(
        "insert into compat.workout_session (user_id) values (%s) returning id", (ann.id,)
    )
    with refused("PT404") as refusal:
        world.service.execute(
            "insert into compat.exercise_session (workout_session_id, exercise_id, weight, reps)"
            " values (%s, %s, 50, 5)",
            (workout["id"], lift),
        )
    assert refusal.message == "No such exercise"

"""Plans: taken in whole, done as workouts, counted from the log, moved and copied."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from phones import in_turn
from plan_scenes import (
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

# as the planning service writes it
DOCUMENT = {
    "split_type": "push_pull_legs",
    "week_start": "2026-03-02",
    "goal_type": "hypertrophy",
    "experience_level": "intermediate",
    "sessions": [
        {
            "day_name": "Push-H",
            "date": "2026-03-02",
            "day_of_week": 1,
            "focus_area": "chest,triceps",
            "slots": [
                {
                    "exercise_id": "barbell-bench-press",
                    "name": "Bench",
                    "muscle_group": "chest",
                    "sets": 4,
                    "reps": "6-8",
                    "equipment": "barbell",
                    "tier": "main",
                    "order_in_session": 1,
                },
                {
                    "exercise_id": None,
                    "name": "Cable thing of mine",
                    "muscle_group": "triceps",
                    "sets": 3,
                    "reps": "AMRAP",
                    "equipment": "cable",
                    "tier": "accessory",
                    "order_in_session": 2,
                },
            ],
        },
        {
            "day_name": "Legs",
            "date": "2026-03-05",
            "day_of_week": 4,
            "focus_area": "quads",
            "slots": [],
        },
    ],
}
WHOLE = {
    "name": "Plank of mine",
    "muscle_group": "core",
    "sets": 2,
    "reps": "30-45s",
    "rir": 1,
    "equipment": "mat",
    "tier": "finisher",
    "target": "bracing",
    "secondary_muscles": ["glutes"],
    "tips": ["breathe", "don't sag"],
    "instructions": "Hold.",
    "weight": 12.5,
    "difficulty": 4,
    "notes": "last",
    "display_order": 3,
    "order_in_session": 7,
}


def set_rows(person: Actor) -> list[Any]:
    return person.execute("select * from training_set order by recorded_at, set_no")


def write_set(person: Actor, row: str, reps: int, weight: Any, number: int | None = None) -> Any:
    (written,) = person.execute(
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg, recorded_at)"
        " values (%s, %s, %s, %s, %s) returning *",
        (row, number, reps, weight, MONDAY),
    )
    return written


# Taking one in


def test_the_planning_services_document_is_taken_as_it_is(ann: Actor) -> None:
    id = take(ann, DOCUMENT)
    found = tree(ann, id)
    assert found["plan"] | {"created_at": 0, "updated_at": 0} == {
        "id": id,
        "user_id": str(ann.id),
        "split_type": "push_pull_legs",
        "week_start": "2026-03-02",
        "goal_type": "hypertrophy",
        "experience_level": "intermediate",
        "status": "active",
        "notes": None,
        "created_at": 0,
        "updated_at": 0,
    }
    (week,) = found["weeks"]
    assert (week["week"]["week_number"], week["week"]["week_start"]) == (1, "2026-03-02")
    for got, said in zip(week["sessions"], DOCUMENT["sessions"], strict=True):
        assert got["session"]["day_label"] == said["day_name"]
        assert got["session"]["session_date"] == said["date"]
        assert got["session"]["day_of_week"] == said["day_of_week"]
        assert got["session"]["focus_area"] == said["focus_area"]
        assert got["session"]["completed"] is False
        for row, wanted in zip(got["exercises"], said["slots"], strict=True):
            assert row["exercise"]["exercise_name"] == wanted["name"]
            for key in ("muscle_group", "sets", "reps", "equipment", "tier", "order_in_session"):
                assert row["exercise"][key] == wanted[key]
    (bench,) = ann.execute("select id from exercises where slug = 'barbell-bench-press'")
    assert rows_of(ann, id)[0]["exercise_id"] == str(bench["id"])


def test_every_field_of_a_slot_is_kept(ann: Actor) -> None:
    (row,) = rows_of(ann, take(ann, plan(session(WHOLE))))
    assert row["exercise_name"] == WHOLE["name"]
    for key in WHOLE.keys() - {"name"}:
        assert row[key] == WHOLE[key], key


def test_what_is_not_said_has_its_default(ann: Actor) -> None:
    document = plan(session(slot(), slot("Row"), day=2))
    del document["goal_type"], document["experience_level"]
    del document["sessions"][0]["day_of_week"]
    id = take(ann, document)
    found = tree(ann, id)
    assert found["plan"]["goal_type"] == "general_fitness"
    assert found["plan"]["experience_level"] == "intermediate"
    (got,) = sessions_of(ann, id)
    assert (got["session"]["day_of_week"], got["session"]["session_number"]) == (3, 1)
    first, second = rows_of(ann, id)
    assert (first["order_in_session"], first["display_order"]) == (1, 0)
    assert (second["order_in_session"], second["display_order"]) == (2, 0)
    assert first["tips"] is None


def test_a_date_is_told_by_its_weekday(ann: Actor) -> None:
    """Also in a week that begins on a Thursday."""
    days = [
        {"day_name": "A", "focus_area": "x", "day_of_week": number, "date": None}
        for number in range(1, 8)
    ]
    id = take(ann, plan(*days, week_start="2026-03-05"))
    dates = {
        it["session"]["day_of_week"]: it["session"]["session_date"] for it in sessions_of(ann, id)
    }
    for number, day in dates.items():
        assert date.fromisoformat(day).isoweekday() == number
    assert sorted(dates.values()) == [str(date(2026, 3, 5) + timedelta(days=n)) for n in range(7)]


def test_a_plan_has_its_weeks_one_after_another(ann: Actor) -> None:
    weeks = [
        {"sessions": [session(slot(), day=1)], "notes": "easy"},
        {"week_number": 2, "week_start": "2026-03-09", "sessions": [session(slot(), day=8)]},
        {"week_number": 4, "sessions": []},
    ]
    found = tree(ann, take(ann, plan_of_weeks(*weeks)))
    assert [
        (it["week"]["week_number"], it["week"]["week_start"], it["week"]["notes"])
        for it in found["weeks"]
    ] == [(1, "2026-03-02", "easy"), (2, "2026-03-09", None), (4, "2026-03-23", None)]
    assert [len(it["sessions"]) for it in found["weeks"]] == [1, 1, 0]


def test_an_exercise_is_meant_by_id_slug_alias_or_name(ann: Actor) -> None:
    lift = exercise(ann, "My own press")
    bench = ann.execute("select id from exercises where slug = 'barbell-bench-press'")[0]["id"]
    id = take(
        ann,
        plan(
            session(
                {"exercise_id": lift, "sets": 1, "reps": 5},
                {"exercise_id": str(bench).upper(), "name": "Bench", "sets": 1, "reps": "5"},
                {"exercise_id": "barbell-bench-press", "sets": 1, "reps": "5"},
                {"exercise_id": "bb bench press", "sets": 1, "reps": "5"},
                slot("my OWN press"),
                slot("Nothing that there is"),
            )
        ),
    )
    assert [(row["exercise_id"], row["exercise_name"]) for row in rows_of(ann, id)] == [
        (lift, "My own press"),
        (str(bench), "Bench"),
        (str(bench), "Barbell Bench Press"),
        (str(bench), "Barbell Bench Press"),
        (lift, "my OWN press"),
        (None, "Nothing that there is"),
    ]
    assert tree(ann, id)["unknown_exercises"] == ["Nothing that there is"]


def test_an_exercise_that_was_merged_is_the_one_that_took_its_place(ann: Actor) -> None:
    old, new = exercise(ann), exercise(ann)
    before = take(ann, plan(session({"exercise_id": old, "sets": 1, "reps": "5"})))
    ann.call("merge_exercises", p_from_id=old, p_into_id=new)
    after = take(ann, plan(session({"exercise_id": old, "sets": 1, "reps": "5"})))
    assert rows_of(ann, before)[0]["exercise_id"] == rows_of(ann, after)[0]["exercise_id"] == new


def test_a_plan_sent_twice_is_there_once(ann: Actor) -> None:
    id = str(uuid4())
    assert take(ann, plan(session(slot()), id=id)) == id
    first = tree(ann, id)
    assert take(ann, plan(id=id)) == id
    assert tree(ann, id) == first
    assert len(ann.execute("select id from modular_training_plan")) == 1


def test_two_phones_that_send_one_plan_make_one(ann: Actor) -> None:
    document = plan(session(slot()), id=str(uuid4()))
    second = in_turn(ann, lambda it: take(it, document), lambda it: take(it, document))
    assert second == document["id"]
    assert len(rows_of(ann, second)) == 1


def test_one_plans_for_oneself_alone(world: Database, ann: Actor) -> None:
    bob = world.person()
    with refused("42501") as refusal:
        take(bob, plan(), p_user_id=ann.id)
    assert refusal.detail == f"p_user_id = {ann.id}"
    with refused("42501"):
        take(Actor(world, "authenticated"), plan(), p_user_id=ann.id)
    with refused("42501"):
        take(world.anon, plan(), p_user_id=ann.id)
    document = plan(session(slot()), id=str(uuid4()))
    take(ann, document)
    with refused("23505"):
        take(bob, document)
    assert bob.execute("select id from modular_training_plan") == []


def test_the_back_end_plans_for_anybody(world: Database, ann: Actor) -> None:
    mine = exercise(ann, "Known to me")
    id = take(world.service, plan(session(slot("known to me"))), p_user_id=ann.id)
    assert rows_of(ann, id)[0]["exercise_id"] == mine
    with refused("PT404"):
        take(world.service, plan(), p_user_id=uuid4())


def test_a_strangers_exercise_is_nowhere(world: Database, ann: Actor) -> None:
    hers = exercise(ann, "Hers alone")
    bob = world.person()
    with refused("PT422") as refusal:
        take(bob, plan(session({"exercise_id": hers, "sets": 1, "reps": "5"})))
    assert refusal.detail.startswith("sessions[0].slots[0].exercise_id")
    assert rows_of(bob, take(bob, plan(session(slot("Hers alone")))))[0]["exercise_id"] is None


# The life of a plan


def statuses(person: Actor) -> Counter[tuple[str, str]]:
    found = person.execute("select goal_type, status::text from modular_training_plan")
    return Counter((row["goal_type"], row["status"]) for row in found)


def test_one_plan_a_goal_is_active_if_one_wants_it_so(ann: Actor) -> None:
    first = take(ann, plan())
    take(ann, plan())
    take(ann, plan(goal_type="endurance"))
    assert statuses(ann) == {("strength", "active"): 2, ("endurance", "active"): 1}
    third = take(ann, plan(), p_only_active=True)
    assert statuses(ann) == {
        ("strength", "active"): 1,
        ("strength", "archived"): 2,
        ("endurance", "active"): 1,
    }
    back = one(ann, "set_plan_status", p_plan_id=first, p_status="active", p_only_active=True)
    assert back["status"] == "active"
    assert tree(ann, third)["plan"]["status"] == "archived"
    done = one(ann, "set_plan_status", p_plan_id=first, p_status="completed", p_only_active=True)
    assert done["status"] == "completed"
    assert statuses(ann)["endurance", "active"] == 1


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
        "target_rir",
        "notes",
    )
    assert [tuple(block[key] for key in keys) for block in begun["exercises"]] == [
        (lift, rows_of(ann, id)[0]["exercise_name"], 0, 4, 8, 12, None, 2, "slow"),
        (None, "Hold", 1, 3, None, None, 30, None, None),
        (None, "Last", 2, 3, None, None, None, None, None),
    ]
    assert sessions_of(ann, id)[0]["session"]["workout_session_id"] == begun["workout"]["id"]


def begun_plan(ann: Actor, **more: Any) -> tuple[str, str, Any]:
    """A plan of one session with one lift, its session's id, and the lift."""
    lift = exercise(ann)
    id = take(
        ann, plan(session({"exercise_id": lift, "sets": 3, "reps": "5", "weight": 100} | more))
    )
    return id, sessions_of(ann, id)[0]["session"]["id"], lift


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
        "insert into modular_training_exercise (session_id, exercise_name, sets, reps)"
        " values (%s, 'Curl', 2, '10-12') returning id",
        (planned,),
    )
    write_set(ann, row["id"], 11, 20)
    (workout,) = ann.execute("select id from workout_sessions")
    block = one(ann, "get_workout", p_session_id=workout["id"])["exercises"][1]
    assert (block["exercise_name"], block["target_reps_max"]) == ("Curl", 12)
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


def test_one_week_of_a_plan_is_the_one_in_the_whole(ann: Actor) -> None:
    id = take(ann, plan_of_weeks({"sessions": [session(slot())]}, {"sessions": []}))
    for number, week in enumerate(tree(ann, id)["weeks"], 1):
        assert one(ann, "get_plan_week", p_plan_id=id, p_week_number=number) == week
    for number in (0, 3, None):
        with refused("PT404"):
            ann.call("get_plan_week", p_plan_id=id, p_week_number=number)


# Moving and copying


def days(person: Actor, id: str) -> list[tuple[str, str]]:
    return [
        (week["week"]["week_start"], it["session"]["session_date"])
        for week in tree(person, id)["weeks"]
        for it in week["sessions"]
    ]


def two_weeks(ann: Actor) -> str:
    return take(
        ann,
        plan_of_weeks(
            {"sessions": [session(slot(), day=0)]}, {"sessions": [session(slot(), day=9)]}
        ),
    )


def test_a_plan_is_moved_whole(ann: Actor) -> None:
    id = two_weeks(ann)
    ann.call("shift_plan", p_plan_id=id, p_days=3)
    assert days(ann, id) == [("2026-03-05", "2026-03-05"), ("2026-03-12", "2026-03-14")]
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-05"
    assert [it["session"]["day_of_week"] for it in sessions_of(ann, id)] == [4, 6]
    moved = one(ann, "shift_plan", p_plan_id=id, p_days=-10)
    assert moved["plan"]["week_start"] == "2026-02-23"
    assert days(ann, id) == [("2026-02-23", "2026-02-23"), ("2026-03-02", "2026-03-04")]


def test_a_plan_is_moved_from_a_week_on(ann: Actor) -> None:
    id = two_weeks(ann)
    ann.call("shift_plan", p_plan_id=id, p_days=7, p_from_week=2)
    assert days(ann, id) == [("2026-03-02", "2026-03-02"), ("2026-03-16", "2026-03-18")]
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-02"
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=-8, p_from_week=2)
    assert refusal.detail == "p_days = -8: expected -7 or more, for week 1 begins on 2026-03-02"
    ann.call("shift_plan", p_plan_id=id, p_days=-7, p_from_week=2)


@pytest.mark.parametrize("wrong", [None, 3661, -3661])
def test_a_plan_is_moved_by_days(ann: Actor, wrong: int | None) -> None:
    id = two_weeks(ann)
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=wrong)
    assert refusal.detail.startswith("p_days")


def test_a_copy_is_the_same_plan_to_be_done(ann: Actor) -> None:
    lift = exercise(ann)
    id = take(
        ann,
        plan(
            session(WHOLE, {"exercise_id": lift, "sets": 3, "reps": "5"}, day=1, session_number=2),
            notes="good",
        ),
    )
    planned = sessions_of(ann, id)[0]["session"]["id"]
    ann.call("start_plan_session", p_plan_session_id=planned)
    ann.call("complete_plan_session", p_plan_session_id=planned, p_overall_difficulty=9)
    ann.call("set_plan_status", p_plan_id=id, p_status="archived")
    new = str(uuid4())
    copied = one(ann, "copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 7), p_id=new)
    assert one(ann, "copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 7), p_id=new) == copied
    assert copied["plan"] | {"id": 0, "created_at": 0, "updated_at": 0} == {
        **tree(ann, id)["plan"],
        "id": 0,
        "week_start": "2026-05-07",
        "status": "active",
        "created_at": 0,
        "updated_at": 0,
    }
    own = {"id", "week_id", "session_id", "created_at", "updated_at"}
    done = {"completed", "overall_difficulty", "duration_minutes", "workout_session_id"}
    moved = {"session_date", "day_of_week"}
    ((before,), (after,)) = sessions_of(ann, id), sessions_of(ann, new)
    for key in before["session"].keys() - own - done - moved:
        assert after["session"][key] == before["session"][key], key
    assert after["session"]["session_date"] == "2026-05-08"
    assert after["session"]["day_of_week"] == 5
    assert [after["session"][key] for key in sorted(done)] == [False, None, None, None]
    for old, fresh in zip(rows_of(ann, id), rows_of(ann, new), strict=True):
        for key in old.keys() - own - {"session_exercise_id"}:
            assert fresh[key] == old[key], key
        assert fresh["session_exercise_id"] is None
        assert fresh["id"] != old["id"]


@pytest.mark.parametrize("start", [None, date(1899, 1, 1), date(2199, 12, 31)])
def test_a_copy_begins_in_our_time(ann: Actor, start: date | None) -> None:
    with refused("PT422") as refusal:
        ann.call("copy_plan", p_plan_id=two_weeks(ann), p_week_start=start)
    assert refusal.detail.startswith("p_week_start")


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


def test_a_session_put_on_another_day_has_that_days_weekday(ann: Actor) -> None:
    id, _, _ = begun_plan(ann)
    ann.execute("update modular_training_session set session_date = '2026-03-07'")
    assert sessions_of(ann, id)[0]["session"]["day_of_week"] == 6
    with refused("23514"):
        ann.execute("update modular_training_session set day_of_week = 2")


@pytest.mark.parametrize(
    "reps", ["5", "8-12", "8 \u2013 12", "AMRAP", "amrap", "30s", "30-45 sec", "0"]
)
def test_repetitions_are_written_as_people_write_them(ann: Actor, reps: str) -> None:
    assert rows_of(ann, take(ann, plan(session(slot(reps=reps)))))[0]["reps"] == reps


def test_repetitions_by_hand_are_no_less_checked(ann: Actor) -> None:
    begun_plan(ann)
    for wrong in ("lots", "", "5,6", "-5", "5-", "0s"):
        with refused("23514"):
            ann.execute("update modular_training_exercise set reps = %s", (wrong,))


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


def test_documents_of_every_size_are_taken(ann: Actor) -> None:
    weeks = [
        {"sessions": [session(*[slot()] * 8, day=7 * n + d) for d in range(5)]} for n in range(12)
    ]
    id = take(ann, plan_of_weeks(*weeks))
    assert len(rows_of(ann, id)) == 480

"""Looking back: history, last time, summaries, muscles, and the body."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from plan_scenes import plan, session, slot, take
from psycopg.types.json import Jsonb
from rooms import room
from scenes import MONDAY, document, exercise, log, one, pull_up, refused, rows, start, trained
from support import Actor, Database

# Pages


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_the_pages_of_the_history_hold_every_workout_once(ann: Actor, size: int) -> None:
    """Also of those that began at the same moment."""
    began = [MONDAY + timedelta(days=day // 3) for day in range(10)]
    made = {start(ann, at) for at in began}
    seen: list[Any] = []
    cursor: dict[str, Any] = {}
    while page := rows(ann, "workout_history", p_limit=size, **cursor):
        seen += page
        cursor = {"p_before": page[-1]["started_at"], "p_before_id": page[-1]["session_id"]}
    assert len(seen) == len(made)
    assert {it["session_id"] for it in seen} == made
    assert [it["started_at"] for it in seen] == sorted(
        (it["started_at"] for it in seen), reverse=True
    )


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_the_pages_of_an_exercise_hold_every_workout_once(ann: Actor, lift: str, size: int) -> None:
    made = {trained(ann, lift, (5, 100), day=day // 3) for day in range(8)}
    seen: list[Any] = []
    cursor: dict[str, Any] = {}
    while page := rows(ann, "exercise_history", p_exercise_id=lift, p_limit=size, **cursor):
        seen += page
        cursor = {"p_before": page[-1]["started_at"], "p_before_id": page[-1]["session_id"]}
    assert len(seen) == len(made)
    assert {it["session_id"] for it in seen} == made


def test_a_page_is_never_too_long(ann: Actor) -> None:
    ann.execute(
        "insert into workout_sessions (user_id, started_at)"
        " select %s, timestamptz '2026-01-01 00:00Z' + n * interval '1 h'"
        " from generate_series(1, 250) as n",
        (ann.id,),
    )
    assert len(rows(ann, "workout_history")) == 20
    assert len(rows(ann, "workout_history", p_limit=100_000)) == 200


# A workout in numbers


def test_a_workout_in_numbers_leaves_the_warm_ups_out(ann: Actor, lift: str) -> None:
    workout = start(ann)
    log(ann, workout, lift, 10, 60, p_set_type="warmup")
    log(ann, workout, lift, 5, 100)
    log(ann, workout, lift, 5, 100)
    log(ann, workout, exercise(ann), 8, 50)
    summary = one(
        ann,
        "finish_workout",
        p_session_id=workout,
        p_completed_at=MONDAY + timedelta(seconds=3600),
    )["workout"]
    assert summary["exercise_count"] == 2
    assert summary["set_count"] == 3
    assert summary["rep_count"] == 18
    assert summary["volume_kg"] == 1400
    assert summary["duration_seconds"] == 3600
    (listed,) = rows(ann, "workout_history")
    assert listed == summary


def test_pounds_are_never_added_to_kilograms(ann: Actor, lift: str) -> None:
    workout = start(ann)
    log(ann, workout, lift, 10, 100, p_weight_unit="kg")
    log(ann, workout, lift, 10, 100, p_weight_unit="lb")
    (listed,) = rows(ann, "workout_history")
    assert listed["volume_kg"] == Decimal("1453.590")


@pytest.mark.parametrize(
    ("types", "counted"),
    [
        (["working", "drop", "drop"], 1),
        (["working", "drop", "working", "drop", "drop"], 2),
        (["drop", "drop"], 1),
        (["warmup", "drop", "drop"], 1),
        (["warmup", "working", "failure"], 2),
        (["warmup"], 0),
        (["failure", "drop"], 1),
    ],
)
def test_a_drop_set_is_one_set_with_the_one_before(
    ann: Actor, lift: str, types: list[str], counted: int
) -> None:
    workout = start(ann)
    for set_type in types:
        log(ann, workout, lift, 5, 100, p_set_type=set_type)
    (listed,) = rows(ann, "workout_history")
    assert listed["set_count"] == counted
    assert listed["rep_count"] == 5 * sum(set_type != "warmup" for set_type in types)


def test_timed_sets_have_no_volume(ann: Actor) -> None:
    plank = exercise(ann, p_load_kind="weight_duration")
    log(ann, start(ann), plank, None, 20, p_duration_seconds=60)
    (listed,) = rows(ann, "workout_history")
    assert (listed["set_count"], listed["volume_kg"]) == (1, 0)


# An exercise


def test_an_exercise_workout_by_workout(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100), (8, 90), day=0)
    trained(ann, lift, (1, 120), day=2)
    newest, oldest = rows(ann, "exercise_history", p_exercise_id=lift)
    assert (newest["local_date"], oldest["local_date"]) == ("2026-03-04", "2026-03-02")
    assert oldest["set_count"] == 2
    assert oldest["rep_count"] == 13
    assert oldest["max_load_kg"] == 100
    assert oldest["e1rm_kg"] == Decimal("116.667")
    assert oldest["volume_kg"] == 1220


def test_an_exercise_between_two_days(ann: Actor, lift: str) -> None:
    for day in range(5):
        trained(ann, lift, (5, 100), day=day)
    found = rows(
        ann,
        "exercise_history",
        p_exercise_id=lift,
        p_from=date(2026, 3, 3),
        p_to=date(2026, 3, 5),
    )
    assert [it["local_date"] for it in found] == ["2026-03-05", "2026-03-04", "2026-03-03"]


def test_assisted_sets_have_no_estimate(ann: Actor) -> None:
    lift = pull_up(ann, "assisted_reps")
    ann.call(
        "record_body_measurement", p_weight=80, p_measured_on=MONDAY.date() - timedelta(days=1)
    )
    trained(ann, lift, (5, 30))
    (only,) = rows(ann, "exercise_history", p_exercise_id=lift)
    assert (only["e1rm_kg"], only["max_load_kg"]) == (None, 50)


def test_distances_and_durations_are_added_up(ann: Actor) -> None:
    run = exercise(ann, p_load_kind="distance_duration")
    workout = start(ann)
    for _ in range(2):
        log(ann, workout, run, None, p_distance_m=Decimal("1609.344"), p_duration_seconds=300)
    (only,) = rows(ann, "exercise_history", p_exercise_id=run)
    assert (only["distance_m"], only["duration_seconds"]) == (Decimal("3218.688"), 600)


def test_last_time_is_the_last_finished_workout_of_an_exercise(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 90), day=0)
    wanted = trained(ann, lift, (5, 100), (5, 95), day=2)
    trained(ann, exercise(ann), (5, 60), day=3)
    log(ann, start(ann, MONDAY + timedelta(days=4)), lift, 5, 110)
    last = one(ann, "last_time", p_exercise_id=lift)
    assert last["session_id"] == wanted
    assert [it["weight"] for it in last["sets"]] == [100, 95]
    before = one(ann, "last_time", p_exercise_id=lift, p_before=MONDAY + timedelta(days=1))
    assert [it["weight"] for it in before["sets"]] == [90]


def test_the_first_time_there_is_no_last_time(ann: Actor, lift: str) -> None:
    last = one(ann, "last_time", p_exercise_id=lift)
    assert not last or set(last.values()) == {None}


# Muscles


def volumes(person: Actor, **arguments: Any) -> dict[str, tuple[Any, Any, Any]]:
    found = rows(
        person,
        "get_muscle_volume",
        **{"p_from": date(2026, 3, 2), "p_to": date(2026, 3, 8)} | arguments,
    )
    return {it["muscle"]: (it["set_count"], it["rep_count"], it["volume_kg"]) for it in found}


@pytest.mark.parametrize(
    ("counting", "helper"), [("fractional", Decimal("1.5")), ("total", 3), ("direct", None)]
)
def test_a_muscle_that_helps_gets_its_share(ann: Actor, counting: str, helper: Any) -> None:
    press = exercise(
        ann, p_primary_muscle_groups="{chest}", p_secondary_muscle_groups="{triceps,front_delts}"
    )
    workout = start(ann)
    log(ann, workout, press, 10, 40, p_set_type="warmup")
    for _ in range(3):
        log(ann, workout, press, 5, 100)
    log(ann, workout, press, 8, 60, p_set_type="drop")
    got = volumes(ann, p_counting=counting)
    assert got["chest"] == (3, 23, 1980)
    helpers = {"triceps", "front_delts", "shoulders"}
    if helper is None:
        assert set(got) == {"chest"}
    else:
        assert {muscle: got[muscle] for muscle in helpers} == dict.fromkeys(helpers, (helper, 0, 0))


def test_the_default_is_fractional(ann: Actor) -> None:
    row = exercise(ann, p_primary_muscle_groups="{lats}", p_secondary_muscle_groups="{biceps}")
    log(ann, start(ann), row)
    assert volumes(ann) == volumes(ann, p_counting="fractional")


def test_a_fine_muscle_counts_for_its_coarse_group(ann: Actor) -> None:
    squat = exercise(ann, p_primary_muscle_groups="{quads,glutes}")
    log(ann, start(ann), squat, 5, 100)
    assert volumes(ann) == dict.fromkeys(("legs", "glutes", "quads"), (1, 5, 500))


def test_a_week_begins_on_monday_in_the_persons_zone(world: Database) -> None:
    for zone, week in (("Pacific/Honolulu", "2026-03-02"), ("Pacific/Auckland", "2026-03-09")):
        ann = world.person(timezone=zone)
        curl = exercise(ann, p_primary_muscle_groups="{biceps}")
        # Sunday evening in Greenwich
        log(ann, start(ann, datetime.fromisoformat("2026-03-08T18:00:00Z")), curl)
        found = rows(ann, "get_muscle_volume", p_from=date(2026, 3, 1), p_to=date(2026, 3, 10))
        assert [it["week_start"] for it in found] == [week]


def test_a_range_has_both_its_ends(ann: Actor) -> None:
    curl = exercise(ann, p_primary_muscle_groups="{biceps}")
    for day in range(3):
        trained(ann, curl, (5, 20), day=day)
    one_day = {"p_from": date(2026, 3, 3), "p_to": date(2026, 3, 3)}
    assert volumes(ann, **one_day)["biceps"] == (1, 5, 100)
    assert volumes(ann)["biceps"] == (3, 15, 300)
    with refused("PT422") as refusal:
        volumes(ann, p_from=date(2026, 3, 4), p_to=date(2026, 3, 3))
    assert refusal.detail == "p_from = 2026-03-04, p_to = 2026-03-03"


# The body


def test_a_second_measurement_of_a_day_takes_the_place_of_the_first(ann: Actor) -> None:
    ann.call("record_body_measurement", p_weight=80, p_measured_on=date(2026, 3, 2), p_notes="am")
    second = one(
        ann,
        "record_body_measurement",
        p_weight=Decimal("176.37"),
        p_weight_unit="lb",
        p_measured_on=date(2026, 3, 2),
        p_body_fat_percent=Decimal("14.5"),
    )
    assert (second["weight"], second["weight_kg"]) == (Decimal("176.37"), Decimal("80.000"))
    assert (second["body_fat_percent"], second["notes"]) == (Decimal("14.5"), None)
    assert len(ann.execute("select id from body_measurements")) == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_persons_own(world: Database, zone: str) -> None:
    ann = world.person(timezone=zone, unit_system="imperial")
    measured = one(ann, "record_body_measurement", p_weight=176)
    today = world.owner.execute("select (now() at time zone %s)::date as it", (zone,)).fetchone()
    assert today
    assert measured["measured_on"] == today["it"].isoformat()
    assert measured["weight_unit"] == "lb"


@pytest.mark.parametrize(
    ("weight", "fat"),
    [
        (0, None),
        (-1, None),
        (None, None),
        (Decimal("NaN"), None),
        (10_000, None),
        (80, -1),
        (80, 101),
        (80, Decimal("NaN")),
    ],
)
def test_no_body_can_be_like_this(ann: Actor, weight: Any, fat: Any) -> None:
    with refused("PT422") as refusal:
        ann.call("record_body_measurement", p_weight=weight, p_body_fat_percent=fat)
    assert refusal.detail.startswith("p_weight = " if fat is None else "p_body_fat_percent = ")
    assert ann.execute("select id from body_measurements") == []


@pytest.mark.parametrize("day", ["infinity", "-infinity"])
def test_a_measurement_is_of_some_day(ann: Actor, day: str) -> None:
    with refused("PT422") as refusal:
        one(ann, "record_body_measurement", p_weight=80, p_measured_on=day)
    assert refusal.detail.startswith("p_measured_on = ")


def test_looking_back_changes_nothing(world: Database, ann: Actor, lift: str) -> None:
    """Every function that reads can run where nothing can be written."""
    workout = trained(ann, lift, (5, 100))
    template = one(ann, "create_template", p_name="Legs")["template"]["id"]
    client = one(ann, "create_entity", p_entity=Jsonb({"name": "Kim"}))["entity"]["id"]
    program = one(ann, "create_program", p_entity_id=client, p_program=Jsonb({"name": "P"}))
    known = {
        "p_session_id": workout,
        "p_exercise_id": lift,
        "p_entity_id": client,
        "p_program_id": program["program"]["id"],
        "p_query": "squat",
        "p_embedding": [1.0] * 1536,
        "p_template_id": template,
        "p_plan_id": take(ann, plan(session(slot()))),
        "p_week_number": 1,
        "p_job_id": template,
        "p_from": date(2026, 3, 2),
        "p_to": date(2026, 3, 8),
        "p_load_kg": 100,
        "p_reps": 5,
    }
    known_live = known | {"p_session_id": room(ann)}
    readers = world.owner.execute(
        """
        select
          proname, (proargnames)[1:pronargs - pronargdefaults] as required,
          starts_with(prorettype::regtype::text, 'live_') as is_live
        from pg_proc
        where pronamespace = 'public'::regnamespace and provolatile <> 'v'
          and has_function_privilege('authenticated', oid, 'execute')
        """
    ).fetchall()
    assert len(readers) > 12
    assert sum(reader["is_live"] for reader in readers) > 5
    for reader in readers:
        arguments = ", ".join(f"{name} => %({name})s" for name in reader["required"] or [])
        with ann.transaction() as connection:
            connection.execute("set transaction read only")
            connection.execute(
                f"select public.{reader['proname']}({arguments})",
                known_live if reader["is_live"] else known,
            )


def test_an_account_without_a_log_looks_back_on_nothing(ann: Actor) -> None:
    assert rows(ann, "workout_history") == []
    assert rows(ann, "get_records") == []
    assert rows(ann, "exercise_history", p_exercise_id=uuid4()) == []
    assert volumes(ann) == {}
    ann.call("log_workout", p_workout=document())
    assert len(rows(ann, "workout_history")) == 1

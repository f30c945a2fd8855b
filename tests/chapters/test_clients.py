"""A coach's clients and classes: every field kept, every number with its history."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from coaching_scenes import entity, program
from psycopg.types.json import Jsonb
from scenes import one, refused, rows
from support import Actor, Database

WHOLE = {
    "name": "Kim",
    "type": "CLIENT",
    "description": {"goal": "a marathon"},
    "bench_1rm": 80,
    "deadlift_1rm": 140.5,
    "squat_1rm": 120,
    "mile_time": "00:07:30",
    "gender": "f",
    "age": 34,
    "height_cm": 172,
    "weight_kg": 64.5,
    "years_of_experience": 2.5,
    "workout_experience_type": "CrossFit",
    "recovery_score": 80,
    "preferred_training_days": ["Mon", "Thu"],
    "injury_history": [{"what": "knee"}],
}


def test_a_client_keeps_every_field(coach: Actor) -> None:
    made = one(coach, "create_entity", p_entity=Jsonb(WHOLE))["entity"]
    assert {name: made[name] for name in WHOLE} == WHOLE
    assert made["user_id"] == str(coach.id)


def test_a_client_is_a_client_unless_told_otherwise(coach: Actor) -> None:
    assert one(coach, "get_entity", p_entity_id=entity(coach))["entity"]["type"] == "CLIENT"
    group = entity(coach, "Tuesday", type="CLASS")
    assert one(coach, "get_entity", p_entity_id=group)["entity"]["type"] == "CLASS"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("type", "GROUP"),
        ("type", None),
        ("bench_1rm", -1),
        ("weight_kg", 0),
        ("mile_time", "7:30"),
        ("mile_time", 450),
        ("mile_time", "03:00:00"),
        ("mile_time", "00:00:00"),
        # to Postgres it is 0
        ("mile_time", "00:00:00.0000001"),
        ("age", 34.5),
        ("recovery_score", 101),
        ("height", 172),
    ],
)
def test_a_fault_of_a_client_is_named(coach: Actor, field: str, value: Any) -> None:
    with refused("PT422") as refusal:
        coach.call("create_entity", p_entity=Jsonb({"name": "Kim", field: value}))
    assert refusal.detail.startswith(field)
    client = entity(coach)
    with refused("PT422") as refusal:
        coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({field: value}))
    assert refusal.detail.startswith(field)


def test_a_whole_number_may_have_a_point(coach: Actor) -> None:
    made = one(coach, "create_entity", p_entity=Jsonb({"name": "Kim", "age": 34.0}))
    assert made["entity"]["age"] == 34


def test_the_same_id_again_is_the_same_client(coach: Actor) -> None:
    id = str(uuid4())
    assert entity(coach, id=id) == entity(coach, "Another", id=id) == id
    assert len(rows(coach, "coach_roster")) == 1


def test_an_id_of_another_coachs_client_is_taken(world: Database, coach: Actor) -> None:
    id, other = str(uuid4()), world.person()
    entity(other, id=id)
    with refused("PT409") as refusal:
        entity(coach, id=id)
    assert refusal.detail == f"id = {id}"
    assert one(other, "get_entity", p_entity_id=id)["entity"]["name"] == "Kim"


def test_what_is_not_named_stays_and_null_makes_it_unknown(coach: Actor) -> None:
    client = one(coach, "create_entity", p_entity=Jsonb(WHOLE))["entity"]["id"]
    changes = Jsonb({"age": 35, "gender": None})
    changed = one(coach, "update_entity", p_entity_id=client, p_changes=changes)["entity"]
    assert {name: changed[name] for name in WHOLE} == WHOLE | {"age": 35, "gender": None}


def test_a_deleted_client_comes_back_with_all_it_had(coach: Actor) -> None:
    client = entity(coach)
    made = program(coach, client)
    coach.call("delete_entity", p_entity_id=client)
    for function, name in [("get_entity", "p_entity_id"), ("get_program", "p_program_id")]:
        with refused("PT404"):
            coach.call(
                function, **{name: client if name == "p_entity_id" else made["program"]["id"]}
            )
    assert rows(coach, "coach_roster") == rows(coach, "list_programs") == []
    coach.call("restore_entity", p_entity_id=client)
    assert one(coach, "get_program", p_program_id=made["program"]["id"])["workouts"]


def history(coach: Actor, client: str, metric: str) -> list[Any]:
    """A number's values, oldest first, of the days that have one."""
    metrics = one(coach, "get_entity", p_entity_id=client)["metrics"]
    return [it[metric] for it in reversed(metrics) if it[metric] is not None]


def test_a_number_that_changes_goes_into_the_history(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100, weight_kg=70)
    coach.call(
        "record_entity_metrics",
        p_entity_id=client,
        p_metrics=Jsonb({"squat_1rm": 90}),
        p_measured_on=date(2026, 1, 5),
    )
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": 105}))
    # one row a day: what was typed last
    assert history(coach, client, "squat_1rm") == [90, 105]
    assert history(coach, client, "weight_kg") == [70]


def test_what_is_entered_late_does_not_become_current(coach: Actor) -> None:
    client = entity(coach)
    for day, squat in [(10, 100), (20, 110), (15, 105), (1, 95)]:
        coach.call(
            "record_entity_metrics",
            p_entity_id=client,
            p_metrics=Jsonb({"squat_1rm": squat, "mile_time": f"00:0{day % 9}:30"}),
            p_measured_on=date(2026, 1, day),
        )
    current = one(coach, "get_entity", p_entity_id=client)["entity"]
    assert (current["squat_1rm"], current["mile_time"]) == (110, "00:02:30")
    assert history(coach, client, "squat_1rm") == [95, 100, 105, 110]


def test_only_the_numbers_that_are_given_become_current(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100)
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": None}))
    metrics = Jsonb({"bench_1rm": 60})
    now = one(coach, "record_entity_metrics", p_entity_id=client, p_metrics=metrics)["entity"]
    assert (now["bench_1rm"], now["squat_1rm"]) == (60, None)


def test_nothing_is_measured_in_days_to_come(coach: Actor) -> None:
    client, metrics = entity(coach), Jsonb({"bench_1rm": 60})
    with refused("PT422") as refusal:
        coach.call(
            "record_entity_metrics",
            p_entity_id=client,
            p_metrics=metrics,
            p_measured_on=datetime.now(UTC).date() + timedelta(days=2),
        )
    assert refusal.detail.startswith("p_measured_on")
    with refused("42501"):
        coach.execute(
            "insert into entity_metrics (entity_id, measured_on, bench_1rm)"
            " values (%s, '2030-01-01', 90)",
            (client,),
        )


def test_an_app_that_writes_the_table_gets_the_history_too(coach: Actor) -> None:
    coach.execute("insert into entities (name, bench_1rm) values ('Kim', 60)")
    client = str(coach.execute("update entities set bench_1rm = 62 returning id")[0]["id"])
    assert history(coach, client, "bench_1rm") == [62]
    assert coach.execute("select measured_on = current_date as it from entity_metrics")


@pytest.mark.parametrize("numbers", [{}, {"bench_1rm": None}])
def test_a_day_on_which_nothing_was_measured_is_not_kept(
    coach: Actor, numbers: dict[str, None]
) -> None:
    given = {"p_entity_id": entity(coach, bench_1rm=80), "p_measured_on": date(2026, 1, 5)}
    detail = one(coach, "record_entity_metrics", **given, p_metrics=Jsonb(numbers))
    assert detail["entity"]["bench_1rm"] == 80
    assert [it["bench_1rm"] for it in detail["metrics"]] == [80]


def test_a_number_that_stays_leaves_no_trace(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100)
    before = one(coach, "get_entity", p_entity_id=client)["metrics"]
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"name": "Kim B."}))
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": 100}))
    assert one(coach, "get_entity", p_entity_id=client)["metrics"] == before

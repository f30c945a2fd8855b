"""Records: what they are, and that they go where they belong."""

import json
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenes import (
    MONDAY,
    document,
    exercise,
    holders,
    log,
    one,
    pull_up,
    records,
    refused,
    rows,
    sets_of,
    start,
    trained,
)
from support import Actor, Database


def weigh(person: Actor, kg: Any, day: int = 0) -> None:
    person.call(
        "record_body_measurement",
        p_weight=Decimal(str(kg)),
        p_measured_on=(MONDAY + timedelta(days=day)).date(),
    )


# Estimates


@pytest.mark.parametrize(
    ("formula", "at_five"),
    [
        ("epley", "116.667"),
        ("brzycki", "112.500"),
        ("lombardi", "117.462"),
        ("oconner", "112.500"),
        ("wathan", "116.583"),
    ],
)
def test_a_hundred_for_five_is_estimated_as_published(
    ann: Actor, formula: str, at_five: str
) -> None:
    assert one(ann, "e1rm", p_load_kg=100, p_reps=5, p_formula=formula) == Decimal(at_five)


def test_epley_is_the_default_and_exact_at_one(ann: Actor) -> None:
    assert one(ann, "e1rm", p_load_kg=100, p_reps=5) == Decimal("116.667")
    assert one(ann, "e1rm", p_load_kg=Decimal("102.5"), p_reps=1) == Decimal("102.5")


@pytest.mark.parametrize(
    ("formula", "last"),
    [("epley", 12), ("brzycki", 9), ("lombardi", 12), ("oconner", 12), ("wathan", 12)],
)
def test_an_equation_holds_up_to_its_bound(ann: Actor, formula: str, last: int) -> None:
    got = [
        one(ann, "e1rm", p_load_kg=100, p_reps=reps, p_formula=formula) for reps in range(-1, 41)
    ]
    valid = range(1, last + 1)
    assert [number is not None for number in got] == [reps in valid for reps in range(-1, 41)]
    estimates = [number for number in got if number is not None]
    assert estimates == sorted(estimates)


@pytest.mark.parametrize(("load", "reps"), [(None, 5), (100, None), (-1, 5), (Decimal("NaN"), 5)])
def test_what_no_load_is_has_no_estimate(ann: Actor, load: Any, reps: int | None) -> None:
    for formula in ("epley", "brzycki", "lombardi", "oconner", "wathan"):
        assert one(ann, "e1rm", p_load_kg=load, p_reps=reps, p_formula=formula) is None


# What a set breaks


def test_a_set_comes_back_with_the_records_it_broke(ann: Actor, lift: str) -> None:
    workout = start(ann)
    first = log(ann, workout, lift, 5, 100)
    broken = {it["record_type"]: it for it in first["records"]}
    assert {name: it["value"] for name, it in broken.items()} == {
        "1rm": Decimal("116.667"),
        "set_volume": 500,
        "total_volume": 500,
        "max_weight": 100,
        "max_reps": 5,
    }
    assert {it["previous_value"] for it in broken.values()} == {None}
    assert {name: it["unit"] for name, it in broken.items()} == {
        "1rm": "kg",
        "set_volume": "kg",
        "total_volume": "kg",
        "max_weight": "kg",
        "max_reps": "reps",
    }
    second = log(ann, workout, lift, 3, 110)
    broken = {it["record_type"]: it for it in second["records"]}
    assert {name: (it["value"], it["previous_value"]) for name, it in broken.items()} == {
        "1rm": (Decimal("121.000"), Decimal("116.667")),
        "max_weight": (110, 100),
        "total_volume": (830, None),
    }


def test_a_set_sent_again_says_again_what_it_broke(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100))
    workout, id = start(ann, MONDAY + timedelta(days=1)), str(uuid4())
    first = log(ann, workout, lift, 5, 110, p_id=id)
    assert {it["previous_value"] for it in first["records"]} == {Decimal("116.667"), 500, 100}
    assert log(ann, workout, lift, 5, 110, p_id=id) == first


def test_a_set_that_beats_nothing_breaks_nothing(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100), (5, 100))
    assert log(ann, start(ann, MONDAY + timedelta(days=1)), lift, 3, 80)["records"] == []


def test_a_tie_keeps_the_first(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100))
    held = holders(ann, lift)
    assert log(ann, start(ann, MONDAY + timedelta(days=1)), lift, 5, 100)["records"] == []
    assert holders(ann, lift) == held


def test_a_tie_entered_late_but_done_before_takes_the_record(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100), day=2)
    before = trained(ann, lift, (5, 100), day=0)
    assert set(holders(ann, lift).values()) == {sets_of(ann, before)[0]["id"]}


def test_the_same_moment_is_ordered_by_block_and_set(ann: Actor, lift: str) -> None:
    """An import knows no more than when the workout began."""
    same = {"reps": 5, "weight": 100}
    blocks = [{"exercise_id": lift, "sets": [same, same]}, {"exercise_id": lift, "sets": [same]}]
    ann.call("log_workout", p_workout=document(exercises=blocks))
    (workout,) = rows(ann, "workout_history")
    sets = sets_of(ann, workout["session_id"])
    held = holders(ann, lift)
    assert held["max_weight"] == sets[0]["id"]
    assert held["total_volume"] == sets[2]["id"]


@pytest.mark.parametrize("set_type", ["warmup", "working", "drop", "failure"])
def test_a_warm_up_is_never_a_record(ann: Actor, lift: str, set_type: str) -> None:
    logged = log(ann, start(ann), lift, 5, 100, p_set_type=set_type)
    assert bool(logged["records"]) == bool(records(ann, lift)) == (set_type != "warmup")


def test_a_failed_attempt_is_no_record(ann: Actor, lift: str) -> None:
    log(ann, start(ann), lift, 0, 200)
    assert records(ann, lift) == {}


def test_more_than_twelve_repetitions_give_no_estimate(ann: Actor, lift: str) -> None:
    log(ann, start(ann), lift, 37, 60)
    assert records(ann, lift) == {
        "set_volume": 2220,
        "total_volume": 2220,
        "max_weight": 60,
        "max_reps": 37,
    }


def test_pounds_and_kilograms_are_compared_as_kilograms(ann: Actor, lift: str) -> None:
    workout = start(ann)
    log(ann, workout, lift, 1, 100, p_weight_unit="kg")
    assert records(ann, lift)["max_weight"] == 100
    log(ann, workout, lift, 1, 220, p_weight_unit="lb")
    assert records(ann, lift)["max_weight"] == 100
    log(ann, workout, lift, 1, 221, p_weight_unit="lb")
    assert records(ann, lift)["max_weight"] == Decimal("100.244")
    assert records(ann, lift)["total_volume"] == Decimal("300.034")


# What the numbers mean


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "weight_reps",
            {"1rm", "set_volume", "total_volume", "max_weight", "max_reps"},
        ),
        (
            "bodyweight_reps",
            {"1rm", "set_volume", "total_volume", "max_weight", "max_reps"},
        ),
        ("assisted_reps", {"set_volume", "total_volume", "max_weight", "max_reps"}),
        ("reps", {"max_reps"}),
        ("duration", {"longest_duration"}),
        ("weight_duration", {"max_weight", "longest_duration"}),
        ("distance_duration", {"longest_duration", "farthest_distance"}),
        ("weight_distance", {"max_weight", "farthest_distance"}),
    ],
)
def test_each_load_kind_has_its_records(ann: Actor, kind: str, expected: set[str]) -> None:
    share = Decimal(1) if kind in ("bodyweight_reps", "assisted_reps") else None
    lift = exercise(ann, p_load_kind=kind, p_bodyweight_share=share)
    weigh(ann, 80)
    everything = {"p_duration_seconds": 60, "p_distance_m": 400}
    log(ann, start(ann), lift, 5, 20, **everything)
    assert set(records(ann, lift)) == expected


LIFTED = [(1, 150, {}), (13, 20, {}), (10, 60, {})]
HELD = [(None, 60, {"p_duration_seconds": 30})]
RUN = [(None, None, {"p_duration_seconds": 600, "p_distance_m": 2000})]
CARRIED = [(None, 60, {"p_distance_m": 40})]


@pytest.mark.parametrize(
    ("kind", "before", "then", "broken"),
    [
        ("weight_reps", LIFTED, [(3, 138, {})], {"1rm"}),
        ("weight_reps", LIFTED, [(8, 80, {})], {"set_volume"}),
        ("weight_reps", LIFTED, [(9, 60, {}), (9, 60, {})], {"total_volume"}),
        ("weight_reps", LIFTED, [(13, 151, {})], {"max_weight", "set_volume", "total_volume"}),
        ("weight_reps", LIFTED, [(14, 10, {})], {"max_reps"}),
        ("reps", [(10, None, {})], [(11, None, {})], {"max_reps"}),
        ("duration", HELD, [(None, None, {"p_duration_seconds": 31})], {"longest_duration"}),
        ("weight_duration", HELD, [(None, 61, {"p_duration_seconds": 20})], {"max_weight"}),
        ("weight_duration", HELD, [(None, 50, {"p_duration_seconds": 31})], {"longest_duration"}),
        (
            "distance_duration",
            RUN,
            [(None, None, {"p_duration_seconds": 601})],
            {"longest_duration"},
        ),
        ("distance_duration", RUN, [(None, None, {"p_distance_m": 2001})], {"farthest_distance"}),
        ("weight_distance", CARRIED, [(None, 61, {"p_distance_m": 39})], {"max_weight"}),
        ("weight_distance", CARRIED, [(None, 59, {"p_distance_m": 41})], {"farthest_distance"}),
    ],
)
def test_each_kind_of_record_is_broken_by_itself(
    ann: Actor, kind: str, before: list[Any], then: list[Any], broken: set[str]
) -> None:
    lift = exercise(ann, p_load_kind=kind)
    for day, sets in enumerate((before, then)):
        workout = start(ann, MONDAY + timedelta(days=day))
        for minute, (reps, weight, more) in enumerate(sets):
            at = MONDAY + timedelta(days=day, minutes=minute)
            last = log(ann, workout, lift, reps, weight, p_performed_at=at, **more)
    assert {it["record_type"] for it in last["records"]} == broken
    assert {kind for kind, held in holders(ann, lift).items() if held == last["id"]} == broken


def test_the_body_is_part_of_the_load(ann: Actor) -> None:
    push_up, dip = pull_up(ann, share="0.69"), pull_up(ann, "assisted_reps")
    weigh(ann, 80)
    workout = start(ann)
    log(ann, workout, push_up, 10, 10)
    log(ann, workout, dip, 5, 30)
    assert records(ann, push_up)["max_weight"] == Decimal("65.2")
    assert records(ann, dip)["max_weight"] == 50
    assert "1rm" not in records(ann, dip)


def test_a_pull_up_needs_no_added_weight(ann: Actor) -> None:
    lift = pull_up(ann)
    weigh(ann, 80)
    log(ann, start(ann), lift, 5)
    assert records(ann, lift)["set_volume"] == 400


def test_more_help_than_weight_is_no_load(ann: Actor) -> None:
    lift = pull_up(ann, "assisted_reps")
    weigh(ann, 80)
    log(ann, start(ann), lift, 5, 90)
    assert records(ann, lift) == {"max_reps": 5}


def test_without_a_body_weight_the_load_is_not_known(ann: Actor) -> None:
    lift = pull_up(ann)
    log(ann, start(ann), lift, 5, 20)
    assert records(ann, lift) == {"max_reps": 5}
    weigh(ann, 80, day=1)
    assert records(ann, lift) == {"max_reps": 5}
    weigh(ann, 70, day=-5)
    assert records(ann, lift)["max_weight"] == 90


def test_the_body_weight_is_the_newest_on_or_before_the_day(ann: Actor) -> None:
    lift = pull_up(ann)
    for day, kg in ((-3, 70), (0, 80), (1, 200)):
        weigh(ann, kg, day)
    trained(ann, lift, (5, 0), day=0)
    assert records(ann, lift)["max_weight"] == 80
    trained(ann, lift, (5, 0), day=-1)
    assert records(ann, lift)["max_weight"] == 80
    trained(ann, lift, (5, 0), day=4)
    assert records(ann, lift)["max_weight"] == 200


def test_the_day_decides_which_body_weight_counts(world: Database) -> None:
    """Monday evening in UTC is Tuesday in Auckland."""
    ann = world.person(timezone="Pacific/Auckland")
    lift = pull_up(ann)
    weigh(ann, 80, day=0)
    weigh(ann, 90, day=1)
    workout = trained(ann, lift, (5, 0))
    assert records(ann, lift)["max_weight"] == 90
    ann.call("update_workout", p_session_id=workout, p_timezone="Pacific/Honolulu")
    assert records(ann, lift)["max_weight"] == 80


def test_other_numbers_mean_other_records(ann: Actor, lift: str) -> None:
    log(ann, start(ann), lift, 5, 20)
    weigh(ann, 80)
    ann.call(
        "update_exercise", p_exercise_id=lift, p_load_kind="bodyweight_reps", p_bodyweight_share=1
    )
    assert records(ann, lift)["max_weight"] == 100
    ann.call("update_exercise", p_exercise_id=lift, p_load_kind="reps")
    assert records(ann, lift) == {"max_reps": 5}


# Records go where they belong


def test_a_deleted_set_gives_the_record_back(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100))
    held, were = holders(ann, lift), records(ann, lift)
    best = log(ann, start(ann, MONDAY + timedelta(days=1)), lift, 5, 120)
    assert set(holders(ann, lift).values()) >= {best["id"]}
    ann.call("delete_set", p_set_id=best["id"])
    assert (holders(ann, lift), records(ann, lift)) == (held, were)


def test_the_last_set_takes_its_records_along(ann: Actor, lift: str) -> None:
    it = log(ann, start(ann), lift, 5, 100)
    ann.call("delete_set", p_set_id=it["id"])
    assert records(ann, lift) == {}


def test_an_edited_set_moves_its_records(ann: Actor, lift: str) -> None:
    workout = start(ann)
    first, second = log(ann, workout, lift, 5, 100), log(ann, workout, lift, 5, 110)
    edited = one(ann, "edit_set", p_set_id=second["id"], p_weight=90)
    assert "max_weight" not in {it["record_type"] for it in edited["records"]}
    assert holders(ann, lift)["max_weight"] == first["id"]
    edited = one(ann, "edit_set", p_set_id=second["id"], p_weight=130)
    assert {it["record_type"]: it["previous_value"] for it in edited["records"]} == {
        "1rm": Decimal("116.667"),
        "set_volume": 500,
        "max_weight": 100,
        "total_volume": None,
    }


def test_becoming_a_warm_up_gives_the_record_back(ann: Actor, lift: str) -> None:
    it = log(ann, start(ann), lift, 5, 100)
    ann.call("edit_set", p_set_id=it["id"], p_set_type="warmup")
    assert records(ann, lift) == {}


def test_a_deleted_workout_gives_its_records_back_and_restored_takes_them(
    ann: Actor, lift: str
) -> None:
    trained(ann, lift, (5, 100))
    were = records(ann, lift)
    best = trained(ann, lift, (5, 120), day=1)
    held = records(ann, lift)
    ann.call("delete_workout", p_session_id=best)
    assert records(ann, lift) == were
    ann.call("restore_workout", p_session_id=best)
    assert records(ann, lift) == held


def test_backdating_changes_what_was_first(ann: Actor, lift: str) -> None:
    first = trained(ann, lift, (5, 100), day=0)
    second = trained(ann, lift, (5, 100), day=1)
    ann.call("update_workout", p_session_id=second, p_started_at=MONDAY - timedelta(days=9))
    assert holders(ann, lift)["max_weight"] == sets_of(ann, second)[0]["id"]
    assert first


def test_a_block_moved_to_another_workout_takes_its_volume_along(
    world: Database, ann: Actor, lift: str
) -> None:
    """Nobody may but the owner of the database; the records follow all the same."""
    one_workout, other = trained(ann, lift, (5, 100)), trained(ann, lift, (5, 90), day=1)
    block = one(ann, "get_workout", p_session_id=one_workout)["exercises"][0]["id"]
    world.owner.execute(
        "update workout_session_exercises set session_id = %s, order_index = 7"
        " where user_id = %s and id = %s",
        (other, ann.id, block),
    )
    assert records(ann, lift)["total_volume"] == 950


def test_the_workout_says_which_records_it_broke(ann: Actor, lift: str) -> None:
    trained(ann, lift, (5, 100))
    workout = start(ann, MONDAY + timedelta(days=1))
    log(ann, workout, lift, 5, 105, p_performed_at=MONDAY + timedelta(days=1))
    summary = one(ann, "finish_workout", p_session_id=workout)
    assert {
        it["record_type"]: (it["previous_value"], it["value"]) for it in summary["records"]
    } == {
        "1rm": (Decimal("116.667"), Decimal("122.500")),
        "set_volume": (500, 525),
        "total_volume": (500, 525),
        "max_weight": (100, 105),
    }


def test_the_history_tells_what_was_a_record_in_its_day(ann: Actor, lift: str) -> None:
    for day, kg in enumerate((100, 90, 110, 110, 120)):
        trained(ann, lift, (1, kg), day=day)
    told = [
        (it["value"], it["previous_value"], it["local_date"])
        for it in rows(ann, "get_record_history", p_exercise_id=lift)
        if it["record_type"] == "max_weight"
    ]
    assert told == [
        (100, None, "2026-03-02"),
        (110, 100, "2026-03-04"),
        (120, 110, "2026-03-06"),
    ]


def test_nobody_writes_a_record(ann: Actor, lift: str) -> None:
    log(ann, start(ann), lift, 5, 100)
    for query in (
        "update personal_records set value = 999",
        "delete from personal_records",
        "insert into personal_records (user_id) values (auth.uid())",
    ):
        with refused("42501"):
            ann.execute(query)


def test_nobody_keeps_a_set_from_being_looked_at(ann: Actor, lift: str) -> None:
    """log_set() looks for itself, and tells the trigger so; from anyone else that is no news."""
    by_hand = (
        "insert into workout_sets (user_id, session_exercise_id, set_number, reps, weight)"
        " values (%s, %s, %s, 5, %s)"
    )
    block = log(ann, start(ann), lift, 5, 100)["session_exercise_id"]
    with ann.transaction() as connection:
        connection.execute(
            "select set_config('workoutdb.raises_records', pg_current_xact_id()::text, true)"
        )
        connection.execute(by_hand, (ann.id, block, 2, 120))
    assert records(ann, lift)["max_weight"] == 120


def test_what_one_transaction_looked_at_is_looked_at_in_the_next(ann: Actor, lift: str) -> None:
    """A setting that is left on a connection says nothing to whoever has it next."""
    block = log(ann, start(ann), lift, 5, 100)["session_exercise_id"]
    with ann.database.connect(autocommit=True) as owner:
        owner.execute(
            "select set_config('workoutdb.raises_records', pg_current_xact_id()::text, false)"
        )
        owner.execute(
            "insert into workout_sets (user_id, session_exercise_id, set_number, reps, weight)"
            " values (%s, %s, 2, 5, 120)",
            (ann.id, block),
        )
    assert records(ann, lift)["max_weight"] == 120


def test_after_a_set_was_logged_the_trigger_looks_again(ann: Actor, lift: str) -> None:
    """Also in the same transaction, and for the owner, whom no policy binds."""
    workout = start(ann)
    with ann.database.owner.transaction():
        owner = ann.database.owner
        owner.execute(
            "select set_config('request.jwt.claims', %s, true)", (json.dumps(ann.claims),)
        )
        block = owner.execute(
            "select session_exercise_id as it from log_set(p_session_id => %s, p_exercise_id => %s,"
            " p_reps => 5, p_weight => 100)",
            (workout, lift),
        ).fetchone()
        assert block
        owner.execute(
            "insert into workout_sets (user_id, session_exercise_id, set_number, reps, weight)"
            " values (%s, %s, 2, 5, 120)",
            (ann.id, block["it"]),
        )
    assert records(ann, lift)["max_weight"] == 120


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(load=st.decimals("0", "9999.999", places=3), reps=st.integers(1, 12))
def test_the_quick_look_at_an_estimate_never_misses_one(
    world: Database, load: Decimal, reps: int
) -> None:
    """log_set() compares with load * (30 + reps) / 30 before anyone asks e1rm()."""
    row = world.owner.execute("select e1rm(%s, %s) as it", (load, reps)).fetchone()
    # to the gram, as a record is kept
    ceiling = (load * (30 + reps) / 30).quantize(Decimal("0.001"), ROUND_CEILING)
    assert row
    assert row["it"] <= ceiling


def test_a_name_in_no_catalogue_has_no_records(ann: Actor) -> None:
    made = [{"exercise_name": "Stone of my own", "sets": [{"reps": 5, "weight": 100}]}]
    summary = one(ann, "log_workout", p_workout=document(exercises=made))
    assert summary["records"] == []
    assert summary["workout"]["set_count"] == 1
    assert rows(ann, "get_records") == []


def test_ten_thousand_rows_by_hand_are_one_statement(ann: Actor, lift: str) -> None:
    block = log(ann, start(ann), lift, 1, 1)["session_exercise_id"]
    ann.execute(
        "insert into workout_sets (user_id, session_exercise_id, set_number, reps, weight)"
        " select %s, %s, 1 + n, 1 + n %% 9, n %% 201 from generate_series(1, 9998) as n",
        (ann.id, block),
    )
    assert records(ann, lift)["max_weight"] == 200

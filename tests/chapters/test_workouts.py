"""Workouts: begun, logged, corrected, finished, taken away and brought back."""

import copy
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb
from scenes import (
    MONDAY,
    document,
    exercise,
    fingerprint,
    instant,
    log,
    one,
    records,
    refused,
    rows,
    sets_of,
    start,
    trained,
)
from support import Actor, Database

# Beginning


def test_a_workout_begins_now_in_the_persons_zone(world: Database) -> None:
    ann = world.person(timezone="Asia/Tokyo")
    workout = one(ann, "start_workout", p_name="Legs")["workout"]
    assert (workout["status"], workout["timezone"]) == ("in_progress", "Asia/Tokyo")
    row = world.owner.execute("select now() - %s::timestamptz as it", (workout["started_at"],))
    assert next(iter(row))["it"] < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("began", "zone", "day"),
    [
        ("2026-03-02T10:59:59Z", "Pacific/Auckland", "2026-03-02"),
        ("2026-03-02T11:00:00Z", "Pacific/Auckland", "2026-03-03"),
        ("2026-03-02T09:59:59Z", "Pacific/Honolulu", "2026-03-01"),
        ("2026-03-02T10:00:00Z", "Pacific/Honolulu", "2026-03-02"),
        # Auckland leaves summer time on 5 April 2026 at 03:00: the same clock hour comes twice
        ("2026-04-04T13:30:00Z", "Pacific/Auckland", "2026-04-05"),
        ("2026-04-04T10:59:59Z", "Pacific/Auckland", "2026-04-04"),
        ("2026-04-05T11:59:59Z", "Pacific/Auckland", "2026-04-05"),
        ("2026-04-05T12:00:00Z", "Pacific/Auckland", "2026-04-06"),
        # Paris: midnight is 23:00 UTC in winter, 22:00 in summer
        ("2026-03-28T22:59:59Z", "Europe/Paris", "2026-03-28"),
        ("2026-03-28T23:00:00Z", "Europe/Paris", "2026-03-29"),
        ("2026-03-29T21:59:59Z", "Europe/Paris", "2026-03-29"),
        ("2026-03-29T22:00:00Z", "Europe/Paris", "2026-03-30"),
        # Samoa had no 30 December 2011
        ("2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"),
        ("2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"),
    ],
)
def test_the_day_is_the_persons_own(ann: Actor, began: str, zone: str, day: str) -> None:
    begun = one(ann, "start_workout", p_started_at=instant(began), p_timezone=zone)["workout"]
    assert begun["local_date"] == day
    ann.call("update_me", p_timezone="UTC")
    assert one(ann, "get_workout", p_session_id=begun["id"])["workout"]["local_date"] == day


def test_an_unknown_zone_is_refused(ann: Actor) -> None:
    with refused("PT422") as refusal:
        ann.call("start_workout", p_timezone="Mars/Olympus")
    assert refusal.detail == "p_timezone = Mars/Olympus"


def test_an_unknown_zone_does_not_get_in_by_hand(ann: Actor) -> None:
    with pytest.raises(psycopg.Error) as error:
        ann.execute(
            "insert into workout_sessions (user_id, timezone) values (%s, 'Mars/Olympus')",
            (ann.id,),
        )
    assert error.value.sqlstate in ("22023", "23514")


def test_a_workout_sent_twice_is_there_once(ann: Actor) -> None:
    id = str(uuid4())
    first = one(ann, "start_workout", p_id=id, p_name="Legs")
    assert one(ann, "start_workout", p_id=id, p_name="Arms") == first


# Blocks


def test_a_block_comes_at_the_end(ann: Actor, lift: str) -> None:
    workout = start(ann)
    for place in range(3):
        block = one(ann, "add_workout_exercise", p_session_id=workout, p_exercise_id=lift)
        assert block["order_index"] == place


def test_a_block_sent_twice_is_there_once(ann: Actor, lift: str) -> None:
    workout, id = start(ann), str(uuid4())
    blocks = [
        one(ann, "add_workout_exercise", p_session_id=workout, p_exercise_id=lift, p_id=id)
        for _ in range(2)
    ]
    assert blocks[0] == blocks[1]


def test_a_set_goes_to_the_newest_block_of_its_exercise(ann: Actor, lift: str) -> None:
    workout = start(ann)
    first = log(ann, workout, lift)
    again = one(ann, "add_workout_exercise", p_session_id=workout, p_exercise_id=lift)
    log(ann, workout, exercise(ann))
    second = log(ann, workout, lift)
    assert second["session_exercise_id"] == again["id"] != first["session_exercise_id"]
    assert (first["set_number"], second["set_number"]) == (1, 1)


def test_a_block_given_by_its_id_gets_the_set(ann: Actor, lift: str) -> None:
    workout = start(ann)
    block = log(ann, workout, lift)["session_exercise_id"]
    one(ann, "add_workout_exercise", p_session_id=workout, p_exercise_id=lift)
    logged = one(ann, "log_set", p_session_id=workout, p_session_exercise_id=block, p_reps=5)
    assert (logged["session_exercise_id"], logged["set_number"]) == (block, 2)


def test_a_block_of_another_workout_is_not_found(ann: Actor, lift: str) -> None:
    block = log(ann, start(ann), lift)["session_exercise_id"]
    with refused("PT404") as refusal:
        ann.call("log_set", p_session_id=start(ann), p_session_exercise_id=block, p_reps=5)
    assert refusal.detail == f"p_session_exercise_id = {block}"


@pytest.mark.parametrize("id", [None, "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_exercise_is_not_found(ann: Actor, id: Any) -> None:
    workout = start(ann)
    # a set may name its block instead: none is no unknown one
    refusals = {"log_set": "PT404" if id else "PT422", "add_workout_exercise": "PT404"}
    for function, code in refusals.items():
        reps = {"p_reps": 5} if function == "log_set" else {}
        with refused(code) as refusal:
            ann.call(function, p_session_id=workout, p_exercise_id=id, **reps)
        assert refusal.detail == f"p_exercise_id = {id or 'null'}"
    assert one(ann, "get_workout", p_session_id=workout)["exercises"] == []


# Sets


def test_a_set_is_kept_as_typed(ann: Actor, lift: str) -> None:
    workout = start(ann)
    typed = {
        "reps": 8,
        "weight": Decimal("61.2"),
        "weight_unit": "kg",
        "rpe": Decimal("8.5"),
        "rir": 2,
        "set_type": "failure",
        "duration_seconds": Decimal("40.25"),
        "distance_m": Decimal("12.5"),
        "rest_time_seconds": 120,
        "notes": "slowly",
    }
    logged = one(
        ann,
        "log_set",
        p_session_id=workout,
        p_exercise_id=lift,
        p_performed_at=MONDAY,
        **{f"p_{name}": value for name, value in typed.items()},
    )
    assert {name: logged[name] for name in typed} == typed
    assert instant(logged["performed_at"]) == MONDAY
    (stored,) = sets_of(ann, workout)
    assert {name: stored[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("weight", "unit", "kg"),
    [
        ("225", "lb", "102.058"),
        ("45", "lb", "20.412"),
        ("0.001", "lb", "0.000"),
        ("2.205", "lb", "1.000"),
        ("9999.999", "lb", "4535.923"),
        ("61.2", "kg", "61.200"),
        ("0", "kg", "0.000"),
    ],
)
def test_a_pound_is_045359237_kg(ann: Actor, lift: str, weight: str, unit: str, kg: str) -> None:
    logged = log(ann, start(ann), lift, 5, weight, p_weight_unit=unit)
    assert (logged["weight"], logged["weight_unit"]) == (Decimal(weight), unit)
    assert logged["weight_kg"] == Decimal(kg)


def test_a_weight_is_in_the_persons_unit_unless_told_otherwise(world: Database) -> None:
    for system, unit in (("imperial", "lb"), ("metric", "kg")):
        ann = world.person(unit_system=system)
        lift, workout = exercise(ann), start(ann)
        assert log(ann, workout, lift, 5, 100)["weight_unit"] == unit
        assert log(ann, workout, lift, 5, 100, p_weight_unit="kg")["weight_unit"] == "kg"
        ann.call("log_workout", p_workout=document(id=(id := str(uuid4()))))
        assert sets_of(ann, id)[0]["weight_unit"] == unit


BAD_SETS = [
    ("p_reps", -5),
    ("p_reps", 10_000),
    ("p_weight", Decimal("NaN")),
    ("p_weight", Decimal("Infinity")),
    ("p_weight", Decimal("-0.001")),
    ("p_weight", Decimal(10_000)),
    ("p_rpe", 11),
    ("p_rpe", Decimal("0.5")),
    ("p_rpe", Decimal("8.25")),
    ("p_rpe", Decimal("NaN")),
    ("p_rir", -1),
    ("p_rir", 21),
    ("p_duration_seconds", Decimal("-1")),
    ("p_duration_seconds", Decimal("NaN")),
    ("p_duration_seconds", 1_000_001),
    ("p_distance_m", Decimal("NaN")),
    ("p_distance_m", 10_000_000),
    ("p_rest_time_seconds", -1),
    ("p_rest_time_seconds", 86_401),
]


@pytest.mark.parametrize(("name", "value"), BAD_SETS)
def test_no_set_can_be_like_this(
    world: Database, ann: Actor, lift: str, name: str, value: Any
) -> None:
    workout = start(ann)
    it = log(ann, workout, lift, 5, 100)
    before = fingerprint(world)
    with refused("PT422") as refusal:
        arguments = {"p_session_id": workout, "p_exercise_id": lift, "p_reps": 5}
        ann.call("log_set", **arguments | {name: value})
    assert refusal.detail.startswith(f"{name} = {value}: expected ")
    assert len(refusal.detail.splitlines()) == 1
    with refused("PT422"):
        ann.call("edit_set", p_set_id=it["id"], **{name: value})
    assert fingerprint(world) == before


def test_every_bad_value_of_a_set_is_named(ann: Actor, lift: str) -> None:
    with refused("PT422") as refusal:
        log(ann, start(ann), lift, -1, -1, p_rpe=11)
    assert [line.split(" ")[0] for line in refusal.detail.splitlines()] == [
        "p_reps",
        "p_weight",
        "p_rpe",
    ]


def test_a_set_has_repetitions_a_duration_or_a_distance(ann: Actor, lift: str) -> None:
    workout = start(ann)
    with refused("PT422") as refusal:
        log(ann, workout, lift, None, 100)
    assert "p_reps" in refusal.detail
    for more in ({"p_reps": 0}, {"p_duration_seconds": 30}, {"p_distance_m": 100}):
        assert one(ann, "log_set", p_session_id=workout, p_exercise_id=lift, **more)


def test_a_set_sent_twice_is_there_once(ann: Actor, lift: str) -> None:
    workout, id = start(ann), str(uuid4())
    first = log(ann, workout, lift, 5, 100, p_id=id)
    assert log(ann, workout, lift, 5, 100, p_id=id) == first
    assert len(sets_of(ann, workout)) == 1


def test_a_set_sent_again_after_the_end_is_still_the_same(ann: Actor, lift: str) -> None:
    workout, id = start(ann), str(uuid4())
    first = log(ann, workout, lift, 5, 100, p_id=id)
    ann.call("finish_workout", p_session_id=workout)
    assert log(ann, workout, lift, 5, 100, p_id=id) == first


def test_what_is_not_given_of_a_set_stays(ann: Actor, lift: str) -> None:
    it = log(ann, start(ann), lift, 5, 100, p_rpe=8, p_notes="well")
    edited = one(ann, "edit_set", p_set_id=it["id"], p_reps=6)
    assert (edited["reps"], edited["weight"], edited["rpe"]) == (6, 100, 8)
    cleared = one(ann, "edit_set", p_set_id=it["id"], p_clear=["rpe", "notes"])
    assert (cleared["reps"], cleared["rpe"], cleared["notes"]) == (6, None, None)


def test_only_what_may_be_unknown_is_cleared(ann: Actor, lift: str) -> None:
    it = log(ann, start(ann), lift)
    with refused("PT422") as refusal:
        ann.call("edit_set", p_set_id=it["id"], p_clear=["set_type"])
    assert "set_type" in refusal.detail
    assert "reps" in refusal.hint


def test_a_set_is_corrected_after_the_end(ann: Actor, lift: str) -> None:
    workout = trained(ann, lift, (5, 100))
    (it,) = sets_of(ann, workout)
    assert one(ann, "edit_set", p_set_id=it["id"], p_weight=90)["weight"] == 90
    assert records(ann, lift)["max_weight"] == 90


def test_sets_move_up_when_one_is_deleted(ann: Actor, lift: str) -> None:
    workout = start(ann)
    ids = [log(ann, workout, lift, reps)["id"] for reps in (1, 2, 3, 4)]
    ann.call("delete_set", p_set_id=ids[1])
    assert [(it["reps"], it["set_number"]) for it in sets_of(ann, workout)] == [
        (1, 1),
        (3, 2),
        (4, 3),
    ]
    assert log(ann, workout, lift)["set_number"] == 4


def test_a_deleted_set_is_not_found_again(ann: Actor, lift: str) -> None:
    it = log(ann, start(ann), lift)
    ann.call("delete_set", p_set_id=it["id"])
    for function in ("delete_set", "edit_set"):
        with refused("PT404") as refusal:
            ann.call(function, p_set_id=it["id"])
        assert refusal.detail == f"p_set_id = {it['id']}"


def test_the_sets_of_a_deleted_workout_are_left_alone(ann: Actor, lift: str) -> None:
    workout = start(ann)
    it = log(ann, workout, lift)
    ann.call("delete_workout", p_session_id=workout)
    for function in ("delete_set", "edit_set"):
        with refused("PT404"):
            ann.call(function, p_set_id=it["id"])


# The end


def test_a_workout_is_finished_once(ann: Actor, lift: str) -> None:
    workout = start(ann)
    log(ann, workout, lift, 5, 100)
    end = MONDAY + timedelta(minutes=50)
    first = one(ann, "finish_workout", p_session_id=workout, p_completed_at=end)
    assert first["workout"]["status"] == "completed"
    assert first["workout"]["duration_seconds"] == 3000
    assert one(ann, "finish_workout", p_session_id=workout) == first


def test_a_workout_does_not_end_before_it_starts(ann: Actor) -> None:
    workout, before = start(ann), MONDAY - timedelta(seconds=1)
    with refused("PT422") as refusal:
        ann.call("finish_workout", p_session_id=workout, p_completed_at=before)
    assert "p_completed_at" in refusal.detail
    with refused("PT422"):
        ann.call("update_workout", p_session_id=workout, p_completed_at=before)


def test_a_finished_workout_takes_no_sets_until_it_is_resumed(ann: Actor, lift: str) -> None:
    workout = trained(ann, lift, (5, 100))
    for function in ("log_set", "add_workout_exercise"):
        reps = {"p_reps": 5} if function == "log_set" else {}
        with refused("PT409") as refusal:
            ann.call(function, p_session_id=workout, p_exercise_id=lift, **reps)
        assert refusal.detail == "status = completed"
        assert "resume_workout" in refusal.hint
    resumed = one(ann, "resume_workout", p_session_id=workout)
    assert (resumed["status"], resumed["completed_at"]) == ("in_progress", None)
    assert log(ann, workout, lift)["set_number"] == 2


def test_the_sets_of_an_abandoned_workout_count_for_nothing(ann: Actor, lift: str) -> None:
    workout = start(ann)
    log(ann, workout, lift, 5, 100)
    assert one(ann, "abandon_workout", p_session_id=workout)["status"] == "abandoned"
    assert records(ann, lift) == {}
    summary = one(ann, "get_workout_summary", p_session_id=workout)
    assert (summary["workout"]["set_count"], summary["workout"]["volume_kg"]) == (0, 0)
    assert rows(ann, "exercise_history", p_exercise_id=lift) == []
    assert len(sets_of(ann, workout)) == 1
    with refused("PT409"):
        ann.call("finish_workout", p_session_id=workout)
    ann.call("resume_workout", p_session_id=workout)
    assert records(ann, lift)["max_weight"] == 100


def test_a_finished_workout_is_not_abandoned(ann: Actor, lift: str) -> None:
    workout = trained(ann, lift, (5, 100))
    with refused("PT409") as refusal:
        ann.call("abandon_workout", p_session_id=workout)
    assert refusal.detail == "status = completed"


def test_a_deleted_workout_is_seen_no_more_until_it_is_restored(ann: Actor, lift: str) -> None:
    workout = trained(ann, lift, (5, 100))
    before = one(ann, "get_workout", p_session_id=workout)
    held = records(ann, lift)
    ann.call("delete_workout", p_session_id=workout)
    for function in (
        "get_workout",
        "get_workout_summary",
        "delete_workout",
        "finish_workout",
        "update_workout",
    ):
        with refused("PT404") as refusal:
            ann.call(function, p_session_id=workout)
        assert refusal.detail == f"p_session_id = {workout}"
        assert "restore_workout" in refusal.hint
    assert rows(ann, "workout_history") == []
    assert records(ann, lift) == {}
    assert one(ann, "last_time", p_exercise_id=lift) in (
        None,
        dict.fromkeys(("session_id", "name", "started_at", "local_date", "sets")),
    )

    for _ in range(2):
        back = one(ann, "restore_workout", p_session_id=workout)
        assert back["sets"] == before["sets"]
    assert records(ann, lift) == held


def test_a_workout_moved_takes_its_sets_along(ann: Actor, lift: str) -> None:
    workout = trained(ann, lift, (5, 100), (5, 90))
    earlier = MONDAY - timedelta(days=3)
    moved = one(ann, "update_workout", p_session_id=workout, p_started_at=earlier, p_name="Moved")
    assert moved["workout"]["local_date"] == "2026-02-27"
    assert moved["workout"]["name"] == "Moved"
    assert [instant(it["performed_at"]) for it in moved["sets"]] == [
        earlier + timedelta(minutes=1),
        earlier + timedelta(minutes=2),
    ]


# A whole workout


def test_a_whole_workout_sent_twice_is_there_once(ann: Actor) -> None:
    whole = document(id=str(uuid4()))
    first = one(ann, "log_workout", p_workout=whole)
    assert one(ann, "log_workout", p_workout=whole) == first
    assert len(rows(ann, "workout_history")) == 1


def test_a_workout_from_an_unknown_template_is_not_found(world: Database, ann: Actor) -> None:
    before = fingerprint(world)
    with refused("PT404"):
        ann.call("log_workout", p_workout=document(template_id=str(uuid4())))
    assert fingerprint(world) == before


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026-01-31T10:00:00",
        "today Z",
        "tomorrow 10:00 Z",
        "01/02/2026 10:00Z",
        "infinity",
        "2026-02-30T10:00:00Z",
        "",
        5,
    ],
)
def test_an_instant_says_its_offset(ann: Actor, text: Any) -> None:
    """Else it would be read in the server's zone, or by its date style."""
    with refused("PT422") as refusal:
        ann.call("log_workout", p_workout=document(started_at=text))
    assert refusal.detail.startswith("started_at = ")


NOTES = st.none() | st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=20
)
INSTANTS = st.integers(0, 10_000).map(lambda n: (MONDAY + timedelta(minutes=n)).isoformat())
SETS = st.fixed_dictionaries(
    {"reps": st.integers(0, 9999)},
    optional={
        "set_type": st.sampled_from(["warmup", "working", "drop", "failure"]),
        "weight": st.integers(0, 9_999_999).map(lambda n: n / 1000),
        "weight_unit": st.sampled_from(["kg", "lb"]),
        "rpe": st.integers(2, 20).map(lambda n: n / 2),
        "rir": st.integers(0, 20),
        "duration_seconds": st.integers(0, 100_000_000).map(lambda n: n / 100),
        "distance_m": st.integers(0, 9_999_999),
        "rest_time_seconds": st.integers(0, 86_400),
        "notes": NOTES,
        "performed_at": INSTANTS,
    },
)
EXERCISES = st.fixed_dictionaries(
    {
        "exercise_name": st.sampled_from(["Barbell Back Squat", "Unheard Of", "deadlift"]),
        "sets": st.lists(SETS, min_size=1, max_size=4),
    },
    optional={"superset_group": st.integers(0, 999), "notes": NOTES},
)
DOCUMENTS = st.fixed_dictionaries(
    {"started_at": INSTANTS, "exercises": st.lists(EXERCISES, min_size=1, max_size=3)},
    optional={
        "name": st.text("abc é", min_size=1, max_size=20),
        "timezone": st.sampled_from(["UTC", "Pacific/Auckland", "America/New_York"]),
        "notes": NOTES,
    },
)
WRONG = {
    "set": {
        "reps": [-1, 10_000, 2.5, "5", True, []],
        "set_type": ["Working", 5],
        "weight": [-0.001, 10_000, "80"],
        "weight_unit": ["KG", "stone"],
        "rpe": [0, 10.5, 8.25],
        "rir": [-1, 21],
        "duration_seconds": [-1, 1_000_001],
        "distance_m": [-1, 10_000_000],
        "rest_time_seconds": [-1, 86_401, 0.5],
        "notes": [5, "x" * 10_001],
        "performed_at": ["yesterday", "2026-01-31", 5],
        "repetitions": [5],
        "is_pr": [True],
    },
    "exercise": {
        "exercise_id": ["squat", "00000000-0000-0000-0000-000000000000", 5],
        "exercise_name": ["", "x" * 256, 5],
        "superset_group": [-1, 1000, "a"],
        "notes": [5],
        "sets": [[], None, {}, 5],
        "order": [1],
    },
    "workout": {
        "id": ["one", 5],
        "name": ["", "x" * 256, 5],
        "started_at": [None, "2026-01-31", "now"],
        "completed_at": ["1999-01-01T00:00:00Z", "later"],
        "timezone": ["Mars/Olympus", "UTC+3", 5],
        "template_id": ["legs"],
        "notes": [5],
        "exercises": [[], None, {}],
        "volume": [5],
    },
}
FAULTS = st.one_of(
    *(
        st.tuples(st.just(level), st.just(field), st.sampled_from(values))
        for level, fields in WRONG.items()
        for field, values in fields.items()
    )
)
LESS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def decimals(it: Any) -> Any:
    """What was sent, as numbers compare."""
    return Decimal(str(it)) if isinstance(it, float) else it


@LESS
@given(whole=DOCUMENTS)
def test_a_valid_document_is_written_as_it_is(world: Database, whole: Any) -> None:
    ann = one_person(world)
    id = str(uuid4())
    ann.call("log_workout", p_workout=Jsonb({**whole, "id": id}))
    written = one(ann, "get_workout", p_session_id=id)
    assert written["workout"]["status"] == "completed"
    assert instant(written["workout"]["started_at"]) == instant(whole["started_at"])
    assert written["workout"]["name"] == whole.get("name")
    assert written["workout"]["notes"] == whole.get("notes")
    assert written["workout"]["timezone"] == whole.get("timezone", "UTC")
    assert len(written["exercises"]) == len(whole["exercises"])
    by_block: dict[str, list[Any]] = {block["id"]: [] for block in written["exercises"]}
    for it in written["sets"]:
        by_block[it["session_exercise_id"]].append(it)
    for place, (sent, block) in enumerate(
        zip(whole["exercises"], written["exercises"], strict=True)
    ):
        assert block["order_index"] == place
        assert block["notes"] == sent.get("notes")
        assert block["superset_group"] == sent.get("superset_group")
        stored = by_block[block["id"]]
        assert [it["set_number"] for it in stored] == list(range(1, len(sent["sets"]) + 1))
        for asked, it in zip(sent["sets"], stored, strict=True):
            expected = {
                "set_type": "working",
                "weight": None,
                "weight_unit": "kg",
                "rpe": None,
                "rir": None,
                "duration_seconds": None,
                "distance_m": None,
                "rest_time_seconds": None,
                "notes": None,
            } | asked
            done = instant(expected.pop("performed_at", whole["started_at"]))
            assert {name: it[name] for name in expected} == {
                name: decimals(value) for name, value in expected.items()
            }
            assert instant(it["performed_at"]) == done


@LESS
@given(whole=DOCUMENTS, fault=FAULTS, data=st.data())
def test_one_fault_is_told_by_its_path_and_nothing_is_written(
    world: Database, whole: Any, fault: tuple[str, str, Any], data: st.DataObject
) -> None:
    ann = one_person(world)
    level, field, value = fault
    whole, path = copy.deepcopy(whole), ""
    at = whole
    if level != "workout":
        n = data.draw(st.integers(0, len(whole["exercises"]) - 1))
        at, path = whole["exercises"][n], f"exercises[{n}]."
    if level == "set":
        n = data.draw(st.integers(0, len(at["sets"]) - 1))
        at, path = at["sets"][n], f"{path}sets[{n}]."
    at[field] = value
    with refused("PT422") as refusal:
        ann.call("log_workout", p_workout=Jsonb(whole))
    paths = [line.split(" ")[0] for line in refusal.detail.splitlines()]
    assert paths == [f"{path}{field}"]
    assert count(world, ann) == STANDING.get(world.dsn, 0)


PEOPLE: dict[str, Actor] = {}
STANDING: dict[str, int] = {}


def one_person(world: Database) -> Actor:
    """The same for all examples, with nothing in their log to begin with."""
    if world.dsn not in PEOPLE:
        PEOPLE[world.dsn] = world.person()
    STANDING[world.dsn] = count(world, PEOPLE[world.dsn])
    return PEOPLE[world.dsn]


def count(world: Database, person: Actor) -> int:
    row = world.owner.execute(
        "select (select count(*) from workout_sessions where user_id = %(id)s)"
        " + (select count(*) from workout_session_exercises where user_id = %(id)s)"
        " + (select count(*) from workout_sets where user_id = %(id)s) as it",
        {"id": person.id},
    ).fetchone()
    assert row
    return int(row["it"])


@pytest.mark.parametrize("whole", [None, 5, "a", [], [{"reps": 5}], True])
def test_what_is_no_document_is_refused(ann: Actor, whole: Any) -> None:
    with refused("PT422") as refusal:
        ann.call("log_workout", p_workout=Jsonb(whole))
    assert "p_workout" in refusal.detail


def test_a_set_of_a_document_has_something_done_in_it(ann: Actor) -> None:
    """As a set that is logged by itself."""
    empty = [{"exercise_name": "Squat", "sets": [{"weight": 100}]}]
    with refused("PT422") as refusal:
        ann.call("log_workout", p_workout=document(exercises=empty))
    assert refusal.detail.startswith("exercises[0].sets[0]")


def test_a_malformed_id_alone_is_one_fault(ann: Actor) -> None:
    wrong = [{"exercise_id": "squat", "sets": [{"reps": 5}]}]
    with refused("PT422") as refusal:
        ann.call("log_workout", p_workout=document(exercises=wrong))
    assert len(refusal.detail.splitlines()) == 1
    assert refusal.detail.startswith('exercises[0].exercise_id = "squat"')

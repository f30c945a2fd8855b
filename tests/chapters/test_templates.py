"""Templates: made, changed, put in order, taken away; what was done from them stays."""

from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from scenes import PRESCRIBED, exercise, fingerprint, log, one, refused, sets_of, start
from support import Actor, Database

WHOLE = PRESCRIBED | {"notes": "slowly"}


def made(person: Actor, *exercises: Any, **arguments: Any) -> Any:
    return one(
        person,
        "create_template",
        **{"p_name": "Legs", "p_exercises": Jsonb(list(exercises))} | arguments,
    )


def names(template: Any) -> list[str]:
    return [row["exercise_name"] for row in template["exercises"]]


def test_a_template_is_what_was_asked_for(ann: Actor) -> None:
    template = made(ann, WHOLE, p_description="heavy", p_visibility="friends")
    assert template["template"]["description"] == "heavy"
    assert template["template"]["visibility"] == "friends"
    (row,) = template["exercises"]
    assert {name: row[name] for name in WHOLE} == WHOLE
    assert row["order_index"] == 0
    assert one(ann, "get_template", p_template_id=template["template"]["id"]) == template


def test_what_is_not_said_has_its_default(ann: Actor) -> None:
    (row,) = made(ann, {"exercise_name": "Curl", "reps_max": 12})["exercises"]
    assert (row["sets"], row["confidence_level"]) == (3, "medium")
    assert (row["reps_min"], row["reps_max"]) == (12, 12)


def test_an_exercise_is_meant_by_its_id_or_its_name(ann: Actor) -> None:
    lift = exercise(ann, "My own press")
    first, second, third = made(
        ann,
        {"exercise_id": lift},
        {"exercise_name": "my own PRESS"},
        {"exercise_name": "Something unheard of"},
    )["exercises"]
    assert (first["exercise_id"], first["exercise_name"]) == (lift, "My own press")
    assert second["exercise_id"] == lift
    assert (third["exercise_id"], third["exercise_name"]) == (None, "Something unheard of")


def test_a_template_sent_twice_is_there_once(ann: Actor) -> None:
    id = str(uuid4())
    first = made(ann, WHOLE, p_id=id)
    assert made(ann, p_id=id) == first


FAULTS = {
    "sets": [0, 100, 2.5, "3", True],
    "reps_min": [-1, 10_000],
    "reps_max": [-1, "many"],
    "target_duration_seconds": [0, 1_000_001],
    "target_rpe": [0.5, 10.5, 8.25],
    "target_rir": [-1, 21],
    "rest_time_seconds": [-1, 86_401],
    "superset_group": [-1],
    "confidence_level": ["certain", 1],
    "notes": ["x" * 10_001, 5],
    "exercise_name": ["x" * 256, 5],
    "exercise_id": ["none", "00000000-0000-4000-8000-000000000000"],
    "repetitions": [5],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in FAULTS.items() for value in values],
    ids=lambda it: str(it)[:20],
)
def test_a_fault_is_told_by_its_path_and_nothing_is_written(
    world: Database, ann: Actor, field: str, value: Any
) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        made(ann, WHOLE, {"exercise_name": "Squat", field: value})
    assert [line.split(" ")[0] for line in refusal.detail.splitlines()] == [
        f"p_exercises[1].{field}"
    ]
    assert fingerprint(world) == before


def test_every_fault_is_told_at_once(ann: Actor) -> None:
    with refused("PT422") as refusal:
        made(ann, {"sets": 0}, 5, {"exercise_name": "A", "reps_min": 9, "reps_max": 8})
    paths = [line.split(" ")[0] for line in refusal.detail.splitlines()]
    assert set(paths) == {
        "p_exercises[0].sets",
        "p_exercises[0].exercise_id",
        "p_exercises[1]",
        "p_exercises[2].reps_max",
    }


def test_of_very_many_faults_the_first_are_told(ann: Actor) -> None:
    with refused("PT422") as refusal:
        made(ann, *[{"exercise_name": "A", "sets": 0}] * 50)
    assert len(refusal.detail.splitlines()) == 20
    assert "50" in refusal.hint


@pytest.mark.parametrize("exercises", [None, 5, {}, [{"exercise_name": "A"}] * 201])
def test_the_list_is_a_list(ann: Actor, exercises: Any) -> None:
    with refused("PT422") as refusal:
        made(ann, p_exercises=Jsonb(exercises))
    assert refusal.detail.startswith("p_exercises")


@pytest.mark.parametrize("name", ["", "x" * 256, None])
def test_a_template_has_a_name(ann: Actor, name: str | None) -> None:
    with refused("PT422") as refusal:
        made(ann, p_name=name)
    assert refusal.detail.startswith("p_name")


def test_what_is_not_given_stays(ann: Actor) -> None:
    template = made(ann, WHOLE, p_description="heavy")
    id = template["template"]["id"]
    changed = one(ann, "update_template", p_template_id=id, p_name="Arms")
    assert changed["template"]["name"] == "Arms"
    assert changed["template"]["description"] == "heavy"
    assert changed["exercises"] == template["exercises"]


def test_a_new_list_takes_the_place_of_the_old(ann: Actor) -> None:
    id = made(ann, WHOLE)["template"]["id"]
    exercises = Jsonb([{"exercise_name": "A"}, {"exercise_name": "B"}])
    changed = one(ann, "update_template", p_template_id=id, p_exercises=exercises)
    assert names(changed) == ["A", "B"]
    with refused("PT422"):
        ann.call("update_template", p_template_id=id, p_exercises=Jsonb([{"sets": 1}]))
    assert names(one(ann, "get_template", p_template_id=id)) == ["A", "B"]


def test_a_new_order_is_given_whole(ann: Actor) -> None:
    template = made(ann, *({"exercise_name": name} for name in "ABCD"))
    id, ids = template["template"]["id"], [row["id"] for row in template["exercises"]]
    for order in ([3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]):
        turned = one(
            ann, "reorder_template", p_template_id=id, p_exercise_row_ids=[ids[n] for n in order]
        )
        assert names(turned) == ["ABCD"[n] for n in order]
        assert [row["order_index"] for row in turned["exercises"]] == [0, 1, 2, 3]


def test_a_part_of_an_order_is_refused(ann: Actor) -> None:
    template = made(ann, *({"exercise_name": name} for name in "ABC"))
    id, ids = template["template"]["id"], [row["id"] for row in template["exercises"]]
    foreign = made(ann, {"exercise_name": "X"})["exercises"][0]["id"]
    for wrong in (ids[:2], [*ids, ids[0]], [ids[0], ids[0], ids[1]], [*ids[:2], foreign], [], None):
        with refused("PT422") as refusal:
            ann.call("reorder_template", p_template_id=id, p_exercise_row_ids=wrong)
        assert refusal.detail.startswith("p_exercise_row_ids")
    assert names(one(ann, "get_template", p_template_id=id)) == ["A", "B", "C"]


def test_a_template_is_put_out_of_use_and_back(ann: Actor) -> None:
    id = made(ann)["template"]["id"]
    assert one(ann, "archive_template", p_template_id=id)["is_archived"] is True
    back = one(ann, "archive_template", p_template_id=id, p_archived=False)
    assert back["is_archived"] is False


def test_a_deleted_template_is_not_found(ann: Actor) -> None:
    id = made(ann)["template"]["id"]
    ann.call("delete_template", p_template_id=id)
    for function in ("get_template", "update_template", "delete_template", "start_workout"):
        with refused("PT404") as refusal:
            ann.call(function, p_template_id=id)
        assert refusal.detail == f"p_template_id = {id}"


# A workout from it


def test_a_workout_is_a_copy_of_its_template(ann: Actor) -> None:
    lift = exercise(ann)
    template = made(ann, WHOLE, {"exercise_id": lift, "sets": 5})
    begun = one(ann, "start_workout", p_template_id=template["template"]["id"])
    assert begun["workout"]["name"] == "Legs"
    assert begun["workout"]["template_id"] == template["template"]["id"]
    for row, block in zip(template["exercises"], begun["exercises"], strict=True):
        for mine, theirs in {
            "target_sets": "sets",
            "target_reps_min": "reps_min",
            "target_reps_max": "reps_max",
            **{
                name: name
                for name in (
                    "exercise_id",
                    "exercise_name",
                    "order_index",
                    "superset_group",
                    "target_duration_seconds",
                    "target_rpe",
                    "target_rir",
                    "rest_time_seconds",
                    "notes",
                )
            },
        }.items():
            assert block[mine] == row[theirs], mine


@pytest.mark.parametrize("for_good", [False, True])
def test_what_was_done_from_a_template_outlives_it(ann: Actor, for_good: bool) -> None:
    lift = exercise(ann)
    id = made(ann, {"exercise_id": lift, "notes": "as planned"})["template"]["id"]
    workout = start(ann, p_template_id=id)
    log(ann, workout, lift, 5, 100)
    before = one(ann, "get_workout", p_session_id=workout)
    ann.call("update_template", p_template_id=id, p_exercises=Jsonb([]))
    if for_good:
        ann.execute("delete from workout_templates where id = %s", (id,))
    else:
        ann.call("delete_template", p_template_id=id)
    after = one(ann, "get_workout", p_session_id=workout)
    assert after["exercises"] == before["exercises"]
    assert after["sets"] == before["sets"] == sets_of(ann, workout)
    assert after["workout"]["template_id"] == (None if for_good else id)

"""Texts that a machine read workouts from: what becomes of them, and what is kept."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from scenes import fingerprint, one, read_a_text, refused
from support import Actor, Database


def test_a_text_becomes_a_template_with_how_sure_the_machine_was(ann: Actor) -> None:
    made = read_a_text(
        ann,
        {
            "exercise_name": "Back Squat",
            "sets": 5,
            "reps_min": 3,
            "reps_max": 5,
            "rest_time_seconds": 180,
            "target_rpe": 8.5,
            "confidence": 0.93,
        },
        {"exercise_name": "pull-up", "sets": 3, "reps": 8, "confidence": 0.5},
        {"exercise_name": "Plank", "target_duration_seconds": 60, "confidence": 0.2},
        {"exercise_name": "Barbell Bench Press", "confidence_level": "high"},
        {"exercise_name": "Barbell Deadlift"},
    )
    rows = made["exercises"]
    assert [row["confidence_level"] for row in rows] == ["high", "medium", "low", "high", "medium"]
    squat, pull_up, plank, *_ = rows
    assert (squat["sets"], squat["reps_min"], squat["reps_max"]) == (5, 3, 5)
    assert (squat["rest_time_seconds"], squat["target_rpe"]) == (180, Decimal("8.5"))
    assert (pull_up["reps_min"], pull_up["reps_max"]) == (8, 8)
    assert plank["target_duration_seconds"] == 60
    assert all(row["exercise_id"] for row in rows)
    assert (made["exercises_created"], made["suggestions"]) == ([], [])
    template = one(ann, "get_template", p_template_id=made["template"]["id"])
    assert template["exercises"] == rows


def test_the_text_and_what_was_read_in_it_are_kept(ann: Actor) -> None:
    made = read_a_text(
        ann,
        {"exercise_name": "Back Squat", "reps": 5, "confidence": 0.9},
        {"exercise_name": "Plank"},
    )
    (kept,) = ann.execute("select * from public.workout_import_log")
    assert str(kept["id"]) == made["import_log_id"]
    assert kept["raw_text"] == "Squat, five reps"
    assert str(kept["workout_plan_id"]) == made["template"]["id"]
    assert [it["exercise_name"] for it in kept["parsed_exercises"]] == ["Back Squat", "Plank"]
    assert kept["confidence_scores"] == {"0": Decimal("0.9")}


def test_without_a_name_the_first_line_is_the_name(ann: Actor) -> None:
    made = one(
        ann,
        "import_parsed_workout",
        p_raw_text="\n  Leg day\nSquat 3x5",
        p_parsed=Jsonb({"exercises": [{"exercise_name": "Back Squat"}]}),
    )
    assert made["template"]["name"] == "Leg day"
    named = {"name": "Monday", "exercises": [{"exercise_name": "Back Squat"}]}
    made = one(ann, "import_parsed_workout", p_raw_text="x", p_parsed=Jsonb(named))
    assert made["template"]["name"] == "Monday"


def test_an_unknown_name_becomes_ones_own_exercise_and_a_like_one_is_suggested(ann: Actor) -> None:
    made = read_a_text(
        ann,
        {"exercise_name": "Barbel Bench Pres"},
        {"exercise_name": "barbel bench pres "},
        {"exercise_name": "Tongue Wall Hold", "target_duration_seconds": 10},
    )
    assert made["exercises_created"] == ["Barbel Bench Pres", "Tongue Wall Hold"]
    bench, again, hold = made["exercises"]
    assert bench["exercise_id"] == again["exercise_id"] != hold["exercise_id"]
    assert "Bench Press" in made["suggestions"][0]["suggestion"]
    kinds = ann.execute("select name, load_kind from public.exercises where owner_id is not null")
    assert {row["name"]: row["load_kind"] for row in kinds} == {
        "Barbel Bench Pres": "weight_reps",
        "Tongue Wall Hold": "duration",
    }


def test_the_same_id_again_changes_nothing(world: Database, ann: Actor) -> None:
    id = uuid4()
    made = read_a_text(ann, {"exercise_name": "Zercher Stones"}, p_id=id)
    before = fingerprint(world)
    again = read_a_text(ann, {"exercise_name": "Something else"}, p_id=id)
    assert fingerprint(world) == before
    assert (again["template"], again["exercises"]) == (made["template"], made["exercises"])
    ann.call("delete_template", p_template_id=made["template"]["id"])
    assert read_a_text(ann, p_id=id)["exercises"] == []


@pytest.mark.parametrize(
    ("exercise", "fault"),
    [
        ({}, "exercises[0].exercise_id is missing, and so is exercise_name"),
        ({"exercise_name": " "}, "exercises[0].exercise_id is missing, and so is exercise_name"),
        ({"exercise_name": ""}, 'exercises[0].exercise_name = ""'),
        ({"exercise_name": "A", "reps": -1}, "exercises[0].reps = -1"),
        ({"exercise_name": "A", "reps_min": 8, "reps_max": 5}, "exercises[0].reps_max = 5"),
        ({"exercise_name": "A", "reps_min": 8, "reps": 5}, "exercises[0].reps = 5"),
        ({"exercise_name": "A", "sets": 0}, "exercises[0].sets = 0"),
        ({"exercise_name": "A", "confidence": 1.5}, "exercises[0].confidence = 1.5"),
        ({"exercise_name": "A", "confidence_level": "sure"}, "exercises[0].confidence_level"),
        ({"exercise_name": "A", "resp": 5}, "exercises[0].resp is not known"),
        ({"exercise_name": "A", "exercise_id": str(uuid4())}, "exercises[0].exercise_id"),
    ],
)
def test_what_is_wrong_is_named_by_its_path_and_nothing_is_written(
    world: Database, ann: Actor, exercise: dict[str, Any], fault: str
) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        read_a_text(ann, exercise, {"exercise_name": "Never seen before"})
    assert refusal.detail.startswith(fault)
    assert fingerprint(world) == before


@pytest.mark.parametrize(
    ("text", "parsed", "fault"),
    [
        (None, {"exercises": [{"exercise_name": "A"}]}, "p_raw_text is missing"),
        (" \n", {"exercises": [{"exercise_name": "A"}]}, "p_raw_text: expected more"),
        ("x", {}, "exercises is missing"),
        ("x", {"exercises": []}, "exercises = []"),
        ("x", [], "p_parsed = []"),
        ("x", {"exercises": [{"exercise_name": "A"}], "nmae": "B"}, "nmae is not known"),
    ],
)
def test_a_document_that_is_none_is_refused(
    ann: Actor, text: str | None, parsed: Any, fault: str
) -> None:
    with refused("PT422") as refusal:
        one(ann, "import_parsed_workout", p_raw_text=text, p_parsed=Jsonb(parsed))
    assert fault in refusal.detail


def test_the_log_of_what_was_read_outlives_the_template(ann: Actor) -> None:
    made = read_a_text(ann)
    ann.execute("delete from public.workout_templates where id = %s", (made["template"]["id"],))
    (kept,) = ann.execute("select workout_plan_id, raw_text from public.workout_import_log")
    assert kept == {"workout_plan_id": None, "raw_text": "Squat, five reps"}

"""A plan comes back as a tree of typed rows, and its faults as one exception."""

from decimal import Decimal

import pytest
import workoutdb
from support import Database
from workoutdb import PlanScope, PlanStatus

DOCUMENT = {
    "split_type": "full_body",
    "week_start": "2026-03-02",
    "sessions": [
        {
            "day_name": "Legs",
            "day_of_week": 3,
            "focus_area": "quads",
            "slots": [
                {"exercise_id": "barbell-back-squat", "sets": 3, "reps": 5, "weight": 62.5},
                {"name": "Nothing that there is", "sets": 2, "reps": "30s", "tips": ["breathe"]},
            ],
        }
    ],
}


def test_a_plan_is_a_tree_of_rows(database: Database) -> None:
    ann = database.person()
    assert ann.id
    with workoutdb.connect(database.dsn) as db, db.as_user(ann.id) as me:
        plan = me.get_plan(me.insert_full_plan(ann.id, plan_json=DOCUMENT))
        assert plan.plan.status is PlanStatus.ACTIVE
        assert plan.unknown_exercises == ["Nothing that there is"]
        (session,) = plan.weeks[0].sessions
        squat, hold = (it.exercise for it in session.exercises)
        assert (squat.reps, squat.weight) == ("5", Decimal("62.500"))
        assert (hold.exercise_id, hold.tips) == (None, ["breathe"])

        begun = me.start_plan_session(session.session.id)
        me.log_set(begun.workout.id, exercise_id=squat.exercise_id, reps=5, weight=60)
        week = me.get_plan_week(plan.plan.id, week_number=1)
        assert [len(it.sets) for it in week.sessions[0].exercises] == [1, 0]
        whole = me.plan_progress(plan.plan.id)[0]
        assert whole.scope is PlanScope.PLAN
        assert (whole.planned_sets, whole.done_sets, whole.adherence) == (5, 1, Decimal("0.200"))


def test_the_faults_of_a_document_are_one_exception(database: Database) -> None:
    ann = database.person()
    assert ann.id
    with (
        workoutdb.connect(database.dsn) as db,
        pytest.raises(workoutdb.InvalidInput) as wrong,
        db.as_user(ann.id) as me,
    ):
        me.insert_full_plan(ann.id, plan_json=DOCUMENT | {"sessions": 5, "split_type": ""})
    assert wrong.value.detail == (
        "sessions = 5: expected a list of 0 to 50\n"
        'split_type = "": expected a text of 1 to 100 characters'
    )

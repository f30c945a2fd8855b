"""The back end writes the calendar as people do: only a workout that is there completes it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from phones import PATIENCE, holding, is_waiting, phone, until
from scenes import fingerprint, one, refused
from support import Actor, Database


@pytest.mark.parametrize(
    ("away", "code"), [("delete_workout", "PT404"), ("abandon_workout", "PT409")]
)
@pytest.mark.parametrize(
    "statement",
    [
        "update scheduled_workouts set completed_session_id = %s where user_id = %s",
        "insert into scheduled_workouts (completed_session_id, user_id, scheduled_date)"
        " values (%s, %s, current_date)",
    ],
)
def test_what_is_just_going_completes_nothing(
    world: Database, statement: str, away: str, code: str
) -> None:
    ann: Actor = world.person()
    one(ann, "schedule_workout", p_scheduled_date="2150-01-05")
    workout = one(ann, "start_workout")["workout"]["id"]
    back_end = phone(world.service)
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.call(away, p_session_id=workout)
            linking = pool.submit(back_end.execute, statement, (workout, ann.id))
            pid = back_end.database.requests.info.backend_pid
            until(lambda: linking.done() or is_waiting(world.owner, pid))
        before = fingerprint(world)
        with refused(code):
            linking.result(timeout=PATIENCE)
    assert fingerprint(world) == before

"""Live sets: each a set of one's own log, shown to the room, and added up."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from phones import in_turn
from rooms import bench, happened, lift, me, people, room, the
from scenes import exercise, fingerprint, log, one, records, refused, sets_of, start
from support import Actor, Database

pytestmark = pytest.mark.usefixtures("counts_are_right")


# Sets


def test_a_live_set_is_a_set_of_ones_own_log(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob, p_name="Push")
    done = lift(bob, session, press, 5, 100, p_rir=2)
    workout = me(bob, session)["workout_id"]
    detail = one(bob, "get_workout", p_session_id=workout)
    assert (detail["workout"]["name"], detail["workout"]["status"]) == ("Push", "in_progress")
    (logged,) = detail["sets"]
    assert (logged["id"], logged["reps"], logged["weight"]) == (done["id"], 5, 100)
    assert done["e1rm_kg"] == Decimal("116.667")
    assert done["is_pr"]
    assert done["volume_kg"] == 500
    # 35 of the 37 that two in reserve would have made
    assert done["intensity_score"] == round(1000 * Decimal(35) / 37)
    type, data = happened(ann, session)[-1]
    assert type == "set_completed"
    assert data["setId"] == done["id"]
    assert (data["weightKg"], data["reps"], data["isPR"]) == (100, 5, True)
    assert records(bob, press)["1rm"] == done["e1rm_kg"]


def test_a_second_set_goes_to_the_same_workout(ann: Actor, press: str) -> None:
    session = room(ann)
    lift(ann, session, press)
    lift(ann, session, press)
    assert [it["set_number"] for it in sets_of(ann, me(ann, session)["workout_id"])] == [1, 2]


def test_a_workout_that_is_finished_is_followed_by_another(ann: Actor, press: str) -> None:
    session = room(ann)
    lift(ann, session, press)
    first = me(ann, session)["workout_id"]
    ann.call("finish_workout", p_session_id=first)
    lift(ann, session, press)
    assert me(ann, session)["workout_id"] != first
    assert me(ann, session)["sets_completed"] == 2


def test_the_same_id_logs_one_set(ann: Actor, press: str) -> None:
    session, id = room(ann), str(uuid4())
    first = lift(ann, session, press, p_id=id)
    assert lift(ann, session, press, 8, 90, p_id=id) == first
    assert me(ann, session)["sets_completed"] == 1


def test_an_id_of_another_workout_is_refused(ann: Actor, press: str) -> None:
    session = room(ann)
    other = log(ann, start(ann), press)
    with refused("PT409"):
        lift(ann, session, press, p_id=other["id"])


def test_pounds_are_shown_in_kilograms(world: Database, ann: Actor, press: str) -> None:
    imperial = world.person(unit_system="imperial")
    session = room(ann, imperial)
    assert lift(imperial, session, press, 5, 100)["weight_kg"] == Decimal("45.359")


def test_a_warm_up_counts_for_no_volume_and_no_record(ann: Actor, press: str) -> None:
    session = room(ann)
    done = lift(ann, session, press, 10, 60, p_set_type="warmup")
    assert (done["set_type"], done["volume_kg"], done["is_pr"]) == ("warmup", 0, False)
    assert (done["e1rm_kg"], done["intensity_score"]) == (None, None)
    lift(ann, session, press, 10, 60, p_set_type="drop")
    assert me(ann, session)["total_volume_kg"] == 600


def test_a_set_without_weight_is_shown_with_none(ann: Actor, world: Database) -> None:
    session = room(ann)
    done = lift(ann, session, bench(world, "Plank"), None, None, p_duration_seconds=60)  # type: ignore[arg-type]
    assert (done["weight_kg"], done["reps"], done["duration_seconds"]) == (0, 0, 60)
    _, data = happened(ann, session)[-1]
    assert (data["weightKg"], data["reps"], data["durationSeconds"]) == (0, 0, 60)


@pytest.mark.parametrize("function", ["edit_live_set", "edit_set"])
def test_an_edit_on_either_side_changes_both(
    ann: Actor, bob: Actor, press: str, function: str
) -> None:
    session = room(ann, bob)
    lift(ann, session, press, 5, 90)
    done = lift(ann, session, press, 5, 100)
    ann.call(function, p_set_id=done["id"], p_weight=Decimal(80))
    _, seen = one(bob, "get_live_session", p_session_id=session)["sets"]
    assert (seen["weight_kg"], seen["volume_kg"], seen["is_pr"]) == (80, 400, False)
    assert seen["e1rm_kg"] == Decimal("93.333")
    # of the 90 kg that are the best now
    assert seen["intensity_score"] == round(Decimal(8000) / 9)
    assert sets_of(ann, me(ann, session)["workout_id"])[1]["weight"] == 80
    assert me(ann, session)["total_volume_kg"] == 850
    type, data = happened(bob, session)[-1]
    assert (type, data["weightKg"]) == ("set_edited", 80)


@pytest.mark.parametrize("function", ["delete_live_set", "delete_set"])
def test_a_set_deleted_on_either_side_is_gone_from_both(
    ann: Actor, bob: Actor, press: str, function: str
) -> None:
    session = room(ann, bob)
    done = [lift(ann, session, press, 5, weight) for weight in (90, 100, 80)]
    ann.call("react_to_set", p_session_id=session, p_emote="clap", p_set_id=done[1]["id"])
    ann.call(function, p_set_id=done[1]["id"])
    detail = one(bob, "get_live_session", p_session_id=session)
    assert [it["id"] for it in detail["sets"]] == [done[0]["id"], done[2]["id"]]
    assert detail["session"]["total_sets_completed"] == 2
    assert detail["reactions"][0]["target_set_id"] is None
    assert [it["set_number"] for it in sets_of(ann, me(ann, session)["workout_id"])] == [1, 2]
    assert happened(bob, session)[-1] == ("set_deleted", {"setId": done[1]["id"]})


def test_an_edit_that_the_room_can_not_see_is_no_event(ann: Actor, press: str) -> None:
    session = room(ann)
    done = lift(ann, session, press)
    seen = the(ann, session)["last_event_seq"]
    ann.call("edit_set", p_set_id=done["id"], p_notes="easy")
    assert the(ann, session)["last_event_seq"] == seen


@pytest.mark.parametrize(
    ("away", "back"),
    [("delete_workout", "restore_workout"), ("abandon_workout", "resume_workout")],
)
def test_sets_of_a_workout_given_up_are_withdrawn_and_come_back_with_it(
    ann: Actor, bob: Actor, press: str, away: str, back: str
) -> None:
    session = room(ann, bob)
    done = lift(ann, session, press)
    workout = me(ann, session)["workout_id"]
    ann.call(away, p_session_id=workout)
    assert one(bob, "get_live_session", p_session_id=session)["sets"] == []
    assert bob.execute("select 1 from live_session_sets") == []
    assert me(bob, session)["sets_completed"] == 0
    assert people(bob, session)[str(ann.id)]["sets_completed"] == 0
    assert happened(bob, session)[-1] == ("set_deleted", {"setId": done["id"]})
    ann.call(back, p_session_id=workout)
    assert one(bob, "get_live_session", p_session_id=session)["sets"] == [done]
    assert happened(bob, session)[-1][0] == "set_completed"


def test_a_set_edited_after_the_end_is_still_right(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob)
    done = lift(ann, session, press)
    ann.call("end_live_session", p_session_id=session)
    ann.call("edit_live_set", p_set_id=done["id"], p_reps=6)
    assert one(bob, "get_live_session", p_session_id=session)["sets"][0]["reps"] == 6


def test_a_block_given_another_exercise_is_so_in_the_room(
    world: Database, ann: Actor, press: str
) -> None:
    session = room(ann)
    done = lift(ann, session, press)
    squat = bench(world, "Barbell Back Squat")
    ann.execute(
        "update workout_session_exercises set exercise_id = %s, exercise_name = 'Squat'", (squat,)
    )
    (seen,) = one(ann, "get_live_session", p_session_id=session)["sets"]
    assert (seen["id"], seen["exercise_id"], seen["exercise_name"]) == (done["id"], squat, "Squat")


def test_a_merged_exercise_is_followed(ann: Actor) -> None:
    session, mine, other = room(ann), exercise(ann), exercise(ann)
    lift(ann, session, mine)
    ann.call("update_workout_presence", p_status="resting", p_current_exercise_id=mine)
    ann.call("merge_exercises", p_from_id=mine, p_into_id=other)
    (seen,) = one(ann, "get_live_session", p_session_id=session)["sets"]
    assert seen["exercise_id"] == other
    assert me(ann, session)["current_exercise_id"] == other
    (presence,) = ann.execute("select current_exercise_id::text from workout_presence")
    assert presence["current_exercise_id"] == other


def test_the_end_of_a_session_takes_nothing_from_a_log(
    world: Database, ann: Actor, bob: Actor, press: str
) -> None:
    session = room(ann, bob)
    for person in (ann, bob):
        lift(person, session, press)
    workout = me(bob, session)["workout_id"]
    kept = one(bob, "get_workout", p_session_id=workout)
    ann.call("end_live_session", p_session_id=session)
    assert one(bob, "get_workout", p_session_id=workout) == kept
    ann.call("delete_live_session", p_session_id=session)
    assert world.owner.execute("select from live_sessions where id = %s", (session,)).rowcount == 0
    assert one(bob, "get_workout", p_session_id=workout) == kept
    assert records(bob, press)


def test_a_set_is_not_logged_where_it_can_not_be_shown(
    world: Database, ann: Actor, bob: Actor, press: str
) -> None:
    pending = one(ann, "create_live_session", p_is_public=True)["id"]
    over = room(ann)
    ann.call("end_live_session", p_session_id=over)
    before = fingerprint(world)
    for person, session, code, detail in (
        (ann, pending, "PT409", "status = pending"),
        (ann, over, "PT409", "status = ended"),
        (bob, pending, "PT409", "status = pending, participant_count = 1 without you"),
        (bob, over, "PT404", f"p_session_id = {over}"),
    ):
        with refused(code) as refusal:
            lift(person, session, press)
        assert refusal.detail == detail
    assert fingerprint(world) == before


def test_no_set_gets_into_a_session_that_is_being_ended(ann: Actor, press: str) -> None:
    session = room(ann)
    with refused("PT409"):
        in_turn(
            ann,
            lambda it: it.call("end_live_session", p_session_id=session),
            lambda it: lift(it, session, press),
        )
    assert ann.execute("select 1 from workout_sets") == []


# In numbers


def test_the_summary_is_what_was_done(ann: Actor, bob: Actor, world: Database) -> None:
    session = room(ann, bob)
    press, squat = bench(world), bench(world, "Barbell Back Squat")
    lift(ann, session, press, 5, 100)
    lift(ann, session, press, 5, 90)
    lift(bob, session, squat, 5, 140)
    lift(bob, session, press, 10, 60, p_set_type="warmup")
    summary = one(ann, "get_live_session_summary", p_session_id=session)
    assert (summary["participant_count"], summary["total_sets_completed"]) == (2, 4)
    assert (summary["total_volume_kg"], summary["pr_count"]) == (1650, 2)
    first, second = summary["participants"]
    assert (first["user_id"], first["total_volume_kg"]) == (str(ann.id), 950)
    assert (second["exercises_completed"], second["sets_completed"]) == (2, 2)
    assert one(ann, "get_participant_summary", p_session_id=session, p_user_id=bob.id) == second
    assert one(bob, "get_participant_summary", p_session_id=session) == second
    with refused("PT404"):
        ann.call("get_participant_summary", p_session_id=session, p_user_id=uuid4())


@pytest.mark.parametrize("best", [None, 1, 100, 116, 117, 150])
def test_the_intensity_score_is_bounded_and_monotonic(world: Database, best: Any) -> None:
    query = """
    with scores as (
      select load, reps, rir, public.intensity_score(load, reps, %(best)s, rir) as score
      from generate_series(20.0, 160, 20) as load, generate_series(1, 12) as reps,
           generate_series(0, 5, 0.5) as rir
    )
    select count(*) as pairs,
      count(*) filter (where a.score not between 0 and 1000 or a.score is null) as unbounded,
      count(*) filter (
        where a.load >= b.load and a.reps >= b.reps and a.rir <= b.rir and a.score < b.score
      ) as falls
    from scores as a cross join scores as b
    """
    row = world.owner.execute(query, {"best": best}).fetchone()
    assert row
    assert (row["unbounded"], row["falls"]) == (0, 0)
    assert row["pairs"] > 900_000


def test_the_intensity_score_falls_with_a_better_best_and_never_without_reason(
    world: Database,
) -> None:
    query = "select public.intensity_score(100, 5, %s, %s) as it"

    def score(best: Any, rir: Any = None) -> Any:
        row = world.owner.execute(query, (best, rir)).fetchone()
        assert row
        return row["it"]

    assert score(None) == score(100) == 1000
    assert score(Decimal("233.333")) == 500
    assert score(None, 5) == 875
    assert [score(best) for best in range(100, 300, 10)] == sorted(
        (score(best) for best in range(100, 300, 10)), reverse=True
    )
    row = world.owner.execute("select public.intensity_score(100, 13, 100) as it").fetchone()
    assert row
    assert row["it"] is None

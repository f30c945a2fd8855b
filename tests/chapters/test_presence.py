"""Presence: what friends see of one's training, and how they cheer."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from rooms import lift, room
from scenes import befriend, log, one, refused, rows, start, trained
from support import Actor

pytestmark = pytest.mark.usefixtures("counts_are_right")


def test_friends_see_what_one_is_doing(ann: Actor, bob: Actor, cleo: Actor, press: str) -> None:
    befriend(ann, bob)
    ann.call("update_me", p_display_name="Ann")
    ann.call("update_workout_presence", p_status="working_out", p_current_exercise_id=press)
    (seen,) = rows(bob, "get_friends_presence")
    assert (seen["user_id"], seen["display_name"]) == (str(ann.id), "Ann")
    assert (seen["status"], seen["current_exercise_name"]) == ("working_out", "Barbell Bench Press")
    assert not seen["is_in_live_session"]
    assert rows(cleo, "get_friends_presence") == []
    bob.call("end_friendship", p_user_id=ann.id)
    assert rows(bob, "get_friends_presence") == []
    assert bob.execute("select 1 from workout_presence") == []


def test_presence_keeps_what_is_not_given(ann: Actor, press: str) -> None:
    at = datetime(2026, 3, 2, 18, tzinfo=UTC)
    ann.call("update_workout_presence", p_status="resting", p_current_exercise_id=press)
    first = one(
        ann,
        "update_workout_presence",
        p_status="working_out",
        p_workout_started_at=at,
        p_last_set_completed_at=at,
    )
    assert first["current_exercise_id"] == press
    done = one(ann, "update_workout_presence", p_status="finished")
    assert done["workout_started_at"] == first["workout_started_at"]
    again = one(ann, "update_workout_presence", p_status="idle")
    assert again["workout_started_at"] > done["workout_started_at"]
    with refused("PT404"):
        ann.call("update_workout_presence", p_status="idle", p_current_exercise_id=uuid4())


@pytest.mark.parametrize("column", ["workout_started_at", "last_set_completed_at"])
@pytest.mark.parametrize("instant", ["infinity", "-infinity", "1899-12-31", "2200-01-02"])
def test_nobody_trains_at_an_instant_that_a_friend_can_not_read(
    ann: Actor, column: str, instant: str
) -> None:
    ann.call("update_workout_presence", p_status="idle")
    with refused("23514"):
        ann.execute(f"update workout_presence set {column} = %s", (instant,))


def test_in_a_live_session_presence_follows_by_itself(ann: Actor, bob: Actor, press: str) -> None:
    befriend(ann, bob)
    session = room(ann)

    def seen() -> Any:
        (it,) = rows(bob, "get_friends_presence")
        return it

    assert seen()["live_session_id"] == session
    assert seen()["last_set_completed_at"] is None
    lift(ann, session, press)
    assert (seen()["status"], seen()["current_exercise_id"]) == ("resting", press)
    assert seen()["last_set_completed_at"]
    with refused("PT404"):
        bob.call("get_live_session", p_session_id=session)
    ann.call("end_live_session", p_session_id=session)
    assert (seen()["is_in_live_session"], seen()["status"]) == (False, "finished")


def test_whoever_leaves_is_present_no_more(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    bob.call("leave_live_session", p_session_id=session)
    (seen,) = bob.execute("select is_in_live_session, status from workout_presence")
    assert (seen["is_in_live_session"], seen["status"]) == (False, "idle")


def test_a_friend_is_cheered(ann: Actor, bob: Actor, cleo: Actor, press: str) -> None:
    befriend(ann, bob)
    trained(ann, press, (5, 100))
    (done,) = ann.execute("select id from workout_sets")
    id = str(uuid4())
    it = {"p_to_user_id": ann.id, "p_emote": "bolt", "p_set_id": done["id"], "p_id": id}
    sent = one(bob, "send_quick_reaction", **it)
    assert one(bob, "send_quick_reaction", **it) == sent
    assert [row["emote"] for row in ann.execute("select emote from quick_reactions")] == ["bolt"]
    assert cleo.execute("select 1 from quick_reactions") == []
    with refused("PT404") as refusal:
        cleo.call("send_quick_reaction", p_to_user_id=ann.id, p_emote="bolt")
    assert refusal.message == "No such friend"
    for nobodys in (uuid4(), log(bob, start(bob), press)["id"]):
        with refused("PT404") as refusal:
            bob.call("send_quick_reaction", p_to_user_id=ann.id, p_emote="bolt", p_set_id=nobodys)
        assert refusal.message == "No such set of theirs"
    with refused("PT422"):
        bob.call("send_quick_reaction", p_to_user_id=ann.id, p_emote=None)

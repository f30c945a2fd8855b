"""What stays of a live session when people vanish, nobody begins, or an account is erased."""

from typing import Any

import pytest
from rooms import age, events, happened, lift, me, numbers, room, the
from scenes import one, refused
from support import Actor, Database

pytestmark = pytest.mark.usefixtures("counts_are_right")


# Tidying up


def tidy(world: Database) -> Any:
    return one(world.service, "tidy_live_sessions")


def test_a_person_who_vanished_is_idle_and_later_finished(
    world: Database, ann: Actor, bob: Actor, press: str
) -> None:
    session = room(ann, bob)
    ann.call("update_live_status", p_session_id=session, p_status="working_out")
    bob.call("update_live_status", p_session_id=session, p_status="working_out")
    place = me(bob, session)["id"]
    age(world, "live_session_participants", "last_active_at", place, "20 minutes")
    assert tidy(world)["people_idle"] == 1
    assert me(bob, session)["status"] == "idle"
    assert happened(ann, session)[-1] == ("status_update", {"status": "idle"})
    age(world, "live_session_participants", "last_active_at", place, "3 hours")
    assert tidy(world)["people_finished"] == 1
    assert tidy(world) == dict.fromkeys(
        [
            "sessions_tidied",
            "invitations_expired",
            "people_idle",
            "people_finished",
            "sessions_ended",
        ],
        0,
    )
    assert me(ann, session)["status"] == "working_out"
    # and who comes to life again is not
    lift(bob, session, press)
    assert me(bob, session)["status"] == "resting"


def test_a_room_whose_leader_vanished_is_led_by_another(
    world: Database, ann: Actor, bob: Actor
) -> None:
    session = room(ann, bob)
    place = me(ann, session)["id"]
    age(world, "live_session_participants", "last_active_at", place, "3 hours")
    tidy(world)
    assert me(bob, session)["is_leader"]


def test_a_session_that_all_have_left_or_finished_ends(
    world: Database, ann: Actor, bob: Actor
) -> None:
    session = room(ann, bob)
    for person in (ann, bob):
        place = me(person, session)["id"]
        age(world, "live_session_participants", "last_active_at", place, "3 hours")
    assert tidy(world)["sessions_ended"] == 1
    last = events(ann, session)[-1]
    assert (last["type"], last["user_id"]) == ("session_ended", None)


def test_a_session_that_nobody_started_ends_after_a_day(world: Database, ann: Actor) -> None:
    session = one(ann, "create_live_session")["id"]
    assert tidy(world)["sessions_ended"] == 0
    place = me(ann, session)["id"]
    age(world, "live_sessions", "created_at", session, "25 hours")
    age(world, "live_session_participants", "last_active_at", place, "25 hours")
    assert tidy(world)["sessions_ended"] == 1
    assert the(ann, session)["status"] == "ended"


def test_invitations_expire(world: Database, ann: Actor, bob: Actor) -> None:
    session = room(ann)
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    age(world, "live_session_invitations", "expires_at", asked["id"], "2 days")
    assert tidy(world)["invitations_expired"] == 1
    assert happened(ann, session)[-1] == ("invitation_answered", {"status": "expired"})


def test_what_somebody_is_busy_with_is_tidied_next_time(
    world: Database, ann: Actor, bob: Actor
) -> None:
    session = room(ann)
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    age(world, "live_session_invitations", "expires_at", asked["id"], "2 days")
    with ann.transaction() as busy:
        busy.execute("select send_live_message(%s, 'wait')", (session,))
        assert tidy(world)["invitations_expired"] == 0
    assert tidy(world)["invitations_expired"] == 1


def test_tidying_up_is_for_the_back_end(ann: Actor) -> None:
    with refused("42501"):
        ann.call("tidy_live_sessions")


# Erasing


def test_whoever_erases_their_account_leaves_the_room_to_the_others(
    world: Database, ann: Actor, bob: Actor, press: str
) -> None:
    ann.call("update_me", p_display_name="Ann Onym")
    session = room(ann, bob, p_name="Push")
    lift(ann, session, press)
    lift(bob, session, press)
    ann.call("send_live_message", p_session_id=session, p_message="bye")
    ann.call("erase_account")
    detail = one(bob, "get_live_session", p_session_id=session)
    assert detail["session"]["host_id"] is None
    assert detail["session"]["total_sets_completed"] == 1
    assert [it["is_leader"] for it in detail["participants"]] == [True]
    left = events(bob, session)
    assert {it["user_id"] for it in left} == {str(bob.id), None}
    assert "Ann Onym" not in str(detail) + str(left)
    # the numbers of the others stay
    assert numbers(world.owner, session)[-1] == detail["session"]["last_event_seq"]
    bob.call("end_live_session", p_session_id=session)


def test_a_room_that_nobody_else_was_in_goes_with_its_host(
    world: Database, ann: Actor, press: str
) -> None:
    session = room(ann)
    lift(ann, session, press)
    ann.call("erase_account")
    assert world.owner.execute("select from live_sessions where id = %s", (session,)).rowcount == 0

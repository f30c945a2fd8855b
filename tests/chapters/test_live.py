"""Live sessions: who opens one, comes in, goes, and leads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from rooms import age, come_in, events, happened, lift, me, people, room, the
from scenes import exercise, fingerprint, one, refused, rows, sets_of
from support import Actor, Database

pytestmark = pytest.mark.usefixtures("counts_are_right")


# Beginning and end


def test_whoever_opens_a_session_is_in_it_and_leads(ann: Actor) -> None:
    ann.call("update_me", p_display_name="Ann", p_avatar_url="https://example.org/ann.png")
    made = one(ann, "create_live_session", p_name="Push", p_theme="neon")
    assert (made["host_id"], made["host_name"], made["status"]) == (str(ann.id), "Ann", "pending")
    assert (made["mode"], made["is_public"], made["participant_count"]) == ("shared", False, 1)
    assert me(ann, made["id"])["is_leader"]
    joined = {"displayName": "Ann", "avatarUrl": "https://example.org/ann.png"}
    assert happened(ann, made["id"]) == [("session_created", {}), ("user_joined", joined)]


def test_a_session_goes_from_pending_to_active_to_ended(ann: Actor) -> None:
    session = one(ann, "create_live_session")["id"]
    started = one(ann, "start_live_session", p_session_id=session)
    assert started["status"] == "active"
    assert started["started_at"]
    assert one(ann, "start_live_session", p_session_id=session) == started
    ended = one(ann, "end_live_session", p_session_id=session)
    assert ended["status"] == "ended"
    assert ended["duration_ms"] >= 0
    assert one(ann, "end_live_session", p_session_id=session) == ended
    types = [type for type, _ in happened(ann, session)]
    assert types == ["session_created", "user_joined", "session_started", "session_ended"]


def test_the_same_id_opens_one_session(ann: Actor) -> None:
    id = str(uuid4())
    first = one(ann, "create_live_session", p_id=id, p_name="One")
    again = one(ann, "create_live_session", p_id=id, p_name="Two")
    assert again == first
    assert len(events(ann, id)) == 2


def test_an_ended_session_is_never_started_again(ann: Actor) -> None:
    session = room(ann)
    ann.call("end_live_session", p_session_id=session)
    with refused("PT409") as refusal:
        ann.call("start_live_session", p_session_id=session)
    assert refusal.detail == "status = ended"


@pytest.mark.parametrize(("ends", "code"), [(False, "23514"), (True, "PT409")])
def test_not_even_the_owner_turns_a_session_back(
    world: Database, ann: Actor, ends: bool, code: str
) -> None:
    session = room(ann)
    if ends:
        ann.call("end_live_session", p_session_id=session)
    with refused(code):
        world.owner.execute("update live_sessions set status = 'pending' where id = %s", (session,))


def test_nobody_says_by_hand_when_it_began(ann: Actor) -> None:
    session = room(ann)
    for column in ("started_at", "ended_at", "participant_count", "last_event_seq", "host_id"):
        with refused("42501"):
            ann.execute(f"update live_sessions set {column} = default where id = %s", (session,))


@pytest.mark.parametrize(
    ("planned", "path"),
    [
        ([{"targetSets": 3}], "p_planned_exercises[0].exerciseId is missing"),
        ([{"exerciseId": "x", "targetSets": 3}], "p_planned_exercises[0].exerciseId"),
        ([{"exerciseId": str(uuid4()), "targetSets": 3}], "an exercise of the catalogue"),
        ([{"exerciseId": "press", "targetSets": 0}], "p_planned_exercises[0].targetSets"),
        ([{"exerciseId": "press", "targetSets": 3, "sets": 3}], "p_planned_exercises[0].sets"),
        (
            [{"exerciseId": "press", "targetSets": 3, "targetRepsMin": 8, "targetRepsMax": 5}],
            "targetRepsMin",
        ),
        ({}, "p_planned_exercises"),
        (None, "p_planned_exercises is missing"),
    ],
)
def test_a_plan_is_checked_whole(ann: Actor, press: str, planned: Any, path: str) -> None:
    if isinstance(planned, list):
        planned = [
            it | ({"exerciseId": press} if it.get("exerciseId") == "press" else {})
            for it in planned
        ]
    with refused("PT422") as refusal:
        ann.call("create_live_session", p_planned_exercises=Jsonb(planned))
    assert path in refusal.detail


def test_a_plan_is_of_exercises_that_all_have(ann: Actor) -> None:
    planned = [{"exerciseId": exercise(ann), "targetSets": 3}]
    with refused("PT422") as refusal:
        ann.call("create_live_session", p_planned_exercises=Jsonb(planned))
    assert "expected an exercise of the catalogue" in refusal.detail


# Coming in


def test_the_invited_come_in(ann: Actor, bob: Actor) -> None:
    session = one(ann, "create_live_session")["id"]
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    assert (asked["status"], asked["host_id"]) == ("pending", str(ann.id))
    assert one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id) == asked
    answer = {"p_invitation_id": asked["id"], "p_accept": True}
    accepted = one(bob, "respond_to_live_invitation", **answer)
    assert accepted["status"] == "accepted"
    assert one(bob, "respond_to_live_invitation", **answer) == accepted
    joined = one(bob, "join_live_session", p_session_id=session)
    assert one(bob, "join_live_session", p_session_id=session) == joined
    assert {it["user_id"] for it in joined["participants"]} == {str(ann.id), str(bob.id)}
    assert [type for type, _ in happened(bob, session, after=2)] == [
        "user_invited",
        "invitation_answered",
        "user_joined",
    ]
    assert [it["user_id"] for it in events(bob, session, after=2)] == [
        str(ann.id),
        str(bob.id),
        str(bob.id),
    ]


def test_to_come_in_is_to_accept(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    (mine,) = bob.execute("select status from live_session_invitations")
    assert mine["status"] == "accepted"
    with refused("PT409"):
        ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)


def test_whoever_declined_is_out_and_can_be_asked_again(ann: Actor, bob: Actor) -> None:
    session = room(ann)
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    bob.call("respond_to_live_invitation", p_invitation_id=asked["id"], p_accept=False)
    with refused("PT404"):
        bob.call("join_live_session", p_session_id=session)
    with refused("PT409") as refusal:
        bob.call("respond_to_live_invitation", p_invitation_id=asked["id"], p_accept=True)
    assert "status = declined" in refusal.detail
    again = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    assert (again["id"], again["status"]) == (asked["id"], "pending")
    bob.call("join_live_session", p_session_id=session)


def test_an_invitation_that_is_too_old_lets_nobody_in(
    world: Database, ann: Actor, bob: Actor
) -> None:
    session = room(ann)
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    age(world, "live_session_invitations", "expires_at", asked["id"], "2 days")
    with refused("PT404"):
        bob.call("join_live_session", p_session_id=session)
    with refused("PT409"):
        bob.call("respond_to_live_invitation", p_invitation_id=asked["id"], p_accept=True)
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    bob.call("join_live_session", p_session_id=session)


def test_an_invitation_is_for_a_time_to_come(ann: Actor, bob: Actor) -> None:
    session = room(ann)
    for days in (-1, 31):
        with refused("PT422"):
            ann.call(
                "invite_to_live_session",
                p_session_id=session,
                p_user_id=bob.id,
                p_expires_at=datetime.now(UTC) + timedelta(days=days),
            )


def test_whoever_blocked_the_host_is_as_good_as_not_there(ann: Actor, bob: Actor) -> None:
    session = room(ann)
    bob.call("block_person", p_user_id=ann.id)
    with refused("PT404") as refusal:
        ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    blocked = refusal.message
    with refused("PT404") as refusal:
        ann.call("invite_to_live_session", p_session_id=session, p_user_id=uuid4())
    assert refusal.message == blocked


def test_a_public_session_is_found_and_joined_by_anyone(ann: Actor, bob: Actor) -> None:
    session = room(ann, p_is_public=True, p_name="All come")
    assert session in {it["id"] for it in rows(bob, "discover_live_sessions")}
    with refused("PT409") as refusal:
        bob.call("send_live_message", p_session_id=session, p_message="hello")
    assert refusal.detail == "status = active, participant_count = 1 without you"
    bob.call("join_live_session", p_session_id=session)
    ann.call("end_live_session", p_session_id=session)
    assert session not in {it["id"] for it in rows(bob, "discover_live_sessions")}


def test_public_sessions_come_page_by_page(ann: Actor, bob: Actor) -> None:
    made = [room(ann, p_is_public=True) for _ in range(3)]
    (first,) = rows(bob, "discover_live_sessions", p_limit=1)
    assert first["id"] == made[-1]
    after = rows(bob, "discover_live_sessions", p_before=first["created_at"], p_limit=2)
    assert [it["id"] for it in after] == made[1::-1]


def test_a_late_comer_sees_all_that_happened(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann)
    done = lift(ann, session, press)
    message = one(ann, "send_live_message", p_session_id=session, p_message="Ready?")
    ann.call("react_to_set", p_session_id=session, p_emote="fire", p_set_id=done["id"])
    come_in(session, ann, bob)
    detail = one(bob, "get_live_session", p_session_id=session)
    assert [it["id"] for it in detail["sets"]] == [done["id"]]
    assert [it["id"] for it in detail["messages"]] == [message["id"]]
    assert [it["emote"] for it in detail["reactions"]] == ["fire"]
    assert [it["user_id"] for it in detail["participants"]] == [str(ann.id), str(bob.id)]
    seen = events(bob, session)
    assert [it["seq"] for it in seen] == list(range(1, detail["session"]["last_event_seq"] + 1))
    assert events(bob, session, after=4) == seen[4:]
    few = rows(bob, "get_live_events", p_session_id=session, p_after=2, p_limit=3)
    assert few == seen[2:5]


# Going


def test_whoever_leaves_is_out_and_what_they_did_stays(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob)
    lift(bob, session, press, 5, 80)
    summary = one(bob, "leave_live_session", p_session_id=session)
    assert (summary["sets_completed"], summary["total_volume_kg"]) == (1, 400)
    assert list(people(ann, session)) == [str(ann.id)]
    assert the(ann, session)["total_sets_completed"] == 1
    with refused("PT409"):
        bob.call("get_live_session", p_session_id=session)
    mine = one(bob, "get_participant_summary", p_session_id=session)
    assert (mine["sets_completed"], mine["joined_at"]) == (1, None)
    assert len(sets_of(bob, summary["workout_id"])) == 1


def test_whoever_comes_back_finds_their_sets_and_their_workout(
    ann: Actor, bob: Actor, press: str
) -> None:
    session = room(ann, bob)
    lift(bob, session, press)
    before = me(bob, session)
    bob.call("leave_live_session", p_session_id=session)
    bob.call("join_live_session", p_session_id=session)
    lift(bob, session, press)
    after = me(bob, session)
    assert after["workout_id"] == before["workout_id"]
    assert after["sets_completed"] == 2


def test_when_the_leader_leaves_who_is_there_longest_leads(
    ann: Actor, bob: Actor, cleo: Actor
) -> None:
    session = room(ann, bob, cleo)
    ann.call("leave_live_session", p_session_id=session)
    assert me(bob, session)["is_leader"]
    assert happened(bob, session)[-1][0] == "leader_changed"
    bob.call("end_live_session", p_session_id=session)


def test_when_nobody_is_left_it_ends(world: Database, ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    for person in (bob, ann):
        person.call("leave_live_session", p_session_id=session)
    row = world.owner.execute("select * from live_sessions where id = %s", (session,)).fetchone()
    assert row
    assert (row["status"], row["participant_count"]) == ("ended", 0)


def test_whoever_is_sent_out_is_out_at_once(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob, p_is_public=True)
    lift(bob, session, press)
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)
    for call in (
        lambda: bob.call("get_live_events", p_session_id=session),
        lambda: bob.call("send_live_message", p_session_id=session, p_message="Why?"),
        lambda: bob.call("join_live_session", p_session_id=session),
    ):
        with refused("PT404"):
            call()
    assert session not in {it["id"] for it in rows(bob, "discover_live_sessions")}
    come_in(session, ann, bob)
    assert me(bob, session)["sets_completed"] == 1


def test_an_invitation_can_be_taken_back(ann: Actor, bob: Actor) -> None:
    session = room(ann)
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)
    with refused("PT404"):
        bob.call("join_live_session", p_session_id=session)
    assert happened(ann, session)[-1] == ("invitation_answered", {"status": "expired"})


OUTSIDE: dict[str, Callable[[Actor, str], Any]] = {
    "message": lambda it, s: it.call("send_live_message", p_session_id=s, p_message="x"),
    "reaction": lambda it, s: it.call(
        "react_to_set", p_session_id=s, p_emote="like", p_to_user_id=it.id
    ),
    "status": lambda it, s: it.call("update_live_status", p_session_id=s, p_status="idle"),
    "leave": lambda it, s: it.call("leave_live_session", p_session_id=s),
    "ready": lambda it, s: it.call("set_ready_for_next", p_session_id=s),
}


@pytest.mark.parametrize("act", OUTSIDE)
def test_what_does_not_fit_the_state_is_refused_with_it(ann: Actor, bob: Actor, act: str) -> None:
    public = room(ann, p_is_public=True, p_mode="guided")
    with refused("PT409") as refusal:
        OUTSIDE[act](bob, public)
    assert refusal.detail == "status = active, participant_count = 1 without you"
    ann.call("end_live_session", p_session_id=public)
    with refused("PT409") as refusal:
        OUTSIDE[act](ann, public)
    assert refusal.detail == "status = ended"
    with refused("PT404"):
        OUTSIDE[act](bob, public)


# Leading

LEADERS = {
    "start_live_session": {},
    "end_live_session": {},
    "change_live_exercise": {"p_exercise_id": "press"},
    "invite_to_live_session": {"p_user_id": "cleo"},
    "remove_from_live_session": {"p_user_id": "ann"},
    "transfer_live_leadership": {"p_user_id": "bob"},
}


@pytest.mark.parametrize("function", LEADERS)
def test_only_the_host_and_the_leader_lead(
    world: Database, ann: Actor, bob: Actor, cleo: Actor, press: str, function: str
) -> None:
    session = room(ann, bob, p_mode="guided")
    known = {"press": press, "cleo": cleo.id, "ann": ann.id, "bob": bob.id}
    arguments = {name: known[what] for name, what in LEADERS[function].items()}
    before = fingerprint(world)
    with refused("42501") as refusal:
        bob.call(function, p_session_id=session, **arguments)
    assert refusal.message == "Only the host or the leader may do this"
    assert fingerprint(world) == before


def test_the_lead_is_handed_on(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    ann.call("transfer_live_leadership", p_session_id=session, p_user_id=bob.id)
    ann.call("transfer_live_leadership", p_session_id=session, p_user_id=bob.id)
    assert [it["is_leader"] for it in people(ann, session).values()] == [False, True]
    last = happened(ann, session)[-1]
    assert last[0] == "leader_changed"
    assert last[1]["targetUserId"] == str(bob.id)
    assert [type for type, _ in happened(ann, session)].count("leader_changed") == 1
    with refused("PT404"):
        bob.call("transfer_live_leadership", p_session_id=session, p_user_id=uuid4())


def test_in_a_guided_session_the_leader_moves_all(ann: Actor, bob: Actor, press: str) -> None:
    planned = [
        {"exerciseId": press, "targetSets": 3, "targetRepsMin": 5, "targetRepsMax": 8},
    ]
    session = room(ann, bob, p_mode="guided", p_planned_exercises=Jsonb(planned))
    bob.call("set_ready_for_next", p_session_id=session)
    assert me(bob, session)["ready_for_next"]
    ann.call("change_live_exercise", p_session_id=session, p_exercise_id=press)
    for person in people(ann, session).values():
        assert person["current_exercise_id"] == press
        assert not person["ready_for_next"]
    assert happened(ann, session)[-2:] == [
        ("ready_status_changed", {"isReady": True}),
        (
            "exercise_changed",
            {
                "exerciseId": press,
                "exerciseName": "Barbell Bench Press",
                "targetSets": 3,
                "targetRepsMin": 5,
                "targetRepsMax": 8,
            },
        ),
    ]
    # a set is of the exercise that all are at
    assert lift(bob, session, None)["exercise_id"] == press  # type: ignore[arg-type]


def test_nobody_is_moved_to_an_exercise_that_not_all_have(ann: Actor) -> None:
    session = room(ann, p_mode="guided")
    with refused("PT404"):
        ann.call("change_live_exercise", p_session_id=session, p_exercise_id=exercise(ann))


def test_a_shared_session_is_not_guided(ann: Actor, press: str) -> None:
    session = room(ann)
    with refused("PT409") as refusal:
        ann.call("change_live_exercise", p_session_id=session, p_exercise_id=press)
    assert refusal.detail == "mode = shared"
    with refused("PT409"):
        ann.call("set_ready_for_next", p_session_id=session)

"""Live sessions: what people do in them, what the room is told, and what the log has of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from phones import in_turn
from psycopg.types.json import Jsonb
from rooms import bench, come_in, events, happened, lift, numbers, room, wrong
from scenes import (
    befriend,
    exercise,
    fingerprint,
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


@pytest.fixture
def press(world: Database) -> str:
    return bench(world)


@pytest.fixture(autouse=True)
def counts_are_right(world: Database) -> Any:
    """Whatever a test did, every count that is kept equals a recount after it."""
    yield
    assert wrong(world.owner) == []


def people(person: Actor, session: str) -> dict[str, Any]:
    """Who is in, by id."""
    detail = one(person, "get_live_session", p_session_id=session)
    return {it["user_id"]: it for it in detail["participants"]}


def me(person: Actor, session: str) -> Any:
    return people(person, session)[str(person.id)]


def the(person: Actor, session: str) -> Any:
    """The session's own row."""
    return one(person, "get_live_session", p_session_id=session)["session"]


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


# Saying something


def test_a_message_is_for_all_and_sent_once(ann: Actor, bob: Actor) -> None:
    session, id = room(ann, bob), str(uuid4())
    sent = one(bob, "send_live_message", p_session_id=session, p_message="Go!", p_id=id)
    assert one(bob, "send_live_message", p_session_id=session, p_message="Go!", p_id=id) == sent
    type, data = happened(bob, session)[-1]
    assert (type, data) == ("message", {"message": "Go!", "messageId": id})
    assert [type for type, _ in happened(ann, session)].count("message") == 1
    for text in ("", "a" * 2001, None):
        with refused("PT422"):
            bob.call("send_live_message", p_session_id=session, p_message=text)


def test_a_message_of_any_size_is_announced_by_a_knock(world: Database, ann: Actor) -> None:
    session = room(ann)
    with world.connect(autocommit=True) as listener:
        listener.execute(f'listen "live_{session}"')
        ann.call("send_live_message", p_session_id=session, p_message="\N{GRINNING FACE}" * 2000)
        (knock,) = listener.notifies(timeout=20, stop_after=1)
    seq = the(ann, session)["last_event_seq"]
    assert knock.payload == f'{{"session_id" : "{session}", "seq" : {seq}, "type" : "message"}}'


def test_a_reaction_is_to_a_set_or_to_a_person(
    ann: Actor, bob: Actor, cleo: Actor, press: str
) -> None:
    session, id = room(ann, bob), str(uuid4())
    done = lift(ann, session, press)
    it = {"p_session_id": session, "p_emote": "crown", "p_id": id}
    sent = one(bob, "react_to_set", **it, p_set_id=done["id"])
    assert (sent["to_user_id"], sent["target_set_id"]) == (str(ann.id), done["id"])
    assert one(bob, "react_to_set", **it, p_set_id=done["id"]) == sent
    assert happened(ann, session)[-1] == (
        "reaction",
        {"targetUserId": str(ann.id), "emote": "crown", "targetSetId": done["id"]},
    )
    bob.call("react_to_set", p_session_id=session, p_emote="like", p_to_user_id=ann.id)
    assert happened(ann, session)[-1][1] == {"targetUserId": str(ann.id), "emote": "like"}
    for wrong_one, code in (
        ({"p_set_id": uuid4()}, "PT404"),
        ({"p_to_user_id": cleo.id}, "PT404"),
        ({}, "PT422"),
        ({"p_set_id": done["id"], "p_to_user_id": bob.id}, "PT422"),
    ):
        with refused(code):
            bob.call("react_to_set", p_session_id=session, p_emote="like", **wrong_one)


def test_one_says_where_one_is(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob)
    status = {"p_session_id": session, "p_status": "working_out"}
    place = one(bob, "update_live_status", **status, p_current_exercise_id=press)
    assert (place["status"], place["current_exercise_id"]) == ("working_out", press)
    assert happened(ann, session)[-1] == (
        "status_update",
        {"status": "working_out", "currentExerciseId": press},
    )
    seen = the(ann, session)["last_event_seq"]
    bob.call("update_live_status", **status)
    assert the(ann, session)["last_event_seq"] == seen
    with refused("PT404"):
        bob.call("update_live_status", **status, p_current_exercise_id=uuid4())


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


# Event data

FORMS: list[tuple[str, Any, bool]] = [
    ("session_created", {}, True),
    ("session_created", {"anything": [1]}, True),
    ("session_created", [], False),
    ("user_joined", {"displayName": "A"}, True),
    ("user_joined", {"displayName": "A", "avatarUrl": "x"}, True),
    ("user_joined", {}, False),
    ("user_left", {"displayName": 1}, False),
    ("user_left", {"displayName": "A", "email": "a@b"}, False),
    ("set_deleted", {"setId": "x"}, True),
    ("set_deleted", {}, False),
    ("exercise_changed", {"exerciseId": "x", "exerciseName": "X"}, True),
    ("exercise_changed", {"exerciseId": "x", "exerciseName": "X", "targetSets": "3"}, False),
    ("reaction", {"targetUserId": "x", "emote": "fire"}, True),
    ("reaction", {"targetUserId": "x", "emote": "heart"}, False),
    ("status_update", {"status": "idle"}, True),
    ("status_update", {"status": "asleep"}, False),
    ("ready_status_changed", {"isReady": True}, True),
    ("ready_status_changed", {"isReady": "yes"}, False),
    ("message", {"message": "hi"}, True),
    ("message", {"text": "hi"}, False),
    ("invitation_answered", {"status": "accepted"}, True),
    ("invitation_answered", {"status": "pending"}, False),
    ("user_invited", {"targetUserId": "x"}, True),
    ("leader_changed", {"targetUserId": "x"}, False),
    (
        "set_completed",
        {
            "setId": "s",
            "exerciseId": "e",
            "exerciseName": "E",
            "setType": "working",
            "weightKg": 100,
            "reps": 5,
        },
        True,
    ),
    ("set_completed", {"setId": "s", "exerciseId": "e", "exerciseName": "E"}, False),
    (
        "set_edited",
        {
            "setId": "s",
            "exerciseId": "e",
            "exerciseName": "E",
            "setType": "drop",
            "weightKg": 100,
            "reps": 5,
        },
        False,
    ),
]


@pytest.mark.parametrize(("type", "data", "fits"), FORMS)
def test_an_event_has_the_form_of_its_type(
    world: Database, ann: Actor, type: str, data: Any, fits: bool
) -> None:
    session = room(ann)
    query = (
        "insert into live_session_events (session_id, seq, type, event_data)"
        " values (%s, 99, %s, %s)"
    )
    with world.owner.transaction(force_rollback=True):
        it = (session, type, Jsonb({"type": type, "data": data}))
        if fits:
            world.owner.execute(query, it)
        else:
            with refused("23514"):
                world.owner.execute(query, it)


def test_an_event_says_its_own_type_and_nothing_beside(world: Database, ann: Actor) -> None:
    session = room(ann)
    query = (
        "insert into live_session_events (session_id, seq, type, event_data)"
        " values (%s, 99, 'message', %s)"
    )
    data = {"message": "x"}
    for document in (
        {"data": data},
        {"type": "reaction", "data": data},
        {"type": "message", "data": data, "more": 1},
        {"type": "message"},
        data,
        [],
        None,
    ):
        with refused("23514"):
            world.owner.execute(query, (session, Jsonb(document)))


def test_every_type_of_event_is_tried() -> None:
    tried = {type for type, _, _ in FORMS}
    assert len(tried) + 2 == 16  # but session_started and session_ended, which are as created


# Tidying up


def age(world: Database, table: str, column: str, id: str, by: str) -> None:
    """As if it had been so much longer ago."""
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            f"update {table} set {column} = {column} - %s::interval where id = %s", (by, id)
        )


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


# Presence


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

"""Live sessions under attack: locks in one order, what follows the log, and who is out."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from phones import PATIENCE, at_once, holding, in_turn, is_waiting, phone, until
from psycopg.types.json import Jsonb
from rooms import bench, come_in, events, happened, lift, room, wrong
from scenes import exercise, one, pull_up, refused, rows
from support import Actor, Database


def talk(person: Actor, session: str) -> Callable[[], None]:
    """Says this and that until the session is gone."""

    def run() -> None:
        for turn in range(8):
            try:
                person.call("send_live_message", p_session_id=session, p_message="Go")
                status = "resting" if turn % 2 else "working_out"
                person.call("update_live_status", p_session_id=session, p_status=status)
            except psycopg.Error as refusal:
                if refusal.sqlstate == "PT404":
                    return
                raise

    return run


def test_a_host_changes_and_deletes_a_room_where_six_talk(world: Database, ann: Actor) -> None:
    guests = [phone(world.person()) for _ in range(6)]
    session = room(ann, p_is_public=True)
    for guest in guests:
        guest.call("join_live_session", p_session_id=session)
    host = phone(ann)

    def manage() -> None:
        for turn in range(6):
            host.call("update_live_session", p_session_id=session, p_name=f"Push {turn}")
        host.call("delete_live_session", p_session_id=session)

    at_once(manage, *[talk(guest, session) for guest in guests])
    query = "select 1 from live_sessions where id = %s"
    assert world.owner.execute(query, (session,)).fetchall() == []


def test_who_comes_in_while_erasing_is_not_there(world: Database, ann: Actor, bob: Actor) -> None:
    session = room(ann, p_is_public=True)
    with refused("PT404"):
        in_turn(
            bob,
            lambda it: it.call("erase_account"),
            lambda it: it.call("join_live_session", p_session_id=session),
        )
    assert wrong(world.owner) == []


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("remove_from_live_session", "PT404"),
        ("delete_live_session", "PT404"),
        ("end_live_session", "PT409"),
    ],
)
def test_who_writes_by_hand_is_told_why_it_came_too_late(
    world: Database, ann: Actor, bob: Actor, act: str, code: str
) -> None:
    session = room(ann, bob)
    whom = {"p_user_id": bob.id} if act == "remove_from_live_session" else {}
    query = "insert into live_session_messages (session_id, user_id, message) values (%s, %s, 'Hi')"
    with refused(code):
        in_turn(
            ann,
            lambda it: it.call(act, p_session_id=session, **whom),
            lambda it: Actor(it.database, bob.role, bob.id).execute(query, (session, bob.id)),
        )
    said = world.owner.execute(
        "select 1 from live_session_messages where session_id = %s", (session,)
    )
    assert said.fetchall() == []


def test_a_set_that_is_being_deleted_is_not_reacted_to(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    done = lift(ann, session, bench(ann.database))
    with refused("PT404"):
        in_turn(
            ann,
            lambda it: it.call("delete_set", p_set_id=done["id"]),
            lambda it: Actor(it.database, bob.role, bob.id).call(
                "react_to_set", p_session_id=session, p_emote="like", p_set_id=done["id"]
            ),
        )


def test_who_merges_an_exercise_is_sent_out_meanwhile(
    world: Database, ann: Actor, bob: Actor
) -> None:
    """The merge waits for the room before it touches their place in it."""
    session = room(ann, bob)
    old, new = exercise(bob), exercise(bob)
    done = lift(bob, session, old)
    other = phone(bob)
    pid = other.database.requests.info.backend_pid
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as host:
            host.call("send_live_message", p_session_id=session, p_message="Enough")
            merging = pool.submit(other.call, "merge_exercises", p_from_id=old, p_into_id=new)
            until(lambda: is_waiting(world.owner, pid))
            host.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)
        merging.result(PATIENCE)
    (shown,) = bob.execute("select id, exercise_id from live_session_sets")
    assert (str(shown["id"]), str(shown["exercise_id"])) == (done["id"], new)
    assert wrong(world.owner) == []


def test_the_catalogue_merges_an_exercise_while_people_train(
    world: Database, ann: Actor, bob: Actor
) -> None:
    """It waits for everyone's turn before it waits for a room, as everyone does."""
    session = room(ann, bob)
    old, new = bench(world, "Barbell Good Morning"), bench(world)
    lift(bob, session, old)
    back_end = phone(world.service)
    pid = back_end.database.requests.info.backend_pid
    query = "update exercises set merged_into = %s, archived_at = now() where id = %s"
    with ThreadPoolExecutor(1) as pool:
        with holding(bob) as it:
            it.call("start_workout")
            merging = pool.submit(back_end.execute, query, (new, old))
            until(lambda: is_waiting(world.owner, pid))
            it.call("send_live_message", p_session_id=session, p_message="Done")
        merging.result(PATIENCE)
    sets = bob.execute("select exercise_id from live_session_sets")
    assert [str(row["exercise_id"]) for row in sets] == [new]
    assert wrong(world.owner) == []


def test_tidying_takes_rooms_by_the_hundred_and_no_more(world: Database, ann: Actor) -> None:
    idle = room(ann)
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            "insert into live_sessions (host_id, status, started_at)"
            " select %s, 'active', now() from generate_series(1, 501)",
            (ann.id,),
        )
    first, second = (one(world.service, "tidy_live_sessions") for _ in range(2))
    assert (first["sessions_tidied"], first["sessions_ended"]) == (500, 500)
    assert second["sessions_tidied"] >= 1
    assert one(world.service, "tidy_live_sessions")["sessions_tidied"] == 0
    assert one(ann, "get_live_session", p_session_id=idle)["session"]["status"] == "active"
    locks = "select count(*) as n from pg_locks where locktype = 'advisory' and not granted"
    assert world.owner.execute(locks).fetchall() == [{"n": 0}]


def test_rooms_that_are_over_are_not_looked_at(world: Database, ann: Actor) -> None:
    """Neither by the caretaker nor by who asks for their own, however many there are."""
    room(ann)
    over = 5000
    read = (
        "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as it"
        " from pg_stat_xact_user_tables"
        " where relname in ('live_sessions', 'live_session_participants')"
    )
    counts = []
    with world.owner.transaction(force_rollback=True):
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            "with made as ("
            "  insert into live_sessions (host_id, status, started_at, ended_at)"
            "  select gen_random_uuid(), 'ended', now(), now() from generate_series(1, %s)"
            "  returning id, host_id)"
            " insert into live_session_participants (session_id, user_id, display_name)"
            " select id, host_id, 'X' from made",
            (over,),
        )
        world.owner.execute("analyze live_sessions, live_session_participants")
        world.owner.execute(
            "select set_config('request.jwt.claims', %s, true)", (json.dumps({"sub": str(ann.id)}),)
        )
        for call in ("private.tidy_live_sessions('1h', '1h', '1h')", "my_live_sessions()"):
            (before,) = world.owner.execute(read).fetchall()
            world.owner.execute(f"select * from {call}")
            (after,) = world.owner.execute(read).fetchall()
            counts.append(after["it"] - before["it"])
    assert max(counts) < over / 10, counts


@pytest.mark.parametrize("act", ["send_live_message", "react_to_set", "invite_to_live_session"])
def test_who_talks_has_not_vanished(world: Database, ann: Actor, bob: Actor, act: str) -> None:
    session = room(ann, bob)
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            "update live_session_participants set last_active_at = now() - interval '3 hours'"
            " where session_id = %s",
            (session,),
        )
    arguments: dict[str, Any] = {
        "send_live_message": {"p_message": "Here"},
        "react_to_set": {"p_emote": "like", "p_to_user_id": bob.id},
        "invite_to_live_session": {"p_user_id": world.person().id},
    }[act]
    ann.call(act, p_session_id=session, **arguments)
    assert one(world.service, "tidy_live_sessions")["people_finished"] == 1
    detail = one(ann, "get_live_session", p_session_id=session)
    assert {it["user_id"]: it["status"] == "finished" for it in detail["participants"]} == {
        str(ann.id): False,
        str(bob.id): True,
    }


def test_nobody_is_at_somebody_elses_exercise(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    hers, his = exercise(ann), exercise(bob)
    with refused("PT404"):
        bob.call(
            "update_live_status",
            p_session_id=session,
            p_status="idle",
            p_current_exercise_id=hers,
        )
    bob.call("update_live_status", p_session_id=session, p_status="idle", p_current_exercise_id=his)


def test_a_body_weight_of_later_is_in_the_room_too(world: Database, ann: Actor) -> None:
    lift_up = pull_up(ann)
    session = room(ann)
    lift(ann, session, lift_up, 5, 10)
    ann.execute(
        "insert into body_measurements (user_id, measured_on, weight)"
        " values (%s, current_date - 2, 80)",
        (ann.id,),
    )
    (shown,) = ann.execute("select volume_kg from live_session_sets")
    assert shown["volume_kg"] == 450
    assert wrong(world.owner) == []


def test_an_exercise_that_means_something_else_does_in_the_room_too(
    world: Database, ann: Actor
) -> None:
    lift_up = exercise(ann)
    session = room(ann)
    lift(ann, session, lift_up, 5, 60)
    ann.execute("update exercises set load_kind = 'duration' where id = %s", (lift_up,))
    assert wrong(world.owner) == []
    (shown,) = ann.execute("select e1rm_kg, volume_kg from live_session_sets")
    assert (shown["e1rm_kg"], shown["volume_kg"]) == (None, 0)


def test_a_plan_names_a_merged_exercise_still(world: Database, ann: Actor) -> None:
    """The plan keeps the old id, and the room goes to the exercise that took its place."""
    old, new = bench(world), bench(world, "Barbell Back Squat")
    planned = Jsonb([{"exerciseId": old, "targetSets": 3}])
    session = room(ann, p_mode="guided", p_planned_exercises=planned)
    with world.owner.transaction(force_rollback=True):
        world.owner.execute(
            "update exercises set merged_into = %s, archived_at = now() where id = %s", (new, old)
        )
        world.owner.execute(
            "update live_sessions set current_exercise_id = %s where id = %s", (new, session)
        )
        told = world.owner.execute(
            "select event_data -> 'data' as it from live_session_events"
            " where session_id = %s and type = 'exercise_changed'",
            (session,),
        ).fetchall()
    assert [(row["it"]["exerciseId"], row["it"]["targetSets"]) for row in told] == [(new, 3)]


def test_nobody_is_named_once_they_are_erased(world: Database, ann: Actor, bob: Actor) -> None:
    bob.call("update_me", p_display_name="Bob Erased")
    session = room(ann, bob)
    ann.call("transfer_live_leadership", p_session_id=session, p_user_id=bob.id)
    ann.call("react_to_set", p_session_id=session, p_emote="like", p_to_user_id=bob.id)
    bob.call("erase_account")
    told = str(events(ann, session))
    assert "Bob Erased" not in told
    assert str(bob.id) not in told
    assert wrong(world.owner) == []


def test_a_message_taken_down_is_unsaid(world: Database, ann: Actor) -> None:
    session = room(ann)
    for text in ("Vile", "Kind"):
        ann.call("send_live_message", p_session_id=session, p_message=text)
    world.service.execute("delete from live_session_messages where message = 'Vile'")
    said = [data["message"] for type, data in happened(ann, session) if type == "message"]
    assert said == ["", "Kind"]


def test_the_leader_does_not_send_the_host_out(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    ann.call("transfer_live_leadership", p_session_id=session, p_user_id=bob.id)
    with refused("42501"):
        bob.call("remove_from_live_session", p_session_id=session, p_user_id=ann.id)


def test_who_was_sent_out_is_heard_no_more(world: Database, ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    done = lift(bob, session, bench(world))
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)
    before = events(ann, session)
    bob.call("edit_live_set", p_set_id=done["id"], p_reps=6)
    assert events(ann, session) == before
    assert wrong(world.owner) == []


@pytest.mark.parametrize("comes", ["pending", "back"])
def test_whom_the_host_blocked_does_not_come_in(ann: Actor, bob: Actor, comes: str) -> None:
    session = room(ann)
    if comes == "back":
        come_in(session, ann, bob)
        bob.call("leave_live_session", p_session_id=session)
    else:
        ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
        (mine,) = rows(bob, "my_live_invitations")
        assert mine["session"]["id"] == session
    ann.call("block_person", p_user_id=bob.id)
    with refused("PT404"):
        bob.call("join_live_session", p_session_id=session)
    assert rows(bob, "my_live_invitations") == []
    assert bob.execute("select 1 from live_sessions where id = %s", (session,)) == []


def test_a_reaction_by_hand_is_to_somebody_in_the_room(ann: Actor, bob: Actor) -> None:
    session = room(ann)
    done = lift(ann, session, bench(ann.database))
    query = (
        "insert into live_session_reactions"
        " (session_id, from_user_id, to_user_id, emote, target_set_id)"
        " values (%s, %s, %s, 'skull', %s)"
    )
    for set_id in (None, done["id"]):
        with refused("PT404"):
            ann.execute(query, (session, ann.id, bob.id, set_id))
    ann.execute(query, (session, ann.id, ann.id, done["id"]))


def test_a_setting_makes_nobody_anonymous(ann: Actor) -> None:
    session = room(ann)
    with ann.transaction() as it:
        it.execute("select set_config('workoutdb.erasing', %s, true)", (str(ann.id),))
        it.execute("select send_live_message(%s, 'Who am I?')", (session,))
    assert events(ann, session)[-1]["user_id"] == str(ann.id)


def test_who_leaves_one_of_two_rooms_is_present_in_the_other(ann: Actor) -> None:
    first, second = room(ann), room(ann)
    query = "select live_session_id::text as it from workout_presence"
    assert ann.execute(query) == [{"it": second}]
    ann.call("end_live_session", p_session_id=second)
    assert ann.execute(query) == [{"it": first}]
    ann.call("leave_live_session", p_session_id=first)
    assert ann.execute(query) == [{"it": None}]


def test_more_in_reserve_never_raises_the_score(world: Database) -> None:
    scores = [
        row["it"]
        for row in world.owner.execute(
            "select intensity_score(100, 5, null, r) as it from unnest('{5, 20, 30}'::int[]) as r"
        )
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[1] == scores[2]


def test_an_invitation_that_is_too_old_is_not_accepted_by_the_open_door(
    world: Database, ann: Actor, bob: Actor
) -> None:
    session = room(ann, p_is_public=True)
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    world.owner.execute("update live_session_invitations set expires_at = now()")
    bob.call("join_live_session", p_session_id=session)
    assert bob.execute("select status from live_session_invitations") == [{"status": "pending"}]


@pytest.mark.parametrize("function", ["discover_live_sessions", "my_live_sessions"])
def test_sessions_of_one_moment_are_all_on_some_page(
    world: Database, ann: Actor, function: str
) -> None:
    made = {room(ann, p_is_public=True) for _ in range(3)}
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            "update live_sessions set created_at = now() where host_id = %s", (ann.id,)
        )
    found, cursor = set(), {}
    while page := rows(ann, function, p_limit=1, **cursor):
        found.add(page[0]["id"])
        cursor = {"p_before": page[0]["created_at"], "p_before_id": page[0]["id"]}
    assert made <= found


def test_a_message_of_blanks_is_none(ann: Actor) -> None:
    session = room(ann)
    with refused("PT422") as refusal:
        ann.call("send_live_message", p_session_id=session, p_message=" \n ")
    assert refusal.detail.startswith("p_message")


def test_who_left_before_the_end_is_told_the_truth(ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    bob.call("leave_live_session", p_session_id=session)
    ann.call("end_live_session", p_session_id=session)
    with refused("PT409") as refusal:
        bob.call("get_live_events", p_session_id=session)
    assert "join_live_session" not in refusal.hint
    assert [it["id"] for it in rows(ann, "my_live_sessions")] == [session]


def test_the_host_alone_deletes(world: Database, ann: Actor, bob: Actor) -> None:
    session = room(ann, bob)
    planned = Jsonb([{"exerciseId": bench(world), "targetSets": 3}])
    changed = one(ann, "update_live_session", p_session_id=session, p_planned_exercises=planned)
    assert (changed["planned_exercises"][0]["targetSets"], changed["status"]) == (3, "active")
    with refused("42501"):
        bob.call("update_live_session", p_session_id=session, p_name="Mine")
    with refused("42501"):
        bob.call("delete_live_session", p_session_id=session)
    with refused("PT404"):
        ann.call("delete_live_session", p_session_id=uuid4())
    at_once(*[partial(phone(ann).call, "delete_live_session", p_session_id=session)])

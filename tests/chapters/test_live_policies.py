"""Who sees what of a live session, and writes what: insiders, the invited, those who are out."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from psycopg import sql
from rooms import bench, come_in, lift, room
from scenes import befriend, one, refused, rows
from support import Actor, Database

INSIDE = {
    "live_session_participants": "user_id",
    "live_session_events": "user_id",
    "live_session_sets": "user_id",
    "live_session_reactions": "from_user_id",
    "live_session_messages": "user_id",
}
TABLES = {"live_sessions": "host_id", **INSIDE}


def full(host: Actor, *guests: Actor, **arguments: Any) -> str:
    """A room in which its host left a row in every table."""
    session = room(host, *guests, **arguments)
    done = lift(host, session, bench(host.database))
    host.call("send_live_message", p_session_id=session, p_message="Hello")
    host.call("react_to_set", p_session_id=session, p_emote="fire", p_set_id=done["id"])
    return session


def seen(person: Actor, session: str, other: Actor) -> dict[str, int]:
    """How many rows of another person somebody sees in each table, where there are any."""
    counts = {}
    for table, owner in TABLES.items():
        column = "id" if table == "live_sessions" else "session_id"
        query = sql.SQL("select 1 as it from {} where {} = %s and {} = %s").format(
            sql.Identifier("public", table), sql.Identifier(column), sql.Identifier(owner)
        )
        arguments = (session, other.id)
        assert person.database.owner.execute(query, arguments).fetchall(), f"{table} is empty"
        if found := person.execute(query, arguments):
            counts[table] = len(found)
    return counts


def test_who_is_in_sees_all(ann: Actor, bob: Actor) -> None:
    session = full(ann, bob)
    assert set(seen(bob, session, ann)) == set(TABLES)


def never_asked(ann: Actor, bob: Actor, session: str) -> None:
    pass


def declined(ann: Actor, bob: Actor, session: str) -> None:
    asked = one(ann, "invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    assert set(seen(bob, session, ann)) == {"live_sessions"}
    bob.call("respond_to_live_invitation", p_invitation_id=asked["id"], p_accept=False)


def asked_too_long_ago(ann: Actor, bob: Actor, session: str) -> None:
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    bob.database.owner.execute(
        "update live_session_invitations set expires_at = now() where recipient_id = %s", (bob.id,)
    )


def asked_until_the_end(ann: Actor, bob: Actor, session: str) -> None:
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    ann.call("end_live_session", p_session_id=session)


def sent_out(ann: Actor, bob: Actor, session: str) -> None:
    come_in(session, ann, bob)
    assert set(seen(bob, session, ann)) == set(TABLES)
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)


@pytest.mark.parametrize(
    "gets_out", [never_asked, declined, asked_too_long_ago, asked_until_the_end, sent_out]
)
def test_who_is_out_sees_nothing_at_once(
    ann: Actor, bob: Actor, gets_out: Callable[[Actor, Actor, str], None]
) -> None:
    session = full(ann)
    gets_out(ann, bob, session)
    assert seen(bob, session, ann) == {}


def test_who_left_sees_what_they_did_themself(ann: Actor, bob: Actor) -> None:
    session = full(ann, bob)
    lift(bob, session, bench(bob.database))
    bob.call("leave_live_session", p_session_id=session)
    assert set(seen(bob, session, ann)) == {"live_sessions"}  # they may come back
    (mine,) = bob.execute("select user_id from live_session_sets")
    assert mine["user_id"] == bob.id


def test_of_a_public_session_outsiders_see_that_it_is_there(ann: Actor, bob: Actor) -> None:
    session = full(ann, p_is_public=True)
    assert seen(bob, session, ann) == {"live_sessions": 1}
    ann.call("update_live_session", p_session_id=session, p_is_public=False)
    assert seen(bob, session, ann) == {}


def test_of_a_public_session_who_was_sent_out_sees_nothing(ann: Actor, bob: Actor) -> None:
    session = full(ann, p_is_public=True)
    bob.call("join_live_session", p_session_id=session)
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)
    assert seen(bob, session, ann) == {}


def test_of_a_public_session_whom_the_host_blocked_sees_nothing(ann: Actor, bob: Actor) -> None:
    session = full(ann, p_is_public=True)
    ann.call("block_person", p_user_id=bob.id)
    assert seen(bob, session, ann) == {}
    assert session not in {it["id"] for it in rows(bob, "discover_live_sessions")}
    with refused("PT404"):
        bob.call("join_live_session", p_session_id=session)


def test_an_invitation_is_between_two(world: Database, ann: Actor, bob: Actor) -> None:
    session, cleo = room(ann, bob), world.person()
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=cleo.id)
    query = "select 1 as it from live_session_invitations where recipient_id = %s"
    assert [len(it.execute(query, (cleo.id,))) for it in (ann, bob, cleo)] == [1, 0, 1]


WRITES: dict[str, str] = {
    "message": "insert into live_session_messages (session_id, user_id, message)"
    " values (%(session)s, %(other)s, 'I am you')",
    "reaction": "insert into live_session_reactions (session_id, from_user_id, to_user_id, emote)"
    " values (%(session)s, %(other)s, %(me)s, 'like')",
    "event": "insert into live_session_events (session_id, user_id, seq, type, event_data)"
    " values (%(session)s, %(me)s, 99, 'session_ended', '{\"type\": \"session_ended\"}')",
    "set": "insert into live_session_sets (id, session_id, user_id, exercise_name, set_type,"
    " weight_kg, reps, timestamp_ms, is_pr, volume_kg)"
    " values (gen_random_uuid(), %(session)s, %(me)s, 'X', 'working', 500, 1, 0, true, 500)",
    "is_pr": "update live_session_sets set is_pr = true",
    "sets_completed": "update live_session_participants set sets_completed = 100",
    "is_leader": "update live_session_participants set is_leader = true",
    "participant": "insert into live_session_participants (session_id, user_id, display_name)"
    " values (%(session)s, %(me)s, 'Me')",
    "invitation": "insert into live_session_invitations"
    " (session_id, host_id, recipient_id, expires_at)"
    " values (%(session)s, %(other)s, %(me)s, now() + interval '1 day')",
    "place": "update live_session_participants set status = 'idle'",
    "exit": "delete from live_session_participants",
    "session": "update live_sessions set name = 'Mine'",
    "end": "delete from live_sessions",
    "acceptance": "update live_session_invitations set status = 'accepted'",
}


@pytest.mark.parametrize("what", WRITES)
def test_a_participant_writes_as_themself_and_what_is_theirs_alone(
    ann: Actor, bob: Actor, what: str
) -> None:
    session = full(ann, bob)
    with refused("42501"):
        bob.execute(WRITES[what], {"session": session, "me": bob.id, "other": ann.id})


def test_nobody_writes_into_a_session_they_are_not_in(ann: Actor, bob: Actor) -> None:
    query = "insert into live_session_messages (session_id, user_id, message) values (%s, %s, 'Hi')"
    private, public, over = full(ann), full(ann, p_is_public=True), full(ann, bob)
    ann.call("end_live_session", p_session_id=over)
    for session in (private, public, over):
        with refused("42501"):
            bob.execute(query, (session, bob.id))
    with refused("42501"):
        ann.execute(query, (over, ann.id))


def test_what_is_written_by_hand_is_an_event_too(ann: Actor, bob: Actor) -> None:
    session = full(ann, bob)
    bob.execute(
        "insert into live_session_messages (session_id, user_id, message) values (%s, %s, 'Hi')",
        (session, bob.id),
    )
    told = ann.execute(
        "select type, user_id from live_session_events where session_id = %s order by seq desc",
        (session,),
    )
    assert (told[0]["type"], told[0]["user_id"]) == ("message", bob.id)


def test_not_even_the_host_writes_a_session_by_hand(ann: Actor) -> None:
    full(ann)
    for what in ("place", "exit", "session", "end"):
        with refused("42501"):
            ann.execute(WRITES[what])


def test_the_log_of_another_stays_unseen_in_the_room(ann: Actor, bob: Actor) -> None:
    """They see the live set, and not the workout behind it."""
    session = full(ann, bob)
    (shown,) = bob.execute("select id from live_session_sets where session_id = %s", (session,))
    assert bob.execute("select id from workout_sets where id = %s", (shown["id"],)) == []
    assert ann.execute("select id from workout_sets where id = %s", (shown["id"],)) != []


def test_presence_is_for_friends_alone(world: Database, ann: Actor, bob: Actor) -> None:
    cleo = world.person()
    for friend, asks in ((bob, True), (cleo, False)):
        friend.call("request_friendship", p_user_id=ann.id)
        if asks:
            ann.call("accept_friendship", p_user_id=friend.id)
    full(ann, cleo)
    query = "select 1 as it from workout_presence where user_id = %s"
    assert world.owner.execute(query, (ann.id,)).fetchall()
    assert [len(it.execute(query, (ann.id,))) for it in (ann, bob, cleo)] == [1, 1, 0]
    with refused("42501"):
        bob.execute("insert into workout_presence (user_id) values (%s)", (world.person().id,))
    assert bob.execute("update workout_presence set status = 'idle' returning user_id") == []


def test_quick_reactions_go_to_friends_alone(ann: Actor, bob: Actor) -> None:
    query = (
        "insert into quick_reactions (from_user_id, to_user_id, emote) values (%s, %s, 'like')"
        " returning 1"
    )
    with refused("42501"):
        bob.execute(query, (bob.id, ann.id))
    befriend(bob, ann)
    assert bob.execute(query, (bob.id, ann.id))
    with refused("42501"):
        bob.execute(query, (ann.id, bob.id))


def test_helpers_that_look_for_others_are_not_for_people(ann: Actor) -> None:
    session = full(ann)
    for call in (
        "private.add_live_event(%(s)s, %(u)s, 'message', '{\"message\": \"x\"}')",
        "private.pass_live_leadership(%(s)s, %(u)s, %(u)s)",
        "private.refresh_live_sets(%(u)s, '{}')",
        "private.live_numbers(%(u)s, %(s)s)",
        "private.tidy_live_sessions('1 second', '1 second', '1 second')",
    ):
        with refused("42501"):
            ann.execute(f"select {call}", {"s": session, "u": ann.id})


def test_nobody_shows_a_set_that_is_not_theirs(ann: Actor, bob: Actor) -> None:
    session = full(ann, bob)
    (hers,) = ann.execute("select id from workout_sets")
    for id in (hers["id"], uuid4()):
        shown = bob.execute("select (private.share_live_set(%s, %s)).id", (session, id))
        assert shown == [{"id": None}]
    assert [it["user_id"] for it in ann.execute("select user_id from live_session_sets")] == [
        ann.id
    ]

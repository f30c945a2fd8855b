"""Live sessions over Supabase's realtime: published, and broadcast to participants alone."""

import contextlib
from collections.abc import Iterator

import pytest
from psycopg.rows import dict_row
from support import Actor, Database
from workoutdb import migrations


@pytest.fixture
def project(supabase: str) -> Iterator[Database]:
    migrations.up(supabase)
    with contextlib.closing(Database(supabase)) as database:
        yield database


def joins(person: Actor, topic: str) -> bool:
    """Whether Realtime lets somebody join a topic: it asks the policies, and undoes all."""
    with person.database.connect() as connection:
        connection.row_factory = dict_row
        connection.execute(
            "insert into realtime.messages (topic, extension, private)"
            " values (%s, 'broadcast', true)",
            (topic,),
        )
        connection.execute("select set_config('realtime.topic', %s, true)", (topic,))
        person._become(connection)
        seen = connection.execute(
            "select from realtime.messages where topic = %s and extension = 'broadcast'", (topic,)
        ).rowcount
        connection.rollback()
    return seen > 0


def policy(project: Database) -> bool:
    query = "select from pg_policies where policyname = 'workoutdb_live_participants'"
    return project.owner.execute(query).rowcount == 1


def test_the_live_tables_are_published(project: Database) -> None:
    published = project.owner.execute(
        "select tablename from pg_publication_tables where pubname = 'supabase_realtime'"
    )
    assert sorted(row["tablename"] for row in published) == [
        "live_session_events",
        "live_session_invitations",
        "live_session_messages",
        "live_session_participants",
        "live_session_reactions",
        "live_session_sets",
        "live_sessions",
        "quick_reactions",
        "workout_presence",
    ]


def test_every_event_is_broadcast_on_the_private_topic_of_its_session(project: Database) -> None:
    ann = project.person()
    (session,) = ann.call("create_live_session")
    ann.call("send_live_message", p_session_id=session["id"], p_message="Hello")
    sent = project.owner.execute("select * from realtime.messages order by payload -> 'seq'")
    messages = sent.fetchall()
    assert [it["event"] for it in messages] == ["session_created", "user_joined", "message"]
    assert {(it["topic"], it["private"]) for it in messages} == {(f"live:{session['id']}", True)}
    # and no word of what was said
    knock = {"session_id": str(session["id"]), "seq": 3, "type": "message"}
    assert messages[-1]["payload"] == knock


def test_participants_alone_may_listen(project: Database, request: pytest.FixtureRequest) -> None:
    """Or nobody, where the project lets postgres make no policy."""
    assert policy(project) is ("legacy" in request.node.name)
    ann, bob = project.person(), project.person()
    (session,) = ann.call("create_live_session")
    topic = f"live:{session['id']}"
    assert joins(ann, topic) is policy(project)
    assert not joins(bob, topic)
    ann.call("invite_to_live_session", p_session_id=session["id"], p_user_id=bob.id)
    bob.call("join_live_session", p_session_id=session["id"])
    assert joins(bob, topic) is policy(project)
    assert not joins(bob, "live:")
    bob.call("leave_live_session", p_session_id=session["id"])
    assert not joins(bob, topic)

"""Live sessions over Supabase's realtime: published, and broadcast to participants alone."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from catalogue import catalogue
from clusters import SupabaseCluster
from psycopg.conninfo import conninfo_to_dict, make_conninfo
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


LIVE = [
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


def dashboard(cluster: SupabaseCluster, project: str, statement: str) -> None:
    """Something done by who may do all, as in the dashboard."""
    name = conninfo_to_dict(project)["dbname"]
    admin = make_conninfo(cluster.conninfo(str(name)), password="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(statement)


def published(dsn: str) -> set[str]:
    with psycopg.connect(dsn) as connection:
        tables = connection.execute(
            "select tablename from pg_publication_tables where pubname = 'supabase_realtime'"
        ).fetchall()
    return {name for (name,) in tables}


def test_the_live_tables_are_published(project: Database) -> None:
    assert published(project.dsn) == set(LIVE)


@pytest.mark.parametrize("which", ["all tables", "tables in schema public"])
def test_a_publication_that_has_them_already_is_left_as_it_is(
    supabase_cluster: SupabaseCluster, supabase: str, which: str
) -> None:
    dashboard(
        supabase_cluster,
        supabase,
        "drop publication supabase_realtime;"
        f" create publication supabase_realtime for {which};"
        " alter publication supabase_realtime owner to supabase_admin",
    )
    before = catalogue(supabase)
    migrations.up(supabase)
    assert set(LIVE) <= published(supabase)
    migrations.down(supabase)
    assert catalogue(supabase) == before


def test_who_hears_of_a_deleted_row_learns_its_id_and_no_more(project: Database) -> None:
    """Realtime can't ask a policy about a row that is gone."""
    told = project.owner.execute(
        "select c.relname, c.relreplident, array_agg(a.attname) as columns"
        " from pg_class as c"
        " join pg_index as i on i.indrelid = c.oid and i.indisprimary"
        " join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (i.indkey)"
        " where c.oid = any (%s::regclass[]) group by c.oid",
        (LIVE,),
    ).fetchall()
    assert len(told) == len(LIVE)
    assert {(row["relreplident"], *row["columns"]) for row in told} == {("d", "id")}


def test_the_policy_made_in_the_dashboard_goes_with_the_chapters(
    supabase_cluster: SupabaseCluster, supabase: str
) -> None:
    """As the page says it; where postgres may make no policy, it may not drop one by name."""
    before = catalogue(supabase)
    migrations.up(supabase)
    page = (Path(__file__).parents[2] / "docs" / "live.md").read_text()
    said = page.split("```pgsql\n")[1].split("```")[0]
    dashboard(
        supabase_cluster,
        supabase,
        "drop policy if exists workoutdb_live_participants on realtime.messages;" + said,
    )
    with contextlib.closing(Database(supabase)) as database:
        assert policy(database)
        person = database.person()
        (session,) = person.call("create_live_session")
        assert joins(person, f"live:{session['id']}")
        assert not joins(database.person(), f"live:{session['id']}")
    migrations.down(supabase)
    assert catalogue(supabase) == before


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

"""live_events(): every event once and in order, whatever happens to the connection."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Coroutine
from itertools import islice
from random import Random
from uuid import UUID

import psycopg
import pytest
import workoutdb
from psycopg.conninfo import make_conninfo
from psycopg_pool import AsyncConnectionPool
from support import Actor, Database, Server

PATIENCE = 60


@pytest.fixture
def session(ann: Actor) -> UUID:
    (made,) = ann.call("create_live_session")
    id: UUID = made["id"]
    ann.call("start_live_session", p_session_id=id)
    return id


def say(person: Actor, session: UUID, *messages: object) -> None:
    for message in messages:
        person.call("send_live_message", p_session_id=session, p_message=str(message))


def run(work: Coroutine[object, object, None]) -> None:
    asyncio.run(asyncio.wait_for(work, PATIENCE))


def listeners(database: Database) -> list[int]:
    """The sessions that wait for notifications, by the last thing they did."""
    rows = database.owner.execute(
        "select pid from pg_stat_activity where datname = current_database() and state = 'idle'"
        " and pid <> all (%s)",
        ([database.owner.info.backend_pid, database.requests.info.backend_pid],),
    )
    return [row["pid"] for row in rows]


def test_it_catches_up_and_then_listens(database: Database, ann: Actor, session: UUID) -> None:
    async def work() -> None:
        async with await workoutdb.connect_async(database.dsn) as db:
            events = db.live_events(session, user_id=str(ann.id), poll=PATIENCE)
            past = [await anext(events) for _ in range(3)]
            assert [(it.seq, it.type) for it in past] == [
                (1, workoutdb.LiveEventType.SESSION_CREATED),
                (2, workoutdb.LiveEventType.USER_JOINED),
                (3, workoutdb.LiveEventType.SESSION_STARTED),
            ]
            next_one = asyncio.create_task(anext(events))
            await asyncio.to_thread(say, ann, session, "Hello")
            event = await next_one
            assert (event.seq, event.event_data["data"]["message"]) == (4, "Hello")
            assert event.user_id == ann.id
            await events.aclose()

    run(work())


def test_it_goes_on_after_what_one_has_seen(database: Database, ann: Actor, session: UUID) -> None:
    say(ann, session, "a", "b")
    with workoutdb.connect(database.dsn) as db:
        events = db.live_events(str(session).upper(), user_id=str(ann.id), after=4)
        assert [it.event_data["data"]["message"] for it in islice(events, 1)] == ["b"]
        say(ann, session, "c")
        assert next(events).event_data["data"]["message"] == "c"
        events.close()


def test_it_comes_page_by_page(database: Database, ann: Actor, session: UUID) -> None:
    database.owner.execute(
        "insert into live_session_messages (session_id, user_id, message)"
        " select %s, %s, n::text from generate_series(1, 1200) as n",
        (session, ann.id),
    )
    with workoutdb.connect(database.dsn) as db:
        events = db.live_events(session, user_id=str(ann.id))
        assert [it.seq for it in islice(events, 1203)] == list(range(1, 1204))
        events.close()


def test_a_stream_that_is_cut_again_and_again_is_the_same(
    database: Database, ann: Actor, session: UUID
) -> None:
    """Whoever kills the connections does so at random; everything is still heard once."""
    count, over = 300, threading.Event()
    chance = Random(7)
    killed = 0

    def kill() -> None:
        nonlocal killed
        with database.connect(autocommit=True) as killer:
            while not over.is_set():
                for pid in listeners(database):
                    if pid != killer.info.backend_pid and chance.random() < 0.3:
                        killer.execute("select pg_terminate_backend(%s)", (pid,))
                        killed += 1
                over.wait(chance.random() / 50)

    async def listen(db: workoutdb.AsyncClient) -> list[int]:
        heard = []
        async for event in db.live_events(session, user_id=str(ann.id)):
            heard.append(event.seq)
            if event.type == "session_ended":
                break
        return heard

    async def work() -> None:
        async with await workoutdb.connect_async(database.dsn) as db:
            # the listeners make connections of their own, and this one is not for the killer
            listening = [asyncio.create_task(listen(db)) for _ in range(3)]
            await asyncio.to_thread(say, ann, session, *range(count))
            await asyncio.to_thread(ann.call, "end_live_session", p_session_id=session)
            over.set()
            for heard in await asyncio.gather(*listening):
                assert heard == list(range(1, count + 5))

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        run(work())
    finally:
        over.set()
        killer.join()
    assert killed > 10


@contextlib.asynccontextmanager
async def torn(database: Database, word: bytes, times: int) -> AsyncIterator[tuple[str, list[int]]]:
    """A way to the server that is cut the first times that a word goes over it; where it did."""
    info = database.owner.info
    cuts: list[int] = []
    ways = set()

    async def pass_on(source: asyncio.StreamReader, *ends: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                if word in data and len(cuts) < times:
                    cuts.append(len(ways))
                    break
                ends[0].write(data)
                await ends[0].drain()
        for end in ends:
            end.close()

    async def serve(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        ways.add(back)
        if info.host.startswith("/"):
            far, forth = await asyncio.open_unix_connection(f"{info.host}/.s.PGSQL.{info.port}")
        else:
            far, forth = await asyncio.open_connection(info.host, info.port)
        await asyncio.gather(pass_on(near, forth, back), pass_on(far, back, forth))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    try:
        yield make_conninfo(database.dsn, host=host, port=port), cuts
    finally:
        server.close()


@pytest.mark.parametrize("word", [b"listen ", b"get_live_events", b"session_started", b"live_"])
def test_a_connection_that_is_cut_at_whatever_it_says_is_made_again(
    database: Database, ann: Actor, session: UUID, word: bytes
) -> None:
    """Before the first knock, in the midst of a look, and while the answer is on its way."""

    async def work() -> None:
        async with torn(database, word, 3) as (dsn, cuts), await workoutdb.connect_async(dsn) as db:
            events = db.live_events(session, user_id=str(ann.id), poll=PATIENCE)
            heard = [(await anext(events)).seq for _ in range(3)]
            next_one = asyncio.create_task(anext(events))
            await asyncio.to_thread(say, ann, session, "Hello")
            heard.append((await next_one).seq)
            await events.aclose()
            assert heard == [1, 2, 3, 4]
            assert len(cuts) == 3

    run(work())


def test_without_notifications_it_looks_by_itself(
    database: Database, ann: Actor, session: UUID
) -> None:
    """As behind a pooler that gives each transaction another connection."""
    with workoutdb.connect(database.dsn) as db:
        events = db.live_events(session, user_id=str(ann.id), after=3, poll=0.1)
        # an event that nobody announces
        database.owner.execute(
            "insert into live_session_events (session_id, seq, type, event_data)"
            ' values (%s, 4, \'message\', \'{"type": "message", "data": {"message": "psst"}}\')',
            (session,),
        )
        assert next(events).seq == 4
        events.close()


def test_whoever_is_sent_out_hears_no_more(database: Database, ann: Actor, session: UUID) -> None:
    bob = database.person()
    ann.call("invite_to_live_session", p_session_id=session, p_user_id=bob.id)
    bob.call("join_live_session", p_session_id=session)

    async def work() -> None:
        async with await workoutdb.connect_async(database.dsn) as db:
            events = db.live_events(session, user_id=str(bob.id))
            for _ in range(6):
                await anext(events)
            waiting = asyncio.create_task(anext(events))
            await asyncio.to_thread(
                ann.call, "remove_from_live_session", p_session_id=session, p_user_id=bob.id
            )
            with pytest.raises(workoutdb.NotFound):
                await waiting

    run(work())


def test_strangers_hear_nothing(database: Database, session: UUID) -> None:
    with workoutdb.connect(database.dsn) as db, pytest.raises(workoutdb.NotFound):
        next(db.live_events(session, user_id=str(database.person().id)))


def test_a_server_that_never_answered_is_not_waited_for(
    server: Server, database: Database, ann: Actor, session: UUID
) -> None:
    name = psycopg.sql.Identifier(database.owner.info.dbname)
    query = psycopg.sql.SQL("alter database {} allow_connections {}")
    with (
        workoutdb.connect(database.dsn) as db,
        psycopg.connect(server.dsn, autocommit=True) as admin,
    ):
        admin.execute(query.format(name, psycopg.sql.SQL("false")))
        try:
            with pytest.raises(psycopg.OperationalError):
                next(db.live_events(session, user_id=str(ann.id)))
        finally:
            admin.execute(query.format(name, psycopg.sql.SQL("true")))


def test_what_it_was_lent_it_leaves_alone(database: Database, ann: Actor, session: UUID) -> None:
    async def work() -> None:
        async with (
            AsyncConnectionPool(database.dsn, min_size=1, max_size=1, open=False) as pool,
            await psycopg.AsyncConnection.connect(database.dsn) as connection,
        ):
            for lent in (pool, connection):
                db = await workoutdb.connect_async(lent)
                events = db.live_events(session, user_id=str(ann.id))
                assert (await anext(events)).seq == 1
                # one can go on with what was lent while listening
                async with db.as_user(ann.id) as me:
                    assert (await me.get_me()).user_id == ann.id
                await events.aclose()

    run(work())

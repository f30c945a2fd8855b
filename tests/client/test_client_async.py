"""The asynchronous twin, on a real database."""

import asyncio
from collections.abc import Coroutine

import psycopg
import pytest
import workoutdb
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool
from support import Actor, Database


def run(work: Coroutine[object, object, None]) -> None:
    asyncio.run(work)


def test_a_conninfo(database: Database, ann: Actor) -> None:
    async def work() -> None:
        async with (
            await workoutdb.connect_async(database.dsn, prepare_threshold=None) as db,
            db.as_user(ann.id) as me,
        ):
            assert (await me.get_me()).user_id == ann.id
            with pytest.raises(workoutdb.InvalidInput):
                async with me.transaction() as attempt:
                    await attempt.update_me(timezone="Mars/Olympus")
            await me.update_me(display_name="Ann")
            connection = await me.connection()
        assert connection.closed

    run(work())
    (row,) = ann.call("get_me")
    assert row["display_name"] == "Ann"


def test_a_lent_connection(database: Database, ann: Actor) -> None:
    async def work() -> None:
        async with await psycopg.AsyncConnection.connect(database.dsn) as connection:
            await connection.execute("select 1")
            db = await workoutdb.connect_async(connection)
            async with db.as_user(ann.id) as me:
                await me.update_me(display_name="Ann")
            assert connection.info.transaction_status == TransactionStatus.INTRANS
            cursor = await connection.execute("select current_user = session_user")
            assert await cursor.fetchone() == (True,)
            await connection.rollback()

    run(work())
    (row,) = ann.call("get_me")
    assert row["display_name"] != "Ann"


def test_many_people_over_a_pool_at_once(database: Database) -> None:
    people = [database.person() for _ in range(12)]

    async def rename(db: workoutdb.AsyncClient, person: Actor) -> None:
        async with db.as_user(str(person.id)) as me:
            await me.update_me(display_name=f"I am {person.id}")
            assert (await me.get_me()).user_id == person.id

    async def work() -> None:
        async with AsyncConnectionPool(database.dsn, min_size=3, max_size=3, open=False) as pool:
            db = await workoutdb.connect_async(pool)
            await asyncio.gather(*(rename(db, person) for person in people))

    run(work())
    for person in people:
        (row,) = person.call("get_me")
        assert row["display_name"] == f"I am {person.id}"


def test_a_cancelled_block_is_undone(database: Database, ann: Actor) -> None:
    async def work() -> None:
        async with AsyncConnectionPool(database.dsn, min_size=1, max_size=1, open=False) as pool:
            db = await workoutdb.connect_async(pool)
            began = asyncio.Event()

            async def slow() -> None:
                async with db.as_user(ann.id) as me:
                    await me.update_me(display_name="Ann")
                    began.set()
                    await (await me.connection()).execute("select pg_sleep(60)")

            task = asyncio.create_task(slow())
            await began.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with db.as_user(ann.id) as me:
                assert (await me.get_me()).display_name != "Ann"

    run(work())


def test_what_is_not_asynchronous_is_refused(database: Database) -> None:
    async def work() -> None:
        await workoutdb.connect_async(database.connect())  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="an AsyncConnection or an AsyncConnectionPool"):
        run(work())

"""What the client was lent it gives back as it was."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import workoutdb
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row, namedtuple_row
from psycopg.types.json import set_json_loads
from psycopg.types.string import StrBinaryDumper
from psycopg_pool import ConnectionPool
from support import Actor, Database

SETTINGS = """
select current_user as role, coalesce(current_setting('request.jwt.claims', true), '') as claims,
  coalesce(current_setting('request.jwt.claim.sub', true), '') as sub
"""


def settings(connection: psycopg.Connection[Any]) -> dict[str, str]:
    cursor = connection.cursor(row_factory=dict_row)
    row = cursor.execute(SETTINGS).fetchone()
    assert row is not None
    return row


def traits(connection: psycopg.Connection[Any]) -> dict[str, object]:
    return {
        "autocommit": connection.autocommit,
        "isolation_level": connection.isolation_level,
        "read_only": connection.read_only,
        "deferrable": connection.deferrable,
        "row_factory": connection.row_factory,
        "cursor_factory": connection.cursor_factory,
        "prepare_threshold": connection.prepare_threshold,
        "text loader": connection.adapters.get_loader(25, psycopg.pq.Format.TEXT),
        "str dumper": connection.adapters.get_dumper(str, psycopg.adapt.PyFormat.TEXT),
        "status": connection.info.transaction_status,
        "closed": connection.closed,
        "pipeline": connection.pgconn.pipeline_status,
    }


def odd(connection: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """Give a connection tastes of its own."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.row_factory = namedtuple_row
    connection.cursor_factory = psycopg.ClientCursor
    connection.prepare_threshold = 2
    connection.adapters.register_dumper(str, StrBinaryDumper)
    set_json_loads(lambda text: pytest.fail(f"the lender's loader got {text!r}"), connection)
    return connection


@pytest.mark.parametrize("autocommit", [True, False])
def test_an_idle_connection_is_as_before(database: Database, ann: Actor, autocommit: bool) -> None:
    connection = odd(database.connect(autocommit=autocommit))
    before = traits(connection)
    with workoutdb.connect(connection) as client:
        with client.as_user(ann.id) as me:
            me.update_me(display_name="Ann")
            isolation = me.connection().execute("show transaction_isolation").fetchone()
        assert isolation == ("repeatable read",)
        with pytest.raises(workoutdb.InvalidInput), client.as_user(ann.id) as me:
            me.update_me(timezone="Mars/Olympus")
    assert traits(connection) == before
    assert settings(connection) == {"role": connection.info.user, "claims": "", "sub": ""}
    (row,) = ann.call("get_me")
    assert row["display_name"] == "Ann"


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("autocommit", [True, False])
def test_an_open_transaction_stays_open(
    database: Database, ann: Actor, autocommit: bool, fails: bool
) -> None:
    connection = odd(database.connect(autocommit=autocommit))
    connection.execute("begin" if autocommit else "select 1")
    connection.execute("select set_config('role', 'anon', true)")
    connection.execute("select set_config('request.jwt.claims', '{\"sub\": \"x\"}', true)")
    connection.execute("select set_config('request.jwt.claim.sub', 'y', true)")
    before, mine = traits(connection), settings(connection)
    client = workoutdb.connect(connection)
    if fails:
        with pytest.raises(workoutdb.InvalidInput), client.as_user(ann.id) as me:
            me.update_me(timezone="Mars/Olympus")
    else:
        with client.as_user(ann.id) as me:
            me.update_me(display_name="Ann")
    assert traits(connection) == before
    assert connection.info.transaction_status == TransactionStatus.INTRANS
    assert settings(connection) == mine == {"role": "anon", "claims": '{"sub": "x"}', "sub": "y"}
    connection.rollback()
    (row,) = ann.call("get_me")
    assert row["display_name"] != "Ann"


def test_a_block_may_stand_in_psycopgs_own_transaction(database: Database, ann: Actor) -> None:
    connection = database.connect(autocommit=True)
    client = workoutdb.connect(connection)
    with connection.transaction():
        with client.as_user(ann.id) as me:
            me.update_me(display_name="Ann")
        assert settings(connection)["role"] == connection.info.user
    (row,) = ann.call("get_me")
    assert row["display_name"] == "Ann"


def test_a_lent_connection_and_pool_are_not_closed(database: Database) -> None:
    connection = database.connect()
    with workoutdb.connect(connection):
        pass
    assert not connection.closed
    with ConnectionPool(database.dsn, min_size=1) as pool:
        with workoutdb.connect(pool):
            pass
        assert not pool.closed


@pytest.fixture(params=[True, False], ids=["autocommit", "manual"])
def pool(database: Database, request: pytest.FixtureRequest) -> Iterator[ConnectionPool[Any]]:
    options = {"autocommit": request.param, "row_factory": dict_row}
    with ConnectionPool(database.dsn, kwargs=options, min_size=1, max_size=1) as made:
        yield made


def test_a_pools_connection_forgets_who_used_it(pool: ConnectionPool[Any], ann: Actor) -> None:
    client = workoutdb.connect(pool)
    with pool.connection() as connection:
        before = traits(connection)
    for fails in (False, True):
        try:
            with client.as_user(ann.id) as me:
                me.update_me(display_name="Ann")
                if fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            assert fails
        with pool.connection() as connection:
            assert traits(connection) == before
            assert settings(connection) == {"role": connection.info.user, "claims": "", "sub": ""}
    assert pool.get_stats().get("connections_lost", 0) == 0
    assert pool.get_stats()["pool_size"] == 1


def test_blocks_of_a_pool_are_transactions_apart(database: Database) -> None:
    ann, bob = database.person(), database.person()
    with ConnectionPool(database.dsn, min_size=2) as pool:
        client = workoutdb.connect(pool)
        with client.as_user(ann.id) as first, client.as_user(bob.id) as second:
            assert first.get_me().user_id == ann.id
            assert second.get_me().user_id == bob.id
            assert first.get_me().user_id == ann.id


def test_without_prepared_statements_none_are_made(database: Database, ann: Actor) -> None:
    prepared = "select count(*) as n from pg_prepared_statements"
    for threshold, expected in ((None, False), (0, True)):
        with (
            workoutdb.connect(database.dsn, prepare_threshold=threshold) as client,
            client.as_user(ann.id) as me,
        ):
            for _ in range(10):
                me.get_me()
            row = me.connection().execute(prepared).fetchone()
            assert row is not None
            assert (row[0] > 0) is expected


def test_notices_go_to_the_connections_own_handler(database: Database) -> None:
    connection = database.connect(autocommit=True)
    heard: list[str | None] = []
    connection.add_notice_handler(lambda notice: heard.append(notice.message_primary))
    with workoutdb.connect(connection).transaction() as owner:
        owner.schema_chapters()
        owner.connection().execute("do $$ begin raise notice 'hello'; end $$")
    assert heard == ["hello"]

"""What the network pays: one round trip to begin, act as someone and call; one to commit."""

import tempfile
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
import workoutdb
from support import Actor, Database
from workoutdb import Transaction


def round_trips(connection: psycopg.Connection[Any], act: Callable[[], object]) -> int:
    """Count what the server must answer before we go on: simple queries and syncs."""
    with tempfile.TemporaryFile("w+") as file:
        connection.pgconn.trace(file.fileno())
        try:
            act()
        finally:
            connection.pgconn.untrace()
        file.seek(0)
        sent = [line.split("\t") for line in file if "\tF\t" in line or line.startswith("F\t")]
    return sum(1 for fields in sent if {"Query", "Sync"} & {field.strip() for field in fields})


@pytest.mark.parametrize("autocommit", [True, False])
def test_the_first_call_begins_and_becomes_in_one_round_trip(
    database: Database, ann: Actor, autocommit: bool
) -> None:
    connection = database.connect(autocommit=autocommit)
    client = workoutdb.connect(connection)
    block = client.as_user(ann.id)
    me: list[Transaction] = []
    assert round_trips(connection, lambda: me.append(block.__enter__())) == 0
    # the schema is checked in it, too
    assert round_trips(connection, me[0].get_me) == 1
    assert round_trips(connection, me[0].get_me) == 1
    assert round_trips(connection, lambda: block.__exit__(None, None, None)) == 1


def test_a_savepoint_costs_as_little(database: Database, ann: Actor) -> None:
    connection = database.connect(autocommit=True)
    client = workoutdb.connect(connection)
    with connection.transaction():
        block = client.as_user(ann.id)
        me = block.__enter__()
        assert round_trips(connection, me.get_me) == 1
        assert round_trips(connection, lambda: block.__exit__(None, None, None)) == 1


def test_the_schema_is_read_once_a_connection(database: Database, ann: Actor) -> None:
    connection = database.connect(autocommit=True)
    reads = []
    for _ in range(2):
        with tempfile.TemporaryFile("w+") as file:
            connection.pgconn.trace(file.fileno())
            with workoutdb.connect(connection).as_user(ann.id) as me:
                me.get_me()
            connection.pgconn.untrace()
            file.seek(0)
            reads.append(file.read().count("schema_chapters"))
    assert reads == [1, 0]

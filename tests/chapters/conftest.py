"""A database that the tests of a module share, each with people of its own."""

import contextlib
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from coaching_scenes import Trio
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.types.json import set_json_loads
from rooms import bench, wrong
from scenes import exercise
from support import Actor, Database

NUMBERS = count(1)


@pytest.fixture(scope="module")
def world(server: Any) -> Iterator[Database]:
    """One clone a module. People are strangers to one another, so its tests don't meet."""
    name = f"world_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(server.dsn, autocommit=True) as admin:
        admin.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(server.template_dbname)
            )
        )
        with contextlib.closing(Database(make_conninfo(server.dsn, dbname=name))) as shared:
            exact(shared.owner)
            exact(shared.requests)
            yield shared
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def exact(connection: psycopg.Connection[Any]) -> None:
    """Numbers in JSON stay the decimals they are."""
    set_json_loads(partial(json.loads, parse_float=Decimal), connection)


@pytest.fixture
def back_end(world: Database) -> Actor:
    return world.service


@pytest.fixture
def email() -> str:
    """Ann's address; without her, an address that nobody has."""
    return f"{uuid4()}@example.org"


@pytest.fixture
def ann(world: Database, email: str) -> Actor:
    return world.person(email)


@pytest.fixture
def bob(world: Database) -> Actor:
    return world.person()


@pytest.fixture
def cleo(world: Database) -> Actor:
    return world.person()


@pytest.fixture
def coach(world: Database) -> Actor:
    return world.person()


@pytest.fixture
def trio(world: Database) -> Trio:
    return Trio(world)


@pytest.fixture
def lift(ann: Actor) -> str:
    """An exercise of Ann's own."""
    return exercise(ann)


@pytest.fixture
def press(world: Database) -> str:
    """An exercise that all have."""
    return bench(world)


@pytest.fixture
def counts_are_right(world: Database) -> Iterator[None]:
    """Whatever a live session's test did, every count that is kept equals a recount after it."""
    yield
    assert wrong(world.owner) == []

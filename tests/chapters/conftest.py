"""A database that the tests of a module share, each with people of its own."""

import contextlib
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.types.json import set_json_loads
from support import Database

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

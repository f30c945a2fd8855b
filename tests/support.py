"""What tests act with: a database, and the people in it."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from pytest_postgresql.executors import NoopExecutor

Row = dict[str, Any]
Connection = psycopg.Connection[Row]
#: How long another session may take over something, seconds.
PATIENCE = 60


def until(happens: Callable[[], Any]) -> Any:
    """Wait for what another session does, and return what tells it."""
    deadline = time.monotonic() + PATIENCE
    while not (it := happens()):
        assert time.monotonic() < deadline, "it never happened"
    return it


class Actor:
    """Somebody who speaks to the database over the API: a person, anon, or the back end."""

    def __init__(self, database: "Database", role: str, id: UUID | None = None) -> None:
        self.database = database
        self.role = role
        self.id = id
        self.claims = {"role": role} | ({"sub": str(id)} if id else {})

    def execute(self, query: Any, params: Any = None) -> list[Row]:
        """One statement in a transaction of its own, as PostgREST would run it."""
        with self.database.requests.transaction():
            self._become(self.database.requests)
            cursor = self.database.requests.execute(query, params)
            return cursor.fetchall() if cursor.description else []

    def call(self, function: str, **arguments: Any) -> list[Row]:
        """`select * from public.<function>(name => value, …)`."""
        names = [
            sql.SQL("{} => {}").format(sql.Identifier(name), sql.Placeholder(name))
            for name in arguments
        ]
        query = sql.SQL("select * from public.{}({})").format(
            sql.Identifier(function), sql.SQL(", ").join(names)
        )
        return self.execute(query, arguments)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction on a connection of its own, for tests with more than one session."""
        with self.database.connect(autocommit=True) as connection, connection.transaction():
            self._become(connection)
            yield connection

    def _become(self, connection: Connection) -> None:
        connection.execute(
            "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)",
            (self.role, json.dumps(self.claims)),
        )


class Database:
    """A database, its owner's connection, and its people."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self._opened: list[Connection] = []
        self.owner = self.connect(autocommit=True)
        # the people's requests, one after another, apart from what the owner does
        self.requests = self.connect(autocommit=True)
        self.anon = Actor(self, "anon")
        self.service = Actor(self, "service_role")

    def connect(self, **options: Any) -> Connection:
        """A new connection as the owner; it is closed at the test's end at the latest."""
        connection: Connection = psycopg.connect(self.dsn, **{"row_factory": dict_row, **options})
        self._opened.append(connection)
        return connection

    def person(
        self, email: str | None = None, timezone: str = "UTC", unit_system: str = "metric"
    ) -> Actor:
        """Somebody new, by the way of the account, whose trigger makes the person."""
        id = uuid4()
        with self.owner.transaction():
            self.owner.execute(
                "insert into auth.users (id, email) values (%s, %s)",
                (id, email or f"{id}@example.org"),
            )
            self.owner.execute(
                "update public.users set timezone = %s, unit_system = %s where id = %s",
                (timezone, unit_system, id),
            )
        return Actor(self, "authenticated", id)

    def close(self) -> None:
        for connection in self._opened:
            connection.close()


class Server(NoopExecutor):
    """The run's server, as pytest-postgresql wants to see it, and the template in it."""

    def __init__(self, dsn: str, template: str) -> None:
        parts: dict[str, Any] = conninfo_to_dict(dsn)
        super().__init__(
            host=parts["host"],
            port=parts.get("port", 5432),
            user=parts["user"],
            password=parts.get("password"),
            options="",
            dbname=template,
            maintenance_dbname=parts.get("dbname", "postgres"),
        )
        self.dsn = dsn

    @property
    def template_dbname(self) -> str:
        return str(self.dbname)

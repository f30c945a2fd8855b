"""One server a test run, one migrated template, one cloned database a test."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fasteners
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pytest_postgresql import factories
from pytest_postgresql.executors import NoopExecutor
from support import Database
from workoutdb import embedded, migrations

# Where the run's server lives. The workers of pytest-xdist inherit it; whoever made it cleans up.
FOLDER = "WORKOUTDB_TEST_FOLDER"
OURS = FOLDER not in os.environ
if OURS:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="workoutdb-")
SETTINGS = {
    # a test database needs no disk
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    # so that nothing passes because the server happens to be in UTC
    "timezone": "Pacific/Chatham",
}


def pytest_unconfigure() -> None:
    if not OURS:
        return
    folder = Path(os.environ[FOLDER])
    if (folder / "data").exists():
        embedded.stop(folder)
    elif (folder / "template").exists():
        _drop((folder / "template").read_text())
    shutil.rmtree(folder)


def _drop(template: str) -> None:
    """Leaves nothing behind on a server that is not ours."""
    with psycopg.connect(os.environ["WORKOUTDB_TEST_DSN"], autocommit=True) as connection:
        connection.execute(f'drop database "{template}"')


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


@pytest.fixture(scope="session")
def server() -> Server:
    """The server of WORKOUTDB_TEST_DSN, or an embedded one, with a migrated template in it.

    The first worker to come makes the template; the others wait and find it.
    """
    folder = Path(os.environ[FOLDER])
    with fasteners.InterProcessLock(folder / "template.lock"):
        dsn = os.environ.get("WORKOUTDB_TEST_DSN") or embedded.start(folder, SETTINGS).dsn
        done = folder / "template"
        if not done.exists():
            template = f"{folder.name}_migrated"
            with psycopg.connect(dsn, autocommit=True) as connection:
                connection.execute(f'drop database if exists "{template}"')
                connection.execute(f'create database "{template}"')
            try:
                migrations.up(make_conninfo(dsn, dbname=template))
            except migrations.MigrationError as error:
                pytest.fail(f"The chapters can't be applied: {error}", pytrace=False)
            done.write_text(template)
        return Server(dsn, done.read_text())


# a copy a worker, because pytest-postgresql ends the sessions on the template it clones
migrated = factories.postgresql_noproc(depends_on="server", dbname=Path(os.environ[FOLDER]).name)
cloned = factories.postgresql("migrated")


@pytest.fixture
def database(server: Server, cloned: psycopg.Connection) -> Iterator[Database]:
    """A migrated database of this test's own."""
    with contextlib.closing(Database(make_conninfo(server.dsn, dbname=cloned.info.dbname))) as it:
        yield it


@pytest.fixture
def empty(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The dsn of a database of this test's own with nothing in it."""
    name = f"empty_{os.getpid()}_{id(request)}"
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield make_conninfo(server.dsn, dbname=name)
        connection.execute(f"drop database {name} with (force)")

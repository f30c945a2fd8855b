"""One server a test run, one migrated template, one cloned database a test."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import fasteners
import psycopg
import pytest
from hypothesis import settings
from psycopg.conninfo import make_conninfo
from pytest_postgresql import factories
from support import Database, Server
from workoutdb import embedded, migrations

if TYPE_CHECKING:
    from clusters import SupabaseCluster

# What lands must not hang on luck: every run draws the same examples.
# `pytest --hypothesis-profile default` draws others each time.
settings.register_profile("landing", derandomize=True)
settings.load_profile("landing")

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
    "max_connections": "400",
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


@pytest.fixture(scope="session")
def supabase_cluster() -> "Iterator[SupabaseCluster]":
    """A cluster in the shape of a hosted Supabase project."""
    from clusters import SupabaseCluster

    with SupabaseCluster() as cluster:
        yield cluster


@pytest.fixture(params=["legacy", "explicit"])
def supabase(supabase_cluster: "SupabaseCluster", request: pytest.FixtureRequest) -> str:
    """The url of an empty database of a Supabase project, as its non-superuser postgres.

    Projects of before 2026 expose whatever is made in public, newer ones nothing.
    """
    return supabase_cluster.clone(f"test_{id(request)}", request.param)


@pytest.fixture
def empty(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The dsn of a database of this test's own with nothing in it."""
    name = f"empty_{os.getpid()}_{id(request)}"
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield make_conninfo(server.dsn, dbname=name)
        connection.execute(f"drop database {name} with (force)")

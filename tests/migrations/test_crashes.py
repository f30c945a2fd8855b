"""A run or a server that dies midway leaves a database that the next run completes."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest
from book import CHAPTERS, FIRST, LAST, MIDDLE, Book
from catalogue import catalogue
from clusters import Cluster
from support import Database
from workoutdb import migrations

# a shell that starts the tests in the background has them ignore SIGINT, and the run after them
RUN = """
import signal, sys
from pathlib import Path
from workoutdb import migrations
signal.signal(signal.SIGINT, signal.default_int_handler)
migrations.up(sys.argv[1], folder=Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def dsn(cluster: Cluster) -> Iterator[str]:
    """An empty database on a server that may be killed."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as admin:
        admin.execute("create database doomed")
    yield cluster.conninfo("doomed")
    with psycopg.connect(cluster.conninfo(), autocommit=True) as admin:
        admin.execute("drop database doomed with (force)")


def start_and_stall(dsn: str, book: Book, name: str, statement: int) -> "subprocess.Popen[bytes]":
    """A run that stands still in a chapter, after so many of its statements."""
    path = book.path(name)
    statements = path.read_text().split(";\n\n")
    statements.insert(statement, "select pg_sleep(300)")
    path.write_text(";\n\n".join(statements))
    run = subprocess.Popen([sys.executable, "-c", RUN, dsn, str(book.folder)])
    deadline = time.monotonic() + 60
    with psycopg.connect(dsn, autocommit=True) as connection:
        while not connection.execute(
            "select pid from pg_stat_activity where wait_event = 'PgSleep'"
        ).fetchone():
            assert run.poll() is None, "the run ended by itself"
            assert time.monotonic() < deadline
            time.sleep(0.05)
    return run


@pytest.mark.parametrize(
    ("name", "statement"),
    [(FIRST.name, 3), (MIDDLE.name, 1), (MIDDLE.name, 12), (LAST.name, 1)],
)
def test_a_killed_run_leaves_no_half_chapter_and_no_lock(
    database: Database, dsn: str, book: Book, name: str, statement: int
) -> None:
    run = start_and_stall(dsn, book, name, statement)
    run.send_signal(signal.SIGKILL)
    run.wait(timeout=60)

    applied = migrations.up(dsn)
    assert applied == [c.name for c in CHAPTERS if c.name >= name]
    assert catalogue(dsn) == catalogue(database.dsn)


def test_a_run_ended_by_ctrl_c_leaves_no_half_chapter(dsn: str, book: Book) -> None:
    run = start_and_stall(dsn, book, MIDDLE.name, 12)
    run.send_signal(signal.SIGINT)
    run.wait(timeout=60)
    assert migrations.up(dsn) == [c.name for c in CHAPTERS if c.number >= MIDDLE.number]


def test_a_killed_server_comes_back_with_whole_chapters_alone(
    database: Database, cluster: Cluster, dsn: str, book: Book
) -> None:
    run = start_and_stall(dsn, book, MIDDLE.name, 12)
    # immediately, without a checkpoint, as if the power went
    cluster.child_process.send_signal(signal.SIGQUIT)
    cluster.child_process.wait(timeout=60)
    assert run.wait(timeout=60) != 0
    cluster.child_process = None
    cluster.start()

    migrations.up(dsn)
    assert catalogue(dsn) == catalogue(database.dsn)


def test_the_run_says_that_its_connection_broke(
    dsn: str, book: Book, cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:
    run = start_and_stall(dsn, book, MIDDLE.name, 1)
    with psycopg.connect(cluster.conninfo(), autocommit=True) as admin:
        admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'"
        )
    assert run.wait(timeout=60) != 0
    assert (
        "The connection broke. Chapters that were reported applied stand" in capfd.readouterr().err
    )

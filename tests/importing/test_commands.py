"""`workoutdb import` and `workoutdb demo`, as one types them."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import workoutdb
from click.testing import CliRunner, Result
from exports import FITBOD, HEVY, HEVY_LB, STRONG_B, export, hevy, strong
from support import Database
from workoutdb import embedded, migrations
from workoutdb.cli import main
from workoutdb.importing import import_file

EMAIL = "ann@example.org"
INSTANT = "2024-02-01 06:00:00 +0000,Squat,5,100,0,0,0,0,false,,1"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and a terminal of 100 columns."""
    monkeypatch.setenv("WORKOUTDB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "home"


def run(*arguments: object, **options: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], **options)  # type: ignore[arg-type]
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def written(folder: Path, content: bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(result: Result) -> str:
    """What was said of a refusal: one line on standard error, with exit status 1."""
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def sets(database: Database) -> int:
    row = database.owner.execute("select count(*) as n from public.workout_sets").fetchone()
    assert row is not None
    return int(row["n"])


def test_import_tells_its_account_as_json(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    file = written(tmp_path, export(HEVY, hevy(), hevy(set_index=1, weight="heavy")))
    result = run("import", file, "--user", EMAIL, "--json", "--dsn", database.dsn)
    assert result.exit_code == 0
    account = json.loads(result.stdout)
    assert list(account) == [
        *("job_id", "source", "dialect", "unit", "units", "months", "timezone"),
        *("rows", "sets", "rests", "notes", "rests_without_set", "unread", "notes_cut"),
        *("errors", "workouts"),
        *("conflicts", "exercises_created", "suggestions", "body_weights"),
        "body_weights_doubtful",
    ]
    assert account["rows"] == 2
    assert account["errors"] == [
        {"line": 3, "column": "weight_kg", "value": "heavy", "reason": "is not a number"}
    ]
    assert account["workouts"] == {"created": 1, "updated": 0, "unchanged": 0, "conflicts": 0}


def test_import_tells_its_account_to_people(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    bad = [hevy(set_index=n, weight="heavy") for n in range(1, 15)]
    file = written(tmp_path, export(HEVY, hevy(exercise_title="Bench Pres (Barbell)"), *bad))
    result = run("import", file, "--user", EMAIL, "--dsn", database.dsn)
    assert result.exit_code == 0
    assert "15 = 1 set + 0 rests + 0 notes + 14 errors" in result.stdout
    assert re.search(r"3 +weight_kg +heavy +is not a number", result.stdout)
    assert "and 4 more" in result.stdout
    assert "Bench Pres (Barbell)" in result.stdout


def test_import_again_is_unchanged_and_a_change_a_conflict(
    database: Database, tmp_path: Path
) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    file = written(tmp_path, export(HEVY, hevy()))
    run("import", file, *options)
    assert "1 unchanged" in run("import", file, *options).stdout
    file = written(tmp_path, export(HEVY, hevy(weight=90)))
    assert "2025-07-26 07:06:00 | Push" in run("import", file, *options).stdout
    updated = run("import", file, *options, "--on-conflict", "update")
    assert "1 updated" in updated.stdout
    assert sets(database) == 1


def test_lines_that_were_mended_come_in_with_an_update(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    file = written(tmp_path, export(HEVY, hevy(), hevy(set_index=1, weight="heavy")))
    assert "Mended lines come in with --on-conflict update" in run("import", file, *options).stdout
    file = written(tmp_path, export(HEVY, hevy(), hevy(set_index=1, weight=90)))
    run("import", file, *options, "--on-conflict", "update")
    assert sets(database) == 2


def test_import_of_nothing_but_errors_fails(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    file = written(tmp_path, export(HEVY, hevy(weight="heavy")))
    assert run("import", file, *options).exit_code == 1
    assert run("import", written(tmp_path, export(HEVY)), *options).exit_code == 0


def test_import_for_a_stranger_says_how_to_make_the_account(
    database: Database, tmp_path: Path
) -> None:
    file = written(tmp_path, export(HEVY, hevy()))
    options = ("--user", "o'neil@example.org", "--dsn", database.dsn)
    told = refused(run("import", file, *options))
    way_out = told.partition("does): workoutdb ")[2]
    assert run(*shlex.split(way_out)).exit_code == 0
    assert run("import", file, *options).exit_code == 0


def test_import_reads_standard_input(database: Database) -> None:
    database.person(EMAIL)
    content = export(STRONG_B, strong())
    result = run(
        *("import", "-", "--user", EMAIL, "--unit", "lb", "--json", "--dsn", database.dsn),
        input=content,
    )
    assert json.loads(result.stdout)["unit"] == "lb"


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (b"a,b,c\n1,2,3\n", [], "Its headers are: a, b, c."),
        (b"a,b,c\n1,2,3\n", [], "exercise_title"),
        (b"", [], "is empty"),
        (export(STRONG_B, strong()), [], "Pass --unit kg or --unit lb."),
        (export(HEVY, hevy()), ["--unit", "lb"], "Leave the unit out."),
        (export(FITBOD, INSTANT), [], "--timezone Europe/Berlin."),
        (export(FITBOD, INSTANT), ["--timezone", "Mars/Olympus"], "There is no time zone Mars"),
        (export(HEVY, hevy()), ["--timezone", "Mars/Olympus"], "Mars/Olympus"),
        (export(HEVY, hevy()), ["--dialect", "hevi"], "There is no dialect hevi."),
        (export(HEVY, hevy()), ["--user", "nobody@example.org"], "nobody@example.org"),
    ],
)
def test_import_refuses_in_one_sentence(
    database: Database, tmp_path: Path, content: bytes, options: list[str], told: str
) -> None:
    database.person(EMAIL)
    file = written(tmp_path, content)
    result = run("import", file, "--user", EMAIL, "--dsn", database.dsn, *options)
    assert told in refused(result)
    assert sets(database) == 0


def test_a_server_that_cant_be_reached_is_one_sentence_without_its_password(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, export(HEVY, hevy()))
    for command in (["import", file, "--user", EMAIL], ["demo", file]):
        told = refused(run(*command, "--dsn", "postgresql://me:secret@[host/db"))
        assert told == (
            "Error: The connection string can't be read. "
            "It looks like postgresql://user:password@host:5432/database."
        )
        told = refused(run(*command, "--dsn", "postgresql://me:secret@127.0.0.1:1/db"))
        assert told.startswith("Error: Can't connect: connection to server at")
        assert "None" not in told
        assert "secret" not in told


def test_the_command_that_helps_is_for_the_same_database(empty: str, tmp_path: Path) -> None:
    file = written(tmp_path, export(HEVY, hevy()))
    told = refused(run("import", file, "--user", EMAIL, "--dsn", empty))
    assert told.endswith(
        "has no workoutdb schema. Run: workoutdb migrate up --dsn " + shlex.quote(empty)
    )
    told = refused(run("import", file, "--user", EMAIL, "--dsn", f"{empty} password=secret"))
    assert told.endswith("Run: workoutdb migrate up --dsn …")


def test_a_refusal_of_the_database_is_in_sentences(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--timezone", "Mars/Olympus", "--dsn", database.dsn)
    file = written(tmp_path, export(HEVY, hevy()))
    assert re.fullmatch(
        r"Error: \w.*[.] .*Mars/Olympus[.].*[.]", refused(run("import", file, *options))
    )


def test_the_command_tells_its_version_and_its_help() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert workoutdb.__version__ == project["version"]
    assert run("--version").stdout == f"workoutdb, version {workoutdb.__version__}\n"
    for command in ([], ["demo"], ["migrate", "up"]):
        assert run(*command, "-h").stdout.startswith("Usage: ")


def test_output_that_cant_be_written_is_one_sentence(tmp_path: Path) -> None:
    told = refused(run("migrate", "export", "/dev/null/nope"))
    assert told == "Error: /dev/null/nope: Not a directory"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "workoutdb", "migrate", "export", tmp_path],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "Error: The output can't be written: No space left on device\n"


def test_import_refuses_what_is_no_file(database: Database, tmp_path: Path) -> None:
    options = ("--user", EMAIL, "--dsn", database.dsn)
    assert "There is no file" in refused(run("import", tmp_path / "none.csv", *options))
    assert "is a folder" in refused(run("import", tmp_path, *options))


def test_demo_shows_two_years_and_adds_nothing_the_second_time(empty: str, home: Path) -> None:
    first = run("demo", "--dsn", empty)
    assert first.exit_code == 0
    assert "chapters applied" in first.stdout
    assert re.search(r"(\d,\d{3}) = \1 sets \+ 0 rests \+ 0 notes \+ 0 errors", first.stdout)
    assert re.search(r"Barbell Back Squat +\d+", first.stdout)
    assert "The last 8 weeks" in first.stdout
    assert re.search(r"chest( +[\d.-]+){8} +\d+,\d{3}", first.stdout)
    assert re.search(r"│.*Deadlift \d+", first.stdout)
    assert "psql" in first.stdout
    assert f"export WORKOUTDB_DSN={shlex.quote(empty)}\n" in first.stdout
    assert (home / "hevy-sample.csv").exists()
    again = run("demo", "--dsn", empty)
    assert again.exit_code == 0
    assert re.search(r"Nothing new: \d+ workouts in the log already", again.stdout)
    after = "Records, kg"
    assert again.stdout.partition(after)[2] == first.stdout.partition(after)[2]


def test_demo_takes_a_file_and_speaks_its_unit(database: Database, tmp_path: Path) -> None:
    file = written(tmp_path, export(HEVY_LB, hevy(weight=225, reps=5)))
    result = run("demo", file, "--timezone", "America/New_York", "--dsn", database.dsn)
    assert result.exit_code == 0
    assert "hevy, pounds, times in America/New_York" in result.stdout
    assert re.search(r"Barbell Bench Press +262\.5 +225 +5 +1,125", result.stdout)


def test_demo_keeps_the_sample_and_ones_own_file_apart(database: Database, tmp_path: Path) -> None:
    file = written(tmp_path, export(HEVY, hevy(weight=80)))
    assert "for lifter@example.com" in run("demo", "--dsn", database.dsn).stdout
    mine = run("demo", file, "--dsn", database.dsn).stdout
    assert "for you@example.com" in mine
    assert "Barbell Bench Press" in mine
    assert "Deadlift" not in mine


def test_two_demos_at_once_share_one_account(database: Database, tmp_path: Path) -> None:
    file = written(tmp_path, export(HEVY, hevy(weight=80)))
    command = [sys.executable, "-m", "workoutdb", "demo", str(file), "--dsn", database.dsn]
    demos = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [demo.communicate(timeout=120)[0] for demo in demos]
    assert [demo.returncode for demo in demos] == [0] * 4
    assert sum("1 created" in one for one in said) == 1
    assert sets(database) == 1


def test_demo_takes_a_file_with_instants(database: Database, tmp_path: Path) -> None:
    file = written(tmp_path, export(FITBOD, INSTANT))
    result = run("demo", file, "--timezone", "Europe/Berlin", "--dsn", database.dsn)
    assert result.exit_code == 0
    assert "1 created" in result.stdout


def test_demo_of_an_export_without_rows_says_so(database: Database, tmp_path: Path) -> None:
    result = run("demo", written(tmp_path, export(HEVY)), "--dsn", database.dsn)
    assert result.exit_code == 0
    assert "There is no training in the log yet." in result.stdout


def test_demo_refuses_a_bad_file_before_it_starts_anything(tmp_path: Path, home: Path) -> None:
    file = written(tmp_path, export(STRONG_B, strong()))
    assert "Pass --unit" in refused(run("demo", file))
    assert not home.exists()


def test_demo_fits_any_terminal(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    days = [f"{day} {month} 2026, 07:00" for month in ("May", "Jun", "Jul") for day in (3, 20)]
    lines = [hevy(start_time=day, end_time=day, weight=80 + n) for n, day in enumerate(days)]
    file = written(tmp_path, export(HEVY, *lines))
    monkeypatch.setenv("NO_COLOR", "1")
    for columns in (20, 40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        result = run("demo", file, "--dsn", database.dsn)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout
        assert "Estimated" in result.stdout


def test_demo_shows_no_password(database: Database, tmp_path: Path) -> None:
    file = written(tmp_path, export(HEVY, hevy()))
    result = run("demo", file, "--dsn", f"{database.dsn} password=secret")
    assert result.exit_code == 0
    assert "secret" not in result.output


def test_demo_leaves_the_database_of_the_environment_alone(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WORKOUTDB_DSN", "DATABASE_URL"):
        monkeypatch.setenv(name, "postgresql://nobody@127.0.0.1:1/production")
    ours = embedded.Server(database.dsn, Path("/usr/bin"))
    monkeypatch.setattr(embedded, "start", lambda: ours)
    result = run("demo", written(tmp_path, export(HEVY, hevy())))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == f"Into {migrations.place(database.dsn)}."


def test_demo_says_where_it_cant_write(home: Path) -> None:
    home.write_text("a file, where the folder should be")
    assert "WORKOUTDB_HOME" in refused(run("demo"))


# The way out


def test_export_writes_a_file_that_import_takes(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    database.person("bob@example.org")
    file = written(tmp_path, export(HEVY, hevy(), hevy(set_index=1)))
    run("import", file, "--user", EMAIL, "--dsn", database.dsn)
    out = tmp_path / "log.csv"
    result = run("export", "--user", EMAIL, "-o", out, "--dsn", database.dsn)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote 2 rows to {out}.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"export.csv", "log.csv"}
    result = run("import", out, "--user", "bob@example.org", "--json", "--dsn", database.dsn)
    assert json.loads(result.stdout)["workouts"]["created"] == 1
    assert sets(database) == 4


def test_export_goes_to_standard_output_and_knows_its_formats(
    database: Database, tmp_path: Path
) -> None:
    database.person(EMAIL)
    options = ("--user", EMAIL, "--dsn", database.dsn)
    run("import", written(tmp_path, export(HEVY, hevy(title="Größe"))), *options)
    assert "Größe" in run("export", *options).stdout
    assert json.loads(run("export", *options, "--format", "json").stdout)[0]["reps"] == 5
    (workout,) = json.loads(run("export", *options, "--format", "openweight").stdout)
    assert workout["name"] == "Größe"
    none = ("--from", "2025-07-27", "--to", "2025-07-28")
    assert len(run("export", *options, *none).stdout.splitlines()) == 1
    assert len(run("export", *options, "--to", "2025-07-26").stdout.splitlines()) == 2


def test_an_export_that_fails_leaves_no_file(database: Database, tmp_path: Path) -> None:
    database.person(EMAIL)
    out = tmp_path / "log.csv"
    options = ("-o", out, "--dsn", database.dsn)
    stranger = refused(run("export", "--user", "nobody@example.org", *options))
    assert f"workoutdb user add nobody@example.org --dsn {shlex.quote(database.dsn)}" in stranger
    wrong = ("--from", "2026-02-02", "--to", "2026-02-01")
    assert "--from is after --to." in refused(run("export", "--user", EMAIL, *wrong, *options))
    assert list(tmp_path.iterdir()) == []
    out = tmp_path / "no" / "log.csv"
    nowhere = refused(run("export", "--user", EMAIL, "-o", out, *options[2:]))
    assert nowhere == f"Error: {out}: No such file or directory"


def test_an_export_that_nobody_reads_to_its_end_ends_in_silence(database: Database) -> None:
    person = database.person(EMAIL)
    content = export(HEVY, *(hevy(set_index=n, exercise_notes="x" * 200) for n in range(2_000)))
    with workoutdb.connect(database.dsn) as client:
        import_file(client, io.BytesIO(content), user_id=person.id)
    command = shlex.join([sys.executable, "-m", "workoutdb", "export", "--user", EMAIL])
    done = subprocess.run(
        f"{command} --dsn {shlex.quote(database.dsn)} | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("date,session_name")
    assert done.stderr == ""

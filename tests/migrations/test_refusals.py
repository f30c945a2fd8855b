"""What the runner refuses, each with one sentence, the way out, and nothing half-done."""

import socket

import psycopg
import pytest
from book import CHAPTERS, FIRST, LAST, MIDDLE, Book
from catalogue import catalogue
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo
from support import Database, Server
from workoutdb import migrations
from workoutdb.cli import main


def migrate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["migrate", *arguments])


def refusal(*arguments: str) -> str:
    """The one sentence on standard error with which a command fails."""
    result = migrate(*arguments)
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output
    return result.stderr.removeprefix("Error: ").strip()


def test_a_file_that_fails_leaves_nothing_and_is_named(empty: str, book: Book) -> None:
    migrations.up(empty, to=MIDDLE.number, folder=book.folder)
    before = catalogue(empty)
    book.add(
        "0031_broken",
        "-- A chapter.\ncreate table public.half (id integer);\n\n-- why\nselect\n  no_such;\n",
    )
    with pytest.raises(migrations.MigrationError) as failure:
        migrations.up(empty, folder=book.folder)
    assert str(failure.value) == (
        '0031_broken.sql, line 6: column "no_such" does not exist (42703). '
        "Nothing of it was applied."
    )
    assert catalogue(empty) == before
    states = {state.name: state.state for state in migrations.status(empty, folder=book.folder)}
    assert states["0031_broken"] == "pending"


def test_a_failure_inside_a_statement_names_where_the_statement_begins(
    empty: str, book: Book
) -> None:
    book.add("0005_early", "select 1;\n\n-- why\ndo $$ begin perform 1 / 0; end $$;\n")
    with pytest.raises(migrations.MigrationError, match=r"0005_early\.sql, line 4: division"):
        migrations.up(empty, folder=book.folder)


def test_a_changed_chapter_is_reported_and_refused(database: Database, book: Book) -> None:
    book.edit(MIDDLE.name, "\n-- an afterthought\n")
    before = [c for c in CHAPTERS if c.number < MIDDLE.number][-1]
    way_out = (
        f"Run `down --to {before.number:04d}` and then `up`, which loses the data in it and in "
        "later chapters; or `workoutdb reset`, if this is the embedded database."
    )
    assert migrations.verify(database.dsn, folder=book.folder) == [
        migrations.State(MIDDLE.name, "changed", way_out)
    ]
    with pytest.raises(migrations.MigrationError) as refused:
        migrations.up(database.dsn, folder=book.folder)
    assert str(refused.value) == f"{MIDDLE.name} was changed after it was applied. {way_out}"

    migrations.down(database.dsn, to=before.number, folder=book.folder)
    migrations.up(database.dsn, folder=book.folder)
    assert migrations.verify(database.dsn, folder=book.folder) == []


def test_the_way_out_of_a_change_in_the_first_chapter_is_all_the_way_down(
    database: Database, book: Book
) -> None:
    book.edit(FIRST.name, "\n-- an afterthought\n")
    with pytest.raises(migrations.MigrationError, match="Run `down --all` and then `up`"):
        migrations.up(database.dsn, folder=book.folder)


def test_a_changed_chapter_that_is_released_is_to_be_restored(
    database: Database, book: Book
) -> None:
    book.release(MIDDLE.name)
    assert migrations.verify(database.dsn, folder=book.folder) == []
    book.edit(MIDDLE.name, "\n-- an afterthought\n")
    with pytest.raises(migrations.MigrationError) as refused:
        migrations.up(database.dsn, folder=book.folder)
    assert str(refused.value) == (
        f"{MIDDLE.name} was changed after it was applied. It is released, and so frozen: restore "
        f"the file (git checkout -- sql/{MIDDLE.name}.sql) and put the change into a new chapter."
    )


def test_a_database_with_an_earlier_draft_of_a_released_chapter_goes_down_and_up(
    database: Database, book: Book
) -> None:
    book.edit(MIDDLE.name, "\n-- the last touch before the release\n")
    book.release(MIDDLE.name)
    with pytest.raises(migrations.MigrationError, match="Run `down --to"):
        migrations.up(database.dsn, folder=book.folder)


def test_a_newer_database_is_refused(database: Database) -> None:
    database.owner.execute(
        "insert into private.chapters (name, sha256) values ('9990_future', repeat('0', 64))"
    )
    for command in (["up"], ["down", "--all", "--yes"]):
        assert refusal(*command, "--dsn", database.dsn) == (
            "The database is newer than this workoutdb: it holds 9990_future. "
            "Upgrade the package: pip install --upgrade workoutdb"
        )
    result = migrate("verify", "--dsn", database.dsn)
    assert result.exit_code == 1
    assert "9990_future is unknown" in result.output


def test_verify_is_not_content_with_pending_chapters(empty: str) -> None:
    for applied in (0, 1):
        result = migrate("verify", "--dsn", empty)
        assert result.exit_code == 1
        assert result.stdout == f"{applied} of {len(CHAPTERS)} chapters applied.\n"
        migrations.up(empty, to=FIRST.number)


def test_verify_says_how_the_triggers_on_accounts_come_back(database: Database) -> None:
    lost = {"workoutdb_welcome_user", "workoutdb_follow_email"}
    for name in lost:
        database.owner.execute(f"drop trigger {name} on auth.users")
    result = migrate("verify", "--dsn", database.dsn)
    assert result.exit_code == 1
    missing = migrations.verify(database.dsn)
    assert {state.name.split()[1] for state in missing} == lost
    for state in missing:
        assert f"{state.name} is missing. {state.note}" in result.stdout
        database.owner.execute(state.note.partition("run: ")[2])
    assert migrate("verify", "--dsn", database.dsn).exit_code == 0
    assert database.person("ann@example.org").call("get_me")


def test_an_old_postgres_is_refused(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "OLDEST_POSTGRES", 99)
    said = refusal("up", "--dsn", empty)
    assert said.startswith("This is PostgreSQL 1")
    assert said.endswith("; workoutdb needs 99 or newer.")


def test_a_role_that_may_create_nothing_is_refused(empty: str) -> None:
    role = f"nobody_{abs(hash(empty))}"
    with psycopg.connect(empty, autocommit=True) as owner:
        owner.execute(f"create role {role} login password 'secret'")
        try:
            guest = make_conninfo(empty, user=role, password="secret")
            assert refusal("up", "--dsn", guest) == (
                f'The role "{role}" may not create anything in this database. '
                "Migrate as the owner of the database."
            )
            with psycopg.connect(empty) as connection:
                left = connection.execute("select to_regnamespace('private')").fetchone()
            assert left == (None,)
        finally:
            owner.execute(f"drop role {role}")


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        said = refusal("up", "--dsn", f"postgresql://postgres@127.0.0.1:{port}/x")
    assert said == (
        f'Can\'t connect: connection to server at "127.0.0.1", port {port} failed: '
        "Connection refused. The database is the one of --dsn, WORKOUTDB_DSN or DATABASE_URL, "
        "in this order; without any of them, the embedded one, which is started."
    )


def test_a_wrong_password_is_said(supabase: str) -> None:
    said = refusal("up", "--dsn", supabase.replace(":postgres@", ":wrong@"))
    assert 'password authentication failed for user "postgres"' in said


def test_a_database_that_does_not_exist_is_named(server: Server) -> None:
    said = refusal("up", "--dsn", make_conninfo(server.dsn, dbname="no_such"))
    assert 'database "no_such" does not exist' in said


def test_an_unreadable_connection_string_is_not_repeated() -> None:
    said = refusal("up", "--dsn", "postgresql://me:secret@[host/db")
    assert "The connection string can't be read." in said
    assert "secret" not in said


def test_down_takes_nothing_back_that_was_not_named(database: Database) -> None:
    before = catalogue(database.dsn)
    for arguments in ([], ["--all", "--to", MIDDLE.name]):
        assert refusal("down", "--yes", *arguments, "--dsn", database.dsn) == (
            "Say how far: --to N keeps the chapters up to N, --all takes back every one."
        )
    assert catalogue(database.dsn) == before


def test_down_without_a_terminal_wants_a_yes(database: Database) -> None:
    before = catalogue(database.dsn)
    for arguments in (["--all"], ["--to", MIDDLE.name]):
        assert "say --yes" in refusal("down", *arguments, "--dsn", database.dsn)
    assert catalogue(database.dsn) == before


def test_down_names_the_database_without_its_password(supabase: str) -> None:
    host, _, name = supabase.partition("@")[2].partition("?")[0].partition("/")
    said = migrate("down", "--all", "--dsn", supabase).stdout
    assert f'in database "{name}" on {host}.' in said
    assert "postgres:postgres" not in said


def test_an_unknown_chapter_is_answered_with_those_there_are(empty: str) -> None:
    for command in (["up"], ["down"], ["down", "--yes"]):
        said = refusal(*command, "--to", "7777", "--dsn", empty)
        assert said.startswith(f"There is no chapter 7777. There are {FIRST.number:04d}, ")
        assert said.endswith(f"{LAST.number:04d}.")


def test_a_chapter_without_rollback_is_refused_before_anything_is_done(
    empty: str, book: Book
) -> None:
    book.path("0031_final").write_text("create table public.final (id integer);")
    migrations.up(empty, folder=book.folder)
    before = catalogue(empty)
    with pytest.raises(migrations.MigrationError, match="0031_final can't be taken back"):
        migrations.down(empty, folder=book.folder)
    assert catalogue(empty) == before


def test_commands_say_what_they_do(empty: str) -> None:
    lines = migrate("up", "--dsn", empty).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [chapter.name for chapter in CHAPTERS]
    assert all(line.endswith(" s") for line in lines)
    assert migrate("up", "--dsn", empty).stdout == "Nothing to apply.\n"
    assert migrate("verify", "--dsn", empty).exit_code == 0
    assert LAST.name in migrate("status", "--dsn", empty).stdout
    lines = migrate("down", "--all", "--yes", "--dsn", empty).stdout.splitlines()
    assert lines[0] == (
        f"Taking back every chapter, with the data in them, in {migrations.place(empty)}."
    )
    assert lines[1].startswith(f"{LAST.name}  taken back in ")


def test_the_environment_names_the_database(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert "port 1 failed" in refusal("status")
    monkeypatch.setenv("WORKOUTDB_DSN", empty)
    assert migrate("status").exit_code == 0
    assert "port 2 failed" in refusal("status", "--dsn", "postgresql://nobody@127.0.0.1:2/none")


def test_a_url_in_the_form_of_sqlalchemy_is_understood(supabase: str) -> None:
    url = supabase.replace("postgresql://", "postgresql+psycopg://")
    assert migrate("status", "--dsn", url).exit_code == 0

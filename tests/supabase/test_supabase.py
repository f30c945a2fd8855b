"""On a Supabase project all comes in as its non-superuser, and Supabase's own checks pass."""

from pathlib import Path

import psycopg
import pytest
import workoutdb
from catalogue import catalogue
from click.testing import CliRunner
from support import Database
from workoutdb import migrations
from workoutdb.cli.migrate import migrate

CHAPTERS = [chapter.name for chapter in migrations.chapters() if not chapter.for_plain_postgres]
PLAIN = [chapter.name for chapter in migrations.chapters() if chapter.for_plain_postgres]


def test_the_export_is_applied_by_supabases_own_tool(cli, supabase: str, tmp_path: Path) -> None:
    migrations.export(tmp_path / "supabase" / "migrations")
    done = cli("migration", "up", f"--remote={supabase}")
    assert done.returncode == 0, done.stderr
    assert migrations.verify(supabase) == []
    states = {state.name: state.state for state in migrations.status(supabase)}
    assert states == dict.fromkeys(CHAPTERS, "applied") | dict.fromkeys(PLAIN, "left out")
    # and the runner goes on from there
    assert migrations.up(supabase) == []
    assert migrations.down(supabase) == CHAPTERS[::-1]


def test_the_runner_and_the_export_make_the_same_database(
    cli, supabase: str, tmp_path: Path
) -> None:
    migrations.export(tmp_path / "supabase" / "migrations")
    assert cli("migration", "up", f"--remote={supabase}").returncode == 0
    theirs = catalogue(supabase)
    migrations.down(supabase)
    migrations.up(supabase)
    assert catalogue(supabase) == theirs


def test_taking_all_back_leaves_the_project_as_it_was(supabase: str) -> None:
    before = catalogue(supabase)
    migrations.up(supabase)
    migrations.down(supabase)
    assert catalogue(supabase) == before


def test_a_person_signs_up_and_logs_in_either_age_of_project(supabase: str) -> None:
    """What the platform grants by default neither opens a table nor closes a function."""
    migrations.up(supabase)
    database = Database(supabase)
    try:
        person, other = database.person(), database.person()
        assert person.call("get_me")[0]["user_id"] == person.id
        assert person.execute("select id from public.users") == [{"id": person.id}]
        assert other.execute("select id from public.users") == [{"id": other.id}]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.anon.execute("select id from public.users")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.anon.call("get_me")
    finally:
        database.close()


def test_what_supabase_has_of_its_own_is_left_out_and_said(supabase: str) -> None:
    assert PLAIN == ["0160_sign_in"]
    said: list[str] = []
    for _ in range(2):  # on the empty project, and again on the migrated one
        migrations.up(supabase, say=said.append)
        (line,) = [it for it in said if it.startswith("0160_sign_in")]
        assert line == (
            "0160_sign_in  left out: it is for plain PostgreSQL; Supabase has its own in this place"
        )
        said.clear()
    with psycopg.connect(supabase) as connection:
        row = connection.execute(
            "select to_regnamespace('sign_in'), to_regproc('public.open_session'),"
            " to_regproc('private.open_session')"
        ).fetchone()
        assert row == (None, None, None)
        # where an older service has it among its users
        connection.execute("set role service_role")
        row = connection.execute("select private.password_hash(gen_random_uuid())").fetchone()
        assert row == (None,)
    done = CliRunner().invoke(migrate, ["verify", "--dsn", supabase])
    assert done.exit_code == 0
    assert f"{len(CHAPTERS)} of {len(CHAPTERS)} chapters applied." in done.output
    # nor does the client miss it
    with workoutdb.connect(supabase) as client, client.as_anon() as anyone:
        assert [it.name for it in anyone.schema_chapters()] == CHAPTERS


def test_the_advisors_have_nothing_to_warn_of(cli, supabase: str) -> None:
    migrations.up(supabase)
    checks = ("db", "advisors", f"--remote={supabase}", "--level", "warn", "--fail-on", "warn")
    done = cli(*checks)
    assert done.returncode == 0, done.stdout + done.stderr
    # they do look: a table without policies, granted to all, is an error to them
    with psycopg.connect(supabase, autocommit=True) as connection:
        connection.execute("create table public.open_to_all (id integer primary key)")
        connection.execute("grant all on public.open_to_all to anon")
    done = cli(*checks)
    assert done.returncode != 0
    assert "open_to_all" in done.stdout

"""The client says what the database says."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import workoutdb
from support import Database
from workoutdb import _generated
from workoutdb.connection import Functions
from workoutdb.connection_async import AsyncFunctions

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / "tools" / "generate_client.py"


def run_generator(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(GENERATOR), *arguments], capture_output=True, text=True, check=False
    )


def methods(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")}


def test_client_and_database_agree(database: Database) -> None:
    done = run_generator("--check", "--dsn", database.dsn)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_function_the_client_lacks_fails_the_check(database: Database) -> None:
    database.owner.execute(
        "create function public.brand_new(p_a int default 3) returns int language sql as 'select 1'"
    )
    done = run_generator("--check", "--dsn", database.dsn)
    assert done.returncode == 1
    assert "+    def brand_new(self, *, a: int = DEFAULT) -> int:" in done.stdout
    assert "python tools/generate_client.py" in done.stdout


def test_what_may_be_null_is_read_from_the_catalogue(database: Database) -> None:
    database.owner.execute(
        """
        create type public.told as (a int, b text, c int[]);
        comment on type public.told is 'A row. May be null: b.';
        create type public.untold as (a int, inner_row public.told, list public.told[]);
        create function public.row() returns public.untold language sql
          as 'select null::public.untold';
        create function public.one_or_none() returns public.told language sql
          as 'select null::public.told';
        comment on function public.one_or_none() is 'A row; null if there is none.';
        create function public.rows() returns table (x int, y int) language sql
          as 'select 1, 2';
        comment on function public.rows() is 'Rows. May be null: nothing.';
        create function public.number() returns int language sql as 'select 1';
        create function public.maybe() returns int language sql as 'select 1';
        comment on function public.maybe() is 'A number; null without one.';
        """
    )
    done = run_generator("--check", "--dsn", database.dsn)
    diff = "".join(line.removeprefix("+") + "\n" for line in done.stdout.splitlines())
    assert "    a: int\n    b: str | None\n    c: list[int]\n" in diff
    assert "    a: int | None\n    inner_row: Told\n    list: list[Told]\n" in diff
    assert "    x: int\n    y: int\n" in diff
    for method in (
        "row(self) -> Untold:",
        "one_or_none(self) -> Told | None:",
        "rows(self) -> list[Rows]:",
        "number(self) -> int:",
        "maybe(self) -> int | None:",
    ):
        assert f"    def {method}" in diff
        assert f"    async def {method}" in diff


def test_every_api_function_has_a_method(database: Database) -> None:
    rows = database.owner.execute(
        """
        select distinct routine_name as name
        from information_schema.routine_privileges
        where routine_schema = 'public' and privilege_type = 'EXECUTE'
          and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
          and to_regproc(format('public.%I', routine_name)) in (
            select oid from pg_proc where prorettype <> 'trigger'::regtype)
        """
    ).fetchall()
    assert {row["name"] for row in rows} == methods(Functions)


def test_every_method_says_what_the_function_does() -> None:
    bare = [name for name in methods(Functions) if not inspect.getdoc(getattr(Functions, name))]
    assert bare == []


def test_sync_and_async_have_the_same_methods() -> None:
    for name in methods(Functions) | methods(AsyncFunctions):
        blocking, asynchronous = getattr(Functions, name), getattr(AsyncFunctions, name)
        assert inspect.signature(blocking) == inspect.signature(asynchronous)
        assert blocking.__doc__ == asynchronous.__doc__
    assert methods(workoutdb.Client) == methods(workoutdb.AsyncClient)
    assert methods(workoutdb.Transaction) == methods(workoutdb.AsyncTransaction)


def test_names_of_results_do_not_hide_the_clients_own() -> None:
    assert len(set(workoutdb.__all__)) == len(workoutdb.__all__)
    assert set(_generated.__all__) <= set(vars(workoutdb))


@pytest.mark.parametrize("target", ["pysdk/workoutdb", "examples"])
def test_mypy_strict_passes(target: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", target], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout

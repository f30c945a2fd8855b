"""plpgsql_check reads every function as the planner would, and finds nothing to say.

No wheel carries it; Debian's PostgreSQL 15 has it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from clusters import SupabaseCluster
from psycopg.rows import dict_row
from workoutdb import migrations

BINARIES = Path(os.environ.get("WORKOUTDB_PG15_BINDIR", "/usr/lib/postgresql/15/bin"))

# every function once; a trigger function once for each table, with its transition tables
FUNCTIONS = """
select
  p.oid, p.oid::regprocedure::text as name, coalesce(t.tgrelid, 0) as relation,
  t.tgoldtable::text as old_table, t.tgnewtable::text as new_table
from pg_proc as p
join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
left join pg_trigger as t on t.tgfoid = p.oid
where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
"""
CHECK = """
select c.lineno, c.message, c.detail
from extensions.plpgsql_check_function_tb(
  %(oid)s::oid, %(relation)s::oid, oldtable => %(old_table)s, newtable => %(new_table)s,
  fatal_errors => false, extra_warnings => true, security_warnings => true
) as c
"""


@pytest.fixture(scope="module")
def debian() -> Iterator[SupabaseCluster]:
    if not (BINARIES.parent / "lib" / "plpgsql_check.so").exists():
        pytest.skip(f"no PostgreSQL 15 with plpgsql_check in {BINARIES} (WORKOUTDB_PG15_BINDIR)")
    with SupabaseCluster(BINARIES) as cluster:
        yield cluster


def test_plpgsql_check_has_no_warning_on_any_function(debian: SupabaseCluster) -> None:
    dsn = debian.clone("checked", "explicit")
    migrations.up(dsn)
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        functions = connection.execute(FUNCTIONS).fetchall()
        found = [
            f"{function['name']}, line {row['lineno']}: {row['message']} ({row['detail']})"
            for function in functions
            for row in connection.execute(CHECK, function)
        ]
    assert found == []
    assert len(functions) > 20


def test_supabases_own_lint_has_no_warning(cli, debian: SupabaseCluster) -> None:
    dsn = debian.clone("linted", "legacy")
    migrations.up(dsn)
    done = cli(
        "db", "lint", f"--remote={dsn}", "--schema", "public,private", "--fail-on", "warning"
    )
    assert done.returncode == 0, done.stdout + done.stderr

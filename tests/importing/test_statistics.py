"""What the planner knows of an import that has just come in, and whom that makes wait."""

from __future__ import annotations

import io
import threading

import psycopg
import workoutdb
from bringing import bring_file, waits
from clusters import Cluster
from exports import HEVY, export, hevy
from support import Database, until
from workoutdb import migrations
from workoutdb.importing import import_file


def long_file(days: int) -> bytes:
    """Forty sets a day."""
    return export(
        HEVY,
        *(
            hevy(start_time=f"{day} Jul 2025, 18:00", set_index=place, weight=60)
            for day in range(1, days + 1)
            for place in range(40)
        ),
    )


COUNTED = """
select c.relname, c.reltuples::integer
from pg_class as c
where c.oid in ('public.workout_sessions'::regclass, 'public.workout_session_exercises'::regclass,
                'public.workout_sets'::regclass)
"""


def counted(owner: psycopg.Connection) -> dict[str, int]:
    """How many rows the planner believes to be in the log's tables."""
    return dict(tuple(row.values()) for row in owner.execute(COUNTED))


def test_the_planner_knows_of_a_large_import_at_once(database: Database) -> None:
    bring_file(database, database.person(), long_file(25))
    assert counted(database.owner) == {
        "workout_sessions": 25,
        "workout_session_exercises": 25,
        "workout_sets": 1000,
    }


def test_an_import_that_brings_nothing_counts_nothing(database: Database) -> None:
    person = database.person()
    bring_file(database, person, long_file(25))
    database.owner.execute(
        "update pg_class set reltuples = 7777 where oid = 'public.workout_sets'::regclass"
    )
    assert bring_file(database, person, long_file(25))["workouts"]["unchanged"] == 25
    assert counted(database.owner)["workout_sets"] == 7777


def test_no_statistics_make_an_import_read_its_staging_again_and_again(database: Database) -> None:
    # what an autovacuum leaves that came by while another import was writing: pages, and no rows
    database.owner.execute(
        "update pg_class set reltuples = 0, relpages = 1000"
        " where relnamespace = 'private'::regnamespace and relkind = 'r'"
        " and relname like 'import\\_%'"
    )
    importing = database.connect()
    importing.execute("select 1")
    account = import_file(
        workoutdb.connect(importing), io.BytesIO(long_file(25)), user_id=database.person().id
    )
    assert account["workouts"]["created"] == 25
    scans = importing.execute(
        "select relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0) as times"
        " from pg_stat_xact_all_tables"
        " where relname in ('import_workouts', 'import_blocks', 'import_names', 'import_rows')"
    ).fetchall()
    assert len(scans) == 4
    assert all(0 < one["times"] < 25 for one in scans), scans


def test_an_index_may_be_built_while_an_import_goes_on(database: Database) -> None:
    # it holds the lock that statistics need, and waits for the import to end
    person = database.person()
    importing = database.connect()
    client = workoutdb.connect(importing)
    importing.execute("select 1")  # opens the transaction that both imports are in
    import_file(client, io.BytesIO(export(HEVY, hevy())), user_id=person.id)

    def build() -> None:
        with psycopg.connect(database.dsn, autocommit=True) as builder:
            builder.execute("create index concurrently built on public.workout_sets (reps)")

    building = threading.Thread(target=build)
    building.start()
    until(lambda: waits(database.owner, besides=importing.info.backend_pid))
    account = import_file(client, io.BytesIO(long_file(25)), user_id=person.id)
    importing.commit()
    building.join()
    assert account["sets"] == 1000
    valid = "select indisvalid from pg_index where indexrelid = 'public.built'::regclass"
    assert database.owner.execute(valid).fetchone() == {"indisvalid": True}


def test_an_autovacuum_gives_way_to_an_import() -> None:
    with Cluster() as cluster:
        dsn = cluster.conninfo()
        migrations.up(dsn)
        with (
            psycopg.connect(dsn, autocommit=True, row_factory=psycopg.rows.dict_row) as owner,
            workoutdb.connect(dsn) as client,
        ):
            with client.as_service() as service:
                person = service.create_user("ann@example.org")
            gone = import_file(client, io.BytesIO(long_file(28)), user_id=person)
            with client.as_service() as service:
                service.undo_import(gone["job_id"])
            # one that takes its time over what the first import left
            owner.execute("alter system set autovacuum_naptime = 1")
            owner.execute("select pg_reload_conf()")
            owner.execute(
                "alter table public.workout_sets set (autovacuum_vacuum_threshold = 1,"
                " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                " autovacuum_vacuum_cost_limit = 1)"
            )
            at_it = (
                "select 1 from pg_stat_progress_vacuum"
                " where relid = 'public.workout_sets'::regclass"
            )
            until(lambda: owner.execute(at_it).fetchone())
            import_file(client, io.BytesIO(long_file(25)), user_id=person)
            assert counted(owner)["workout_sets"] == 1000

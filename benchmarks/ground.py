"""The ground both sides stand on: a server of its own, migrated, with the twin beside the log.

The twin is `workout_sets` without what makes it a log: it has the same columns, defaults, checks,
generated columns, indexes and foreign keys, and no triggers, no policies and no records.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from workoutdb import embedded, migrations

TWIN = """
create schema twin;
create table twin.workout_sets (like public.workout_sets including all);
alter table twin.workout_sets add foreign key (user_id, session_exercise_id)
  references public.workout_session_exercises (user_id, id) on delete cascade;
grant usage on schema twin to authenticated;
grant insert on twin.workout_sets to authenticated
"""

#: What can be written to either table; the other columns are generated.
COLUMNS = (
    "id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir,"
    " duration_seconds, distance_m, rest_time_seconds, notes, performed_at, created_at, updated_at"
)


@dataclass(frozen=True)
class Ground:
    """A database to measure in."""

    dsn: str
    bin: Path
    folder: Path

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection as the owner of everything."""
        return psycopg.connect(self.dsn, autocommit=True)


@contextlib.contextmanager
def server() -> Iterator[embedded.Server]:
    """A server as it comes, fsync and all, with nobody else on it. It goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="workoutdb-bench-") as name:
        folder = Path(name)
        # as root, the server is another user, who has to come through
        folder.chmod(0o755)
        try:
            yield embedded.start(folder, {"max_connections": "200"})
        finally:
            embedded.stop(folder)


@contextlib.contextmanager
def prepared(on: embedded.Server, name: str) -> Iterator[Ground]:
    """A migrated database with a twin of its own. It goes when the block ends."""
    with (
        psycopg.connect(on.dsn, autocommit=True) as owner,
        tempfile.TemporaryDirectory(prefix="workoutdb-bench-") as folder,
    ):
        owner.execute(f'create database "{name}"')
        ground = Ground(make_conninfo(on.dsn, dbname=name), on.bin, Path(folder))
        migrations.up(ground.dsn)
        with ground.connect() as connection:
            connection.execute(TWIN)
        yield ground
        owner.execute(f'drop database "{name}" with (force)')

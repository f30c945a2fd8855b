"""Files brought into a log as a program brings them, and what of them is there."""

import io
from typing import Any

import workoutdb
from support import Actor, Connection, Database
from workoutdb.importing import Account, import_file


def bring_file(database: Database, person: Actor, content: bytes, **options: Any) -> Account:
    """Import a file for somebody, and check that the account accounts for each of its records."""
    with workoutdb.connect(database.dsn) as client:
        account = import_file(client, io.BytesIO(content), user_id=person.id, **options)
    told = account["sets"] + account["rests"] + account["notes"] + len(account["errors"])
    assert account["rows"] == told
    return account


def waits(owner: Connection, *, besides: int) -> bool:
    """Whether somebody waits for what that session holds."""
    query = "select 1 from pg_stat_activity where %s = any (pg_blocking_pids(pid))"
    return owner.execute(query, (besides,)).fetchone() is not None


def weights(person: Actor) -> list[Any]:
    """The weight of every set as typed, in the log's order."""
    rows = person.execute(
        "select s.weight::float from public.workout_sets as s"
        " join public.workout_session_exercises as b on b.id = s.session_exercise_id"
        " join public.workout_sessions as w on w.id = b.session_id"
        " order by w.started_at, w.id, b.order_index, s.set_number"
    )
    return [row["weight"] for row in rows]

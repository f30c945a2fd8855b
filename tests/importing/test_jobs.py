"""Imports as jobs: who does them, what is left of a worker that is killed, how far they are."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
import workoutdb
from bringing import waits
from exports import HEVY, STRONG_B, export, hevy, strong
from support import PATIENCE, Actor, Database, until
from workoutdb.importing import Worker, import_file, queue_file

# an exercise that nobody knows, so that each table is written
CONTENT = export(
    HEVY,
    *(hevy(set_index=n, weight=60 + n) for n in range(5)),
    hevy(exercise_title="Stones", weight=120),
    hevy(weight="heavy"),
)


def queued(database: Database, person: Actor, content: bytes = CONTENT, **options: Any) -> UUID:
    with workoutdb.connect(database.dsn) as client:
        return queue_file(client, io.BytesIO(content), user_id=person.id, **options)


def job_of(database: Database, job: UUID) -> dict[str, Any]:
    row = database.owner.execute(
        "select * from public.import_jobs where id = %s", (job,)
    ).fetchone()
    assert row
    return row


def log(person: Actor) -> list[tuple[Any, ...]]:
    rows = person.execute(
        "select b.exercise_name, s.set_number, s.weight from public.workout_sets as s"
        " join public.workout_session_exercises as b on b.id = s.session_exercise_id order by 1, 2"
    )
    return [tuple(row.values()) for row in rows]


def records(person: Actor) -> list[tuple[Any, ...]]:
    rows = person.call("get_records")
    return [(row["exercise_name"], row["record_type"], row["value"]) for row in rows]


class Process:
    """A worker as it is started in earnest."""

    def __init__(self, database: Database, *options: str) -> None:
        command = [sys.executable, "-m", "workoutdb", "worker", "--dsn", database.dsn, *options]
        self.it = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PGAPPNAME": "a worker under test"},
        )

    def kill(self) -> None:
        self.it.send_signal(signal.SIGKILL)
        self.it.wait(PATIENCE)

    def end(self) -> str:
        told, _ = self.it.communicate(timeout=PATIENCE)
        assert self.it.returncode == 0, told
        return told


@contextlib.contextmanager
def process(database: Database, *options: str) -> Iterator[Process]:
    it = Process(database, *options)
    try:
        yield it
    finally:
        if it.it.poll() is None:
            it.kill()
        if it.it.stdout:
            it.it.stdout.close()


# where a worker is killed: what it waits for then, in the order in which it comes there
POINTS = {
    "before it claims": "lock table public.import_jobs in exclusive mode",
    "before its turn in the log": "select from public.users where id = %(person)s for update",
    "before it knows the workouts": "lock table private.import_workouts in exclusive mode",
    "before it makes an exercise": "lock table public.exercises in share mode",
    "before it lays out the blocks": "lock table private.import_blocks in exclusive mode",
    "before it writes a workout": "lock table public.workout_sessions in share mode",
    "before it notes where that came from": "lock table public.imported_workouts in share mode",
    "before it writes a block": "lock table public.workout_session_exercises in share mode",
    "before it writes a set": "lock table public.workout_sets in share mode",
    "before it raises a record": "lock table public.personal_records in share mode",
    "before it keeps what it made": "lock table private.import_made in share mode",
}


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_is_killed_loses_and_doubles_nothing(database: Database, point: str) -> None:
    ann, bob = database.person(), database.person()
    with workoutdb.connect(database.dsn) as client:
        import_file(client, io.BytesIO(CONTENT), user_id=bob.id)
    job = queued(database, ann)
    barrier = database.connect()
    barrier.execute(POINTS[point], {"person": ann.id} if "%(" in POINTS[point] else None)
    with process(database, "--once", "--heartbeat", "0.1") as first:
        until(lambda: waits(database.owner, besides=barrier.info.backend_pid))
        first.kill()
    status = job_of(database, job)["status"]
    assert status == ("pending" if point == "before it claims" else "processing")
    assert log(ann) == []
    barrier.rollback()
    with process(database, "--once", "--heartbeat", "0.1", "--stale", "0") as second:
        second.end()
    done = job_of(database, job)
    assert (done["status"], done["progress"], done["error"]) == ("completed", 100, None)
    assert (log(ann), records(ann)) == (log(bob), records(bob))
    assert done["summary"]["workouts"]["created"] == 1
    assert (done["summary"]["rows"], done["summary"]["sets"]) == (7, 6)


def test_a_worker_killed_after_the_work_leaves_it_done(database: Database) -> None:
    ann = database.person()
    job = queued(database, ann)
    with process(database) as first:
        until(lambda: job_of(database, job)["status"] == "completed")
        first.kill()
    with process(database, "--once", "--stale", "0") as second:
        assert second.end() == "No import waits.\n"
    assert len(log(ann)) == 6


def test_a_worker_that_is_killed_does_not_go_on_in_the_server(database: Database) -> None:
    """Its session ends by itself, though what it waits for is never let go."""
    ann = database.person()
    queued(database, ann)
    barrier = database.connect()
    barrier.execute("select from public.users where id = %s for update", (ann.id,))
    with process(database, "--once") as worker:
        until(lambda: waits(database.owner, besides=barrier.info.backend_pid))
        worker.kill()
    until(lambda: not waits(database.owner, besides=barrier.info.backend_pid))
    (still,) = ann.execute("select status::text from public.import_jobs")
    assert (still["status"], log(ann)) == ("processing", [])
    barrier.rollback()


def test_whoever_only_seemed_dead_does_not_do_it_twice(database: Database) -> None:
    """The first is held up without a heartbeat; the second takes over, and finds it done."""
    ann = database.person()
    job = queued(database, ann)
    barrier = database.connect()
    barrier.execute("select from public.users where id = %s for update", (ann.id,))
    with process(database, "--once", "--heartbeat", "3600", "--name", "one") as first:
        until(lambda: waits(database.owner, besides=barrier.info.backend_pid))
        with process(database, "--once", "--stale", "0", "--name", "other") as second:
            until(lambda: job_of(database, job)["worker"] == "other")
            barrier.rollback()
            first.end(), second.end()
    assert len(log(ann)) == 6
    done = job_of(database, job)
    assert (done["status"], done["attempts"], done["error"]) == ("completed", 2, None)


def test_whoever_lost_a_job_lets_go_of_it(database: Database) -> None:
    ann = database.person()
    job = queued(database, ann)
    barrier = database.connect()
    barrier.execute("lock table public.workout_sets in share mode")
    with process(database, "--once", "--heartbeat", "0.1", "--name", "one") as first:
        until(lambda: waits(database.owner, besides=barrier.info.backend_pid))
        database.owner.execute(
            "update public.import_jobs set worker = 'other', heartbeat_at = clock_timestamp()"
        )
        # though nobody has lifted the barrier
        assert "another worker's" in first.end()
    assert log(ann) == []
    assert job_of(database, job)["status"] == "processing"


def test_two_workers_share_the_jobs_and_never_one_job(database: Database) -> None:
    people = [database.person() for _ in range(6)]
    jobs = [queued(database, person) for person in people]
    with process(database, "--once") as one, process(database, "--once") as other:
        told = one.end() + other.end()
    assert told.count("begins") == len(jobs)
    assert [job_of(database, job)["attempts"] for job in jobs] == [1] * len(jobs)
    assert all(len(log(person)) == 6 for person in people)


def test_a_claim_passes_over_what_another_is_claiming(database: Database) -> None:
    ann = database.person()
    first, second = queued(database, ann), queued(database, ann)
    with database.service.transaction() as one, database.service.transaction() as other:
        claims = [
            connection.execute("select job_id from public.claim_import('w')").fetchone()
            for connection in (one, other)
        ]
    assert [claim and claim["job_id"] for claim in claims] == [first, second]
    (nothing,) = database.service.call("claim_import", p_worker="w")
    assert nothing["job_id"] is None


def test_a_job_that_kills_every_worker_fails(database: Database) -> None:
    job = queued(database, database.person())
    for attempt in range(1, 6):
        (claim,) = database.service.call("claim_import", p_worker="w", p_stale_after="0")
        assert (claim["job_id"], claim["attempt"]) == (job, attempt)
    (claim,) = database.service.call("claim_import", p_worker="w", p_stale_after="0")
    assert claim["job_id"] is None
    failed = job_of(database, job)
    assert (failed["status"], failed["attempts"]) == ("failed", 5)
    assert failed["error"] == "5 workers began it and died; the last was w"


def test_a_worker_with_a_heartbeat_keeps_its_job(database: Database) -> None:
    job = queued(database, database.person())
    database.service.call("claim_import", p_worker="w")
    database.owner.execute("update public.import_jobs set heartbeat_at = now() - interval '2 min'")
    beat = database.service.call("heartbeat_import", p_job_id=job, p_worker="w", p_progress=40)
    assert beat == [{"heartbeat_import": True}]
    (claim,) = database.service.call("claim_import", p_worker="x")
    assert claim["job_id"] is None
    assert job_of(database, job)["progress"] == 40
    for function, more in (("heartbeat_import", {}), ("fail_import", {"p_error": "mine"})):
        (refused,) = database.service.call(function, p_job_id=job, p_worker="x", **more)
        assert refused == {function: False}


def test_what_fails_keeps_the_reason_and_leaves_nothing(database: Database) -> None:
    ann = database.person()
    job = queued(database, ann)
    # what no file can do, since the reader checks it
    database.owner.execute("update private.import_rows set reps = 100000 where line = 4")
    with process(database, "--once") as worker:
        assert f"Import {job} failed" in worker.end()
    failed = job_of(database, job)
    assert failed["status"] == "failed"
    assert "reps" in failed["error"] or "smallint" in failed["error"]
    assert log(ann) == []
    # the next one is done all the same
    again = queued(database, ann)
    with process(database, "--once") as worker:
        worker.end()
    assert job_of(database, again)["status"] == "completed"


def test_how_far_it_is_can_be_asked_and_is_announced(database: Database) -> None:
    ann = database.person()
    ears = database.connect(autocommit=True)
    ears.execute("listen import_jobs")
    job = queued(database, ann)
    barrier = database.connect()
    barrier.execute("lock table public.workout_sets in share mode")
    with process(database, "--once", "--heartbeat", "0.05") as worker:
        asked = "select progress from public.import_jobs where status = 'processing'"
        until(lambda: [row["progress"] for row in ann.execute(asked)] == [45])
        barrier.rollback()
        worker.end()
    told = [json.loads(note.payload) for note in ears.notifies(timeout=0)]
    assert {it["job_id"] for it in told} == {str(job)}
    assert {it["user_id"] for it in told} == {str(ann.id)}
    statuses = [it["status"] for it in told]
    assert statuses == sorted(statuses, key=["pending", "processing", "completed"].index)
    assert [told[0]["status"], told[-1]["status"]] == ["pending", "completed"]
    percents = [it["progress"] for it in told]
    assert 45 in percents
    assert percents == sorted(percents)
    assert percents[-1] == 100


def test_a_worker_hears_of_a_new_job_and_ends_politely(database: Database) -> None:
    ann = database.person()
    with process(database, "--name", "polite") as worker:
        assert worker.it.stdout
        assert worker.it.stdout.readline() == "Worker polite waits for imports.\n"
        job = queued(database, ann)
        until(lambda: job_of(database, job)["status"] == "completed")
        worker.it.send_signal(signal.SIGTERM)
        assert f"Import {job} is completed: 6 sets, 1 errors." in worker.end()


def test_a_job_may_be_followed_by_whoever_queued_it(database: Database) -> None:
    ann = database.person()
    first, second = queued(database, ann), queued(database, ann)
    with Worker(database.dsn, name="me") as me:
        account = me.follow(second)
        assert account["workouts"]["created"] == 1
        # one that another has is waited for
        database.service.call("claim_import", p_worker="other", p_job_id=first)
        with Worker(database.dsn, name="late") as late, contextlib.ExitStack() as stack:
            found: list[Any] = []
            thread = threading.Thread(target=lambda: found.append(late.follow(first)))
            stack.callback(thread.join)
            thread.start()
            database.service.call("run_import", p_job_id=first)
    assert found[0]["workouts"] == {"created": 0, "updated": 0, "unchanged": 1, "conflicts": 0}


def test_how_the_file_was_read_is_kept_with_the_job(database: Database) -> None:
    ann = database.person()
    content = export(STRONG_B, strong(weight=185))
    job = job_of(
        database,
        queued(database, ann, content, unit="lb", timezone="Asia/Tokyo", dialect="strong_b"),
    )
    assert (job["status"], job["dialect"]) == ("pending", "strong_b")
    assert (job["weight_unit"], job["timezone"]) == ("lb", "Asia/Tokyo")
    reading = job["reading"]
    assert (reading["weight_unit_from"], reading["distance_unit"]) == ("asked", "mi")
    assert reading["header"] == STRONG_B


def test_a_purge_forgets_the_lines_of_what_is_over_and_no_others(database: Database) -> None:
    ann = database.person()
    done, waiting = queued(database, ann), queued(database, ann)
    with Worker(database.dsn) as worker:
        worker.follow(done)
    database.owner.execute("alter table public.import_jobs disable trigger import_jobs_touch")
    database.owner.execute("update public.import_jobs set updated_at = now() - interval '31 days'")
    assert database.service.call("purge_import_rows") == [{"purge_import_rows": 7}]
    lines = database.owner.execute("select distinct job_id from private.import_rows").fetchall()
    assert [row["job_id"] for row in lines] == [waiting]
    (again,) = database.service.call("purge_import_rows", p_older_than="0")
    assert again == {"purge_import_rows": 0}


def test_the_lines_of_ones_own_files_are_ones_own(database: Database) -> None:
    ann, bob = database.person(), database.person()
    job = queued(database, ann)
    lines = ann.call("import_lines", p_job_id=job, p_after_line=3, p_limit=2)
    content = CONTENT.decode().splitlines()
    assert lines == [{"line": 4, "raw": content[3]}, {"line": 5, "raw": content[4]}]
    assert len(ann.call("import_lines", p_job_id=job)) == 7
    assert bob.call("import_lines", p_job_id=job) == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ann.execute("select from private.import_rows")


# The command


def workoutdb_(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workoutdb", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def large(folder: Path) -> Path:
    """A file of a little more than 1 MB."""
    file = folder / "large.csv"
    lines = (
        hevy(title=f"Day {n // 50}", set_index=n % 50, exercise_notes="x" * 1_000)
        for n in range(1_000)
    )
    file.write_bytes(export(HEVY, *lines))
    assert 1_000_000 < file.stat().st_size < 1_500_000
    return file


def test_a_file_of_a_megabyte_is_left_to_a_worker_where_that_is_asked(
    database: Database, tmp_path: Path
) -> None:
    ann = database.person("ann@example.org")
    options = ("--user", "ann@example.org", "--dsn", database.dsn)
    said = workoutdb_("import", large(tmp_path), *options, "--no-wait")
    assert said.returncode == 0, said.stderr
    (job,) = ann.execute("select id, status from public.import_jobs")
    assert job["status"] == "pending"
    assert said.stdout == f"Import {job['id']} waits for `workoutdb worker`.\n"
    assert workoutdb_("worker", "--once", "--dsn", database.dsn).returncode == 0
    (job,) = ann.execute("select summary from public.import_jobs")
    assert job["summary"]["sets"] == 1_000


def test_the_command_does_a_large_file_itself_and_a_small_one_at_once(
    database: Database, tmp_path: Path
) -> None:
    ann = database.person("ann@example.org")
    options = ("--user", "ann@example.org", "--dsn", database.dsn, "--json")
    file = large(tmp_path)
    assert json.loads(workoutdb_("import", file, *options).stdout)["sets"] == 1_000
    file.write_bytes(CONTENT)
    assert json.loads(workoutdb_("import", file, *options, "--no-wait").stdout)["sets"] == 6
    jobs = ann.execute(
        "select worker is null as at_once from public.import_jobs order by created_at"
    )
    assert [job["at_once"] for job in jobs] == [False, True]


def test_a_large_file_that_fails_says_why(database: Database, tmp_path: Path) -> None:
    database.person("ann@example.org")
    options = ("--user", "ann@example.org", "--dsn", database.dsn)
    database.owner.execute(
        "alter table public.workout_sets add constraint nothing_goes check (reps > 5)"
    )
    said = workoutdb_("import", large(tmp_path), *options)
    assert said.returncode == 1
    assert "nothing_goes" in said.stderr
    assert len(said.stderr.splitlines()) == 1

"""Whoever does the imports that wait: one at a time, with a heartbeat, until told to stop.

A claim is committed before the work begins, and the work is one transaction. So however a worker
ends, its job is done or untouched, and another takes it once the heartbeats stay away.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import psycopg
from psycopg.rows import tuple_row

from ..connection import Client, connect
from ..decode import from_json
from ..errors import WorkoutDBError
from .load import Account, run
from .refusal import ImportRefused

#: Called with what a worker does, a sentence at a time.
Say = Callable[[str], None]

#: Where jobs announce themselves.
CHANNEL = "import_jobs"
#: Seconds without a word before a worker looks for jobs by itself.
PATIENCE = 10.0
_PROGRESS = "workoutdb import "


class Worker:
    """Does imports of one database, on two connections: one works, the other gives signs of life.

    with Worker(dsn) as worker:
        worker.work()
    """

    def __init__(
        self,
        dsn: str,
        *,
        name: str | None = None,
        heartbeat: float = 5.0,
        stale: float = 60.0,
        say: Say = lambda _: None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.name = name or f"{socket.gethostname()}/{os.getpid()}"
        self._dsn = dsn
        self._heartbeat = heartbeat
        self._stale = timedelta(seconds=stale)
        self._say = say
        self._progress = progress
        self._stopping = threading.Event()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Worker:
        # a worker that was cut off from the server must not hold a log for ever, nor one that was
        # killed go on in the server
        timeouts = (
            "-c idle_in_transaction_session_timeout=60s -c client_connection_check_interval=5s"
        )
        self._connection = self._open(options=timeouts)
        self._client = connect(self._connection)
        self._ears = self._open()
        self._ears.execute(f"listen {CHANNEL}")
        return self

    def _open(self, options: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        extra = {"options": options} if options else {}
        return self._stack.enter_context(psycopg.connect(self._dsn, autocommit=True, **extra))  # type: ignore[arg-type]

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def stop(self) -> None:
        """Finish the job at hand, and then no other; from any thread or signal handler."""
        self._stopping.set()

    def work(self, *, once: bool = False) -> int:
        """Do what waits, and then what comes; with `once`, only what waits. Returns how many."""
        done = 0
        while not self._stopping.is_set():
            if self.work_one():
                done += 1
            elif once:
                break
            else:
                self._wait()
        return done

    def work_one(self, job_id: UUID | None = None) -> bool:
        """Do one import that waits, or the one that is asked for; whether there was one."""
        with self._client.as_service() as service:
            claimed = service.claim_import(self.name, stale_after=self._stale, job_id=job_id)
        if claimed is None:
            return False
        self._say(f"Import {claimed.job_id} begins.")
        try:
            with self._heart(claimed.job_id), self._client.as_service() as service:
                account = run(service, claimed.job_id, claimed.source)
        except (WorkoutDBError, psycopg.Error) as error:
            self._give_up(claimed.job_id, error)
        else:
            told = f"{account['sets']:,} sets, {len(account['errors']):,} errors"
            self._say(f"Import {claimed.job_id} is completed: {told}.")
        return True

    def follow(self, job_id: UUID) -> Account:
        """The account of a job, which is done here unless another worker has it.

        Raises ImportRefused (`failed`), with the reason that was kept, for one that failed.
        """
        while True:
            self.work_one(job_id)
            status, percent, account, error = self._state(job_id)
            self._progress(percent)
            if status == "completed" and account is not None:
                return account
            if status == "failed":
                raise ImportRefused("failed", f"Import {job_id} failed: {error}")
            self._wait()

    def _state(self, job_id: UUID) -> tuple[str, int, Account | None, str | None]:
        cursor = self._connection.cursor(row_factory=tuple_row)
        cursor.execute(
            "select status::text, progress, summary::text, error"
            " from public.import_jobs where id = %s",
            (job_id,),
        )
        row = cursor.fetchone()
        if row is None:
            return "failed", 0, None, "it is gone"
        status, percent, summary, error = cast("tuple[str, int, str | None, str | None]", row)
        account: Any = from_json(summary) if summary else None
        return status, percent, account, error

    def _give_up(self, job_id: UUID, error: Exception) -> None:
        """Keep the reason with the job; of a lost connection nothing can be kept, and it raises."""
        if self._connection.closed:
            raise error
        reason = str(error).strip() or type(error).__name__
        with self._client.as_service() as service:
            if service.fail_import(job_id, self.name, reason):
                self._say(f"Import {job_id} failed: {reason.splitlines()[0]}")
            else:
                self._say(f"Import {job_id} is another worker's by now, or done.")

    @contextlib.contextmanager
    def _heart(self, job_id: UUID) -> Iterator[None]:
        """Signs of life from a thread and a connection of their own, while the block runs."""
        over = threading.Event()
        pid = self._connection.info.backend_pid
        thread = threading.Thread(target=self._beat, args=(job_id, pid, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, job_id: UUID, pid: int, over: threading.Event) -> None:
        # without it the job goes on, and may be taken over: which is safe
        with contextlib.suppress(psycopg.Error, WorkoutDBError), self._beating() as beats:
            connection, client = beats
            while not over.wait(self._heartbeat):
                percent = _progress(connection, pid)
                self._progress(percent or 0)
                with client.as_service() as service:
                    mine = service.heartbeat_import(job_id, self.name, progress=percent)
                if not mine and not over.is_set():
                    self._connection.cancel()
                    return

    @contextlib.contextmanager
    def _beating(self) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], Client]]:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            # what holds the job's row up must not hold the worker's end up
            connection.execute("set statement_timeout = '5s'")
            yield connection, connect(connection)

    def _wait(self) -> None:
        """Until a job is announced, or for a while: announcements may be missed."""
        end = time.monotonic() + PATIENCE
        while not self._stopping.is_set() and (left := end - time.monotonic()) > 0:
            if any(self._ears.notifies(timeout=min(left, 0.5), stop_after=1)):
                return


def _progress(connection: psycopg.Connection[tuple[object, ...]], pid: int) -> int | None:
    """How far the session is, percent, as the import itself says."""
    cursor = connection.cursor(row_factory=tuple_row)
    cursor.execute("select application_name from pg_stat_activity where pid = %s", (pid,))
    row = cursor.fetchone()
    told = str(row[0] or "") if row else ""
    if not told.startswith(_PROGRESS):
        return None
    return int(told.removeprefix(_PROGRESS).removesuffix("%"))

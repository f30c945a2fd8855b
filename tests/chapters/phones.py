"""One person on several phones at once, without ever sleeping: who waits is seen in the server."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue
from types import SimpleNamespace
from typing import Any, cast

from support import PATIENCE, Actor, Connection, Database, until

__all__ = ["PATIENCE", "at_once", "holding", "in_turn", "is_waiting", "phone", "until"]


def phone(person: Actor) -> Actor:
    """The same person with a connection of their own."""
    # nobody waits for ever
    requests = person.database.connect(autocommit=True, options="-c statement_timeout=30s")
    return Actor(cast(Database, SimpleNamespace(requests=requests)), person.role, person.id)


@contextmanager
def holding(person: Actor) -> Iterator[Actor]:
    """A phone whose calls are all in one transaction, which ends with the block."""
    it = phone(person)
    with it.database.requests.transaction():
        yield it


def is_waiting(owner: Connection, pid: int) -> bool:
    """Whether a session waits for somebody's lock."""
    query = "select 1 from pg_stat_activity where pid = %s and wait_event_type = 'Lock'"
    return owner.execute(query, (pid,)).fetchone() is not None


def in_turn(person: Actor, first: Callable[[Actor], Any], second: Callable[[Actor], Any]) -> Any:
    """Begins the second while the first's transaction is open; what the second returns.

    The first ends once the second waits for it, or is through without.
    """
    sessions: Queue[int] = Queue()

    def later() -> Any:
        other = phone(person)
        sessions.put(other.database.requests.info.backend_pid)
        return second(other)

    with ThreadPoolExecutor(1) as pool:
        with holding(person) as it:
            first(it)
            begun = pool.submit(later)
            pid = sessions.get(timeout=PATIENCE)
            until(lambda: begun.done() or is_waiting(person.database.owner, pid))
        return begun.result(timeout=PATIENCE)


def at_once(*works: Callable[[], Any]) -> None:
    """Each in a thread of its own, all from the same moment; a failure of any is raised."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        barrier.wait(PATIENCE)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result(timeout=60)

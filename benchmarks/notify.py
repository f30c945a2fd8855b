"""What a knock costs: the same small commit, a row for each client, with NOTIFY and without.

A transaction that notifies holds one lock of the server's from the start of its commit to the end,
so such commits can't share a write to disk. Thirty-two rooms, one client each, show how many of
them a server commits in a second, whatever else an act does; a hundred listeners are there to be
woken.
"""

import select
import threading
from collections.abc import Callable

from .ground import Ground
from .log_sets import rate
from .measure import Result, in_turn

REACH = 0.2
ROOMS = 32
LISTENERS = 100

WITHOUT = """
begin;
update bench.rooms set seq = seq + 1 where id = :client_id;
commit;
"""
KNOCK = """
select pg_notify('live_' || :client_id,
  '{"session_id" : "00000000-0000-7000-8000-000000000000", "seq" : 1, "type" : "set_completed"}');
"""


def notify(ground: Ground, quick: bool) -> Result:
    """Commits of thirty-two rooms."""
    rounds, seconds = (3, 2) if quick else (7, 5)
    with ground.connect() as owner:
        owner.execute("create schema bench")
        owner.execute(
            "create table bench.rooms (id integer primary key, seq bigint) with (fillfactor = 50)"
        )
        owner.execute("insert into bench.rooms select generate_series(0, %s), 0", (ROOMS - 1,))
    without = ground.folder / "without.sql"
    without.write_text(WITHOUT)
    knocking = ground.folder / "knocking.sql"
    knocking.write_text(WITHOUT.replace("commit;", KNOCK + "commit;"))

    ours, against = in_turn(
        lambda _: rate(ground, knocking, ROOMS, seconds),
        lambda _: rate(ground, without, ROOMS, seconds),
        rounds,
    )
    with_listeners = _heard(ground, lambda: rate(ground, knocking, ROOMS, seconds))
    beside = f"with {LISTENERS} listeners {with_listeners:,.0f} /s"
    return Result("notify", ours, against, "/s", REACH, beside=beside)


def _heard(ground: Ground, work: Callable[[], float]) -> float:
    """The rate of some work while so many sessions listen, and read what they hear."""
    over = threading.Event()
    listeners = [ground.connect() for _ in range(LISTENERS)]
    for number, listener in enumerate(listeners):
        listener.execute(f'listen "live_{number % ROOMS}"')

    def read() -> None:
        while not over.is_set():
            for listener in select.select(listeners, [], [], 0.1)[0]:
                for _ in listener.notifies(timeout=0):
                    pass

    reader = threading.Thread(target=read)
    reader.start()
    try:
        return work()
    finally:
        over.set()
        reader.join()
        for listener in listeners:
            listener.close()

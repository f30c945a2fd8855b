"""Fifty people in one live session, all logging at once, against the same people each by themself.

Both sides are `log_set` under the same policies; ours goes through `log_live_set`, which shows the
set to the room: one after another, for the events of a room are numbered in the order of commit.

Then the same fifty listen, each on a connection of their own, while ten sets a second are logged.
What is measured is the time from the event's own, taken just before the commit, to the moment when
the listener has read it.
"""

import asyncio
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from workoutdb import connect_async

from .ground import Ground
from .log_sets import ACCOUNT, IDS, rate
from .measure import Result, in_turn

REACH = 0.2
PEOPLE = 50
A_SECOND = 10

# a room with all in it, and a workout for each
ROOM = """
insert into public.live_sessions (id, host_id, host_name, status, started_at)
values (bench.id('d', 0), bench.id('a', 0), 'Host', 'active', now());
insert into public.live_session_participants (session_id, user_id, display_name, is_leader)
select bench.id('d', 0), bench.id('a', n), 'Lifter ' || n, n = 0
from generate_series(0, %(people)s - 1) as n;
insert into public.workout_sessions (id, user_id)
select bench.id('b', n), bench.id('a', n) from generate_series(0, %(people)s - 1) as n
"""
BEGIN = r"""
\set exercise random(0, 23)
\set reps random(3, 12)
\set weight 40 + 2.5 * random(0, 39)
begin;
select set_config('role', 'authenticated', true),
       set_config('request.jwt.claims',
                  '{"sub":"' || bench.id('a', :client_id) || '","role":"authenticated"}', true);
"""
OURS = (
    BEGIN
    + """
select * from public.log_live_set(
  p_session_id => bench.id('d', 0), p_exercise_id => bench.id('e', :exercise),
  p_reps => :reps, p_weight => :weight);
commit;
"""
)
AGAINST = (
    BEGIN
    + """
select * from public.log_set(
  p_session_id => bench.id('b', :client_id), p_exercise_id => bench.id('e', :exercise),
  p_reps => :reps, p_weight => :weight);
commit;
"""
)


def live_room(ground: Ground, quick: bool) -> Result:
    """Fifty clients in one room."""
    rounds, seconds = (3, 2) if quick else (7, 5)
    with ground.connect() as owner:
        for statement in IDS.split(";\n"):
            owner.execute(statement)
        for client in range(PEOPLE):
            owner.execute(ACCOUNT, {"client": client, "email": f"lifter-{client}@example.org"})
        for statement in ROOM.split(";\n"):
            owner.execute(statement.replace("%(people)s", str(PEOPLE)))
        owner.execute("vacuum analyze")
    paths = {}
    for label, script in {"ours": OURS, "against": AGAINST}.items():
        paths[label] = ground.folder / f"{label}.sql"
        paths[label].write_text(script)

    ours, against = in_turn(
        lambda _: rate(ground, paths["ours"], PEOPLE, seconds),
        lambda _: rate(ground, paths["against"], PEOPLE, seconds),
        rounds,
    )
    slowly = partial(rate, ground, paths["ours"], PEOPLE, 2 * seconds, f"--rate={A_SECOND}")
    delays = asyncio.run(_delays(ground, slowly))
    centiles = statistics.quantiles(delays, n=100)
    beside = (
        f"{PEOPLE} listeners at {A_SECOND} acts/s, from commit to the listener:"
        f" 50th percentile {1000 * centiles[49]:.1f} ms, 99th {1000 * centiles[98]:.1f} ms"
        f" of {len(delays):,}"
    )
    return Result("live_room", ours, against, "/s", REACH, beside=beside)


async def _delays(ground: Ground, work: Callable[[], float]) -> list[float]:
    """How many seconds each listener waited for each event that the work made."""
    with ground.connect() as owner:
        row = owner.execute(
            "select id, last_event_seq from public.live_sessions where id = bench.id('d', 0)"
        ).fetchone()
        people = owner.execute("select user_id from public.live_session_participants").fetchall()
    assert row
    session, seen = row
    delays: list[float] = []

    async with await connect_async(ground.dsn) as db, asyncio.TaskGroup() as listeners:

        async def listen(person: object) -> None:
            events = db.live_events(str(session), user_id=str(person), after=int(str(seen)))
            async for event in events:
                delays.append((datetime.now(UTC) - event.created_at).total_seconds())

        tasks = [listeners.create_task(listen(person)) for (person,) in people]
        # all are there before it begins, and hear the last of it
        await asyncio.sleep(2)
        await asyncio.to_thread(work)
        await asyncio.sleep(2)
        for task in tasks:
            task.cancel()
    return delays

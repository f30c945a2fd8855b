"""`log_set` as a signed-in person, against a bare INSERT into the twin.

Both sides are the same transaction around the one statement: begin, role and claims set locally,
commit. Every client is a person of their own with three hundred workouts behind them, so that there
are records to beat, and works through workouts in progress: four sets a block, six blocks a
workout. One set in fifty is the heaviest yet.
"""

import os
import re
import subprocess
from pathlib import Path

from .ground import COLUMNS, Ground
from .measure import BrokenBenchmark, Result, Side, in_turn

REACH = 0.6
# more sets than all clients together log in a second on any machine we know
FASTEST = 6000

# Ids by number, so that a script looks nothing up; without SET, the function is inlined.
IDS = """
create schema bench;
grant usage on schema bench to authenticated;
create function bench.id(p_kind text, p_number integer) returns uuid language sql immutable as $$
  select (p_kind || '0000000-0000-7000-8000-' || lpad(p_number::text, 12, '0'))::uuid
$$;

insert into public.exercises (id, name, slug, load_kind, primary_muscle_groups)
select bench.id('e', n), 'Lift ' || n, 'lift-' || n, 'weight_reps', '{chest}'
from generate_series(0, 23) as n
"""

ACCOUNT = "insert into auth.users (id, email) values (bench.id('a', %(client)s), %(email)s)"

PAST = """
with workouts as (
  insert into public.workout_sessions (user_id, status, started_at, completed_at)
  select bench.id('a', %(client)s), 'completed', t.at, t.at + interval '1 hour'
  from generate_series(now() - interval '600 days', now() - interval '2 days', interval '2 days')
       as t (at)
  returning user_id, id, started_at
),
blocks as (
  insert into public.workout_session_exercises
    (user_id, session_id, exercise_id, exercise_name, order_index)
  select w.user_id, w.id, bench.id('e', (o.n + 6 * w.n::integer) %% 24), 'Lift', o.n
  from (select w.*, row_number() over (order by w.started_at) as n from workouts as w) as w
  cross join generate_series(0, 5) as o (n)
  returning user_id, session_id, id
)
insert into public.workout_sets
  (user_id, session_exercise_id, set_number, reps, weight, performed_at)
select b.user_id, b.id, s.n, 3 + floor(random() * 10), 40 + 2.5 * floor(random() * 40), w.started_at
from blocks as b
join workouts as w on w.id = b.session_id
cross join generate_series(1, 4) as s (n)
"""

# what each client has begun and will log to
BEGUN = """
with workouts as (
  insert into public.workout_sessions (id, user_id)
  select bench.id('b', c * 1000000 + n), bench.id('a', c)
  from generate_series(0, %(clients)s - 1) as c, generate_series(0, %(last)s) as n
)
insert into public.workout_session_exercises
  (id, user_id, session_id, exercise_id, exercise_name, order_index)
select bench.id('c', c * 1000000 + n * 6 + o), bench.id('a', c), bench.id('b', c * 1000000 + n),
       bench.id('e', (n * 6 + o) %% 24), 'Lift', o
from generate_series(0, %(clients)s - 1) as c, generate_series(0, %(last)s) as n,
     generate_series(0, 5) as o
"""

SCRIPT = r"""
\set n :n + 1
\set place :first * 6 + :n / 4 % (:workouts * 6)
\set workout :client_id * 1000000 + :place / 6
\set block :client_id * 1000000 + :place
\set exercise :place % 24
\set number :n / (:workouts * 24) * 4 + :n % 4 + 1
\set reps random(3, 12)
\set heaviest 140 + (:first * 24 + :n) * 0.001
\set weight case when :n % 50 = 0 then :heaviest else 40 + 2.5 * random(0, 39) end
begin;
select set_config('role', 'authenticated', true),
       set_config('request.jwt.claims',
                  '{"sub":"' || bench.id('a', :client_id) || '","role":"authenticated"}', true);
"""
OURS = (
    SCRIPT
    + """
select * from public.log_set(
  p_session_id => bench.id('b', :workout), p_exercise_id => bench.id('e', :exercise),
  p_reps => :reps, p_weight => :weight);
commit;
"""
)
AGAINST = (
    SCRIPT
    + """
insert into twin.workout_sets (user_id, session_exercise_id, set_number, reps, weight)
values (bench.id('a', :client_id), bench.id('c', :block), :number, :reps, :weight);
commit;
"""
)


def log_set_1(ground: Ground, quick: bool) -> Result:
    """One client."""
    return _measured("log_set_1", ground, 1, quick)


def log_set_8(ground: Ground, quick: bool) -> Result:
    """Eight clients at once."""
    return _measured("log_set_8", ground, 8, quick)


def _measured(name: str, ground: Ground, clients: int, quick: bool) -> Result:
    rounds, seconds = (3, 2) if quick else (7, 5)
    workouts = FASTEST * seconds // 24 // clients
    _prepare(ground, clients, workouts * (rounds + 1))

    def side(label: str, script: str) -> Side:
        path = ground.folder / f"{label}.sql"
        path.write_text(script)

        def run(number: int) -> float:
            return rate(
                ground, path, clients, seconds, n=-1, first=number * workouts, workouts=workouts
            )

        return run

    ours, against = in_turn(side("ours", OURS), side("against", AGAINST), rounds)
    return Result(name, ours, against, "/s", REACH)


def _prepare(ground: Ground, clients: int, workouts: int) -> None:
    """Everyone's past, so many workouts to log to, and a twin that begins with the same rows."""
    with ground.connect() as owner:
        for statement in IDS.split(";\n"):
            owner.execute(statement)
        for client in range(clients):
            person = {"client": client, "email": f"lifter-{client}@example.org"}
            owner.execute(ACCOUNT, person)
            owner.execute(PAST, person)
        owner.execute(BEGUN, {"clients": clients, "last": workouts - 1})
        owner.execute(
            f"insert into twin.workout_sets ({COLUMNS}) select {COLUMNS} from public.workout_sets"
        )
        owner.execute("vacuum analyze")


def rate(
    ground: Ground, script: Path, clients: int, seconds: int, *more: str, **variables: int
) -> float:
    """Transactions a second, by pgbench."""
    options = {
        "--client": clients,
        "--jobs": min(clients, os.cpu_count() or 1),
        "--time": seconds,
        "--protocol": "prepared",
        "--file": script,
    }
    command = [str(ground.bin / "pgbench"), "--no-vacuum", *more]
    command += [f"{option}={value}" for option, value in options.items()]
    command += [f"--define={variable}={value}" for variable, value in variables.items()]
    done = subprocess.run([*command, ground.dsn], capture_output=True, text=True)
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if done.returncode or found is None:
        raise BrokenBenchmark(f"pgbench failed: {done.stderr}")
    return float(found[1])

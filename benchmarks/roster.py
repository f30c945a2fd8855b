"""`coach_roster()` for a coach of 1,000, against the same asked client by client.

Each client is a linked athlete with 24 workouts in eight weeks, records in ten exercises, a
calendar of the same days, and a program of 24 workouts. Client by client a coach's app asks for the
last workouts, the records, the adherence and the programs. That is asked of every twentieth client,
and counted twenty times.
"""

import json
import time

from .ground import Ground
from .measure import Result, in_turn

REACH = 0.01
CLIENTS = 1000
ASKED = 50

GROWN = """
create temp table lot as
  select gen_random_uuid() as id, private.new_id() as entity_id, private.new_id() as program_id, n
  from generate_series(0, 1000) as n;
insert into auth.users (id, email) select id, n || '@roster.example' from lot;
create temp table coach as select id from lot where n = 0;
delete from lot where n = 0;
set session_replication_role = replica;
insert into public.entities (id, user_id, name)
  select l.entity_id, c.id, 'Client ' || l.n from lot as l, coach as c;
insert into public.athlete_links (user_id, entity_id, email, athlete_id, status)
  select c.id, l.entity_id, l.n || '@roster.example', l.id, 'active' from lot as l, coach as c;
insert into public.programs (id, user_id, entity_id, name)
  select l.program_id, c.id, l.entity_id, 'Strength' from lot as l, coach as c;
insert into public.program_workouts
  (user_id, program_id, entity_id, title, scheduled_date, completed, completed_at)
  select c.id, l.program_id, l.entity_id, 'Day', d.at, d.done, case when d.done then d.at end
  from lot as l, coach as c, generate_series(1, 24) as k
  cross join lateral (select now() + (k - 16) * interval '56 hours' as at, k % 3 = 0 as done) as d;
insert into public.workout_sessions (id, user_id, status, started_at, completed_at)
  select private.new_id(), l.id, 'completed', s.at, s.at
  from lot as l, generate_series(1, 24) as k
  cross join lateral (select now() - k * interval '56 hours' as at) as s;
insert into public.scheduled_workouts
  (user_id, scheduled_date, original_date, title, completed_session_id)
  select w.user_id, w.started_at::date, w.started_at::date, 'Run', w.id
  from public.workout_sessions as w;
insert into public.workout_session_exercises
  (id, user_id, session_id, exercise_id, exercise_name, order_index)
  select private.new_id(), w.user_id, w.id, e.id, e.name, e.place
  from public.workout_sessions as w
  cross join lateral (
    select x.id, x.name, row_number() over (order by x.id) as place
    from public.exercises as x where x.load_kind = 'weight_reps' order by x.id limit 10) as e
  where w.started_at > now() - interval '4 days';
insert into public.workout_sets (user_id, session_exercise_id, set_number, reps, weight)
  select b.user_id, b.id, k, 5, 100 from public.workout_session_exercises as b,
  generate_series(1, 3) as k;
set session_replication_role = origin;
select private.refresh_records(array_agg(b.user_id), array_agg(b.exercise_id))
  from public.workout_session_exercises as b;
"""
ASK = """
select from public.workout_history(12, p_user_id => %(athlete)s);
select from public.get_records(p_user_id => %(athlete)s);
select from public.get_adherence(current_date - 28, current_date, p_user_id => %(athlete)s);
select from public.list_programs(%(entity)s)
"""


def coach_roster(ground: Ground, quick: bool) -> Result:
    """All 1,000 clients at a glance."""
    with ground.connect() as owner:
        owner.execute(GROWN)
        (coach,) = owner.execute("select id::text from coach").fetchone() or ("",)
        some = owner.execute(
            "select id, entity_id from lot where n %% %s = 0", (CLIENTS // ASKED,)
        ).fetchall()
        owner.execute("vacuum analyze")

    with ground.connect() as connection:
        connection.execute("set role authenticated")
        connection.execute(
            "select set_config('request.jwt.claims', %s, false)", (json.dumps({"sub": coach}),)
        )

        def ours(_: int) -> float:
            began = time.perf_counter()
            found = connection.execute("select * from public.coach_roster()").fetchall()
            assert len(found) == CLIENTS
            return time.perf_counter() - began

        def against(_: int) -> float:
            began = time.perf_counter()
            for athlete, entity in some:
                for query in ASK.split(";"):
                    connection.execute(query.encode(), {"athlete": athlete, "entity": entity})
            return (time.perf_counter() - began) * CLIENTS / ASKED

        return Result("coach_roster", *in_turn(ours, against, 3 if quick else 9), "s", REACH)

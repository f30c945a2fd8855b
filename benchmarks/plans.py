"""`insert_full_plan` with all its checks, against a loop of single INSERTs that checks nothing.

The plan has 12 weeks of 5 sessions of 8 exercises: 553 rows. The loop is the function a planning
service had, on the tables it had, with a row for each week as ours has. Its tables are there twice:
as it describes them, with its policies and the key to its catalogue, and bare, with primary keys
and the keys between them alone. The third opponent sends the same rows as plain INSERTs into our
own tables, a statement a row, prepared and pipelined. All of them are the same person, in a
transaction with role and claims set locally.
"""

import json
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg

from .ground import Ground
from .measure import Result, Side, in_turn

REACH = 1.0
WEEKS, SESSIONS, SLOTS = 12, 5, 8
START = date(2026, 3, 2)
EXERCISES = 40

TABLES = """
create schema {schema};
grant usage on schema {schema} to authenticated;
create table {schema}.exrcwiki (exercise_id text primary key);
insert into {schema}.exrcwiki select id::text from public.exercises;
create table {schema}.modular_training_plan (
  id               uuid primary key default gen_random_uuid(),
  user_id          uuid not null references public.users (id),
  split_type       text not null,
  week_start       date not null,
  goal_type        text not null default 'general_fitness',
  experience_level text not null default 'intermediate',
  status           text not null default 'active',
  notes            text,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now()
);
create table {schema}.modular_training_week (
  id          uuid primary key default gen_random_uuid(),
  plan_id     uuid not null references {schema}.modular_training_plan (id) on delete cascade,
  week_number int not null,
  week_start  date not null,
  notes       text,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create table {schema}.modular_training_session (
  id                 uuid primary key default gen_random_uuid(),
  week_id            uuid not null references {schema}.modular_training_week (id) on delete cascade,
  day_label          text not null,
  session_date       date not null,
  day_of_week        int not null,
  focus_area         text not null,
  session_number     int not null default 1,
  overall_difficulty int,
  duration_minutes   int,
  completed          boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);
create table {schema}.modular_training_exercise (
  id                uuid primary key default gen_random_uuid(),
  session_id        uuid not null
    references {schema}.modular_training_session (id) on delete cascade,
  exercise_name     text not null,
  muscle_group      text,
  sets              integer,
  reps              text,
  rir               integer,
  equipment         text,
  tier              text,
  target            text,
  secondary_muscles jsonb,
  tips              jsonb,
  instructions      text,
  weight            real,
  actual_reps       jsonb,
  difficulty        integer,
  notes             text,
  created_at        timestamptz default now(),
  display_order     integer default 0,
  exercise_id       text,
  order_in_session  integer default 1
);
grant select, insert on all tables in schema {schema} to authenticated;
"""
# what it says of its tables beside their columns; the two policies of each as one
RULES = """
alter table {schema}.modular_training_exercise
  add foreign key (exercise_id) references {schema}.exrcwiki (exercise_id);
alter table {schema}.modular_training_plan enable row level security;
alter table {schema}.modular_training_week enable row level security;
alter table {schema}.modular_training_session enable row level security;
alter table {schema}.modular_training_exercise enable row level security;
create policy owner on {schema}.modular_training_plan using (user_id = auth.uid());
create policy owner on {schema}.modular_training_week using (exists (
  select 1 from {schema}.modular_training_plan p where p.id = plan_id and p.user_id = auth.uid()));
create policy owner on {schema}.modular_training_session using (exists (
  select 1 from {schema}.modular_training_week w
  join {schema}.modular_training_plan p on p.id = w.plan_id
  where w.id = week_id and p.user_id = auth.uid()));
create policy owner on {schema}.modular_training_exercise using (exists (
  select 1 from {schema}.modular_training_session s
  join {schema}.modular_training_week w on w.id = s.week_id
  join {schema}.modular_training_plan p on p.id = w.plan_id
  where s.id = session_id and p.user_id = auth.uid()));
"""
LOOP = """
create function {schema}.insert_full_plan(p_user_id uuid, p_plan_json jsonb) returns uuid
language plpgsql set search_path = {schema} as $$
declare
  v_plan_id    uuid;
  v_week_id    uuid;
  v_session_id uuid;
  v_week_start date := (p_plan_json->>'week_start')::date;
  v_week       jsonb;
  v_number     int := 0;
  v_session    jsonb;
  v_slot       jsonb;
begin
  insert into modular_training_plan(
    user_id, split_type, week_start, goal_type, experience_level, status
  ) values (
    p_user_id, p_plan_json->>'split_type', v_week_start, p_plan_json->>'goal_type',
    p_plan_json->>'experience_level', 'active'
  ) returning id into v_plan_id;
  for v_week in select * from jsonb_array_elements(p_plan_json->'weeks') loop
    v_number := v_number + 1;
    insert into modular_training_week(plan_id, week_number, week_start)
    values (v_plan_id, v_number, v_week_start + 7 * (v_number - 1))
    returning id into v_week_id;
    for v_session in select * from jsonb_array_elements(v_week->'sessions') loop
      insert into modular_training_session(
        week_id, day_label, session_date, day_of_week, focus_area
      ) values (
        v_week_id, v_session->>'day_name', (v_session->>'date')::date,
        (v_session->>'day_of_week')::int, v_session->>'focus_area'
      ) returning id into v_session_id;
      for v_slot in select * from jsonb_array_elements(v_session->'slots') loop
        insert into modular_training_exercise(
          session_id, exercise_id, exercise_name, muscle_group, sets, reps, equipment, tier,
          order_in_session
        ) values (
          v_session_id, v_slot->>'exercise_id', v_slot->>'name', v_slot->>'muscle_group',
          (v_slot->>'sets')::int, v_slot->>'reps', v_slot->>'equipment', v_slot->>'tier',
          (v_slot->>'order_in_session')::int
        );
      end loop;
    end loop;
  end loop;
  return v_plan_id;
end $$;
"""


def insert_full_plan(ground: Ground, quick: bool) -> Result:
    """Against the loop on its tables as they are described."""
    return _measured("insert_full_plan", ground, quick, _loop(ground, TABLES + RULES + LOOP))


def insert_full_plan_bare(ground: Ground, quick: bool) -> Result:
    """Against the loop on bare tables, which anybody may write."""
    return _measured("insert_full_plan_bare", ground, quick, _loop(ground, TABLES + LOOP))


def insert_full_plan_rows(ground: Ground, quick: bool) -> Result:
    """Against plain INSERTs of the same rows."""
    return _measured("insert_full_plan_rows", ground, quick, _rows)


Writes = Callable[["psycopg.Cursor[Any]", uuid.UUID, dict[str, Any]], object]


def _measured(name: str, ground: Ground, quick: bool, against: Writes) -> Result:
    plans = 10 if quick else 30
    with ground.connect() as connection:
        person = uuid.uuid4()
        connection.execute(
            "insert into auth.users (id, email) values (%s, 'planner@example.org')", (person,)
        )
        exercises = connection.execute(
            "select id::text, name from public.exercises where owner_id is null"
            " order by name limit %s",
            (EXERCISES,),
        ).fetchall()
        document = _document(exercises)

        def side(writes: Writes) -> Side:
            def run(_: int) -> float:
                began = time.perf_counter()
                for _ in range(plans):
                    with connection.transaction(), connection.cursor() as cursor:
                        cursor.execute(
                            "select set_config('role', 'authenticated', true),"
                            " set_config('request.jwt.claims', %s, true)",
                            (json.dumps({"sub": str(person), "role": "authenticated"}),),
                        )
                        writes(cursor, person, document)
                return (time.perf_counter() - began) / plans

            return run

        return Result(name, *in_turn(side(_ours), side(against), 3 if quick else 9), "s", REACH)


def _document(exercises: list[Any]) -> dict[str, Any]:
    """The plan; every week asks for a little more."""
    weeks = []
    for week in range(WEEKS):
        sessions = []
        for day in range(SESSIONS):
            slots = [
                {
                    "exercise_id": exercises[(day * SLOTS + place) % len(exercises)][0],
                    "name": exercises[(day * SLOTS + place) % len(exercises)][1],
                    "muscle_group": "chest",
                    "sets": 3 + place % 3,
                    "reps": f"{4 + week}-{6 + week}",
                    "equipment": "barbell",
                    "tier": "main",
                    "order_in_session": place + 1,
                }
                for place in range(SLOTS)
            ]
            sessions.append(
                {
                    "day_name": f"Day {day + 1}",
                    "date": str(START + timedelta(weeks=week, days=day)),
                    "day_of_week": day + 1,
                    "focus_area": "chest,back",
                    "slots": slots,
                }
            )
        weeks.append({"sessions": sessions})
    return {
        "split_type": "push_pull_legs",
        "week_start": str(START),
        "goal_type": "strength",
        "experience_level": "intermediate",
        "weeks": weeks,
    }


def _ours(cursor: "psycopg.Cursor[Any]", person: uuid.UUID, document: dict[str, Any]) -> None:
    cursor.execute("select public.insert_full_plan(%s, %s)", (person, json.dumps(document)))


def _loop(ground: Ground, script: str) -> Writes:
    with ground.connect() as owner:
        owner.execute(script.format(schema="modular"))

    def writes(cursor: "psycopg.Cursor[Any]", person: uuid.UUID, document: dict[str, Any]) -> None:
        cursor.execute("select modular.insert_full_plan(%s, %s)", (person, json.dumps(document)))

    return writes


def _rows(cursor: "psycopg.Cursor[Any]", person: uuid.UUID, document: dict[str, Any]) -> None:
    plan = uuid.uuid4()
    weeks, sessions, slots = [], [], []
    for number, week in enumerate(document["weeks"]):
        weeks.append((uuid.uuid4(), person, plan, number + 1, START + timedelta(weeks=number)))
        for it in week["sessions"]:
            days = (it["day_name"], it["date"], it["day_of_week"], it["focus_area"])
            sessions.append((uuid.uuid4(), person, weeks[-1][0], *days))
            # a slot has its keys in the order of the columns
            slots += [(person, sessions[-1][0], *slot.values()) for slot in it["slots"]]
    cursor.execute(
        "insert into modular_training_plan (id, user_id, split_type, week_start)"
        " values (%s, %s, %s, %s)",
        (plan, person, document["split_type"], START),
    )
    cursor.executemany(
        "insert into modular_training_week (id, user_id, plan_id, week_number, week_start)"
        " values (%s, %s, %s, %s, %s)",
        weeks,
    )
    cursor.executemany(
        "insert into modular_training_session (id, user_id, week_id, day_label, session_date,"
        " day_of_week, focus_area) values (%s, %s, %s, %s, %s, %s, %s)",
        sessions,
    )
    cursor.executemany(
        "insert into modular_training_exercise (user_id, session_id, exercise_id, exercise_name,"
        " muscle_group, sets, reps, equipment, tier, order_in_session)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        slots,
    )

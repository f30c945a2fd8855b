-- Workouts: the training log.
--
-- A workout (`workout_sessions`) holds blocks, one exercise each, in order (`workout_session_exercises`); a block
-- holds sets (`workout_sets`). Whatever was planned, done live with friends or imported ends here as sets. Each row
-- carries its owner, and each foreign key its owner too, so nothing can hang under someone else's workout.
-- What a person types is kept as typed, weight with its unit; kilograms are derived. A workout keeps its instant and
-- its time zone, and so its `local_date`: the day it was to the person. Nothing here asks the server what day it is.
-- A block keeps the exercise's name: plans, templates and exercises may go, what was done stays. Deleting a workout
-- hides it and can be undone.
-- `private.set_facts` says once what the numbers of a set mean: its load in kilograms, by load kind, and its volume.

create type public.session_status_enum as enum ('in_progress', 'completed', 'abandoned');
create type public.set_type_enum as enum ('warmup', 'working', 'drop', 'failure');
create type public.weight_unit_enum as enum ('kg', 'lb');

comment on type public.session_status_enum is 'Where a workout stands. The sets of an abandoned one count for nothing.';
comment on type public.set_type_enum is 'Warm-ups count for nothing; a drop set goes on from the one before; a failure set ended where no repetition was left.';
comment on type public.weight_unit_enum is 'The unit a weight was typed in; 1 lb is 0.45359237 kg exactly.';

create table public.workout_sessions (
  id           uuid primary key default private.new_id(),
  user_id      uuid not null references public.users (id) on delete cascade,
  template_id  uuid,
  name         text check (length(name) between 1 and 255),
  status       public.session_status_enum not null default 'in_progress',
  started_at   timestamptz not null default now()
    check (extract(year from started_at at time zone 'UTC') between 1900 and 2199),
  completed_at timestamptz
    check (extract(year from completed_at at time zone 'UTC') between 1900 and 2199),
  timezone     text not null default 'UTC' constraint workout_sessions_timezone_is_iana check (private.is_timezone(timezone)),
  -- the person's day, whatever the server's zone or a later move to another country
  local_date   date not null generated always as ((started_at at time zone timezone)::date) stored,
  notes        text check (length(notes) <= 10000),
  deleted_at   timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),

  constraint workout_sessions_owner_key unique (user_id, id),
  constraint workout_sessions_template_fkey foreign key (user_id, template_id)
    references public.workout_templates (user_id, id) on delete set null (template_id),
  constraint workout_sessions_ends_after_start check (completed_at >= started_at)
);
comment on table public.workout_sessions is 'Workouts, one row each: begun, finished or abandoned.';
comment on column public.workout_sessions.id is 'The workout.';
comment on column public.workout_sessions.user_id is 'Whose it is.';
comment on column public.workout_sessions.template_id is 'The template it was started from; null if none, or if that is gone.';
comment on column public.workout_sessions.name is 'What it is called.';
comment on column public.workout_sessions.status is 'in_progress, completed or abandoned.';
comment on column public.workout_sessions.started_at is 'When it began.';
comment on column public.workout_sessions.completed_at is 'When it ended; null while it goes on, or if nobody knows.';
comment on column public.workout_sessions.timezone is 'The IANA zone it was done in.';
comment on column public.workout_sessions.local_date is 'The day it began on, in that zone.';
comment on column public.workout_sessions.notes is 'What the person wrote of it.';
comment on column public.workout_sessions.deleted_at is 'Since when it is deleted; null while it is not.';
comment on column public.workout_sessions.created_at is 'When the row was made.';
comment on column public.workout_sessions.updated_at is 'When the row last changed.';

create index idx_workout_session_user_created on public.workout_sessions (user_id, started_at desc, id desc) where deleted_at is null;
create index idx_workout_session_user_status_created on public.workout_sessions (user_id, status, started_at desc) where deleted_at is null;
create index workout_sessions_user_date_idx on public.workout_sessions (user_id, local_date) where deleted_at is null;
create index idx_workout_session_workout_plan_id on public.workout_sessions (user_id, template_id);
comment on index public.idx_workout_session_user_created is 'What did this person do last?';
comment on index public.idx_workout_session_user_status_created is 'What is this person in the middle of?';
comment on index public.workout_sessions_user_date_idx is 'What did this person do on these days?';
comment on index public.idx_workout_session_workout_plan_id is 'Which workouts were started from this template?';

create table public.workout_session_exercises (
  id                      uuid primary key default private.new_id(),
  user_id                 uuid not null,
  session_id              uuid not null,
  exercise_id             uuid references public.exercises (id) on delete set null,
  exercise_name           text not null check (length(exercise_name) between 1 and 255),
  order_index             integer not null check (order_index between 0 and 1999999),
  superset_group          smallint check (superset_group >= 0),
  target_sets             smallint check (target_sets between 1 and 99),
  target_reps_min         smallint check (target_reps_min between 0 and 9999),
  target_reps_max         smallint check (target_reps_max between 0 and 9999),
  target_duration_seconds integer check (target_duration_seconds between 1 and 1000000),
  target_weight_kg        numeric(8, 3) check (target_weight_kg between 0 and 9999.999),
  target_rpe              numeric(3, 1) check (target_rpe between 1 and 10 and target_rpe * 2 = trunc(target_rpe * 2)),
  target_rir              smallint check (target_rir between 0 and 20),
  rest_time_seconds       integer check (rest_time_seconds between 0 and 86400),
  notes                   text check (length(notes) <= 10000),
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now(),

  constraint workout_session_exercises_owner_key unique (user_id, id),
  constraint workout_session_exercises_session_fkey foreign key (user_id, session_id)
    references public.workout_sessions (user_id, id) on delete cascade,
  constraint workout_session_exercises_order_key unique (user_id, session_id, order_index),
  constraint workout_session_exercises_reps_range check (target_reps_min <= target_reps_max)
);
comment on table public.workout_session_exercises is 'The blocks of a workout: one exercise each, in order; the same exercise may come twice.';
comment on column public.workout_session_exercises.id is 'The block.';
comment on column public.workout_session_exercises.user_id is 'Whose it is.';
comment on column public.workout_session_exercises.session_id is 'The workout it is part of.';
comment on column public.workout_session_exercises.exercise_id is 'The exercise; null if it is in no catalogue (any more).';
comment on column public.workout_session_exercises.exercise_name is 'What the exercise was called then.';
comment on column public.workout_session_exercises.order_index is 'Its place in the workout, from 0.';
comment on column public.workout_session_exercises.superset_group is 'Blocks of a workout with the same number were done in turn.';
comment on column public.workout_session_exercises.target_sets is 'How many sets were meant to be done.';
comment on column public.workout_session_exercises.target_reps_min is 'The fewest repetitions meant.';
comment on column public.workout_session_exercises.target_reps_max is 'The most repetitions meant.';
comment on column public.workout_session_exercises.target_duration_seconds is 'How long a set was meant to last.';
comment on column public.workout_session_exercises.target_weight_kg is 'The weight that was meant to be used, kg.';
comment on column public.workout_session_exercises.target_rpe is 'How hard it was meant to be: RPE, 1 to 10 in halves.';
comment on column public.workout_session_exercises.target_rir is 'How hard it was meant to be: repetitions in reserve.';
comment on column public.workout_session_exercises.rest_time_seconds is 'The rest that was meant between sets, seconds.';
comment on column public.workout_session_exercises.notes is 'What the person wrote of it.';
comment on column public.workout_session_exercises.created_at is 'When the row was made.';
comment on column public.workout_session_exercises.updated_at is 'When the row last changed.';

create index workout_session_exercises_exercise_idx on public.workout_session_exercises (exercise_id, user_id, session_id);
comment on index public.workout_session_exercises_exercise_idx is 'In which workouts did this person do this exercise?';

create table public.workout_sets (
  id                  uuid primary key default private.new_id(),
  user_id             uuid not null,
  session_exercise_id uuid not null,
  -- the upper half is where numbers stand while a block is renumbered
  set_number          smallint not null check (set_number between 1 and 19999),
  set_type            public.set_type_enum not null default 'working',
  is_warmup           boolean not null generated always as (set_type = 'warmup') stored,
  reps                smallint check (reps between 0 and 9999),
  -- above every weight is NaN, which this refuses too
  weight              numeric(8, 3) check (weight between 0 and 9999.999),
  weight_unit         public.weight_unit_enum not null default 'kg',
  weight_kg           numeric(8, 3) generated always as (case weight_unit when 'lb' then weight * 0.45359237 else weight end) stored,
  rpe                 numeric(3, 1) check (rpe between 1 and 10 and rpe * 2 = trunc(rpe * 2)),
  rir                 smallint check (rir between 0 and 20),
  duration_seconds    numeric(9, 2) check (duration_seconds between 0 and 1000000),
  distance_m          numeric(10, 3) check (distance_m between 0 and 9999999.999),
  rest_time_seconds   integer check (rest_time_seconds between 0 and 86400),
  notes               text check (length(notes) <= 10000),
  performed_at        timestamptz not null default now()
    check (extract(year from performed_at at time zone 'UTC') between 1900 and 2199),
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),

  constraint workout_sets_owner_key unique (user_id, id),
  constraint workout_sets_block_fkey foreign key (user_id, session_exercise_id)
    references public.workout_session_exercises (user_id, id) on delete cascade,
  constraint workout_sets_number_key unique (user_id, session_exercise_id, set_number)
);
comment on table public.workout_sets is 'Performed sets, the one log: whatever was planned, live or imported ends here.';
comment on column public.workout_sets.id is 'The set.';
comment on column public.workout_sets.user_id is 'Whose it is.';
comment on column public.workout_sets.session_exercise_id is 'The block it is part of.';
comment on column public.workout_sets.set_number is 'Its place in the block, from 1.';
comment on column public.workout_sets.set_type is 'warmup, working, drop or failure.';
comment on column public.workout_sets.is_warmup is 'Whether it is a warm-up, which counts for no record and no volume.';
comment on column public.workout_sets.reps is 'Repetitions done; 0 is a failed attempt.';
comment on column public.workout_sets.weight is 'The weight as typed, in weight_unit: lifted, added to the body or taken off it, by the exercise''s load kind.';
comment on column public.workout_sets.weight_unit is 'The unit it was typed in.';
comment on column public.workout_sets.weight_kg is 'The weight in kilograms; 1 lb is 0.45359237 kg exactly.';
comment on column public.workout_sets.rpe is 'Rating of perceived exertion, 1 to 10 in halves.';
comment on column public.workout_sets.rir is 'Repetitions left in reserve.';
comment on column public.workout_sets.duration_seconds is 'How long it lasted, seconds.';
comment on column public.workout_sets.distance_m is 'How far it went, metres.';
comment on column public.workout_sets.rest_time_seconds is 'The rest taken after it, seconds.';
comment on column public.workout_sets.notes is 'What the person wrote of it.';
comment on column public.workout_sets.performed_at is 'When it was done.';
comment on column public.workout_sets.created_at is 'When the row was made.';
comment on column public.workout_sets.updated_at is 'When the row last changed.';

create table public.body_measurements (
  id               uuid primary key default private.new_id(),
  user_id          uuid not null references public.users (id) on delete cascade,
  measured_on      date not null check (measured_on between '1900-01-01' and '2199-12-31'),
  weight           numeric(8, 3) not null check (weight > 0 and weight <= 9999.999),
  weight_unit      public.weight_unit_enum not null default 'kg',
  weight_kg        numeric(8, 3) not null generated always as (case weight_unit when 'lb' then weight * 0.45359237 else weight end) stored,
  body_fat_percent numeric(4, 1) check (body_fat_percent between 0 and 100),
  notes            text check (length(notes) <= 10000),
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),

  -- one a day; it is also how the weight on a day is found
  constraint body_measurements_day_key unique (user_id, measured_on)
);
comment on table public.body_measurements is 'What a person weighed on a day. The load of a pull-up is counted from it.';
comment on column public.body_measurements.id is 'The measurement.';
comment on column public.body_measurements.user_id is 'Whose it is.';
comment on column public.body_measurements.measured_on is 'The person''s own day.';
comment on column public.body_measurements.weight is 'Body weight as typed, in weight_unit.';
comment on column public.body_measurements.weight_unit is 'The unit it was typed in.';
comment on column public.body_measurements.weight_kg is 'Body weight in kilograms.';
comment on column public.body_measurements.body_fat_percent is 'Body fat, percent of weight.';
comment on column public.body_measurements.notes is 'What the person wrote of it.';
comment on column public.body_measurements.created_at is 'When the row was made.';
comment on column public.body_measurements.updated_at is 'When the row last changed.';

-- Triggers

create trigger workout_sessions_lock before update or delete on public.workout_sessions
  for each statement execute function private.lock_writer();
create trigger workout_session_exercises_lock before update or delete on public.workout_session_exercises
  for each statement execute function private.lock_writer();
create trigger workout_sets_lock before update or delete on public.workout_sets
  for each statement execute function private.lock_writer();
create trigger body_measurements_lock before insert or update or delete on public.body_measurements
  for each statement execute function private.lock_writer();

create trigger workout_sessions_touch before update on public.workout_sessions
  for each row execute function private.touch_updated_at();
create trigger workout_session_exercises_touch before update on public.workout_session_exercises
  for each row execute function private.touch_updated_at();
create trigger workout_sets_touch before update on public.workout_sets
  for each row execute function private.touch_updated_at();
create trigger body_measurements_touch before update on public.body_measurements
  for each row execute function private.touch_updated_at();

create trigger workout_session_exercises_owners_insert after insert on public.workout_session_exercises
  referencing new table as written
  for each statement execute function private.check_exercise_owners();
create trigger workout_session_exercises_owners_update after update on public.workout_session_exercises
  referencing new table as written
  for each statement execute function private.check_exercise_owners();

create function private.follow_merge_in_log()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- the name stays: it says what was typed then
  update public.workout_session_exercises
  set exercise_id = new.merged_into
  where exercise_id = new.id and (new.owner_id is null or user_id = new.owner_id);
  return null;
end
$$;
comment on function private.follow_merge_in_log() is 'What was logged under a merged exercise belongs to the one that took its place.';

-- Everyone's turn comes before whatever follows the merge: the triggers after it write what acts write in that order.
create function private.lock_merged_logs()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.lock_log(l.user_id)
  from (
    select distinct b.user_id
    from public.workout_session_exercises as b
    where b.exercise_id = new.id
    order by b.user_id
  ) as l;
  return new;
end
$$;
comment on function private.lock_merged_logs() is 'Waits for the turn in each log that has an exercise which is being merged.';

create trigger exercises_lock_logs before update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.lock_merged_logs();
create trigger exercises_merge_log after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_log();

-- Policies

alter table public.workout_sessions enable row level security;
alter table public.workout_session_exercises enable row level security;
alter table public.workout_sets enable row level security;
alter table public.body_measurements enable row level security;

create policy workout_sessions_select on public.workout_sessions
  for select to authenticated
  -- who is let in sees what is there, and nothing of what was deleted; one's own comes first, so that whoever logs a
  -- set never asks whose logs are open
  using (
    user_id = (select auth.uid())
    or user_id = any ((select private.open_logs())::uuid[]) and deleted_at is null);
create policy workout_sessions_insert on public.workout_sessions
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy workout_sessions_update on public.workout_sessions
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workout_sessions_delete on public.workout_sessions
  for delete to authenticated using (user_id = (select auth.uid()));

create policy workout_session_exercises_select on public.workout_session_exercises
  for select to authenticated
  using (
    user_id = (select auth.uid())
    or user_id = any ((select private.open_logs())::uuid[])
    and exists (
      select from public.workout_sessions as w
      where w.user_id = workout_session_exercises.user_id and w.id = session_id));
-- only the system's exercises and one's own, though others' may be seen
create policy workout_session_exercises_insert on public.workout_session_exercises
  for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy workout_session_exercises_update on public.workout_session_exercises
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy workout_session_exercises_delete on public.workout_session_exercises
  for delete to authenticated using (user_id = (select auth.uid()));

create policy workout_sets_select on public.workout_sets
  for select to authenticated
  using (
    user_id = (select auth.uid())
    or user_id = any ((select private.open_logs())::uuid[])
    and exists (
      select from public.workout_session_exercises as b
      where b.user_id = workout_sets.user_id and b.id = session_exercise_id));
create policy workout_sets_insert on public.workout_sets
  for insert to authenticated with check (user_id = (select auth.uid()) and set_number <= 9999);
create policy workout_sets_update on public.workout_sets
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()) and set_number <= 9999);
create policy workout_sets_delete on public.workout_sets
  for delete to authenticated using (user_id = (select auth.uid()));

create policy body_measurements_select on public.body_measurements
  for select to authenticated
  -- no `or`: the planner would gather a person's rows and sort them where their index has them in order
  using (user_id = any ((select private.open_logs() || (select auth.uid()))::uuid[]));
create policy body_measurements_insert on public.body_measurements
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy body_measurements_update on public.body_measurements
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy body_measurements_delete on public.body_measurements
  for delete to authenticated using (user_id = (select auth.uid()));

-- What the numbers mean

create view private.set_facts with (security_invoker = true) as
select
  s.user_id,
  s.id as set_id,
  s.session_exercise_id,
  b.session_id,
  b.exercise_id,
  b.exercise_name,
  b.order_index,
  s.set_number,
  w.started_at,
  w.local_date,
  s.performed_at,
  s.set_type,
  s.is_warmup,
  -- a drop set goes on from the set before, and is one set with it
  not s.is_warmup and (s.set_type <> 'drop' or not exists (
    select from public.workout_sets as p
    where p.user_id = s.user_id and p.session_exercise_id = s.session_exercise_id
      and p.set_number < s.set_number and not p.is_warmup)) as is_counted_set,
  e.load_kind,
  s.reps,
  s.duration_seconds,
  s.distance_m,
  l.load_kg,
  case when e.load_kind in ('weight_reps', 'bodyweight_reps', 'assisted_reps') then l.load_kg * s.reps end as volume_kg
from public.workout_session_exercises as b
join public.workout_sessions as w on w.user_id = b.user_id and w.id = b.session_id
join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
left join public.exercises as e on e.id = b.exercise_id
-- body weight on a day is the newest measurement at or before it
left join lateral (
  select m.weight_kg
  from public.body_measurements as m
  where m.user_id = s.user_id and m.measured_on <= w.local_date
    and e.load_kind in ('bodyweight_reps', 'assisted_reps')
  order by m.measured_on desc
  limit 1
) as m on true
cross join lateral (
  select case e.load_kind
    when 'weight_reps' then s.weight_kg
    when 'bodyweight_reps' then round(e.bodyweight_share * m.weight_kg, 3) + coalesce(s.weight_kg, 0)
    when 'assisted_reps' then greatest(round(e.bodyweight_share * m.weight_kg, 3) - coalesce(s.weight_kg, 0), 0)
    when 'weight_duration' then s.weight_kg
    when 'weight_distance' then s.weight_kg
  end as load_kg
) as l
where w.deleted_at is null and w.status <> 'abandoned';
comment on view private.set_facts is
  'The sets that count, of workouts neither deleted nor abandoned, with what their numbers mean: load in kilograms by load kind (null where body weight is unknown), volume (load times repetitions), and whether a set is one of its own. Warm-ups are in it, and marked.';

-- Grants

revoke all on
  public.workout_sessions, public.workout_session_exercises, public.workout_sets, public.body_measurements
  from anon, authenticated;
grant select, delete on
  public.workout_sessions, public.workout_session_exercises, public.workout_sets, public.body_measurements
  to authenticated;
grant insert (id, user_id, template_id, name, status, started_at, completed_at, timezone, notes, deleted_at),
      update (template_id, name, status, started_at, completed_at, timezone, notes, deleted_at)
  on public.workout_sessions to authenticated, service_role;
grant insert (id, user_id, session_id, exercise_id, exercise_name, order_index, superset_group, target_sets,
              target_reps_min, target_reps_max, target_duration_seconds, target_weight_kg, target_rpe, target_rir,
              rest_time_seconds, notes),
      update (exercise_id, exercise_name, order_index, superset_group, target_sets,
              target_reps_min, target_reps_max, target_duration_seconds, target_weight_kg, target_rpe, target_rir,
              rest_time_seconds, notes)
  on public.workout_session_exercises to authenticated, service_role;
grant insert (id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir,
              duration_seconds, distance_m, rest_time_seconds, notes, performed_at),
      update (set_number, set_type, reps, weight, weight_unit, rpe, rir,
              duration_seconds, distance_m, rest_time_seconds, notes, performed_at)
  on public.workout_sets to authenticated, service_role;
grant insert (id, user_id, measured_on, weight, weight_unit, body_fat_percent, notes),
      update (measured_on, weight, weight_unit, body_fat_percent, notes)
  on public.body_measurements to authenticated, service_role;
-- not even the back end moves a row to another person
grant select, delete on
  public.workout_sessions, public.workout_session_exercises, public.workout_sets, public.body_measurements
  to service_role;
grant select on private.set_facts to authenticated, service_role;

revoke execute on all functions in schema private from public;

-- Plans: weeks of training laid out ahead.
--
-- A plan has weeks, a week has sessions on days of it, a session has exercises with what is meant to be done of each:
-- sets, repetitions as people write them (5, 8-12, AMRAP, 30s), a load, how hard. The tables keep the names and the
-- columns that a planning service already uses; each row carries its owner, which is the person who asks unless said.
-- Doing a session makes a workout, and what is done are sets in the one log. The links go from the plan to the log:
-- `workout_session_id` and `session_exercise_id`. So a plan can change, be archived or go, and nothing done for it
-- changes; and a plan costs nothing to whoever trains without one.
-- `training_set` shows the sets done for a plan under the planning service's names, and takes them too: through it or
-- not, a set is numbered, weighed and compared with the records like any other.
-- How a plan comes in, and what people do with it, are in the next chapters.

create type public.plan_status_enum as enum ('active', 'completed', 'archived');
comment on type public.plan_status_enum is 'Where a plan stands: being followed, done, or put away.';

create table public.modular_training_plan (
  id               uuid primary key default private.new_id(),
  user_id          uuid not null default auth.uid() references public.users (id) on delete cascade,
  split_type       text not null check (length(split_type) between 1 and 100),
  week_start       date not null check (week_start between '1900-01-01' and '2199-12-31'),
  goal_type        text not null default 'general_fitness' check (length(goal_type) between 1 and 100),
  experience_level text not null default 'intermediate' check (length(experience_level) between 1 and 100),
  status           public.plan_status_enum not null default 'active',
  notes            text check (length(notes) <= 10000),
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),

  constraint modular_training_plan_owner_key unique (user_id, id)
);
comment on table public.modular_training_plan is 'Training plans: one row a goal or phase, with its weeks in modular_training_week.';
comment on column public.modular_training_plan.id is 'The plan.';
comment on column public.modular_training_plan.user_id is 'Whose it is.';
comment on column public.modular_training_plan.split_type is 'How the training is divided, such as push_pull_legs.';
comment on column public.modular_training_plan.week_start is 'The day its first week begins.';
comment on column public.modular_training_plan.goal_type is 'What it is for, such as strength.';
comment on column public.modular_training_plan.experience_level is 'For whom it was written, such as beginner.';
comment on column public.modular_training_plan.status is 'active, completed or archived.';
comment on column public.modular_training_plan.notes is 'Whatever else there is to say of it.';
comment on column public.modular_training_plan.created_at is 'When it was made.';
comment on column public.modular_training_plan.updated_at is 'When the row last changed.';

create index modular_training_plan_status_idx on public.modular_training_plan (user_id, status, goal_type);
comment on index public.modular_training_plan_status_idx is 'Which plans does this person follow, and for what?';

create table public.modular_training_week (
  id          uuid primary key default private.new_id(),
  user_id     uuid not null default auth.uid(),
  plan_id     uuid not null,
  week_number integer not null check (week_number between 1 and 520),
  week_start  date not null check (week_start between '1900-01-01' and '2199-12-31'),
  notes       text check (length(notes) <= 10000),
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),

  constraint modular_training_week_owner_key unique (user_id, id),
  constraint modular_training_week_plan_fkey foreign key (user_id, plan_id)
    references public.modular_training_plan (user_id, id) on delete cascade,
  constraint modular_training_week_number_key unique (user_id, plan_id, week_number)
);
comment on table public.modular_training_week is 'The weeks of a plan; its sessions are in modular_training_session.';
comment on column public.modular_training_week.id is 'The week.';
comment on column public.modular_training_week.user_id is 'Whose it is.';
comment on column public.modular_training_week.plan_id is 'The plan it belongs to.';
comment on column public.modular_training_week.week_number is 'Its place in the plan, from 1.';
comment on column public.modular_training_week.week_start is 'The day it begins.';
comment on column public.modular_training_week.notes is 'Whatever there is to say of it, such as: deload.';
comment on column public.modular_training_week.created_at is 'When it was made.';
comment on column public.modular_training_week.updated_at is 'When the row last changed.';

create table public.modular_training_session (
  id                 uuid primary key default private.new_id(),
  user_id            uuid not null default auth.uid(),
  week_id            uuid not null,
  workout_session_id uuid,
  day_label          text not null check (length(day_label) between 1 and 255),
  session_date       date not null check (session_date between '1900-01-01' and '2199-12-31'),
  day_of_week        integer not null,
  focus_area         text not null check (length(focus_area) <= 1000),
  session_number     integer not null default 1 check (session_number between 1 and 99),
  overall_difficulty integer check (overall_difficulty between 1 and 10),
  duration_minutes   integer check (duration_minutes between 0 and 10000),
  completed          boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),

  constraint modular_training_session_owner_key unique (user_id, id),
  constraint modular_training_session_week_fkey foreign key (user_id, week_id)
    references public.modular_training_week (user_id, id) on delete cascade,
  constraint modular_training_session_workout_fkey foreign key (user_id, workout_session_id)
    references public.workout_sessions (user_id, id) on delete set null (workout_session_id),
  constraint modular_training_session_day_is_of_date check (day_of_week = extract(isodow from session_date))
);
comment on table public.modular_training_session is 'The sessions of a plan: what is to be done on a day. Its exercises are in modular_training_exercise.';
comment on column public.modular_training_session.id is 'The session.';
comment on column public.modular_training_session.user_id is 'Whose it is.';
comment on column public.modular_training_session.week_id is 'The week it belongs to.';
comment on column public.modular_training_session.workout_session_id is 'The workout in which it is, or was, done; null before that, or if that is gone.';
comment on column public.modular_training_session.day_label is 'What it is called, such as Push-H.';
comment on column public.modular_training_session.session_date is 'The day it is meant for.';
comment on column public.modular_training_session.day_of_week is 'That day''s weekday: 1 is Monday, 7 Sunday. It follows the date.';
comment on column public.modular_training_session.focus_area is 'The muscles it is for, with commas between them.';
comment on column public.modular_training_session.session_number is 'Which session of the day it is.';
comment on column public.modular_training_session.overall_difficulty is 'How hard it was, 1 to 10; null before it is done.';
comment on column public.modular_training_session.duration_minutes is 'How long it took, minutes; null before it is done.';
comment on column public.modular_training_session.completed is 'Whether it is done.';
comment on column public.modular_training_session.created_at is 'When it was made.';
comment on column public.modular_training_session.updated_at is 'When the row last changed.';

create index modular_training_session_week_idx on public.modular_training_session (user_id, week_id);
create index workout_sessions_user_status_idx on public.modular_training_session (user_id, completed)
  include (session_date);
create unique index modular_training_session_workout_key
  on public.modular_training_session (user_id, workout_session_id)
  where workout_session_id is not null;
comment on index public.modular_training_session_week_idx is 'Which sessions has this week?';
comment on index public.workout_sessions_user_status_idx is 'What is still to be done, and when?';
comment on index public.modular_training_session_workout_key is 'Which session was done in this workout? One at most.';

create table public.modular_training_exercise (
  id                  uuid primary key default private.new_id(),
  user_id             uuid not null default auth.uid(),
  session_id          uuid not null,
  session_exercise_id uuid,
  exercise_id         uuid references public.exercises (id) on delete set null,
  exercise_name       text not null check (length(exercise_name) between 1 and 255),
  muscle_group        text check (length(muscle_group) <= 255),
  sets                integer not null check (sets between 1 and 99),
  -- 5, 8-12, AMRAP, 30s, 30-45 sec
  reps                text not null check (reps ~*
    '^([0-9]{1,4}( ?[-–] ?[0-9]{1,4})?|[1-9][0-9]{0,4}( ?[-–] ?[0-9]{1,5})? ?(s|sec|secs|seconds)|amrap)$'),
  rir                 integer check (rir between 0 and 20),
  equipment           text check (length(equipment) <= 255),
  tier                text check (length(tier) <= 255),
  target              text check (length(target) <= 1000),
  secondary_muscles   jsonb check (jsonb_typeof(secondary_muscles) = 'array'),
  tips                jsonb check (jsonb_typeof(tips) = 'array'),
  instructions        text check (length(instructions) <= 10000),
  weight              numeric(8, 3) check (weight between 0 and 9999.999),
  actual_reps         jsonb,
  difficulty          integer check (difficulty between 1 and 10),
  notes               text check (length(notes) <= 10000),
  display_order       integer not null default 0 check (display_order between 0 and 9999),
  order_in_session    integer not null default 1 check (order_in_session between 1 and 9999),
  created_at          timestamptz not null default now(),

  constraint modular_training_exercise_session_fkey foreign key (user_id, session_id)
    references public.modular_training_session (user_id, id) on delete cascade,
  constraint modular_training_exercise_block_fkey foreign key (user_id, session_exercise_id)
    references public.workout_session_exercises (user_id, id) on delete set null (session_exercise_id)
);
comment on table public.modular_training_exercise is 'The exercises of a planned session, in order, with what is meant to be done of each.';
comment on column public.modular_training_exercise.id is 'The row; the same exercise may come twice.';
comment on column public.modular_training_exercise.user_id is 'Whose it is.';
comment on column public.modular_training_exercise.session_id is 'The planned session it belongs to.';
comment on column public.modular_training_exercise.session_exercise_id is 'The block of the workout in which it is, or was, done; null before that, or if that is gone.';
comment on column public.modular_training_exercise.exercise_id is 'The exercise; null if it is in no catalogue (any more).';
comment on column public.modular_training_exercise.exercise_name is 'What the plan calls it.';
comment on column public.modular_training_exercise.muscle_group is 'The muscle it is for, in the plan''s words.';
comment on column public.modular_training_exercise.sets is 'How many sets to do.';
comment on column public.modular_training_exercise.reps is 'The repetitions of a set: 5, 8-12 or AMRAP (as many as possible); or its seconds: 30s, 30-45s.';
comment on column public.modular_training_exercise.rir is 'How hard: repetitions left in reserve.';
comment on column public.modular_training_exercise.equipment is 'What it is done with, in the plan''s words.';
comment on column public.modular_training_exercise.tier is 'How much it matters, such as main or accessory.';
comment on column public.modular_training_exercise.target is 'What it is meant to bring about.';
comment on column public.modular_training_exercise.secondary_muscles is 'The muscles that help: a list of texts.';
comment on column public.modular_training_exercise.tips is 'What to mind: a list of texts.';
comment on column public.modular_training_exercise.instructions is 'How it is done.';
comment on column public.modular_training_exercise.weight is 'The load to use, kg.';
comment on column public.modular_training_exercise.actual_reps is 'What an older service noted of the repetitions done; the sets themselves are in training_set.';
comment on column public.modular_training_exercise.difficulty is 'How hard it is, 1 to 10.';
comment on column public.modular_training_exercise.notes is 'Whatever else there is to say of it.';
comment on column public.modular_training_exercise.display_order is 'Its place on the screen, where that is another than its place in the session.';
comment on column public.modular_training_exercise.order_in_session is 'Its place in the session, from 1.';
comment on column public.modular_training_exercise.created_at is 'When it was made.';

create index modular_training_exercise_session_idx on public.modular_training_exercise (user_id, session_id);
create index modular_training_exercise_exercise_idx on public.modular_training_exercise (exercise_id);
create unique index idx_set_exercise on public.modular_training_exercise (user_id, session_exercise_id)
  where session_exercise_id is not null;
comment on index public.modular_training_exercise_session_idx is 'Which exercises has this session?';
comment on index public.modular_training_exercise_exercise_idx is 'Which plans use this exercise?';
comment on index public.idx_set_exercise is 'For which row of a plan were the sets of this block done? One at most.';

-- Triggers

create trigger modular_training_plan_lock before update or delete on public.modular_training_plan
  for each statement execute function private.lock_writer();
create trigger modular_training_week_lock before update or delete on public.modular_training_week
  for each statement execute function private.lock_writer();
create trigger modular_training_session_lock before update or delete on public.modular_training_session
  for each statement execute function private.lock_writer();
create trigger modular_training_exercise_lock before update or delete on public.modular_training_exercise
  for each statement execute function private.lock_writer();

create trigger modular_training_plan_touch before update on public.modular_training_plan
  for each row execute function private.touch_updated_at();
create trigger modular_training_week_touch before update on public.modular_training_week
  for each row execute function private.touch_updated_at();
create trigger modular_training_session_touch before update on public.modular_training_session
  for each row execute function private.touch_updated_at();

create function private.follow_session_date()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.day_of_week := extract(isodow from new.session_date)::integer;
  return new;
end
$$;
comment on function private.follow_session_date() is 'A session put on another day has that day''s weekday.';

create trigger modular_training_session_day before update of session_date on public.modular_training_session
  for each row when (new.session_date <> old.session_date) execute function private.follow_session_date();

create function private.finish_planned_workout()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_sessions as w
  set status       = 'completed',
      completed_at = greatest(now(), w.started_at)
  where w.user_id = new.user_id and w.id = new.workout_session_id
    and w.status = 'in_progress' and w.deleted_at is null;
  return null;
end
$$;
comment on function private.finish_planned_workout() is
  'A planned session that is completed, under whichever name, ends the workout in which it is done.';

create trigger modular_training_session_finish after update of completed on public.modular_training_session
  for each row when (new.completed and not old.completed) execute function private.finish_planned_workout();

create trigger modular_training_exercise_owners_insert after insert on public.modular_training_exercise
  referencing new table as written
  for each statement execute function private.check_exercise_owners();
create trigger modular_training_exercise_owners_update after update on public.modular_training_exercise
  referencing new table as written
  for each statement execute function private.check_exercise_owners();

create function private.follow_merge_in_plans()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.modular_training_exercise
  set exercise_id = new.merged_into
  where exercise_id = new.id and (new.owner_id is null or user_id = new.owner_id);
  return null;
end
$$;
comment on function private.follow_merge_in_plans() is 'Plans go on with the exercise that took a merged one''s place.';

create trigger exercises_merge_plans after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_plans();

-- Policies

alter table public.modular_training_plan enable row level security;
alter table public.modular_training_week enable row level security;
alter table public.modular_training_session enable row level security;
alter table public.modular_training_exercise enable row level security;

create policy modular_training_plan_select on public.modular_training_plan
  for select to authenticated using (user_id = (select auth.uid()));
create policy modular_training_plan_insert on public.modular_training_plan
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy modular_training_plan_update on public.modular_training_plan
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy modular_training_plan_delete on public.modular_training_plan
  for delete to authenticated using (user_id = (select auth.uid()));

create policy modular_training_week_select on public.modular_training_week
  for select to authenticated using (user_id = (select auth.uid()));
create policy modular_training_week_insert on public.modular_training_week
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy modular_training_week_update on public.modular_training_week
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy modular_training_week_delete on public.modular_training_week
  for delete to authenticated using (user_id = (select auth.uid()));

create policy modular_training_session_select on public.modular_training_session
  for select to authenticated using (user_id = (select auth.uid()));
create policy modular_training_session_insert on public.modular_training_session
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy modular_training_session_update on public.modular_training_session
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy modular_training_session_delete on public.modular_training_session
  for delete to authenticated using (user_id = (select auth.uid()));

create policy modular_training_exercise_select on public.modular_training_exercise
  for select to authenticated using (user_id = (select auth.uid()));
-- only the system's exercises and one's own, though others' may be seen
create policy modular_training_exercise_insert on public.modular_training_exercise
  for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy modular_training_exercise_update on public.modular_training_exercise
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy modular_training_exercise_delete on public.modular_training_exercise
  for delete to authenticated using (user_id = (select auth.uid()));

-- What a plan asks for, and what was done

create view private.plan_slots with (security_invoker = true) as
select
  e.user_id, w.plan_id, w.week_number, s.week_id, e.session_id, e.id as exercise_row_id, e.exercise_id,
  e.exercise_name, e.session_exercise_id, e.muscle_group, e.sets, e.rir, e.weight, e.notes, e.order_in_session,
  e.display_order,
  case when r.is_timed then null else least(r.low, r.high) end as reps_min,
  case when r.is_timed then null else greatest(r.low, r.high) end as reps_max,
  case when r.is_timed then least(r.low, r.high) end as duration_seconds
from public.modular_training_exercise as e
join public.modular_training_session as s on s.user_id = e.user_id and s.id = e.session_id
join public.modular_training_week as w on w.user_id = s.user_id and w.id = s.week_id
cross join lateral (
  select
    -- the only one of the forms with an s in it
    e.reps ~* 's' as is_timed,
    substring(e.reps from '^[0-9]+')::integer as low,
    substring(e.reps from '[-–] ?([0-9]+)')::integer as high
) as r;
comment on view private.plan_slots is
  'The exercises of plans with their repetitions in numbers: a range, or seconds, or neither for AMRAP.';

-- Acts that the back end does for a person as well

create function private.lock_log_of(p_user_id uuid)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid;
begin
  if auth.uid() is null and has_function_privilege('private.lock_log(uuid)', 'execute') then
    if not private.lock_log(p_user_id) then
      raise exception using
        errcode = 'PT404', message = 'No such person',
        detail = format('users.id = %s', coalesce(p_user_id::text, 'null')),
        hint = 'find_user() gives the id of who has an e-mail address.';
    end if;
    return p_user_id;
  end if;
  v_user_id := private.lock_my_log();
  if p_user_id <> v_user_id then
    raise exception using
      errcode = '42501', message = 'One writes only what is one''s own', detail = format('p_user_id = %s', p_user_id),
      hint = 'Give the id of the person who is signed in.';
  end if;
  return v_user_id;
end
$$;
comment on function private.lock_log_of(uuid) is
  'Waits for its turn to write a log, and returns whose it is: one''s own, or for the back end anybody''s. Raises 42501 for somebody else''s, PT404 if there is no such person.';

create function private.add_plan_blocks(
  p_user_id         uuid,
  p_plan_session_id uuid,
  p_session_id      uuid,
  p_row_id          uuid default null
)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  with slots as materialized (
    select t.exercise_row_id, private.new_id() as block_id, t.exercise_id, t.exercise_name, t.sets, t.reps_min,
           t.reps_max, t.duration_seconds, t.weight, t.rir, t.notes,
           row_number() over (order by t.order_in_session, t.display_order, t.exercise_row_id) as place
    from private.plan_slots as t
    where t.user_id = p_user_id and t.session_id = p_plan_session_id
      and (p_row_id is null or t.exercise_row_id = p_row_id)
  ), blocks as (
    insert into public.workout_session_exercises (
      id, user_id, session_id, exercise_id, exercise_name, order_index, target_sets, target_reps_min,
      target_reps_max, target_duration_seconds, target_weight_kg, target_rir, notes)
    select
      t.block_id, p_user_id, p_session_id, t.exercise_id, t.exercise_name,
      t.place + (
        select coalesce(max(b.order_index), -1)
        from public.workout_session_exercises as b
        where b.user_id = p_user_id and b.session_id = p_session_id),
      t.sets, t.reps_min, t.reps_max, t.duration_seconds, t.weight, t.rir, t.notes
    from slots as t
  )
  update public.modular_training_exercise as e
  set session_exercise_id = t.block_id
  from slots as t
  where e.user_id = p_user_id and e.id = t.exercise_row_id;
end
$$;
comment on function private.add_plan_blocks(uuid, uuid, uuid, uuid) is
  'Puts what a planned session asks for at the end of the workout in which it is done: all of it, or one row.';

create function private.open_plan_session(
  p_user_id         uuid,
  p_plan_session_id uuid,
  p_started_at      timestamptz,
  p_timezone        text,
  p_id              uuid
)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id      uuid;
  v_session public.modular_training_session;
begin
  select s.* into v_session
  from public.modular_training_session as s
  where s.user_id = p_user_id and s.id = p_plan_session_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such planned session of yours',
      detail = format('p_plan_session_id = %s', coalesce(p_plan_session_id::text, 'null')),
      hint = 'get_plan() lists the sessions of a plan.';
  end if;
  -- a second tap gets the workout of the first; what was given up or deleted is begun anew
  select w.id into v_id
  from public.workout_sessions as w
  where w.user_id = p_user_id and w.id = v_session.workout_session_id
    and w.deleted_at is null and w.status <> 'abandoned';
  if found then
    return v_id;
  end if;

  v_id := coalesce(p_id, private.new_id());
  insert into public.workout_sessions (id, user_id, name, started_at, timezone)
  select v_id, p_user_id, v_session.day_label, coalesce(p_started_at, now()), coalesce(p_timezone, u.timezone)
  from public.users as u
  where u.id = p_user_id;
  update public.modular_training_session as s
  set workout_session_id = v_id
  where s.user_id = p_user_id and s.id = p_plan_session_id;

  perform private.add_plan_blocks(p_user_id, p_plan_session_id, v_id);
  return v_id;
end
$$;
comment on function private.open_plan_session(uuid, uuid, timestamptz, text, uuid) is
  'The workout in which a planned session is done, made with a copy of what that asks for if there is none: sets, repetitions or seconds, load, effort. Raises PT404 if the session is not there, or not the person''s.';

-- The sets done for a plan

create view public.training_set with (security_invoker = true) as
select
  s.id,
  e.id as exercise_row_id,
  s.set_number as set_no,
  -- a reader of this view knows of no set without repetitions or without weight
  coalesce(s.reps, 0::smallint) as reps_done,
  coalesce(s.weight_kg, 0) as weight_kg,
  s.rpe,
  s.performed_at as recorded_at
from public.modular_training_exercise as e
join public.workout_session_exercises as b on b.user_id = e.user_id and b.id = e.session_exercise_id
join public.workout_sessions as w
  on w.user_id = b.user_id and w.id = b.session_id and w.deleted_at is null and w.status <> 'abandoned'
join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id;
comment on view public.training_set is
  'The sets done for plans, as a planning service knows them: a window on workout_sets that reads and writes. What is written here is in the log at once, with its records. Sets of workouts given up or deleted are not in it. May go when its service calls start_plan_session() and log_set().';
comment on column public.training_set.id is 'The set; the same as workout_sets.id.';
comment on column public.training_set.exercise_row_id is 'The row of the plan it was done for: modular_training_exercise.id.';
comment on column public.training_set.set_no is 'Its place among the sets of that row, from 1. A number that is taken, or none, gives the next one.';
comment on column public.training_set.reps_done is 'Repetitions done; 0 also where a set has none.';
comment on column public.training_set.weight_kg is 'Weight used, kg; 0 also where a set has none.';
comment on column public.training_set.rpe is 'Rating of perceived exertion, 1 to 10 in halves.';
comment on column public.training_set.recorded_at is 'When it was done; now, unless said.';

create function private.next_set_number(p_user_id uuid, p_session_exercise_id uuid, p_wanted integer)
returns integer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_wanted is not null and not exists (
    select from public.workout_sets as s
    where s.user_id = p_user_id and s.session_exercise_id = p_session_exercise_id and s.set_number = p_wanted
  ) then
    return p_wanted;
  end if;
  return (
    select coalesce(max(s.set_number), 0) + 1
    from public.workout_sets as s
    where s.user_id = p_user_id and s.session_exercise_id = p_session_exercise_id);
end
$$;
comment on function private.next_set_number(uuid, uuid, integer) is
  'The number a set gets that an older service numbers by itself: the one it wants, or the next if that is taken.';

create function private.insert_training_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid;
  v_row        public.modular_training_exercise;
  v_session_id uuid;
  v_block_id   uuid;
begin
  select e.user_id into v_user_id from public.modular_training_exercise as e where e.id = new.exercise_row_id;
  if found then
    perform private.lock_log_of(v_user_id);
    -- it may have gone while this waited
    select e.* into v_row
    from public.modular_training_exercise as e
    where e.user_id = v_user_id and e.id = new.exercise_row_id;
  end if;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise in a plan of yours',
      detail = format('exercise_row_id = %s', coalesce(new.exercise_row_id::text, 'null')),
      hint = 'It is the id of a row of modular_training_exercise.';
  end if;
  v_session_id := private.open_plan_session(v_row.user_id, v_row.session_id, new.recorded_at, null, null);

  select b.id into v_block_id
  from public.modular_training_exercise as e
  join public.workout_session_exercises as b on b.user_id = e.user_id and b.id = e.session_exercise_id
  where e.user_id = v_row.user_id and e.id = v_row.id and b.session_id = v_session_id;
  if not found then
    -- put into the plan after the workout was begun
    perform private.add_plan_blocks(v_row.user_id, v_row.session_id, v_session_id, v_row.id);
    select e.session_exercise_id into v_block_id
    from public.modular_training_exercise as e
    where e.user_id = v_row.user_id and e.id = v_row.id;
  end if;

  insert into public.workout_sets as s (
    id, user_id, session_exercise_id, set_number, reps, weight, weight_unit, rpe, performed_at)
  values (
    coalesce(new.id, private.new_id()), v_row.user_id, v_block_id,
    private.next_set_number(v_row.user_id, v_block_id, new.set_no),
    new.reps_done, new.weight_kg, 'kg', new.rpe, coalesce(new.recorded_at, now()))
  returning s.id, s.set_number, coalesce(s.reps, 0::smallint), coalesce(s.weight_kg, 0), s.rpe, s.performed_at
  into new.id, new.set_no, new.reps_done, new.weight_kg, new.rpe, new.recorded_at;
  return new;
end
$$;
comment on function private.insert_training_set() is
  'A set written for a row of a plan goes to the log, into the workout in which that session is done.';

create function private.update_training_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_weighed constant boolean := new.weight_kg is distinct from old.weight_kg;
begin
  -- what is not changed stays as it stands by now, as it was typed, in its own unit
  update public.workout_sets as s
  set set_number   = case when new.set_no is distinct from old.set_no then new.set_no else s.set_number end,
      reps         = case when new.reps_done is distinct from old.reps_done then new.reps_done else s.reps end,
      weight       = case when v_is_weighed then new.weight_kg else s.weight end,
      weight_unit  = case when v_is_weighed then 'kg'::public.weight_unit_enum else s.weight_unit end,
      rpe          = case when new.rpe is distinct from old.rpe then new.rpe else s.rpe end,
      performed_at = case
        when new.recorded_at is distinct from old.recorded_at then new.recorded_at else s.performed_at end
  from public.modular_training_exercise as e
  where e.id = old.exercise_row_id and s.user_id = e.user_id and s.id = old.id
  returning s.set_number, coalesce(s.reps, 0::smallint), coalesce(s.weight_kg, 0), s.rpe, s.performed_at
  into new.set_no, new.reps_done, new.weight_kg, new.rpe, new.recorded_at;
  if not found then
    return null;
  end if;
  return new;
end
$$;
comment on function private.update_training_set() is 'A set corrected through the plan is corrected in the log.';

create function private.delete_training_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from public.workout_sets as s
  using public.modular_training_exercise as e
  where e.id = old.exercise_row_id and s.user_id = e.user_id and s.id = old.id;
  return old;
end
$$;
comment on function private.delete_training_set() is 'A set deleted through the plan is deleted from the log.';

create trigger training_set_insert instead of insert on public.training_set
  for each row execute function private.insert_training_set();
create trigger training_set_update instead of update on public.training_set
  for each row execute function private.update_training_set();
create trigger training_set_delete instead of delete on public.training_set
  for each row execute function private.delete_training_set();

-- Grants

revoke all on
  public.modular_training_plan, public.modular_training_week, public.modular_training_session,
  public.modular_training_exercise, public.training_set
  from anon, authenticated;
grant select, delete on
  public.modular_training_plan, public.modular_training_week, public.modular_training_session,
  public.modular_training_exercise
  to authenticated, service_role;
grant insert (id, user_id, split_type, week_start, goal_type, experience_level, status, notes, created_at,
              updated_at),
      update (split_type, week_start, goal_type, experience_level, status, notes, updated_at)
  on public.modular_training_plan to authenticated, service_role;
grant insert (id, user_id, plan_id, week_number, week_start, notes, created_at, updated_at),
      update (week_number, week_start, notes, updated_at)
  on public.modular_training_week to authenticated, service_role;
grant insert (id, user_id, week_id, workout_session_id, day_label, session_date, day_of_week, focus_area,
              session_number, overall_difficulty, duration_minutes, completed, created_at, updated_at),
      update (week_id, workout_session_id, day_label, session_date, day_of_week, focus_area, session_number,
              overall_difficulty, duration_minutes, completed, updated_at)
  on public.modular_training_session to authenticated, service_role;
grant insert (id, user_id, session_id, session_exercise_id, exercise_id, exercise_name, muscle_group, sets, reps,
              rir, equipment, tier, target, secondary_muscles, tips, instructions, weight, actual_reps, difficulty,
              notes, display_order, order_in_session, created_at),
      update (session_exercise_id, exercise_id, exercise_name, muscle_group, sets, reps, rir, equipment, tier, target,
              secondary_muscles, tips, instructions, weight, actual_reps, difficulty, notes, display_order,
              order_in_session)
  on public.modular_training_exercise to authenticated, service_role;
grant select, delete,
      insert (id, exercise_row_id, set_no, reps_done, weight_kg, rpe, recorded_at),
      update (set_no, reps_done, weight_kg, rpe, recorded_at)
  on public.training_set to authenticated, service_role;
grant select on private.plan_slots to authenticated, service_role;

revoke execute on all functions in schema private from public;
grant execute on function
  private.lock_log_of, private.add_plan_blocks, private.open_plan_session, private.next_set_number
  to authenticated, service_role;

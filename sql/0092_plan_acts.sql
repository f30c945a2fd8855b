-- What people do with plans: look at one, do it, move it, copy it.
--
-- A session of a plan is done as a workout: it is begun with the plan's targets, and what is logged there counts for
-- the plan by the links that `training_set` follows too. Progress is counted from the log, never kept: so a set that is
-- edited or deleted there is right here at once.
-- To move a plan moves its days and nothing that was done: workouts stay on the day they were done. A copy is a plan of
-- its own, of which nothing is done. One function makes it, for oneself or for somebody else, who gets none of the
-- exercises that only the giver has, but their names.
-- Whatever moves days asks first whether they stay in our time, from 1900 to 2199.

create type public.plan_exercise_detail as (
  exercise public.modular_training_exercise,
  sets     public.workout_sets[]
);
create type public.plan_session_detail as (
  session   public.modular_training_session,
  exercises public.plan_exercise_detail[]
);
create type public.plan_week_detail as (
  week     public.modular_training_week,
  sessions public.plan_session_detail[]
);
create type public.plan_detail as (
  plan              public.modular_training_plan,
  weeks             public.plan_week_detail[],
  unknown_exercises text[]
);
create type public.plan_scope_enum as enum ('plan', 'week', 'muscle', 'exercise');
create type public.plan_progress as (
  scope             public.plan_scope_enum,
  week_number       integer,
  muscle_group      text,
  exercise_id       uuid,
  exercise_name     text,
  planned_sessions  integer,
  done_sessions     integer,
  planned_sets      integer,
  done_sets         integer,
  planned_reps_min  integer,
  planned_reps_max  integer,
  done_reps         integer,
  planned_volume_kg numeric,
  done_volume_kg    numeric,
  adherence         numeric
);
comment on type public.plan_exercise_detail is 'An exercise of a plan with the sets that were done for it, in order. May be null: nothing.';
comment on type public.plan_session_detail is 'A session of a plan with its exercises in order. May be null: nothing.';
comment on type public.plan_week_detail is 'A week of a plan with its sessions in order. May be null: nothing.';
comment on type public.plan_detail is
  'A plan with its weeks in order, and the names in it that no exercise of the catalogue has. May be null: nothing.';
comment on type public.plan_scope_enum is 'What a row of a plan''s progress adds up: the plan, a week, a muscle in a week, or an exercise in a week.';
comment on type public.plan_progress is
  'Planned against done: sessions; sets without warm-ups; repetitions, planned as a range, which AMRAP and seconds are not in; volume load in kg, planned at the fewest repetitions where the plan names a load; and adherence, the share of the planned sets that was done, 0 to 1, counting no more sets of an exercise than were planned. Sessions are counted for the plan and the weeks. May be null: week_number, muscle_group, exercise_id, exercise_name, planned_sessions, done_sessions, adherence.';

-- Looking at a plan

create function private.find_plan(p_user_id uuid, p_plan_id uuid)
returns public.modular_training_plan
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_plan public.modular_training_plan;
begin
  select p.* into v_plan from public.modular_training_plan as p where p.user_id = p_user_id and p.id = p_plan_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such plan of yours',
      detail = format('p_plan_id = %s', coalesce(p_plan_id::text, 'null')),
      hint = 'The table modular_training_plan lists your own.';
  end if;
  return v_plan;
end
$$;
comment on function private.find_plan(uuid, uuid) is 'A person''s plan; PT404 if it is not there, or not theirs.';

create function private.show_plan_weeks(p_user_id uuid, p_plan_id uuid, p_week_number integer)
returns public.plan_week_detail[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select row(w, array(
      select row(s, array(
        select row(e, array(
          select t
          from public.workout_session_exercises as b
          join public.workout_sessions as d
            on d.user_id = b.user_id and d.id = b.session_id and d.deleted_at is null and d.status <> 'abandoned'
          join public.workout_sets as t on t.user_id = b.user_id and t.session_exercise_id = b.id
          where b.user_id = p_user_id and b.id = e.session_exercise_id
          order by t.set_number))::public.plan_exercise_detail
        from public.modular_training_exercise as e
        where e.user_id = p_user_id and e.session_id = s.id
        order by e.order_in_session, e.display_order, e.id))::public.plan_session_detail
      from public.modular_training_session as s
      where s.user_id = p_user_id and s.week_id = w.id
      order by s.session_date, s.session_number, s.id))::public.plan_week_detail
    from public.modular_training_week as w
    where w.user_id = p_user_id and w.plan_id = p_plan_id
      and (p_week_number is null or w.week_number = p_week_number)
    order by w.week_number);
end
$$;
comment on function private.show_plan_weeks(uuid, uuid, integer) is
  'The weeks of a plan, or one of them, with all that is in them and what was done of it.';

create function public.get_plan(p_plan_id uuid)
returns public.plan_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_detail  public.plan_detail;
begin
  v_detail.plan := private.find_plan(v_user_id, p_plan_id);
  v_detail.weeks := private.show_plan_weeks(v_user_id, p_plan_id, null);
  v_detail.unknown_exercises := array(
    select distinct t.exercise_name
    from private.plan_slots as t
    where t.user_id = v_user_id and t.plan_id = p_plan_id and t.exercise_id is null
    order by t.exercise_name);
  return v_detail;
end
$$;
comment on function public.get_plan(uuid) is
  'A plan of one''s own as a tree: its weeks, their sessions, their exercises, the sets done for each, all in order; and the names in it that no exercise has. Raises PT404 if it is not there.';

create function public.get_plan_week(p_plan_id uuid, p_week_number integer)
returns public.plan_week_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_weeks   public.plan_week_detail[];
begin
  perform private.find_plan(v_user_id, p_plan_id);
  v_weeks := private.show_plan_weeks(v_user_id, p_plan_id, coalesce(p_week_number, 0));
  if cardinality(v_weeks) = 0 then
    raise exception using
      errcode = 'PT404', message = 'No such week in this plan',
      detail = format('p_week_number = %s', coalesce(p_week_number::text, 'null')),
      hint = 'get_plan() lists its weeks.';
  end if;
  return v_weeks[1];
end
$$;
comment on function public.get_plan_week(uuid, integer) is
  'One week of a plan of one''s own, as in get_plan(). Raises PT404 if the plan or the week is not there.';

create function public.plan_progress(p_plan_id uuid)
returns setof public.plan_progress
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  perform private.find_plan(v_user_id, p_plan_id);
  return query
  with slots as (
    select w.week_number, coalesce(p.muscle_group, g.coarse_group::text) as muscle_group, p.exercise_id,
           p.exercise_name, p.sets, p.sets * p.reps_min as reps_min, p.sets * p.reps_max as reps_max,
           p.sets * p.reps_min * p.weight as volume_kg,
           d.set_count, d.rep_count, d.volume_kg as done_volume_kg, least(d.set_count, p.sets) as kept_sets
    from public.modular_training_week as w
    -- a week off has no slots, and a row
    left join private.plan_slots as p on p.user_id = w.user_id and p.plan_id = w.plan_id and p.week_id = w.id
    -- block by block, by their keys: so the time it takes grows with the plan and with nothing else
    cross join lateral (
      select (count(*) filter (where f.is_counted_set))::integer as set_count,
             coalesce(sum(f.reps), 0)::integer as rep_count,
             coalesce(sum(f.volume_kg), 0) as volume_kg
      from private.set_facts as f
      where f.user_id = v_user_id and f.session_exercise_id = p.session_exercise_id and not f.is_warmup
    ) as d
    left join public.exercises as e on e.id = p.exercise_id
    left join public.muscle_groups as g on g.muscle = e.primary_muscle_groups[1]
    where w.user_id = v_user_id and w.plan_id = p_plan_id
  ), sums as (
    select
      case grouping(s.week_number, s.muscle_group, s.exercise_name)
        when 7 then 'plan'::public.plan_scope_enum when 3 then 'week' when 1 then 'muscle' else 'exercise'
      end as scope,
      s.week_number, s.muscle_group, s.exercise_id, s.exercise_name,
      coalesce(sum(s.sets), 0)::integer as planned_sets,
      coalesce(sum(s.set_count), 0)::integer as done_sets,
      coalesce(sum(s.reps_min), 0)::integer as planned_reps_min,
      coalesce(sum(s.reps_max), 0)::integer as planned_reps_max,
      coalesce(sum(s.rep_count), 0)::integer as done_reps,
      coalesce(sum(s.volume_kg), 0) as planned_volume_kg,
      coalesce(sum(s.done_volume_kg), 0) as done_volume_kg,
      round(sum(s.kept_sets)::numeric / sum(s.sets), 3) as adherence
    from slots as s
    group by grouping sets (
      (), (s.week_number), (s.week_number, s.muscle_group),
      (s.week_number, s.muscle_group, s.exercise_id, s.exercise_name))
    having grouping(s.muscle_group) = 1 or count(s.sets) > 0
  ), days as (
    select w.week_number, count(s.id)::integer as planned, (count(s.id) filter (where s.completed))::integer as done
    from public.modular_training_week as w
    left join public.modular_training_session as s on s.user_id = w.user_id and s.week_id = w.id
    where w.user_id = v_user_id and w.plan_id = p_plan_id
    group by grouping sets ((), (w.week_number))
  )
  select
    u.scope, u.week_number, u.muscle_group, u.exercise_id, u.exercise_name, d.planned, d.done, u.planned_sets,
    u.done_sets, u.planned_reps_min, u.planned_reps_max, u.done_reps, u.planned_volume_kg, u.done_volume_kg, u.adherence
  from sums as u
  left join days as d on u.scope in ('plan', 'week') and d.week_number is not distinct from u.week_number
  order by u.week_number nulls first, u.scope, u.muscle_group nulls last, u.exercise_name, u.exercise_id;
end
$$;
comment on function public.plan_progress(uuid) is
  'Planned against done in a plan of one''s own: a row for the plan, for each week, for each muscle of a week and for each exercise of it, in this order; a week off has zeros, and no adherence. A muscle is the plan''s word, or the catalogue''s where the plan has none. What counts as done are the sets of the log that were done for the plan. Raises PT404 if the plan is not there.';

-- Doing it

create function public.start_plan_session(
  p_plan_session_id uuid,
  p_started_at      timestamptz default null,
  p_timezone        text default null,
  p_id              uuid default null
)
returns public.workout_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid;
begin
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.check_instant(p_started_at, 'p_started_at');
  if exists (select from public.workout_sessions as w where w.user_id = v_user_id and w.id = p_id) then
    return public.get_workout(p_id);
  end if;
  v_id := private.open_plan_session(v_user_id, p_plan_session_id, p_started_at, p_timezone, p_id);
  return public.get_workout(v_id);
end
$$;
comment on function public.start_plan_session(uuid, timestamptz, text, uuid) is
  'Begins the workout of a planned session and returns it: a block for each exercise, with the sets, the repetitions, the load and the effort meant. Starts now, in the person''s zone, unless told otherwise; p_id is the workout''s, and the same p_id again returns what is there. Again without it, it returns the same workout, unless that was abandoned or deleted. Raises PT404 if the session is not one''s own, PT422 for an unknown zone.';

create function public.complete_plan_session(
  p_plan_session_id    uuid,
  p_overall_difficulty integer default null,
  p_duration_minutes   integer default null
)
returns public.modular_training_session
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_session public.modular_training_session;
  v_workout public.workout_sessions;
begin
  perform private.raise_faults('The session can''t be completed so', array_remove(array[
    private.field_fault(to_jsonb(p_overall_difficulty), 'p_overall_difficulty', 'integer', 1, 10),
    private.field_fault(to_jsonb(p_duration_minutes), 'p_duration_minutes', 'integer', 0, 10000)], null));
  select s.* into v_session
  from public.modular_training_session as s
  where s.user_id = v_user_id and s.id = p_plan_session_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such planned session of yours',
      detail = format('p_plan_session_id = %s', coalesce(p_plan_session_id::text, 'null')),
      hint = 'get_plan() lists the sessions of a plan.';
  end if;

  select w.* into v_workout
  from public.workout_sessions as w
  where w.user_id = v_user_id and w.id = v_session.workout_session_id and w.deleted_at is null;
  if v_workout.status = 'in_progress' then
    perform public.finish_workout(v_workout.id);
    select w.* into v_workout from public.workout_sessions as w where w.user_id = v_user_id and w.id = v_workout.id;
  end if;
  update public.modular_training_session as s
  set completed          = true,
      overall_difficulty = coalesce(p_overall_difficulty, s.overall_difficulty),
      duration_minutes   = coalesce(
        p_duration_minutes, s.duration_minutes,
        -- of one that was forgotten for weeks nobody knows the length
        (select m.minutes
         from round(extract(epoch from v_workout.completed_at - v_workout.started_at) / 60) as m (minutes)
         where m.minutes <= 10000)::integer)
  where s.user_id = v_user_id and s.id = p_plan_session_id
  returning s.* into v_session;
  return v_session;
end
$$;
comment on function public.complete_plan_session(uuid, integer, integer) is
  'Says that a planned session is done, how hard it was (1 to 10) and how many minutes it took, and returns it. A workout of it that goes on is finished; without p_duration_minutes its length is taken. Again, it changes only what is given. Raises PT404 if it is not one''s own, PT422 for values out of range.';

create function public.set_plan_status(
  p_plan_id     uuid,
  p_status      public.plan_status_enum,
  p_only_active boolean default false
)
returns public.modular_training_plan
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_plan    public.modular_training_plan;
begin
  v_plan := private.find_plan(v_user_id, p_plan_id);
  update public.modular_training_plan as p
  set status = coalesce(p_status, p.status)
  where p.user_id = v_user_id and p.id = p_plan_id
  returning p.* into v_plan;
  if p_only_active and v_plan.status = 'active' then
    update public.modular_training_plan as p
    set status = 'archived'
    where p.user_id = v_user_id and p.goal_type = v_plan.goal_type and p.status = 'active' and p.id <> p_plan_id;
  end if;
  return v_plan;
end
$$;
comment on function public.set_plan_status(uuid, public.plan_status_enum, boolean) is
  'Makes a plan of one''s own active, completed or archived, and returns it. With p_only_active one that becomes active archives one''s other active plans for the same goal. Raises PT404 if it is not one''s own.';

create function private.span_fault(
  p_user_id   uuid,
  p_plan_id   uuid,
  p_from_week integer,
  p_days      integer,
  p_path      text,
  p_value     text
)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select format('%s = %s: expected days from 1900-01-01 to 2199-12-31, and the plan''s would be from %s to %s',
                  p_path, p_value, min(d.day) + p_days, max(d.day) + p_days)
    from (
      select p.week_start as day
      from public.modular_training_plan as p
      where p.user_id = p_user_id and p.id = p_plan_id and p_from_week = 1
      union all
      select w.week_start
      from public.modular_training_week as w
      where w.user_id = p_user_id and w.plan_id = p_plan_id and w.week_number >= p_from_week
      union all
      select s.session_date
      from public.modular_training_week as w
      join public.modular_training_session as s on s.user_id = w.user_id and s.week_id = w.id
      where w.user_id = p_user_id and w.plan_id = p_plan_id and w.week_number >= p_from_week
    ) as d
    having min(d.day) + p_days < '1900-01-01' or max(d.day) + p_days > '2199-12-31');
end
$$;
comment on function private.span_fault(uuid, uuid, integer, integer, text, text) is
  'What is wrong with moving a plan''s days from a week on by so many, if that leads out of our time; null if it doesn''t.';

create function public.shift_plan(p_plan_id uuid, p_days integer, p_from_week integer default 1)
returns public.plan_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_plan(v_user_id, p_plan_id);
  perform private.raise_faults('The plan can''t be shifted so', array_remove(array[
    private.field_fault(to_jsonb(p_days), 'p_days', 'integer', -3660, 3660, p_required => true),
    private.field_fault(to_jsonb(p_from_week), 'p_from_week', 'integer', 1, 520, p_required => true)], null));
  perform private.raise_faults('The plan can''t be shifted so', array_remove(array[
    -- nothing would move
    (select format('p_from_week = %s: expected a week of the plan, which ends with week %s', p_from_week,
                   coalesce(max(w.week_number), 0))
     from public.modular_training_week as w
     where w.user_id = v_user_id and w.plan_id = p_plan_id
     having p_from_week > 1 and (max(w.week_number) >= p_from_week) is not true),
    -- a week would begin before the one before it has ended, or in no time of ours
    (select format('p_days = %s: expected %s or more, for week %s begins on %s', p_days,
                   b.week_start + 7 - a.week_start, b.week_number, b.week_start)
     from public.modular_training_week as a
     join public.modular_training_week as b on b.user_id = a.user_id and b.plan_id = a.plan_id
     where a.user_id = v_user_id and a.plan_id = p_plan_id
       and a.week_number >= p_from_week and b.week_number < p_from_week and a.week_start + p_days < b.week_start + 7
     order by a.week_number, b.week_number desc
     limit 1),
    private.span_fault(v_user_id, p_plan_id, p_from_week, p_days, 'p_days', p_days::text)], null));

  update public.modular_training_session as s
  set session_date = s.session_date + p_days
  from public.modular_training_week as w
  where w.user_id = v_user_id and w.plan_id = p_plan_id and w.week_number >= p_from_week
    and s.user_id = v_user_id and s.week_id = w.id;
  update public.modular_training_week as w
  set week_start = w.week_start + p_days
  where w.user_id = v_user_id and w.plan_id = p_plan_id and w.week_number >= p_from_week;
  if p_from_week = 1 then
    update public.modular_training_plan as p
    set week_start = p.week_start + p_days
    where p.user_id = v_user_id and p.id = p_plan_id;
  end if;
  return public.get_plan(p_plan_id);
end
$$;
comment on function public.shift_plan(uuid, integer, integer) is
  'Moves a plan of one''s own by so many days, forwards or (negative) back, from a week on if told, and returns it; workouts done for it stay on the day they were done. By 0 days it stays as it is. Raises PT404 if it is not one''s own, PT422 for a week behind its last one, if weeks would overlap, or for days that are not from 1900 to 2199.';

create function private.copy_plan(
  p_user_id    uuid,
  p_plan_id    uuid,
  p_to_user_id uuid,
  p_week_start date,
  p_id         uuid
)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id   uuid := coalesce(p_id, private.new_id());
  v_plan public.modular_training_plan;
  v_days integer;
begin
  if exists (select from public.modular_training_plan as p where p.user_id = p_to_user_id and p.id = p_id) then
    return p_id;
  end if;
  v_plan := private.find_plan(p_user_id, p_plan_id);
  perform private.raise_faults('The plan can''t begin then', array_remove(array[
    case when (p_week_start between '1900-01-01' and '2199-12-31') is not true
      then format('p_week_start = %s: expected a day from 1900 to 2199', coalesce(p_week_start::text, 'null')) end],
    null));
  v_days := p_week_start - v_plan.week_start;
  perform private.raise_faults('The plan can''t begin then', array_remove(array[
    private.span_fault(p_user_id, p_plan_id, 1, v_days, 'p_week_start', p_week_start::text)], null));

  insert into public.modular_training_plan (id, user_id, split_type, week_start, goal_type, experience_level, notes)
  values (v_id, p_to_user_id, v_plan.split_type, p_week_start, v_plan.goal_type, v_plan.experience_level, v_plan.notes);
  with weeks as materialized (
    select w.id as old_id, private.new_id() as id, w.week_number, w.week_start, w.notes
    from public.modular_training_week as w
    where w.user_id = p_user_id and w.plan_id = p_plan_id
  ), sessions as materialized (
    select s.id as old_id, private.new_id() as id, w.id as week_id, s.day_label, s.session_date + v_days as day,
           s.focus_area, s.session_number
    from weeks as w
    join public.modular_training_session as s on s.user_id = p_user_id and s.week_id = w.old_id
  ), written_weeks as (
    insert into public.modular_training_week (id, user_id, plan_id, week_number, week_start, notes)
    select w.id, p_to_user_id, v_id, w.week_number, w.week_start + v_days, w.notes
    from weeks as w
  ), written_sessions as (
    insert into public.modular_training_session (
      id, user_id, week_id, day_label, session_date, day_of_week, focus_area, session_number)
    select s.id, p_to_user_id, s.week_id, s.day_label, s.day, extract(isodow from s.day), s.focus_area, s.session_number
    from sessions as s
  )
  insert into public.modular_training_exercise (
    user_id, session_id, exercise_id, exercise_name, muscle_group, sets, reps, rir, equipment, tier, target,
    secondary_muscles, tips, instructions, weight, difficulty, notes, display_order, order_in_session)
  select
    p_to_user_id, s.id, k.id, e.exercise_name, e.muscle_group, e.sets, e.reps, e.rir, e.equipment, e.tier,
    e.target, e.secondary_muscles, e.tips, e.instructions, e.weight, e.difficulty, e.notes, e.display_order,
    e.order_in_session
  from sessions as s
  join public.modular_training_exercise as e on e.user_id = p_user_id and e.session_id = s.old_id
  -- what somebody else made of their own stays a name
  left join public.exercises as k on k.id = e.exercise_id and (k.owner_id is null or k.owner_id = p_to_user_id);
  return v_id;
end
$$;
comment on function private.copy_plan(uuid, uuid, uuid, date, uuid) is
  'Makes a new active plan of one person from a plan of another, or of their own, that begins on another day; its id. The same p_id again returns it. Raises PT404 if there is no such plan, PT422 for a day out of range.';

create function public.copy_plan(p_plan_id uuid, p_week_start date, p_id uuid default null)
returns public.plan_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid;
begin
  v_id := private.copy_plan(v_user_id, p_plan_id, v_user_id, p_week_start, p_id);
  return public.get_plan(v_id);
end
$$;
comment on function public.copy_plan(uuid, date, uuid) is
  'Makes a new active plan from one of one''s own, past or present, that begins on another day, and returns it; nothing of it is done yet. The same p_id again returns what is there. Raises PT404 if it is not one''s own, PT422 for a day out of range.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function private.find_plan, private.show_plan_weeks, private.span_fault, private.copy_plan
  to authenticated;
revoke execute on function
  public.get_plan, public.get_plan_week, public.plan_progress, public.start_plan_session,
  public.complete_plan_session, public.set_plan_status, public.shift_plan, public.copy_plan
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_plan, public.get_plan_week, public.plan_progress, public.start_plan_session,
  public.complete_plan_session, public.set_plan_status, public.shift_plan, public.copy_plan
  to authenticated;

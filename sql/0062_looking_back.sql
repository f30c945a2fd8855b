-- Looking back: what a person asks of their own log.
--
-- What did I lift last time, what is my best, how did it grow, what did each muscle get. Everything here only reads,
-- and counts from `private.set_facts` and `private.record_history`, where it is said once what the numbers mean.
-- Lists come newest first and in pages: the last row of one page is the cursor to the next. Body weight is kept here
-- too, for it is what the load of a pull-up needs.

create type public.record_entry as (
  exercise_id   uuid,
  exercise_name text,
  record_type   public.record_type_enum,
  value         numeric,
  unit          text,
  set_id        uuid,
  achieved_at   timestamptz,
  local_date    date
);
create type public.exercise_entry as (
  session_id       uuid,
  local_date       date,
  started_at       timestamptz,
  set_count        integer,
  rep_count        integer,
  max_load_kg      numeric,
  e1rm_kg          numeric,
  volume_kg        numeric,
  duration_seconds numeric,
  distance_m       numeric
);
create type public.last_time as (
  session_id uuid,
  name       text,
  started_at timestamptz,
  local_date date,
  sets       public.workout_sets[]
);
create type public.muscle_counting_enum as enum ('fractional', 'total', 'direct');
create type public.muscle_volume as (
  week_start   date,
  muscle       public.muscle_group_enum,
  coarse_group public.muscle_group_enum,
  set_count    numeric,
  rep_count    integer,
  volume_kg    numeric
);
comment on type public.record_entry is 'A record as it stands: value in unit, and the set that did it. May be null: nothing.';
comment on type public.exercise_entry is
  'One exercise in one workout, without warm-ups: sets, repetitions, heaviest load and best e1RM in kg, volume load in kg, seconds, metres. May be null: max_load_kg, e1rm_kg, duration_seconds, distance_m.';
comment on type public.last_time is 'The last workout an exercise was done in, with its sets in order. May be null: name.';
comment on type public.muscle_counting_enum is
  'How a set counts for a muscle that helps: fractional, a half (Pelland et al., Sports Medicine, 2025); total, as a whole one; direct, not at all. For a muscle it is for it counts as one.';
comment on type public.muscle_volume is 'What a muscle did in a week: sets, and the repetitions and volume load (kg) of the exercises that are for it. May be null: nothing.';

create function public.workout_history(
  p_limit     integer default 20,
  p_before    timestamptz default null,
  p_before_id uuid default null,
  p_user_id   uuid default null
)
returns setof public.workout_entry
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  return query
  -- the page first: only its workouts are counted
  with page as materialized (
    select w.id
    from public.workout_sessions as w
    where w.user_id = v_user_id
      and w.deleted_at is null
      and (p_before is null
           or (w.started_at, w.id) < (p_before, coalesce(p_before_id, '00000000-0000-0000-0000-000000000000')))
    order by w.started_at desc, w.id desc
    limit greatest(least(p_limit, 200), 0)
  )
  select n.session_id, n.template_id, n.name, n.status, n.started_at, n.completed_at, n.local_date, n.duration_seconds,
         n.exercise_count, n.set_count, n.rep_count, n.volume_kg
  from page as p
  join private.workout_numbers as n on n.user_id = v_user_id and n.session_id = p.id
  order by n.started_at desc, n.session_id desc;
end
$$;
comment on function public.workout_history(integer, timestamptz, uuid, uuid) is
  'One''s workouts, or those of the athlete p_user_id, in numbers, newest first, at most 200. For the next page give started_at and session_id of the last row. Raises PT404 if that log is not open to one.';

create function public.exercise_history(
  p_exercise_id uuid,
  p_limit       integer default 50,
  p_from        date default null,
  p_to          date default null,
  p_before      timestamptz default null,
  p_before_id   uuid default null,
  p_user_id     uuid default null
)
returns setof public.exercise_entry
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  return query
  select
    f.session_id, f.local_date, f.started_at,
    (count(*) filter (where f.is_counted_set))::integer,
    coalesce(sum(f.reps), 0)::integer,
    max(f.load_kg),
    max(public.e1rm(f.load_kg, f.reps)) filter (where f.load_kind in ('weight_reps', 'bodyweight_reps')),
    coalesce(sum(f.volume_kg), 0),
    sum(f.duration_seconds),
    sum(f.distance_m)
  from private.set_facts as f
  where f.user_id = v_user_id
    and f.exercise_id = p_exercise_id
    and not f.is_warmup
    and (p_from is null or f.local_date >= p_from)
    and (p_to is null or f.local_date <= p_to)
    and (p_before is null
         or (f.started_at, f.session_id) < (p_before, coalesce(p_before_id, '00000000-0000-0000-0000-000000000000')))
  group by f.session_id, f.local_date, f.started_at
  order by f.started_at desc, f.session_id desc
  limit greatest(least(p_limit, 1000), 0);
end
$$;
comment on function public.exercise_history(uuid, integer, date, date, timestamptz, uuid, uuid) is
  'What one, or the athlete p_user_id, did of an exercise, workout by workout, newest first, without warm-ups, at most 1000; between two local dates if given. For the next page give started_at and session_id of the last row. Raises PT404 if that log is not open to one.';

create function public.last_time(p_exercise_id uuid, p_before timestamptz default null, p_user_id uuid default null)
returns public.last_time
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
  v_last    public.last_time;
begin
  select
    w.id, w.name, w.started_at, w.local_date,
    array(
      select s
      from public.workout_session_exercises as b
      join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
      where b.user_id = w.user_id and b.session_id = w.id and b.exercise_id = p_exercise_id
      order by b.order_index, s.set_number)
  into v_last
  from (
    -- in order first, `offset 0` sees to it: then workouts are looked into from the newest on, until one has the exercise
    select o.id, o.user_id, o.name, o.started_at, o.local_date
    from public.workout_sessions as o
    where o.user_id = v_user_id
      and o.deleted_at is null
      and o.status = 'completed'
      and (p_before is null or o.started_at < p_before)
    order by o.started_at desc, o.id desc
    offset 0
  ) as w
  where exists (
    select from public.workout_session_exercises as b
    join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
    where b.user_id = v_user_id and b.session_id = w.id and b.exercise_id = p_exercise_id)
  limit 1;
  if not found then
    return null;
  end if;
  return v_last;
end
$$;
comment on function public.last_time(uuid, timestamptz, uuid) is
  'The last finished workout one, or the athlete p_user_id, did an exercise in, before a moment if given, with its sets of that exercise in order; null if there is none. Raises PT404 if that log is not open to one.';

create function public.get_records(p_exercise_id uuid default null, p_user_id uuid default null)
returns setof public.record_entry
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  return query
  select r.exercise_id, e.name, r.record_type, r.value, r.unit, r.set_id, r.achieved_at, w.local_date
  from public.personal_records as r
  join public.exercises as e on e.id = r.exercise_id
  join public.workout_sets as s on s.user_id = r.user_id and s.id = r.set_id
  join public.workout_session_exercises as b on b.user_id = s.user_id and b.id = s.session_exercise_id
  join public.workout_sessions as w on w.user_id = b.user_id and w.id = b.session_id
  where r.user_id = v_user_id
    and (p_exercise_id is null or r.exercise_id = p_exercise_id)
  order by e.name, e.id, r.record_type;
end
$$;
comment on function public.get_records(uuid, uuid) is
  'One''s records, or those of the athlete p_user_id, as they stand, of one exercise or of all. Raises PT404 if that log is not open to one.';

create function public.get_record_history(p_exercise_id uuid, p_user_id uuid default null)
returns setof public.broken_record
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  return query
  select h.exercise_id, e.name, h.record_type, h.value, private.record_unit(h.record_type), h.previous_value, h.set_id,
         h.performed_at, h.local_date
  from private.record_history as h
  join public.exercises as e on e.id = h.exercise_id
  where h.user_id = v_user_id and h.exercise_id = p_exercise_id
  order by h.performed_at, h.session_id, h.record_type, h.value;
end
$$;
comment on function public.get_record_history(uuid, uuid) is
  'Every record one, or the athlete p_user_id, ever set in an exercise, oldest first, with the value it beat. Raises PT404 if that log is not open to one.';

create function public.get_muscle_volume(
  p_from     date,
  p_to       date,
  p_counting public.muscle_counting_enum default 'fractional',
  p_user_id  uuid default null
)
returns setof public.muscle_volume
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  perform private.check_range(p_from, p_to);
  return query
  select
    date_trunc('week', f.local_date::timestamp)::date,
    m.muscle,
    g.coarse_group,
    sum(case when not f.is_counted_set then 0 else m.share end),
    coalesce(sum(f.reps) filter (where m.is_primary), 0)::integer,
    coalesce(sum(f.volume_kg) filter (where m.is_primary), 0)
  from private.set_facts as f
  join public.exercises as e on e.id = f.exercise_id
  cross join lateral (
    select p.muscle, 1.0 as share, true as is_primary from unnest(e.primary_muscle_groups) as p (muscle)
    union all
    select s.muscle, case p_counting when 'total' then 1.0 else 0.5 end, false
    from unnest(e.secondary_muscle_groups) as s (muscle)
    where p_counting is distinct from 'direct'
  ) as m
  join public.muscle_groups as g on g.muscle = m.muscle
  where f.user_id = v_user_id and f.local_date between p_from and p_to and not f.is_warmup
  group by 1, m.muscle, g.coarse_group
  order by 1, m.muscle;
end
$$;
comment on function public.get_muscle_volume(date, date, public.muscle_counting_enum, uuid) is
  'What each muscle of one''s own, or of the athlete p_user_id, did, week by week (from Monday), between two local dates, both included; a fine muscle and its coarse group each have a row, so add up one or the other. Raises PT422 for a range that ends before it starts, or has no end, PT404 if that log is not open to one.';

create function public.record_body_measurement(
  p_weight           numeric,
  p_weight_unit      public.weight_unit_enum default null,
  p_measured_on      date default null,
  p_body_fat_percent numeric default null,
  p_notes            text default null
)
returns public.body_measurements
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id     uuid := private.lock_my_log();
  v_measurement public.body_measurements;
begin
  perform private.raise_faults('A body can''t be like this', array_remove(array[
    case when (round(p_weight, 3) > 0 and p_weight <= 9999.999) is not true
      then format('p_weight = %s: expected a number above 0, to 9999.999', coalesce(p_weight::text, 'null')) end,
    case when (p_body_fat_percent between 0 and 100) is false
      then format('p_body_fat_percent = %s: expected a number from 0 to 100', p_body_fat_percent) end,
    case when (p_measured_on between '1900-01-01' and '2199-12-31') is false
      then format('p_measured_on = %s: expected a day from 1900 to 2199', p_measured_on) end,
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null));
  insert into public.body_measurements (user_id, measured_on, weight, weight_unit, body_fat_percent, notes)
  select
    v_user_id,
    coalesce(p_measured_on, (now() at time zone u.timezone)::date),
    p_weight,
    coalesce(p_weight_unit, case u.unit_system when 'imperial' then 'lb'::public.weight_unit_enum else 'kg' end),
    p_body_fat_percent,
    p_notes
  from public.users as u
  where u.id = v_user_id
  on conflict (user_id, measured_on) do update
    set weight = excluded.weight, weight_unit = excluded.weight_unit,
        body_fat_percent = excluded.body_fat_percent, notes = excluded.notes
  returning * into v_measurement;
  return v_measurement;
end
$$;
comment on function public.record_body_measurement(numeric, public.weight_unit_enum, date, numeric, text) is
  'Keeps what one weighs on a day, today in one''s own zone unless told otherwise; a second one of a day takes the place of the first. The weight is in p_weight_unit, else in the person''s unit. Records of exercises that lift the body are counted anew. Raises PT422 for a weight that no body has.';

-- Grants

revoke execute on all functions in schema private from public;
revoke execute on function
  public.workout_history, public.exercise_history, public.last_time, public.get_records, public.get_record_history,
  public.get_muscle_volume, public.record_body_measurement
  from public, anon, authenticated, service_role;
grant execute on function
  public.workout_history, public.exercise_history, public.last_time, public.get_records, public.get_record_history,
  public.get_muscle_volume, public.record_body_measurement
  to authenticated;

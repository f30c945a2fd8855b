-- Records: the best a person ever did, and always what the sets that stand now would give.
--
-- A record is strictly better than all before it, and a tie keeps the first; before means by the moment a set was
-- performed, then by workout, block and set number. Warm-ups never count, nor does what was deleted or abandoned.
-- `private.record_values` lists every value that could be a record, and `private.record_history` those that were one
-- in their day. `personal_records` keeps the newest of each, so that logging a set need not scan ten years.
-- The newest set can only raise a record: the trigger compares it with what is there. Every other change, be it a set
-- edited or entered late, a workout restored or a body weight, counts the touched exercises anew.
-- Both take the person's row in `users` first. So one person's log has one writer at a time, whatever their phones do.

create type public.record_type_enum as enum
  ('1rm', 'set_volume', 'total_volume', 'max_weight', 'max_reps', 'longest_duration', 'farthest_distance');
create type public.e1rm_formula_enum as enum ('epley', 'brzycki', 'lombardi', 'oconner', 'wathan');

comment on type public.record_type_enum is
  '1rm: best e1RM, kg. set_volume: load times repetitions of one set, kg. total_volume: the same, summed over one exercise in one workout, kg. max_weight: heaviest load, kg. max_reps: most repetitions in a set. longest_duration: seconds. farthest_distance: metres.';
comment on type public.e1rm_formula_enum is 'Whose equation estimates a one-repetition maximum.';

create function public.e1rm(
  p_load_kg numeric,
  p_reps    integer,
  p_formula public.e1rm_formula_enum default 'epley'
)
returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- NaN is above infinity
  if p_reps not between 1 and 12 or p_load_kg < 0 or p_load_kg >= 'infinity' then
    return null;
  end if;
  return round(case p_formula
    -- at one repetition the maximum is the load itself
    when 'epley' then case p_reps when 1 then p_load_kg else p_load_kg * (30 + p_reps) / 30 end
    when 'brzycki' then case when p_reps < 10 then p_load_kg * 36 / (37 - p_reps) end
    when 'lombardi' then p_load_kg * power(p_reps::numeric, 0.10)
    when 'oconner' then p_load_kg * (40 + p_reps) / 40
    when 'wathan' then 100 * p_load_kg / (48.8 + 53.8 * exp(-0.075 * p_reps))
  end, 3);
end
$$;
comment on function public.e1rm(numeric, integer, public.e1rm_formula_enum) is
  'The estimated one-repetition maximum, kg, from a load in kg and the repetitions done with it; null above 12 repetitions (Brzycki: from 10), where no equation holds. Epley, Poundage Chart, 1985 (the default); Brzycki, JOPERD 64(1):88-90, 1993; Lombardi, Beginning Weight Training, 1989; O''Conner, Simmons and O''Shea, Weight Training Today, 1989; Wathan, in Baechle (ed.), Essentials of Strength Training, 1994.';

create function private.record_unit(p_record_type public.record_type_enum)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case p_record_type
    when 'max_reps' then 'reps'
    when 'longest_duration' then 's'
    when 'farthest_distance' then 'm'
    else 'kg'
  end;
end
$$;
comment on function private.record_unit(public.record_type_enum) is 'What a kind of record is counted in.';

create table public.personal_records (
  id             uuid primary key default private.new_id(),
  user_id        uuid not null references public.users (id) on delete cascade,
  exercise_id    uuid not null references public.exercises (id) on delete cascade,
  record_type    public.record_type_enum not null,
  value          numeric(14, 3) not null check (value > 0),
  previous_value numeric(14, 3) check (previous_value < value),
  unit           text not null generated always as (private.record_unit(record_type)) stored,
  set_id         uuid not null,
  achieved_at    timestamptz not null,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),

  constraint personal_records_type_key unique (user_id, exercise_id, record_type),
  constraint personal_records_set_fkey foreign key (user_id, set_id)
    references public.workout_sets (user_id, id) on delete cascade
);
comment on table public.personal_records is 'The best a person ever did of an exercise, one row a kind of record. Kept by triggers; nobody writes here.';
comment on column public.personal_records.id is 'The record.';
comment on column public.personal_records.user_id is 'Whose it is.';
comment on column public.personal_records.exercise_id is 'The exercise.';
comment on column public.personal_records.record_type is 'What is the best.';
comment on column public.personal_records.value is 'How much it is, in unit.';
comment on column public.personal_records.previous_value is 'The record it beat, in unit; null if it was the first. For total_volume that is another workout''s.';
comment on column public.personal_records.unit is 'kg, reps, s or m, by record_type.';
comment on column public.personal_records.set_id is 'The set that did it; for total_volume the last of that exercise in its workout.';
comment on column public.personal_records.achieved_at is 'When that set was done.';
comment on column public.personal_records.created_at is 'When the row was made.';
comment on column public.personal_records.updated_at is 'When the row last changed.';

create index idx_personal_record_achieved_at on public.personal_records (user_id, achieved_at desc);
create index personal_records_set_idx on public.personal_records (user_id, set_id);
create index personal_records_exercise_idx on public.personal_records (exercise_id);
comment on index public.idx_personal_record_achieved_at is 'Which records did this person set last?';
comment on index public.personal_records_set_idx is 'Which records did this set make?';
comment on index public.personal_records_exercise_idx is 'Which records go when this exercise goes?';

create trigger personal_records_touch before update on public.personal_records
  for each row execute function private.touch_updated_at();

-- What could be a record

create view private.record_numbers with (security_invoker = true) as
select
  s.user_id, s.exercise_id, s.set_id, s.performed_at, s.session_id, s.order_index, s.set_number, s.local_date,
  case when s.load_kind in ('weight_reps', 'bodyweight_reps') then public.e1rm(s.load_kg, s.reps) end as e1rm,
  s.volume_kg as set_volume,
  -- the exercise in this workout as a whole belongs to the set that completed it
  row_number() over workout = 1 as is_last,
  case when row_number() over workout = 1 then sum(s.volume_kg) over workout end as total_volume,
  -- a weight that did not move is no record
  case when s.reps > 0 or s.load_kind in ('weight_duration', 'weight_distance') then s.load_kg end as max_weight,
  case when s.load_kind in ('weight_reps', 'bodyweight_reps', 'assisted_reps', 'reps') then s.reps end as max_reps,
  case when s.load_kind in ('duration', 'weight_duration', 'distance_duration') then s.duration_seconds end as longest_duration,
  case when s.load_kind in ('distance_duration', 'weight_distance') then s.distance_m end as farthest_distance
from private.set_facts as s
where s.exercise_id is not null and not s.is_warmup
window workout as (
  partition by s.user_id, s.exercise_id, s.session_id
  order by s.volume_kg > 0 desc nulls last, s.performed_at desc, s.order_index desc, s.set_number desc
  rows between unbounded preceding and unbounded following);
comment on view private.record_numbers is
  'The numbers of each set that counts, by the kind of record they would make; and the last of an exercise in a workout has the sum.';

create view private.record_values with (security_invoker = true) as
select
  n.user_id, n.exercise_id, v.record_type, v.value::numeric(14, 3) as value,
  n.set_id, n.performed_at, n.session_id, n.order_index, n.set_number, n.local_date, n.is_last
from private.record_numbers as n
cross join lateral (
  values
    ('1rm'::public.record_type_enum, n.e1rm),
    ('set_volume', n.set_volume),
    ('total_volume', n.total_volume),
    ('max_weight', n.max_weight),
    ('max_reps', n.max_reps),
    ('longest_duration', n.longest_duration),
    ('farthest_distance', n.farthest_distance)
) as v (record_type, value)
where v.value > 0;
comment on view private.record_values is
  'Every value that could be a record: of each set that counts, and of each exercise in each workout.';

create view private.record_history with (security_invoker = true) as
select
  n.user_id, n.exercise_id, v.record_type, v.value::numeric(14, 3) as value,
  -- to be the first is to beat nothing
  nullif(v.best_before, 0)::numeric(14, 3) as previous_value,
  n.set_id, n.performed_at, n.session_id, n.local_date
from (
  select
    h.user_id, h.exercise_id, h.set_id, h.performed_at, h.session_id, h.local_date,
    h.e1rm, h.set_volume, h.total_volume, h.max_weight, h.max_reps, h.longest_duration, h.farthest_distance,
    coalesce(max(h.e1rm) over before, 0) as e1rm_before,
    coalesce(max(h.set_volume) over before, 0) as set_volume_before,
    coalesce(max(h.total_volume) over before, 0) as total_volume_before,
    coalesce(max(h.max_weight) over before, 0) as max_weight_before,
    coalesce(max(h.max_reps) over before, 0) as max_reps_before,
    coalesce(max(h.longest_duration) over before, 0) as longest_duration_before,
    coalesce(max(h.farthest_distance) over before, 0) as farthest_distance_before
  from private.record_numbers as h
  window before as (
    partition by h.user_id, h.exercise_id
    order by h.performed_at, h.session_id, h.order_index, h.set_number
    rows between unbounded preceding and 1 preceding)
) as n
cross join lateral (
  values
    ('1rm'::public.record_type_enum, n.e1rm, n.e1rm_before),
    ('set_volume', n.set_volume, n.set_volume_before),
    ('total_volume', n.total_volume, n.total_volume_before),
    ('max_weight', n.max_weight, n.max_weight_before),
    ('max_reps', n.max_reps, n.max_reps_before),
    ('longest_duration', n.longest_duration, n.longest_duration_before),
    ('farthest_distance', n.farthest_distance, n.farthest_distance_before)
) as v (record_type, value, best_before)
where v.value > v.best_before
  -- nearly all sets are out before their values are looked at one by one
  and (
    n.e1rm > n.e1rm_before or n.set_volume > n.set_volume_before or n.total_volume > n.total_volume_before
    or n.max_weight > n.max_weight_before or n.max_reps > n.max_reps_before
    or n.longest_duration > n.longest_duration_before or n.farthest_distance > n.farthest_distance_before);
comment on view private.record_history is 'Every value that was a record in its day, and the one it beat.';

-- Keeping the records
--
-- Both are planned once, for any size, and in the order that private.set_facts has: from the blocks of a person and an
-- exercise to their workouts and sets, through the indexes. Left to itself, without statistics for rows that have
-- just come in by the hundred thousand, the planner would go through everything for each of them. An import, which
-- reads its staging without nested loops, has them here: such a plan would stay with the session.

create function private.refresh_records(p_user_ids uuid[], p_exercise_ids uuid[])
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set join_collapse_limit = 1
as $$
begin
  if coalesce(cardinality(p_user_ids), 0) = 0 then
    return;
  end if;
  -- in one order for everyone, so that no two ever wait for each other
  perform private.lock_log(u.id) from (select distinct i.id from unnest(p_user_ids) as i (id) order by i.id) as u;

  with touched as materialized (
    -- a person who is being erased is gone already
    select p.user_id, array_agg(distinct p.exercise_id) as exercise_ids
    from unnest(p_user_ids, p_exercise_ids) as p (user_id, exercise_id)
    join public.users as u on u.id = p.user_id
    join public.exercises as e on e.id = p.exercise_id
    group by p.user_id
  ),
  best as materialized (
    -- of all that were records in their day, the highest still is
    select distinct on (v.user_id, v.exercise_id, v.record_type)
      v.user_id, v.exercise_id, v.record_type, v.value, v.previous_value, v.set_id, v.performed_at
    from touched as t
    -- person by person: `offset 0` keeps the planner from reading everybody's log at once
    cross join lateral (
      select h.user_id, h.exercise_id, h.record_type, h.value, h.previous_value, h.set_id, h.performed_at
      from private.record_history as h
      where h.user_id = t.user_id and h.exercise_id = any (t.exercise_ids)
      offset 0
    ) as v
    order by v.user_id, v.exercise_id, v.record_type, v.value desc
  ),
  fallen as (
    delete from public.personal_records as r
    using touched as t
    where r.user_id = t.user_id and r.exercise_id = any (t.exercise_ids)
      and not exists (
        select from best as b
        where b.user_id = r.user_id and b.exercise_id = r.exercise_id and b.record_type = r.record_type)
  )
  insert into public.personal_records as r (
    user_id, exercise_id, record_type, value, previous_value, set_id, achieved_at)
  select b.user_id, b.exercise_id, b.record_type, b.value, b.previous_value, b.set_id, b.performed_at
  from best as b
  where not exists (
    select from public.personal_records as s
    where s.user_id = b.user_id and s.exercise_id = b.exercise_id and s.record_type = b.record_type
      and (s.value, s.set_id, s.achieved_at) = (b.value, b.set_id, b.performed_at)
      and s.previous_value is not distinct from b.previous_value)
  on conflict (user_id, exercise_id, record_type) do update
    set value = excluded.value, previous_value = excluded.previous_value, set_id = excluded.set_id,
        achieved_at = excluded.achieved_at;
end
$$;
comment on function private.refresh_records(uuid[], uuid[]) is
  'Counts the records of these pairs of person and exercise anew, from the sets that stand.';

create function private.raise_records(p_user_id uuid, p_set_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set join_collapse_limit = 1
as $$
declare
  v_new   record;
  v_since timestamptz;
  v_ours  uuid[];
begin
  select b.exercise_id, b.session_id, b.order_index, s.set_number, s.performed_at
  into v_new
  from public.workout_sets as s
  join public.workout_session_exercises as b on b.user_id = s.user_id and b.id = s.session_exercise_id
  where s.user_id = p_user_id and s.id = p_set_id and b.exercise_id is not null and not s.is_warmup;
  if not found then
    return;
  end if;
  select min(s.performed_at), array_agg(s.id)
  into v_since, v_ours
  from public.workout_session_exercises as b
  join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
  where b.user_id = p_user_id and b.exercise_id = v_new.exercise_id and b.session_id = v_new.session_id
    and not s.is_warmup;

  -- A set entered late may have been a record in its day, and then what came after it beat something else. So may have
  -- the sum of a workout while another one went on.
  if exists (
    select
    from public.workout_session_exercises as b
    join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
    where b.user_id = p_user_id and b.exercise_id = v_new.exercise_id and b.session_id = v_new.session_id
      and (s.performed_at, b.order_index, s.set_number) > (v_new.performed_at, v_new.order_index, v_new.set_number))
    or exists (
    select
    from public.personal_records as r
    where r.user_id = p_user_id and r.exercise_id = v_new.exercise_id
      and case
        when r.set_id <> all (v_ours) then
          r.achieved_at >= case r.record_type when 'total_volume' then v_since else v_new.performed_at end
        -- the newest, not `exists`: for that the planner would go through everybody's sets, sure to meet one soon
        when r.record_type = 'total_volume' then (
          select max(s.performed_at)
          from public.workout_session_exercises as b
          join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
          where b.user_id = p_user_id and b.exercise_id = v_new.exercise_id and b.session_id <> v_new.session_id) >= v_since
      end)
  then
    perform private.refresh_records(array[p_user_id], array[v_new.exercise_id]);
    return;
  end if;

  insert into public.personal_records as r (
    user_id, exercise_id, record_type, value, previous_value, set_id, achieved_at)
  select
    v.user_id, v.exercise_id, v.record_type, v.value,
    -- the sum of a workout grows set by set, and beats that of another workout
    case when v.record_type = 'total_volume' and s.set_id = any (v_ours) then s.previous_value else s.value end,
    v.set_id, v.performed_at
  from private.record_values as v
  left join public.personal_records as s
    on s.user_id = p_user_id and s.exercise_id = v_new.exercise_id and s.record_type = v.record_type
  where v.user_id = p_user_id and v.session_id = v_new.session_id and v.exercise_id = v_new.exercise_id
    and v.set_id = p_set_id
    and (v.value > s.value or s.value is null)
  on conflict (user_id, exercise_id, record_type) do update
    set value = excluded.value, previous_value = excluded.previous_value, set_id = excluded.set_id,
        achieved_at = excluded.achieved_at;
end
$$;
comment on function private.raise_records(uuid, uuid) is
  'A new set raises the records it beats; if it is not the newest of its exercise, they are counted anew. For whoever has the turn in that log.';

create function private.records_after_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_nestloop = on
as $$
declare
  v_user_ids     uuid[];
  v_set_ids      uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(a.user_id), array_agg(a.id)
  into v_user_ids, v_set_ids
  from (select n.user_id, n.id from added as n limit 2) as a;
  if cardinality(v_set_ids) = 1 then
    perform private.lock_log(v_user_ids[1]);
    perform private.raise_records(v_user_ids[1], v_set_ids[1]);
    return null;
  end if;

  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from added as a
    join public.workout_session_exercises as b on b.user_id = a.user_id and b.id = a.session_exercise_id
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_insert() is 'New sets raise the records they beat.';

create function private.records_after_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from removed as o
    join added as n on n.id = o.id
    join public.workout_session_exercises as b
      on (b.user_id, b.id) in ((o.user_id, o.session_exercise_id), (n.user_id, n.session_exercise_id))
    where (o.session_exercise_id, o.set_number, o.set_type, o.reps, o.weight_kg, o.duration_seconds, o.distance_m, o.performed_at)
      is distinct from
          (n.session_exercise_id, n.set_number, n.set_type, n.reps, n.weight_kg, n.duration_seconds, n.distance_m, n.performed_at)
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_update() is 'Changed sets have the records of their exercises counted anew.';

create function private.records_after_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  -- where the block went too, its own trigger does this
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from removed as o
    join public.workout_session_exercises as b on b.user_id = o.user_id and b.id = o.session_exercise_id
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_delete() is 'Deleted sets give back the records they held.';

create function private.records_after_block_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct o.user_id, x.exercise_id
    from removed as o
    join added as n on n.id = o.id
    cross join lateral (values (o.exercise_id), (n.exercise_id)) as x (exercise_id)
    where (o.session_id, o.exercise_id, o.order_index) is distinct from (n.session_id, n.exercise_id, n.order_index)
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_block_update() is
  'A block moved, or given another exercise, has the records of its exercises counted anew.';

create function private.records_after_block_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (select distinct o.user_id, o.exercise_id from removed as o) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_block_delete() is
  'A block deleted has the records of its exercise counted anew.';

create function private.records_after_session()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from removed as o
    join added as n on n.id = o.id
    join public.workout_session_exercises as b on b.user_id = n.user_id and b.session_id = n.id
    -- the day decides which body weight counts
    where (o.status = 'abandoned', o.deleted_at is null, o.local_date)
      is distinct from (n.status = 'abandoned', n.deleted_at is null, n.local_date)
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_session() is
  'A workout deleted, restored, abandoned, taken up again or moved to another day has its records counted anew.';

create function private.records_after_measurement()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_nestloop = on
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from changed as c
    join public.workout_session_exercises as b on b.user_id = c.user_id
    join public.exercises as e on e.id = b.exercise_id
    where e.load_kind in ('bodyweight_reps', 'assisted_reps')
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_measurement() is
  'Another body weight is another load for whatever lifts the body.';

create function private.records_after_exercise()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_ids     uuid[];
  v_exercise_ids uuid[];
begin
  select array_agg(t.user_id), array_agg(t.exercise_id)
  into v_user_ids, v_exercise_ids
  from (
    select distinct b.user_id, b.exercise_id
    from removed as o
    join added as n on n.id = o.id
    join public.workout_session_exercises as b on b.exercise_id = n.id
    where (o.load_kind, o.bodyweight_share) is distinct from (n.load_kind, n.bodyweight_share)
  ) as t;
  perform private.refresh_records(v_user_ids, v_exercise_ids);
  return null;
end
$$;
comment on function private.records_after_exercise() is
  'An exercise whose numbers mean something else has its records counted anew.';

create trigger workout_sets_records_insert after insert on public.workout_sets
  referencing new table as added
  -- log_set() looks by itself whether there is anything to raise, and says so for its own transaction. From whoever
  -- the policies bind, that is no news.
  for each statement
  when (current_setting('workoutdb.raises_records', true) is distinct from pg_current_xact_id()::text
        or row_security_active('public.workout_sets'))
  execute function private.records_after_insert();
create trigger workout_sets_records_update after update on public.workout_sets
  referencing old table as removed new table as added
  for each statement execute function private.records_after_update();
create trigger workout_sets_records_delete after delete on public.workout_sets
  referencing old table as removed
  for each statement execute function private.records_after_delete();
create trigger workout_session_exercises_records_update after update on public.workout_session_exercises
  referencing old table as removed new table as added
  for each statement execute function private.records_after_block_update();
create trigger workout_session_exercises_records_delete after delete on public.workout_session_exercises
  referencing old table as removed
  for each statement execute function private.records_after_block_delete();
create trigger workout_sessions_records after update on public.workout_sessions
  referencing old table as removed new table as added
  for each statement execute function private.records_after_session();
create trigger body_measurements_records_insert after insert on public.body_measurements
  referencing new table as changed
  for each statement execute function private.records_after_measurement();
create trigger body_measurements_records_update after update on public.body_measurements
  referencing new table as changed
  for each statement execute function private.records_after_measurement();
create trigger body_measurements_records_delete after delete on public.body_measurements
  referencing old table as changed
  for each statement execute function private.records_after_measurement();
create trigger exercises_records after update on public.exercises
  referencing old table as removed new table as added
  for each statement execute function private.records_after_exercise();

-- a log that was there before this chapter, as after a rollback
select private.refresh_records(array_agg(p.user_id), array_agg(p.exercise_id))
from (
  select distinct b.user_id, b.exercise_id
  from public.workout_session_exercises as b
  where b.exercise_id is not null
) as p;

-- Policies and grants: one's own to read, nobody's to write

alter table public.personal_records enable row level security;
create policy personal_records_select on public.personal_records
  for select to authenticated
  using (user_id = any ((select private.open_logs() || (select auth.uid()))::uuid[]));

revoke all on public.personal_records from anon, authenticated;
grant select on public.personal_records to authenticated;
grant select on public.personal_records to service_role;
grant select on private.record_numbers, private.record_values, private.record_history to authenticated, service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.record_unit to authenticated, service_role;
revoke execute on function public.e1rm from public, anon, authenticated, service_role;
grant execute on function public.e1rm to authenticated, service_role;

-- What people do with their log: begin, log, correct, finish, look back.
--
-- Each act is one function and one transaction. It runs as its caller, so the policies decide what it can touch, and
-- it names the owner in every statement. A client may bring the id of what it makes; when a phone sends the same call
-- twice, the second changes nothing and gets the same row.
-- Acts that write a set take the person's row in `users` first, as the records do: two phones take turns, and a set's
-- number is simply the next one.

create type public.broken_record as (
  exercise_id    uuid,
  exercise_name  text,
  record_type    public.record_type_enum,
  value          numeric,
  unit           text,
  previous_value numeric,
  set_id         uuid,
  achieved_at    timestamptz,
  local_date     date
);
create type public.logged_set as (
  id                  uuid,
  session_id          uuid,
  session_exercise_id uuid,
  exercise_id         uuid,
  set_number          smallint,
  set_type            public.set_type_enum,
  reps                smallint,
  weight              numeric,
  weight_unit         public.weight_unit_enum,
  weight_kg           numeric,
  rpe                 numeric,
  rir                 smallint,
  duration_seconds    numeric,
  distance_m          numeric,
  rest_time_seconds   integer,
  notes               text,
  performed_at        timestamptz,
  records             public.broken_record[]
);
create type public.workout_detail as (
  workout   public.workout_sessions,
  exercises public.workout_session_exercises[],
  sets      public.workout_sets[]
);
create type public.workout_entry as (
  session_id       uuid,
  template_id      uuid,
  name             text,
  status           public.session_status_enum,
  started_at       timestamptz,
  completed_at     timestamptz,
  local_date       date,
  duration_seconds bigint,
  exercise_count   integer,
  set_count        integer,
  rep_count        integer,
  volume_kg        numeric
);
create type public.workout_summary as (
  workout public.workout_entry,
  records public.broken_record[]
);
comment on type public.broken_record is
  'A record as it was broken: value in unit, and the value that stood before, unknown where there was none. May be null: previous_value.';
comment on type public.logged_set is
  'A set as it stands in the log, with the records it holds. May be null: exercise_id, reps, weight, weight_kg, rpe, rir, duration_seconds, distance_m, rest_time_seconds, notes.';
comment on type public.workout_detail is 'A workout with its blocks in order and their sets in order. May be null: nothing.';
comment on type public.workout_entry is
  'A workout in numbers: seconds from start to end, exercises, sets and repetitions without warm-ups, volume load in kg. May be null: template_id, name, completed_at, duration_seconds.';
comment on type public.workout_summary is 'A workout in numbers, with the records broken in it. May be null: nothing.';

create view private.workout_numbers with (security_invoker = true) as
select
  w.user_id, w.id as session_id, w.template_id, w.name, w.status, w.started_at, w.completed_at, w.local_date,
  w.deleted_at,
  extract(epoch from w.completed_at - w.started_at)::bigint as duration_seconds,
  n.exercise_count, n.set_count, n.rep_count, n.volume_kg
from public.workout_sessions as w
cross join lateral (
  select
    (count(distinct coalesce(f.exercise_id::text, f.exercise_name)) filter (where not f.is_warmup))::integer as exercise_count,
    (count(*) filter (where f.is_counted_set))::integer as set_count,
    coalesce(sum(f.reps) filter (where not f.is_warmup), 0)::integer as rep_count,
    coalesce(sum(f.volume_kg) filter (where not f.is_warmup), 0) as volume_kg
  from private.set_facts as f
  where f.user_id = w.user_id and f.session_id = w.id
) as n;
comment on view private.workout_numbers is 'Each workout with its counts; those of an abandoned or deleted one are 0.';

-- Looking things up

create function private.check_workout(p_name text, p_notes text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.raise_faults('The workout has faults', array_remove(array[
    private.field_fault(to_jsonb(p_name), 'p_name', 'text', 1, 255),
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null));
end
$$;
comment on function private.check_workout(text, text) is 'Raises PT422 for texts that a workout can''t have.';

create function private.find_workout(p_user_id uuid, p_session_id uuid)
returns public.workout_sessions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_workout public.workout_sessions;
begin
  select w.* into v_workout
  from public.workout_sessions as w
  where w.user_id = p_user_id and w.id = p_session_id and w.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such workout of yours', detail = format('p_session_id = %s', coalesce(p_session_id::text, 'null')),
      hint = 'workout_history() lists your own; restore_workout() brings back a deleted one.';
  end if;
  return v_workout;
end
$$;
comment on function private.find_workout(uuid, uuid) is 'A person''s workout; PT404 if it is not there, not theirs, or deleted.';

create function private.check_set(
  p_reps              integer,
  p_weight            numeric,
  p_rpe               numeric,
  p_rir               integer,
  p_duration_seconds  numeric,
  p_distance_m        numeric,
  p_rest_time_seconds integer
)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- most sets are a weight and repetitions, and no more
  if p_reps between 0 and 9999 and p_weight between 0 and 9999.999
     and num_nulls(p_rpe, p_rir, p_duration_seconds, p_distance_m, p_rest_time_seconds) = 5 then
    return;
  end if;
  -- null is between anything, and NaN is above every number
  if (p_reps between 0 and 9999) is not false
     and (p_weight between 0 and 9999.999) is not false
     and (p_rpe between 1 and 10 and p_rpe * 2 = trunc(p_rpe * 2)) is not false
     and (p_rir between 0 and 20) is not false
     and (p_duration_seconds between 0 and 1000000) is not false
     and (p_distance_m between 0 and 9999999) is not false
     and (p_rest_time_seconds between 0 and 86400) is not false then
    return;
  end if;
  raise exception using
    errcode = 'PT422',
    message = 'A set can''t be like this',
    detail  = concat_ws(e'\n',
      case when p_reps not between 0 and 9999 then format('p_reps = %s: expected 0 to 9999', p_reps) end,
      case when not (p_weight between 0 and 9999.999) then format('p_weight = %s: expected 0 to 9999.999', p_weight) end,
      case when not (p_rpe between 1 and 10 and p_rpe * 2 = trunc(p_rpe * 2)) then format('p_rpe = %s: expected 1 to 10 in halves', p_rpe) end,
      case when p_rir not between 0 and 20 then format('p_rir = %s: expected 0 to 20', p_rir) end,
      case when not (p_duration_seconds between 0 and 1000000) then format('p_duration_seconds = %s: expected 0 to 1000000', p_duration_seconds) end,
      case when not (p_distance_m between 0 and 9999999) then format('p_distance_m = %s: expected 0 to 9999999', p_distance_m) end,
      case when p_rest_time_seconds not between 0 and 86400 then format('p_rest_time_seconds = %s: expected 0 to 86400', p_rest_time_seconds) end),
    hint    = 'Mend the values named above, or leave out what is not known.';
end
$$;
comment on function private.check_set(integer, numeric, numeric, integer, numeric, numeric, integer) is
  'Raises PT422, naming each value that no set can have.';

create function private.show_set(
  p_set               public.workout_sets,
  p_block             public.workout_session_exercises,
  p_may_hold_a_record boolean default true
)
returns public.logged_set
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_records public.broken_record[] := '{}'::public.broken_record[];
begin
  if p_may_hold_a_record then
    v_records := array(
      select row(r.exercise_id, p_block.exercise_name, r.record_type, r.value, r.unit, r.previous_value, r.set_id,
                 r.achieved_at, w.local_date)::public.broken_record
      from public.personal_records as r
      join public.workout_sessions as w on w.user_id = r.user_id and w.id = p_block.session_id
      where r.user_id = p_set.user_id and r.set_id = p_set.id
      order by r.record_type);
  end if;
  return row(
    p_set.id, p_block.session_id, p_block.id, p_block.exercise_id, p_set.set_number, p_set.set_type, p_set.reps,
    p_set.weight, p_set.weight_unit, p_set.weight_kg, p_set.rpe, p_set.rir, p_set.duration_seconds, p_set.distance_m,
    p_set.rest_time_seconds, p_set.notes, p_set.performed_at, v_records)::public.logged_set;
end
$$;
comment on function private.show_set(public.workout_sets, public.workout_session_exercises, boolean) is
  'A set of a block with the records it holds, and what each of them beat.';

create function private.find_set(p_user_id uuid, p_set_id uuid)
returns public.workout_session_exercises
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block public.workout_session_exercises;
begin
  select b.* into v_block
  from public.workout_sets as s
  join public.workout_session_exercises as b on b.user_id = s.user_id and b.id = s.session_exercise_id
  join public.workout_sessions as w on w.user_id = b.user_id and w.id = b.session_id
  where s.user_id = p_user_id and s.id = p_set_id and w.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such set of yours', detail = format('p_set_id = %s', coalesce(p_set_id::text, 'null')),
      hint = 'It may be deleted, or its workout; get_workout() lists the sets of a workout.';
  end if;
  return v_block;
end
$$;
comment on function private.find_set(uuid, uuid) is 'The block of a person''s set; PT404 if the set is not there, not theirs, or its workout is deleted.';

-- A workout from its beginning to its end

create function public.get_workout(p_session_id uuid, p_user_id uuid default null)
returns public.workout_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
  v_detail  public.workout_detail;
begin
  v_detail.workout := private.find_workout(v_user_id, p_session_id);
  v_detail.exercises := array(
    select b
    from public.workout_session_exercises as b
    where b.user_id = v_user_id and b.session_id = p_session_id
    order by b.order_index);
  v_detail.sets := array(
    select s
    from public.workout_session_exercises as b
    join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
    where b.user_id = v_user_id and b.session_id = p_session_id
    order by b.order_index, s.set_number);
  return v_detail;
end
$$;
comment on function public.get_workout(uuid, uuid) is
  'A workout of one''s own, or of the athlete p_user_id: its blocks in order, and their sets in order. Raises PT404 if it is not there.';

create function public.start_workout(
  p_template_id uuid default null,
  p_name        text default null,
  p_started_at  timestamptz default null,
  p_timezone    text default null,
  p_notes       text default null,
  p_id          uuid default null
)
returns public.workout_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_id       uuid := coalesce(p_id, private.new_id());
  v_template public.workout_templates;
begin
  if p_id is not null and exists (select from public.workout_sessions as w where w.user_id = v_user_id and w.id = p_id) then
    return public.get_workout(p_id);
  end if;
  if p_template_id is not null then
    v_template := private.find_template(v_user_id, p_template_id);
  end if;
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.check_instant(p_started_at, 'p_started_at');
  perform private.check_workout(p_name, p_notes);

  insert into public.workout_sessions (id, user_id, template_id, name, started_at, timezone, notes)
  select v_id, v_user_id, p_template_id, coalesce(p_name, v_template.name), coalesce(p_started_at, now()),
         coalesce(p_timezone, u.timezone), p_notes
  from public.users as u
  where u.id = v_user_id;
  insert into public.workout_session_exercises (
    user_id, session_id, exercise_id, exercise_name, order_index, superset_group, target_sets, target_reps_min,
    target_reps_max, target_duration_seconds, target_rpe, target_rir, rest_time_seconds, notes)
  select v_user_id, v_id, e.exercise_id, e.exercise_name, e.order_index, e.superset_group, e.sets, e.reps_min,
         e.reps_max, e.target_duration_seconds, e.target_rpe, e.target_rir, e.rest_time_seconds, e.notes
  from public.workout_template_exercises as e
  where e.user_id = v_user_id and e.template_id = p_template_id;
  return public.get_workout(v_id);
end
$$;
comment on function public.start_workout(uuid, text, timestamptz, text, text, uuid) is
  'Begins a workout and returns it; from a template it takes a copy of what that asks for. Starts now, in the person''s zone, unless told otherwise. The same p_id again returns what is there. Raises PT404 for an unknown template, PT422 for an unknown zone.';

create function public.update_workout(
  p_session_id   uuid,
  p_name         text default null,
  p_started_at   timestamptz default null,
  p_completed_at timestamptz default null,
  p_timezone     text default null,
  p_notes        text default null
)
returns public.workout_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_workout public.workout_sessions;
begin
  v_workout := private.find_workout(v_user_id, p_session_id);
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.check_instant(p_started_at, 'p_started_at');
  perform private.check_instant(p_completed_at, 'p_completed_at');
  perform private.check_workout(p_name, p_notes);
  if coalesce(p_completed_at, v_workout.completed_at) < coalesce(p_started_at, v_workout.started_at) then
    raise exception using
      errcode = 'PT422', message = 'A workout can''t end before it starts',
      detail = format('p_completed_at = %s, p_started_at = %s', coalesce(p_completed_at, v_workout.completed_at),
                      coalesce(p_started_at, v_workout.started_at)),
      hint = 'Give both ends.';
  end if;
  update public.workout_sessions as w
  set name         = coalesce(p_name, w.name),
      started_at   = coalesce(p_started_at, w.started_at),
      completed_at = coalesce(p_completed_at, w.completed_at),
      timezone     = coalesce(p_timezone, w.timezone),
      notes        = coalesce(p_notes, w.notes)
  where w.user_id = v_user_id and w.id = p_session_id;
  -- the sets move with their workout
  if p_started_at <> v_workout.started_at then
    update public.workout_sets as s
    set performed_at = s.performed_at + (p_started_at - v_workout.started_at)
    from public.workout_session_exercises as b
    where b.user_id = v_user_id and b.session_id = p_session_id
      and s.user_id = v_user_id and s.session_exercise_id = b.id;
  end if;
  return public.get_workout(p_session_id);
end
$$;
comment on function public.update_workout(uuid, text, timestamptz, timestamptz, text, text) is
  'Changes what is given of a workout and returns it; a new start moves its sets along. Raises PT404 if it is not one''s own, PT422 for an unknown zone or an end before the start.';

create function public.add_workout_exercise(
  p_session_id     uuid,
  p_exercise_id    uuid,
  p_superset_group smallint default null,
  p_notes          text default null,
  p_id             uuid default null
)
returns public.workout_session_exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_block   public.workout_session_exercises;
begin
  select b.* into v_block from public.workout_session_exercises as b where b.user_id = v_user_id and b.id = p_id;
  if found then
    return v_block;
  end if;
  perform private.raise_faults('The block has faults', array_remove(array[
    private.field_fault(to_jsonb(p_superset_group), 'p_superset_group', 'integer', 0, 999),
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null));
  if (private.find_workout(v_user_id, p_session_id)).status <> 'in_progress' then
    raise exception using
      errcode = 'PT409', message = 'This workout is over',
      detail = (select format('status = %s', w.status) from public.workout_sessions as w where w.user_id = v_user_id and w.id = p_session_id),
      hint = 'resume_workout() takes it up again.';
  end if;

  insert into public.workout_session_exercises (
    id, user_id, session_id, exercise_id, exercise_name, order_index, superset_group, rest_time_seconds, notes)
  select
    -- a phone that was away may still know an exercise that was merged
    coalesce(p_id, private.new_id()), v_user_id, p_session_id, coalesce(e.merged_into, e.id), e.name,
    (select coalesce(max(b.order_index) + 1, 0)
     from public.workout_session_exercises as b
     where b.user_id = v_user_id and b.session_id = p_session_id),
    p_superset_group, e.default_rest_time_seconds, p_notes
  from public.exercises as e
  where e.id = p_exercise_id and (e.owner_id is null or e.owner_id = v_user_id)
  returning * into v_block;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise', detail = format('p_exercise_id = %s', coalesce(p_exercise_id::text, 'null')),
      hint = 'search_exercises() finds it by name; create_exercise() makes your own.';
  end if;
  return v_block;
end
$$;
comment on function public.add_workout_exercise(uuid, uuid, smallint, text, uuid) is
  'Adds a block for an exercise at the end of a workout and returns it; log_set() goes to the newest block of its exercise. Raises PT404 for an unknown workout or exercise, PT409 if the workout is over.';

create function private.block_for(p_user_id uuid, p_session_id uuid, p_exercise_id uuid)
returns public.workout_session_exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block public.workout_session_exercises;
begin
  select b.* into v_block
  from public.exercises as e
  join public.workout_session_exercises as b
    on b.user_id = p_user_id and b.session_id = p_session_id and b.exercise_id = e.merged_into
  where e.id = p_exercise_id and (e.owner_id is null or e.owner_id = p_user_id)
  order by b.order_index desc
  limit 1;
  if found then
    return v_block;
  end if;
  return public.add_workout_exercise(p_session_id, p_exercise_id);
end
$$;
comment on function private.block_for(uuid, uuid, uuid) is
  'The block for an exercise that a workout has none of under this id: of the one it was merged into, or a new one.';

-- Definer, for oneself alone, and every statement names who that is: under the policies, looking would take as long
-- again as writing. It is what people do all day, so it looks once, writes once, and compares as it writes.
create function private.log_set(
  p_session_id          uuid,
  p_exercise_id         uuid,
  p_reps                integer,
  p_weight              numeric,
  p_weight_unit         public.weight_unit_enum,
  p_rpe                 numeric,
  p_rir                 integer,
  p_set_type            public.set_type_enum,
  p_duration_seconds    numeric,
  p_distance_m          numeric,
  p_rest_time_seconds   integer,
  p_notes               text,
  p_performed_at        timestamptz,
  p_session_exercise_id uuid,
  p_id                  uuid
)
returns public.logged_set
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- planning would take longer than the work
set plan_cache_mode = force_generic_plan
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_block_id uuid := p_session_exercise_id;
  v_block    public.workout_session_exercises;
  v_set      public.workout_sets;
  v_now      record;
  v_new      record;
begin
  perform private.check_set(p_reps, p_weight, p_rpe, p_rir, p_duration_seconds, p_distance_m, p_rest_time_seconds);
  if p_reps is null and p_duration_seconds is null and p_distance_m is null then
    raise exception using
      errcode = 'PT422', message = 'A set needs repetitions, a duration or a distance', detail = 'p_reps = null',
      hint = 'Give p_reps, p_duration_seconds or p_distance_m; 0 repetitions is a failed attempt.';
  end if;
  if p_exercise_id is null and p_session_exercise_id is null then
    raise exception using
      errcode = 'PT422', message = 'A set needs an exercise', detail = 'p_exercise_id = null',
      hint = 'Give p_exercise_id or p_session_exercise_id.';
  end if;
  if p_notes is not null or p_performed_at is not null then
    perform private.check_instant(p_performed_at, 'p_performed_at');
    perform private.check_workout(null, p_notes);
  end if;

  -- a phone that resends gets what is there
  if p_id is not null then
    select s.* into v_set from public.workout_sets as s where s.user_id = v_user_id and s.id = p_id;
    if found then
      v_block := private.find_set(v_user_id, p_id);
      if v_block.session_id <> p_session_id then
        raise exception using
          errcode = 'PT409', message = 'This id is a set of another workout', detail = format('p_id = %s', p_id),
          hint = 'An id that one makes must be new: use a UUID.';
      end if;
      return private.show_set(v_set, v_block);
    end if;
  end if;

  loop
    -- the workout; the block, which is the newest of the exercise; and what was done of that here so far
    select w.status, u.unit_system, b.block, e.load_kind, t.last_number, t.volume_kg, t.since, t.set_ids
    into v_now
    from public.workout_sessions as w
    join public.users as u on u.id = w.user_id
    left join lateral (
      select c as block, c.id, c.exercise_id
      from public.workout_session_exercises as c
      where c.user_id = v_user_id and c.session_id = p_session_id
        and (c.id = v_block_id or v_block_id is null and c.exercise_id = p_exercise_id)
      order by c.order_index desc
      limit 1
    ) as b on true
    left join public.exercises as e on e.id = b.exercise_id
    cross join lateral (
      select
        max(s.set_number) filter (where c.id = b.id) as last_number,
        coalesce(sum(s.weight_kg * s.reps) filter (where not s.is_warmup), 0) as volume_kg,
        min(s.performed_at) filter (where not s.is_warmup) as since,
        array_agg(s.id) as set_ids
      from public.workout_session_exercises as c
      join public.workout_sets as s on s.user_id = c.user_id and s.session_exercise_id = c.id
      where c.user_id = v_user_id and c.session_id = p_session_id and (c.id = b.id or c.exercise_id = b.exercise_id)
    ) as t
    where w.user_id = v_user_id and w.id = p_session_id and w.deleted_at is null;
    if not found then
      perform private.find_workout(v_user_id, p_session_id);
    end if;
    if v_now.status <> 'in_progress' then
      raise exception using
        errcode = 'PT409', message = 'This workout is over', detail = format('status = %s', v_now.status),
        hint = 'resume_workout() takes it up again; edit_set() corrects a set without that.';
    end if;
    exit when (v_now.block).id is not null;
    if v_block_id is not null then
      raise exception using
        errcode = 'PT404',
        message = 'No such block in this workout',
        detail  = format('p_session_exercise_id = %s', v_block_id),
        hint    = 'get_workout() lists them; with p_exercise_id alone the block is found or made.';
    end if;
    v_block_id := (private.block_for(v_user_id, p_session_id, p_exercise_id)).id;
  end loop;
  if p_session_exercise_id is not null and (v_now.block).exercise_id <> p_exercise_id then
    raise exception using
      errcode = 'PT422', message = 'This block is for another exercise',
      detail = format('p_exercise_id = %s: expected %s', p_exercise_id, (v_now.block).exercise_id),
      hint = 'Give one of the two.';
  end if;
  if v_now.last_number >= 9999 then
    raise exception using
      errcode = 'PT409', message = 'This block is full', detail = format('set_number = %s', v_now.last_number),
      hint = 'add_workout_exercise() begins another block for its exercise.';
  end if;

  perform set_config('workoutdb.raises_records', pg_current_xact_id()::text, true);
  insert into public.workout_sets as s (
    id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir, duration_seconds,
    distance_m, rest_time_seconds, notes, performed_at)
  values (
    coalesce(p_id, private.new_id()), v_user_id, (v_now.block).id, coalesce(v_now.last_number, 0) + 1,
    coalesce(p_set_type, 'working'), p_reps, p_weight,
    coalesce(p_weight_unit, case v_now.unit_system when 'imperial' then 'lb' else 'kg' end::public.weight_unit_enum),
    p_rpe, p_rir, p_duration_seconds, p_distance_m, p_rest_time_seconds, p_notes, coalesce(p_performed_at, now()))
  returning
    s as made,
    -- Most sets beat nothing, and that is cheap to see: every record of the exercise is older, and as high as the
    -- number of the set that would feed it. raise_records() looks at the rest, and at what lifts the body.
    not s.is_warmup and (
      select count(*)
      from public.personal_records as r
      where r.user_id = v_user_id and r.exercise_id = (v_now.block).exercise_id
        and r.achieved_at < s.performed_at
        and r.value >= coalesce(
          case r.record_type
            -- e1rm() is never above this
            when '1rm' then case when s.reps <= 12 then s.weight_kg * (30 + s.reps) / 30 end
            when 'set_volume' then s.weight_kg * s.reps
            -- that of another workout, unless the two are done at once
            when 'total_volume' then case when r.set_id = any (v_now.set_ids) or (v_now.since > r.achieved_at) is not false
              then v_now.volume_kg + s.weight_kg * s.reps else 'infinity' end
            when 'max_weight' then s.weight_kg
            when 'max_reps' then s.reps
            when 'longest_duration' then s.duration_seconds
            when 'farthest_distance' then s.distance_m
          end, 0))
    is distinct from
    -- how many kinds of record an exercise has
    case v_now.load_kind
      when 'weight_reps' then 5
      when 'weight_duration' then 2
      when 'weight_distance' then 2
      when 'distance_duration' then 2
      when 'reps' then 1
      when 'duration' then 1
    end as may_count
  into v_new;
  perform set_config('workoutdb.raises_records', '', true);
  if v_new.may_count then
    perform private.raise_records(v_user_id, (v_new.made).id);
  end if;
  return private.show_set(v_new.made, v_now.block, v_new.may_count);
end
$$;
comment on function private.log_set(
  uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric,
  integer, text, timestamptz, uuid, uuid) is
  'The work of public.log_set().';

create function public.log_set(
  p_session_id          uuid,
  p_exercise_id         uuid default null,
  p_reps                integer default null,
  p_weight              numeric default null,
  p_weight_unit         public.weight_unit_enum default null,
  p_rpe                 numeric default null,
  p_rir                 integer default null,
  p_set_type            public.set_type_enum default 'working',
  p_duration_seconds    numeric default null,
  p_distance_m          numeric default null,
  p_rest_time_seconds   integer default null,
  p_notes               text default null,
  p_performed_at        timestamptz default null,
  p_session_exercise_id uuid default null,
  p_id                  uuid default null
)
returns public.logged_set
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.log_set(
    p_session_id, p_exercise_id, p_reps, p_weight, p_weight_unit, p_rpe, p_rir, p_set_type, p_duration_seconds,
    p_distance_m, p_rest_time_seconds, p_notes, p_performed_at, p_session_exercise_id, p_id);
end
$$;
comment on function public.log_set(
  uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric,
  integer, text, timestamptz, uuid, uuid) is
  'Logs a set, numbered next in its block, and returns it with the records it broke. The block is p_session_exercise_id, or the newest one of p_exercise_id, made if need be. The weight is in p_weight_unit, else in the person''s unit. It was done at p_performed_at, else now, which is the same for all of a transaction. The same p_id again changes nothing and returns the set as it is. Raises PT404 for an unknown workout, block or exercise, PT409 if the workout is over or the block has 9999 sets, PT422 for values no set can have.';

create function public.edit_set(
  p_set_id            uuid,
  p_reps              integer default null,
  p_weight            numeric default null,
  p_weight_unit       public.weight_unit_enum default null,
  p_rpe               numeric default null,
  p_rir               integer default null,
  p_set_type          public.set_type_enum default null,
  p_duration_seconds  numeric default null,
  p_distance_m        numeric default null,
  p_rest_time_seconds integer default null,
  p_notes             text default null,
  p_performed_at      timestamptz default null,
  p_clear             text[] default '{}'
)
returns public.logged_set
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id   uuid := private.lock_my_log();
  v_block     public.workout_session_exercises;
  v_set       public.workout_sets;
  v_clearable constant text[] := array['reps', 'weight', 'rpe', 'rir', 'duration_seconds', 'distance_m', 'rest_time_seconds', 'notes'];
begin
  perform private.check_set(p_reps, p_weight, p_rpe, p_rir, p_duration_seconds, p_distance_m, p_rest_time_seconds);
  perform private.check_instant(p_performed_at, 'p_performed_at');
  perform private.check_workout(null, p_notes);
  if not p_clear <@ v_clearable then
    raise exception using
      errcode = 'PT422', message = 'Only what may be unknown can be cleared', detail = format('p_clear = %s', p_clear),
      hint = 'p_clear takes ' || array_to_string(v_clearable, ', ') || '.';
  end if;

  v_block := private.find_set(v_user_id, p_set_id);
  update public.workout_sets as s
  set reps              = case when 'reps' = any (p_clear) then null else coalesce(p_reps, s.reps) end,
      weight            = case when 'weight' = any (p_clear) then null else coalesce(p_weight, s.weight) end,
      weight_unit       = coalesce(p_weight_unit, s.weight_unit),
      rpe               = case when 'rpe' = any (p_clear) then null else coalesce(p_rpe, s.rpe) end,
      rir               = case when 'rir' = any (p_clear) then null else coalesce(p_rir, s.rir) end,
      set_type          = coalesce(p_set_type, s.set_type),
      duration_seconds  = case when 'duration_seconds' = any (p_clear) then null else coalesce(p_duration_seconds, s.duration_seconds) end,
      distance_m        = case when 'distance_m' = any (p_clear) then null else coalesce(p_distance_m, s.distance_m) end,
      rest_time_seconds = case when 'rest_time_seconds' = any (p_clear) then null else coalesce(p_rest_time_seconds, s.rest_time_seconds) end,
      notes             = case when 'notes' = any (p_clear) then null else coalesce(p_notes, s.notes) end,
      performed_at      = coalesce(p_performed_at, s.performed_at)
  where s.user_id = v_user_id and s.id = p_set_id
  returning s.* into v_set;
  return private.show_set(v_set, v_block);
end
$$;
comment on function public.edit_set(
  uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric, integer,
  text, timestamptz, text[]) is
  'Corrects a set, whether its workout is over or not, and returns it with the records it holds now; what is not given stays, and what is to be unknown again is named: p_clear => ''{rpe}''. Raises PT404 if it is not one''s own, PT422 for values no set can have.';

-- Nobody may give a set a number above 9999, but on the way: hence definer, for one's own block.
create function private.close_gap(p_session_exercise_id uuid, p_set_number smallint)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  -- in two steps, for a number can't be taken before it is left
  update public.workout_sets as s
  set set_number = s.set_number + 10000
  where s.user_id = v_user_id and s.session_exercise_id = p_session_exercise_id
    and s.set_number between p_set_number + 1 and 9999;
  update public.workout_sets as s
  set set_number = s.set_number - 10001
  where s.user_id = v_user_id and s.session_exercise_id = p_session_exercise_id and s.set_number > 10000;
end
$$;
comment on function private.close_gap(uuid, smallint) is 'The sets of one''s block after a number move up by one.';

create function public.delete_set(p_set_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_set     public.workout_sets;
begin
  perform private.find_set(v_user_id, p_set_id);
  delete from public.workout_sets as s where s.user_id = v_user_id and s.id = p_set_id returning s.* into v_set;

  perform private.close_gap(v_set.session_exercise_id, v_set.set_number);
end
$$;
comment on function public.delete_set(uuid) is
  'Deletes a set; those after it move up, and a record it held goes back to where it belongs. Raises PT404 if it is not one''s own.';

create function public.get_workout_summary(p_session_id uuid, p_user_id uuid default null)
returns public.workout_summary
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
  v_summary public.workout_summary;
  -- as an array, for it is then found through the index
  v_exercise_ids uuid[] := array(
    select b.exercise_id
    from public.workout_session_exercises as b
    where b.user_id = v_user_id and b.session_id = p_session_id and b.exercise_id is not null);
begin
  perform private.find_workout(v_user_id, p_session_id);
  select row(n.session_id, n.template_id, n.name, n.status, n.started_at, n.completed_at, n.local_date, n.duration_seconds,
             n.exercise_count, n.set_count, n.rep_count, n.volume_kg)::public.workout_entry
  into v_summary.workout
  from private.workout_numbers as n
  where n.user_id = v_user_id and n.session_id = p_session_id;
  v_summary.records := array(
    select row(h.exercise_id, e.name, h.record_type, h.value, private.record_unit(h.record_type), h.previous_value,
               h.set_id, h.performed_at, h.local_date)::public.broken_record
    from private.record_history as h
    join public.exercises as e on e.id = h.exercise_id
    where h.user_id = v_user_id
      and h.session_id = p_session_id
      and h.exercise_id = any (v_exercise_ids)
    order by e.name, h.record_type, h.value);
  return v_summary;
end
$$;
comment on function public.get_workout_summary(uuid, uuid) is
  'A workout of one''s own, or of the athlete p_user_id, in numbers, with the records that were broken in it. Raises PT404 if it is not there.';

create function public.finish_workout(p_session_id uuid, p_completed_at timestamptz default null, p_notes text default null)
returns public.workout_summary
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_workout public.workout_sessions;
begin
  v_workout := private.find_workout(v_user_id, p_session_id);
  if v_workout.status = 'abandoned' then
    raise exception using
      errcode = 'PT409', message = 'This workout was abandoned', detail = 'status = abandoned',
      hint = 'resume_workout() takes it up again.';
  end if;
  perform private.check_instant(p_completed_at, 'p_completed_at');
  perform private.check_workout(null, p_notes);
  if p_completed_at < v_workout.started_at then
    raise exception using
      errcode = 'PT422', message = 'A workout can''t end before it starts',
      detail = format('p_completed_at = %s, started_at = %s', p_completed_at, v_workout.started_at),
      hint = 'update_workout() changes the start.';
  end if;
  -- a phone that sends it twice gets the same end
  if v_workout.status = 'in_progress' then
    update public.workout_sessions as w
    set status       = 'completed',
        completed_at = coalesce(p_completed_at, greatest(now(), w.started_at)),
        notes        = coalesce(p_notes, w.notes)
    where w.user_id = v_user_id and w.id = p_session_id;
  end if;
  return public.get_workout_summary(p_session_id);
end
$$;
comment on function public.finish_workout(uuid, timestamptz, text) is
  'Ends a workout, now unless told otherwise, and returns it in numbers with the records broken in it; again, it changes nothing. Raises PT404 if it is not one''s own, PT409 if it was abandoned, PT422 for an end before the start.';

create function private.set_workout_status(
  p_session_id uuid,
  p_from       public.session_status_enum[],
  p_to         public.session_status_enum,
  p_hint       text
)
returns public.workout_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_workout public.workout_sessions;
begin
  v_workout := private.find_workout(v_user_id, p_session_id);
  if v_workout.status = p_to then
    return v_workout;
  end if;
  if v_workout.status <> all (p_from) then
    raise exception using
      errcode = 'PT409', message = format('This workout is %s', replace(v_workout.status::text, '_', ' ')),
      detail = format('status = %s', v_workout.status), hint = p_hint;
  end if;
  update public.workout_sessions as w
  set status = p_to, completed_at = null
  where w.user_id = v_user_id and w.id = p_session_id
  returning w.* into v_workout;
  return v_workout;
end
$$;
comment on function private.set_workout_status(uuid, public.session_status_enum[], public.session_status_enum, text) is
  'Takes a workout that is not at its end from one status to another; PT409 from any other.';

create function public.resume_workout(p_session_id uuid)
returns public.workout_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.set_workout_status(p_session_id, '{completed, abandoned}', 'in_progress', null);
end
$$;
comment on function public.resume_workout(uuid) is
  'Takes up a finished or abandoned workout again, so that sets can be logged to it. Raises PT404 if it is not one''s own.';

create function public.abandon_workout(p_session_id uuid)
returns public.workout_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.set_workout_status(
    p_session_id, '{in_progress}', 'abandoned', 'delete_workout() takes a finished one away.');
end
$$;
comment on function public.abandon_workout(uuid) is
  'Gives up a workout in progress: it stays, but its sets count for nothing. Raises PT404 if it is not one''s own, PT409 if it is finished.';

create function public.delete_workout(p_session_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_workout(v_user_id, p_session_id);
  update public.workout_sessions as w set deleted_at = now() where w.user_id = v_user_id and w.id = p_session_id;
end
$$;
comment on function public.delete_workout(uuid) is
  'Deletes a workout: it is seen no more, and its records go back to where they belong. restore_workout() undoes it. Raises PT404 if it is not one''s own.';

create function public.restore_workout(p_session_id uuid)
returns public.workout_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  update public.workout_sessions as w
  set deleted_at = null
  where w.user_id = v_user_id and w.id = p_session_id and w.deleted_at is not null;
  return public.get_workout(p_session_id);
end
$$;
comment on function public.restore_workout(uuid) is
  'Brings back a deleted workout, with the records it holds, and returns it. Raises PT404 if it is not one''s own.';

-- Grants

revoke execute on all functions in schema private from public;
grant select on private.workout_numbers to authenticated, service_role;
grant execute on function
  private.find_workout, private.check_set, private.show_set, private.find_set, private.block_for,
  private.check_workout, private.close_gap, private.set_workout_status, private.log_set
  to authenticated;
revoke execute on function
  public.get_workout, public.start_workout, public.update_workout, public.add_workout_exercise, public.log_set,
  public.edit_set, public.delete_set, public.get_workout_summary, public.finish_workout, public.resume_workout,
  public.abandon_workout, public.delete_workout, public.restore_workout
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_workout, public.start_workout, public.update_workout, public.add_workout_exercise, public.log_set,
  public.edit_set, public.delete_set, public.get_workout_summary, public.finish_workout, public.resume_workout,
  public.abandon_workout, public.delete_workout, public.restore_workout
  to authenticated;

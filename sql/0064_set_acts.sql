-- What people do with a set: log it, correct it, delete it.
--
-- Logging a set is what they do all day, on a bench, with a phone that may send it twice. So one call numbers the set,
-- which is simply the next one in its block, makes the block if need be, and says at once which records it broke.
-- That call alone is above the policies, as a definer for oneself: it reads all it needs in one statement, and compares
-- the set with the records as it writes it. A set is corrected as its caller, like everything else, and then the
-- records of its exercise are counted anew.

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
comment on type public.logged_set is
  'A set as it stands in the log, with the records it holds. May be null: exercise_id, reps, weight, weight_kg, rpe, rir, duration_seconds, distance_m, rest_time_seconds, notes.';

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
-- again as writing.
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

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function
  private.check_set, private.show_set, private.find_set, private.block_for, private.log_set, private.close_gap
  to authenticated;
revoke execute on function public.log_set, public.edit_set, public.delete_set
  from public, anon, authenticated, service_role;
grant execute on function public.log_set, public.edit_set, public.delete_set to authenticated;

-- What people do with a workout: begin it, add exercises, finish it, give it up, take it back.
--
-- Each act is one function and one transaction. It runs as its caller, so the policies decide what it can touch, and
-- it names the owner in every statement. A client may bring the id of what it makes; when a phone sends the same call
-- twice, the second changes nothing and gets the same row.
-- Acts that write take the person's row in `users` first, as the records do: two phones take turns.

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
grant execute on function private.find_workout, private.check_workout, private.set_workout_status to authenticated;
revoke execute on function
  public.get_workout, public.start_workout, public.update_workout, public.add_workout_exercise,
  public.get_workout_summary, public.finish_workout, public.resume_workout,
  public.abandon_workout, public.delete_workout, public.restore_workout
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_workout, public.start_workout, public.update_workout, public.add_workout_exercise,
  public.get_workout_summary, public.finish_workout, public.resume_workout,
  public.abandon_workout, public.delete_workout, public.restore_workout
  to authenticated;

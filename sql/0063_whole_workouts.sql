-- Whole workouts: one document for a workout that is done, as another app, a watch or an offline phone sends it.
--
-- The document is checked to the end before any of it is written. Each fault is named by its path, such as
-- `exercises[2].sets[0].reps`, with what was found and what was expected; up to twenty come back at once. Keys that
-- nobody reads are faults too, for a misspelt one would lose what it holds. Then three statements write it, whatever
-- its size, and the records follow once. The document's own id makes it safe to send twice.

create function public.log_workout(p_workout jsonb)
returns public.workout_summary
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid := private.lock_my_log();
  v_id         uuid;
  v_started_at timestamptz;
  v_faults     text[];
begin
  if private.field_fault(p_workout -> 'id', 'id', 'uuid') is null then
    v_id := coalesce((p_workout ->> 'id')::uuid, private.new_id());
    if exists (select from public.workout_sessions as w where w.user_id = v_user_id and w.id = v_id) then
      return public.get_workout_summary(v_id);
    end if;
  end if;

  select array_agg(f.fault order by f.exercise_index, f.set_index, f.fault)
  into v_faults
  from (
    select -1 as exercise_index, -1 as set_index, w.fault
    from (
      values
        (private.field_fault(p_workout, 'p_workout', 'object', p_required => true)),
        (private.field_fault(p_workout -> 'id', 'id', 'uuid')),
        (private.field_fault(p_workout -> 'name', 'name', 'text', 1, 255)),
        (private.field_fault(p_workout -> 'started_at', 'started_at', 'instant', p_required => true)),
        (private.field_fault(p_workout -> 'completed_at', 'completed_at', 'instant')),
        (private.field_fault(p_workout -> 'notes', 'notes', 'text', 0, 10000)),
        (private.field_fault(p_workout -> 'template_id', 'template_id', 'uuid')),
        (private.field_fault(p_workout -> 'exercises', 'exercises', 'list', 1, 100, p_required => true)),
        (case when private.is_timezone(p_workout ->> 'timezone') is false
              then format('timezone = %s: expected an IANA name, such as Europe/Paris', p_workout -> 'timezone') end),
        (case when private.is_instant(p_workout ->> 'started_at') and private.is_instant(p_workout ->> 'completed_at')
                   and (p_workout ->> 'completed_at')::timestamptz < (p_workout ->> 'started_at')::timestamptz
              then 'completed_at is before started_at' end)
    ) as w (fault)
    union all
    select -1, -1, k.fault
    from private.key_faults(p_workout, '', array[
      'id', 'name', 'started_at', 'completed_at', 'timezone', 'notes', 'template_id', 'exercises']) as k (fault)
    union all
    select x.index, -1, e.fault
    from private.elements(p_workout -> 'exercises') as x
    cross join lateral (select format('exercises[%s]', x.index) as path) as p
    cross join lateral (
      values
        (private.field_fault(x.value, p.path, 'object', p_required => true)),
        (private.field_fault(x.value -> 'exercise_id', p.path || '.exercise_id', 'uuid')),
        (private.field_fault(x.value -> 'exercise_name', p.path || '.exercise_name', 'text', 1, 255)),
        (private.field_fault(x.value -> 'superset_group', p.path || '.superset_group', 'integer', 0, 999)),
        (private.field_fault(x.value -> 'notes', p.path || '.notes', 'text', 0, 10000)),
        (private.field_fault(x.value -> 'sets', p.path || '.sets', 'list', 1, 100, p_required => true))
      union all
      select k.fault
      from private.key_faults(x.value, p.path || '.', array['exercise_id', 'exercise_name', 'superset_group', 'notes', 'sets']) as k (fault)
    ) as e (fault)
    union all
    select n.index, -1, n.fault
    from private.name_exercises(v_user_id, p_workout -> 'exercises', 'exercises') as n
    union all
    select x.index, y.index, s.fault
    from private.elements(p_workout -> 'exercises') as x
    cross join lateral private.elements(x.value -> 'sets') as y
    cross join lateral (select format('exercises[%s].sets[%s]', x.index, y.index) as path) as p
    cross join lateral (
      values
        (private.field_fault(y.value, p.path, 'object', p_required => true)),
        (private.field_fault(y.value -> 'set_type', p.path || '.set_type', 'choice',
                             p_choices => enum_range(null::public.set_type_enum)::text[])),
        (private.field_fault(y.value -> 'reps', p.path || '.reps', 'integer', 0, 9999)),
        (private.field_fault(y.value -> 'weight', p.path || '.weight', 'number', 0, 9999.999)),
        (private.field_fault(y.value -> 'weight_unit', p.path || '.weight_unit', 'choice',
                             p_choices => enum_range(null::public.weight_unit_enum)::text[])),
        (private.field_fault(y.value -> 'rpe', p.path || '.rpe', 'half', 1, 10)),
        (private.field_fault(y.value -> 'rir', p.path || '.rir', 'integer', 0, 20)),
        (private.field_fault(y.value -> 'duration_seconds', p.path || '.duration_seconds', 'number', 0, 1000000)),
        (private.field_fault(y.value -> 'distance_m', p.path || '.distance_m', 'number', 0, 9999999)),
        (private.field_fault(y.value -> 'rest_time_seconds', p.path || '.rest_time_seconds', 'integer', 0, 86400)),
        (private.field_fault(y.value -> 'notes', p.path || '.notes', 'text', 0, 10000)),
        (private.field_fault(y.value -> 'performed_at', p.path || '.performed_at', 'instant')),
        (case when coalesce(y.value ->> 'reps', y.value ->> 'duration_seconds', y.value ->> 'distance_m') is null
              then p.path || ' has neither reps nor duration_seconds nor distance_m' end)
      union all
      select k.fault
      from private.key_faults(y.value, p.path || '.', array[
        'set_type', 'reps', 'weight', 'weight_unit', 'rpe', 'rir', 'duration_seconds', 'distance_m',
        'rest_time_seconds', 'notes', 'performed_at']) as k (fault)
    ) as s (fault)
  ) as f
  where f.fault is not null;
  perform private.raise_faults('The workout has faults', v_faults);

  if p_workout ->> 'template_id' is not null then
    perform private.find_template(v_user_id, (p_workout ->> 'template_id')::uuid);
  end if;
  v_started_at := (p_workout ->> 'started_at')::timestamptz;
  insert into public.workout_sessions (id, user_id, template_id, name, status, started_at, completed_at, timezone, notes)
  select
    v_id, v_user_id, (p_workout ->> 'template_id')::uuid, p_workout ->> 'name', 'completed', v_started_at,
    (p_workout ->> 'completed_at')::timestamptz, coalesce(p_workout ->> 'timezone', u.timezone), p_workout ->> 'notes'
  from public.users as u
  where u.id = v_user_id;

  insert into public.workout_session_exercises (
    user_id, session_id, exercise_id, exercise_name, order_index, superset_group, notes)
  select
    v_user_id, v_id, n.exercise_id, n.exercise_name, n.index, (x.value ->> 'superset_group')::numeric::smallint, x.value ->> 'notes'
  from private.elements(p_workout -> 'exercises') as x
  join private.name_exercises(v_user_id, p_workout -> 'exercises', 'exercises') as n on n.index = x.index;

  insert into public.workout_sets (
    user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir, duration_seconds,
    distance_m, rest_time_seconds, notes, performed_at)
  select
    v_user_id, b.id, y.index + 1,
    coalesce((y.value ->> 'set_type')::public.set_type_enum, 'working'),
    (y.value ->> 'reps')::numeric::smallint,
    (y.value ->> 'weight')::numeric,
    coalesce((y.value ->> 'weight_unit')::public.weight_unit_enum,
             case u.unit_system when 'imperial' then 'lb'::public.weight_unit_enum else 'kg' end),
    (y.value ->> 'rpe')::numeric,
    (y.value ->> 'rir')::numeric::smallint,
    (y.value ->> 'duration_seconds')::numeric,
    (y.value ->> 'distance_m')::numeric,
    (y.value ->> 'rest_time_seconds')::numeric::integer,
    y.value ->> 'notes',
    coalesce((y.value ->> 'performed_at')::timestamptz, v_started_at)
  from private.elements(p_workout -> 'exercises') as x
  cross join lateral private.elements(x.value -> 'sets') as y
  join public.workout_session_exercises as b
    on b.user_id = v_user_id and b.session_id = v_id and b.order_index = x.index
  join public.users as u on u.id = v_user_id;
  return public.get_workout_summary(v_id);
end
$$;
comment on function public.log_workout(jsonb) is
  'Logs a whole finished workout and returns it in numbers with the records broken in it. The document has started_at, exercises, and optionally id, name, completed_at, timezone, notes, template_id; an exercise has exercise_id or exercise_name, sets, and optionally superset_group, notes; a set has any of set_type, reps, weight, weight_unit, rpe, rir, duration_seconds, distance_m, rest_time_seconds, notes, performed_at. The same id again returns what is there. Raises PT422 with every fault''s path, PT404 for an unknown template; then nothing is written.';

-- Grants

revoke execute on function public.log_workout from public, anon, authenticated, service_role;
grant execute on function public.log_workout to authenticated;

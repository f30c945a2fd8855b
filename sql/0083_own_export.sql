-- The way out: a person's log as rows that any program reads, and that come back as the same log.
--
-- One row is one set, with the workout and the block it belongs to, in order; a block without sets has one row too.
-- The client reads `private.exported_lines` through a cursor, a few hundred at a time, so the log may be of any length
-- and nothing is held. A line is finished here, in the database: the client only writes it down.
-- What decides a record travels along: an exercise's load kind and share of the body, and what the person weighed.
-- Coming back, a workout is known by its id, for two can begin at the same second with the same name. Where the log has
-- it already, the lines are compared: what is the same adds nothing, what differs is a conflict.
-- Targets, templates, plans and equipment are not in it; export_account() has those.

create view private.exported_sets with (security_invoker = true) as
select
  w.user_id,
  -- the calendar app's columns come first, under its names
  w.local_date as date,
  w.name as session_name,
  b.exercise_name,
  s.set_number,
  s.is_warmup,
  trim_scale(s.weight) as weight,
  s.weight_unit,
  s.reps,
  trim_scale(s.rpe) as rpe,
  s.notes,
  trim_scale(round(extract(epoch from w.completed_at - w.started_at) / 60, 2)) as session_duration_min,
  -- then what makes it the same log again
  w.id as workout_id,
  w.started_at,
  w.completed_at,
  w.timezone,
  w.status,
  w.notes as workout_notes,
  b.order_index as exercise_order,
  b.exercise_id,
  e.name as exercise,
  e.load_kind,
  trim_scale(e.bodyweight_share) as bodyweight_share,
  b.superset_group,
  b.notes as exercise_notes,
  s.set_type,
  s.rir,
  trim_scale(s.duration_seconds) as duration_seconds,
  trim_scale(s.distance_m) as distance_m,
  s.rest_time_seconds,
  s.performed_at,
  trim_scale(m.weight) as body_weight,
  m.weight_unit as body_weight_unit,
  m.measured_on as body_weight_on
from public.workout_sessions as w
join public.workout_session_exercises as b on b.user_id = w.user_id and b.session_id = w.id
left join public.exercises as e on e.id = b.exercise_id
left join public.workout_sets as s on s.user_id = b.user_id and s.session_exercise_id = b.id
left join lateral (
  select h.weight, h.weight_unit, h.measured_on
  from public.body_measurements as h
  where h.user_id = b.user_id and h.measured_on <= w.local_date
    and e.load_kind in ('bodyweight_reps', 'assisted_reps')
  order by h.measured_on desc
  limit 1
) as m on true
where w.deleted_at is null;
comment on view private.exported_sets is
  'The log as it leaves: a row a set, of all workouts that are not deleted, those in progress and abandoned too.';

create view private.exported_lines with (security_invoker = true) as
select
  x.user_id, x.date, x.started_at, x.workout_id, x.exercise_order, x.set_number,
  -- an absent value is an empty cell; only texts that people write need quotes
  concat_ws(',',
    x.date,
    case when x.session_name ~ '[",\r\n]' then '"' || replace(x.session_name, '"', '""') || '"' else coalesce(x.session_name, '') end,
    case when x.exercise_name ~ '[",\r\n]' then '"' || replace(x.exercise_name, '"', '""') || '"' else x.exercise_name end,
    coalesce(x.set_number::text, ''),
    coalesce(x.is_warmup::text, ''),
    coalesce(x.weight::text, ''),
    coalesce(x.weight_unit::text, ''),
    coalesce(x.reps::text, ''),
    coalesce(x.rpe::text, ''),
    case when x.notes ~ '[",\r\n]' then '"' || replace(x.notes, '"', '""') || '"' else coalesce(x.notes, '') end,
    coalesce(x.session_duration_min::text, ''),
    x.workout_id,
    x.started_at,
    coalesce(x.completed_at::text, ''),
    x.timezone,
    x.status,
    case when x.workout_notes ~ '[",\r\n]' then '"' || replace(x.workout_notes, '"', '""') || '"' else coalesce(x.workout_notes, '') end,
    x.exercise_order,
    coalesce(x.exercise_id::text, ''),
    case when x.exercise ~ '[",\r\n]' then '"' || replace(x.exercise, '"', '""') || '"' else coalesce(x.exercise, '') end,
    coalesce(x.load_kind::text, ''),
    coalesce(x.bodyweight_share::text, ''),
    coalesce(x.superset_group::text, ''),
    case when x.exercise_notes ~ '[",\r\n]' then '"' || replace(x.exercise_notes, '"', '""') || '"' else coalesce(x.exercise_notes, '') end,
    coalesce(x.set_type::text, ''),
    coalesce(x.rir::text, ''),
    coalesce(x.duration_seconds::text, ''),
    coalesce(x.distance_m::text, ''),
    coalesce(x.rest_time_seconds::text, ''),
    coalesce(x.performed_at::text, ''),
    coalesce(x.body_weight::text, ''),
    coalesce(x.body_weight_unit::text, ''),
    coalesce(x.body_weight_on::text, '')) as line
from private.exported_sets as x;
comment on view private.exported_lines is
  'The log as lines of CSV, without a header. Instants are in the session''s zone and dates in its style: set UTC and ISO first.';

-- Whether a workout is still the same is told by what its lines mean, not by how they are written: a spreadsheet that
-- saved the file has other quotes, and weights of 60.0. What is compared is, in one order: workout, block, set. What the
-- body weighed is no part of it.

create function private.stage_own_workouts(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  insert into private.import_workouts (
    job_id, source_key, runs, name, started_at, completed_at, notes, content_hash, set_count, timezone, status, session_id, action)
  select
    p_job_id, f.workout_id::text, array[f.run], f.name, f.started_at, f.completed_at, f.notes, f.content_hash, f.set_count,
    case when z.is_known then f.timezone else v_job.timezone end,
    f.status,
    -- the id it had, where nobody has it
    coalesce(k.session_id, case when f.whose is null or f.whose = v_job.user_id then f.workout_id else private.new_id() end),
    case
      when k.session_id is null and f.whose is distinct from v_job.user_id then 'create'
      when k.content_hash = f.content_hash then 'unchanged'
      when v_job.on_conflict in ('update', 'overwrite') then 'update'
      else 'conflict'
    end::private.import_action_enum
  from (
    select
      r.workout_id,
      -- a workout is in one piece there
      min(r.run) as run,
      (select w.user_id from public.workout_sessions as w where w.id = r.workout_id) as whose,
      nullif(min(r.workout_title), '') as name,
      min(r.started_at) as started_at,
      max(r.completed_at) as completed_at,
      min(r.workout_notes) as notes,
      min(r.timezone) as timezone,
      min(r.status) as status,
      count(*) filter (where r.kind = 'set') as set_count,
      md5(string_agg(
        row(r.workout_title, r.started_at, r.completed_at, r.timezone, r.status, r.workout_notes,
            r.order_index, r.typed_name, r.exercise_id, case when r.exercise_id is not null then r.exercise_name end,
            r.load_kind, trim_scale(r.bodyweight_share), r.superset, r.exercise_notes,
            r.set_index, r.set_type, trim_scale(r.weight), r.weight_unit, r.reps, trim_scale(r.rpe), r.rir,
            trim_scale(r.duration_seconds), trim_scale(r.distance_m), r.rest_seconds, r.notes,
            case when r.kind = 'set' then r.performed_at end)::text,
        e'\n' order by r.line)) as content_hash
    from private.import_rows as r
    where r.job_id = p_job_id and r.kind <> 'error'
    group by r.workout_id
  ) as f
  join (
    select t.timezone, private.is_timezone(t.timezone) as is_known
    from (select distinct r.timezone from private.import_rows as r where r.job_id = p_job_id and r.kind <> 'error') as t
  ) as z on z.timezone = f.timezone
  left join public.imported_workouts as k
    on k.user_id = v_job.user_id and k.source = v_job.source and k.source_key = f.workout_id::text
  order by f.started_at;
end
$$;
comment on function private.stage_own_workouts(uuid) is
  'Which rows of our own export make a workout, and is it new, changed, or known.';

create function private.compare_with_log(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set timezone = 'UTC'
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  -- nobody knows which of the two was changed, so the log's own stands unless it is to be overwritten
  with own as materialized (
    select w.session_id, w.content_hash
    from private.import_workouts as w
    left join public.imported_workouts as k
      on k.user_id = v_job.user_id and k.source = v_job.source and k.source_key = w.source_key
    where w.job_id = p_job_id and w.action <> 'create' and k.id is null
  ),
  logged as materialized (
    select
      x.workout_id,
      md5(string_agg(
        row(x.session_name, x.started_at, x.completed_at, x.timezone, x.status, nullif(x.workout_notes, ''),
            x.exercise_order, x.exercise_name, x.exercise_id, x.exercise,
            x.load_kind, x.bodyweight_share, x.superset_group, nullif(x.exercise_notes, ''),
            x.set_number, x.set_type, x.weight, x.weight_unit, x.reps, x.rpe, x.rir,
            x.duration_seconds, x.distance_m, x.rest_time_seconds, nullif(x.notes, ''), x.performed_at)::text,
        e'\n' order by x.exercise_order, x.set_number)) as content_hash
    from private.exported_sets as x
    where x.user_id = v_job.user_id and x.workout_id in (select o.session_id from own as o)
    group by x.workout_id
  )
  update private.import_workouts as w
  set is_edited = l.content_hash is distinct from o.content_hash,
      action    = case
        when l.content_hash = o.content_hash then 'unchanged'
        when v_job.on_conflict = 'overwrite' then 'update'
        else 'conflict'
      end::private.import_action_enum
  from own as o
  left join logged as l on l.workout_id = o.session_id
  where w.job_id = p_job_id and w.session_id = o.session_id;
end
$$;
comment on function private.compare_with_log(uuid) is
  'Of a workout that is in the log by itself, whether the file says the same of it.';

create function private.find_own_exercises(p_job_id uuid)
returns table (exported_id uuid, exercise_id uuid)
language plpgsql stable
rows 100
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  return query
  select d.exercise_id, coalesce(e.merged_into, e.id, o.id)
  from (
    select distinct on (r.exercise_id) r.exercise_id, r.exercise_name, r.load_kind, r.bodyweight_share
    from private.import_rows as r
    where r.job_id = p_job_id and r.kind <> 'error' and r.exercise_id is not null
    order by r.exercise_id, r.line
  ) as d
  left join public.exercises as e on e.id = d.exercise_id and (e.owner_id is null or e.owner_id = v_job.user_id)
  -- the system's have the same id everywhere, so this is one's own: the name alone may mean something else
  left join lateral (
    select coalesce(x.merged_into, x.id) as id
    from public.exercises as x
    where x.owner_id = v_job.user_id and lower(x.name) = lower(d.exercise_name)
      and x.load_kind = d.load_kind and x.bodyweight_share is not distinct from d.bodyweight_share
    order by x.archived_at is not null, x.id
    limit 1
  ) as o on true;
end
$$;
comment on function private.find_own_exercises(uuid) is
  'Which exercise here each exercise of our own export is: the one with its id, else the person''s own that is called so and whose numbers mean the same; null if there is none.';

create function private.make_own_exercises(p_job_id uuid)
returns text[]
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
declare
  v_job   public.import_jobs;
  v_names text[];
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  with missing as (
    select distinct on (r.exercise_id) r.exercise_id, r.exercise_name as name, r.load_kind, r.bodyweight_share, r.line
    from private.import_rows as r
    join private.import_workouts as w on w.job_id = p_job_id and w.source_key = r.workout_id::text
    join private.find_own_exercises(p_job_id) as f on f.exported_id = r.exercise_id and f.exercise_id is null
    where r.job_id = p_job_id and r.kind <> 'error' and w.action in ('create', 'update')
    order by r.exercise_id, r.line
  ),
  -- one id, one exercise; of those that share a name one is on offer, and the others have their place in theirs
  named as (
    select
      m.exercise_id, m.name, m.load_kind, m.bodyweight_share, m.line,
      row_number() over (partition by lower(m.name) order by m.line)
        + case when exists (
            select from public.exercises as e
            where e.owner_id = v_job.user_id and lower(e.name) = lower(m.name) and e.archived_at is null) then 1 else 0 end as place
    from missing as m
  ),
  made as (
    insert into public.exercises (id, owner_id, name, load_kind, bodyweight_share, archived_at)
    select
      -- the id it had, where nobody has it
      case when exists (select from public.exercises as o where o.id = n.exercise_id) then private.new_id() else n.exercise_id end,
      v_job.user_id, n.name, n.load_kind, n.bodyweight_share, case when n.place > 1 then now() end
    from named as n
    returning name
  )
  select coalesce(array_agg(m.name order by m.name), '{}') into v_names from made as m;
  return v_names;
end
$$;
comment on function private.make_own_exercises(uuid) is
  'The exercises of our own export that are not here become the person''s own, with what their numbers mean; returns their names.';

create function private.stage_own_blocks(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
begin
  insert into private.import_blocks (
    job_id, block, run, id, exercise_name, notes, exercise_id, order_index, superset_group)
  select p_job_id, b.block, b.run, private.new_id(), b.typed_name, b.notes, n.exercise_id, b.order_index, b.superset_group
  from (
    select
      r.block, min(r.run) as run, min(r.order_index) as order_index, min(r.exercise_id::text)::uuid as exercise_id,
      min(r.typed_name) as typed_name, min(r.superset)::smallint as superset_group, min(r.exercise_notes) as notes
    from private.import_rows as r
    join private.written_runs as w on w.job_id = p_job_id and w.run = r.run
    where r.job_id = p_job_id and r.kind <> 'error'
    group by r.block
  ) as b
  -- a block that was of no exercise is of none
  left join private.find_own_exercises(p_job_id) as n on n.exported_id = b.exercise_id
  order by b.block;
end
$$;
comment on function private.stage_own_blocks(uuid) is 'The blocks of our own export that are written: their exercise, order and superset.';

create function private.write_own_sets(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
begin
  insert into public.workout_sets (
    id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir, duration_seconds,
    distance_m, rest_time_seconds, notes, performed_at)
  select
    r.id, r.user_id, b.id, r.set_index, r.set_type, r.reps, r.weight, coalesce(r.weight_unit, 'kg'), r.rpe,
    r.rir, r.duration_seconds, r.distance_m, r.rest_seconds, r.notes, r.performed_at
  from private.import_rows as r
  join private.import_blocks as b on b.job_id = p_job_id and b.block = r.block
  where r.job_id = p_job_id and r.kind = 'set'
  order by r.line;
end
$$;
comment on function private.write_own_sets(uuid) is 'The sets that our own export brings back.';

create function public.restore_log(p_job_id uuid)
returns jsonb
language plpgsql volatile
set search_path = pg_catalog, pg_temp
-- as run_import() has them, and for its reasons
set work_mem = '32MB'
set jit = off
as $$
declare
  v_created text[];
begin
  perform private.import_to_run(p_job_id);
  perform private.tell_progress(1);
  perform private.stage_own_workouts(p_job_id);
  perform private.compare_with_log(p_job_id);
  perform private.spare_edited_workouts(p_job_id);
  perform private.tell_progress(15);

  v_created := private.make_own_exercises(p_job_id);
  perform private.stage_own_blocks(p_job_id);
  perform private.tell_progress(30);

  -- bodies first: the records of what lifts them are then counted once
  perform private.keep_told_bodies(p_job_id);
  perform private.write_import_workouts(p_job_id);
  perform private.write_import_blocks(p_job_id);
  perform private.tell_progress(45);

  perform private.write_own_sets(p_job_id);
  perform private.tell_progress(95);
  return private.close_import(p_job_id, v_created, '{}'::date[]);
end
$$;
comment on function public.restore_log(uuid) is
  'Brings our own export back into a log, as run_import() does with others'', and returns the same account: workouts with their ids (where nobody has them), instants, zones and order, exercises with what their numbers mean, and the body weights that records hang on. A workout that is in the log already adds nothing; one that differs there is a conflict, and is overwritten where asked. For the back end. Raises PT404 for an unknown import, PT409 for one that is done.';

-- Grants

grant select on private.exported_sets, private.exported_lines to authenticated, service_role;
revoke execute on all functions in schema private from public;
grant execute on function
  private.stage_own_workouts, private.compare_with_log, private.find_own_exercises,
  private.make_own_exercises, private.stage_own_blocks, private.write_own_sets
  to service_role;
revoke execute on function public.restore_log from public, anon, authenticated, service_role;
grant execute on function public.restore_log to service_role;

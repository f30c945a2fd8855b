-- Import: how the rows of a file become workouts, exercises and sets.
--
-- The client has read the file and staged its rows; everything that needs judgement is done here, in a fixed number of
-- statements whatever the size: what the names mean, which rows make a workout, what is new. `run_import` goes through
-- the steps in order; each is a function, and leaves what the next one reads in the staging tables.
-- Sets are never told apart by content: two equal sets are two sets.
-- Every row is accounted for: rows = sets + rests + notes + errors. A name that means nothing yet becomes the person's
-- own exercise; a similar one is suggested, never taken, for a wrong guess files years under the wrong lift.
-- What a person corrected here stands above what a file says: an imported workout that was edited since is a conflict,
-- and is only overwritten where that is asked for. What is overwritten is put by first.

create function public.begin_import(
  p_user_id     uuid,
  p_source      text,
  p_dialect     text,
  p_file_name   text default null,
  p_unit        public.weight_unit_enum default null,
  p_timezone    text default null,
  p_on_conflict public.import_conflict_enum default 'report',
  p_reading     jsonb default '{}'
)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job_id uuid;
begin
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.raise_faults('The import has faults', array_remove(array[
    coalesce(private.field_fault(to_jsonb(p_source), 'p_source', 'text', 1, 32, p_required => true),
             case when p_source !~ '^[a-z0-9_]+$'
               then format('p_source = %s: expected a name of a-z, 0-9 and _', to_json(p_source)) end),
    private.field_fault(to_jsonb(p_dialect), 'p_dialect', 'text', 1, 100, p_required => true),
    private.field_fault(p_reading, 'p_reading', 'object')], null));
  -- erase_account() waits for it, before it is in its way
  perform pg_advisory_xact_lock_shared(hashtextextended('workoutdb import ' || p_user_id, 0));
  insert into public.import_jobs (user_id, source, dialect, file_name, weight_unit, timezone, on_conflict, reading)
  select u.id, p_source, p_dialect, right(p_file_name, 1000), p_unit, coalesce(p_timezone, u.timezone),
         coalesce(p_on_conflict, 'report'), coalesce(p_reading, '{}'::jsonb)
  from public.users as u
  where u.id = p_user_id
  -- of whoever is being erased it waits to be told that they are gone
  for key share
  returning id into v_job_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such person', detail = format('p_user_id = %s', p_user_id),
      hint = 'find_user() gives the id that belongs to an e-mail address.';
  end if;
  return v_job_id;
end
$$;
comment on function public.begin_import(uuid, text, text, text, public.weight_unit_enum, text, public.import_conflict_enum, jsonb) is
  'Opens an import into a person''s log and returns its id; local times are in p_timezone, else in the person''s zone; p_reading says how the file was read (weight_unit_from, distance_unit, pounds_again, body_in_weight, body_told, header). Then come the rows, by COPY into private.import_rows in the same transaction, each that is no error with its run, its block and its set_number, and run_import() in it, or later by a worker. For the back end. Raises PT404 for an unknown person, PT422 for an unknown zone, or a source, dialect or reading that can''t be one.';

create function private.suggest_exercises(p_names text[])
returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  with known as materialized (
    select k.exercise_id, k.name, private.trigrams(k.name) as trigrams
    from (
      select e.id as exercise_id, e.name from public.exercises as e where e.owner_id is null and e.archived_at is null
      union
      select a.exercise_id, a.alias from public.exercise_aliases as a where a.owner_id is null
    ) as k
  )
  select coalesce(
    jsonb_agg(jsonb_build_object('name', n.name, 'suggestion', s.name, 'exercise_id', s.exercise_id, 'similarity', s.similarity)
              order by n.name),
    '[]')
  from (select o.name, private.trigrams(o.name) as trigrams from unnest(p_names[1:100]) as o (name)) as n
  cross join lateral (
    select e.name, k.exercise_id, private.similarity(n.trigrams, k.trigrams) as similarity
    from known as k
    join public.exercises as e on e.id = k.exercise_id
    where k.trigrams && n.trigrams
    order by 3 desc, length(k.name), e.name
    limit 1
  ) as s
  where s.similarity >= 0.4
$$;
comment on function private.suggest_exercises(text[]) is
  'For names that mean no exercise, the system exercise that is called most alike, from a similarity of 0.4; of the first 100 names.';

-- Rows that have just arrived have no statistics, and for a guess of one row the planner would take a nested loop
-- through a hundred thousand. The functions that read staging do without: they scan, hash and sort. They write
-- dates in one style, for keys and hashes must not depend on how a session likes them.

create function private.stage_import_workouts(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  -- one look at the rows finds the blocks; stretches and workouts are made of these
  with blocks as materialized (
    select
      r.block,
      -- the same in all its rows: no need for the order of any language
      min(r.run) as run, min(r.workout_title collate "C") as title, min(r.started_local) as started_local,
      max(r.ended_local) as ended_local, min(r.workout_ordinal) as ordinal,
      array_agg(distinct r.workout_notes collate "C") filter (where r.workout_notes is not null) as workout_notes,
      btrim(min(r.exercise_name collate "C")) as exercise_name, min(r.superset collate "C") as superset,
      min(r.exercise_notes collate "C") as notes,
      string_agg(r.notes, e'\n' order by r.line, r.part) filter (where r.kind = 'note') as remarks,
      count(*) filter (where r.kind = 'set') as set_count,
      md5(string_agg(
        row(r.kind, r.set_index, r.set_type, r.weight, r.weight_unit, r.reps, r.distance_m, r.duration_seconds, r.rpe,
            r.notes)::text,
        e'\n' order by r.line, r.part)) as content_hash
    from private.import_rows as r
    where r.job_id = p_job_id and r.kind <> 'error'
    group by r.block
  ),
  staged as (
    insert into private.import_blocks (job_id, block, run, id, exercise_name, superset, notes)
    select
      p_job_id, b.block, b.run, (select private.new_ids(count(*)) from blocks)[row_number() over (order by b.block)],
      b.exercise_name, b.superset, nullif(concat_ws(e'\n', b.notes, b.remarks), '')
    from blocks as b
    order by b.block
  ),
  runs as materialized (
    select b.run, min(b.started_local) as started_local, min(b.ordinal) as ordinal, min(b.title collate "C") as title
    from blocks as b
    group by b.run
  ),
  workouts as materialized (
    select
      s.started_local::text || coalesce(' #' || s.ordinal, '') || ' | ' || coalesce(s.title, '') as source_key,
      min(s.run) as first_run, array_agg(s.run) as runs, min(s.started_local) as started_local, min(s.title) as title
    from runs as s
    group by 1
  ),
  stretches as materialized (
    select w.first_run, unnest(w.runs) as run from workouts as w
  ),
  remarks as materialized (
    select u.first_run, string_agg(distinct u.note, e'\n') as notes
    from (
      select s.first_run, unnest(b.workout_notes) as note
      from blocks as b
      join stretches as s on s.run = b.run
    ) as u
    group by u.first_run
  ),
  found as materialized (
    select
      s.first_run,
      max(b.ended_local) as ended_local,
      md5(string_agg(
        row(b.exercise_name, b.superset, b.notes, b.content_hash, b.workout_notes, b.ended_local)::text,
        e'\n' order by b.block)) as content_hash,
      sum(b.set_count) as set_count
    from blocks as b
    join stretches as s on s.run = b.run
    group by s.first_run
  )
  insert into private.import_workouts (
    job_id, source_key, runs, name, started_at, completed_at, notes, content_hash, set_count, session_id, action)
  select
    p_job_id, w.source_key, w.runs, left(nullif(btrim(w.title), ''), 255), t.started_at,
    -- an hour that the clocks skipped, or a wrong zone, may put the end before the start: then it is not known
    case when t.completed_at >= t.started_at then t.completed_at end,
    m.notes, f.content_hash, f.set_count,
    coalesce(k.session_id, private.new_id()),
    case
      when k.session_id is null then 'create'
      when k.content_hash = f.content_hash then 'unchanged'
      when v_job.on_conflict in ('update', 'overwrite') then 'update'
      else 'conflict'
    end::private.import_action_enum
  from workouts as w
  join found as f on f.first_run = w.first_run
  left join remarks as m on m.first_run = w.first_run
  cross join lateral (
    select w.started_local at time zone v_job.timezone as started_at, f.ended_local at time zone v_job.timezone as completed_at
  ) as t
  left join public.imported_workouts as k
    on k.user_id = v_job.user_id and k.source = v_job.source and k.source_key = w.source_key
  order by w.started_local;
end
$$;
comment on function private.stage_import_workouts(uuid) is
  'Which rows of an import make a block, which blocks a workout, and whether that is new, changed, or known.';

create function private.make_import_exercises(p_job_id uuid)
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
  insert into private.import_names (job_id, exercise_name, exercise_id)
  select p_job_id, n.exercise_name, private.find_exercise(v_job.user_id, n.exercise_name, v_job.source)
  from (
    select distinct b.exercise_name
    from private.import_blocks as b
    join private.written_runs as w on w.job_id = p_job_id and w.run = b.run
    where b.job_id = p_job_id
  ) as n;
  if not exists (select from private.import_names as n where n.job_id = p_job_id and n.exercise_id is null) then
    return '{}'::text[];
  end if;

  with unknown as materialized (
    select n.exercise_name, b.block
    from private.import_names as n
    join private.import_blocks as b on b.job_id = p_job_id and b.exercise_name = n.exercise_name
    join private.written_runs as w on w.job_id = p_job_id and w.run = b.run
    where n.job_id = p_job_id and n.exercise_id is null
  ),
  made as (
    insert into public.exercises (owner_id, name, load_kind)
    select
      v_job.user_id, min(u.exercise_name),
      -- what was typed tells what its numbers mean
      (case
        when bool_or(r.weight > 0) and bool_or(r.reps > 0) then 'weight_reps'
        when bool_or(r.weight > 0) and bool_or(r.distance_m > 0) then 'weight_distance'
        when bool_or(r.weight > 0) and bool_or(r.duration_seconds > 0) then 'weight_duration'
        when bool_or(r.weight > 0) then 'weight_reps'
        when bool_or(r.distance_m > 0) then 'distance_duration'
        when bool_or(r.reps > 0) then 'reps'
        when bool_or(r.duration_seconds > 0) then 'duration'
        else 'weight_reps'
      end)::public.load_kind_enum
    from unknown as u
    join private.import_rows as r on r.job_id = p_job_id and r.block = u.block
    group by lower(u.exercise_name)
    returning name
  )
  select array_agg(m.name order by m.name) into v_names from made as m;
  update private.import_names as n
  set exercise_id = private.find_exercise(v_job.user_id, n.exercise_name, v_job.source)
  where n.job_id = p_job_id and n.exercise_id is null;
  return v_names;
end
$$;
comment on function private.make_import_exercises(uuid) is
  'Finds out what the names of an import mean. One that means nothing yet becomes the person''s own exercise; returns those.';

-- Statistics are the owner's to gather: hence definer. Of the keys alone: by them the planner joins, and of all columns
-- it would take six times as long. An autovacuum that is at the table is made to give way, as it does after
-- deadlock_timeout; left alone it would count an import's rows as none, and then the keys would be checked through
-- whatever index begins with the person. Nobody else is waited for: who builds an index waits for us.
create function private.gather_statistics(p_job_id uuid, p_table regclass)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  v_brought bigint;
begin
  select coalesce(sum(w.set_count), 0) into v_brought
  from private.import_workouts as w
  where w.job_id = p_job_id and w.action in ('create', 'update');
  if v_brought < 1000 or v_brought <= (
    select greatest(c.reltuples, 0) / 10 from pg_class as c where c.oid = 'public.workout_sets'::regclass
  ) then
    return;
  end if;
  if exists (
    select
    from pg_locks as l
    join pg_stat_activity as a on a.pid = l.pid
    where l.database = (select d.oid from pg_database as d where d.datname = current_database())
      and l.relation = p_table and l.mode = 'ShareUpdateExclusiveLock' and l.granted
      -- who is nobody's is the server's own
      and a.usesysid is null
  ) then
    execute format('lock table %s in share update exclusive mode', p_table);
  end if;
  case p_table
    when 'public.workout_sessions'::regclass then
      analyze (skip_locked) public.workout_sessions (user_id, id, status, deleted_at);
    when 'public.workout_session_exercises'::regclass then
      analyze (skip_locked) public.workout_session_exercises (user_id, id, session_id, exercise_id);
    else
      analyze (skip_locked) public.workout_sets (user_id, session_exercise_id);
  end case;
exception when lock_not_available or deadlock_detected then
  null;
end
$$;
comment on function private.gather_statistics(uuid, regclass) is
  'Where an import of a thousand sets or more brings over a tenth of all there are, tells the planner at once of its workouts, its blocks or its sets. Of others autovacuum tells.';

create function private.import_to_run(p_job_id uuid)
returns public.import_jobs
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job public.import_jobs;
begin
  -- the person's turn is the job's too, so whoever comes second finds it done; its row stays free for the heartbeat
  perform private.lock_log(j.user_id) from public.import_jobs as j where j.id = p_job_id;
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such import', detail = format('p_job_id = %s', p_job_id), hint = 'begin_import() opens one.';
  end if;
  if v_job.status not in ('pending', 'processing') then
    raise exception using
      errcode = 'PT409', message = 'This import is done', detail = format('status = %s', v_job.status),
      hint = 'Open another with begin_import().';
  end if;
  return v_job;
end
$$;
comment on function private.import_to_run(uuid) is
  'An import that is to be run now, once it is its turn in the person''s log. Raises PT404 if there is none, PT409 if it is done.';

create function private.tell_progress(p_percent integer)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- what a transaction writes nobody sees before its end; its session's name, everybody
  perform set_config('application_name', format('workoutdb import %s%%', p_percent), true);
end
$$;
comment on function private.tell_progress(integer) is
  'Says in pg_stat_activity how far an import is; the worker''s heartbeat reads it there.';

create function private.spare_edited_workouts(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  update private.import_workouts as w
  set is_edited = true,
      action    = case v_job.on_conflict when 'overwrite' then w.action else 'conflict' end
  from private.imported_state as s
  where w.job_id = p_job_id and w.action in ('update', 'conflict')
    and s.user_id = v_job.user_id and s.session_id = w.session_id and s.is_edited;
end
$$;
comment on function private.spare_edited_workouts(uuid) is
  'A workout that was corrected here is a conflict, unless it is to be overwritten.';

create function private.import_body_weights(p_job_id uuid)
returns date[]
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
declare
  v_job      public.import_jobs;
  v_doubtful date[];
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  if v_job.reading ->> 'body_in_weight' is distinct from 'true' then
    return '{}'::date[];
  end if;
  with lifts as materialized (
    select n.name, e.bodyweight_share
    from (
      select d.name, private.find_exercise(v_job.user_id, d.name, v_job.source) as exercise_id
      from (
        select distinct btrim(r.exercise_name) as name
        from private.import_rows as r
        where r.job_id = p_job_id and r.kind = 'set' and r.weight > 0
      ) as d
      -- each name is looked up once
      offset 0
    ) as n
    join public.exercises as e on e.id = n.exercise_id and e.load_kind = 'bodyweight_reps'
  ),
  -- what was imported before tells of the body, too
  weighed as materialized (
    select
      r.line, r.part, r.run, r.started_local::date as measured_on, r.weight, r.weight_unit, l.bodyweight_share,
      case r.weight_unit when 'lb' then r.weight * 0.45359237 else r.weight end as weight_kg
    from private.import_rows as r
    join lifts as l on l.name = btrim(r.exercise_name)
    where r.job_id = p_job_id and r.kind = 'set' and r.weight > 0
  ),
  -- the least of a day is the body, if it can be one; what is above it was added
  least as materialized (
    select distinct on (w.measured_on) w.measured_on, w.weight, w.weight_unit, w.weight_kg
    from weighed as w
    where w.weight_kg between 20 and 400
    order by w.measured_on, w.weight_kg, w.line
  ),
  bodies as materialized (
    select d.measured_on, coalesce(m.weight, l.weight) as weight, coalesce(m.weight_unit, l.weight_unit) as weight_unit,
           case when m.id is null then l.weight_kg when m.weight_unit = 'lb' then m.weight * 0.45359237 else m.weight end as weight_kg
    from (select distinct w.measured_on from weighed as w) as d
    left join least as l on l.measured_on = d.measured_on
    left join public.body_measurements as m on m.user_id = v_job.user_id and m.measured_on = d.measured_on
  ),
  written as materialized (
    select w.line, w.part, w.measured_on, w.weight, w.weight_unit, w.weight_kg
    from weighed as w
    join private.written_runs as x on x.job_id = p_job_id and x.run = w.run
  ),
  added as (
    update private.import_rows as r
    set weight = case
      when w.weight_kg <= b.weight_kg then null
      when w.weight_unit = b.weight_unit then w.weight - b.weight
      when w.weight_unit = 'lb' then round((w.weight_kg - b.weight_kg) / 0.45359237, 3)
      else w.weight_kg - b.weight_kg
    end
    from written as w
    join bodies as b on b.measured_on = w.measured_on
    -- too little for a body: it is what was added
    where r.job_id = p_job_id and r.line = w.line and r.part = w.part and w.weight_kg >= 20 and b.weight_kg is not null
  ),
  measured as (
    insert into public.body_measurements (user_id, measured_on, weight, weight_unit)
    select v_job.user_id, l.measured_on, l.weight, l.weight_unit
    from least as l
    where l.measured_on in (select w.measured_on from written as w)
    on conflict (user_id, measured_on) do nothing
    returning id
  ),
  made as (
    insert into private.import_made (job_id, user_id, kind, id)
    select p_job_id, v_job.user_id, 'body_weight', m.id from measured as m
  ),
  -- a day is in doubt if a weight can't be a body's, or is less than it, or if lifts of more and less of it differ
  doubts as (
    select w.measured_on
    from weighed as w
    join bodies as b on b.measured_on = w.measured_on
    where w.measured_on in (select x.measured_on from written as x)
    group by w.measured_on
    having bool_or(w.weight_kg not between 20 and 400) or bool_or(w.weight_kg < b.weight_kg)
      or (count(distinct w.bodyweight_share) > 1
          and (select count(distinct k.least) from (
                 select min(x.weight_kg) as least
                 from weighed as x
                 where x.measured_on = w.measured_on
                 group by x.bodyweight_share) as k) > 1)
  )
  select coalesce(array_agg(d.measured_on order by d.measured_on), '{}') into v_doubtful from doubts as d;
  return v_doubtful;
end
$$;
comment on function private.import_body_weights(uuid) is
  'Where an app writes the body''s weight into the weight of a pull-up: keeps it as that day''s body measurement, unless there is one, and leaves to the set what was added. Returns the days where it is in doubt which of the two a weight is.';

create function private.keep_told_bodies(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  if v_job.reading ->> 'body_told' is distinct from 'true' then
    return;
  end if;
  with measured as (
    insert into public.body_measurements (user_id, measured_on, weight, weight_unit)
    select distinct on (r.body_weight_on) v_job.user_id, r.body_weight_on, r.body_weight, r.body_weight_unit
    from private.import_rows as r
    join private.written_runs as w on w.job_id = p_job_id and w.run = r.run
    where r.job_id = p_job_id and r.kind <> 'error' and r.body_weight_on is not null
    order by r.body_weight_on, r.line
    on conflict (user_id, measured_on) do nothing
    returning id
  )
  insert into private.import_made (job_id, user_id, kind, id)
  select p_job_id, v_job.user_id, 'body_weight', m.id from measured as m;
end
$$;
comment on function private.keep_told_bodies(uuid) is
  'Where a file has a column for what the body weighed: keeps it as that day''s body measurement, unless there is one.';

create function private.write_import_workouts(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;

  -- what changed and is to be updated is kept, and written anew
  insert into private.import_before (
    job_id, user_id, session_id, former_job_id, content_hash, set_count, written_at, is_edited, workout, blocks, sets)
  select
    p_job_id, s.user_id, s.id, i.job_id, i.content_hash, i.set_count, i.written_at, w.is_edited, to_jsonb(s),
    coalesce((
      select jsonb_agg(to_jsonb(b))
      from public.workout_session_exercises as b
      where b.user_id = s.user_id and b.session_id = s.id), '[]'),
    coalesce((
      select jsonb_agg(to_jsonb(t))
      from public.workout_session_exercises as b
      join public.workout_sets as t on t.user_id = b.user_id and t.session_exercise_id = b.id
      where b.user_id = s.user_id and b.session_id = s.id), '[]')
  from private.import_workouts as w
  join public.workout_sessions as s on s.user_id = v_job.user_id and s.id = w.session_id
  left join public.imported_workouts as i
    on i.user_id = v_job.user_id and i.source = v_job.source and i.source_key = w.source_key
  where w.job_id = p_job_id and w.action = 'update';
  delete from public.workout_session_exercises as b
  using private.import_workouts as w
  where w.job_id = p_job_id and w.action = 'update' and b.user_id = v_job.user_id and b.session_id = w.session_id;
  update public.workout_sessions as s
  set name         = w.name,
      status       = coalesce(w.status, s.status),
      started_at   = w.started_at,
      completed_at = w.completed_at,
      timezone     = coalesce(w.timezone, v_job.timezone),
      notes        = left(w.notes, 10000),
      deleted_at   = null
  from private.import_workouts as w
  where w.job_id = p_job_id and w.action = 'update' and s.user_id = v_job.user_id and s.id = w.session_id;

  insert into public.workout_sessions (id, user_id, name, status, started_at, completed_at, timezone, notes)
  select
    w.session_id, v_job.user_id, w.name, coalesce(w.status, 'completed'), w.started_at, w.completed_at,
    coalesce(w.timezone, v_job.timezone), left(w.notes, 10000)
  from private.import_workouts as w
  where w.job_id = p_job_id and w.action = 'create';
  perform private.gather_statistics(p_job_id, 'public.workout_sessions');

  insert into public.imported_workouts (user_id, source, source_key, session_id, content_hash, job_id, set_count)
  select v_job.user_id, v_job.source, w.source_key, w.session_id, w.content_hash, p_job_id, w.set_count
  from private.import_workouts as w
  where w.job_id = p_job_id and w.action in ('create', 'update')
  on conflict (user_id, source, source_key) do update
    set content_hash = excluded.content_hash, job_id = excluded.job_id, set_count = excluded.set_count,
        written_at = excluded.written_at;
end
$$;
comment on function private.write_import_workouts(uuid) is
  'The workouts that an import brings, without their blocks; what it changes is kept for undoing it.';

create function private.write_import_blocks(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
declare
  v_job public.import_jobs;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  insert into public.workout_session_exercises (
    id, user_id, session_id, exercise_id, exercise_name, order_index, superset_group, notes)
  select
    b.id, v_job.user_id, w.session_id, coalesce(b.exercise_id, n.exercise_id), b.exercise_name,
    coalesce(b.order_index, row_number() over (partition by w.session_id order by b.block) - 1),
    coalesce(b.superset_group,
             case when b.superset is not null then dense_rank() over (partition by w.session_id order by b.superset) - 1 end),
    left(b.notes, 10000)
  from private.import_blocks as b
  join private.written_runs as w on w.job_id = p_job_id and w.run = b.run
  left join private.import_names as n on n.job_id = p_job_id and n.exercise_name = b.exercise_name
  where b.job_id = p_job_id
  order by b.block;
  perform private.gather_statistics(p_job_id, 'public.workout_session_exercises');
end
$$;
comment on function private.write_import_blocks(uuid) is
  'The blocks that an import brings, in the order of the file, each with its exercise and superset.';

create function private.write_import_sets(p_job_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
begin
  insert into public.workout_sets (
    id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, duration_seconds, distance_m,
    rest_time_seconds, notes, performed_at)
  select
    r.id, r.user_id, b.id, r.set_number, r.set_type, r.reps, r.weight, coalesce(r.weight_unit, 'kg'), r.rpe,
    r.duration_seconds, r.distance_m, case when t.seconds > 86400 then 86400 else t.seconds end, r.notes, w.started_at
  from private.import_rows as r
  join private.written_runs as w on w.job_id = p_job_id and w.run = r.run
  join private.import_blocks as b on b.job_id = p_job_id and b.block = r.block
  -- a rest row is the rest after the set before it, unless the reader says that it is of none
  left join (
    select a.block, a.set_number, sum(a.duration_seconds) as seconds
    from private.import_rows as a
    where a.job_id = p_job_id and a.kind = 'rest' and a.error_reason is null
    group by a.block, a.set_number
  ) as t on t.block = r.block and t.set_number = r.set_number
  where r.job_id = p_job_id and r.kind = 'set';
end
$$;
comment on function private.write_import_sets(uuid) is
  'The sets that an import brings, each with the rest taken after it.';

create function private.close_import(p_job_id uuid, p_created text[], p_doubtful_days date[])
returns jsonb
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job     public.import_jobs;
  v_account jsonb;
begin
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  -- made in this very transaction
  insert into private.import_made (job_id, user_id, kind, id)
  select p_job_id, v_job.user_id, 'exercise', e.id
  from public.exercises as e
  where e.owner_id = v_job.user_id and e.created_at = now() and e.name = any (p_created);

  select jsonb_build_object(
    'job_id', p_job_id,
    'source', v_job.source,
    'dialect', v_job.dialect,
    'unit', v_job.weight_unit,
    'units', jsonb_build_object(
      'weight_from', v_job.reading ->> 'weight_unit_from',
      'distance', v_job.reading ->> 'distance_unit',
      'pounds_again', case when v_job.reading ->> 'pounds_again' = 'true'
        then count(*) filter (where r.kind = 'set' and r.weight_unit = 'lb') else 0 end),
    'months', v_job.reading ->> 'months',
    'timezone', v_job.timezone,
    'rows', count(*),
    'sets', count(*) filter (where r.kind = 'set'),
    'rests', count(*) filter (where r.kind = 'rest'),
    'notes', count(*) filter (where r.kind = 'note'),
    'exercises_created', p_created,
    'suggestions', private.suggest_exercises(p_created),
    'body_weights', (select count(*) from private.import_made as m where m.job_id = p_job_id and m.kind = 'body_weight'),
    'body_weights_doubtful', to_jsonb(p_doubtful_days))
  into v_account
  from private.import_rows as r
  where r.job_id = p_job_id;
  -- apart from the counts: these are in order, and all rows would be sorted for them
  select v_account || jsonb_build_object(
    'rests_without_set', coalesce(jsonb_agg(r.line order by r.line) filter (where r.kind = 'rest'), '[]'),
    'unread', coalesce(
      jsonb_agg(f.fault order by r.line, r.part) filter (where r.kind in ('set', 'note')), '[]'),
    'errors', coalesce(jsonb_agg(f.fault order by r.line, r.part) filter (where r.kind = 'error'), '[]'))
  into v_account
  from private.import_rows as r
  cross join lateral jsonb_build_object(
    'line', r.line, 'column', r.error_column, 'value', r.error_value, 'reason', r.error_reason) as f (fault)
  where r.job_id = p_job_id and r.error_reason is not null;
  select v_account || jsonb_build_object(
    'workouts', jsonb_build_object(
      'created', count(*) filter (where w.action = 'create'),
      'updated', count(*) filter (where w.action = 'update'),
      'unchanged', count(*) filter (where w.action = 'unchanged'),
      'conflicts', count(*) filter (where w.action = 'conflict')),
    'notes_cut', count(*) filter (where w.action in ('create', 'update') and length(w.notes) > 10000)
      + (select count(*)
         from private.import_blocks as b
         join private.written_runs as x on x.job_id = p_job_id and x.run = b.run
         where b.job_id = p_job_id and length(b.notes) > 10000),
    'conflicts', coalesce(
      jsonb_agg(jsonb_build_object('session_id', w.session_id, 'workout', w.source_key, 'edited_here', w.is_edited)
                order by w.started_at)
        filter (where w.action = 'conflict'), '[]'))
  into v_account
  from private.import_workouts as w
  where w.job_id = p_job_id;

  perform private.gather_statistics(p_job_id, 'public.workout_sets');
  delete from private.import_workouts as w where w.job_id = p_job_id;
  delete from private.import_blocks as b where b.job_id = p_job_id;
  delete from private.import_names as n where n.job_id = p_job_id;
  update public.import_jobs as j
  set status = 'completed', summary = v_account, progress = 100, heartbeat_at = null
  where j.id = p_job_id;
  return v_account;
end
$$;
comment on function private.close_import(uuid, text[], date[]) is 'Ends an import: makes up its account, keeps it with the job, and returns it.';

create function public.run_import(p_job_id uuid)
returns jsonb
language plpgsql volatile
set search_path = pg_catalog, pg_temp
-- with the usual 4 MB the blocks of a long log don't fit, and every join with them goes by way of the disk
set work_mem = '32MB'
-- a nested loop that can't be avoided looks so dear that servers before 18 would compile it, each time
set jit = off
as $$
declare
  v_created       text[];
  v_doubtful_days date[];
begin
  perform private.import_to_run(p_job_id);
  perform private.tell_progress(1);
  perform private.stage_import_workouts(p_job_id);
  perform private.spare_edited_workouts(p_job_id);
  perform private.tell_progress(15);

  v_created := private.make_import_exercises(p_job_id);
  v_doubtful_days := private.import_body_weights(p_job_id);
  perform private.keep_told_bodies(p_job_id);
  perform private.tell_progress(30);

  perform private.write_import_workouts(p_job_id);
  perform private.write_import_blocks(p_job_id);
  perform private.tell_progress(45);

  perform private.write_import_sets(p_job_id);
  perform private.tell_progress(95);
  return private.close_import(p_job_id, v_created, v_doubtful_days);
end
$$;
comment on function public.run_import(uuid) is
  'Brings the rows of an import into the log and returns the account: rows = sets + rests + notes + the number of errors; workouts created, updated, unchanged and in conflict; exercises made, and what they may be called here; units and how they are known. For the back end, in the transaction of begin_import() or by a worker. Raises PT404 for an unknown import, PT409 for one that is done.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function
  private.suggest_exercises, private.stage_import_workouts, private.make_import_exercises, private.gather_statistics,
  private.import_to_run, private.tell_progress, private.spare_edited_workouts, private.import_body_weights,
  private.keep_told_bodies, private.write_import_workouts, private.write_import_blocks, private.write_import_sets,
  private.close_import
  to service_role;
revoke execute on function public.begin_import, public.run_import from public, anon, authenticated, service_role;
grant execute on function public.begin_import, public.run_import to service_role;

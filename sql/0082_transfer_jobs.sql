-- Imports as jobs: who does them, how far they are, and how they are taken back.
--
-- A small file is imported at once, in one transaction. A large one is staged by whoever has it and left `pending`;
-- a worker claims it, and the claim is committed before the work begins, so that everyone sees who has it. Two workers
-- that look at once skip each other's rows. The work itself is one transaction: whoever is killed in it leaves
-- nothing, and its job, without a sign of life for a while, is the next one's. Should the first be alive after all, the
-- second waits for the person's row in `users` and then finds the job done. A job that kills every worker fails.
-- Progress stands in the job's row and goes out by NOTIFY on `import_jobs`, for those who would rather listen than ask.
-- Nothing depends on its being heard.
-- Undoing an import takes away what it brought and gives back what it changed. What was edited since is somebody's
-- work: it stays, and is named, unless it is said to go too.

create type public.claimed_import as (
  job_id  uuid,
  user_id uuid,
  source  text,
  attempt smallint
);
create type public.undone_import as (
  job_id               uuid,
  workouts_removed     integer,
  workouts_restored    integer,
  workouts_kept        uuid[],
  exercises_removed    text[],
  body_weights_removed integer
);
create type public.import_line as (
  line integer,
  raw  text
);
comment on type public.claimed_import is 'An import that a worker has to do now, and which try it is. May be null: nothing.';
comment on type public.undone_import is
  'What undoing an import did: workouts taken away, workouts given back as they were before it, those that stay because they were edited since, exercises of one''s own and body weights taken away. May be null: nothing.';
comment on type public.import_line is 'A record of an imported file as it stood there, by the line it begins on. May be null: raw.';

-- Triggers

create function private.announce_import()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_notify('import_jobs', json_build_object(
    'job_id', new.id, 'user_id', new.user_id, 'status', new.status, 'progress', new.progress)::text);
  return null;
end
$$;
comment on function private.announce_import() is 'Says on the channel import_jobs how far an import is.';

create trigger import_jobs_announce_new after insert on public.import_jobs
  for each row execute function private.announce_import();
create trigger import_jobs_announce after update on public.import_jobs
  for each row when ((old.status, old.progress) is distinct from (new.status, new.progress))
  execute function private.announce_import();

-- Work

create function private.lookback_fault(p_span interval, p_path text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_span is null then format('%s is missing', p_path)
    when p_span not between interval '0' and interval '100 years'
      then format('%s = "%s": expected a span from 0 to 100 years', p_path, p_span)
  end;
end
$$;
comment on function private.lookback_fault(interval, text) is 'What is wrong with a span of time that has to be one to look back over; null if nothing is.';

create function public.claim_import(
  p_worker      text,
  p_stale_after interval default '1 minute',
  p_job_id      uuid default null
)
returns public.claimed_import
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_claimed public.claimed_import;
begin
  perform private.raise_faults('The claim has faults', array_remove(array[
    private.field_fault(to_jsonb(p_worker), 'p_worker', 'text', 1, 200, p_required => true),
    private.lookback_fault(p_stale_after, 'p_stale_after')], null));
  -- five workers left it: it would take the sixth along too
  update public.import_jobs as j
  set status = 'failed', heartbeat_at = null,
      error  = format('%s workers began it and died; the last was %s', j.attempts, j.worker)
  where j.id in (
    select w.id
    from public.import_jobs as w
    where w.status = 'processing' and w.heartbeat_at < clock_timestamp() - p_stale_after and w.attempts >= 5
    for update skip locked);

  -- who seems dead and has come as far as to write holds the job's row by its foreign keys: that is passed over too
  update public.import_jobs as j
  set status = 'processing', worker = p_worker, heartbeat_at = clock_timestamp(), attempts = j.attempts + 1, progress = 0
  where j.id = (
    select w.id
    from public.import_jobs as w
    where (w.status = 'pending' or (w.status = 'processing' and w.heartbeat_at < clock_timestamp() - p_stale_after))
      and (p_job_id is null or w.id = p_job_id)
    order by w.created_at, w.id
    limit 1
    for update skip locked)
  returning j.id, j.user_id, j.source, j.attempts
  into v_claimed;
  return v_claimed;
end
$$;
comment on function public.claim_import(text, interval, uuid) is
  'Takes the oldest import that waits, or whose worker gave no sign of life for p_stale_after, or the one that is asked for; null if there is none. Commit it before the work begins. The sixth worker''s turn does not come: the import has failed. For the back end. Raises PT422 for a worker without a name, or a span below zero.';

create function public.heartbeat_import(p_job_id uuid, p_worker text, p_progress integer default null)
returns boolean
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.import_jobs as j
  set heartbeat_at = clock_timestamp(), progress = coalesce(least(greatest(p_progress, 0), 99), j.progress)
  where j.id = p_job_id and j.worker = p_worker and j.status = 'processing';
  return found;
end
$$;
comment on function public.heartbeat_import(uuid, text, integer) is
  'Gives a sign of life for an import, and says how far it is, percent. False if it is not the worker''s any more: then let go of it. For the back end.';

create function public.fail_import(p_job_id uuid, p_worker text, p_error text)
returns boolean
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.raise_faults('An import fails for a reason', array_remove(array[
    case when coalesce(p_error, '') = '' then 'p_error is missing' end], null));
  update public.import_jobs as j
  set status = 'failed', error = left(p_error, 10000), heartbeat_at = null
  where j.id = p_job_id and j.worker = p_worker and j.status = 'processing';
  return found;
end
$$;
comment on function public.fail_import(uuid, text, text) is
  'Gives up on an import and keeps the reason. False if it is not the worker''s any more. For the back end. Raises PT422 without a reason.';

-- Undoing

create function private.unused_exercises(p_exercise_ids uuid[])
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key    record;
  v_unused uuid[] := p_exercise_ids;
begin
  -- from the catalogue, so that no chapter that points at exercises can be forgotten
  for v_key in
    select k.conrelid::regclass as name, a.attname
    from pg_constraint as k
    join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'public.exercises'::regclass
      -- what hangs on an exercise is no use of it
      and k.conrelid not in ('public.exercise_aliases'::regclass, 'public.exercise_equipment'::regclass)
  loop
    execute format('select array(select u.id from unnest($1) as u (id) where not exists (select from %s as t where t.%I = u.id))',
                   v_key.name, v_key.attname)
    into v_unused using v_unused;
  end loop;
  return v_unused;
end
$$;
comment on function private.unused_exercises(uuid[]) is 'Those of these exercises that nothing points at: no log, template, plan or other exercise.';

create function private.ways_back(p_job_id uuid, p_user_id uuid)
returns table (session_id uuid, from_job_id uuid)
language plpgsql stable
rows 1000
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  with recursive back as (
    select p.session_id, p.job_id, p.former_job_id, p.is_edited
    from private.import_before as p
    where p.job_id = p_job_id and p.user_id = p_user_id
    union all
    -- what an import brought that is undone itself is no way back, unless somebody worked on it
    select p.session_id, p.job_id, p.former_job_id, p.is_edited
    from back as b
    join public.import_jobs as f on f.user_id = p_user_id and f.id = b.former_job_id and f.undone_at is not null
    join private.import_before as p on p.job_id = f.id and p.session_id = b.session_id
    where not b.is_edited
  )
  select b.session_id, b.job_id
  from back as b
  left join public.import_jobs as f on f.user_id = p_user_id and f.id = b.former_job_id
  where b.is_edited or f.undone_at is null;
end
$$;
comment on function private.ways_back(uuid, uuid) is
  'For the workouts that an import changed, before which import each was last what no undone import brought; none for one that only undone imports brought.';

create function private.restore_before_import(p_job_id uuid, p_user_id uuid, p_session_ids uuid[])
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_sessions as s
  set name         = x.name,
      status       = x.status,
      started_at   = x.started_at,
      completed_at = x.completed_at,
      timezone     = x.timezone,
      notes        = x.notes,
      deleted_at   = x.deleted_at
  from private.import_before as p
  cross join lateral jsonb_populate_record(null::public.workout_sessions, p.workout) as x
  where p.job_id = p_job_id and p.session_id = any (p_session_ids) and s.user_id = p_user_id and s.id = p.session_id;

  insert into public.workout_session_exercises (
    id, user_id, session_id, exercise_id, exercise_name, order_index, superset_group, target_sets, target_reps_min,
    target_reps_max, target_duration_seconds, target_weight_kg, target_rpe, target_rir, rest_time_seconds, notes)
  select
    x.id, p_user_id, p.session_id, coalesce(e.merged_into, e.id), x.exercise_name, x.order_index, x.superset_group,
    x.target_sets, x.target_reps_min, x.target_reps_max, x.target_duration_seconds, x.target_weight_kg, x.target_rpe,
    x.target_rir, x.rest_time_seconds, x.notes
  from private.import_before as p
  cross join lateral jsonb_populate_recordset(null::public.workout_session_exercises, p.blocks) as x
  left join public.exercises as e on e.id = x.exercise_id
  where p.job_id = p_job_id and p.session_id = any (p_session_ids);

  insert into public.workout_sets (
    id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir, duration_seconds,
    distance_m, rest_time_seconds, notes, performed_at)
  select
    x.id, p_user_id, x.session_exercise_id, x.set_number, x.set_type, x.reps, x.weight, x.weight_unit, x.rpe, x.rir,
    x.duration_seconds, x.distance_m, x.rest_time_seconds, x.notes, x.performed_at
  from private.import_before as p
  cross join lateral jsonb_populate_recordset(null::public.workout_sets, p.sets) as x
  where p.job_id = p_job_id and p.session_id = any (p_session_ids);

  update public.imported_workouts as i
  set content_hash = p.content_hash,
      job_id       = (select f.id from public.import_jobs as f where f.user_id = p_user_id and f.id = p.former_job_id),
      set_count    = p.set_count,
      -- what had been edited is known as edited again
      written_at   = case when p.is_edited then p.written_at else now() end
  from private.import_before as p
  where p.job_id = p_job_id and p.session_id = any (p_session_ids) and p.content_hash is not null
    and i.user_id = p_user_id and i.job_id = p_job_id and i.session_id = p.session_id;
  delete from public.imported_workouts as i
  using private.import_before as p
  where p.job_id = p_job_id and p.session_id = any (p_session_ids) and p.content_hash is null
    and i.user_id = p_user_id and i.job_id = p_job_id and i.session_id = p.session_id;
end
$$;
comment on function private.restore_before_import(uuid, uuid, uuid[]) is
  'Writes workouts as they were before an import changed them; their sets and blocks are gone by now.';

create function public.undo_import(p_job_id uuid, p_force boolean default false)
returns public.undone_import
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job          public.import_jobs;
  v_undone       public.undone_import;
  v_restored_ids uuid[];
  v_from_job_ids uuid[];
  v_removed_ids  uuid[];
  v_exercise_ids uuid[];
begin
  perform private.lock_log(j.user_id) from public.import_jobs as j where j.id = p_job_id;
  select j.* into v_job from public.import_jobs as j where j.id = p_job_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such import', detail = format('p_job_id = %s', p_job_id), hint = 'begin_import() opens one.';
  end if;
  if v_job.status <> 'completed' then
    raise exception using
      errcode = 'PT409', message = 'This import brought nothing', detail = format('status = %s', v_job.status),
      hint = 'Only an import that was completed can be undone.';
  end if;

  select
    coalesce(array_agg(s.session_id) filter (where s.fate = 'kept'), '{}'),
    coalesce(array_agg(s.session_id order by s.session_id) filter (where s.fate = 'restored'), '{}'),
    coalesce(array_agg(s.from_job_id order by s.session_id) filter (where s.fate = 'restored'), '{}'),
    coalesce(array_agg(s.session_id) filter (where s.fate = 'removed'), '{}')
  into v_undone.workouts_kept, v_restored_ids, v_from_job_ids, v_removed_ids
  from (
    select
      i.session_id, b.from_job_id,
      case
        when i.is_edited and not i.is_deleted and p_force is not true then 'kept'
        when b.from_job_id is not null then 'restored'
        else 'removed'
      end as fate
    from private.imported_state as i
    left join private.ways_back(p_job_id, v_job.user_id) as b on b.session_id = i.session_id
    where i.user_id = v_job.user_id and i.job_id = p_job_id
  ) as s;

  -- from the leaves up, so that the records are counted once and not for each workout
  delete from public.workout_sets as s
  using public.workout_session_exercises as b
  where b.user_id = v_job.user_id and b.session_id = any (v_removed_ids || v_restored_ids)
    and s.user_id = v_job.user_id and s.session_exercise_id = b.id;
  delete from public.workout_session_exercises as b
  where b.user_id = v_job.user_id and b.session_id = any (v_removed_ids || v_restored_ids);
  delete from public.workout_sessions as w
  where w.user_id = v_job.user_id and w.id = any (v_removed_ids);
  -- where the way back goes past other imports, it begins here now
  delete from private.import_before as p
  using unnest(v_restored_ids, v_from_job_ids) as t (session_id, from_job_id)
  where p.job_id = p_job_id and p.session_id = t.session_id and t.from_job_id <> p_job_id;
  update private.import_before as p
  set job_id = p_job_id
  from unnest(v_restored_ids, v_from_job_ids) as t (session_id, from_job_id)
  where p.job_id = t.from_job_id and p.session_id = t.session_id and t.from_job_id <> p_job_id;
  perform private.restore_before_import(p_job_id, v_job.user_id, v_restored_ids);
  delete from private.import_before as p
  where p.job_id = p_job_id and p.session_id = any (v_removed_ids || v_restored_ids);

  -- what an import made may have been left for another's sake that is undone now
  update public.import_jobs as j set undone_at = coalesce(j.undone_at, now()) where j.id = p_job_id;
  with gone as (
    delete from public.body_measurements as b
    using private.import_made as m, public.import_jobs as j
    where j.user_id = v_job.user_id and j.undone_at is not null and m.job_id = j.id and m.kind = 'body_weight'
      and b.user_id = v_job.user_id and b.id = m.id and b.updated_at = b.created_at
      -- sets of that day hold what was added to it, where the weight was the body's with that
      and not exists (
        select
        from public.workout_sessions as w
        join public.imported_workouts as i on i.user_id = w.user_id and i.session_id = w.id
        join public.import_jobs as k on k.user_id = i.user_id and k.id = i.job_id and k.reading ->> 'body_in_weight' = 'true'
        join public.workout_session_exercises as x on x.user_id = w.user_id and x.session_id = w.id
        join public.exercises as e on e.id = x.exercise_id and e.load_kind = 'bodyweight_reps'
        where w.user_id = v_job.user_id and w.local_date = b.measured_on and w.deleted_at is null)
    returning b.id
  )
  select count(*)::integer into v_undone.body_weights_removed from gone;

  v_exercise_ids := private.unused_exercises(array(
    select e.id
    from public.import_jobs as j
    join private.import_made as m on m.job_id = j.id and m.kind = 'exercise'
    join public.exercises as e on e.id = m.id and e.owner_id = v_job.user_id
    where j.user_id = v_job.user_id and j.undone_at is not null and e.updated_at = e.created_at));
  with gone as (
    delete from public.exercises as e
    where e.id = any (v_exercise_ids)
    returning e.name
  )
  select coalesce(array_agg(g.name order by g.name), '{}') into v_undone.exercises_removed from gone as g;

  v_undone.job_id := p_job_id;
  v_undone.workouts_removed := cardinality(v_removed_ids);
  v_undone.workouts_restored := cardinality(v_restored_ids);
  return v_undone;
end
$$;
comment on function public.undo_import(uuid, boolean) is
  'Takes back what an import brought, and returns what that was: its workouts; the exercises and body weights it made, unless they were edited or something else uses them; workouts that it changed are again what they were, or what they were before other imports that are undone. What those had made and something used goes too, once nothing does. Workouts edited here since stay and are named, unless p_force. Records return to what they were, and the same file can come again. A second time undoes what is left. For the back end. Raises PT404 for an unknown import, PT409 for one that was not completed.';

-- Keeping and forgetting

-- Staging is no person's to read; the lines of one's own files are: hence definer, for oneself alone.
create function private.import_lines(p_job_id uuid, p_after_line integer, p_limit integer)
returns setof public.import_line
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select r.line, r.raw
  from private.import_rows as r
  join public.import_jobs as j on j.id = r.job_id and j.user_id = v_user_id
  where r.job_id = p_job_id and r.part = 1 and r.line > coalesce(p_after_line, 0)
  order by r.line
  limit greatest(least(p_limit, 1000), 0);
end
$$;
comment on function private.import_lines(uuid, integer, integer) is 'The work of public.import_lines().';

create function public.import_lines(p_job_id uuid, p_after_line integer default 0, p_limit integer default 1000)
returns setof public.import_line
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select l.line, l.raw from private.import_lines(p_job_id, p_after_line, p_limit) as l;
end
$$;
comment on function public.import_lines(uuid, integer, integer) is
  'The records of a file of one''s own as they stood there, after a line, at most 1,000 at a time; none once they are purged. Raises 42501 if nobody is signed in.';

create function public.purge_import_rows(p_older_than interval default '30 days')
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_purged bigint;
begin
  perform private.raise_faults('Nothing can be purged so', array_remove(array[
    private.lookback_fault(p_older_than, 'p_older_than')], null));
  delete from private.import_rows as r
  using public.import_jobs as j
  where r.job_id = j.id and j.status in ('completed', 'failed') and j.updated_at < now() - p_older_than;
  get diagnostics v_purged = row_count;
  return v_purged;
end
$$;
comment on function public.purge_import_rows(interval) is
  'Forgets the raw rows of imports that were completed or failed that long ago, and returns how many; the account and what came in stay, and can still be undone. For the back end, by cron. Raises PT422 for a span below zero, or none.';

create function public.export_account()
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_account jsonb := '{}'::jsonb;
  v_table   record;
  v_rows    jsonb;
begin
  -- from the catalogue, so that no chapter can be forgotten; the policies see to it that the rows are one's own
  for v_table in
    select c.relname as name, a.attname as owner_column
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped and a.atttypid = 'uuid'::regtype
      and (a.attname in ('user_id', 'owner_id', 'host_id', 'from_user_id') or (a.attname = 'id' and c.relname in ('users', 'profiles')))
    where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r'
      and has_table_privilege(c.oid, 'select')
    order by c.relname
  loop
    execute format('select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)), ''[]'') from public.%I as t where t.%I = $1',
                   v_table.name, v_table.owner_column)
    into v_rows using v_user_id;
    v_account := v_account || jsonb_build_object(v_table.name, v_rows);
  end loop;
  return v_account || jsonb_build_object('exercise_equipment', (
    select coalesce(jsonb_agg(to_jsonb(x) order by x.exercise_id, x.equipment_id), '[]')
    from public.exercise_equipment as x
    join public.exercises as e on e.id = x.exercise_id
    where e.owner_id = v_user_id));
end
$$;
comment on function public.export_account() is
  'Everything the database holds of the person who asks, one key a table, as JSON; but for the lines of imported files, which may be too many for one document, are the person''s own file, and are soon purged: import_lines() gives these. Raises 42501 if nobody is signed in.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function private.lookback_fault, private.unused_exercises, private.ways_back, private.restore_before_import to service_role;
grant execute on function private.import_lines to authenticated;
revoke execute on function
  public.claim_import, public.heartbeat_import, public.fail_import, public.undo_import, public.import_lines,
  public.purge_import_rows, public.export_account
  from public, anon, authenticated, service_role;
grant execute on function
  public.claim_import, public.heartbeat_import, public.fail_import, public.undo_import, public.purge_import_rows
  to service_role;
grant execute on function public.import_lines, public.export_account to authenticated;

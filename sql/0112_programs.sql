-- What coaches do, second part: write programs, schedule them and tick them off.
--
-- A program comes as one document, as a generator made it: all of it is checked before any of it is written, every
-- fault is named by its path, and the program with its workouts and their dates is a fixed number of statements,
-- whatever its size. Its own id makes it safe to send twice. What was done offline comes in a batch that can be sent
-- again, too.
-- A day is one of the coach's own zone: it decides what was missed. How far a program is, is counted from its workouts
-- and never kept; reference workouts are examples, and count for nothing.

create type public.program_detail as (
  program  public.programs,
  workouts public.program_workouts[],
  schedule public.workout_schedule[]
);
create type public.program_progress as (
  program_id          uuid,
  entity_id           uuid,
  name                text,
  workout_count       integer,
  scheduled_count     integer,
  completed_count     integer,
  missed_count        integer,
  completed_share     numeric,
  last_completed_at   timestamptz,
  next_workout_id     uuid,
  next_scheduled_date timestamptz
);
comment on type public.program_detail is 'A program with its workouts in order, and their dates in order. May be null: nothing.';
comment on type public.program_progress is
  'How far a program is, without reference workouts: how many workouts it has, have a date, are done, were missed (their day is over); the share that is done, 0 to 1; what comes next. May be null: completed_share, last_completed_at, next_workout_id, next_scheduled_date.';

create function private.find_program(p_user_id uuid, p_program_id uuid)
returns public.programs
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_program public.programs;
begin
  select p.* into v_program
  from public.programs as p
  join public.entities as e on e.user_id = p.user_id and e.id = p.entity_id
  where p.user_id = p_user_id and p.id = p_program_id and e.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such program of yours',
      detail = format('p_program_id = %s', coalesce(p_program_id::text, 'null')),
      hint = 'list_programs() lists your own; those of a deleted client come back with restore_entity().';
  end if;
  return v_program;
end
$$;
comment on function private.find_program(uuid, uuid) is 'A coach''s program; PT404 if it is not there, not theirs, or its client is deleted.';

create function private.find_program_workout(p_user_id uuid, p_workout_id uuid)
returns public.program_workouts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_workout public.program_workouts;
begin
  select w.* into v_workout
  from public.program_workouts as w
  join public.entities as e on e.user_id = w.user_id and e.id = w.entity_id
  where w.user_id = p_user_id and w.id = p_workout_id and e.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such workout of a program of yours',
      detail = format('p_workout_id = %s', coalesce(p_workout_id::text, 'null')),
      hint = 'get_program() lists the workouts of a program.';
  end if;
  return v_workout;
end
$$;
comment on function private.find_program_workout(uuid, uuid) is
  'A workout of a coach''s program; PT404 if it is not there, not theirs, or its client is deleted.';

create function public.get_program(p_program_id uuid)
returns public.program_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_detail  public.program_detail;
begin
  v_detail.program := private.find_program(v_user_id, p_program_id);
  v_detail.workouts := array(
    select w
    from public.program_workouts as w
    where w.user_id = v_user_id and w.entity_id = (v_detail.program).entity_id and w.program_id = p_program_id
    order by w.order_index, w.created_at, w.id);
  v_detail.schedule := array(
    select s
    from public.workout_schedule as s
    where s.user_id = v_user_id and s.entity_id = (v_detail.program).entity_id and s.program_id = p_program_id
    order by s.scheduled_date, s.id);
  return v_detail;
end
$$;
comment on function public.get_program(uuid) is
  'A program of one''s own with its workouts and their dates, both in order. Raises PT404 if it is not there.';

create function private.program_faults(p_program jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select f.fault
    from (
      select -1 as workout_index, -1 as tag_index, p.fault
      from (
        values
          (private.field_fault(p_program, 'p_program', 'object', p_required => true)),
          (private.field_fault(p_program -> 'id', 'id', 'uuid')),
          (private.field_fault(p_program -> 'name', 'name', 'text', 1, 255, p_required => true)),
          (private.field_fault(p_program -> 'description', 'description', 'text', 0, 100000)),
          (private.field_fault(p_program -> 'duration_weeks', 'duration_weeks', 'integer', 1, 520)),
          (private.field_fault(p_program -> 'focus_area', 'focus_area', 'text', 0, 255)),
          (private.field_fault(p_program -> 'goal', 'goal', 'text', 0, 10000)),
          (private.field_fault(p_program -> 'difficulty', 'difficulty', 'text', 0, 100)),
          (private.field_fault(p_program -> 'training_methodology', 'training_methodology', 'text', 0, 255)),
          (private.field_fault(p_program -> 'reference_input', 'reference_input', 'text', 0, 1000000)),
          (private.field_fault(p_program -> 'workouts', 'workouts', 'list', 0, 1000))
      ) as p (fault)
      union all
      select -1, -1, k.fault
      from private.key_faults(p_program, '', array[
        'id', 'name', 'description', 'duration_weeks', 'focus_area', 'goal', 'difficulty', 'training_methodology',
        'reference_input', 'session_details', 'program_overview', 'workout_format', 'gym_details', 'generated_program',
        'calendar_data', 'periodization', 'workouts']) as k (fault)
      union all
      select -1, -1, 'workouts: expected each id once'
      where (
        select count(distinct lower(x.value ->> 'id')) < count(x.value ->> 'id')
        from private.elements(p_program -> 'workouts') as x)
      union all
      select x.index, -1, w.fault
      from private.elements(p_program -> 'workouts') as x
      cross join lateral (select format('workouts[%s]', x.index) as path) as p
      cross join lateral (
        values
          (private.field_fault(x.value, p.path, 'object', p_required => true)),
          (private.field_fault(x.value -> 'id', p.path || '.id', 'uuid')),
          (private.field_fault(x.value -> 'external_workout_id', p.path || '.external_workout_id', 'integer',
                               1, 9007199254740991)),
          (private.field_fault(x.value -> 'title', p.path || '.title', 'text', 1, 255, p_required => true)),
          (private.field_fault(x.value -> 'body', p.path || '.body', 'text', 0, 100000)),
          (private.field_fault(x.value -> 'workout_type', p.path || '.workout_type', 'text', 0, 100)),
          (private.field_fault(x.value -> 'difficulty', p.path || '.difficulty', 'text', 0, 100)),
          (private.field_fault(x.value -> 'tags', p.path || '.tags', 'list', 0, 100)),
          (private.field_fault(x.value -> 'scheduled_date', p.path || '.scheduled_date', 'instant')),
          (private.field_fault(x.value -> 'notes', p.path || '.notes', 'text', 0, 10000)),
          (case when coalesce(jsonb_typeof(x.value -> 'is_reference'), 'null') not in ('boolean', 'null')
                then format('%s.is_reference = %s: expected true or false',
                            p.path, left((x.value -> 'is_reference')::text, 80)) end)
        union all
        select k.fault
        from private.key_faults(x.value, p.path || '.', array[
          'id', 'external_workout_id', 'title', 'body', 'workout_type', 'difficulty', 'tags', 'scheduled_date', 'notes',
          'is_reference']) as k (fault)
      ) as w (fault)
      union all
      select
        x.index, t.index,
        private.field_fault(
          t.value, format('workouts[%s].tags[%s]', x.index, t.index), 'text', 1, 100, p_required => true)
      from private.elements(p_program -> 'workouts') as x
      cross join lateral private.elements(x.value -> 'tags') as t
    ) as f
    where f.fault is not null
    order by f.workout_index, f.tag_index, f.fault);
end
$$;
comment on function private.program_faults(jsonb) is 'What is wrong with the document of a program, each with its path.';

create function public.create_program(p_entity_id uuid, p_program jsonb)
returns public.program_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid;
  v_faults  text[];
  v_library regclass := to_regclass('public.external_workouts');
begin
  perform private.find_entity(v_user_id, p_entity_id);
  if private.field_fault(p_program -> 'id', 'id', 'uuid') is null then
    v_id := coalesce((p_program ->> 'id')::uuid, private.new_id());
    if exists (
      select from public.programs as p where p.user_id = v_user_id and p.id = v_id and p.entity_id = p_entity_id) then
      return public.get_program(v_id);
    end if;
  end if;
  perform private.raise_faults('The program has faults', private.program_faults(p_program));

  begin
    insert into public.programs (
      id, user_id, entity_id, name, description, duration_weeks, focus_area, goal, difficulty, training_methodology,
      reference_input, session_details, program_overview, workout_format, gym_details, generated_program, calendar_data,
      periodization)
    values (
      v_id, v_user_id, p_entity_id, p_program ->> 'name', p_program ->> 'description',
      (p_program ->> 'duration_weeks')::numeric::integer, p_program ->> 'focus_area', p_program ->> 'goal',
      p_program ->> 'difficulty', p_program ->> 'training_methodology', p_program ->> 'reference_input',
      nullif(p_program -> 'session_details', 'null'), nullif(p_program -> 'program_overview', 'null'),
      nullif(p_program -> 'workout_format', 'null'), nullif(p_program -> 'gym_details', 'null'),
      nullif(p_program -> 'generated_program', 'null'), nullif(p_program -> 'calendar_data', 'null'),
      nullif(p_program -> 'periodization', 'null'));

    insert into public.program_workouts (
      id, user_id, program_id, entity_id, external_workout_id, order_index, title, body, workout_type, difficulty, tags,
      scheduled_date, notes, is_reference)
    select
      coalesce((x.value ->> 'id')::uuid, private.new_id()), v_user_id, v_id, p_entity_id,
      (x.value ->> 'external_workout_id')::numeric::bigint, x.index, x.value ->> 'title', x.value ->> 'body',
      x.value ->> 'workout_type', x.value ->> 'difficulty', coalesce(nullif(x.value -> 'tags', 'null'), '[]'),
      (x.value ->> 'scheduled_date')::timestamptz, x.value ->> 'notes',
      coalesce((x.value ->> 'is_reference')::boolean, false)
    from private.elements(p_program -> 'workouts') as x;
  exception
    when unique_violation then
      perform private.raise_taken(format('%s, or that of a workout of it', v_id));
    -- where there is no library, nothing refers to it, and its table can't be named
    when foreign_key_violation then
      execute format($library$
        select array(
          select format('workouts[%%s].external_workout_id = %%s: expected a workout of the library',
                        x.index, x.value -> 'external_workout_id')
          from private.elements($1 -> 'workouts') as x
          where x.value ->> 'external_workout_id' is not null and not exists (
            select from %s as w where w.id = (x.value ->> 'external_workout_id')::numeric::bigint)
          order by x.index)
      $library$, v_library) into v_faults using p_program;
      perform private.raise_faults('The program has faults', v_faults);
      raise;
  end;
  return public.get_program(v_id);
end
$$;
comment on function public.create_program(uuid, jsonb) is
  'Keeps a program for a client or class, with its workouts and their dates, as a generator or a coach made it, and returns it. The document has name, and optionally id, description, duration_weeks, focus_area, goal, difficulty, training_methodology, reference_input, session_details, program_overview, workout_format, gym_details, generated_program, calendar_data, periodization, workouts; a workout has title, and optionally id, external_workout_id (of the library), body, workout_type, difficulty, tags (a list of texts), scheduled_date, notes, is_reference (an example, never scheduled with the others). The same id again returns what is there. Raises PT404 for an unknown client, PT409 for an id that is taken, PT422 with every fault''s path; then nothing is written.';

create function public.duplicate_program(p_program_id uuid, p_entity_id uuid, p_id uuid default null)
returns public.program_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid := coalesce(p_id, private.new_id());
begin
  perform private.find_program(v_user_id, p_program_id);
  perform private.find_entity(v_user_id, p_entity_id);
  if exists (
    select from public.programs as p where p.user_id = v_user_id and p.id = v_id and p.entity_id = p_entity_id) then
    return public.get_program(v_id);
  end if;
  if exists (select from public.programs as p where p.id = v_id) then
    perform private.raise_taken(v_id::text);
  end if;
  insert into public.programs (
    id, user_id, entity_id, name, description, duration_weeks, focus_area, goal, difficulty, training_methodology,
    reference_input, session_details, program_overview, workout_format, gym_details, generated_program, calendar_data,
    periodization)
  select
    v_id, v_user_id, p_entity_id, p.name, p.description, p.duration_weeks, p.focus_area, p.goal, p.difficulty,
    p.training_methodology, p.reference_input, p.session_details, p.program_overview, p.workout_format, p.gym_details,
    p.generated_program, p.calendar_data, p.periodization
  from public.programs as p
  where p.user_id = v_user_id and p.id = p_program_id;
  insert into public.program_workouts (
    user_id, program_id, entity_id, external_workout_id, order_index, title, body, workout_type, difficulty, tags,
    notes, is_reference)
  select
    v_user_id, v_id, p_entity_id, w.external_workout_id, w.order_index, w.title, w.body, w.workout_type, w.difficulty,
    -- what is written of a workout that is done is of the client who did it
    w.tags, case when not w.completed then w.notes end, w.is_reference
  from public.program_workouts as w
  where w.user_id = v_user_id and w.program_id = p_program_id;
  return public.get_program(v_id);
end
$$;
comment on function public.duplicate_program(uuid, uuid, uuid) is
  'Copies a program to another client or class, or to the same, and returns the copy: nothing in it is done or has a date, and the notes of what was done stay behind. The same p_id again returns what is there. Raises PT404 for a program or client that is not one''s own, PT409 for a p_id that is taken.';

create function public.schedule_program(
  p_program_id uuid,
  p_start      date,
  p_weekdays   smallint[],
  p_time       time default '09:00',
  p_timezone   text default null
)
returns public.program_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_program  public.programs := private.find_program(v_user_id, p_program_id);
  v_timezone text;
  -- the training days of a week that begins with p_start, counted from it
  v_days     integer[] := array(
    select distinct (d.weekday + 7 - extract(isodow from p_start)::integer) % 7 as day
    from unnest(p_weekdays) as d (weekday)
    order by day);
begin
  perform private.raise_faults('The program can''t be scheduled so', array_remove(array[
    case when (p_start between '1900-01-01' and '2189-12-31') is not true
      then format('p_start = %s: expected a day from 1900 to 2189', coalesce(p_start::text, 'null')) end,
    case when (p_weekdays <@ '{1,2,3,4,5,6,7}'::smallint[] and cardinality(p_weekdays) > 0) is not true
      then format('p_weekdays = %s: expected one or more of 1 (Monday) to 7', coalesce(p_weekdays::text, 'null')) end],
    null));
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.raise_faults('The program can''t be scheduled so', array(
    select format('p_start = %s: expected a day so early that the program ends before 2199', p_start)
    from public.program_workouts as t
    where t.user_id = v_user_id and t.entity_id = v_program.entity_id and t.program_id = p_program_id
      and not t.completed and not t.is_reference
    having p_start + 7 * (count(*) / cardinality(v_days) + 1)::integer > '2199-01-01'));
  v_timezone := coalesce(p_timezone, (select u.timezone from public.users as u where u.id = v_user_id));

  update public.program_workouts as w
  set scheduled_date = (n.day + coalesce(p_time, '09:00'::time)) at time zone v_timezone
  from (
    select o.id, p_start + (7 * (o.place / cardinality(v_days)) + v_days[o.place % cardinality(v_days) + 1]) as day
    from (
      select t.id, (row_number() over (order by t.order_index, t.created_at, t.id))::integer - 1 as place
      from public.program_workouts as t
      where t.user_id = v_user_id and t.entity_id = v_program.entity_id and t.program_id = p_program_id
        and not t.completed and not t.is_reference
    ) as o
  ) as n
  where w.user_id = v_user_id and w.id = n.id;
  return public.get_program(p_program_id);
end
$$;
comment on function public.schedule_program(uuid, date, smallint[], time, text) is
  'Gives the workouts of a program that are not done their dates, in their order, from a day on, on these weekdays (1 is Monday, 7 Sunday), at a time of day in p_timezone, else in the coach''s zone; and returns it. Reference workouts get none. Raises PT404 if it is not one''s own, PT422 without a start or a weekday.';

create function public.reschedule_program_workout(
  p_workout_id     uuid,
  p_scheduled_date timestamptz default null,
  p_notes          text default null
)
returns public.program_workouts
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_workout public.program_workouts;
begin
  perform private.find_program_workout(v_user_id, p_workout_id);
  perform private.check_instant(p_scheduled_date, 'p_scheduled_date');
  perform private.raise_faults('The workout has faults', array_remove(array[
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null));
  update public.program_workouts as w
  set scheduled_date = p_scheduled_date
  where w.user_id = v_user_id and w.id = p_workout_id
  returning w.* into v_workout;
  update public.workout_schedule as s
  set notes = p_notes
  where s.user_id = v_user_id and s.workout_id = p_workout_id and p_notes is not null;
  return v_workout;
end
$$;
comment on function public.reschedule_program_workout(uuid, timestamptz, text) is
  'Moves a workout of a program to another date, or without one takes it off the schedule, and returns it; p_notes are kept with the date. Raises PT404 if it is not one''s own, PT422 for a date that nobody trains on or notes that are too long.';

create function public.complete_program_workout(
  p_workout_id   uuid,
  p_notes        text default null,
  p_completed_at timestamptz default null,
  p_completed    boolean default true
)
returns public.program_workouts
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_program_workout(v_user_id, p_workout_id);
  perform private.check_instant(p_completed_at, 'p_completed_at');
  perform private.raise_faults('The workout has faults', array_remove(array[
    case when p_completed_at > now() + interval '1 day'
      then format('p_completed_at = %s: expected a moment that has come', p_completed_at) end,
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null));
  -- a phone that sends it twice changes nothing
  update public.program_workouts as w
  set completed    = coalesce(p_completed, true),
      completed_at = case when coalesce(p_completed, true) then coalesce(p_completed_at, now()) end,
      notes        = coalesce(p_notes, w.notes)
  where w.user_id = v_user_id and w.id = p_workout_id and w.completed <> coalesce(p_completed, true);
  return private.find_program_workout(v_user_id, p_workout_id);
end
$$;
comment on function public.complete_program_workout(uuid, text, timestamptz, boolean) is
  'Ticks off a workout of a program, now unless told otherwise, with notes, and returns it; again, it changes nothing. With p_completed false it is to be done again. Raises PT404 if it is not one''s own, PT422 for notes that are too long or a moment more than a day ahead.';

create function public.complete_program_workouts(p_completions jsonb)
returns setof public.program_workouts
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_faults  text[];
begin
  select array_agg(f.fault order by x.index, f.fault) filter (where f.fault is not null)
  into v_faults
  from private.elements(p_completions) as x
  cross join lateral (select format('p_completions[%s]', x.index) as path) as p
  cross join lateral (
    values
      (private.field_fault(x.value, p.path, 'object', p_required => true)),
      (private.field_fault(x.value -> 'workout_id', p.path || '.workout_id', 'uuid', p_required => true)),
      (private.field_fault(x.value -> 'completed_at', p.path || '.completed_at', 'instant')),
      (case when private.field_fault(x.value -> 'completed_at', '', 'instant') is null then
         case when (x.value ->> 'completed_at')::timestamptz > now() + interval '1 day'
           then format('%s.completed_at = %s: expected a moment that has come', p.path, x.value -> 'completed_at') end
       end),
      (private.field_fault(x.value -> 'notes', p.path || '.notes', 'text', 0, 10000)),
      (case when private.field_fault(x.value -> 'workout_id', '', 'uuid', p_required => true) is null then
         case when not exists (
             select from public.program_workouts as w
             join public.entities as e on e.user_id = w.user_id and e.id = w.entity_id
             where w.user_id = v_user_id and w.id = (x.value ->> 'workout_id')::uuid and e.deleted_at is null)
           then format('%s.workout_id = %s: expected a workout of a program of yours', p.path, x.value -> 'workout_id')
         end
       end)
    union all
    select k.fault
    from private.key_faults(x.value, p.path || '.', array['workout_id', 'completed_at', 'notes']) as k (fault)
  ) as f (fault);
  perform private.raise_faults('The completions have faults', array_remove(
    array[private.field_fault(p_completions, 'p_completions', 'list', 0, 1000, p_required => true)] || v_faults, null));

  update public.program_workouts as w
  set completed    = true,
      completed_at = d.completed_at,
      notes        = coalesce(d.notes, w.notes)
  from (
    -- a queue may hold a workout twice: the first counts
    select distinct on ((x.value ->> 'workout_id')::uuid)
      (x.value ->> 'workout_id')::uuid as id,
      coalesce((x.value ->> 'completed_at')::timestamptz, now()) as completed_at,
      x.value ->> 'notes' as notes
    from private.elements(p_completions) as x
    order by (x.value ->> 'workout_id')::uuid, x.index
  ) as d
  where w.user_id = v_user_id and w.id = d.id and not w.completed;

  return query
  select w.*
  from public.program_workouts as w
  where w.user_id = v_user_id
    and w.id in (select (x.value ->> 'workout_id')::uuid from private.elements(p_completions) as x)
  order by w.completed_at, w.id;
end
$$;
comment on function public.complete_program_workouts(jsonb) is
  'Ticks off what was done offline, a list of up to 1000 objects with workout_id and optionally completed_at, notes, and returns those workouts; what is done already stays as it is, so a queue can be sent again. Raises PT422 with every fault''s path, unknown workouts too; then nothing is written.';

create view private.program_numbers with (security_invoker = true) as
select
  p.user_id, p.id as program_id, p.entity_id, p.name, p.created_at,
  n.workout_count, n.scheduled_count, n.completed_count, n.missed_count,
  round(n.completed_count::numeric / nullif(n.workout_count, 0), 3) as completed_share,
  n.last_completed_at, c.workout_id as next_workout_id, c.scheduled_date as next_scheduled_date
from public.programs as p
join public.users as u on u.id = p.user_id
join public.entities as e on e.user_id = p.user_id and e.id = p.entity_id and e.deleted_at is null
cross join lateral (
  select
    count(*)::integer as workout_count,
    count(w.scheduled_date)::integer as scheduled_count,
    (count(*) filter (where w.completed))::integer as completed_count,
    (count(*) filter (
      where not w.completed and (w.scheduled_date at time zone u.timezone)::date < (now() at time zone u.timezone)::date
    ))::integer as missed_count,
    max(w.completed_at) as last_completed_at
  from public.program_workouts as w
  where w.user_id = p.user_id and w.entity_id = p.entity_id and w.program_id = p.id and not w.is_reference
) as n
left join lateral (
  select w.id as workout_id, w.scheduled_date
  from public.program_workouts as w
  where w.user_id = p.user_id and w.entity_id = p.entity_id and w.program_id = p.id and not w.is_reference
    and not w.completed and (w.scheduled_date at time zone u.timezone)::date >= (now() at time zone u.timezone)::date
  order by w.scheduled_date, w.id
  limit 1
) as c on true;
comment on view private.program_numbers is 'Each program with its counts and what comes next; a day is one of the coach''s own zone.';

create function public.list_programs(p_entity_id uuid default null)
returns setof public.program_progress
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  if p_entity_id is not null then
    perform private.find_entity(v_user_id, p_entity_id);
  end if;
  return query
  select n.program_id, n.entity_id, n.name, n.workout_count, n.scheduled_count, n.completed_count, n.missed_count,
         n.completed_share, n.last_completed_at, n.next_workout_id, n.next_scheduled_date
  from private.program_numbers as n
  where n.user_id = v_user_id and (p_entity_id is null or n.entity_id = p_entity_id)
  order by n.created_at desc, n.program_id desc;
end
$$;
comment on function public.list_programs(uuid) is
  'One''s programs, of one client or class or of all, newest first, each with how far it is. Raises PT404 for an unknown client.';

create function public.program_progress(p_program_id uuid)
returns public.program_progress
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.me();
  v_progress public.program_progress;
begin
  perform private.find_program(v_user_id, p_program_id);
  select n.program_id, n.entity_id, n.name, n.workout_count, n.scheduled_count, n.completed_count, n.missed_count,
         n.completed_share, n.last_completed_at, n.next_workout_id, n.next_scheduled_date
  into v_progress
  from private.program_numbers as n
  where n.user_id = v_user_id and n.program_id = p_program_id;
  return v_progress;
end
$$;
comment on function public.program_progress(uuid) is 'How far a program of one''s own is, and what comes next. Raises PT404 if it is not there.';

-- Grants

revoke execute on all functions in schema private from public;
grant select on private.program_numbers to authenticated, service_role;
grant execute on function
  private.find_program, private.find_program_workout, private.program_faults
  to authenticated;
revoke execute on function
  public.get_program, public.create_program, public.duplicate_program, public.schedule_program,
  public.reschedule_program_workout, public.complete_program_workout, public.complete_program_workouts,
  public.list_programs, public.program_progress
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_program, public.create_program, public.duplicate_program, public.schedule_program,
  public.reschedule_program_workout, public.complete_program_workout, public.complete_program_workouts,
  public.list_programs, public.program_progress
  to authenticated;

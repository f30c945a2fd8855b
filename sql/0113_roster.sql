-- What coaches do, third part: keep what was recommended for a client, and see all of them at a glance.
--
-- A recommendation comes from a person or a machine, and says who made it. It changes nothing by itself: the coach
-- accepts it or dismisses it, and what follows is an act of its own.
-- The roster says of each client what they did last, how much of what was due, and what to look at. It is one statement
-- for all of them. It reads the logs of linked athletes under the same rules as every other reader: those who let the
-- coach look now, and nobody else's. An athlete's numbers go by the athlete's own days, and when a client was last seen
-- by the coach's.

create type public.roster_flag_enum as enum
  ('not_linked', 'never_trained', 'inactive', 'low_adherence', 'unplanned', 'injured');
create type public.roster_entry as (
  entity_id               uuid,
  name                    text,
  type                    public.entity_type,
  link_status             public.athlete_link_status_enum,
  athlete_id              uuid,
  last_session_at         timestamptz,
  days_since_last_session integer,
  sessions_4w             integer,
  due_4w                  integer,
  completed_4w            integer,
  adherence_4w            numeric,
  records_4w              integer,
  bench_1rm               numeric,
  squat_1rm               numeric,
  deadlift_1rm            numeric,
  bench_e1rm_kg           numeric,
  squat_e1rm_kg           numeric,
  deadlift_e1rm_kg        numeric,
  flags                   public.roster_flag_enum[]
);
comment on type public.roster_flag_enum is
  'What a coach should look at. not_linked: no athlete has accepted. never_trained: nothing done yet. inactive: nothing for 14 days. low_adherence: less than half of what was due in four weeks. unplanned: nothing scheduled from now on. injured: there is an injury history.';
comment on type public.roster_entry is
  'A client or class at a glance. What is done is workouts of programs and, of a linked athlete, the log. In the last four weeks: sessions in the log, workouts due, of programs and of a linked athlete''s own calendar, and those of them done, their share (0 to 1), records set. 1rm as the coach has it, e1rm as the athlete''s records say, kg. May be null: link_status, athlete_id, last_session_at, days_since_last_session, adherence_4w, bench_1rm, squat_1rm, deadlift_1rm, bench_e1rm_kg, squat_e1rm_kg, deadlift_e1rm_kg.';

-- Recommendations

create function public.add_recommendation(
  p_entity_id           uuid,
  p_recommendation_type text,
  p_recommendation_data jsonb default '{}',
  p_made_by             text default 'unknown',
  p_program_id          uuid default null,
  p_id                  uuid default null
)
returns public.ai_recommendations
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid := coalesce(p_id, private.new_id());
  v_made    public.ai_recommendations;
begin
  perform private.find_entity(v_user_id, p_entity_id);
  perform private.raise_faults('The recommendation has faults', array_remove(array[
    private.field_fault(to_jsonb(p_recommendation_type), 'p_recommendation_type', 'text', 1, 100, p_required => true),
    private.field_fault(to_jsonb(p_made_by), 'p_made_by', 'text', 1, 255),
    case when p_program_id is not null and not exists (
      select from public.programs as p
      where p.user_id = v_user_id and p.entity_id = p_entity_id and p.id = p_program_id)
      then format('p_program_id = %s: expected a program of this client', p_program_id) end], null));
  insert into public.ai_recommendations (
    id, user_id, program_id, entity_id, recommendation_type, recommendation_data, made_by)
  values (
    v_id, v_user_id, p_program_id, p_entity_id, p_recommendation_type, coalesce(p_recommendation_data, '{}'),
    coalesce(p_made_by, 'unknown'))
  on conflict (id) do nothing;
  select r.* into v_made
  from public.ai_recommendations as r
  where r.user_id = v_user_id and r.entity_id = p_entity_id and r.id = v_id;
  if not found then
    perform private.raise_taken(v_id::text);
  end if;
  return v_made;
end
$$;
comment on function public.add_recommendation(uuid, text, jsonb, text, uuid, uuid) is
  'Keeps a recommendation for a client or class, about a program or none, with who or what made it, and returns it: exercise_swap, deload, intensity, or whatever else it is called. The same p_id again returns what is there. Raises PT404 for an unknown client, PT409 for a p_id that is taken, PT422 for a type that is empty or a program of another client.';

create function public.answer_recommendation(p_recommendation_id uuid, p_accept boolean default true)
returns public.ai_recommendations
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_status  public.recommendation_status_enum :=
    case when coalesce(p_accept, true) then 'accepted'::public.recommendation_status_enum else 'dismissed' end;
  v_made    public.ai_recommendations;
begin
  update public.ai_recommendations as r
  set status = v_status, answered_at = now()
  where r.user_id = v_user_id and r.id = p_recommendation_id and r.status <> v_status;
  select r.* into v_made from public.ai_recommendations as r where r.user_id = v_user_id and r.id = p_recommendation_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such recommendation of yours',
      detail = format('p_recommendation_id = %s', coalesce(p_recommendation_id::text, 'null')),
      hint = 'list_recommendations() lists those of a client.';
  end if;
  return v_made;
end
$$;
comment on function public.answer_recommendation(uuid, boolean) is
  'Accepts a recommendation, or with false dismisses it, and returns it; the same answer again changes nothing. Raises PT404 if it is not one''s own.';

create function public.list_recommendations(p_entity_id uuid, p_status public.recommendation_status_enum default null)
returns setof public.ai_recommendations
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  perform private.find_entity(v_user_id, p_entity_id);
  return query
  select r.*
  from public.ai_recommendations as r
  where r.user_id = v_user_id and r.entity_id = p_entity_id and (p_status is null or r.status = p_status)
  order by r.generated_at desc, r.id desc;
end
$$;
comment on function public.list_recommendations(uuid, public.recommendation_status_enum) is
  'What was recommended for a client or class, newest first, of one status or of all. Raises PT404 for an unknown client.';

-- The roster

-- Definer, for the athletes who let the coach look and nobody else: a policy that names a thousand of them would be
-- asked for each row.
create function private.athlete_numbers(p_since timestamptz)
returns table (
  athlete_id       uuid,
  last_at          timestamptz,
  sessions         integer,
  due              integer,
  completed        integer,
  is_planned       boolean,
  records          integer,
  bench_e1rm_kg    numeric,
  squat_e1rm_kg    numeric,
  deadlift_e1rm_kg numeric
)
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bench    uuid := private.seed_id('exercise', 'barbell-bench-press');
  v_squat    uuid := private.seed_id('exercise', 'barbell-back-squat');
  v_deadlift uuid := private.seed_id('exercise', 'barbell-deadlift');
begin
  return query
  select
    a.id, w.started_at, n.sessions, c.due, c.completed,
    exists (
      select from private.calendar_entries as k
      where k.user_id = a.id and k.scheduled_date >= (now() at time zone u.timezone)::date and k.status = 'planned'),
    r.records, r.bench_e1rm_kg, r.squat_e1rm_kg, r.deadlift_e1rm_kg
  from unnest(private.open_logs()) as a (id)
  join public.users as u on u.id = a.id
  left join lateral (
    select k.started_at
    from public.workout_sessions as k
    where k.user_id = a.id and k.deleted_at is null and k.status <> 'abandoned'
    order by k.started_at desc, k.id desc
    limit 1
  ) as w on true
  cross join lateral (
    select count(*)::integer as sessions
    from public.workout_sessions as k
    where k.user_id = a.id and k.deleted_at is null and k.status <> 'abandoned' and k.started_at >= p_since
  ) as n
  -- by the athlete's own days: what is skipped was due, what is planned for today is not yet
  cross join lateral (
    select count(*)::integer as due, (count(*) filter (where k.status = 'completed'))::integer as completed
    from private.calendar_entries as k
    where k.user_id = a.id and k.status <> 'planned'
      and k.scheduled_date between (p_since at time zone u.timezone)::date and (now() at time zone u.timezone)::date
  ) as c
  cross join lateral (
    select
      (count(*) filter (where k.achieved_at >= p_since))::integer as records,
      max(k.value) filter (where k.exercise_id = v_bench and k.record_type = '1rm') as bench_e1rm_kg,
      max(k.value) filter (where k.exercise_id = v_squat and k.record_type = '1rm') as squat_e1rm_kg,
      max(k.value) filter (where k.exercise_id = v_deadlift and k.record_type = '1rm') as deadlift_e1rm_kg
    from public.personal_records as k
    where k.user_id = a.id
  ) as r;
end
$$;
comment on function private.athlete_numbers(timestamptz) is
  'For each log that is open to the coach who asks: the last workout; since a moment, the workouts, the entries of the calendar that were due and those of them done, and the records; whether any is still ahead; and three lifts'' e1RM, kg.';

create function public.coach_roster()
returns setof public.roster_entry
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_today   date := (select (now() at time zone u.timezone)::date from public.users as u where u.id = v_user_id);
  v_since   timestamptz := now() - interval '28 days';
begin
  return query
  select
    r.entity_id, r.name, r.type, r.link_status, r.athlete_id, r.last_session_at, greatest(v_today - r.last_day, 0),
    r.sessions_4w, r.due_4w, r.completed_4w, r.adherence_4w, r.records_4w, r.bench_1rm, r.squat_1rm, r.deadlift_1rm,
    r.bench_e1rm_kg, r.squat_e1rm_kg, r.deadlift_e1rm_kg,
    array_remove(array[
      case when r.type = 'CLIENT' and r.athlete_id is null then 'not_linked'::public.roster_flag_enum end,
      case when r.last_session_at is null then 'never_trained'::public.roster_flag_enum end,
      case when v_today - r.last_day >= 14 then 'inactive'::public.roster_flag_enum end,
      case when r.adherence_4w < 0.5 then 'low_adherence'::public.roster_flag_enum end,
      case when not r.is_planned then 'unplanned'::public.roster_flag_enum end,
      case when r.injury_history not in ('[]', '{}', '""', 'null') then 'injured'::public.roster_flag_enum end], null)
  from (
    select
      e.id as entity_id, e.name, e.type, e.bench_1rm, e.squat_1rm, e.deadlift_1rm, e.injury_history,
      l.status as link_status,
      case when l.status = 'active' then l.athlete_id end as athlete_id,
      greatest(s.last_at, d.last_at) as last_session_at,
      (greatest(s.last_at, d.last_at) at time zone u.timezone)::date as last_day,
      coalesce(s.sessions, 0) as sessions_4w,
      w.due + coalesce(s.due, 0) as due_4w, w.completed + coalesce(s.completed, 0) as completed_4w,
      round((w.completed + coalesce(s.completed, 0))::numeric / nullif(w.due + coalesce(s.due, 0), 0), 3)
        as adherence_4w,
      coalesce(s.is_planned, false) or exists (
        select from public.program_workouts as c
        where c.user_id = v_user_id and c.entity_id = e.id and c.scheduled_date >= now()
          and not c.completed and not c.is_reference) as is_planned,
      coalesce(s.records, 0) as records_4w,
      s.bench_e1rm_kg, s.squat_e1rm_kg, s.deadlift_e1rm_kg
    from public.entities as e
    join public.users as u on u.id = v_user_id
    left join public.athlete_links as l
      on l.user_id = v_user_id and l.entity_id = e.id and l.status in ('invited', 'active')
    -- what was due, and what was done of it
    cross join lateral (
      select count(*)::integer as due, (count(*) filter (where c.completed))::integer as completed
      from public.program_workouts as c
      where c.user_id = v_user_id and c.entity_id = e.id and c.scheduled_date between v_since and now()
        and not c.is_reference
    ) as w
    cross join lateral (
      select max(c.completed_at) as last_at
      from public.program_workouts as c
      where c.user_id = v_user_id and c.entity_id = e.id and c.completed_at is not null
    ) as d
    left join private.athlete_numbers(v_since) as s on l.status = 'active' and s.athlete_id = l.athlete_id
    where e.user_id = v_user_id and e.deleted_at is null
  ) as r
  order by lower(r.name), r.entity_id;
end
$$;
comment on function public.coach_roster() is
  'All one''s clients and classes at a glance, by name: what they did last, how much of what was due in four weeks, how many of the records they hold were set in them, and what to look at.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function private.athlete_numbers to authenticated;
revoke execute on function
  public.add_recommendation, public.answer_recommendation, public.list_recommendations, public.coach_roster
  from public, anon, authenticated, service_role;
grant execute on function
  public.add_recommendation, public.answer_recommendation, public.list_recommendations, public.coach_roster
  to authenticated;

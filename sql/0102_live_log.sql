-- Live sets and the log: what a room sees of a set is what its lifter's log says of it.
--
-- Live sets have no life of their own. Whatever changes a set in its lifter's log (an edit, another exercise for its
-- block, its workout deleted, abandoned or restored, another body weight) counts the live set anew, after the records
-- have been. `private.live_numbers` says once what a room is to see; `private.refresh_live_sets` brings it there, and
-- the triggers of the chapter before count it and tell the room.
-- Most logs were never live: their writers pay one look by index, and wait for nobody. Of the others a live session is
-- held before what hangs under it changes, in the order of 0100_live; and whoever erases their account holds all of
-- theirs before anything goes.

create function public.intensity_score(
  p_load_kg      numeric,
  p_reps         integer,
  p_best_e1rm_kg numeric default null,
  p_rir          numeric default null
)
returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- thirty times each, so that nothing is rounded before the end
  v_shown    numeric := p_load_kg * case p_reps when 1 then 30 else 30 + p_reps end;
  v_capacity numeric := greatest(
    v_shown,
    case when p_best_e1rm_kg < 'infinity' then 30 * p_best_e1rm_kg end,
    -- nobody tells thirty in reserve from twenty
    case when p_rir > 0 then p_load_kg * (30 + p_reps + least(p_rir, 20)) end);
begin
  return case when public.e1rm(p_load_kg, p_reps) > 0 then round(1000 * v_shown / v_capacity) end;
end
$$;
comment on function public.intensity_score(numeric, integer, numeric, numeric) is
  'How hard a set was for its lifter, 0 to 1000: the share of their strength that it showed. What it showed is its e1RM (Epley, 1985). Their strength is the greatest of that, the best e1RM they have, and what they could have done that day: Epley''s with the repetitions in reserve added (Zourdos et al., JSCR 30(1):267-275, 2016; Helms et al., Strength Cond J 38(4):42-49, 2016). More load or repetitions never lower it, a higher best or more in reserve (up to 20) never raise it. Load and best in kg; null above 12 repetitions and without a load.';

create function private.live_numbers(p_user_id uuid, p_set_id uuid)
returns table (
  exercise_id uuid, exercise_name text, set_type public.live_set_type_enum, weight_kg numeric, reps integer,
  duration_seconds numeric, distance_m numeric, timestamp_ms bigint, e1rm_kg numeric, is_pr boolean,
  intensity_score numeric, volume_kg numeric, is_withdrawn boolean, workout_id uuid)
language plpgsql stable rows 1
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
  select
    b.exercise_id, b.exercise_name,
    case when s.is_warmup then 'warmup'::public.live_set_type_enum else 'working' end,
    coalesce(s.weight_kg, 0), coalesce(s.reps::integer, 0), s.duration_seconds, s.distance_m,
    floor(extract(epoch from s.performed_at) * 1000)::bigint,
    case when f.load_kind in ('weight_reps', 'bodyweight_reps') and not s.is_warmup
      then nullif(public.e1rm(f.load_kg, f.reps), 0) end,
    exists (
      select from public.personal_records as r
      where r.user_id = p_user_id and r.set_id = p_set_id and r.record_type <> 'total_volume'),
    case when f.load_kind in ('weight_reps', 'bodyweight_reps') and not s.is_warmup
      then public.intensity_score(
        f.load_kg, f.reps,
        (select r.value
         from public.personal_records as r
         where r.user_id = p_user_id and r.exercise_id = b.exercise_id and r.record_type = '1rm'),
        coalesce(s.rir, 10 - s.rpe)) end,
    case when s.is_warmup then 0 else coalesce(f.volume_kg, 0) end,
    -- what private.set_facts does not have counts for nothing
    f.set_id is null,
    b.session_id
  from public.workout_sets as s
  join public.workout_session_exercises as b on b.user_id = p_user_id and b.id = s.session_exercise_id
  left join private.set_facts as f on f.user_id = p_user_id and f.set_id = p_set_id
  where s.user_id = p_user_id and s.id = p_set_id;
end
$$;
comment on function private.live_numbers(uuid, uuid) is
  'A set of a person''s log as the room is to see it, with its workout.';

create function private.refresh_live_sets(p_user_id uuid, p_set_ids uuid[])
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- most logs were never live, and to see that is all it costs them
  if not exists (
       select from public.live_session_sets as l where l.user_id = p_user_id and l.id = any (p_set_ids)) then
    return;
  end if;
  perform private.hold_live_sessions(array(
    select distinct l.session_id from public.live_session_sets as l where l.user_id = p_user_id and l.id = any (p_set_ids)));

  update public.live_session_sets as l
  set exercise_id = n.exercise_id, exercise_name = n.exercise_name, set_type = n.set_type, weight_kg = n.weight_kg,
      reps = n.reps, duration_seconds = n.duration_seconds, distance_m = n.distance_m, timestamp_ms = n.timestamp_ms,
      e1rm_kg = n.e1rm_kg, is_pr = n.is_pr, intensity_score = n.intensity_score, volume_kg = n.volume_kg,
      is_withdrawn = n.is_withdrawn
  from unnest(p_set_ids) as t (id)
  cross join lateral private.live_numbers(p_user_id, t.id) as n
  where l.user_id = p_user_id and l.id = t.id;
end
$$;
comment on function private.refresh_live_sets(uuid, uuid[]) is 'Those of a person''s sets that are live are again what the log says.';

create function private.live_after_set_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.refresh_live_sets(t.user_id, array_agg(t.id))
  from (
    select n.user_id, n.id
    from removed as o
    join added as n on n.id = o.id
    where (o.session_exercise_id, o.set_type, o.reps, o.weight_kg, o.rpe, o.rir, o.duration_seconds, o.distance_m, o.performed_at)
      is distinct from
          (n.session_exercise_id, n.set_type, n.reps, n.weight_kg, n.rpe, n.rir, n.duration_seconds, n.distance_m, n.performed_at)
  ) as t
  group by t.user_id
  order by t.user_id;
  return null;
end
$$;
comment on function private.live_after_set_update() is 'Live sets follow the sets they are.';

create function private.live_after_block_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.refresh_live_sets(t.user_id, array_agg(t.id))
  from (
    select s.user_id, s.id
    from removed as o
    join added as n on n.id = o.id
    join public.workout_sets as s on s.user_id = n.user_id and s.session_exercise_id = n.id
    where (o.exercise_id, o.exercise_name, o.session_id) is distinct from (n.exercise_id, n.exercise_name, n.session_id)
  ) as t
  group by t.user_id
  order by t.user_id;
  return null;
end
$$;
comment on function private.live_after_block_update() is 'Live sets follow the exercise of their block.';

create function private.live_after_session_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.refresh_live_sets(t.user_id, array_agg(t.id))
  from (
    select s.user_id, s.id
    from removed as o
    join added as n on n.id = o.id
    join public.workout_session_exercises as b on b.user_id = n.user_id and b.session_id = n.id
    join public.workout_sets as s on s.user_id = n.user_id and s.session_exercise_id = b.id
    -- the day decides which body weight counts
    where (o.status = 'abandoned', o.deleted_at is null, o.local_date)
      is distinct from (n.status = 'abandoned', n.deleted_at is null, n.local_date)
  ) as t
  group by t.user_id
  order by t.user_id;
  return null;
end
$$;
comment on function private.live_after_session_update() is
  'Live sets of a workout deleted or abandoned are withdrawn, and come back with it; on another day they are weighed anew.';

create function private.live_after_measurement()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.refresh_live_sets(t.user_id, array_agg(t.id))
  from (
    select l.user_id, l.id
    from (select distinct c.user_id from changed as c) as c
    join public.live_session_sets as l on l.user_id = c.user_id
    join public.exercises as e on e.id = l.exercise_id
    where e.load_kind in ('bodyweight_reps', 'assisted_reps')
  ) as t
  group by t.user_id
  order by t.user_id;
  return null;
end
$$;
comment on function private.live_after_measurement() is
  'Another body weight is another load for live sets that lift the body.';

create function private.live_after_exercise()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ids uuid[] := array(
    select n.id
    from removed as o
    join added as n on n.id = o.id
    where (o.load_kind, o.bodyweight_share) is distinct from (n.load_kind, n.bodyweight_share));
begin
  -- all at once, for an exercise of the catalogue is everybody's
  perform private.hold_live_sessions(array(
    select distinct l.session_id from public.live_session_sets as l where l.exercise_id = any (v_ids)));
  perform private.refresh_live_sets(l.user_id, array_agg(l.id))
  from public.live_session_sets as l
  where l.exercise_id = any (v_ids)
  group by l.user_id
  order by l.user_id;
  return null;
end
$$;
comment on function private.live_after_exercise() is 'Live sets of an exercise whose numbers mean something else are counted anew.';

create function private.hold_before_set_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- the session before the live set that hangs under it, in the order of all acts
  perform private.hold_live_sessions(array[l.session_id])
  from public.live_session_sets as l
  where l.user_id = old.user_id and l.id = old.id;
  return old;
end
$$;
comment on function private.hold_before_set_delete() is 'A set that was live takes its live session''s turn before it goes.';

-- after the records, whose triggers have names that come before
create trigger workout_sets_to_live after update on public.workout_sets
  referencing old table as removed new table as added
  for each statement execute function private.live_after_set_update();
create trigger workout_session_exercises_to_live after update on public.workout_session_exercises
  referencing old table as removed new table as added
  for each statement execute function private.live_after_block_update();
create trigger workout_sessions_to_live after update on public.workout_sessions
  referencing old table as removed new table as added
  for each statement execute function private.live_after_session_update();
create trigger body_measurements_to_live_insert after insert on public.body_measurements
  referencing new table as changed
  for each statement execute function private.live_after_measurement();
create trigger body_measurements_to_live_update after update on public.body_measurements
  referencing new table as changed
  for each statement execute function private.live_after_measurement();
create trigger body_measurements_to_live_delete after delete on public.body_measurements
  referencing old table as changed
  for each statement execute function private.live_after_measurement();
create trigger exercises_to_live after update on public.exercises
  referencing old table as removed new table as added
  for each statement execute function private.live_after_exercise();
create trigger workout_sets_hold_live before delete on public.workout_sets
  for each row execute function private.hold_before_set_delete();

create function private.follow_merge_in_live()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- live sets follow their blocks; and nobody stays at an exercise that is gone. All that is to come is held at once
  perform private.hold_live_sessions(array(
    select s.id from public.live_sessions as s where s.current_exercise_id = new.id
    union
    select p.session_id from public.live_session_participants as p where p.current_exercise_id = new.id
    union
    select l.session_id from public.live_session_sets as l where l.exercise_id = new.id));
  update public.live_sessions set current_exercise_id = new.merged_into where current_exercise_id = new.id;
  update public.live_session_participants set current_exercise_id = new.merged_into where current_exercise_id = new.id;
  return null;
end
$$;
comment on function private.follow_merge_in_live() is 'Whoever is at a merged exercise is at the one that took its place.';

create trigger exercises_merge_live after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_live();

create function private.leave_live_before_erasing()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := nullif(current_setting('workoutdb.erasing', true), '')::uuid;
begin
  perform from public.users as u where u.id = v_user_id for no key update;
  perform private.hold_live_sessions(array(
    select s.id from public.live_sessions as s where s.host_id = v_user_id
    union
    select p.session_id from public.live_session_participants as p where p.user_id = v_user_id
    union
    select l.session_id from public.live_session_sets as l where l.user_id = v_user_id
    union
    select i.session_id from public.live_session_invitations as i where i.recipient_id = v_user_id or i.host_id = v_user_id
    union
    select e.session_id
    from public.live_session_events as e
    where e.type in ('user_invited', 'leader_changed', 'reaction') and e.event_data #>> '{data,targetUserId}' = v_user_id::text));
  -- a room that nobody else was in has nobody to remember it
  delete from public.live_sessions as s
  where s.host_id = v_user_id
    and not exists (
      select from public.live_session_participants as p where p.session_id = s.id and p.user_id <> v_user_id)
    and not exists (
      select from public.live_session_sets as l where l.session_id = s.id and l.user_id <> v_user_id);
  update public.live_sessions as s set host_id = null, host_name = null where s.host_id = v_user_id;
  -- what others did to them stays, and says to whom no more
  update public.live_session_events as e
  set event_data = jsonb_set(e.event_data, '{data}', e.event_data -> 'data'
    || case when e.type = 'leader_changed' then '{"targetUserId": "", "displayName": ""}'::jsonb else '{"targetUserId": ""}' end)
  where e.type in ('user_invited', 'leader_changed', 'reaction') and e.event_data #>> '{data,targetUserId}' = v_user_id::text;
  return null;
end
$$;
comment on function private.leave_live_before_erasing() is
  'A person who erases their account holds every live session of theirs first, in the order in which all lock them; then what is theirs goes with their row, and what names them is blank.';

-- once a statement: before each row it would be too late, for the row in users is locked then, and who is busy in a
-- session may have to look at it
create trigger users_leave_live before delete on public.users
  for each statement execute function private.leave_live_before_erasing();

-- Grants

revoke execute on all functions in schema private from public;
revoke execute on function public.intensity_score from public, anon, authenticated, service_role;
grant execute on function public.intensity_score to authenticated, service_role;

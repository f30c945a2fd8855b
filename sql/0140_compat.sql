-- Compat: the names that older services use, as windows on the one log.
--
-- Two apps came with schemas of their own. One calls people `"user"`, templates `workout_plan`, workouts
-- `workout_session` and sets `exercise_session`; the other reads planned sessions as `workout_sessions`, the catalogue
-- as `exrcwiki`, and writes sets as `modular_training_set`. A service of theirs sets `search_path = compat, public`,
-- or PostgREST's schema header, and its statements run as they are.
-- Each view reads and writes the tables behind it as whoever asks: their policies, checks, triggers and records apply.
-- Whoever coaches others sees their own rows here: such a service knows of one person at a time. The back end, which
-- is nobody, sees everyone's.
-- Where a row is one row of one table, Postgres itself updates through the view, and what such a service does not
-- know of is filled in by the table's trigger. Where a row comes from several, INSTEAD OF triggers do it.
-- Nothing of ours reads these views. Each says in its comment when it may go.

-- What an older service leaves out

create function private.name_template_exercise()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- one that was merged is followed, and keeps the name it was put there with
  if tg_op = 'UPDATE' and exists (
    select from public.exercises as e where e.id = old.exercise_id and e.merged_into = new.exercise_id
  ) then
    return new;
  end if;
  new.user_id := coalesce(
    new.user_id, (select t.user_id from public.workout_templates as t where t.id = new.template_id), auth.uid());
  new.exercise_name := (select e.name from public.exercises as e where e.id = new.exercise_id);
  return new;
end
$$;
comment on function private.name_template_exercise() is
  'An exercise put into a template by its id alone belongs to the template''s owner and has the name it has in the catalogue.';

create trigger workout_template_exercises_name before insert on public.workout_template_exercises
  for each row when (new.exercise_name is null) execute function private.name_template_exercise();
create trigger workout_template_exercises_rename before update of exercise_id on public.workout_template_exercises
  for each row when (new.exercise_id <> old.exercise_id and new.exercise_name = old.exercise_name)
  execute function private.name_template_exercise();

-- such a service writes updated_at by itself; the trigger has the last word
grant update (updated_at) on public.exercises, public.workout_template_exercises to authenticated;
-- and the day on which a row was made, in its own database
grant insert (created_at, updated_at)
  on public.exercises, public.workout_templates, public.workout_template_exercises to authenticated;
grant insert (created_at) on public.workout_import_log to authenticated;

-- One app's names: users, catalogue, templates, workouts, sets, records

create view compat.user with (security_invoker = true) as
select
  u.id, p.email, private.password_hash(u.id)::varchar(255) as password_hash, u.unit_system,
  u.created_at, greatest(u.updated_at, p.updated_at) as updated_at
from public.users as u
join public.profiles as p on p.id = u.id;
comment on view compat.user is
  'People, for AllWorkouts: users and profiles. password_hash is the sign-in''s, for the back end to read; null for everyone else. May go when its service reads get_me().';

create index profiles_email_idx on public.profiles (email);
comment on index public.profiles_email_idx is 'Who has this e-mail address, spelt so?';

create function private.check_compat_email(p_email text)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_email is null then
    raise exception using
      errcode = 'PT422', message = 'A user has an e-mail address', detail = 'email is missing',
      hint = 'Give one. Who has none is made by the sign-in itself.';
  end if;
end
$$;
comment on function private.check_compat_email(text) is 'Raises PT422 for a user without an address: that app knows of none.';

create function private.insert_compat_user()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.check_compat_email(new.email);
  new.id := coalesce(new.id, private.new_id());
  -- as whoever asks: on plain Postgres the back end may, a person never
  insert into auth.users (id, email) values (new.id, new.email);
  update public.users as u
  set unit_system = coalesce(new.unit_system, u.unit_system)
  where u.id = new.id
  returning u.unit_system, u.created_at, u.updated_at into new.unit_system, new.created_at, new.updated_at;
  new.password_hash := null;
  return new;
end
$$;
comment on function private.insert_compat_user() is 'A user written here is an account, whose trigger makes the person.';

create function private.update_compat_user()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.email is distinct from old.email then
    perform private.check_compat_email(new.email);
    update auth.users as a set email = new.email where a.id = old.id;
  end if;
  update public.users as u
  set unit_system = case
        when new.unit_system is distinct from old.unit_system then new.unit_system else u.unit_system end
  where u.id = old.id
  returning u.unit_system, u.updated_at into new.unit_system, new.updated_at;
  if not found then
    return null;
  end if;
  return new;
end
$$;
comment on function private.update_compat_user() is
  'The units are the person''s to change; the address is the account''s, which only the back end changes, and only on plain Postgres.';

create trigger user_insert instead of insert on compat.user
  for each row execute function private.insert_compat_user();
create trigger user_update instead of update on compat.user
  for each row execute function private.update_compat_user();

create view compat.exercise with (security_invoker = true) as
select
  e.id, e.name, e.primary_muscle_groups, e.secondary_muscle_groups, e.default_weight, e.default_reps,
  e.default_rest_time_seconds, e.description, e.created_at, e.updated_at, e.owner_id
from public.exercises as e
where e.owner_id is null or e.owner_id = coalesce((select auth.uid()), e.owner_id);
alter view compat.exercise alter column owner_id set default auth.uid();
comment on view compat.exercise is
  'Exercises, for AllWorkouts: exercises, the system''s and one''s own. What is inserted is one''s own: owner_id, which that app does not know, is the person who asks. May go when its service reads exercises.';

create view compat.workout_plan with (security_invoker = true) as
select t.id, t.user_id, t.name, t.description, t.deleted_at, t.created_at, t.updated_at
from public.workout_templates as t;
comment on view compat.workout_plan is
  'Workouts to be done again, for AllWorkouts: workout_templates. May go when its service reads those.';

create view compat.workout_exercise with (security_invoker = true) as
select
  e.id, e.template_id as workout_plan_id, e.exercise_id, e.order_index as sequence, e.sets, e.reps_min, e.reps_max,
  e.rest_time_seconds, e.confidence_level, e.created_at, e.updated_at
from public.workout_template_exercises as e;
comment on view compat.workout_exercise is
  'What a workout_plan asks for, for AllWorkouts: workout_template_exercises. sequence is order_index. May go when its service reads those.';

create view compat.workout_session with (security_invoker = true) as
select
  w.id, w.user_id, w.template_id as workout_plan_id, w.status, w.deleted_at, w.started_at as created_at, w.updated_at
from public.workout_sessions as w
where w.user_id = coalesce((select auth.uid()), w.user_id);
comment on view compat.workout_session is
  'Workouts, for AllWorkouts: workout_sessions. created_at is started_at. May go when its service calls start_workout() and finish_workout().';

create function private.insert_compat_session()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- a person's day is told by their zone, and that app knows of none
  insert into public.workout_sessions as w (
    id, user_id, template_id, name, status, deleted_at, started_at, timezone)
  select
    coalesce(new.id, private.new_id()), new.user_id, new.workout_plan_id,
    (select t.name from public.workout_templates as t where t.user_id = new.user_id and t.id = new.workout_plan_id),
    coalesce(new.status, 'in_progress'), new.deleted_at, coalesce(new.created_at, now()),
    coalesce((select u.timezone from public.users as u where u.id = new.user_id), 'UTC')
  returning w.id, w.status, w.started_at, w.updated_at into new.id, new.status, new.created_at, new.updated_at;
  return new;
end
$$;
comment on function private.insert_compat_session() is
  'A workout begun by an older service has the name of its plan and is in the person''s time zone. One written as completed has no end: that app never said when.';

create function private.update_compat_session()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_sessions as w
  set template_id  = case
        when new.workout_plan_id is distinct from old.workout_plan_id then new.workout_plan_id else w.template_id end,
      status       = case when new.status is distinct from old.status then new.status else w.status end,
      deleted_at   = case when new.deleted_at is distinct from old.deleted_at then new.deleted_at else w.deleted_at end,
      -- that app knows of no end: it is when it says so
      completed_at = case
        when new.status is not distinct from old.status or new.status = w.status then w.completed_at
        when new.status = 'completed' then greatest(now(), w.started_at)
      end
  where w.user_id = old.user_id and w.id = old.id
  returning w.template_id, w.status, w.deleted_at, w.updated_at
  into new.workout_plan_id, new.status, new.deleted_at, new.updated_at;
  if not found then
    return null;
  end if;
  return new;
end
$$;
comment on function private.update_compat_session() is
  'A workout whose status an older service changes ends now if it is completed, and has no end if it is not.';

create trigger workout_session_insert instead of insert on compat.workout_session
  for each row execute function private.insert_compat_session();
create trigger workout_session_update instead of update on compat.workout_session
  for each row execute function private.update_compat_session();

create view compat.exercise_session with (security_invoker = true) as
select
  s.id, b.session_id as workout_session_id, b.exercise_id,
  -- a reader of this view knows of no set without a weight or repetitions
  coalesce(s.weight_kg, 0) as weight, coalesce(s.reps, 0::smallint) as reps, s.rest_time_seconds, s.set_number,
  s.performed_at as created_at, s.updated_at
from public.workout_sets as s
join public.workout_session_exercises as b on b.user_id = s.user_id and b.id = s.session_exercise_id
where s.user_id = coalesce((select auth.uid()), s.user_id);
comment on view compat.exercise_session is
  'Sets, for AllWorkouts: workout_sets, with the workout and the exercise of their block. weight is in kg; it and reps are 0 where a set has none. created_at is performed_at. May go when its service calls log_set(), edit_set() and delete_set().';

create function private.compat_block(p_user_id uuid, p_session_id uuid, p_exercise_id uuid)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block_id uuid;
begin
  select b.id into v_block_id
  from public.workout_session_exercises as b
  join public.exercises as e on e.id = p_exercise_id and b.exercise_id in (e.id, e.merged_into)
    and (e.owner_id is null or e.owner_id = p_user_id)
  where b.user_id = p_user_id and b.session_id = p_session_id
  order by b.order_index desc
  limit 1;
  if not found then
    insert into public.workout_session_exercises (
      user_id, session_id, exercise_id, exercise_name, order_index, rest_time_seconds)
    select
      p_user_id, p_session_id, coalesce(e.merged_into, e.id), e.name,
      (select coalesce(max(b.order_index) + 1, 0)
       from public.workout_session_exercises as b
       where b.user_id = p_user_id and b.session_id = p_session_id),
      e.default_rest_time_seconds
    from public.exercises as e
    where e.id = p_exercise_id and (e.owner_id is null or e.owner_id = p_user_id)
    returning id into v_block_id;
    if not found then
      raise exception using
        errcode = 'PT404', message = 'No such exercise',
        detail = format('exercise_id = %s', coalesce(p_exercise_id::text, 'null')),
        hint = 'search_exercises() finds it by name; create_exercise() makes your own.';
    end if;
  end if;
  return v_block_id;
end
$$;
comment on function private.compat_block(uuid, uuid, uuid) is
  'The newest block of an exercise in a workout, made if need be. Raises PT404 for an exercise that is neither the system''s nor the person''s.';

create function private.insert_compat_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid;
  v_block_id uuid;
begin
  select w.user_id into v_user_id from compat.workout_session as w where w.id = new.workout_session_id;
  if found then
    perform private.lock_log_of(v_user_id);
    -- it may have gone while this waited
    perform from public.workout_sessions as w where w.user_id = v_user_id and w.id = new.workout_session_id;
  end if;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such workout of yours',
      detail = format('workout_session_id = %s', coalesce(new.workout_session_id::text, 'null')),
      hint = 'It is the id of a workout_session.';
  end if;
  v_block_id := private.compat_block(v_user_id, new.workout_session_id, new.exercise_id);
  insert into public.workout_sets as s (
    id, user_id, session_exercise_id, set_number, reps, weight, weight_unit, rest_time_seconds, performed_at)
  values (
    coalesce(new.id, private.new_id()), v_user_id, v_block_id,
    private.next_set_number(v_user_id, v_block_id, new.set_number),
    new.reps, new.weight, 'kg', new.rest_time_seconds, coalesce(new.created_at, now()))
  returning s.id, coalesce(s.weight_kg, 0), coalesce(s.reps, 0::smallint), s.set_number, s.performed_at, s.updated_at
  into new.id, new.weight, new.reps, new.set_number, new.created_at, new.updated_at;
  return new;
end
$$;
comment on function private.insert_compat_set() is
  'A set written by an older service goes to the newest block of its exercise, made if need be, and is numbered there.';

create function private.update_compat_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_is_weighed constant boolean := new.weight is distinct from old.weight;
  v_set        public.workout_sets;
  v_user_id    uuid;
  v_block_id   uuid;
begin
  select w.user_id into v_user_id from public.workout_sessions as w where w.id = old.workout_session_id;
  -- what is not changed stays as it stands by now, as it was typed, in its own unit
  if new.exercise_id is distinct from old.exercise_id then
    perform private.lock_log_of(v_user_id);
    -- a set never changes its block: it is the same set, logged anew
    delete from public.workout_sets as s where s.user_id = v_user_id and s.id = old.id returning s.* into v_set;
    if not found then
      return null;
    end if;
    v_block_id := private.compat_block(v_user_id, old.workout_session_id, new.exercise_id);
    insert into public.workout_sets as s (
      id, user_id, session_exercise_id, set_number, set_type, reps, weight, weight_unit, rpe, rir, duration_seconds,
      distance_m, rest_time_seconds, notes, performed_at)
    values (
      v_set.id, v_user_id, v_block_id,
      private.next_set_number(v_user_id, v_block_id, case
        when new.set_number is distinct from old.set_number then new.set_number else v_set.set_number end),
      v_set.set_type,
      case when new.reps is distinct from old.reps then new.reps else v_set.reps end,
      case when v_is_weighed then new.weight else v_set.weight end,
      case when v_is_weighed then 'kg'::public.weight_unit_enum else v_set.weight_unit end,
      v_set.rpe, v_set.rir, v_set.duration_seconds, v_set.distance_m,
      case when new.rest_time_seconds is distinct from old.rest_time_seconds
        then new.rest_time_seconds else v_set.rest_time_seconds end,
      v_set.notes, v_set.performed_at)
    returning s.* into v_set;
  else
    update public.workout_sets as s
    set set_number        = case
          when new.set_number is distinct from old.set_number then new.set_number else s.set_number end,
        reps              = case when new.reps is distinct from old.reps then new.reps else s.reps end,
        weight            = case when v_is_weighed then new.weight else s.weight end,
        weight_unit       = case when v_is_weighed then 'kg'::public.weight_unit_enum else s.weight_unit end,
        rest_time_seconds = case
          when new.rest_time_seconds is distinct from old.rest_time_seconds then new.rest_time_seconds
          else s.rest_time_seconds end
    where s.user_id = v_user_id and s.id = old.id
    returning s.* into v_set;
    if not found then
      return null;
    end if;
  end if;
  new.weight := coalesce(v_set.weight_kg, 0);
  new.reps := coalesce(v_set.reps, 0::smallint);
  new.rest_time_seconds := v_set.rest_time_seconds;
  new.set_number := v_set.set_number;
  new.updated_at := v_set.updated_at;
  return new;
end
$$;
comment on function private.update_compat_set() is
  'A set corrected by an older service is corrected in the log; one given another exercise moves to that one''s block.';

create function private.delete_compat_set()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from public.workout_sets as s
  using public.workout_session_exercises as b
  where b.session_id = old.workout_session_id and s.user_id = b.user_id and s.session_exercise_id = b.id
    and s.id = old.id;
  return old;
end
$$;
comment on function private.delete_compat_set() is 'A set deleted by an older service is deleted from the log.';

create trigger exercise_session_insert instead of insert on compat.exercise_session
  for each row execute function private.insert_compat_set();
create trigger exercise_session_update instead of update on compat.exercise_session
  for each row execute function private.update_compat_set();
create trigger exercise_session_delete instead of delete on compat.exercise_session
  for each row execute function private.delete_compat_set();

create view compat.personal_record with (security_invoker = true) as
select
  r.id, r.user_id, r.exercise_id, r.record_type, r.value, r.unit::varchar(10) as unit, r.set_id as exercise_session_id,
  r.achieved_at, r.created_at, r.updated_at
from public.personal_records as r
where r.user_id = coalesce((select auth.uid()), r.user_id);
comment on view compat.personal_record is
  'Records, for AllWorkouts: personal_records, which the log keeps by itself. What is written here is answered with the record that stands, and changes nothing. May go when its service reads get_records().';

create function private.answer_record()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_record public.personal_records;
begin
  if new.user_id is distinct from auth.uid() and not has_function_privilege('private.lock_log(uuid)', 'execute') then
    raise exception using
      errcode = '42501', message = 'One writes only what is one''s own', detail = format('user_id = %s', new.user_id),
      hint = 'Give the id of the person who is signed in.';
  end if;
  select r.* into v_record
  from public.personal_records as r
  where r.user_id = new.user_id and r.exercise_id = new.exercise_id and r.record_type = new.record_type;
  if found then
    new.id := v_record.id;
    new.value := v_record.value;
    new.unit := v_record.unit;
    new.exercise_session_id := v_record.set_id;
    new.achieved_at := v_record.achieved_at;
    new.created_at := v_record.created_at;
    new.updated_at := v_record.updated_at;
  end if;
  return new;
end
$$;
comment on function private.answer_record() is
  'Whatever an older service takes for the record, nothing is written; it is answered with the one that stands, if there is one.';

create function private.keep_record()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return old;
end
$$;
comment on function private.keep_record() is 'A record stands as long as its set does: deleting it here deletes nothing.';

create trigger personal_record_insert instead of insert or update on compat.personal_record
  for each row execute function private.answer_record();
create trigger personal_record_delete instead of delete on compat.personal_record
  for each row execute function private.keep_record();

-- The other app's names: planned sessions as workouts, the catalogue, sets done for a plan

create view compat.workout_sessions with (security_invoker = true) as
select
  s.id, s.user_id, case when s.completed then 'completed' else 'active' end as status, s.focus_area, s.day_of_week,
  s.session_date as created_at, s.updated_at
from public.modular_training_session as s;
comment on view compat.workout_sessions is
  'Planned sessions as workouts, for SessionAgent and ProgressTracker: modular_training_session. created_at is session_date; status is completed or active. May go when session_repository.py reads the modular tables.';

create function private.update_compat_planned()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.status in ('active', 'completed')) is not true then
    raise exception using
      errcode = 'PT422', message = 'A planned session is active or completed',
      detail = format('status = %s', coalesce(new.status, 'null')),
      hint = 'Delete what is not to be done.';
  end if;
  update public.modular_training_session as s
  set completed    = case
        when new.status is distinct from old.status then new.status = 'completed' else s.completed end,
      focus_area   = case when new.focus_area is distinct from old.focus_area then new.focus_area else s.focus_area end,
      session_date = case
        when new.created_at is distinct from old.created_at then new.created_at else s.session_date end,
      -- of another day it is told by the date
      day_of_week  = case
        when new.created_at is distinct from old.created_at or new.day_of_week is not distinct from old.day_of_week
          then s.day_of_week
        else new.day_of_week end
  where s.user_id = old.user_id and s.id = old.id
  returning
    case when s.completed then 'completed' else 'active' end, s.focus_area, s.session_date, s.day_of_week, s.updated_at
  into new.status, new.focus_area, new.created_at, new.day_of_week, new.updated_at;
  if not found then
    return null;
  end if;
  return new;
end
$$;
comment on function private.update_compat_planned() is
  'The status that an older service writes is whether the planned session is completed; its created_at is the day.';

create trigger workout_sessions_update instead of update on compat.workout_sessions
  for each row execute function private.update_compat_planned();

create view compat.exrcwiki with (security_invoker = true) as
select
  e.id as exercise_id, e.name as exercise_name, e.primary_muscle_groups[1]::text as muscle_group,
  (select string_agg(q.name, ', ' order by q.name)
   from public.exercise_equipment as x
   join public.equipment as q on q.id = x.equipment_id
   where x.exercise_id = e.id) as equipment,
  e.primary_muscle_groups, e.secondary_muscle_groups, e.slug, e.instructions, e.image_url, e.video_url, e.created_at,
  e.updated_at, e.owner_id
from public.exercises as e
where e.archived_at is null and (e.owner_id is null or e.owner_id = coalesce((select auth.uid()), e.owner_id));
alter view compat.exrcwiki alter column owner_id set default auth.uid();
comment on view compat.exrcwiki is
  'The exercise catalogue, for the planning service: exercises on offer, the system''s and one''s own. What is inserted is one''s own; muscle_group and equipment are only read. May go when it reads exercises.';

create view compat.modular_training_set with (security_invoker = true) as
select t.id, t.exercise_row_id, t.set_no, t.reps_done, t.weight_kg, t.rpe, t.recorded_at
from public.training_set as t;
comment on view compat.modular_training_set is
  'Sets done for a plan, under the other of its two names: public.training_set. May go when nobody says it any more.';

-- Grants

revoke all on
  compat.user, compat.exercise, compat.workout_plan, compat.workout_exercise, compat.workout_session,
  compat.exercise_session, compat.personal_record, compat.workout_sessions, compat.exrcwiki, compat.modular_training_set
  from anon, authenticated;
grant select on
  compat.user, compat.exercise, compat.workout_plan, compat.workout_exercise, compat.workout_session,
  compat.exercise_session, compat.personal_record, compat.workout_sessions, compat.exrcwiki, compat.modular_training_set
  to authenticated, service_role;
grant delete on
  compat.workout_plan, compat.workout_exercise, compat.workout_session, compat.exercise_session,
  compat.personal_record, compat.workout_sessions, compat.modular_training_set
  to authenticated, service_role;
grant delete on compat.exercise to service_role;
grant update (email, unit_system, updated_at) on compat.user to authenticated, service_role;
grant insert (id, email, password_hash, unit_system, created_at, updated_at) on compat.user to service_role;
grant insert (id, name, primary_muscle_groups, secondary_muscle_groups, default_weight, default_reps,
              default_rest_time_seconds, description, owner_id, created_at, updated_at),
      update (name, primary_muscle_groups, secondary_muscle_groups, default_weight, default_reps,
              default_rest_time_seconds, description, updated_at)
  on compat.exercise to authenticated, service_role;
grant insert (id, user_id, name, description, deleted_at, created_at, updated_at),
      update (name, description, deleted_at, updated_at)
  on compat.workout_plan to authenticated, service_role;
grant insert (id, workout_plan_id, exercise_id, sequence, sets, reps_min, reps_max, rest_time_seconds,
              confidence_level, created_at, updated_at),
      update (exercise_id, sequence, sets, reps_min, reps_max, rest_time_seconds, confidence_level, updated_at)
  on compat.workout_exercise to authenticated, service_role;
grant insert (id, user_id, workout_plan_id, status, deleted_at, created_at, updated_at),
      update (workout_plan_id, status, deleted_at, updated_at)
  on compat.workout_session to authenticated, service_role;
grant insert (id, workout_session_id, exercise_id, weight, reps, rest_time_seconds, set_number, created_at,
              updated_at),
      update (exercise_id, weight, reps, rest_time_seconds, set_number, updated_at)
  on compat.exercise_session to authenticated, service_role;
grant insert (id, user_id, exercise_id, record_type, value, unit, exercise_session_id, achieved_at, created_at,
              updated_at),
      update (value, unit, exercise_session_id, achieved_at, updated_at)
  on compat.personal_record to authenticated, service_role;
grant update (status, focus_area, day_of_week, created_at, updated_at)
  on compat.workout_sessions to authenticated, service_role;
grant insert (exercise_id, exercise_name, primary_muscle_groups, secondary_muscle_groups, instructions, image_url,
              video_url, owner_id, created_at, updated_at),
      update (exercise_name, primary_muscle_groups, secondary_muscle_groups, instructions, image_url, video_url,
              updated_at)
  on compat.exrcwiki to authenticated, service_role;
grant insert (id, exercise_row_id, set_no, reps_done, weight_kg, rpe, recorded_at),
      update (set_no, reps_done, weight_kg, rpe, recorded_at)
  on compat.modular_training_set to authenticated, service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.compat_block, private.check_compat_email to authenticated, service_role;

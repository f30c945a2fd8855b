-- What coaches do, first part: keep clients, and be let in.
--
-- Each act is one function and one transaction on the coach's own rows. A client comes as a document: all of it is
-- checked before any of it is written, and every fault is named. A number that changes goes into the history.
-- Only the link between a client and an athlete touches two people. The coach invites an address, and never learns
-- whether anybody has it before they answer; the answer is the athlete's to give, and the end either's. These two are
-- definer functions that go by the address and the id of whoever asks, and so is the list of one's coaches.
-- One thing only does a coach write that is not theirs: a copy of a plan of their own, given to a linked athlete.

create type public.entity_detail as (
  entity  public.entities,
  link    public.athlete_links,
  metrics public.entity_metrics[]
);
create type public.coach_link as (
  link_id     uuid,
  coach_id    uuid,
  coach_name  text,
  status      public.athlete_link_status_enum,
  invited_at  timestamptz,
  answered_at timestamptz,
  ended_at    timestamptz
);
comment on type public.entity_detail is 'A client or class, with its link to an athlete, if one is open, and its history of numbers, newest first. May be null: link.';
comment on type public.coach_link is 'A coach who may read one''s log, wants to, or once could. May be null: answered_at, ended_at.';

-- Clients and classes

create function private.find_entity(p_user_id uuid, p_entity_id uuid)
returns public.entities
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entity public.entities;
begin
  select e.* into v_entity
  from public.entities as e
  where e.user_id = p_user_id and e.id = p_entity_id and e.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such client or class of yours',
      detail = format('p_entity_id = %s', coalesce(p_entity_id::text, 'null')),
      hint = 'coach_roster() lists your own; restore_entity() brings back a deleted one.';
  end if;
  return v_entity;
end
$$;
comment on function private.find_entity(uuid, uuid) is 'A coach''s client or class; PT404 if it is not there, not theirs, or deleted.';

create function private.read_entity(p_document jsonb, p_path text, p_known text[], p_base public.entities)
returns public.entities
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.raise_faults('The client has faults', array_remove(array[
    private.field_fault(p_document, p_path, 'object', p_required => true),
    private.field_fault(p_document -> 'id', 'id', 'uuid'),
    private.field_fault(p_document -> 'name', 'name', 'text', 1, 255,
                        p_required => p_base.name is null or p_document ? 'name'),
    private.field_fault(p_document -> 'type', 'type', 'choice', p_required => p_document ? 'type',
                        p_choices => enum_range(null::public.entity_type)::text[]),
    private.field_fault(p_document -> 'bench_1rm', 'bench_1rm', 'number', 0, 9999),
    private.field_fault(p_document -> 'deadlift_1rm', 'deadlift_1rm', 'number', 0, 9999),
    private.field_fault(p_document -> 'squat_1rm', 'squat_1rm', 'number', 0, 9999),
    private.field_fault(p_document -> 'gender', 'gender', 'text', 0, 100),
    private.field_fault(p_document -> 'age', 'age', 'integer', 0, 150),
    private.field_fault(p_document -> 'height_cm', 'height_cm', 'integer', 1, 300),
    private.field_fault(p_document -> 'weight_kg', 'weight_kg', 'number', 0.001, 9999),
    private.field_fault(p_document -> 'years_of_experience', 'years_of_experience', 'number', 0, 150),
    private.field_fault(p_document -> 'workout_experience_type', 'workout_experience_type', 'text', 0, 255),
    private.field_fault(p_document -> 'recovery_score', 'recovery_score', 'integer', 0, 100),
    -- 7:30 would be hours to Postgres
    case when p_document ->> 'mile_time' !~ '^0?[0-2]:[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?$'
              or p_document ->> 'mile_time' ~ '^[0:.]+$'
      then format('mile_time = %s: expected hours, minutes and seconds such as 00:07:30, under 3 hours',
                  p_document -> 'mile_time') end]
    || array(select k.fault from private.key_faults(p_document, '', p_known) as k (fault)), null));
  return jsonb_populate_record(p_base, (
    -- 30.0 is a whole number too
    select jsonb_object_agg(d.key, case
      when jsonb_typeof(d.value) = 'number' then to_jsonb(trim_scale(d.value::numeric)) else d.value end)
    from jsonb_each(p_document) as d));
end
$$;
comment on function private.read_entity(jsonb, text, text[], public.entities) is
  'A client or class as it is once a document''s fields are put over it. Raises PT422 with every fault''s path.';

create function public.get_entity(p_entity_id uuid)
returns public.entity_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_detail  public.entity_detail;
begin
  v_detail.entity := private.find_entity(v_user_id, p_entity_id);
  v_detail.link := (
    select l
    from public.athlete_links as l
    where l.user_id = v_user_id and l.entity_id = p_entity_id and l.status in ('invited', 'active'));
  v_detail.metrics := array(
    select m
    from public.entity_metrics as m
    where m.user_id = v_user_id and m.entity_id = p_entity_id
    order by m.measured_on desc);
  return v_detail;
end
$$;
comment on function public.get_entity(uuid) is
  'A client or class of one''s own, with its link to an athlete and its history of numbers. Raises PT404 if it is not there.';

create function private.raise_taken(p_id text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception using
    errcode = 'PT409', message = 'This id is taken', detail = format('id = %s', p_id),
    hint = 'Something else has it, perhaps another client''s: leave the id out, or make a new one.';
end
$$;
comment on function private.raise_taken(text) is 'Raises PT409: something else has this id.';

create function public.create_entity(p_entity jsonb)
returns public.entity_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entity  public.entities;
begin
  v_entity.type := 'CLIENT';
  v_entity := private.read_entity(p_entity, 'p_entity', array[
    'id', 'name', 'type', 'description', 'bench_1rm', 'deadlift_1rm', 'squat_1rm', 'mile_time', 'gender', 'age',
    'height_cm', 'weight_kg', 'years_of_experience', 'workout_experience_type', 'recovery_score',
    'preferred_training_days', 'injury_history'], v_entity);
  v_entity.id := coalesce(v_entity.id, private.new_id());
  insert into public.entities (
    id, user_id, name, type, description, bench_1rm, deadlift_1rm, squat_1rm, mile_time, gender, age, height_cm,
    weight_kg, years_of_experience, workout_experience_type, recovery_score, preferred_training_days, injury_history)
  values (
    v_entity.id, v_user_id, v_entity.name, v_entity.type, v_entity.description, v_entity.bench_1rm,
    v_entity.deadlift_1rm, v_entity.squat_1rm, v_entity.mile_time, v_entity.gender, v_entity.age, v_entity.height_cm,
    v_entity.weight_kg, v_entity.years_of_experience, v_entity.workout_experience_type, v_entity.recovery_score,
    v_entity.preferred_training_days, v_entity.injury_history)
  on conflict (id) do nothing;
  if not found and not exists (
    select from public.entities as e where e.user_id = v_user_id and e.id = v_entity.id) then
    perform private.raise_taken(v_entity.id::text);
  end if;
  return public.get_entity(v_entity.id);
end
$$;
comment on function public.create_entity(jsonb) is
  'Makes a client or class and returns it. The document has name, and optionally id, type (CLIENT or CLASS), description, bench_1rm, deadlift_1rm, squat_1rm (kg), mile_time (00:07:30), gender, age, height_cm, weight_kg, years_of_experience, workout_experience_type, recovery_score (0 to 100), preferred_training_days, injury_history. The same id again returns what is there. Raises PT409 for an id that is taken, PT422 with every fault''s path.';

create function public.update_entity(p_entity_id uuid, p_changes jsonb)
returns public.entity_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entity  public.entities := private.find_entity(v_user_id, p_entity_id);
begin
  v_entity := private.read_entity(p_changes, 'p_changes', array[
    'name', 'type', 'description', 'bench_1rm', 'deadlift_1rm', 'squat_1rm', 'mile_time', 'gender', 'age', 'height_cm',
    'weight_kg', 'years_of_experience', 'workout_experience_type', 'recovery_score', 'preferred_training_days',
    'injury_history'], v_entity);
  update public.entities as e
  set name                    = v_entity.name,
      type                    = v_entity.type,
      description             = v_entity.description,
      bench_1rm               = v_entity.bench_1rm,
      deadlift_1rm            = v_entity.deadlift_1rm,
      squat_1rm               = v_entity.squat_1rm,
      mile_time               = v_entity.mile_time,
      gender                  = v_entity.gender,
      age                     = v_entity.age,
      height_cm               = v_entity.height_cm,
      weight_kg               = v_entity.weight_kg,
      years_of_experience     = v_entity.years_of_experience,
      workout_experience_type = v_entity.workout_experience_type,
      recovery_score          = v_entity.recovery_score,
      preferred_training_days = v_entity.preferred_training_days,
      injury_history          = v_entity.injury_history
  where e.user_id = v_user_id and e.id = p_entity_id;
  return public.get_entity(p_entity_id);
end
$$;
comment on function public.update_entity(uuid, jsonb) is
  'Changes what the document names of a client or class and returns it: the fields of create_entity() but id; a JSON null makes one unknown again. A number that changes goes into the history with today''s date. Raises PT404 if it is not one''s own, PT422 with every fault''s path.';

create function private.record_entity_metrics(p_entity_id uuid, p_metrics jsonb, p_measured_on date)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entity  public.entities := private.find_entity(v_user_id, p_entity_id);
  v_given   public.entities;
  v_today   date := (select (now() at time zone u.timezone)::date from public.users as u where u.id = v_user_id);
begin
  v_given.name := v_entity.name;
  v_given := private.read_entity(p_metrics, 'p_metrics', array[
    'bench_1rm', 'deadlift_1rm', 'squat_1rm', 'mile_time', 'weight_kg', 'recovery_score'], v_given);
  perform private.raise_faults('The client has faults', array_remove(array[
    case when (p_measured_on between '1900-01-01' and v_today + 1) is false
      then format('p_measured_on = %s: expected a day from 1900 to tomorrow', p_measured_on) end], null));

  insert into public.entity_metrics as m (
    user_id, entity_id, measured_on, bench_1rm, deadlift_1rm, squat_1rm, mile_time, weight_kg, recovery_score)
  select
    v_user_id, p_entity_id, coalesce(p_measured_on, v_today), v_given.bench_1rm, v_given.deadlift_1rm,
    v_given.squat_1rm, v_given.mile_time, v_given.weight_kg, v_given.recovery_score
  where num_nonnulls(
    v_given.bench_1rm, v_given.deadlift_1rm, v_given.squat_1rm, v_given.mile_time, v_given.weight_kg,
    v_given.recovery_score) > 0
  on conflict (user_id, entity_id, measured_on) do update
    set bench_1rm      = coalesce(excluded.bench_1rm, m.bench_1rm),
        deadlift_1rm   = coalesce(excluded.deadlift_1rm, m.deadlift_1rm),
        squat_1rm      = coalesce(excluded.squat_1rm, m.squat_1rm),
        mile_time      = coalesce(excluded.mile_time, m.mile_time),
        weight_kg      = coalesce(excluded.weight_kg, m.weight_kg),
        recovery_score = coalesce(excluded.recovery_score, m.recovery_score);
  -- of what is given the newest is current, whichever day was entered last; the rest stays as it is
  update public.entities as e
  set bench_1rm      = case when v_given.bench_1rm is null then e.bench_1rm else n.bench_1rm end,
      deadlift_1rm   = case when v_given.deadlift_1rm is null then e.deadlift_1rm else n.deadlift_1rm end,
      squat_1rm      = case when v_given.squat_1rm is null then e.squat_1rm else n.squat_1rm end,
      mile_time      = case when v_given.mile_time is null then e.mile_time else n.mile_time end,
      weight_kg      = case when v_given.weight_kg is null then e.weight_kg else n.weight_kg end,
      recovery_score = case when v_given.recovery_score is null then e.recovery_score else n.recovery_score end
  from private.newest_metrics as n
  where e.user_id = v_user_id and e.id = p_entity_id and n.user_id = v_user_id and n.entity_id = p_entity_id;
end
$$;
comment on function private.record_entity_metrics(uuid, jsonb, date) is 'The work of public.record_entity_metrics().';

create function public.record_entity_metrics(p_entity_id uuid, p_metrics jsonb, p_measured_on date default null)
returns public.entity_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.record_entity_metrics(p_entity_id, p_metrics, p_measured_on);
  return public.get_entity(p_entity_id);
end
$$;
comment on function public.record_entity_metrics(uuid, jsonb, date) is
  'Keeps numbers of a client as they were on a day, today unless told otherwise, and returns the client: any of bench_1rm, deadlift_1rm, squat_1rm, weight_kg (kg), mile_time (00:07:30), recovery_score (0 to 100). The newest of each that is given is the client''s current one. Raises PT404 if it is not one''s own, PT422 with every fault''s path.';

create function public.delete_entity(p_entity_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_entity(v_user_id, p_entity_id);
  update public.entities as e set deleted_at = now() where e.user_id = v_user_id and e.id = p_entity_id;
end
$$;
comment on function public.delete_entity(uuid) is
  'Deletes a client or class, with its programs, and ends its link to an athlete; restore_entity() brings back all but the link. Raises PT404 if it is not one''s own.';

create function public.restore_entity(p_entity_id uuid)
returns public.entity_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  update public.entities as e
  set deleted_at = null
  where e.user_id = v_user_id and e.id = p_entity_id and e.deleted_at is not null;
  return public.get_entity(p_entity_id);
end
$$;
comment on function public.restore_entity(uuid) is
  'Brings back a deleted client or class and returns it. Raises PT404 if it is not one''s own.';

-- Who may look

create function private.link_athlete(p_entity_id uuid, p_email text)
returns public.athlete_links
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entity  public.entities := private.find_entity(v_user_id, p_entity_id);
  v_link    public.athlete_links;
begin
  perform private.check_email(p_email);
  select l.* into v_link
  from public.athlete_links as l
  where l.user_id = v_user_id and l.entity_id = p_entity_id and l.status in ('invited', 'active');
  if v_entity.type = 'CLASS' or lower(v_link.email) <> lower(p_email) then
    raise exception using
      errcode = 'PT409', message = 'This client can''t be linked so',
      detail = format('type = %s, status = %s, email = %s', v_entity.type,
                      coalesce(v_link.status::text, 'null'), coalesce(v_link.email, 'null')),
      hint = 'A class is nobody''s log. A client is one athlete: end_athlete_link() first, to invite another.';
  end if;
  if v_link.id is null then
    insert into public.athlete_links (user_id, entity_id, email)
    values (v_user_id, p_entity_id, p_email)
    returning * into v_link;
  end if;
  return v_link;
end
$$;
comment on function private.link_athlete(uuid, text) is 'The work of public.link_athlete().';

create function public.link_athlete(p_entity_id uuid, p_email text)
returns public.athlete_links
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.link_athlete(p_entity_id, p_email);
end
$$;
comment on function public.link_athlete(uuid, text) is
  'Invites the athlete who has this e-mail address to be a client of one''s own, and returns the invitation; once they accept, one may read their log. It says nothing of whether anybody has the address. The same address again returns what is there. Raises PT404 for an unknown client, PT409 for a class, or if another address is invited or linked, PT422 for a bad address.';

create function private.coach_links()
returns setof public.coach_link
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select l.id, l.user_id, u.display_name, l.status, l.invited_at, l.answered_at, l.ended_at
  from public.athlete_links as l
  join public.users as u on u.id = l.user_id
  where l.athlete_id = v_user_id
     or (l.status = 'invited' and l.user_id <> v_user_id
         and lower(l.email) = (select lower(p.email) from public.profiles as p where p.id = v_user_id))
  order by array_position('{active,invited,ended,declined}'::public.athlete_link_status_enum[], l.status),
           l.invited_at desc;
end
$$;
comment on function private.coach_links() is 'The work of public.my_coaches().';

create function public.my_coaches()
returns setof public.coach_link
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select c.* from private.coach_links() as c;
end
$$;
comment on function public.my_coaches() is
  'Who may read one''s log, first of all; then who asks to, by one''s e-mail address, and who once could. answer_coach() and end_athlete_link() take the link_id.';

create function private.answer_coach(p_link_id uuid, p_accept boolean)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_status  public.athlete_link_status_enum :=
    case when p_accept then 'active'::public.athlete_link_status_enum else 'declined' end;
  v_link    public.athlete_links;
begin
  select l.* into v_link
  from public.athlete_links as l
  where l.id = p_link_id and l.user_id <> v_user_id
    and (l.athlete_id = v_user_id
         or (l.status = 'invited'
             and lower(l.email) = (select lower(p.email) from public.profiles as p where p.id = v_user_id)))
    and (l.status <> 'invited' or exists (
      select from public.entities as e
      where e.user_id = l.user_id and e.id = l.entity_id and e.type = 'CLIENT' and e.deleted_at is null))
  for no key update of l;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such invitation',
      detail = format('p_link_id = %s', coalesce(p_link_id::text, 'null')),
      hint = 'my_coaches() lists who invited you.';
  end if;
  -- a phone that sends it twice
  if v_link.status = v_status then
    return;
  end if;
  if v_link.status <> 'invited' or (p_accept and exists (
    select from public.athlete_links as l
    where l.user_id = v_link.user_id and l.athlete_id = v_user_id and l.status = 'active')) then
    raise exception using
      errcode = 'PT409', message = 'This invitation can''t be answered', detail = format('status = %s', v_link.status),
      hint = 'It was answered or ended, or you are this coach''s client already; my_coaches() says which.';
  end if;
  update public.athlete_links as l
  set status = v_status, athlete_id = v_user_id, answered_at = now()
  where l.user_id = v_link.user_id and l.id = p_link_id;
end
$$;
comment on function private.answer_coach(uuid, boolean) is 'The work of public.answer_coach().';

create function public.answer_coach(p_link_id uuid, p_accept boolean default true)
returns setof public.coach_link
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.answer_coach(p_link_id, coalesce(p_accept, true));
  return query select c.* from private.coach_links() as c;
end
$$;
comment on function public.answer_coach(uuid, boolean) is
  'Lets a coach who asks read one''s log from now on, or with false declines, and returns one''s coaches as my_coaches() does. end_athlete_link() takes it back. Raises PT404 for an invitation to somebody else, PT409 for one that is answered or ended.';

create function private.end_athlete_link(p_link_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  update public.athlete_links as l
  set status = 'ended', ended_at = now()
  where l.id = p_link_id and (l.user_id = v_user_id or l.athlete_id = v_user_id) and l.status in ('invited', 'active');
  if not found and not exists (
    select from public.athlete_links as l
    where l.id = p_link_id and (l.user_id = v_user_id or l.athlete_id = v_user_id)) then
    raise exception using
      errcode = 'PT404', message = 'No such link of yours',
      detail = format('p_link_id = %s', coalesce(p_link_id::text, 'null')),
      hint = 'my_coaches() lists your coaches, get_entity() has a client''s link.';
  end if;
end
$$;
comment on function private.end_athlete_link(uuid) is 'The work of public.end_athlete_link().';

create function public.end_athlete_link(p_link_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.end_athlete_link(p_link_id);
end
$$;
comment on function public.end_athlete_link(uuid) is
  'Ends a link between coach and athlete, or an invitation of one''s own; either may, and from then on nothing of the log is seen. Again, it changes nothing. Raises PT404 if one is neither of the two.';

-- What a coach gives

create function private.assign_plan(p_plan_id uuid, p_entity_id uuid, p_week_start date, p_id uuid)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid := private.me();
  v_athlete_id uuid;
begin
  perform private.find_plan(v_user_id, p_plan_id);
  perform private.find_entity(v_user_id, p_entity_id);
  select l.athlete_id into v_athlete_id
  from public.athlete_links as l
  where l.user_id = v_user_id and l.entity_id = p_entity_id and l.status = 'active';
  -- in one order for everyone, so that no two ever wait for each other
  perform private.lock_log(u.id)
  from (select i.id from unnest(array[v_user_id, v_athlete_id]) as i (id) order by i.id) as u;
  -- the link may have ended meanwhile, and from here on it can't
  perform
  from public.athlete_links as l
  where l.user_id = v_user_id and l.entity_id = p_entity_id and l.athlete_id = v_athlete_id and l.status = 'active'
  for share;
  if not found then
    raise exception using
      errcode = 'PT409', message = 'This client is no linked athlete', detail = format('p_entity_id = %s', p_entity_id),
      hint = 'link_athlete() invites one; once they accept, they can be given a plan.';
  end if;
  return private.copy_plan(v_user_id, p_plan_id, v_athlete_id, p_week_start, p_id);
end
$$;
comment on function private.assign_plan(uuid, uuid, date, uuid) is 'The work of public.assign_plan().';

create function public.assign_plan(p_plan_id uuid, p_entity_id uuid, p_week_start date, p_id uuid default null)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.assign_plan(p_plan_id, p_entity_id, p_week_start, p_id);
end
$$;
comment on function public.assign_plan(uuid, uuid, date, uuid) is
  'Gives a plan of one''s own to the athlete whom a client is linked with, as copy_plan() copies it, and returns the id of the copy. That is the athlete''s from then on: they see it, change it, and delete it, the coach does not. An exercise that the coach made of their own is in it by its name alone. The same p_id again returns the same. Raises PT404 if the plan or the client is not one''s own, PT409 if the client has no active link, PT422 for a day out of range.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function
  private.check_email, private.find_entity, private.read_entity, private.raise_taken, private.coach_links,
  private.record_entity_metrics, private.link_athlete, private.answer_coach, private.end_athlete_link,
  private.assign_plan
  to authenticated;
revoke execute on function
  public.get_entity, public.create_entity, public.update_entity, public.record_entity_metrics, public.delete_entity,
  public.restore_entity, public.link_athlete, public.my_coaches, public.answer_coach, public.end_athlete_link,
  public.assign_plan
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_entity, public.create_entity, public.update_entity, public.record_entity_metrics, public.delete_entity,
  public.restore_entity, public.link_athlete, public.my_coaches, public.answer_coach, public.end_athlete_link,
  public.assign_plan
  to authenticated;

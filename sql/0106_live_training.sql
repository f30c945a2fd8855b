-- What people do in a live session: lift, say where they are, cheer, talk. And what is tidied up after them.
--
-- A live set goes to the log first, through log_set() as any other, and then to the room, under the same id: so a room
-- waits for no log. The workout it goes to is the person's own, made at their first set and theirs to finish: a room
-- never ends a workout.
-- edit_live_set() and delete_live_set() are edit_set() and delete_set() for who has the room before them; each pair does
-- the same, for the live set follows the log.
-- What is said here is written under the policies of its table. People vanish: tidy_live_sessions() is for cron.

-- Live sets

create function private.share_live_set(p_session_id uuid, p_set_id uuid)
returns public.live_session_sets
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_numbers record;
  v_set     public.live_session_sets;
begin
  -- the set stands still, for its log is held: it is counted before the room has to wait
  select n.exercise_id, n.exercise_name, n.set_type, n.weight_kg, n.reps, n.duration_seconds, n.distance_m,
         n.timestamp_ms, n.e1rm_kg, n.is_pr, n.intensity_score, n.volume_kg, n.is_withdrawn, n.workout_id
  into v_numbers
  from private.live_numbers(v_user_id, p_set_id) as n;
  if not found then
    return null;
  end if;
  perform private.hold_live_session(p_session_id, p_is_active => true);
  update public.live_session_participants as p
  set workout_id = v_numbers.workout_id
  where p.session_id = p_session_id and p.user_id = v_user_id and p.workout_id is distinct from v_numbers.workout_id;

  insert into public.live_session_sets as l (
    id, session_id, user_id, exercise_id, exercise_name, set_type, weight_kg, reps, duration_seconds, distance_m,
    timestamp_ms, e1rm_kg, is_pr, intensity_score, volume_kg, is_withdrawn)
  values (
    p_set_id, p_session_id, v_user_id, v_numbers.exercise_id, v_numbers.exercise_name, v_numbers.set_type,
    v_numbers.weight_kg, v_numbers.reps, v_numbers.duration_seconds, v_numbers.distance_m, v_numbers.timestamp_ms,
    v_numbers.e1rm_kg, v_numbers.is_pr, v_numbers.intensity_score, v_numbers.volume_kg, v_numbers.is_withdrawn)
  returning l.* into v_set;
  return v_set;
end
$$;
comment on function private.share_live_set(uuid, uuid) is
  'Shows a set of one''s own log to a live session one is in, with the numbers that the log gives it.';

create function public.log_live_set(
  p_session_id       uuid,
  p_exercise_id      uuid default null,
  p_reps             integer default null,
  p_weight           numeric default null,
  p_weight_unit      public.weight_unit_enum default null,
  p_rpe              numeric default null,
  p_rir              integer default null,
  p_set_type         public.set_type_enum default 'working',
  p_duration_seconds numeric default null,
  p_distance_m       numeric default null,
  p_id               uuid default null
)
returns public.live_session_sets
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_user_id    uuid := private.lock_my_log();
  v_session    public.live_sessions;
  v_workout_id uuid;
  v_set        public.live_session_sets;
begin
  if p_id is not null then
    select l.* into v_set from public.live_session_sets as l where l.user_id = v_user_id and l.id = p_id;
    if found and v_set.session_id = p_session_id then
      return v_set;
    end if;
  end if;
  v_session := private.find_live_session(p_session_id);
  -- what can't be shown is not logged either
  if v_session.status <> 'active' then
    perform private.hold_live_session(p_session_id, p_is_active => true);
  end if;

  select w.id into v_workout_id
  from public.live_session_participants as p
  join public.workout_sessions as w on w.user_id = v_user_id and w.id = p.workout_id
  where p.session_id = p_session_id and p.user_id = v_user_id and w.status = 'in_progress' and w.deleted_at is null;
  if not found then
    v_workout_id := ((public.start_workout(p_name => v_session.name)).workout).id;
  end if;
  return private.share_live_set(p_session_id, (public.log_set(
    v_workout_id, coalesce(p_exercise_id, v_session.current_exercise_id), p_reps, p_weight, p_weight_unit, p_rpe, p_rir,
    p_set_type, p_duration_seconds, p_distance_m, p_id => p_id)).id);
end
$$;
comment on function public.log_live_set(
  uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric, uuid) is
  'Logs a set to one''s own workout, which the first set makes, and shows it to the live session; returns it as the room sees it. Without p_exercise_id it is of the exercise that a guided session is at. The weight is in p_weight_unit, else in the person''s unit. The same p_id again changes nothing and returns the same set. Raises PT404 for an unknown session or exercise, PT409 if the session is not active or one is not in it, PT422 for values no set can have.';

create function private.find_live_set(p_user_id uuid, p_set_id uuid)
returns public.live_session_sets
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_set public.live_session_sets;
begin
  select l.* into v_set from public.live_session_sets as l where l.user_id = p_user_id and l.id = p_set_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such live set of yours', detail = format('p_set_id = %s', coalesce(p_set_id::text, 'null')),
      hint = 'get_live_session() lists the sets of a live session; edit_set() is for those of any workout.';
  end if;
  return v_set;
end
$$;
comment on function private.find_live_set(uuid, uuid) is 'A person''s live set; PT404 if it is not there or not theirs.';

create function public.edit_live_set(
  p_set_id           uuid,
  p_reps             integer default null,
  p_weight           numeric default null,
  p_weight_unit      public.weight_unit_enum default null,
  p_rpe              numeric default null,
  p_rir              integer default null,
  p_set_type         public.set_type_enum default null,
  p_duration_seconds numeric default null,
  p_distance_m       numeric default null
)
returns public.live_session_sets
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_live_set(v_user_id, p_set_id);
  perform public.edit_set(
    p_set_id, p_reps, p_weight, p_weight_unit, p_rpe, p_rir, p_set_type, p_duration_seconds, p_distance_m);
  return private.find_live_set(v_user_id, p_set_id);
end
$$;
comment on function public.edit_live_set(
  uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric) is
  'Corrects a live set of one''s own, in the log and for the room, whether the session is over or not, and returns it; what is not given stays. Raises PT404 if it is not one''s own, PT422 for values no set can have.';

create function public.delete_live_set(p_set_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.find_live_set(private.lock_my_log(), p_set_id);
  perform public.delete_set(p_set_id);
end
$$;
comment on function public.delete_live_set(uuid) is
  'Deletes a live set of one''s own, from the log and for the room. Raises PT404 if it is not one''s own.';

-- Where one is, what one says

create function private.place_in_live_session(
  p_session_id          uuid,
  p_status              public.live_status_enum,
  p_current_exercise_id uuid,
  p_is_ready            boolean
)
returns public.live_session_participants
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id     uuid := private.me();
  v_session     public.live_sessions := private.hold_live_session(p_session_id, p_is_active => p_is_ready is not null);
  v_exercise_id uuid;
  v_me          public.live_session_participants;
begin
  if p_is_ready is not null then
    perform private.check_guided(v_session);
  end if;
  if p_current_exercise_id is not null then
    select coalesce(e.merged_into, e.id) into v_exercise_id
    from public.exercises as e
    where e.id = p_current_exercise_id and (e.owner_id is null or e.owner_id = v_user_id);
    if not found then
      raise exception using
        errcode = 'PT404', message = 'No such exercise', detail = format('p_current_exercise_id = %s', p_current_exercise_id),
        hint = 'search_exercises() finds it by name.';
    end if;
  end if;
  update public.live_session_participants as p
  set status              = coalesce(p_status, p.status),
      current_exercise_id = coalesce(v_exercise_id, p.current_exercise_id),
      ready_for_next      = coalesce(p_is_ready, p.ready_for_next)
  where p.session_id = p_session_id and p.user_id = v_user_id
  returning p.* into v_me;
  return v_me;
end
$$;
comment on function private.place_in_live_session(uuid, public.live_status_enum, uuid, boolean) is
  'The work of public.update_live_status() and public.set_ready_for_next(); what is null stays.';

create function public.update_live_status(
  p_session_id          uuid,
  p_status              public.live_status_enum,
  p_current_exercise_id uuid default null
)
returns public.live_session_participants
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.place_in_live_session(p_session_id, p_status, p_current_exercise_id, null);
end
$$;
comment on function public.update_live_status(uuid, public.live_status_enum, uuid) is
  'Tells the live session what one is doing, and at which exercise if that is given, and returns one''s place in it. An app calls it now and then, so that one is not taken for gone. Raises PT404 for an unknown session or exercise, PT409 if it is over or one is not in it.';

create function public.set_ready_for_next(p_session_id uuid, p_is_ready boolean default true)
returns public.live_session_participants
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.place_in_live_session(p_session_id, null, null, coalesce(p_is_ready, true));
end
$$;
comment on function public.set_ready_for_next(uuid, boolean) is
  'Tells the leader of a guided live session that one is ready for the next exercise, or not yet, and returns one''s place in it. Raises PT404 if it is not one''s own to know, PT409 if it is not active, not guided, or one is not in it.';

create function public.react_to_set(
  p_session_id uuid,
  p_emote      public.emote_enum,
  p_set_id     uuid default null,
  p_to_user_id uuid default null,
  p_id         uuid default null
)
returns public.live_session_reactions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid := private.me();
  v_to_user_id uuid := p_to_user_id;
  v_reaction   public.live_session_reactions;
begin
  select r.* into v_reaction
  from public.live_session_reactions as r
  where r.id = p_id and r.session_id = p_session_id and r.from_user_id = v_user_id;
  if found then
    return v_reaction;
  end if;
  perform private.hold_live_session(p_session_id);
  if p_set_id is not null then
    select l.user_id into v_to_user_id
    from public.live_session_sets as l
    where l.session_id = p_session_id and l.id = p_set_id and not l.is_withdrawn;
  end if;
  if p_set_id is not null and v_to_user_id is null then
    raise exception using
      errcode = 'PT404', message = 'No such set in this live session', detail = format('p_set_id = %s', p_set_id),
      hint = 'It may be deleted; get_live_session() lists them.';
  end if;
  if p_emote is null or v_to_user_id is distinct from coalesce(p_to_user_id, v_to_user_id) or v_to_user_id is null then
    raise exception using
      errcode = 'PT422', message = 'A reaction says something to somebody',
      detail = format('p_emote = %s, p_to_user_id = %s: expected an emote, and who did the set', p_emote, p_to_user_id),
      hint = 'Give p_emote, and p_set_id or p_to_user_id.';
  end if;
  insert into public.live_session_reactions as r (id, session_id, from_user_id, to_user_id, emote, target_set_id)
  values (coalesce(p_id, private.new_id()), p_session_id, v_user_id, v_to_user_id, p_emote, p_set_id)
  returning r.* into v_reaction;
  return v_reaction;
end
$$;
comment on function public.react_to_set(uuid, public.emote_enum, uuid, uuid, uuid) is
  'Cheers a set of a live session one is in, or with p_to_user_id alone a participant, and returns the reaction. The same p_id again changes nothing. Raises PT404 for an unknown session, set or participant, PT409 if it is over or one is not in it, PT422 without an emote or anyone to react to.';

create function public.send_live_message(p_session_id uuid, p_message text, p_id uuid default null)
returns public.live_session_messages
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_message public.live_session_messages;
begin
  select m.* into v_message
  from public.live_session_messages as m
  where m.id = p_id and m.session_id = p_session_id and m.user_id = v_user_id;
  if found then
    return v_message;
  end if;
  perform private.raise_faults('The message has faults', array_remove(array[
    private.field_fault(to_jsonb(p_message), 'p_message', 'text', 1, 2000, p_required => true),
    case when p_message !~ '\S' and p_message <> '' then 'p_message: expected something to read' end], null));
  perform private.hold_live_session(p_session_id);
  insert into public.live_session_messages as m (id, session_id, user_id, message)
  values (coalesce(p_id, private.new_id()), p_session_id, v_user_id, p_message)
  returning m.* into v_message;
  return v_message;
end
$$;
comment on function public.send_live_message(uuid, text, uuid) is
  'Writes to all in a live session, at most 2,000 characters, and returns the message. The same p_id again changes nothing. Raises PT404 if it is not one''s own to know, PT409 if it is over or one is not in it, PT422 for an empty or longer message.';

-- One's live sessions

create type public.live_invitation_detail as (
  invitation public.live_session_invitations,
  session    public.live_sessions
);
comment on type public.live_invitation_detail is 'An invitation, with the live session that it is to. May be null: nothing.';

create function public.my_live_invitations()
returns setof public.live_invitation_detail
language plpgsql stable rows 5
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select i, s
  from public.live_session_invitations as i
  join public.live_sessions as s on s.id = i.session_id
  where i.recipient_id = v_user_id and i.status = 'pending' and i.expires_at > now()
    and i.session_id in (select private.my_live_invitations())
  order by i.created_at desc, i.id desc;
end
$$;
comment on function public.my_live_invitations() is
  'The invitations to live sessions that one can answer, newest first: join_live_session() comes in, respond_to_live_invitation() says yes or no.';

create function public.my_live_sessions(
  p_limit     integer default 50,
  p_before    timestamptz default null,
  p_before_id uuid default null
)
returns setof public.live_sessions
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select s.id, s.host_id, s.host_name, s.mode, s.status, s.name, s.theme, s.is_public, s.created_at, s.started_at,
         s.ended_at, s.current_exercise_id, s.planned_exercises, s.participant_count, s.total_sets_completed,
         s.last_event_seq
  from public.live_sessions as s
  -- by their ids, not by a look at everybody's
  where s.id in (
      select h.id from public.live_sessions as h where h.host_id = v_user_id
      union all
      select private.my_live_sessions())
    and (p_before is null or s.created_at < p_before or (s.created_at = p_before and s.id < p_before_id))
  order by s.created_at desc, s.id desc
  limit greatest(least(p_limit, 200), 0);
end
$$;
comment on function public.my_live_sessions(integer, timestamptz, uuid) is
  'The live sessions that one hosts, is in, or was in at their end, newest first, at most 200; for the next page give created_at and id of the last row.';

create function private.update_live_session(
  p_session_id uuid, p_name text, p_theme text, p_is_public boolean, p_planned_exercises jsonb)
returns public.live_sessions
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_session public.live_sessions := private.hold_live_session(p_session_id, p_leads => true);
begin
  perform private.check_live_session(p_name, p_theme, coalesce(p_planned_exercises, '[]'::jsonb));
  update public.live_sessions as s
  set name              = coalesce(p_name, s.name),
      theme             = coalesce(p_theme, s.theme),
      is_public         = coalesce(p_is_public, s.is_public),
      planned_exercises = coalesce(p_planned_exercises, s.planned_exercises)
  where s.id = p_session_id
  returning s.* into v_session;
  return v_session;
end
$$;
comment on function private.update_live_session(uuid, text, text, boolean, jsonb) is 'The work of public.update_live_session().';

create function public.update_live_session(
  p_session_id        uuid,
  p_name              text default null,
  p_theme             text default null,
  p_is_public         boolean default null,
  p_planned_exercises jsonb default null
)
returns public.live_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.update_live_session(p_session_id, p_name, p_theme, p_is_public, p_planned_exercises);
end
$$;
comment on function public.update_live_session(uuid, text, text, boolean, jsonb) is
  'Changes what a live session is called, looks like and is to do, and whether anyone may find it, and returns it; what is not given stays. For the host or the leader. Raises PT404 if it is not one''s own to know, PT409 if it is over or one is not in it, PT422 as create_live_session(), 42501 for anyone else in it.';

create function private.delete_live_session(p_session_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.hold_live_sessions(array[p_session_id]);
  delete from public.live_sessions as s where s.id = p_session_id and s.host_id = v_user_id;
  if not found then
    perform private.find_live_session(p_session_id);
    raise exception using
      errcode = '42501', message = 'Only the host may do this', detail = format('p_session_id = %s', p_session_id),
      hint = 'leave_live_session() is for everyone else.';
  end if;
end
$$;
comment on function private.delete_live_session(uuid) is 'The work of public.delete_live_session().';

create function public.delete_live_session(p_session_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.delete_live_session(p_session_id);
end
$$;
comment on function public.delete_live_session(uuid) is
  'Deletes a live session one hosts, over or not, with all that was said in it; everyone''s log stays as it is. Raises PT404 if it is not one''s own to know, PT409 if one has not joined it, 42501 for anyone else in it.';

-- Tidying up

create type public.live_tidying as (
  sessions_tidied     integer,
  invitations_expired integer,
  people_idle         integer,
  people_finished     integer,
  sessions_ended      integer
);
comment on type public.live_tidying is
  'What tidy_live_sessions() did, in rows. sessions_tidied are the live sessions with something to do that it took: 500 is the most, and says that there may be more. May be null: nothing.';

create function private.tidy_live_sessions(
  p_idle_after interval, p_finished_after interval, p_pending_after interval)
returns public.live_tidying
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_done public.live_tidying;
  v_ids  uuid[];
begin
  -- what somebody is busy with comes next time
  v_ids := array(
    select s.id
    from public.live_sessions as s
    -- a look at each that is open, however many are over
    cross join lateral (
      select
        coalesce(bool_or(
          (p.status <> 'finished' and p.last_active_at < now() - p_finished_after)
          or (p.status in ('resting', 'working_out') and p.last_active_at < now() - p_idle_after)), false) as any_vanished,
        coalesce(bool_or(p.status <> 'finished'), false) as any_left,
        coalesce(bool_or(p.is_leader and p.status = 'finished'), false) as leader_is_finished,
        coalesce(max(p.last_active_at), '-infinity') as heard_at
      from public.live_session_participants as p
      where p.session_id = s.id
    ) as p
    cross join lateral (
      select
        coalesce(bool_or(i.expires_at <= now()), false) as any_too_old, coalesce(bool_or(i.expires_at > now()), false) as any_open
      from public.live_session_invitations as i
      where i.session_id = s.id and i.status = 'pending'
    ) as i
    where s.status <> 'ended'
      and (i.any_too_old
           or case s.status
             when 'active' then
               p.any_vanished or case when p.any_left then p.leader_is_finished else p.heard_at < now() - p_idle_after end
             else greatest(s.created_at, p.heard_at) < now() - p_pending_after and not i.any_open
           end)
    order by s.id
    limit 500
    for no key update of s skip locked);
  v_done.sessions_tidied := cardinality(v_ids);

  update public.live_session_invitations as i
  set status = 'expired'
  where i.session_id = any (v_ids) and i.status = 'pending' and i.expires_at <= now();
  get diagnostics v_done.invitations_expired = row_count;

  update public.live_session_participants as p
  set status = 'finished'
  from public.live_sessions as s
  where p.session_id = any (v_ids) and s.id = p.session_id
    and s.status = 'active' and p.status <> 'finished' and p.last_active_at < now() - p_finished_after;
  get diagnostics v_done.people_finished = row_count;
  update public.live_session_participants as p
  set status = 'idle'
  from public.live_sessions as s
  where p.session_id = any (v_ids) and s.id = p.session_id
    and s.status = 'active' and p.status in ('resting', 'working_out') and p.last_active_at < now() - p_idle_after;
  get diagnostics v_done.people_idle = row_count;
  update public.workout_presence as p
  set status = 'finished'
  where p.id in (
    select v.id
    from public.workout_presence as v
    where v.status <> 'finished' and v.last_updated_at < now() - p_finished_after and v.live_session_id is null
    for no key update skip locked);

  -- a room whose leader has gone home is led by who has been there longest
  perform private.pass_live_leadership(l.session_id, null, n.user_id)
  from public.live_session_participants as l
  cross join lateral (
    select p.user_id
    from public.live_session_participants as p
    where p.session_id = l.session_id and p.status <> 'finished'
    order by p.joined_at, p.id
    limit 1
  ) as n
  where l.session_id = any (v_ids) and l.is_leader and l.status = 'finished';

  update public.live_sessions as s
  set status = 'ended'
  where s.id = any (v_ids)
    and case s.status
      when 'active' then not exists (
        select from public.live_session_participants as p
        where p.session_id = s.id and (p.status <> 'finished' or p.last_active_at >= now() - p_idle_after))
      else s.created_at < now() - p_pending_after
        and not exists (
          select from public.live_session_participants as p
          where p.session_id = s.id and p.last_active_at >= now() - p_pending_after)
        and not exists (
          select from public.live_session_invitations as i
          where i.session_id = s.id and i.status = 'pending' and i.expires_at > now())
    end;
  get diagnostics v_done.sessions_ended = row_count;
  return v_done;
end
$$;
comment on function private.tidy_live_sessions(interval, interval, interval) is 'The work of public.tidy_live_sessions().';

create function public.tidy_live_sessions(
  p_idle_after     interval default '15 minutes',
  p_finished_after interval default '2 hours',
  p_pending_after  interval default '1 day'
)
returns public.live_tidying
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.tidy_live_sessions(p_idle_after, p_finished_after, p_pending_after);
end
$$;
comment on function public.tidy_live_sessions(interval, interval, interval) is
  'Tidies up after those who vanished, and returns what it did: invitations expire; in active sessions people are idle, and later finished, when nothing was heard of them for so long, and a leader who is finished is followed by another; active sessions where all are finished end, and so do those that nobody started for so long. For the back end, by cron, every few minutes; what it does are events like any others. A call takes 500 sessions at most: where sessions_tidied is 500, call it again. What somebody is busy with comes next time.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function
  private.share_live_set, private.find_live_set, private.place_in_live_session, private.update_live_session,
  private.delete_live_session
  to authenticated;
grant execute on function private.tidy_live_sessions to service_role;
revoke execute on function
  public.log_live_set, public.edit_live_set, public.delete_live_set, public.update_live_status,
  public.set_ready_for_next, public.react_to_set, public.send_live_message, public.my_live_invitations,
  public.my_live_sessions, public.update_live_session, public.delete_live_session, public.tidy_live_sessions
  from public, anon, authenticated, service_role;
grant execute on function
  public.log_live_set, public.edit_live_set, public.delete_live_set, public.update_live_status,
  public.set_ready_for_next, public.react_to_set, public.send_live_message, public.my_live_invitations,
  public.my_live_sessions, public.update_live_session, public.delete_live_session
  to authenticated;
grant execute on function public.tidy_live_sessions to service_role;

-- What happens in a live session: its events and its counters.
--
-- Triggers write the events, from the rows that people write: so whoever writes them, by a function or by hand, the
-- event is there, and nobody can write one by itself. The same triggers keep the counters. Both need the row of the
-- live session, and hold it to the end of the transaction: numbers are handed out in the order of commit.
-- Each event is announced by NOTIFY on the channel live_<session id>: session, number and type, a hundred bytes. It is
-- a knock on the door and no more; what happened is read from the table, so a knock that gets lost loses nothing.
-- On Supabase the same knock goes out over its realtime.

create function private.hold_live_sessions(p_session_ids uuid[])
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(p_session_ids) = 1 then
    -- free, or held by this very transaction: whoever has the row never comes to wait in the queue
    perform from public.live_sessions as s where s.id = p_session_ids[1] for no key update skip locked;
    if found then
      return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(p_session_ids[1]::text, 2026));
  end if;
  perform from public.live_sessions as s where s.id = any (p_session_ids) order by s.id for no key update;
end
$$;
comment on function private.hold_live_sessions(uuid[]) is
  'Waits for its turn in live sessions, in the order of their ids; what runs after it sees all that was done there before. Those who wait for a row that changes chase its versions, so for a single one they queue and each is woken once. The queue is for speed alone: what is right is so by the lock of the row, and of many sessions no more than that is taken.';

create function private.add_live_event(
  p_session_id uuid,
  p_user_id    uuid,
  p_type       public.live_event_type_enum,
  p_data       jsonb,
  p_people     integer default 0,
  p_sets       integer default 0
)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_seq bigint;
begin
  -- the row stays locked to the end of the transaction: so the next number is handed out after this one is committed
  update public.live_sessions as s
  set last_event_seq       = s.last_event_seq + 1,
      participant_count    = s.participant_count + p_people,
      total_sets_completed = s.total_sets_completed + p_sets
  where s.id = p_session_id
  returning s.last_event_seq into v_seq;
  -- a session that is being deleted takes its events along
  if not found then
    return;
  end if;
  insert into public.live_session_events (session_id, user_id, seq, type, event_data)
  values (
    p_session_id,
    -- of somebody who is being erased nothing new is written, and their row is gone
    (select u.id from public.users as u where u.id = p_user_id),
    v_seq, p_type, jsonb_build_object('type', p_type, 'data', p_data));
  perform pg_notify(
    'live_' || p_session_id,
    json_build_object('session_id', p_session_id, 'seq', v_seq, 'type', p_type)::text);
  -- who talks has not vanished; where the act writes the person's place, its trigger says so
  if p_type in ('message', 'reaction', 'user_invited', 'session_started', 'exercise_changed', 'leader_changed', 'set_edited')
     and p_user_id = auth.uid() then
    update public.live_session_participants as p
    set last_active_at = now()
    where p.session_id = p_session_id and p.user_id = p_user_id;
  end if;
end
$$;
comment on function private.add_live_event(uuid, uuid, public.live_event_type_enum, jsonb, integer, integer) is
  'Numbers an event, keeps it, and tells who listens to live_<session id>; counts so many more people and sets along.';

create function private.check_live_session_open(p_session public.live_sessions)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_session.status = 'ended' then
    raise exception using
      errcode = 'PT409', message = 'This live session is over', detail = format('status = %s', p_session.status),
      hint = 'create_live_session() opens another one.';
  end if;
end
$$;
comment on function private.check_live_session_open(public.live_sessions) is 'Raises PT409 for a live session that has ended.';

create function private.guard_live_session()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.status = old.status then
    return new;
  end if;
  perform private.check_live_session_open(old);
  new.started_at := case when new.status = 'active' then now() else old.started_at end;
  new.ended_at := case when new.status = 'ended' then greatest(now(), old.started_at) end;
  return new;
end
$$;
comment on function private.guard_live_session() is 'A live session goes from pending to active to ended and never back; when, is the database''s to say.';

create function private.announce_live_session()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_plan jsonb;
begin
  if tg_op = 'INSERT' then
    perform private.add_live_event(new.id, new.host_id, 'session_created', '{}');
    return null;
  end if;
  if new.status <> old.status then
    perform private.add_live_event(
      new.id, auth.uid(),
      case new.status when 'active' then 'session_started'::public.live_event_type_enum else 'session_ended' end, '{}');
  end if;
  if new.status = 'ended' and old.status <> 'ended' then
    update public.live_session_invitations as i set status = 'expired' where i.session_id = new.id and i.status = 'pending';
    update public.live_session_participants as p
    set status = 'finished', ready_for_next = false
    where p.session_id = new.id;
  end if;
  -- the leader moves all, and nobody is ready for what comes after
  if new.current_exercise_id <> old.current_exercise_id or (old.current_exercise_id is null and new.current_exercise_id is not null) then
    update public.live_session_participants as p
    set current_exercise_id = new.current_exercise_id, ready_for_next = false
    where p.session_id = new.id;
    select jsonb_build_object(
             'targetSets', x.value -> 'targetSets', 'targetRepsMin', x.value -> 'targetRepsMin',
             'targetRepsMax', x.value -> 'targetRepsMax')
    into v_plan
    from private.elements(new.planned_exercises) as x
    join public.exercises as e on e.id = (x.value ->> 'exerciseId')::uuid
    -- a plan names what was merged since by its old id
    where coalesce(e.merged_into, e.id) = new.current_exercise_id
    order by x.index
    limit 1;
    perform private.add_live_event(
      new.id, auth.uid(), 'exercise_changed',
      jsonb_strip_nulls(coalesce(v_plan, '{}'::jsonb) || (
        select jsonb_build_object('exerciseId', e.id, 'exerciseName', e.name)
        from public.exercises as e
        where e.id = new.current_exercise_id)));
  end if;
  return null;
end
$$;
comment on function private.announce_live_session() is 'What happens to a live session as a whole is an event, and what follows from it is done.';

create trigger live_sessions_guard before update of status on public.live_sessions
  for each row execute function private.guard_live_session();
create trigger live_sessions_announce after insert or update of status, current_exercise_id on public.live_sessions
  for each row execute function private.announce_live_session();

create function private.welcome_to_live_session()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.add_live_event(
    new.session_id, new.user_id, 'user_joined',
    jsonb_strip_nulls(jsonb_build_object('displayName', new.display_name, 'avatarUrl', new.avatar_url)), p_people => 1);
  return null;
end
$$;
comment on function private.welcome_to_live_session() is 'Who comes in is counted, and it is an event.';

create function private.pass_live_leadership(p_session_id uuid, p_from uuid, p_to uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_leader public.live_session_participants;
begin
  -- in two steps, for there is one at most
  update public.live_session_participants as p set is_leader = false where p.session_id = p_session_id and p.is_leader;
  update public.live_session_participants as p
  set is_leader = true
  where p.session_id = p_session_id and p.user_id = p_to
  returning p.* into v_leader;
  perform private.add_live_event(
    p_session_id, p_from, 'leader_changed',
    jsonb_build_object('targetUserId', v_leader.user_id, 'displayName', v_leader.display_name));
end
$$;
comment on function private.pass_live_leadership(uuid, uuid, uuid) is 'Another participant leads from now on, and it is an event.';

create function private.see_off_from_live_session()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status public.live_session_status_enum;
  v_next   uuid;
  v_stays  boolean := exists (select from public.users as u where u.id = old.user_id);
begin
  perform private.add_live_event(
    old.session_id, old.user_id, 'user_left',
    jsonb_strip_nulls(jsonb_build_object(
      -- whose account is being erased has no name any more
      'displayName', case when v_stays then old.display_name else '' end,
      'avatarUrl', case when v_stays then old.avatar_url end)),
    p_people => -1);
  select s.status into v_status from public.live_sessions as s where s.id = old.session_id;
  if v_status is null or v_status = 'ended' then
    return null;
  end if;

  select p.user_id into v_next
  from public.live_session_participants as p
  where p.session_id = old.session_id
  order by p.status = 'finished', p.joined_at, p.id
  limit 1;
  if not found then
    update public.live_sessions as s set status = 'ended' where s.id = old.session_id;
  elsif old.is_leader then
    perform private.pass_live_leadership(old.session_id, old.user_id, v_next);
  end if;
  return null;
end
$$;
comment on function private.see_off_from_live_session() is
  'Who goes is counted, and it is an event. Who has been there longest leads on; when nobody is left, the session ends.';

create function private.touch_live_participant()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- what others do to the row is no sign of life
  if new.user_id = auth.uid() then
    new.last_active_at := now();
  end if;
  return new;
end
$$;
comment on function private.touch_live_participant() is 'Keeps last_active_at: when the person last did something.';

create function private.announce_live_participant()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- what follows from another event is told by that one
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  if (new.status, new.current_exercise_id) is distinct from (old.status, old.current_exercise_id) then
    perform private.add_live_event(
      new.session_id, new.user_id, 'status_update',
      jsonb_strip_nulls(jsonb_build_object('status', new.status, 'currentExerciseId', new.current_exercise_id)));
  end if;
  if new.ready_for_next <> old.ready_for_next then
    perform private.add_live_event(
      new.session_id, new.user_id, 'ready_status_changed', jsonb_build_object('isReady', new.ready_for_next));
  end if;
  return null;
end
$$;
comment on function private.announce_live_participant() is 'What a participant says of themself is an event.';

create trigger increment_participant_count_on_insert after insert on public.live_session_participants
  for each row execute function private.welcome_to_live_session();
create trigger decrement_participant_count_on_delete after delete on public.live_session_participants
  for each row execute function private.see_off_from_live_session();
create trigger update_participant_last_active_trigger before update on public.live_session_participants
  for each row execute function private.touch_live_participant();
create trigger live_session_participants_announce
  after update of status, current_exercise_id, ready_for_next on public.live_session_participants
  for each row execute function private.announce_live_participant();

create function private.count_live_set()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_set        public.live_session_sets;
  v_was_there  boolean := false;
  v_is_there   boolean := false;
  v_volume_kg  numeric := 0::numeric;
  v_records    integer := 0;
  v_sets       integer := 0;
begin
  if tg_op <> 'INSERT' then
    v_set := old;
    v_was_there := not old.is_withdrawn;
  end if;
  if v_was_there then
    v_sets := -1;
    v_volume_kg := -old.volume_kg;
    v_records := -old.is_pr::integer;
  end if;
  if tg_op <> 'DELETE' then
    v_set := new;
    v_is_there := not new.is_withdrawn;
  end if;
  if v_is_there then
    v_sets := v_sets + 1;
    v_volume_kg := v_volume_kg + new.volume_kg;
    v_records := v_records + new.is_pr::integer;
  end if;

  -- who was sent out is heard no more: their numbers stay right, and nobody is told
  if tg_op = 'UPDATE' and v_is_there and exists (
       select from public.live_session_invitations as i
       where i.session_id = v_set.session_id and i.recipient_id = v_set.user_id and i.removed_at is not null) then
    update public.live_sessions as s
    set total_sets_completed = s.total_sets_completed + v_sets
    where s.id = v_set.session_id and v_sets <> 0;
  elsif v_is_there and (
       not v_was_there
       or (new.exercise_name, new.set_type, new.weight_kg, new.reps, new.duration_seconds, new.distance_m, new.e1rm_kg,
           new.is_pr, new.intensity_score, new.volume_kg)
         is distinct from
          (old.exercise_name, old.set_type, old.weight_kg, old.reps, old.duration_seconds, old.distance_m, old.e1rm_kg,
           old.is_pr, old.intensity_score, old.volume_kg)) then
    perform private.add_live_event(
      v_set.session_id, v_set.user_id,
      case when v_was_there then 'set_edited'::public.live_event_type_enum else 'set_completed' end,
      jsonb_strip_nulls(jsonb_build_object(
        'setId', v_set.id, 'exerciseId', coalesce(v_set.exercise_id::text, ''), 'exerciseName', v_set.exercise_name,
        'setType', v_set.set_type, 'weightKg', v_set.weight_kg, 'reps', v_set.reps,
        'durationSeconds', v_set.duration_seconds, 'distanceM', v_set.distance_m,
        'e1rmKg', v_set.e1rm_kg, 'isPR', v_set.is_pr, 'intensityScore', v_set.intensity_score)),
      p_sets => v_sets);
  elsif v_was_there and not v_is_there then
    perform private.add_live_event(
      v_set.session_id, v_set.user_id, 'set_deleted', jsonb_build_object('setId', v_set.id), p_sets => v_sets);
  end if;

  if tg_op = 'INSERT' then
    update public.live_session_participants as p
    set sets_completed      = p.sets_completed + v_sets,
        total_volume_kg     = p.total_volume_kg + v_volume_kg,
        pr_count            = p.pr_count + v_records,
        current_exercise_id = v_set.exercise_id,
        -- who logs a set has not vanished
        status              = case when p.status in ('idle', 'finished') then 'resting' else p.status end
    where p.session_id = v_set.session_id and p.user_id = v_set.user_id;
  elsif (v_sets, v_volume_kg, v_records) <> (0, 0, 0) then
    update public.live_session_participants as p
    set sets_completed  = p.sets_completed + v_sets,
        total_volume_kg = p.total_volume_kg + v_volume_kg,
        pr_count        = p.pr_count + v_records
    where p.session_id = v_set.session_id and p.user_id = v_set.user_id;
  end if;
  return null;
end
$$;
comment on function private.count_live_set() is
  'A live set that comes, changes or goes is counted with its session and its lifter, and is an event; but edits by somebody who was sent out are none.';

create trigger increment_sets_completed_on_insert after insert on public.live_session_sets
  for each row execute function private.count_live_set();
create trigger adjust_sets_completed_on_update after update on public.live_session_sets
  for each row execute function private.count_live_set();
create trigger decrement_sets_completed_on_delete after delete on public.live_session_sets
  for each row execute function private.count_live_set();

create function private.announce_live_reaction()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.add_live_event(
    new.session_id, new.from_user_id, 'reaction',
    jsonb_strip_nulls(jsonb_build_object(
      'targetUserId', new.to_user_id, 'emote', new.emote, 'targetSetId', new.target_set_id)));
  return null;
end
$$;
comment on function private.announce_live_reaction() is 'A reaction is an event.';

create function private.announce_live_message()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.add_live_event(
    new.session_id, new.user_id, 'message', jsonb_build_object('message', new.message, 'messageId', new.id));
  return null;
end
$$;
comment on function private.announce_live_message() is 'A message is an event.';

create function private.unsay_live_message()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.live_session_events as e
  set event_data = jsonb_set(e.event_data, '{data,message}', '""')
  where e.session_id = old.session_id and e.type = 'message' and e.event_data #>> '{data,messageId}' = old.id::text;
  return null;
end
$$;
comment on function private.unsay_live_message() is 'A message that is taken down leaves its event without its text.';

create function private.check_live_reaction()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- whoever is not in is refused by the policy
  if new.session_id not in (select private.my_open_live_sessions()) then
    return new;
  end if;
  if new.target_set_id is null and not exists (
       select from public.live_session_participants as p
       where p.session_id = new.session_id and p.user_id = new.to_user_id) then
    raise exception using
      errcode = 'PT404', message = 'Nobody of this id is in this live session', detail = format('to_user_id = %s', new.to_user_id),
      hint = 'get_live_session() lists who is in.';
  end if;
  if new.target_set_id is not null and not exists (
       select from public.live_session_sets as l
       where l.session_id = new.session_id and l.id = new.target_set_id and l.user_id = new.to_user_id
         and not l.is_withdrawn) then
    raise exception using
      errcode = 'PT404', message = 'No such set in this live session', detail = format('target_set_id = %s', new.target_set_id),
      hint = 'It may be deleted, or somebody else''s than to_user_id; get_live_session() lists them.';
  end if;
  return new;
end
$$;
comment on function private.check_live_reaction() is
  'A reaction is to a set of the session and to whoever did it, or to somebody who is in. Raises PT404 otherwise.';

create function private.announce_live_invitation()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- the end of the session says that nobody is asked in any more
  if pg_trigger_depth() > 1 or (tg_op = 'UPDATE' and new.status = old.status) then
    return null;
  end if;
  if new.status = 'pending' then
    perform private.add_live_event(
      new.session_id, new.host_id, 'user_invited', jsonb_build_object('targetUserId', new.recipient_id));
  else
    perform private.add_live_event(
      new.session_id, new.recipient_id, 'invitation_answered', jsonb_build_object('status', new.status));
  end if;
  return null;
end
$$;
comment on function private.announce_live_invitation() is 'To be asked in is an event, and so is the answer, or that there was none in time.';

create trigger live_session_invitations_announce after insert or update of status on public.live_session_invitations
  for each row execute function private.announce_live_invitation();
create trigger live_session_reactions_in_session before insert on public.live_session_reactions
  for each row execute function private.check_live_reaction();
create trigger live_session_reactions_announce after insert on public.live_session_reactions
  for each row execute function private.announce_live_reaction();
create trigger live_session_messages_announce after insert on public.live_session_messages
  for each row execute function private.announce_live_message();
create trigger live_session_messages_unsay after delete on public.live_session_messages
  for each row execute function private.unsay_live_message();

-- Supabase's realtime: the tables are published, and each event is broadcast to the participants. On a plain server
-- there is neither, and NOTIFY does it.
do $realtime$
begin
  -- one for all tables, or for all of the schema, has them already
  if exists (select from pg_publication as p where p.pubname = 'supabase_realtime')
     and not exists (
       select from pg_publication_tables as t
       where t.pubname = 'supabase_realtime' and t.schemaname = 'public' and t.tablename = 'live_sessions') then
    alter publication supabase_realtime add table
      public.live_sessions, public.live_session_participants, public.live_session_events, public.live_session_sets,
      public.live_session_reactions, public.live_session_messages, public.live_session_invitations;
  end if;

  if to_regprocedure('realtime.send(jsonb,text,text,boolean)') is null then
    return;
  end if;
  create function private.broadcast_live_event() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $fn$
    begin
      -- who was sent out may hear the topic a while longer: so it is told no more than a knock
      perform realtime.send(
        jsonb_build_object('session_id', new.session_id, 'seq', new.seq, 'type', new.type),
        new.type::text, 'live:' || new.session_id, true);
      return null;
    end
    $fn$;
  comment on function private.broadcast_live_event() is 'Events are announced over Supabase''s realtime too, on the private topic live:<session id>.';
  create trigger live_session_events_broadcast after insert on public.live_session_events
    for each row execute function private.broadcast_live_event();

  -- some projects let postgres make this policy in the dashboard alone; until then nobody may join the topics
  begin
    create policy workoutdb_live_participants on realtime.messages
      for select to authenticated
      using (
        extension = 'broadcast'
        and (select realtime.topic()) in (select 'live:' || s.id from private.my_live_sessions() as s (id)));
  exception
    when insufficient_privilege or undefined_function then
      raise warning 'Nobody may listen to broadcasts of live sessions yet: see docs/live.md, "On Supabase"';
  end;
end
$realtime$;

-- Grants

revoke execute on all functions in schema private from public;

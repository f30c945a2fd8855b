-- What people do with a live session: open a room, come in, lead, ask others in, go.
--
-- Each act is one function and one transaction: it sees who asks and whether they may, and writes one row or two; the
-- triggers of 0101_live_events count them and tell the room. Nobody may write these tables by hand, so an act ends in a
-- definer function of `private`, which looks for itself at who asks.
-- Acts go through `private.hold_live_session`, which takes the locks in the order of 0100_live: the person's own row,
-- then the live session. What it finds there stands until the act is done.
-- What does not fit the state a session is in is refused (PT409), and so is what only its host or leader may do
-- (42501). A phone that sends an act twice changes nothing by the second.

create function private.hold_live_session(
  p_session_id uuid,
  p_is_active  boolean default false,
  p_leads      boolean default false
)
returns public.live_sessions
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_session public.live_sessions;
begin
  perform private.hold_live_sessions(array[p_session_id]);
  v_session := private.find_live_session(p_session_id);
  perform private.check_live_session_open(v_session);
  if p_is_active and v_session.status = 'pending' then
    raise exception using
      errcode = 'PT409', message = 'This live session has not started', detail = format('status = %s', v_session.status),
      hint = 'The host or the leader starts it: start_live_session().';
  end if;
  if p_leads and v_session.host_id is distinct from v_user_id and not exists (
       select from public.live_session_participants as p
       where p.session_id = p_session_id and p.user_id = v_user_id and p.is_leader) then
    raise exception using
      errcode = '42501', message = 'Only the host or the leader may do this', detail = format('p_session_id = %s', p_session_id),
      hint = 'transfer_live_leadership() makes another participant the leader.';
  end if;
  return v_session;
end
$$;
comment on function private.hold_live_session(uuid, boolean, boolean) is
  'Waits for its turn in a live session that the person who asks is in, and returns it. Raises PT404, PT409 as private.find_live_session(), PT409 if it is over, or not active where it must be, and 42501 for who does not lead where they must.';

create function private.hold_for_live_word()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- whoever is not in is refused by the policy, and nobody waits for them
  if new.session_id in (select private.my_open_live_sessions()) then
    perform private.hold_live_session(new.session_id);
  end if;
  return new;
end
$$;
comment on function private.hold_for_live_word() is
  'What is said takes the locks in the order of all acts, by whatever statement it is written. Raises as private.hold_live_session() if they are out of it by then.';

create trigger live_session_messages_hold before insert on public.live_session_messages
  for each row execute function private.hold_for_live_word();
-- before live_session_reactions_in_session, for triggers go by their names
create trigger live_session_reactions_hold before insert on public.live_session_reactions
  for each row execute function private.hold_for_live_word();

-- A session from its beginning to its end

create function private.write_live_session(
  p_mode              public.live_mode_enum,
  p_name              text,
  p_theme             text,
  p_planned_exercises jsonb,
  p_is_public         boolean,
  p_id                uuid
)
returns public.live_sessions
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_session public.live_sessions;
begin
  insert into public.live_sessions as s (id, host_id, host_name, mode, name, theme, planned_exercises, is_public)
  select coalesce(p_id, private.new_id()), u.id, u.display_name, p_mode, p_name, p_theme, p_planned_exercises, p_is_public
  from public.users as u
  where u.id = v_user_id
  returning s.* into v_session;
  perform private.enter_live_session(v_session.id);
  select s.* into v_session from public.live_sessions as s where s.id = v_session.id;
  return v_session;
end
$$;
comment on function private.write_live_session(public.live_mode_enum, text, text, jsonb, boolean, uuid) is
  'Opens a live session of the person who asks, and lets them in as its leader.';

create function private.enter_live_session(p_session_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  -- their own row first: it is what the rows below refer to
  v_user_id uuid := private.lock_my_log();
  v_session public.live_sessions;
begin
  perform private.hold_live_sessions(array[p_session_id]);
  select s.* into v_session from public.live_sessions as s where s.id = p_session_id;
  if exists (
       select from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = v_user_id) then
    return;
  end if;
  if not private.may_join_live_session(v_session, v_user_id) then
    perform private.find_live_session(p_session_id);
  end if;
  perform private.check_live_session_open(v_session);

  update public.live_session_invitations as i
  set status = 'accepted'
  where i.session_id = p_session_id and i.recipient_id = v_user_id and i.status = 'pending' and i.expires_at > now();
  insert into public.live_session_participants (
    session_id, user_id, display_name, avatar_url, is_leader, current_exercise_id, sets_completed, total_volume_kg,
    pr_count, workout_id)
  select
    p_session_id, v_user_id, u.display_name, a.avatar_url,
    not exists (select from public.live_session_participants as p where p.session_id = p_session_id and p.is_leader),
    v_session.current_exercise_id,
    -- who comes back finds what they did
    coalesce(n.sets, 0), coalesce(n.volume_kg, 0), coalesce(n.records, 0),
    (select b.session_id
     from public.live_session_sets as l
     join public.workout_sets as s on s.user_id = v_user_id and s.id = l.id
     join public.workout_session_exercises as b on b.user_id = v_user_id and b.id = s.session_exercise_id
     where l.session_id = p_session_id and l.user_id = v_user_id
     order by l.created_at desc
     limit 1)
  from public.users as u
  join public.profiles as a on a.id = u.id
  cross join (
    select count(*)::integer as sets, sum(l.volume_kg) as volume_kg, (count(*) filter (where l.is_pr))::integer as records
    from public.live_session_sets as l
    where l.session_id = p_session_id and l.user_id = v_user_id and not l.is_withdrawn
  ) as n
  where u.id = v_user_id;
end
$$;
comment on function private.enter_live_session(uuid) is
  'Lets the person who asks into a live session, once. Raises PT404 if it is not theirs to know, PT409 if it is over.';

create function private.check_live_session(p_name text, p_theme text, p_planned_exercises jsonb)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_faults text[];
begin
  select array_agg(f.fault order by x.index)
  into v_faults
  from private.elements(p_planned_exercises) as x
  cross join lateral (select format('p_planned_exercises[%s]', x.index) as path) as p
  cross join lateral (
    values
      (private.field_fault(x.value, p.path, 'object', p_required => true)),
      (private.field_fault(x.value -> 'exerciseId', p.path || '.exerciseId', 'uuid', p_required => true)),
      (private.field_fault(x.value -> 'targetSets', p.path || '.targetSets', 'integer', 1, 99, p_required => true)),
      (private.field_fault(x.value -> 'targetRepsMin', p.path || '.targetRepsMin', 'integer', 0, 9999)),
      (private.field_fault(x.value -> 'targetRepsMax', p.path || '.targetRepsMax', 'integer', 0, 9999)),
      -- all in the room must have it
      (case when private.field_fault(x.value -> 'exerciseId', '', 'uuid', p_required => true) is null and not exists (
              select from public.exercises as e where e.id = (x.value ->> 'exerciseId')::uuid and e.owner_id is null)
            then format('%s.exerciseId = %s: expected an exercise of the catalogue', p.path, x.value -> 'exerciseId') end)
    union all
    select k.fault
    from private.key_faults(x.value, p.path || '.', array['exerciseId', 'targetSets', 'targetRepsMin', 'targetRepsMax']) as k (fault)
  ) as f (fault)
  where f.fault is not null;
  v_faults := array_remove(array[
    private.field_fault(to_jsonb(p_name), 'p_name', 'text', 1, 255),
    private.field_fault(to_jsonb(p_theme), 'p_theme', 'text', 1, 100),
    private.field_fault(p_planned_exercises, 'p_planned_exercises', 'list', 0, 100, p_required => true)] || v_faults, null);
  -- what is left is a range the wrong way round, or 3.0 for 3
  if cardinality(v_faults) = 0 and not private.are_planned_exercises(p_planned_exercises) then
    v_faults := array['p_planned_exercises: expected targetRepsMin no more than targetRepsMax, and numbers without a fraction'];
  end if;
  perform private.raise_faults('The live session has faults', v_faults);
end
$$;
comment on function private.check_live_session(text, text, jsonb) is
  'Raises PT422 with the path of each fault in what a live session is to be called and to do.';

create function public.create_live_session(
  p_mode              public.live_mode_enum default 'shared',
  p_name              text default null,
  p_theme             text default null,
  p_planned_exercises jsonb default '[]',
  p_is_public         boolean default false,
  p_id                uuid default null
)
returns public.live_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_planned jsonb := coalesce(p_planned_exercises, '[]'::jsonb);
  v_session public.live_sessions;
begin
  select s.* into v_session from public.live_sessions as s where s.id = p_id and s.host_id = v_user_id;
  if found then
    return v_session;
  end if;

  perform private.check_live_session(p_name, p_theme, v_planned);
  return private.write_live_session(
    coalesce(p_mode, 'shared'), p_name, p_theme, v_planned, coalesce(p_is_public, false), p_id);
end
$$;
comment on function public.create_live_session(public.live_mode_enum, text, text, jsonb, boolean, uuid) is
  'Opens a live session and returns it; whoever opens it is its host, is in it, and leads. p_planned_exercises is a list of {exerciseId, targetSets, targetRepsMin?, targetRepsMax?} of exercises of the catalogue. A public one can be found and joined by anyone who is signed in. The same p_id again returns what is there. Raises PT422 with the path of each fault.';

create function public.join_live_session(p_session_id uuid)
returns public.live_session_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.enter_live_session(p_session_id);
  return public.get_live_session(p_session_id);
end
$$;
comment on function public.join_live_session(uuid) is
  'Comes into a live session that one is invited to, hosts, or found in public, and returns all of it; again, it changes nothing. Raises PT404 if it is not one''s own to know, PT409 if it is over.';

create function private.advance_live_session(p_session_id uuid, p_status public.live_session_status_enum)
returns public.live_sessions
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_session public.live_sessions := private.hold_live_session(p_session_id, p_leads => true);
begin
  update public.live_sessions as s set status = p_status where s.id = p_session_id and s.status < p_status;
  select s.* into v_session from public.live_sessions as s where s.id = p_session_id;
  return v_session;
end
$$;
comment on function private.advance_live_session(uuid, public.live_session_status_enum) is
  'Starts a live session, or ends it, for the host or the leader; again, it changes nothing.';

create function public.start_live_session(p_session_id uuid)
returns public.live_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.advance_live_session(p_session_id, 'active');
end
$$;
comment on function public.start_live_session(uuid) is
  'Starts a live session and returns it; again, it changes nothing. For the host or the leader. Raises PT404 if it is not one''s own to know, PT409 if it is over or one is not in it, 42501 for anyone else in it.';

create function private.change_live_exercise(p_session_id uuid, p_exercise_id uuid)
returns public.live_sessions
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_session public.live_sessions := private.hold_live_session(p_session_id, p_is_active => true, p_leads => true);
begin
  perform private.check_guided(v_session);
  update public.live_sessions as s
  set current_exercise_id = coalesce(e.merged_into, e.id)
  from public.exercises as e
  where s.id = p_session_id and e.id = p_exercise_id and e.owner_id is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise', detail = format('p_exercise_id = %s', coalesce(p_exercise_id::text, 'null')),
      hint = 'All in the room must have it: search_exercises() finds those of the catalogue.';
  end if;
  select s.* into v_session from public.live_sessions as s where s.id = p_session_id;
  return v_session;
end
$$;
comment on function private.change_live_exercise(uuid, uuid) is 'The work of public.change_live_exercise().';

create function public.change_live_exercise(p_session_id uuid, p_exercise_id uuid)
returns public.live_sessions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.change_live_exercise(p_session_id, p_exercise_id);
end
$$;
comment on function public.change_live_exercise(uuid, uuid) is
  'Moves all in a guided live session to an exercise of the catalogue, and returns the session; nobody is ready for the next one any more. For the host or the leader. Raises PT404 for an unknown session or exercise, PT409 if it is not active, not guided, or one is not in it, 42501 for anyone else in it.';

create function private.check_guided(p_session public.live_sessions)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_session.mode <> 'guided' then
    raise exception using
      errcode = 'PT409', message = 'This live session is not guided', detail = format('mode = %s', p_session.mode),
      hint = 'In a shared one each says where they are: update_live_status().';
  end if;
end
$$;
comment on function private.check_guided(public.live_sessions) is 'Raises PT409 unless the leader moves all.';

create function public.end_live_session(p_session_id uuid)
returns public.live_session_summary
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- a phone that sends it twice gets the same end
  if (private.find_live_session(p_session_id)).status <> 'ended' then
    perform private.advance_live_session(p_session_id, 'ended');
  end if;
  return public.get_live_session_summary(p_session_id);
end
$$;
comment on function public.end_live_session(uuid) is
  'Ends a live session for all and returns it in numbers; again, it changes nothing. Everyone''s log stays as it is, and their workouts in progress are theirs to finish. For the host or the leader. Raises PT404 if it is not one''s own to know, PT409 if one is not in it, 42501 for anyone else in it.';

create function private.leave_live_session(p_session_id uuid)
returns public.live_participant_summary
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_summary public.live_participant_summary;
begin
  perform private.hold_live_session(p_session_id);
  v_summary := public.get_participant_summary(p_session_id);
  delete from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = v_user_id;
  return v_summary;
end
$$;
comment on function private.leave_live_session(uuid) is 'The work of public.leave_live_session().';

create function public.leave_live_session(p_session_id uuid)
returns public.live_participant_summary
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.leave_live_session(p_session_id);
end
$$;
comment on function public.leave_live_session(uuid) is
  'Leaves a live session and returns what one did in it. If one led, who has been there longest leads on; when nobody is left, it ends. One may come back as one came. Raises PT404 if it is not one''s own to know, PT409 if it is over or one is not in it.';

create function private.transfer_live_leadership(p_session_id uuid, p_user_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.hold_live_session(p_session_id, p_leads => true);
  if not exists (
       select from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = p_user_id) then
    raise exception using
      errcode = 'PT404', message = 'Nobody of this id is in this live session', detail = format('p_user_id = %s', p_user_id),
      hint = 'get_live_session() lists who is in.';
  end if;
  if not exists (
       select from public.live_session_participants as p
       where p.session_id = p_session_id and p.user_id = p_user_id and p.is_leader) then
    perform private.pass_live_leadership(p_session_id, private.me(), p_user_id);
  end if;
end
$$;
comment on function private.transfer_live_leadership(uuid, uuid) is 'The work of public.transfer_live_leadership().';

create function public.transfer_live_leadership(p_session_id uuid, p_user_id uuid)
returns public.live_session_participants
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_leader public.live_session_participants;
begin
  perform private.transfer_live_leadership(p_session_id, p_user_id);
  select p.* into v_leader
  from public.live_session_participants as p
  where p.session_id = p_session_id and p.user_id = p_user_id;
  return v_leader;
end
$$;
comment on function public.transfer_live_leadership(uuid, uuid) is
  'Makes another participant the leader, and returns them; the host stays the host. For the host or the leader. Raises PT404 if the session is not one''s own to know or the person is not in it, PT409 if it is over or one is not in it, 42501 for anyone else in it.';

-- Asking others in

create function private.invite_to_live_session(p_session_id uuid, p_user_id uuid, p_expires_at timestamptz)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid := private.me();
  v_invitation uuid;
begin
  perform private.hold_live_session(p_session_id, p_leads => true);
  -- whose account is being erased meanwhile is not there either
  perform from public.users as u where u.id = p_user_id for key share;
  -- who wants nothing of one is as good as not there
  if not found
     or exists (
       select from public.friendships as f
       where f.user_id = p_user_id and f.friend_id = v_user_id and f.status = 'blocked') then
    raise exception using
      errcode = 'PT404', message = 'No such person', detail = format('p_user_id = %s', coalesce(p_user_id::text, 'null')),
      hint = 'list_friends() lists those one knows.';
  end if;
  if exists (
       select from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = p_user_id) then
    raise exception using
      errcode = 'PT409', message = 'This person is in the live session already', detail = format('p_user_id = %s', p_user_id),
      hint = 'get_live_session() lists who is in.';
  end if;

  insert into public.live_session_invitations as i (session_id, host_id, recipient_id, expires_at)
  values (p_session_id, v_user_id, p_user_id, p_expires_at)
  on conflict (session_id, recipient_id) do update
    set status = 'pending', host_id = excluded.host_id, expires_at = excluded.expires_at, removed_at = null
    -- who may come in already is not asked again
    where i.removed_at is not null or i.status in ('declined', 'expired') or i.expires_at <= now()
  returning i.id into v_invitation;
  return coalesce(v_invitation, (
    select i.id
    from public.live_session_invitations as i
    where i.session_id = p_session_id and i.recipient_id = p_user_id));
end
$$;
comment on function private.invite_to_live_session(uuid, uuid, timestamptz) is 'The work of public.invite_to_live_session().';

create function public.invite_to_live_session(p_session_id uuid, p_user_id uuid, p_expires_at timestamptz default null)
returns public.live_session_invitations
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_invitation public.live_session_invitations;
  v_id         uuid;
begin
  if p_expires_at <= now() or p_expires_at > now() + interval '30 days' then
    raise exception using
      errcode = 'PT422', message = 'An invitation is for a time to come',
      detail = format('p_expires_at = %s: expected an instant within 30 days', p_expires_at),
      hint = 'Leave it out for a day.';
  end if;
  v_id := private.invite_to_live_session(p_session_id, p_user_id, coalesce(p_expires_at, now() + interval '1 day'));
  select i.* into v_invitation from public.live_session_invitations as i where i.id = v_id;
  return v_invitation;
end
$$;
comment on function public.invite_to_live_session(uuid, uuid, timestamptz) is
  'Asks somebody into a live session, for a day unless told otherwise, and returns the invitation; whoever declined, was too late or was sent out can be asked again, and to ask twice changes nothing. For the host or the leader. Raises PT404 if the session is not one''s own to know or there is no such person, PT409 if it is over, one is not in it or they are, PT422 for a time that is past or beyond 30 days, 42501 for anyone else in it.';

create function private.answer_live_invitation(p_invitation_id uuid, p_accept boolean)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id    uuid := private.lock_my_log();
  v_invitation public.live_session_invitations;
  v_answer     public.live_invitation_status_enum := case when p_accept then 'accepted'::public.live_invitation_status_enum else 'declined' end;
begin
  perform private.hold_live_sessions(array(
    select i.session_id
    from public.live_session_invitations as i
    where i.id = p_invitation_id and i.recipient_id = v_user_id));
  select i.* into v_invitation
  from public.live_session_invitations as i
  where i.id = p_invitation_id and i.recipient_id = v_user_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such invitation of yours', detail = format('p_invitation_id = %s', coalesce(p_invitation_id::text, 'null')),
      hint = 'my_live_invitations() lists one''s own.';
  end if;
  if v_invitation.status = v_answer then
    return;
  end if;
  if v_invitation.status <> 'pending' or v_invitation.expires_at <= now() then
    raise exception using
      errcode = 'PT409', message = 'This invitation can''t be answered any more',
      detail = format('status = %s, expires_at = %s', v_invitation.status, v_invitation.expires_at),
      hint = 'Whoever asked can ask again; leave_live_session() takes one out.';
  end if;
  update public.live_session_invitations as i set status = v_answer where i.id = p_invitation_id;
end
$$;
comment on function private.answer_live_invitation(uuid, boolean) is 'The work of public.respond_to_live_invitation().';

create function public.respond_to_live_invitation(p_invitation_id uuid, p_accept boolean)
returns public.live_session_invitations
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_invitation public.live_session_invitations;
begin
  perform private.answer_live_invitation(p_invitation_id, coalesce(p_accept, false));
  select i.* into v_invitation from public.live_session_invitations as i where i.id = p_invitation_id;
  return v_invitation;
end
$$;
comment on function public.respond_to_live_invitation(uuid, boolean) is
  'Accepts an invitation or declines it, and returns it; the same answer again changes nothing. Who accepted comes in by join_live_session(), which also accepts. Raises PT404 if it is not one''s own, PT409 if it was answered otherwise, withdrawn, or is too old.';

create function private.remove_from_live_session(p_session_id uuid, p_user_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  perform private.hold_live_session(p_session_id, p_leads => true);
  if p_user_id = v_user_id or not exists (
       select from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = p_user_id
       union all
       select from public.live_session_invitations as i where i.session_id = p_session_id and i.recipient_id = p_user_id) then
    raise exception using
      errcode = 'PT404', message = 'Nobody of this id is in this live session', detail = format('p_user_id = %s', p_user_id),
      hint = 'get_live_session() lists who is in; leave_live_session() is for oneself.';
  end if;
  if exists (select from public.live_sessions as s where s.id = p_session_id and s.host_id = p_user_id) then
    raise exception using
      errcode = '42501', message = 'The host is not sent out', detail = format('p_user_id = %s', p_user_id),
      hint = 'It is their live session: leave_live_session() takes oneself out of it.';
  end if;
  insert into public.live_session_invitations as i (session_id, host_id, recipient_id, status, expires_at, removed_at)
  values (p_session_id, v_user_id, p_user_id, 'expired', now(), now())
  on conflict (session_id, recipient_id) do update
    set status = 'expired', host_id = excluded.host_id, removed_at = excluded.removed_at;
  delete from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = p_user_id;
end
$$;
comment on function private.remove_from_live_session(uuid, uuid) is 'The work of public.remove_from_live_session().';

create function public.remove_from_live_session(p_session_id uuid, p_user_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.remove_from_live_session(p_session_id, p_user_id);
end
$$;
comment on function public.remove_from_live_session(uuid, uuid) is
  'Sends somebody out of a live session, or takes their invitation back; they see nothing of it from then on, and come back only if asked again. For the host or the leader. Raises PT404 if the session is not one''s own to know or the person is neither in it nor asked, PT409 if it is over or one is not in it, 42501 for anyone else in it, and where the host is to be sent out. Sets of theirs follow their log still, and their edits are not told to the room.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function
  private.hold_live_session, private.check_guided, private.check_live_session, private.advance_live_session,
  private.change_live_exercise, private.leave_live_session, private.write_live_session, private.enter_live_session,
  private.transfer_live_leadership, private.invite_to_live_session, private.answer_live_invitation,
  private.remove_from_live_session
  to authenticated;
revoke execute on function
  public.create_live_session, public.join_live_session, public.start_live_session, public.change_live_exercise,
  public.end_live_session, public.leave_live_session, public.transfer_live_leadership, public.invite_to_live_session,
  public.respond_to_live_invitation, public.remove_from_live_session
  from public, anon, authenticated, service_role;
grant execute on function
  public.create_live_session, public.join_live_session, public.start_live_session, public.change_live_exercise,
  public.end_live_session, public.leave_live_session, public.transfer_live_leadership, public.invite_to_live_session,
  public.respond_to_live_invitation, public.remove_from_live_session
  to authenticated;

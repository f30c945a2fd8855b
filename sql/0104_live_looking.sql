-- What people see of a live session: all of it, what happened since, and how much each did.
--
-- Everything here only reads, and looks first at who asks. `private.may_join_live_session` says once who may know of a
-- live session: whoever may not is told that there is none (PT404); whoever may come in, but has not, is told so
-- (PT409). What one did oneself one sees even after one has left.
-- A screen takes all of a room in one call, get_live_session(), and goes on by get_live_events() from the number of the
-- newest event that is in it; so nothing is missed between the two, and whoever was away asks from where they were.
-- The numbers of a session are counted from its live sets, those of people who have left too.

create type public.live_session_detail as (
  session      public.live_sessions,
  participants public.live_session_participants[],
  sets         public.live_session_sets[],
  reactions    public.live_session_reactions[],
  messages     public.live_session_messages[]
);
create type public.live_participant_summary as (
  session_id          uuid,
  user_id             uuid,
  display_name        text,
  avatar_url          text,
  status              public.live_status_enum,
  joined_at           timestamptz,
  last_active_at      timestamptz,
  is_leader           boolean,
  sets_completed      integer,
  total_volume_kg     numeric,
  pr_count            integer,
  exercises_completed integer,
  workout_id          uuid
);
create type public.live_session_summary as (
  session_id           uuid,
  host_id              uuid,
  host_name            text,
  mode                 public.live_mode_enum,
  status               public.live_session_status_enum,
  name                 text,
  theme                text,
  created_at           timestamptz,
  started_at           timestamptz,
  ended_at             timestamptz,
  participant_count    integer,
  total_sets_completed integer,
  total_volume_kg      numeric,
  pr_count             integer,
  duration_ms          bigint,
  participants         public.live_participant_summary[]
);
comment on type public.live_session_detail is
  'All that a screen shows of a live session: who is in, by when they came; the newest 500 sets, 100 reactions and 100 messages, in order. session.last_event_seq is the newest event that is in it. May be null: nothing.';
comment on type public.live_participant_summary is
  'What one person did in a live session: sets, volume in kg and records, without what does not stand, and how many exercises. Of whoever has left, only the numbers are known. May be null: display_name, avatar_url, status, joined_at, last_active_at, is_leader, workout_id.';
comment on type public.live_session_summary is
  'A live session in numbers: volume in kg, milliseconds from start to end or to now, and those who are in, the most volume first. May be null: host_id, host_name, name, theme, started_at, ended_at, duration_ms.';

-- Who may

create function private.find_live_session(p_session_id uuid)
returns public.live_sessions
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_session public.live_sessions;
begin
  select s.* into v_session from public.live_sessions as s where s.id = p_session_id;
  if exists (
       select from public.live_session_participants as p where p.session_id = p_session_id and p.user_id = v_user_id) then
    return v_session;
  end if;
  if private.may_join_live_session(v_session, v_user_id) then
    raise exception using
      errcode = 'PT409', message = 'You are not in this live session',
      detail = format('status = %s, participant_count = %s without you', v_session.status, v_session.participant_count),
      hint = case when v_session.status = 'ended'
        then 'It is over, and only those who were in at its end read it; get_participant_summary() has what you did there.'
        else 'join_live_session() comes first.' end;
  end if;
  raise exception using
    errcode = 'PT404', message = 'No such live session', detail = format('p_session_id = %s', coalesce(p_session_id::text, 'null')),
    hint = 'discover_live_sessions() lists public ones; into others one is invited.';
end
$$;
comment on function private.find_live_session(uuid) is
  'A live session that the person who asks is in. Raises PT409 if they may come in but have not, PT404 if it is not theirs to know.';

create function private.may_join_live_session(p_session public.live_sessions, p_user_id uuid)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_invitation public.live_session_invitations;
begin
  select i.* into v_invitation
  from public.live_session_invitations as i
  where i.session_id = p_session.id and i.recipient_id = p_user_id;
  return coalesce(
    p_session.host_id = p_user_id
    or (v_invitation.removed_at is null
        and not exists (
          select from public.friendships as f
          where f.user_id = p_session.host_id and f.friend_id = p_user_id and f.status = 'blocked')
        and (
          (p_session.is_public and p_session.status <> 'ended')
          or v_invitation.status = 'accepted'
          or (v_invitation.status = 'pending' and v_invitation.expires_at > now()))),
    false);
end
$$;
comment on function private.may_join_live_session(public.live_sessions, uuid) is
  'Whether a person may know of a live session and come in: the host, the invited, and where it is public everyone; but nobody who was sent out or whom the host has blocked.';

-- Looking

create function public.get_live_session(p_session_id uuid)
returns public.live_session_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_detail public.live_session_detail;
begin
  v_detail.session := private.find_live_session(p_session_id);
  v_detail.participants := array(
    select p
    from public.live_session_participants as p
    where p.session_id = p_session_id
    order by p.joined_at, p.id);
  v_detail.sets := array(
    select n.l
    from (
      select l
      from public.live_session_sets as l
      where l.session_id = p_session_id and not l.is_withdrawn
      order by l.created_at desc, l.id desc
      limit 500
    ) as n
    order by (n.l).created_at, (n.l).id);
  v_detail.reactions := array(
    select n.r
    from (
      select r
      from public.live_session_reactions as r
      where r.session_id = p_session_id
      order by r.created_at desc, r.id desc
      limit 100
    ) as n
    order by (n.r).created_at, (n.r).id);
  v_detail.messages := array(
    select n.m
    from (
      select m
      from public.live_session_messages as m
      where m.session_id = p_session_id
      order by m.created_at desc, m.id desc
      limit 100
    ) as n
    order by (n.m).created_at, (n.m).id);
  return v_detail;
end
$$;
comment on function public.get_live_session(uuid) is
  'All that a screen shows of a live session one is in, in one call; get_live_events() goes on after session.last_event_seq. Raises PT404 if it is not one''s own to know, PT409 if one has not joined it.';

create function public.get_live_events(p_session_id uuid, p_after bigint default 0, p_limit integer default 500)
returns setof public.live_session_events
language plpgsql stable rows 100
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.find_live_session(p_session_id);
  return query
  select e.id, e.session_id, e.user_id, e.seq, e.type, e.event_data, e.created_at
  from public.live_session_events as e
  where e.session_id = p_session_id and e.seq > coalesce(p_after, 0)
  order by e.seq
  limit greatest(least(p_limit, 1000), 0);
end
$$;
comment on function public.get_live_events(uuid, bigint, integer) is
  'What happened in a live session one is in after the event p_after, in order, at most 1,000 events: who has seen n asks for what comes after n. Raises PT404 if it is not one''s own to know, PT409 if one has not joined it.';

create function public.discover_live_sessions(
  p_limit     integer default 50,
  p_before    timestamptz default null,
  p_before_id uuid default null
)
returns setof public.live_sessions
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.me();
  return query
  select s.id, s.host_id, s.host_name, s.mode, s.status, s.name, s.theme, s.is_public, s.created_at, s.started_at,
         s.ended_at, s.current_exercise_id, s.planned_exercises, s.participant_count, s.total_sets_completed,
         s.last_event_seq
  from public.live_sessions as s
  where s.is_public and s.status <> 'ended' and s.id not in (select private.live_sessions_closed_to_me())
    and (p_before is null or s.created_at < p_before or (s.created_at = p_before and s.id < p_before_id))
  order by s.created_at desc, s.id desc
  limit greatest(least(p_limit, 200), 0);
end
$$;
comment on function public.discover_live_sessions(integer, timestamptz, uuid) is
  'Public live sessions that are not over, newest first, at most 200; for the next page give created_at and id of the last row. Whoever finds one may join it.';

create function private.live_participants(p_session_id uuid)
returns setof public.live_participant_summary
language plpgsql stable rows 20
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select
    p_session_id, coalesce(p.user_id, l.user_id), p.display_name, p.avatar_url, p.status, p.joined_at, p.last_active_at,
    p.is_leader, coalesce(l.sets, 0), coalesce(l.volume_kg, 0), coalesce(l.records, 0), coalesce(l.exercises, 0), p.workout_id
  from (
    select p.user_id, p.display_name, p.avatar_url, p.status, p.joined_at, p.last_active_at, p.is_leader, p.workout_id
    from public.live_session_participants as p
    where p.session_id = p_session_id
  ) as p
  full join (
    select
      s.user_id, count(*)::integer as sets, sum(s.volume_kg) as volume_kg, (count(*) filter (where s.is_pr))::integer as records,
      count(distinct coalesce(s.exercise_id::text, s.exercise_name))::integer as exercises
    from public.live_session_sets as s
    where s.session_id = p_session_id and not s.is_withdrawn
    group by s.user_id
  ) as l on l.user_id = p.user_id;
end
$$;
comment on function private.live_participants(uuid) is
  'Those who are in a live session, and those who did something in it, in numbers counted from the sets.';

create function public.get_live_session_summary(p_session_id uuid)
returns public.live_session_summary
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_session public.live_sessions := private.find_live_session(p_session_id);
  v_summary public.live_session_summary;
begin
  select
    v_session.id, v_session.host_id, v_session.host_name, v_session.mode, v_session.status, v_session.name, v_session.theme,
    v_session.created_at, v_session.started_at, v_session.ended_at, v_session.participant_count,
    v_session.total_sets_completed, coalesce(sum(p.total_volume_kg), 0), coalesce(sum(p.pr_count), 0)::integer,
    floor(extract(epoch from coalesce(v_session.ended_at, now()) - v_session.started_at) * 1000)::bigint,
    array_agg(p order by p.total_volume_kg desc, p.joined_at, p.user_id) filter (where p.joined_at is not null)
  into v_summary
  from private.live_participants(p_session_id) as p;
  return v_summary;
end
$$;
comment on function public.get_live_session_summary(uuid) is
  'A live session one is in, in numbers: total volume in kg, records, duration in ms, and what each who is in did. Raises PT404 if it is not one''s own to know, PT409 if one has not joined it.';

create function public.get_participant_summary(p_session_id uuid, p_user_id uuid default null)
returns public.live_participant_summary
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_summary public.live_participant_summary;
begin
  -- what one did oneself one sees, even after one has left
  if coalesce(p_user_id, v_user_id) <> v_user_id or not exists (
       select from public.live_session_sets as s where s.session_id = p_session_id and s.user_id = v_user_id) then
    perform private.find_live_session(p_session_id);
  end if;
  select p.session_id, p.user_id, p.display_name, p.avatar_url, p.status, p.joined_at, p.last_active_at, p.is_leader,
         p.sets_completed, p.total_volume_kg, p.pr_count, p.exercises_completed, p.workout_id
  into v_summary
  from private.live_participants(p_session_id) as p
  where p.user_id = coalesce(p_user_id, v_user_id);
  if not found then
    raise exception using
      errcode = 'PT404', message = 'Nobody of this id is in this live session', detail = format('p_user_id = %s', p_user_id),
      hint = 'get_live_session() lists who is in.';
  end if;
  return v_summary;
end
$$;
comment on function public.get_participant_summary(uuid, uuid) is
  'What one person did in a live session, oneself unless told otherwise, in sets, kg and records. Raises PT404 if the session is not one''s own to know or the person did nothing there, PT409 if one has not joined it.';

-- Grants

revoke execute on all functions in schema private from public;
grant execute on function private.find_live_session, private.live_participants to authenticated;
revoke execute on function
  public.get_live_session, public.get_live_events, public.discover_live_sessions, public.get_live_session_summary,
  public.get_participant_summary
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_live_session, public.get_live_events, public.discover_live_sessions, public.get_live_session_summary,
  public.get_participant_summary
  to authenticated;

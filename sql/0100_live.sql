-- Live: training together, each in their own log.
--
-- A live session is a room. People come in by invitation, or by themselves where the host said public, and see each
-- other's sets as they are done. In a guided room the leader moves all from exercise to exercise; in a shared one each
-- goes their own way. A live set is a set of its lifter's own log, under the same id: the log decides its numbers, and
-- what happens to it there (edited, deleted, its workout given up) happens here too. Nothing here reaches into a log.
-- Whatever happens in a room is an event. Events are written by triggers, from the rows that people write, so that no
-- act can forget its event and nobody can make one up. They are numbered from 1 in each room, in the order in which
-- they are committed: a client that has seen n asks for what comes after n, whatever it missed.
-- The number is handed out, and the counters kept, under the lock of the row in `live_sessions`. Locks are taken in one
-- order: one's own row in `users`, where the log is written; then the live session, several of them by their ids; then
-- whatever hangs under it, and other people's rows in `users`, which foreign keys look at. So functions never wait for
-- each other in a circle. A statement by hand on a session or a place in it would take the locks the other way round:
-- so these two are written by functions alone.

create type public.live_mode_enum as enum ('shared', 'guided');
create type public.live_session_status_enum as enum ('pending', 'active', 'ended');
create type public.live_status_enum as enum ('idle', 'resting', 'working_out', 'finished');
create type public.live_set_type_enum as enum ('warmup', 'working');
create type public.live_invitation_status_enum as enum ('pending', 'accepted', 'declined', 'expired');
create type public.emote_enum as enum ('like', 'fire', 'skull', 'crown', 'bolt', 'clap');
create type public.live_event_type_enum as enum (
  'session_created', 'session_started', 'session_ended', 'user_joined', 'user_left', 'set_completed',
  'exercise_changed', 'reaction', 'status_update', 'ready_status_changed', 'message',
  'user_invited', 'invitation_answered', 'leader_changed', 'set_edited', 'set_deleted');

comment on type public.live_mode_enum is 'shared: each does what they like. guided: the leader moves all from exercise to exercise.';
comment on type public.live_session_status_enum is 'Where a live session stands: pending until it is started, then active, then ended for good.';
comment on type public.live_status_enum is 'What a person is doing just now.';
comment on type public.live_set_type_enum is 'Warm-up or not: all that the room is told of a set''s type.';
comment on type public.live_invitation_status_enum is 'Where an invitation stands. Expired ones, by time or because they were withdrawn, let nobody in.';
comment on type public.emote_enum is 'What can be said without words.';
comment on type public.live_event_type_enum is 'What can happen in a live session; docs/live.md says what each event carries.';

-- What events and plans may hold

create function private.json_fits(p_object jsonb, p_required jsonb, p_optional jsonb)
returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_typeof(p_object) is not distinct from 'object'
    and not exists (
      select from jsonb_object_keys(p_required) as r (key) where not p_object ? r.key)
    and not exists (
      select from jsonb_each(p_object) as o
      where (p_required || p_optional) ->> o.key is distinct from jsonb_typeof(o.value));
end
$$;
comment on function private.json_fits(jsonb, jsonb, jsonb) is
  'Whether a JSON object has all the keys it needs, and none but these and the optional ones, each of the JSON type given.';

create function private.is_live_event(p_type public.live_event_type_enum, p_event jsonb)
returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_data jsonb := p_event -> 'data';
begin
  if not private.json_fits(
       p_event, '{"type": "string"}'::jsonb, jsonb_build_object('data', coalesce(jsonb_typeof(v_data), 'object')))
     or p_event ->> 'type' <> p_type::text then
    return false;
  end if;
  return coalesce(
    case
      when p_type in ('session_created', 'session_started', 'session_ended') then
        v_data is null or jsonb_typeof(v_data) = 'object'
      when p_type in ('user_joined', 'user_left') then
        private.json_fits(v_data, '{"displayName": "string"}'::jsonb, '{"avatarUrl": "string"}'::jsonb)
      when p_type = 'user_invited' then
        private.json_fits(v_data, '{"targetUserId": "string"}'::jsonb, '{}'::jsonb)
      when p_type = 'leader_changed' then
        private.json_fits(v_data, '{"targetUserId": "string", "displayName": "string"}'::jsonb, '{}'::jsonb)
      when p_type = 'invitation_answered' then
        private.json_fits(v_data, '{"status": "string"}'::jsonb, '{}'::jsonb)
        and v_data ->> 'status' in ('accepted', 'declined', 'expired')
      when p_type in ('set_completed', 'set_edited') then
        private.json_fits(
          v_data,
          '{"setId": "string", "exerciseId": "string", "exerciseName": "string", "setType": "string",
            "weightKg": "number", "reps": "number"}'::jsonb,
          '{"e1rmKg": "number", "isPR": "boolean", "intensityScore": "number", "durationSeconds": "number",
            "distanceM": "number"}'::jsonb)
        and v_data ->> 'setType' in ('warmup', 'working')
      when p_type = 'set_deleted' then
        private.json_fits(v_data, '{"setId": "string"}'::jsonb, '{}'::jsonb)
      when p_type = 'exercise_changed' then
        private.json_fits(
          v_data, '{"exerciseId": "string", "exerciseName": "string"}'::jsonb,
          '{"targetSets": "number", "targetRepsMin": "number", "targetRepsMax": "number"}'::jsonb)
      when p_type = 'reaction' then
        private.json_fits(
          v_data, '{"targetUserId": "string", "emote": "string"}'::jsonb, '{"targetSetId": "string"}'::jsonb)
        and v_data ->> 'emote' in ('like', 'fire', 'skull', 'crown', 'bolt', 'clap')
      when p_type = 'status_update' then
        private.json_fits(v_data, '{"status": "string"}'::jsonb, '{"currentExerciseId": "string"}'::jsonb)
        and v_data ->> 'status' in ('idle', 'resting', 'working_out', 'finished')
      when p_type = 'ready_status_changed' then
        private.json_fits(v_data, '{"isReady": "boolean"}'::jsonb, '{}'::jsonb)
      when p_type = 'message' then
        private.json_fits(v_data, '{"message": "string"}'::jsonb, '{"messageId": "string"}'::jsonb)
    end, false);
end
$$;
comment on function private.is_live_event(public.live_event_type_enum, jsonb) is
  'Whether this is {"type": …, "data": …} as an event of that type has it: every key it needs, no other, each of its JSON type.';

create function private.are_planned_exercises(p_planned jsonb)
returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(
    jsonb_typeof(p_planned) = 'array' and jsonb_array_length(p_planned) <= 100
    and not exists (
      select
      from private.elements(p_planned) as x
      where private.json_fits(
              x.value, '{"exerciseId": "string", "targetSets": "number"}'::jsonb,
              '{"targetRepsMin": "number", "targetRepsMax": "number"}'::jsonb) is not true
        or x.value ->> 'exerciseId' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        or x.value ->> 'targetSets' !~ '^[1-9][0-9]?$'
        or x.value ->> 'targetRepsMin' !~ '^[0-9]{1,4}$'
        or x.value ->> 'targetRepsMax' !~ '^[0-9]{1,4}$'
        or (x.value ->> 'targetRepsMin')::numeric > (x.value ->> 'targetRepsMax')::numeric),
    false);
end
$$;
comment on function private.are_planned_exercises(jsonb) is
  'Whether this is a list of {exerciseId, targetSets, targetRepsMin?, targetRepsMax?}, at most 100.';

create table public.live_sessions (
  id                   uuid primary key default private.new_id(),
  host_id              uuid references public.users (id) on delete set null,
  host_name            text check (length(host_name) between 1 and 100),
  mode                 public.live_mode_enum not null default 'shared',
  status               public.live_session_status_enum not null default 'pending',
  name                 text check (length(name) between 1 and 255),
  theme                text check (length(theme) between 1 and 100),
  is_public            boolean not null default false,
  created_at           timestamptz not null default now(),
  started_at           timestamptz,
  ended_at             timestamptz,
  current_exercise_id  uuid references public.exercises (id) on delete set null,
  planned_exercises    jsonb not null default '[]'
    constraint live_sessions_planned_exercises_form check (private.are_planned_exercises(planned_exercises)),
  participant_count    integer not null default 0 check (participant_count >= 0),
  total_sets_completed integer not null default 0 check (total_sets_completed >= 0),
  last_event_seq       bigint not null default 0,

  constraint live_sessions_pending_has_not_begun check (status <> 'pending' or started_at is null),
  constraint live_sessions_ends_after_start check (ended_at >= started_at)
)
-- the counters change with every event: room for the next version on the same page
with (fillfactor = 50);
comment on table public.live_sessions is 'Rooms to train in together, one row each. participant_count, total_sets_completed and last_event_seq are the database''s own.';
comment on column public.live_sessions.id is 'The live session.';
comment on column public.live_sessions.host_id is 'Who opened it; null once they erased their account.';
comment on column public.live_sessions.host_name is 'What the host was called then; null once they erased their account.';
comment on column public.live_sessions.mode is 'shared or guided.';
comment on column public.live_sessions.status is 'pending, active or ended.';
comment on column public.live_sessions.name is 'What it is called.';
comment on column public.live_sessions.theme is 'How an app is to show it.';
comment on column public.live_sessions.is_public is 'Whether anyone who is signed in may find it and come in.';
comment on column public.live_sessions.created_at is 'When it was opened.';
comment on column public.live_sessions.started_at is 'When it was started; null before.';
comment on column public.live_sessions.ended_at is 'When it ended; null before.';
comment on column public.live_sessions.current_exercise_id is 'Guided: the exercise all are at.';
comment on column public.live_sessions.planned_exercises is 'What is to be done, in order: a list of {exerciseId, targetSets, targetRepsMin?, targetRepsMax?}.';
comment on column public.live_sessions.participant_count is 'How many are in.';
comment on column public.live_sessions.total_sets_completed is 'How many sets were done in it and stand, by whoever was in.';
comment on column public.live_sessions.last_event_seq is 'The number of its newest event.';

create index idx_live_sessions_host on public.live_sessions (host_id);
create index idx_live_sessions_status on public.live_sessions (status);
create index idx_live_sessions_created on public.live_sessions (created_at desc);
create index live_sessions_public_idx on public.live_sessions (created_at desc, id desc) where is_public and status <> 'ended';
create index live_sessions_open_idx on public.live_sessions (id) where status <> 'ended';
create index live_sessions_exercise_idx on public.live_sessions (current_exercise_id);
comment on index public.idx_live_sessions_host is 'Which live sessions has this person opened?';
comment on index public.idx_live_sessions_status is 'Which are going on?';
comment on index public.idx_live_sessions_created is 'Which were opened last?';
comment on index public.live_sessions_public_idx is 'Which can be found by anyone?';
comment on index public.live_sessions_open_idx is 'Which are not over?';
comment on index public.live_sessions_exercise_idx is 'Which are at this exercise?';

create table public.live_session_participants (
  id                  uuid primary key default private.new_id(),
  session_id          uuid not null references public.live_sessions (id) on delete cascade,
  user_id             uuid not null references public.users (id) on delete cascade,
  display_name        text not null check (length(display_name) between 1 and 100),
  avatar_url          text check (length(avatar_url) <= 2000),
  status              public.live_status_enum not null default 'idle',
  joined_at           timestamptz not null default now(),
  last_active_at      timestamptz not null default now(),
  current_exercise_id uuid references public.exercises (id) on delete set null,
  sets_completed      integer not null default 0 check (sets_completed >= 0),
  is_leader           boolean not null default false,
  ready_for_next      boolean not null default false,
  total_volume_kg     numeric(14, 3) not null default 0 check (total_volume_kg >= 0),
  pr_count            integer not null default 0 check (pr_count >= 0),
  workout_id          uuid,

  constraint live_session_participants_user_key unique (session_id, user_id),
  constraint live_session_participants_workout_fkey foreign key (user_id, workout_id)
    references public.workout_sessions (user_id, id) on delete set null (workout_id)
)
with (fillfactor = 70);
comment on table public.live_session_participants is 'Who is in a live session. Who leaves it has no row any more; what they did in it stays.';
comment on column public.live_session_participants.id is 'The row.';
comment on column public.live_session_participants.session_id is 'The live session.';
comment on column public.live_session_participants.user_id is 'Who is in it.';
comment on column public.live_session_participants.display_name is 'What they were called when they came in.';
comment on column public.live_session_participants.avatar_url is 'Their picture then.';
comment on column public.live_session_participants.status is 'What they are doing: idle, resting, working_out or finished.';
comment on column public.live_session_participants.joined_at is 'When they came in.';
comment on column public.live_session_participants.last_active_at is 'When they last did something.';
comment on column public.live_session_participants.current_exercise_id is 'The exercise they are at.';
comment on column public.live_session_participants.sets_completed is 'How many sets of theirs stand in this live session.';
comment on column public.live_session_participants.is_leader is 'Whether they lead; one does, while the session is not over.';
comment on column public.live_session_participants.ready_for_next is 'Guided: whether they are ready for the next exercise.';
comment on column public.live_session_participants.total_volume_kg is 'Load times repetitions of those sets, kg, without warm-ups.';
comment on column public.live_session_participants.pr_count is 'How many of those sets are records.';
comment on column public.live_session_participants.workout_id is 'The workout in their log that these sets go to; null before the first.';

create index idx_live_session_participants_user on public.live_session_participants (user_id, workout_id);
create index idx_live_session_participants_session on public.live_session_participants (session_id);
create unique index live_session_participants_leader_key on public.live_session_participants (session_id) where is_leader;
create index live_session_participants_exercise_idx on public.live_session_participants (current_exercise_id);
comment on index public.idx_live_session_participants_user is 'Which live sessions is this person in?';
comment on index public.idx_live_session_participants_session is 'Who is in this live session?';
comment on index public.live_session_participants_leader_key is 'Who leads it? One at most.';
comment on index public.live_session_participants_exercise_idx is 'Who is at this exercise?';

create table public.live_session_events (
  id         uuid primary key default private.new_id(),
  session_id uuid not null references public.live_sessions (id) on delete cascade,
  user_id    uuid references public.users (id) on delete cascade,
  seq        bigint not null,
  type       public.live_event_type_enum not null,
  event_data jsonb not null,
  created_at timestamptz not null default clock_timestamp(),

  constraint live_session_events_seq_key unique (session_id, seq),
  constraint live_session_events_data_form check (private.is_live_event(type, event_data))
);
comment on table public.live_session_events is 'What happened in a live session, numbered from 1 in the order of commit, without gaps but where a person erased their account. Written by triggers alone.';
comment on column public.live_session_events.id is 'The event.';
comment on column public.live_session_events.session_id is 'The live session.';
comment on column public.live_session_events.user_id is 'Whose doing it was; null where nobody''s: the session was tidied up, or an account erased.';
comment on column public.live_session_events.seq is 'Its number in the session.';
comment on column public.live_session_events.type is 'What happened.';
comment on column public.live_session_events.event_data is '{"type": …, "data": …}; docs/live.md has the form of each type.';
comment on column public.live_session_events.created_at is 'When it happened.';

create index idx_live_session_events_session on public.live_session_events (session_id, created_at desc);
create index live_session_events_user_idx on public.live_session_events (user_id);
create index live_session_events_target_idx on public.live_session_events ((event_data #>> '{data,targetUserId}'))
  where type in ('user_invited', 'leader_changed', 'reaction');
create index live_session_events_message_idx on public.live_session_events ((event_data #>> '{data,messageId}'))
  where type = 'message';
comment on index public.idx_live_session_events_session is 'What happened here last?';
comment on index public.live_session_events_user_idx is 'Which events are this person''s?';
comment on index public.live_session_events_target_idx is 'Which events are about this person?';
comment on index public.live_session_events_message_idx is 'Which event tells of this message?';

create table public.live_session_sets (
  -- the set's own id in the log
  id               uuid primary key,
  session_id       uuid not null references public.live_sessions (id) on delete cascade,
  user_id          uuid not null references public.users (id) on delete cascade,
  exercise_id      uuid references public.exercises (id) on delete set null,
  exercise_name    text not null,
  set_type         public.live_set_type_enum not null,
  weight_kg        numeric(8, 3) not null,
  reps             integer not null,
  duration_seconds numeric(9, 2),
  distance_m       numeric(10, 3),
  timestamp_ms     bigint not null,
  e1rm_kg          numeric(12, 3),
  is_pr            boolean not null,
  intensity_score  numeric(4) check (intensity_score between 0 and 1000),
  volume_kg        numeric(14, 3) not null,
  is_withdrawn     boolean not null default false,
  created_at       timestamptz not null default now(),

  constraint live_session_sets_owner_key unique (user_id, id),
  constraint live_session_sets_session_key unique (session_id, id),
  constraint live_session_sets_log_fkey foreign key (user_id, id)
    references public.workout_sets (user_id, id) on delete cascade
);
comment on table public.live_session_sets is 'Sets as the room sees them: each is a set of its lifter''s log, and follows it. Written by log_live_set() and triggers alone.';
comment on column public.live_session_sets.id is 'The set, here and in workout_sets.';
comment on column public.live_session_sets.session_id is 'The live session it was done in.';
comment on column public.live_session_sets.user_id is 'Who did it.';
comment on column public.live_session_sets.exercise_id is 'The exercise; null if it is in no catalogue (any more).';
comment on column public.live_session_sets.exercise_name is 'What the exercise was called then.';
comment on column public.live_session_sets.set_type is 'warmup or working; drop sets and sets to failure are working sets.';
comment on column public.live_session_sets.weight_kg is 'The weight as typed, in kilograms; 0 where none was.';
comment on column public.live_session_sets.reps is 'Repetitions; 0 where none were counted.';
comment on column public.live_session_sets.duration_seconds is 'How long it lasted, seconds; null where nobody timed it.';
comment on column public.live_session_sets.distance_m is 'How far it went, metres; null where nobody measured it.';
comment on column public.live_session_sets.timestamp_ms is 'When it was done, milliseconds since 1970.';
comment on column public.live_session_sets.e1rm_kg is 'Estimated one-repetition maximum, kg; null for warm-ups, above 12 repetitions, and where e1rm() has none.';
comment on column public.live_session_sets.is_pr is 'Whether it held a record (of one set, not of the workout''s volume) when its numbers were last counted: when it was logged, edited, or weighed anew. A record that another set gives back or takes later does not change it.';
comment on column public.live_session_sets.intensity_score is 'How hard it was, 0 to 1000, by intensity_score(), against the best there was when its numbers were last counted; null where that has none.';
comment on column public.live_session_sets.volume_kg is 'Load times repetitions, kg; 0 for warm-ups and without a load.';
comment on column public.live_session_sets.is_withdrawn is 'Whether its workout is deleted or abandoned: then it counts for nothing, and only its lifter sees it.';
comment on column public.live_session_sets.created_at is 'When the row was made.';

create index idx_live_session_sets_session_user on public.live_session_sets (session_id, user_id, created_at desc);
create index idx_live_session_sets_session on public.live_session_sets (session_id, created_at desc);
create index live_session_sets_exercise_idx on public.live_session_sets (exercise_id);
comment on index public.idx_live_session_sets_session_user is 'What did this person do here last?';
comment on index public.idx_live_session_sets_session is 'What was done here last?';
comment on index public.live_session_sets_exercise_idx is 'Which sets are of this exercise?';

create table public.live_session_reactions (
  id            uuid primary key default private.new_id(),
  session_id    uuid not null references public.live_sessions (id) on delete cascade,
  from_user_id  uuid not null references public.users (id) on delete cascade,
  to_user_id    uuid not null references public.users (id) on delete cascade,
  emote         public.emote_enum not null,
  target_set_id uuid,
  created_at    timestamptz not null default now(),

  constraint live_session_reactions_set_fkey foreign key (session_id, target_set_id)
    references public.live_session_sets (session_id, id) on delete set null (target_set_id)
);
comment on table public.live_session_reactions is 'What people said to each other in a live session without words.';
comment on column public.live_session_reactions.id is 'The reaction.';
comment on column public.live_session_reactions.session_id is 'The live session.';
comment on column public.live_session_reactions.from_user_id is 'Who sent it.';
comment on column public.live_session_reactions.to_user_id is 'Whom it is for.';
comment on column public.live_session_reactions.emote is 'What it says.';
comment on column public.live_session_reactions.target_set_id is 'The set it is about; null if it is about none, or the set is gone.';
comment on column public.live_session_reactions.created_at is 'When it was sent.';

create index idx_live_session_reactions_session on public.live_session_reactions (session_id, created_at desc);
create index live_session_reactions_set_idx on public.live_session_reactions (session_id, target_set_id);
create index live_session_reactions_from_idx on public.live_session_reactions (from_user_id);
create index live_session_reactions_to_idx on public.live_session_reactions (to_user_id);
comment on index public.idx_live_session_reactions_session is 'What was said here last?';
comment on index public.live_session_reactions_set_idx is 'What was said of this set?';
comment on index public.live_session_reactions_from_idx is 'What did this person say?';
comment on index public.live_session_reactions_to_idx is 'What was said to this person?';

create table public.live_session_messages (
  id         uuid primary key default private.new_id(),
  session_id uuid not null references public.live_sessions (id) on delete cascade,
  user_id    uuid not null references public.users (id) on delete cascade,
  message    text not null check (length(message) between 1 and 2000 and message ~ '\S'),
  created_at timestamptz not null default now()
);
comment on table public.live_session_messages is 'What people wrote to each other in a live session.';
comment on column public.live_session_messages.id is 'The message.';
comment on column public.live_session_messages.session_id is 'The live session.';
comment on column public.live_session_messages.user_id is 'Who wrote it.';
comment on column public.live_session_messages.message is 'What they wrote, at most 2,000 characters.';
comment on column public.live_session_messages.created_at is 'When it was sent.';

create index idx_live_session_messages_session on public.live_session_messages (session_id, created_at);
create index live_session_messages_user_idx on public.live_session_messages (user_id);
comment on index public.idx_live_session_messages_session is 'What was written here, in order?';
comment on index public.live_session_messages_user_idx is 'What did this person write?';

create table public.live_session_invitations (
  id           uuid primary key default private.new_id(),
  session_id   uuid not null references public.live_sessions (id) on delete cascade,
  host_id      uuid not null references public.users (id) on delete cascade,
  recipient_id uuid not null references public.users (id) on delete cascade check (recipient_id <> host_id),
  status       public.live_invitation_status_enum not null default 'pending',
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  removed_at   timestamptz,

  constraint live_session_invitations_recipient_key unique (session_id, recipient_id)
);
comment on table public.live_session_invitations is 'Who was asked into a live session, one row a person; asked again, the row is pending again.';
comment on column public.live_session_invitations.id is 'The invitation.';
comment on column public.live_session_invitations.session_id is 'The live session.';
comment on column public.live_session_invitations.host_id is 'Who asked, or who sent them out.';
comment on column public.live_session_invitations.recipient_id is 'Who was asked.';
comment on column public.live_session_invitations.status is 'pending, accepted, declined or expired.';
comment on column public.live_session_invitations.created_at is 'When they were first asked.';
comment on column public.live_session_invitations.expires_at is 'Until when a pending one can be answered.';
comment on column public.live_session_invitations.removed_at is 'Since when they are sent out, even of a public session; null unless they are. To be asked again ends it.';

create index idx_live_session_invitations_recipient on public.live_session_invitations (recipient_id, status);
create index idx_live_session_invitations_session on public.live_session_invitations (session_id);
create index live_session_invitations_host_idx on public.live_session_invitations (host_id);
comment on index public.idx_live_session_invitations_recipient is 'Where is this person asked to?';
comment on index public.idx_live_session_invitations_session is 'Who is asked to this live session?';
comment on index public.live_session_invitations_host_idx is 'Whom has this person asked?';

-- Policies: who is in sees all that is in it, and what one did oneself one always sees

create function private.my_live_sessions()
returns setof uuid
language plpgsql stable security definer rows 20
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select p.session_id from public.live_session_participants as p where p.user_id = auth.uid();
end
$$;
comment on function private.my_live_sessions() is 'The live sessions that the person who asks is in.';

create function private.my_open_live_sessions()
returns setof uuid
language plpgsql stable security definer rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select p.session_id
  from public.live_session_participants as p
  join public.live_sessions as s on s.id = p.session_id and s.status <> 'ended'
  where p.user_id = auth.uid();
end
$$;
comment on function private.my_open_live_sessions() is 'Those of them that are not over.';

create function private.live_sessions_i_lead()
returns setof uuid
language plpgsql stable security definer rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select p.session_id from public.live_session_participants as p where p.user_id = auth.uid() and p.is_leader;
end
$$;
comment on function private.live_sessions_i_lead() is 'Those of them that the person who asks leads.';

create function private.my_live_invitations()
returns setof uuid
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select i.session_id
  from public.live_session_invitations as i
  join public.live_sessions as s on s.id = i.session_id
  where i.recipient_id = auth.uid() and i.removed_at is null
    and (i.status = 'accepted' or (i.status = 'pending' and i.expires_at > now()))
    and not exists (
      select from public.friendships as f
      where f.user_id = s.host_id and f.friend_id = i.recipient_id and f.status = 'blocked');
end
$$;
comment on function private.my_live_invitations() is
  'The live sessions that the person who asks may come in to by an invitation; none of a host who blocked them.';

create function private.live_sessions_closed_to_me()
returns setof uuid
language plpgsql stable security definer rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select i.session_id
  from public.live_session_invitations as i
  where i.recipient_id = auth.uid() and i.removed_at is not null
  union all
  select s.id
  from public.friendships as f
  join public.live_sessions as s on s.host_id = f.user_id and s.is_public
  where f.friend_id = auth.uid() and f.status = 'blocked';
end
$$;
comment on function private.live_sessions_closed_to_me() is
  'The live sessions that the person who asks was sent out of, and the public ones of hosts who want nothing of them.';

alter table public.live_sessions enable row level security;
alter table public.live_session_participants enable row level security;
alter table public.live_session_events enable row level security;
alter table public.live_session_sets enable row level security;
alter table public.live_session_reactions enable row level security;
alter table public.live_session_messages enable row level security;
alter table public.live_session_invitations enable row level security;

create policy live_sessions_select on public.live_sessions
  for select to authenticated
  using (
    host_id = (select auth.uid())
    or id in (select private.my_live_sessions())
    or id in (select private.my_live_invitations())
    or (is_public and status <> 'ended' and id not in (select private.live_sessions_closed_to_me())));

create policy live_session_participants_select on public.live_session_participants
  for select to authenticated
  using (user_id = (select auth.uid()) or session_id in (select private.my_live_sessions()));

create policy live_session_events_select on public.live_session_events
  for select to authenticated
  using (user_id = (select auth.uid()) or session_id in (select private.my_live_sessions()));
create policy live_session_sets_select on public.live_session_sets
  for select to authenticated
  using (
    user_id = (select auth.uid())
    or (not is_withdrawn and session_id in (select private.my_live_sessions())));

create policy live_session_reactions_select on public.live_session_reactions
  for select to authenticated
  using (
    from_user_id = (select auth.uid()) or to_user_id = (select auth.uid())
    or session_id in (select private.my_live_sessions()));
create policy live_session_reactions_insert on public.live_session_reactions
  for insert to authenticated
  with check (from_user_id = (select auth.uid()) and session_id in (select private.my_open_live_sessions()));

create policy live_session_messages_select on public.live_session_messages
  for select to authenticated
  using (user_id = (select auth.uid()) or session_id in (select private.my_live_sessions()));
create policy live_session_messages_insert on public.live_session_messages
  for insert to authenticated
  with check (user_id = (select auth.uid()) and session_id in (select private.my_open_live_sessions()));

create policy live_session_invitations_select on public.live_session_invitations
  for select to authenticated
  using (
    host_id = (select auth.uid()) or recipient_id = (select auth.uid())
    or session_id in (select private.live_sessions_i_lead()));

-- Grants: what follows from what people do is written by the database alone

revoke all on
  public.live_sessions, public.live_session_participants, public.live_session_events, public.live_session_sets,
  public.live_session_reactions, public.live_session_messages, public.live_session_invitations
  from anon, authenticated, service_role;
grant select on
  public.live_sessions, public.live_session_participants, public.live_session_events, public.live_session_sets,
  public.live_session_reactions, public.live_session_messages, public.live_session_invitations
  to authenticated, service_role;
grant insert (id, session_id, from_user_id, to_user_id, emote, target_set_id) on public.live_session_reactions to authenticated;
grant insert (id, session_id, user_id, message) on public.live_session_messages to authenticated;
-- somebody has to be able to take down what should not be there
grant delete on public.live_sessions, public.live_session_messages to service_role;

revoke execute on all functions in schema private from public;
grant execute on function
  private.json_fits, private.are_planned_exercises,
  private.my_live_sessions, private.my_open_live_sessions, private.live_sessions_i_lead, private.my_live_invitations,
  private.live_sessions_closed_to_me
  to authenticated;

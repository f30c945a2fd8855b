-- Presence: friends see who trains just now, and may cheer without a word.
--
-- One row a person, seen by themself and their friends. An app keeps it while its person trains alone, by
-- update_workout_presence(); in a live session triggers keep it, from what the person does there. It says where somebody
-- is, and opens no door: of a private live session friends see the id, and nothing else.

create table public.workout_presence (
  id                    uuid primary key default private.new_id(),
  user_id               uuid not null references public.users (id) on delete cascade,
  is_in_live_session    boolean not null generated always as (live_session_id is not null) stored,
  live_session_id       uuid references public.live_sessions (id) on delete set null,
  current_exercise_id   uuid references public.exercises (id) on delete set null,
  current_exercise_name text check (length(current_exercise_name) between 1 and 255),
  workout_started_at    timestamptz not null default now()
    check (extract(year from workout_started_at at time zone 'UTC') between 1900 and 2199),
  last_set_completed_at timestamptz
    check (extract(year from last_set_completed_at at time zone 'UTC') between 1900 and 2199),
  status                public.live_status_enum not null default 'idle',
  last_updated_at       timestamptz not null default now(),

  constraint idx_workout_presence_user unique (user_id)
)
with (fillfactor = 70);
comment on table public.workout_presence is 'Who trains just now, and at what; for friends to see.';
comment on column public.workout_presence.id is 'The row.';
comment on column public.workout_presence.user_id is 'Whose presence it is.';
comment on column public.workout_presence.is_in_live_session is 'Whether they train in a live session.';
comment on column public.workout_presence.live_session_id is 'That live session; null outside of one.';
comment on column public.workout_presence.current_exercise_id is 'The exercise they are at; null if they did not say.';
comment on column public.workout_presence.current_exercise_name is 'What it is called.';
comment on column public.workout_presence.workout_started_at is 'When they began.';
comment on column public.workout_presence.last_set_completed_at is 'When they last finished a set; null before the first.';
comment on column public.workout_presence.status is 'What they are doing: idle, resting, working_out or finished.';
comment on column public.workout_presence.last_updated_at is 'When the row last changed.';

create index idx_workout_presence_live_session on public.workout_presence (live_session_id);
create index workout_presence_exercise_idx on public.workout_presence (current_exercise_id);
create index workout_presence_alone_idx on public.workout_presence (user_id) where status <> 'finished' and live_session_id is null;
comment on index public.idx_workout_presence_live_session is 'Who is in this live session?';
comment on index public.workout_presence_exercise_idx is 'Who is at this exercise?';
comment on index public.workout_presence_alone_idx is 'Who trains in no live session?';

create table public.quick_reactions (
  id           uuid primary key default private.new_id(),
  from_user_id uuid not null references public.users (id) on delete cascade,
  to_user_id   uuid not null references public.users (id) on delete cascade,
  emote        public.emote_enum not null,
  set_id       uuid,
  created_at   timestamptz not null default now(),

  constraint quick_reactions_set_fkey foreign key (to_user_id, set_id)
    references public.workout_sets (user_id, id) on delete set null (set_id)
);
comment on table public.quick_reactions is 'What friends said to each other without words, outside of live sessions.';
comment on column public.quick_reactions.id is 'The reaction.';
comment on column public.quick_reactions.from_user_id is 'Who sent it.';
comment on column public.quick_reactions.to_user_id is 'Whom it is for.';
comment on column public.quick_reactions.emote is 'What it says.';
comment on column public.quick_reactions.set_id is 'The set of theirs it is about; null if it is about none, or the set is gone.';
comment on column public.quick_reactions.created_at is 'When it was sent.';

create index idx_quick_reactions_to_user on public.quick_reactions (to_user_id, created_at desc);
create index idx_quick_reactions_from_user on public.quick_reactions (from_user_id, created_at desc);
create index quick_reactions_set_idx on public.quick_reactions (to_user_id, set_id);
comment on index public.idx_quick_reactions_to_user is 'What was said to this person last?';
comment on index public.idx_quick_reactions_from_user is 'What did this person say last?';
comment on index public.quick_reactions_set_idx is 'What was said of this set?';

-- Triggers

create function private.touch_presence()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.last_updated_at := now();
  return new;
end
$$;
comment on function private.touch_presence() is 'Keeps last_updated_at: when the row last changed.';

create trigger update_workout_presence_timestamp_trigger before update on public.workout_presence
  for each row execute function private.touch_presence();

create function private.exercise_name_for(p_user_id uuid, p_exercise_id uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select e.name
    from public.exercises as e
    where e.id = p_exercise_id and (e.owner_id is null or e.owner_id = p_user_id));
end
$$;
comment on function private.exercise_name_for(uuid, uuid) is
  'What an exercise of the catalogue or of the person''s own is called; null for anybody else''s.';

create function private.other_live_session(p_user_id uuid)
returns public.live_session_participants
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_place public.live_session_participants;
begin
  select p.* into v_place
  from public.live_session_participants as p
  join public.live_sessions as s on s.id = p.session_id and s.status <> 'ended'
  where p.user_id = p_user_id
  order by p.joined_at desc, p.id desc
  limit 1;
  return v_place;
end
$$;
comment on function private.other_live_session(uuid) is
  'The place of a person in the newest live session that they are in and that is not over; nulls if there is none.';

create function private.follow_presence()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_other public.live_session_participants;
begin
  if tg_op = 'DELETE' then
    v_other := private.other_live_session(old.user_id);
    update public.workout_presence as p
    set live_session_id = v_other.session_id, status = coalesce(v_other.status, 'idle')
    where p.user_id = old.user_id and p.live_session_id = old.session_id;
  elsif tg_op = 'INSERT' then
    insert into public.workout_presence as p (user_id, live_session_id, current_exercise_id, current_exercise_name, status)
    select
      new.user_id, new.session_id, new.current_exercise_id,
      private.exercise_name_for(new.user_id, new.current_exercise_id), new.status
    on conflict (user_id) do update
      set live_session_id = excluded.live_session_id, current_exercise_id = excluded.current_exercise_id,
          current_exercise_name = excluded.current_exercise_name, status = excluded.status,
          workout_started_at = excluded.workout_started_at, last_set_completed_at = null;
  -- the end of the session finishes all who are in it
  elsif new.status = 'finished'
     or (new.status, new.current_exercise_id) is distinct from (old.status, old.current_exercise_id) then
    v_other := new;
    if exists (select from public.live_sessions as s where s.id = new.session_id and s.status = 'ended') then
      v_other := private.other_live_session(new.user_id);
    end if;
    update public.workout_presence as p
    set live_session_id       = v_other.session_id,
        current_exercise_id   = new.current_exercise_id,
        current_exercise_name = private.exercise_name_for(new.user_id, new.current_exercise_id),
        status                = coalesce(v_other.status, new.status)
    where p.user_id = new.user_id and p.live_session_id = new.session_id;
  end if;
  return null;
end
$$;
comment on function private.follow_presence() is
  'Presence follows what a person does in a live session; who leaves it, or sees its end, is in the newest other one they are in.';

create trigger live_session_participants_presence
  after insert or delete or update of status, current_exercise_id on public.live_session_participants
  for each row execute function private.follow_presence();

create function private.follow_presence_of_set()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_presence as p
  set last_set_completed_at = now()
  where p.user_id = new.user_id and p.live_session_id = new.session_id;
  return null;
end
$$;
comment on function private.follow_presence_of_set() is 'Presence knows of the last live set.';

create trigger live_session_sets_presence after insert on public.live_session_sets
  for each row execute function private.follow_presence_of_set();

create function private.follow_merge_in_presence()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_presence
  set current_exercise_id = new.merged_into
  where current_exercise_id = new.id and (new.owner_id is null or user_id = new.owner_id);
  return null;
end
$$;
comment on function private.follow_merge_in_presence() is 'Whoever is at a merged exercise is at the one that took its place.';

create trigger exercises_merge_presence after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_presence();

-- Policies

alter table public.workout_presence enable row level security;
alter table public.quick_reactions enable row level security;

create policy workout_presence_select on public.workout_presence
  for select to authenticated
  using (user_id = (select auth.uid()) or user_id in (select private.my_friends()));
create policy workout_presence_insert on public.workout_presence
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy workout_presence_update on public.workout_presence
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workout_presence_delete on public.workout_presence
  for delete to authenticated using (user_id = (select auth.uid()));

create policy quick_reactions_select on public.quick_reactions
  for select to authenticated
  using (from_user_id = (select auth.uid()) or to_user_id = (select auth.uid()));
create policy quick_reactions_insert on public.quick_reactions
  for insert to authenticated
  with check (from_user_id = (select auth.uid()) and to_user_id in (select private.my_friends()));

do $realtime$
begin
  -- one for all tables, or for all of the schema, has them already
  if exists (select from pg_publication as p where p.pubname = 'supabase_realtime')
     and not exists (
       select from pg_publication_tables as t
       where t.pubname = 'supabase_realtime' and t.schemaname = 'public' and t.tablename = 'workout_presence') then
    alter publication supabase_realtime add table public.workout_presence, public.quick_reactions;
  end if;
end
$realtime$;

-- Functions

create type public.friend_presence as (
  user_id               uuid,
  display_name          text,
  avatar_url            text,
  is_in_live_session    boolean,
  live_session_id       uuid,
  current_exercise_id   uuid,
  current_exercise_name text,
  workout_started_at    timestamptz,
  last_set_completed_at timestamptz,
  status                public.live_status_enum,
  last_updated_at       timestamptz
);
comment on type public.friend_presence is
  'A friend, and what they are doing. May be null: avatar_url, live_session_id, current_exercise_id, current_exercise_name, last_set_completed_at.';

create function public.update_workout_presence(
  p_status                public.live_status_enum,
  p_current_exercise_id   uuid default null,
  p_workout_started_at    timestamptz default null,
  p_last_set_completed_at timestamptz default null
)
returns public.workout_presence
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_exercise public.exercises;
  v_presence public.workout_presence;
begin
  perform private.check_instant(p_workout_started_at, 'p_workout_started_at');
  perform private.check_instant(p_last_set_completed_at, 'p_last_set_completed_at');
  if p_current_exercise_id is not null then
    select e.* into v_exercise from public.exercises as e where e.id = p_current_exercise_id;
    if not found then
      raise exception using
        errcode = 'PT404', message = 'No such exercise', detail = format('p_current_exercise_id = %s', p_current_exercise_id),
        hint = 'search_exercises() finds it by name.';
    end if;
  end if;
  -- two phones take turns, so there is none that could come in between
  insert into public.workout_presence (user_id)
  select v_user_id
  where not exists (select from public.workout_presence as p where p.user_id = v_user_id);
  update public.workout_presence as p
  set status                = coalesce(p_status, p.status),
      current_exercise_id   = coalesce(v_exercise.merged_into, v_exercise.id, p.current_exercise_id),
      current_exercise_name = coalesce(v_exercise.name, p.current_exercise_name),
      -- whoever had finished begins anew
      workout_started_at    = coalesce(p_workout_started_at, case when p.status <> 'finished' then p.workout_started_at end, now()),
      last_set_completed_at = coalesce(p_last_set_completed_at, p.last_set_completed_at)
  where p.user_id = v_user_id
  returning p.* into v_presence;
  return v_presence;
end
$$;
comment on function public.update_workout_presence(public.live_status_enum, uuid, timestamptz, timestamptz) is
  'Tells one''s friends what one is doing, and returns it; what is not given stays. In a live session it follows by itself. Raises PT404 for an unknown exercise, PT422 for an instant that nobody trains at.';

create function public.get_friends_presence()
returns setof public.friend_presence
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select p.user_id, f.display_name, f.avatar_url, p.is_in_live_session, p.live_session_id, p.current_exercise_id,
         p.current_exercise_name, p.workout_started_at, p.last_set_completed_at, p.status, p.last_updated_at
  from public.list_friends() as f
  join public.workout_presence as p on p.user_id = f.user_id
  order by p.last_updated_at desc, p.user_id;
end
$$;
comment on function public.get_friends_presence() is
  'What one''s friends are doing, whoever did something last first; friends who never trained here are not in it.';

create function public.send_quick_reaction(
  p_to_user_id uuid,
  p_emote      public.emote_enum,
  p_set_id     uuid default null,
  p_id         uuid default null
)
returns public.quick_reactions
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.me();
  v_reaction public.quick_reactions;
begin
  select r.* into v_reaction from public.quick_reactions as r where r.id = p_id and r.from_user_id = v_user_id;
  if found then
    return v_reaction;
  end if;
  perform private.raise_faults('The reaction has faults', array_remove(array[
    private.field_fault(to_jsonb(p_emote), 'p_emote', 'text', 1, 10, p_required => true)], null));
  if not coalesce(private.is_friend(p_to_user_id), false) then
    raise exception using
      errcode = 'PT404', message = 'No such friend', detail = format('p_to_user_id = %s', coalesce(p_to_user_id::text, 'null')),
      hint = 'list_friends() lists them.';
  end if;
  insert into public.quick_reactions as r (id, from_user_id, to_user_id, emote, set_id)
  values (coalesce(p_id, private.new_id()), v_user_id, p_to_user_id, p_emote, p_set_id)
  returning r.* into v_reaction;
  return v_reaction;
exception
  -- whether it is their set is seen by the foreign key alone
  when foreign_key_violation then
    raise exception using
      errcode = 'PT404', message = 'No such set of theirs', detail = format('p_set_id = %s', p_set_id),
      hint = 'It may be deleted; leave p_set_id out to cheer the person.';
end
$$;
comment on function public.send_quick_reaction(uuid, public.emote_enum, uuid, uuid) is
  'Cheers a friend, or with p_set_id a set of theirs, and returns the reaction. The same p_id again changes nothing. Raises PT404 if they are no friend or the set is not theirs, PT422 without an emote.';

-- Grants

revoke all on public.workout_presence, public.quick_reactions from anon, authenticated, service_role;
grant select on public.workout_presence, public.quick_reactions to authenticated, service_role;
grant insert (user_id, status, current_exercise_id, current_exercise_name, workout_started_at, last_set_completed_at),
      update (status, current_exercise_id, current_exercise_name, workout_started_at, last_set_completed_at),
      delete
  on public.workout_presence to authenticated;
grant insert (id, from_user_id, to_user_id, emote, set_id) on public.quick_reactions to authenticated;

revoke execute on all functions in schema private from public;
revoke execute on function public.update_workout_presence, public.get_friends_presence, public.send_quick_reaction
  from public, anon, authenticated, service_role;
grant execute on function public.update_workout_presence, public.get_friends_presence, public.send_quick_reaction
  to authenticated;

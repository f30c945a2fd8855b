-- Friends: who may see what somebody shows to friends, and how two people become them.
--
-- A friendship is two rows, each with its owner: how things stand between two people as each of them sees it. Only
-- the functions here write them, always both, and they hold both while they decide; so two people who ask each other
-- at once become friends, and nobody is friend to one who isn't theirs. A row decides once there is one. Before that,
-- two people are friends if one invited the other, as `users.invited_by` says.
-- `private.friends` says that once; policies ask `private.my_friends()`. Whatever friends may see hangs on it, so a
-- friendship that ends ends the sight of everything at once. A block is seen by whoever blocks alone: to the other it
-- looks like a friendship that ended, and a request that is not answered.
-- An invite is a code for one person, known as its SHA-256 only: whoever reads the table can't use it.

create type public.friendship_status_enum as enum ('none', 'requested', 'received', 'accepted', 'blocked');
comment on type public.friendship_status_enum is
  'How things stand for the owner of the row: none (not, or not any more), requested (they asked), received (they were asked), accepted (friends), blocked (they want nothing of the other).';

create table public.friendships (
  user_id    uuid not null references public.users (id) on delete cascade,
  friend_id  uuid not null references public.users (id) on delete cascade,
  status     public.friendship_status_enum not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  primary key (user_id, friend_id),
  constraint friendships_not_with_oneself check (user_id <> friend_id)
);
comment on table public.friendships is 'Two rows for two people: how things stand between them, as each of them sees it.';
comment on column public.friendships.user_id is 'Who sees it so.';
comment on column public.friendships.friend_id is 'The other.';
comment on column public.friendships.status is 'none, requested, received, accepted or blocked.';
comment on column public.friendships.created_at is 'Since when there is something between them.';
comment on column public.friendships.updated_at is 'Since when it stands so.';

create index friendships_friend_idx on public.friendships (friend_id);
comment on index public.friendships_friend_idx is 'Whose rows go with a person who is erased?';

create table public.invites (
  id          uuid primary key default private.new_id(),
  user_id     uuid not null references public.users (id) on delete cascade,
  code_sha256 bytea not null check (length(code_sha256) = 32),
  expires_at  timestamptz not null,
  accepted_by uuid references public.users (id) on delete set null,
  accepted_at timestamptz,
  created_at  timestamptz not null default now(),

  constraint invites_acceptance check (accepted_by is null or accepted_at is not null)
);
comment on table public.invites is 'Codes with which one person each becomes a friend.';
comment on column public.invites.id is 'The invite.';
comment on column public.invites.user_id is 'Who invites.';
comment on column public.invites.code_sha256 is 'The SHA-256 of the code; the code itself is kept nowhere.';
comment on column public.invites.expires_at is 'Until when it can be accepted.';
comment on column public.invites.accepted_by is 'Who accepted it; null while nobody has, or once they are erased.';
comment on column public.invites.accepted_at is 'When it was accepted; null while it is not.';
comment on column public.invites.created_at is 'When it was made.';

create index invites_user_idx on public.invites (user_id, created_at desc);
create index invites_code_idx on public.invites (code_sha256);
create index invites_accepted_by_idx on public.invites (accepted_by) where accepted_by is not null;
comment on index public.invites_user_idx is 'Which invites did this person make?';
comment on index public.invites_code_idx is 'Which invite has this code?';
comment on index public.invites_accepted_by_idx is 'Which invites did this person accept?';

create trigger friendships_touch before update on public.friendships
  for each row execute function private.touch_updated_at();

-- Policies

alter table public.friendships enable row level security;
alter table public.invites enable row level security;

create policy friendships_select on public.friendships
  -- nothing between two people is not to be seen: it is also what a block leaves with a stranger
  for select to authenticated using (user_id = (select auth.uid()) and status <> 'none');
create policy invites_select on public.invites
  for select to authenticated using (user_id = (select auth.uid()));
create policy invites_delete on public.invites
  for delete to authenticated using (user_id = (select auth.uid()) and accepted_at is null);

-- Who is whose friend

create view private.friends with (security_invoker = true) as
select f.user_id, f.friend_id, f.updated_at as since
from public.friendships as f
where f.status = 'accepted'
union all
select u.id, u.invited_by, u.created_at
from public.users as u
where u.invited_by is not null
  and not exists (select from public.friendships as f where f.user_id = u.id and f.friend_id = u.invited_by)
union all
select u.invited_by, u.id, u.created_at
from public.users as u
where u.invited_by is not null
  and not exists (select from public.friendships as f where f.user_id = u.invited_by and f.friend_id = u.id);
comment on view private.friends is
  'Who is whose friend, both ways, and since when: by an accepted friendship, or, where the two have no row, because one invited the other.';

-- Definer, for the rows of `users` that it needs are other people's; of the friends of the one who asks alone.
create function private.my_friends()
returns setof uuid
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := auth.uid();
begin
  return query select f.friend_id from private.friends as f where f.user_id = v_user_id;
end
$$;
comment on function private.my_friends() is
  'The friends of the person who asks; for policies: user_id in (select private.my_friends()).';

create function private.is_friend(p_user_id uuid)
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := auth.uid();
begin
  return exists (select from private.friends as f where f.user_id = v_user_id and f.friend_id = p_user_id);
end
$$;
comment on function private.is_friend(uuid) is 'Whether this is a friend of the person who asks.';

create type public.friend as (
  user_id      uuid,
  display_name text,
  avatar_url   text,
  status       public.friendship_status_enum,
  since        timestamptz
);
comment on type public.friend is
  'Somebody one is friends with, was asked by, asked, or blocked, and since when. May be null: avatar_url.';

create function private.list_friends(p_status public.friendship_status_enum)
returns setof public.friend
language plpgsql stable security definer rows 50
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select u.id, u.display_name, p.avatar_url, s.status, s.since
  from (
    select f.friend_id, 'accepted'::public.friendship_status_enum as status, f.since
    from private.friends as f
    where f.user_id = v_user_id
    union all
    select f.friend_id, f.status, f.updated_at
    from public.friendships as f
    where f.user_id = v_user_id and f.status not in ('accepted', 'none')
  ) as s
  join public.users as u on u.id = s.friend_id
  join public.profiles as p on p.id = s.friend_id
  where s.status = p_status
  order by u.display_name, u.id;
end
$$;
comment on function private.list_friends(public.friendship_status_enum) is 'The work of public.list_friends().';

create function public.list_friends(p_status public.friendship_status_enum default 'accepted')
returns setof public.friend
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select f.user_id, f.display_name, f.avatar_url, f.status, f.since from private.list_friends(p_status) as f;
end
$$;
comment on function public.list_friends(public.friendship_status_enum) is
  'One''s friends by name; or with p_status requested those one asked, with received those who ask, with blocked those one blocked.';

-- What two people do

create function private.hold_friendship(p_user_id uuid, p_friend_id uuid)
returns public.friendship_status_enum[]
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_friend_id = p_user_id then
    raise exception using
      errcode = 'PT422', message = 'This is oneself',
      detail = format('p_user_id = %s: expected somebody else', p_friend_id),
      hint = 'Give the id of the other person.';
  end if;
  -- who erases their account waits, or is gone: always before any row between the two
  perform from public.users as u where u.id = p_friend_id for key share;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such person',
      detail = format('p_user_id = %s', coalesce(p_friend_id::text, 'null')),
      hint = 'list_friends() lists those one knows; an invite makes a friend of somebody new.';
  end if;
  -- both rows are there from now on, and are taken in one order: of two acts at once the second sees the first
  insert into public.friendships as f (user_id, friend_id, status, created_at, updated_at)
  select s.user_id, s.friend_id,
    (case when i.since is null then 'none' else 'accepted' end)::public.friendship_status_enum,
    coalesce(i.since, now()), coalesce(i.since, now())
  from (values (p_user_id, p_friend_id), (p_friend_id, p_user_id)) as s (user_id, friend_id)
  left join private.friends as i on i.user_id = s.user_id and i.friend_id = s.friend_id
  order by s.user_id
  on conflict (user_id, friend_id) do nothing;
  perform from public.friendships as f
  where (f.user_id = p_user_id and f.friend_id = p_friend_id) or (f.user_id = p_friend_id and f.friend_id = p_user_id)
  order by f.user_id
  for no key update;
  return array[
    (select f.status from public.friendships as f where f.user_id = p_user_id and f.friend_id = p_friend_id),
    (select f.status from public.friendships as f where f.user_id = p_friend_id and f.friend_id = p_user_id)];
end
$$;
comment on function private.hold_friendship(uuid, uuid) is
  'Holds what is between two people till the transaction ends, and returns how it stands for the first and for the second. Raises PT422 for oneself, PT404 if the other is not there.';

create function private.set_friendship(
  p_user_id   uuid,
  p_friend_id uuid,
  p_mine      public.friendship_status_enum,
  p_theirs    public.friendship_status_enum
)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.friendships as f
  set status = p_mine
  where f.user_id = p_user_id and f.friend_id = p_friend_id and f.status <> p_mine;
  update public.friendships as f
  set status = p_theirs
  where f.user_id = p_friend_id and f.friend_id = p_user_id and f.status <> p_theirs;
end
$$;
comment on function private.set_friendship(uuid, uuid, public.friendship_status_enum, public.friendship_status_enum) is
  'Writes both rows of a friendship that is held.';

-- It writes the other's row too: hence definer, for what one may do without being asked.
create function private.change_friendship(p_user_id uuid, p_act text)
returns public.friendship_status_enum
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_held    public.friendship_status_enum[] := private.hold_friendship(v_user_id, p_user_id);
  v_mine    public.friendship_status_enum := v_held[1];
  v_theirs  public.friendship_status_enum := v_held[2];
begin
  case p_act
    when 'request' then
      if v_mine = 'blocked' then
        raise exception using
          errcode = 'PT409', message = 'You have blocked this person', detail = format('p_user_id = %s', p_user_id),
          hint = 'unblock_person() first.';
      elsif v_mine = 'received' then
        v_mine := 'accepted';
        v_theirs := 'accepted';
      elsif v_mine = 'none' then
        v_mine := 'requested';
        v_theirs := case v_theirs when 'blocked' then v_theirs else 'received' end;
      end if;
    when 'accept', 'decline' then
      if v_mine = 'received' then
        v_mine := case p_act when 'accept' then 'accepted'::public.friendship_status_enum else 'none' end;
        v_theirs := v_mine;
      elsif v_mine <> 'accepted' or p_act = 'decline' then
        raise exception using
          errcode = 'PT404', message = 'No such request', detail = format('p_user_id = %s', p_user_id),
          hint = 'list_friends(''received'') lists who asks.';
      end if;
    when 'end' then
      if v_mine not in ('accepted', 'requested') then
        raise exception using
          errcode = 'PT404', message = 'No such friend', detail = format('p_user_id = %s', p_user_id),
          hint = 'list_friends() lists them; decline_friendship() answers a request.';
      end if;
      v_mine := 'none';
      v_theirs := case v_theirs when 'blocked' then v_theirs else 'none' end;
    when 'block' then
      v_mine := 'blocked';
      v_theirs := case when v_theirs in ('accepted', 'received') then 'none' else v_theirs end;
    when 'unblock' then
      if v_mine <> 'blocked' then
        raise exception using
          errcode = 'PT404', message = 'Nobody you blocked', detail = format('p_user_id = %s', p_user_id),
          hint = 'list_friends(''blocked'') lists them.';
      end if;
      -- what they asked meanwhile was kept from one, and is asked now
      v_mine := case v_theirs when 'requested' then 'received'::public.friendship_status_enum else 'none' end;
  end case;
  perform private.set_friendship(v_user_id, p_user_id, v_mine, v_theirs);
  return v_mine;
end
$$;
comment on function private.change_friendship(uuid, text) is
  'What one person does about another: request, accept, decline, end, block, unblock. Returns how it stands for them then.';

create function public.request_friendship(p_user_id uuid)
returns public.friend
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status public.friendship_status_enum := private.change_friendship(p_user_id, 'request');
begin
  return (select f from private.list_friends(v_status) as f where f.user_id = p_user_id);
end
$$;
comment on function public.request_friendship(uuid) is
  'Asks somebody to be one''s friend, and returns how it stands: requested, or accepted if they asked too or are a friend already. Raises PT422 for oneself, PT404 if there is no such person, PT409 if one has blocked them.';

create function public.accept_friendship(p_user_id uuid)
returns public.friend
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status public.friendship_status_enum := private.change_friendship(p_user_id, 'accept');
begin
  return (select f from private.list_friends(v_status) as f where f.user_id = p_user_id);
end
$$;
comment on function public.accept_friendship(uuid) is
  'Says yes to somebody who asked, and returns the friend. Raises PT404 if they did not ask.';

create function public.decline_friendship(p_user_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.change_friendship(p_user_id, 'decline');
end
$$;
comment on function public.decline_friendship(uuid) is
  'Says no to somebody who asked; they may ask again. Raises PT404 if they did not ask.';

create function public.end_friendship(p_user_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.change_friendship(p_user_id, 'end');
end
$$;
comment on function public.end_friendship(uuid) is
  'Ends a friendship, also one that an invite made, or takes a request back. From now on neither sees what the other shows to friends. Raises PT404 if there is none.';

create function public.block_person(p_user_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.change_friendship(p_user_id, 'block');
end
$$;
comment on function public.block_person(uuid) is
  'Ends whatever is between two people, and keeps requests of the other from reaching one; they are not told. Raises PT422 for oneself, PT404 if there is no such person.';

create function public.unblock_person(p_user_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.change_friendship(p_user_id, 'unblock');
end
$$;
comment on function public.unblock_person(uuid) is
  'Lifts a block; a request that came meanwhile is there then, the friendship is not. Raises PT404 if one did not block them.';

-- Invites

create type public.new_invite as (
  id         uuid,
  code       text,
  expires_at timestamptz
);
comment on type public.new_invite is 'An invite as it is made: the only time its code is seen. May be null: nothing.';

-- Nobody chooses their own code: hence definer.
create function private.create_invite(p_expires_at timestamptz)
returns public.new_invite
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_invite  public.new_invite;
begin
  v_invite.expires_at := coalesce(p_expires_at, now() + interval '14 days');
  if v_invite.expires_at <= now() or v_invite.expires_at > now() + interval '1 year' then
    raise exception using
      errcode = 'PT422', message = 'An invite can''t expire then', detail = format('p_expires_at = %s', p_expires_at),
      hint = 'Give an instant within the next year, or leave it out for 14 days.';
  end if;
  -- 122 bits of the server's strong randomness
  v_invite.code := replace(gen_random_uuid()::text, '-', '');
  insert into public.invites as i (user_id, code_sha256, expires_at)
  values (v_user_id, sha256(convert_to(v_invite.code, 'UTF8')), v_invite.expires_at)
  returning i.id into v_invite.id;
  return v_invite;
end
$$;
comment on function private.create_invite(timestamptz) is 'The work of public.create_invite().';

create function public.create_invite(p_expires_at timestamptz default null)
returns public.new_invite
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.create_invite(p_expires_at);
end
$$;
comment on function public.create_invite(timestamptz) is
  'Makes an invite for one person, good for 14 days unless told otherwise, and returns its code. The database keeps its SHA-256 alone, so the code is never seen again. Raises PT422 for an expiry in the past or more than a year ahead.';

create function public.cancel_invite(p_invite_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  delete from public.invites as i where i.user_id = v_user_id and i.id = p_invite_id and i.accepted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such open invite of yours',
      detail = format('p_invite_id = %s', coalesce(p_invite_id::text, 'null')),
      hint = 'The table invites lists your own; one that was accepted stays.';
  end if;
end
$$;
comment on function public.cancel_invite(uuid) is 'Takes back an invite that nobody has accepted. Raises PT404 if it is not one''s own, or accepted.';

-- It reads and marks an invite that is somebody else's: hence definer, for whoever knows the code.
create function private.accept_invite(p_code text)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_hash    bytea := sha256(convert_to(lower(btrim(p_code, e' \t\r\n')), 'UTF8'));
  v_invite  public.invites;
  v_held    public.friendship_status_enum[];
begin
  -- who comes second waits here, and finds it used; or gone, if whoever made it erases their account
  select i.* into v_invite from public.invites as i where i.code_sha256 = v_hash for no key update;
  if v_invite.accepted_by = v_user_id and private.is_friend(v_invite.user_id) then
    return v_invite.user_id;
  end if;
  if v_invite.user_id = v_user_id then
    raise exception using
      errcode = 'PT422', message = 'This is oneself', detail = 'p_code is of an invite of one''s own: expected another''s',
      hint = 'An invite is for somebody else: give them the code.';
  end if;
  if v_invite.user_id is not null then
    v_held := private.hold_friendship(v_user_id, v_invite.user_id);
  end if;
  if v_invite.user_id is null or v_held[2] = 'blocked' then
    raise exception using
      errcode = 'PT404', message = 'No such invite', detail = 'p_code is no code of an invite',
      hint = 'Check the spelling, or ask for a new one: it may be cancelled.';
  end if;
  if v_invite.accepted_at is not null then
    raise exception using
      errcode = 'PT409', message = 'This invite is used', detail = format('accepted_at = %s', v_invite.accepted_at),
      hint = 'An invite is for one person: ask for a new one.';
  end if;
  if v_invite.expires_at <= now() then
    raise exception using
      errcode = 'PT409', message = 'This invite has expired', detail = format('expires_at = %s', v_invite.expires_at),
      hint = 'Ask for a new one.';
  end if;

  update public.invites as i
  set accepted_by = v_user_id, accepted_at = now()
  where i.user_id = v_invite.user_id and i.id = v_invite.id;
  -- nobody is brought in twice, nor by whom they brought in themself
  update public.users as u
  set invited_by = v_invite.user_id
  where u.id = v_user_id
    and u.invited_by is null
    and not exists (select from public.users as i where i.id = v_invite.user_id and i.invited_by = v_user_id);
  perform private.set_friendship(v_user_id, v_invite.user_id, 'accepted', 'accepted');
  return v_invite.user_id;
end
$$;
comment on function private.accept_invite(text) is 'The work of public.accept_invite(); returns who invited.';

create function public.accept_invite(p_code text)
returns public.friend
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_friend_id uuid := private.accept_invite(p_code);
begin
  return (select f from private.list_friends('accepted') as f where f.user_id = v_friend_id);
end
$$;
comment on function public.accept_invite(text) is
  'Accepts an invite by its code and returns the friend who sent it; if nobody else invited one before, users.invited_by says so from now on. The same person again gets the same friend. Raises PT404 for an unknown code, PT409 for one that is used or has expired, PT422 for one''s own.';

create function private.close_invites_before_erasing()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := nullif(current_setting('workoutdb.erasing', true), '')::uuid;
begin
  delete from public.invites as i where i.user_id = v_user_id;
  -- whoever accepted one since erase_account() looked; from now on nobody can
  perform from public.users as u where u.invited_by = v_user_id order by u.id for no key update;
  return null;
end
$$;
comment on function private.close_invites_before_erasing() is
  'The invites of a person who erases their account go before the person is out of reach: who is accepting one comes to an end first.';

create trigger users_close_invites before delete on public.users
  for each statement execute function private.close_invites_before_erasing();

-- Grants

revoke all on public.friendships, public.invites from anon, authenticated;
grant select on public.friendships to authenticated, service_role;
grant select, delete on public.invites to authenticated, service_role;

revoke execute on all functions in schema private from public;
grant execute on function
  private.my_friends, private.is_friend, private.list_friends, private.change_friendship, private.create_invite,
  private.accept_invite
  to authenticated;
revoke execute on function
  public.list_friends, public.request_friendship, public.accept_friendship, public.decline_friendship,
  public.end_friendship, public.block_person, public.unblock_person, public.create_invite, public.cancel_invite,
  public.accept_invite
  from public, anon, authenticated, service_role;
grant execute on function
  public.list_friends, public.request_friendship, public.accept_friendship, public.decline_friendship,
  public.end_friendship, public.block_person, public.unblock_person, public.create_invite, public.cancel_invite,
  public.accept_invite
  to authenticated;

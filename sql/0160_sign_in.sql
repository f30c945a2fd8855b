-- Sign-in for plain Postgres: links by mail, passwords, sessions. Supabase has its own, and there this is left out.
-- requires platform: plain
--
-- The schema `sign_in` is the owner's: no API role reaches it, the back end's neither, which has the functions below
-- instead. No secret comes into it. The client makes a token, keeps or mails it, and sends its SHA-256; a password it
-- makes into an argon2id hash, and compares by itself. So a copy of the database signs nobody in.
-- A link is for an address, not for an account: it is written alike whether there is one or not, so nobody learns who
-- has one. Whoever redeems it has shown that the address is theirs, and somebody new gets an account then. That goes
-- for registering too: the password chosen waits with the link, and is forgotten if there was an account.
-- What is used up is deleted. So a token works once, whoever comes second finds nothing, and unknown, used and expired
-- are one answer.
-- A session has a token for requests, short-lived, and one that renews both. The one renewed is remembered: if it comes
-- again, two hold it, one of them a thief, and the session ends for both.

create schema sign_in;
comment on schema sign_in is 'Links, passwords and sessions, on plain Postgres. No API role reaches it.';
revoke all on schema sign_in from public;

create domain sign_in.token_hash as text
  constraint token_hash_is_sha256 check (value ~ '^[0-9a-f]{64}$');
-- so that nobody keeps a password here by mistake
create domain sign_in.password_hash as text
  constraint password_hash_is_argon2id check (value like '$argon2id$v=%' and length(value) between 50 and 255);

comment on domain sign_in.token_hash is 'The SHA-256 of a token, in lower-case hexadecimal.';
comment on domain sign_in.password_hash is 'An argon2id hash with its parameters and salt, in the PHC form.';

create table sign_in.magic_links (
  id            uuid primary key default private.new_id(),
  email         text not null check (email = lower(email)),
  token_hash    sign_in.token_hash not null constraint magic_links_token_key unique,
  password_hash sign_in.password_hash,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null
);
comment on table sign_in.magic_links is 'Links that were mailed and not used. Each signs in whoever has this address, once.';
comment on column sign_in.magic_links.id is 'The link.';
comment on column sign_in.magic_links.email is 'The address it was mailed to, in lower case; there may be no account for it.';
comment on column sign_in.magic_links.token_hash is 'The SHA-256 of what the link carries.';
comment on column sign_in.magic_links.password_hash is 'The password that somebody new chose when they registered; null for a link that only signs in.';
comment on column sign_in.magic_links.created_at is 'When it was asked for.';
comment on column sign_in.magic_links.expires_at is 'Until when it works.';

create index magic_links_email_idx on sign_in.magic_links (email, created_at);
create index magic_links_expires_idx on sign_in.magic_links (expires_at);
comment on index sign_in.magic_links_email_idx is 'How many were mailed to this address lately?';
comment on index sign_in.magic_links_expires_idx is 'Which can be purged?';

create table sign_in.password_resets (
  id         uuid primary key default private.new_id(),
  email      text not null check (email = lower(email)),
  token_hash sign_in.token_hash not null constraint password_resets_token_key unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table sign_in.password_resets is 'Resets that were mailed and not used. Each sets a new password, once.';
comment on column sign_in.password_resets.id is 'The reset.';
comment on column sign_in.password_resets.email is 'The address it was mailed to, in lower case; there may be no account for it.';
comment on column sign_in.password_resets.token_hash is 'The SHA-256 of what the mail carries.';
comment on column sign_in.password_resets.created_at is 'When it was asked for.';
comment on column sign_in.password_resets.expires_at is 'Until when it works.';

create index password_resets_email_idx on sign_in.password_resets (email, created_at);
create index password_resets_expires_idx on sign_in.password_resets (expires_at);
comment on index sign_in.password_resets_email_idx is 'How many were mailed to this address lately?';
comment on index sign_in.password_resets_expires_idx is 'Which can be purged?';

create table sign_in.passwords (
  user_id       uuid primary key references public.users (id) on delete cascade,
  password_hash sign_in.password_hash not null,
  updated_at    timestamptz not null default now()
);
comment on table sign_in.passwords is 'The password of each person who has one, as its hash.';
comment on column sign_in.passwords.user_id is 'Whose password.';
comment on column sign_in.passwords.password_hash is 'Its argon2id hash, made and compared by the client.';
comment on column sign_in.passwords.updated_at is 'When it was set.';

create table sign_in.sessions (
  id                uuid primary key default private.new_id(),
  user_id           uuid not null references public.users (id) on delete cascade,
  access_hash       sign_in.token_hash not null constraint sessions_access_key unique,
  refresh_hash      sign_in.token_hash not null constraint sessions_refresh_key unique,
  lasts             interval not null,
  created_at        timestamptz not null default now(),
  refreshed_at      timestamptz not null default now(),
  access_expires_at timestamptz not null,
  expires_at        timestamptz not null,

  constraint sessions_owner_key unique (user_id, id)
);
comment on table sign_in.sessions is 'Who is signed in, one row for each time they did.';
comment on column sign_in.sessions.id is 'The session.';
comment on column sign_in.sessions.user_id is 'Who is signed in.';
comment on column sign_in.sessions.access_hash is 'The SHA-256 of the token that requests carry.';
comment on column sign_in.sessions.refresh_hash is 'The SHA-256 of the token that renews both.';
comment on column sign_in.sessions.lasts is 'How long the session goes on without being refreshed.';
comment on column sign_in.sessions.created_at is 'When they signed in.';
comment on column sign_in.sessions.refreshed_at is 'When the tokens it has now were made.';
comment on column sign_in.sessions.access_expires_at is 'Until when requests may carry the token; no longer than the session lasts.';
comment on column sign_in.sessions.expires_at is 'Until when it can be refreshed.';

create index sessions_expires_idx on sign_in.sessions (expires_at);
comment on index sign_in.sessions_expires_idx is 'Which can be purged?';

create table sign_in.spent_refreshes (
  refresh_hash sign_in.token_hash primary key,
  user_id      uuid not null,
  session_id   uuid not null,
  expires_at   timestamptz not null,

  constraint spent_refreshes_session_fkey foreign key (user_id, session_id)
    references sign_in.sessions (user_id, id) on delete cascade
);
comment on table sign_in.spent_refreshes is 'Refresh tokens that were used, every one of a session: one that comes again ends it. Were only the last remembered, a thief who refreshes twice would be safe from whoever they stole from.';
comment on column sign_in.spent_refreshes.refresh_hash is 'The SHA-256 of the token.';
comment on column sign_in.spent_refreshes.user_id is 'Who held it.';
comment on column sign_in.spent_refreshes.session_id is 'The session it refreshed.';
comment on column sign_in.spent_refreshes.expires_at is 'Until when it is remembered: longer than it would have worked.';

create index spent_refreshes_session_idx on sign_in.spent_refreshes (user_id, session_id);
create index spent_refreshes_expires_idx on sign_in.spent_refreshes (expires_at);
comment on index sign_in.spent_refreshes_session_idx is 'Which of its tokens did this session use?';
comment on index sign_in.spent_refreshes_expires_idx is 'Which can be purged?';

revoke all on all tables in schema sign_in from public;

-- An account that goes takes along what was mailed to its address; the rest goes with the person. Before that, for who
-- is redeeming a link has yet to look at the person.
create function private.forget_mails_before_erasing()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email text := (
    select lower(a.email) from auth.users as a
    where a.id = nullif(current_setting('workoutdb.erasing', true), '')::uuid);
begin
  delete from sign_in.magic_links where email = v_email;
  delete from sign_in.password_resets where email = v_email;
  return null;
end
$$;
comment on function private.forget_mails_before_erasing() is
  'The links and resets that were mailed to the address of a person who erases their account go before the person is out of reach.';

create trigger users_forget_mails before delete on public.users
  for each statement execute function private.forget_mails_before_erasing();

-- Functions: each public one is the door to its namesake in private, which alone reaches the tables.

create function private.expiry(p_valid_for interval, p_at_most interval)
returns timestamptz
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if (p_valid_for between interval '1 minute' and p_at_most) is not true then
    raise exception using
      errcode = 'PT422',
      message = 'Nothing is valid so long',
      detail  = format('p_valid_for = %s: expected 1 minute to %s', p_valid_for, p_at_most),
      hint    = 'Give a time in this range, or leave it out.';
  end if;
  return now() + p_valid_for;
end
$$;
comment on function private.expiry(interval, interval) is 'When what is made now and lives so long expires. Raises PT422 if it is too short or too long.';

create function private.addressee(p_email text)
returns text
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email text := lower(p_email);
  v_since timestamptz := now() - interval '15 minutes';
begin
  perform private.check_email(p_email);
  -- in turns, so that those who ask at once are all counted
  perform pg_advisory_xact_lock(hashtextextended('workoutdb sign_in ' || v_email, 0));
  -- those that work: who can't get another one has some to use
  if (select count(*) from sign_in.magic_links as l
      where l.email = v_email and l.created_at > v_since and l.expires_at > now())
     + (select count(*) from sign_in.password_resets as r
        where r.email = v_email and r.created_at > v_since and r.expires_at > now()) >= 5 then
    raise exception using
      errcode = 'PT429',
      message = 'Too many mails to this address',
      detail  = format('p_email = %s: expected at most 5 in 15 minutes', v_email),
      hint    = 'Use one of those that were sent, or wait a quarter of an hour.';
  end if;
  return v_email;
end
$$;
comment on function private.addressee(text) is
  'The address to mail to, in lower case, which may have an account or not. Raises PT422 if it is none, PT429 if five mails that still work went there within 15 minutes.';

create function private.issue_magic_link(p_email text, p_token_hash text, p_password_hash text, p_valid_for interval)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into sign_in.magic_links (email, token_hash, password_hash, expires_at)
  values (private.addressee(p_email), p_token_hash, p_password_hash, private.expiry(p_valid_for, '7 days'));
end
$$;
comment on function private.issue_magic_link(text, text, text, interval) is
  'The work of public.issue_magic_link() and public.register_password().';

create function public.issue_magic_link(p_email text, p_token_hash text, p_valid_for interval default '15 minutes')
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.issue_magic_link(p_email, p_token_hash, null, p_valid_for);
end
$$;
comment on function public.issue_magic_link(text, text, interval) is
  'Remembers a link that the back end mails, by the SHA-256 of its token in lower-case hexadecimal. It does the same whether the address has an account or not. For the back end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to 7 days, PT429 after five mails within 15 minutes.';

create function public.register_password(
  p_email         text,
  p_password_hash text,
  p_token_hash    text,
  p_valid_for     interval default '1 day'
)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.issue_magic_link(p_email, p_token_hash, p_password_hash, p_valid_for);
end
$$;
comment on function public.register_password(text, text, text, interval) is
  'Remembers a password, as its argon2id hash, until redeem_magic_link() is called for the token that the back end mails: then somebody new gets their account with it. It does the same whether the address has an account or not; one that is there keeps its own password. For the back end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to 7 days, PT429 after five mails within 15 minutes.';

create function private.check_redeemed(p_is_redeemed boolean)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not p_is_redeemed then
    raise exception using
      errcode = 'PT404',
      message = 'This link is spent',
      detail  = 'p_token_hash is unknown, used or expired',
      hint    = 'Ask for a new one.';
  end if;
end
$$;
comment on function private.check_redeemed(boolean) is
  'Raises PT404 unless a token was redeemed: one answer, whether it never was, was used, or has expired.';

create type public.redeemed_link as (
  user_id uuid,
  is_new  boolean
);
comment on type public.redeemed_link is 'Who redeemed a link, and whether they got their account by it. May be null: nothing.';

create function private.redeem_magic_link(p_token_hash text)
returns public.redeemed_link
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email         text;
  v_password_hash text;
  v_redeemed      public.redeemed_link;
begin
  -- who comes second waits here, and finds it gone
  delete from sign_in.magic_links as l
  where l.token_hash = p_token_hash and l.expires_at > now()
  returning l.email, l.password_hash::text into v_email, v_password_hash;
  perform private.check_redeemed(found);

  insert into auth.users (id, email) values (private.new_id(), v_email)
  on conflict (lower(email)) do nothing;
  v_redeemed.is_new := found;
  select a.id into v_redeemed.user_id from auth.users as a where lower(a.email) = v_email;
  if v_redeemed.is_new and v_password_hash is not null then
    insert into sign_in.passwords (user_id, password_hash) values (v_redeemed.user_id, v_password_hash);
  end if;
  return v_redeemed;
end
$$;
comment on function private.redeem_magic_link(text) is 'The work of public.redeem_magic_link().';

create function public.redeem_magic_link(p_token_hash text)
returns public.redeemed_link
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.redeem_magic_link(p_token_hash);
end
$$;
comment on function public.redeem_magic_link(text) is
  'Uses a link up and returns who has its address; somebody new gets an account now, with the password they registered, if they did. For the back end, on plain Postgres, which then opens a session. Raises PT404 if the token is unknown, used or expired.';

create type public.password_entry as (
  user_id       uuid,
  password_hash text
);
comment on type public.password_entry is 'What a password is compared with. May be null: nothing.';

create function private.find_password(p_email text)
returns public.password_entry
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_found public.password_entry;
begin
  select p.user_id, p.password_hash::text into v_found
  from sign_in.passwords as p
  -- looked for even if there is no account, so that the work is the same
  where p.user_id = coalesce(
    (select a.id from auth.users as a where lower(a.email) = lower(p_email)),
    '00000000-0000-0000-0000-000000000000'::uuid);
  return v_found;
end
$$;
comment on function private.find_password(text) is 'The work of public.find_password().';

create function public.find_password(p_email text)
returns public.password_entry
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.find_password(p_email);
end
$$;
comment on function public.find_password(text) is
  'Whose password, and its argon2id hash, for the back end to compare with what was typed; null if the address has no account or the account no password. Whoever gets null compares with a hash of their own making, so that nobody can tell by the time it takes. For the back end, on plain Postgres.';

create function private.rehash_password(p_user_id uuid, p_password_hash text, p_new_password_hash text)
returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update sign_in.passwords as p
  set password_hash = p_new_password_hash
  where p.user_id = p_user_id and p.password_hash = p_password_hash;
  return found;
end
$$;
comment on function private.rehash_password(uuid, text, text) is 'The work of public.rehash_password().';

create function public.rehash_password(p_user_id uuid, p_password_hash text, p_new_password_hash text)
returns boolean
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.rehash_password(p_user_id, p_password_hash, p_new_password_hash);
end
$$;
comment on function public.rehash_password(uuid, text, text) is
  'Puts another argon2id hash of the same password in the place of one, after it was compared, and returns whether it did: one that was changed meanwhile stays. So the hashes follow what one is to cost. For the back end, on plain Postgres.';

create function private.read_password_hash(p_user_id uuid)
returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select p.password_hash::text from sign_in.passwords as p where p.user_id = p_user_id);
end
$$;
comment on function private.read_password_hash(uuid) is 'The work of private.password_hash().';

create function private.issue_password_reset(p_email text, p_token_hash text, p_valid_for interval)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into sign_in.password_resets (email, token_hash, expires_at)
  values (private.addressee(p_email), p_token_hash, private.expiry(p_valid_for, '1 day'));
end
$$;
comment on function private.issue_password_reset(text, text, interval) is 'The work of public.issue_password_reset().';

create function public.issue_password_reset(p_email text, p_token_hash text, p_valid_for interval default '1 hour')
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.issue_password_reset(p_email, p_token_hash, p_valid_for);
end
$$;
comment on function public.issue_password_reset(text, text, interval) is
  'Remembers a reset that the back end mails, by the SHA-256 of its token in lower-case hexadecimal. It does the same whether the address has an account or not. For the back end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to 1 day, PT429 after five mails within 15 minutes.';

create function private.redeem_password_reset(p_token_hash text, p_password_hash text)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_email   text;
  v_user_id uuid;
begin
  -- the person first: two resets of one account take turns
  select r.email, u.id into v_email, v_user_id
  from sign_in.password_resets as r
  join auth.users as a on lower(a.email) = r.email
  join public.users as u on u.id = a.id
  where r.token_hash = p_token_hash
  for no key update of u;
  delete from sign_in.password_resets as r
  where r.token_hash = p_token_hash and r.expires_at > now() and v_user_id is not null;
  perform private.check_redeemed(found);

  insert into sign_in.passwords (user_id, password_hash) values (v_user_id, p_password_hash)
  on conflict (user_id) do update set password_hash = excluded.password_hash, updated_at = excluded.updated_at;
  delete from sign_in.password_resets where email = v_email;
  delete from sign_in.magic_links where email = v_email;
  -- whoever else may have got in by the old password or the mailbox is out; last, for a link that is being redeemed
  -- was waited for, and opened a session
  delete from sign_in.sessions where user_id = v_user_id;
  return v_user_id;
end
$$;
comment on function private.redeem_password_reset(text, text) is 'The work of public.redeem_password_reset().';

create function public.redeem_password_reset(p_token_hash text, p_password_hash text)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.redeem_password_reset(p_token_hash, p_password_hash);
end
$$;
comment on function public.redeem_password_reset(text, text) is
  'Uses a reset up, sets the password to the one with this argon2id hash, ends all the person''s sessions and all links and resets that were mailed to them, and returns who it is. For the back end, on plain Postgres. Raises PT404 if the token is unknown, used or expired, or its address has no account.';

create function private.open_session(
  p_user_id       uuid,
  p_access_hash   text,
  p_refresh_hash  text,
  p_password_hash text,
  p_valid_for     interval
)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_expires_at timestamptz := private.expiry(p_valid_for, '1 year');
begin
  -- the person first: they may be erasing their account
  perform from public.users as u where u.id = p_user_id for key share;
  if p_password_hash is not null then
    -- a reset that is under way comes before or after, never between
    perform from sign_in.passwords as p
    where p.user_id = p_user_id and p.password_hash = p_password_hash
    for share;
    if not found then
      raise exception using
        errcode = 'PT404',
        message = 'No account has this address and this password',
        detail  = 'p_password_hash is not the password''s any more',
        hint    = 'Sign in again, with the password as it is now.';
    end if;
  end if;
  insert into sign_in.sessions (user_id, access_hash, refresh_hash, lasts, access_expires_at, expires_at)
  values (p_user_id, p_access_hash, p_refresh_hash, p_valid_for,
          least(now() + interval '15 minutes', v_expires_at), v_expires_at);
end
$$;
comment on function private.open_session(uuid, text, text, text, interval) is 'The work of public.open_session().';

create function public.open_session(
  p_user_id       uuid,
  p_access_hash   text,
  p_refresh_hash  text,
  p_password_hash text default null,
  p_valid_for     interval default '30 days'
)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.open_session(p_user_id, p_access_hash, p_refresh_hash, p_password_hash, p_valid_for);
end
$$;
comment on function public.open_session(uuid, text, text, text, interval) is
  'Signs a person in, under the SHA-256 of two tokens in lower-case hexadecimal: one for requests, good for 15 minutes or as long as the session, and one that refreshes the session, which ends when that was not done for p_valid_for. Whoever compared a password gives the hash it was compared with, so that one changed meanwhile signs nobody in. For the back end, on plain Postgres. Raises PT404 if the password was changed, PT422 for a validity outside 1 minute to 1 year, 23503 if there is no such person.';

create function private.check_session(p_access_hash text)
returns uuid
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid;
begin
  select s.user_id into v_user_id
  from sign_in.sessions as s
  where s.access_hash = p_access_hash and s.access_expires_at > now();
  if not found then
    raise exception using
      errcode = 'PT404',
      message = 'This session is over',
      detail  = 'p_access_hash is unknown or expired, or its session was ended',
      hint    = 'Refresh the session, or sign in again.';
  end if;
  return v_user_id;
end
$$;
comment on function private.check_session(text) is 'The work of public.check_session().';

create function public.check_session(p_access_hash text)
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.check_session(p_access_hash);
end
$$;
comment on function public.check_session(text) is
  'Who is signed in by this token, given as its SHA-256. For the back end, on plain Postgres, which then acts as them. Raises PT404 if the token is unknown or expired, or the session was ended.';

create function private.refresh_session(p_refresh_hash text, p_new_access_hash text, p_new_refresh_hash text)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_session sign_in.sessions;
begin
  -- the row is the whole session: whoever comes second waits here, and finds another token in it
  update sign_in.sessions as s
  set access_hash       = p_new_access_hash,
      refresh_hash      = p_new_refresh_hash,
      refreshed_at      = now(),
      access_expires_at = now() + least(interval '15 minutes', s.lasts),
      expires_at        = now() + s.lasts
  where s.refresh_hash = p_refresh_hash and s.expires_at > now()
  returning s.* into v_session;
  if found then
    insert into sign_in.spent_refreshes (refresh_hash, user_id, session_id, expires_at)
    values (p_refresh_hash, v_session.user_id, v_session.id, v_session.expires_at);
  else
    delete from sign_in.sessions as s
    using sign_in.spent_refreshes as t
    where t.refresh_hash = p_refresh_hash and s.user_id = t.user_id and s.id = t.session_id;
  end if;
  return v_session.user_id;
end
$$;
comment on function private.refresh_session(text, text, text) is 'The work of public.refresh_session().';

create function public.refresh_session(p_refresh_hash text, p_new_access_hash text, p_new_refresh_hash text)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.refresh_session(p_refresh_hash, p_new_access_hash, p_new_refresh_hash);
end
$$;
comment on function public.refresh_session(text, text, text) is
  'Puts two new tokens in the place of a session''s, each given as its SHA-256, and returns who is signed in; the session goes on for as long again as it was opened for. Returns null if the token is unknown or expired, or its session was ended; also if it was used before: then somebody else has it too, and the session ends. That end has to be committed, which is why this raises nothing. For the back end, on plain Postgres.';

create function private.revoke_session(p_token_hash text)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from sign_in.sessions as s where s.access_hash = p_token_hash or s.refresh_hash = p_token_hash;
end
$$;
comment on function private.revoke_session(text) is 'The work of public.revoke_session().';

create function public.revoke_session(p_token_hash text)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.revoke_session(p_token_hash);
end
$$;
comment on function public.revoke_session(text) is
  'Signs out: ends the session that has this token, of the two whichever, given as its SHA-256. A session that is over stays so. For the back end, on plain Postgres.';

create function private.purge_sign_in()
returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_links     bigint;
  v_resets    bigint;
  v_sessions  bigint;
begin
  -- what somebody is just taking away themself is left to them: so this waits for nobody, and nobody for long
  delete from sign_in.magic_links as d
  where d.id in (select e.id from sign_in.magic_links as e where e.expires_at <= now() for update skip locked);
  get diagnostics v_links = row_count;
  delete from sign_in.password_resets as d
  where d.id in (select e.id from sign_in.password_resets as e where e.expires_at <= now() for update skip locked);
  get diagnostics v_resets = row_count;
  delete from sign_in.sessions as d
  where d.id in (select e.id from sign_in.sessions as e where e.expires_at <= now() for update skip locked);
  get diagnostics v_sessions = row_count;
  delete from sign_in.spent_refreshes as d
  where d.refresh_hash in (select e.refresh_hash from sign_in.spent_refreshes as e where e.expires_at <= now() for update skip locked);
  return v_links + v_resets + v_sessions;
end
$$;
comment on function private.purge_sign_in() is 'The work of public.purge_sign_in().';

create function public.purge_sign_in()
returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.purge_sign_in();
end
$$;
comment on function public.purge_sign_in() is
  'Forgets the links, resets and sessions that have expired, and returns how many. For the back end, on plain Postgres, by cron.';

-- Grants: to the back end alone.

revoke execute on all functions in schema private from public;
grant execute on function
  private.issue_magic_link, private.redeem_magic_link, private.find_password, private.rehash_password,
  private.read_password_hash, private.issue_password_reset, private.redeem_password_reset, private.open_session,
  private.check_session, private.refresh_session, private.revoke_session, private.purge_sign_in
  to service_role;
revoke execute on function
  public.issue_magic_link, public.register_password, public.redeem_magic_link, public.find_password,
  public.rehash_password, public.issue_password_reset, public.redeem_password_reset, public.open_session,
  public.check_session, public.refresh_session, public.revoke_session, public.purge_sign_in
  from public, anon, authenticated, service_role;
grant execute on function
  public.issue_magic_link, public.register_password, public.redeem_magic_link, public.find_password,
  public.rehash_password, public.issue_password_reset, public.redeem_password_reset, public.open_session,
  public.check_session, public.refresh_session, public.revoke_session, public.purge_sign_in
  to service_role;

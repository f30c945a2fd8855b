-- Foundation: who may see what, and the ground every later chapter stands on.
--
-- Five schemas. `public` is what apps use: tables under row-level security, and functions. `analytics` is for
-- analysts, `compat` for older services; both fill up in later chapters. `private` holds what nobody calls by
-- itself: trigger functions and helpers. `auth` belongs to Supabase; on a plain server we make a stand-in with the
-- same names, so that every policy in this book reads the same on both.
-- Three roles speak for the world, as on Supabase: `anon` has not signed in, `authenticated` is one person, named
-- by the claims of the request, and `service_role` is the back end. `analyst` only reads.
-- The rule is: deny first. Each chapter revokes everything from everyone, then grants by name.

-- Roles belong to the whole cluster. Two databases may be migrated at once, so the loser of the race carries on.
do $roles$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'service_role', 'analyst'] loop
    begin
      if to_regrole(v_role) is null then
        execute format('create role %I nologin %s', v_role, case when v_role = 'service_role' then 'bypassrls' end);
      end if;
    exception
      when duplicate_object or unique_violation then
        null;
    end;
    -- whoever migrates may act as these roles, as the login role of a back end must, if it may say so
    begin
      if not pg_has_role(current_user, v_role, 'member') then
        execute format('grant %I to %I', v_role, current_user);
      end if;
    exception
      when insufficient_privilege then
        null;
    end;
  end loop;
end
$roles$;

create schema if not exists private;
create schema if not exists analytics;
create schema if not exists compat;

comment on schema private is 'Trigger functions, policy helpers, staging, and the record of applied chapters. Never exposed over the API.';
comment on schema analytics is 'Read-only views for analysts, over the training log.';
comment on schema compat is 'Façades under the names that older services use.';

revoke create on schema public from public;
revoke all on schema private, analytics, compat from public;
grant usage on schema public to anon, authenticated, service_role;
-- functions and policies that run as their caller name helpers in here; each helper is granted by itself
grant usage on schema private to anon, authenticated, service_role;
grant usage on schema analytics to analyst, authenticated, service_role;
grant usage on schema compat to authenticated, service_role;

-- The stand-in for Supabase's `auth`, made only where there is none.
do $auth$
begin
  if to_regclass('auth.users') is not null then
    return;
  end if;

  create schema if not exists auth;
  comment on schema auth is 'workoutdb stand-in: what Supabase has under this name, for plain Postgres.';
  revoke all on schema auth from public;
  grant usage on schema auth to anon, authenticated, service_role;

  create table auth.users (
    id                 uuid primary key default gen_random_uuid(),
    email              text,
    raw_user_meta_data jsonb not null default '{}',
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now()
  );
  comment on table auth.users is 'Accounts. Each one makes a person in public.users by trigger.';
  comment on column auth.users.raw_user_meta_data is 'What the person said of themself at sign-up: display_name, full_name, avatar_url, timezone.';
  create unique index users_email_key on auth.users (lower(email));
  revoke all on auth.users from public;
  grant select, insert, update, delete on auth.users to service_role;

  -- without a search path of their own, as on Supabase, so that a policy has them inlined
  create function auth.jwt() returns jsonb language sql stable as $fn$
    select nullif(pg_catalog.current_setting('request.jwt.claims', true), '')::pg_catalog.jsonb
  $fn$;
  create function auth.uid() returns uuid language sql stable as $fn$
    select (nullif(pg_catalog.current_setting('request.jwt.claims', true), '')::pg_catalog.jsonb
            operator(pg_catalog.->>) 'sub')::pg_catalog.uuid
  $fn$;
  create function auth.role() returns text language sql stable as $fn$
    select nullif(pg_catalog.current_setting('request.jwt.claims', true), '')::pg_catalog.jsonb
           operator(pg_catalog.->>) 'role'
  $fn$;
  comment on function auth.jwt() is 'The claims of the request, from the setting request.jwt.claims; null outside a request.';
  comment on function auth.uid() is 'Who is asking: the claim sub; null if nobody is signed in.';
  comment on function auth.role() is 'The role the request speaks for: the claim role.';
  revoke execute on function auth.jwt, auth.uid, auth.role from public;
  grant execute on function auth.jwt, auth.uid, auth.role to anon, authenticated, service_role;
end
$auth$;

-- The record of applied chapters. The client compares it with the chapters it was made for.
create table private.chapters (
  name       text primary key,
  sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz not null default now()
);
comment on table private.chapters is 'Which chapters stand in this database, and the content each had when it was applied.';
grant select on private.chapters to anon, authenticated, service_role;

create function public.schema_chapters()
returns table (name text, sha256 text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select c.name, c.sha256 from private.chapters as c order by c.name
$$;
comment on function public.schema_chapters() is
  'The chapters applied to this database with the SHA-256 of each file, in order. A client uses it to see that the schema is the one it was made for. May be null: nothing.';

-- Version 7 puts the time first, so that new rows land at an index's end. Postgres 18 has its own.
do $new_id$
declare
  v_id text := case
    when to_regprocedure('pg_catalog.uuidv7()') is not null then 'uuidv7()'
    -- RFC 9562: 48 bits of milliseconds, the version, 12 random bits, the variant, 62 random bits
    else $$
      encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
                  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                  from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid$$
  end;
begin
  execute format($create$
    create function private.new_id() returns uuid
      language plpgsql volatile set search_path = pg_catalog, pg_temp
      as $fn$ begin return %1$s; end $fn$;
    create function private.new_ids(p_count bigint) returns uuid[]
      language plpgsql volatile set search_path = pg_catalog, pg_temp
      as $fn$ begin return array(select %1$s from generate_series(1, p_count)); end $fn$;
    $create$, v_id);
end
$new_id$;
comment on function private.new_id() is 'A new UUID, version 7 (RFC 9562).';
comment on function private.new_ids(bigint) is 'So many new UUIDs, for those who write rows by the hundred thousand: a call for each would cost more than the row.';

create function private.seed_id(p_kind text, p_slug text)
returns uuid
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  -- version 8 is RFC 9562's room for one's own scheme
  select overlay(overlay(md5('workoutdb:' || p_kind || ':' || p_slug) placing '8' from 13) placing '8' from 17)::uuid
$$;
comment on function private.seed_id(text, text) is
  'The id of a system row: the same in every database, so that a log can move between them and keep its links.';

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.touch_updated_at() is 'Keeps updated_at: when the row last changed.';

create function private.me()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := auth.uid();
begin
  if v_user_id is null then
    raise exception using
      errcode = '42501',
      message = 'Nobody is signed in',
      hint    = 'Send the request with a token of the person, or set request.jwt.claims with their id as "sub".';
  end if;
  return v_user_id;
end
$$;
comment on function private.me() is 'Who is asking. Raises 42501 if nobody is signed in.';

-- A log is its person's own to write; others may be let in to read. The policies of the log and the functions that
-- read it ask here, once a statement; a chapter that lets others in replaces this function.
create function private.open_logs()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{}'::uuid[];
end
$$;
comment on function private.open_logs() is 'Whose logs are open to the person who asks, beside their own.';

create function private.whose(p_user_id uuid)
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  if p_user_id is null or p_user_id = v_user_id then
    return v_user_id;
  end if;
  if p_user_id = any (private.open_logs()) then
    return p_user_id;
  end if;
  raise exception using
    errcode = 'PT404', message = 'No such athlete of yours', detail = format('p_user_id = %s', p_user_id),
    hint = 'coach_roster() lists those whose log you may read; leave p_user_id out for your own.';
end
$$;
comment on function private.whose(uuid) is
  'Whose log is meant: one''s own, unless somebody is named whose log is open to the person who asks. Raises PT404 for anybody else, 42501 if nobody is signed in.';

create function private.is_timezone(p_timezone text)
returns boolean
language plpgsql stable strict
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Postgres would also take 'UTC+3', and read it the other way round (POSIX), or 'CEST', which has no winter
  if p_timezone <> 'UTC' and p_timezone !~ '^([A-Za-z_]+(/[A-Za-z_]+(-[A-Za-z_]+)*)+|Etc/GMT([+]([0-9]|1[0-2])|-([0-9]|1[0-4])))$' then
    return exists (select from pg_timezone_names as z where z.name = p_timezone and p_timezone !~ '[0-9]' and p_timezone <> 'Factory');
  end if;
  perform now() at time zone p_timezone;
  return true;
exception
  when invalid_parameter_value then
    return false;
end
$$;
comment on function private.is_timezone(text) is 'Whether this is an IANA time zone, such as Europe/Paris.';

create function private.check_timezone(p_timezone text, p_path text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if private.is_timezone(p_timezone) is not true then
    raise exception using
      errcode = 'PT422',
      message = 'Unknown time zone',
      detail  = format('%s = %s', p_path, p_timezone),
      hint    = 'Give an IANA name, such as Europe/Paris or America/New_York.';
  end if;
end
$$;
comment on function private.check_timezone(text, text) is 'Raises PT422, naming the path, unless this is an IANA time zone.';

-- Documents: a call that takes a whole workout, template or plan checks all of it before it writes any of it, and
-- names each fault by its path.

create function private.is_in_our_time(p_instant timestamptz)
returns boolean
language plpgsql immutable strict
set search_path = pg_catalog, pg_temp
as $$
begin
  return extract(year from p_instant at time zone 'UTC') between 1900 and 2199;
end
$$;
comment on function private.is_in_our_time(timestamptz) is
  'Whether somebody may have trained then: from 1900 to 2199. What lies outside is a slip of the finger.';

create function private.check_instant(p_instant timestamptz, p_path text)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not private.is_in_our_time(p_instant) then
    raise exception using
      errcode = 'PT422',
      message = 'Nobody trains then',
      detail  = format('%s = %s', p_path, p_instant),
      hint    = 'Give an instant from 1900 to 2199.';
  end if;
end
$$;
comment on function private.check_instant(timestamptz, text) is 'Raises PT422, naming the path, for an instant before 1900 or after 2199.';

create function private.check_range(p_from date, p_to date)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if (p_from <= p_to and p_from >= '1900-01-01' and p_to <= '2199-12-31') is not true then
    raise exception using
      errcode = 'PT422',
      message = 'A range needs two ends, the first one first',
      detail = format('p_from = %s, p_to = %s', coalesce(p_from::text, 'null'), coalesce(p_to::text, 'null')),
      hint = 'Give two days from 1900 to 2199, or swap them.';
  end if;
end
$$;
comment on function private.check_range(date, date) is 'Raises PT422 unless these are two days between 1900 and 2199, in order.';

create function private.is_instant(p_text text)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- a text with no zone would be read in the server's, and 01/02/2026 by its taste
  return p_text ~* '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'
    and private.is_in_our_time(p_text::timestamptz);
exception
  when data_exception then
    return false;
end
$$;
comment on function private.is_instant(text) is 'Whether this is an instant as ISO 8601 writes it, with its offset from UTC.';

create function private.field_fault(
  p_value    jsonb,
  p_path     text,
  p_kind     text,
  p_min      numeric default null,
  p_max      numeric default null,
  p_choices  text[] default null,
  p_required boolean default false
)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type     text := coalesce(jsonb_typeof(p_value), 'null');
  v_text     text := p_value #>> '{}';
  v_is_fine  boolean;
  v_expected text;
begin
  if v_type = 'null' then
    return case when p_required then format('%s is missing', p_path) end;
  end if;
  case p_kind
    when 'integer' then
      v_expected := format('a whole number from %s to %s', p_min, p_max);
      v_is_fine := v_type = 'number' and v_text::numeric between p_min and p_max
        and v_text::numeric = trunc(v_text::numeric);
    when 'number' then
      v_expected := format('a number from %s to %s', p_min, p_max);
      v_is_fine := v_type = 'number' and v_text::numeric between p_min and p_max;
    when 'half' then
      v_expected := format('a number from %s to %s in halves', p_min, p_max);
      v_is_fine := v_type = 'number' and v_text::numeric between p_min and p_max
        and v_text::numeric * 2 = trunc(v_text::numeric * 2);
    when 'text' then
      v_expected := format('a text of %s to %s characters', p_min, p_max);
      v_is_fine := v_type = 'string' and length(v_text) between p_min and p_max;
    when 'choice' then
      v_expected := 'one of ' || array_to_string(p_choices, ', ');
      v_is_fine := v_type = 'string' and v_text = any (p_choices);
    when 'uuid' then
      v_expected := 'a UUID';
      v_is_fine := v_type = 'string' and v_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
    when 'instant' then
      v_expected := 'an instant such as 2026-01-31T18:30:00+01:00';
      v_is_fine := v_type = 'string' and private.is_instant(v_text);
    when 'list' then
      v_expected := format('a list of %s to %s', p_min, p_max);
      v_is_fine := v_type = 'array' and jsonb_array_length(p_value) between p_min and p_max;
    when 'object' then
      v_expected := 'an object';
      v_is_fine := v_type = 'object';
  end case;
  if v_is_fine then
    return null;
  end if;
  return format('%s = %s: expected %s', p_path, left(p_value::text, 80), v_expected);
end
$$;
comment on function private.field_fault(jsonb, text, text, numeric, numeric, text[], boolean) is
  'What is wrong with a value of a document, with its path, what was found and what was expected; null if nothing is.';

create function private.key_faults(p_object jsonb, p_path text, p_known text[])
returns setof text
language sql stable rows 1
set search_path = pg_catalog, pg_temp
as $$
  select format('%s%s is not known: expected %s', p_path, k.key, array_to_string(p_known, ', '))
  from jsonb_object_keys(case when jsonb_typeof(p_object) = 'object' then p_object else '{}' end) as k (key)
  where k.key <> all (p_known)
$$;
comment on function private.key_faults(jsonb, text, text[]) is
  'Keys of a document that nobody reads: a misspelt one would lose what it holds.';

create function private.elements(p_value jsonb)
returns table (value jsonb, index integer)
-- a planner that expected thousands would compile the query before it runs it
language sql immutable rows 10
set search_path = pg_catalog, pg_temp
as $$
  select e.value, e.ordinality::integer - 1
  from jsonb_array_elements(case when jsonb_typeof(p_value) = 'array' then p_value else '[]' end) with ordinality as e
$$;
comment on function private.elements(jsonb) is 'The elements of a JSON array, counted from 0; none if it is not an array.';

create function private.raise_faults(p_message text, p_faults text[])
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(p_faults) > 0 then
    raise exception using
      errcode = 'PT422',
      message = p_message,
      detail  = array_to_string(p_faults[1:20], e'\n'),
      hint    = case
        when cardinality(p_faults) > 20
          then format('The first 20 of %s faults are listed. Nothing was written.', cardinality(p_faults))
        else 'Nothing was written. Mend what is listed and send it again.'
      end;
  end if;
end
$$;
comment on function private.raise_faults(text, text[]) is 'Raises PT422 with the faults, one a line, the first 20 of them; does nothing if there are none.';

revoke execute on all functions in schema private from public;
grant execute on function
  private.me, private.open_logs, private.whose, private.new_id, private.is_timezone, private.check_timezone,
  private.is_in_our_time, private.check_instant, private.check_range, private.is_instant,
  private.field_fault, private.key_faults, private.elements, private.raise_faults
  to authenticated, service_role;
grant execute on function private.new_ids to service_role;
revoke execute on function public.schema_chapters from public, anon, authenticated, service_role;
grant execute on function public.schema_chapters to anon, authenticated, service_role;

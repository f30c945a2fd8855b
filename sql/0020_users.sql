-- Users: one row a person, made by trigger with the account.
--
-- A person is `users.id`, the same id as `auth.users.id`. Every row that belongs to someone, in every chapter,
-- carries that id as `user_id`; a policy is then one comparison, `user_id = (select auth.uid())`, and a log could be
-- spread over machines by it. `users` holds what the log needs to know: units, and the time zone that decides what
-- day it is for this person. `profiles` holds the account: name, picture, billing, the trial and its allowance of
-- generated programs. Billing columns are the back end's alone.
-- Owned tables reference `users` with `on delete cascade`, so that whatever a later chapter adds goes too when an
-- account is erased. A guard sees to it that nothing but `erase_account()` ever sets that off.

create type public.unit_system_enum as enum ('metric', 'imperial');
create type public.subscription_status_enum as enum
  ('trialing', 'active', 'canceled', 'past_due', 'incomplete', 'incomplete_expired');
create type public.subscription_plan_enum as enum ('monthly', 'quarterly', 'annual', 'daily');

comment on type public.unit_system_enum is 'What a person reads and types: metric (kg, km) or imperial (lb, mi).';
comment on type public.subscription_status_enum is 'Where a subscription stands, in the words of the payment provider.';
comment on type public.subscription_plan_enum is 'How often a subscription is billed.';

create table public.users (
  -- no cascade from the account: only erase_account() takes a person and their log away
  id           uuid primary key references auth.users (id),
  display_name text not null check (length(display_name) between 1 and 100),
  unit_system  public.unit_system_enum not null default 'metric',
  timezone     text not null default 'UTC' constraint users_timezone_is_iana check (private.is_timezone(timezone)),
  invited_by   uuid references public.users (id) on delete set null check (invited_by <> id),
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);
comment on table public.users is 'People: one row an account, made by trigger when the account is.';
comment on column public.users.id is 'The same as auth.users.id.';
comment on column public.users.display_name is 'The name that friends see.';
comment on column public.users.unit_system is 'The units this person reads and types; what is stored says its own unit.';
comment on column public.users.timezone is 'The IANA zone a new workout is stamped with, such as Europe/Paris.';
comment on column public.users.invited_by is 'Who brought this person in; null if nobody did.';
comment on column public.users.created_at is 'When the person joined.';
comment on column public.users.updated_at is 'When the row last changed.';

create index idx_users_invited_by on public.users (invited_by);
comment on index public.idx_users_invited_by is 'Whom did this person invite?';

create table public.profiles (
  id                     uuid primary key references public.users (id) on delete cascade,
  full_name              text check (length(full_name) <= 200),
  email                  text,
  avatar_url             text check (length(avatar_url) <= 2000),
  stripe_customer_id     text constraint profiles_stripe_customer_key unique,
  stripe_subscription_id text constraint profiles_stripe_subscription_key unique,
  stripe_price_id        text,
  subscription_status    public.subscription_status_enum not null default 'trialing',
  subscription_plan      public.subscription_plan_enum,
  trial_start_date       timestamptz not null default now(),
  trial_end_date         timestamptz not null default now() + interval '14 days',
  generations_per_day    integer not null default 5 check (generations_per_day >= 0),
  generations_remaining  integer not null default 5 check (generations_remaining >= 0),
  generations_today      integer not null default 0 check (generations_today >= 0),
  last_generation_date   date,
  is_active              boolean not null default true,
  updated_at             timestamptz not null default now()
);
comment on table public.profiles is 'The account beside the person: name, picture, billing, trial, and the allowance of generated programs.';
comment on column public.profiles.id is 'Whose profile; users.id.';
comment on column public.profiles.full_name is 'The name in full, for bills and coaches.';
comment on column public.profiles.email is 'Follows auth.users.email.';
comment on column public.profiles.avatar_url is 'Where the picture is.';
comment on column public.profiles.stripe_customer_id is 'The customer at Stripe; written by the back end alone.';
comment on column public.profiles.stripe_subscription_id is 'The subscription at Stripe; written by the back end alone.';
comment on column public.profiles.stripe_price_id is 'The price subscribed to at Stripe; written by the back end alone.';
comment on column public.profiles.subscription_status is 'Where the subscription stands; trialing from the first day.';
comment on column public.profiles.subscription_plan is 'How often it is billed; null before the first bill.';
comment on column public.profiles.trial_start_date is 'When the trial began.';
comment on column public.profiles.trial_end_date is 'When the trial ends: 14 days after it began.';
comment on column public.profiles.generations_per_day is 'The daily allowance of generated programs that this account has.';
comment on column public.profiles.generations_remaining is 'How many of them were left on last_generation_date.';
comment on column public.profiles.generations_today is 'How many were used on last_generation_date.';
comment on column public.profiles.last_generation_date is 'The last day, in the person''s own zone, that one was used.';
comment on column public.profiles.is_active is 'False once the account is closed but not erased.';
comment on column public.profiles.updated_at is 'When the row last changed.';

-- What the payment provider told, so that nothing is applied twice, and nothing old over something newer.
create table private.subscription_events (
  id          text primary key check (length(id) between 1 and 255),
  user_id     uuid not null references public.users (id) on delete cascade,
  happened_at timestamptz not null,
  -- when the subscription began
  began_at    timestamptz not null,
  applied     boolean not null,
  received_at timestamptz not null default now()
);
comment on table private.subscription_events is 'The events of the payment provider that were received, and whether each was applied.';

create index subscription_events_user_idx on private.subscription_events (user_id, happened_at desc);
comment on index private.subscription_events_user_idx is 'What came last for this person?';

create trigger users_touch before update on public.users
  for each row execute function private.touch_updated_at();
create trigger profiles_touch before update on public.profiles
  for each row execute function private.touch_updated_at();

create function private.add_person(p_id uuid, p_email text, p_said jsonb)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.users (id, display_name, timezone)
  values (
    p_id,
    -- never the e-mail address: friends see this name
    left(coalesce(
      nullif(btrim(p_said ->> 'display_name'), ''), nullif(btrim(p_said ->> 'full_name'), ''),
      nullif(btrim(p_said ->> 'name'), ''), 'Athlete'), 100),
    -- an odd zone from some device must not keep anyone from signing up
    case when private.is_timezone(p_said ->> 'timezone') then p_said ->> 'timezone' else 'UTC' end)
  on conflict (id) do nothing;

  insert into public.profiles (id, full_name, email, avatar_url)
  values (p_id, left(p_said ->> 'full_name', 200), p_email, left(p_said ->> 'avatar_url', 2000))
  on conflict (id) do nothing;
end
$$;
comment on function private.add_person(uuid, text, jsonb) is
  'Makes the person and the profile of an account, with a trial and an allowance, from what was said at sign-up.';

-- On Supabase this runs as the auth server's own role, which may write nothing here: hence definer.
create function private.welcome_user()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.add_person(new.id, new.email, new.raw_user_meta_data);
  return null;
end
$$;
comment on function private.welcome_user() is 'A new account becomes a person.';

create function private.follow_email()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.profiles set email = new.email where id = new.id;
  return null;
end
$$;
comment on function private.follow_email() is 'profiles.email follows the account''s address.';

create or replace trigger workoutdb_welcome_user after insert on auth.users
  for each row execute function private.welcome_user();
create or replace trigger workoutdb_follow_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.follow_email();

-- accounts that were there before us
select private.add_person(a.id, a.email, a.raw_user_meta_data) from auth.users as a;

create function private.guard_users()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_setting('workoutdb.erasing', true) is distinct from old.id::text then
    raise exception using
      errcode = 'PT409',
      message = 'A person is not deleted by hand',
      detail  = format('users.id = %s', old.id),
      hint    = 'Call erase_account() as them: it takes the person, the log and the account away together.';
  end if;
  return old;
end
$$;
comment on function private.guard_users() is 'Deleting a person cascades into their log, so only erase_account() may.';

create trigger users_guard before delete on public.users
  for each row execute function private.guard_users();

-- Policies: one's own row. What friends see of it, the functions of the next chapter show.

alter table public.users enable row level security;
alter table public.profiles enable row level security;

create policy users_select on public.users
  for select to authenticated using (id = (select auth.uid()));
create policy users_update on public.users
  for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
create policy profiles_select on public.profiles
  for select to authenticated using (id = (select auth.uid()));
create policy profiles_update on public.profiles
  for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));

-- One writer at a time
--
-- Whatever writes a person's log takes their row here first. So two phones take turns, and each sees what the other
-- wrote; nothing that is derived from the log can be counted from half of it.

create function private.lock_log(p_user_id uuid)
returns boolean
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  -- a transaction that keeps an old snapshot could not see what the writer before it wrote
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using
      errcode = '0A000',
      message = 'The training log is written at READ COMMITTED',
      detail  = format('transaction_isolation = %s', current_setting('transaction_isolation')),
      hint    = 'Begin the transaction without another isolation level; reading works at any.';
  end if;
  perform from public.users as u where u.id = p_user_id for no key update;
  return found;
end
$$;
comment on function private.lock_log(uuid) is
  'Waits for its turn to write a person''s log, and returns whether there is such a person; what runs after it sees all that was written before. Raises 0A000 above READ COMMITTED.';

-- Definer, for oneself alone: nobody else may make a person wait.
create function private.lock_my_log()
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := auth.uid();
begin
  -- every act begins here, and mostly nothing is wrong; what is, these two say
  if v_user_id is null or current_setting('transaction_isolation') <> 'read committed' then
    v_user_id := private.me();
    perform private.lock_log(v_user_id);
  end if;
  perform from public.users as u where u.id = v_user_id for no key update;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such person', detail = format('users.id = %s', v_user_id),
      hint = 'The account was erased, or its token is for another database.';
  end if;
  return v_user_id;
end
$$;
comment on function private.lock_my_log() is
  'Waits for its turn to write the log of the person who asks, and returns who that is. Raises 42501 if nobody is signed in, PT404 if they were erased, 0A000 above READ COMMITTED.';

create function private.lock_writer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if auth.uid() is not null then
    perform private.lock_log(auth.uid());
  end if;
  return null;
end
$$;
comment on function private.lock_writer() is
  'Before a person''s own statement on their log: it waits for its turn too, as the functions do.';

-- Functions

create type public.account as (
  user_id               uuid,
  display_name          text,
  full_name             text,
  email                 text,
  avatar_url            text,
  unit_system           public.unit_system_enum,
  timezone              text,
  subscription_status   public.subscription_status_enum,
  trial_end_date        timestamptz,
  generations_remaining integer,
  created_at            timestamptz
);
comment on type public.account is
  'A person and their profile, as they see it themself. May be null: full_name, email, avatar_url, trial_end_date.';

create function public.get_me()
returns public.account
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_account public.account;
begin
  select
    u.id, u.display_name, p.full_name, p.email, p.avatar_url, u.unit_system, u.timezone,
    p.subscription_status, p.trial_end_date,
    case when p.last_generation_date < (now() at time zone u.timezone)::date
      then p.generations_per_day else p.generations_remaining end,
    u.created_at
  into v_account
  from public.users as u
  join public.profiles as p on p.id = u.id
  where u.id = v_user_id;

  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such person', detail = format('users.id = %s', v_user_id),
      hint = 'The account was erased, or its token is for another database.';
  end if;
  return v_account;
end
$$;
comment on function public.get_me() is
  'The person who asks, with their profile and what is left of today''s allowance. Raises 42501 if nobody is signed in, PT404 if the account was erased.';

create function public.update_me(
  p_display_name text default null,
  p_unit_system  public.unit_system_enum default null,
  p_timezone     text default null,
  p_full_name    text default null,
  p_avatar_url   text default null
)
returns public.account
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  if p_timezone is not null then
    perform private.check_timezone(p_timezone, 'p_timezone');
  end if;
  perform private.raise_faults('A person can''t be called so', array_remove(array[
    private.field_fault(to_jsonb(p_display_name), 'p_display_name', 'text', 1, 100),
    private.field_fault(to_jsonb(p_full_name), 'p_full_name', 'text', 0, 200),
    private.field_fault(to_jsonb(p_avatar_url), 'p_avatar_url', 'text', 0, 2000)], null));

  update public.users
  set display_name = coalesce(p_display_name, display_name),
      unit_system  = coalesce(p_unit_system, unit_system),
      timezone     = coalesce(p_timezone, timezone)
  where id = v_user_id;
  update public.profiles
  set full_name  = coalesce(p_full_name, full_name),
      avatar_url = coalesce(p_avatar_url, avatar_url)
  where id = v_user_id;
  return public.get_me();
end
$$;
comment on function public.update_me(text, public.unit_system_enum, text, text, text) is
  'Changes what is given and keeps the rest. A new time zone holds for workouts started from now on. Raises PT422 for an unknown zone, or a name that is empty or too long.';

-- The allowance is a billing column, which no person may write: hence definer, for oneself alone.
create function private.consume_generation()
returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_profile public.profiles;
  v_today   date := (select (now() at time zone u.timezone)::date from public.users as u where u.id = v_user_id);
  v_left    integer;
begin
  -- who comes second waits here, and sees what the first has left
  select p.* into v_profile from public.profiles as p where p.id = v_user_id for no key update;
  -- a new day renews it, but only forwards: who flies west does not get the same day's twice
  v_left := case when v_profile.last_generation_date < v_today
    then v_profile.generations_per_day else v_profile.generations_remaining end;

  if v_left > 0
     and (v_profile.subscription_status = 'active'
          or (v_profile.subscription_status = 'trialing' and now() < v_profile.trial_end_date)) then
    update public.profiles as p
    set generations_remaining = v_left - 1,
        generations_today     = case when p.last_generation_date >= v_today then p.generations_today else 0 end + 1,
        last_generation_date  = greatest(p.last_generation_date, v_today)
    where p.id = v_user_id;
    return v_left - 1;
  end if;
  raise exception using
    errcode = 'PT402',
    message = 'No generations left',
    detail  = format('subscription_status = %s, trial_end_date = %s, generations_remaining = %s',
                     v_profile.subscription_status, v_profile.trial_end_date, v_left),
    hint    = 'The allowance is renewed at midnight in the person''s zone; after the trial it takes a subscription.';
end
$$;
comment on function private.consume_generation() is 'The work of public.consume_generation().';

create function public.consume_generation()
returns integer
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.consume_generation();
end
$$;
comment on function public.consume_generation() is
  'Takes one from today''s allowance of generated programs and returns how many are left. The day is the person''s own. Raises PT402 when none is left, or the trial is over and no subscription is active.';

create function private.subscription_plan(p_recurring jsonb)
returns public.subscription_plan_enum
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case concat_ws(' ', coalesce(p_recurring ->> 'interval_count', '1'), p_recurring ->> 'interval')
    when '1 day' then 'daily'::public.subscription_plan_enum
    when '1 month' then 'monthly'::public.subscription_plan_enum
    when '3 month' then 'quarterly'::public.subscription_plan_enum
    when '1 year' then 'annual'::public.subscription_plan_enum
    when '12 month' then 'annual'::public.subscription_plan_enum
  end;
end
$$;
comment on function private.subscription_plan(jsonb) is 'What a price''s interval is called here; null for one that has no name.';

create function public.apply_subscription_event(p_event jsonb)
returns boolean
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type     text := p_event ->> 'type';
  v_object   jsonb := p_event -> 'data' -> 'object';
  v_statuses constant text[] := enum_range(null::public.subscription_status_enum)::text[] || '{unpaid,paused}'::text[];
  v_profile  public.profiles;
  v_at       timestamptz;
  v_began    timestamptz;
  v_status   public.subscription_status_enum;
  v_applies  boolean;
begin
  -- whatever else the provider tells is no business of ours
  if v_type is not null and v_type not like 'customer.subscription.%' then
    return false;
  end if;
  perform private.raise_faults('The event has faults', array_remove(array[
    private.field_fault(p_event, 'p_event', 'object', p_required => true),
    private.field_fault(p_event -> 'id', 'id', 'text', 1, 255, p_required => true),
    private.field_fault(p_event -> 'type', 'type', 'text', 1, 255, p_required => true),
    private.field_fault(p_event -> 'created', 'created', 'integer', 0, 7258118400, p_required => true),
    private.field_fault(v_object -> 'id', 'data.object.id', 'text', 1, 255, p_required => true),
    private.field_fault(v_object -> 'customer', 'data.object.customer', 'text', 1, 255, p_required => true),
    private.field_fault(v_object -> 'status', 'data.object.status', 'choice', p_choices => v_statuses, p_required => true),
    private.field_fault(v_object -> 'created', 'data.object.created', 'integer', 0, 7258118400),
    private.field_fault(v_object -> 'trial_start', 'data.object.trial_start', 'integer', 0, 7258118400),
    private.field_fault(v_object -> 'trial_end', 'data.object.trial_end', 'integer', 0, 7258118400),
    private.field_fault(v_object -> 'metadata' -> 'user_id', 'data.object.metadata.user_id', 'uuid')], null));

  -- who comes second waits here: two deliveries of one event are one
  select p.* into v_profile
  from public.profiles as p
  where p.stripe_customer_id = v_object ->> 'customer'
     or (p.id = (v_object -> 'metadata' ->> 'user_id')::uuid and p.stripe_customer_id is null)
  order by p.stripe_customer_id nulls last
  limit 1
  for no key update;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such customer', detail = format('data.object.customer = %s', v_object ->> 'customer'),
      hint = 'Set metadata.user_id on the subscription, or profiles.stripe_customer_id, to say whose it is.';
  end if;
  if exists (select from private.subscription_events as e where e.id = p_event ->> 'id') then
    return false;
  end if;

  if exists (
    select from public.profiles as p
    where p.stripe_subscription_id = v_object ->> 'id' and p.id <> v_profile.id) then
    raise exception using
      errcode = 'PT409', message = 'This subscription is another person''s',
      detail = format('data.object.id = %s', v_object ->> 'id'),
      hint = 'A subscription has one customer; look up profiles.stripe_subscription_id.';
  end if;

  v_began := to_timestamp(coalesce(v_object ->> 'created', p_event ->> 'created')::numeric::bigint);
  -- the provider counts in seconds; within one, a subscription is made, then changed, then ended
  v_at := to_timestamp((p_event ->> 'created')::numeric::bigint) + interval '1 ms' * case split_part(v_type, '.', 3)
    when 'created' then 0 when 'deleted' then 2 else 1 end;
  v_status := case v_object ->> 'status'
    -- what is unpaid or paused gives nothing, and can be taken up again
    when 'unpaid' then 'past_due'::public.subscription_status_enum
    when 'paused' then 'past_due'::public.subscription_status_enum
    else (v_object ->> 'status')::public.subscription_status_enum
  end;
  v_applies := not exists (
      select from private.subscription_events as e
      where e.user_id = v_profile.id and e.applied and e.happened_at > v_at)
    -- the end of a subscription that another one has replaced ends nothing
    and (v_profile.stripe_subscription_id is null
         or v_profile.stripe_subscription_id = v_object ->> 'id'
         or v_status in ('trialing', 'active') and (
           v_profile.subscription_status not in ('trialing', 'active')
           -- late news of the old one doesn't take the place of the new one
           or v_began > coalesce((
             select e.began_at
             from private.subscription_events as e
             where e.user_id = v_profile.id and e.applied
             order by e.happened_at desc
             limit 1), '-infinity')));
  insert into private.subscription_events (id, user_id, happened_at, began_at, applied)
  values (p_event ->> 'id', v_profile.id, v_at, v_began, v_applies);
  if v_applies then
    update public.profiles as p
    set stripe_customer_id     = v_object ->> 'customer',
        stripe_subscription_id = v_object ->> 'id',
        stripe_price_id        = v_object #>> '{items,data,0,price,id}',
        subscription_status    = v_status,
        subscription_plan      = private.subscription_plan(v_object #> '{items,data,0,price,recurring}'),
        trial_start_date       = coalesce(to_timestamp((v_object ->> 'trial_start')::numeric::bigint), p.trial_start_date),
        trial_end_date         = coalesce(to_timestamp((v_object ->> 'trial_end')::numeric::bigint), p.trial_end_date)
    where p.id = v_profile.id;
  end if;
  return v_applies;
end
$$;
comment on function public.apply_subscription_event(jsonb) is
  'Applies an event of the payment provider to the profile of its customer, as Stripe''s webhook sends it, and returns whether anything was to be done: a delivery that comes again, an event older than one that was applied, one of a subscription that another has replaced, and events about anything but subscriptions change nothing. The customer is known by profiles.stripe_customer_id, and before that by the subscription''s metadata.user_id. For the back end. Raises PT404 for an unknown customer, PT409 for a subscription of another one, PT422 with every fault''s path.';

create function private.erase_account()
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  -- an import holds a person's row by its job from its beginning, and takes its turn in the log at its end
  perform pg_advisory_xact_lock(hashtextextended('workoutdb import ' || v_user_id, 0));
  -- one after the other: what is between two people who both go is taken away from both sides
  perform pg_advisory_xact_lock(hashtextextended('workoutdb erase_account', 0));
  -- also those it invited, whose rows will say so no more: before its own is out of reach for what they do with it
  perform from public.users as u
  where u.id = v_user_id or u.invited_by = v_user_id
  order by u.id
  for no key update;
  perform set_config('workoutdb.erasing', v_user_id::text, true);
  delete from public.users where id = v_user_id;
  delete from auth.users where id = v_user_id;
  perform set_config('workoutdb.erasing', '', true);
end
$$;
comment on function private.erase_account() is 'The work of public.erase_account().';

create function public.erase_account()
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.erase_account();
end
$$;
comment on function public.erase_account() is
  'Erases the person who asks: the account, the log, the records, everything, in one transaction. There is no way back; export_account() comes first. Raises 42501 if nobody is signed in.';

-- For the back end

create function private.check_email(p_email text)
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_email is null or p_email !~ '^[^@[:space:]]+@[^@[:space:]]+$' or length(p_email) > 254
     -- a letter that in lower case is another one's, as the Kelvin sign: the mail goes to one, for another's account
     or exists (
       select from regexp_split_to_table(p_email, '') as s (letter)
       where lower(s.letter) <> s.letter and upper(lower(s.letter)) <> s.letter) then
    raise exception using
      errcode = 'PT422', message = 'This is no e-mail address', detail = format('p_email = %s', left(p_email, 254)),
      hint = 'It has a name, an @ and a host, at most 254 characters, and no look-alikes of letters.';
  end if;
end
$$;
comment on function private.check_email(text) is 'Raises PT422 unless this may be an e-mail address.';

create function private.create_user(p_email text, p_display_name text, p_timezone text)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.new_id();
begin
  insert into auth.users (id, email, raw_user_meta_data)
  values (
    v_user_id, p_email,
    jsonb_strip_nulls(jsonb_build_object('display_name', p_display_name, 'timezone', p_timezone)));
  return v_user_id;
exception
  when unique_violation then
    raise exception using
      errcode = 'PT409',
      message = 'There is an account with this address already',
      detail = format('p_email = %s', p_email),
      hint = 'find_user() gives its id.';
end
$$;
comment on function private.create_user(text, text, text) is 'The work of public.create_user().';

create function public.create_user(
  p_email        text,
  p_display_name text default null,
  p_timezone     text default 'UTC',
  p_unit_system  public.unit_system_enum default 'metric'
)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid;
begin
  perform private.check_timezone(coalesce(p_timezone, 'UTC'), 'p_timezone');
  perform private.check_email(p_email);
  v_user_id := private.create_user(p_email, p_display_name, p_timezone);
  update public.users set unit_system = coalesce(p_unit_system, 'metric') where id = v_user_id;
  return v_user_id;
end
$$;
comment on function public.create_user(text, text, text, public.unit_system_enum) is
  'Makes an account on plain Postgres and returns the person''s id; on Supabase its own sign-up does that. For the back end. Raises PT409 if the address is taken, PT422 for a bad address or zone.';

create function public.find_user(p_email text)
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid;
begin
  select p.id into v_user_id from public.profiles as p where lower(p.email) = lower(p_email);
  if not found then
    raise exception using
      errcode = 'PT404', message = 'Nobody has this e-mail address', detail = format('p_email = %s', p_email),
      hint = 'Check the spelling; on plain Postgres create_user() makes an account.';
  end if;
  return v_user_id;
end
$$;
comment on function public.find_user(text) is 'The id of the person with this e-mail address. For the back end. Raises PT404 if there is none.';

create function private.password_hash(p_user_id uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- of the sign-in, a later chapter that not every database has
  v_reader regproc := to_regproc('private.read_password_hash');
  v_hash   text;
begin
  if current_user = 'service_role' and v_reader is not null then
    execute format('select %s($1)', v_reader) into v_hash using p_user_id;
  end if;
  return v_hash;
end
$$;
comment on function private.password_hash(uuid) is
  'The hash of a person''s password, under the name an older service knows it by: for the service role on plain Postgres, null for everyone else, and on Supabase, which keeps it to itself.';

create index idx_user_email on public.profiles (lower(email));
comment on index public.idx_user_email is 'Who has this e-mail address?';

-- Grants

revoke all on public.users, public.profiles from anon, authenticated;
grant select on public.users, public.profiles to authenticated;
grant update (display_name, unit_system, timezone) on public.users to authenticated;
grant update (full_name, avatar_url) on public.profiles to authenticated;
grant select, update on public.users to service_role;
grant select, update on public.profiles to service_role;
grant select, insert on private.subscription_events to service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.lock_my_log to authenticated;
grant execute on function private.lock_log to service_role;
grant execute on function private.consume_generation, private.erase_account to authenticated;
grant execute on function private.create_user, private.check_email, private.subscription_plan to service_role;
grant execute on function private.password_hash to authenticated, service_role;
revoke execute on function
  public.get_me, public.update_me, public.consume_generation, public.erase_account,
  public.create_user, public.find_user, public.apply_subscription_event
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_me, public.update_me, public.consume_generation, public.erase_account
  to authenticated;
grant execute on function public.create_user, public.find_user, public.apply_subscription_event to service_role;

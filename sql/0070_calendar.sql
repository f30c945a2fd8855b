-- The calendar: what a person means to do, and on which day.
--
-- An entry is a day, with a template, a title and notes if there is something to say; the day is a date, the person's
-- own, without a time. What became of it is never stored: `private.schedule_status` derives it, done if a workout
-- completes it, else skipped, planned or missed by what day it is where the person lives now. Every reader here asks
-- that one function.
-- Starting an entry makes the workout and links it; a workout that was done already can be linked. One workout
-- completes at most one entry. A workout that is deleted or abandoned completes nothing, and does again when it comes
-- back; the entry remembers it.
-- A recurring schedule is written out as entries that share a series. So each can be moved, skipped or cancelled by
-- itself, or together with those that follow it. A move keeps the day an entry was first meant for.

create type public.schedule_status_enum as enum ('planned', 'completed', 'missed', 'skipped');
comment on type public.schedule_status_enum is
  'What became of an entry of the calendar: completed once a workout is linked to it, else skipped if the person said so, else planned up to its day and missed after it, on the person''s own date.';

create table public.scheduled_workouts (
  id                   uuid primary key default private.new_id(),
  user_id              uuid not null references public.users (id) on delete cascade,
  template_id          uuid,
  series_id            uuid,
  scheduled_date       date not null check (scheduled_date between '1900-01-01' and '2199-12-31'),
  original_date        date not null check (original_date between '1900-01-01' and '2199-12-31'),
  title                text check (length(title) between 1 and 100),
  notes                text check (length(notes) <= 10000),
  skipped_at           timestamptz,
  completed_session_id uuid,
  unlinked_session_id  uuid,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),

  constraint scheduled_workouts_template_fkey foreign key (user_id, template_id)
    references public.workout_templates (user_id, id) on delete set null (template_id),
  constraint scheduled_workouts_session_fkey foreign key (user_id, completed_session_id)
    references public.workout_sessions (user_id, id) on delete set null (completed_session_id),
  constraint scheduled_workouts_unlinked_fkey foreign key (user_id, unlinked_session_id)
    references public.workout_sessions (user_id, id) on delete set null (unlinked_session_id),
  -- what is done was not skipped
  constraint scheduled_workouts_done_or_skipped check (completed_session_id is null or skipped_at is null),
  constraint scheduled_workouts_linked_or_unlinked check (completed_session_id is null or unlinked_session_id is null)
);
comment on table public.scheduled_workouts is 'The calendar: what a person means to do on a day; more than one a day if they like.';
comment on column public.scheduled_workouts.id is 'The entry.';
comment on column public.scheduled_workouts.user_id is 'Whose it is.';
comment on column public.scheduled_workouts.template_id is 'The template to start from; null if none, or if that is gone.';
comment on column public.scheduled_workouts.series_id is 'What the entries of a recurring schedule share; null for a single one.';
comment on column public.scheduled_workouts.scheduled_date is 'The person''s own day.';
comment on column public.scheduled_workouts.original_date is 'The day it was first meant for; another one than scheduled_date if it was moved.';
comment on column public.scheduled_workouts.title is 'What it is called; null for the template''s name.';
comment on column public.scheduled_workouts.notes is 'What the person wrote of it.';
comment on column public.scheduled_workouts.skipped_at is 'When the person said they skip it; null if they did not.';
comment on column public.scheduled_workouts.completed_session_id is 'The workout that completes it; null while none does.';
comment on column public.scheduled_workouts.unlinked_session_id is 'The workout that completed it, while that is deleted or abandoned.';
comment on column public.scheduled_workouts.created_at is 'When it was made.';
comment on column public.scheduled_workouts.updated_at is 'When it last changed.';

create index idx_scheduled_user_id on public.scheduled_workouts (user_id);
create index idx_scheduled_date on public.scheduled_workouts (scheduled_date);
create index idx_scheduled_template_id on public.scheduled_workouts (user_id, template_id);
create unique index idx_scheduled_session_id on public.scheduled_workouts (user_id, completed_session_id);
create index idx_scheduled_user_date on public.scheduled_workouts (user_id, scheduled_date);
create index scheduled_workouts_series_idx on public.scheduled_workouts (user_id, series_id, scheduled_date)
  where series_id is not null;
create index scheduled_workouts_unlinked_idx on public.scheduled_workouts (user_id, unlinked_session_id)
  where unlinked_session_id is not null;
comment on index public.idx_scheduled_user_id is 'Which entries has this person?';
comment on index public.idx_scheduled_date is 'Who means to train on this day?';
comment on index public.idx_scheduled_template_id is 'Which entries are for this template?';
comment on index public.idx_scheduled_session_id is 'Which entry does this workout complete? At most one.';
comment on index public.idx_scheduled_user_date is 'What does this person mean to do on these days?';
comment on index public.scheduled_workouts_series_idx is 'Which entries of this series follow that day?';
comment on index public.scheduled_workouts_unlinked_idx is 'Which entry did this workout complete before it was deleted or abandoned?';

-- Triggers

create trigger scheduled_workouts_lock before insert or update or delete on public.scheduled_workouts
  for each statement execute function private.lock_writer();
create trigger scheduled_workouts_touch before update on public.scheduled_workouts
  for each row execute function private.touch_updated_at();

create function private.keep_entry()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_workout public.workout_sessions;
begin
  new.original_date := coalesce(new.original_date, new.scheduled_date);
  if new.completed_session_id is not null then
    if tg_op = 'INSERT' or new.completed_session_id is distinct from old.completed_session_id then
      -- people have waited for their turn; the back end does here, for the workout may be on its way out
      if auth.uid() is null then
        perform private.lock_log(new.user_id);
      end if;
      v_workout := private.find_workout(new.user_id, new.completed_session_id);
      if v_workout.status = 'abandoned' then
        raise exception using
          errcode = 'PT409', message = 'An abandoned workout completes nothing',
          detail = format('p_session_id = %s', new.completed_session_id),
          hint = 'resume_workout() takes it up again.';
      end if;
    end if;
    new.skipped_at := null;
  end if;
  if new.completed_session_id is not null or new.skipped_at is not null then
    new.unlinked_session_id := null;
  end if;
  return new;
end
$$;
comment on function private.keep_entry() is
  'A new entry is first meant for the day it is on; what completes it is there, and was not abandoned; what is done was not skipped; and what was done or skipped since waits for no workout to come back. Raises PT404, PT409.';

create trigger scheduled_workouts_keep before insert or update on public.scheduled_workouts
  for each row execute function private.keep_entry();

create function private.follow_workout_in_calendar()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.deleted_at is not null or new.status = 'abandoned' then
    update public.scheduled_workouts as s
    set completed_session_id = null, unlinked_session_id = new.id
    where s.user_id = new.user_id and s.completed_session_id = new.id;
  else
    update public.scheduled_workouts as s
    set completed_session_id = new.id, unlinked_session_id = null
    where s.user_id = new.user_id and s.unlinked_session_id = new.id;
  end if;
  return null;
end
$$;
comment on function private.follow_workout_in_calendar() is
  'A workout that is deleted or abandoned completes no entry, and one that comes back completes what it did before.';

create trigger workout_sessions_calendar after update of status, deleted_at on public.workout_sessions
  for each row
  when ((old.deleted_at is not null or old.status = 'abandoned')
        is distinct from (new.deleted_at is not null or new.status = 'abandoned'))
  execute function private.follow_workout_in_calendar();

-- Policies

alter table public.scheduled_workouts enable row level security;

create policy scheduled_workouts_select on public.scheduled_workouts
  for select to authenticated
  using (user_id = any ((select private.open_logs() || (select auth.uid()))::uuid[]));
create policy scheduled_workouts_insert on public.scheduled_workouts
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy scheduled_workouts_update on public.scheduled_workouts
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy scheduled_workouts_delete on public.scheduled_workouts
  for delete to authenticated using (user_id = (select auth.uid()));

-- What became of it

create function private.schedule_status(
  p_scheduled_date date,
  p_session_id     uuid,
  p_skipped_at     timestamptz,
  p_timezone       text,
  p_at             timestamptz
)
returns public.schedule_status_enum
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_session_id is not null then 'completed'::public.schedule_status_enum
    when p_skipped_at is not null then 'skipped'
    when p_scheduled_date >= (p_at at time zone p_timezone)::date then 'planned'
    else 'missed'
  end;
end
$$;
comment on function private.schedule_status(date, uuid, timestamptz, text, timestamptz) is
  'What became of an entry, at an instant, where the person lives: the one place that says it.';

create type public.calendar_entry as (
  id                   uuid,
  series_id            uuid,
  template_id          uuid,
  scheduled_date       date,
  original_date        date,
  status               public.schedule_status_enum,
  title                text,
  notes                text,
  completed_session_id uuid,
  created_at           timestamptz,
  updated_at           timestamptz
);
create type public.calendar_item as (
  local_date       date,
  status           public.schedule_status_enum,
  title            text,
  entry_id         uuid,
  session_id       uuid,
  series_id        uuid,
  template_id      uuid,
  notes            text,
  started_at       timestamptz,
  completed_at     timestamptz,
  duration_seconds bigint,
  exercise_count   integer,
  volume_kg        numeric
);
create type public.adherence_week as (
  week_start   date,
  planned      integer,
  done         integer,
  moved        integer,
  missed       integer,
  skipped      integer,
  ahead        integer,
  streak_weeks integer
);
comment on type public.calendar_entry is
  'An entry of the calendar: its title, or else its template''s name, and what became of it. May be null: series_id, template_id, title, notes, completed_session_id.';
comment on type public.calendar_item is
  'Something on a day: an entry (entry_id), a workout done (started_at), or both in one. Seconds from start to end, blocks, and the volume load of the working sets in kg. May be null: title, entry_id, session_id, series_id, template_id, notes, started_at, completed_at, duration_seconds, exercise_count, volume_kg.';
comment on type public.adherence_week is
  'A week from Monday: planned is done, missed, skipped and ahead together; moved are those of them that were first meant for another day; streak_weeks is the streak as of that week. May be null: nothing.';

create view private.calendar_entries with (security_invoker = true) as
select
  s.user_id, s.id, s.series_id,
  -- a deleted template is as good as gone
  t.id as template_id,
  s.scheduled_date, s.original_date,
  private.schedule_status(s.scheduled_date, s.completed_session_id, s.skipped_at, u.timezone, now()) as status,
  coalesce(s.title, t.name) as title,
  s.notes, s.completed_session_id, s.created_at, s.updated_at
from public.scheduled_workouts as s
join public.users as u on u.id = s.user_id
left join public.workout_templates as t on t.user_id = s.user_id and t.id = s.template_id and t.deleted_at is null;
comment on view private.calendar_entries is 'The entries of the calendar with what became of each, and their title or that of their template.';

-- Looking things up

create function private.find_entry(p_user_id uuid, p_id uuid)
returns public.scheduled_workouts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entry public.scheduled_workouts;
begin
  select s.* into v_entry from public.scheduled_workouts as s where s.user_id = p_user_id and s.id = p_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such entry in your calendar',
      detail = format('p_id = %s', coalesce(p_id::text, 'null')),
      hint = 'get_calendar() lists your own.';
  end if;
  return v_entry;
end
$$;
comment on function private.find_entry(uuid, uuid) is 'A person''s entry; PT404 if it is not there or not theirs.';

create function private.find_open_entry(p_user_id uuid, p_id uuid)
returns public.scheduled_workouts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entry public.scheduled_workouts := private.find_entry(p_user_id, p_id);
begin
  if v_entry.completed_session_id is not null then
    raise exception using
      errcode = 'PT409', message = 'This entry is done',
      detail = format('completed_session_id = %s', v_entry.completed_session_id),
      hint = 'link_scheduled_workout() without a workout takes the link away.';
  end if;
  return v_entry;
end
$$;
comment on function private.find_open_entry(uuid, uuid) is
  'A person''s entry that no workout completes; PT404 if it is not there or not theirs, PT409 if it is done.';

create function private.show_entries(p_user_id uuid, p_ids uuid[])
returns setof public.calendar_entry
language plpgsql stable rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select e.id, e.series_id, e.template_id, e.scheduled_date, e.original_date, e.status, e.title, e.notes,
         e.completed_session_id, e.created_at, e.updated_at
  from private.calendar_entries as e
  where e.user_id = p_user_id and e.id = any (p_ids)
  order by e.scheduled_date, e.id;
end
$$;
comment on function private.show_entries(uuid, uuid[]) is 'Entries as people see them, by day.';

create function private.this_and_following(p_user_id uuid, p_entry public.scheduled_workouts, p_following boolean)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select s.id
    from public.scheduled_workouts as s
    where s.user_id = p_user_id
      and (s.id = p_entry.id
           or (p_following and s.series_id = p_entry.series_id and s.scheduled_date >= p_entry.scheduled_date
               and s.completed_session_id is null)));
end
$$;
comment on function private.this_and_following(uuid, public.scheduled_workouts, boolean) is
  'An entry, and if asked those of its series from its day on that are not done.';

create function private.entry_faults(p_scheduled_date date, p_path text, p_title text, p_notes text)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return array_remove(array[
    case when p_scheduled_date is null then format('%s is missing', p_path)
         when p_scheduled_date not between '1900-01-01' and '2199-12-31'
         then format('%s = %s: expected a day from 1900 to 2199', p_path, p_scheduled_date) end,
    private.field_fault(to_jsonb(p_title), 'p_title', 'text', 1, 100),
    private.field_fault(to_jsonb(p_notes), 'p_notes', 'text', 0, 10000)], null);
end
$$;
comment on function private.entry_faults(date, text, text, text) is 'What is wrong with the day or the texts of an entry.';

-- Planning

create function public.schedule_workout(
  p_scheduled_date date,
  p_template_id    uuid default null,
  p_title          text default null,
  p_notes          text default null,
  p_id             uuid default null
)
returns public.calendar_entry
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid := coalesce(p_id, private.new_id());
begin
  if not exists (select from public.scheduled_workouts as s where s.user_id = v_user_id and s.id = v_id) then
    perform private.raise_faults('The entry has faults',
                                 private.entry_faults(p_scheduled_date, 'p_scheduled_date', p_title, p_notes));
    if p_template_id is not null then
      perform private.find_template(v_user_id, p_template_id);
    end if;
    insert into public.scheduled_workouts (id, user_id, template_id, scheduled_date, title, notes)
    values (v_id, v_user_id, p_template_id, p_scheduled_date, p_title, p_notes);
  end if;
  return (select e from private.show_entries(v_user_id, array[v_id]) as e);
end
$$;
comment on function public.schedule_workout(date, uuid, text, text, uuid) is
  'Puts a workout on a day of one''s calendar and returns the entry: from a template, with a title, a note, or none of them. The same p_id again returns what is there. Raises PT404 for an unknown template, PT422 for a day before 1900 or after 2199, or a text too long.';

create function public.schedule_recurring(
  p_weekdays    integer[],
  p_from        date,
  p_until       date default null,
  p_count       integer default null,
  p_every_weeks integer default 1,
  p_template_id uuid default null,
  p_title       text default null,
  p_notes       text default null,
  p_series_id   uuid default null
)
returns setof public.calendar_entry
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id   uuid := private.lock_my_log();
  v_series_id uuid := coalesce(p_series_id, private.new_id());
  v_days      date[];
begin
  if not exists (
    select from public.scheduled_workouts as s where s.user_id = v_user_id and s.series_id = v_series_id
  ) then
    perform private.raise_faults('The schedule has faults', private.entry_faults(p_from, 'p_from', p_title, p_notes)
      || array_remove(array[
        case when (p_weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(p_weekdays) > 0) is not true
             then format('p_weekdays = %s: expected days from 1, Monday, to 7, Sunday', p_weekdays) end,
        private.field_fault(to_jsonb(p_every_weeks), 'p_every_weeks', 'integer', 1, 52, p_required => true),
        private.field_fault(to_jsonb(p_count), 'p_count', 'integer', 1, 1000),
        case when p_until is null and p_count is null then 'p_until is missing, and so is p_count'
             when p_until is not null and p_count is not null then 'p_until and p_count: expected one of the two'
             when p_until not between p_from and '2199-12-31'
             then format('p_until = %s: expected a day from p_from, %s, to 2199', p_until, p_from) end], null));
    if p_template_id is not null then
      perform private.find_template(v_user_id, p_template_id);
    end if;
    -- every so many weeks, counted from the Monday of the first
    v_days := array(
      select d.day
      from generate_series(0, coalesce(p_count, (p_until - p_from) / (7 * p_every_weeks) + 1)) as w (turn)
      cross join (select distinct u.weekday from unnest(p_weekdays) as u (weekday)) as u
      cross join lateral (
        select date_trunc('week', p_from::timestamp)::date + 7 * p_every_weeks * w.turn + u.weekday - 1 as day
      ) as d
      where d.day >= p_from and (p_until is null or d.day <= p_until)
      order by d.day
      limit coalesce(p_count, 1001));
    perform private.raise_faults('The schedule has faults', array_remove(array[
      case cardinality(v_days)
        when 0 then format('p_until = %s: expected one of p_weekdays from p_from to it', p_until)
        when 1001 then format('p_until = %s: expected no more than 1000 workouts', p_until) end,
      case when v_days[cardinality(v_days)] > '2199-12-31'
           then format('p_count = %s: expected the last one to be no later than 2199', p_count) end], null));
    insert into public.scheduled_workouts (user_id, template_id, series_id, scheduled_date, title, notes)
    select v_user_id, p_template_id, v_series_id, d.day, p_title, p_notes from unnest(v_days) as d (day);
  end if;
  return query
  select e.*
  from private.show_entries(v_user_id, array(
    select s.id from public.scheduled_workouts as s where s.user_id = v_user_id and s.series_id = v_series_id)) as e;
end
$$;
comment on function public.schedule_recurring(integer[], date, date, integer, integer, uuid, text, text, uuid) is
  'Puts a workout on each of p_weekdays (1 is Monday, 7 Sunday) of every p_every_weeks-th week from p_from on, until p_until or p_count times, at most 1000, and returns the entries by day. They share a series. The same p_series_id again returns what is there. Raises PT404 for an unknown template, PT422 for days that are none, both or neither of p_until and p_count, or a schedule without a day.';

create function public.reschedule_workout(p_id uuid, p_scheduled_date date, p_following boolean default false)
returns setof public.calendar_entry
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entry   public.scheduled_workouts := private.find_open_entry(v_user_id, p_id);
  v_ids     uuid[] := private.this_and_following(v_user_id, v_entry, p_following);
  v_days    integer;
begin
  perform private.raise_faults('The entry has faults',
                               private.entry_faults(p_scheduled_date, 'p_scheduled_date', null, null));
  v_days := p_scheduled_date - v_entry.scheduled_date;
  if exists (
    select from public.scheduled_workouts as s
    where s.user_id = v_user_id and s.id = any (v_ids)
      and (s.scheduled_date + v_days not between '1900-01-01' and '2199-12-31'
           or (p_following and s.series_id is not null
               and s.original_date + v_days not between '1900-01-01' and '2199-12-31'))
  ) then
    perform private.raise_faults('The entry has faults', array[
      format('p_scheduled_date = %s: expected a day that leaves the others in 1900 to 2199', p_scheduled_date)]);
  end if;
  update public.scheduled_workouts as s
  set scheduled_date = s.scheduled_date + v_days,
      -- a series that moves is planned anew; a single entry was meant for another day
      original_date  = case when p_following and s.series_id is not null
        then s.original_date + v_days else s.original_date end,
      skipped_at     = case when s.id <> p_id then s.skipped_at end
  where s.user_id = v_user_id and s.id = any (v_ids);
  return query select e.* from private.show_entries(v_user_id, v_ids) as e;
end
$$;
comment on function public.reschedule_workout(uuid, date, boolean) is
  'Moves an entry to another day and returns it; with p_following also those of its series from its day on that are not done, by as many days. If it was skipped, it is planned again. Raises PT404 if it is not one''s own, PT409 if it is done, PT422 for a day before 1900 or after 2199.';

create function public.skip_workout(p_id uuid, p_following boolean default false)
returns setof public.calendar_entry
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entry   public.scheduled_workouts := private.find_open_entry(v_user_id, p_id);
  v_ids     uuid[] := private.this_and_following(v_user_id, v_entry, p_following);
begin
  update public.scheduled_workouts as s
  set skipped_at = now()
  where s.user_id = v_user_id and s.id = any (v_ids) and s.skipped_at is null;
  return query select e.* from private.show_entries(v_user_id, v_ids) as e;
end
$$;
comment on function public.skip_workout(uuid, boolean) is
  'Says that one skips an entry, which so is not missed, and returns it; with p_following also those of its series from its day on that are not done. Starting, linking or moving it takes that back. Raises PT404 if it is not one''s own, PT409 if it is done.';

create function public.cancel_scheduled_workout(p_id uuid, p_following boolean default false)
returns integer
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entry   public.scheduled_workouts := private.find_open_entry(v_user_id, p_id);
  v_ids     uuid[] := private.this_and_following(v_user_id, v_entry, p_following);
  v_count   integer;
begin
  delete from public.scheduled_workouts as s where s.user_id = v_user_id and s.id = any (v_ids);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.cancel_scheduled_workout(uuid, boolean) is
  'Takes an entry off the calendar; with p_following also those of its series from its day on that are not done, which ends the series. Returns how many went. Raises PT404 if it is not one''s own, PT409 if it is done.';

-- Doing

create function public.start_scheduled_workout(
  p_id         uuid,
  p_started_at timestamptz default null,
  p_timezone   text default null
)
returns public.workout_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  -- of two taps the second waits here, and finds what the first began
  v_user_id uuid := private.lock_my_log();
  v_entry   public.scheduled_workouts := private.find_entry(v_user_id, p_id);
  v_begun   public.workout_detail;
begin
  if v_entry.completed_session_id is not null then
    return public.get_workout(v_entry.completed_session_id);
  end if;
  v_begun := public.start_workout(
    p_template_id => (
      select e.template_id from private.calendar_entries as e where e.user_id = v_user_id and e.id = p_id),
    p_name        => v_entry.title,
    p_started_at  => p_started_at,
    p_timezone    => p_timezone);
  perform public.link_scheduled_workout(p_id, (v_begun.workout).id);
  return v_begun;
end
$$;
comment on function public.start_scheduled_workout(uuid, timestamptz, text) is
  'Begins the workout of an entry, with a copy of what its template asks for, links the two and returns the workout; if it was begun already, that one. Starts now, in the person''s zone, unless told otherwise. Raises PT404 if the entry is not one''s own, PT422 for an unknown zone, or an instant at which nobody trains.';

-- What an entry remembers nobody writes by hand: hence definer, for an entry of one's own.
create function private.unlink_entry(p_id uuid)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  update public.scheduled_workouts as s
  set completed_session_id = null, unlinked_session_id = null
  where s.user_id = v_user_id and s.id = p_id
    and (s.completed_session_id is not null or s.unlinked_session_id is not null);
end
$$;
comment on function private.unlink_entry(uuid) is
  'No workout completes one''s entry any more, nor one that comes back.';

create function public.link_scheduled_workout(p_id uuid, p_session_id uuid default null)
returns public.calendar_entry
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_entry   public.scheduled_workouts := private.find_entry(v_user_id, p_id);
begin
  if p_session_id is null then
    perform private.unlink_entry(p_id);
  else
    perform private.find_workout(v_user_id, p_session_id);
    if v_entry.completed_session_id is distinct from p_session_id then
      perform private.find_open_entry(v_user_id, p_id);
    end if;
    if exists (
      select from public.scheduled_workouts as s
      where s.user_id = v_user_id and s.completed_session_id = p_session_id and s.id <> p_id
    ) then
      raise exception using
        errcode = 'PT409', message = 'This workout completes another entry',
        detail = format('p_session_id = %s', p_session_id),
        hint = 'link_scheduled_workout() of that entry without a workout takes the link away.';
    end if;
    update public.scheduled_workouts as s
    set completed_session_id = p_session_id
    where s.user_id = v_user_id and s.id = p_id and s.completed_session_id is distinct from p_session_id;
  end if;
  return (select e from private.show_entries(v_user_id, array[p_id]) as e);
end
$$;
comment on function public.link_scheduled_workout(uuid, uuid) is
  'Says that a workout of one''s own, done already or going on, completes an entry, and returns the entry; without p_session_id it takes the link away, also that of a workout that is deleted or abandoned. The same again changes nothing. Raises PT404 if either is not one''s own, PT409 if the entry is done by another workout, or the workout completes another entry or was abandoned.';

-- Looking at it

-- Definer, for two things of an athlete that their coach does not read, and an entry needs: the zone, and the name of
-- its template.
create function private.open_calendar(p_user_id uuid, p_from date, p_to date)
returns setof private.calendar_entries
language plpgsql stable security definer rows 100
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
begin
  return query
  select e.user_id, e.id, e.series_id, e.template_id, e.scheduled_date, e.original_date, e.status, e.title, e.notes,
         e.completed_session_id, e.created_at, e.updated_at
  from private.calendar_entries as e
  where e.user_id = v_user_id and e.scheduled_date between p_from and p_to;
end
$$;
comment on function private.open_calendar(uuid, date, date) is
  'The entries between two days, both included, of whoever asks or of an athlete who lets them look. Raises PT404 if that log is not open to them.';

create function public.get_calendar(p_from date, p_to date, p_user_id uuid default null)
returns setof public.calendar_item
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
  v_is_long boolean;
begin
  perform private.check_range(p_from, p_to);
  v_is_long := p_to - p_from > 92;
  return query
  with entries as (
    select e.id, e.series_id, e.template_id, e.scheduled_date, e.status, e.title, e.notes, e.completed_session_id
    from private.open_calendar(v_user_id, p_from, p_to) as e
  ), done as (
    select w.id, w.template_id, w.name, w.local_date, w.started_at, w.completed_at
    from public.workout_sessions as w
    where w.user_id = v_user_id and w.local_date between p_from and p_to
      and w.status = 'completed' and w.deleted_at is null
  )
  select
    coalesce(e.scheduled_date, d.local_date),
    coalesce(e.status, 'completed'),
    coalesce(e.title, d.name),
    e.id,
    coalesce(d.id, e.completed_session_id),
    e.series_id,
    case when e.id is null then d.template_id else e.template_id end,
    e.notes,
    d.started_at,
    d.completed_at,
    extract(epoch from d.completed_at - d.started_at)::bigint,
    case when d.id is not null and not v_is_long then (
      select count(*)::integer
      from public.workout_session_exercises as b
      where b.user_id = v_user_id and b.session_id = d.id) end,
    case when d.id is not null and not v_is_long then (
      select n.volume_kg from private.workout_numbers as n where n.user_id = v_user_id and n.session_id = d.id) end
  from entries as e
  -- what was done on its day is one thing
  full join done as d on d.id = e.completed_session_id and d.local_date = e.scheduled_date
  order by 1, d.started_at, e.id;
end
$$;
comment on function public.get_calendar(date, date, uuid) is
  'The entries and the finished workouts of one''s own days, or of those of the athlete p_user_id, from p_from to p_to, both included, by day, one row a thing: an entry and the workout done for it on its day are one; done on another day, each is on its own, and session_id of the entry says which workout. The numbers are the workout''s: seconds, blocks, and volume load of the working sets in kg; over more than 93 days blocks and volume are left out. Raises PT422 for a range that ends before it starts, or has no end, PT404 if that log is not open to one.';

create function public.get_adherence(p_from date, p_to date, p_user_id uuid default null)
returns setof public.adherence_week
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.whose(p_user_id);
  v_first   date;
  v_last    date;
begin
  perform private.check_range(p_from, p_to);
  v_first := date_trunc('week', p_from::timestamp)::date;
  v_last := date_trunc('week', p_to::timestamp)::date;
  return query
  with weeks as (
    select
      date_trunc('week', e.scheduled_date::timestamp)::date as week_start,
      count(*) as planned,
      count(*) filter (where e.status = 'completed') as done,
      count(*) filter (where e.scheduled_date <> e.original_date) as moved,
      count(*) filter (where e.status = 'missed') as missed,
      count(*) filter (where e.status = 'skipped') as skipped,
      count(*) filter (where e.status = 'planned') as ahead
    -- from the beginning, for a streak may be longer than the range
    from private.open_calendar(v_user_id, '-infinity', v_last + 6) as e
    group by 1
  ), runs as (
    select
      coalesce(k.week_start, g.week::date) as week_start,
      k.planned, k.done, k.moved, k.missed, k.skipped, k.ahead,
      count(*) filter (where k.missed > 0) over (order by coalesce(k.week_start, g.week::date)) as run
    from weeks as k
    full join generate_series(v_first::timestamp, v_last::timestamp, interval '7 days') as g (week)
      on g.week::date = k.week_start
  ), streaks as (
    select
      r.week_start, r.planned, r.done, r.moved, r.missed, r.skipped, r.ahead,
      count(*) filter (where r.done > 0 and r.missed = 0) over (partition by r.run order by r.week_start) as streak
    from runs as r
  )
  select
    s.week_start,
    coalesce(s.planned, 0)::integer, coalesce(s.done, 0)::integer, coalesce(s.moved, 0)::integer,
    coalesce(s.missed, 0)::integer, coalesce(s.skipped, 0)::integer, coalesce(s.ahead, 0)::integer,
    s.streak::integer
  from streaks as s
  where s.week_start >= v_first
  order by s.week_start;
end
$$;
comment on function public.get_adherence(date, date, uuid) is
  'How one, or the athlete p_user_id, kept to their calendar, week by week (from Monday), for the weeks that hold p_from to p_to, whole: what was planned, and of it what was done, missed, skipped and is still ahead; and what was moved. streak_weeks counts the weeks in a row, up to that one, in which something planned was done and nothing missed; weeks with nothing to do, or all of it skipped or ahead, are passed over. Raises PT422 for a range that ends before it starts, or has no end, PT404 if that log is not open to one.';

-- Grants

revoke all on public.scheduled_workouts from anon, authenticated;
grant select, delete on public.scheduled_workouts to authenticated, service_role;
grant insert (id, user_id, template_id, series_id, scheduled_date, title, notes, skipped_at, completed_session_id),
      -- apps set updated_at by themselves; the trigger has the last word
      update (template_id, series_id, scheduled_date, original_date, title, notes, skipped_at, completed_session_id,
              updated_at)
  on public.scheduled_workouts to authenticated, service_role;
grant select on private.calendar_entries to authenticated, service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.schedule_status to authenticated, service_role;
grant execute on function
  private.find_entry, private.find_open_entry, private.show_entries, private.this_and_following, private.entry_faults,
  private.open_calendar, private.unlink_entry
  to authenticated;
-- a trigger asks it, whoever writes
grant execute on function private.find_workout to service_role;
revoke execute on function
  public.schedule_workout, public.schedule_recurring, public.reschedule_workout, public.skip_workout,
  public.cancel_scheduled_workout, public.start_scheduled_workout, public.link_scheduled_workout,
  public.get_calendar, public.get_adherence
  from public, anon, authenticated, service_role;
grant execute on function
  public.schedule_workout, public.schedule_recurring, public.reschedule_workout, public.skip_workout,
  public.cancel_scheduled_workout, public.start_scheduled_workout, public.link_scheduled_workout,
  public.get_calendar, public.get_adherence
  to authenticated;

-- Coaching: the people a coach trains, what is planned for them, and who lets whom look.
--
-- A coach keeps clients and classes (`entities`). Each has programs; a program has workouts, and a workout a place in
-- the schedule. All of these are the coach's own rows, and nobody else's to see. A workout's date stands in two
-- tables, as apps expect it (`program_workouts.scheduled_date` and `workout_schedule`); triggers keep them one.
-- What a coach types of a client (a bench press, a body weight) is the client's current value, and its dated history
-- is kept beside it in `entity_metrics`.
-- A client may be a person with a log of their own. The coach invites them by their address, they accept, either ends
-- it at once: that is a row of `athlete_links`. While it is active the coach reads that log through the same tables,
-- views and functions as its owner does, and writes nothing in it.

create type public.entity_type as enum ('CLIENT', 'CLASS');
create type public.athlete_link_status_enum as enum ('invited', 'active', 'declined', 'ended');
create type public.recommendation_status_enum as enum ('open', 'accepted', 'dismissed');

comment on type public.entity_type is 'Whom a coach trains: one person, or a group.';
comment on type public.athlete_link_status_enum is 'Where it stands between a coach and an athlete. While it is active the coach may read the log.';
comment on type public.recommendation_status_enum is 'What became of a recommendation.';

create table public.entities (
  id                      uuid primary key default private.new_id(),
  user_id                 uuid not null default auth.uid() references public.users (id) on delete cascade,
  name                    text not null check (length(name) between 1 and 255),
  type                    public.entity_type not null default 'CLIENT',
  description             jsonb,
  bench_1rm               numeric(7, 3) check (bench_1rm between 0 and 9999.999),
  deadlift_1rm            numeric(7, 3) check (deadlift_1rm between 0 and 9999.999),
  squat_1rm               numeric(7, 3) check (squat_1rm between 0 and 9999.999),
  mile_time               interval check (mile_time > '0' and mile_time < '3 hours'),
  gender                  text check (length(gender) <= 100),
  age                     integer check (age between 0 and 150),
  height_cm               integer check (height_cm between 1 and 300),
  weight_kg               numeric(7, 3) check (weight_kg > 0 and weight_kg <= 9999.999),
  years_of_experience     numeric(4, 1) check (years_of_experience between 0 and 150),
  workout_experience_type text check (length(workout_experience_type) <= 255),
  recovery_score          integer check (recovery_score between 0 and 100),
  preferred_training_days jsonb,
  injury_history          jsonb,
  deleted_at              timestamptz,
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now(),

  constraint entities_owner_key unique (user_id, id)
);
comment on table public.entities is 'The clients and classes of a coach.';
comment on column public.entities.id is 'The client or class.';
comment on column public.entities.user_id is 'The coach.';
comment on column public.entities.name is 'What the coach calls them.';
comment on column public.entities.type is 'CLIENT, one person, or CLASS, a group.';
comment on column public.entities.description is 'Whatever the coach''s app keeps of them.';
comment on column public.entities.bench_1rm is 'One-repetition maximum of the bench press, kg, as the coach has it.';
comment on column public.entities.deadlift_1rm is 'One-repetition maximum of the deadlift, kg, as the coach has it.';
comment on column public.entities.squat_1rm is 'One-repetition maximum of the squat, kg, as the coach has it.';
comment on column public.entities.mile_time is 'How long a mile takes them.';
comment on column public.entities.gender is 'Their gender, in their words.';
comment on column public.entities.age is 'Their age in years, when it was typed.';
comment on column public.entities.height_cm is 'Their height, cm.';
comment on column public.entities.weight_kg is 'Their body weight, kg.';
comment on column public.entities.years_of_experience is 'For how many years they have trained.';
comment on column public.entities.workout_experience_type is 'What kind of training they know.';
comment on column public.entities.recovery_score is 'How recovered they are, 0 to 100.';
comment on column public.entities.preferred_training_days is 'The days they like to train on.';
comment on column public.entities.injury_history is 'What they hurt, and when.';
comment on column public.entities.deleted_at is 'Since when they are deleted; null while they are not.';
comment on column public.entities.created_at is 'When the row was made.';
comment on column public.entities.updated_at is 'When the row last changed.';

create index idx_entities_user_id on public.entities (user_id) where deleted_at is null;
create index idx_entities_deleted_at on public.entities (user_id, deleted_at);
comment on index public.idx_entities_user_id is 'Whom does this coach train?';
comment on index public.idx_entities_deleted_at is 'Whom did this coach delete?';

create table public.entity_metrics (
  id             uuid primary key default private.new_id(),
  user_id        uuid not null default auth.uid(),
  entity_id      uuid not null,
  measured_on    date not null check (measured_on between '1900-01-01' and '2199-12-31'),
  bench_1rm      numeric(7, 3) check (bench_1rm between 0 and 9999.999),
  deadlift_1rm   numeric(7, 3) check (deadlift_1rm between 0 and 9999.999),
  squat_1rm      numeric(7, 3) check (squat_1rm between 0 and 9999.999),
  mile_time      interval check (mile_time > '0' and mile_time < '3 hours'),
  weight_kg      numeric(7, 3) check (weight_kg > 0 and weight_kg <= 9999.999),
  recovery_score integer check (recovery_score between 0 and 100),
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),

  constraint entity_metrics_entity_fkey foreign key (user_id, entity_id)
    references public.entities (user_id, id) on delete cascade,
  constraint entity_metrics_day_key unique (user_id, entity_id, measured_on)
);
comment on table public.entity_metrics is 'The history of a client''s numbers: what was measured on a day. The newest of each stands in entities.';
comment on column public.entity_metrics.id is 'The row.';
comment on column public.entity_metrics.user_id is 'The coach.';
comment on column public.entity_metrics.entity_id is 'The client or class.';
comment on column public.entity_metrics.measured_on is 'The day, in the coach''s zone.';
comment on column public.entity_metrics.bench_1rm is 'One-repetition maximum of the bench press, kg.';
comment on column public.entity_metrics.deadlift_1rm is 'One-repetition maximum of the deadlift, kg.';
comment on column public.entity_metrics.squat_1rm is 'One-repetition maximum of the squat, kg.';
comment on column public.entity_metrics.mile_time is 'How long a mile took.';
comment on column public.entity_metrics.weight_kg is 'Body weight, kg.';
comment on column public.entity_metrics.recovery_score is 'How recovered they were, 0 to 100.';
comment on column public.entity_metrics.created_at is 'When the row was made.';
comment on column public.entity_metrics.updated_at is 'When the row last changed.';

create table public.athlete_links (
  id          uuid primary key default private.new_id(),
  user_id     uuid not null,
  entity_id   uuid not null,
  -- the address that was invited: whoever has it may answer
  email       text not null check (length(email) between 3 and 254),
  athlete_id  uuid references public.users (id) on delete cascade check (athlete_id <> user_id),
  status      public.athlete_link_status_enum not null default 'invited',
  invited_at  timestamptz not null default now(),
  answered_at timestamptz,
  ended_at    timestamptz,

  constraint athlete_links_entity_fkey foreign key (user_id, entity_id)
    references public.entities (user_id, id) on delete cascade,
  constraint athlete_links_active_has_athlete check (status <> 'active' or athlete_id is not null)
);
comment on table public.athlete_links is 'Which client is which athlete: invited by the coach, accepted by the athlete, ended by either. While one is active the coach may read the athlete''s log.';
comment on column public.athlete_links.id is 'The link.';
comment on column public.athlete_links.user_id is 'The coach.';
comment on column public.athlete_links.entity_id is 'The client.';
comment on column public.athlete_links.email is 'The address that was invited.';
comment on column public.athlete_links.athlete_id is 'Who answered; null before that.';
comment on column public.athlete_links.status is 'invited, active, declined or ended.';
comment on column public.athlete_links.invited_at is 'When the coach invited.';
comment on column public.athlete_links.answered_at is 'When the athlete accepted or declined.';
comment on column public.athlete_links.ended_at is 'When one of the two ended it.';

create unique index athlete_links_open_key on public.athlete_links (user_id, entity_id)
  where status in ('invited', 'active');
create unique index athlete_links_athlete_key on public.athlete_links (user_id, athlete_id) where status = 'active';
create index athlete_links_entity_idx on public.athlete_links (user_id, entity_id);
create index athlete_links_athlete_idx on public.athlete_links (athlete_id);
create index athlete_links_email_idx on public.athlete_links (lower(email)) where status = 'invited';
comment on index public.athlete_links_open_key is 'A client is one athlete at a time.';
comment on index public.athlete_links_athlete_key is 'An athlete is one client of a coach. Whose logs are open to this coach?';
comment on index public.athlete_links_entity_idx is 'With whom was this client linked?';
comment on index public.athlete_links_athlete_idx is 'Who may read this person''s log?';
comment on index public.athlete_links_email_idx is 'Who invited this address?';

create table public.programs (
  id                   uuid primary key default private.new_id(),
  user_id              uuid not null default auth.uid(),
  entity_id            uuid not null,
  name                 text not null check (length(name) between 1 and 255),
  description          text check (length(description) <= 100000),
  duration_weeks       integer check (duration_weeks between 1 and 520),
  focus_area           text check (length(focus_area) <= 255),
  goal                 text check (length(goal) <= 10000),
  difficulty           text check (length(difficulty) <= 100),
  training_methodology text check (length(training_methodology) <= 255),
  reference_input      text check (length(reference_input) <= 1000000),
  session_details      jsonb,
  program_overview     jsonb,
  workout_format       jsonb,
  gym_details          jsonb,
  generated_program    jsonb,
  calendar_data        jsonb,
  periodization        jsonb,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),

  -- a workout of it is for the same client
  constraint programs_entity_key unique (user_id, entity_id, id),
  constraint programs_entity_fkey foreign key (user_id, entity_id)
    references public.entities (user_id, id) on delete cascade
);
comment on table public.programs is 'Training programs for a client or class, made by hand or by a generator.';
comment on column public.programs.id is 'The program.';
comment on column public.programs.user_id is 'The coach.';
comment on column public.programs.entity_id is 'For whom it is.';
comment on column public.programs.name is 'What it is called.';
comment on column public.programs.description is 'What it is for.';
comment on column public.programs.duration_weeks is 'How long it takes, weeks.';
comment on column public.programs.focus_area is 'What it dwells on.';
comment on column public.programs.goal is 'What it is to reach.';
comment on column public.programs.difficulty is 'How hard it is, in the coach''s words.';
comment on column public.programs.training_methodology is 'By which method.';
comment on column public.programs.reference_input is 'What was given to the generator as an example.';
comment on column public.programs.session_details is 'What a session is like: its length, its parts.';
comment on column public.programs.program_overview is 'The overview that the generator wrote.';
comment on column public.programs.workout_format is 'How its workouts are laid out.';
comment on column public.programs.gym_details is 'What there is to train with.';
comment on column public.programs.generated_program is 'What the generator made, as it came.';
comment on column public.programs.calendar_data is 'What the calendar was made from.';
comment on column public.programs.periodization is 'Its phases.';
comment on column public.programs.created_at is 'When it was made.';
comment on column public.programs.updated_at is 'When the row last changed.';

create table public.program_workouts (
  id                  uuid primary key default private.new_id(),
  user_id             uuid not null default auth.uid(),
  program_id          uuid not null,
  entity_id           uuid not null,
  -- the library, where there is one, sets the foreign key
  external_workout_id bigint,
  order_index         integer not null default 0 check (order_index >= 0),
  title               text not null check (length(title) between 1 and 255),
  body                text check (length(body) <= 100000),
  workout_type        text check (length(workout_type) <= 100),
  difficulty          text check (length(difficulty) <= 100),
  tags                jsonb not null default '[]' check (jsonb_typeof(tags) = 'array'),
  scheduled_date      timestamptz check (extract(year from scheduled_date at time zone 'UTC') between 1900 and 2199),
  completed           boolean not null default false,
  completed_at        timestamptz check (extract(year from completed_at at time zone 'UTC') between 1900 and 2199),
  notes               text check (length(notes) <= 10000),
  is_reference        boolean not null default false,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),

  constraint program_workouts_program_key unique (user_id, entity_id, program_id, id),
  constraint program_workouts_program_fkey foreign key (user_id, entity_id, program_id)
    references public.programs (user_id, entity_id, id) on delete cascade,
  constraint program_workouts_completed_when check (completed = (completed_at is not null))
);
comment on table public.program_workouts is 'The workouts of a program.';
comment on column public.program_workouts.id is 'The workout.';
comment on column public.program_workouts.user_id is 'The coach.';
comment on column public.program_workouts.program_id is 'The program it is part of.';
comment on column public.program_workouts.entity_id is 'For whom it is: the program''s client or class.';
comment on column public.program_workouts.external_workout_id is 'The workout of the library it was taken from.';
comment on column public.program_workouts.order_index is 'Its place in the program, from 0.';
comment on column public.program_workouts.title is 'What it is called.';
comment on column public.program_workouts.body is 'What to do, as text.';
comment on column public.program_workouts.workout_type is 'What kind of workout it is.';
comment on column public.program_workouts.difficulty is 'How hard it is, in the coach''s words.';
comment on column public.program_workouts.tags is 'A list of tags.';
comment on column public.program_workouts.scheduled_date is 'When it is to be done; the same as in workout_schedule.';
comment on column public.program_workouts.completed is 'Whether it is done.';
comment on column public.program_workouts.completed_at is 'When it was done; null while it is not.';
comment on column public.program_workouts.notes is 'What there is to say of it.';
comment on column public.program_workouts.is_reference is 'True for an example that the program was made from; it is never scheduled with the others.';
comment on column public.program_workouts.created_at is 'When it was made.';
comment on column public.program_workouts.updated_at is 'When the row last changed.';

create index program_workouts_due_idx on public.program_workouts (user_id, entity_id, scheduled_date)
  where scheduled_date is not null;
create index program_workouts_done_idx on public.program_workouts (user_id, entity_id, completed_at desc)
  where completed_at is not null;
create index program_workouts_external_idx on public.program_workouts (external_workout_id)
  where external_workout_id is not null;
comment on index public.program_workouts_due_idx is 'What is this client to do in these weeks?';
comment on index public.program_workouts_done_idx is 'What did this client do last?';
comment on index public.program_workouts_external_idx is 'Which workouts were taken from this one of the library?';

create table public.workout_schedule (
  id             uuid primary key default private.new_id(),
  user_id        uuid not null default auth.uid(),
  program_id     uuid not null,
  entity_id      uuid not null,
  workout_id     uuid not null,
  scheduled_date timestamptz not null
    check (extract(year from scheduled_date at time zone 'UTC') between 1900 and 2199),
  notes          text check (length(notes) <= 10000),
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),

  constraint workout_schedule_workout_fkey foreign key (user_id, entity_id, program_id, workout_id)
    references public.program_workouts (user_id, entity_id, program_id, id) on delete cascade,
  -- a workout has one date, as it has one column for it
  constraint workout_schedule_workout_key unique (user_id, workout_id)
);
comment on table public.workout_schedule is 'When the workouts of programs are to be done: an entry for each that has a date.';
comment on column public.workout_schedule.id is 'The entry.';
comment on column public.workout_schedule.user_id is 'The coach.';
comment on column public.workout_schedule.program_id is 'The program.';
comment on column public.workout_schedule.entity_id is 'The client or class.';
comment on column public.workout_schedule.workout_id is 'The workout of the program; another one may take its place.';
comment on column public.workout_schedule.scheduled_date is 'When it is to be done; the same as program_workouts.scheduled_date.';
comment on column public.workout_schedule.notes is 'What there is to say of this date.';
comment on column public.workout_schedule.created_at is 'When the entry was made.';
comment on column public.workout_schedule.updated_at is 'When the entry last changed.';

create index workout_schedule_workout_idx on public.workout_schedule (user_id, entity_id, program_id, workout_id);
create index workout_schedule_date_idx on public.workout_schedule (user_id, scheduled_date);
comment on index public.workout_schedule_workout_idx is 'Which entries go with this workout, program or client?';
comment on index public.workout_schedule_date_idx is 'What is on this coach''s calendar in these weeks?';

create table public.ai_recommendations (
  id                  uuid primary key default private.new_id(),
  user_id             uuid not null default auth.uid(),
  program_id          uuid,
  entity_id           uuid not null,
  recommendation_type text not null check (length(recommendation_type) between 1 and 100),
  recommendation_data jsonb not null default '{}',
  made_by             text not null default 'unknown' check (length(made_by) between 1 and 255),
  status              public.recommendation_status_enum not null default 'open',
  answered_at         timestamptz,
  generated_at        timestamptz not null default now(),

  constraint ai_recommendations_entity_fkey foreign key (user_id, entity_id)
    references public.entities (user_id, id) on delete cascade,
  constraint ai_recommendations_program_fkey foreign key (user_id, entity_id, program_id)
    references public.programs (user_id, entity_id, id) on delete cascade,
  constraint ai_recommendations_answered_when check ((status = 'open') = (answered_at is null))
);
comment on table public.ai_recommendations is 'What was recommended for a client or class: to swap an exercise, to take a lighter week, to go harder.';
comment on column public.ai_recommendations.id is 'The recommendation.';
comment on column public.ai_recommendations.user_id is 'The coach.';
comment on column public.ai_recommendations.program_id is 'The program it is about; null if about none.';
comment on column public.ai_recommendations.entity_id is 'For whom it is.';
comment on column public.ai_recommendations.recommendation_type is 'What is recommended: exercise_swap, deload, intensity, …';
comment on column public.ai_recommendations.recommendation_data is 'The particulars.';
comment on column public.ai_recommendations.made_by is 'Who or what made it: a model, a rule, a person.';
comment on column public.ai_recommendations.status is 'open, accepted or dismissed.';
comment on column public.ai_recommendations.answered_at is 'When it was accepted or dismissed.';
comment on column public.ai_recommendations.generated_at is 'When it was made.';

create index ai_recommendations_entity_idx on public.ai_recommendations (user_id, entity_id, generated_at desc);
create index ai_recommendations_program_idx on public.ai_recommendations (user_id, entity_id, program_id);
comment on index public.ai_recommendations_entity_idx is 'What was recommended for this client last?';
comment on index public.ai_recommendations_program_idx is 'What was recommended for this program?';

-- Triggers

create trigger entities_touch before update on public.entities
  for each row execute function private.touch_updated_at();
create trigger entity_metrics_touch before update on public.entity_metrics
  for each row execute function private.touch_updated_at();
create trigger programs_touch before update on public.programs
  for each row execute function private.touch_updated_at();
create trigger program_workouts_touch before update on public.program_workouts
  for each row execute function private.touch_updated_at();
create trigger workout_schedule_touch before update on public.workout_schedule
  for each row execute function private.touch_updated_at();

-- The newest of each number that was ever measured.
create view private.newest_metrics with (security_invoker = true) as
select
  m.user_id, m.entity_id,
  (array_agg(m.bench_1rm order by m.measured_on desc) filter (where m.bench_1rm is not null))[1] as bench_1rm,
  (array_agg(m.deadlift_1rm order by m.measured_on desc) filter (where m.deadlift_1rm is not null))[1] as deadlift_1rm,
  (array_agg(m.squat_1rm order by m.measured_on desc) filter (where m.squat_1rm is not null))[1] as squat_1rm,
  (array_agg(m.mile_time order by m.measured_on desc) filter (where m.mile_time is not null))[1] as mile_time,
  (array_agg(m.weight_kg order by m.measured_on desc) filter (where m.weight_kg is not null))[1] as weight_kg,
  (array_agg(m.recovery_score order by m.measured_on desc)
   filter (where m.recovery_score is not null))[1] as recovery_score
from public.entity_metrics as m
group by m.user_id, m.entity_id;
comment on view private.newest_metrics is 'Each number of a client as it was measured last.';

create function private.keep_metrics()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.entity_metrics as m (
    user_id, entity_id, measured_on, bench_1rm, deadlift_1rm, squat_1rm, mile_time, weight_kg, recovery_score)
  select
    a.user_id, a.id, (now() at time zone u.timezone)::date,
    d.bench_1rm, d.deadlift_1rm, d.squat_1rm, d.mile_time, d.weight_kg, d.recovery_score
  from added as a
  join public.users as u on u.id = a.user_id
  left join lateral (
    select m.bench_1rm, m.deadlift_1rm, m.squat_1rm, m.mile_time, m.weight_kg, m.recovery_score
    from private.newest_metrics as m
    where m.user_id = a.user_id and m.entity_id = a.id
  ) as n on true
  -- what is known, and differs from what was
  cross join lateral (
    select
      nullif(a.bench_1rm, n.bench_1rm) as bench_1rm, nullif(a.deadlift_1rm, n.deadlift_1rm) as deadlift_1rm,
      nullif(a.squat_1rm, n.squat_1rm) as squat_1rm, nullif(a.mile_time, n.mile_time) as mile_time,
      nullif(a.weight_kg, n.weight_kg) as weight_kg, nullif(a.recovery_score, n.recovery_score) as recovery_score
  ) as d
  where num_nonnulls(d.bench_1rm, d.deadlift_1rm, d.squat_1rm, d.mile_time, d.weight_kg, d.recovery_score) > 0
  on conflict (user_id, entity_id, measured_on) do update
    set bench_1rm      = coalesce(excluded.bench_1rm, m.bench_1rm),
        deadlift_1rm   = coalesce(excluded.deadlift_1rm, m.deadlift_1rm),
        squat_1rm      = coalesce(excluded.squat_1rm, m.squat_1rm),
        mile_time      = coalesce(excluded.mile_time, m.mile_time),
        weight_kg      = coalesce(excluded.weight_kg, m.weight_kg),
        recovery_score = coalesce(excluded.recovery_score, m.recovery_score);
  return null;
end
$$;
comment on function private.keep_metrics() is 'A number of a client that changes is kept with today''s date.';

create trigger entities_metrics_insert after insert on public.entities
  referencing new table as added
  for each statement execute function private.keep_metrics();
create trigger entities_metrics_update after update on public.entities
  referencing new table as added
  for each statement execute function private.keep_metrics();

create function private.end_links_of_deleted()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.athlete_links
  set status = 'ended', ended_at = now()
  where user_id = new.user_id and entity_id = new.id and status in ('invited', 'active');
  return null;
end
$$;
comment on function private.end_links_of_deleted() is 'A coach reads nothing of a client they deleted.';

create trigger entities_end_links after update of deleted_at on public.entities
  for each row when (new.deleted_at is not null and old.deleted_at is null)
  execute function private.end_links_of_deleted();

create function private.keep_linked_clients()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from public.athlete_links as l
    where l.user_id = new.user_id and l.entity_id = new.id and l.status in ('invited', 'active')) then
    raise exception using
      errcode = 'PT409', message = 'A linked client stays a client', detail = format('type = %s', new.type),
      hint = 'A class is nobody''s log: end_athlete_link() first.';
  end if;
  return new;
end
$$;
comment on function private.keep_linked_clients() is 'Who is linked to an athlete does not become a class.';

create trigger entities_linked before update of type on public.entities
  for each row when (new.type = 'CLASS' and old.type = 'CLIENT')
  execute function private.keep_linked_clients();

create function private.stamp_completion()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- an app that sets one of the two means both
  if tg_op = 'UPDATE' and new.completed is not distinct from old.completed then
    new.completed := new.completed_at is not null;
  elsif tg_op = 'INSERT' and new.completed_at is not null then
    new.completed := true;
  end if;
  new.completed_at := case when new.completed then coalesce(new.completed_at, now()) end;
  return new;
end
$$;
comment on function private.stamp_completion() is 'A workout that is done has the moment when; one that is not has none.';

create trigger program_workouts_completion before insert or update on public.program_workouts
  for each row execute function private.stamp_completion();

-- One date in two places. Each side writes the other where the two differ, and so both come to rest.

create function private.schedule_follows_workouts()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from changed) then
    return null;
  end if;
  delete from public.workout_schedule as s
  using changed as c
  where s.user_id = c.user_id and s.workout_id = c.id and c.scheduled_date is null;
  insert into public.workout_schedule (user_id, program_id, entity_id, workout_id, scheduled_date)
  select c.user_id, c.program_id, c.entity_id, c.id, c.scheduled_date
  from changed as c
  where c.scheduled_date is not null
    and not exists (
      select from public.workout_schedule as s
      where s.user_id = c.user_id and s.workout_id = c.id and s.scheduled_date = c.scheduled_date)
  on conflict (user_id, workout_id) do update set scheduled_date = excluded.scheduled_date;
  return null;
end
$$;
comment on function private.schedule_follows_workouts() is 'The schedule has the dates that the workouts of programs have.';

create function private.workouts_follow_schedule()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from changed) then
    return null;
  end if;
  update public.program_workouts as w
  set scheduled_date = d.scheduled_date
  from (
    select distinct c.user_id, c.workout_id, s.scheduled_date
    from changed as c
    left join public.workout_schedule as s on s.user_id = c.user_id and s.workout_id = c.workout_id
  ) as d
  where w.user_id = d.user_id and w.id = d.workout_id and w.scheduled_date is distinct from d.scheduled_date;
  return null;
end
$$;
comment on function private.workouts_follow_schedule() is 'The workouts of programs have the dates that the schedule has.';

create trigger program_workouts_schedule_insert after insert on public.program_workouts
  referencing new table as changed
  for each statement execute function private.schedule_follows_workouts();
create trigger program_workouts_schedule_update after update on public.program_workouts
  referencing new table as changed
  for each statement execute function private.schedule_follows_workouts();
create trigger workout_schedule_workouts_insert after insert on public.workout_schedule
  referencing new table as changed
  for each statement execute function private.workouts_follow_schedule();
-- an entry may pass from one workout to another: both have to follow
create trigger workout_schedule_workouts_update after update on public.workout_schedule
  referencing new table as changed
  for each statement execute function private.workouts_follow_schedule();
create trigger workout_schedule_workouts_leave after update on public.workout_schedule
  referencing old table as changed
  for each statement execute function private.workouts_follow_schedule();
create trigger workout_schedule_workouts_delete after delete on public.workout_schedule
  referencing old table as changed
  for each statement execute function private.workouts_follow_schedule();

-- Who may look

create or replace function private.open_logs()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select l.athlete_id
    from public.athlete_links as l
    where l.user_id = auth.uid() and l.status = 'active');
end
$$;

create or replace function private.open_exercises()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return array(
    select e.id
    from public.exercises as e
    where e.owner_id = any (private.open_logs()) and exists (
      select from public.workout_session_exercises as b
      join public.workout_sessions as w on w.user_id = b.user_id and w.id = b.session_id
      where b.user_id = e.owner_id and b.exercise_id = e.id and w.deleted_at is null));
end
$$;

-- Policies: all of it is the coach's own, and the athlete sees who looks

alter table public.entities enable row level security;
alter table public.entity_metrics enable row level security;
alter table public.athlete_links enable row level security;
alter table public.programs enable row level security;
alter table public.program_workouts enable row level security;
alter table public.workout_schedule enable row level security;
alter table public.ai_recommendations enable row level security;

create policy entities_select on public.entities
  for select to authenticated using (user_id = (select auth.uid()));
create policy entities_insert on public.entities
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy entities_update on public.entities
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

create policy entity_metrics_select on public.entity_metrics
  for select to authenticated using (user_id = (select auth.uid()));
create policy entity_metrics_delete on public.entity_metrics
  for delete to authenticated using (user_id = (select auth.uid()));

create policy athlete_links_select on public.athlete_links
  for select to authenticated using (user_id = (select auth.uid()) or athlete_id = (select auth.uid()));

create policy programs_select on public.programs
  for select to authenticated using (user_id = (select auth.uid()));
create policy programs_insert on public.programs
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy programs_update on public.programs
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy programs_delete on public.programs
  for delete to authenticated using (user_id = (select auth.uid()));

create policy program_workouts_select on public.program_workouts
  for select to authenticated using (user_id = (select auth.uid()));
create policy program_workouts_insert on public.program_workouts
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy program_workouts_update on public.program_workouts
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy program_workouts_delete on public.program_workouts
  for delete to authenticated using (user_id = (select auth.uid()));

create policy workout_schedule_select on public.workout_schedule
  for select to authenticated using (user_id = (select auth.uid()));
create policy workout_schedule_insert on public.workout_schedule
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy workout_schedule_update on public.workout_schedule
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workout_schedule_delete on public.workout_schedule
  for delete to authenticated using (user_id = (select auth.uid()));

create policy ai_recommendations_select on public.ai_recommendations
  for select to authenticated using (user_id = (select auth.uid()));
create policy ai_recommendations_insert on public.ai_recommendations
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy ai_recommendations_update on public.ai_recommendations
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy ai_recommendations_delete on public.ai_recommendations
  for delete to authenticated using (user_id = (select auth.uid()));

-- Grants

revoke all on
  public.entities, public.entity_metrics, public.athlete_links, public.programs, public.program_workouts,
  public.workout_schedule, public.ai_recommendations
  from anon, authenticated;
grant select on public.athlete_links to authenticated, service_role;
-- the history is written by what changes a client, so that the newest stands in entities;
-- a client that is gone would take with it who had looked: delete_entity() hides it
grant select on public.entities to authenticated;
grant select, delete on public.entities to service_role;
grant select, delete on
  public.entity_metrics, public.programs, public.program_workouts, public.workout_schedule,
  public.ai_recommendations
  to authenticated, service_role;
grant insert (id, user_id, name, type, description, bench_1rm, deadlift_1rm, squat_1rm, mile_time, gender, age,
              height_cm, weight_kg, years_of_experience, workout_experience_type, recovery_score,
              preferred_training_days, injury_history, deleted_at),
      update (name, type, description, bench_1rm, deadlift_1rm, squat_1rm, mile_time, gender, age, height_cm,
              weight_kg, years_of_experience, workout_experience_type, recovery_score, preferred_training_days,
              injury_history, deleted_at)
  on public.entities to authenticated, service_role;
grant insert (id, user_id, entity_id, measured_on, bench_1rm, deadlift_1rm, squat_1rm, mile_time, weight_kg,
              recovery_score),
      update (measured_on, bench_1rm, deadlift_1rm, squat_1rm, mile_time, weight_kg, recovery_score)
  on public.entity_metrics to service_role;
grant insert (id, user_id, entity_id, name, description, duration_weeks, focus_area, goal, difficulty,
              training_methodology, reference_input, session_details, program_overview, workout_format, gym_details,
              generated_program, calendar_data, periodization),
      update (name, description, duration_weeks, focus_area, goal, difficulty,
              training_methodology, reference_input, session_details, program_overview, workout_format, gym_details,
              generated_program, calendar_data, periodization)
  on public.programs to authenticated, service_role;
grant insert (id, user_id, program_id, entity_id, external_workout_id, order_index, title, body, workout_type,
              difficulty, tags, scheduled_date, completed, completed_at, notes, is_reference),
      update (external_workout_id, order_index, title, body, workout_type, difficulty,
              tags, scheduled_date, completed, completed_at, notes, is_reference)
  on public.program_workouts to authenticated, service_role;
grant insert (id, user_id, program_id, entity_id, workout_id, scheduled_date, notes),
      update (workout_id, scheduled_date, notes)
  on public.workout_schedule to authenticated, service_role;
grant insert (id, user_id, program_id, entity_id, recommendation_type, recommendation_data, made_by, status,
              answered_at, generated_at),
      update (recommendation_data, status, answered_at)
  on public.ai_recommendations to authenticated, service_role;
grant select on private.newest_metrics to authenticated, service_role;

revoke execute on all functions in schema private from public;

-- Transfer: the way in, for years of training kept in another app.
--
-- An import is a job, with the account of what came in. A file's dialect is the client's business: it reads lines and
-- writes them to `private.import_rows` by COPY, one row a record, with what it could read and what it could not. What
-- becomes of them is the next chapter's.
-- A workout is known by where it comes from and how it begins (source, local start, title), and a hash of its rows says
-- whether it changed. So the same file twice adds nothing, and a longer export adds what is new.
-- What an import makes and changes is kept beside it, so that it can be undone. All rows of an import bear its instant:
-- so `private.imported_state` tells which workouts a person has corrected since, without asking them to say so.

create type public.import_job_status_enum as enum ('pending', 'processing', 'completed', 'failed');
create type public.import_conflict_enum as enum ('report', 'update', 'overwrite');
create type private.import_row_kind_enum as enum ('set', 'rest', 'note', 'error');
create type private.import_action_enum as enum ('create', 'update', 'conflict', 'unchanged');
create type private.import_made_enum as enum ('exercise', 'body_weight');

comment on type public.import_job_status_enum is 'Where an import stands.';
comment on type public.import_conflict_enum is 'What to do with a workout that changed in its file since it was imported: report it; update it unless it was edited here; or overwrite it all the same.';
comment on type private.import_row_kind_enum is 'What a record of a file is.';
comment on type private.import_action_enum is 'What an import does with a workout of the file.';
comment on type private.import_made_enum is 'What an import makes beside workouts.';

create table public.import_jobs (
  id           uuid primary key default private.new_id(),
  user_id      uuid not null references public.users (id) on delete cascade,
  status       public.import_job_status_enum not null default 'pending',
  source       text not null check (source ~ '^[a-z0-9_]{1,32}$'),
  dialect      text not null check (length(dialect) between 1 and 100),
  file_name    text check (length(file_name) <= 1000),
  weight_unit  public.weight_unit_enum,
  timezone     text not null check (private.is_timezone(timezone)),
  on_conflict  public.import_conflict_enum not null default 'report',
  reading      jsonb not null default '{}' check (jsonb_typeof(reading) = 'object'),
  progress     smallint not null default 0 check (progress between 0 and 100),
  worker       text check (length(worker) between 1 and 200),
  heartbeat_at timestamptz,
  attempts     smallint not null default 0,
  summary      jsonb,
  error        text,
  undone_at    timestamptz,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),

  constraint import_jobs_owner_key unique (user_id, id)
);
comment on table public.import_jobs is 'Imports, one row each, with the account of what came in.';
comment on column public.import_jobs.id is 'The import.';
comment on column public.import_jobs.user_id is 'Whose log it goes to.';
comment on column public.import_jobs.status is 'pending, processing, completed or failed.';
comment on column public.import_jobs.source is 'The app the file is from: strong, hevy, …';
comment on column public.import_jobs.dialect is 'Which of its file formats it is.';
comment on column public.import_jobs.file_name is 'What the file was called.';
comment on column public.import_jobs.weight_unit is 'The unit that was given for a file which does not say; null if it does.';
comment on column public.import_jobs.timezone is 'The IANA zone its local times are in.';
comment on column public.import_jobs.on_conflict is 'What to do with a workout that changed since.';
comment on column public.import_jobs.reading is 'How the file was read, as the client found out: units and how they are known, the language of its months, its header.';
comment on column public.import_jobs.progress is 'How much of it is done, percent.';
comment on column public.import_jobs.worker is 'The worker that does it, or did; null if it was imported at once.';
comment on column public.import_jobs.heartbeat_at is 'When that worker last gave a sign of life; null if it has none any more.';
comment on column public.import_jobs.attempts is 'How many workers have begun it.';
comment on column public.import_jobs.summary is 'The account: rows = sets + rests + notes + errors, workouts created, updated, unchanged and in conflict, exercises made, names suggested.';
comment on column public.import_jobs.error is 'Why it failed; null if it did not.';
comment on column public.import_jobs.undone_at is 'When it was undone; null if it was not.';
comment on column public.import_jobs.created_at is 'When it was asked for.';
comment on column public.import_jobs.updated_at is 'When the row last changed.';

create index idx_import_jobs_user_id on public.import_jobs (user_id);
create index idx_import_jobs_status on public.import_jobs (status);
create index idx_import_jobs_created on public.import_jobs (created_at desc);
comment on index public.idx_import_jobs_user_id is 'What did this person import?';
comment on index public.idx_import_jobs_status is 'Which imports wait?';
comment on index public.idx_import_jobs_created is 'Which imports came last?';

create table public.imported_workouts (
  id           uuid primary key default private.new_id(),
  user_id      uuid not null,
  source       text not null,
  source_key   text not null,
  session_id   uuid not null,
  content_hash text not null,
  job_id       uuid,
  set_count    integer not null default 0,
  written_at   timestamptz not null default now(),
  created_at   timestamptz not null default now(),

  -- what is known is not imported again
  constraint imported_workouts_source_key unique (user_id, source, source_key),
  constraint imported_workouts_session_fkey foreign key (user_id, session_id)
    references public.workout_sessions (user_id, id) on delete cascade,
  constraint imported_workouts_job_fkey foreign key (user_id, job_id)
    references public.import_jobs (user_id, id) on delete set null (job_id)
);
comment on table public.imported_workouts is 'Where each imported workout came from, so that it is known when it comes again.';
comment on column public.imported_workouts.id is 'The row.';
comment on column public.imported_workouts.user_id is 'Whose workout.';
comment on column public.imported_workouts.source is 'The app it came from.';
comment on column public.imported_workouts.source_key is 'How it begins there: its local start and its title, and its place among workouts that share both.';
comment on column public.imported_workouts.session_id is 'The workout here.';
comment on column public.imported_workouts.content_hash is 'A hash of its rows, by which a change is seen.';
comment on column public.imported_workouts.job_id is 'The import that made it or changed it last.';
comment on column public.imported_workouts.set_count is 'How many sets that import wrote.';
comment on column public.imported_workouts.written_at is 'When it wrote them; what has changed since was edited here. -infinity once it is known to have been.';
comment on column public.imported_workouts.created_at is 'When it first came in.';

create index imported_workouts_session_idx on public.imported_workouts (user_id, session_id);
create index imported_workouts_job_idx on public.imported_workouts (user_id, job_id);
comment on index public.imported_workouts_session_idx is 'Where did this workout come from?';
comment on index public.imported_workouts_job_idx is 'What did this import bring?';

-- Staging. No foreign keys: rows come by the hundred thousand, and go with their job.
create table private.import_rows (
  job_id           uuid not null,
  user_id          uuid not null,
  -- of the set, if it becomes one: made while the client reads on, and the server waits for it
  id               uuid not null default private.new_id(),
  line             integer not null,
  kind             private.import_row_kind_enum not null,
  -- the stretch of records of one workout that it is in, in the order of the file
  run              integer,
  workout_title    text,
  started_local    timestamp,
  ended_local      timestamp,
  workout_notes    text,
  block            integer,
  -- which set of the block it is, or comes after
  set_number       integer,
  exercise_name    text,
  superset         text,
  exercise_notes   text,
  set_index        integer,
  set_type         public.set_type_enum,
  weight           numeric,
  weight_unit      public.weight_unit_enum,
  reps             integer,
  distance_m       numeric,
  duration_seconds numeric,
  rpe              numeric,
  notes            text,
  error_column     text,
  error_value      text,
  error_reason     text,
  raw              text,
  -- of workouts that begin at the same second with the same title, which of them after the first
  workout_ordinal  smallint,
  -- a record may hold several sets: which of them this is
  part             smallint not null default 1,
  -- only our own export says these: instants, zones, ids
  workout_id       uuid,
  started_at       timestamptz,
  completed_at     timestamptz,
  timezone         text,
  status           public.session_status_enum,
  order_index      integer,
  exercise_id      uuid,
  typed_name       text,
  load_kind        public.load_kind_enum,
  bodyweight_share numeric,
  rir              integer,
  rest_seconds     integer,
  performed_at     timestamptz,
  -- and some other apps' files these
  body_weight      numeric,
  body_weight_unit public.weight_unit_enum,
  body_weight_on   date,
  primary key (job_id, line, part),
  constraint import_rows_are_placed check (kind = 'error' or (run, block, set_number) is not null)
);
comment on table private.import_rows is 'The records of files as the client read them, in local time: a row each, or one for each set of those that hold several; kept with the job until purged.';

create table private.import_workouts (
  job_id        uuid not null,
  source_key    text not null,
  -- the stretches of the file that it is made of
  runs          integer[],
  name          text,
  started_at    timestamptz not null,
  completed_at  timestamptz,
  notes         text,
  content_hash  text not null,
  session_id    uuid not null,
  action        private.import_action_enum not null,
  set_count     integer not null default 0,
  is_edited     boolean not null default false,
  -- null stands for the import's own zone, and for completed
  timezone      text,
  status        public.session_status_enum,
  primary key (job_id, source_key)
);
comment on table private.import_workouts is 'While an import runs: the workouts of its file, and what is done with each.';

create table private.import_blocks (
  job_id         uuid not null,
  block          integer not null,
  run            integer not null,
  id             uuid not null,
  exercise_name  text not null,
  notes          text,
  -- the file's own mark of a superset
  superset       text,
  -- only our own export says these; of other files they are found when the block is written
  exercise_id    uuid,
  order_index    integer,
  superset_group smallint,
  primary key (job_id, block)
);
comment on table private.import_blocks is 'While an import runs: the blocks of its file, with the ids they get.';

create table private.import_names (
  job_id        uuid not null,
  exercise_name text not null,
  exercise_id   uuid,
  primary key (job_id, exercise_name)
);
comment on table private.import_names is 'While an import runs: what the names mean in the workouts that it writes.';

create table private.import_made (
  job_id  uuid not null,
  user_id uuid not null,
  kind    private.import_made_enum not null,
  id      uuid not null,
  primary key (job_id, kind, id)
);
comment on table private.import_made is 'What an import made beside workouts, for undoing it.';

create table private.import_before (
  job_id        uuid not null,
  user_id       uuid not null,
  session_id    uuid not null,
  former_job_id uuid,
  -- null for a workout that no import had brought
  content_hash  text,
  set_count     integer,
  written_at    timestamptz,
  is_edited     boolean not null,
  workout       jsonb not null,
  blocks        jsonb not null,
  sets          jsonb not null,
  primary key (job_id, session_id)
);
comment on table private.import_before is 'What a workout was before an import wrote it anew, for undoing that.';

create trigger import_jobs_touch before update on public.import_jobs
  for each row execute function private.touch_updated_at();

create function private.drop_import_rows()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from private.import_rows as r using removed as o where r.job_id = o.id;
  delete from private.import_made as m using removed as o where m.job_id = o.id;
  delete from private.import_before as b using removed as o where b.job_id = o.id;
  return null;
end
$$;
comment on function private.drop_import_rows() is 'The rows of an import go with it, and what was kept for undoing it.';

create trigger import_jobs_drop_rows after delete on public.import_jobs
  referencing old table as removed
  for each statement execute function private.drop_import_rows();

-- Policies: a person sees their own imports; the back end writes them

alter table public.import_jobs enable row level security;
alter table public.imported_workouts enable row level security;
create policy import_jobs_select on public.import_jobs
  for select to authenticated using (user_id = (select auth.uid()));
create policy imported_workouts_select on public.imported_workouts
  for select to authenticated using (user_id = (select auth.uid()));

-- An import writes all its rows at one instant; whatever bears another was touched here. Merging exercises moves blocks
-- to another exercise, which is no correction of the workout.
create view private.imported_state with (security_invoker = true) as
select
  i.user_id, i.session_id, i.job_id,
  w.deleted_at is not null as is_deleted,
  w.updated_at <> i.written_at
    or b.is_touched
    or b.set_count <> i.set_count as is_edited
from public.imported_workouts as i
join public.workout_sessions as w on w.user_id = i.user_id and w.id = i.session_id
cross join lateral (
  select
    coalesce(sum(s.set_count), 0) as set_count,
    coalesce(
      bool_or(s.is_touched)
      or bool_or(b.created_at <> i.written_at)
      or bool_or(b.updated_at <> i.written_at and not exists (
           select from public.exercises as e where e.merged_into = b.exercise_id and e.merged_at = b.updated_at)),
      false) as is_touched
  from public.workout_session_exercises as b
  cross join lateral (
    select count(*) as set_count, bool_or(s.created_at <> i.written_at or s.updated_at <> i.written_at) as is_touched
    from public.workout_sets as s
    where s.user_id = i.user_id and s.session_exercise_id = b.id
  ) as s
  where b.user_id = i.user_id and b.session_id = i.session_id
) as b;
comment on view private.imported_state is 'Each imported workout, and whether it was edited or deleted here since.';

-- A merge moves the blocks, and thereby hides that one of them was corrected before.
create function private.note_edits_before_merge()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.imported_workouts as i
  set written_at = '-infinity'
  from (
    select distinct b.user_id, b.session_id
    from public.workout_session_exercises as b
    where b.exercise_id = new.id
  ) as m
  join private.imported_state as s on s.user_id = m.user_id and s.session_id = m.session_id
  where i.user_id = m.user_id and i.session_id = m.session_id and s.is_edited;
  return null;
end
$$;
comment on function private.note_edits_before_merge() is
  'What was edited before an exercise of it is merged stays known as edited: nothing was written at its written_at.';

-- by its name it comes before exercises_merge_log
create trigger exercises_merge_imports after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.note_edits_before_merge();

create view private.written_runs with (security_invoker = true) as
select w.job_id, unnest(w.runs) as run, w.session_id, w.started_at
from private.import_workouts as w
where w.action in ('create', 'update');
comment on view private.written_runs is 'While an import runs: the stretches of its file that it writes, and to which workout, and when that began.';

-- Grants

revoke all on public.import_jobs, public.imported_workouts from anon, authenticated;
grant select on public.import_jobs, public.imported_workouts to authenticated;
grant select, insert, update, delete on public.import_jobs, public.imported_workouts to service_role;
grant select, insert, update, delete on
  private.import_rows, private.import_workouts, private.import_blocks, private.import_names, private.import_made,
  private.import_before
  to service_role;
grant select on private.imported_state, private.written_runs to service_role;

revoke execute on all functions in schema private from public;

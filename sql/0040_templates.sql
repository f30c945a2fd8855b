-- Templates: workouts to be done again.
--
-- A template is an ordered list of exercises with what is meant to be done of each: sets, a range of repetitions,
-- the rest, how hard (RPE or repetitions in reserve), what it is paired with. Starting a workout from it takes a
-- copy; so a template can change, be archived or go, and no workout ever done from it changes. An exercise keeps
-- its name beside its link, and when the link is lost the name stays.
-- A template is private unless its owner shows it to friends. They see and copy it through two functions alone, for
-- as long as they are friends, and without `notes`: what one notes beside an exercise is for oneself. Deleting hides
-- it and can be undone.

create type public.template_visibility_enum as enum ('private', 'friends');
create type public.confidence_level_enum as enum ('high', 'medium', 'low');

comment on type public.template_visibility_enum is 'Who may see a template beside its owner.';
comment on type public.confidence_level_enum is 'How sure a machine was of what it read.';

create table public.workout_templates (
  id          uuid primary key default private.new_id(),
  user_id     uuid not null references public.users (id) on delete cascade,
  name        text not null check (length(name) between 1 and 255),
  description text check (length(description) <= 10000),
  visibility  public.template_visibility_enum not null default 'private',
  is_archived boolean not null default false,
  deleted_at  timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),

  constraint workout_templates_owner_key unique (user_id, id)
);
comment on table public.workout_templates is 'Workouts to be done again: a name and, in workout_template_exercises, what to do.';
comment on column public.workout_templates.id is 'The template.';
comment on column public.workout_templates.user_id is 'Whose it is.';
comment on column public.workout_templates.name is 'What it is called.';
comment on column public.workout_templates.description is 'What it is for; friends see it too, if they see the template.';
comment on column public.workout_templates.visibility is 'private, or friends: then friends may see and copy it.';
comment on column public.workout_templates.is_archived is 'True once it is out of use; friends see it no more.';
comment on column public.workout_templates.deleted_at is 'Since when it is deleted; null while it is not.';
comment on column public.workout_templates.created_at is 'When it was made.';
comment on column public.workout_templates.updated_at is 'When it, or its list of exercises, last changed.';

create index idx_workout_plan_user_id on public.workout_templates (user_id) where deleted_at is null;
create index idx_workout_plan_created_at on public.workout_templates (user_id, created_at desc);
create index idx_workout_plan_name on public.workout_templates (user_id, name) where deleted_at is null;
create index idx_templates_visibility on public.workout_templates (visibility);
comment on index public.idx_workout_plan_user_id is 'Which templates has this person?';
comment on index public.idx_workout_plan_created_at is 'Which did they make last?';
comment on index public.idx_workout_plan_name is 'Which of theirs has this name?';
comment on index public.idx_templates_visibility is 'Which are shown to friends?';

create table public.workout_template_exercises (
  id                      uuid primary key default private.new_id(),
  user_id                 uuid not null,
  template_id             uuid not null,
  exercise_id             uuid references public.exercises (id) on delete set null,
  exercise_name           text not null check (length(exercise_name) between 1 and 255),
  order_index             integer not null check (order_index between 0 and 1999999),
  sets                    smallint not null default 3 check (sets between 1 and 99),
  reps_min                smallint check (reps_min between 0 and 9999),
  reps_max                smallint check (reps_max between 0 and 9999),
  target_duration_seconds integer check (target_duration_seconds between 1 and 1000000),
  target_rpe              numeric(3, 1) check (target_rpe between 1 and 10 and target_rpe * 2 = trunc(target_rpe * 2)),
  target_rir              smallint check (target_rir between 0 and 20),
  rest_time_seconds       integer check (rest_time_seconds between 0 and 86400),
  superset_group          smallint check (superset_group >= 0),
  confidence_level        public.confidence_level_enum not null default 'medium',
  notes                   text check (length(notes) <= 10000),
  created_at              timestamptz not null default now(),
  updated_at              timestamptz not null default now(),

  constraint workout_template_exercises_template_fkey foreign key (user_id, template_id)
    references public.workout_templates (user_id, id) on delete cascade,
  constraint workout_template_exercises_order_key unique (user_id, template_id, order_index),
  constraint workout_template_exercises_reps_range check (reps_min <= reps_max)
);
comment on table public.workout_template_exercises is 'What a template asks for, one row an exercise, in order.';
comment on column public.workout_template_exercises.id is 'The row; the same exercise may stand twice.';
comment on column public.workout_template_exercises.user_id is 'Whose it is: the template''s owner.';
comment on column public.workout_template_exercises.template_id is 'The template it belongs to.';
comment on column public.workout_template_exercises.exercise_id is 'The exercise; null if it is in no catalogue (any more).';
comment on column public.workout_template_exercises.exercise_name is 'What it was called when it was put here.';
comment on column public.workout_template_exercises.order_index is 'Its place, from 0.';
comment on column public.workout_template_exercises.sets is 'How many sets to do.';
comment on column public.workout_template_exercises.reps_min is 'The fewest repetitions a set.';
comment on column public.workout_template_exercises.reps_max is 'The most repetitions a set.';
comment on column public.workout_template_exercises.target_duration_seconds is 'How long a set is to last, for exercises that are timed.';
comment on column public.workout_template_exercises.target_rpe is 'How hard: rating of perceived exertion, 1 to 10 in halves.';
comment on column public.workout_template_exercises.target_rir is 'How hard: repetitions left in reserve.';
comment on column public.workout_template_exercises.rest_time_seconds is 'The rest between sets, seconds.';
comment on column public.workout_template_exercises.superset_group is 'Exercises with the same number are done in turn.';
comment on column public.workout_template_exercises.confidence_level is 'How sure a machine was, where one read it from a text.';
comment on column public.workout_template_exercises.notes is 'Whatever else there is to say of it, to oneself: friends never see it.';
comment on column public.workout_template_exercises.created_at is 'When it was added.';
comment on column public.workout_template_exercises.updated_at is 'When it last changed.';

create index idx_workout_exercise_exercise_id on public.workout_template_exercises (exercise_id);
comment on index public.idx_workout_exercise_exercise_id is 'Which templates use this exercise?';

-- Triggers

create trigger workout_templates_touch before update on public.workout_templates
  for each row execute function private.touch_updated_at();
create trigger workout_template_exercises_touch before update on public.workout_template_exercises
  for each row execute function private.touch_updated_at();

-- Both take their turn with the functions, which change a template before its list.
create trigger workout_templates_lock before update or delete on public.workout_templates
  for each statement execute function private.lock_writer();
create trigger workout_template_exercises_lock before insert or update or delete on public.workout_template_exercises
  for each statement execute function private.lock_writer();

create function private.touch_templates()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_templates as t
  set updated_at = now()
  from (select distinct c.user_id, c.template_id from changed as c) as c
  where t.user_id = c.user_id and t.id = c.template_id and t.updated_at <> now();
  return null;
end
$$;
comment on function private.touch_templates() is 'A template whose list of exercises changes has changed.';

create trigger workout_template_exercises_insert after insert on public.workout_template_exercises
  referencing new table as changed
  for each statement execute function private.touch_templates();
create trigger workout_template_exercises_update after update on public.workout_template_exercises
  referencing new table as changed
  for each statement execute function private.touch_templates();
create trigger workout_template_exercises_delete after delete on public.workout_template_exercises
  referencing old table as changed
  for each statement execute function private.touch_templates();

create trigger workout_template_exercises_owners_insert after insert on public.workout_template_exercises
  referencing new table as written
  for each statement execute function private.check_exercise_owners();
create trigger workout_template_exercises_owners_update after update on public.workout_template_exercises
  referencing new table as written
  for each statement execute function private.check_exercise_owners();

create function private.follow_merge_in_templates()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.workout_template_exercises
  set exercise_id = new.merged_into
  where exercise_id = new.id and (new.owner_id is null or user_id = new.owner_id);
  return null;
end
$$;
comment on function private.follow_merge_in_templates() is 'Templates go on with the exercise that took a merged one''s place.';

create trigger exercises_merge_templates after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_templates();

-- Policies

alter table public.workout_templates enable row level security;
alter table public.workout_template_exercises enable row level security;

create policy workout_templates_select on public.workout_templates
  for select to authenticated using (user_id = (select auth.uid()));
create policy workout_templates_insert on public.workout_templates
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy workout_templates_update on public.workout_templates
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy workout_templates_delete on public.workout_templates
  for delete to authenticated using (user_id = (select auth.uid()));

create policy workout_template_exercises_select on public.workout_template_exercises
  for select to authenticated using (user_id = (select auth.uid()));
-- only the system's exercises and one's own, though others' may be seen
create policy workout_template_exercises_insert on public.workout_template_exercises
  for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy workout_template_exercises_update on public.workout_template_exercises
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (
    user_id = (select auth.uid())
    and (exercise_id is null or exists (
      select from public.exercises as e
      where e.id = exercise_id and (e.owner_id is null or e.owner_id = (select auth.uid())))));
create policy workout_template_exercises_delete on public.workout_template_exercises
  for delete to authenticated using (user_id = (select auth.uid()));

-- Functions

create function private.name_exercises(p_user_id uuid, p_exercises jsonb, p_path text)
returns table (index integer, exercise_id uuid, exercise_name text, fault text)
language sql stable rows 10
set search_path = pg_catalog, pg_temp
as $$
  -- an id is one the person may see, or what it was merged into; a name that nothing answers to stays a name
  select
    d.index,
    coalesce(e.merged_into, e.id, f.id),
    coalesce(e.name, d.name, n.name),
    case
      when d.id is not null and e.id is null
        then format('%s[%s].exercise_id = "%s": expected an exercise of the catalogue or of your own',
                    p_path, d.index, d.id)
      -- an empty name is a fault of its own, and told where the fields are checked
      when not d.has_id and d.name is null and d.typed_name is distinct from ''
        then format('%s[%s].exercise_id is missing, and so is exercise_name', p_path, d.index)
    end
  from (
    select
      x.index,
      case when private.field_fault(x.value -> 'exercise_id', '', 'uuid') is null
        then (x.value ->> 'exercise_id')::uuid end as id,
      coalesce(jsonb_typeof(x.value -> 'exercise_id'), 'null') <> 'null' as has_id,
      x.value ->> 'exercise_name' as typed_name,
      nullif(btrim(x.value ->> 'exercise_name'), '') as name
    from private.elements(p_exercises) as x
    where jsonb_typeof(x.value) = 'object'
  ) as d
  left join public.exercises as e on e.id = d.id and (e.owner_id is null or e.owner_id = p_user_id)
  left join lateral (
    select private.find_exercise(p_user_id, d.name, 'any') as id where d.id is null
  ) as f on true
  left join public.exercises as n on n.id = f.id
$$;
comment on function private.name_exercises(uuid, jsonb, text) is
  'For each exercise of a document, the one its exercise_id or exercise_name means, and what it is to be called.';

create function private.write_template_exercises(p_user_id uuid, p_template_id uuid, p_exercises jsonb)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_faults text[];
begin
  select array_agg(f.fault order by x.index) filter (where f.fault is not null)
  into v_faults
  from private.elements(p_exercises) as x
  cross join lateral (select format('p_exercises[%s]', x.index) as path) as p
  cross join lateral (
    values
      (private.field_fault(x.value, p.path, 'object', p_required => true)),
      (private.field_fault(x.value -> 'exercise_id', p.path || '.exercise_id', 'uuid')),
      (private.field_fault(x.value -> 'exercise_name', p.path || '.exercise_name', 'text', 1, 255)),
      (private.field_fault(x.value -> 'sets', p.path || '.sets', 'integer', 1, 99)),
      (private.field_fault(x.value -> 'reps_min', p.path || '.reps_min', 'integer', 0, 9999)),
      (private.field_fault(x.value -> 'reps_max', p.path || '.reps_max', 'integer', 0, 9999)),
      (private.field_fault(x.value -> 'target_duration_seconds', p.path || '.target_duration_seconds', 'integer',
                           1, 1000000)),
      (private.field_fault(x.value -> 'target_rpe', p.path || '.target_rpe', 'half', 1, 10)),
      (private.field_fault(x.value -> 'target_rir', p.path || '.target_rir', 'integer', 0, 20)),
      (private.field_fault(x.value -> 'rest_time_seconds', p.path || '.rest_time_seconds', 'integer', 0, 86400)),
      (private.field_fault(x.value -> 'superset_group', p.path || '.superset_group', 'integer', 0, 999)),
      (private.field_fault(x.value -> 'confidence_level', p.path || '.confidence_level', 'choice',
                           p_choices => enum_range(null::public.confidence_level_enum)::text[])),
      (private.field_fault(x.value -> 'notes', p.path || '.notes', 'text', 0, 10000)),
      (case when jsonb_typeof(x.value -> 'reps_min') = 'number' and jsonb_typeof(x.value -> 'reps_max') = 'number'
                 and (x.value ->> 'reps_min')::numeric > (x.value ->> 'reps_max')::numeric
            then format('%s.reps_max = %s: expected no less than reps_min, %s',
                        p.path, x.value ->> 'reps_max', x.value ->> 'reps_min') end)
    union all
    select k.fault
    from private.key_faults(x.value, p.path || '.', array[
      'exercise_id', 'exercise_name', 'sets', 'reps_min', 'reps_max', 'target_duration_seconds', 'target_rpe',
      'target_rir', 'rest_time_seconds', 'superset_group', 'confidence_level', 'notes']) as k (fault)
    union all
    select n.fault from private.name_exercises(p_user_id, p_exercises, 'p_exercises') as n where n.index = x.index
  ) as f (fault);
  perform private.raise_faults('The template has faults', array_remove(
    array[private.field_fault(p_exercises, 'p_exercises', 'list', 0, 200, p_required => true)] || v_faults, null));

  delete from public.workout_template_exercises where user_id = p_user_id and template_id = p_template_id;
  insert into public.workout_template_exercises (
    user_id, template_id, exercise_id, exercise_name, order_index, sets, reps_min, reps_max, target_duration_seconds,
    target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level, notes)
  select
    p_user_id, p_template_id, n.exercise_id, n.exercise_name, n.index,
    coalesce((x.value ->> 'sets')::numeric::smallint, 3),
    coalesce(x.value ->> 'reps_min', x.value ->> 'reps_max')::numeric::smallint,
    coalesce(x.value ->> 'reps_max', x.value ->> 'reps_min')::numeric::smallint,
    (x.value ->> 'target_duration_seconds')::numeric::integer,
    (x.value ->> 'target_rpe')::numeric,
    (x.value ->> 'target_rir')::numeric::smallint,
    (x.value ->> 'rest_time_seconds')::numeric::integer,
    (x.value ->> 'superset_group')::numeric::smallint,
    coalesce((x.value ->> 'confidence_level')::public.confidence_level_enum, 'medium'),
    x.value ->> 'notes'
  from private.elements(p_exercises) as x
  join private.name_exercises(p_user_id, p_exercises, 'p_exercises') as n on n.index = x.index;
end
$$;
comment on function private.write_template_exercises(uuid, uuid, jsonb) is
  'Checks the list of exercises of a template, whole, and puts it in the place of what is there.';

create function private.find_template(p_user_id uuid, p_template_id uuid)
returns public.workout_templates
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_template public.workout_templates;
begin
  select t.* into v_template
  from public.workout_templates as t
  where t.user_id = p_user_id and t.id = p_template_id and t.deleted_at is null;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such template of yours', detail = format('p_template_id = %s', p_template_id),
      hint = 'The table workout_templates lists your own.';
  end if;
  return v_template;
end
$$;
comment on function private.find_template(uuid, uuid) is 'A person''s template; PT404 if it is not there, not theirs, or deleted.';

create type public.template_detail as (
  template  public.workout_templates,
  exercises public.workout_template_exercises[]
);
comment on type public.template_detail is 'A template with its exercises in order. May be null: nothing.';

create function public.get_template(p_template_id uuid)
returns public.template_detail
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_detail  public.template_detail;
begin
  v_detail.template := private.find_template(v_user_id, p_template_id);
  v_detail.exercises := array(
    select e
    from public.workout_template_exercises as e
    where e.user_id = v_user_id and e.template_id = p_template_id
    order by e.order_index);
  return v_detail;
end
$$;
comment on function public.get_template(uuid) is 'A template of one''s own with its exercises in order. Raises PT404 if it is not there.';

create function public.create_template(
  p_name        text,
  p_exercises   jsonb default '[]',
  p_description text default null,
  p_visibility  public.template_visibility_enum default 'private',
  p_id          uuid default null
)
returns public.template_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid := coalesce(p_id, private.new_id());
begin
  perform private.raise_faults('The template has faults', array_remove(
    array[private.field_fault(to_jsonb(p_name), 'p_name', 'text', 1, 255, p_required => true),
          private.field_fault(to_jsonb(p_description), 'p_description', 'text', 0, 10000)], null));
  if exists (select from public.workout_templates as t where t.user_id = v_user_id and t.id = v_id) then
    return public.get_template(v_id);
  end if;
  insert into public.workout_templates (id, user_id, name, description, visibility)
  values (v_id, v_user_id, p_name, p_description, coalesce(p_visibility, 'private'));
  perform private.write_template_exercises(v_user_id, v_id, p_exercises);
  return public.get_template(v_id);
end
$$;
comment on function public.create_template(text, jsonb, text, public.template_visibility_enum, uuid) is
  'Makes a template and returns it. p_exercises is a list of objects: exercise_id or exercise_name, and optionally sets, reps_min, reps_max, target_duration_seconds, target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level, notes. The same p_id again returns what is there. Raises PT422 with every fault''s path; then nothing is written.';

create function public.update_template(
  p_template_id uuid,
  p_name        text default null,
  p_exercises   jsonb default null,
  p_description text default null,
  p_visibility  public.template_visibility_enum default null
)
returns public.template_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_template(v_user_id, p_template_id);
  perform private.raise_faults('The template has faults', array_remove(
    array[private.field_fault(to_jsonb(p_name), 'p_name', 'text', 1, 255),
          private.field_fault(to_jsonb(p_description), 'p_description', 'text', 0, 10000)], null));
  update public.workout_templates as t
  set name        = coalesce(p_name, t.name),
      description = coalesce(p_description, t.description),
      visibility  = coalesce(p_visibility, t.visibility)
  where t.user_id = v_user_id and t.id = p_template_id;
  if p_exercises is not null then
    perform private.write_template_exercises(v_user_id, p_template_id, p_exercises);
  end if;
  return public.get_template(p_template_id);
end
$$;
comment on function public.update_template(uuid, text, jsonb, text, public.template_visibility_enum) is
  'Changes what is given of a template, keeps the rest, and returns it; p_exercises takes the place of the whole list and reads as in create_template. Raises PT404 if it is not one''s own, PT422 with every fault''s path.';

create function public.reorder_template(p_template_id uuid, p_exercise_row_ids uuid[])
returns public.template_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_template(v_user_id, p_template_id);
  if (
    select array_agg(e.id order by e.id)
    from public.workout_template_exercises as e
    where e.user_id = v_user_id and e.template_id = p_template_id
  ) is distinct from (select array_agg(i.id order by i.id) from unnest(p_exercise_row_ids) as i (id)) then
    raise exception using
      errcode = 'PT422', message = 'The new order must hold each exercise of the template once',
      detail  = format('p_exercise_row_ids has %s of them', cardinality(p_exercise_row_ids)),
      hint    = 'Send the ids of all rows of workout_template_exercises of this template, in their new order.';
  end if;

  -- in two steps, for a place can't be taken before it is left: first all move out of the way
  update public.workout_template_exercises as e
  set order_index = e.order_index + 1000000
  where e.user_id = v_user_id and e.template_id = p_template_id;
  update public.workout_template_exercises as e
  set order_index = i.place - 1
  from unnest(p_exercise_row_ids) with ordinality as i (id, place)
  where e.user_id = v_user_id and e.template_id = p_template_id and e.id = i.id;
  return public.get_template(p_template_id);
end
$$;
comment on function public.reorder_template(uuid, uuid[]) is
  'Puts the exercises of a template in a new order, given whole as the ids of their rows, and returns it. Raises PT404 if it is not one''s own, PT422 if a row is missing, foreign or there twice.';

create function public.archive_template(p_template_id uuid, p_archived boolean default true)
returns public.workout_templates
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_template public.workout_templates;
begin
  perform private.find_template(v_user_id, p_template_id);
  update public.workout_templates as t
  set is_archived = coalesce(p_archived, true)
  where t.user_id = v_user_id and t.id = p_template_id
  returning t.* into v_template;
  return v_template;
end
$$;
comment on function public.archive_template(uuid, boolean) is
  'Puts a template out of use, or with false back into it. Raises PT404 if it is not one''s own.';

create function public.delete_template(p_template_id uuid)
returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.find_template(v_user_id, p_template_id);
  update public.workout_templates as t
  set deleted_at = now()
  where t.user_id = v_user_id and t.id = p_template_id;
end
$$;
comment on function public.delete_template(uuid) is
  'Deletes a template; workouts done from it stay as they are. Raises PT404 if it is not one''s own.';

-- Between friends

create view private.shared_templates with (security_invoker = true) as
select f.user_id as viewer_id, t.id, t.user_id as owner_id, t.name, t.description, t.updated_at
from private.friends as f
join public.workout_templates as t on t.user_id = f.friend_id
where t.visibility = 'friends' and not t.is_archived and t.deleted_at is null;
comment on view private.shared_templates is 'Which templates each person sees of their friends; whatever shows them asks here.';

create type public.shared_template as (
  id             uuid,
  name           text,
  description    text,
  updated_at     timestamptz,
  owner_id       uuid,
  owner_name     text,
  exercise_count integer
);
comment on type public.shared_template is 'A template that a friend shows, and how many exercises it has. May be null: description.';

-- Rows of friends: hence definer, and no more of them than is shown.
create function private.shared_templates(p_limit integer, p_before timestamptz, p_before_id uuid)
returns setof public.shared_template
language plpgsql stable security definer rows 20
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
begin
  return query
  select
    t.id, t.name, t.description, t.updated_at, u.id, u.display_name,
    (select count(*)::integer
     from public.workout_template_exercises as e
     where e.user_id = t.owner_id and e.template_id = t.id)
  from private.shared_templates as t
  join public.users as u on u.id = t.owner_id
  where t.viewer_id = v_user_id
    and (p_before is null
         or (t.updated_at, t.id) < (p_before, coalesce(p_before_id, '00000000-0000-0000-0000-000000000000')))
  order by t.updated_at desc, t.id desc
  limit greatest(least(p_limit, 200), 0);
end
$$;
comment on function private.shared_templates(integer, timestamptz, uuid) is 'The work of public.shared_templates().';

create function public.shared_templates(
  p_limit     integer default 20,
  p_before    timestamptz default null,
  p_before_id uuid default null
)
returns setof public.shared_template
language plpgsql stable rows 20
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select t.id, t.name, t.description, t.updated_at, t.owner_id, t.owner_name, t.exercise_count
  from private.shared_templates(p_limit, p_before, p_before_id) as t;
end
$$;
comment on function public.shared_templates(integer, timestamptz, uuid) is
  'What one''s friends show of their templates, newest first, at most 200; copy_template() makes one of them one''s own. For the next page give updated_at and id of the last row.';

create function private.copy_template(p_id uuid, p_copy_id uuid)
returns uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id     uuid := private.lock_my_log();
  v_id          uuid := coalesce(p_copy_id, private.new_id());
  v_name        text;
  v_description text;
  v_rows        public.workout_template_exercises[];
begin
  if exists (select from public.workout_templates as t where t.user_id = v_user_id and t.id = v_id) then
    return v_id;
  end if;
  -- all of it at one moment, for its owner may be changing it
  select
    t.name, t.description,
    array(select e from public.workout_template_exercises as e where e.user_id = t.owner_id and e.template_id = t.id)
  into v_name, v_description, v_rows
  from private.shared_templates as t
  where t.viewer_id = v_user_id and t.id = p_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such template of a friend',
      detail = format('p_id = %s', coalesce(p_id::text, 'null')),
      hint = 'shared_templates() lists what friends show.';
  end if;

  -- a friend's own exercise is what its name means to oneself already, or becomes one's own
  with made as (
    insert into public.exercises (
      owner_id, name, category, load_kind, bodyweight_share, primary_muscle_groups, secondary_muscle_groups,
      default_reps, default_rest_time_seconds, description, instructions, image_url, video_url)
    select distinct on (lower(e.name))
      v_user_id, e.name, e.category, e.load_kind, e.bodyweight_share, e.primary_muscle_groups,
      e.secondary_muscle_groups, e.default_reps, e.default_rest_time_seconds, e.description, e.instructions,
      e.image_url, e.video_url
    from unnest(v_rows) as r
    join public.exercises as e on e.id = r.exercise_id
    where e.owner_id = r.user_id and private.find_exercise(v_user_id, e.name, 'any') is null
    order by lower(e.name), e.archived_at desc nulls first
    returning id, name
  )
  insert into public.exercise_equipment (exercise_id, equipment_id)
  select distinct m.id, q.equipment_id
  from made as m
  join unnest(v_rows) as r on true
  join public.exercises as e on e.id = r.exercise_id and e.owner_id = r.user_id and lower(e.name) = lower(m.name)
  join public.exercise_equipment as q on q.exercise_id = e.id;

  insert into public.workout_templates (id, user_id, name, description) values (v_id, v_user_id, v_name, v_description);
  insert into public.workout_template_exercises (
    user_id, template_id, exercise_id, exercise_name, order_index, sets, reps_min, reps_max, target_duration_seconds,
    target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level)
  select
    v_user_id, v_id,
    case when e.owner_id is null then e.id else private.find_exercise(v_user_id, e.name, 'any') end,
    r.exercise_name, r.order_index, r.sets, r.reps_min, r.reps_max, r.target_duration_seconds,
    r.target_rpe, r.target_rir, r.rest_time_seconds, r.superset_group, r.confidence_level
  from unnest(v_rows) as r
  left join public.exercises as e on e.id = r.exercise_id;
  return v_id;
end
$$;
comment on function private.copy_template(uuid, uuid) is 'The work of public.copy_template(); returns the copy.';

create function public.copy_template(p_id uuid, p_copy_id uuid default null)
returns public.template_detail
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid := private.copy_template(p_id, p_copy_id);
begin
  return public.get_template(v_id);
end
$$;
comment on function public.copy_template(uuid, uuid) is
  'Makes a private template of one''s own of one that a friend shows, and returns it: all but the notes. The friend''s own exercises become one''s own too, unless their name already means one. Their descriptions and instructions come along. The copy goes its own way from then on. The same p_copy_id again returns what is there. Raises PT404 if no friend shows it, or if the copy of p_copy_id was deleted.';

-- Grants

revoke all on public.workout_templates, public.workout_template_exercises from anon, authenticated;
grant select, delete on public.workout_templates, public.workout_template_exercises to authenticated;
grant insert (id, user_id, name, description, visibility, is_archived, deleted_at),
      update (name, description, visibility, is_archived, deleted_at, updated_at)
  on public.workout_templates to authenticated;
grant insert (id, user_id, template_id, exercise_id, exercise_name, order_index, sets, reps_min, reps_max,
              target_duration_seconds, target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level,
              notes),
      update (exercise_id, exercise_name, order_index, sets, reps_min, reps_max,
              target_duration_seconds, target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level,
              notes)
  on public.workout_template_exercises to authenticated;
grant select, insert, update, delete on public.workout_templates, public.workout_template_exercises to service_role;

revoke execute on all functions in schema private from public;
grant execute on function
  private.name_exercises, private.write_template_exercises, private.find_template, private.shared_templates,
  private.copy_template
  to authenticated;
revoke execute on function
  public.get_template, public.create_template, public.update_template, public.reorder_template,
  public.archive_template, public.delete_template, public.shared_templates, public.copy_template
  from public, anon, authenticated, service_role;
grant execute on function
  public.get_template, public.create_template, public.update_template, public.reorder_template,
  public.archive_template, public.delete_template, public.shared_templates, public.copy_template
  to authenticated;

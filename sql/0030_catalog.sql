-- The catalogue: exercises, what they train, what they need, and what their numbers mean.
--
-- A system exercise has no owner and is everyone's to read; a person adds their own beside it. What an exercise's
-- numbers mean is its load kind: 80 in a bench press is the load, 20 in a pull-up comes on top of the body, 30 in an
-- assisted dip is taken off it. Muscles are told precisely where that is known (quads), and the coarse group of each
-- (legs) is always listed too, so that a question about legs finds squats.
-- Exercises are never deleted by the API, for logs point at them. They are archived, or merged into another; then
-- `merged_into` is kept as the redirect, and each chapter that points at exercises follows it by its own trigger.
-- People call one lift by many names. Aliases say what other apps call it; a name is matched exactly, never by guess.

create type public.muscle_group_enum as enum (
  -- the eleven coarse groups
  'chest', 'back', 'shoulders', 'biceps', 'triceps', 'forearms', 'legs', 'glutes', 'core', 'traps', 'lats',
  -- finer ones, each within a coarse group
  'quads', 'hamstrings', 'calves', 'adductors', 'abductors', 'hip_flexors',
  'front_delts', 'side_delts', 'rear_delts', 'upper_back', 'lower_back', 'abs', 'obliques');
create type public.load_kind_enum as enum (
  'weight_reps', 'bodyweight_reps', 'assisted_reps', 'reps',
  'duration', 'weight_duration', 'distance_duration', 'weight_distance');
create type public.exercise_category_enum as enum ('strength', 'olympic', 'plyometric', 'conditioning', 'mobility');

comment on type public.muscle_group_enum is 'Muscles: eleven coarse groups, and finer ones that each lie within one of them.';
comment on type public.load_kind_enum is 'What is typed for a set of an exercise, and so what its load is.';
comment on type public.exercise_category_enum is 'What an exercise is trained for.';

create table public.muscle_groups (
  muscle       public.muscle_group_enum primary key,
  coarse_group public.muscle_group_enum not null
);
comment on table public.muscle_groups is 'Which coarse group each muscle lies in; a coarse group lies in itself.';
comment on column public.muscle_groups.muscle is 'The muscle, fine or coarse.';
comment on column public.muscle_groups.coarse_group is 'One of the eleven coarse groups.';

insert into public.muscle_groups (muscle, coarse_group)
select m.muscle, m.muscle
from unnest(enum_range('chest'::public.muscle_group_enum, 'lats')) as m (muscle)
union all
select f.muscle::public.muscle_group_enum, f.coarse_group::public.muscle_group_enum
from (values
  ('quads', 'legs'), ('hamstrings', 'legs'), ('calves', 'legs'),
  ('adductors', 'legs'), ('abductors', 'legs'), ('hip_flexors', 'legs'),
  ('front_delts', 'shoulders'), ('side_delts', 'shoulders'), ('rear_delts', 'shoulders'),
  ('upper_back', 'back'), ('lower_back', 'back'),
  ('abs', 'core'), ('obliques', 'core')) as f (muscle, coarse_group);

create table public.equipment (
  id          uuid primary key default private.new_id(),
  name        text not null constraint equipment_name_key unique check (length(name) between 1 and 255),
  description text,
  created_at  timestamptz not null default now()
);
comment on table public.equipment is 'What an exercise may need: a barbell, a bench, nothing but the body.';
comment on column public.equipment.id is 'The piece of equipment.';
comment on column public.equipment.name is 'Its name, in the singular.';
comment on column public.equipment.description is 'What it is, in a sentence.';
comment on column public.equipment.created_at is 'When it was added.';

create table public.exercises (
  id                        uuid primary key default private.new_id(),
  -- no foreign key: the catalogue never points at people
  owner_id                  uuid,
  slug                      text check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name                      text not null check (length(name) between 1 and 255 and name = btrim(name)),
  category                  public.exercise_category_enum not null default 'strength',
  load_kind                 public.load_kind_enum not null default 'weight_reps',
  bodyweight_share          numeric(4, 3) check (bodyweight_share > 0 and bodyweight_share <= 1),
  primary_muscle_groups     public.muscle_group_enum[] not null default '{}',
  secondary_muscle_groups   public.muscle_group_enum[] not null default '{}',
  default_weight            numeric(8, 3) check (default_weight between 0 and 9999.999),
  default_reps              smallint check (default_reps between 1 and 9999),
  default_rest_time_seconds integer check (default_rest_time_seconds between 0 and 86400),
  description               text check (length(description) <= 10000),
  instructions              text check (length(instructions) <= 10000),
  image_url                 text check (length(image_url) <= 2000),
  video_url                 text check (length(video_url) <= 2000),
  archived_at               timestamptz,
  merged_into               uuid references public.exercises (id) on delete set null check (merged_into <> id),
  merged_at                 timestamptz,
  created_at                timestamptz not null default now(),
  updated_at                timestamptz not null default now(),

  -- a share is what the body adds to the load; without it the load of a pull-up is unknown
  constraint exercises_share_fits_kind
    check ((bodyweight_share is not null) = (load_kind in ('bodyweight_reps', 'assisted_reps'))),
  constraint exercises_system_has_slug check ((owner_id is null) = (slug is not null)),
  constraint exercises_merged_is_archived check (merged_into is null or archived_at is not null)
);
comment on table public.exercises is 'Exercises: the system''s, which have no owner, and each person''s own.';
comment on column public.exercises.id is 'The exercise. System exercises have the same id in every database.';
comment on column public.exercises.owner_id is 'Whose custom exercise; null for a system exercise.';
comment on column public.exercises.slug is 'The stable short name of a system exercise; null for one''s own.';
comment on column public.exercises.name is 'What it is called.';
comment on column public.exercises.category is 'What it is trained for.';
comment on column public.exercises.load_kind is 'What its numbers mean.';
comment on column public.exercises.bodyweight_share is 'The share of body weight that is lifted, 0 to 1; for load kinds that lift the body.';
comment on column public.exercises.primary_muscle_groups is 'The muscles it is for, with the coarse group of each.';
comment on column public.exercises.secondary_muscle_groups is 'The muscles that help, with the coarse group of each; none that is primary too.';
comment on column public.exercises.default_weight is 'A weight to start from, kg.';
comment on column public.exercises.default_reps is 'Repetitions to start from.';
comment on column public.exercises.default_rest_time_seconds is 'The usual rest between sets, seconds.';
comment on column public.exercises.description is 'What it is, in a sentence.';
comment on column public.exercises.instructions is 'How it is done.';
comment on column public.exercises.image_url is 'A picture of it.';
comment on column public.exercises.video_url is 'A film of it.';
comment on column public.exercises.archived_at is 'Since when it is offered no more; what was logged stays.';
comment on column public.exercises.merged_into is 'The exercise that took its place.';
comment on column public.exercises.merged_at is 'When that did; its blocks in the log moved then.';
comment on column public.exercises.created_at is 'When it was added.';
comment on column public.exercises.updated_at is 'When the row last changed.';

create unique index exercises_system_slug_key on public.exercises (slug) where owner_id is null;
create unique index exercises_system_name_key on public.exercises (lower(name))
  where owner_id is null and archived_at is null;
create unique index exercises_own_name_key on public.exercises (owner_id, lower(name))
  where owner_id is not null and archived_at is null;
create index exercises_owner_idx on public.exercises (owner_id) where owner_id is not null;
create index idx_exercise_name on public.exercises (lower(name));
create index idx_exercise_primary_muscle_groups on public.exercises using gin (primary_muscle_groups);
create index idx_exercise_secondary_muscle_groups on public.exercises using gin (secondary_muscle_groups);
create index exercises_merged_into_idx on public.exercises (merged_into) where merged_into is not null;
comment on index public.exercises_system_slug_key is 'A slug means one system exercise.';
comment on index public.exercises_system_name_key is 'A name means one system exercise among those on offer.';
comment on index public.exercises_own_name_key is 'A name means one exercise among a person''s own on offer.';
comment on index public.exercises_owner_idx is 'Which exercises are this person''s own, archived ones too?';
comment on index public.idx_exercise_name is 'Which exercise has this name?';
comment on index public.idx_exercise_primary_muscle_groups is 'Which exercises are for this muscle?';
comment on index public.idx_exercise_secondary_muscle_groups is 'Which exercises also work this muscle?';
comment on index public.exercises_merged_into_idx is 'What was merged into this exercise?';

create table public.exercise_aliases (
  id          uuid primary key default private.new_id(),
  exercise_id uuid not null references public.exercises (id) on delete cascade,
  -- no foreign key, as for exercises
  owner_id    uuid,
  source      text not null default 'any' check (source ~ '^[a-z0-9_]{1,32}$'),
  alias       text not null check (length(alias) between 1 and 255 and alias = btrim(alias)),
  created_at  timestamptz not null default now()
);
comment on table public.exercise_aliases is 'Other names of an exercise: what an app calls it, in any language, and what a person chose on merging.';
comment on column public.exercise_aliases.id is 'The alias.';
comment on column public.exercise_aliases.exercise_id is 'The exercise it means.';
comment on column public.exercise_aliases.owner_id is 'For whom it holds; null for everyone.';
comment on column public.exercise_aliases.source is 'In whose words: strong, hevy, fitnotes, …, or any.';
comment on column public.exercise_aliases.alias is 'The other name; upper and lower case are the same.';
comment on column public.exercise_aliases.created_at is 'When it was added.';

create unique index exercise_aliases_name_key on public.exercise_aliases (owner_id, source, lower(alias))
  nulls not distinct;
create index exercise_aliases_alias_idx on public.exercise_aliases (lower(alias));
create index exercise_aliases_exercise_idx on public.exercise_aliases (exercise_id);
comment on index public.exercise_aliases_name_key is 'A name means one exercise, in one app''s words and to one person.';
comment on index public.exercise_aliases_alias_idx is 'What does this name mean?';
comment on index public.exercise_aliases_exercise_idx is 'What else is this exercise called?';

create table public.exercise_equipment (
  exercise_id  uuid not null references public.exercises (id) on delete cascade,
  equipment_id uuid not null references public.equipment (id),
  primary key (exercise_id, equipment_id)
);
comment on table public.exercise_equipment is 'What an exercise needs: all of it.';
comment on column public.exercise_equipment.exercise_id is 'The exercise.';
comment on column public.exercise_equipment.equipment_id is 'A piece of equipment it needs.';
create index idx_exercise_equipment_equipment_id on public.exercise_equipment (equipment_id);
comment on index public.idx_exercise_equipment_equipment_id is 'Which exercises need this?';

create table public.user_equipment (
  user_id      uuid not null references public.users (id) on delete cascade,
  equipment_id uuid not null references public.equipment (id),
  deleted_at   timestamptz,
  created_at   timestamptz not null default now(),
  primary key (user_id, equipment_id)
);
comment on table public.user_equipment is 'What a person has to train with.';
comment on column public.user_equipment.user_id is 'Who has it.';
comment on column public.user_equipment.equipment_id is 'What they have.';
comment on column public.user_equipment.deleted_at is 'Since when they have it no more.';
comment on column public.user_equipment.created_at is 'Since when it is listed.';
create index idx_user_equipment_user_id on public.user_equipment (user_id) where deleted_at is null;
create index idx_user_equipment_equipment_id on public.user_equipment (equipment_id);
comment on index public.idx_user_equipment_user_id is 'What does this person have now?';
comment on index public.idx_user_equipment_equipment_id is 'Who has this?';

-- Triggers

create trigger exercises_lock before update on public.exercises
  for each statement execute function private.lock_writer();
create trigger exercises_touch before update on public.exercises
  for each row execute function private.touch_updated_at();

create function private.normalise_muscles()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.primary_muscle_groups := array(
    select distinct u.muscle
    from public.muscle_groups as g, unnest(array[g.muscle, g.coarse_group]) as u (muscle)
    where g.muscle = any (new.primary_muscle_groups)
    order by u.muscle);
  new.secondary_muscle_groups := array(
    select distinct u.muscle
    from public.muscle_groups as g, unnest(array[g.muscle, g.coarse_group]) as u (muscle)
    where g.muscle = any (new.secondary_muscle_groups) and u.muscle <> all (new.primary_muscle_groups)
    order by u.muscle);
  return new;
end
$$;
comment on function private.normalise_muscles() is 'Lists the coarse group of each muscle too, and no muscle as both primary and secondary.';

create trigger exercises_muscles
  before insert or update of primary_muscle_groups, secondary_muscle_groups on public.exercises
  for each row execute function private.normalise_muscles();

create function private.erase_catalog()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from public.exercise_aliases where owner_id = old.id;
  delete from public.exercises where owner_id = old.id;
  return null;
end
$$;
comment on function private.erase_catalog() is 'A person''s own exercises and aliases go with them; no foreign key does it.';

create trigger users_erase_catalog after delete on public.users
  for each row execute function private.erase_catalog();

create function private.note_merge()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.merged_at := now();
  return new;
end
$$;
comment on function private.note_merge() is 'Keeps merged_at: what moved at that instant was moved, and not edited.';

create trigger exercises_note_merge before update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.note_merge();

create function private.follow_merge_in_aliases()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update public.exercise_aliases set exercise_id = new.merged_into where exercise_id = new.id;
  -- what it was called goes on to mean the exercise that took its place
  insert into public.exercise_aliases (exercise_id, owner_id, alias)
  values (new.merged_into, new.owner_id, new.name)
  on conflict (owner_id, source, lower(alias)) do update set exercise_id = excluded.exercise_id;
  -- no chains: what was merged into this one before goes all the way
  update public.exercises set merged_into = new.merged_into where merged_into = new.id;
  return null;
end
$$;
comment on function private.follow_merge_in_aliases() is 'The aliases of a merged exercise, and its own name, mean the one that took its place.';

create trigger exercises_merge_aliases after update of merged_into on public.exercises
  for each row when (new.merged_into is not null and new.merged_into is distinct from old.merged_into)
  execute function private.follow_merge_in_aliases();

-- Policies: the system's for all who are signed in, one's own for oneself

alter table public.muscle_groups enable row level security;
alter table public.equipment enable row level security;
alter table public.exercises enable row level security;
alter table public.exercise_aliases enable row level security;
alter table public.exercise_equipment enable row level security;
alter table public.user_equipment enable row level security;

create policy muscle_groups_select on public.muscle_groups for select to authenticated using (true);
create policy equipment_select on public.equipment for select to authenticated using (true);

-- The log comes after the catalogue: the chapter that opens logs replaces this function.
create function private.open_exercises()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{}'::uuid[];
end
$$;
comment on function private.open_exercises() is 'Which exercises of others are in the logs that are open to the person who asks.';

create policy exercises_select on public.exercises
  for select to authenticated
  -- who reads somebody's log reads what its exercises mean
  using (owner_id is null or owner_id = (select auth.uid()) or id = any ((select private.open_exercises())::uuid[]));
create policy exercises_insert on public.exercises
  for insert to authenticated
  -- no foreign key sees to it that the owner is still there
  with check (owner_id = (select auth.uid()) and exists (select from public.users as u where u.id = owner_id));
create policy exercises_update on public.exercises
  for update to authenticated using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));

create policy exercise_aliases_select on public.exercise_aliases
  for select to authenticated using (owner_id is null or owner_id = (select auth.uid()));

create policy exercise_equipment_select on public.exercise_equipment
  for select to authenticated using (exists (select from public.exercises as e where e.id = exercise_id));
create policy exercise_equipment_insert on public.exercise_equipment
  for insert to authenticated
  with check (exists (select from public.exercises as e where e.id = exercise_id and e.owner_id = (select auth.uid())));
create policy exercise_equipment_delete on public.exercise_equipment
  for delete to authenticated
  using (exists (select from public.exercises as e where e.id = exercise_id and e.owner_id = (select auth.uid())));

create policy user_equipment_select on public.user_equipment
  for select to authenticated using (user_id = (select auth.uid()));
create policy user_equipment_insert on public.user_equipment
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy user_equipment_update on public.user_equipment
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

-- Names

create function private.check_exercise_owners()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
-- an import plans without nested loops, and its session would keep such a plan for every later block
set enable_nestloop = on
as $$
declare
  v_exercise_id uuid;
begin
  select n.exercise_id into v_exercise_id
  from written as n
  left join public.exercises as e
    on e.id = n.exercise_id and (e.owner_id is null or e.owner_id = n.user_id)
  where n.exercise_id is not null and e.id is null
  limit 1;
  if found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise', detail = format('exercise_id = %s', v_exercise_id),
      hint = 'search_exercises() finds it by name; create_exercise() makes your own.';
  end if;
  return null;
end
$$;
comment on function private.check_exercise_owners() is
  'What somebody''s templates, workouts and plans name are exercises of the system or their own, whoever writes them: no policy binds the back end. Raises PT404.';

create function private.find_exercise(p_user_id uuid, p_name text, p_source text)
returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  -- one's own words come before everyone's, a name before an alias, an app's words before others'
  select f.id
  from (
    select case when e.owner_id is null then 2 else 1 end as rank, e.id
    from public.exercises as e
    where lower(e.name) = lower(btrim(p_name)) and e.archived_at is null
      and (e.owner_id is null or e.owner_id = p_user_id)
    union all
    select case when a.owner_id is not null then 1.5 when a.source = p_source then 3 else 4 end, a.exercise_id
    from public.exercise_aliases as a
    where lower(a.alias) = lower(btrim(p_name)) and a.source in (p_source, 'any')
      and (a.owner_id is null or a.owner_id = p_user_id)
  ) as f
  order by f.rank, f.id
  limit 1
$$;
comment on function private.find_exercise(uuid, text, text) is
  'The exercise that a name means to a person, in an app''s words: one''s own name, one''s own alias, a system name, the app''s alias, any alias. Null if none does: a similar name is never taken.';

create function private.trigrams(p_text text)
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  -- as pg_trgm counts them: two blanks before each word and one behind it
  select coalesce(array_agg(distinct substr(w.word, i.i, 3)), '{}')
  from (
    select '  ' || t.word || ' ' as word
    from regexp_split_to_table(lower(p_text), '[^[:alnum:]]+') as t (word)
    where t.word <> ''
  ) as w, generate_series(1, length(w.word) - 2) as i (i)
$$;
comment on function private.trigrams(text) is 'The distinct runs of three letters in a text.';

create function private.similarity(p_one text[], p_other text[])
returns numeric
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  -- Jaccard: what both have, of what either has
  select round(s.both_have / nullif(cardinality(p_one) + cardinality(p_other) - s.both_have, 0), 2)
  from (
    select count(*)::numeric as both_have
    from unnest(p_one) as o (t)
    where o.t = any (p_other)
  ) as s
$$;
comment on function private.similarity(text[], text[]) is 'How alike two sets of trigrams are, from 0 to 1.';

-- Functions

create function public.search_exercises(
  p_query     text default null,
  p_muscle    public.muscle_group_enum default null,
  p_equipment text default null,
  p_load_kind public.load_kind_enum default null,
  p_limit     integer default 50
)
returns setof public.exercises
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_words text[] := array(
    select distinct w.word from regexp_split_to_table(lower(p_query), '\s+') as w (word) where w.word <> '');
  v_others uuid[] := private.open_logs();
begin
  perform private.raise_faults('The query is too long', array_remove(array[
    private.field_fault(to_jsonb(p_query), 'p_query', 'text', 0, 200)], null));
  return query
  select (m.e).*
  from (
    select
      e,
      -- how well a name fits: the whole of it, its beginning, or all the words somewhere in it
      max(case
        when lower(n.name) = lower(btrim(p_query)) then 3
        when starts_with(lower(n.name), lower(btrim(p_query))) then 2
        else 1
      end) as fit
    from public.exercises as e
    cross join lateral (
      select e.name
      union all
      select a.alias from public.exercise_aliases as a where a.exercise_id = e.id
    ) as n (name)
    where e.archived_at is null
      and (e.owner_id is null or e.owner_id <> all (v_others))
      and (p_muscle is null or p_muscle = any (e.primary_muscle_groups))
      and (p_load_kind is null or e.load_kind = p_load_kind)
      and (p_equipment is null or exists (
        select from public.exercise_equipment as x
        join public.equipment as q on q.id = x.equipment_id
        where x.exercise_id = e.id and lower(q.name) = lower(p_equipment)))
      and not exists (select from unnest(v_words) as w (word) where strpos(lower(n.name), w.word) = 0)
    group by e.id
  ) as m
  order by m.fit desc, (m.e).owner_id nulls last, length((m.e).name), (m.e).name, (m.e).id
  limit greatest(least(p_limit, 200), 0);
end
$$;
comment on function public.search_exercises(text, public.muscle_group_enum, text, public.load_kind_enum, integer) is
  'Exercises whose name or alias holds every word of the query, best fit first, one''s own before the system''s; optionally for one primary muscle, one piece of equipment by name, one load kind. At most 200. Raises PT422 for a query of over 200 characters.';

create function private.check_equipment(p_equipment_ids uuid[])
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_unknown uuid;
begin
  select q.id into v_unknown
  from unnest(p_equipment_ids) as q (id)
  where not exists (select from public.equipment as e where e.id = q.id)
  limit 1;
  if found then
    raise exception using
      errcode = 'PT404',
      message = 'No such equipment',
      detail  = format('p_equipment_ids holds %s', coalesce(v_unknown::text, 'null')),
      hint    = 'The table equipment lists what there is.';
  end if;
end
$$;
comment on function private.check_equipment(uuid[]) is 'Raises PT404 unless all of it is in the table equipment.';

create function private.check_exercise(
  p_user_id      uuid,
  p_exercise_id  uuid,
  p_name         text,
  p_description  text,
  p_instructions text
)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform private.raise_faults('The exercise has faults', array_remove(array[
    private.field_fault(to_jsonb(regexp_replace(p_name, '^\s+|\s+$', '', 'g')), 'p_name', 'text', 1, 255),
    private.field_fault(to_jsonb(p_description), 'p_description', 'text', 0, 10000),
    private.field_fault(to_jsonb(p_instructions), 'p_instructions', 'text', 0, 10000)], null));
  if exists (
    select from public.exercises as e
    where lower(e.name) = lower(btrim(p_name)) and e.owner_id = p_user_id and e.archived_at is null
      and e.id is distinct from p_exercise_id
  ) then
    raise exception using
      errcode = 'PT409', message = 'You have an exercise of this name', detail = format('p_name = %s', p_name),
      hint = 'Use that one, archive it, or choose another name.';
  end if;
end
$$;
comment on function private.check_exercise(uuid, uuid, text, text, text) is
  'Raises PT422 for texts that an exercise can''t have, PT409 for a name that another one of the person has.';

create function public.create_exercise(
  p_name                    text,
  p_load_kind               public.load_kind_enum default 'weight_reps',
  p_primary_muscle_groups   public.muscle_group_enum[] default '{}',
  p_secondary_muscle_groups public.muscle_group_enum[] default '{}',
  p_category                public.exercise_category_enum default 'strength',
  p_bodyweight_share        numeric default null,
  p_equipment_ids           uuid[] default '{}',
  p_description             text default null,
  p_instructions            text default null,
  p_id                      uuid default null
)
returns public.exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_exercise public.exercises;
begin
  select e.* into v_exercise from public.exercises as e where e.id = p_id and e.owner_id = v_user_id;
  if found then
    return v_exercise;
  end if;
  if p_name is null then
    perform private.raise_faults('The exercise has faults', array['p_name is missing']);
  end if;
  perform private.check_exercise(v_user_id, p_id, p_name, p_description, p_instructions);
  if (coalesce(p_load_kind, 'weight_reps') in ('bodyweight_reps', 'assisted_reps')) <> (p_bodyweight_share is not null)
     or p_bodyweight_share not between 0.001 and 1 then
    raise exception using
      errcode = 'PT422',
      message = 'A load kind that lifts the body has a share of body weight, and no other has',
      detail  = format('p_load_kind = %s, p_bodyweight_share = %s',
                       p_load_kind, coalesce(p_bodyweight_share::text, 'null')),
      hint    = 'Give a share above 0 and up to 1 (a pull-up is 1, a push-up 0.69), or another load kind.';
  end if;

  insert into public.exercises (
    id, owner_id, name, category, load_kind, bodyweight_share, primary_muscle_groups, secondary_muscle_groups,
    description, instructions)
  values (
    coalesce(p_id, private.new_id()), v_user_id, btrim(p_name), coalesce(p_category, 'strength'),
    coalesce(p_load_kind, 'weight_reps'), p_bodyweight_share,
    coalesce(p_primary_muscle_groups, '{}'), coalesce(p_secondary_muscle_groups, '{}'), p_description, p_instructions)
  returning * into v_exercise;
  perform private.check_equipment(p_equipment_ids);
  insert into public.exercise_equipment (exercise_id, equipment_id)
  select distinct v_exercise.id, q.id from unnest(p_equipment_ids) as q (id);
  return v_exercise;
end
$$;
comment on function public.create_exercise(
  text, public.load_kind_enum, public.muscle_group_enum[], public.muscle_group_enum[], public.exercise_category_enum,
  numeric, uuid[], text, text, uuid) is
  'Makes an exercise of one''s own and returns it. The same p_id again returns what is there. Raises PT404 for unknown equipment, PT409 if one has an exercise of this name, PT422 for a bad name or a share that does not fit the load kind.';

create function public.update_exercise(
  p_exercise_id             uuid,
  p_name                    text default null,
  p_primary_muscle_groups   public.muscle_group_enum[] default null,
  p_secondary_muscle_groups public.muscle_group_enum[] default null,
  p_category                public.exercise_category_enum default null,
  p_load_kind               public.load_kind_enum default null,
  p_bodyweight_share        numeric default null,
  p_description             text default null,
  p_instructions            text default null
)
returns public.exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_exercise public.exercises;
begin
  perform private.check_exercise(v_user_id, p_exercise_id, p_name, p_description, p_instructions);
  update public.exercises as e
  set name                    = coalesce(btrim(p_name), e.name),
      primary_muscle_groups   = coalesce(p_primary_muscle_groups, e.primary_muscle_groups),
      secondary_muscle_groups = coalesce(p_secondary_muscle_groups, e.secondary_muscle_groups),
      category                = coalesce(p_category, e.category),
      load_kind               = coalesce(p_load_kind, e.load_kind),
      -- a new kind brings its own share, or none
      bodyweight_share        = coalesce(p_bodyweight_share, case when p_load_kind is null then e.bodyweight_share end),
      description             = coalesce(p_description, e.description),
      instructions            = coalesce(p_instructions, e.instructions)
  where e.id = p_exercise_id and e.owner_id = v_user_id
  returning e.* into v_exercise;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise of yours', detail = format('p_exercise_id = %s', p_exercise_id),
      hint = 'System exercises can''t be changed; make your own with create_exercise().';
  end if;
  return v_exercise;
end
$$;
comment on function public.update_exercise(
  uuid, text, public.muscle_group_enum[], public.muscle_group_enum[], public.exercise_category_enum,
  public.load_kind_enum, numeric, text, text) is
  'Changes what is given of an exercise of one''s own and returns it; with a new load kind the records of the exercise are counted anew. Raises PT404 if it is not one''s own, PT409 for the name of another one, PT422 for a bad name, 23514 for a share that does not fit the load kind.';

create function public.archive_exercise(p_exercise_id uuid)
returns public.exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.lock_my_log();
  v_exercise public.exercises;
begin
  update public.exercises as e
  set archived_at = coalesce(e.archived_at, now())
  where e.id = p_exercise_id and e.owner_id = v_user_id
  returning e.* into v_exercise;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise of yours', detail = format('p_exercise_id = %s', p_exercise_id),
      hint = 'System exercises can''t be archived.';
  end if;
  return v_exercise;
end
$$;
comment on function public.archive_exercise(uuid) is
  'Takes an exercise of one''s own out of search and lists; what was logged with it stays. Raises PT404 if it is not one''s own.';

-- Aliases are written for the person by the merge alone: hence definer, within one's own catalogue.
create function private.merge_exercises(p_from_id uuid, p_into_id uuid)
returns public.exercises
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.me();
  v_from    public.exercises;
  v_into    public.exercises;
begin
  perform private.lock_my_log();
  select e.* into v_from from public.exercises as e where e.id = p_from_id and e.owner_id = v_user_id for no key update;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise of yours', detail = format('p_from_id = %s', p_from_id),
      hint = 'Only an exercise of one''s own can be merged into another.';
  end if;
  select e.* into v_into
  from public.exercises as e
  where e.id = p_into_id and (e.owner_id is null or e.owner_id = v_user_id);
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise', detail = format('p_into_id = %s', p_into_id),
      hint = 'search_exercises() finds the one to merge into.';
  end if;
  if v_from.merged_into = p_into_id then
    return v_into;
  end if;
  if p_from_id = p_into_id or v_into.archived_at is not null or v_from.merged_into is not null then
    raise exception using
      errcode = 'PT409', message = 'These two can''t be merged',
      detail  = format('p_from_id = %s%s, p_into_id = %s%s',
                       p_from_id, case when v_from.merged_into is not null then ' (merged already)' end,
                       p_into_id, case when v_into.archived_at is not null then ' (archived)' end),
      hint    = 'Merge an exercise into another one that is on offer.';
  end if;

  update public.exercises
  set merged_into = p_into_id, archived_at = coalesce(archived_at, now())
  where id = p_from_id;
  return v_into;
end
$$;
comment on function private.merge_exercises(uuid, uuid) is 'The work of public.merge_exercises().';

create function public.merge_exercises(p_from_id uuid, p_into_id uuid)
returns public.exercises
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return private.merge_exercises(p_from_id, p_into_id);
end
$$;
comment on function public.merge_exercises(uuid, uuid) is
  'Folds an exercise of one''s own into another and returns that: the log, the records, templates and aliases follow, the old name goes on to mean the new exercise, and the redirect is kept. Raises PT404 for an exercise that is not there, PT409 for one into itself, into an archived one, or merged elsewhere before.';

create function public.set_my_equipment(p_equipment_ids uuid[])
returns setof public.equipment
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
begin
  perform private.check_equipment(p_equipment_ids);
  update public.user_equipment
  set deleted_at = now()
  where user_id = v_user_id and deleted_at is null and equipment_id <> all (coalesce(p_equipment_ids, '{}'));
  insert into public.user_equipment (user_id, equipment_id)
  select distinct v_user_id, q.id from unnest(p_equipment_ids) as q (id)
  on conflict (user_id, equipment_id) do update set deleted_at = null;

  return query
  select e.id, e.name, e.description, e.created_at
  from public.user_equipment as u
  join public.equipment as e on e.id = u.equipment_id
  where u.user_id = v_user_id and u.deleted_at is null
  order by e.name;
end
$$;
comment on function public.set_my_equipment(uuid[]) is
  'Says what one has to train with, the whole list, and returns it. Raises PT404 for an unknown piece.';

create function public.find_substitutes(p_exercise_id uuid, p_limit integer default 10)
returns setof public.exercises
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id  uuid := private.me();
  v_muscles  public.muscle_group_enum[];
  v_kind     public.load_kind_enum;
  v_has_list boolean := exists (
    select from public.user_equipment as u where u.user_id = v_user_id and u.deleted_at is null);
begin
  select e.primary_muscle_groups, e.load_kind
  into v_muscles, v_kind
  from public.exercises as e
  where e.id = p_exercise_id;
  if not found then
    raise exception using
      errcode = 'PT404', message = 'No such exercise', detail = format('p_exercise_id = %s', p_exercise_id),
      hint = 'search_exercises() finds it by name.';
  end if;

  return query
  select e.*
  from public.exercises as e
  where e.id <> p_exercise_id
    and e.archived_at is null
    and (e.owner_id is null or e.owner_id = v_user_id)
    and e.primary_muscle_groups @> v_muscles
    and v_muscles <> '{}'
    -- nothing is needed that the person does not have; who listed nothing is not asked
    and (not v_has_list or not exists (
      select from public.exercise_equipment as x
      join public.equipment as q on q.id = x.equipment_id
      where x.exercise_id = e.id and q.name <> 'Bodyweight'
        and not exists (
          select from public.user_equipment as u
          where u.user_id = v_user_id and u.equipment_id = x.equipment_id and u.deleted_at is null)))
  order by
    cardinality(e.primary_muscle_groups),
    (e.load_kind = v_kind) desc,
    (e.owner_id is not null) desc,
    e.name,
    e.id
  limit greatest(least(p_limit, 200), 0);
end
$$;
comment on function public.find_substitutes(uuid, integer) is
  'Exercises for the same primary muscles that need nothing one does not have (see set_my_equipment), closest first. Raises PT404 for an unknown exercise.';

-- Grants

revoke all on
  public.muscle_groups, public.equipment, public.exercises, public.exercise_aliases, public.exercise_equipment,
  public.user_equipment
  from anon, authenticated;
grant select on
  public.muscle_groups, public.equipment, public.exercises, public.exercise_aliases, public.exercise_equipment,
  public.user_equipment
  to authenticated;
grant insert (id, owner_id, name, category, load_kind, bodyweight_share, primary_muscle_groups, secondary_muscle_groups,
              default_weight, default_reps, default_rest_time_seconds, description, instructions, image_url, video_url)
  on public.exercises to authenticated;
grant update (name, category, load_kind, bodyweight_share, primary_muscle_groups, secondary_muscle_groups,
              default_weight, default_reps, default_rest_time_seconds, description, instructions, image_url, video_url,
              archived_at)
  on public.exercises to authenticated;
grant insert, delete on public.exercise_equipment to authenticated;
grant insert (user_id, equipment_id), update (deleted_at) on public.user_equipment to authenticated;
grant select, insert, update, delete on
  public.muscle_groups, public.equipment, public.exercises, public.exercise_aliases, public.exercise_equipment,
  public.user_equipment
  to service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.find_exercise to authenticated, service_role;
grant execute on function private.trigrams, private.similarity to service_role;
grant execute on function
  private.check_exercise, private.check_equipment, private.merge_exercises, private.open_exercises
  to authenticated;
revoke execute on function
  public.search_exercises, public.create_exercise, public.update_exercise, public.archive_exercise,
  public.merge_exercises, public.set_my_equipment, public.find_substitutes
  from public, anon, authenticated, service_role;
grant execute on function
  public.search_exercises, public.create_exercise, public.update_exercise, public.archive_exercise,
  public.merge_exercises, public.set_my_equipment, public.find_substitutes
  to authenticated;
grant execute on function public.search_exercises to service_role;

-- Workouts that a machine read from a text: a coach's message, a page of a book, a note on the phone.
--
-- The model runs elsewhere; what it made of the text comes here as one document and becomes a template, each exercise
-- with how sure the machine was. Text, reading and confidence are kept, so that a person can compare and a developer can
-- see what a model gets wrong. A name that means nothing becomes the person's own exercise, and a like one is
-- suggested, as in any import. The document is checked whole first; the same id again changes nothing.

create table public.workout_import_log (
  id                uuid primary key default private.new_id(),
  user_id           uuid not null references public.users (id) on delete cascade,
  workout_plan_id   uuid,
  raw_text          text not null check (length(raw_text) between 1 and 100000),
  parsed_exercises  jsonb,
  confidence_scores jsonb,
  created_at        timestamptz not null default now(),

  constraint workout_import_log_template_fkey foreign key (user_id, workout_plan_id)
    references public.workout_templates (user_id, id) on delete set null (workout_plan_id)
);
comment on table public.workout_import_log is 'Texts that a machine read workouts from, with what it made of each.';
comment on column public.workout_import_log.id is 'The entry.';
comment on column public.workout_import_log.user_id is 'Whose text.';
comment on column public.workout_import_log.workout_plan_id is 'The template it became, in workout_templates; null if it became none, or if that is gone.';
comment on column public.workout_import_log.raw_text is 'The text.';
comment on column public.workout_import_log.parsed_exercises is 'What the machine read in it: the list of exercises as it came.';
comment on column public.workout_import_log.confidence_scores is 'How sure it was of each, by the exercise''s place from 0: a number from 0 to 1, or high, medium, low.';
comment on column public.workout_import_log.created_at is 'When it was read.';

create index idx_workout_import_log_user_id on public.workout_import_log (user_id);
create index idx_workout_import_log_workout_plan_id on public.workout_import_log (user_id, workout_plan_id);
create index idx_workout_import_log_created_at on public.workout_import_log (user_id, created_at desc);
comment on index public.idx_workout_import_log_user_id is 'What was read for this person?';
comment on index public.idx_workout_import_log_workout_plan_id is 'From which text is this template?';
comment on index public.idx_workout_import_log_created_at is 'What was read for this person last?';

create type public.parsed_workout as (
  import_log_id     uuid,
  template          public.workout_templates,
  exercises         public.workout_template_exercises[],
  exercises_created text[],
  suggestions       jsonb
);
comment on type public.parsed_workout is
  'A text become a template: its exercises in order, each with how sure the machine was; names that became exercises of one''s own; and for each of these the exercise called most like it (name, suggestion, exercise_id, similarity). May be null: template.';

-- Policies

alter table public.workout_import_log enable row level security;
create policy workout_import_log_select on public.workout_import_log
  for select to authenticated using (user_id = (select auth.uid()));
create policy workout_import_log_insert on public.workout_import_log
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy workout_import_log_delete on public.workout_import_log
  for delete to authenticated using (user_id = (select auth.uid()));

-- Functions

create function private.check_parsed_workout(p_user_id uuid, p_raw_text text, p_parsed jsonb)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_faults text[];
begin
  select array_agg(f.fault order by f.index) filter (where f.fault is not null)
  into v_faults
  from (
    select -1 as index, t.fault
    from (
      values
        (coalesce(private.field_fault(to_jsonb(p_raw_text), 'p_raw_text', 'text', 1, 100000, p_required => true),
                  case when btrim(p_raw_text, e' \t\r\n') = '' then 'p_raw_text: expected more than white space' end)),
        (private.field_fault(p_parsed, 'p_parsed', 'object', p_required => true)),
        (private.field_fault(p_parsed -> 'name', 'name', 'text', 1, 255)),
        (private.field_fault(p_parsed -> 'description', 'description', 'text', 0, 10000)),
        (private.field_fault(p_parsed -> 'exercises', 'exercises', 'list', 1, 200, p_required => true))
    ) as t (fault)
    union all
    select -1, k.fault from private.key_faults(p_parsed, '', array['name', 'description', 'exercises']) as k (fault)
    union all
    select x.index, e.fault
    from private.elements(p_parsed -> 'exercises') as x
    cross join lateral (select format('exercises[%s]', x.index) as path) as p
    -- reps stand for whichever end of the range is not told
    cross join lateral (
      select
        case when x.value ->> 'reps_min' is null then 'reps' else 'reps_min' end as least_name,
        case when x.value ->> 'reps_max' is null then 'reps' else 'reps_max' end as most_name
    ) as k
    cross join lateral (
      select k.least_name, k.most_name, x.value -> k.least_name as least, x.value -> k.most_name as most
    ) as n
    cross join lateral (
      values
        (private.field_fault(x.value, p.path, 'object', p_required => true)),
        (private.field_fault(x.value -> 'exercise_id', p.path || '.exercise_id', 'uuid')),
        (private.field_fault(x.value -> 'exercise_name', p.path || '.exercise_name', 'text', 1, 255)),
        (private.field_fault(x.value -> 'sets', p.path || '.sets', 'integer', 1, 99)),
        (private.field_fault(x.value -> 'reps', p.path || '.reps', 'integer', 0, 9999)),
        (private.field_fault(x.value -> 'reps_min', p.path || '.reps_min', 'integer', 0, 9999)),
        (private.field_fault(x.value -> 'reps_max', p.path || '.reps_max', 'integer', 0, 9999)),
        (case when jsonb_typeof(n.least) = 'number' and jsonb_typeof(n.most) = 'number' and n.least::numeric > n.most::numeric
              then format('%s.%s = %s: expected no less than %s, %s',
                          p.path, n.most_name, n.most, n.least_name, n.least) end),
        (private.field_fault(x.value -> 'target_duration_seconds', p.path || '.target_duration_seconds', 'integer', 1, 1000000)),
        (private.field_fault(x.value -> 'target_rpe', p.path || '.target_rpe', 'half', 1, 10)),
        (private.field_fault(x.value -> 'target_rir', p.path || '.target_rir', 'integer', 0, 20)),
        (private.field_fault(x.value -> 'rest_time_seconds', p.path || '.rest_time_seconds', 'integer', 0, 86400)),
        (private.field_fault(x.value -> 'superset_group', p.path || '.superset_group', 'integer', 0, 999)),
        (private.field_fault(x.value -> 'confidence', p.path || '.confidence', 'number', 0, 1)),
        (private.field_fault(x.value -> 'confidence_level', p.path || '.confidence_level', 'choice',
                             p_choices => enum_range(null::public.confidence_level_enum)::text[])),
        (private.field_fault(x.value -> 'notes', p.path || '.notes', 'text', 0, 10000))
      union all
      select k.fault
      from private.key_faults(x.value, p.path || '.', array[
        'exercise_id', 'exercise_name', 'sets', 'reps', 'reps_min', 'reps_max', 'target_duration_seconds', 'target_rpe',
        'target_rir', 'rest_time_seconds', 'superset_group', 'confidence', 'confidence_level', 'notes']) as k (fault)
    ) as e (fault)
    union all
    select n.index, n.fault
    from private.name_exercises(p_user_id, p_parsed -> 'exercises', 'exercises') as n
  ) as f;
  perform private.raise_faults('What was read from the text has faults', v_faults);
end
$$;
comment on function private.check_parsed_workout(uuid, text, jsonb) is 'Raises PT422 with every fault''s path.';

create function public.import_parsed_workout(p_raw_text text, p_parsed jsonb, p_id uuid default null)
returns public.parsed_workout
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_my_log();
  v_id      uuid := coalesce(p_id, private.new_id());
  v_before  public.workout_import_log;
  v_detail  public.template_detail;
  v_names   text[] := '{}'::text[];
begin
  select l.* into v_before from public.workout_import_log as l where l.user_id = v_user_id and l.id = v_id;
  if found then
    if exists (
      select from public.workout_templates as t
      where t.user_id = v_user_id and t.id = v_before.workout_plan_id and t.deleted_at is null
    ) then
      v_detail := public.get_template(v_before.workout_plan_id);
    end if;
    return row(v_id, v_detail.template, coalesce(v_detail.exercises, '{}'::public.workout_template_exercises[]), v_names,
               '[]'::jsonb)::public.parsed_workout;
  end if;
  perform private.check_parsed_workout(v_user_id, p_raw_text, p_parsed);

  -- what was meant by an unknown name is not known: it gets an exercise of its own, which can be merged
  with made as (
    insert into public.exercises (id, owner_id, name, load_kind)
    select private.new_id(), v_user_id, n.name, n.load_kind
    from (
      select distinct on (lower(btrim(x.value ->> 'exercise_name')))
        btrim(x.value ->> 'exercise_name') as name,
        case when x.value ->> 'target_duration_seconds' is not null
          then 'duration'::public.load_kind_enum else 'weight_reps' end as load_kind
      from private.elements(p_parsed -> 'exercises') as x
      where x.value ->> 'exercise_id' is null
      order by lower(btrim(x.value ->> 'exercise_name')), x.index
    ) as n
    where private.find_exercise(v_user_id, n.name, 'any') is null
    returning name
  )
  select coalesce(array_agg(m.name order by m.name), '{}') into v_names from made as m;

  v_detail := public.create_template(
    p_name => coalesce(p_parsed ->> 'name', left(split_part(btrim(p_raw_text, e' \t\r\n'), e'\n', 1), 255), ''),
    p_description => p_parsed ->> 'description',
    p_exercises => (
      select jsonb_agg(
        (x.value - '{reps,confidence}'::text[])
        || case when x.value ->> 'reps' is null then '{}'::jsonb
             else jsonb_build_object('reps_min', coalesce(x.value -> 'reps_min', x.value -> 'reps'),
                                     'reps_max', coalesce(x.value -> 'reps_max', x.value -> 'reps')) end
        || case when x.value ->> 'confidence_level' is not null or x.value ->> 'confidence' is null then '{}'::jsonb
             else jsonb_build_object('confidence_level', case
               when (x.value ->> 'confidence')::numeric >= 0.8 then 'high'
               when (x.value ->> 'confidence')::numeric >= 0.5 then 'medium'
               else 'low' end) end
        order by x.index)
      from private.elements(p_parsed -> 'exercises') as x));

  insert into public.workout_import_log (id, user_id, workout_plan_id, raw_text, parsed_exercises, confidence_scores)
  values (
    v_id, v_user_id, (v_detail.template).id, p_raw_text, p_parsed -> 'exercises', (
      select jsonb_object_agg(x.index, coalesce(x.value -> 'confidence', x.value -> 'confidence_level'))
      from private.elements(p_parsed -> 'exercises') as x
      where coalesce(x.value ->> 'confidence', x.value ->> 'confidence_level') is not null));
  return row(v_id, v_detail.template, v_detail.exercises, v_names, private.suggest_exercises(v_names))::public.parsed_workout;
end
$$;
comment on function public.import_parsed_workout(text, jsonb, uuid) is
  'Makes a template of what a machine read in a text, keeps text and reading in workout_import_log, and returns the template. p_parsed has exercises, and optionally name (else the text''s first line), description; an exercise has exercise_name or exercise_id, and optionally sets, reps or reps_min and reps_max, target_duration_seconds, target_rpe, target_rir, rest_time_seconds, superset_group, notes, and how sure the machine was: confidence from 0 to 1 (high from 0.8, medium from 0.5, else low) or confidence_level. An unknown name becomes an exercise of one''s own. The same p_id again returns what is there, without a template if that is gone. Raises PT422 with every fault''s path; then nothing is written.';

-- Grants

revoke all on public.workout_import_log from anon, authenticated;
grant select, delete on public.workout_import_log to authenticated;
grant insert (id, user_id, workout_plan_id, raw_text, parsed_exercises, confidence_scores)
  on public.workout_import_log to authenticated;
grant select, insert, update, delete on public.workout_import_log to service_role;

revoke execute on all functions in schema private from public;
grant execute on function private.check_parsed_workout to authenticated;
grant execute on function private.suggest_exercises, private.trigrams, private.similarity to authenticated;
revoke execute on function public.import_parsed_workout from public, anon, authenticated, service_role;
grant execute on function public.import_parsed_workout to authenticated;

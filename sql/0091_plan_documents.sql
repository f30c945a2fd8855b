-- Plans as documents: a whole plan is read, checked and written at once.
--
-- `insert_full_plan` takes a plan as one document, as a planning service writes it. Every object in it is a node with
-- a path, such as `weeks[1].sessions[0].slots[2]`, and the rules in `plan_rules` say what a field of each may be. The
-- document is checked to its end before any of it is written; then two statements write it, whatever its size. What
-- checks and what writes read the same list of nodes, so that they can't differ in what they see.
-- An exercise is named by its id, a slug, a name or an alias. What means nothing stays a name in the plan, for a wrong
-- guess would be trained for weeks; only an `exercise_id` that means nothing is a fault.
-- Its own id makes a document safe to send twice.

create function private.day_of(p_text text)
returns date
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_day date;
begin
  if p_text ~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
    v_day := make_date(left(p_text, 4)::integer, substr(p_text, 6, 2)::integer, 1) + right(p_text, 2)::integer - 1;
    -- the 31st of a month that has 30 would be in the next one
    if extract(month from v_day) = substr(p_text, 6, 2)::integer then
      return v_day;
    end if;
  end if;
  return null;
end
$$;
comment on function private.day_of(text) is 'The day that a text such as 2026-01-31 means, from 1900 to 2199; null if it means none.';

create function private.plan_nodes(p_plan jsonb)
returns table (
  level         text,
  week_index    integer,
  session_index integer,
  slot_index    integer,
  path          text,
  value         jsonb,
  week_number   integer,
  week_start    date
)
language plpgsql stable rows 500
set search_path = pg_catalog, pg_temp
as $$
declare
  v_start     date := private.day_of(p_plan ->> 'week_start');
  -- the sessions of a plan without weeks are those of its first week
  v_has_weeks boolean := coalesce(jsonb_typeof(p_plan -> 'weeks'), 'null') <> 'null';
begin
  return query
  with weeks as materialized (
    select w.index as week_index, w.path, w.value, w.sessions, n.number, (v_start + 7 * (n.number - 1)) as starts
    from (
      select e.index, format('weeks[%s]', e.index) as path, e.value, e.value -> 'sessions' as sessions
      from private.elements(p_plan -> 'weeks') as e
      where v_has_weeks
      union all
      select 0, '', '{}'::jsonb, p_plan -> 'sessions' where not v_has_weeks
    ) as w
    cross join lateral (
      select case
        when coalesce(jsonb_typeof(w.value -> 'week_number'), 'null') = 'null' then w.index + 1
        when jsonb_typeof(w.value -> 'week_number') <> 'number' then null
        -- a fraction is no number of a week; rounded it could be another week's
        when (w.value -> 'week_number')::numeric between 1 and 520 and (w.value -> 'week_number')::numeric % 1 = 0
          then (w.value -> 'week_number')::integer
      end as number
    ) as n
  ), sessions as materialized (
    select w.week_index, e.index as session_index, e.value, w.number, w.starts,
           concat_ws('.', nullif(w.path, ''), format('sessions[%s]', e.index)) as path
    from weeks as w
    cross join lateral private.elements(w.sessions) as e
  )
  select 'plan', -1, -1, -1, '', p_plan, null::integer, v_start
  union all
  select 'week', w.week_index, -1, -1, w.path, w.value, w.number, w.starts from weeks as w
  union all
  select 'session', s.week_index, s.session_index, -1, s.path, s.value, s.number, s.starts from sessions as s
  union all
  select 'slot', s.week_index, s.session_index, e.ordinality::integer - 1,
         s.path || '.slots[' || (e.ordinality - 1) || ']', e.value, s.number, s.starts
  from sessions as s
  cross join lateral jsonb_array_elements(
    case when jsonb_typeof(s.value -> 'slots') = 'array' then s.value -> 'slots' else '[]'::jsonb end)
    with ordinality as e;
end
$$;
comment on function private.plan_nodes(jsonb) is
  'Every object in a plan''s document: what it is, where it stands, and the number and the first day of its week where those can be told.';

create function private.session_day(p_session jsonb, p_week_start date)
returns date
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(jsonb_typeof(p_session -> 'date'), 'null') <> 'null' then
    return private.day_of(p_session ->> 'date');
  end if;
  -- the one day of the week that has this weekday
  if jsonb_typeof(p_session -> 'day_of_week') = 'number'
     and (p_session -> 'day_of_week')::numeric in (1, 2, 3, 4, 5, 6, 7) then
    return p_week_start + ((p_session -> 'day_of_week')::integer - extract(isodow from p_week_start)::integer + 7) % 7;
  end if;
  return null;
end
$$;
comment on function private.session_day(jsonb, date) is
  'The day a session in a document is meant for: its date, or else the day of its week that has its weekday; null if it says neither.';

create function private.exercises_meant(p_user_id uuid, p_words text[])
returns table (word text, exercise_id uuid, exercise_name text)
language plpgsql stable rows 50
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select w.word, coalesce(e.merged_into, e.id), e.name
  from (select distinct u.word from unnest(p_words) as u (word) where u.word is not null) as w
  cross join lateral (
    select coalesce(
      case when w.word ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then w.word::uuid end,
      (select s.id from public.exercises as s where s.owner_id is null and s.slug = w.word),
      private.find_exercise(p_user_id, w.word, 'any'),
      -- an app's word for it, if it is the same exercise in every app that has the word
      (select case when count(distinct a.exercise_id) = 1 then (array_agg(a.exercise_id))[1] end
       from public.exercise_aliases as a
       where lower(a.alias) = lower(btrim(w.word)) and (a.owner_id is null or a.owner_id = p_user_id))) as id
  ) as f
  join public.exercises as e on e.id = f.id and (e.owner_id is null or e.owner_id = p_user_id);
end
$$;
comment on function private.exercises_meant(uuid, text[]) is
  'The exercise that each word means to a person: by its id, its slug, its name, an alias, or an app''s alias that means the same in every app; what was merged means what took its place. A word that means none is left out.';

create view private.plan_rules (level, key, kind, low, high, is_required) with (security_invoker = true) as
values
  ('plan', 'id', 'uuid', 0, 0, false),
  ('plan', 'split_type', 'text', 1, 100, true),
  ('plan', 'week_start', 'date', 0, 0, true),
  ('plan', 'goal_type', 'text', 1, 100, false),
  ('plan', 'experience_level', 'text', 1, 100, false),
  ('plan', 'notes', 'text', 0, 10000, false),
  ('plan', 'sessions', 'list', 0, 50, false),
  ('plan', 'weeks', 'list', 1, 104, false),
  ('week', 'week_number', 'integer', 1, 520, false),
  ('week', 'week_start', 'date', 0, 0, false),
  ('week', 'notes', 'text', 0, 10000, false),
  ('week', 'sessions', 'list', 0, 50, false),
  ('session', 'day_name', 'text', 1, 255, true),
  ('session', 'date', 'date', 0, 0, false),
  ('session', 'day_of_week', 'integer', 1, 7, false),
  ('session', 'focus_area', 'text', 0, 1000, true),
  ('session', 'session_number', 'integer', 1, 99, false),
  ('session', 'slots', 'list', 0, 100, false),
  ('slot', 'exercise_id', 'text', 1, 255, false),
  ('slot', 'name', 'text', 1, 255, false),
  ('slot', 'muscle_group', 'text', 0, 255, false),
  ('slot', 'sets', 'integer', 1, 99, true),
  ('slot', 'reps', 'reps', 0, 0, true),
  ('slot', 'rir', 'integer', 0, 20, false),
  ('slot', 'equipment', 'text', 0, 255, false),
  ('slot', 'tier', 'text', 0, 255, false),
  ('slot', 'target', 'text', 0, 1000, false),
  ('slot', 'secondary_muscles', 'texts', 0, 50, false),
  ('slot', 'tips', 'texts', 0, 50, false),
  ('slot', 'instructions', 'text', 0, 10000, false),
  ('slot', 'weight', 'weight', 0, 0, false),
  ('slot', 'difficulty', 'integer', 1, 10, false),
  ('slot', 'notes', 'text', 0, 10000, false),
  ('slot', 'display_order', 'integer', 0, 9999, false),
  ('slot', 'order_in_session', 'integer', 1, 9999, false);
comment on view private.plan_rules is
  'What a plan''s document may say: the keys of each kind of object, what a value is, and its bounds: of a text and a list the length, of a number the value.';

create function private.plan_faults(p_user_id uuid, p_plan jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_faults text[];
begin
  if jsonb_typeof(p_plan) is distinct from 'object' then
    return array[private.field_fault(p_plan, 'p_plan_json', 'object', p_required => true)];
  end if;

  with nodes as materialized (
    select n.level, n.week_index, n.session_index, n.slot_index, n.path, n.value, n.week_number, n.week_start,
           case when n.path = '' then '' else n.path || '.' end as prefix
    from private.plan_nodes(p_plan) as n
  ),
  not_objects as (
    select n.week_index, n.session_index, n.slot_index,
           format('%s = %s: expected an object', n.path, left(n.value::text, 80)) as fault
    from nodes as n
    where jsonb_typeof(n.value) <> 'object'
  ),
  missing as (
    select n.week_index, n.session_index, n.slot_index, format('%s%s is missing', n.prefix, r.key) as fault
    from nodes as n
    join private.plan_rules as r on r.level = n.level and r.is_required
    where jsonb_typeof(n.value) = 'object' and coalesce(jsonb_typeof(n.value -> r.key), 'null') = 'null'
  ),
  -- keys that are not known, and values that are not what the rules say
  misfits as (
    select n.week_index, n.session_index, n.slot_index,
      case when r.key is null
        then format('%s%s is not known: expected %s', n.prefix, left(k.key, 80), (
          select string_agg(q.key, ', ') from private.plan_rules as q where q.level = n.level))
        else format('%s%s = %s: expected %s', n.prefix, k.key, left(k.value::text, 80), case r.kind
          when 'text' then format('a text of %s to %s characters', r.low, r.high)
          when 'integer' then format('a whole number from %s to %s', r.low, r.high)
          when 'weight' then 'a number from 0 to 9999.999 with no more than three decimals'
          when 'date' then 'a day such as 2026-01-31'
          when 'list' then format('a list of %s to %s', r.low, r.high)
          when 'texts' then format('a list of up to %s texts', r.high)
          when 'reps' then 'repetitions such as 5, 8-12 or AMRAP, or seconds such as 30s'
          when 'uuid' then 'a UUID'
        end)
      end as fault
    from nodes as n
    cross join lateral jsonb_each(case when jsonb_typeof(n.value) = 'object' then n.value else '{}'::jsonb end) as k
    cross join lateral (
      select jsonb_typeof(k.value) as type,
             case jsonb_typeof(k.value) when 'number' then trim_scale(k.value::numeric)::text else k.value #>> '{}' end
    ) as v (type, text)
    left join private.plan_rules as r on r.level = n.level and r.key = k.key
    where case
      when r.key is null then true
      when v.type = 'null' then false
      else case r.kind
        when 'text' then v.type <> 'string' or length(v.text) not between r.low and r.high
        when 'integer' then v.type <> 'number'
          or k.value::numeric not between r.low and r.high or k.value::numeric <> trunc(k.value::numeric)
        when 'reps' then v.type not in ('string', 'number')
          or v.text !~*
             '^([0-9]{1,4}( ?[-–] ?[0-9]{1,4})?|[1-9][0-9]{0,4}( ?[-–] ?[0-9]{1,5})? ?(s|sec|secs|seconds)|amrap)$'
          or v.text ~ '[-–]' and substring(v.text from '^[0-9]+')::integer
                                 > substring(v.text from '([0-9]+)[^0-9]*$')::integer
        when 'weight' then v.type <> 'number' or k.value::numeric not between 0 and 9999.999
          or scale(trim_scale(k.value::numeric)) > 3
        when 'date' then v.type <> 'string' or private.day_of(v.text) is null
        when 'list' then v.type <> 'array' or jsonb_array_length(k.value) not between r.low and r.high
        when 'texts' then v.type <> 'array' or jsonb_array_length(k.value) > r.high
          or jsonb_path_exists(k.value, 'strict $[*] ? (@.type() != "string")')
        when 'uuid' then v.type <> 'string' or v.text !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      end
    end
  ),
  -- neither weeks nor sessions, or both
  bare_plan as (
    select -1 as week_index, -1 as session_index, -1 as slot_index, case
      when not p.has_weeks and not p.has_sessions then 'sessions is missing, and so is weeks'
      when p.has_weeks and p.has_sessions then 'weeks stands beside sessions: expected one of the two'
    end as fault
    from (
      select coalesce(jsonb_typeof(p_plan -> 'weeks'), 'null') <> 'null' as has_weeks,
             coalesce(jsonb_typeof(p_plan -> 'sessions'), 'null') <> 'null' as has_sessions
    ) as p
  ),
  -- a number twice, or a day on which no such week begins
  odd_weeks as (
    select n.week_index, -1 as session_index, -1 as slot_index, case
      when n.nth > 1
        then format('%sweek_number = %s: expected a number that no other week has', n.prefix, n.week_number)
      when private.day_of(n.value ->> 'week_start') <> n.week_start
        then format('%sweek_start = "%s": expected %s, where week %s begins',
                    n.prefix, n.value ->> 'week_start', n.week_start, n.week_number)
      when n.week_start > '2199-12-31'
        then format('%sweek_number = %s: expected a week that begins by 2199-12-31', n.prefix, n.week_number)
    end as fault
    from (
      select w.week_index, w.prefix, w.value, w.week_number, w.week_start,
             row_number() over (partition by w.week_number order by w.week_index) as nth
      from nodes as w
      where w.level = 'week' and w.week_number is not null
    ) as n
  ),
  -- no day, one outside its week, or another weekday than the date has
  odd_days as (
    select n.week_index, n.session_index, -1 as slot_index, case
      when coalesce(jsonb_typeof(n.value -> 'date'), 'null') = 'null'
           and coalesce(jsonb_typeof(n.value -> 'day_of_week'), 'null') = 'null'
        then n.prefix || 'date is missing, and so is day_of_week'
      when n.day not between n.week_start and n.week_start + 6
        then format('%sdate = "%s": expected a day from %s to %s', n.prefix, n.day, n.week_start, n.week_start + 6)
      when n.day > '2199-12-31' and n.week_start <= '2199-12-31'
        then format('%sday_of_week = %s: expected a day by 2199-12-31, not %s',
                    n.prefix, left(n.value ->> 'day_of_week', 80), n.day)
      when jsonb_typeof(n.value -> 'day_of_week') = 'number'
           and (n.value -> 'day_of_week')::numeric in (1, 2, 3, 4, 5, 6, 7)
           and (n.value -> 'day_of_week')::numeric <> extract(isodow from n.day)
        then format('%sday_of_week = %s: expected %s, the weekday of %s',
                    n.prefix, left(n.value ->> 'day_of_week', 80), extract(isodow from n.day), n.day)
    end as fault
    from (
      select d.week_index, d.session_index, d.prefix, d.value, d.week_start,
             private.session_day(d.value, d.week_start) as day
      from nodes as d
      where d.level = 'session' and jsonb_typeof(d.value) = 'object'
    ) as n
  ),
  places as (
    select n.week_index, n.session_index, n.slot_index, n.prefix, o.place,
           row_number() over (partition by n.week_index, n.session_index, o.place order by n.slot_index) as nth
    from nodes as n
    cross join lateral (
      select case
        when coalesce(jsonb_typeof(n.value -> 'order_in_session'), 'null') = 'null' then (n.slot_index + 1)::text
        when jsonb_typeof(n.value -> 'order_in_session') = 'number'
          then trim_scale((n.value -> 'order_in_session')::numeric)::text
      end as place
    ) as o
    where n.level = 'slot'
  ),
  -- a place for the second time
  doubles as (
    select p.week_index, p.session_index, p.slot_index,
           format('%sorder_in_session = %s: expected a place that no other slot of the session has',
                  p.prefix, left(p.place, 80)) as fault
    from places as p
    where p.nth > 1 and p.place is not null
  ),
  meant as materialized (
    select m.word
    from private.exercises_meant(p_user_id, (
      select array_agg(distinct n.value ->> 'exercise_id')
      from nodes as n
      where n.level = 'slot' and jsonb_typeof(n.value -> 'exercise_id') = 'string')) as m
  ),
  -- an exercise that is nowhere, or none
  strange as (
    select n.week_index, n.session_index, n.slot_index, case
      when jsonb_typeof(n.value -> 'exercise_id') = 'string'
        then format('%sexercise_id = %s: expected the id, the slug or an alias of an exercise',
                    n.prefix, left((n.value -> 'exercise_id')::text, 80))
      else n.prefix || 'name is missing, and so is exercise_id'
    end as fault
    from nodes as n
    where n.level = 'slot' and jsonb_typeof(n.value) = 'object'
      and case when jsonb_typeof(n.value -> 'exercise_id') = 'string'
        then length(n.value ->> 'exercise_id') between 1 and 255
             and n.value ->> 'exercise_id' not in (select m.word from meant as m)
        else coalesce(jsonb_typeof(n.value -> 'exercise_id'), 'null') = 'null'
             and coalesce(jsonb_typeof(n.value -> 'name'), 'null') = 'null'
      end
  )
  select array_agg(f.fault order by f.week_index, f.session_index, f.slot_index, f.fault)
  into v_faults
  from (
    select o.week_index, o.session_index, o.slot_index, o.fault from not_objects as o
    union all select m.week_index, m.session_index, m.slot_index, m.fault from missing as m
    union all select m.week_index, m.session_index, m.slot_index, m.fault from misfits as m
    union all select p.week_index, p.session_index, p.slot_index, p.fault from bare_plan as p
    union all select w.week_index, w.session_index, w.slot_index, w.fault from odd_weeks as w
    union all select d.week_index, d.session_index, d.slot_index, d.fault from odd_days as d
    union all select d.week_index, d.session_index, d.slot_index, d.fault from doubles as d
    union all select e.week_index, e.session_index, e.slot_index, e.fault from strange as e
  ) as f
  where f.fault is not null;
  return v_faults;
end
$$;
comment on function private.plan_faults(uuid, jsonb) is
  'What is wrong with a plan''s document, in the order in which it stands there, each with its path; null if nothing is.';

create function public.insert_full_plan(p_user_id uuid, p_plan_json jsonb, p_only_active boolean default false)
returns uuid
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_user_id uuid := private.lock_log_of(p_user_id);
  v_plan    public.modular_training_plan;
begin
  if private.field_fault(p_plan_json -> 'id', 'id', 'uuid') is null then
    v_plan.id := coalesce((p_plan_json ->> 'id')::uuid, private.new_id());
    if exists (select from public.modular_training_plan as p where p.user_id = v_user_id and p.id = v_plan.id) then
      return v_plan.id;
    end if;
  end if;
  perform private.raise_faults('The plan has faults', private.plan_faults(v_user_id, p_plan_json));

  insert into public.modular_training_plan (id, user_id, split_type, week_start, goal_type, experience_level, notes)
  values (
    v_plan.id, v_user_id, p_plan_json ->> 'split_type', (p_plan_json ->> 'week_start')::date,
    coalesce(p_plan_json ->> 'goal_type', 'general_fitness'),
    coalesce(p_plan_json ->> 'experience_level', 'intermediate'), p_plan_json ->> 'notes');

  with nodes as materialized (
    select n.level, n.week_index, n.session_index, n.slot_index, n.value, n.week_number, n.week_start
    from private.plan_nodes(p_plan_json) as n
  ), meant as materialized (
    select m.word, m.exercise_id, m.exercise_name
    from private.exercises_meant(v_user_id, (
      select array_agg(coalesce(n.value ->> 'exercise_id', n.value ->> 'name'))
      from nodes as n
      where n.level = 'slot')) as m
  ), weeks as materialized (
    select n.week_index, private.new_id() as id, n.week_number, n.week_start, n.value ->> 'notes' as notes
    from nodes as n
    where n.level = 'week'
  ), sessions as materialized (
    select n.week_index, n.session_index, private.new_id() as id, n.value,
           private.session_day(n.value, n.week_start) as day
    from nodes as n
    where n.level = 'session'
  ), written_weeks as (
    insert into public.modular_training_week (id, user_id, plan_id, week_number, week_start, notes)
    select w.id, v_user_id, v_plan.id, w.week_number, w.week_start, w.notes
    from weeks as w
  ), written_sessions as (
    insert into public.modular_training_session (
      id, user_id, week_id, day_label, session_date, day_of_week, focus_area, session_number)
    select
      s.id, v_user_id, w.id, s.value ->> 'day_name', s.day, extract(isodow from s.day), s.value ->> 'focus_area',
      coalesce((s.value ->> 'session_number')::numeric::integer, 1)
    from sessions as s
    join weeks as w on w.week_index = s.week_index
  )
  insert into public.modular_training_exercise (
    user_id, session_id, exercise_id, exercise_name, muscle_group, sets, reps, rir, equipment, tier, target,
    secondary_muscles, tips, instructions, weight, difficulty, notes, display_order, order_in_session)
  select
    v_user_id, s.id, m.exercise_id, coalesce(n.value ->> 'name', m.exercise_name), n.value ->> 'muscle_group',
    (n.value ->> 'sets')::numeric::integer,
    case jsonb_typeof(n.value -> 'reps')
      when 'number' then trim_scale((n.value -> 'reps')::numeric)::text else n.value ->> 'reps' end,
    (n.value ->> 'rir')::numeric::integer, n.value ->> 'equipment', n.value ->> 'tier', n.value ->> 'target', nullif(n.value -> 'secondary_muscles', 'null'),
    nullif(n.value -> 'tips', 'null'), n.value ->> 'instructions', (n.value ->> 'weight')::numeric,
    (n.value ->> 'difficulty')::numeric::integer, n.value ->> 'notes',
    coalesce((n.value ->> 'display_order')::numeric::integer, 0),
    coalesce((n.value ->> 'order_in_session')::numeric::integer, n.slot_index + 1)
  from nodes as n
  join sessions as s on s.week_index = n.week_index and s.session_index = n.session_index
  left join meant as m on m.word = coalesce(n.value ->> 'exercise_id', n.value ->> 'name')
  where n.level = 'slot';

  if p_only_active then
    update public.modular_training_plan as p
    set status = 'archived'
    where p.user_id = v_user_id and p.status = 'active' and p.id <> v_plan.id
      and p.goal_type = coalesce(p_plan_json ->> 'goal_type', 'general_fitness');
  end if;
  return v_plan.id;
end
$$;
comment on function public.insert_full_plan(uuid, jsonb, boolean) is
  'Takes in a whole plan for the person who asks (the back end: for anybody), makes it active and returns its id. The document has split_type, week_start, and sessions or weeks, and optionally id, goal_type, experience_level, notes; a week has sessions, and optionally week_number, week_start, notes; a session has day_name, focus_area, date or day_of_week (1 is Monday), and optionally session_number, slots; a slot has exercise_id (a UUID, a slug or an alias) or name, sets, reps (5, 8-12, AMRAP, 30s), and optionally muscle_group, rir, equipment, tier, target, secondary_muscles, tips, instructions, weight (kg, to the gram), difficulty, notes, display_order, order_in_session. A name that is in no catalogue stays a name, and get_plan() lists it. With p_only_active the person''s other active plans for the same goal are archived. The same id again changes nothing and returns the same. Raises PT422 with every fault''s path, 42501 for somebody else''s p_user_id; then nothing is written.';

-- Grants

revoke execute on all functions in schema private from public;
grant select on private.plan_rules to authenticated, service_role;
grant execute on function
  private.day_of, private.plan_nodes, private.session_day, private.exercises_meant, private.plan_faults
  to authenticated, service_role;
revoke execute on function public.insert_full_plan from public, anon, authenticated, service_role;
grant execute on function public.insert_full_plan to authenticated, service_role;

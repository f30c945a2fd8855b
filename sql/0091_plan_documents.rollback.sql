drop function public.insert_full_plan(uuid, jsonb, boolean);
drop function private.plan_faults(uuid, jsonb);
drop view private.plan_rules;
drop function private.exercises_meant(uuid, text[]);
drop function private.session_day(jsonb, date);
drop function private.plan_nodes(jsonb);
drop function private.day_of(text);

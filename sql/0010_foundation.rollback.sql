-- Roles stay: they belong to the cluster, and another database may use them. So does the schema private, where the
-- record of migrations lives.
drop function public.schema_chapters();
drop function private.raise_faults(text, text[]);
drop function private.elements(jsonb);
drop function private.key_faults(jsonb, text, text[]);
drop function private.field_fault(jsonb, text, text, numeric, numeric, text[], boolean);
drop function private.is_instant(text);
drop function private.check_range(date, date);
drop function private.check_instant(timestamptz, text);
drop function private.is_in_our_time(timestamptz);
drop function private.check_timezone(text, text);
drop function private.is_timezone(text);
drop function private.whose(uuid);
drop function private.open_logs();
drop function private.me();
drop function private.touch_updated_at();
drop function private.seed_id(text, text);
drop function private.new_ids(bigint);
drop function private.new_id();
drop table private.chapters;
drop schema compat;
drop schema analytics;
do $auth$
begin
  if obj_description(to_regnamespace('auth'), 'pg_namespace') like 'workoutdb stand-in%' then
    drop schema auth cascade;
  end if;
end
$auth$;
revoke all on schema private from anon, authenticated, service_role;

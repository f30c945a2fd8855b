drop view compat.external_workouts;
drop view compat.external_workouts_new;
drop function private.write_external_halves();
drop function private.write_external_embedding();
drop function public.upsert_external_workouts(jsonb);
drop function private.library_rows(jsonb);
drop function public.search_workouts(text, text[], text, integer);
drop function public.find_similar_workouts(double precision[], text[], text, integer, text);
drop function private.nearest_workouts(extensions.vector, text[], text, integer, text);
drop function private.check_library_filter(text[], text);
drop type public.library_workout;
alter table public.program_workouts drop constraint program_workouts_external_fkey;
drop table public.external_workouts;
drop function private.count_on_external_ids();
-- the extension and its schema go if they came with us, and nobody else came to use them
do $extension$
begin
  if (
    select obj_description(e.oid, 'pg_extension') like 'workoutdb: %'
    from pg_extension as e
    where e.extname = 'vector'
  ) then
    drop extension vector;
  end if;
  if obj_description(to_regnamespace('extensions'), 'pg_namespace') like 'workoutdb: %' then
    drop schema extensions;
  end if;
exception
  when dependent_objects_still_exist then
    null;
end
$extension$;

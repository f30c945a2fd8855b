create or replace function private.open_exercises()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{}'::uuid[];
end
$$;
create or replace function private.open_logs()
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return '{}'::uuid[];
end
$$;
drop view private.newest_metrics;
drop table public.ai_recommendations;
drop table public.workout_schedule;
drop table public.program_workouts;
drop table public.programs;
drop table public.athlete_links;
drop table public.entity_metrics;
drop table public.entities;
drop function private.workouts_follow_schedule();
drop function private.schedule_follows_workouts();
drop function private.stamp_completion();
drop function private.keep_linked_clients();
drop function private.end_links_of_deleted();
drop function private.keep_metrics();
drop type public.recommendation_status_enum;
drop type public.athlete_link_status_enum;
drop type public.entity_type;

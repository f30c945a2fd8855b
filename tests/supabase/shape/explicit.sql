-- Projects since 2026: nothing new in public is exposed by itself. What stays is what the platform leaves: truncate,
-- references and trigger on tables, and every function executable by PUBLIC.
alter default privileges for role postgres in schema public
  revoke select, insert, update, delete on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke usage, select on sequences from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke execute on functions from anon, authenticated, service_role;
-- and some let nobody put policies on Realtime's table but in the dashboard
alter table realtime.messages owner to supabase_admin;

-- The roles of a hosted Supabase project, once a cluster, as its superuser supabase_admin.
--
-- What matters here: `postgres`, who migrates, is no superuser. It may make roles and passes row-level security,
-- but owns nothing in the schemas that Supabase manages.

create role postgres login nosuperuser createdb createrole replication bypassrls password 'postgres';
create role anon nologin;
create role authenticated nologin;
create role service_role nologin bypassrls;
create role authenticator login noinherit password 'postgres';
create role supabase_auth_admin login noinherit password 'postgres';
create role supabase_realtime_admin nologin;
create role dashboard_user nologin;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to postgres with admin option;
grant supabase_realtime_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

alter role supabase_admin password 'postgres';
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role supabase_auth_admin set search_path = auth;
alter role postgres set search_path = public, extensions;

drop function public.purge_sign_in();
drop function public.revoke_session(text);
drop function public.refresh_session(text, text, text);
drop function public.check_session(text);
drop function public.open_session(uuid, text, text, text, interval);
drop function public.redeem_password_reset(text, text);
drop function public.issue_password_reset(text, text, interval);
drop function public.find_password(text);
drop function public.redeem_magic_link(text);
drop function public.register_password(text, text, text, interval);
drop function public.issue_magic_link(text, text, interval);
drop function private.purge_sign_in();
drop function private.revoke_session(text);
drop function private.refresh_session(text, text, text);
drop function private.check_session(text);
drop function private.open_session(uuid, text, text, text, interval);
drop function private.redeem_password_reset(text, text);
drop function private.issue_password_reset(text, text, interval);
create or replace function private.password_hash(p_user_id uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return null;
end
$$;
comment on function private.password_hash(uuid) is
  'The hash of a person''s password, under the name an older service knows it by; null, because Supabase keeps it to itself. On plain Postgres the sign-in puts one in its place that tells the service role.';
drop function private.read_password_hash(uuid);
drop function private.find_password(text);
drop function private.redeem_magic_link(text);
drop function private.refuse_token();
drop function private.issue_magic_link(text, text, text, interval);
drop function private.addressee(text);
drop function private.expiry(interval, interval);
drop type public.password_entry;
drop type public.redeemed_link;
drop trigger workoutdb_forget_mails on auth.users;
drop function private.forget_mails();
drop schema sign_in cascade;

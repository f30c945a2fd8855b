drop function public.tidy_live_sessions(interval, interval, interval);
drop function private.tidy_live_sessions(interval, interval, interval);
drop type public.live_tidying;
drop function public.delete_live_session(uuid);
drop function private.delete_live_session(uuid);
drop function public.update_live_session(uuid, text, text, boolean, jsonb);
drop function private.update_live_session(uuid, text, text, boolean, jsonb);
drop function public.my_live_sessions(integer, timestamptz, uuid);
drop function public.my_live_invitations();
drop type public.live_invitation_detail;
drop function public.send_live_message(uuid, text, uuid);
drop function public.react_to_set(uuid, public.emote_enum, uuid, uuid, uuid);
drop function public.set_ready_for_next(uuid, boolean);
drop function public.update_live_status(uuid, public.live_status_enum, uuid);
drop function private.place_in_live_session(uuid, public.live_status_enum, uuid, boolean);
drop function public.delete_live_set(uuid);
drop function public.edit_live_set(uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric,
  numeric);
drop function private.find_live_set(uuid, uuid);
drop function public.log_live_set(uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric,
  numeric, uuid);
drop function private.share_live_set(uuid, uuid);

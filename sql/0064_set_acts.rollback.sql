drop function public.delete_set(uuid);
drop function private.close_gap(uuid, smallint);
drop function public.edit_set(
  uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric, integer,
  text, timestamptz, text[]);
drop function public.log_set(
  uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric,
  integer, text, timestamptz, uuid, uuid);
drop function private.log_set(
  uuid, uuid, integer, numeric, public.weight_unit_enum, numeric, integer, public.set_type_enum, numeric, numeric,
  integer, text, timestamptz, uuid, uuid);
drop function private.block_for(uuid, uuid, uuid);
drop function private.find_set(uuid, uuid);
drop function private.show_set(public.workout_sets, public.workout_session_exercises, boolean);
drop function private.check_set(integer, numeric, numeric, integer, numeric, numeric, integer);
drop type public.logged_set;

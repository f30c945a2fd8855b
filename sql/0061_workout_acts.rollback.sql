drop function public.restore_workout(uuid);
drop function public.delete_workout(uuid);
drop function public.abandon_workout(uuid);
drop function public.resume_workout(uuid);
drop function private.set_workout_status(uuid, public.session_status_enum[], public.session_status_enum, text);
drop function public.finish_workout(uuid, timestamptz, text);
drop function public.get_workout_summary(uuid, uuid);
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
drop function public.add_workout_exercise(uuid, uuid, smallint, text, uuid);
drop function public.update_workout(uuid, text, timestamptz, timestamptz, text, text);
drop function public.start_workout(uuid, text, timestamptz, text, text, uuid);
drop function public.get_workout(uuid, uuid);
drop function private.find_set(uuid, uuid);
drop function private.show_set(public.workout_sets, public.workout_session_exercises, boolean);
drop function private.check_set(integer, numeric, numeric, integer, numeric, numeric, integer);
drop function private.find_workout(uuid, uuid);
drop function private.check_workout(text, text);
drop view private.workout_numbers;
drop type public.workout_summary;
drop type public.workout_entry;
drop type public.workout_detail;
drop type public.logged_set;
drop type public.broken_record;

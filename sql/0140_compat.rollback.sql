drop view compat.modular_training_set, compat.exrcwiki, compat.workout_sessions, compat.personal_record,
  compat.exercise_session, compat.workout_session, compat.workout_exercise, compat.workout_plan, compat.exercise,
  compat.user;
drop function private.update_compat_planned();
drop function private.keep_record();
drop function private.answer_record();
drop function private.delete_compat_set();
drop function private.update_compat_set();
drop function private.insert_compat_set();
drop function private.compat_block(uuid, uuid, uuid);
drop function private.update_compat_session();
drop function private.insert_compat_session();
drop function private.update_compat_user();
drop function private.insert_compat_user();
drop function private.check_compat_email(text);
drop index public.profiles_email_idx;
revoke insert (created_at) on public.workout_import_log from authenticated;
revoke insert (created_at, updated_at)
  on public.exercises, public.workout_templates, public.workout_template_exercises from authenticated;
revoke update (updated_at) on public.exercises, public.workout_template_exercises from authenticated;
drop trigger workout_template_exercises_rename on public.workout_template_exercises;
drop trigger workout_template_exercises_name on public.workout_template_exercises;
drop function private.name_template_exercise();

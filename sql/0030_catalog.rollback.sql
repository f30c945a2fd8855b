drop function public.find_substitutes(uuid, integer);
drop function public.set_my_equipment(uuid[]);
drop function public.merge_exercises(uuid, uuid);
drop function private.merge_exercises(uuid, uuid);
drop function public.archive_exercise(uuid);
drop function public.update_exercise(
  uuid, text, public.muscle_group_enum[], public.muscle_group_enum[], public.exercise_category_enum,
  public.load_kind_enum, numeric, text, text);
drop function public.create_exercise(
  text, public.load_kind_enum, public.muscle_group_enum[], public.muscle_group_enum[], public.exercise_category_enum,
  numeric, uuid[], text, text, uuid);
drop function public.search_exercises(text, public.muscle_group_enum, text, public.load_kind_enum, integer);
drop function private.check_exercise(uuid, uuid, text, text, text);
drop function private.check_equipment(uuid[]);
drop function private.similarity(text[], text[]);
drop function private.trigrams(text);
drop function private.find_exercise(uuid, text, text);
drop function private.check_exercise_owners();
drop trigger users_erase_catalog on public.users;
drop table public.user_equipment;
drop table public.exercise_equipment;
drop table public.exercise_aliases;
drop table public.exercises;
drop function private.open_exercises();
drop function private.follow_merge_in_aliases();
drop function private.note_merge();
drop function private.erase_catalog();
drop function private.normalise_muscles();
drop table public.equipment;
drop table public.muscle_groups;
drop type public.exercise_category_enum;
drop type public.load_kind_enum;
drop type public.muscle_group_enum;

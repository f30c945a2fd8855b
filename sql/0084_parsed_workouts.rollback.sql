drop function public.import_parsed_workout(text, jsonb, uuid);
drop function private.check_parsed_workout(uuid, text, jsonb);
drop type public.parsed_workout;
drop table public.workout_import_log;
revoke execute on function private.suggest_exercises, private.trigrams, private.similarity from authenticated;

drop function public.restore_log(uuid);
drop function private.stage_own_blocks(uuid);
drop function private.make_own_exercises(uuid);
drop function private.compare_with_log(uuid);
drop function private.stage_own_workouts(uuid);
drop function private.line_key(text);
drop view private.exported_lines;
drop view private.exported_sets;

drop function public.log_workout(jsonb);

drop function public.coach_roster();
drop function private.athlete_numbers(timestamptz);
drop function public.list_recommendations(uuid, public.recommendation_status_enum);
drop function public.answer_recommendation(uuid, boolean);
drop function public.add_recommendation(uuid, text, jsonb, text, uuid, uuid);
drop type public.roster_entry;
drop type public.roster_flag_enum;

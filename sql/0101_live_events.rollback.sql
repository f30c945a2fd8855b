do $realtime$
begin
  if to_regprocedure('private.broadcast_live_event()') is not null then
    drop trigger live_session_events_broadcast on public.live_session_events;
    drop function private.broadcast_live_event();
    begin
      drop policy if exists workoutdb_live_participants on realtime.messages;
    exception
      when insufficient_privilege then
        -- where postgres may not make the policy here, it may not drop it either
        raise warning 'The policy workoutdb_live_participants on realtime.messages stays until chapter 0100 goes';
    end;
  end if;
end
$realtime$;
drop trigger live_session_messages_unsay on public.live_session_messages;
drop trigger live_session_messages_announce on public.live_session_messages;
drop trigger live_session_reactions_announce on public.live_session_reactions;
drop trigger live_session_reactions_in_session on public.live_session_reactions;
drop trigger live_session_invitations_announce on public.live_session_invitations;
drop function private.announce_live_invitation();
drop function private.check_live_reaction();
drop function private.unsay_live_message();
drop function private.announce_live_message();
drop function private.announce_live_reaction();
drop trigger decrement_sets_completed_on_delete on public.live_session_sets;
drop trigger adjust_sets_completed_on_update on public.live_session_sets;
drop trigger increment_sets_completed_on_insert on public.live_session_sets;
drop function private.count_live_set();
drop trigger live_session_participants_announce on public.live_session_participants;
drop trigger update_participant_last_active_trigger on public.live_session_participants;
drop trigger decrement_participant_count_on_delete on public.live_session_participants;
drop trigger increment_participant_count_on_insert on public.live_session_participants;
drop function private.announce_live_participant();
drop function private.touch_live_participant();
drop function private.see_off_from_live_session();
drop function private.pass_live_leadership(uuid, uuid, uuid);
drop function private.welcome_to_live_session();
drop trigger live_sessions_announce on public.live_sessions;
drop trigger live_sessions_guard on public.live_sessions;
drop function private.announce_live_session();
drop function private.guard_live_session();
drop function private.check_live_session_open(public.live_sessions);
drop function private.add_live_event(uuid, uuid, public.live_event_type_enum, jsonb, integer, integer);
drop function private.hold_live_sessions(uuid[]);

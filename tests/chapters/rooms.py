"""What people in the live tests do over and over: open a room, come in, lift; and the recount."""

from decimal import Decimal
from typing import Any

from scenes import befriend, one, rows
from support import Actor, Connection, Database


def bench(database: Database, name: str = "Barbell Bench Press") -> str:
    """An exercise of the catalogue, which all in a room have."""
    row = database.owner.execute(
        "select id from exercises where name = %s and owner_id is null", (name,)
    ).fetchone()
    assert row
    return str(row["id"])


def room(host: Actor, *guests: Actor, **arguments: Any) -> str:
    """A live session that is going on, with its guests in it; its id."""
    session = str(one(host, "create_live_session", **arguments)["id"])
    come_in(session, host, *guests)
    host.call("start_live_session", p_session_id=session)
    return session


def come_in(session: str, host: Actor, *guests: Actor) -> None:
    for guest in guests:
        host.call("invite_to_live_session", p_session_id=session, p_user_id=guest.id)
        guest.call("join_live_session", p_session_id=session)


def lift(
    person: Actor, session: str, exercise: str, reps: int = 5, weight: Any = 100, **more: Any
) -> Any:
    """A live set, as the room sees it."""
    return one(
        person,
        "log_live_set",
        p_session_id=session,
        p_exercise_id=exercise,
        p_reps=reps,
        p_weight=None if weight is None else Decimal(str(weight)),
        **more,
    )


def events(person: Actor, session: str, after: int = 0) -> list[Any]:
    return rows(person, "get_live_events", p_session_id=session, p_after=after)


def happened(person: Actor, session: str, after: int = 0) -> list[tuple[str, Any]]:
    """Type and data of each event."""
    return [(it["type"], it["event_data"]["data"]) for it in events(person, session, after)]


# Every count that is kept, where it differs from a count of the rows.
WRONG = """
select
  s.id, 'participants' as what, s.participant_count::numeric as kept,
  count(p.id)::numeric as counted
from live_sessions as s left join live_session_participants as p on p.session_id = s.id
group by s.id having s.participant_count <> count(p.id)
union all
select s.id, 'sets', s.total_sets_completed, count(l.id)
from live_sessions as s
left join live_session_sets as l on l.session_id = s.id and not l.is_withdrawn
group by s.id having s.total_sets_completed <> count(l.id)
union all
select s.id, 'events', s.last_event_seq, coalesce(max(e.seq), 0)
from live_sessions as s left join live_session_events as e on e.session_id = s.id
group by s.id having s.last_event_seq <> coalesce(max(e.seq), 0)
union all
select p.session_id, 'of ' || p.user_id || ' ' || c.what, c.kept, c.counted
from live_session_participants as p
cross join lateral (
  select
    count(*) as sets, coalesce(sum(l.volume_kg), 0) as volume,
    count(*) filter (where l.is_pr) as records
  from live_session_sets as l
  where l.session_id = p.session_id and l.user_id = p.user_id and not l.is_withdrawn
) as n
cross join lateral (values
  ('sets', p.sets_completed::numeric, n.sets::numeric),
  ('volume', p.total_volume_kg, n.volume),
  ('records', p.pr_count, n.records)) as c (what, kept, counted)
where c.kept <> c.counted
union all
select s.id, 'leaders', 1, count(p.id) filter (where p.is_leader)
from live_sessions as s left join live_session_participants as p on p.session_id = s.id
where s.status <> 'ended'
group by s.id having count(p.id) filter (where p.is_leader) <> 1
union all
-- what a live set says, and what the log says of the same set
select l.session_id, 'set ' || l.id, l.weight_kg, coalesce(s.weight_kg, 0)
from live_session_sets as l
join workout_sets as s on s.user_id = l.user_id and s.id = l.id
join workout_session_exercises as b on b.user_id = s.user_id and b.id = s.session_exercise_id
join workout_sessions as w on w.user_id = b.user_id and w.id = b.session_id
left join private.set_facts as f on f.user_id = l.user_id and f.set_id = l.id
where (l.weight_kg, l.reps, l.set_type = 'warmup', l.exercise_id, l.is_withdrawn, l.volume_kg,
       l.timestamp_ms, l.duration_seconds, l.distance_m)
  is distinct from
      (coalesce(s.weight_kg, 0), coalesce(s.reps, 0), s.is_warmup, b.exercise_id,
       w.deleted_at is not null or w.status = 'abandoned',
       case when s.is_warmup then 0 else coalesce(f.volume_kg, 0) end,
       floor(extract(epoch from s.performed_at) * 1000), s.duration_seconds, s.distance_m)
"""


def wrong(owner: Connection) -> list[Any]:
    """What is kept and is not so; nothing, one hopes."""
    return owner.execute(WRONG).fetchall()


def numbers(owner: Connection, session: str) -> list[int]:
    """The numbers of the events of a session, as they stand."""
    query = "select seq from live_session_events where session_id = %s order by seq"
    return [row["seq"] for row in owner.execute(query, (session,))]


def live_evening(database: Database, person: Actor) -> dict[str, str]:
    """Leaves a row of this person in every live table; the ids of the main ones."""
    friend = database.person()
    befriend(friend, person)
    person.call("send_quick_reaction", p_to_user_id=friend.id, p_emote="like")
    session = room(person)
    invitation = one(
        person, "invite_to_live_session", p_session_id=session, p_user_id=database.person().id
    )
    done = lift(person, session, bench(database))
    person.call("send_live_message", p_session_id=session, p_message="Alone?")
    person.call("react_to_set", p_session_id=session, p_emote="fire", p_set_id=done["id"])
    return {"live": session, "live_set": done["id"], "live_invitation": invitation["id"]}


def people(person: Actor, session: str) -> dict[str, Any]:
    """Who is in, by id."""
    detail = one(person, "get_live_session", p_session_id=session)
    return {it["user_id"]: it for it in detail["participants"]}


def me(person: Actor, session: str) -> Any:
    return people(person, session)[str(person.id)]


def the(person: Actor, session: str) -> Any:
    """The session's own row."""
    return one(person, "get_live_session", p_session_id=session)["session"]


def age(world: Database, table: str, column: str, id: str, by: str) -> None:
    """As if it had been so much longer ago."""
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            f"update {table} set {column} = {column} - %s::interval where id = %s", (by, id)
        )

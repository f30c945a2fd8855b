"""A coach looks at an athlete's log: all of it, nothing beside, and only while linked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from coaching_scenes import READERS, Trio, entity, invited, link_of, linked, program
from psycopg import sql
from psycopg.types.json import Jsonb
from scenes import exercise, fingerprint, log, one, refused, rows, start, trained
from support import Actor, Database

LOG = [
    "workout_sessions",
    "workout_session_exercises",
    "workout_sets",
    "body_measurements",
    "personal_records",
    "scheduled_workouts",
]


def test_every_reader_of_a_log_is_tried(world: Database) -> None:
    found = world.owner.execute(
        """
        select proname from pg_proc
        where pronamespace = 'public'::regnamespace and 'p_user_id' = any (proargnames)
          -- of a live session one reads who is in it
          and proname <> 'get_participant_summary' and provolatile = 's'
          and has_function_privilege('authenticated', oid, 'execute')
        """
    )
    assert sorted(READERS) == sorted(row["proname"] for row in found)


@pytest.mark.parametrize("function", READERS)
def test_the_coach_reads_what_the_athlete_reads(trio: Trio, function: str) -> None:
    linked(trio.coach, trio.athlete)
    own = trio.read(trio.athlete, function)
    assert own
    assert trio.read(trio.coach, function) == own


@pytest.mark.parametrize("function", READERS)
@pytest.mark.parametrize("standing", ["a stranger", "invited", "declined", "ended", "deleted"])
def test_without_consent_the_athlete_is_as_good_as_not_there(
    trio: Trio, function: str, standing: str
) -> None:
    linked(trio.stranger, trio.athlete)
    if standing != "a stranger":
        client = entity(trio.coach)
        link = invited(trio.coach, client, trio.athlete)
    if standing == "declined":
        trio.athlete.call("answer_coach", p_link_id=link, p_accept=False)
    if standing in ("ended", "deleted"):
        trio.athlete.call("answer_coach", p_link_id=link)
        assert trio.read(trio.coach, function)
    if standing == "ended":
        trio.athlete.call("end_athlete_link", p_link_id=link)
    if standing == "deleted":
        trio.coach.execute("update entities set deleted_at = now()")
    with refused("PT404") as refusal:
        trio.read(trio.coach, function)
    assert refusal.detail == f"p_user_id = {trio.athlete.id}"
    with refused("PT404") as nobody:
        rows(trio.coach, "get_records", p_user_id=(unknown := uuid4()))
    assert (nobody.message, nobody.hint) == (refusal.message, refusal.hint)
    assert nobody.detail == f"p_user_id = {unknown}"


def seen(actor: Actor, table: str, whose: Actor) -> int:
    query = sql.SQL("select count(*) as it from {} where user_id = %s").format(
        sql.Identifier(table)
    )
    return int(actor.execute(query, (whose.id,))[0]["it"])


@pytest.mark.parametrize("table", LOG)
def test_the_coach_reads_the_tables_of_the_log_and_writes_none(trio: Trio, table: str) -> None:
    own = seen(trio.athlete, table, trio.athlete)
    assert own > 0
    assert seen(trio.coach, table, trio.athlete) == 0
    client = linked(trio.coach, trio.athlete)
    assert seen(trio.coach, table, trio.athlete) == own
    assert seen(trio.stranger, table, trio.athlete) == 0
    before = fingerprint(trio.coach.database)
    for command in (
        "update {} set user_id = user_id",
        "delete from {} where user_id <> auth.uid()",
    ):
        with trio.coach.database.owner.transaction(force_rollback=True):
            trio.coach.database.owner.execute(
                sql.SQL("grant update, delete on {} to authenticated").format(sql.Identifier(table))
            )
            trio.coach._become(trio.coach.database.owner)
            query = sql.SQL(command).format(sql.Identifier(table))
            assert trio.coach.database.owner.execute(query).rowcount == 0
    assert fingerprint(trio.coach.database) == before
    trio.coach.call("end_athlete_link", p_link_id=link_of(trio.coach, client)["id"])
    assert seen(trio.coach, table, trio.athlete) == 0


def test_the_coach_reads_nothing_but_the_log(world: Database, trio: Trio) -> None:
    """Whatever else is the athlete's stays theirs: their account, templates, imports, clients."""
    client = linked(trio.coach, trio.athlete)
    trio.athlete.call("create_template", p_name="Mine")
    entity(trio.athlete)
    tables = world.owner.execute(
        """
        select c.relname as name, a.attname as owner from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and has_table_privilege('authenticated', c.oid, 'select')
          and (a.attname = 'user_id' or c.relname in ('users', 'profiles') and a.attname = 'id')
        """
    ).fetchall()
    for table in tables:
        query = sql.SQL("select 1 as it from {} where {} = %s").format(
            sql.Identifier(table["name"]), sql.Identifier(table["owner"])
        )
        found = trio.coach.execute(query, (trio.athlete.id,))
        assert bool(found) == (table["name"] in LOG), table["name"]
    assert client


def test_the_athlete_reads_nothing_of_the_coach(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    made = program(trio.coach, client)
    trained(trio.coach, exercise(trio.coach), (5, 60))
    for function, arguments in {
        "get_entity": {"p_entity_id": client},
        "get_program": {"p_program_id": made["program"]["id"]},
        "workout_history": {"p_user_id": trio.coach.id},
    }.items():
        with refused("PT404"):
            trio.athlete.call(function, **arguments)
    assert trio.athlete.execute("select id from entities") == []
    assert trio.athlete.execute("select id from programs") == []


def test_an_athletes_own_exercise_is_seen_and_not_used(trio: Trio) -> None:
    """Else what the athlete does with it would reach into the coach's log."""
    linked(trio.coach, trio.athlete)
    lift = trio.ids["lift"]
    name = trio.coach.execute("select name from exercises where id = %s", (lift,))[0]["name"]
    assert rows(trio.coach, "search_exercises", p_query=name) == []
    system = rows(trio.coach, "search_exercises", p_query="barbell back squat", p_limit=1)[0]
    substitutes = rows(trio.coach, "find_substitutes", p_exercise_id=system["id"], p_limit=200)
    assert lift not in {it["id"] for it in substitutes}
    workout = start(trio.coach)
    with refused("PT404"):
        log(trio.coach, workout, lift)
    with refused("PT422"):
        trio.coach.call("create_template", p_name="T", p_exercises=Jsonb([{"exercise_id": lift}]))
    with refused("PT404"):
        trio.coach.call("merge_exercises", p_from_id=exercise(trio.coach), p_into_id=lift)
    with refused("42501"):
        trio.coach.execute(
            "insert into workout_session_exercises"
            " (user_id, session_id, exercise_id, exercise_name, order_index)"
            " values (%s, %s, %s, 'Theirs', 0)",
            (trio.coach.id, workout, lift),
        )
    with refused("PT404"):
        trio.coach.call("archive_exercise", p_exercise_id=lift)


def test_the_coach_sees_no_workout_that_the_athlete_deleted(trio: Trio) -> None:
    tables = ["workout_sessions", "workout_session_exercises", "workout_sets"]
    linked(trio.coach, trio.athlete)
    before = [seen(trio.coach, table, trio.athlete) for table in tables]
    trio.athlete.call("delete_workout", p_session_id=trio.ids["workout"])
    assert [seen(trio.coach, table, trio.athlete) for table in tables] == [
        before[0] - 1,
        before[1] - 1,
        before[2] - 2,
    ]
    # they are there still, and the athlete's to bring back
    assert [seen(trio.athlete, table, trio.athlete) for table in tables] == before


def test_the_coach_sees_those_own_exercises_that_are_in_the_log(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    exercise(trio.athlete, "Never done")
    own = "select id from exercises where owner_id = %s"
    mine = {str(row["id"]) for row in trio.athlete.execute(own, (trio.athlete.id,))}
    seen_by_coach = {str(row["id"]) for row in trio.coach.execute(own, (trio.athlete.id,))}
    logged = trio.athlete.execute("select exercise_id as it from workout_session_exercises")
    assert seen_by_coach == {str(row["it"]) for row in logged} < mine
    trio.athlete.call("delete_workout", p_session_id=trio.ids["workout"])
    left = {str(row["id"]) for row in trio.coach.execute(own, (trio.athlete.id,))}
    assert left == seen_by_coach - {trio.ids["lift"]}


def test_whatever_names_an_exercise_in_a_policy_names_its_owner(world: Database) -> None:
    """That an exercise is seen does not make it one's own."""
    query = """
    select tablename || '.' || policyname as it from pg_policies
    where with_check ~ 'exercises' and with_check !~ 'owner_id'
    """
    assert world.owner.execute(query).fetchall() == []


def test_the_athletes_own_reads_stay_their_own(trio: Trio) -> None:
    """Whoever coaches others reads themself unless they say whom."""
    linked(trio.coach, trio.athlete)
    lift = exercise(trio.coach)
    trained(trio.coach, lift, (5, 60))
    assert {it["exercise_id"] for it in rows(trio.coach, "get_records")} == {lift}
    assert len(rows(trio.coach, "workout_history")) == 1
    exported = one(trio.coach, "export_account")
    assert {it["user_id"] for it in exported["workout_sets"]} == {str(trio.coach.id)}


def test_the_coach_sees_what_a_template_is_called_and_not_the_template(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    titles = [it["title"] for it in trio.read(trio.coach, "get_calendar") if it["entry_id"]]
    assert titles == ["Legs", "Legs"]
    assert trio.coach.execute("select name from workout_templates") == []


def test_whether_the_day_is_over_is_asked_where_the_athlete_lives(world: Database) -> None:
    """Of two athletes half a world apart it is never the same day for both."""
    coach = world.person()
    statuses = []
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        athlete = world.person(timezone=zone)
        linked(coach, athlete)
        today = athlete.execute("select (now() at time zone %s)::date as it", (zone,))[0]["it"]
        for day in (today - timedelta(days=1), today):
            athlete.call("schedule_workout", p_scheduled_date=day, p_title="Run")
        items = rows(
            coach,
            "get_calendar",
            p_from=today - timedelta(days=1),
            p_to=today,
            p_user_id=athlete.id,
        )
        statuses.append([it["status"] for it in items])
    assert statuses == [["missed", "planned"], ["missed", "planned"]]


# what a view of an older service calls whoever a row belongs to
COMPAT = {
    "compat.workout_session": "workout_sessions",
    "compat.exercise_session": "workout_sets",
    "compat.personal_record": "personal_records",
    "compat.exercise": "exercises",
    "compat.exrcwiki": "exercises",
}


def test_an_older_service_shows_a_coach_their_own_rows_alone(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    lift = exercise(trio.coach)
    trained(trio.coach, lift, (5, 60))
    for view, table in COMPAT.items():
        id = "exercise_id" if view == "compat.exrcwiki" else "id"
        shown = {it["it"] for it in trio.coach.execute(f"select {id} as it from {view}")}
        owner = "owner_id" if table == "exercises" else "user_id"
        mine = {
            it["id"]
            for it in trio.coach.execute(
                f"select id from {table} where coalesce({owner}, %s) = %s",
                (trio.coach.id, trio.coach.id),
            )
        }
        assert shown == mine, view
        assert len(trio.coach.execute(f"select id from {table}")) > len(mine), table
        # the back end, which is nobody, sees everyone's
        everyone = trio.coach.database.service.execute(f"select {id} as it from {view}")
        assert len(everyone) > len(mine), view


def test_an_older_service_writes_nothing_into_an_athletes_log(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    before = fingerprint(trio.coach.database)
    with refused("PT404"):
        trio.coach.execute(
            "insert into compat.exercise_session (workout_session_id, exercise_id, reps, weight)"
            " values (%s, %s, 5, 100)",
            (trio.ids["workout"], trio.ids["lift"]),
        )
    for statement in (
        "update compat.workout_session set status = 'abandoned' where user_id = %s",
        "delete from compat.workout_session where user_id = %s",
        "delete from compat.personal_record where user_id = %s",
    ):
        assert trio.coach.execute(statement + " returning id", (trio.athlete.id,)) == []
    assert fingerprint(trio.coach.database) == before


def test_letting_others_look_costs_no_order(world: Database, trio: Trio) -> None:
    """The load of each pull-up asks for it: the newest of a thousand is the first of an index."""
    linked(trio.coach, trio.athlete)
    with world.owner.transaction():
        world.owner.execute("set local session_replication_role = replica")
        world.owner.execute(
            "insert into body_measurements (user_id, measured_on, weight)"
            " select id, '2000-01-01'::date + n, 80 from users, generate_series(1, 1000) as n"
        )
    world.owner.execute("analyze body_measurements")
    plan = trio.coach.execute(
        "explain select weight from body_measurements where user_id = %s and measured_on <= now()"
        " order by measured_on desc limit 1",
        (trio.athlete.id,),
    )
    assert not any("Sort" in line["QUERY PLAN"] for line in plan), plan

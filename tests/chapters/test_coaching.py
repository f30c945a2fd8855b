"""Coaching: clients and their history, who lets whom look, programs, and the roster."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from phones import at_once, in_turn, phone
from plan_scenes import plan, rows_of, session, sessions_of, slot, take, tree
from psycopg import sql
from psycopg.types.json import Jsonb
from scenes import (
    MONDAY,
    exercise,
    fingerprint,
    log,
    one,
    pull_up,
    records,
    refused,
    rows,
    start,
    trained,
)
from support import Actor, Database


def entity(coach: Actor, name: str = "Kim", **fields: Any) -> str:
    """A new client; its id."""
    made = one(coach, "create_entity", p_entity=Jsonb({"name": name} | fields))
    return str(made["entity"]["id"])


def address(person: Actor) -> str:
    return f"{person.id}@example.org"


def invited(coach: Actor, client: str, athlete: Actor) -> str:
    """An invitation; its id."""
    link = one(coach, "link_athlete", p_entity_id=client, p_email=address(athlete))
    return str(link["id"])


def linked(coach: Actor, athlete: Actor, **fields: Any) -> str:
    """A client who is this athlete, who has accepted; the client's id."""
    client = entity(coach, **fields)
    athlete.call("answer_coach", p_link_id=invited(coach, client, athlete))
    return client


def link_of(coach: Actor, client: str) -> Any:
    return one(coach, "get_entity", p_entity_id=client)["link"]


def program(coach: Actor, client: str, days: int = 3, **fields: Any) -> Any:
    """A program with so many workouts, and an example that it was made from."""
    document = {
        "name": "Strength",
        "duration_weeks": 4,
        "program_overview": {"phases": ["base", "peak"]},
        "periodization": {"model": "linear"},
        "workouts": [
            *({"title": f"Day {n}", "body": "5x5", "tags": ["lower"]} for n in range(days)),
            {"title": "Murph", "is_reference": True},
        ],
    } | fields
    return one(coach, "create_program", p_entity_id=client, p_program=Jsonb(document))


def progress(coach: Actor, made: Any) -> Any:
    return one(coach, "program_progress", p_program_id=made["program"]["id"])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def agree(world: Database, person: Actor) -> list[Any]:
    """The dates of a coach's workouts, after making sure that both places have the same."""
    disagreeing = world.owner.execute(
        """
        select w.id, w.scheduled_date, s.scheduled_date
        from program_workouts as w
        full join workout_schedule as s on s.user_id = w.user_id and s.workout_id = w.id
        where coalesce(w.user_id, s.user_id) = %s
          and w.scheduled_date is distinct from s.scheduled_date
        """,
        (person.id,),
    ).fetchall()
    assert disagreeing == []
    found = person.execute(
        "select scheduled_date as it from program_workouts where scheduled_date is not null"
        " order by 1"
    )
    return [row["it"] for row in found]


# Clients and classes

WHOLE = {
    "name": "Kim",
    "type": "CLIENT",
    "description": {"goal": "a marathon"},
    "bench_1rm": 80,
    "deadlift_1rm": 140.5,
    "squat_1rm": 120,
    "mile_time": "00:07:30",
    "gender": "f",
    "age": 34,
    "height_cm": 172,
    "weight_kg": 64.5,
    "years_of_experience": 2.5,
    "workout_experience_type": "CrossFit",
    "recovery_score": 80,
    "preferred_training_days": ["Mon", "Thu"],
    "injury_history": [{"what": "knee"}],
}


def test_a_client_keeps_every_field(coach: Actor) -> None:
    made = one(coach, "create_entity", p_entity=Jsonb(WHOLE))["entity"]
    assert {name: made[name] for name in WHOLE} == WHOLE
    assert made["user_id"] == str(coach.id)


def test_a_client_is_a_client_unless_told_otherwise(coach: Actor) -> None:
    assert one(coach, "get_entity", p_entity_id=entity(coach))["entity"]["type"] == "CLIENT"
    group = entity(coach, "Tuesday", type="CLASS")
    assert one(coach, "get_entity", p_entity_id=group)["entity"]["type"] == "CLASS"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("type", "GROUP"),
        ("type", None),
        ("bench_1rm", -1),
        ("weight_kg", 0),
        ("mile_time", "7:30"),
        ("mile_time", 450),
        ("mile_time", "03:00:00"),
        ("mile_time", "00:00:00"),
        ("age", 34.5),
        ("recovery_score", 101),
        ("height", 172),
    ],
)
def test_a_fault_of_a_client_is_named(coach: Actor, field: str, value: Any) -> None:
    with refused("PT422") as refusal:
        coach.call("create_entity", p_entity=Jsonb({"name": "Kim", field: value}))
    assert refusal.detail.startswith(field)
    client = entity(coach)
    with refused("PT422") as refusal:
        coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({field: value}))
    assert refusal.detail.startswith(field)


def test_a_whole_number_may_have_a_point(coach: Actor) -> None:
    made = one(coach, "create_entity", p_entity=Jsonb({"name": "Kim", "age": 34.0}))
    assert made["entity"]["age"] == 34


def test_the_same_id_again_is_the_same_client(coach: Actor) -> None:
    id = str(uuid4())
    assert entity(coach, id=id) == entity(coach, "Another", id=id) == id
    assert len(rows(coach, "coach_roster")) == 1


def test_what_is_not_named_stays_and_null_makes_it_unknown(coach: Actor) -> None:
    client = one(coach, "create_entity", p_entity=Jsonb(WHOLE))["entity"]["id"]
    changes = Jsonb({"age": 35, "gender": None})
    changed = one(coach, "update_entity", p_entity_id=client, p_changes=changes)["entity"]
    assert {name: changed[name] for name in WHOLE} == WHOLE | {"age": 35, "gender": None}


def test_a_deleted_client_comes_back_with_all_it_had(coach: Actor) -> None:
    client = entity(coach)
    made = program(coach, client)
    coach.call("delete_entity", p_entity_id=client)
    for function, name in [("get_entity", "p_entity_id"), ("get_program", "p_program_id")]:
        with refused("PT404"):
            coach.call(
                function, **{name: client if name == "p_entity_id" else made["program"]["id"]}
            )
    assert rows(coach, "coach_roster") == rows(coach, "list_programs") == []
    coach.call("restore_entity", p_entity_id=client)
    assert one(coach, "get_program", p_program_id=made["program"]["id"])["workouts"]


def history(coach: Actor, client: str, metric: str) -> list[Any]:
    """A number's values, oldest first, of the days that have one."""
    metrics = one(coach, "get_entity", p_entity_id=client)["metrics"]
    return [it[metric] for it in reversed(metrics) if it[metric] is not None]


def test_a_number_that_changes_goes_into_the_history(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100, weight_kg=70)
    coach.call(
        "record_entity_metrics",
        p_entity_id=client,
        p_metrics=Jsonb({"squat_1rm": 90}),
        p_measured_on=date(2026, 1, 5),
    )
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": 105}))
    # one row a day: what was typed last
    assert history(coach, client, "squat_1rm") == [90, 105]
    assert history(coach, client, "weight_kg") == [70]


def test_what_is_entered_late_does_not_become_current(coach: Actor) -> None:
    client = entity(coach)
    for day, squat in [(10, 100), (20, 110), (15, 105), (1, 95)]:
        coach.call(
            "record_entity_metrics",
            p_entity_id=client,
            p_metrics=Jsonb({"squat_1rm": squat, "mile_time": f"00:0{day % 9}:30"}),
            p_measured_on=date(2026, 1, day),
        )
    current = one(coach, "get_entity", p_entity_id=client)["entity"]
    assert (current["squat_1rm"], current["mile_time"]) == (110, "00:02:30")
    assert history(coach, client, "squat_1rm") == [95, 100, 105, 110]


def test_only_the_numbers_that_are_given_become_current(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100)
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": None}))
    metrics = Jsonb({"bench_1rm": 60})
    now = one(coach, "record_entity_metrics", p_entity_id=client, p_metrics=metrics)["entity"]
    assert (now["bench_1rm"], now["squat_1rm"]) == (60, None)


def test_nothing_is_measured_in_days_to_come(coach: Actor) -> None:
    client, metrics = entity(coach), Jsonb({"bench_1rm": 60})
    with refused("PT422") as refusal:
        coach.call(
            "record_entity_metrics",
            p_entity_id=client,
            p_metrics=metrics,
            p_measured_on=datetime.now(UTC).date() + timedelta(days=2),
        )
    assert refusal.detail.startswith("p_measured_on")
    with refused("42501"):
        coach.execute(
            "insert into entity_metrics (entity_id, measured_on, bench_1rm)"
            " values (%s, '2030-01-01', 90)",
            (client,),
        )


def test_an_app_that_writes_the_table_gets_the_history_too(coach: Actor) -> None:
    coach.execute("insert into entities (name, bench_1rm) values ('Kim', 60)")
    client = str(coach.execute("update entities set bench_1rm = 62 returning id")[0]["id"])
    assert history(coach, client, "bench_1rm") == [62]
    assert coach.execute("select measured_on = current_date as it from entity_metrics")


def test_a_number_that_stays_leaves_no_trace(coach: Actor) -> None:
    client = entity(coach, squat_1rm=100)
    before = one(coach, "get_entity", p_entity_id=client)["metrics"]
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"name": "Kim B."}))
    coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"squat_1rm": 100}))
    assert one(coach, "get_entity", p_entity_id=client)["metrics"] == before


# Who may look

READERS: dict[str, dict[str, Any]] = {
    "exercise_history": {"p_exercise_id": "lift"},
    "get_adherence": {"p_from": "2026-01-01", "p_to": "2026-03-31"},
    "get_calendar": {"p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_muscle_volume": {"p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_record_history": {"p_exercise_id": "lift"},
    "get_records": {},
    "get_workout": {"p_session_id": "workout"},
    "get_workout_summary": {"p_session_id": "workout"},
    "last_time": {"p_exercise_id": "lift"},
    "workout_history": {},
}
LOG = [
    "workout_sessions",
    "workout_session_exercises",
    "workout_sets",
    "body_measurements",
    "personal_records",
    "scheduled_workouts",
]


class Trio:
    """A coach, an athlete with a log, and somebody else."""

    def __init__(self, world: Database) -> None:
        self.coach, self.athlete, self.stranger = (world.person() for _ in range(3))
        self.athlete.call("record_body_measurement", p_weight=80, p_measured_on=date(2026, 1, 1))
        lift = exercise(self.athlete, p_primary_muscle_groups=["quads"])
        self.ids = {"lift": lift, "workout": trained(self.athlete, lift, (5, 100), (5, 105))}
        trained(self.athlete, pull_up(self.athlete), (8, 10), day=2)
        legs = one(self.athlete, "create_template", p_name="Legs")["template"]["id"]
        for day in (date(2026, 2, 2), date(2026, 2, 3)):
            self.athlete.call("schedule_workout", p_scheduled_date=day, p_template_id=legs)

    def read(self, actor: Actor, function: str) -> list[Any]:
        given = {name: self.ids.get(it, it) for name, it in READERS[function].items()}
        return rows(actor, function, **given, p_user_id=self.athlete.id)


@pytest.fixture
def trio(world: Database) -> Trio:
    return Trio(world)


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


def test_the_athlete_sees_who_looks(trio: Trio) -> None:
    trio.coach.call("update_me", p_display_name="Coach Carter")
    link = invited(trio.coach, entity(trio.coach), trio.athlete)
    asking = one(trio.athlete, "my_coaches")
    assert (asking["coach_name"], asking["status"]) == ("Coach Carter", "invited")
    assert (asking["coach_id"], asking["link_id"]) == (str(trio.coach.id), link)
    assert one(trio.athlete, "answer_coach", p_link_id=link)["status"] == "active"
    other = invited(trio.stranger, entity(trio.stranger), trio.athlete)
    assert [it["status"] for it in rows(trio.athlete, "my_coaches")] == ["active", "invited"]
    trio.athlete.call("end_athlete_link", p_link_id=link)
    trio.athlete.call("answer_coach", p_link_id=other, p_accept=False)
    assert [it["status"] for it in rows(trio.athlete, "my_coaches")] == ["ended", "declined"]
    assert rows(trio.coach, "my_coaches") == []


def test_the_invitation_is_the_addressees_alone(trio: Trio) -> None:
    link = invited(trio.coach, entity(trio.coach), trio.athlete)
    for somebody in (trio.stranger, trio.coach):
        assert rows(somebody, "my_coaches") == []
        with refused("PT404"):
            somebody.call("answer_coach", p_link_id=link)
    with refused("PT404"):
        trio.stranger.call("end_athlete_link", p_link_id=link)


def test_an_invitation_does_not_say_whether_anybody_has_the_address(trio: Trio) -> None:
    there, not_there = (
        one(trio.coach, "link_athlete", p_entity_id=entity(trio.coach), p_email=email)
        for email in (address(trio.athlete), "nobody@example.org")
    )
    known = {name for name, value in there.items() if value is not None}
    assert known == {name for name, value in not_there.items() if value is not None}
    assert there["athlete_id"] is None


def test_the_address_may_be_written_in_any_case(trio: Trio) -> None:
    client = entity(trio.coach)
    trio.coach.call("link_athlete", p_entity_id=client, p_email=address(trio.athlete).upper())
    assert one(trio.athlete, "my_coaches")["status"] == "invited"


def test_what_a_phone_sends_twice_changes_nothing(trio: Trio) -> None:
    client = entity(trio.coach)
    link = invited(trio.coach, client, trio.athlete)
    assert invited(trio.coach, client, trio.athlete) == link
    trio.athlete.call("answer_coach", p_link_id=link)
    once = link_of(trio.coach, client)
    trio.athlete.call("answer_coach", p_link_id=link)
    assert link_of(trio.coach, client) == once
    trio.coach.call("end_athlete_link", p_link_id=link)
    trio.coach.call("end_athlete_link", p_link_id=link)
    assert link_of(trio.coach, client) is None


def test_who_was_ended_or_declined_can_be_invited_again(trio: Trio) -> None:
    client = entity(trio.coach)
    for accept in (False, True):
        link = invited(trio.coach, client, trio.athlete)
        trio.athlete.call("answer_coach", p_link_id=link, p_accept=accept)
    trio.athlete.call("end_athlete_link", p_link_id=link)
    with refused("PT409"):
        trio.athlete.call("answer_coach", p_link_id=link)
    again = invited(trio.coach, client, trio.athlete)
    trio.athlete.call("answer_coach", p_link_id=again)
    assert trio.read(trio.coach, "get_records")


def test_a_client_is_one_athlete_and_an_athlete_one_client(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call("link_athlete", p_entity_id=client, p_email=address(trio.stranger))
    with refused("PT409"):
        linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call(
            "link_athlete", p_entity_id=entity(trio.coach, type="CLASS"), p_email="a@b.c"
        )


def test_nobody_lets_themself_in(trio: Trio) -> None:
    """By hand nothing is written of who may look."""
    client = entity(trio.coach)
    with refused("42501"):
        trio.coach.execute(
            "insert into athlete_links (user_id, entity_id, email) values (%s, %s, 'garbage')",
            (trio.coach.id, client),
        )
    trio.coach.call("link_athlete", p_entity_id=client, p_email="a@b.c")
    for values in ("status = 'active'", "athlete_id = user_id", "email = 'b@c.d'"):
        with refused("42501"):
            trio.coach.execute(f"update athlete_links set {values}")
    with refused("42501"):
        trio.coach.execute(
            "insert into athlete_links (user_id, entity_id, email, athlete_id, status)"
            " values (%s, %s, 'a@b.c', %s, 'active')",
            (trio.coach.id, client, trio.athlete.id),
        )


def test_the_athlete_keeps_the_trace_of_who_looked(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("42501"):
        trio.coach.execute("delete from entities where id = %s", (client,))
    trio.coach.call("delete_entity", p_entity_id=client)
    assert one(trio.athlete, "my_coaches")["coach_id"] == str(trio.coach.id)


def test_who_is_linked_does_not_become_a_class(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"type": "CLASS"}))
    with refused("PT409"):
        trio.coach.execute("update entities set type = 'CLASS' where id = %s", (client,))
    trio.coach.call("end_athlete_link", p_link_id=link_of(trio.coach, client)["id"])
    trio.coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"type": "CLASS"}))


def test_an_invitation_of_a_deleted_client_is_not_accepted(trio: Trio) -> None:
    """Deleting ends it; should one be left, it lets nobody in."""
    client = entity(trio.coach)
    trio.coach.call("delete_entity", p_entity_id=client)
    left = trio.coach.database.owner.execute(
        "insert into athlete_links (user_id, entity_id, email) values (%s, %s, %s) returning id",
        (trio.coach.id, client, address(trio.athlete)),
    ).fetchone()
    assert left
    with refused("PT404"):
        trio.athlete.call("answer_coach", p_link_id=left["id"])


def test_a_deleted_clients_link_ends_and_stays_ended(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    trio.coach.call("delete_entity", p_entity_id=client)
    assert one(trio.athlete, "my_coaches")["status"] == "ended"
    trio.coach.call("restore_entity", p_entity_id=client)
    with refused("PT404"):
        trio.read(trio.coach, "get_records")


def test_an_erased_athlete_leaves_the_client_and_no_link(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    trio.athlete.call("erase_account")
    assert link_of(trio.coach, client) is None
    assert one(trio.coach, "coach_roster")["link_status"] is None


def test_an_erased_coach_looks_no_more(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    trio.coach.call("erase_account")
    assert rows(trio.athlete, "my_coaches") == []
    assert trio.read(trio.athlete, "get_records")


def test_the_athletes_own_reads_stay_their_own(trio: Trio) -> None:
    """Whoever coaches others reads themself unless they say whom."""
    linked(trio.coach, trio.athlete)
    lift = exercise(trio.coach)
    trained(trio.coach, lift, (5, 60))
    assert {it["exercise_id"] for it in rows(trio.coach, "get_records")} == {lift}
    assert len(rows(trio.coach, "workout_history")) == 1
    exported = one(trio.coach, "export_account")
    assert {it["user_id"] for it in exported["workout_sets"]} == {str(trio.coach.id)}


# The calendar


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


# Plans that are given


class Given:
    """A linked athlete, and a plan of the coach's with an exercise of each of the two kinds."""

    def __init__(self, trio: Trio) -> None:
        self.coach, self.athlete, self.stranger = trio.coach, trio.athlete, trio.stranger
        self.client = linked(trio.coach, trio.athlete)
        self.own = exercise(trio.coach)
        self.id = take(
            trio.coach,
            plan(
                session(slot(), slot(exercise_id=self.own, name="My own", rir=2), day=1),
                notes="Slowly",
            ),
        )

    def to(self, coach: Actor, **other: Any) -> str:
        given = {"p_plan_id": self.id, "p_entity_id": self.client, "p_week_start": "2026-05-04"}
        id: str = one(coach, "assign_plan", **given | other)
        return id


@pytest.fixture
def given(trio: Trio) -> Given:
    return Given(trio)


def plans_of(world: Database, whose: Actor) -> list[str]:
    found = world.owner.execute(
        "select id::text as it from modular_training_plan where user_id = %s", (whose.id,)
    )
    return [row["it"] for row in found]


def test_a_plan_that_is_given_is_the_athletes(world: Database, given: Given) -> None:
    id = given.to(given.coach)
    kept = tree(given.athlete, id)["plan"]
    assert (kept["user_id"], kept["week_start"]) == (str(given.athlete.id), "2026-05-04")
    assert (kept["status"], kept["notes"]) == ("active", "Slowly")
    (theirs,), (mine,) = sessions_of(given.athlete, id), sessions_of(given.coach, given.id)
    assert theirs["session"]["session_date"] == "2026-05-05"
    assert theirs["session"]["focus_area"] == mine["session"]["focus_area"]
    for copied, meant in zip(
        rows_of(given.athlete, id), rows_of(given.coach, given.id), strict=True
    ):
        for key in ("exercise_name", "sets", "reps", "rir", "order_in_session"):
            assert copied[key] == meant[key], key
    # it is done like any other
    begun = one(given.athlete, "start_plan_session", p_plan_session_id=theirs["session"]["id"])
    assert [it["exercise_name"] for it in begun["exercises"]] == [
        "Back Squat",
        "My own",
    ]
    # and the coach has no hand in it any more
    for function in ("get_plan", "plan_progress"):
        for other in (given.coach, given.stranger):
            with refused("PT404"):
                other.call(function, p_plan_id=id)
    given.coach.execute("update modular_training_plan set notes = 'Fast'")
    given.coach.execute("delete from modular_training_plan")
    assert tree(given.athlete, id)["plan"]["notes"] == "Slowly"
    assert plans_of(world, given.coach) == []


def test_what_the_coach_made_of_their_own_is_given_by_name(given: Given) -> None:
    first, second = rows_of(given.athlete, given.to(given.coach))
    meant = rows_of(given.coach, given.id)
    assert first["exercise_id"] == meant[0]["exercise_id"] is not None
    assert meant[1]["exercise_id"] == given.own
    assert (second["exercise_id"], second["exercise_name"]) == (None, "My own")


def test_an_exercise_of_the_athletes_is_not_put_into_a_plan_of_the_coachs(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    id = take(trio.coach, plan(session(slot())))
    with refused("42501"):
        trio.coach.execute(
            "update modular_training_exercise set exercise_id = %s", (trio.ids["lift"],)
        )
    assert rows_of(trio.coach, id)[0]["exercise_id"] != trio.ids["lift"]


def test_the_same_plan_is_given_once(world: Database, given: Given) -> None:
    id = str(uuid4())
    assert given.to(given.coach, p_id=id) == id
    before = fingerprint(world)
    assert given.to(given.coach, p_id=id, p_week_start="2026-06-01") == id
    assert fingerprint(world) == before
    assert plans_of(world, given.athlete) == [id]
    with refused("23505"):
        given.to(given.coach, p_id=given.id)


def test_a_plan_is_not_given_to_whoever_did_not_accept(world: Database, given: Given) -> None:
    waiting, group = entity(given.coach), entity(given.coach, type="CLASS")
    invited(given.coach, waiting, given.stranger)
    id = given.to(given.coach)
    given.athlete.call("end_athlete_link", p_link_id=link_of(given.coach, given.client)["id"])
    before = fingerprint(world)
    for client in (waiting, group, given.client):
        with refused("PT409") as refusal:
            given.to(given.coach, p_entity_id=client)
        assert refusal.detail == f"p_entity_id = {client}"
    assert fingerprint(world) == before
    # what was given stays given
    assert tree(given.athlete, id)


def test_one_gives_ones_own_plan_to_ones_own_client(world: Database, given: Given) -> None:
    theirs = take(given.athlete, plan(session(slot())))
    before = fingerprint(world)
    for somebody, other in [
        (given.stranger, {}),
        (given.athlete, {}),
        (given.stranger, {"p_entity_id": entity(given.stranger), "p_plan_id": given.id}),
        (given.coach, {"p_plan_id": theirs}),
        (given.coach, {"p_plan_id": str(uuid4())}),
        (given.coach, {"p_entity_id": str(uuid4())}),
    ]:
        with refused("PT404"):
            given.to(somebody, **other)
    with refused("PT422") as refusal:
        given.to(given.coach, p_week_start="2200-01-01")
    assert refusal.detail.startswith("p_week_start")
    assert {**fingerprint(world), "entities": 0} == {**before, "entities": 0}


def test_a_link_that_ends_while_a_plan_is_given_ends_before_or_after(
    world: Database, given: Given
) -> None:
    link = link_of(given.coach, given.client)["id"]

    def give(it: Actor) -> Any:
        with pytest.raises(psycopg.Error) as refusal:
            given.to(it)
        return refusal.value.sqlstate

    ended = in_turn(given.coach, lambda it: it.call("end_athlete_link", p_link_id=link), give)
    assert ended == "PT409"
    assert plans_of(world, given.athlete) == []


def test_two_coaches_who_are_each_others_athletes_give_at_once(world: Database) -> None:
    """Both take the two logs in the same order, so neither waits for the other for ever."""
    ann, bob = world.person(), world.person()
    clients = {ann: linked(ann, bob), bob: linked(bob, ann)}
    plans = {it: take(it, plan(session(slot()))) for it in clients}

    def give(coach: Actor) -> Any:
        it = phone(coach)
        return lambda: [
            it.call(
                "assign_plan",
                p_plan_id=plans[coach],
                p_entity_id=clients[coach],
                p_week_start="2026-05-04",
            )
            for _ in range(20)
        ]

    at_once(give(ann), give(bob))
    assert len(plans_of(world, ann)) == len(plans_of(world, bob)) == 21


# Programs


def test_a_program_comes_back_as_it_was_given(coach: Actor) -> None:
    client = entity(coach)
    document = {
        "id": str(uuid4()),
        "name": "Strength",
        "description": "Twelve weeks",
        "duration_weeks": 12,
        "focus_area": "legs",
        "goal": "squat 140",
        "difficulty": "hard",
        "training_methodology": "linear",
        "reference_input": "a text",
        "session_details": {"minutes": 60},
        "program_overview": {"text": "…"},
        "workout_format": {"sections": ["warm-up"]},
        "gym_details": {"rack": True},
        "generated_program": {"raw": [1, 2]},
        "calendar_data": {"weeks": 12},
        "periodization": [{"phase": "base"}],
    }
    workout = {
        "id": str(uuid4()),
        "title": "Day 1",
        "body": "5x5",
        "workout_type": "strength",
        "difficulty": "hard",
        "tags": ["lower", "heavy"],
        "scheduled_date": "2026-03-02T18:00:00+00:00",
        "notes": "slow",
        "is_reference": False,
    }
    made = one(
        coach,
        "create_program",
        p_entity_id=client,
        p_program=Jsonb(document | {"workouts": [workout]}),
    )
    assert {name: made["program"][name] for name in document} == document
    (kept,) = made["workouts"]
    kept["scheduled_date"] = instant(kept["scheduled_date"]).astimezone(UTC).isoformat()
    assert {name: kept[name] for name in workout} == workout
    (entry,) = made["schedule"]
    assert entry["workout_id"] == workout["id"]
    assert instant(entry["scheduled_date"]) == instant(workout["scheduled_date"])
    again = one(coach, "create_program", p_entity_id=client, p_program=Jsonb(document))
    assert again["workouts"][0]["id"] == workout["id"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("name", {"name": ""}),
        ("name", {"name": None}),
        ("duration_weeks", {"duration_weeks": 0}),
        ("goals", {"goals": "typo"}),
        ("workouts", {"workouts": {}}),
        ("workouts[0].title", {"workouts": [{}]}),
        ("workouts[1].body", {"workouts": [{"title": "a"}, {"title": "b", "body": 5}]}),
        ("workouts[0].tags[1]", {"workouts": [{"title": "a", "tags": ["b", 5]}]}),
        ("workouts[0].is_reference", {"workouts": [{"title": "a", "is_reference": "yes"}]}),
        ("workouts[0].scheduled_date", {"workouts": [{"title": "a", "scheduled_date": "Monday"}]}),
        ("workouts[0].completed", {"workouts": [{"title": "a", "completed": True}]}),
        ("workouts[0]", {"workouts": ["a"]}),
    ],
)
def test_a_fault_of_a_program_is_named_and_nothing_is_written(
    coach: Actor, path: str, change: dict[str, Any]
) -> None:
    client = entity(coach)
    before = fingerprint(coach.database)
    with refused("PT422") as refusal:
        program(coach, client, **change)
    assert refusal.detail.split(" ")[0] == path
    assert fingerprint(coach.database) == before


def test_all_faults_of_a_program_are_told_at_once(coach: Actor) -> None:
    with refused("PT422") as refusal:
        program(coach, entity(coach), name="", workouts=[{"title": ""}, {"titel": "b"}])
    assert len(refusal.detail.splitlines()) == 4


def test_a_program_of_a_thousand_workouts_is_a_few_statements(
    world: Database, coach: Actor
) -> None:
    """Whatever its size, so none is written row by row."""
    client = entity(coach)

    def inserts(count: int) -> int:
        calls = []
        with world.connect(autocommit=True) as connection, connection.transaction():
            coach._become(connection)
            document = {
                "name": "P",
                "workouts": [
                    {"title": str(n), "scheduled_date": "2026-03-02T18:00:00Z"}
                    for n in range(count)
                ],
            }
            connection.execute("set local role postgres")
            connection.execute("create temp table fired (n integer) on commit drop")
            connection.execute("grant all on fired to public")
            connection.execute(
                "create function pg_temp.count() returns trigger language plpgsql as"
                " 'begin insert into pg_temp.fired values (1); return null; end'"
            )
            for table in ("program_workouts", "workout_schedule"):
                connection.execute(
                    f"create trigger zz after insert on {table}"
                    " for each statement execute function pg_temp.count()"
                )
            coach._become(connection)
            connection.execute("select create_program(%s, %s)", (client, Jsonb(document)))
            row = connection.execute("select count(*) as it from pg_temp.fired").fetchone()
            assert row
            calls.append(row["it"])
            raise_back(connection)
        return int(calls[0])

    def raise_back(connection: Any) -> None:
        connection.execute("set local role postgres")
        for table in ("program_workouts", "workout_schedule"):
            connection.execute(f"drop trigger zz on {table}")
        connection.execute("drop function pg_temp.count()")

    assert inserts(1000) == inserts(1) == 2


def test_the_workouts_of_a_program_stay_in_order(coach: Actor) -> None:
    made = program(coach, entity(coach), days=12)
    assert [it["title"] for it in made["workouts"]] == [*(f"Day {n}" for n in range(12)), "Murph"]


def test_a_program_is_laid_out_on_weekdays_in_the_coachs_zone(world: Database) -> None:
    coach = world.person(timezone="America/New_York")
    made = program(coach, entity(coach), days=5)
    # a Wednesday: the first days are Wednesday and Friday, then Monday
    laid = one(
        coach,
        "schedule_program",
        p_program_id=made["program"]["id"],
        p_start=date(2026, 3, 4),
        p_weekdays=[5, 1, 3],
        p_time="18:30",
    )
    zoned = coach.execute(
        "select (scheduled_date at time zone 'America/New_York')::text as it"
        " from program_workouts where scheduled_date is not null order by order_index"
    )
    assert [row["it"] for row in zoned] == [
        "2026-03-04 18:30:00",
        "2026-03-06 18:30:00",
        "2026-03-09 18:30:00",
        "2026-03-11 18:30:00",
        "2026-03-13 18:30:00",
    ]
    assert len(laid["schedule"]) == 5
    assert laid["workouts"][5]["scheduled_date"] is None, "an example has no date"
    assert len(agree(world, coach)) == 5


def test_what_is_done_keeps_its_date_when_the_rest_is_laid_out_anew(
    world: Database, coach: Actor
) -> None:
    made = program(coach, entity(coach))
    arguments = {"p_program_id": made["program"]["id"], "p_weekdays": [1, 2, 3, 4, 5, 6, 7]}
    one(coach, "schedule_program", p_start=date(2026, 3, 2), **arguments)
    coach.call("complete_program_workout", p_workout_id=made["workouts"][0]["id"])
    laid = one(coach, "schedule_program", p_start=date(2026, 4, 6), **arguments)
    dates = [it["scheduled_date"][:10] for it in laid["workouts"][:3]]
    assert dates == ["2026-03-02", "2026-04-06", "2026-04-07"]
    agree(world, coach)


@pytest.mark.parametrize(
    "change",
    [{"p_start": None}, {"p_weekdays": []}, {"p_weekdays": [0]}, {"p_weekdays": None}],
)
def test_a_layout_without_days_is_refused(coach: Actor, change: dict[str, Any]) -> None:
    made = program(coach, entity(coach))
    arguments = {"p_start": date(2026, 3, 2), "p_weekdays": [1]} | change
    with refused("PT422") as refusal:
        coach.call("schedule_program", p_program_id=made["program"]["id"], **arguments)
    assert refusal.detail.startswith(next(iter(change)))


def test_the_two_places_of_a_date_never_disagree(world: Database, coach: Actor) -> None:
    made = program(coach, entity(coach))
    first, second, third, _ = (it["id"] for it in made["workouts"])
    days = [MONDAY + timedelta(days=n) for n in range(6)]
    call = "reschedule_program_workout"
    coach.call(call, p_workout_id=first, p_scheduled_date=days[0], p_notes="early")
    assert agree(world, coach) == [days[0]]
    coach.execute(
        "update program_workouts set scheduled_date = %s where id = %s", (days[1], second)
    )
    coach.execute(
        "insert into workout_schedule (program_id, entity_id, workout_id, scheduled_date)"
        " select program_id, entity_id, id, %s from program_workouts where id = %s",
        (days[2], third),
    )
    assert agree(world, coach) == days[:3]
    coach.execute(
        "update workout_schedule set scheduled_date = %s where workout_id = %s", (days[3], first)
    )
    assert agree(world, coach) == days[1:4]
    # an entry passes from one workout to another
    coach.execute("delete from workout_schedule where workout_id = %s", (third,))
    coach.execute(
        "update workout_schedule set workout_id = %s where workout_id = %s", (third, second)
    )
    assert agree(world, coach) == [days[1], days[3]]
    coach.execute("update program_workouts set scheduled_date = scheduled_date + interval '1 day'")
    assert agree(world, coach) == [days[2], days[4]]
    coach.call(call, p_workout_id=first)
    assert agree(world, coach) == [days[2]]
    coach.execute("delete from program_workouts where id = %s", (third,))
    assert agree(world, coach) == []


def test_a_workout_ticked_off_has_the_moment(coach: Actor) -> None:
    made = program(coach, entity(coach))
    workout = made["workouts"][0]["id"]
    call = "complete_program_workout"
    done = one(coach, call, p_workout_id=workout, p_notes="hard", p_completed_at=MONDAY)
    assert (done["completed"], instant(done["completed_at"])) == (True, MONDAY)
    again = one(coach, call, p_workout_id=workout, p_notes="harder")
    assert again == done
    undone = one(coach, call, p_workout_id=workout, p_completed=False)
    assert (undone["completed"], undone["completed_at"]) == (False, None)


@pytest.mark.parametrize(
    ("values", "completed"),
    [
        ("completed = true", True),
        ("completed_at = now()", True),
        ("completed = false", False),
        ("completed_at = null", False),
        ("completed = true, completed_at = now()", True),
    ],
)
def test_an_app_that_sets_one_of_the_two_means_both(
    coach: Actor, values: str, completed: bool
) -> None:
    program(coach, entity(coach))
    for before in ("completed = true", "completed = false"):
        coach.execute(f"update program_workouts set {before}")
        coach.execute(f"update program_workouts set {values}")
        found = coach.execute(
            "select distinct completed, completed_at is not null as at_ from program_workouts"
        )
        assert found == [{"completed": completed, "at_": completed}]


def test_a_queue_of_completions_can_be_sent_again(coach: Actor) -> None:
    made = program(coach, entity(coach))
    ids = [it["id"] for it in made["workouts"][:3]]
    queue = [
        {"workout_id": ids[0], "completed_at": "2026-03-02T18:00:00Z", "notes": "fine"},
        {"workout_id": ids[1], "completed_at": "2026-03-04T18:00:00Z"},
        {"workout_id": ids[0].upper(), "completed_at": "2026-03-05T18:00:00Z", "notes": "twice"},
    ]
    done = rows(coach, "complete_program_workouts", p_completions=Jsonb(queue))
    assert [it["id"] for it in done] == ids[:2]
    assert [it["notes"] for it in done] == ["fine", None]
    assert instant(done[0]["completed_at"]) == MONDAY
    queue.append({"workout_id": ids[2], "completed_at": "2026-03-06T18:00:00Z"})
    again = rows(coach, "complete_program_workouts", p_completions=Jsonb(queue))
    assert again[:2] == done
    assert len(again) == 3


def test_a_queue_with_a_fault_ticks_nothing_off(coach: Actor) -> None:
    made = program(coach, entity(coach))
    mine = made["workouts"][0]["id"]
    other = coach.database.person()
    theirs = program(other, entity(other))["workouts"][0]["id"]
    with refused("PT422") as refusal:
        coach.call(
            "complete_program_workouts",
            p_completions=Jsonb(
                [{"workout_id": mine}, {"workout_id": theirs}, {"workout_id": 5}, {}]
            ),
        )
    paths = [line.split(" ")[0] for line in refusal.detail.splitlines()]
    assert paths == [f"p_completions[{n}].workout_id" for n in (1, 2, 3)]
    assert progress(coach, made)["completed_count"] == 0


def test_two_phones_that_tick_off_at_once_both_succeed(coach: Actor) -> None:
    made = program(coach, entity(coach), days=20)
    queue = Jsonb([{"workout_id": it["id"]} for it in made["workouts"]])
    at_once(*[lambda: phone(coach).call("complete_program_workouts", p_completions=queue)] * 4)
    assert progress(coach, made)["completed_count"] == 20


def test_progress_counts_what_is_done_missed_and_next(coach: Actor) -> None:
    made = program(coach, entity(coach), days=5)
    ids = [it["id"] for it in made["workouts"]]
    now = datetime.now(UTC)
    for id, days in zip(ids, (-9, -5, 0, 3), strict=False):
        coach.call(
            "reschedule_program_workout",
            p_workout_id=id,
            p_scheduled_date=now.replace(hour=12) + timedelta(days=days),
        )
    coach.call("complete_program_workout", p_workout_id=ids[0])
    found = progress(coach, made)
    counts = [found[f"{it}_count"] for it in ("workout", "scheduled", "completed", "missed")]
    assert counts == [5, 4, 1, 1]
    assert found["completed_share"] == Decimal("0.200")
    assert found["next_workout_id"] == ids[2], "today is not over"
    assert one(coach, "list_programs") == found


def test_a_copy_is_for_another_client_and_nothing_in_it_is_done(
    world: Database, coach: Actor
) -> None:
    first, second = entity(coach), entity(coach, "Lee")
    made = program(coach, first)
    arguments = {"p_program_id": made["program"]["id"], "p_start": date(2026, 3, 2)}
    coach.call("schedule_program", p_weekdays=[1], **arguments)
    coach.call("complete_program_workout", p_workout_id=made["workouts"][0]["id"])
    id = uuid4()
    for _ in range(2):
        copy = one(
            coach,
            "duplicate_program",
            p_program_id=made["program"]["id"],
            p_entity_id=second,
            p_id=id,
        )
    assert copy["program"]["entity_id"] == second
    same = ["title", "body", "tags", "order_index", "is_reference"]
    assert [[it[name] for name in same] for it in copy["workouts"]] == [
        [it[name] for name in same] for it in made["workouts"]
    ]
    assert copy["schedule"] == []
    assert {it["completed"] for it in copy["workouts"]} == {False}
    assert len(rows(coach, "list_programs", p_entity_id=second)) == 1
    agree(world, coach)


def test_a_copy_tells_nothing_of_who_did_the_first(coach: Actor) -> None:
    made = program(coach, entity(coach), workouts=[{"title": "A", "notes": "slow"}] * 2)
    done = made["workouts"][0]["id"]
    coach.call("complete_program_workout", p_workout_id=done, p_notes="her knee hurt")
    lee = entity(coach, "Lee")
    given = {"p_program_id": made["program"]["id"], "p_entity_id": lee}
    copy = one(coach, "duplicate_program", **given)
    assert [it["notes"] for it in copy["workouts"]] == [None, "slow"]


def test_an_id_is_one_program_s_and_one_workout_s(world: Database, coach: Actor) -> None:
    kim, lou = entity(coach), entity(coach, "Lou")
    id, workout = str(uuid4()), str(uuid4())
    made = program(coach, kim, id=id, workouts=[{"id": workout, "title": "A"}])
    assert program(coach, kim, id=id) == made
    with refused("PT409"):
        program(coach, lou, id=id)
    with refused("PT409"):
        coach.call("duplicate_program", p_program_id=id, p_entity_id=lou, p_id=id)
    other = world.person()
    with refused("PT409") as refusal:
        program(other, entity(other), workouts=[{"id": workout, "title": "A"}])
    assert refusal.detail.startswith("id = ")
    with refused("PT422"):
        program(coach, lou, workouts=[{"id": str(uuid4()), "title": "A"}] * 2)


def test_a_layout_ends_in_our_time(coach: Actor) -> None:
    made = program(coach, entity(coach), days=700)
    with refused("PT422") as refusal:
        coach.call(
            "schedule_program",
            p_program_id=made["program"]["id"],
            p_start=date(2189, 1, 1),
            p_weekdays=[1],
        )
    assert refusal.detail.startswith("p_start = 2189-01-01")


def test_nothing_is_done_in_days_to_come_or_by_a_deleted_client(coach: Actor) -> None:
    client = entity(coach)
    workout = program(coach, client)["workouts"][0]["id"]
    later = datetime.now(UTC) + timedelta(days=2)
    with refused("PT422"):
        coach.call("complete_program_workout", p_workout_id=workout, p_completed_at=later)
    queue = Jsonb([{"workout_id": workout, "completed_at": later.isoformat()}])
    with refused("PT422"):
        coach.call("complete_program_workouts", p_completions=queue)
    coach.call("delete_entity", p_entity_id=client)
    with refused("PT422"):
        coach.call("complete_program_workouts", p_completions=Jsonb([{"workout_id": workout}]))


def test_a_workout_stays_with_the_client_of_its_program(coach: Actor) -> None:
    made = program(coach, entity(coach))
    other = entity(coach, "Lee")
    for query in (
        "insert into program_workouts (program_id, entity_id, title) values (%s, %s, 'A')",
        "insert into ai_recommendations (program_id, entity_id, recommendation_type)"
        " values (%s, %s, 'deload')",
    ):
        with refused("23503"):
            coach.execute(query, (made["program"]["id"], other))


# Recommendations


def test_a_recommendation_keeps_who_made_it_and_what_became_of_it(coach: Actor) -> None:
    client = entity(coach)
    made = program(coach, client)
    id = uuid4()
    for _ in range(2):
        kept = one(
            coach,
            "add_recommendation",
            p_entity_id=client,
            p_program_id=made["program"]["id"],
            p_recommendation_type="exercise_swap",
            p_recommendation_data=Jsonb({"from": "Squat", "to": "Leg Press"}),
            p_made_by="claude",
            p_id=id,
        )
    assert (kept["made_by"], kept["status"]) == ("claude", "open")
    assert kept["recommendation_data"] == {"from": "Squat", "to": "Leg Press"}
    once = one(coach, "answer_recommendation", p_recommendation_id=id)
    assert once["status"] == "accepted"
    assert one(coach, "answer_recommendation", p_recommendation_id=id) == once
    dismissed = one(coach, "answer_recommendation", p_recommendation_id=id, p_accept=False)
    assert dismissed["status"] == "dismissed"
    listed = {"p_entity_id": client}
    assert rows(coach, "list_recommendations", **listed, p_status="open") == []
    assert rows(coach, "list_recommendations", **listed) == [dismissed]


def test_a_recommendation_is_about_a_program_of_the_client(coach: Actor) -> None:
    made = program(coach, entity(coach))
    with refused("PT422") as refusal:
        coach.call(
            "add_recommendation",
            p_entity_id=entity(coach, "Lee"),
            p_recommendation_type="deload",
            p_program_id=made["program"]["id"],
        )
    assert refusal.detail.startswith("p_program_id")


# The roster


def test_the_roster_says_what_the_log_and_the_programs_say(world: Database, coach: Actor) -> None:
    athlete = world.person()
    client = linked(coach, athlete, name="Kim", squat_1rm=100, injury_history=["knee"])
    squat = rows(athlete, "search_exercises", p_query="barbell back squat", p_limit=1)[0]["id"]
    now = datetime.now(UTC)
    for days, weight in ((40, 100), (20, 110), (3, 120)):
        began = now - timedelta(days=days)
        workout = start(athlete, began)
        log(athlete, workout, squat, 5, weight, p_performed_at=began)
        athlete.call("finish_workout", p_session_id=workout)
    made = program(coach, client, days=4)
    for it, days in zip(made["workouts"], (-30, -20, -10, -5), strict=False):
        coach.call(
            "reschedule_program_workout",
            p_workout_id=it["id"],
            p_scheduled_date=now + timedelta(days=days),
        )
    coach.call(
        "complete_program_workout",
        p_workout_id=made["workouts"][1]["id"],
        p_completed_at=now - timedelta(days=20),
    )
    entry = one(coach, "coach_roster")
    assert (entry["name"], entry["type"], entry["link_status"]) == ("Kim", "CLIENT", "active")
    assert entry["athlete_id"] == str(athlete.id)
    assert entry["days_since_last_session"] == 3
    assert (entry["sessions_4w"], entry["due_4w"], entry["completed_4w"]) == (2, 3, 1)
    assert entry["adherence_4w"] == Decimal("0.333")
    since = now - timedelta(days=28)
    held = rows(athlete, "get_records")
    recent = [it for it in held if instant(it["achieved_at"]) >= since]
    assert 0 < entry["records_4w"] == len(recent) < len(held)
    # the coach's number as typed, and beside it what the log says
    assert entry["squat_1rm"] == 100
    assert entry["squat_e1rm_kg"] == records(athlete, squat)["1rm"] == 140
    assert entry["flags"] == ["low_adherence", "unplanned", "injured"]


def test_the_roster_lists_whom_to_look_at(coach: Actor) -> None:
    entity(coach, "adam")
    entity(coach, "Bea", type="CLASS")
    busy = program(coach, entity(coach, "Cid"), days=1)
    coach.call(
        "complete_program_workout",
        p_workout_id=busy["workouts"][0]["id"],
        p_completed_at=datetime.now(UTC) - timedelta(days=14),
    )
    planned = program(coach, entity(coach, "Dan"), days=1)
    coach.call(
        "reschedule_program_workout",
        p_workout_id=planned["workouts"][0]["id"],
        p_scheduled_date=datetime.now(UTC) + timedelta(days=1),
    )
    assert [(it["name"], it["flags"]) for it in rows(coach, "coach_roster")] == [
        ("adam", ["not_linked", "never_trained", "unplanned"]),
        ("Bea", ["never_trained", "unplanned"]),
        ("Cid", ["not_linked", "inactive", "unplanned"]),
        ("Dan", ["not_linked", "never_trained"]),
    ]


def test_the_roster_counts_the_athletes_own_calendar_too(world: Database, coach: Actor) -> None:
    athlete = world.person()
    linked(coach, athlete)
    today = athlete.execute(
        "select (now() at time zone timezone)::date as it from users where id = %s", (athlete.id,)
    )[0]["it"]
    entries = {
        days: one(
            athlete,
            "schedule_workout",
            p_scheduled_date=today + timedelta(days=days),
            p_title="Run",
        )["id"]
        for days in (-40, -9, -8, -7, 0, 3, 4)
    }
    athlete.call("start_scheduled_workout", p_id=entries[-9])
    for days in (-8, 3):
        athlete.call("skip_workout", p_id=entries[days])
    entry = one(coach, "coach_roster")
    # what is skipped or missed was due, what is still ahead was not
    assert (entry["due_4w"], entry["completed_4w"]) == (3, 1)
    assert entry["adherence_4w"] == Decimal("0.333")
    assert entry["flags"] == ["low_adherence"]
    for days in (0, 4):
        athlete.call("skip_workout", p_id=entries[days])
    entry = one(coach, "coach_roster")
    assert (entry["due_4w"], entry["completed_4w"]) == (4, 1)
    assert entry["flags"] == ["low_adherence", "unplanned"]


def test_an_example_is_no_plan_and_nobody_trains_tomorrow(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    tomorrow = datetime.now(UTC) + timedelta(hours=20)
    start(trio.athlete, tomorrow)
    example = {"title": "A", "is_reference": True, "scheduled_date": tomorrow.isoformat()}
    program(trio.coach, client, workouts=[example])
    (entry,) = rows(trio.coach, "coach_roster")
    assert entry["days_since_last_session"] == 0
    assert "unplanned" in entry["flags"]


def test_an_invited_athletes_log_is_not_in_the_roster(trio: Trio) -> None:
    invited(trio.coach, entity(trio.coach), trio.athlete)
    entry = one(trio.coach, "coach_roster")
    assert (entry["link_status"], entry["athlete_id"]) == ("invited", None)
    assert (entry["last_session_at"], entry["records_4w"]) == (None, 0)

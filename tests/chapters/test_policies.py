"""Who may do what to whose rows: every table, every role, every command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from plan_scenes import plan, session, take
from psycopg import sql
from psycopg.types.json import Jsonb
from rooms import live_evening
from scenes import exercise, fingerprint, has_library, log, one, read_a_text, refused, start
from support import Actor, Connection, Database

# What a person may do with their own rows, and the back end with all, beside reading them.
# A new table fails until it stands here.
ALL = "insert update delete"
MAY: dict[str, tuple[str, str]] = {
    "users": ("update", "update"),
    "profiles": ("update", "update"),
    "friendships": ("", ""),
    "invites": ("delete", "delete"),
    "muscle_groups": ("", ALL),
    "equipment": ("", ALL),
    "exercises": ("insert update", ALL),
    "exercise_aliases": ("", ALL),
    "exercise_equipment": ("insert delete", ALL),
    "user_equipment": ("insert update", ALL),
    "workout_templates": (ALL, ALL),
    "workout_template_exercises": (ALL, ALL),
    "workout_sessions": (ALL, ALL),
    "workout_session_exercises": (ALL, ALL),
    "workout_sets": (ALL, ALL),
    "body_measurements": (ALL, ALL),
    "personal_records": ("", ""),
    "scheduled_workouts": (ALL, ALL),
    "import_jobs": ("", ALL),
    "imported_workouts": ("", ALL),
    "modular_training_plan": (ALL, ALL),
    "modular_training_week": (ALL, ALL),
    "modular_training_session": (ALL, ALL),
    "modular_training_exercise": (ALL, ALL),
    "workout_import_log": ("insert delete", ALL),
    "live_sessions": ("", "delete"),
    "live_session_participants": ("", ""),
    "live_session_events": ("", ""),
    "live_session_sets": ("", ""),
    "live_session_reactions": ("insert", ""),
    "live_session_messages": ("insert", "delete"),
    "live_session_invitations": ("", ""),
    "workout_presence": (ALL, ""),
    "quick_reactions": ("insert", ""),
    "entities": ("insert update", ALL),
    "entity_metrics": ("delete", ALL),
    "athlete_links": ("", ""),
    "programs": (ALL, ALL),
    "program_workouts": (ALL, ALL),
    "workout_schedule": (ALL, ALL),
    "ai_recommendations": (ALL, ALL),
    "external_workouts": ("", ALL),
}
# The same of the views that apps read and write, with the table behind each.
WINDOWS: dict[str, tuple[str, str, str]] = {
    "training_set": (ALL, ALL, "workout_sets"),
    "compat.user": ("update", "insert update", "auth.users"),
    "compat.exercise": ("insert update", ALL, "exercises"),
    "compat.workout_plan": (ALL, ALL, "workout_templates"),
    "compat.workout_exercise": (ALL, ALL, "workout_template_exercises"),
    "compat.workout_session": (ALL, ALL, "workout_sessions"),
    "compat.exercise_session": (ALL, ALL, "workout_sets"),
    # answered, and nothing is written
    "compat.personal_record": (ALL, ALL, ""),
    "compat.workout_sessions": ("update delete", "update delete", "modular_training_session"),
    "compat.exrcwiki": ("insert update", "insert update", "exercises"),
    "compat.modular_training_set": (ALL, ALL, "workout_sets"),
    "compat.external_workouts": ("", ALL, "external_workouts"),
    "compat.external_workouts_new": ("", ALL, "external_workouts"),
}
TABLES = list(MAY)
MAY |= {name: (person, service) for name, (person, service, _) in WINDOWS.items()}
# what these rows hang on is not there for a stranger
NOT_THERE = {"training_set", "compat.exercise_session", "compat.modular_training_set"}
# nobody is deleted through a window: Postgres says so before it asks who wants it
NO_WAY = {("compat.user", "delete"): "55000"}
# everyone who is signed in reads these
LIBRARY = {"external_workouts", "compat.external_workouts", "compat.external_workouts_new"}
CATALOGUE = {"muscle_groups", "equipment"} | LIBRARY
COMMANDS = ["select", "insert", "update", "delete"]
# by a test of their own
NEVER_BY_HAND = {"users"}


@dataclass
class Scene:
    """Ann has a row of her own in every table; Bob has nothing; nobody is signed in as no one."""

    database: Database
    ann: Actor
    bob: Actor
    nobody: Actor
    where: dict[str, str]

    def actor(self, name: str) -> Actor:
        return {
            "owner": self.ann,
            "other": self.bob,
            "nobody": self.nobody,
            "anon": self.database.anon,
            "service": self.database.service,
        }[name]


@pytest.fixture(scope="module")
def scene(world: Database) -> Scene:
    ann, bob = world.person(), world.person()
    hers = settle(world, ann)
    mine = f"user_id = '{ann.id}'"
    of_hers = f"exercise_id in (select e.id from public.exercises as e where owner_id = '{ann.id}')"
    where = dict.fromkeys(MAY, mine) | {
        "users": f"id = '{ann.id}'",
        "profiles": f"id = '{ann.id}'",
        "muscle_groups": "muscle = 'chest'",
        "equipment": "name = 'Barbell'",
        "exercises": f"owner_id = '{ann.id}'",
        "exercise_aliases": f"owner_id = '{ann.id}'",
        "exercise_equipment": of_hers,
        "training_set": f"id = '{hers['plan_set']}'",
        "compat.user": f"id = '{ann.id}'",
        "compat.exercise": f"owner_id = '{ann.id}'",
        "compat.workout_exercise": f"id = '{hers['template_row']}'",
        "compat.exercise_session": f"id = '{hers['set']}'",
        "compat.exrcwiki": f"owner_id = '{ann.id}'",
        "compat.modular_training_set": f"id = '{hers['plan_set']}'",
        "live_sessions": f"host_id = '{ann.id}'",
        "live_session_reactions": f"from_user_id = '{ann.id}'",
        "live_session_invitations": f"host_id = '{ann.id}'",
        "quick_reactions": f"from_user_id = '{ann.id}'",
        **dict.fromkeys(LIBRARY, "id = 1"),
    }
    return Scene(world, ann, bob, Actor(world, "authenticated"), where)


def settle(world: Database, person: Actor) -> dict[str, str]:
    """Gives somebody a row in every table that people have rows in; the ids of the main ones."""
    barbell = world.owner.execute("select id from equipment where name = 'Barbell'").fetchone()
    assert barbell
    lift = exercise(person, p_equipment_ids=[barbell["id"]])
    person.call("merge_exercises", p_from_id=exercise(person), p_into_id=lift)
    person.call("set_my_equipment", p_equipment_ids=[barbell["id"]])
    person.call("record_body_measurement", p_weight=Decimal(80))
    template = one(
        person, "create_template", p_name="Legs", p_exercises=Jsonb([{"exercise_id": lift}])
    )
    workout = start(person, p_template_id=template["template"]["id"])
    logged = log(person, workout, lift, 5, 100)
    person.call("request_friendship", p_user_id=world.person().id)
    invite = one(person, "create_invite")
    entry = one(
        person,
        "schedule_workout",
        p_scheduled_date=date(2026, 3, 2),
        p_template_id=template["template"]["id"],
    )
    live = live_evening(world, person)
    job = one(world.service, "begin_import", p_user_id=person.id, p_source="hevy", p_dialect="hevy")
    with world.owner.transaction():
        world.owner.execute(
            "insert into imported_workouts (user_id, source, source_key, session_id, content_hash,"
            " job_id) values (%s, 'hevy', %s, %s, 'a', %s)",
            (person.id, job, workout, job),
        )
    planned = take(person, plan(session({"exercise_id": lift, "sets": 3, "reps": "5"})))
    week = one(person, "get_plan", p_plan_id=planned)["weeks"][0]
    planned_session = week["sessions"][0]["session"]["id"]
    begun = one(person, "start_plan_session", p_plan_session_id=planned_session)
    done = log(person, begun["workout"]["id"], lift, 5, 100)
    text = read_a_text(person)
    return coach(world, person) | {
        "plan": planned,
        "plan_session": planned_session,
        "plan_set": done["id"],
        "text": text["import_log_id"],
        "lift": lift,
        "template": template["template"]["id"],
        "template_row": template["exercises"][0]["id"],
        "workout": workout,
        "block": logged["session_exercise_id"],
        "set": logged["id"],
        "equipment": barbell["id"],
        "invite": invite["id"],
        "entry": entry["id"],
        "me": str(person.id),
        **live,
    }


def coach(world: Database, person: Actor) -> dict[str, str]:
    """Gives somebody a client with all that a coach keeps; the ids."""
    client = one(person, "create_entity", p_entity=Jsonb({"name": "Kim", "squat_1rm": 100}))
    ids = {"client": client["entity"]["id"]}
    program = one(
        person,
        "create_program",
        p_entity_id=ids["client"],
        p_program=Jsonb(
            {"name": "P", "workouts": [{"title": "W", "scheduled_date": "2026-03-02T18:00:00Z"}]}
        ),
    )
    link = one(person, "link_athlete", p_entity_id=ids["client"], p_email="kim@example.org")
    made = one(
        person, "add_recommendation", p_entity_id=ids["client"], p_recommendation_type="deload"
    )
    if has_library(world):
        world.service.call(
            "upsert_external_workouts", p_workouts=Jsonb([{"id": 1, "title": "Fran"}])
        )
    return ids | {
        "program": program["program"]["id"],
        "program_workout": program["workouts"][0]["id"],
        "link": link["id"],
        "recommendation": made["id"],
    }


@pytest.fixture(autouse=True)
def _where_there_is_a_library(request: pytest.FixtureRequest, world: Database) -> None:
    """A server without pgvector has everything else."""
    case = getattr(request.node, "callspec", None)
    if case and case.params.get("table") in LIBRARY and not has_library(world):
        pytest.skip("the server has no pgvector")


@contextmanager
def acting(scene: Scene) -> Iterator[Connection]:
    """A transaction that is undone at its end: the owner's to prepare, then somebody's."""
    connection = scene.database.owner
    with connection.transaction(force_rollback=True):
        yield connection


def become(scene: Scene, connection: Connection, actor: str) -> None:
    scene.actor(actor)._become(connection)


def relation(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split(".")) if "." in table else sql.Identifier("public", table)


def columns(scene: Scene, table: str, privilege: str, role: str) -> list[str]:
    """The columns of a table that a role may write, and that are not generated."""
    return [
        row["attname"]
        for row in scene.database.owner.execute(
            """
            select attname from pg_attribute
            where attrelid = %s::regclass and attnum > 0 and not attisdropped
              and attgenerated = '' and has_column_privilege(%s, attrelid, attnum, %s)
            order by attnum
            """,
            (table if "." in table else f"public.{table}", role, privilege),
        )
    ]


def attempt(scene: Scene, connection: Connection, table: str, actor: str, command: str) -> int:
    """How many of Ann's rows somebody's command reaches."""
    name = relation(table)
    hers = sql.SQL(scene.where[table])
    role = scene.actor(actor).role
    every = columns(scene, table, "select", connection.info.user)
    if command == "insert":
        # the very row that was there, put back by the actor
        writable = (
            columns(scene, table, "insert", role)
            or columns(scene, table, "insert", "service_role")
            or every[:1]
        )
        listed = sql.SQL(", ").join(map(sql.Identifier, writable))
        connection.execute(
            sql.SQL(
                "create temp table kept on commit drop as select {} from {} where {} limit 1"
            ).format(listed, name, hers)
        )
        connection.execute("grant select on kept to public")
        connection.execute("set local session_replication_role = replica")
        if table not in WINDOWS:
            connection.execute(sql.SQL("delete from {} where {}").format(name, hers))
        elif behind := WINDOWS[table][2]:
            connection.execute(
                sql.SQL("delete from {} where id in (select {} from pg_temp.kept)").format(
                    relation(behind), sql.Identifier(writable[0])
                )
            )
        connection.execute("set local session_replication_role = origin")
        query = sql.SQL("insert into {} ({}) select {} from pg_temp.kept").format(
            name, listed, listed
        )
    elif command == "update":
        column = sql.Identifier((columns(scene, table, "update", role) or every)[0])
        query = sql.SQL("update {} set {} = {} where {}").format(name, column, column, hers)
    elif command == "delete":
        query = sql.SQL("delete from {} where {}").format(name, hers)
    else:
        query = sql.SQL("select from {} where {}").format(name, hers)
    become(scene, connection, actor)
    return connection.execute(query).rowcount


def listed(scene: Scene) -> set[str]:
    """The tables that are listed here, as far as this server can have them."""
    return set(MAY) - (set() if has_library(scene.database) else LIBRARY)


def test_every_table_is_listed_here(scene: Scene) -> None:
    tables = scene.database.owner.execute(
        """
        select case relnamespace::regnamespace::text when 'public' then '' else 'compat.' end
               || relname as relname
        from pg_class
        where relnamespace in ('public'::regnamespace, 'compat'::regnamespace)
          and relkind in ('r', 'p', 'v')
        """
    ).fetchall()
    assert sorted(listed(scene)) == sorted(table["relname"] for table in tables)


@pytest.mark.parametrize("table", MAY)
def test_the_row_is_there(scene: Scene, table: str) -> None:
    """Or the tests below would prove nothing."""
    query = sql.SQL("select count(*) as found from {} where {}").format(
        relation(table), sql.SQL(scene.where[table])
    )
    row = scene.database.owner.execute(query).fetchone()
    assert row
    assert row["found"] > 0


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("table", MAY)
def test_a_person_reaches_their_own_rows_as_far_as_granted(
    scene: Scene, table: str, command: str
) -> None:
    allowed = command in ["select", *MAY[table][0].split()]
    with acting(scene) as connection:
        if allowed:
            assert attempt(scene, connection, table, "owner", command) > 0
        else:
            with refused(NO_WAY.get((table, command), "42501")):
                attempt(scene, connection, table, "owner", command)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("table", MAY)
@pytest.mark.parametrize("actor", ["other", "nobody"])
def test_nobody_reaches_a_strangers_rows(
    scene: Scene, actor: str, table: str, command: str
) -> None:
    granted = command in ["select", *MAY[table][0].split()]
    with acting(scene) as connection:
        if command == "insert" or not granted:
            code = "PT404" if table in NOT_THERE else NO_WAY.get((table, command), "42501")
            with refused(code):
                attempt(scene, connection, table, actor, command)
        elif table in CATALOGUE:
            assert attempt(scene, connection, table, actor, command) > 0
        else:
            assert attempt(scene, connection, table, actor, command) == 0


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("table", MAY)
def test_anon_reaches_nothing(scene: Scene, table: str, command: str) -> None:
    with acting(scene) as connection, refused("42501"):
        attempt(scene, connection, table, "anon", command)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("table", MAY)
def test_the_back_end_reaches_what_it_is_granted(scene: Scene, table: str, command: str) -> None:
    allowed = command in ["select", *MAY[table][1].split()]
    with acting(scene) as connection:
        if not allowed:
            with refused(NO_WAY.get((table, command), "42501")):
                attempt(scene, connection, table, "service", command)
            return
        if command == "delete" and table == "equipment":
            # exercises need it, and say so by foreign key
            connection.execute("set local session_replication_role = replica")
        assert attempt(scene, connection, table, "service", command) > 0


@pytest.mark.parametrize("table", MAY)
def test_nobody_gives_a_row_away(scene: Scene, table: str) -> None:
    """Neither by making it somebody else's nor by making it in their name."""
    columns_of = columns(scene, table, "select", "service_role")
    for column in {"user_id", "owner_id"} & set(columns_of):
        with acting(scene) as connection:
            become(scene, connection, "owner")
            query = sql.SQL("update {} set {} = {} where {}").format(
                relation(table),
                sql.Identifier(column),
                sql.Literal(str(scene.bob.id)),
                sql.SQL(scene.where[table]),
            )
            with refused("42501"):
                connection.execute(query)


# Columns

BY_THE_DATABASE = ["id", "user_id", "owner_id", "created_at", "merged_into", "merged_at", "slug"]


@pytest.mark.parametrize("table", TABLES)
def test_what_the_database_keeps_is_not_written_by_people(scene: Scene, table: str) -> None:
    """Ids, owners, links of redirects, times of making, and whatever is generated."""
    for role in ("authenticated", "anon"):
        assert not set(columns(scene, table, "update", role)) & set(BY_THE_DATABASE)
    with acting(scene) as connection:
        generated = connection.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attgenerated <> ''"
            " and (has_column_privilege('authenticated', attrelid, attnum, 'update')"
            "   or has_column_privilege('authenticated', attrelid, attnum, 'insert'))",
            (f"public.{table}",),
        ).fetchall()
    assert generated == []


def test_of_a_profile_a_person_writes_the_name_and_the_picture_alone(scene: Scene) -> None:
    """The rest is billing."""
    assert columns(scene, "profiles", "update", "authenticated") == ["full_name", "avatar_url"]
    with refused("42501"):
        scene.ann.execute("update profiles set generations_remaining = 99")
    with refused("42501"):
        scene.ann.execute("update profiles set subscription_status = 'active'")


@pytest.mark.parametrize("column", ["is_warmup", "weight_kg", "user_id", "session_exercise_id"])
def test_a_derived_column_of_a_set_is_not_written(scene: Scene, column: str) -> None:
    query = sql.SQL("update workout_sets set {} = default").format(sql.Identifier(column))
    with refused("42501"):
        scene.ann.execute(query)


# Composite ownership


def test_nothing_hangs_under_somebody_elses_parent(scene: Scene) -> None:
    """Not even the back end can take a row to another owner and leave its parent behind."""
    composite = scene.database.owner.execute(
        """
        select c.relname as child, k.conname from pg_constraint as k
        join pg_class as c on c.oid = k.conrelid
        join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and cardinality(k.conkey) > 1 and a.attname = 'user_id'
          and c.relnamespace = 'public'::regnamespace
        """
    ).fetchall()
    assert len(composite) > 5
    for link in composite:
        with acting(scene) as connection:
            query = sql.SQL("update {} set user_id = {} where {}").format(
                sql.Identifier("public", link["child"]),
                sql.Literal(str(scene.bob.id)),
                sql.SQL(scene.where[link["child"]]),
            )
            with refused("23503"):
                connection.execute(query)


def test_a_set_is_not_logged_under_somebody_elses_block(scene: Scene) -> None:
    row = scene.ann.execute("select id from workout_session_exercises")[0]
    query = (
        "insert into workout_sets (user_id, session_exercise_id, set_number, reps)"
        " values (%s, %s, 9, 5)"
    )
    for actor in (scene.bob, scene.database.service):
        with refused("23503"):
            actor.execute(query, (scene.bob.id, row["id"]))


def test_a_block_does_not_name_a_strangers_exercise(scene: Scene) -> None:
    """Else what the stranger does with it would reach into this log."""
    workout = start(scene.bob)
    hers = scene.ann.execute("select id from exercises where owner_id is not null")[0]["id"]
    with refused("42501"):
        scene.bob.execute(
            "insert into workout_session_exercises"
            " (user_id, session_id, exercise_id, exercise_name, order_index)"
            " values (%s, %s, %s, 'Hers', 0)",
            (scene.bob.id, workout, hers),
        )
    mine = one(
        scene.bob, "add_workout_exercise", p_session_id=workout, p_exercise_id=exercise(scene.bob)
    )
    with refused("42501"):
        scene.bob.execute(
            "update workout_session_exercises set exercise_id = %s where id = %s",
            (hers, mine["id"]),
        )


def test_a_template_does_not_name_a_strangers_exercise(scene: Scene) -> None:
    hers = scene.ann.execute("select id from exercises where owner_id is not null")[0]["id"]
    mine = one(scene.bob, "create_template", p_name="Mine")
    with refused("42501"):
        scene.bob.execute(
            "insert into workout_template_exercises"
            " (user_id, template_id, exercise_id, exercise_name, order_index)"
            " values (%s, %s, %s, 'Hers', 0)",
            (scene.bob.id, mine["template"]["id"], hers),
        )


NAMING = {
    "workout_session_exercises": "(user_id, session_id, exercise_id, exercise_name, order_index)"
    " values (%(user)s, %(workout)s, %(lift)s, 'L', 9)",
    "workout_template_exercises": "(user_id, template_id, exercise_id, exercise_name, order_index)"
    " values (%(user)s, %(template)s, %(lift)s, 'L', 9)",
    "compat.workout_exercise": "(workout_plan_id, exercise_id, sequence)"
    " values (%(template)s, %(lift)s, 9)",
    "modular_training_exercise": "(user_id, session_id, exercise_id, exercise_name, sets, reps)"
    " values (%(user)s, %(planned)s, %(lift)s, 'L', 3, '5')",
    "compat.exercise_session": "(workout_session_id, exercise_id, weight, reps)"
    " values (%(workout)s, %(lift)s, 50, 5)",
}


@pytest.mark.parametrize("table", NAMING)
def test_the_back_end_gives_nobody_a_strangers_exercise(world: Database, table: str) -> None:
    """No policy binds it, and whoever gets such a row could neither begin it nor change it."""
    ann, bob, service = world.person(), world.person(), world.service
    mine, hers = exercise(bob), exercise(ann)
    plan_id = take(bob, plan(session()))
    template = one(bob, "create_template", p_name="T")["template"]["id"]
    week = one(bob, "get_plan", p_plan_id=plan_id)["weeks"][0]
    ids = {
        "user": bob.id,
        "workout": start(bob),
        "template": template,
        "planned": week["sessions"][0]["session"]["id"],
    }
    insert = f"insert into {table} {NAMING[table]}"
    with refused("PT404") as refusal:
        service.execute(insert, ids | {"lift": hers})
    assert refusal.message == "No such exercise"
    assert refusal.detail == f"exercise_id = {hers}"
    (made,) = service.execute(f"{insert} returning id, exercise_id", ids | {"lift": mine})
    assert str(made["exercise_id"]) == mine
    with refused("PT404"):
        service.execute(f"update {table} set exercise_id = %s where id = %s", (hers, made["id"]))


# Functions on other people's ids


@pytest.fixture(scope="module")
def hers(scene: Scene) -> dict[str, str]:
    return settle(scene.database, scene.ann)


NOT_FOUND: dict[str, dict[str, str]] = {
    "abandon_workout": {"p_session_id": "workout"},
    "add_recommendation": {"p_entity_id": "client", "p_recommendation_type": "deload"},
    "add_workout_exercise": {"p_session_id": "workout", "p_exercise_id": "system"},
    "answer_coach": {"p_link_id": "link"},
    "answer_recommendation": {"p_recommendation_id": "recommendation"},
    "archive_exercise": {"p_exercise_id": "lift"},
    "archive_template": {"p_template_id": "template"},
    "assign_plan": {"p_plan_id": "plan", "p_entity_id": "client", "p_week_start": "2026-05-04"},
    "cancel_scheduled_workout": {"p_id": "entry"},
    "link_scheduled_workout": {"p_id": "entry", "p_session_id": "workout"},
    "reschedule_workout": {"p_id": "entry", "p_scheduled_date": "2026-03-03"},
    "schedule_workout": {"p_template_id": "template", "p_scheduled_date": "2026-03-03"},
    "schedule_recurring": {
        "p_template_id": "template",
        "p_weekdays": "{1}",
        "p_from": "2026-03-03",
        "p_count": "1",
    },
    "skip_workout": {"p_id": "entry"},
    "start_scheduled_workout": {"p_id": "entry"},
    "copy_template": {"p_id": "template"},
    "cancel_invite": {"p_invite_id": "invite"},
    "complete_plan_session": {"p_plan_session_id": "plan_session"},
    "copy_plan": {"p_plan_id": "plan", "p_week_start": "2026-05-04"},
    "change_live_exercise": {"p_session_id": "live", "p_exercise_id": "system"},
    "delete_live_session": {"p_session_id": "live"},
    "delete_live_set": {"p_set_id": "live_set"},
    "delete_set": {"p_set_id": "set"},
    "delete_template": {"p_template_id": "template"},
    "delete_workout": {"p_session_id": "workout"},
    "edit_live_set": {"p_set_id": "live_set"},
    "edit_set": {"p_set_id": "set"},
    "end_live_session": {"p_session_id": "live"},
    "find_substitutes": {"p_exercise_id": "lift"},
    "finish_workout": {"p_session_id": "workout"},
    "get_plan": {"p_plan_id": "plan"},
    "get_plan_week": {"p_plan_id": "plan", "p_week_number": "1"},
    "get_live_events": {"p_session_id": "live"},
    "get_live_session": {"p_session_id": "live"},
    "get_live_session_summary": {"p_session_id": "live"},
    "get_participant_summary": {"p_session_id": "live", "p_user_id": "me"},
    "get_template": {"p_template_id": "template"},
    "get_workout": {"p_session_id": "workout"},
    "get_workout_summary": {"p_session_id": "workout"},
    "invite_to_live_session": {"p_session_id": "live", "p_user_id": "me"},
    "join_live_session": {"p_session_id": "live"},
    "leave_live_session": {"p_session_id": "live"},
    "log_live_set": {"p_session_id": "live", "p_exercise_id": "system", "p_reps": "5"},
    "log_set": {"p_session_id": "workout", "p_exercise_id": "system", "p_reps": "5"},
    "merge_exercises": {"p_from_id": "lift", "p_into_id": "system"},
    "plan_progress": {"p_plan_id": "plan"},
    "react_to_set": {"p_session_id": "live", "p_emote": "fire", "p_set_id": "live_set"},
    "remove_from_live_session": {"p_session_id": "live", "p_user_id": "me"},
    "reorder_template": {"p_template_id": "template", "p_exercise_row_ids": "{}"},
    "respond_to_live_invitation": {"p_invitation_id": "live_invitation", "p_accept": "true"},
    "restore_workout": {"p_session_id": "workout"},
    "resume_workout": {"p_session_id": "workout"},
    "set_plan_status": {"p_plan_id": "plan", "p_status": "archived"},
    "shift_plan": {"p_plan_id": "plan", "p_days": "1"},
    "start_plan_session": {"p_plan_session_id": "plan_session"},
    "send_live_message": {"p_session_id": "live", "p_message": "Hello"},
    "set_ready_for_next": {"p_session_id": "live"},
    "start_live_session": {"p_session_id": "live"},
    "start_workout": {"p_template_id": "template"},
    "transfer_live_leadership": {"p_session_id": "live", "p_user_id": "me"},
    "complete_program_workout": {"p_workout_id": "program_workout"},
    "create_program": {"p_entity_id": "client", "p_program": '{"name": "Mine"}'},
    "delete_entity": {"p_entity_id": "client"},
    "duplicate_program": {"p_program_id": "program", "p_entity_id": "client"},
    "end_athlete_link": {"p_link_id": "link"},
    "get_entity": {"p_entity_id": "client"},
    "get_adherence": {"p_user_id": "person", "p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_calendar": {"p_user_id": "person", "p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_muscle_volume": {"p_user_id": "person", "p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_program": {"p_program_id": "program"},
    "link_athlete": {"p_entity_id": "client", "p_email": "a@b.c"},
    "list_programs": {"p_entity_id": "client"},
    "list_recommendations": {"p_entity_id": "client"},
    "program_progress": {"p_program_id": "program"},
    "record_entity_metrics": {"p_entity_id": "client", "p_metrics": "{}"},
    "reschedule_program_workout": {"p_workout_id": "program_workout"},
    "restore_entity": {"p_entity_id": "client"},
    "schedule_program": {
        "p_program_id": "program",
        "p_start": "2026-03-02",
        "p_weekdays": "{1}",
    },
    "update_entity": {"p_entity_id": "client", "p_changes": '{"name": "Mine"}'},
    "update_exercise": {"p_exercise_id": "lift", "p_name": "Mine"},
    "update_live_session": {"p_session_id": "live"},
    "update_live_status": {"p_session_id": "live", "p_status": "idle"},
    "update_template": {"p_template_id": "template", "p_name": "Mine"},
    "update_workout": {"p_session_id": "workout", "p_name": "Mine"},
    "workout_history": {"p_user_id": "person"},
}
SEES_NOTHING: dict[str, dict[str, str]] = {
    "exercise_history": {"p_exercise_id": "lift"},
    "get_records": {"p_exercise_id": "lift"},
    "get_record_history": {"p_exercise_id": "lift"},
    "last_time": {"p_exercise_id": "lift"},
}
PARSED = '{"exercises": [{"exercise_name": "Back Squat"}]}'
# functions whose ids are no owned rows, or that only make what bears the id
ELSEWHERE = {
    **dict.fromkeys(
        [
            "request_friendship",
            "accept_friendship",
            "decline_friendship",
            "end_friendship",
            "block_person",
            "unblock_person",
        ],
        "test_friends: the id is a person's",
    ),
    "begin_import": "the back end's",
    "discover_live_sessions": "the id is a cursor",
    "my_live_sessions": "the id is a cursor",
    "open_session": "the back end's",
    "rehash_password": "the back end's",
    "claim_import": "the back end's",
    "create_live_session": "test_an_id_that_somebody_else_has_is_refused",
    "send_quick_reaction": "test_presence: the id is a friend's",
    "update_workout_presence": "the id is an exercise's, and the rest is one's own",
    "create_exercise": "test_an_id_that_somebody_else_has_is_refused",
    "create_template": "test_an_id_that_somebody_else_has_is_refused",
    "insert_full_plan": "test_plans: test_one_plans_for_oneself_alone",
    "fail_import": "the back end's",
    "heartbeat_import": "the back end's",
    "import_lines": "test_the_lines_of_ones_own_files_are_ones_own",
    "import_parsed_workout": "test_an_id_that_somebody_else_has_is_refused",
    "restore_log": "the back end's",
    "run_import": "the back end's",
    "shared_templates": "the id is a cursor",
    "set_my_equipment": "equipment is everyone's",
    "undo_import": "the back end's",
    "workout_history": "the id is a cursor",
}


def with_ids(scene: Scene, hers: dict[str, str], arguments: dict[str, str]) -> dict[str, Any]:
    system = scene.database.owner.execute("select id from exercises where owner_id is null limit 1")
    known = hers | {"system": next(iter(system))["id"], "person": str(scene.ann.id)}
    return {name: known.get(what, what) for name, what in arguments.items()}


def test_every_function_that_takes_an_id_is_tried(scene: Scene) -> None:
    functions = scene.database.owner.execute(
        """
        select proname from pg_proc
        where pronamespace = 'public'::regnamespace
          and ('uuid'::regtype = any (proargtypes) or 'uuid[]'::regtype = any (proargtypes))
          and not exists (
            select from pg_depend as d
            where d.classid = 'pg_proc'::regclass and d.objid = pg_proc.oid and d.deptype = 'e')
        """
    ).fetchall()
    tried = {**NOT_FOUND, **SEES_NOTHING, **ELSEWHERE}
    assert sorted(tried) == sorted(function["proname"] for function in functions)


@pytest.mark.parametrize("function", NOT_FOUND)
def test_somebody_elses_is_as_good_as_not_there(
    scene: Scene, hers: dict[str, str], function: str
) -> None:
    before = fingerprint(scene.database)
    with refused("PT404"):
        scene.bob.call(function, **with_ids(scene, hers, NOT_FOUND[function]))
    assert fingerprint(scene.database) == before


@pytest.mark.parametrize("function", NOT_FOUND)
def test_what_is_not_there_is_not_found(scene: Scene, hers: dict[str, str], function: str) -> None:
    arguments = with_ids(scene, hers, NOT_FOUND[function])
    name = next(iter(arguments))
    with refused("PT404"):
        scene.ann.call(function, **arguments | {name: uuid4()})


@pytest.mark.parametrize("function", SEES_NOTHING)
def test_of_somebody_elses_log_nothing_is_seen(
    scene: Scene, hers: dict[str, str], function: str
) -> None:
    arguments = with_ids(scene, hers, SEES_NOTHING[function])
    seen = scene.bob.call(function, **arguments)
    assert [row for row in seen if any(value is not None for value in row.values())] == []


def test_somebody_elses_exercise_is_not_found_in_a_set_or_a_document(
    scene: Scene, hers: dict[str, str]
) -> None:
    workout = start(scene.bob)
    before = fingerprint(scene.database)
    with refused("PT404"):
        log(scene.bob, workout, hers["lift"])
    with refused("PT404"):
        scene.bob.call(
            "log_set", p_session_id=workout, p_session_exercise_id=hers["block"], p_reps=5
        )
    with refused("PT422") as refusal:
        scene.bob.call(
            "create_template", p_name="Mine", p_exercises=Jsonb([{"exercise_id": hers["lift"]}])
        )
    assert refusal.detail.startswith("p_exercises[0].exercise_id")
    with refused("PT404"):
        scene.bob.call("merge_exercises", p_from_id=exercise(scene.ann), p_into_id=hers["lift"])
    assert {**fingerprint(scene.database), "exercises": 0} == {**before, "exercises": 0}


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("create_exercise", {"p_name": "Taken id", "p_id": "lift"}),
        ("create_live_session", {"p_id": "live"}),
        ("create_template", {"p_name": "Taken id", "p_id": "template"}),
        ("start_workout", {"p_id": "workout"}),
        ("schedule_workout", {"p_id": "entry", "p_scheduled_date": "2026-03-03"}),
        (
            "import_parsed_workout",
            {"p_raw_text": "A", "p_parsed": PARSED, "p_id": "text"},
        ),
    ],
)
def test_an_id_that_somebody_else_has_is_refused(
    scene: Scene, hers: dict[str, str], function: str, arguments: dict[str, str]
) -> None:
    before = fingerprint(scene.database)
    with refused("23505"):
        scene.bob.call(function, **with_ids(scene, hers, arguments))
    assert fingerprint(scene.database) == before


def test_whoever_is_not_signed_in_is_told_so(scene: Scene) -> None:
    with refused("42501") as refusal:
        scene.nobody.call("workout_history")
    assert refusal.message == "Nobody is signed in"
    assert refusal.hint


@pytest.mark.parametrize("role", ["anon", "analyst", "authenticated"])
def test_only_the_back_end_makes_and_finds_people(scene: Scene, role: str) -> None:
    actor = Actor(scene.database, role, scene.bob.id)
    for function in ("create_user", "find_user"):
        with refused("42501"):
            actor.call(function, p_email="ann@example.org")


def test_an_analyst_reads_no_table(scene: Scene) -> None:
    analyst = Actor(scene.database, "analyst")
    for table in listed(scene):
        with refused("42501"):
            analyst.execute(sql.SQL("select from {}").format(relation(table)))


def test_the_helpers_are_not_for_people(scene: Scene) -> None:
    """Definer functions that take somebody's id are the triggers' alone."""
    for call in ("private.refresh_records(array[%(ann)s], '{}')", "private.erase_catalog()"):
        with refused("42501"):
            scene.bob.execute(f"select {call}", {"ann": scene.ann.id})
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        scene.bob.execute("select private.create_user('a@b.c', 'A', 'UTC')")

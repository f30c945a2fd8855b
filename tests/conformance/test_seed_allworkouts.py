"""AllWorkouts' schema: all that it names, what stands for it, and a small service of its own."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from seed_service import columns, commands_with_policy, indexes, labels, only, service_of
from support import Actor, Database

# What it names. A wider type takes and gives whatever the narrower one held.

WIDER = {
    "character varying(255)": {"text"},
    "character varying(10)": {"text"},
    "numeric(10,2)": {"numeric", "numeric(8,3)", "numeric(14,3)"},
    # within the range that a set, a place or a number of repetitions can have
    "integer": {"smallint"},
}
UUID, TEXT, WHEN, INT = "uuid", "text", "timestamp with time zone", "integer"
NAME, MONEY = "character varying(255)", "numeric(10,2)"
TABLES: dict[str, dict[str, str]] = {
    '"user"': {
        "id": UUID,
        "email": NAME,
        "password_hash": NAME,
        "unit_system": "unit_system_enum",
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "equipment": {"id": UUID, "name": NAME, "description": TEXT, "created_at": WHEN},
    "exercise": {
        "id": UUID,
        "name": NAME,
        "primary_muscle_groups": "muscle_group_enum[]",
        "secondary_muscle_groups": "muscle_group_enum[]",
        "default_weight": MONEY,
        "default_reps": INT,
        "default_rest_time_seconds": INT,
        "description": TEXT,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "exercise_equipment": {"exercise_id": UUID, "equipment_id": UUID},
    "user_equipment": {
        "user_id": UUID,
        "equipment_id": UUID,
        "deleted_at": WHEN,
        "created_at": WHEN,
    },
    "workout_plan": {
        "id": UUID,
        "user_id": UUID,
        "name": NAME,
        "description": TEXT,
        "deleted_at": WHEN,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "workout_exercise": {
        "id": UUID,
        "workout_plan_id": UUID,
        "exercise_id": UUID,
        "sequence": INT,
        "sets": INT,
        "reps_min": INT,
        "reps_max": INT,
        "rest_time_seconds": INT,
        "confidence_level": "confidence_level_enum",
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "workout_session": {
        "id": UUID,
        "user_id": UUID,
        "workout_plan_id": UUID,
        "status": "session_status_enum",
        "deleted_at": WHEN,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "exercise_session": {
        "id": UUID,
        "workout_session_id": UUID,
        "exercise_id": UUID,
        "weight": MONEY,
        "reps": INT,
        "rest_time_seconds": INT,
        "set_number": INT,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "personal_record": {
        "id": UUID,
        "user_id": UUID,
        "exercise_id": UUID,
        "record_type": "record_type_enum",
        "value": MONEY,
        "unit": "character varying(10)",
        "exercise_session_id": UUID,
        "achieved_at": WHEN,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "workout_import_log": {
        "id": UUID,
        "user_id": UUID,
        "workout_plan_id": UUID,
        "raw_text": TEXT,
        "parsed_exercises": "jsonb",
        "confidence_scores": "jsonb",
        "created_at": WHEN,
    },
}
# its own labels in its own order; ours may go on after them
ENUMS = {
    "muscle_group_enum": [
        "chest",
        "back",
        "shoulders",
        "biceps",
        "triceps",
        "forearms",
        "legs",
        "glutes",
        "core",
        "traps",
        "lats",
    ],
    "unit_system_enum": ["metric", "imperial"],
    "confidence_level_enum": ["high", "medium", "low"],
    "session_status_enum": ["in_progress", "completed", "abandoned"],
    "record_type_enum": ["1rm", "set_volume", "total_volume"],
}
# its index, and the table and the index that answer its question
INDEXES = {
    "idx_user_email": ("profiles", "profiles_email_idx"),
    "idx_equipment_name": ("equipment", "equipment_name_key"),
    "idx_exercise_name": ("exercises", "idx_exercise_name"),
    "idx_exercise_primary_muscle_groups": ("exercises", "idx_exercise_primary_muscle_groups"),
    "idx_exercise_secondary_muscle_groups": ("exercises", "idx_exercise_secondary_muscle_groups"),
    "idx_exercise_equipment_equipment_id": (
        "exercise_equipment",
        "idx_exercise_equipment_equipment_id",
    ),
    "idx_user_equipment_user_id": ("user_equipment", "idx_user_equipment_user_id"),
    "idx_user_equipment_equipment_id": ("user_equipment", "idx_user_equipment_equipment_id"),
    "idx_workout_plan_user_id": ("workout_templates", "idx_workout_plan_user_id"),
    "idx_workout_plan_created_at": ("workout_templates", "idx_workout_plan_created_at"),
    "idx_workout_plan_name": ("workout_templates", "idx_workout_plan_name"),
    # unique, and in order: (user_id, template_id, order_index)
    "idx_workout_exercise_workout_plan_id": (
        "workout_template_exercises",
        "workout_template_exercises_order_key",
    ),
    "idx_workout_exercise_exercise_id": (
        "workout_template_exercises",
        "idx_workout_exercise_exercise_id",
    ),
    "idx_workout_exercise_sequence": (
        "workout_template_exercises",
        "workout_template_exercises_order_key",
    ),
    # newest first, of those not deleted
    "idx_workout_session_user_id": ("workout_sessions", "idx_workout_session_user_created"),
    "idx_workout_session_user_status_created": (
        "workout_sessions",
        "idx_workout_session_user_status_created",
    ),
    "idx_workout_session_user_created": ("workout_sessions", "idx_workout_session_user_created"),
    "idx_workout_session_workout_plan_id": (
        "workout_sessions",
        "idx_workout_session_workout_plan_id",
    ),
    # a set hangs on a block, and a block on its workout and its exercise
    "idx_exercise_session_workout_session_id": (
        "workout_session_exercises",
        "workout_session_exercises_order_key",
    ),
    "idx_exercise_session_exercise_id": (
        "workout_session_exercises",
        "workout_session_exercises_exercise_idx",
    ),
    "idx_exercise_session_user_exercise": (
        "workout_session_exercises",
        "workout_session_exercises_exercise_idx",
    ),
    "idx_personal_record_user_exercise": ("personal_records", "personal_records_type_key"),
    "idx_personal_record_user_id": ("personal_records", "personal_records_type_key"),
    "idx_personal_record_achieved_at": ("personal_records", "idx_personal_record_achieved_at"),
    "idx_workout_import_log_user_id": ("workout_import_log", "idx_workout_import_log_user_id"),
    "idx_workout_import_log_workout_plan_id": (
        "workout_import_log",
        "idx_workout_import_log_workout_plan_id",
    ),
    "idx_workout_import_log_created_at": (
        "workout_import_log",
        "idx_workout_import_log_created_at",
    ),
}
# everyone reads of these, or they are told of one by one
SHARED = {'"user"', "equipment", "exercise", "exercise_equipment"}
EVERY = {"SELECT", "INSERT", "UPDATE", "DELETE"}
# its policies, under both of the names it gives each, and the table and commands that ours guard
POLICIES = {
    ("workout_plan_rls", "workout_plan_user_isolation"): ("workout_templates", EVERY),
    ("workout_session_rls", "workout_session_user_isolation"): ("workout_sessions", EVERY),
    ("exercise_session_rls", "exercise_session_user_isolation"): ("workout_sets", EVERY),
    # written by the log alone
    ("personal_record_rls", "personal_record_user_isolation"): ("personal_records", {"SELECT"}),
    # a log: nothing in it is changed
    ("workout_import_log_rls", "workout_import_log_user_isolation"): (
        "workout_import_log",
        {"SELECT", "INSERT", "DELETE"},
    ),
}
# its unique constraints, and those that keep them
UNIQUE = {
    "user.email": "users_email_key",
    "equipment.name": "equipment_name_key",
    "exercise.name, of the system": "exercises_system_name_key",
    "exercise.name, of one's own": "exercises_own_name_key",
    "workout_exercise (workout_plan_id, sequence)": "workout_template_exercises_order_key",
    "personal_record (user_id, exercise_id, record_type)": "personal_records_type_key",
}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_stands_under_its_name(database: Database, table: str) -> None:
    ours = columns(database.owner, table)
    for name, wanted in TABLES[table].items():
        assert ours[name] in {wanted} | WIDER.get(wanted, set()), name


@pytest.mark.parametrize("enum", ENUMS)
def test_every_type_has_its_labels(database: Database, enum: str) -> None:
    assert labels(database.owner, enum)[: len(ENUMS[enum])] == ENUMS[enum]


@pytest.mark.parametrize("index", INDEXES)
def test_every_index_has_one_that_answers_its_question(database: Database, index: str) -> None:
    table, name = INDEXES[index]
    assert indexes(database.owner).get(name) == table


@pytest.mark.parametrize("names", POLICIES)
def test_every_policy_has_those_that_guard_the_same(
    database: Database, names: tuple[str, str]
) -> None:
    table, commands = POLICIES[names]
    assert commands == commands_with_policy(database.owner, table)


@pytest.mark.parametrize("what", UNIQUE)
def test_what_is_unique_stays_so(database: Database, what: str) -> None:
    found = database.owner.execute(
        """
        select i.indisunique from pg_index as i join pg_class as c on c.oid = i.indexrelid
        where c.relname = %s
        """,
        (UNIQUE[what],),
    ).fetchall()
    assert found == [{"indisunique": True}]


def test_it_names_no_trigger_and_no_function(database: Database) -> None:
    """What its API layer does (checks, records, deleting in order) the log does by itself."""
    triggers = database.owner.execute(
        "select distinct tgrelid::regclass::text as it from pg_trigger where not tgisinternal"
    ).fetchall()
    assert {"workout_sets", "personal_records", "exercises"} <= {row["it"] for row in triggers}


# A small service of its own


@pytest.fixture
def ann(database: Database) -> Actor:
    return service_of(database.person("ann@example.org", timezone="Pacific/Auckland"))


@pytest.fixture
def bob(database: Database) -> Actor:
    return service_of(database.person())


def add_exercise(service: Actor, name: str) -> Any:
    return only(
        service.execute(
            "insert into exercise (name, primary_muscle_groups, default_reps)"
            " values (%s, '{chest,triceps}', 8) returning *",
            (name,),
        )
    )


def add_session(service: Actor, plan: Any = None, **more: Any) -> Any:
    values = {"user_id": service.id, "workout_plan_id": plan} | more
    listed = ", ".join(values)
    marks = ", ".join(f"%({name})s" for name in values)
    return only(
        service.execute(
            f"insert into workout_session ({listed}) values ({marks}) returning *", values
        )
    )


def add_set(
    service: Actor, session: Any, exercise: Any, weight: Any, reps: int, number: int
) -> Any:
    return only(
        service.execute(
            "insert into exercise_session"
            " (workout_session_id, exercise_id, weight, reps, rest_time_seconds, set_number)"
            " values (%s, %s, %s, %s, 90, %s) returning *",
            (session, exercise, weight, reps, number),
        )
    )


def add_log(service: Actor, plan: Any) -> None:
    service.execute(
        "insert into workout_import_log (id, user_id, workout_plan_id, raw_text, parsed_exercises,"
        " confidence_scores, created_at)"
        " values (gen_random_uuid(), %s, %s, 'bench 3x8', '[]', '{}', now())",
        (service.id, plan),
    )


def best(service: Actor, exercise: Any) -> dict[str, Decimal]:
    rows = service.execute(
        "select record_type, value from personal_record where user_id = %s and exercise_id = %s",
        (service.id, exercise),
    )
    return {row["record_type"]: row["value"] for row in rows}


def test_an_evening_in_the_app(database: Database, ann: Actor, bob: Actor) -> None:
    """Plan, train, correct, finish: the log agrees with all of it, and nobody else sees any."""
    me = only(ann.execute('select * from "user" where email = %s', ("ann@example.org",)))
    assert (me["id"], me["password_hash"], me["unit_system"]) == (ann.id, None, "metric")
    ann.execute(
        "update \"user\" set unit_system = 'imperial', updated_at = now() where id = %s", (ann.id,)
    )
    assert only(
        database.owner.execute("select unit_system from users where id = %s", (ann.id,)).fetchall()
    ) == {"unit_system": "imperial"}

    bench = only(ann.execute("select id from exercise where name = 'Barbell Bench Press'"))["id"]
    assert ann.execute(
        "select id from exercise where id = %s and primary_muscle_groups @> '{chest}'", (bench,)
    )
    mine = add_exercise(ann, "Ann's press")
    ann.execute(
        "update exercise set default_weight = 40, updated_at = now() where id = %s", (mine["id"],)
    )

    plan = only(
        ann.execute(
            "insert into workout_plan (user_id, name, description) values (%s, 'Push', 'heavy')"
            " returning *",
            (ann.id,),
        )
    )
    for sequence, exercise in enumerate([bench, mine["id"]], 1):
        ann.execute(
            "insert into workout_exercise (workout_plan_id, exercise_id, sequence, sets, reps_min,"
            " reps_max, rest_time_seconds, confidence_level)"
            " values (%s, %s, %s, 3, 6, 8, 120, 'high')",
            (plan["id"], exercise, sequence),
        )
    with pytest.raises(psycopg.errors.UniqueViolation):
        ann.execute(
            "insert into workout_exercise (workout_plan_id, exercise_id, sequence, sets, reps_min,"
            " reps_max) values (%s, %s, 1, 3, 6, 8)",
            (plan["id"], bench),
        )
    template = only(ann.execute("select to_jsonb(public.get_template(%s)) as it", (plan["id"],)))[
        "it"
    ]
    assert [row["exercise_name"] for row in template["exercises"]] == [
        "Barbell Bench Press",
        "Ann's press",
    ]

    session = add_session(ann, plan["id"])
    assert (session["status"], session["deleted_at"]) == ("in_progress", None)
    workout = only(
        database.owner.execute(
            "select name, timezone, started_at from workout_sessions where id = %s",
            (session["id"],),
        ).fetchall()
    )
    assert (workout["name"], workout["timezone"]) == ("Push", "Pacific/Auckland")
    assert workout["started_at"] == session["created_at"]

    first = add_set(ann, session["id"], bench, Decimal("100.00"), 5, 1)
    assert (first["set_number"], first["weight"], first["reps"]) == (1, 100, 5)
    second = add_set(ann, session["id"], bench, Decimal("110.25"), 3, 2)
    add_set(ann, session["id"], mine["id"], 40, 8, 1)
    assert best(ann, bench)["1rm"] == Decimal("121.275")
    assert best(ann, bench)["total_volume"] == Decimal("830.75")

    # what the app computed for itself changes nothing, and it is told what stands
    told = only(
        ann.execute(
            "insert into personal_record (user_id, exercise_id, record_type, value, unit,"
            " exercise_session_id, achieved_at) values (%s, %s, '1rm', 999, 'kg', %s, now())"
            " returning *",
            (ann.id, bench, second["id"]),
        )
    )
    assert (told["value"], told["exercise_session_id"]) == (Decimal("121.275"), second["id"])
    ann.execute("update personal_record set value = 999, updated_at = now()")
    ann.execute("delete from personal_record")
    assert best(ann, bench)["1rm"] == Decimal("121.275")

    ann.execute(
        "update exercise_session set weight = 90, updated_at = now() where id = %s", (second["id"],)
    )
    assert best(ann, bench)["1rm"] == Decimal("116.667")
    ann.execute("delete from exercise_session where id = %s", (first["id"],))
    assert best(ann, bench) == {
        "1rm": Decimal("99.000"),
        "set_volume": 270,
        "total_volume": 270,
        "max_weight": 90,
        "max_reps": 3,
    }

    ann.execute(
        "update workout_session set status = 'completed', updated_at = now() where id = %s",
        (session["id"],),
    )
    summary = only(
        ann.execute("select to_jsonb(public.get_workout_summary(%s)) as it", (session["id"],))
    )["it"]["workout"]
    assert (summary["status"], summary["set_count"]) == ("completed", 2)
    assert summary["completed_at"] is not None
    assert Decimal(str(summary["volume_kg"])) == 90 * 3 + 40 * 8

    add_log(ann, plan["id"])
    second_plan = only(
        ann.execute(
            "insert into workout_plan (user_id, name) values (%s, 'Pull') returning id", (ann.id,)
        )
    )["id"]
    ann.execute(
        "insert into workout_exercise (workout_plan_id, exercise_id, sequence, sets, reps_min,"
        " reps_max) values (%s, %s, 1, 3, 6, 8)",
        (second_plan, bench),
    )
    ann.execute("update workout_plan set deleted_at = now() where id = %s", (plan["id"],))
    assert len(ann.execute("select id from exercise_session")) == 2

    seen = {
        table: ann.execute(f"select * from {table} where user_id = %s", (ann.id,))
        for table in ("workout_plan", "workout_session", "personal_record", "workout_import_log")
    }
    assert all(seen.values())
    bob.execute("select public.request_friendship(%s)", (ann.id,))
    ann.execute("select public.accept_friendship(%s)", (bob.id,))
    ann.execute("update public.workout_templates set visibility = 'friends'")
    assert bob.execute("select * from public.shared_templates()")
    for table in TABLES.keys() - SHARED:
        assert bob.execute(f"select * from {table}") == [], table
    assert [row["id"] for row in bob.execute('select id from "user"')] == [bob.id]
    assert bob.execute("select id from exercise where id = %s", (mine["id"],)) == []
    assert bob.execute("update exercise_session set reps = 99 returning id") == []
    assert bob.execute("delete from workout_session returning id") == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        bob.execute(
            "insert into workout_session (user_id, workout_plan_id) values (%s, null)", (ann.id,)
        )
    with pytest.raises(psycopg.Error, match="No such workout of yours"):
        add_set(bob, session["id"], bench, 50, 5, 1)


def test_the_last_workout_is_found_as_the_app_finds_it(ann: Actor) -> None:
    lift = add_exercise(ann, "Press")["id"]
    days = [datetime(2026, 3, day, 18, tzinfo=UTC) for day in (2, 4)]
    for day, weight in zip(days, (60, 62.5), strict=True):
        session = add_session(ann, created_at=day, status="completed")
        assert session["created_at"] == day
        add_set(ann, session["id"], lift, weight, 8, 1)
    last = ann.execute(
        """
        select es.weight, es.reps from exercise_session es
        join workout_session ws on ws.id = es.workout_session_id
        where ws.user_id = %s and es.exercise_id = %s and ws.status = 'completed'
          and ws.deleted_at is null
        order by ws.created_at desc, es.set_number limit 1
        """,
        (ann.id, lift),
    )
    assert last == [{"weight": Decimal("62.5"), "reps": 8}]


def test_a_set_given_another_exercise_takes_its_records_along(ann: Actor) -> None:
    one, other = (add_exercise(ann, name)["id"] for name in ("One", "Other"))
    session = add_session(ann)["id"]
    wrong = add_set(ann, session, one, 80, 5, 1)
    ann.execute("select public.edit_set(%s, p_rpe => 8, p_notes => 'kept')", (wrong["id"],))
    ann.execute(
        "update exercise_session set exercise_id = %s, reps = 6 where id = %s", (other, wrong["id"])
    )
    assert best(ann, one) == {}
    assert best(ann, other)["set_volume"] == 480
    kept = only(ann.execute("select id, rpe, notes, set_number from public.workout_sets"))
    assert kept == {"id": wrong["id"], "rpe": 8, "notes": "kept", "set_number": 1}


def test_a_number_that_is_taken_gives_the_next_one(ann: Actor) -> None:
    lift, session = add_exercise(ann, "Press")["id"], add_session(ann)["id"]
    assert [add_set(ann, session, lift, 50, 5, 1)["set_number"] for _ in range(3)] == [1, 2, 3]


def test_what_another_app_typed_is_not_changed_by_reading_it_back(ann: Actor) -> None:
    """An ORM writes the whole row: pounds stay pounds, and what is unknown stays so."""
    lift, session = add_exercise(ann, "Press")["id"], add_session(ann)["id"]
    for arguments in (
        "p_reps => 5, p_weight => 225, p_weight_unit => 'lb'",
        "p_duration_seconds => 30",
    ):
        ann.execute(f"select public.log_set(%s, %s, {arguments})", (session, lift))
    seen = ann.execute("select * from exercise_session order by set_number")
    assert [(row["weight"], row["reps"]) for row in seen] == [(Decimal("102.058"), 5), (0, 0)]
    for row in seen:
        ann.execute(
            "update exercise_session set weight = %(weight)s, reps = %(reps)s, exercise_id ="
            " %(exercise_id)s, set_number = %(set_number)s, rest_time_seconds = 60"
            " where id = %(id)s",
            row,
        )
    kept = ann.execute("select weight, weight_unit::text, reps from public.workout_sets order by 1")
    assert [tuple(row.values()) for row in kept] == [(225, "lb", 5), (None, "kg", None)]


def test_an_exercise_put_in_another_ones_place_brings_its_name(ann: Actor) -> None:
    old, new, later = (add_exercise(ann, name)["id"] for name in ("Old", "New", "Later"))
    plan = only(
        ann.execute(
            "insert into workout_plan (user_id, name) values (%s, 'P') returning id", (ann.id,)
        )
    )["id"]
    ann.execute(
        "insert into workout_exercise (workout_plan_id, exercise_id, sequence, sets, reps_min,"
        " reps_max) values (%s, %s, 0, 3, 6, 8)",
        (plan, old),
    )
    ann.execute("update workout_exercise set exercise_id = %s, updated_at = now()", (new,))
    query = "select exercise_id, exercise_name from public.workout_template_exercises"
    assert only(ann.execute(query)) == {"exercise_id": new, "exercise_name": "New"}
    # but one that was merged goes on under the name it was put there with
    ann.execute("select public.merge_exercises(%s, %s)", (new, later))
    assert only(ann.execute(query)) == {"exercise_id": later, "exercise_name": "New"}
    ann.execute("delete from workout_exercise where workout_plan_id = %s", (plan,))
    assert ann.execute(query) == []


def test_equipment_is_given_up_softly(ann: Actor, bob: Actor) -> None:
    bar = only(ann.execute("select id from equipment where name = 'Barbell'"))["id"]
    ann.execute("insert into user_equipment (user_id, equipment_id) values (%s, %s)", (ann.id, bar))
    ann.execute("update user_equipment set deleted_at = now() where equipment_id = %s", (bar,))
    assert ann.execute("select * from user_equipment where deleted_at is null") == []
    assert len(ann.execute("select * from user_equipment")) == 1
    assert bob.execute("select * from user_equipment") == []
    assert ann.execute("select * from exercise_equipment where equipment_id = %s", (bar,))


def test_an_abandoned_workout_gives_its_records_back(ann: Actor) -> None:
    lift, session = add_exercise(ann, "Press")["id"], add_session(ann)["id"]
    add_set(ann, session, lift, 80, 5, 1)
    ann.execute("update workout_session set status = 'abandoned' where id = %s", (session,))
    assert best(ann, lift) == {}
    ann.execute("update workout_session set status = 'completed' where id = %s", (session,))
    assert best(ann, lift)["max_weight"] == 80
    ann.execute("update workout_session set deleted_at = now() where id = %s", (session,))
    assert best(ann, lift) == {}
    ended = only(ann.execute("select completed_at - started_at as it from public.workout_sessions"))
    assert timedelta() <= ended["it"] < timedelta(minutes=10)


def test_the_back_end_signs_people_up(database: Database) -> None:
    """On plain Postgres; the address is an account's, and no person changes it here."""
    back_end = service_of(database.service)
    made = only(
        back_end.execute(
            'insert into "user" (email, password_hash, unit_system)'
            " values ('carl@example.org', 'secret', 'imperial') returning *"
        )
    )
    assert (made["unit_system"], made["password_hash"]) == ("imperial", None)
    back_end.execute("update \"user\" set email = 'c@example.org' where id = %s", (made["id"],))
    carl = service_of(Actor(database, "authenticated", made["id"]))
    hashed = "$argon2id$v=19$m=65536,t=3,p=4$" + "a" * 66
    database.owner.execute("insert into sign_in.passwords values (%s, %s)", (made["id"], hashed))
    query = 'select password_hash from "user" where id = %s'
    assert only(back_end.execute(query, (made["id"],))) == {"password_hash": hashed}
    me = only(carl.execute('select email, password_hash from "user"'))
    assert me == {"email": "c@example.org", "password_hash": None}
    for query in (
        "update \"user\" set email = 'mine@example.org'",
        "insert into \"user\" (email) values ('more@example.org')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            carl.execute(query)


def test_the_back_end_logs_for_anybody(database: Database, ann: Actor) -> None:
    back_end = service_of(database.service)
    bench = only(back_end.execute("select id from exercise where name = 'Barbell Bench Press'"))[
        "id"
    ]
    session = only(
        back_end.execute(
            "insert into workout_session (user_id) values (%s) returning id", (ann.id,)
        )
    )["id"]
    add_set(back_end, session, bench, 70, 5, 1)
    assert best(ann, bench)["max_weight"] == 70

"""The coaching app's schema, each table, column, enum, index and relation, and a service of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg import DatabaseError
from psycopg.types.json import Jsonb
from support import Database

# as its document writes them, in its order: table -> column -> type
TABLES: dict[str, dict[str, str]] = {
    "public.profiles": {
        "id": "uuid",
        "full_name": "text",
        "email": "text",
        "avatar_url": "text",
        "stripe_customer_id": "text",
        "stripe_subscription_id": "text",
        "stripe_price_id": "text",
        "subscription_status": "subscription_status_enum",
        "subscription_plan": "subscription_plan_enum",
        "trial_start_date": "timestamp",
        "trial_end_date": "timestamp",
        "generations_remaining": "integer",
        "generations_today": "integer",
        "last_generation_date": "date",
        "is_active": "boolean",
        "updated_at": "timestamp",
    },
    "public.entities": {
        "id": "uuid",
        "user_id": "uuid",
        "name": "text",
        "type": "entity_type",
        "description": "jsonb",
        "bench_1rm": "numeric",
        "deadlift_1rm": "numeric",
        "squat_1rm": "numeric",
        "mile_time": "interval",
        "gender": "text",
        "age": "integer",
        "height_cm": "integer",
        "weight_kg": "numeric",
        "years_of_experience": "numeric",
        "workout_experience_type": "text",
        "recovery_score": "integer",
        "preferred_training_days": "jsonb",
        "injury_history": "jsonb",
        "deleted_at": "timestamp",
        "created_at": "timestamp",
        "updated_at": "timestamp",
    },
    "public.programs": {
        "id": "uuid",
        "entity_id": "uuid",
        "name": "text",
        "description": "text",
        "duration_weeks": "integer",
        "focus_area": "text",
        "goal": "text",
        "difficulty": "text",
        "training_methodology": "text",
        "reference_input": "text",
        "session_details": "jsonb",
        "program_overview": "jsonb",
        "workout_format": "jsonb",
        "gym_details": "jsonb",
        "generated_program": "jsonb",
        "calendar_data": "jsonb",
        "periodization": "jsonb",
        "created_at": "timestamp",
        "updated_at": "timestamp",
    },
    "public.program_workouts": {
        "id": "uuid",
        "program_id": "uuid",
        "entity_id": "uuid",
        "external_workout_id": "bigint",
        "title": "text",
        "body": "text",
        "workout_type": "text",
        "difficulty": "text",
        "tags": "jsonb",
        "scheduled_date": "timestamp",
        "completed": "boolean",
        "completed_at": "timestamp",
        "notes": "text",
        "is_reference": "boolean",
        "created_at": "timestamp",
        "updated_at": "timestamp",
    },
    "public.workout_schedule": {
        "id": "uuid",
        "program_id": "uuid",
        "entity_id": "uuid",
        "workout_id": "uuid",
        "scheduled_date": "timestamp",
        "notes": "text",
        "created_at": "timestamp",
        "updated_at": "timestamp",
    },
    "public.ai_recommendations": {
        "id": "uuid",
        "program_id": "uuid",
        "entity_id": "uuid",
        "recommendation_type": "text",
        "recommendation_data": "jsonb",
        "generated_at": "timestamp",
    },
    "compat.external_workouts": {
        "id": "bigint",
        "title": "text",
        "body": "text",
        "embedding_part1": "extensions.vector",
        "embedding_part2": "extensions.vector",
        "tags": "jsonb",
        "difficulty": "text",
        "created_at": "timestamp",
    },
    "compat.external_workouts_new": {
        "id": "bigint",
        "title": "text",
        "body": "text",
        "embedding": "extensions.vector",
        "tags": "jsonb",
        "difficulty": "text",
        "created_at": "timestamp",
    },
}
# what the sign-in service has, and of which it asks an address and a time
ACCOUNTS = ["id", "email", "created_at"]
ENUMS = {
    "entity_type": ["CLIENT", "CLASS"],
    "subscription_status_enum": [
        "trialing",
        "active",
        "canceled",
        "past_due",
        "incomplete",
        "incomplete_expired",
    ],
    "subscription_plan_enum": ["monthly", "quarterly", "annual", "daily"],
}
# child, parent, and what happens to the child when the parent goes
RELATIONS = [
    ("entities", "users", "cascade"),
    ("profiles", "users", "cascade"),
    ("programs", "entities", "cascade"),
    ("program_workouts", "programs", "cascade"),
    ("workout_schedule", "program_workouts", "cascade"),
    ("ai_recommendations", "entities", "cascade"),
    ("ai_recommendations", "programs", "cascade"),
    ("program_workouts", "external_workouts", "set null"),
]
# by way of the program, whose client it is: one key holds all three together
BY_WAY = [
    ("program_workouts", "entities", "entity_id"),
    ("workout_schedule", "entities", "entity_id"),
    ("workout_schedule", "programs", "program_id"),
]
INDEXES = {
    "idx_entities_user_id": "user_id",
    "idx_entities_deleted_at": "deleted_at",
}


def found(database: Database, query: str, *params: Any) -> list[Any]:
    return [next(iter(row.values())) for row in database.owner.execute(query, params or None)]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_every_column_with_its_type(database: Database, table: str) -> None:
    columns = database.owner.execute(
        """
        select attname as name, format_type(atttypid, null) as type
        from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
        """,
        (table,),
    ).fetchall()
    have = {
        column["name"]: str(column["type"]).replace("timestamp with time zone", "timestamp")
        for column in columns
    }
    assert {name: have.get(name) for name in TABLES[table]} == TABLES[table]


def test_the_accounts_have_what_is_asked_of_them(database: Database) -> None:
    query = "select attname from pg_attribute where attrelid = 'auth.users'::regclass"
    assert set(ACCOUNTS) <= set(found(database, query))


@pytest.mark.parametrize("enum", ENUMS)
def test_an_enum_has_its_labels_in_their_order(database: Database, enum: str) -> None:
    query = "select unnest(enum_range(null::{}))::text".format(enum)  # noqa: UP032
    assert found(database, query) == ENUMS[enum]


@pytest.mark.parametrize(("child", "parent", "then"), RELATIONS)
def test_a_relation_is_a_foreign_key(
    database: Database, child: str, parent: str, then: str
) -> None:
    query = """
    select case confdeltype when 'c' then 'cascade' when 'n' then 'set null' end
    from pg_constraint
    where contype = 'f' and conrelid = %s::regclass and confrelid = %s::regclass
    """
    assert found(database, query, child, parent) == [then]


@pytest.mark.parametrize(("child", "parent", "column"), BY_WAY)
def test_a_relation_by_way_of_another_is_held_by_its_key(
    database: Database, child: str, parent: str, column: str
) -> None:
    """The column is in a key that leads to a table which points at the parent with it, too."""
    query = """
    with recursive reached as (
      select conrelid, confrelid from pg_constraint as k
      join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.contype = 'f' and k.conrelid = %s::regclass and a.attname = %s
      union
      select r.conrelid, k.confrelid from reached as r
      join pg_constraint as k on k.contype = 'f' and k.conrelid = r.confrelid
    )
    select true from reached where confrelid = %s::regclass
    """
    assert found(database, query, child, column, parent) == [True]


def test_the_named_indexes_are_there(database: Database) -> None:
    for name, column in INDEXES.items():
        query = "select indexdef from pg_indexes where schemaname = 'public' and indexname = %s"
        (definition,) = found(database, query, name)
        assert column in definition.split("(", 1)[1]


@pytest.mark.parametrize("column", ["stripe_customer_id", "stripe_subscription_id"])
def test_stripes_ids_are_unique(database: Database, column: str) -> None:
    query = """
    select true from pg_index as i
    join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = 'profiles'::regclass and i.indisunique and i.indnatts = 1
      and a.attname = %s
    """
    assert found(database, query, column) == [True]


@pytest.mark.parametrize("table", [name for name in TABLES if name.startswith("public")])
def test_every_table_has_row_level_security(database: Database, table: str) -> None:
    query = "select relrowsecurity from pg_class where oid = %s::regclass"
    assert found(database, query, table) == [True]


def test_each_part_of_the_split_embedding_is_one_half(database: Database) -> None:
    query = """
    select format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = 'compat.external_workouts'::regclass and attname like 'embedding%'
    """
    assert found(database, query) == ["extensions.vector(768)"] * 2


# A service of the app, from the account to the roster


def test_the_service_is_played_as_coach_athlete_and_stranger(database: Database) -> None:
    """Its three flows: who signs up coaches, generates a program, and follows how it is done."""
    coach, athlete, stranger = (database.person() for _ in range(3))

    # signing up made the profile, and the trial with its allowance
    (account,) = coach.execute(
        "select subscription_status, trial_end_date > trial_start_date as has_trial,"
        " generations_remaining, is_active from profiles where id = %s",
        (coach.id,),
    )
    assert account == {
        "subscription_status": "trialing",
        "has_trial": True,
        "generations_remaining": 5,
        "is_active": True,
    }

    # a client, whose numbers the generator asks for; it costs a generation
    (client,) = coach.execute(
        "insert into entities (user_id, name, type, squat_1rm, mile_time)"
        " values (%s, 'Kim', 'CLIENT', 100, '00:07:30') returning id",
        (coach.id,),
    )
    kim = client["id"]
    asked = "select squat_1rm, mile_time::text from entities where id = %s and deleted_at is null"
    assert coach.execute(asked, (kim,)) == [{"squat_1rm": 100, "mile_time": "00:07:30"}]
    assert coach.call("consume_generation")[0]["consume_generation"] == 4
    document = {
        "name": "Strength",
        "duration_weeks": 2,
        "program_overview": {"goal": "a meet"},
        "periodization": [{"phase": "base", "weeks": 2}],
        "workouts": [
            *({"title": f"Day {n}", "body": "5x5", "tags": ["lower"]} for n in range(4)),
            {"title": "Murph", "is_reference": True},
        ],
    }
    (made,) = coach.execute(
        "select (program).id from create_program(%s, %s)", (kim, Jsonb(document))
    )
    program = made["id"]

    # the schedule, for the calendar: Mondays and Thursdays
    began = datetime.now(UTC).date() - timedelta(days=21)
    monday = began - timedelta(days=began.weekday())
    coach.execute("select schedule_program(%s, %s, '{1,4}', '18:00')", (program, monday))
    calendar = coach.execute(
        "select w.title, s.workout_id, s.scheduled_date from workout_schedule as s"
        " join program_workouts as w on w.id = s.workout_id"
        " where s.entity_id = %s order by s.scheduled_date",
        (kim,),
    )
    assert [it["title"] for it in calendar] == ["Day 0", "Day 1", "Day 2", "Day 3"]
    assert {it["scheduled_date"].astimezone(UTC).isoweekday() for it in calendar} == {1, 4}

    # one ticked off by the app as it always did, two by a queue that is sent twice
    coach.execute(
        "update program_workouts set completed = true, completed_at = now() where id = %s",
        (calendar[0]["workout_id"],),
    )
    queue = [
        {"workout_id": str(it["workout_id"]), "completed_at": it["scheduled_date"].isoformat()}
        for it in calendar[1:3]
    ]
    for _ in range(2):
        coach.execute("select complete_program_workouts(%s)", (Jsonb(queue),))
    (progress,) = coach.execute("select * from program_progress(%s)", (program,))
    assert (progress["workout_count"], progress["completed_count"]) == (4, 3)
    recommended = coach.call(
        "add_recommendation",
        p_entity_id=kim,
        p_recommendation_type="deload",
        p_program_id=program,
        p_made_by="a model",
    )
    assert recommended

    # the athlete lets the coach look, and trains
    (link,) = coach.execute(
        "select id from link_athlete(%s, %s)", (kim, f"{athlete.id}@example.org")
    )
    athlete.execute("select answer_coach(%s)", (link["id"],))
    athlete.call(
        "log_workout",
        p_workout=Jsonb(
            {
                "started_at": datetime.now(UTC).isoformat(),
                "exercises": [
                    {
                        "exercise_name": "Barbell Back Squat",
                        "sets": [{"reps": 5, "weight": 120}],
                    }
                ],
            }
        ),
    )
    (entry,) = coach.execute("select * from coach_roster()")
    assert (entry["name"], entry["link_status"]) == ("Kim", "active")
    assert (entry["due_4w"], entry["completed_4w"], entry["sessions_4w"]) == (4, 3, 1)
    assert entry["days_since_last_session"] == 0
    assert (entry["squat_1rm"], entry["squat_e1rm_kg"]) == (100, 140)
    assert athlete.execute("select coach_id, status::text from my_coaches()") == [
        {"coach_id": coach.id, "status": "active"}
    ]

    # neither the athlete nor anybody else sees what is the coach's
    for table in [it for it in TABLES if it.startswith("public.") and it != "public.profiles"]:
        assert coach.execute(f"select id from {table}"), table
        for somebody in (athlete, stranger):
            assert somebody.execute(f"select id from {table}") == [], table
    for somebody in (athlete, stranger):
        assert somebody.execute("select * from coach_roster()") == []
        with pytest.raises(DatabaseError) as refusal:
            somebody.execute("select program_progress(%s)", (program,))
        assert refusal.value.sqlstate == "PT404"
    assert stranger.execute("select id from workout_sets") == []

    # the client goes as the app lets one go, and the link with them
    coach.execute("update entities set deleted_at = now() where id = %s", (kim,))
    assert coach.execute("select * from coach_roster()") == []
    assert coach.execute("select id from workout_sets") == []

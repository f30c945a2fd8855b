"""The coaching app's schema: each table, column, enum, index and relation it names is here."""

from typing import Any

import pytest
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

"""What the calendar app's and AllWorkouts' own code does with imports works here too."""

from typing import Any

import pytest
from psycopg.types.json import Jsonb
from support import Actor, Database

# the columns of each table, with their types, as the two schemas have them
IMPORT_JOBS = {
    "id": "uuid",
    "user_id": "uuid",
    "status": None,
    "summary": None,
    "error": "text",
    "created_at": None,
    "updated_at": None,
}
WORKOUT_IMPORT_LOG = {
    "id": "uuid",
    "user_id": "uuid",
    "workout_plan_id": "uuid",
    "raw_text": "text",
    "parsed_exercises": "jsonb",
    "confidence_scores": "jsonb",
    "created_at": "timestamp with time zone",
}
INDEXES = (
    *("idx_import_jobs_user_id", "idx_import_jobs_status", "idx_import_jobs_created"),
    *("idx_workout_import_log_user_id", "idx_workout_import_log_workout_plan_id"),
    "idx_workout_import_log_created_at",
)


@pytest.fixture
def ann(database: Database) -> Actor:
    return database.person()


def job(database: Database, ann: Actor) -> Any:
    (row,) = database.service.call(
        "begin_import", p_user_id=ann.id, p_source="hevy", p_dialect="hevy"
    )
    return row["begin_import"]


@pytest.mark.parametrize(
    ("table", "columns"),
    [("import_jobs", IMPORT_JOBS), ("workout_import_log", WORKOUT_IMPORT_LOG)],
)
def test_the_table_has_the_columns(
    database: Database, table: str, columns: dict[str, str | None]
) -> None:
    found = database.owner.execute(
        "select attname, format_type(atttypid, atttypmod) as type from pg_attribute"
        " where attrelid = %s::regclass and attnum > 0 and not attisdropped",
        (f"public.{table}",),
    ).fetchall()
    types = {row["attname"]: row["type"] for row in found}
    for name, wanted in columns.items():
        assert name in types
        assert wanted in (None, types[name])


@pytest.mark.parametrize("name", INDEXES)
def test_the_index_is_there(database: Database, name: str) -> None:
    found = database.owner.execute("select to_regclass(%s) as it", (f"public.{name}",)).fetchone()
    assert found
    assert found["it"] == name


def test_the_status_has_the_four_labels(database: Database) -> None:
    found = database.owner.execute(
        "select enum_range(null::public.import_job_status_enum)::text[] as it"
    ).fetchone()
    assert found
    assert found["it"] == ["pending", "processing", "completed", "failed"]


def test_a_worker_of_the_calendar_app_moves_a_job_along(database: Database, ann: Actor) -> None:
    id = job(database, ann)
    (fresh,) = ann.execute("select status, summary, error from public.import_jobs")
    assert fresh == {"status": "pending", "summary": None, "error": None}
    query = "update public.import_jobs set status = %s, summary = %s where id = %s"
    database.service.execute(query, ("processing", None, id))
    database.service.execute(query, ("completed", Jsonb({"imported": 5}), id))
    (done,) = ann.execute("select status, summary, updated_at, created_at from public.import_jobs")
    assert (done["status"], done["summary"]) == ("completed", {"imported": 5})
    assert done["updated_at"] > done["created_at"]


def test_jobs_that_are_over_can_be_archived(database: Database, ann: Actor) -> None:
    id = job(database, ann)
    database.service.execute("update public.import_jobs set status = 'failed', error = 'x'")
    gone = database.service.execute(
        "delete from public.import_jobs where status in ('completed', 'failed') returning id"
    )
    assert [row["id"] for row in gone] == [id]


def test_an_import_log_is_written_with_and_without_a_plan(ann: Actor) -> None:
    (template,) = ann.execute("select (create_template('Legs')).template")
    assert template
    (plan,) = ann.execute("select id from public.workout_templates")
    query = (
        "insert into public.workout_import_log"
        " (user_id, workout_plan_id, raw_text, parsed_exercises, confidence_scores)"
        " values (%s, %s, 'Squat 3x5', %s, %s)"
    )
    for id in (plan["id"], None):
        ann.execute(query, (ann.id, id, Jsonb([{"name": "Squat"}]), Jsonb({"Squat": 0.9})))
    rows = ann.execute("select * from public.workout_import_log order by created_at desc")
    assert {row["workout_plan_id"] for row in rows} == {plan["id"], None}
    assert all(row["confidence_scores"] == {"Squat": 0.9} for row in rows)


def test_ones_imports_are_ones_own(database: Database, ann: Actor) -> None:
    job(database, ann)
    query = "insert into public.workout_import_log (user_id, raw_text) values (%s, 'x')"
    ann.execute(query, (ann.id,))
    bob = database.person()
    for table in ("import_jobs", "workout_import_log"):
        assert len(ann.execute(f"select id from public.{table}")) == 1
        assert bob.execute(f"select id from public.{table}") == []
